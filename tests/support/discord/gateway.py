"""Discord's gateway: sessions that identify, hear events, are cut and resume."""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import WSMsgType, web

from tests.support.discord import documents
from tests.support.discord.faults import Faults
from tests.support.discord.world import Json, World

_HEARTBEAT_MILLISECONDS = 41_250


@dataclass
class Session:
    """One bot's session; it outlives its sockets, and remembers what it missed."""

    id: str
    serial: int = 0
    sent: list[Json] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    outgoing: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)


class Gateway:
    def __init__(self, world: World, faults: Faults, *, token: str, address: Callable[[], str]) -> None:
        self._world = world
        self._faults = faults
        self._token = token
        self._address = address
        self._sessions: dict[str, Session] = {}
        self._sockets: set[web.WebSocketResponse] = set()
        self.identified = 0
        self.most_identifies = 1000
        self._identified_lately = 0
        self._resets_at = world.clock.now()
        self.resumed = 0
        self.ready = asyncio.Event()
        """Set while a bot is connected and knows its servers."""
        world.tell = self.tell

    def tell(self, event: str, data: Json, guild_id: int | None) -> None:
        """Let every session hear of something, now or when it resumes."""
        for session in self._sessions.values():
            self._queue(session, event, data)

    def drop(self, code: int = 4000) -> None:
        """Cut every socket; sessions can be resumed."""
        for socket in tuple(self._sockets):
            asyncio.ensure_future(socket.close(code=code))  # noqa: RUF006  # ends with the socket
        self.ready.clear()

    def invalidate(self) -> None:
        """Forget every session and say so to whoever is connected."""
        for session in self._sessions.values():
            session.outgoing.put_nowait({"op": 9, "d": False, "s": None, "t": None})
        self._sessions.clear()
        self.ready.clear()

    def send_raw(self, event: str, data: object) -> None:
        """Send what a real Discord would not: to see what a client makes of it."""
        for session in self._sessions.values():
            session.serial += 1
            session.outgoing.put_nowait({"op": 0, "t": event, "s": session.serial, "d": data})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self._faults.down or self._faults.refused_handshakes:
            self._faults.refused_handshakes = max(self._faults.refused_handshakes - 1, 0)
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        self._sockets.add(socket)
        writer: asyncio.Task[None] | None = None
        session: Session | None = None
        try:
            await socket.send_json(
                {"op": 10, "d": {"heartbeat_interval": _HEARTBEAT_MILLISECONDS}, "s": None, "t": None}
            )
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                frame = json.loads(message.data)
                if frame["op"] == 1:
                    await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
                elif frame["op"] in (2, 6):
                    session = await self._begin(socket, frame)
                    if session is None:
                        break
                    writer = asyncio.create_task(self._write(session, socket), name="discord gateway writer")
                    self.ready.set()
        finally:
            self._sockets.discard(socket)
            if writer is not None:
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
            if session is not None and session.socket is socket:
                session.socket = None
                self.ready.clear()
        return socket

    def may_identify(self) -> Json:
        """Return how many more sessions the bot may start, and until when that holds."""
        now = self._world.clock.now()
        if now >= self._resets_at:
            self._identified_lately, self._resets_at = 0, now + timedelta(hours=24)
        return {
            "total": self.most_identifies,
            "remaining": max(self.most_identifies - self._identified_lately, 0),
            "reset_after": round((self._resets_at - now).total_seconds() * 1000),
            "max_concurrency": 1,
        }

    async def _begin(self, socket: web.WebSocketResponse, frame: Json) -> Session | None:
        if frame["d"]["token"] != self._token:
            await socket.close(code=4004)
            return None
        if frame["op"] == 2:
            return await self._identify(socket)
        session = self._sessions.get(frame["d"]["session_id"])
        if session is None or self._faults.refuses_resume:
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            await socket.close(code=4009)
            return None
        self.resumed += 1
        session.socket = socket
        session.outgoing = asyncio.Queue()
        for missed in session.sent[frame["d"]["seq"] :]:
            session.outgoing.put_nowait(missed)
        self._queue(session, "RESUMED", {})
        return session

    async def _identify(self, socket: web.WebSocketResponse) -> Session | None:
        if not self.may_identify()["remaining"]:
            await socket.close(code=4004)
            return None
        self.identified += 1
        self._identified_lately += 1
        if self._faults.identify_ends_with is not None:
            if not self._faults.identify_ends_with:
                await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            await socket.close(code=self._faults.identify_ends_with or 4009)
            return None
        session = Session(secrets.token_hex(8), socket=socket)
        self._sessions = {session.id: session}
        guilds = [guild for guild in self._world.guilds.values() if self._world.bot.id in guild.members]
        ready: Json = {
            "v": 10,
            "user": documents.account_json(self._world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._address(),
            "shard": [0, 1],
            "application": {"id": str(self._world.application_id), "flags": 0},
        }
        self._queue(session, "READY", ready)
        for guild in guilds:
            self._queue(session, "GUILD_CREATE", documents.guild_create_json(self._world, guild))
        return session

    def _queue(self, session: Session, event: str, data: Json) -> None:
        session.serial += 1
        frame: Json = {"op": 0, "t": event, "s": session.serial, "d": data}
        session.sent.append(frame)
        session.outgoing.put_nowait(frame)

    async def _write(self, session: Session, socket: web.WebSocketResponse) -> None:
        outgoing = session.outgoing
        while True:
            frame = await outgoing.get()
            if socket.closed:
                return
            await socket.send_json(frame)
