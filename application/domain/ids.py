"""Identifiers as distinct types, so that a pool's id can't be handed where a tournament's is meant."""

from dataclasses import dataclass
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
MessageId = NewType("MessageId", int)
ApiTokenId = NewType("ApiTokenId", int)
NotificationId = NewType("NotificationId", int)
InviteId = NewType("InviteId", int)
ReviewEntryId = NewType("ReviewEntryId", int)
SessionId = NewType("SessionId", int)

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

NO_ORGANIZATION = OrganizationId(0)
"""For what concerns people, who belong to no organization or to several."""


def read_id(text: str) -> int | None:
    """Return the id that words from outside name; None for what nobody has as an id."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
        return None
    number = int(text)
    return number if 1 <= number <= LARGEST_ID else None
