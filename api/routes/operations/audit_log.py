"""The audit log."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AfterValidator, TypeAdapter

from api.deps import Cursor, InOrganization, Limit, OfLiveRace, OfRun, OfTournament, Search, Services
from api.paging import CursorOf
from api.route import ApiRoute
from api.schemas.fields import Id, Moment, Page
from api.schemas.operations.race_night import AuditEntryResponse, AuditKindResponse, AuditKindsResponse
from application.domain.ids import LiveRaceId, RunId, TournamentId, UserId
from application.domain.operations.audit import AuditFilter
from application.page_links import RowId

router = APIRouter(prefix="/api/organizations/{organization_id}/audit-log", tags=["audit log"], route_class=ApiRoute)

_MOST_KINDS = 100

_entries = CursorOf(TypeAdapter(tuple[Id]))


def _a_kind(text: str) -> str:
    if not (text.isascii() and text.isalnum() and len(text) <= 100):
        raise ValueError("Give a kind as the list of kinds names it, e.g. AsyncRunDrawnEvent.")
    return text


Kinds = Annotated[
    list[Annotated[str, AfterValidator(_a_kind)]] | None,
    Query(max_length=_MOST_KINDS, description="Only entries of this kind; may be given several times."),
]
OfActor = Annotated[RowId | None, Query(description="Only what this person did.")]


@router.get("", summary="Read the audit log")
async def list_audit_entries(
    ctx: InOrganization,
    services: Services,
    kind: Kinds = None,
    actor_id: OfActor = None,
    system_only: Annotated[bool, Query(description="Only what the system did automatically.")] = False,
    tournament_id: OfTournament = None,
    live_race_id: OfLiveRace = None,
    run_id: OfRun = None,
    since: Annotated[Moment | None, Query(description="Only what happened then or later.")] = None,
    until: Annotated[Moment | None, Query(description="Only what happened before.")] = None,
    search: Search = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[AuditEntryResponse]:
    """For admins, the newest first; a tournament's admins read what concerns it, and must name it."""
    wanted = AuditFilter(
        kinds=tuple(kind or ()),
        actor_id=None if actor_id is None else UserId(actor_id),
        system_only=system_only,
        tournament_id=None if tournament_id is None else TournamentId(tournament_id),
        live_race_id=None if live_race_id is None else LiveRaceId(live_race_id),
        run_id=None if run_id is None else RunId(run_id),
        since=since,
        until=until,
        search=search,
    )
    last = _entries.read(cursor)
    before = None if last is None else last[0]
    found = await services.audit.list_entries(ctx, wanted, before=before, limit=limit)
    following = _entries.write((found.items[-1].id,)) if found.has_more else None
    return Page(items=[AuditEntryResponse.of(line) for line in found.items], next_cursor=following)


@router.get("/kinds", summary="List the kinds of entries")
async def list_audit_kinds(
    ctx: InOrganization, services: Services, tournament_id: OfTournament = None
) -> AuditKindsResponse:
    """For those who may read the log: the kinds that occur, for a filter."""
    own = None if tournament_id is None else TournamentId(tournament_id)
    kinds = await services.audit.list_kinds(ctx, own)
    return AuditKindsResponse(items=[AuditKindResponse(kind=kind, label=label) for kind, label in kinds.items()])
