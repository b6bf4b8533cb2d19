"""Who has an account, how accounts are named, and how the rehearsal says no."""

import random
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NewType


class RehearsalError(Exception):
    """Common ancestor, so that an edge can render every refusal in one place."""


class Refused(RehearsalError):
    """A refusal with a sentence for the person or bot that asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unknown(Refused):
    """What was named does not exist."""


class InvalidForm(RehearsalError):
    """Fields that can't be accepted; the key `__all__` holds complaints about their combination."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items()))
        self.errors = {field: list(texts) for field, texts in errors.items()}


class MalformedFrame(RehearsalError):
    """A frame whose shape racetime.gg does not survive."""


UserId = NewType("UserId", str)

_ID_LETTERS = string.ascii_letters + string.digits
_ID_LENGTH = 16


def new_id(sequence: random.Random) -> str:
    """Return an opaque id of the length and alphabet that racetime.gg's ids have."""
    return "".join(sequence.choices(_ID_LETTERS, k=_ID_LENGTH))


@dataclass(slots=True, eq=False)
class User:
    """An account. `is_live` is what Twitch would say; `is_active` is False once banned from the whole site."""

    id: UserId
    name: str
    discriminator: str | None = None
    twitch_name: str | None = None
    flair: str = ""
    is_live: bool = True
    is_active: bool = True

    @property
    def full_name(self) -> str:
        return f"{self.name}#{self.discriminator}" if self.discriminator else self.name


@dataclass(frozen=True, slots=True)
class Bot:
    """A category's bot, as the rooms know it; its credentials live with the tokens."""

    name: str
    category_slug: str

    @property
    def full_name(self) -> str:
        return self.name


class Directory:
    """Every account of the rehearsal."""

    def __init__(self, sequence: random.Random) -> None:
        self._sequence = sequence
        self._by_id: dict[str, User] = {}

    def __iter__(self) -> Iterator[User]:
        return iter(self._by_id.values())

    def add(self, name: str, *, user_id: str | None = None, twitch_name: str | None = None) -> User:
        """Add an account; `name` may carry a discriminator ("name#1234"). ValueError when the id is taken."""
        chosen_id = user_id or new_id(self._sequence)
        if chosen_id in self._by_id:
            raise ValueError(f"There already is a rehearsal account with the id {chosen_id}.")
        plain_name, _, discriminator = name.partition("#")
        user = User(UserId(chosen_id), plain_name, discriminator or None, twitch_name)
        self._by_id[chosen_id] = user
        return user

    def remove(self, user: User) -> None:
        self._by_id.pop(user.id, None)

    def __contains__(self, user_id: str) -> bool:
        return user_id in self._by_id

    def get(self, user_id: str) -> User:
        """Raise Unknown for an id that nobody has; ids are case-sensitive."""
        if user_id not in self._by_id:
            raise Unknown("There is no such user.")
        return self._by_id[user_id]

    def starting_with(self, term: str) -> list[User]:
        """Return accounts whose name begins like `term`; a term with a discriminator must match whole."""
        name, has_discriminator, discriminator = term.strip().lower().partition("#")
        if not name:
            return []
        if has_discriminator and discriminator:
            return self.named(name, discriminator)
        return [user for user in self if user.name.lower().startswith(name)]

    def named(self, name: str, discriminator: str | None) -> list[User]:
        """Return accounts with exactly this name, letter case aside, and this discriminator unless None."""
        return [
            user
            for user in self
            if user.name.lower() == name.strip().lower() and discriminator in (None, user.discriminator)
        ]


_ADJECTIVES = (
    "amber", "bouncy", "brave", "calm", "chatty", "cosmic", "crisp", "dapper", "dizzy", "eager", "fancy",
    "fluffy", "frosty", "gentle", "giddy", "golden", "grumpy", "humble", "jolly", "keen", "lucky", "mellow",
    "mighty", "misty", "nimble", "patient", "plucky", "proud", "quiet", "rapid", "rusty", "shiny", "sleepy",
    "sneaky", "snug", "spry", "sturdy", "swift", "tidy", "vivid", "wandering", "witty", "zany", "zesty",
)  # fmt: skip
_NOUNS = (
    "acorn", "anchor", "badger", "beacon", "bottle", "bramble", "bridge", "cavern", "compass", "cricket",
    "crystal", "ember", "falcon", "feather", "fern", "fountain", "glacier", "hammer", "harbor", "hookshot",
    "kettle", "lantern", "lynx", "mallow", "meadow", "mirror", "mushroom", "otter", "pebble", "pendant",
    "pumpkin", "quartz", "raven", "sparrow", "sprocket", "thicket", "thistle", "turnip", "walrus", "willow",
)  # fmt: skip


def made_up_slug(sequence: random.Random) -> str:
    """Return an address such as `plucky-lantern-0417`."""
    return f"{sequence.choice(_ADJECTIVES)}-{sequence.choice(_NOUNS)}-{sequence.randrange(10_000):04d}"


def made_up_alias(sequence: random.Random) -> str:
    """Return a name such as `Plucky Lantern`; two entrants can get the same one."""
    return f"{sequence.choice(_ADJECTIVES)} {sequence.choice(_NOUNS)}".title()
