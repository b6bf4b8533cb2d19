"""The websockets of rooms: who listens, what is heard, what is answered."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Protocol

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from application.domain.clock import Clock
from racetime.rehearsal.actions import ActionFrame, CommonActions, Connection
from racetime.rehearsal.clockwork import UNANSWERED_HANDSHAKE, Alarm, Tasks
from racetime.rehearsal.documents import Documents
from racetime.rehearsal.faults import FaultDice, Traffic
from racetime.rehearsal.formats import Frame, make_frame
from racetime.rehearsal.http import bearer_token
from racetime.rehearsal.race import Race
from racetime.rehearsal.store import (
    FinishTakenBack,
    MessageDeleted,
    MessagePosted,
    MessagesPurged,
    PinChanged,
    RaceChanged,
    RaceShown,
    WorldEvent,
)
from racetime.rehearsal.users import MalformedFrame, Refused
from racetime.rehearsal.world import World

LONGEST_DELAY = 0.5
"""Seconds after which a late frame is delivered even though no newer one came."""

Renders = Callable[[Race], Mapping[str, str]]


class Hub:
    """Sends frames to the sockets of a slug; as on racetime.gg, two categories' rooms of one slug share them."""

    def __init__(
        self,
        *,
        clock: Clock,
        documents: Documents,
        renders: Renders,
        dice: FaultDice,
        tasks: Tasks,
    ) -> None:
        self._clock = clock
        self._documents = documents
        self._renders = renders
        self._dice = dice
        self._tasks = tasks
        self._connections: dict[str, list[Connection]] = {}
        self._late: dict[str, tuple[Frame, ...]] = {}

    def add(self, connection: Connection, race: Race) -> None:
        """Let a connection hear the room from now on, beginning with the race as it is."""
        self._connections.setdefault(connection.slug, []).append(connection)
        for frame in self._race_frames(race):
            connection.offer(frame)

    def remove(self, connection: Connection) -> None:
        listening = self._connections.get(connection.slug, [])
        if connection in listening:
            listening.remove(connection)

    def abort_all(self) -> None:
        """Cut every connection, without a close frame."""
        for listening in self._connections.values():
            for connection in tuple(listening):
                connection.abort()

    def on_event(self, event: WorldEvent) -> None:
        if not self._connections.get(event.race.slug):
            return
        if isinstance(event, RaceShown) or (isinstance(event, RaceChanged) and event.is_broadcast):
            self._broadcast_race(event.race)
        elif (frame := self._frame_for(event)) is not None:
            self._broadcast(event.race.slug, frame)

    def _frame_for(self, event: WorldEvent) -> Frame | None:
        now, documents = self._clock.now(), self._documents
        match event:
            case MessagePosted(_, message) if message.is_direct:
                return make_frame("chat.dm", now, **documents.direct_message_notice(message))
            case MessagePosted(race, message):
                return make_frame("chat.message", now, message=documents.message(race, message))
            case PinChanged(race, message):
                kind = "chat.pin" if message.is_pinned else "chat.unpin"
                return make_frame(kind, now, message=documents.message(race, message))
            case MessageDeleted(race, message, deleted_by):
                return make_frame("chat.delete", now, delete=documents.deletion(race, message, deleted_by))
            case MessagesPurged(_, user, purged_by):
                return make_frame("chat.purge", now, purge=documents.purge(user, purged_by))
            case FinishTakenBack(_, user):
                return make_frame("race.split", now, split=documents.split_of_undo(user))
            case _:
                return None

    def _broadcast_race(self, race: Race) -> None:
        frames = self._race_frames(race)
        overdue = self._late.pop(race.slug, None)
        if overdue is None and self._dice.frame_is_late():
            self._late[race.slug] = frames
            self._tasks.start(self._deliver_late(race.slug, frames), name="late frame")
            return
        for frame in (*frames, *(overdue or ())):
            self._broadcast(race.slug, frame)

    async def _deliver_late(self, slug: str, frames: tuple[Frame, ...]) -> None:
        await self._clock.sleep(LONGEST_DELAY)
        if self._late.get(slug) is frames:
            del self._late[slug]
            for frame in frames:
                self._broadcast(slug, frame)

    def _broadcast(self, slug: str, frame: Frame) -> None:
        for connection in self._connections.get(slug, []):
            connection.offer(frame)

    def _race_frames(self, race: Race) -> tuple[Frame, ...]:
        now = self._clock.now()
        document = self._documents.race(race)
        renders = dict(self._renders(race))
        return (
            make_frame("race.data", now, race=document, version=race.version),
            make_frame("race.renders", now, renders=renders, version=race.version),
        )


