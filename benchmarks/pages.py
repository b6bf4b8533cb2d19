"""Pages under the load of a race night: many who watch one race, and a schedule that is full."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import httpx
from playwright.async_api import async_playwright

from application.domain.ids import LiveRaceId, UserId
from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowd
from benchmarks.measure import Figure, in_words
from benchmarks.server import prepared
from tests.support.chromium import launch_arguments, require_chromium
from tests.support.community import Community
from tests.support.watcher import Watcher

_CHANGES = 5
_LOADS = 200
_AT_ONCE = 8
_VIEWS = 5
_PATIENCE_SECONDS = 30
_CONNECTIONS = 100


async def a_race(community: Community) -> LiveRaceId:
    tournament = await community.add_tournament()
    return (await community.schedule(tournament, await community.add_pool(tournament, live=3))).summary.id


def admin_of(community: Community) -> UserId:
    admin = community.admin.actor.user_id
    assert admin is not None
    return admin


async def watchers(number: int) -> Figure:
    """Let everybody watch one race, change it through the API, and take the time until the last page shows it."""
    async with prepared() as ready:
        community = ready.community
        race_id = await a_race(community)
        users = await crowd(community, number)
        identity = community.container.identity
        sessions = [await identity.open_session(user.id) for user in users]
        token = (await identity.create_token(admin_of(community), "benchmark")).token
        async with ready.serving() as server, httpx.AsyncClient(base_url=server.url) as client:
            path = f"/live-races/{race_id}"
            open_pages = [await Watcher.open(client, path, f"{SESSION_COOKIE}={session}") for session in sessions]
            slowest = await change_delays(client, race_id, token, open_pages)
            await asyncio.gather(*(page.close() for page in open_pages))
    return Figure(f"{number} watchers of one race, until the last sees a change", in_words(slowest), "1,000 ms")


async def change_delays(
    client: httpx.AsyncClient, race_id: LiveRaceId, token: str, watchers: Sequence[Watcher]
) -> list[float]:
    """Change a race now and then; return how many milliseconds it took each time until the last watcher was told."""
    slowest = []
    for change in range(_CHANGES):
        title = f"Change number {change}"
        hearing = [page.hears(title) for page in watchers]
        began = time.perf_counter()
        answer = await client.patch(
            f"/api/async-tournaments/live-races/{race_id}",
            headers={"authorization": f"Bearer {token}"},
            json={"match_title": title},
        )
        assert answer.status_code == 200, answer.text
        heard = await asyncio.wait_for(asyncio.gather(*hearing), _PATIENCE_SECONDS)
        slowest.append((max(heard) - began) * 1000)
        await asyncio.sleep(1)
    return slowest


async def page_loads() -> Figure:
    """Return how many times a second one core serves a live race's page."""
    async with prepared() as ready:
        community = ready.community
        race_id = await a_race(community)
        session = await community.container.identity.open_session(admin_of(community))
        async with ready.serving() as server, httpx.AsyncClient(base_url=server.url) as client:
            gate = asyncio.Semaphore(_AT_ONCE)

            async def load() -> None:
                async with gate:
                    headers = {"cookie": f"{SESSION_COOKIE}={session}"}
                    answer = await client.get(f"/live-races/{race_id}", headers=headers)
                    assert answer.status_code == 200, answer.text

            await asyncio.gather(*(load() for _ in range(_AT_ONCE)))
            before = server.processor_seconds()
            await asyncio.gather(*(load() for _ in range(_LOADS)))
            rate = _LOADS / (server.processor_seconds() - before)
    return Figure("loads of a live race's page on one core", f"{rate:.0f}/s", "45/s")


async def opening(number: int, seconds: float) -> Figure:
    """Let so many people open one page within some seconds, and count who was told to wait and who got an error."""
    async with prepared() as ready:
        community = ready.community
        race_id = await a_race(community)
        identity = community.container.identity
        sessions = [await identity.open_session(user.id) for user in await crowd(community, number)]
        times: list[float] = []
        statuses: Counter[int] = Counter()
        limits = httpx.Limits(max_connections=_CONNECTIONS)
        async with (
            ready.serving() as server,
            httpx.AsyncClient(base_url=server.url, limits=limits, timeout=_PATIENCE_SECONDS) as client,
        ):

            async def come(place: int) -> None:
                await asyncio.sleep(seconds * place / number)
                began = time.perf_counter()
                headers = {"cookie": f"{SESSION_COOKIE}={sessions[place]}"}
                answer = await client.get(f"/live-races/{race_id}", headers=headers)
                statuses[answer.status_code] += 1
                times.append(time.perf_counter() - began)

            await asyncio.gather(*(come(place) for place in range(number)))
    served, told_to_wait = statuses.pop(200, 0), statuses.pop(503, 0)
    took = f"median {statistics.median(times):.2f}, slowest {max(times):.2f} s"
    return Figure(
        f"{number} people open one page within {seconds:.0f} s: served, told to wait, failed; took",
        f"{served}, {told_to_wait}, {statuses.total()}; {took}",
        "all, 0, 0",
    )


async def full_schedule(races: int) -> Figure:
    """Open a schedule in Chromium, with nothing kept from before, until its races can be seen."""
    async with prepared() as ready:
        community = ready.community
        tournament = await community.add_tournament()
        pool = await community.add_pool(tournament)
        for number in range(races):
            await community.schedule(tournament, pool, ahead=timedelta(hours=number + 1), match_title=f"Race {number}")
        session = await community.container.identity.open_session(await community.add_player())
        times = []
        async with ready.serving() as server, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=require_chromium(), args=launch_arguments())
            for _ in range(_VIEWS):
                context = await browser.new_context()
                await context.add_cookies([{"name": SESSION_COOKIE, "value": session, "url": server.url}])
                page = await context.new_page()
                began = time.perf_counter()
                await page.goto(f"{server.url}/organizations/hyrule/schedule", wait_until="commit")
                await page.get_by_test_id("race").first.wait_for()
                times.append((time.perf_counter() - began) * 1000)
                await context.close()
            await browser.close()
    value = f"median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"
    return Figure(f"first view of a schedule with {races} races", value, "1,000 ms")
