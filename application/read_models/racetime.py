"""What services say about profiles and bots, and what they ask of the racetime.gg side."""

from dataclasses import dataclass
from datetime import datetime

from application.domain.announcements import ChatButton
from application.domain.ids import (
    LiveRaceId,
    MessageId,
    OrganizationId,
    ProfileId,
    RacetimeBotId,
    RoomId,
)
from application.domain.room import RoomSettings
from application.domain.room_commands import CommandWord


@dataclass(frozen=True, slots=True)
class ProfileView:
    id: ProfileId
    name: str
    description: str
    is_default: bool
    settings: RoomSettings


@dataclass(frozen=True, slots=True)
class BotView:
    id: RacetimeBotId
    category: str
    client_id: str
    is_active: bool
    status: str
    status_message: str
    status_since: datetime | None


@dataclass(frozen=True, slots=True)
class AttendedRoom:
    """A room that a bot should be in."""

    room_id: RoomId
    organization_id: OrganizationId
    live_race_id: LiveRaceId
    slug: str


@dataclass(frozen=True, slots=True)
class RoomOrders:
    """How a room ought to be; compared with what racetime.gg says, and repeated until it holds."""

    invitational: bool
    info: str | None
    cancel: bool
    remove: tuple[str, ...] = ()
    """racetime.gg ids of entrants who must leave before the countdown."""
    starts_by_itself: bool = False
    """Once everybody in the room is ready; before the lock two early racers would shut everybody else out."""
    begin: bool = False
    """With those who are ready, as soon as two are."""


@dataclass(frozen=True, slots=True)
class RoomCommand:
    """Something that a person asked of the bot; `message_id` is racetime.gg's id of the chat line."""

    message_id: str
    word: CommandWord
    racetime_id: str
    racetime_name: str
    is_monitor: bool


@dataclass(frozen=True, slots=True)
class RoomMessage:
    """A chat line or, with `direct_to` (a racetime.gg user id), a direct message; `guid` is stable over retries."""

    id: MessageId
    guid: str
    text: str
    direct_to: str | None
    pinned: bool
    buttons: tuple[ChatButton, ...] = ()
    was_tried: bool = False
    """Somebody took it before, who may have said it and died before saying so."""
