"""The runs of a live race, kept in line with what its room says: steps inside one unit of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from application.domain.events import ResultChange
from application.domain.events.live_races import AsyncLiveRaceResultsChangedEvent
from application.domain.ids import RunId, UserId
from application.domain.live_races.eligibility import run_under_way, with_answer
from application.domain.live_races.live_race import CancelledResults
from application.domain.live_races.results import RunOutcome, outcome_of
from application.domain.live_races.room import RoomSnapshot
from application.domain.personal_data import is_deleted_key
from application.domain.runs.corrections import CorrectionSource, Result
from application.domain.runs.run import COUNTABLE_RUN_STATUSES, RunStatus
from application.repositories.async_live_race_repository import NewParticipant
from application.services.live_races.judging import stored_verdicts
from application.services.live_races.room_lines import ref_of_race
from application.services.live_races.state import RaceState
from application.services.runs.rules import result_of
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant
from models.result_correction import ResultCorrection


@dataclass(frozen=True, slots=True)
class MovedResult:
    """How one run stood and stands now; None where there was or is no run."""

    name: str
    user_id: UserId
    run_id: RunId | None
    before: Result | None
    after: Result | None

    @property
    def is_news(self) -> bool:
        """Getting from pending to racing is none; finishing, giving up and taking either back are."""
        sides = [side for side in (self.before, self.after) if side is not None and side.is_told]
        return bool(sides) and self.before != self.after

    def as_change(self) -> ResultChange:
        before = self.before.in_words if self.before is not None else "no run"
        after = self.after.in_words if self.after is not None else "removed"
        return ResultChange(self.name, self.user_id, before, after)

    def as_correction(self, race: AsyncTournamentLiveRace, source: CorrectionSource) -> ResultCorrection:
        return ResultCorrection(
            live_race_id=race.id,
            run_id=self.run_id,
            user_id=self.user_id,
            name=self.name,
            source=source,
            before_status=self.before.status if self.before is not None else None,
            before_time=self.before.finish_time if self.before is not None else None,
            after_status=self.after.status if self.after is not None else None,
            after_time=self.after.finish_time if self.after is not None else None,
        )


async def tell_moves(
    work: WorkSession, race: AsyncTournamentLiveRace, moves: Iterable[MovedResult], *, were_told: bool
) -> bool:
    """Log results that moved, and keep those that had been told before as corrections; returns whether any was news.

    Results are told once their race has ended: until then somebody who takes a finish back just races on. A result that
    comes back after it was taken back is a correction, too.
    """
    news = [move for move in moves if move.is_news]
    if not news:
        return False
    corrected = await work.live_race_corrections.list_corrected_users(race.id)
    ended = were_told or bool(corrected)
    late = [
        move
        for move in news
        if move.user_id in corrected or (ended and move.before is not None and move.before.is_told)
    ]
    await work.live_race_corrections.add_all(move.as_correction(race, CorrectionSource.RACETIME) for move in late)
    _log(work, race, [move for move in news if move not in late], correction=False)
    _log(work, race, late, correction=True)
    return True


def _log(work: WorkSession, race: AsyncTournamentLiveRace, moves: Sequence[MovedResult], *, correction: bool) -> None:
    if not moves:
        return
    work.record(
        AsyncLiveRaceResultsChangedEvent(
            ref_of_race(race), correction=correction, changes=tuple(move.as_change() for move in moves)
        )
    )


async def lock_scores(work: WorkSession, race: AsyncTournamentLiveRace) -> None:
    """Lock the permalink before its runs, as everybody does who scores it, so that two of them never wait crosswise."""
    if race.permalink_id is not None:
        await work.permalinks.lock(race.permalink_id)


async def remove_runs(work: WorkSession, race: AsyncTournamentLiveRace, runs: Iterable[AsyncTournamentRace]) -> None:
    """Give everybody's slot back when a race doesn't count; results that existed stay on record as corrections."""
    rows = list(runs)
    lost = [
        MovedResult(run.racetime_name or "", UserId(run.user_id), None, result_of(run), None)
        for run in rows
        if run.status in COUNTABLE_RUN_STATUSES
    ]
    await tell_moves(work, race, lost, were_told=True)
    await lock_scores(work, race)
    await work.unmatched.forget_runs([run.id for run in rows])
    await work.runs.remove_all(rows)


async def give_runs(work: WorkSession, state: RaceState, snapshot: RoomSnapshot) -> list[MovedResult]:
    """Give every eligible racer who has none a run, as it stands; returns those that come with a result.

    A racer who has begun another run meanwhile can't race two at once: unless the race is over for them, their result
    is left unmatched with that reason.
    """
    missing = [
        entrant
        for entrant in state.racers
        if entrant.eligible and entrant.user_id is not None and entrant.user_id not in state.runs
    ]
    if not missing or state.race.permalink_id is None:
        return []
    outcomes = outcomes_of(state, snapshot)
    running = [entrant for entrant in missing if _is_running(outcomes.get(entrant.entrant_key))]
    blocked = await _refuse_busy(work, state, running)
    fresh = {
        entrant.user_id: _participant(state, entrant, outcomes[entrant.entrant_key])
        for entrant in missing
        if entrant.user_id is not None and entrant.user_id not in blocked and entrant.entrant_key in outcomes
    }
    await lock_scores(work, state.race)
    await work.live_races.create_participant_races(state.race, fresh.values())
    state.runs = {run.user_id: run for run in await work.runs.list_for_live_race(state.race.id)}
    return [
        MovedResult(run.racetime_name or "", run.user_id, run.id, None, result_of(run))
        for run in state.runs.values()
        if run.user_id in fresh
    ]


async def _refuse_busy(
    work: WorkSession, state: RaceState, entrants: Sequence[AsyncTournamentLiveRaceEntrant]
) -> dict[int, str]:
    if not entrants:
        return {}
    user_ids = [entrant.user_id for entrant in entrants if entrant.user_id is not None]
    busy = await work.runs.list_active_elsewhere(state.race, user_ids)
    refused = [entrant for entrant in entrants if entrant.user_id in busy]
    for entrant in refused:
        verdict = run_under_way(busy[entrant.user_id or 0])
        entrant.eligible = False
        entrant.verdicts = [item._asdict() for item in with_answer(stored_verdicts(entrant), verdict)]
    await work.entrants.update_all(refused, ["eligible", "verdicts"])
    return busy


async def sync_runs(work: WorkSession, state: RaceState, snapshot: RoomSnapshot) -> list[MovedResult]:
    """Bring the runs in line; a run that somebody corrected by hand stays as it was corrected."""
    outcomes = outcomes_of(state, snapshot)
    followed = [
        (entrant, run, outcome)
        for entrant in state.racers
        if (entrant.racetime_id is not None or is_deleted_key(entrant.entrant_key))
        and entrant.eligible
        and (run := state.run_of(entrant)) is not None
        and run.corrected_at is None
        and (outcome := outcomes.get(entrant.entrant_key)) is not None
    ]
    resumed = [
        run.user_id for _, run, outcome in followed if run.status in COUNTABLE_RUN_STATUSES and _is_running(outcome)
    ]
    # Whoever takes a finish back after beginning another run keeps the result until there is a new one.
    busy = await work.runs.list_active_elsewhere(state.race, resumed) if resumed else {}
    moves: list[MovedResult] = []
    touched: list[AsyncTournamentRace] = []
    columns: set[str] = set()
    for entrant, run, outcome in followed:
        if run.user_id in busy and _is_running(outcome):
            continue
        before = result_of(run)
        if changed := _move(state.race, run, outcome, entrant.racetime_name):
            touched.append(run)
            columns |= changed
            moves.append(MovedResult(entrant.racetime_name, run.user_id, run.id, before, result_of(run)))
    if touched:
        await lock_scores(work, state.race)
    await work.runs.update_all(touched, sorted(columns))
    return moves


def outcomes_of(state: RaceState, snapshot: RoomSnapshot) -> dict[str, RunOutcome]:
    """Return how each entrant's run stands.

    Left out are those who don't take part, and those whom only a cancellation made forfeit unless an admin counts it.
    """
    left_out = set[str]()
    if state.race.cancelled_results is not CancelledResults.COUNTED:
        left_out = {row.entrant_key for row in state.entrants if row.forced_out}
    outcomes = {
        entrant.key: outcome_of(entrant, state.race.started_at)
        for entrant in snapshot.entrants
        if entrant.key not in left_out
    }
    return {key: outcome for key, outcome in outcomes.items() if outcome is not None}


def _is_running(outcome: RunOutcome | None) -> bool:
    return outcome is not None and outcome.status not in COUNTABLE_RUN_STATUSES


def _participant(state: RaceState, entrant: AsyncTournamentLiveRaceEntrant, outcome: RunOutcome) -> NewParticipant:
    assert entrant.user_id is not None  # noqa: S101  # only linked racers get a run
    return NewParticipant(
        user_id=entrant.user_id,
        racetime_name=entrant.racetime_name,
        status=outcome.status if outcome.status in COUNTABLE_RUN_STATUSES else RunStatus.IN_PROGRESS,
        started_at=state.race.started_at,
        finished_at=outcome.finished_at,
        finish_time=outcome.finish_time,
        place=outcome.place,
    )


def _move(race: AsyncTournamentLiveRace, run: AsyncTournamentRace, outcome: RunOutcome, name: str) -> set[str]:
    """Return the columns that changed."""
    wanted = {
        "status": outcome.status,
        "started_at": race.started_at,
        "finished_at": outcome.finished_at,
        "finish_time": outcome.finish_time,
        "place": outcome.place,
        "racetime_name": name,
    }
    changed = {column for column, value in wanted.items() if getattr(run, column) != value}
    for column in changed:
        setattr(run, column, wanted[column])
    return changed
