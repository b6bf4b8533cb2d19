"""What becomes of single runs when two users become one: each rule's step, inside the unit of work of the merge."""

from application.domain.ids import LiveRaceId, RunId, UserId
from application.domain.live_races.eligibility import other_run, with_answer
from application.domain.live_races.results import UnmatchedReason
from application.domain.people.merging import Finding, FindingKind
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import COUNTABLE_RUN_STATUSES, ForfeitCause, ReviewStatus, RunStatus
from application.services.live_races.judging import stored_verdicts
from application.services.live_races.runs import MovedResult, remove_runs, tell_moves
from application.services.runs import changes as run_changes
from application.services.runs.rules import result_of
from application.services.runs.scoring import rescore
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, UnmatchedEntrant

_REASON_LIMIT = 1000
_OTHER_RUN = other_run("Another run of the same player is under way.")


async def settle(work: WorkSession, finding: Finding, other: str) -> None:
    """Carry out what a rule found; `other` is the name of who goes. A run that is gone by now needs nothing."""
    assert finding.run_id is not None  # noqa: S101  # findings about accounts are carried out elsewhere
    run = await work.runs.find_by_id(finding.run_id)
    if run is None:
        return
    match finding.kind:
        case FindingKind.SAME_RACE:
            await _take_from_race(work, run, other)
        case FindingKind.PLACE_GIVEN_UP:
            await _give_up_place(work, run)
        case FindingKind.UNDER_WAY:
            await _end(work, run)
        case FindingKind.SAME_SEED | FindingKind.TOO_MANY:
            await _mark(work, run, f"{finding.sentence} Raced as {other} and as another user.")
        case FindingKind.OWN_CLAIM:
            await _release(work, run)
        case FindingKind.OWN_REVIEW:
            await _reopen(work, run)
        case FindingKind.ACCOUNT | FindingKind.ENDED:
            pass


async def _take_from_race(work: WorkSession, run: AsyncTournamentRace, other: str) -> None:
    """Let a second result in one race wait among the unmatched ones, under the account that raced it."""
    race = run.live_race
    assert race is not None  # noqa: S101  # the rule is about live races
    entrants = await work.merging.entrants_in(LiveRaceId(race.id), UserId(run.user_id))
    explanation = f"The same person has another run in this race; this was raced as {run.user.display_name}."
    key = entrants[0].entrant_key if entrants else f"merged-{run.id}"
    name = entrants[0].racetime_name if entrants else run.racetime_name or other
    status, finish_time, finished_at = run.status, run.finish_time, run.finished_at
    await remove_runs(work, race, [run])
    for entrant in entrants:
        entrant.user_id, entrant.eligible, entrant.verdicts = None, False, []
    await work.entrants.update_all(entrants, ["user_id", "eligible", "verdicts"])
    if status in COUNTABLE_RUN_STATUSES:
        await work.unmatched.add_all(
            [
                UnmatchedEntrant(
                    live_race_id=race.id,
                    entrant_key=key,
                    racetime_name=name,
                    reason=UnmatchedReason.NOT_ELIGIBLE,
                    explanation=explanation,
                    status=status,
                    finish_time=finish_time,
                    finished_at=finished_at,
                )
            ]
        )
    await rescore(work, run.permalink_id, run.tournament)


async def _give_up_place(work: WorkSession, run: AsyncTournamentRace) -> None:
    race = run.live_race
    assert race is not None  # noqa: S101  # the rule is about live races
    entrants = await work.merging.entrants_in(LiveRaceId(race.id), UserId(run.user_id))
    await remove_runs(work, race, [run])
    for entrant in entrants:
        entrant.eligible, entrant.verdicts = False, _refused(entrant)
    await work.entrants.update_all(entrants, ["eligible", "verdicts"])


def _refused(entrant: AsyncTournamentLiveRaceEntrant) -> list[dict[str, object]]:
    return [verdict._asdict() for verdict in with_answer(stored_verdicts(entrant), _OTHER_RUN)]


async def _end(work: WorkSession, run: AsyncTournamentRace) -> None:
    """Forfeit one of two runs; racetime.gg's later word on a live one changes nothing any more."""
    if run.live_race is None:
        await run_changes.forfeit(work, run, ForfeitCause.MERGED)
        return
    before = result_of(run)
    run.status, run.corrected_at = RunStatus.FORFEIT, work.clock.now()
    await work.runs.update_run(run)
    move = MovedResult(run.racetime_name or "", UserId(run.user_id), RunId(run.id), before, result_of(run))
    await tell_moves(work, run.live_race, [move], were_told=True)
    await rescore(work, run.permalink_id, run.tournament)


async def _mark(work: WorkSession, run: AsyncTournamentRace, reason: str) -> None:
    """Flag a run for review. One that was accepted is looked at again; a rejected one stays rejected."""
    if run.flag_reason and reason not in run.flag_reason:
        reason = f"{run.flag_reason} {reason}"
    run.flagged_at, run.flag_reason = run.flagged_at or work.clock.now(), reason[:_REASON_LIMIT]
    if run.review_status is ReviewStatus.ACCEPTED:
        await _put_back(work, run)
    await work.runs.update_run(run)


async def _release(work: WorkSession, run: AsyncTournamentRace) -> None:
    run.claimed_by_id = run.claimed_at = None
    await work.runs.update_run(run)
    await work.reviews.add_review(RunId(run.id), ReviewAction.RELEASED, "The player and the reviewer are one person.")


async def _reopen(work: WorkSession, run: AsyncTournamentRace) -> None:
    await _put_back(work, run)
    await work.runs.update_run(run)
    await rescore(work, run.permalink_id, run.tournament)


async def _put_back(work: WorkSession, run: AsyncTournamentRace) -> None:
    run.review_status = ReviewStatus.PENDING
    run.reviewed_by_id = run.reviewed_at = None
    await work.reviews.add_review(RunId(run.id), ReviewAction.REOPENED, "Two users turned out to be one person.")
