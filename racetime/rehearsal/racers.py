"""The simulated racers: who they are, what they do, and what befalls them."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from racetime.rehearsal.clockwork import EARLIEST_FINISH, Alarm, Tasks
from racetime.rehearsal.faults import Fault, seeded_random
from racetime.rehearsal.options import RehearsalOptions
from racetime.rehearsal.race import Entrant, Race, RaceStatus
from racetime.rehearsal.rules import can_edit_results
from racetime.rehearsal.store import RaceChanged, WorldEvent
from racetime.rehearsal.users import Refused, User
from racetime.rehearsal.world import World


class Temper(StrEnum):
    STEADY = "steady"
    FAST = "fast"
    SLOW = "slow"
    GIVES_UP = "gives up"
    DAWDLES = "dawdles"
    RETHINKS = "rethinks"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """One simulated racer.

    `skill` multiplies the mean length of a race. `is_linked_in_demos` is False for the few who stay strangers,
    so that a demo shows what happens to an entrant whom the community does not know.
    """

    id: str
    name: str
    discriminator: str
    twitch_name: str
    skill: float
    temper: Temper = Temper.STEADY
    is_linked_in_demos: bool = True

    @property
    def full_name(self) -> str:
        return f"{self.name}#{self.discriminator}"


DEMO_USERS: tuple[DemoUser, ...] = (
    DemoUser("Rk4vQn81MfXzLw2T", "Ganonsaurus", "1234", "ganonsaurus", 0.94, Temper.FAST),
    DemoUser("bW7pYc30GtHsKd9N", "TurnipKnight", "0418", "turnip_knight", 1.00),
    DemoUser("Jx2mZe65RaVuPq8C", "MothLantern", "7702", "mothlantern", 1.04),
    DemoUser("tD9hLs47BkFyWn1E", "SirBonkALot", "3141", "sirbonkalot", 1.10, Temper.RETHINKS),
    DemoUser("Qg5cXv82NjTmRz6A", "PuddleHopper", "2290", "puddlehopper_", 1.18, Temper.SLOW),
    DemoUser("hE3yKp94UwLbSf7M", "CuccoWhisperer", "8086", "cuccowhisperer", 0.97),
    DemoUser("Vn8rTa16DqZcGx5J", "BiscuitGolem", "5150", "biscuitgolem", 1.22, Temper.GIVES_UP),
    DemoUser("yM6fHu29CeRkPw4B", "Quillfeather", "0064", "quillfeather", 0.90, Temper.FAST),
    DemoUser("Lz1sNb73XvQtJg8D", "MangoVolt", "9001", "mangovolt", 1.02),
    DemoUser("cP4wEk58YhMdUr3F", "LeftClawLarry", "4242", "leftclawlarry", 1.07, Temper.DAWDLES),
    DemoUser("Ha9tVx05ZnBqLj6S", "NimbusToast", "6174", "nimbustoast", 0.99),
    DemoUser("kU7gRm61PcWyDs2X", "OctoPirouette", "1729", "octopirouette", 1.13, Temper.SLOW),
    DemoUser("Fs2jQz84TeKvHn9G", "PebbleSage", "3003", "pebblesage", 1.01, Temper.RETHINKS),
    DemoUser("wB5dLy37MuXaCp1R", "StaticFern", "0777", "staticfern", 1.05, Temper.GIVES_UP),
    DemoUser("Np8xJc42GkSrEt6V", "WanderingYeti", "5512", "wanderingyeti", 1.08, is_linked_in_demos=False),
    DemoUser("zK3qTf90WbDhYm7U", "MysteryMuffin", "2468", "mysterymuffin", 0.96, is_linked_in_demos=False),
)


_RETRY = timedelta(seconds=2)
_GIVING_UP_CHANCE = 0.75
_RETHINKING_CHANCE = 0.8

_GREETINGS = ("hi all", "hello!", "good evening", "o/", "ready to bonk")
_SEND_OFFS = ("good luck everyone", "glhf", "here we go", "let's race")
_FAREWELLS = ("gg", "ggs!", "well raced", "that was close", "good games")
_SIGHS = ("I'm out, ggs", "not my day, gg", "lost in a cave. Forfeiting")
_SECOND_THOUGHTS = ("wait, not done yet", "oops, wrong button")


@dataclass(slots=True)
class _Part:
    """One racer's plans for one room; a plan that is None has not been made yet."""

    member: DemoUser
    user: User
    join_at: datetime
    is_early: bool = False
    is_restless: bool = False
    has_joined: bool = False
    leave_at: datetime | None = None
    has_rethought: bool = False
    ready_at: datetime | None = None
    result_at: datetime | None = None
    undo_at: datetime | None = None
    gives_up: bool = False


