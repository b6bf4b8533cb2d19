"""Requests per second of one route, served by uvicorn in a process of its own.

The rate is that of one core: requests per second of processor time that the server used. By the clock it would also
measure what else the machine was doing.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from application.database import Database, migrate
from application.domain.ids import LiveRaceId
from benchmarks.community import crowd
from benchmarks.server import HOST, Server, serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community

_CONNECTIONS = 16
_WINDOWS = 7
_WINDOW_SECONDS = 1.0
_RACERS = 50
_TOKENS = 160
"""Enough that none of them comes near its allowance, as with many clients."""


async def requests_per_second() -> float:
    """Return the median of several windows of reading a live race with fifty racers in its room."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{Path(folder) / 'bench.db'}"
        await migrate(url)
        database = await Database.open(url)
        community = await found_community(ManualClock())
        race_id = await _race_with_racers(community)
        tokens = await _tokens(community)
        await database.close()
        async with serving(url) as server:
            requests = [_request(race_id, token) for token in tokens]
            await _window(server, requests)  # for what is made once, at the first request
            return statistics.median([await _window(server, requests) for _ in range(_WINDOWS)])


async def _race_with_racers(community: Community) -> LiveRaceId:
    users = await crowd(community, _RACERS)
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join(*(user.racetime_id or "" for user in users))
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    return race.id


async def _tokens(community: Community) -> list[str]:
    user_id = community.admin.actor.user_id
    assert user_id is not None
    identity = community.container.identity
    return [(await identity.create_token(user_id, f"reader {number}")).token for number in range(_TOKENS)]


def _request(race_id: LiveRaceId, token: str) -> bytes:
    path = f"/api/async-tournaments/live-races/{race_id}"
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


async def _window(server: Server, requests: list[bytes]) -> float:
    """Keep every connection busy for a while and return the rate."""
    until = time.perf_counter() + _WINDOW_SECONDS
    before = server.processor_seconds()
    share = len(requests) // _CONNECTIONS
    shares = [requests[number * share : (number + 1) * share] for number in range(_CONNECTIONS)]
    counts = await asyncio.gather(*(_read_until(until, server.port, own) for own in shares))
    return sum(counts) / (server.processor_seconds() - before)


async def _read_until(until: float, port: int, requests: list[bytes]) -> int:
    reader, writer = await asyncio.open_connection(HOST, port)
    done = 0
    while time.perf_counter() < until:
        writer.write(requests[done % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        length = next(
            int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        await reader.readexactly(length)
        done += 1
    writer.close()
    await writer.wait_closed()
    return done
