"""How long a page of a large tournament keeps everything else waiting: jobs, rooms, and other people's pages."""

import asyncio
import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowded_leaderboard
from benchmarks.measure import Figure
from benchmarks.server import Server, prepared
from models.async_tournament import AsyncTournamentRace
from tests.support.watcher import Watcher

_PLAYERS, _SLOTS = 1_000, 12
_VIEWS = 4
_CHANGES = 3
_REST_SECONDS = 1.0
"""In which a page that heard of a change has drawn it."""


@dataclass
class _Waits:
    """The longest that one small request after the other had to wait, in milliseconds."""

    longest: list[float] = field(default_factory=list)

    def begin(self) -> None:
        self.longest.append(0.0)

    def note(self, milliseconds: float) -> None:
        if self.longest:
            self.longest[-1] = max(self.longest[-1], milliseconds)

    @property
    def best(self) -> float:
        """The best of the rounds, to which other work of the machine adds least."""
        return min(self.longest)


@contextmanager
def _knocking(server: Server) -> Iterator[_Waits]:
    """Ask the product again and again whether its loop turns, on a connection of its own."""
    waits, over = _Waits(), threading.Event()

    def knock() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        while not over.is_set():
            began = time.perf_counter()
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            waits.note((time.perf_counter() - began) * 1000)
        connection.close()

    knocker = threading.Thread(target=knock)
    knocker.start()
    try:
        yield waits
    finally:
        over.set()
        knocker.join()


async def page_stall() -> Figure:
    """Open a leaderboard and a seed's page, and let a correction move them, while somebody else asks for an answer."""
    async with prepared() as ready:
        tournament = await crowded_leaderboard(ready.community, players=_PLAYERS, pools=_SLOTS)
        run = await AsyncTournamentRace.filter(tournament_id=tournament).order_by("-id").first()
        assert run is not None
        admin = ready.community.admin.actor.user_id
        assert admin is not None
        identity = ready.community.container.identity
        session = await identity.open_session(admin)
        token = (await identity.create_token(admin, "benchmark")).token
        said, size = [], 0
        async with (
            ready.serving() as server,
            httpx.AsyncClient(base_url=server.url, timeout=60, headers={"authorization": f"Bearer {token}"}) as client,
        ):
            for path in (f"/tournaments/{tournament}/leaderboard", f"/permalinks/{run.permalink_id}"):
                with _knocking(server) as waits:
                    for _ in range(_VIEWS):
                        waits.begin()
                        page = await client.get(path, headers={"cookie": f"{SESSION_COOKIE}={session}"})
                        assert page.status_code == 200, page.text
                        size = max(size, len(page.content))
                    opened = waits.best
                    watcher = await Watcher.open(client, path, f"{SESSION_COOKIE}={session}")
                    waits.longest.clear()
                    for _ in range(_CHANGES):
                        waits.begin()
                        await _correct(client, run.id)
                        await asyncio.sleep(_REST_SECONDS)
                    said.append(f"{opened:.0f} and {waits.best:.0f} ms")
                    await watcher.close()
    what = f"wait beside a page of {_PLAYERS:,} players, of {_PLAYERS:,} runs"
    return Figure(what, f"{', '.join(said)}; {size / 1000:.0f} kB", "100 ms; 150 kB")


async def _correct(client: httpx.AsyncClient, run_id: int) -> None:
    """Make a run a second faster."""
    address = f"/api/async-tournaments/runs/{run_id}"
    run = (await client.get(f"{address}/review")).json()["item"]["run"]
    result = {"status": "finished", "finish_time_seconds": run["finish_time_seconds"] - 1}
    answer = await client.post(
        f"{address}/correction", json={**result, "version": run["version"], "reason": "By the VOD."}
    )
    assert answer.status_code == 200, answer.text
