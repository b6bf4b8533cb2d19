"""Tournaments and their settings."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter

from api.deps import Caller, Cursor, InOrganization, InTournament, KeepsAnswers, Limit, Services, caller_id
from api.documentation import refusals
from api.paging import CursorOf, begun
from api.route import MARKED, ApiRoute
from api.schemas.eligibility import EligibilityResponse
from api.schemas.fields import Page, PlaceAmongTournaments
from api.schemas.tournaments.tournaments import (
    TournamentCreateRequest,
    TournamentResponse,
    TournamentUpdateRequest,
)
from application.domain.ids import PoolId, TournamentId, UserId
from application.page_links import RowId

router = APIRouter(tags=["tournaments"], route_class=ApiRoute)

_TOURNAMENT = "/api/async-tournaments/{tournament_id}"
_TOURNAMENTS = "/api/organizations/{organization_id}/async-tournaments"

_tournaments = CursorOf(TypeAdapter(tuple[bool, PlaceAmongTournaments]))


@router.get(_TOURNAMENTS, summary="List tournaments", openapi_extra=MARKED)
async def list_tournaments(
    ctx: InOrganization,
    services: Services,
    active: Annotated[bool, Query(description="True leaves out the closed ones.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[TournamentResponse]:
    """The active ones first, then by name."""
    after = _tournaments.read(cursor)
    views = await services.tournaments.list_tournaments(ctx, active_only=active, after=after, limit=limit + 1)
    page = begun(views, place=lambda view: (view.is_active, view.name), cursors=_tournaments, limit=limit)
    return page.of_each(TournamentResponse.of)


@router.post(
    _TOURNAMENTS,
    status_code=201,
    summary="Create a tournament",
    dependencies=[KeepsAnswers],
    responses=refusals(409),
)
async def create_tournament(
    body: TournamentCreateRequest,
    ctx: InOrganization,
    services: Services,
) -> TournamentResponse:
    """For tournament admins. Category and goal are checked against racetime.gg when it answers."""
    return TournamentResponse.of(await services.tournaments.create_tournament(ctx, body.new))


@router.get(_TOURNAMENT, summary="Read a tournament", openapi_extra=MARKED)
async def get_tournament(tournament_id: RowId, ctx: InTournament, services: Services) -> TournamentResponse:
    return TournamentResponse.of(await services.tournaments.get_tournament(ctx, TournamentId(tournament_id)))


@router.patch(_TOURNAMENT, summary="Change a tournament", responses=refusals(409))
async def update_tournament(
    tournament_id: RowId, body: TournamentUpdateRequest, ctx: InTournament, services: Services
) -> TournamentResponse:
    """For tournament admins. What hangs on the start of its scheduled races moves along, and scores that a
    setting moves are moved at once."""
    changed = await services.tournaments.update_tournament(ctx, TournamentId(tournament_id), body.changes)
    return TournamentResponse.of(changed)


@router.delete(_TOURNAMENT, status_code=204, summary="Delete a tournament", responses=refusals(409))
async def delete_tournament(tournament_id: RowId, ctx: InTournament, services: Services) -> None:
    """For tournament admins of the organization. Where anybody ran it stays on record and can only be closed."""
    await services.tournaments.delete_tournament(ctx, TournamentId(tournament_id))


@router.post(_TOURNAMENT + "/close", summary="Close a tournament", responses=refusals(409))
async def close_tournament(tournament_id: RowId, ctx: InTournament, services: Services) -> TournamentResponse:
    """For tournament admins. Nobody draws any more and hidden results show; runs under way may be finished."""
    return TournamentResponse.of(await services.tournaments.close_tournament(ctx, TournamentId(tournament_id)))


@router.post(_TOURNAMENT + "/reopen", summary="Reopen a tournament", responses=refusals(409))
async def reopen_tournament(tournament_id: RowId, ctx: InTournament, services: Services) -> TournamentResponse:
    """For tournament admins."""
    return TournamentResponse.of(await services.tournaments.reopen_tournament(ctx, TournamentId(tournament_id)))


@router.get(_TOURNAMENT + "/pools/{pool_id}/eligibility", summary="Tell whether one player may race in a pool")
async def check_player_eligibility(
    tournament_id: RowId,
    pool_id: RowId,
    ctx: InTournament,
    actor: Caller,
    services: Services,
    user_id: Annotated[RowId | None, Query(description="Whom it is about; without it, yourself.")] = None,
) -> EligibilityResponse:
    """As if a race started now."""
    who = caller_id(actor) if user_id is None else UserId(user_id)
    verdicts = await services.live_races.check_player_eligibility(
        ctx, who, TournamentId(tournament_id), PoolId(pool_id)
    )
    return EligibilityResponse.of(who, verdicts)
