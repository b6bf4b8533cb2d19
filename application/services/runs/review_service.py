"""Reviewing runs and correcting their results: one queue, one reviewer per run, every step on record."""

from collections.abc import Sequence
from dataclasses import replace

from application.context import OrgContext
from application.domain.errors import (
    AlreadyTaken,
    ConcurrentChange,
    Conflict,
    DomainError,
    Forbidden,
    InvalidInput,
    Problems,
)
from application.domain.events.runs import (
    AsyncRunReviewClaimedEvent,
    AsyncRunReviewedEvent,
    AsyncRunReviewReleasedEvent,
)
from application.domain.ids import RunId, TournamentId, UserId
from application.domain.messages.notifications import NotificationKind
from application.domain.people.namesakes import with_mark
from application.domain.permissions import Permission
from application.domain.runs.corrections import Result, check_result
from application.domain.runs.leaderboard import moves_between, standings
from application.domain.runs.review import DECISIONS, ReviewAction, ReviewFilter, check_correctable, check_reviewable
from application.domain.runs.run import ReviewStatus
from application.domain.runs.scoring import score_permalink
from application.domain.text import one_line, several_lines
from application.read_models.runs import (
    BulkOutcome,
    CorrectionPreview,
    ReviewDetails,
    ReviewPage,
)
from application.repositories import Repositories
from application.services.audit_names import marks_in
from application.services.retry import tried_twice
from application.services.runs import changes as run_changes
from application.services.runs.leaderboard_service import Boards
from application.services.runs.review_views import details_of_review, items_of
from application.services.runs.rules import acting_player, ref_of_run, result_of
from application.services.runs.scoring import scoring_rules_of
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentRace

NOTE_LIMIT = 2_000
REASON_LIMIT = 500
MOST_AT_ONCE = 100


