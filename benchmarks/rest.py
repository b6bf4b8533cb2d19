"""Requests per second of one route of the product as `main.py` serves it, on connections that are kept.

The rate is that of one core: requests per second of processor time that the server used. By the clock it would also
measure what else the machine was doing. The time until an answer is taken by the clock, one request after another.
"""

import asyncio
import statistics
import time
from datetime import timedelta

from application.domain.ids import LiveRaceId
from application.domain.permissions import Role
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.server import Server, prepared
from models.organization import OrganizationMemberRole
from models.user import User
from tests.support.community import Community

HOST = "127.0.0.1"
CONNECTIONS = 16
WINDOWS = 3
_WINDOW_SECONDS = 1.0
RACERS = 50
_READERS = 160
"""Enough that none of them comes near the allowance that each has."""


async def rest() -> Figure:
    """Let admins read live races with fifty racers in whatever state; return what the slowest state's windows gave."""
    async with prepared() as ready:
        community = ready.community
        users = await crowd(community, _READERS)
        races = await races_with(community, users[:RACERS])
        tokens = await admins_tokens(community, users)
        async with ready.serving() as server:
            rates, slowest = [], 0.0
            for race_id in races:
                requests = [request_for(race_id, token) for token in tokens]
                await window(server, requests, CONNECTIONS)  # for what is made once, at the first request
                windows = [(await window(server, requests, CONNECTIONS))[0] for _ in range(WINDOWS)]
                rates.append(statistics.median(windows))
                _, times = await window(server, requests, 1)
                slowest = max(slowest, statistics.median(times))
    value = f"{' '.join(f'{rate:.0f}' for rate in rates)}/s, {slowest * 1000:.1f} ms"
    return Figure("REST reads: race finished, on, locked, scheduled", value, "500/s, 5 ms")


async def races_with(community: Community, racers: list[User], *, is_public: bool = False) -> list[LiveRaceId]:
    """Return a race that is over, one that is on, one that is locked and one that is still ahead."""
    tournament = await community.add_tournament(runs_per_pool=10, is_public=is_public)
    pool = await community.add_pool(tournament, live=4)
    races = []
    for steps in (3, 2, 1, 0):
        race = (await community.schedule(tournament, pool)).summary
        races.append(race.id)
        if not steps:
            break
        room = await community.open_room(race.id)
        room.join(*(user.racetime_id or "" for user in racers))
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        if steps > 1:
            room.start()
            await community.hear(race.id, room)
        if steps > 2:
            room.finish_all(timedelta(minutes=1), timedelta(seconds=1))
            await community.hear(race.id, room)
    return races


async def admins_tokens(community: Community, users: list[User]) -> list[str]:
    """Return a token of each of these people, who become admins."""
    await OrganizationMemberRole.bulk_create(
        OrganizationMemberRole(
            organization_id=community.organization_id,
            user_id=user.id,
            role=Role.ADMIN,
            granted_at=community.clock.now(),
        )
        for user in users
    )
    identity = community.container.identity
    return [(await identity.create_token(user.id, "benchmark")).token for user in users]


def request_for(race_id: LiveRaceId, token: str) -> bytes:
    path = f"/api/async-tournaments/live-races/{race_id}"
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


async def window(
    server: Server, requests: list[bytes], connections: int, *, status: int = 200
) -> tuple[float, list[float]]:
    """Keep every connection busy for a while; return the rate, and how many seconds each answer took."""
    until = time.perf_counter() + _WINDOW_SECONDS
    before = server.processor_seconds()
    share = len(requests) // connections
    shares = [requests[number * share : (number + 1) * share] for number in range(connections)]
    times = await asyncio.gather(*(_read_until(until, server.port, own, status) for own in shares))
    took = [each for own in times for each in own]
    return len(took) / (server.processor_seconds() - before), took


async def _read_until(until: float, port: int, requests: list[bytes], status: int) -> list[float]:
    reader, writer = await asyncio.open_connection(HOST, port)
    times: list[float] = []
    while (began := time.perf_counter()) < until:
        writer.write(requests[len(times) % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(f"HTTP/1.1 {status} ".encode()), head
        lines = (line.lower().partition(b":") for line in head.split(b"\r\n"))
        length = next((int(value) for name, _, value in lines if name == b"content-length"), 0)
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()
    return times
