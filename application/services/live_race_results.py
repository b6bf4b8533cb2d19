"""Bringing stored rows in line with what a room says: the one path by which results get into the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain import announcements
from application.domain.durations import precise_time
from application.domain.eligibility import Rules, unmet
from application.domain.events import (
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceResultsChangedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceRosterChangedEvent,
    AsyncLiveRaceStartedEvent,
    ResultChange,
)
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_race import (
    UNDO_WINDOW,
    LiveRaceStatus,
    LiveRaceTrigger,
    next_status,
    poll_interval,
    results_are_final,
)
from application.domain.results import (
    RunOutcome,
    SeenSnapshot,
    UnmatchedReason,
    course,
    is_stale,
    outcome_of,
)
from application.domain.room import JOINED, ROOM_OVER, Entrant, EntrantStatus, RoomSnapshot
from application.domain.run import COUNTABLE_RUN_STATUSES, RunStatus
from application.links import PageLinks
from application.repositories.async_live_race_repository import NewParticipant
from application.services.live_race_lock import (
    choose_permalink,
    identity_of,
    judge,
    refusals,
    release,
    say,
    stored_verdicts,
)
from application.services.scoring import rescore
from application.unit_of_work import Work
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    AsyncTournamentRace,
    UnmatchedEntrant,
)

_ROSTER_COLUMNS = ["racetime_name", "present", "status", "place", "finish_time", "finished_at"]
_RUN_COLUMNS = ["status", "started_at", "finished_at", "finish_time", "place", "racetime_name"]
_NAME_LIMIT = 80


@dataclass(slots=True)
class RaceRows:
    """Everything stored about one live race that a snapshot can touch."""

    race: AsyncTournamentLiveRace
    tournament: AsyncTournament
    room: AsyncTournamentLiveRaceRoom
    rules: Rules


class SnapshotApplication:
    """Applies one snapshot inside one unit of work; applying it again changes nothing."""

    def __init__(self, work: Work, rows: RaceRows, links: PageLinks) -> None:
        self._work = work
        self._race = rows.race
        self._tournament = rows.tournament
        self._room = rows.room
        self._rules = rows.rules
        self._links = links
        self._who = identity_of(rows.race)
        self._entrants: list[AsyncTournamentLiveRaceEntrant] = []
        self._runs: dict[UserId, AsyncTournamentRace] = {}
        self._rescore = False
        self._race_changed = False

    async def apply(self, snapshot: RoomSnapshot) -> bool:
        """Return whether anything but the time of the last word from the room changed."""
        if is_stale(snapshot, SeenSnapshot(self._room.last_version, self._room.last_source)):
            return False
        first = self._room.last_version < 0
        self._entrants = await self._work.entrants.list_for_race(self._race.id)
        self._runs = {run.user_id: run for run in await self._work.runs.list_for_live_race(self._race.id)}
        running_before = None if first else self._count_running()
        moved = await self._sync_roster(snapshot)
        triggers = course(
            self._race.status,
            snapshot,
            seen_version=self._room.last_version,
            running_before=running_before,
            may_reopen=self._race.started_at is not None and self._room.cancel_wanted_at is None,
        )
        was_over = self._race.status is LiveRaceStatus.FINISHED
        for trigger in triggers:
            await self._take_step(trigger, snapshot)
        if self._race.status in (LiveRaceStatus.IN_PROGRESS, LiveRaceStatus.FINISHED):
            changes = await self._sync_runs(snapshot)
            moved |= await self._sync_unmatched(snapshot)
            if changes:
                self._rescore = True
                self._work.record(
                    AsyncLiveRaceResultsChangedEvent(
                        self._who.organization_id,
                        self._who.tournament_id,
                        self._who.live_race_id,
                        correction=was_over,
                        changes=tuple(changes),
                    )
                )
        if LiveRaceTrigger.RACE_ENDED in triggers:
            await self._announce_end()
        if self._rescore and self._race.permalink_id is not None:
            await rescore(self._work, self._race.permalink_id, self._tournament)
        if moved:
            self._work.record(
                AsyncLiveRaceRosterChangedEvent(
                    self._who.organization_id, self._who.tournament_id, self._who.live_race_id
                )
            )
        await self._note_snapshot(snapshot)
        return bool(triggers) or moved or self._rescore

    # Roster

    def _count_running(self) -> int:
        return sum(entrant.present and entrant.status is EntrantStatus.IN_PROGRESS for entrant in self._entrants)

    async def _sync_roster(self, snapshot: RoomSnapshot) -> bool:
        stored = {row.entrant_key: row for row in self._entrants}
        fresh: list[AsyncTournamentLiveRaceEntrant] = []
        changed: list[AsyncTournamentLiveRaceEntrant] = []
        for entrant in snapshot.entrants:
            row = stored.pop(entrant.key, None)
            if row is None:
                fresh.append(_new_row(self._race.id, entrant))
            elif _copy_onto(row, entrant):
                changed.append(row)
        for row in stored.values():
            if row.present:
                row.present = False
                changed.append(row)
        await self._work.entrants.update_all(changed, _ROSTER_COLUMNS)
        if fresh:
            await self._work.entrants.add_all(fresh)
            self._entrants = await self._work.entrants.list_for_race(self._race.id)
        return bool(fresh or changed)

    def _racers(self) -> list[AsyncTournamentLiveRaceEntrant]:
        return [entrant for entrant in self._entrants if entrant.present and entrant.status in JOINED]

    # Steps along the status table

    async def _take_step(self, trigger: LiveRaceTrigger, snapshot: RoomSnapshot) -> None:
        self._race.status = next_status(self._race.status, trigger)
        self._race_changed = True
        match trigger:
            case LiveRaceTrigger.RACE_STARTED:
                await self._start(snapshot)
            case LiveRaceTrigger.RACE_ENDED:
                self._race.ended_at = snapshot.ended_at or snapshot.cancelled_at
            case LiveRaceTrigger.CANCELLED_ON_RACETIME:
                self._race.ended_at = snapshot.ended_at or snapshot.cancelled_at
                await self._cancel("The race was cancelled on racetime.gg before anybody finished.")
            case LiveRaceTrigger.ROOM_DIED:
                await self._cancel("The room was closed on racetime.gg before the race started.")
            case LiveRaceTrigger.REOPENED_ON_RACETIME:
                self._race.ended_at = self._race.final_at = None
                self._race.cancel_reason = ""
                self._work.record(
                    AsyncLiveRaceReopenedEvent(
                        self._who.organization_id, self._who.tournament_id, self._who.live_race_id
                    )
                )

    async def _start(self, snapshot: RoomSnapshot) -> None:
        """Judge those who came after the lock, and remove the runs of those who didn't show up."""
        self._race.started_at = snapshot.started_at
        if await choose_permalink(self._work, self._race):
            if self._race.locked_at is None:
                self._race.locked_at = self._work.clock.now()
            if self._race.released_at is None:
                await release(self._work, self._race, self._room)
        racers = self._racers()
        late = [entrant for entrant in racers if entrant.judged_at is None]
        await judge(self._work, self._race, late, self._rules)
        await say(self._work, self._race, self._room, refusals(late, self._links))
        racing = {entrant.user_id for entrant in racers if entrant.eligible}
        no_shows = [run for run in self._runs.values() if run.user_id not in racing]
        await self._work.runs.remove_all(no_shows)
        for run in no_shows:
            del self._runs[run.user_id]
        await self._give_runs(racers)
        counted = len(self._runs)
        self._work.record(
            AsyncLiveRaceStartedEvent(
                self._who.organization_id,
                self._who.tournament_id,
                self._who.live_race_id,
                started_at=snapshot.started_at or self._work.clock.now(),
                participant_count=counted,
                no_shows=len(no_shows),
            )
        )
        line = announcements.started(counted, self._room.number)
        await say(self._work, self._race, self._room, [line])

    async def _give_runs(self, racers: Iterable[AsyncTournamentLiveRaceEntrant]) -> None:
        """Give every eligible racer who has none a run."""
        missing = [
            NewParticipant(entrant.user_id, entrant.racetime_name, RunStatus.IN_PROGRESS, self._race.started_at)
            for entrant in racers
            if entrant.eligible and entrant.user_id is not None and entrant.user_id not in self._runs
        ]
        busy = await self._busy([participant.user_id for participant in missing])
        missing = [participant for participant in missing if participant.user_id not in busy]
        if not missing or self._race.permalink_id is None:
            return
        await self._work.live_races.create_participant_races(self._race, missing)
        self._runs = {run.user_id: run for run in await self._work.runs.list_for_live_race(self._race.id)}

    async def _busy(self, user_ids: Sequence[UserId]) -> set[UserId]:
        """Return who has begun another run since; a race that comes back waits for its end, and goes on with a time."""
        if not user_ids:
            return set()
        return await self._work.runs.list_busy(self._race.tournament_id, user_ids, self._race.id)

    async def _cancel(self, reason: str) -> None:
        self._race.cancel_reason = reason
        await remove_runs(self._work, self._race, list(self._runs.values()))
        self._runs.clear()
        self._rescore = True
        self._work.record(
            AsyncLiveRaceCancelledEvent(
                self._who.organization_id, self._who.tournament_id, self._who.live_race_id, reason=reason
            )
        )

    async def _announce_end(self) -> None:
        finishers = sum(run.status is RunStatus.FINISHED for run in self._runs.values())
        unmatched = await self._work.unmatched.list_for_race(self._race.id)
        self._work.record(
            AsyncLiveRaceFinishedEvent(
                self._who.organization_id,
                self._who.tournament_id,
                self._who.live_race_id,
                ended_at=self._race.ended_at,
                finisher_count=finishers,
                forfeit_count=len(self._runs) - finishers,
                unmatched_count=sum(entry.run_id is None for entry in unmatched),
            )
        )
        page = self._links.live_race(self._race.id)
        line = announcements.finished(finishers, page, self._room.number)
        await say(self._work, self._race, self._room, [line])

    # Runs

    async def _sync_runs(self, snapshot: RoomSnapshot) -> list[ResultChange]:
        await self._give_runs(self._racers())
        outcomes = {entrant.key: outcome_of(entrant, self._race.started_at) for entrant in snapshot.entrants}
        touched: list[AsyncTournamentRace] = []
        changes: list[ResultChange] = []
        busy = await self._busy([run.user_id for run in self._runs.values() if run.status in COUNTABLE_RUN_STATUSES])
        for entrant in self._racers():
            run = self._runs.get(entrant.user_id) if entrant.user_id is not None else None
            outcome = outcomes.get(entrant.entrant_key)
            if run is None or outcome is None or not entrant.eligible or run.corrected_at is not None:
                continue
            if run.user_id in busy and outcome.status is RunStatus.IN_PROGRESS:
                continue
            before = _in_words(run.status, run)
            if not self._move(run, outcome, entrant.racetime_name):
                continue
            touched.append(run)
            after = _in_words(run.status, run)
            if before != after and _is_result(before, after):
                changes.append(ResultChange(entrant.racetime_name, run.user_id, before, after))
        if touched and self._race.permalink_id is not None:
            await self._work.permalinks.lock(self._race.permalink_id)
        await self._work.runs.update_all(touched, _RUN_COLUMNS)
        return changes

    def _move(self, run: AsyncTournamentRace, outcome: RunOutcome, name: str) -> bool:
        wanted = (
            outcome.status,
            self._race.started_at,
            outcome.finished_at,
            outcome.finish_time,
            outcome.place,
            name,
        )
        present = (
            run.status,
            run.started_at,
            run.finished_at,
            run.finish_time,
            run.place,
            run.racetime_name,
        )
        if wanted == present:
            return False
        (run.status, run.started_at, run.finished_at, run.finish_time, run.place, run.racetime_name) = wanted
        return True

    # Those who can't be counted

    async def _sync_unmatched(self, snapshot: RoomSnapshot) -> bool:
        """Keep a racer whose result belongs to nobody, with time and reason, until somebody decides."""
        stored = {entry.entrant_key: entry for entry in await self._work.unmatched.list_for_race(self._race.id)}
        outcomes = {entrant.key: outcome_of(entrant, self._race.started_at) for entrant in snapshot.entrants}
        fresh: list[UnmatchedEntrant] = []
        changed: list[UnmatchedEntrant] = []
        gone: list[UnmatchedEntrant] = []
        for entrant in self._racers():
            entry = stored.get(entrant.entrant_key)
            outcome = outcomes.get(entrant.entrant_key)
            if outcome is None:
                continue
            if (entrant.eligible and entrant.user_id in self._runs) or outcome.status not in COUNTABLE_RUN_STATUSES:
                if entry is not None:
                    gone.append(entry)
            elif entry is None:
                fresh.append(_new_entry(self._race, entrant, outcome))
            elif (entry.status, entry.finish_time) != (outcome.status, outcome.finish_time):
                entry.status, entry.finish_time = outcome.status, outcome.finish_time
                entry.finished_at = outcome.finished_at
                changed.append(entry)
        await self._work.unmatched.add_all(fresh)
        await self._work.unmatched.update_all(changed, ["status", "finish_time", "finished_at"])
        await self._work.unmatched.remove_all(gone)
        return bool(fresh or changed or gone)

    # The room itself

    async def _note_snapshot(self, snapshot: RoomSnapshot) -> None:
        now = self._work.clock.now()
        room, race = self._room, self._race
        room.last_version, room.last_source = snapshot.version, snapshot.source
        room.last_snapshot_at = now
        room.status, room.info_bot = snapshot.status, snapshot.info_bot
        room.recorded = snapshot.recorded
        over = race.status in (LiveRaceStatus.FINISHED, LiveRaceStatus.CANCELLED)
        since_end = now - (race.ended_at or now) if over else None
        room.next_poll_at = now + poll_interval(since_end)
        if race.status is LiveRaceStatus.FINISHED:
            if results_are_final(recorded=room.recorded, ended_at=race.ended_at, now=now):
                self._close(now)
                self._make_final(now)
        elif over and snapshot.status in ROOM_OVER and self._stays_cancelled(since_end):
            self._close(now)
        await self._work.rooms.update_room(room)
        if self._race_changed:
            await self._work.live_races.update_live_race(race)

    def _stays_cancelled(self, since_end: timedelta | None) -> bool:
        """A race that racetime.gg cancelled after its start may come back while its racers can undo."""
        if self._race.started_at is None or self._room.cancel_wanted_at is not None:
            return True
        return since_end is not None and since_end >= UNDO_WINDOW

    def _close(self, now: datetime) -> None:
        self._room.closed_at, self._room.next_poll_at = now, None

    def _make_final(self, now: datetime) -> None:
        self._race.final_at = now
        self._race_changed = True
        self._work.record(
            AsyncLiveRaceResultsFinalEvent(
                self._who.organization_id,
                self._who.tournament_id,
                self._who.live_race_id,
                recorded_on_racetime=self._room.recorded,
            )
        )


