"""Open tabs: what each keeps, what they cost while nothing happens, and what is left once they are closed."""

import asyncio
import time

import httpx

from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.pages import a_race
from benchmarks.public import resident_bytes
from benchmarks.server import Server, prepared
from tests.support.watcher import Watcher

_FIRST = 50
"""Tabs that are open before anything is counted, so that what is made once is not counted with the others."""
_SETTLING_SECONDS = 5.0
_IDLE_SECONDS = 30.0
_AWAY_SECONDS = 35.0
"""A little more than the product waits for a browser to come back before it closes its page."""


async def tabs(number: int) -> Figure:
    """Let members each keep a live race's page open, and do nothing."""
    async with prepared() as ready:
        community = ready.community
        path = f"/live-races/{await a_race(community)}"
        users = await crowd(community, _FIRST + number)
        sessions = [await community.container.identity.open_session(user.id) for user in users]
        cookies = [f"{SESSION_COOKIE}={session}" for session in sessions]
        async with ready.serving() as server, httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            without = await _load_while_idle(server)
            first = [await Watcher.open(client, path, cookie) for cookie in cookies[:_FIRST]]
            await asyncio.sleep(_SETTLING_SECONDS)
            before = resident_bytes(server)
            more = [await Watcher.open(client, path, cookie) for cookie in cookies[_FIRST:]]
            await asyncio.sleep(_SETTLING_SECONDS)
            each = (resident_bytes(server) - before) / number
            load = await _load_while_idle(server) - without
            opened = resident_bytes(server)
            await asyncio.gather(*(page.close() for page in (*first, *more)))
            await asyncio.sleep(_AWAY_SECONDS)
            again = [await Watcher.open(client, path, cookie) for cookie in cookies]
            await asyncio.sleep(_SETTLING_SECONDS)
            kept = (resident_bytes(server) - opened) / len(sessions)
            await asyncio.gather(*(page.close() for page in again))
    value = f"{each / 1000:.0f} kB, {load * 1000:.1f} ms/s, {kept / 1000:.0f} kB"
    what = f"{number} idle tabs: memory of each, processor time of all; what is left of one that was closed"
    return Figure(what, value, "400 kB, 5 ms/s, 20 kB")


async def _load_while_idle(server: Server) -> float:
    """Return how many seconds of processor time go by in a second."""
    began, before = time.perf_counter(), server.processor_seconds()
    await asyncio.sleep(_IDLE_SECONDS)
    return (server.processor_seconds() - before) / (time.perf_counter() - began)
