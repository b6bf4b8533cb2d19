"""The review queue, decisions about runs, and corrections of their results."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import TypeAdapter

from api.deps import (
    Cursor,
    InOrganization,
    InRun,
    Limit,
    LiveOrNot,
    OfPool,
    OfTournament,
    Services,
)
from api.documentation import refusals
from api.paging import CursorOf
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.runs.reviews import (
    AcceptManyRequest,
    AcceptRequest,
    BulkOutcomeResponse,
    BulkOutcomesResponse,
    CorrectionPreviewRequest,
    CorrectionPreviewResponse,
    CorrectionRequest,
    RejectRequest,
    ReviewCountResponse,
    ReviewItemResponse,
    ReviewResponse,
    UndoCorrectionRequest,
    result_named_with_units,
)
from application.domain.ids import PoolId, RunId, TournamentId, UserId
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ReviewStatus
from application.page_links import RowId

router = APIRouter(tags=["reviews"], route_class=ApiRoute)

_QUEUE = "/api/organizations/{organization_id}/reviews"
_REVIEW = "/api/async-tournaments/runs/{run_id}/review"
_CORRECTION = "/api/async-tournaments/runs/{run_id}/correction"

_Status = Annotated[ReviewStatus | None, Query(description="Only runs in this review status; pending ones wait.")]
_OfReviewer = Annotated[RowId | None, Query(description="Only runs that this person has claimed or reviewed.")]
_Unclaimed = Annotated[bool, Query(description="Only runs that nobody has claimed.")]
_Flagged = Annotated[bool | None, Query(description="Only runs that their players flagged, or only the others.")]


async def _wanted(
    status: _Status = None,
    tournament_id: OfTournament = None,
    pool_id: OfPool = None,
    reviewer_id: _OfReviewer = None,
    unclaimed: _Unclaimed = False,
    flagged: _Flagged = None,
    live: LiveOrNot = None,
) -> ReviewFilter:
    return ReviewFilter(
        tournament_ids=None if tournament_id is None else frozenset({TournamentId(tournament_id)}),
        status=status,
        reviewer_id=None if reviewer_id is None else UserId(reviewer_id),
        unclaimed=unclaimed,
        pool_id=None if pool_id is None else PoolId(pool_id),
        flagged=flagged,
        live=live,
    )


Wanted = Annotated[ReviewFilter, Depends(_wanted)]

_runs = CursorOf(TypeAdapter(tuple[Id]))


@router.get(_QUEUE, summary="List runs to review")
async def list_reviews(
    ctx: InOrganization, services: Services, wanted: Wanted, limit: Limit = 20, cursor: Cursor = None
) -> Page[ReviewItemResponse]:
    """For reviewers, in the tournaments where they are: finished and flagged runs, the oldest first.

    Those of a closed tournament are listed, and counted, only when it is named by `tournament_id` or `pool_id`.
    """
    last = _runs.read(cursor)
    after = None if last is None else RunId(last[0])
    found = await services.reviews.list_queue(ctx, wanted, after=after, limit=limit)
    following = _runs.write((found.items[-1].run.id,)) if found.has_more else None
    return Page(items=[ReviewItemResponse.of(item) for item in found.items], next_cursor=following)


@router.get(_QUEUE + "/count", summary="Count runs to review")
async def count_reviews(ctx: InOrganization, services: Services, wanted: Wanted) -> ReviewCountResponse:
    """For reviewers, with the same filters as the list."""
    return ReviewCountResponse(count=await services.reviews.count_queue(ctx, wanted))


@router.post(_QUEUE + "/accept", summary="Accept many runs")
async def accept_many_reviews(body: AcceptManyRequest, ctx: InOrganization, services: Services) -> BulkOutcomesResponse:
    """For reviewers. The answer says of each run whether it was accepted, or why not."""
    outcomes = await services.reviews.accept_all(ctx, body.seen)
    return BulkOutcomesResponse(items=[BulkOutcomeResponse.of(outcome) for outcome in outcomes])


@router.get(_REVIEW, summary="Read a run for its review")
async def get_review(run_id: RowId, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers, with the history of its reviews and corrections."""
    return ReviewResponse.of(await services.reviews.get_review(ctx, RunId(run_id)))


@router.post(_REVIEW + "/claim", summary="Claim a run for review", responses=refusals(409))
async def claim_review(run_id: RowId, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers. Nobody else reviews it meanwhile, and you are never dealt its seed; twice changes nothing."""
    return ReviewResponse.of(await services.reviews.claim(ctx, RunId(run_id)))


@router.post(_REVIEW + "/release", summary="Release a claimed run", responses=refusals(409))
async def release_review(run_id: RowId, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers; tournament admins may do that for others, too."""
    return ReviewResponse.of(await services.reviews.release(ctx, RunId(run_id)))


@router.post(_REVIEW + "/accept", summary="Accept a run", responses=refusals(409))
async def accept_review(run_id: RowId, body: AcceptRequest, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers. The player is told."""
    return ReviewResponse.of(await services.reviews.accept(ctx, RunId(run_id), seen=body.version, note=body.note))


@router.post(_REVIEW + "/reject", summary="Reject a run", responses=refusals(409))
async def reject_review(run_id: RowId, body: RejectRequest, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers. The player is told the reason."""
    return ReviewResponse.of(await services.reviews.reject(ctx, RunId(run_id), body.reason, seen=body.version))


@router.post(_CORRECTION + "/preview", summary="Tell what a correction would change", responses=refusals(409))
async def preview_correction(
    run_id: RowId, body: CorrectionPreviewRequest, ctx: InRun, services: Services
) -> CorrectionPreviewResponse:
    """For reviewers: par, score, and everybody who would move on the leaderboard. Nothing is changed."""
    with result_named_with_units():
        return CorrectionPreviewResponse.of(await services.reviews.preview_correction(ctx, RunId(run_id), body.result))


@router.post(_CORRECTION, summary="Correct a result", responses=refusals(409))
async def correct_result(run_id: RowId, body: CorrectionRequest, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers. The player is told the reason, and racetime.gg no longer changes this result."""
    with result_named_with_units():
        corrected = await services.reviews.correct_result(
            ctx, RunId(run_id), body.result, body.reason, seen=body.version
        )
    return ReviewResponse.of(corrected)


@router.post(_CORRECTION + "/undo", summary="Undo the last correction", responses=refusals(409))
async def undo_correction(run_id: RowId, body: UndoCorrectionRequest, ctx: InRun, services: Services) -> ReviewResponse:
    """For reviewers: the last one that was made by hand."""
    return ReviewResponse.of(await services.reviews.undo_correction(ctx, RunId(run_id), seen=body.version))
