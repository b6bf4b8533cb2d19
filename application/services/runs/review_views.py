"""Read models of the review queue, built in a number of queries that doesn't depend on its length."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.domain.errors import DomainError
from application.domain.ids import ReviewEntryId, UserId
from application.domain.runs.corrections import Result
from application.domain.runs.held_back import NOTHING_HELD
from application.domain.runs.review import check_reviewable
from application.domain.runs.run import RunStatus
from application.domain.runs.visibility import footage_is_visible, seed_is_visible
from application.read_models.runs import (
    CorrectionLine,
    ReviewDetails,
    ReviewItem,
    ReviewLine,
    RunSeed,
)
from application.repositories import Repositories
from application.services.runs.views import summary_of
from application.services.visibility import seed_question
from models.async_tournament import AsyncTournamentRace
from models.result_correction import ResultCorrection


async def items_of(reading: Repositories, runs: Sequence[AsyncTournamentRace]) -> tuple[ReviewItem, ...]:
    """Build queue lines of runs that were loaded with everything they belong to; one query for all names."""
    people = {person for run in runs for person in (run.claimed_by_id, run.reviewed_by_id) if person is not None}
    names = await reading.users.list_names(people)
    viewer = reading.ctx.actor.user_id
    return tuple(_item(run, names, viewer) for run in runs)


def _item(run: AsyncTournamentRace, names: dict[UserId, str], viewer: UserId | None) -> ReviewItem:
    return ReviewItem(
        run=summary_of(run, NOTHING_HELD),
        flagged_at=run.flagged_at,
        flag_reason=run.flag_reason,
        has_vod=bool(run.runner_vod_url),
        claimed_by_id=run.claimed_by_id,
        claimed_by=names.get(run.claimed_by_id) if run.claimed_by_id is not None else None,
        claimed_at=run.claimed_at,
        reviewed_by=names.get(run.reviewed_by_id) if run.reviewed_by_id is not None else None,
        reviewed_at=run.reviewed_at,
        is_own=run.user_id == viewer,
    )


async def details_of_review(reading: Repositories, run: AsyncTournamentRace) -> ReviewDetails:
    """Build everything about one run for the context's actor, who must be of its staff."""
    viewer = reading.ctx.actor.user_id
    (item,) = await items_of(reading, [run])
    corrections = await reading.corrections.list_for_run(run.id)
    in_force = run.corrected_at is not None and not run.reattempted
    shown = await _what_is_shown(reading, run, viewer)
    return ReviewDetails(
        item=item,
        as_of=reading.clock.now(),
        seed=RunSeed(run.permalink.url, run.permalink.notes) if shown.seed else None,
        vod_url=run.runner_vod_url if shown.footage else None,
        runner_notes=run.runner_notes if shown.footage else None,
        review_note=run.review_note,
        par_seconds=run.permalink.par_seconds,
        history=tuple(
            ReviewLine(ReviewEntryId(row.id), row.action, row.actor_name, row.created_at, row.note)
            for row in await reading.reviews.list_for_run(run.id)
        ),
        corrections=tuple(_correction(row) for row in corrections),
        refusal=_refusal(item, run, viewer),
        may_undo_correction=in_force and not item.is_own,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    seed: bool
    footage: bool


async def _what_is_shown(reading: Repositories, run: AsyncTournamentRace, viewer: UserId | None) -> _Shown:
    """Show seed and VOD to whoever may see them anyway, and to those who have taken the run for review.

    Taking it is what keeps them from being dealt the same seed later.
    """
    use = await reading.permalinks.use_in_live_races(run.permalink_id)
    own_status: RunStatus | None = None
    claimed = False
    if viewer is not None:
        drawn = await reading.run_lists.list_statuses_by_permalink(run.tournament_id, viewer)
        own_status = drawn.get(run.permalink_id)
        claimed = await reading.reviews.has_claimed(viewer, run.id)
    question = seed_question(reading.ctx, run.tournament, run.permalink, use, own_status)
    return _Shown(
        seed=seed_is_visible(question) or (claimed and not question.sealed),
        footage=footage_is_visible(question) or claimed or run.user_id == viewer,
    )


def _refusal(item: ReviewItem, run: AsyncTournamentRace, viewer: UserId | None) -> str | None:
    if item.is_own:
        return "Nobody reviews their own run."
    try:
        check_reviewable(run.status, reattempted=run.reattempted, flagged=run.flagged_at is not None)
    except DomainError as error:
        return error.message
    if run.claimed_by_id not in (None, viewer):
        return f"{item.claimed_by or 'Somebody else'} is reviewing this run."
    return None


def _correction(row: ResultCorrection) -> CorrectionLine:
    return CorrectionLine(
        before=Result(row.before_status, row.before_time).in_words if row.before_status is not None else "no run",
        after=Result(row.after_status, row.after_time).in_words if row.after_status is not None else "no run",
        reason=row.reason,
        who=row.actor_name,
        at=row.occurred_at,
        undone_at=row.undone_at,
    )
