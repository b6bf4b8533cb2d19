"""A race night as it is really had: `main.py` with its rehearsal, a crowd that watches one race, and racers who finish.

How long a finish takes is counted from the moment at which the rehearsal's own room shows it.
"""

import asyncio
import json
import math
import re
import socket
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import websockets

from application.container import build_container
from application.database import Database
from application.domain.clock import SystemClock
from application.domain.durations import precise_time
from application.events import EventBus
from application.repositories.people.access_repository import AccessRepository
from application.services.operations.demo_service import DEMO_SLUG
from application.services.people.identity_service import SESSION_COOKIE
from application.settings import Settings
from benchmarks.community import add_members
from benchmarks.measure import Figure
from tests.support import product
from tests.support.rooms import ScriptedRooms

_PATIENCE = 300.0
_LOOK_SECONDS = 0.05
_AFTERWARDS = 20.0
"""Seconds in which the last finish may still arrive: a slow machine tells late, and that is not the same as never."""
_SLOW_READERS = 50
_BETWEEN_SLOW_READERS = 0.2
_OPENING_AT_ONCE = 4
_TIME = re.compile(r"\d+:\d\d\.\d")
_SKIPPED = ("maximum number of running instances", "was missed by")


@dataclass
class _Watcher:
    """An open page without a browser around it: it hears what a browser would be told."""

    socket: websockets.ClientConnection
    heard: dict[str, float] = field(default_factory=dict)
    """When it was first told of each finish time."""

    async def listen(self) -> None:
        with suppress(websockets.ConnectionClosed):
            async for message in self.socket:
                if message == "2":
                    await self.socket.send("3")
                else:
                    now = time.perf_counter()
                    for words in _TIME.findall(str(message)):
                        self.heard.setdefault(words, now)


@dataclass
class _Night:
    """What is seen of the product from outside."""

    url: str
    race: int
    loads: list[float] = field(default_factory=list)
    failed: int = 0
    longest_wait: float = 0.0
    finished: dict[str, float] = field(default_factory=dict)
    is_over: bool = False

    async def load(self, client: httpx.AsyncClient, session: str) -> str:
        """Open the race's page and return the id under which its browser is known."""
        answer = await client.get(f"/live-races/{self.race}", headers={"cookie": f"{SESSION_COOKIE}={session}"})
        found = re.search(r"[\"']client_id[\"']: ?[\"']([0-9a-f-]+)[\"']", answer.text)
        if answer.status_code != 200 or found is None or "Something went wrong" in answer.text:
            self.failed += 1
            return ""
        return found[1]

    async def connect(self, page: str, session: str, **how: Any) -> websockets.ClientConnection:
        query = f"client_id={page}&tab_id={page}&document_id={page}&implicit_handshake=true"
        address = f"{self.url.replace('http', 'ws', 1)}/_nicegui_ws/socket.io/?EIO=4&transport=websocket&{query}"
        headers = {"cookie": f"{SESSION_COOKIE}={session}"}
        connection = await websockets.connect(
            address, max_size=None, additional_headers=headers, origin=websockets.Origin(self.url), **how
        )
        await connection.recv()
        await connection.send("40")
        assert str(await connection.recv()).startswith("40")
        return connection

    async def load_every_second(self, client: httpx.AsyncClient, session: str) -> None:
        while True:
            began = time.perf_counter()
            await self.load(client, session)
            took = time.perf_counter() - began
            self.loads.append(took)
            await asyncio.sleep(max(1 - took, 0))

    async def feel_the_pulse(self, client: httpx.AsyncClient) -> None:
        """Note the longest time in which the product answered nothing at all, so that no job could begin."""
        while True:
            began = time.perf_counter()
            await client.get("/health/live")
            self.longest_wait = max(self.longest_wait, time.perf_counter() - began)
            await asyncio.sleep(_LOOK_SECONDS)

    async def follow_the_room(self, address: str) -> None:
        async with websockets.connect(address, max_size=None) as room:
            async for message in room:
                frame = json.loads(message)
                if frame.get("type") == "race.data":
                    self._note(frame["race"])

    def _note(self, race: dict[str, Any]) -> None:
        now = time.perf_counter()
        for entrant in race["entrants"]:
            if entrant["status"]["value"] == "done" and entrant["finish_time"]:
                self.finished.setdefault(precise_time(_duration(entrant["finish_time"])), now)
        self.is_over = race["status"]["value"] in ("finished", "cancelled")


