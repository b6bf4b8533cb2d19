"""The state of the rehearsal, and the one way in which a change of a race is saved and told."""

from collections.abc import Callable
from datetime import datetime, timedelta

from application.domain.clock import Clock
from racetime.rehearsal.chat import Message
from racetime.rehearsal.entrant import Entrant, Membership
from racetime.rehearsal.events import Listener, MessagePosted, RaceChanged, WorldEvent, Writer
from racetime.rehearsal.names import made_up_alias, made_up_slug
from racetime.rehearsal.options import RehearsalOptions
from racetime.rehearsal.quirks import QuirkDice, seeded_random
from racetime.rehearsal.race import Category, Race
from racetime.rehearsal.ratings import Ratings
from racetime.rehearsal.refusals import Refused, Unknown
from racetime.rehearsal.rules import Situation
from racetime.rehearsal.timings import Timings
from racetime.rehearsal.users import Bot, Directory, User, new_id

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
        self._dice = QuirkDice(options.quirks)
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