class SimulatedRacers:
    """Takes part in rooms that bots open. Every plan follows from what the room looks like now, so a room that is
    opened again, a racer set to not ready or a race that is resumed need nothing special.
    """

    def __init__(self, world: World, tasks: Tasks, options: RehearsalOptions, faults: Set[Fault]) -> None:
        self._world = world
        self._faults = faults
        self._tempo = options.tempo
        self._count = options.racer_count
        self._alarm = Alarm(world.clock, tasks)
        self._chance = seeded_random(options.seed, "racers")
        self._moods = seeded_random(options.seed, "moods")
        self._parts: dict[str, list[_Part]] = {}

    def on_event(self, event: WorldEvent) -> None:
        if isinstance(event, RaceChanged):
            self._alarm.ring()

    def hand_over(self, race: Race, user: User) -> None:
        """Leave a racer in this room to a person."""
        parts = self._parts.get(race.name, [])
        self._parts[race.name] = [part for part in parts if part.user is not user]

    async def run(self) -> None:
        while True:
            await self._alarm.wait_until(self._step(self._world.now()))

    def _step(self, now: datetime) -> datetime | None:
        moments: list[datetime] = []
        for race in list(self._world.rooms.values()):
            if race.name not in self._parts:
                self._parts[race.name] = self._cast_for(race, now)
            plans = [self._act(race, part, now) for part in self._parts[race.name]]
            plans.append(self._record(race, now) if self._parts[race.name] else None)
            moments += [moment for moment in plans if moment is not None]
        return min(moments, default=None)

    def _cast_for(self, race: Race, now: datetime) -> list[_Part]:
        """Choose who comes to a room; people do not open races that demo users would follow."""
        if race.opened_by_bot is None or not race.is_unstarted or Fault.NO_SHOWS in self._faults:
            return []
        busy = {
            part.member.id
            for name, parts in self._parts.items()
            for part in parts
            if not self._world.rooms[name].is_over
        }
        free = [member for member in DEMO_USERS if member.id not in busy and member.id in self._world.users]
        return [
            _Part(
                member,
                self._world.user(member.id),
                now + self._between(0.05, 1.0, self._tempo.join_within),
                is_early=self._moods.random() < self._tempo.restlessness,
                is_restless=self._moods.random() < self._tempo.restlessness,
            )
            for member in self._chance.sample(free, min(self._count, len(free)))
        ]

    def _act(self, race: Race, part: _Part, now: datetime) -> datetime | None:
        """Do what this racer has planned for now and return when the next plan is due."""
        entrant = race.find_entrant(part.user)
        if entrant is None:
            return self._come(race, part, now)
        if part.is_restless and race.status is RaceStatus.OPEN:
            return self._wander(race, part, now)
        if race.is_unstarted:
            return self._get_ready(race, part, entrant, now)
        if race.is_running and entrant.is_unfinished:
            return self._race(race, part, now)
        if entrant.has_finished and not race.is_recorded:
            return self._rethink(race, part, now)
        return None

    def _come(self, race: Race, part: _Part, now: datetime) -> datetime | None:
        if part.has_joined or race.status is not RaceStatus.OPEN:
            return None
        if now < part.join_at:
            return part.join_at
        if self._attempt(self._world.join, race, part):
            part.has_joined = True
            self._chat(race, part, _GREETINGS)
        else:
            part.join_at = now + _RETRY
        return None if part.has_joined else part.join_at

    def _wander(self, race: Race, part: _Part, now: datetime) -> datetime:
        """Leave the room, once, and come back; who came late stays."""
        part.is_restless = now - race.opened_at < timedelta(seconds=self._tempo.join_within / 2)
        if not part.is_restless:
            return now
        if part.leave_at is None:
            part.leave_at = now + self._between(1.0, 3.0)
        if now < part.leave_at:
            return part.leave_at
        part.leave_at = now + _RETRY
        if self._attempt(self._world.leave, race, part):
            part.is_restless, part.has_joined = False, False
            part.join_at = now + self._between(2.0, 4.0)
            return part.join_at
        return part.leave_at

    def _get_ready(self, race: Race, part: _Part, entrant: Entrant, now: datetime) -> datetime | None:
        if entrant.is_ready or not entrant.has_joined:
            return None
        anyway_at = race.opened_at + timedelta(seconds=self._tempo.ready_anyway_after)
        is_called = part.is_early or race.status is RaceStatus.INVITATIONAL or now >= anyway_at
        if not is_called:
            part.ready_at = None
            return anyway_at
        if part.ready_at is None:
            part.ready_at = now + self._time_to_get_ready(part)
        if now >= part.ready_at:
            is_ready = self._attempt(self._world.ready, race, part)
            part.ready_at = None if is_ready else now + _RETRY
            if is_ready:
                self._chat(race, part, _SEND_OFFS)
        return part.ready_at

    def _race(self, race: Race, part: _Part, now: datetime) -> datetime | None:
        if race.started_at is None:
            return None
        if part.result_at is None:
            self._plan_result(race.started_at, part)
        if part.result_at is None or now < part.result_at:
            return part.result_at
        part.gives_up = part.gives_up or Fault.GIVING_UP in self._faults
        if not self._attempt(self._world.forfeit if part.gives_up else self._world.done, race, part):
            part.result_at = now + _RETRY
            return part.result_at
        part.result_at = None
        self._chat(race, part, _SIGHS if part.gives_up else _FAREWELLS)
        return self._rethink(race, part, now)

    def _plan_result(self, started_at: datetime, part: _Part) -> None:
        pace = part.member.skill * max(0.3, self._chance.gauss(1.0, self._tempo.spread))
        part.gives_up = part.member.temper is Temper.GIVES_UP and self._chance.random() < _GIVING_UP_CHANCE
        share = self._chance.uniform(0.3, 0.9) if part.gives_up else 1.0
        earliest = self._world.timings.wait(EARLIEST_FINISH) + timedelta(milliseconds=500)
        part.result_at = started_at + max(earliest, timedelta(seconds=self._tempo.mean_race * pace * share))

    def _rethink(self, race: Race, part: _Part, now: datetime) -> datetime | None:
        """Some finish, notice a mistake, take it back and finish again a little later."""
        if part.member.temper is not Temper.RETHINKS or part.has_rethought or part.gives_up:
            return None
        if part.undo_at is None:
            part.undo_at = now + self._between(2.0, 5.0)
            part.has_rethought = self._chance.random() >= _RETHINKING_CHANCE
        if now < part.undo_at:
            return part.undo_at
        part.has_rethought = True
        if self._attempt(self._world.undo, race, part):
            self._chat(race, part, _SECOND_THOUGHTS)
            part.result_at = now + self._between(3.0, 8.0)
        return part.result_at

    def _record(self, race: Race, now: datetime) -> datetime | None:
        """Let the house moderator record the race some time after its end."""
        if self._tempo.record_after is None or race.ended_at is None or not can_edit_results(race):
            return None
        record_at = race.ended_at + timedelta(seconds=self._tempo.record_after)
        if now < record_at:
            return record_at
        self._world.record(race)
        return None

    def _time_to_get_ready(self, part: _Part) -> timedelta:
        match part.member.temper:
            case Temper.DAWDLES:
                return self._between(1.5, 2.5, self._tempo.ready_within)
            case Temper.FAST:
                return self._between(0.05, 0.4, self._tempo.ready_within)
            case _:
                return self._between(0.1, 1.0, self._tempo.ready_within)

    def _attempt(self, move: Callable[[Race, User], None], race: Race, part: _Part) -> bool:
        """Make a move; tells whether it came to something. Those who click at once get in each other's way."""
        if self._world.click_collides(race):
            return False
        try:
            move(race, part.user)
        except Refused:
            return False
        return True

    def _chat(self, race: Race, part: _Part, lines: tuple[str, ...]) -> None:
        if self._chance.random() < self._tempo.chattiness:
            line = self._chance.choice(lines)
            self._attempt(lambda room, user: self._world.say(room, user, line), race, part)

    def _between(self, low: float, high: float, unit: float = 1.0) -> timedelta:
        return timedelta(seconds=self._chance.uniform(low, high) * unit)