async def crowded_evening(watchers: int) -> Figure:
    """Let a crowd watch a race of the demo to its end, while others load its page and some read as slowly as can be."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        port, room_port = product.free_port(), product.free_port()
        settings = {"DATABASE_URL": f"sqlite://{database}", "REHEARSAL_PORT": str(room_port)}
        settings["BASE_URL"] = f"http://127.0.0.1:{port}"
        made = await product.run_command(Path(folder), "demo", settings=settings)
        assert made.code == 0, made.errors
        sessions = await _invite(settings["DATABASE_URL"], watchers + _SLOW_READERS + 1)
        async with product.serving(Path(folder), settings, port=port) as served:
            race, slug = await _race_with_a_room(database)
            night = _Night(settings["BASE_URL"], race)
            heard = await _watch(night, sessions, watchers, f"ws://127.0.0.1:{room_port}/ws/race/{slug}")
            skipped = sum(any(words in line for words in _SKIPPED) for line in served.log)
    delays = [max(words.get(time_, math.inf) for words in heard) - at for time_, at in night.finished.items()]
    loads = sorted(night.loads)
    late = loads[math.ceil(0.95 * len(loads)) - 1]
    return Figure(
        f"{watchers} watchers: finish to the last, load, pause, failed, skipped",
        f"{statistics.median(delays):.2f} ({max(delays):.2f}), {late:.2f}, {night.longest_wait:.2f} s, "
        f"{night.failed}, {skipped}",
        "1, 1.5, 1 s, 0, 0",
    )


async def _invite(database_url: str, number: int) -> list[str]:
    """Add so many members to the demo's community, and return a session of each."""
    database = await Database.open(database_url)
    try:
        clock = SystemClock()
        organization = await AccessRepository(clock).find_organization(DEMO_SLUG)
        assert organization is not None
        users = await add_members(organization.id, clock.now(), number)
        settings = Settings(_env_file=None, database_url=database_url)  # type: ignore[call-arg]
        identity = build_container(settings, clock=clock, rooms=ScriptedRooms(clock), bus=EventBus()).identity
        return [await identity.open_session(user.id) for user in users]
    finally:
        await database.close()


async def _race_with_a_room(database: Path) -> tuple[int, str]:
    async with asyncio.timeout(_PATIENCE):
        while True:
            with closing(sqlite3.connect(database)) as file:
                rows = file.execute(
                    "SELECT id, racetime_slug FROM async_tournament_live_races WHERE racetime_slug IS NOT NULL"
                ).fetchall()
            if rows:
                return int(rows[-1][0]), str(rows[-1][1]).rpartition("/")[2]
            await asyncio.sleep(_LOOK_SECONDS)


async def _watch(night: _Night, sessions: Sequence[str], watchers: int, room: str) -> list[dict[str, float]]:
    """Return when each watcher was told of each finish."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=night.url, timeout=_PATIENCE))
        start = await stack.enter_async_context(_side_by_side())
        start(night.follow_the_room(room))
        gate = asyncio.Semaphore(_OPENING_AT_ONCE)

        async def come(session: str) -> _Watcher:
            async with gate:
                watcher = _Watcher(await night.connect(await night.load(client, session), session))
            start(watcher.listen())
            return watcher

        crowd = await asyncio.gather(*(come(session) for session in sessions[:watchers]))
        for number, session in enumerate(sessions[watchers:-1]):
            start(_read_slowly(night, session) if number % 2 else _never_listen(night, client, session))
            await asyncio.sleep(_BETWEEN_SLOW_READERS)
        start(night.load_every_second(client, sessions[-1]))
        start(night.feel_the_pulse(client))
        async with asyncio.timeout(_PATIENCE):
            while not night.is_over:  # noqa: ASYNC110  # what is waited for comes through a socket
                await asyncio.sleep(_LOOK_SECONDS)
        await asyncio.sleep(_AFTERWARDS)
        return [watcher.heard for watcher in crowd]


@asynccontextmanager
async def _side_by_side() -> AsyncIterator[Callable[[Coroutine[Any, Any, None]], None]]:
    """Let things go on until the end of the block; one that fails is told at its end."""
    under_way: list[asyncio.Task[None]] = []
    try:
        yield lambda work: under_way.append(asyncio.create_task(work))
    finally:
        for task in under_way:
            task.cancel()
        for ended in await asyncio.gather(*under_way, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def _read_slowly(night: _Night, session: str) -> None:
    """Ask for the page again and again through a window so small that each takes half a minute."""
    address = urlsplit(night.url)
    request = (
        f"GET /live-races/{night.race} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Cookie: {SESSION_COOKIE}={session}\r\nConnection: close\r\n\r\n"
    )
    while True:
        narrow = socket.socket()
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        narrow.setblocking(False)
        await asyncio.get_running_loop().sock_connect(narrow, (address.hostname, address.port))
        reader, writer = await asyncio.open_connection(sock=narrow, limit=1024)
        writer.write(request.encode())
        while await reader.read(512):  # noqa: ASYNC110  # that is how slowly it reads
            await asyncio.sleep(0.5)
        writer.close()


async def _never_listen(night: _Night, client: httpx.AsyncClient, session: str) -> None:
    connection = await night.connect(await night.load(client, session), session, max_queue=1)
    try:
        await asyncio.Event().wait()
    finally:
        connection.transport.abort()


def _duration(text: str) -> timedelta:
    """Read what racetime.gg writes, e.g. "P0DT00H01M02.345678S"."""
    found = re.fullmatch(r"P(\d+)DT(\d+)H(\d+)M([\d.]+)S", text)
    assert found is not None, text
    days, hours, minutes, seconds = (float(part) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
