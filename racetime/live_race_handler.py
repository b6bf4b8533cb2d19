"""The handler of one room: hears its frames, and keeps the room as it ought to be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import websockets
from racetime_bot import RaceHandler

from application.domain.clock import Clock
from application.domain.live_races.room import RoomSnapshot
from application.domain.live_races.room_commands import CommandWord
from application.read_models import AttendedRoom, RoomCommand
from racetime import documents, frames, wire
from racetime.chat_sender import ChatSender, SpokenMemory
from racetime.reading import Document, MalformedDocument
from racetime.room_reconciler import RoomMemory, RoomReconciler
from racetime.service_ports import GuardedRoomService
from racetime.socket_session import SocketLost, SocketSession
from racetime.waiting import first_of, within

logger = logging.getLogger(__name__)

HANDSHAKE_SECONDS = 10
_MOST_COMMANDS = 50
"""Commands that wait for an answer; beyond that a room is flooded, and more are ignored."""
VERIFY_AFTER_SECONDS = 15
"""How long after a write `/data` is read: racetime.gg may serve a copy that is up to 5 seconds old."""


@dataclass(frozen=True, slots=True)
class RoomDuty:
    """What a handler needs, and what outlives it: each connection to a room gets a new handler and the same duty."""

    room: AttendedRoom
    room_service: GuardedRoomService
    clock: Clock
    fetch: Callable[[], Awaitable[RoomSnapshot | None]]
    """Reads the room's `/data`; None when that failed."""
    read: Callable[[Document], Awaitable[RoomSnapshot]]
    """Reads a race document that came over the socket. Raises `MalformedDocument`."""
    let_start: Callable[[], Awaitable[None]]
    """Lets racetime.gg start the race automatically; whether it does is for the next document to show."""
    memory: RoomMemory = field(default_factory=RoomMemory)
    spoken: SpokenMemory = field(default_factory=SpokenMemory)