_STRIKES_AFTER = timedelta(seconds=1)
_CORRECTION = timedelta(seconds=1)


class PersonalFaults:
    """What befalls people in a race, once in each."""

    def __init__(self, world: World, tasks: Tasks, faults: Set[Fault]) -> None:
        self._world = world
        self._faults = faults
        self._alarm = Alarm(world.clock, tasks)
        self._due: dict[tuple[str, Fault], datetime] = {}
        self._struck: set[tuple[str, Fault]] = set()

    def on_event(self, event: WorldEvent) -> None:
        if isinstance(event, RaceChanged):
            self._alarm.ring()

    async def run(self) -> None:
        while True:
            await self._alarm.wait_until(self._step(self._world.now()))

    def _step(self, now: datetime) -> datetime | None:
        for race in list(self._world.rooms.values()):
            self._plan(race, now)
        for (name, fault), moment in list(self._due.items()):
            if moment <= now:
                del self._due[name, fault]
                self._struck.add((name, fault))
                self._strike(self._world.rooms[name], fault)
        return min(self._due.values(), default=None)

    def _plan(self, race: Race, now: datetime) -> None:
        if _first_finisher(race) is None:
            return
        for fault in (Fault.DELETED_ACCOUNTS, Fault.DISQUALIFICATIONS):
            key = (race.name, fault)
            if fault in self._faults and key not in self._struck:
                self._due.setdefault(key, now + _STRIKES_AFTER)
        correction = (race.name, Fault.CORRECTIONS)
        if Fault.CORRECTIONS in self._faults and can_edit_results(race) and correction not in self._struck:
            self._due.setdefault(correction, now + _STRIKES_AFTER)

    def _strike(self, race: Race, fault: Fault) -> None:
        if fault is Fault.CORRECTIONS:
            self._correct(race)
            return
        if fault is Fault.DELETED_ACCOUNTS:
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
