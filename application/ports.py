"""What the application needs from outside, as it would like to be served."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from application.domain.ids import MessageId, OrganizationId, RacetimeBotId
from application.domain.live_races.room import OpenedRoom, RoomRequest, RoomSnapshot
from application.domain.live_races.speedgaming import Episode
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Outcome
from application.domain.messages.mail import Mail
from application.domain.tournaments.seed_source import GeneratorKind, MadeSeed, Preset, SeedOrder
from application.read_models import DueMessage


class RacetimeError(Exception):
    """racetime.gg did not do what was asked; the message is a sentence for an admin."""


class RoomRefused(RacetimeError):
    """racetime.gg answered and said no: nothing was made."""


class RacetimeUnreachable(RacetimeError):
    """The request never arrived: nothing was made, trying again is safe."""


class RoomOutcomeUnknown(RacetimeError):
    """The request was sent and no usable answer came back: a room may exist."""


class RoomNotFound(RacetimeError):
    """racetime.gg knows no such room."""


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """A racetime.gg category and the names of its active goals."""

    slug: str
    name: str
    goals: tuple[str, ...]

    def problem_with(self, goal: str, *, was_there: bool) -> str:
        """Return what is wrong with racing a goal here, empty when nothing is; letter case is the same to racetime.gg.

        `was_there` is true for a goal that the category had before.
        """
        if goal.casefold() in {known.casefold() for known in self.goals}:
            return ""
        lacks = f"has no goal {goal} any more" if was_there else f"has no goal {goal}"
        return f"{self.name} {lacks}. Its goals are: {', '.join(self.goals) or 'none'}."


@dataclass(frozen=True, slots=True)
class NamedCategory:
    """A racetime.gg category as its list of categories has it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """A racetime.gg account; `name` has its discriminator when there is one, as in "Malon#1234"."""

    racetime_id: str
    name: str


@dataclass(frozen=True, slots=True)
class BotAccount:
    """Credentials of an active bot; never logged, never shown."""

    bot_id: RacetimeBotId
    organization_id: OrganizationId
    category: str
    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"BotAccount(bot_id={self.bot_id}, category={self.category!r})"


class ScheduleUnavailable(Exception):
    """SpeedGaming did not tell its schedule; the message is a sentence for an admin."""


class EpisodeSchedule(Protocol):
    """SpeedGaming's schedule, as the services see it."""

    async def find_episode(self, number: int) -> Episode | None:
        """Return one episode, None where there is none of this number. Raises `ScheduleUnavailable`."""
        ...

    async def list_episodes(self, event: str, start: datetime, end: datetime) -> tuple[Episode, ...]:
        """Return the episodes of an event that start in this time. Raises `ScheduleUnavailable`."""
        ...


class GeneratorError(Exception):
    """No seed was made, or none that can be used; the message is a sentence for an admin, without what was sent."""


class GeneratorRefused(GeneratorError):
    """The generator answered and made none."""


class GeneratorAway(GeneratorError):
    """The generator gives no answer that can be understood."""


class GeneratorTooSlow(GeneratorError):
    """The generator took longer than it may."""


class SeedGenerator(Protocol):
    """Makes seeds of one kind. Both methods raise `GeneratorError`."""

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:
        """Return what may be chosen from; none where any preset is taken as it is given."""
        ...

    async def make(self, order: SeedOrder) -> MadeSeed: ...


class SeedGenerators(SeedGenerator, Protocol):
    """All generators that this installation offers."""

    @property
    def offered(self) -> Collection[GeneratorKind]: ...


class RaceRooms(Protocol):
    """racetime.gg rooms, as the services see them."""

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        """Open a room with the organization's bot of that category.

        Raises `RoomRefused`, `RacetimeUnreachable` or `RoomOutcomeUnknown`.
        """
        ...

    async def find(self, organization_id: OrganizationId, category: str, tag: str) -> OpenedRoom | None:
        """Return the current room whose info carries the tag. Raises `RacetimeUnreachable` or `RoomRefused`."""
        ...

    async def fetch(self, slug: str) -> RoomSnapshot:
        """Return the room's public data. Raises `RoomNotFound` or `RacetimeUnreachable`."""
        ...

    async def category(self, slug: str) -> CategoryFacts | None:
        """Return a category, or None when racetime.gg has none of that name. Raises `RacetimeUnreachable`."""
        ...

    async def categories(self) -> tuple[NamedCategory, ...]:
        """Return all active categories by name. Raises `RacetimeUnreachable`."""
        ...

    async def find_accounts(self, name: str) -> tuple[FoundAccount, ...]:
        """Return the accounts of exactly this name, letter case aside; several unless it has a discriminator.

        Raises `RacetimeUnreachable`.
        """
        ...

    def address_of(self, slug: str) -> str:
        """Return the web address of a room for people."""
        ...

    def profile_address_of(self, racetime_id: str) -> str:
        """Return the web address of somebody's profile for people."""
        ...


