"""What the life of bots and rooms needs from the application."""

import logging
from typing import Protocol

from application.domain.ids import MessageId, RacetimeBotId, RoomId
from application.domain.live_races.room import RoomSnapshot
from application.domain.operations.alerts import BotStatus
from application.ports import BotAccount
from application.read_models import AttendedRoom, DesiredRoom, RoomCommand, RoomMessage

logger = logging.getLogger(__name__)

__all__ = ["BotServicePort", "BotStatus", "GuardedBotService", "GuardedRoomService", "RoomServicePort"]


class RoomServicePort(Protocol):
    """The rooms to be in, what they say, and what is to be done in them."""

    async def rooms_to_attend(self) -> tuple[AttendedRoom, ...]: ...

    async def apply_room_snapshot(self, room_id: RoomId, snapshot: RoomSnapshot) -> object:
        """Take any snapshot, in any order; what is stale is for the application to tell."""
        ...

    async def desired_room(self, room_id: RoomId) -> DesiredRoom: ...

    async def room_command(self, room_id: RoomId, command: RoomCommand) -> None:
        """Answer what somebody asked of the bot."""
        ...

    async def take_over_room_messages(self, room_id: RoomId) -> None:
        """Free what an earlier process was saying in a room when it ended."""
        ...

    async def next_room_message(self, room_id: RoomId) -> RoomMessage | None:
        """Lease the next due message of a room: for a minute it isn't given out again."""
        ...

    async def room_message_sent(self, message_id: MessageId) -> None: ...

    async def room_message_failed(self, message_id: MessageId, reason: str) -> None:
        """Hear that racetime.gg refused a message; `reason` is racetime.gg's own sentence."""
        ...


class BotServicePort(Protocol):
    """The bots there are, and how they are doing."""

    async def active_bots(self) -> tuple[BotAccount, ...]: ...

    async def report_bot_status(self, bot_id: RacetimeBotId, status: BotStatus, message: str) -> None: ...


class GuardedRoomService:
    """A `RoomServicePort` whose failures are logged here, once each, and end nothing.

    A question that failed is answered with None and a statement with False: everything is asked and told again at the
    next frame or tick.
    """

    def __init__(self, services: RoomServicePort) -> None:
        self._services = services

    async def rooms_to_attend(self) -> tuple[AttendedRoom, ...] | None:
        try:
            return await self._services.rooms_to_attend()
        except Exception:
            logger.exception("The rooms to attend could not be read.")
            return None

    async def apply(self, room: AttendedRoom, snapshot: RoomSnapshot) -> bool:
        try:
            await self._services.apply_room_snapshot(room.room_id, snapshot)
        except Exception:
            logger.exception("A snapshot was not applied: room=%s version=%d", room.slug, snapshot.version)
            return False
        return True

    async def desired(self, room: AttendedRoom) -> DesiredRoom | None:
        try:
            return await self._services.desired_room(room.room_id)
        except Exception:
            logger.exception("What a room should be could not be read: room=%s", room.slug)
            return None

    async def command(self, room: AttendedRoom, command: RoomCommand) -> None:
        try:
            await self._services.room_command(room.room_id, command)
        except Exception:
            logger.exception("A chat command was not answered: room=%s command=%s", room.slug, command.word)

    async def take_over_messages(self, room: AttendedRoom) -> bool:
        try:
            await self._services.take_over_room_messages(room.room_id)
        except Exception:
            logger.exception("The messages of a room could not be taken over: room=%s", room.slug)
            return False
        return True

    async def next_message(self, room: AttendedRoom) -> RoomMessage | None:
        try:
            return await self._services.next_room_message(room.room_id)
        except Exception:
            logger.exception("The next message of a room could not be read: room=%s", room.slug)
            return None

    async def message_sent(self, message_id: MessageId) -> bool:
        try:
            await self._services.room_message_sent(message_id)
        except Exception:
            logger.exception("A message could not be marked as sent: message=%d", message_id)
            return False
        return True

    async def message_failed(self, message_id: MessageId, reason: str) -> bool:
        try:
            await self._services.room_message_failed(message_id, reason)
        except Exception:
            logger.exception("A message could not be marked as failed: message=%d", message_id)
            return False
        return True


class GuardedBotService:
    """Reports to a `BotServicePort`; a failure is logged here, once, and ends nothing."""

    def __init__(self, services: BotServicePort) -> None:
        self._services = services

    async def report(self, bot_id: RacetimeBotId, status: BotStatus, message: str) -> bool:
        try:
            await self._services.report_bot_status(bot_id, status, message)
        except Exception:
            logger.exception("The status of a bot could not be stored: bot=%d", bot_id)
            return False
        return True
