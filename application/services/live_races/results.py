"""Bringing stored rows in line with what a room says: the one path by which results get into the database."""

from datetime import datetime, timedelta

from application.domain.events.live_races import (
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceRoomLostEvent,
    AsyncLiveRaceRosterChangedEvent,
    AsyncLiveRaceStartedEvent,
)
from application.domain.live_races.live_race import (
    MOST_REPLACEMENTS,
    RACE_OVER,
    CancelledResults,
    LiveRaceStatus,
    LiveRaceTrigger,
    may_open_by_itself,
    next_status,
    poll_interval,
    results_are_final,
)
from application.domain.live_races.results import SeenSnapshot, course, is_stale, standing_of, was_closed_by_hand
from application.domain.live_races.room import ROOM_OVER, EntrantStatus, RoomSnapshot, RoomStatus
from application.domain.messages import room_lines
from application.domain.runs.run import RunStatus
from application.page_links import PageLinks
from application.services.live_races.entrants import named, sync_roster
from application.services.live_races.judging import check, judge, tell_refused
from application.services.live_races.lock import choose_permalink, release, replace_read_seed
from application.services.live_races.reset import forget_settlement, leave_room
from application.services.live_races.room_lines import close_room, ref_of_race, say
from application.services.live_races.runs import MovedResult, give_runs, lock_scores, remove_runs, sync_runs, tell_moves
from application.services.live_races.start_calls import forget_start
from application.services.live_races.state import RaceState
from application.services.live_races.unmatched import sync_unmatched
from application.services.runs.scoring import rescore
from application.unit_of_work import WorkSession

_WHY_LOST = {
    RoomStatus.CANCELLED: "The room was closed on racetime.gg before the race started.",
    RoomStatus.PARTITIONED: "The room was split into separate races on racetime.gg, which can't be followed.",
}


def _why_cancelled(snapshot: RoomSnapshot) -> str:
    if snapshot.status is RoomStatus.FINISHED:
        return "It was cancelled on racetime.gg, and only some of its racers took it up again."
    return "The race was cancelled on racetime.gg before it was over."


