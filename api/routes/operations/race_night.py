"""A race night as staff see it: the board, its alerts, and unmatched results."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, Limit, Services
from api.documentation import refusals
from api.paging import CursorOf, begun
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.operations.race_night import (
    AddMemberAndMatchRequest,
    DismissRequest,
    MatchPreviewResponse,
    MatchProposalResponse,
    MatchProposalsRequest,
    MatchRequest,
    RaceNightResponse,
    UnmatchedResultResponse,
)
from application.domain.ids import UnmatchedEntrantId, UserId
from application.page_links import RowId

router = APIRouter(tags=["race night"], route_class=ApiRoute)

_UNMATCHED = "/api/organizations/{organization_id}/inbox"
_ENTRY = _UNMATCHED + "/{entry_id}"

_Decided = Annotated[bool, Query(description="With those that somebody has decided on, the newest first.")]

_entries = CursorOf(TypeAdapter(tuple[Id]))


@router.get("/api/organizations/{organization_id}/tonight", summary="Read the board of the race night")
async def get_race_night(ctx: InOrganization, services: Services) -> RaceNightResponse:
    """For reviewers and admins, in the tournaments where they are: will it come off, and what puts it right."""
    return RaceNightResponse.of(await services.race_night.get_board(ctx))


@router.get(_UNMATCHED, summary="List unmatched results")
async def list_unmatched_results(
    ctx: InOrganization, services: Services, decided: _Decided = False, limit: Limit = 50, cursor: Cursor = None
) -> Page[UnmatchedResultResponse]:
    """For reviewers and admins: entrants whose account belongs to no member, or who were not eligible."""
    last = _entries.read(cursor)
    after = None if last is None else UnmatchedEntrantId(last[0])
    found = await services.unmatched_results.list_entries(ctx, include_decided=decided, after=after, limit=limit + 1)
    page = begun(found, place=lambda entry: (entry.id,), cursors=_entries, limit=limit)
    return page.of_each(UnmatchedResultResponse.of)


@router.get(_UNMATCHED + "/proposals", summary="Preview matching many results")
async def list_proposals(ctx: InOrganization, services: Services) -> list[MatchProposalResponse]:
    """For reviewers: the results whose account a member is known to own, and what would become of each."""
    return [MatchProposalResponse.of(line) for line in await services.unmatched_results.list_proposals(ctx)]


@router.post(_UNMATCHED + "/proposals", summary="Match many results to the members who are proposed")
async def match_proposals(
    body: MatchProposalsRequest, ctx: InOrganization, services: Services
) -> list[MatchProposalResponse]:
    """For reviewers. What a rule is against stays, and says why; what is proposed no longer is left out."""
    chosen = {UnmatchedEntrantId(each.entry_id): UserId(each.user_id) for each in body.proposals}
    lines = await services.unmatched_results.match_proposals(ctx, chosen)
    return [MatchProposalResponse.of(line) for line in lines]


@router.post(_ENTRY + "/match/preview", summary="Preview matching a result to a member")
async def preview_match(
    entry_id: RowId, body: MatchRequest, ctx: InOrganization, services: Services
) -> MatchPreviewResponse:
    """For reviewers. Nothing is changed."""
    preview = await services.unmatched_results.preview_match(ctx, UnmatchedEntrantId(entry_id), UserId(body.user_id))
    return MatchPreviewResponse.of(preview)


@router.post(_ENTRY + "/match", status_code=204, summary="Match a result to a member", responses=refusals(409))
async def match_entry(entry_id: RowId, body: MatchRequest, ctx: InOrganization, services: Services) -> None:
    """For reviewers. It becomes the member's run, whatever the rules said."""
    await services.unmatched_results.match_entry(ctx, UnmatchedEntrantId(entry_id), UserId(body.user_id))


@router.post(
    _ENTRY + "/add-member", status_code=204, summary="Add the racer as a member and count", responses=refusals(409)
)
async def add_member_and_match(
    entry_id: RowId, ctx: InOrganization, services: Services, body: AddMemberAndMatchRequest | None = None
) -> None:
    """For admins who may record results. The racer becomes a member with this account, the result the member's run."""
    name = body.display_name if body is not None else ""
    await services.unmatched_results.add_member_and_match(ctx, UnmatchedEntrantId(entry_id), name)


@router.post(_ENTRY + "/dismiss", status_code=204, summary="Dismiss a result", responses=refusals(409))
async def dismiss_entry(
    entry_id: RowId, ctx: InOrganization, services: Services, body: DismissRequest | None = None
) -> None:
    """For reviewers. It counts for nobody."""
    reason = body.reason if body is not None else ""
    await services.unmatched_results.dismiss_entry(ctx, UnmatchedEntrantId(entry_id), reason)


@router.post(_ENTRY + "/reopen", status_code=204, summary="Undo a decision", responses=refusals(409))
async def reopen_entry(entry_id: RowId, ctx: InOrganization, services: Services) -> None:
    """For reviewers. A result that was given to a member is the member's no longer."""
    await services.unmatched_results.reopen_entry(ctx, UnmatchedEntrantId(entry_id))
