"""racetime.gg's "racebot": starts countdowns, ends races and cancels rooms that nobody uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from racetime.rehearsal.clockwork import (
    ADOPTION_INTERVAL,
    COUNTDOWN_LINES,
    FINISH_CHECK_INTERVAL,
    LOW_ENTRANTS_CANCEL,
    LOW_ENTRANTS_WARNING,
    NEVER_STARTED_CANCEL,
    STREAM_REFRESH_INTERVAL,
    TIME_LIMIT_WARNING,
    Alarm,
    Tasks,
)
from racetime.rehearsal.race import Race, RaceStatus
from racetime.rehearsal.rules import is_ready_to_start
from racetime.rehearsal.store import WorldEvent
from racetime.rehearsal.world import World


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """Looks that happen at fixed distances from a beginning."""

    beginning: datetime
    interval: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return self.beginning + ((moment - self.beginning) // self.interval + 1) * self.interval


@dataclass(slots=True)
class _Watch:
    """What the timekeeper remembers of one room it has taken on."""

    stream_looks: _Rhythm
    stream_look_at: datetime | None = None
    has_warned_of_low_entrants: bool = False
    has_warned_of_limit: bool = False
    end_at: datetime | None = None
    last_countdown_line: int = COUNTDOWN_LINES[0] + 1


class Timekeeper:
    """Works through the rooms whenever something changed or a moment has come; nothing happens before adoption."""

    def __init__(self, world: World, tasks: Tasks) -> None:
        self._world = world
        self._alarm = Alarm(world.clock, tasks)
        self._looks = _Rhythm(world.now(), world.timings.wait(ADOPTION_INTERVAL))
        self._look_at: datetime | None = None
        self._watches: dict[str, _Watch] = {}

    def on_event(self, _event: WorldEvent) -> None:
        self._alarm.ring()

    async def run(self) -> None:
        while True:
            await self._alarm.wait_until(self._step(self._world.now()))

    def _step(self, now: datetime) -> datetime | None:
        """Do everything that is due and return the next moment at which something will be."""
        moments = [self._adopt(now)]
        for name, watch in self._watches.items():
            race = self._world.rooms[name]
            if not race.is_over:
                moments.append(self._keep(race, watch, now))
        return _earliest(moments)

    def _adopt(self, now: datetime) -> datetime | None:
        """Take on the oldest new room, one at each look."""
        waiting = [race for name, race in self._world.rooms.items() if name not in self._watches and not race.is_over]
        if waiting and self._look_at is not None and now >= self._look_at:
            interval = self._world.timings.wait(STREAM_REFRESH_INTERVAL)
            self._watches[waiting.pop(0).name] = _Watch(_Rhythm(now, interval))
            self._look_at = None
        if not waiting:
            self._look_at = None
        elif self._look_at is None:
            self._look_at = self._looks.next_after(now)
        return self._look_at

    def _keep(self, race: Race, watch: _Watch, now: datetime) -> datetime | None:
        match race.status:
            case RaceStatus.OPEN | RaceStatus.INVITATIONAL:
                return self._keep_waiting(race, watch, now)
            case RaceStatus.PENDING:
                return self._keep_countdown(race, watch, now)
            case RaceStatus.IN_PROGRESS:
                return self._keep_running(race, watch, now)
            case _:
                return None

    def _keep_waiting(self, race: Race, watch: _Watch, now: datetime) -> datetime | None:
        wait = self._world.timings.wait
        if is_ready_to_start(race):
            self._world.begin_countdown(race)
            return None
        cancel_for_age_at = race.opened_at + wait(NEVER_STARTED_CANCEL)
        if now >= cancel_for_age_at:
            self._world.cancel_for_age(race)
            return None
        moments: list[datetime | None] = [cancel_for_age_at, self._look_at_streams(race, watch, now)]
        if len(race.joined) < 2:
            cancel_at = race.opened_at + wait(LOW_ENTRANTS_CANCEL)
            if now >= cancel_at:
                self._world.cancel_for_low_entrants(race)
                return None
            warn_at = race.opened_at + wait(LOW_ENTRANTS_WARNING)
            if now >= warn_at and not watch.has_warned_of_low_entrants:
                watch.has_warned_of_low_entrants = True
                self._world.warn_of_low_entrants(race)
            moments.append(cancel_at if watch.has_warned_of_low_entrants else warn_at)
        return _earliest(moments)

    def _look_at_streams(self, race: Race, watch: _Watch, now: datetime) -> datetime | None:
        is_stale = any(
            entrant.user is not None and entrant.stream_live != entrant.user.is_live for entrant in race.entrants
        )
        if not is_stale:
            watch.stream_look_at = None
        elif watch.stream_look_at is None:
            watch.stream_look_at = watch.stream_looks.next_after(now)
        elif now >= watch.stream_look_at:
            watch.stream_look_at = None
            self._world.refresh_streams(race)
        return watch.stream_look_at

    def _keep_countdown(self, race: Race, watch: _Watch, now: datetime) -> datetime | None:
        if race.started_at is None or now >= race.started_at:
            self._world.start(race)
            return None
        wait = self._world.timings.wait
        lines = {seconds: race.started_at - wait(timedelta(seconds=seconds)) for seconds in COUNTDOWN_LINES}
        due = [seconds for seconds, moment in lines.items() if moment <= now]
        if due and min(due) < watch.last_countdown_line:
            watch.last_countdown_line = min(due)
            self._world.tell_countdown(race, min(due))
        return _earliest([race.started_at, *(moment for moment in lines.values() if moment > now)])

    def _keep_running(self, race: Race, watch: _Watch, now: datetime) -> datetime | None:
        limit = race.limit_ends_at(self._world.timings)
        if not race.unfinished:
            return self._end_soon(race, watch, now)
        watch.end_at = None
        if limit is None:
            return None
        if now >= limit:
            self._world.end_at_limit(race)
            return None
        warn_at = limit - self._world.timings.wait(TIME_LIMIT_WARNING)
        if now >= warn_at and not watch.has_warned_of_limit:
            watch.has_warned_of_limit = True
            self._world.warn_of_limit(race)
        return limit if watch.has_warned_of_limit else warn_at

    def _end_soon(self, race: Race, watch: _Watch, now: datetime) -> datetime | None:
        """End a race in which nobody runs, a moment after the last result: readers can still see it in progress."""
        if watch.end_at is None:
            watch.end_at = now + self._world.timings.wait(FINISH_CHECK_INTERVAL)
        if now < watch.end_at:
            return watch.end_at
        watch.end_at = None
        self._world.end(race)
        return None


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
