"""One process that serves and two of them, on PostgreSQL: what they answer, and how soon the pages of all move."""

import asyncio
import statistics
from contextlib import AsyncExitStack

import httpx

from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.pages import change_delays
from benchmarks.rest import CONNECTIONS, RACERS, WINDOWS, admins_tokens, races_with, request_for, window
from benchmarks.server import Server, prepared_on_postgres
from tests.support.watcher import Watcher

_WATCHERS = 100


async def processes() -> Figure:
    """Let admins read a live race, and members watch one, at one process and at two."""
    async with prepared_on_postgres() as (ready, _):
        community = ready.community
        users = await crowd(community, RACERS + _WATCHERS)
        races = await races_with(community, users[:RACERS])
        tokens = await admins_tokens(community, users)
        sessions = [await community.container.identity.open_session(user.id) for user in users[RACERS:]]
        told = []
        for number in (1, 2):
            async with AsyncExitStack() as stack:
                servers = [await stack.enter_async_context(ready.serving(ROLES="web")) for _ in range(number)]
                requests = [request_for(races[1], token) for token in tokens]
                rates = [await _rate(servers, requests) for _ in range(WINDOWS + 1)][1:]
                clients = [
                    await stack.enter_async_context(httpx.AsyncClient(base_url=server.url, timeout=60))
                    for server in servers
                ]
                path = f"/live-races/{races[3]}"
                watchers = [
                    await Watcher.open(clients[place % number], path, f"{SESSION_COOKIE}={session}")
                    for place, session in enumerate(sessions)
                ]
                delays = await change_delays(clients[0], races[3], tokens[0], watchers)
                await asyncio.gather(*(watcher.close() for watcher in watchers))
                told.append(f"{statistics.median(rates):.0f}/s, {statistics.median(delays):.0f} ms")
    what = f"reads by the clock, last of {_WATCHERS} watchers told: at one process, at two"
    return Figure(what, "; ".join(told), "more; 1,000 ms")


async def _rate(servers: list[Server], requests: list[bytes]) -> float:
    """Return how many requests all of them together answered in a second of time."""
    share = len(requests) // len(servers)
    shares = [requests[number * share : (number + 1) * share] for number in range(len(servers))]
    windows = await asyncio.gather(
        *(window(server, own, CONNECTIONS // len(servers)) for server, own in zip(servers, shares, strict=True))
    )
    return sum(len(took) for _, took in windows)
