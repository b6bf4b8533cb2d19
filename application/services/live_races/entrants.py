"""The roster of a room, kept in line with what the room says: steps inside one unit of work."""

from application.domain.ids import LiveRaceId
from application.domain.live_races.results import KnownEntrant, is_forced_out, recognised, without_forgotten
from application.domain.live_races.room import Entrant, RoomSnapshot
from application.domain.runs.corrections import CorrectionSource
from application.services.live_races.state import RaceState
from application.unit_of_work import WorkSession
from models.live_race_room import AsyncTournamentLiveRaceEntrant
from models.result_correction import ResultCorrection

_NAME_LIMIT = 80


def named(state: RaceState, snapshot: RoomSnapshot) -> RoomSnapshot:
    """Give entrants whose account was deleted, here or there, the names and keys under which they are stored."""
    return recognised(
        without_forgotten(snapshot, state.race.id, [row.entrant_key for row in state.entrants]),
        [
            KnownEntrant(row.entrant_key, row.racetime_id, row.racetime_name, row.status, row.finish_time)
            for row in state.entrants
            if row.present
        ],
    )


async def sync_roster(work: WorkSession, state: RaceState, snapshot: RoomSnapshot, *, were_told: bool) -> bool:
    """Bring the stored roster in line; returns whether anything changed. Those who are gone stay, marked as absent.

    A comment that changes is a correction once the race's results `were_told`.
    """
    stored = {row.entrant_key: row for row in state.entrants}
    fresh: list[AsyncTournamentLiveRaceEntrant] = []
    changed: list[AsyncTournamentLiveRaceEntrant] = []
    moved: set[str] = set()
    """The columns that are not as they were, of any row."""
    corrections: list[ResultCorrection] = []
    for entrant in snapshot.entrants:
        row = stored.pop(entrant.key, None)
        if row is None:
            fresh.append(_new_row(state.race.id, entrant, snapshot))
            continue
        comment = row.comment
        if columns := _copy_onto(row, entrant, snapshot):
            changed.append(row)
            moved |= columns
            if were_told and comment and comment != row.comment:
                corrections.append(_changed_comment(state, row, comment))
    for row in stored.values():
        if row.present:
            row.present = False
            changed.append(row)
            moved.add("present")
    await work.entrants.update_all(changed, sorted(moved))
    await work.live_race_corrections.add_all(corrections)
    if fresh:
        await work.entrants.add_all(fresh)
        state.entrants = await work.entrants.list_for_race(state.race.id)
    return bool(fresh or changed)


def _new_row(live_race_id: LiveRaceId, entrant: Entrant, snapshot: RoomSnapshot) -> AsyncTournamentLiveRaceEntrant:
    return AsyncTournamentLiveRaceEntrant(
        live_race_id=live_race_id,
        entrant_key=entrant.key,
        racetime_id=entrant.racetime_id,
        racetime_name=entrant.name[:_NAME_LIMIT],
        status=entrant.status,
        place=entrant.place,
        finish_time=entrant.finish_time,
        finished_at=entrant.finished_at,
        comment=entrant.comment,
        channel=entrant.channel,
        pronouns=entrant.pronouns,
        forced_out=is_forced_out(entrant, snapshot, None, was_forced=False),
    )


def _copy_onto(row: AsyncTournamentLiveRaceEntrant, entrant: Entrant, snapshot: RoomSnapshot) -> set[str]:
    """Return the columns that changed."""
    before = row.status if row.present else None
    wanted = {
        "racetime_name": entrant.name[:_NAME_LIMIT],
        "present": True,
        "status": entrant.status,
        "place": entrant.place,
        "finish_time": entrant.finish_time,
        "finished_at": entrant.finished_at,
        "comment": entrant.comment,
        "channel": entrant.channel,
        "pronouns": entrant.pronouns,
        "forced_out": is_forced_out(entrant, snapshot, before, was_forced=row.forced_out),
    }
    changed = {name for name, value in wanted.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, wanted[name])
    return changed


def _changed_comment(state: RaceState, row: AsyncTournamentLiveRaceEntrant, before: str) -> ResultCorrection:
    run = state.run_of(row)
    return ResultCorrection(
        live_race_id=state.race.id,
        run_id=run.id if run is not None else None,
        user_id=row.user_id,
        name=row.racetime_name,
        source=CorrectionSource.RACETIME,
        before_status=run.status if run is not None else None,
        before_time=run.finish_time if run is not None else None,
        before_comment=before,
        after_status=run.status if run is not None else None,
        after_time=run.finish_time if run is not None else None,
        after_comment=row.comment,
    )