class LiveRaceHandler(RaceHandler):  # type: ignore[misc]  # racetime_bot has no types
    """One connection to one room, until it is lost or `leave` is called.

    Never ends because of what the room says: a finished or cancelled race may be re-opened for ten minutes. Chat
    commands are methods named `ex_` and the word, as racetime_bot finds them; other words are ignored.
    """

    def __init__(
        self, logger: logging.LoggerAdapter[Any], conn: websockets.connect, state: dict[str, RoomDuty]
    ) -> None:
        super().__init__(logger, conn, state)
        duty = state["duty"]
        self._duty = duty
        self._talk = SocketSession(duty.clock, self._send)
        self._reconciler = RoomReconciler(
            duty.room,
            room_service=duty.room_service,
            clock=duty.clock,
            memory=duty.memory,
            talk=self._talk,
            let_start=duty.let_start,
            look=self._look,
        )
        self._sender = ChatSender(
            duty.room, room_service=duty.room_service, clock=duty.clock, memory=duty.spoken, talk=self._talk
        )
        self._cause = asyncio.Event()
        self._leaving = asyncio.Event()
        self._owed: RoomSnapshot | None = None
        self._asked: asyncio.Queue[RoomCommand] = asyncio.Queue(_MOST_COMMANDS)

    async def handle(self) -> None:
        """Connect and stay.

        Raises `TimeoutError` when the handshake hangs, `SocketLost`, `TokenDenied`, and what websockets raises.
        """
        async with AsyncExitStack() as stack:
            connecting = stack.enter_async_context(self.conn)
            self.ws = await within(self._duty.clock, HANDSHAKE_SECONDS, connecting)
            self._talk.hear_something()
            try:
                await self.begin()
                await first_of(
                    self._read(),
                    self._look_after(),
                    self._answer_commands(),
                    self._verify_writes(),
                    self._talk.keep_alive(),
                    self._talk.watch_for_silence(),
                    self._leaving.wait(),
                )
            except SocketLost:
                # A closing handshake with somebody who doesn't answer would only take time.
                self.ws.transport.abort()
                raise
        await self.end()

    def leave(self) -> None:
        """End this connection in good order; `handle` returns."""
        self._leaving.set()

    def wake(self) -> None:
        """Look at what the room should be, and at the messages, now."""
        self._cause.set()

    async def begin(self) -> None:
        await self._talk.ask(wire.gethistory())

    async def should_stop(self) -> bool:
        return self._leaving.is_set()

    async def take_snapshot(self, snapshot: RoomSnapshot) -> None:
        """Hand a snapshot on, whatever its version: the application tells what is stale.

        One of another room is dropped, because socket addresses lack the category and rooms of two categories may
        share a name.
        """
        if snapshot.slug != self._duty.room.slug:
            logger.warning("A snapshot of another room was ignored: room=%s", self._duty.room.slug)
            return
        self._duty.memory.take(snapshot)
        self._talk.announce()
        self._cause.set()
        await self._hand_on(snapshot)

    # Frames

    async def _read(self) -> None:
        async for frame in self.ws:
            self._talk.hear_something()
            await self._take(frame)
            self._talk.announce()
            if await self.should_stop():
                return
        raise SocketLost("racetime.gg closed the socket")

    async def _take(self, frame: str | bytes) -> None:
        try:
            await self.consume(documents.parse_json(frame))
        except MalformedDocument as complaint:
            logger.warning("A frame was ignored: room=%s reason=%s", self._duty.room.slug, complaint)

    async def consume(self, data: Document) -> None:
        """Take one frame; a bug in taking it ends nothing. Raises `MalformedDocument`.

        Only known types reach the library, which would call any method that is named like a frame's type.
        """
        if frames.frame_type(data) is None:
            return
        try:
            await super().consume(data)
        except MalformedDocument:
            raise
        except Exception:
            logger.exception("Taking a frame failed: room=%s type=%s", self._duty.room.slug, frames.frame_type(data))

    async def race_data(self, data: Document) -> None:
        race = frames.race_in(data)
        snapshot = await self._duty.read(race)
        self.data = race
        await self.take_snapshot(snapshot)

    async def chat_message(self, data: Document) -> None:
        line = frames.chat_line(data)
        self._sender.hear_line(line)
        if line.text:
            await super().chat_message(data)

    async def chat_history(self, data: Document) -> None:
        self._sender.hear_history(frames.chat_history(data))

    async def chat_dm(self, data: Document) -> None:
        receiver = frames.bot_told(data)
        if receiver is not None:
            self._sender.hear_direct_message(receiver)

    async def error(self, data: Document) -> None:
        """Remember what racetime.gg refused, for whoever asked for it. The library would raise it and end."""
        complaint = frames.complaints(data)
        logger.warning("racetime.gg refused something: room=%s error=%s", self._duty.room.slug, complaint)
        self._talk.hear_complaint(complaint)
        self._cause.set()

    async def pong(self, data: Document) -> None:  # noqa: ARG002  # the library hands each frame on
        self._talk.hear_pong()

    # Chat commands, found by racetime_bot by their names

    async def ex_eligible(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.ELIGIBLE, message)

    async def ex_seed(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.SEED, message)

    async def ex_status(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.STATUS, message)

    async def ex_help(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.HELP, message)

    async def ex_lock(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.LOCK, message)

    async def ex_release(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.RELEASE, message)

    async def ex_record(self, args: list[str], message: Document) -> None:  # noqa: ARG002  # the library's call
        self._ask(CommandWord.RECORD, message)

    def _ask(self, word: CommandWord, message: Document) -> None:
        """Take a command on; it is answered apart from the reading of frames, because an answer may take a while."""
        command = frames.chat_command(word, message)
        if command is not None and not self._asked.full():
            self._asked.put_nowait(command)

    async def _answer_commands(self) -> None:
        while True:
            await self._duty.room_service.command(self._duty.room, await self._asked.get())
            self._cause.set()

    # What is done in the room

    async def _look_after(self) -> None:
        """Do what is due, one thing at a time, whenever there is a cause to look."""
        while True:
            self._cause.clear()
            self._talk.check_token()
            await self._settle()
            if not await self._reconciler.one_write() and not await self._sender.say_next():
                await self._next_cause()

    async def _hand_on(self, snapshot: RoomSnapshot) -> None:
        if not await self._duty.room_service.apply(self._duty.room, snapshot):
            self._owed = snapshot
        elif self._owed is not None and snapshot.version >= self._owed.version:
            self._owed = None

    async def _settle(self) -> None:
        """Hand on again what the application could not take, without giving a cause to look yet another time."""
        if self._owed is not None:
            await self._hand_on(self._owed)

    async def _next_cause(self) -> None:
        repeat_at = self._reconciler.repeat_at
        if repeat_at is None:
            await self._cause.wait()
        else:
            wait = (repeat_at - self._duty.clock.now()).total_seconds()
            await first_of(self._cause.wait(), self._duty.clock.sleep(wait))

    async def _verify_writes(self) -> None:
        """Look at `/data` after each write: a socket may have shown a write last that was undone meanwhile."""
        while True:
            await self._reconciler.has_written.wait()
            self._reconciler.has_written.clear()
            await self._duty.clock.sleep(VERIFY_AFTER_SECONDS)
            await self._look()

    async def _look(self) -> None:
        snapshot = await self._duty.fetch()
        if snapshot is not None:
            await self.take_snapshot(snapshot)

    async def _send(self, frame: str) -> None:
        await self.ws.send(frame)
