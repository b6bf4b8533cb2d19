"""Everything that is, with its ratings, and what is told when any of it changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.clock import Clock
from racetime.rehearsal.clockwork import Timings
from racetime.rehearsal.faults import FaultDice, seeded_random
from racetime.rehearsal.options import RehearsalOptions
from racetime.rehearsal.race import Category, Entrant, Membership, Message, Race
from racetime.rehearsal.rules import Situation
from racetime.rehearsal.users import Bot, Directory, Refused, Unknown, User, UserId, made_up_alias, made_up_slug, new_id


class Writer(StrEnum):
    """Which part of racetime.gg saved a change; they differ in which caches they clear."""

    WEB = "web"
    RACEBOT = "racebot"


@dataclass(frozen=True, slots=True)
class RaceChanged:
    """A race was saved; `is_broadcast` is False for the writes that no socket is told about."""

    race: Race
    writer: Writer
    is_broadcast: bool


@dataclass(frozen=True, slots=True)
class RaceShown:
    """A bulk update changed a race: it is broadcast, but its version stays and no cache is cleared."""

    race: Race


@dataclass(frozen=True, slots=True)
class MessagePosted:
    race: Race
    message: Message


@dataclass(frozen=True, slots=True)
class PinChanged:
    race: Race
    message: Message


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    race: Race
    message: Message
    deleted_by: User


@dataclass(frozen=True, slots=True)
class MessagesPurged:
    race: Race
    user: User
    purged_by: User


@dataclass(frozen=True, slots=True)
class FinishTakenBack:
    """An undo of a finish; racetime.gg tells it as a split without name and time."""

    race: Race
    user: User


WorldEvent = RaceChanged | RaceShown | MessagePosted | PinChanged | MessageDeleted | MessagesPurged | FinishTakenBack

Listener = Callable[[WorldEvent], None]


_SAME_MOMENT = timedelta(seconds=1)
"""What a click costs on racetime.gg when many people click."""


class RoomStore:
    """Rooms, categories and people, in memory; the moves that change them are built on top of this.

    Every public move takes a room as a `Race` or its name ("category/slug"), a person as a `User` or an id.
    """

    def __init__(self, *, clock: Clock, options: RehearsalOptions) -> None:
        self.clock = clock
        self.timings = Timings(options.speed)
        self.users = Directory(seeded_random(options.seed, "user ids"))
        self.rooms: dict[str, Race] = {}
        self.ratings = Ratings()
        self.moderator = self.users.add("Marshal#0001", twitch_name="rehearsal_marshal")
        self.moderator.flair = "moderator"
        self.categories: dict[str, Category] = {}
        for chosen in options.categories:
            self.categories[chosen.slug] = Category(
                slug=chosen.slug,
                name=chosen.name,
                short_name=chosen.short_name,
                goals=chosen.goals,
                allows_hidden_entrants=chosen.allows_hidden_entrants,
                allows_partitions=chosen.allows_partitions,
                bots=tuple(Bot(bot.name, chosen.slug) for bot in chosen.bots),
                owners=[self.moderator],
            )
        self._dice = FaultDice(options.fault_rates)
        self._names = seeded_random(options.seed, "names")
        self._message_ids = seeded_random(options.seed, "message ids")
        self._listeners: list[Listener] = []

    def add_user(self, name: str, *, user_id: str | None = None, twitch_name: str | None = None) -> User:
        """Add an account; `name` may be "name#1234". ValueError when the id is taken."""
        return self.users.add(name, user_id=user_id, twitch_name=twitch_name)

    def people(self) -> list[User]:
        """Return everybody, the house moderator last."""
        return [*(user for user in self.users if user is not self.moderator), self.moderator]

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` at once, inside the move, for everything that happens; it must not make a move itself."""
        self._listeners.append(listener)

    def room(self, room: Race | str) -> Race:
        """Raise Unknown when there is no room of that name."""
        if isinstance(room, Race):
            return room
        if room not in self.rooms:
            raise Unknown("There is no such race.")
        return self.rooms[room]

    def user(self, user: User | str) -> User:
        """Raise Unknown when nobody has that id."""
        return user if isinstance(user, User) else self.users.get(user)

    def newest_room(self, slug: str) -> Race | None:
        """Return the most recently opened room with this slug, in whatever category, as socket addresses resolve."""
        return next((race for race in reversed(self.rooms.values()) if race.slug == slug), None)

    def rooms_of(self, category: Category) -> list[Race]:
        """Return every room of a category, the newest first."""
        return [race for race in reversed(self.rooms.values()) if race.category is category]

    def active_race_of(self, user: User, *, other_than: Race | None = None) -> Race | None:
        """Return the unfinished race in which this person still has a result to bring."""
        for race in self.rooms.values():
            if race is other_than or race.is_over:
                continue
            entrant = race.find_entrant(user)
            if entrant is not None and entrant.is_unfinished:
                return race
        return None

    def situation(self) -> Situation:
        return Situation(
            self.clock.now(),
            self.timings,
            lambda user, race: self.active_race_of(user, other_than=race) is not None,
        )

    def _free_slug(self, category: Category) -> str:
        return _first_free(lambda: made_up_slug(self._names), lambda slug: f"{category.slug}/{slug}" not in self.rooms)

    def _new_entrant(self, race: Race, user: User, membership: Membership) -> Entrant:
        entrant = Entrant(
            user=user,
            alias=made_up_alias(self._names),
            membership=membership,
            rating=self.ratings.of(race, user),
        )
        race.entrants.append(entrant)
        return entrant

    def _entrant(self, room: Race | str, user: User | str) -> tuple[Race, Entrant]:
        race, person = self.room(room), self.user(user)
        entrant = race.find_entrant(person)
        if entrant is None:
            raise Refused(f"{person.full_name} is not on the list of this race.")
        return race, entrant

    def click_collides(self, race: Race) -> bool:
        """Tell whether a click comes to nothing because another one came at the same moment, as in a deadlock."""
        before, race.clicked_at = race.clicked_at, self.now()
        return before is not None and race.clicked_at - before < _SAME_MOMENT and self._dice.click_collides()

    def _save(self, race: Race, *, writer: Writer = Writer.WEB, is_broadcast: bool = True, versions: int = 1) -> None:
        race.version += versions
        self._tell(RaceChanged(race, writer, is_broadcast))

    def _announce(self, race: Race, text: str, *, direct_to: User | None = None) -> None:
        """Post a system line."""
        self._post(race, self._message(None, text, direct_to=direct_to))

    def _message(self, author: User | Bot | None, text: str, *, direct_to: User | None = None) -> Message:
        return Message(
            id=new_id(self._message_ids),
            author=author,
            text=text,
            posted_at=self.now(),
            direct_to=direct_to,
        )

    def _post(self, race: Race, message: Message) -> None:
        race.chat.messages.append(message)
        self._tell(MessagePosted(race, message))

    def _tell(self, event: WorldEvent) -> None:
        for listener in self._listeners:
            listener(event)

    def now(self) -> datetime:
        return self.clock.now()


