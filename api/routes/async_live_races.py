"""Live races: schedule, change, cancel, watch, record."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import TypeAdapter

from api.deps import (
    Caller,
    Cursor,
    InLiveRace,
    InOrganization,
    InTournament,
    KeepsAnswers,
    Limit,
    Services,
    Spends,
    caller_id,
)
from api.documentation import refusals
from api.limits import ASKING_RACETIME, SCHEDULING
from api.paging import CursorOf, page_of
from api.route import MARKED, ApiRoute
from api.schemas.eligibility import EligibilityResponse
from api.schemas.fields import Id, Page, PlaceInTime
from api.schemas.live_races.live_race_details import LiveRaceDetailsResponse, RecordReportResponse, UpcomingStepResponse
from api.schemas.live_races.live_races import (
    CancelRequest,
    EligibleParticipantResponse,
    LiveRaceCreateRequest,
    LiveRaceResponse,
    LiveRaceUpdateRequest,
)
from application.container import Container
from application.context import OrgContext
from application.domain.errors import Conflict
from application.domain.ids import LiveRaceId, TournamentId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.permissions import Permission
from application.page_links import RowId
from application.read_models import ParticipantEligibility, UpcomingStep

router = APIRouter(tags=["live races"], route_class=ApiRoute)

_RACE = "/api/async-tournaments/live-races/{live_race_id}"
_RACES = "/api/async-tournaments/{tournament_id}/live-races"

StatusFilter = Annotated[LiveRaceStatus | None, Query(description="Only races in this status.")]
OfUser = Annotated[RowId | None, Query(description="Whom it is about; without it, yourself.")]

_races = CursorOf(TypeAdapter(tuple[PlaceInTime, Id]))
_participants = CursorOf(TypeAdapter(tuple[bool, str, Id]))
_steps = CursorOf(TypeAdapter(tuple[PlaceInTime, Id, str]))


@router.get(_RACE, summary="Read a live race", openapi_extra=MARKED)
async def get_live_race(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    return LiveRaceResponse.of(await services.live_races.get_live_race_summary(ctx, LiveRaceId(live_race_id)))


@router.get(_RACES, summary="List a tournament's live races", openapi_extra=MARKED)
async def list_live_races(
    tournament_id: RowId,
    ctx: InTournament,
    services: Services,
    status: StatusFilter = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[LiveRaceResponse]:
    """The latest start first."""
    return await _page(services, ctx, TournamentId(tournament_id), status, limit, cursor)


@router.get(
    "/api/organizations/{organization_id}/live-races", summary="List an organization's live races", openapi_extra=MARKED
)
async def list_live_races_of_organization(
    ctx: InOrganization,
    services: Services,
    status: StatusFilter = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[LiveRaceResponse]:
    """The latest start first, over all tournaments."""
    return await _page(services, ctx, None, status, limit, cursor)


@router.post(
    _RACES,
    status_code=201,
    summary="Schedule a live race",
    dependencies=[KeepsAnswers, Depends(Spends(SCHEDULING))],
    responses=refusals(409),
)
async def create_live_race(
    tournament_id: RowId, body: LiveRaceCreateRequest, ctx: InTournament, services: Services
) -> LiveRaceResponse:
    """For tournament admins. Its room opens, locks and gets the seed automatically, at the times in the answer."""
    made = await services.live_races.create_live_race(ctx, body.new(TournamentId(tournament_id)))
    return LiveRaceResponse.of(made.summary)


@router.patch(_RACE, summary="Change a live race", responses=refusals(409))
async def update_live_race(
    live_race_id: RowId, body: LiveRaceUpdateRequest, ctx: InLiveRace, services: Services
) -> LiveRaceResponse:
    """For tournament admins. Everything that hangs on the start moves along with it."""
    changed = await services.live_races.update_live_race(
        ctx, LiveRaceId(live_race_id), body.changes, confirmed=body.confirmed
    )
    return LiveRaceResponse.of(changed.summary)


@router.delete(_RACE, status_code=204, summary="Delete a live race", responses=refusals(409))
async def delete_live_race(live_race_id: RowId, ctx: InLiveRace, services: Services) -> None:
    """For tournament admins. A race that had a room stays on record and can only be cancelled."""
    await services.live_races.delete_live_race(ctx, LiveRaceId(live_race_id))


@router.get(_RACE + "/details", summary="Read a live race with its room and board", openapi_extra=MARKED)
async def get_live_race_details(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceDetailsResponse:
    return LiveRaceDetailsResponse.of(await services.live_races.get_live_race(ctx, LiveRaceId(live_race_id)))


@router.get(_RACE + "/eligible", summary="List who may race")
async def list_eligible_participants(
    live_race_id: RowId,
    ctx: InLiveRace,
    services: Services,
    eligible: Annotated[bool | None, Query(description="Only those who may, or only those who may not.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[EligibleParticipantResponse]:
    """Every member, the eligible first; staff see the answer to every rule, others only their own."""
    players = await services.live_races.get_eligible_participants(ctx, LiveRaceId(live_race_id))
    wanted = (player for player in players if eligible is None or player.eligible is eligible)
    page = page_of(wanted, place=_participant_place, cursors=_participants, cursor=cursor, limit=limit)
    return page.of_each(EligibleParticipantResponse.of)


@router.get(_RACE + "/eligibility", summary="Tell whether one player may race")
async def check_race_eligibility(
    live_race_id: RowId, ctx: InLiveRace, actor: Caller, services: Services, user_id: OfUser = None
) -> EligibilityResponse:
    who = caller_id(actor) if user_id is None else UserId(user_id)
    verdicts = await services.live_races.show_race_eligibility(ctx, who, LiveRaceId(live_race_id))
    return EligibilityResponse.of(who, verdicts)


@router.post(
    _RACE + "/record",
    summary="Record the results now",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409, 503),
)
async def record_live_race(live_race_id: RowId, ctx: InLiveRace, services: Services) -> RecordReportResponse:
    """For reviewers. Fetches the race's room from racetime.gg and brings the results in line; may be repeated."""
    race = await services.live_races.get_live_race_summary(ctx, LiveRaceId(live_race_id))
    ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
    if race.racetime_slug is None:
        raise Conflict("This race has no room yet, so there is nothing to record.")
    return RecordReportResponse.of(await services.live_races.record_live_race_results(ctx, race.racetime_slug))


