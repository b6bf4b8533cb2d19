"""Many live races at once."""

from fastapi import APIRouter, Depends

from api.deps import InTournament, KeepsAnswers, Services, Spends
from api.documentation import refusals
from api.limits import SCHEDULING
from api.route import ApiRoute
from api.schemas.live_races.live_race_batches import (
    BulkChangeRequest,
    BulkChangeResponse,
    BulkLineResponse,
    LiveRaceSeriesRequest,
    LiveRaceSeriesResponse,
)
from api.schemas.live_races.live_races import LiveRaceResponse
from application.domain.ids import TournamentId
from application.page_links import RowId

router = APIRouter(tags=["live races"], route_class=ApiRoute)

_RACES = "/api/async-tournaments/{tournament_id}/live-races"


@router.post(
    _RACES + "/series",
    status_code=201,
    summary="Schedule a series of live races",
    dependencies=[KeepsAnswers, Depends(Spends(SCHEDULING))],
    responses=refusals(409),
)
async def create_live_race_series(
    tournament_id: RowId, body: LiveRaceSeriesRequest, ctx: InTournament, services: Services
) -> LiveRaceSeriesResponse:
    """For tournament admins. All races are scheduled, or none."""
    made = await services.live_races.create_live_race_series(ctx, body.new(TournamentId(tournament_id)), body.series)
    return LiveRaceSeriesResponse(items=[LiveRaceResponse.of(race) for race in made])


@router.post(_RACES + "/bulk", summary="Change many live races", dependencies=[Depends(Spends(SCHEDULING))])
async def change_many_live_races(
    tournament_id: RowId, body: BulkChangeRequest, ctx: InTournament, services: Services
) -> BulkChangeResponse:
    """For tournament admins. Moves, cancels, restores or deletes; a race that refuses stays, and its line says why."""
    live_races = services.live_races
    change_them = live_races.preview_many if body.preview else live_races.change_many
    lines = await change_them(ctx, TournamentId(tournament_id), body.ids, body.change)
    return BulkChangeResponse(lines=[BulkLineResponse.of(line) for line in lines])