def _first_free(make: Callable[[], str], is_free: Callable[[str], bool]) -> str:
    while not is_free(candidate := make()):
        pass
    return candidate


_FIRST_RATING = 1000


_LARGEST_CHANGE = 40


_SPREAD = 400


Ladder = tuple[str, str]


@dataclass(slots=True)
class Standing:
    """One person's record with one goal of one category."""

    user: User
    rating: int = _FIRST_RATING
    times_raced: int = 0
    best_time: timedelta | None = None


@dataclass(slots=True)
class Ratings:
    _standings: dict[Ladder, dict[UserId, Standing]] = field(default_factory=dict)

    def of(self, race: Race, user: User) -> int | None:
        """Return the rating with this race's goal; None before the first recorded race."""
        standing = self._standings.get(_ladder(race), {}).get(user.id)
        return standing.rating if standing else None

    def standings(self, category_slug: str, goal: str) -> list[Standing]:
        return list(self._standings.get((category_slug, goal), {}).values())

    def record(self, race: Race) -> None:
        """Move everybody's rating and write the changes into the entrants."""
        ladder = self._standings.setdefault(_ladder(race), {})
        racers = [(entrant, entrant.user) for entrant in race.joined if entrant.user is not None]
        before = {user.id: ladder[user.id].rating if user.id in ladder else _FIRST_RATING for _, user in racers}
        for entrant, user in racers:
            gained = sum(
                _points(entrant, other) - _expected(before[user.id], before[rival.id])
                for other, rival in racers
                if other is not entrant
            )
            entrant.rating_change = round(_LARGEST_CHANGE * gained / max(1, len(racers) - 1))
            standing = ladder.setdefault(user.id, Standing(user))
            standing.rating = before[user.id] + entrant.rating_change
            standing.times_raced += 1
            if entrant.has_finished and entrant.finish_time is not None:
                standing.best_time = min(entrant.finish_time, standing.best_time or entrant.finish_time)


def _ladder(race: Race) -> Ladder:
    return race.category.slug, race.settings.goal.name


def _points(entrant: Entrant, other: Entrant) -> float:
    if entrant.place is None and other.place is None:
        return 0.5
    if entrant.place is None or other.place is None:
        return 1.0 if other.place is None else 0.0
    return 1.0 if entrant.place < other.place else 0.0


def _expected(rating: int, rival: int) -> float:
    return float(1 / (1 + 10 ** ((rival - rating) / _SPREAD)))
