"""The database is away for twenty seconds: what is answered meanwhile, and how long until everything is well again."""

import asyncio
import time
from collections import Counter

import httpx

from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.pages import admin_of
from benchmarks.rest import RACERS, races_with
from benchmarks.server import prepared_on_postgres
from tests.support.product import until
from tests.support.watcher import Watcher

_AWAY_SECONDS = 20.0
_LOOK_SECONDS = 0.3
"""Rarely enough for what one address may ask for."""
_PATIENCE_SECONDS = 60.0


async def outage() -> Figure:
    """Stop the server and start it again, while somebody asks by API, for a page and for a public page."""
    async with prepared_on_postgres() as (ready, server):
        community = ready.community
        races = await races_with(community, await crowd(community, RACERS), is_public=True)
        identity = community.container.identity
        token = (await identity.create_token(admin_of(community), "benchmark")).token
        cookie = f"{SESSION_COOKIE}={await identity.open_session(admin_of(community))}"
        async with ready.serving() as product:
            bearer = {"authorization": f"Bearer {token}"}
            client = httpx.AsyncClient(base_url=product.url, timeout=_PATIENCE_SECONDS)
            watcher = await Watcher.open(client, f"/live-races/{races[3]}", cookie)
            asked = (
                _Asked(f"/api/async-tournaments/live-races/{races[3]}", bearer),
                _Asked(f"/live-races/{races[3]}", {"cookie": cookie}),
                _Asked(f"/live-races/{races[2]}", {}),
            )
            asking = [asyncio.create_task(each.again_and_again(client)) for each in asked]
            server.stop()
            await asyncio.sleep(_AWAY_SECONDS)
            server.start()
            back = time.perf_counter()
            heard = watcher.hears("After the outage")
            await until(lambda: _rename(client, races[3], bearer))
            written = time.perf_counter() - back
            told = await heard - back
            await until(lambda: _is_ready(client))
            ready_again = time.perf_counter() - back
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
            await watcher.close()
            await client.aclose()
    statuses = sum((each.statuses for each in asked), Counter[int]())
    wrong = statuses.total() - statuses[200] - statuses[503]
    slowest = max(each.slowest for each in asked)
    value = f"{wrong}, {slowest:.2f} s, {written:.1f}, {told:.1f}, {ready_again:.1f} s"
    what = "20 s without database: other than 200 and 503, slowest; written, told, ready"
    return Figure(what, value, "0, 1 s, 5, 5, 10 s")


class _Asked:
    """Something that is asked for again and again."""

    def __init__(self, path: str, headers: dict[str, str]) -> None:
        self._path = path
        self._headers = headers
        self.statuses: Counter[int] = Counter()
        self.slowest = 0.0

    async def again_and_again(self, client: httpx.AsyncClient) -> None:
        while True:
            began = time.perf_counter()
            self.statuses[(await client.get(self._path, headers=self._headers)).status_code] += 1
            self.slowest = max(self.slowest, time.perf_counter() - began)
            await asyncio.sleep(_LOOK_SECONDS)


async def _rename(client: httpx.AsyncClient, race_id: int, bearer: dict[str, str]) -> bool:
    path = f"/api/async-tournaments/live-races/{race_id}"
    return (await client.patch(path, headers=bearer, json={"match_title": "After the outage"})).status_code == 200


async def _is_ready(client: httpx.AsyncClient) -> bool:
    return (await client.get("/health/ready")).status_code == 200
