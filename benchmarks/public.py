"""Pages for people without an account, of the product as `main.py` serves it: how many a second, and for how many.

Rates are those of one core, as for the API. Spectators hold a line each, over which they are told what changes.
"""

import asyncio
import resource
import statistics
import time
from pathlib import Path

import httpx

from application.domain.ids import LiveRaceId
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.rest import CONNECTIONS, HOST, RACERS, WINDOWS, races_with, window
from benchmarks.server import Server, prepared

_OF_ONE_ADDRESS = 100
_OPENING_AT_ONCE = 50
_CHANGES = 5
_PATIENCE = 60.0


async def public_pages() -> Figure:
    """Read the page of a race that is on, with fifty racers: the page itself, and that it hasn't changed."""
    async with prepared() as ready:
        races = await races_with(ready.community, await crowd(ready.community, RACERS), is_public=True)
        async with ready.serving() as server:
            rates = []
            mark = (await _page(server, races[1])).headers["etag"]
            for status, more in ((200, "Accept-Encoding: gzip"), (304, f"If-None-Match: {mark}")):
                request = f"GET /live-races/{races[1]} HTTP/1.1\r\nHost: {HOST}\r\n{more}\r\n\r\n".encode()
                requests = [request] * CONNECTIONS
                windows = [(await window(server, requests, CONNECTIONS, status=status))[0] for _ in range(WINDOWS)]
                rates.append(statistics.median(windows))
    return Figure(
        "public page of a race: from the cache, unchanged", f"{rates[0]:.0f} {rates[1]:.0f}/s", "1000, 2000/s"
    )


async def _page(server: Server, race_id: LiveRaceId) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(f"{server.url}/live-races/{race_id}")


class _Spectator(asyncio.Protocol):
    """A line on which changes are told; it notes when each change had come."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self.heard: list[float] = []
        self.listens = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if b"event: show" in data:
            self.heard.append(time.perf_counter())
        if b"event: time" in data and not self.listens.done():
            self.listens.set_result(None)


async def spectators(number: int) -> Figure:
    """Let many follow one race, rename it now and then, and count until the last one has been told."""
    most, hardest = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(most, 2 * number + 500), hardest), hardest))
    async with prepared() as ready:
        community = ready.community
        races = await races_with(community, await crowd(community, RACERS), is_public=True)
        admin = community.admin.actor.user_id
        assert admin is not None
        token = (await community.container.identity.create_token(admin, "benchmark")).token
        async with ready.serving() as server:
            first = await come(server, races[3], 100)  # so that what is made once is not counted with the others
            before = resident_bytes(server)
            crowd_ = await come(server, races[3], number - len(first), first=len(first))
            each = (resident_bytes(server) - before) / len(crowd_)
            delays = [await _delay(server, token, races[3], turn, [*first, *crowd_]) for turn in range(_CHANGES)]
            for spectator in (*first, *crowd_):
                spectator.transport.close()
    value = f"{statistics.median(delays):.2f} s ({max(delays):.2f}), {each / 1000:.0f} kB"
    return Figure(f"{number} spectators: change to the last one, memory each", value, "1 s, 60 kB")


async def come(server: Server, race_id: LiveRaceId, number: int, *, first: int = 0) -> list[_Spectator]:
    """Open so many lines, from addresses that have a hundred each."""
    version = (await _page(server, race_id)).text.partition('data-version="')[2].partition('"')[0]
    address = f"/live-races/{race_id}/events?since={version}"
    request = f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/event-stream\r\n\r\n".encode()
    gate = asyncio.Semaphore(_OPENING_AT_ONCE)

    async def come(place: int) -> _Spectator:
        own = f"127.0.1.{1 + place // _OF_ONE_ADDRESS}"
        async with gate:
            _, spectator = await asyncio.get_running_loop().create_connection(
                lambda: _Spectator(request), HOST, server.port, local_addr=(own, 0)
            )
            await spectator.listens
        return spectator

    return list(await asyncio.gather(*(come(first + place) for place in range(number))))


async def _delay(server: Server, token: str, race_id: LiveRaceId, turn: int, crowd_: list[_Spectator]) -> float:
    """Rename the race, and return how long it took until everybody was told."""
    headers = {"Authorization": f"Bearer {token}"}
    path = f"{server.url}/api/async-tournaments/live-races/{race_id}"
    told = [len(spectator.heard) for spectator in crowd_]
    async with httpx.AsyncClient(headers=headers, timeout=_PATIENCE) as client:
        began = time.perf_counter()
        answer = await client.patch(path, json={"match_title": f"Race number {turn}"})
        assert answer.status_code == 200, answer.text
    async with asyncio.timeout(_PATIENCE):
        while any(len(each.heard) == before for each, before in zip(crowd_, told, strict=True)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return max(spectator.heard[-1] for spectator in crowd_) - began


def resident_bytes(server: Server) -> int:
    status = Path(f"/proc/{server.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024