@router.post(_RACE + "/cancel", summary="Cancel a live race", responses=refusals(409))
async def cancel_live_race(
    live_race_id: RowId, ctx: InLiveRace, services: Services, body: CancelRequest | None = None
) -> LiveRaceResponse:
    """For tournament admins. The room is closed and everybody keeps the slot; cancelling twice changes nothing."""
    reason = body.reason if body is not None else ""
    cancelled = await services.live_races.cancel_live_race(ctx, LiveRaceId(live_race_id), reason)
    return LiveRaceResponse.of(cancelled.summary)


@router.post(
    _RACE + "/count-results",
    summary="Count the results of a race that was cancelled on racetime.gg",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409, 503),
)
async def count_cancelled_results(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For reviewers, while `cancelled_results` is undecided. Forfeits of the cancellation count as forfeits."""
    counted = await services.live_races.count_cancelled_results(ctx, LiveRaceId(live_race_id))
    return LiveRaceResponse.of(counted.summary)


@router.post(
    _RACE + "/leave-cancelled",
    summary="Leave a race cancelled although racetime.gg has results for it",
    responses=refusals(409),
)
async def leave_race_cancelled(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For reviewers, while `cancelled_results` is undecided. Whatever racetime.gg says later changes nothing."""
    left = await services.live_races.leave_race_cancelled(ctx, LiveRaceId(live_race_id))
    return LiveRaceResponse.of(left.summary)


@router.post(_RACE + "/restore", summary="Schedule a cancelled live race again", responses=refusals(409))
async def restore_live_race(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For tournament admins, while its start is still ahead."""
    restored = await services.live_races.restore_live_race(ctx, LiveRaceId(live_race_id))
    return LiveRaceResponse.of(restored.summary)


@router.post(
    _RACE + "/open-room",
    summary="Open room now",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409, 503),
)
async def open_room_now(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For tournament admins. When racetime.gg refuses or is silent it is retried automatically."""
    opened = await services.live_races.open_room_now(ctx, LiveRaceId(live_race_id))
    return LiveRaceResponse.of(opened.summary)


@router.get("/api/organizations/{organization_id}/upcoming-work", summary="List what is due next")
async def list_upcoming_work(
    ctx: InOrganization,
    services: Services,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[UpcomingStepResponse]:
    """For tournament admins: rooms to open, locks, releases and starts of all races that are not over."""
    steps = await services.tasks.list_upcoming_work(ctx)
    page = page_of(steps, place=_step_place, cursors=_steps, cursor=cursor, limit=limit)
    return page.of_each(UpcomingStepResponse.of)


async def _page(
    services: Container,
    ctx: OrgContext,
    tournament_id: TournamentId | None,
    status: LiveRaceStatus | None,
    limit: int,
    cursor: str | None,
) -> Page[LiveRaceResponse]:
    last = _races.read(cursor)
    after = (last[0], LiveRaceId(last[1])) if last is not None else None
    found = await services.live_races.list_live_races(ctx, tournament_id, status, after=after, limit=limit)
    items = [LiveRaceResponse.of(race) for race in found.items]
    following = _races.write((found.items[-1].scheduled_at, found.items[-1].id)) if found.has_more else None
    return Page(items=items, next_cursor=following)


def _participant_place(player: ParticipantEligibility) -> tuple[bool, str, int]:
    return (not player.eligible, player.name.casefold(), player.user_id)


def _step_place(step: UpcomingStep) -> tuple[datetime, int, str]:
    return (step.due_at, step.live_race_id, step.step)
