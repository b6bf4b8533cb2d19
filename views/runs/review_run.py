"""One run before its reviewer: result, VOD, notes and seed side by side, what is decided, and what was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nicegui import ui

from application.domain.errors import DomainError
from application.domain.ids import PoolRef, RaceRef, RunId, RunRef
from application.domain.permissions import Permission
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ACTIVE_RUN_STATUSES, ReviewStatus
from application.read_models.runs import ReviewDetails
from components import notices
from components.live_refresh import Fragment, keep_fresh
from components.markup import element
from components.review_parts import (
    Decision,
    ReviewedResult,
    review_chips,
    review_decision,
    review_history,
    review_notes,
    review_result,
    review_seed,
    review_vod,
)
from components.row_actions import RowAction, on_row_click
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest
from views.runs.review_dialogs import accept_with_note, ask_correction, ask_rejection, ask_undo, give_more_time


@dataclass(frozen=True, slots=True)
class _Shown:
    review: ReviewDetails
    may_remove_claims: bool
    next_id: RunId | None
    """Another run of the tournament that waits for somebody."""


async def show_review(request: PageRequest, run_id: int) -> None:
    own = RunId(run_id)
    ctx = await request.enter_run(own)
    organization = await request.container.organizations.get_organization(ctx)
    shown = await _read(request, own)
    run = shown.review.item.run
    with frame(request, f"Review the run of {run.player}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(run.tournament_name, f"/tournaments/{run.tournament_id}"),
            NavLink("Review", f"/tournaments/{run.tournament_id}/review"),
        )
        with heading(f"{run.player} in {run.pool_name}", crumbs=crumbs):
            chips = Fragment(review_chips)
        decision = Fragment(review_decision)
        with element("beside"):
            result = Fragment(review_result)
            others = Fragment(review_vod), Fragment(review_notes), Fragment(review_seed)
        history = Fragment(review_history)

    def show(fresh: _Shown) -> None:
        nonlocal shown
        shown = fresh
        review = replace(fresh.review, as_of=run.drawn_at)  # nothing here shows that instant
        decisions = tuple(action.button for action in _decisions(request, fresh))
        decision.show(Decision(review, _claimed_by_viewer(request, review), decisions, fresh.next_id))
        result.show(ReviewedResult(review, tuple(action.button for action in _corrections(request, review))))
        for part in (chips, *others, history):
            part.show(review)

    show(shown)
    on_row_click(decision.host, lambda version: _decisions_on(request, shown, version))
    on_row_click(result.host, lambda _: _corrections(request, shown.review))

    async def refresh() -> None:
        show(await _read(request, own))

    def gone(refusal: DomainError) -> None:
        notices.warn(refusal.message)
        ui.navigate.to(f"/tournaments/{run.tournament_id}")

    concerns = touches({organization.id}, RunRef, PoolRef, RaceRef, tournament_id=run.tournament_id)
    keep_fresh(request.container.bus, refresh, concerns=concerns, gone=gone)


async def _read(request: PageRequest, run_id: RunId) -> _Shown:
    ctx = await request.enter_run(run_id)
    reviews = request.container.reviews
    review = await reviews.get_review(ctx, run_id)
    waiting = ReviewFilter(frozenset({review.item.run.tournament_id}), unclaimed=True)
    page = await reviews.list_queue(ctx, waiting, limit=3)
    others = (item.run.id for item in page.items if item.run.id != run_id and not item.is_own)
    may_remove_claims = ctx.allows(Permission.MANAGE_TOURNAMENTS, review.item.run.tournament_id)
    return _Shown(review, may_remove_claims, next(others, None))


def _claimed_by_viewer(request: PageRequest, review: ReviewDetails) -> bool:
    return review.item.claimed_by_id is not None and review.item.claimed_by_id == request.demand_viewer().id


def _decisions_on(request: PageRequest, shown: _Shown, version: int) -> Iterator[RowAction]:
    """What is clicked is meant for the run as it was seen, which may have changed on the way."""
    if version == shown.review.item.run.version:
        yield from _decisions(request, shown)


def _decisions(request: PageRequest, shown: _Shown) -> Iterator[RowAction]:
    review, run = shown.review, shown.review.item.run
    if _claimed_by_viewer(request, review) and review.refusal is None:
        if run.review_status is not ReviewStatus.ACCEPTED:
            yield RowAction("Accept", lambda: _accept(request, review), "check", "primary big")
            yield RowAction(
                "Accept with a note", lambda: accept_with_note(request, review), "message", test_id="accept-note"
            )
        if run.review_status is not ReviewStatus.REJECTED:
            yield RowAction("Reject", lambda: ask_rejection(request, review), "cross", "danger")
        yield RowAction("Release claim", lambda: _release(request, run.id), "undo", test_id="release")
        return
    if review.refusal is None:
        pending = run.review_status is ReviewStatus.PENDING
        label, style = ("Claim for review", "primary big") if pending else ("Review again", "")
        yield RowAction(label, lambda: _claim(request, run.id), "person", style, "claim")
    elif review.item.claimed_by_id is not None and not review.item.is_own and shown.may_remove_claims:
        yield RowAction("Remove claim", lambda: _release(request, run.id), "undo", test_id="release")
    if run.status in ACTIVE_RUN_STATUSES and run.live_race_id is None and not review.item.is_own:
        yield RowAction("Give more time", lambda: give_more_time(request, review), "clock", test_id="extend")


def _corrections(request: PageRequest, review: ReviewDetails) -> Iterator[RowAction]:
    run = review.item.run
    if not review.item.is_own and not run.reattempted and run.status not in ACTIVE_RUN_STATUSES:
        yield RowAction("Correct result", lambda: ask_correction(request, review), "edit", test_id="correct")
    if review.may_undo_correction:
        yield RowAction("Undo correction", lambda: ask_undo(request, review), "undo", test_id="undo-correction")


async def _claim(request: PageRequest, run_id: RunId) -> None:
    await request.container.reviews.claim(await request.enter_run(run_id), run_id)


async def _release(request: PageRequest, run_id: RunId) -> None:
    await request.container.reviews.release(await request.enter_run(run_id), run_id)


async def _accept(request: PageRequest, review: ReviewDetails) -> None:
    run = review.item.run
    await request.container.reviews.accept(await request.enter_run(run.id), run.id, seen=run.version)
    notices.tell("The run is accepted.")
