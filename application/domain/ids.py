"""What things are named by: ids as distinct types, references of what events are about, subjects of the log."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NewType, TypeVar

LARGEST_ID = 2**31 - 1
"""What an id column holds; a larger number is nobody's id, and PostgreSQL would refuse to compare it."""

OrganizationId = NewType("OrganizationId", int)
UserId = NewType("UserId", int)
TournamentId = NewType("TournamentId", int)
PoolId = NewType("PoolId", int)
PermalinkId = NewType("PermalinkId", int)
RunId = NewType("RunId", int)
LiveRaceId = NewType("LiveRaceId", int)
RoomId = NewType("RoomId", int)
ProfileId = NewType("ProfileId", int)
RacetimeBotId = NewType("RacetimeBotId", int)
UnmatchedEntrantId = NewType("UnmatchedEntrantId", int)
CorrectionId = NewType("CorrectionId", int)
AlertId = NewType("AlertId", int)
AlertAddressId = NewType("AlertAddressId", int)
MessageId = NewType("MessageId", int)
ApiTokenId = NewType("ApiTokenId", int)
NotificationId = NewType("NotificationId", int)
InviteId = NewType("InviteId", int)
ReviewEntryId = NewType("ReviewEntryId", int)
SessionId = NewType("SessionId", int)
ImportId = NewType("ImportId", int)
WebhookId = NewType("WebhookId", int)
WebhookDeliveryId = NewType("WebhookDeliveryId", int)

Id = TypeVar("Id", bound=int)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Id]):
    """What an id by itself leads to: something in one organization."""

    noun: str
    """How a missing one is called in "There is no such …"."""


TOURNAMENT: Kind[TournamentId] = Kind("tournament")
POOL: Kind[PoolId] = Kind("pool")
PERMALINK: Kind[PermalinkId] = Kind("permalink")
RUN: Kind[RunId] = Kind("run")
LIVE_RACE: Kind[LiveRaceId] = Kind("live race")
ROOM: Kind[RoomId] = Kind("room")
RACETIME_BOT: Kind[RacetimeBotId] = Kind("racetime.gg bot")
MESSAGE: Kind[MessageId] = Kind("message")
IMPORT: Kind[ImportId] = Kind("import")

NO_ORGANIZATION = OrganizationId(0)
"""For what concerns people, who belong to no organization or to several."""


def read_id(text: str, *, largest: int = LARGEST_ID) -> int | None:
    """Return the id that words from outside name; None for what nobody has as an id."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(largest))):
        return None
    number = int(text)
    return number if 1 <= number <= largest else None


@dataclass(frozen=True, slots=True)
class OrganizationRef:
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class PersonRef(OrganizationRef):
    user_id: UserId


@dataclass(frozen=True, slots=True)
class InviteRef(OrganizationRef):
    invite_id: InviteId


@dataclass(frozen=True, slots=True)
class ServerRef(OrganizationRef):
    """A Discord server; its id as text, as Discord gives it."""

    guild_id: str


@dataclass(frozen=True, slots=True)
class ProfileRef(OrganizationRef):
    profile_id: ProfileId


@dataclass(frozen=True, slots=True)
class BotRef(OrganizationRef):
    bot_id: RacetimeBotId


@dataclass(frozen=True, slots=True)
class WebhookRef(OrganizationRef):
    webhook_id: WebhookId


@dataclass(frozen=True, slots=True)
class MatterRef(OrganizationRef):
    """A matter for the organization's admins, which one of its live races may have caused."""

    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class TournamentRef(OrganizationRef):
    tournament_id: TournamentId


@dataclass(frozen=True, slots=True)
class PlayerRef(TournamentRef):
    """A person in one tournament."""

    user_id: UserId


@dataclass(frozen=True, slots=True)
class PoolRef(TournamentRef):
    pool_id: PoolId


@dataclass(frozen=True, slots=True)
class SeedRef(PoolRef):
    permalink_id: PermalinkId


@dataclass(frozen=True, slots=True)
class RunRef(PlayerRef):
    """A run of a player, in a live race if it has one."""

    run_id: RunId
    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class RaceRef(TournamentRef):
    live_race_id: LiveRaceId


@dataclass(frozen=True, slots=True)
class EntryRef(RaceRef):
    """A result of a live race that belonged to nobody."""

    entry_id: UnmatchedEntrantId


class Subject(StrEnum):
    """What a number of the database in an entry stands for; the value is what a person calls one."""

    PERSON = "person"
    TOURNAMENT = "tournament"
    POOL = "pool"
    SEED = "seed"
    LIVE_RACE = "live race"
    RUN = "run"
    PROFILE = "race room profile"
    INVITE = "invite"
    BOT = "bot"
    RESULT = "unmatched result"
    SERVER = "Discord server"
    WEBHOOK = "webhook"


SUBJECTS = {
    "user_id": Subject.PERSON,
    "gone_id": Subject.PERSON,
    "other_id": Subject.PERSON,
    "tournament_id": Subject.TOURNAMENT,
    "pool_id": Subject.POOL,
    "permalink_id": Subject.SEED,
    "live_race_id": Subject.LIVE_RACE,
    "run_id": Subject.RUN,
    "profile_id": Subject.PROFILE,
    "race_room_profile_id": Subject.PROFILE,
    "invite_id": Subject.INVITE,
    "bot_id": Subject.BOT,
    "entry_id": Subject.RESULT,
    "guild_id": Subject.SERVER,
    "webhook_id": Subject.WEBHOOK,
}
"""By the names of events' values and of changed settings. None of these numbers is ever shown to people."""
