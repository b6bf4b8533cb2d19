"""Everything about a rehearsal that can be chosen."""

import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from racetime.rehearsal.faults import Fault, FaultRates

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_RESERVED = frozenset({"account", "autocomplete", "categories", "o", "races", "rehearsal", "team", "user", "ws"})
_LONGEST_NAME = 25


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class BotClient:
    """A bot's credentials in one category; the secret is made up when none is given."""

    client_id: str
    client_secret: str = field(default_factory=_new_secret, repr=False)
    name: str = "RehearsalBot"

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= _LONGEST_NAME:
            raise ValueError(f"A bot's name has 1 to {_LONGEST_NAME} characters.")


@dataclass(frozen=True, slots=True)
class UserApp:
    """An application through which people show who they are; only listed redirect addresses are served."""

    name: str = "SahaBot2"
    client_id: str = "rehearsal-app"
    client_secret: str = field(default_factory=_new_secret, repr=False)
    redirect_uris: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for uri in self.redirect_uris:
            if not urlsplit(uri).netloc:
                raise ValueError(f"The redirect address {uri!r} is not a complete web address.")


@dataclass(frozen=True, slots=True)
class CategoryOptions:
    """One category with its active goals and its bots."""

    slug: str
    name: str
    short_name: str
    goals: tuple[str, ...]
    bots: tuple[BotClient, ...] = ()
    allows_hidden_entrants: bool = False
    allows_partitions: bool = False

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug) or self.slug in _RESERVED:
            raise ValueError(f"{self.slug!r} can't be the address of a category.")
        if not self.goals:
            raise ValueError(f"The category {self.slug!r} needs at least one goal.")


@dataclass(frozen=True, slots=True)
class Tempo:
    """How simulated racers pace themselves, in seconds of the clock; `speed` does not divide these.

    They join within `join_within` of the opening, get ready within `ready_within` of the room turning
    invitational, or of `ready_anyway_after` (counted from the opening) in a room that never does. A race lasts
    `mean_race` times the racer's skill, give or take `spread` (a standard deviation, as a share of the mean).
    `chattiness` is the chance of a chat line at each occasion, `restlessness` that of somebody who leaves the room
    once and comes back, and that of somebody who is ready long before the others. The house moderator records a
    finished race `record_after` seconds after its end, or never when that is None.
    """

    join_within: float = 20.0
    ready_within: float = 25.0
    ready_anyway_after: float = 600.0
    mean_race: float = 60.0
    spread: float = 0.12
    chattiness: float = 0.35
    restlessness: float = 0.2
    record_after: float | None = 120.0


def default_categories() -> tuple[CategoryOptions, ...]:
    """Return two categories, each with one bot whose secret is new."""
    return (
        CategoryOptions(
            slug="alttpr",
            name="A Link to the Past Randomizer",
            short_name="ALTTPR",
            goals=("Beat the game", "Beat the game - Tournament (Solo)", "All dungeons"),
            bots=(BotClient("rehearsal-bot-alttpr"),),
        ),
        CategoryOptions(
            slug="smz3",
            name="Super Metroid and A Link to the Past Combo Randomizer",
            short_name="SMZ3",
            goals=("Beat the games", "Beat the games - Tournament (Solo)"),
            bots=(BotClient("rehearsal-bot-smz3"),),
        ),
    )


@dataclass(frozen=True, slots=True)
class RehearsalOptions:
    """One rehearsal.

    `speed` shortens the waits of the protocol (see `timings`). `racer_count` simulated racers take part in every
    room that a bot opens, none when `has_racers` is False. `seed` makes racers and made-up names repeatable; without
    one they are others than ever before, because whoever keeps rooms and accounts knows those of earlier rehearsals.
    `faults` is what goes wrong from the beginning.
    `external_base_url` is the address by which browsers reach the server, when that is not where it listens.
    """

    categories: tuple[CategoryOptions, ...] = field(default_factory=default_categories)
    user_apps: tuple[UserApp, ...] = field(default_factory=lambda: (UserApp(),))
    speed: float = 1.0
    fault_rates: FaultRates = field(default_factory=FaultRates)
    tempo: Tempo = field(default_factory=Tempo)
    has_racers: bool = True
    racer_count: int = 8
    seed: int = field(default_factory=lambda: secrets.randbelow(2**32))
    external_base_url: str | None = None
    faults: frozenset[Fault] = frozenset()

    def __post_init__(self) -> None:
        if self.speed <= 0:
            raise ValueError("The speed of a rehearsal is a number above zero.")
        if self.racer_count < 0:
            raise ValueError("The number of simulated racers can't be negative.")
        slugs = [category.slug for category in self.categories]
        if not slugs or len(set(slugs)) != len(slugs):
            raise ValueError("A rehearsal needs at least one category, each with an address of its own.")
        client_ids = [bot.client_id for category in self.categories for bot in category.bots]
        client_ids += [app.client_id for app in self.user_apps]
        if len(set(client_ids)) != len(client_ids):
            raise ValueError("Two clients of a rehearsal can't share a client id.")

    def bot(self, category_slug: str) -> BotClient:
        """Return the first bot of a category; KeyError when there is no such category or it has no bot."""
        for category in self.categories:
            if category.slug == category_slug and category.bots:
                return category.bots[0]
        raise KeyError(category_slug)