async def remove_runs(work: Work, race: AsyncTournamentLiveRace, runs: list[AsyncTournamentRace]) -> None:
    """Give everybody's slot back when a race doesn't count; results that existed are named in the log."""
    who = identity_of(race)
    lost = tuple(
        ResultChange(run.racetime_name or "", run.user_id, _in_words(run.status, run), "removed")
        for run in runs
        if run.status in COUNTABLE_RUN_STATUSES
    )
    if lost:
        work.record(
            AsyncLiveRaceResultsChangedEvent(
                who.organization_id, who.tournament_id, who.live_race_id, correction=True, changes=lost
            )
        )
    await work.runs.remove_all(runs)


def _new_row(live_race_id: LiveRaceId, entrant: Entrant) -> AsyncTournamentLiveRaceEntrant:
    return AsyncTournamentLiveRaceEntrant(
        live_race_id=live_race_id,
        entrant_key=entrant.key,
        racetime_id=entrant.racetime_id,
        racetime_name=entrant.name[:_NAME_LIMIT],
        status=entrant.status,
        place=entrant.place,
        finish_time=entrant.finish_time,
        finished_at=entrant.finished_at,
    )


def _copy_onto(row: AsyncTournamentLiveRaceEntrant, entrant: Entrant) -> bool:
    wanted = (
        entrant.name[:_NAME_LIMIT],
        True,
        entrant.status,
        entrant.place,
        entrant.finish_time,
        entrant.finished_at,
    )
    present = (row.racetime_name, row.present, row.status, row.place, row.finish_time, row.finished_at)
    if wanted == present:
        return False
    (row.racetime_name, row.present, row.status, row.place, row.finish_time, row.finished_at) = wanted
    return True


def _new_entry(
    race: AsyncTournamentLiveRace, entrant: AsyncTournamentLiveRaceEntrant, outcome: RunOutcome
) -> UnmatchedEntrant:
    if entrant.racetime_id is None:
        reason, explanation = UnmatchedReason.NAMELESS, "racetime.gg no longer shows whose account this was."
    elif entrant.user_id is None:
        reason, explanation = UnmatchedReason.UNLINKED, "No member has linked this racetime.gg account."
    else:
        reason = UnmatchedReason.NOT_ELIGIBLE
        explanation = " ".join(verdict.sentence for verdict in unmet(stored_verdicts(entrant)))
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


_UNDER_WAY = frozenset({RunStatus.PENDING.value, RunStatus.IN_PROGRESS.value})


def _in_words(status: RunStatus, run: AsyncTournamentRace) -> str:
    if run.finish_time is None:
        return status.value
    return f"{status.value} {precise_time(run.finish_time)}"


def _is_result(before: str, after: str) -> bool:
    """Getting from pending to racing is no result; finishing, giving up and taking either back are."""
    return not (before in _UNDER_WAY and after in _UNDER_WAY)
