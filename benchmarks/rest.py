"""Requests per second of one route of the product as `main.py` serves it, on connections that are kept.

The rate is that of one core: requests per second of processor time that the server used. By the clock it would also
measure what else the machine was doing. The time until an answer is taken by the clock, one request after another.
"""

import asyncio
import statistics
import time

from application.domain.ids import LiveRaceId
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.server import Server, prepared
from models import User
from tests.support.community import Community

_HOST = "127.0.0.1"
_CONNECTIONS = 16
_WINDOWS = 7
_WINDOW_SECONDS = 1.0
_RACERS = 50
_READERS = 160
"""Enough that none of them comes near the allowance that each has."""


async def rest() -> Figure:
    """Return the median of several windows of reading a locked live race with fifty racers in its room."""
    async with prepared() as ready:
        community = ready.community
        users = await crowd(community, _READERS)
        race_id = await _race_with(community, users[:_RACERS])
        identity = community.container.identity
        tokens = [(await identity.create_token(user.id, "benchmark")).token for user in users]
        async with ready.serving() as server:
            requests = [_request(race_id, token) for token in tokens]
            await _window(server, requests, _CONNECTIONS)  # for what is made once, at the first request
            rate = statistics.median([(await _window(server, requests, _CONNECTIONS))[0] for _ in range(_WINDOWS)])
            _, times = await _window(server, requests, 1)
    value = f"{rate:.0f}/s, median {statistics.median(times) * 1000:.1f} ms"
    return Figure("REST reads of one live race on one core", value, "500/s, 5 ms")


async def _race_with(community: Community, racers: list[User]) -> LiveRaceId:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join(*(user.racetime_id or "" for user in racers))
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    return race.id


def _request(race_id: LiveRaceId, token: str) -> bytes:
    path = f"/api/async-tournaments/live-races/{race_id}"
    return f"GET {path} HTTP/1.1\r\nHost: {_HOST}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


async def _window(server: Server, requests: list[bytes], connections: int) -> tuple[float, list[float]]:
    """Keep every connection busy for a while; return the rate, and how many seconds each answer took."""
    until = time.perf_counter() + _WINDOW_SECONDS
    before = server.processor_seconds()
    share = len(requests) // connections
    shares = [requests[number * share : (number + 1) * share] for number in range(connections)]
    times = await asyncio.gather(*(_read_until(until, server.port, own) for own in shares))
    took = [each for own in times for each in own]
    return len(took) / (server.processor_seconds() - before), took


async def _read_until(until: float, port: int, requests: list[bytes]) -> list[float]:
    reader, writer = await asyncio.open_connection(_HOST, port)
    times: list[float] = []
    while (began := time.perf_counter()) < until:
        writer.write(requests[len(times) % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        length = next(
            int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()
    return times
