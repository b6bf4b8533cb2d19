"""The websocket addresses."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from racetime.rehearsal.actions import ActionFrame, CommonActions
from racetime.rehearsal.alarm import Alarm
from racetime.rehearsal.connection import Connection
from racetime.rehearsal.faults import Faults
from racetime.rehearsal.http import bearer_token
from racetime.rehearsal.hub import Hub
from racetime.rehearsal.race import Race
from racetime.rehearsal.refusals import MalformedFrame, Refused
from racetime.rehearsal.tasks import Tasks
from racetime.rehearsal.timings import UNANSWERED_HANDSHAKE
from racetime.rehearsal.world import World

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

    def __init__(self, world: World, hub: Hub, tasks: Tasks, common: CommonActions, faults: Faults) -> None:
        self._world = world
        self._hub = hub
        self._tasks = tasks
        self._common = common
        self._faults = faults
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
        connection = Connection(race.slug, socket, transport, token=token, faults=self._faults)
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
        cut_after = self._faults.cut_after()
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