class ReviewService:
    """`seen` is the version of the run that the reviewer looked at: a run that has changed since is not decided on."""

    def __init__(self, units: UnitsOfWork, boards: Boards) -> None:
        self._units = units
        self._boards = boards

    # The queue

    async def list_queue(
        self, ctx: OrgContext, review_filter: ReviewFilter, *, after: RunId | None = None, limit: int = 20
    ) -> ReviewPage:
        """Return runs to review in the actor's tournaments, the oldest first, continuing after one of them."""
        reading = self._units.reading(ctx)
        within = _tournaments_of(ctx, review_filter)
        runs = await reading.run_lists.list_queue(review_filter, within=within, after=after, limit=limit + 1)
        return ReviewPage(await items_of(reading, runs[:limit]), has_more=len(runs) > limit)

    async def count_queue(self, ctx: OrgContext, review_filter: ReviewFilter) -> int:
        within = _tournaments_of(ctx, review_filter)
        return await self._units.reading(ctx).run_lists.count_queue(review_filter, within=within)

    async def list_reviewers(self, ctx: OrgContext, tournament_id: TournamentId | None = None) -> dict[UserId, str]:
        """Return who may review in the organization, and in one tournament if that is given, no two under one name."""
        ctx.demand(Permission.RECORD_RESULTS, tournament_id)
        reading = self._units.reading(ctx)
        found = {row.member.user_id: row.member.user.display_name for row in await reading.members.list_with_roles()}
        if tournament_id is not None:
            await reading.tournaments.get_by_id(tournament_id)
            for role in await reading.tournament_roles.list_roles(tournament_id):
                found.setdefault(role.user_id, role.user.display_name)
        marks = await marks_in(reading, found)
        return {
            user_id: with_mark(name, marks.get(user_id))
            for user_id, name in sorted(found.items(), key=lambda item: (item[1].casefold(), item[0]))
        }

    async def get_review(self, ctx: OrgContext, run_id: RunId) -> ReviewDetails:
        """Return a run with everything that its reviewer needs; its seed once the actor has claimed it."""
        reading = self._units.reading(ctx)
        run = await reading.runs.get_by_id(run_id)
        ctx.demand(Permission.RECORD_RESULTS, run.tournament_id)
        return await details_of_review(reading, run)

    @tried_twice
    async def claim(self, ctx: OrgContext, run_id: RunId) -> ReviewDetails:
        """Take a run for review, so that nobody else does; whoever has seen a seed this way is never dealt it.

        Raises `AlreadyTaken` when somebody else has it, `Forbidden` for one's own run. Claiming twice changes nothing.
        """
        async with self._units(ctx) as work:
            run = await self._to_review(work, run_id)
            if run.claimed_by_id is None:
                run.claimed_by_id, run.claimed_at = acting_player(ctx), work.clock.now()
                await work.runs.update_run(run)
                await work.reviews.add_review(run.id, ReviewAction.CLAIMED)
                work.record(AsyncRunReviewClaimedEvent(ref_of_run(run)))
        return await self.get_review(ctx, run_id)

    @tried_twice
    async def release(self, ctx: OrgContext, run_id: RunId) -> ReviewDetails:
        """Give a claimed run back to the queue; who manages the tournament may do that for others, too."""
        async with self._units(ctx) as work:
            run = await self._for_staff(work, run_id)
            if run.claimed_by_id is not None:
                if run.claimed_by_id != ctx.actor.user_id:
                    ctx.demand(Permission.MANAGE_TOURNAMENTS, run.tournament_id)
                name = await _name_of(work, run.claimed_by_id)
                run.claimed_by_id = run.claimed_at = None
                await work.runs.update_run(run)
                await work.reviews.add_review(run.id, ReviewAction.RELEASED)
                work.record(AsyncRunReviewReleasedEvent(ref_of_run(run), claimant=name))
        return await self.get_review(ctx, run_id)

    # Decisions

    async def accept(self, ctx: OrgContext, run_id: RunId, *, seen: int, note: str = "") -> ReviewDetails:
        """Accept a run; the player is told, with the note. See `_decide` for what is refused."""
        text = several_lines(note, field="note", what="note", limit=NOTE_LIMIT)
        await self._decide(ctx, run_id, ReviewStatus.ACCEPTED, text, seen=seen)
        return await self.get_review(ctx, run_id)

    async def reject(self, ctx: OrgContext, run_id: RunId, reason: str, *, seen: int) -> ReviewDetails:
        """Reject a run with a reason that its player is told."""
        text = several_lines(reason, field="reason", what="reason", limit=NOTE_LIMIT)
        if not text:
            raise InvalidInput.on("reason", "Give the reason; the player is notified.")
        await self._decide(ctx, run_id, ReviewStatus.REJECTED, text, seen=seen)
        return await self.get_review(ctx, run_id)

    async def accept_all(self, ctx: OrgContext, runs: Sequence[tuple[RunId, int]]) -> tuple[BulkOutcome, ...]:
        """Accept many runs, each given with the version that was looked at; each stands or falls by itself.

        Raises `Forbidden` only for somebody who reviews nowhere.
        """
        ctx.demand_somewhere(Permission.RECORD_RESULTS)
        if len(runs) > MOST_AT_ONCE:
            raise InvalidInput.on("runs", f"Accept at most {MOST_AT_ONCE} runs at once.")
        outcomes = []
        for run_id, seen in runs:
            refusal = None
            try:
                await self._decide(ctx, run_id, ReviewStatus.ACCEPTED, "", seen=seen)
            except DomainError as error:
                refusal = error.message
            outcomes.append(BulkOutcome(run_id, refusal))
        return tuple(outcomes)

    @tried_twice
    async def _decide(self, ctx: OrgContext, run_id: RunId, decision: ReviewStatus, note: str, *, seen: int) -> None:
        """Write a decision and tell the player.

        Raises `ConcurrentChange` when the run has changed since it was looked at, `AlreadyTaken` when somebody else has
        claimed it, `Forbidden` for one's own run, `WrongStatus` for one that is not reviewed, `Conflict` for one that
        has this decision already.
        """
        async with self._units(ctx) as work:
            run = await self._to_review(work, run_id)
            if run.version != seen:
                raise ConcurrentChange
            if run.review_status is decision:
                raise Conflict(f"This run is {decision.label.lower()} already.")
            before = run.review_status
            run.review_status, run.review_note = decision, note
            run.reviewed_by_id, run.reviewed_at = acting_player(ctx), work.clock.now()
            run.claimed_by_id = run.claimed_at = None
            await run_changes.save_review(work, run, before)
            await work.reviews.add_review(run.id, DECISIONS[decision], note)
            work.record(AsyncRunReviewedEvent(ref_of_run(run), old=before.value, new=decision.value, note=note))
            accepted = decision is ReviewStatus.ACCEPTED
            kind = NotificationKind.RUN_ACCEPTED if accepted else NotificationKind.RUN_REJECTED
            await run_changes.tell_player(work, run, kind, {"reason": note})

    # Corrections

    async def preview_correction(self, ctx: OrgContext, run_id: RunId, result: Result) -> CorrectionPreview:
        """Return what a corrected result would change, on the run and on the board, without changing it."""
        check_result(result)
        reading = self._units.reading(ctx)
        run = await reading.runs.get_by_id(run_id)
        ctx.demand(Permission.RECORD_RESULTS, run.tournament_id)
        check_correctable(run.status, reattempted=run.reattempted)
        scorable = await reading.runs.list_scorable(run.permalink_id)
        corrected = [
            replace(other, status=result.status, finish_time=result.finish_time) if other.run_id == run_id else other
            for other in scorable
        ]
        after = score_permalink(corrected, scoring_rules_of(run.tournament))
        board = await self._boards.board(reading, run.tournament_id)
        changed = [
            other._replace(
                status=result.status if other.run_id == run_id else other.status,
                score=after.scores.get(other.run_id, other.score),
            )
            for other in board.runs
        ]
        return CorrectionPreview(
            before=result_of(run).in_words,
            after=result.in_words,
            par_before=run.permalink.par_seconds,
            par_after=after.par,
            score_before=run.score,
            score_after=after.scores.get(run_id),
            moves=moves_between(
                board.standings,
                standings(
                    changed,
                    board.pool_ids,
                    run.tournament.runs_per_pool,
                    least_finished=run.tournament.min_finished_runs,
                ),
            ),
        )

    @tried_twice
    async def correct_result(
        self, ctx: OrgContext, run_id: RunId, result: Result, reason: str, *, seen: int
    ) -> ReviewDetails:
        """Set a run's result by hand, with a reason that its player is told; nobody corrects their own."""
        problems, text = Problems(), ""
        with problems.noted():
            check_result(result)
        with problems.noted():
            text = one_line(reason, field="reason", what="reason", limit=REASON_LIMIT)
        problems.refuse()
        async with self._units(ctx) as work:
            run = await self._for_correction(work, run_id, seen)
            await run_changes.correct_result(work, run, result, text)
        return await self.get_review(ctx, run_id)

    @tried_twice
    async def undo_correction(self, ctx: OrgContext, run_id: RunId, *, seen: int) -> ReviewDetails:
        """Undo the last correction that was made by hand."""
        async with self._units(ctx) as work:
            run = await self._for_correction(work, run_id, seen)
            await run_changes.undo_correction(work, run)
        return await self.get_review(ctx, run_id)

    # Parts

    async def _for_staff(self, work: WorkSession, run_id: RunId) -> AsyncTournamentRace:
        run = await run_changes.load_for_change(work, run_id)
        work.ctx.demand(Permission.RECORD_RESULTS, run.tournament_id)
        return run

    async def _to_review(self, work: WorkSession, run_id: RunId) -> AsyncTournamentRace:
        run = await self._for_staff(work, run_id)
        if run.user_id == work.ctx.actor.user_id:
            raise Forbidden("Nobody reviews their own run.")
        check_reviewable(run.status, reattempted=run.reattempted, flagged=run.flagged_at is not None)
        if run.claimed_by_id not in (None, work.ctx.actor.user_id):
            raise AlreadyTaken(f"{await _name_of(work, run.claimed_by_id)} is reviewing this run.")
        return run

    async def _for_correction(self, work: WorkSession, run_id: RunId, seen: int) -> AsyncTournamentRace:
        run = await self._for_staff(work, run_id)
        if run.user_id == work.ctx.actor.user_id:
            raise Forbidden("Nobody corrects their own run.")
        if run.version != seen:
            raise ConcurrentChange
        return run


def _tournaments_of(ctx: OrgContext, wanted: ReviewFilter) -> frozenset[TournamentId] | None:
    """Return where the actor may review, None for everywhere. Raises `Forbidden` when that is nowhere wanted."""
    allowed = ctx.tournaments_with(Permission.RECORD_RESULTS)
    if allowed is None:
        return None
    if not (allowed if wanted.tournament_ids is None else allowed & wanted.tournament_ids):
        ctx.demand(Permission.RECORD_RESULTS)
    return allowed


async def _name_of(repositories: Repositories, user_id: UserId | None) -> str:
    names = await repositories.users.list_names([user_id] if user_id is not None else [])
    return next(iter(names.values()), "Somebody else")