_LARGEST_INCOMING_FRAME = 1 << 20
_PING_INTERVAL = 20.0
_LONGEST_CONNECTION = timedelta(hours=24)

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Actions(Protocol):
    """What one kind of socket answers to; refusals become `error` frames."""

    def perform(self, race: Race, frame: ActionFrame, connection: Connection) -> None: ...


class Sockets:
    """Accepts everybody at connect, shows the race, then performs actions one by one.

    Pings go out every 20 s and an unanswered one ends the connection ten seconds later; both are counted by the
    event loop, not by the injected clock. A connection ends after 24 h.
    """

    def __init__(self, world: World, hub: Hub, tasks: Tasks, common: CommonActions, traffic: Traffic) -> None:
        self._world = world
        self._hub = hub
        self._tasks = tasks
        self._common = common
        self._traffic = traffic
        self._handshakes: set[Alarm] = set()

    def routes(self, *, public: Actions, people: Actions, bots: Actions) -> list[web.RouteDef]:
        return [
            web.get("/ws/race/{slug}", self._door(public)),
            web.get("/ws/chat/{slug}", self._door(public)),
            web.get("/ws/o/race/{slug}", self._door(people)),
            web.get("/ws/o/bot/{slug}", self._door(bots)),
            web.get("/ws/{unknown:.*}", self._unknown_path),
        ]

    def stop(self) -> None:
        """Cut every connection, as a restart of racetime.gg does, and let pending handshakes go."""
        for patience in self._handshakes:
            patience.ring()
        self._hub.abort_all()

    def _door(self, actions: Actions) -> _Handler:
        async def serve(request: web.Request) -> web.StreamResponse:
            race = self._world.newest_room(request.match_info["slug"])
            if race is None:
                return await self._leave_unanswered(request)
            return await self._serve(request, race, actions)

        return serve

    async def _serve(self, request: web.Request, race: Race, actions: Actions) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=_PING_INTERVAL, max_msg_size=_LARGEST_INCOMING_FRAME)
        await socket.prepare(request)
        transport = request.transport
        if transport is None:
            return socket
        token = bearer_token(request) or request.query.get("token")
        connection = Connection(race.slug, socket, transport, token=token, traffic=self._traffic)
        self._hub.add(connection, race)
        helpers = [
            self._tasks.start(connection.write(), name=f"writer for {race.slug}"),
            self._tasks.start(self._end_in_time(connection), name=f"age limit for {race.slug}"),
        ]
        try:
            await self._listen(socket, connection, actions)
        finally:
            self._hub.remove(connection)
            for helper in helpers:
                helper.cancel()
        return socket

    async def _listen(self, socket: web.WebSocketResponse, connection: Connection, actions: Actions) -> None:
        async for message in socket:
            try:
                self._perform(_text_of(message), connection, actions)
            except MalformedFrame:
                await socket.close(code=WSCloseCode.INTERNAL_ERROR)
                return

    def _perform(self, text: str, connection: Connection, actions: Actions) -> None:
        race = self._world.newest_room(connection.slug)
        if race is None:
            return
        connection.is_busy = True
        try:
            actions.perform(race, ActionFrame.parse(text), connection)
        except Refused as refusal:
            self._common.tell_error(connection, refusal.sentence)
        finally:
            connection.is_busy = False

    async def _end_in_time(self, connection: Connection) -> None:
        cut_after = self._traffic.cut_after()
        if cut_after is not None:
            await self._world.clock.sleep(cut_after)
            connection.abort()
            return
        await self._world.clock.sleep(_LONGEST_CONNECTION.total_seconds())
        await connection.close()

    async def _leave_unanswered(self, request: web.Request) -> web.Response:
        """Say nothing to a handshake for an unknown room, and close its connection after a while."""
        patience = Alarm(self._world.clock, self._tasks)
        self._handshakes.add(patience)
        try:
            await patience.wait_until(self._world.now() + self._world.timings.wait(UNANSWERED_HANDSHAKE))
        finally:
            self._handshakes.discard(patience)
        if request.transport is not None:
            request.transport.close()
        return web.Response()

    async def _unknown_path(self, _request: web.Request) -> web.StreamResponse:
        raise web.HTTPInternalServerError


def _text_of(message: WSMessage) -> str:
    if message.type is not WSMsgType.TEXT:
        raise MalformedFrame("Only text frames are understood.")
    return str(message.data)
