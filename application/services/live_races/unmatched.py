"""Racers of a live race with unmatched results, kept to be matched: steps inside one unit of work."""

from application.domain.live_races.eligibility import unmet
from application.domain.live_races.results import RunOutcome, UnmatchedReason
from application.domain.live_races.room import RoomSnapshot
from application.domain.runs.run import COUNTABLE_RUN_STATUSES
from application.services.live_races.judging import stored_verdicts
from application.services.live_races.runs import outcomes_of
from application.services.live_races.state import RaceState
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, UnmatchedEntrant


async def sync_unmatched(work: WorkSession, state: RaceState, snapshot: RoomSnapshot) -> bool:
    """Keep a racer with an unmatched result, with time and reason, until somebody decides.

    An entry that nobody has decided on ends with its cause: the racer got a run, races on, or is no longer nameless.
    """
    stored = {entry.entrant_key: entry for entry in await work.unmatched.list_for_race(state.race.id)}
    outcomes = outcomes_of(state, snapshot)
    fresh: list[UnmatchedEntrant] = []
    changed: list[UnmatchedEntrant] = []
    gone: list[UnmatchedEntrant] = []
    for entrant in state.racers:
        entry = stored.pop(entrant.entrant_key, None)
        outcome = outcomes.get(entrant.entrant_key)
        if outcome is None:
            continue
        is_counted = bool(entrant.eligible) and entrant.user_id in state.runs
        if is_counted or outcome.status not in COUNTABLE_RUN_STATUSES:
            if entry is not None:
                gone.append(entry)
        elif entry is None:
            fresh.append(_new_entry(state.race, entrant, outcome))
        elif (entry.status, entry.finish_time) != (outcome.status, outcome.finish_time):
            entry.status, entry.finish_time = outcome.status, outcome.finish_time
            entry.finished_at = outcome.finished_at
            changed.append(entry)
    gone += [entry for entry in stored.values() if entry.reason is UnmatchedReason.NAMELESS]
    await work.unmatched.add_all(fresh)
    await work.unmatched.update_all(changed, ["status", "finish_time", "finished_at"])
    removed = await work.unmatched.remove_all(gone)
    return bool(fresh or changed or removed)


def _new_entry(
    race: AsyncTournamentLiveRace, entrant: AsyncTournamentLiveRaceEntrant, outcome: RunOutcome
) -> UnmatchedEntrant:
    reason, explanation = _why(entrant)
    return UnmatchedEntrant(
        live_race_id=race.id,
        entrant_key=entrant.entrant_key,
        racetime_name=entrant.racetime_name,
        user_id=entrant.user_id,
        reason=reason,
        explanation=explanation,
        status=outcome.status,
        finish_time=outcome.finish_time,
        finished_at=outcome.finished_at,
    )


def _why(entrant: AsyncTournamentLiveRaceEntrant) -> tuple[UnmatchedReason, str]:
    if entrant.racetime_id is None:
        return UnmatchedReason.NAMELESS, "racetime.gg no longer shows whose account this was."
    if entrant.user_id is None:
        return UnmatchedReason.UNLINKED, "No member has linked this racetime.gg account."
    if entrant.eligible:
        return UnmatchedReason.NO_SEED, "The race has no permalink, so no run could be made."
    return UnmatchedReason.NOT_ELIGIBLE, " ".join(verdict.sentence for verdict in unmet(stored_verdicts(entrant)))
