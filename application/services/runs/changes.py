"""Changes of a run that several services make, async runs and those of live races alike.

Each function is a step inside one unit of work: it writes, scores the permalink anew, records what happened and tells
the player. Load the run with `load_for_change` first.
"""

from collections.abc import Mapping
from datetime import datetime

from application.domain.errors import Conflict
from application.domain.events import ResultChange
from application.domain.events.live_races import AsyncLiveRaceResultsChangedEvent
from application.domain.events.runs import (
    AsyncRunCorrectedEvent,
    AsyncRunCorrectionUndoneEvent,
    AsyncRunFinishedEvent,
    AsyncRunForfeitedEvent,
    AsyncRunReattemptedEvent,
)
from application.domain.ids import RaceRef, RunId, UserId
from application.domain.messages.notifications import News, NotificationKind
from application.domain.runs.corrections import CorrectionSource, Result, check_result
from application.domain.runs.review import check_correctable
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus
from application.services.notify import notify
from application.services.runs.rules import ref_of_run, result_of
from application.services.runs.scoring import rescore
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentRace
from models.result_correction import ResultCorrection

NO_CORRECTION = "No correction of this run is in force."


async def load_for_change(work: WorkSession, run_id: RunId) -> AsyncTournamentRace:
    """Return a run to be changed so that scores move, locked where the engine can.

    The permalink is locked first, because scoring locks it before the other runs on it: two changes on one permalink
    then wait for each other and never for each other's runs.
    """
    run = await work.runs.get_by_id(run_id)
    await work.permalinks.lock(run.permalink_id)
    return await work.runs.get_by_id(run_id, for_update=True)


async def finish(work: WorkSession, run: AsyncTournamentRace, at: datetime) -> None:
    """End a running async run with the time from its start to that moment."""
    assert run.started_at is not None  # noqa: S101  # it is running
    run.status, run.finished_at, run.finish_time = RunStatus.FINISHED, at, at - run.started_at
    await _save(work, run)
    work.record(AsyncRunFinishedEvent(ref_of_run(run), finish_time=run.finish_time))


async def forfeit(work: WorkSession, run: AsyncTournamentRace, cause: ForfeitCause) -> None:
    """End an async run without a time; a player whom a limit stopped is told."""
    before = run.status
    run.status, run.forfeit_cause, run.warn_at = RunStatus.FORFEIT, cause, None
    await _save(work, run)
    work.record(AsyncRunForfeitedEvent(ref_of_run(run), before=before.value, cause=cause.value))
    match cause:
        case ForfeitCause.START_LIMIT:
            await tell_player(work, run, NotificationKind.RUN_NOT_STARTED)
        case ForfeitCause.FINISH_LIMIT:
            await tell_player(work, run, NotificationKind.RUN_OUT_OF_TIME)
        case ForfeitCause.RUNNER | ForfeitCause.MERGED:
            pass


async def give_up_for_another_attempt(work: WorkSession, run: AsyncTournamentRace, reason: str) -> None:
    """Let a run count no more: it frees its slot, has no score and leaves the review queue; its seed stays known."""
    before = result_of(run).in_words
    run.reattempted, run.reattempt_reason = True, reason
    run.claimed_by_id = run.claimed_at = None
    await _save(work, run)
    work.record(AsyncRunReattemptedEvent(ref_of_run(run), before=before, reason=reason))
    _record_live_change(work, run, before, "reattempted")


async def correct_result(work: WorkSession, run: AsyncTournamentRace, result: Result, reason: str) -> None:
    """Set a run's result by hand; what racetime.gg says of it later changes nothing until that is undone.

    Raises `InvalidInput` for a result that no run can have, `WrongStatus` for a run under way, `Conflict` when nothing
    would change.
    """
    check_result(result)
    check_correctable(run.status, reattempted=run.reattempted)
    before = result_of(run)
    if before == result:
        raise Conflict("This run has that result already.")
    await work.corrections.create_correction(
        ResultCorrection(
            live_race_id=run.live_race_id,
            run_id=run.id,
            user_id=run.user_id,
            name=run.racetime_name or run.user.display_name,
            source=CorrectionSource.ADMIN,
            before_status=before.status,
            before_time=before.finish_time,
            after_status=result.status,
            after_time=result.finish_time,
            reason=reason,
        )
    )
    run.corrected_at = work.clock.now()
    _apply(work, run, result)
    await _save(work, run)
    work.record(AsyncRunCorrectedEvent(ref_of_run(run), before=before.in_words, after=result.in_words, reason=reason))
    _record_live_change(work, run, before.in_words, result.in_words)
    parts = {"old": before.in_words, "new": result.in_words, "reason": reason}
    await tell_player(work, run, NotificationKind.RUN_CORRECTED, parts)


async def undo_correction(work: WorkSession, run: AsyncTournamentRace) -> None:
    """Undo the last correction by hand. Raises `Conflict` when there is none."""
    in_force = await work.corrections.list_in_force(run.id)
    if not in_force:
        raise Conflict(NO_CORRECTION)
    check_correctable(run.status, reattempted=run.reattempted)
    last = in_force[0]
    assert last.before_status is not None  # noqa: S101  # corrections by hand have both sides
    before, after = result_of(run), Result(last.before_status, last.before_time)
    await work.corrections.mark_undone(last)
    if len(in_force) == 1:
        run.corrected_at = None
    _apply(work, run, after)
    await _save(work, run)
    work.record(AsyncRunCorrectionUndoneEvent(ref_of_run(run), before=before.in_words, after=after.in_words))
    _record_live_change(work, run, before.in_words, after.in_words)
    await tell_player(work, run, NotificationKind.CORRECTION_UNDONE, {"old": before.in_words, "new": after.in_words})


async def save_review(work: WorkSession, run: AsyncTournamentRace, before: ReviewStatus) -> None:
    """Write a run whose review may have changed; scores move only where rejected runs don't count."""
    await work.runs.update_run(run)
    moved = ReviewStatus.REJECTED in (before, run.review_status) and before is not run.review_status
    if moved and not run.tournament.rejected_runs_count:
        await rescore(work, run.permalink_id, run.tournament)


async def tell_player(
    work: WorkSession, run: AsyncTournamentRace, kind: NotificationKind, parts: Mapping[str, str] | None = None
) -> None:
    """Tell a run's player, unless it is the player who acts."""
    if run.user_id == work.ctx.actor.user_id:
        return
    named = {"pool": run.pool.name, "tournament": run.tournament.name, **(parts or {})}
    news = News(kind, named, run.tournament_id, run.id, run.live_race_id)
    await notify(work, news, [UserId(run.user_id)])


async def _save(work: WorkSession, run: AsyncTournamentRace) -> None:
    await work.runs.update_run(run)
    await rescore(work, run.permalink_id, run.tournament)


def _apply(work: WorkSession, run: AsyncTournamentRace, result: Result) -> None:
    run.status, run.finish_time = result.status, result.finish_time
    if result.finish_time is None:
        run.finished_at = None
    else:
        run.finished_at = (run.started_at + result.finish_time) if run.started_at is not None else work.clock.now()


def _record_live_change(work: WorkSession, run: AsyncTournamentRace, before: str, after: str) -> None:
    if run.live_race_id is None:
        return
    name = run.racetime_name or run.user.display_name
    work.record(
        AsyncLiveRaceResultsChangedEvent(
            RaceRef(run.organization_id, run.tournament_id, run.live_race_id),
            correction=True,
            changes=(ResultChange(name, run.user_id, before, after),),
        )
    )
