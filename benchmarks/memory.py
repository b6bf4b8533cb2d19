"""What a process keeps in memory: of tabs, of spectators, and of everything that was answered long ago."""

import asyncio

import httpx

from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.public import come, resident_bytes
from benchmarks.rest import CONNECTIONS, HOST, RACERS, races_with, window
from benchmarks.server import Server, prepared
from tests.support.watcher import Watcher

_READS = 10_000
_SPECTATORS = 1_000
_OF_ONE_ADDRESS = 100
_TABS = 100
_FIRST = 50
_SETTLING_SECONDS = 5.0
_AWAY_SECONDS = 35.0
"""A little more than the product waits for a browser to come back before it closes its page."""


async def memory() -> Figure:
    """Count what grows; each time after as many of the same, so that what is made once is not counted."""
    async with prepared() as ready:
        community = ready.community
        users = await crowd(community, _FIRST + _TABS)
        races = await races_with(community, users[:RACERS], is_public=True)
        cookies = [f"{SESSION_COOKIE}={await community.container.identity.open_session(user.id)}" for user in users]
        async with ready.serving() as server, httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            path = f"/live-races/{races[3]}"
            first = [await Watcher.open(client, path, cookie) for cookie in cookies[:_FIRST]]
            before = resident_bytes(server)
            more = [await Watcher.open(client, path, cookie) for cookie in cookies[_FIRST:]]
            await asyncio.sleep(_SETTLING_SECONDS)
            tab = (resident_bytes(server) - before) / len(more)
            await asyncio.gather(*(each.close() for each in (*first, *more)))
            await asyncio.sleep(_AWAY_SECONDS)

            early = await come(server, races[3], _OF_ONE_ADDRESS)
            before = resident_bytes(server)
            crowd_ = await come(server, races[3], _SPECTATORS, first=_OF_ONE_ADDRESS)
            await asyncio.sleep(_SETTLING_SECONDS)
            spectator = (resident_bytes(server) - before) / len(crowd_)
            for each_line in (*early, *crowd_):
                each_line.transport.close()

            request = f"GET /live-races/{races[1]} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
            await _read(server, request, _READS // 10)
            before = resident_bytes(server)
            await _read(server, request, _READS)
            kept = resident_bytes(server) - before
    value = f"{tab / 1000:.0f}, {spectator / 1000:.0f} kB; {kept / 1_000_000:.1f} MB"
    return Figure("memory of a tab, of a spectator; more after 10,000 plain GETs", value, "400, 60 kB; 10 MB")


async def _read(server: Server, request: bytes, number: int) -> None:
    while number > 0:
        _, took = await window(server, [request] * CONNECTIONS, CONNECTIONS)
        number -= len(took)