class SignInRefused(Exception):
    """racetime.gg doesn't confirm who somebody is; the message is a sentence for that person."""


class RacetimeAccounts(Protocol):
    """Who owns which racetime.gg account, as its OAuth tells."""

    def sign_in_address(self, *, state: str, challenge: str) -> str:
        """Return where a browser is sent; it comes back to the account page with `state` and a code."""
        ...

    async def account_of(self, *, code: str, verifier: str) -> FoundAccount:
        """Return whose account the code is about. Raises `SignInRefused` or `RacetimeUnreachable`."""
        ...

    async def find(self, racetime_id: str) -> FoundAccount | None:
        """Return an account as its public profile shows it, None without one. Raises `RacetimeUnreachable`."""
        ...

    def address_of(self, racetime_id: str) -> str:
        """Return the web address of an account's profile for people."""
        ...


class SecretBox(Protocol):
    """Encryption of the secrets that must be kept readable (bot credentials)."""

    def seal(self, secret: str) -> str: ...

    def unseal(self, sealed: str) -> str:
        """Raises `UnreadableSecret` when it was sealed with a key that is neither the present nor a known old one."""
        ...

    def is_sealed_anew(self, sealed: str) -> bool:
        """Tell whether the present key alone opens it."""
        ...


class UnreadableSecret(Exception):
    """A stored secret can't be decrypted; SECRET_KEY was changed."""


@dataclass(frozen=True, slots=True)
class ResealedSecrets:
    """How many secrets were encrypted anew, and how many no known key opens."""

    resealed: int
    unreadable: int

    def __add__(self, other: "ResealedSecrets") -> "ResealedSecrets":
        return ResealedSecrets(self.resealed + other.resealed, self.unreadable + other.unreadable)


class DiscordUnavailable(Exception):
    """Discord can't be asked now; the message is a sentence for an admin."""


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """A Discord server that the bot is in."""

    guild_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """`missing` names the permissions that the bot lacks there, as Discord's own settings call them.

    The others are those without which it can't make server events, or lead runs through threads.
    """

    channel_id: int
    name: str
    missing: tuple[str, ...]
    missing_for_events: tuple[str, ...] = ()
    missing_for_threads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleFacts:
    role_id: int
    name: str
    alertable: bool


class DiscordServers(Protocol):
    """Discord servers, as the bot sees them. Every method raises `DiscordUnavailable` when Discord can't be asked."""

    async def find(self, guild_id: int) -> ServerFacts | None:
        """Return a server, or None when the bot isn't in it."""
        ...

    async def may_manage(self, guild_id: int, discord_id: int) -> bool:
        """Tell whether an account may manage the server, as Discord says at this moment."""
        ...

    async def text_channels(self, guild_id: int) -> tuple[ChannelFacts, ...]:
        """Return the text channels in the server's own order."""
        ...

    async def roles(self, guild_id: int) -> tuple[RoleFacts, ...]: ...


class Mailer(Protocol):
    """The installation's mail server."""

    async def bring(self, mail: Mail, addresses: Sequence[str]) -> Outcome:
        """Hand a mail over for all of the addresses. Whatever goes wrong outside is an outcome, not an error."""
        ...


class Taken(Protocol):
    """Something that was taken to be delivered."""

    @property
    def id(self) -> MessageId: ...


D = TypeVar("D", bound=Taken)
D_contra = TypeVar("D_contra", bound=Taken, contravariant=True)


class Sender(Protocol[D_contra]):
    """Brings what waits for one destination there. Whatever goes wrong outside is an outcome, not an error."""

    destination: Destination
    name: str
    """Whom it brings messages to, as people call that."""

    @property
    def is_ready(self) -> bool:
        """Whether it can send at this moment; until then everything waits."""

    async def send(self, delivery: D_contra) -> Outcome: ...


class Deliveries(Protocol[D]):
    """What waits for one destination, place by place."""

    async def due(self, destination: Destination) -> tuple[DueMessage, ...]:
        """Return for every place what may be taken now."""
        ...

    async def take(self, due: DueMessage) -> D | None:
        """Take something for a minute; None when somebody else has it, or nothing is to be sent."""
        ...

    async def settle(self, delivery: D, outcome: Outcome) -> None:
        """Note what became of it; without effect when it was taken by somebody else meanwhile."""
        ...
