"""The troubles of people: what befalls racers while one of them is on."""

from collections.abc import Set
from datetime import datetime, timedelta

from racetime.rehearsal.alarm import Alarm
from racetime.rehearsal.entrant import Entrant
from racetime.rehearsal.events import RaceChanged, WorldEvent
from racetime.rehearsal.race import Race
from racetime.rehearsal.rules import can_edit_results
from racetime.rehearsal.tasks import Tasks
from racetime.rehearsal.trouble import Trouble
from racetime.rehearsal.world import World

_STRIKES_AFTER = timedelta(seconds=1)
_CORRECTION = timedelta(seconds=1)


class Mishaps:
    """What befalls people in a race, once in each."""

    def __init__(self, world: World, tasks: Tasks, troubles: Set[Trouble]) -> None:
        self._world = world
        self._troubles = troubles
        self._alarm = Alarm(world.clock, tasks)
        self._due: dict[tuple[str, Trouble], datetime] = {}
        self._struck: set[tuple[str, Trouble]] = set()

    def on_event(self, event: WorldEvent) -> None:
        if isinstance(event, RaceChanged):
            self._alarm.ring()

    async def run(self) -> None:
        while True:
            await self._alarm.wait_until(self._step(self._world.now()))

    def _step(self, now: datetime) -> datetime | None:
        for race in list(self._world.rooms.values()):
            self._plan(race, now)
        for (name, trouble), moment in list(self._due.items()):
            if moment <= now:
                del self._due[name, trouble]
                self._struck.add((name, trouble))
                self._strike(self._world.rooms[name], trouble)
        return min(self._due.values(), default=None)

    def _plan(self, race: Race, now: datetime) -> None:
        if _first_finisher(race) is None:
            return
        for trouble in (Trouble.DELETED_ACCOUNTS, Trouble.DISQUALIFICATIONS):
            key = (race.name, trouble)
            if trouble in self._troubles and key not in self._struck:
                self._due.setdefault(key, now + _STRIKES_AFTER)
        correction = (race.name, Trouble.CORRECTIONS)
        if Trouble.CORRECTIONS in self._troubles and can_edit_results(race) and correction not in self._struck:
            self._due.setdefault(correction, now + _STRIKES_AFTER)

    def _strike(self, race: Race, trouble: Trouble) -> None:
        if trouble is Trouble.CORRECTIONS:
            self._correct(race)
            return
        if trouble is Trouble.DELETED_ACCOUNTS:
            finisher = _first_finisher(race)
            if finisher is not None and finisher.user is not None:
                self._world.delete_account(finisher.user)
            return
        running = [entrant.user for entrant in race.unfinished if entrant.user is not None]
        if running and race.is_running:
            self._world.disqualify(race, running[-1])

    def _correct(self, race: Race) -> None:
        winner = next((entrant for entrant in race.in_order() if entrant.place == 1), None)
        if winner is not None and winner.user is not None and winner.finish_time and can_edit_results(race):
            self._world.edit_result(race, winner.user, winner.finish_time + _CORRECTION)


def _first_finisher(race: Race) -> Entrant | None:
    finished = [entrant for entrant in race.entrants if entrant.has_finished]
    return min(finished, key=lambda entrant: entrant.finish_order, default=None)
