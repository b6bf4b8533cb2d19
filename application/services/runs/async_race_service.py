"""Async runs: drawn, started, finished or given up by their players, whatever the surface."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.durations import in_minutes
from application.domain.errors import Conflict, Forbidden, InvalidInput, Problems, WrongStatus
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.events.runs import (
    AsyncRunExtendedEvent,
    AsyncRunFlaggedEvent,
    AsyncRunStartedEvent,
    AsyncRunStartWarnedEvent,
)
from application.domain.ids import RUN, PoolId, RunId, TournamentId
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.messages.notifications import NotificationKind
from application.domain.permissions import Permission
from application.domain.runs.async_run import (
    PRESSES_ARRIVE_WITHIN,
    TOO_LATE,
    check_extension,
    check_finish,
    check_forfeit,
    check_ready,
    expired,
    forfeit_confirmation,
    moment_of_press,
    reattempt_refusal,
    warn_at,
)
from application.domain.runs.draw import Choice
from application.domain.runs.held_back import NOTHING_HELD
from application.domain.runs.review import ReviewAction, check_reviewable
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunFilter, RunStatus
from application.domain.runs.vod_links import vod_links
from application.domain.text import one_line, several_lines
from application.domain.words import counted
from application.read_models.runs import DrawOptions, RunDetails, RunPage, RunSummary
from application.services.live_race_timeline import InstallationDefaults
from application.services.retry import tried_twice
from application.services.runs import changes as run_changes
from application.services.runs.draw import AsyncDraw
from application.services.runs.rules import acting_player, limits_of, ref_of_run, state_of
from application.services.runs.views import demand_visible, details_of, reattempt_question, summary_of
from application.services.seed_making import SeedMaker
from application.services.visibility import held_back, viewed_tournament
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentRace

NOTES_LIMIT = 10_000
REASON_LIMIT = 1_000
LONGEST_EXTENSION_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class RunSubmission:
    """What a player hands in beside the time; an empty text clears it."""

    vod_url: str | Unset = UNSET
    notes: str | Unset = UNSET


class AsyncRaceService:
    """Methods that take an `OrgContext` act for its actor; `warn` and `time_out` act for the system."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        defaults: InstallationDefaults,
        choose: Choice,
        maker: SeedMaker,
    ) -> None:
        self._units = units
        self._access = access
        self._draw = AsyncDraw(units, defaults, choose, maker)

    # The course of a run

    async def get_draw_options(self, ctx: OrgContext, tournament_id: TournamentId) -> DrawOptions:
        """Return each pool with the acting player's verdicts and how many of its seeds are left to that player."""
        return await self._draw.options(ctx, tournament_id)

    async def draw(self, ctx: OrgContext, pool_id: PoolId) -> RunDetails:
        """Give the acting player a seed of the pool; its time to start begins.

        Raises `NotEligible`, and where a seed is made `Unavailable` or `Conflict`.
        """
        return await self.get_run(ctx, await self._draw.draw(ctx, pool_id))

    @tried_twice
    async def ready(self, ctx: OrgContext, run_id: RunId, *, pressed_at: datetime | None = None) -> RunDetails:
        """Begin the countdown: the run starts at its end, whatever happens to this process meanwhile.

        A player who comes after the limit has forfeited and gets `WrongStatus`. Who was in time is told by `pressed_at`
        as in `finish`; the countdown always has its full length.
        """
        async with self._units(ctx) as work:
            run = await self._own(work, run_id)
            check_ready(state_of(run))
            late = await self._stop_if_late(work, run, moment_of_press(pressed_at, work.clock.now()))
            if late is None:
                limits = limits_of(run.tournament)
                run.status, run.warn_at = RunStatus.IN_PROGRESS, None
                run.started_at = work.clock.now() + limits.countdown
                run.finish_by_at = run.started_at + limits.finish
                await work.runs.update_run(run)
                work.record(AsyncRunStartedEvent(ref_of_run(run), started_at=run.started_at))
        if late is not None:
            raise WrongStatus(TOO_LATE[late])
        return await self.get_run(ctx, run_id)

    @tried_twice
    async def finish(self, ctx: OrgContext, run_id: RunId, *, pressed_at: datetime | None = None) -> RunDetails:
        """Stop the clock. A player who comes after the limit has forfeited and gets `WrongStatus`.

        `pressed_at` is when the player did so, where somebody trustworthy says so, as Discord does.
        """
        async with self._units(ctx) as work:
            run = await self._own(work, run_id)
            at = moment_of_press(pressed_at, work.clock.now())
            check_finish(state_of(run), at)
            late = await self._stop_if_late(work, run, at)
            if late is None:
                await run_changes.finish(work, run, at)
        if late is not None:
            raise WrongStatus(TOO_LATE[late])
        return await self.get_run(ctx, run_id)

    @tried_twice
    async def forfeit(self, ctx: OrgContext, run_id: RunId, *, confirmed: bool) -> RunDetails:
        """Give a run up, also before its start or during the countdown. Raises `InvalidInput` until it is confirmed."""
        async with self._units(ctx) as work:
            run = await self._own(work, run_id)
            state = state_of(run)
            check_forfeit(state)
            if not confirmed:
                raise InvalidInput.on("confirmed", forfeit_confirmation(state, work.clock.now()))
            if await self._stop_if_late(work, run) is None:
                await run_changes.forfeit(work, run, ForfeitCause.RUNNER)
        return await self.get_run(ctx, run_id)

    @tried_twice
    async def reattempt(self, ctx: OrgContext, run_id: RunId, reason: str) -> RunDetails:
        """Let a result no longer count for a reattempt, which needs a reason; the seed itself is never given again."""
        text = one_line(reason, field="reason", what="reason", limit=REASON_LIMIT)
        async with self._units(ctx) as work:
            run = await self._own(work, run_id)
            used = await work.runs.count_reattempted(run.tournament_id, run.user_id)
            refusal = reattempt_refusal(reattempt_question(run, used, work.clock.now()))
            if refusal is not None:
                raise Conflict(refusal)
            await run_changes.give_up_for_another_attempt(work, run, text)
        return await self.get_run(ctx, run_id)

    # What belongs to a run

    @tried_twice
    async def submit(self, ctx: OrgContext, run_id: RunId, submission: RunSubmission) -> RunDetails:
        """Set the VOD link and the player's notes; a new VOD is reviewed anew."""
        async with self._units(ctx) as work:
            run = await self._own(work, run_id)
            reviewed = run.review_status
            changes = []
            problems, vod_url, notes = Problems(), "", ""
            with problems.noted():
                if submission.vod_url is not UNSET:
                    vod_url = vod_links(submission.vod_url, field="vod_url")
            with problems.noted():
                if submission.notes is not UNSET:
                    notes = several_lines(submission.notes, field="notes", what="notes", limit=NOTES_LIMIT)
            problems.refuse()
            if submission.vod_url is not UNSET:
                old, run.runner_vod_url = run.runner_vod_url, vod_url
                if old != run.runner_vod_url:
                    changes.append(FieldChange("vod_url", old or None, run.runner_vod_url or None))
                    await self._review_anew(work, run)
            if submission.notes is not UNSET:
                old_length = len(run.runner_notes)
                if notes != run.runner_notes:
                    run.runner_notes = notes
                    changes.append(
                        FieldChange("notes", counted(old_length, "character"), counted(len(notes), "character"))
                    )
            if changes:
                await run_changes.save_review(work, run, reviewed)
                work.record(EditedEvent(ref_of_run(run), Edited.SUBMISSION, tuple(changes)))
        return await self.get_run(ctx, run_id)

    @tried_twice
    async def flag(self, ctx: OrgContext, run_id: RunId, reason: str) -> RunDetails:
        """Ask reviewers to look at a run that is over, and say why; one that was reviewed is reviewed anew."""
        text = one_line(reason, field="reason", what="reason", limit=REASON_LIMIT)
        async with self._units(ctx) as work:
            run = await self._own(work, run_id)
            check_reviewable(run.status, reattempted=run.reattempted, flagged=True)
            run.flagged_at, run.flag_reason = work.clock.now(), text
            reviewed = run.review_status
            await self._review_anew(work, run)
            await run_changes.save_review(work, run, reviewed)
            work.record(AsyncRunFlaggedEvent(ref_of_run(run), reason=text))
        return await self.get_run(ctx, run_id)

    # Staff and schedule

    @tried_twice
    async def extend(self, ctx: OrgContext, run_id: RunId, minutes: int, reason: str = "") -> RunDetails:
        """Give a run more time to start or, once it runs, to finish. Nobody extends their own."""
        text = one_line(reason, field="reason", what="reason", limit=REASON_LIMIT, required=False)
        if not 1 <= minutes <= LONGEST_EXTENSION_MINUTES:
            raise InvalidInput.on("minutes", f"Give 1 to {LONGEST_EXTENSION_MINUTES} minutes.")
        async with self._units(ctx) as work:
            run = await run_changes.load_for_change(work, run_id)
            ctx.demand(Permission.RECORD_RESULTS, run.tournament_id)
            if run.user_id == ctx.actor.user_id:
                raise Forbidden("Somebody else must give you more time.")
            check_extension(state_of(run))
            late = await self._stop_if_late(work, run)
            if late is None:
                await self._extend(work, run, minutes, text)
        if late is not None:
            raise WrongStatus(TOO_LATE[late])
        return await self.get_run(ctx, run_id)

    @tried_twice
    async def warn(self, run_id: RunId) -> bool:
        """Tell a player once that the time to start ends soon; called by the schedule, harmless to repeat."""
        ctx = await self._access.as_system_at(RUN, run_id)
        async with self._units(ctx) as work:
            run = await work.runs.get_by_id(run_id, for_update=True)
            now = work.clock.now()
            if run.status is not RunStatus.PENDING or run.warn_at is None or run.warn_at > now:
                return False
            run.warn_at = None
            await work.runs.update_run(run)
            if run.start_by_at is None or run.start_by_at <= now:
                return False
            work.record(AsyncRunStartWarnedEvent(ref_of_run(run), start_by_at=run.start_by_at))
            left = max(run.start_by_at - now, timedelta(minutes=1))
            await run_changes.tell_player(work, run, NotificationKind.START_WARNING, {"left": in_minutes(left)})
            return True

    @tried_twice
    async def time_out(self, run_id: RunId) -> bool:
        """End a run whose limit has passed as a forfeit, once every press that was in time has arrived.

        Called by the schedule, harmless to repeat.
        """
        ctx = await self._access.as_system_at(RUN, run_id)
        async with self._units(ctx) as work:
            run = await run_changes.load_for_change(work, run_id)
            return await self._stop_if_late(work, run, work.clock.now() - PRESSES_ARRIVE_WITHIN) is not None

    # Reading

    async def get_run(self, ctx: OrgContext, run_id: RunId) -> RunDetails:
        """Return a run as the actor may see it; one's own always, others' unless the tournament hides them."""
        reading = self._units.reading(ctx)
        return await details_of(reading, await reading.runs.get_by_id(run_id))

    async def find_active_run(self, ctx: OrgContext, tournament_id: TournamentId) -> RunDetails | None:
        """Return the acting player's run that is under way in a tournament."""
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        await reading.tournaments.get_by_id(tournament_id)
        run = await reading.runs.find_active(tournament_id, acting_player(ctx))
        return await details_of(reading, run) if run is not None else None

    async def list_active_runs(self, ctx: OrgContext) -> tuple[RunSummary, ...]:
        """Return the acting player's async runs that are under way, over all tournaments."""
        ctx.demand(Permission.VIEW)
        runs = await self._units.reading(ctx).runs.list_active_standard(acting_player(ctx))
        return tuple(summary_of(run, NOTHING_HELD) for run in runs)

    async def list_runs(
        self, ctx: OrgContext, run_filter: RunFilter, *, before: RunId | None = None, limit: int = 50
    ) -> RunPage:
        """Return runs of a tournament newest first; while results are hidden only the actor's own."""
        reading = self._units.reading(ctx)
        tournament = await viewed_tournament(reading, run_filter.tournament_id)
        held = await held_back(reading, tournament)
        if held.hides_results:
            own = ctx.actor.user_id
            if own is None or run_filter.user_id not in (None, own):
                return RunPage((), has_more=False, hidden=True, held_back=held.sentence)
            run_filter = replace(run_filter, user_id=own)
        runs = await reading.run_lists.list_runs(run_filter, held, before=before, limit=limit + 1)
        shown = tuple(summary_of(run, held) for run in runs[:limit])
        return RunPage(shown, has_more=len(runs) > limit, hidden=held.hides_results, held_back=held.sentence)

    # Parts

    async def _own(self, work: WorkSession, run_id: RunId) -> AsyncTournamentRace:
        """Load the acting player's run for a change."""
        player = acting_player(work.ctx)
        run = await run_changes.load_for_change(work, run_id)
        if run.user_id != player:
            demand_visible(work, run)
            raise Forbidden("Only its player can do that.")
        return run

    async def _stop_if_late(
        self, work: WorkSession, run: AsyncTournamentRace, at: datetime | None = None
    ) -> ForfeitCause | None:
        """End a run whose limit had passed then, also when the schedule has not come to it yet."""
        cause = expired(state_of(run), at or work.clock.now())
        if cause is not None:
            await run_changes.forfeit(work, run, cause)
        return cause

    async def _extend(self, work: WorkSession, run: AsyncTournamentRace, minutes: int, reason: str) -> None:
        more = timedelta(minutes=minutes)
        field = "start_by_at" if run.status is RunStatus.PENDING else "finish_by_at"
        old = getattr(run, field)
        new = old + more
        setattr(run, field, new)
        if run.warn_at is not None and field == "start_by_at":
            run.warn_at = warn_at(new, limits_of(run.tournament))
        await work.runs.update_run(run)
        change = FieldChange(field, old.isoformat(), new.isoformat())
        work.record(AsyncRunExtendedEvent(ref_of_run(run), minutes=minutes, reason=reason, changes=(change,)))
        await run_changes.tell_player(
            work, run, NotificationKind.RUN_EXTENDED, {"more": in_minutes(more), "reason": reason}
        )

    async def _review_anew(self, work: WorkSession, run: AsyncTournamentRace) -> None:
        if run.review_status is not ReviewStatus.PENDING:
            run.review_status = ReviewStatus.PENDING
            await work.reviews.add_review(run.id, ReviewAction.REOPENED)
