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

_SETTLING_SECONDS = 5.0
_IDLE_SECONDS = 48.0
"""Each tab is sent two pings meanwhile."""
_AWAY_SECONDS = 35.0
"""A little more than the product waits for a browser to come back before it closes its page."""


async def tabs(number: int) -> Figure:
    """Let members each keep a live race's page open, and do nothing."""
    async with prepared() as ready:
        community = ready.community
        path = f"/live-races/{await a_race(community)}"
        users = await crowd(community, 2 * number)
        sessions = [await community.container.identity.open_session(user.id) for user in users]
        cookies = [f"{SESSION_COOKIE}={session}" for session in sessions]
        async with ready.serving() as server, httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            without = await _load_while_idle(server)
            first = [await Watcher.open(client, path, cookie) for cookie in cookies[:number]]
            await asyncio.sleep(_SETTLING_SECONDS)
            load = await _load_while_idle(server) - without
            before = resident_bytes(server)  # with the first ones, so what is made once is not counted with the others
            more = [await Watcher.open(client, path, cookie) for cookie in cookies[number:]]
            await asyncio.sleep(_SETTLING_SECONDS)
            opened = resident_bytes(server)
            each = (opened - before) / number
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