class SnapshotApplication:
    """Applies one snapshot inside one unit of work; applying it again changes nothing."""

    def __init__(self, work: WorkSession, state: RaceState, links: PageLinks) -> None:
        self._work = work
        self._state = state
        self._race = state.race
        self._room = state.room
        self._links = links
        self._who = ref_of_race(state.race)
        self._moves: list[MovedResult] = []
        self._rescore = False
        self._race_changed = False
        self._were_told = state.race.status in RACE_OVER
        """Whether the race was over before, and its results known."""

    async def apply(self, snapshot: RoomSnapshot) -> bool:
        """Return whether anything but the time of the last word from the room changed."""
        if is_stale(snapshot, SeenSnapshot(self._room.last_version, self._room.last_source)):
            return False
        work, state = self._work, self._state
        state.entrants = await work.entrants.list_for_race(self._race.id)
        state.runs = {run.user_id: run for run in await work.runs.list_for_live_race(self._race.id)}
        snapshot = named(state, snapshot)
        moved = await sync_roster(work, state, snapshot, were_told=self._were_told)
        standing = standing_of(
            snapshot,
            forced_out=sum(entrant.forced_out for entrant in state.racers),
            counts_anyway=self._race.cancelled_results is CancelledResults.COUNTED,
        )
        triggers = course(
            self._race.status,
            standing,
            may_come_back=self._may_come_back,
            may_replace_room=may_open_by_itself(self._race.scheduled_at, work.clock.now()),
        )
        for trigger in triggers:
            await self._take_step(trigger, snapshot)
        if self._race.status is LiveRaceStatus.PENDING and self._race.racetime_slug is not None:
            moved |= await check(work, self._race, self._room, state.entrants, state.terms, self._links)
        if self._race.status in (LiveRaceStatus.IN_PROGRESS, LiveRaceStatus.FINISHED):
            moved |= await self._follow(snapshot)
        if LiveRaceTrigger.RACE_ENDED in triggers:
            await self._announce_end()
        self._ask_about_results(snapshot)
        if self._rescore and self._race.permalink_id is not None:
            await rescore(work, self._race.permalink_id, state.tournament)
        if moved:
            work.record(AsyncLiveRaceRosterChangedEvent(self._who))
        await self._note_snapshot(snapshot)
        return bool(triggers) or moved or self._rescore

    @property
    def _may_come_back(self) -> bool:
        """An admin's word that the race is cancelled stands, whatever goes on in its room."""
        is_left_out = self._race.cancelled_results is CancelledResults.LEFT_OUT
        return not is_left_out and self._room.cancel_wanted_at is None

    def _ask_about_results(self, snapshot: RoomSnapshot) -> None:
        """Leave it to an admin what a cancelled race counts for that has results on racetime.gg."""
        race = self._race
        if race.cancelled_results not in (None, CancelledResults.UNDECIDED):
            return
        is_in_question = (
            race.status is LiveRaceStatus.CANCELLED
            and self._may_come_back
            and race.started_at is not None
            and any(entrant.status is EntrantStatus.DONE for entrant in self._state.racers)
        )
        wanted = CancelledResults.UNDECIDED if is_in_question and snapshot.status in ROOM_OVER else None
        if wanted is not race.cancelled_results:
            race.cancelled_results, self._race_changed = wanted, True

    async def _follow(self, snapshot: RoomSnapshot) -> bool:
        """Bring runs and unmatched results in line with a race that has started; returns whether the latter changed."""
        await self._judge_newcomers()
        self._moves += await give_runs(self._work, self._state, snapshot)
        self._moves += await sync_runs(self._work, self._state, snapshot)
        if self._moves:
            self._rescore = True
        await tell_moves(self._work, self._race, self._moves, were_told=self._were_told)
        return await sync_unmatched(self._work, self._state, snapshot)

    # Steps along the status table

    async def _take_step(self, trigger: LiveRaceTrigger, snapshot: RoomSnapshot) -> None:
        self._race.status = next_status(self._race.status, trigger)
        self._race_changed = True
        match trigger:
            case LiveRaceTrigger.RACE_STARTED:
                await self.process_race_start(snapshot)
            case LiveRaceTrigger.RACE_ENDED:
                self.process_race_finish(snapshot)
            case LiveRaceTrigger.CANCELLED_ON_RACETIME:
                self._race.ended_at = self._end_of(snapshot)
                await self._cancel(_why_cancelled(snapshot))
            case LiveRaceTrigger.ROOM_LOST:
                self._room.closed_by_hand = was_closed_by_hand(snapshot)
                await self._lose_room(_WHY_LOST[snapshot.status])
            case LiveRaceTrigger.ROOM_DIED:
                await self._cancel(_WHY_LOST[snapshot.status])
            case LiveRaceTrigger.REOPENED_ON_RACETIME:
                self._race.ended_at = self._race.final_at = self._race.results_show_at = None
                self._race.cancel_reason = ""
                if self._race.started_at is None:
                    await self.process_race_start(snapshot)
                    return
                self._work.record(AsyncLiveRaceReopenedEvent(self._who))

    def _end_of(self, snapshot: RoomSnapshot) -> datetime:
        """What racetime.gg says, and this moment only where it says nothing, because an end there must be."""
        return snapshot.ended_at or snapshot.cancelled_at or self._work.clock.now()

    async def process_race_start(self, snapshot: RoomSnapshot) -> None:
        """Judge those who came after the lock, and remove the runs of those who didn't show up."""
        work, race, state = self._work, self._race, self._state
        race.started_at = snapshot.started_at
        race.version_at_start = race.version + 1
        forget_start(race)
        if await choose_permalink(work, race):
            if race.locked_at is None:
                race.locked_at = work.clock.now()
            if race.released_at is None:
                await release(work, race, self._room)
        await self._judge_newcomers()
        racing = {entrant.user_id for entrant in state.racers if entrant.eligible}
        racing |= {row.user_id for row in state.entrants if row.present and row.status is EntrantStatus.UNKNOWN}
        no_shows = [run for run in state.runs.values() if run.user_id not in racing]
        if no_shows:
            await lock_scores(work, race)
        await work.runs.remove_all(no_shows)
        for run in no_shows:
            del state.runs[run.user_id]
        self._moves += await give_runs(work, state, snapshot)
        counted = len(state.runs)
        work.record(
            AsyncLiveRaceStartedEvent(
                self._who,
                started_at=snapshot.started_at or work.clock.now(),
                participant_count=counted,
                no_shows=len(no_shows),
            )
        )
        await say(work, race, self._room, [room_lines.started(counted, self._room.number)])

    def process_race_finish(self, snapshot: RoomSnapshot) -> None:
        """Note the end, and when its results show; every run follows as in any other document."""
        self._race.ended_at = self._end_of(snapshot)
        delay = timedelta(minutes=self._state.tournament.stream_delay_minutes)
        self._race.results_show_at = self._race.ended_at + delay if delay else None

    async def _judge_newcomers(self) -> None:
        """Settle racers who were let in after the lock, or whom racetime.gg names only now."""
        late = [entrant for entrant in self._state.racers if entrant.judged_at is None]
        if late:
            await judge(self._work, self._race, late, self._state.terms)
            if self._race.status is LiveRaceStatus.IN_PROGRESS:
                await tell_refused(self._work, self._race, self._room, late, self._links)

    async def _lose_room(self, reason: str) -> None:
        """Detach a room that died before the start; another one is opened by the schedule.

        Not for ever: where people keep closing rooms, the next one is for an admin to open.
        """
        work, race = self._work, self._race
        others = [room for room in await work.rooms.list_for_race(race.id) if room.id != self._room.id]
        closed = sum(room.closed_by_hand for room in (*others, self._room))
        race.room_on_hold = self._room.closed_by_hand and closed > MOST_REPLACEMENTS
        await leave_room(work, race, self._room)
        await forget_settlement(work, race)
        await replace_read_seed(work, race, keep_last_one=True)
        self._state.entrants, self._state.runs = [], {}
        work.record(
            AsyncLiveRaceRoomLostEvent(
                self._who, racetime_slug=self._room.slug, reason=reason, reopens=not race.room_on_hold
            )
        )

    async def _cancel(self, reason: str) -> None:
        self._race.cancel_reason = reason
        forget_start(self._race)
        await remove_runs(self._work, self._race, self._state.runs.values())
        await self._work.unmatched.forget_race(self._race.id)
        self._state.runs = {}
        self._rescore = True
        self._work.record(AsyncLiveRaceCancelledEvent(self._who, reason=reason))

    async def _announce_end(self) -> None:
        finishers = sum(run.status is RunStatus.FINISHED for run in self._state.runs.values())
        unmatched = await self._work.unmatched.list_for_race(self._race.id)
        self._work.record(
            AsyncLiveRaceFinishedEvent(
                self._who,
                ended_at=self._race.ended_at,
                finisher_count=finishers,
                forfeit_count=len(self._state.runs) - finishers,
                unmatched_count=sum(entry.run_id is None for entry in unmatched),
                shown_late=self._race.results_show_at is not None,
            )
        )
        page = self._links.live_race(self._race.id)
        await say(self._work, self._race, self._room, [room_lines.finished(finishers, page, self._room.number)])

    # The room itself

    async def _note_snapshot(self, snapshot: RoomSnapshot) -> None:
        now = self._work.clock.now()
        room, race = self._room, self._race
        room.last_version, room.last_source = snapshot.version, snapshot.source
        room.last_snapshot_at = now
        room.racetime_opened_at = snapshot.opened_at or room.racetime_opened_at
        room.status, room.info_bot = snapshot.status, snapshot.info_bot
        room.recorded = snapshot.recorded
        room.trouble = ""
        over = race.status in RACE_OVER
        since_end = now - (race.ended_at or now) if over else None
        room.next_poll_at = now + poll_interval(since_end)
        if race.status is LiveRaceStatus.FINISHED:
            if results_are_final(recorded=room.recorded, ended_at=race.ended_at, now=now, window=self._state.window):
                await close_room(self._work, room)
                self._make_final(now)
        elif over and snapshot.status in ROOM_OVER and self._stays_cancelled(since_end):
            await close_room(self._work, room)
        await self._work.rooms.update_room(room)
        if self._race_changed:
            await self._work.live_races.update_live_race(race)

    def _stays_cancelled(self, since_end: timedelta | None) -> bool:
        """A race that was cancelled after its start may come back until racetime.gg can't change it any more."""
        if self._race.started_at is None or not self._may_come_back or self._room.recorded:
            return True
        return since_end is not None and since_end >= self._state.window

    def _make_final(self, now: datetime) -> None:
        """Say once that results are final; a race that is fetched again afterwards stays what it is."""
        if self._race.final_at is not None:
            return
        self._race.final_at = now
        self._race_changed = True
        self._work.record(AsyncLiveRaceResultsFinalEvent(self._who, recorded_on_racetime=self._room.recorded))
