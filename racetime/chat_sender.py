"""Saying a room's messages, each once, one at a time."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from application.domain.clock import Clock
from application.domain.ids import MessageId
from application.read_models import AttendedRoom, RoomMessage
from racetime import frames, wire
from racetime.service_ports import GuardedRoomService
from racetime.socket_session import ANSWER_SECONDS, SocketLost, SocketSession

logger = logging.getLogger(__name__)

HISTORY_SECONDS = ANSWER_SECONDS
"""How long to wait for the chat history before repeating without it a message that may have been said."""
_LEASE = timedelta(seconds=45)
"""How long a leased message is safely ours; the service promises a minute."""
_HISTORY_COUNTS_FOR = timedelta(minutes=10)
"""How long after connecting a line in the history can be one that this bot said and nobody noted."""


@dataclass(slots=True)
class SpokenMemory:
    """What is known beyond one connection: the message without a confirmation, and what became of the others."""

    has_taken_over: bool = False
    """Whether the message that somebody else was saying here before is free."""
    unconfirmed: RoomMessage | None = None
    leased_at: datetime | None = None
    unmarked: set[MessageId] = field(default_factory=set)
    """Messages that were said while the application could not be told."""
    matched_lines: set[str] = field(default_factory=set)
    """Ids of chat lines that are known to be one of the messages."""


class ChatSender:
    """Takes due messages from the service and says them.

    A message counts as said once racetime.gg shows it, or answers a ping that was sent after it without a complaint.
    After a reconnect the chat history is looked at first, because racetime.gg recognizes a repeated guid only for five
    minutes. Direct messages aren't in the history; there a repetition after a longer outage is preferred to a loss.
    """

    def __init__(
        self,
        room: AttendedRoom,
        *,
        room_service: GuardedRoomService,
        clock: Clock,
        memory: SpokenMemory,
        talk: SocketSession,
    ) -> None:
        self._room = room
        self._room_service = room_service
        self._clock = clock
        self._memory = memory
        self._talk = talk
        self._connected_at = clock.now()
        self._history_came = asyncio.Event()
        self._said_before: list[frames.ChatLine] = []
        self._saying: RoomMessage | None = None
        self._is_echoed = False

    def hear_history(self, lines: tuple[frames.ChatLine, ...]) -> None:
        self._said_before = [line for line in lines if line.is_from_bot and line.id not in self._memory.matched_lines]
        self._history_came.set()

    def hear_line(self, line: frames.ChatLine) -> None:
        message = self._saying
        if message is not None and message.direct_to is None and line.is_from_bot and _is_same(line.text, message.text):
            self._memory.matched_lines.add(line.id)
            self._is_echoed = True

    def hear_direct_message(self, receiver: str) -> None:
        if self._saying is not None and self._saying.direct_to == receiver:
            self._is_echoed = True

    async def say_next(self) -> bool:
        """Say the message that is due; tells whether there was one.

        Raises `TokenDenied` when racetime.gg refuses the token and `SocketLost` when it gives no answer at all; the
        message is then looked for, and said if need be, on the next connection.
        """
        doubtful = self._memory.unconfirmed
        message = doubtful or await self._lease()
        if message is None:
            return False
        if message.id in self._memory.unmarked:
            return await self._mark_sent(message)
        may_be_said = doubtful is not None or message.was_tried
        if may_be_said:
            await self._talk.until(self._history_came.is_set, self._history_patience())
        if may_be_said and self._was_said_before(message):
            logger.info("A message was said before: room=%s message=%d", self._room.slug, message.id)
        elif self._lease_is_over():
            # The service gives it out again, in the words of that moment.
            self._memory.unconfirmed = None
            return True
        elif complaint := await self._say(message):
            logger.warning("A message was refused: room=%s message=%d", self._room.slug, message.id)
            self._memory.unconfirmed = None
            return await self._room_service.message_failed(message.id, complaint)
        return await self._mark_sent(message)

    async def _lease(self) -> RoomMessage | None:
        if not self._memory.has_taken_over:
            self._memory.has_taken_over = await self._room_service.take_over_messages(self._room)
        message = await self._room_service.next_message(self._room)
        self._memory.unconfirmed = message
        self._memory.leased_at = self._clock.now()
        return message

    def _lease_is_over(self) -> bool:
        return self._memory.leased_at is None or self._clock.now() - self._memory.leased_at >= _LEASE

    async def _say(self, message: RoomMessage) -> str:
        """Return racetime.gg's complaint, empty when the message was taken."""
        self._saying = message
        self._is_echoed = False
        try:
            action = await self._talk.act(wire.message(message))
            is_settled = await self._talk.until(
                lambda: self._is_echoed or bool(self._talk.complaint) or self._talk.was_answered(action), ANSWER_SECONDS
            )
        finally:
            self._saying = None
        self._talk.check_token()
        if not is_settled:
            raise SocketLost("no answer to a message")
        return "" if self._is_echoed else self._talk.complaint

    async def _mark_sent(self, message: RoomMessage) -> bool:
        self._memory.unconfirmed = None
        is_marked = await self._room_service.message_sent(message.id)
        if is_marked:
            self._memory.unmarked.discard(message.id)
        else:
            self._memory.unmarked.add(message.id)
        return is_marked

    def _history_patience(self) -> float:
        waited = (self._clock.now() - self._connected_at).total_seconds()
        return max(HISTORY_SECONDS - waited, 0)

    def _was_said_before(self, message: RoomMessage) -> bool:
        if message.direct_to is not None or self._clock.now() - self._connected_at > _HISTORY_COUNTS_FOR:
            return False
        for line in self._said_before:
            if _is_same(line.text, message.text):
                self._said_before.remove(line)
                self._memory.matched_lines.add(line.id)
                return True
        return False


def _is_same(one: str, other: str) -> bool:
    """Compare as racetime.gg keeps lines: without blanks around them."""
    return " ".join(one.split()) == " ".join(other.split())
