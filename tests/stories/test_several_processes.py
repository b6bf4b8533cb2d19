"""A race night behind a proxy on two processes that serve and two that work, and whatever may die of all that."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic

import httpx
import pytest

from application.certificates import authorities
from application.database import Database, connected, migrate
from application.domain.clock import SystemClock
from application.rate_limits import GUESSING
from application.services.people.identity_service import SESSION_COOKIE
from application.settings import Settings
from installation.wiring import installed
from racetime.rehearsal import RehearsalServer
from racetime.rehearsal.race import RaceStatus
from tests.support.certificate import make_certificate
from tests.support.killed import SEED, check_results, finishes, has_status, shows_a_finish
from tests.support.organizer import Founded, Json, Organizer, found_organization, rest_client
from tests.support.postgres import PostgresServer, postgres_server
from tests.support.product import PATIENCE, Served, free_port, serving, until
from tests.support.proxy import proxy
from tests.support.rehearsal import eventually
from tests.support.watcher import Watcher

pytestmark = pytest.mark.slow

TAKEN_OVER_WITHIN = 10.0
MOVES_WITHIN = 1.0
_PEOPLE = 6
"""Enough that hardly ever all of their sessions belong to one process."""
LEADS, LEADS_NO_LONGER = "This process leads:", "This process leads no longer."


@dataclass
class Night:
    """What is up and running, and who looks on through the proxy."""

    here: Organizer
    """Asks one process …"""
    there: Organizer
    """… and the other one."""
    everybody: httpx.AsyncClient
    webs: list[Served]
    workers: list[Served]
    told: list[list[str]] = field(default_factory=list)
    tabs: list[Watcher] = field(default_factory=list)

    @property
    def leaders(self) -> list[Served]:
        return [worker for worker in self.workers if _leads(worker)]

    async def kill_the_leader(self) -> None:
        (leader,) = self.leaders
        self.workers.remove(leader)
        leader.kill()
        await self.has_a_leader()

    async def has_a_leader(self) -> None:
        since = monotonic()
        await eventually(lambda: self.leaders, timeout=PATIENCE)
        assert monotonic() - since < TAKEN_OVER_WITHIN

    async def moves(self, race: Json, title: str) -> None:
        """Change a race in one process; the pages of both are told, public ones and those of people."""
        hearing = [tab.hears(title) for tab in self.tabs]
        await self.here.patch(f"/api/async-tournaments/live-races/{race['id']}", {"match_title": title})
        async with asyncio.timeout(MOVES_WITHIN):
            await asyncio.gather(*hearing)
        await self.are_told(title, within=MOVES_WITHIN)

    async def are_told(self, words: str, *, within: float = PATIENCE) -> None:
        await eventually(lambda: all(any(words in line for line in told) for told in self.told), timeout=within)


@pytest.fixture
def postgres_of_its_own() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


async def test_a_night_loses_nothing_whatever_dies(
    tmp_path: Path, postgres_of_its_own: PostgresServer, racetime: RehearsalServer
) -> None:
    url = await database_in(postgres_of_its_own)
    founded, sessions = await prepare(url)
    certificate = make_certificate(tmp_path)
    trusted = certificate.trusted()
    ports, port = [free_port(), free_port()], free_port()
    settings = {"DATABASE_URL": url, "RACETIME_URL": racetime.url, "BASE_URL": f"https://127.0.0.1:{port}"}
    async with AsyncExitStack() as stack:

        async def start(role: str, port: int | None = None) -> Served:
            return await stack.enter_async_context(serving(tmp_path, {**settings, "ROLES": role}, port=port))

        async def organizer_at(product: Served) -> Organizer:
            client = await stack.enter_async_context(rest_client(product.url, founded.token))
            return Organizer(SystemClock(), founded.organization_id, client)

        webs = [await start("web", behind) for behind in ports]
        await stack.enter_async_context(proxy(tmp_path, port, ports, certificate))
        everybody = httpx.AsyncClient(base_url=settings["BASE_URL"], verify=trusted, timeout=PATIENCE)
        await stack.enter_async_context(everybody)
        here, there = [await organizer_at(web) for web in webs]
        night = Night(here, there, everybody, webs, [await start("worker") for _ in range(2)])
        await night.has_a_leader()
        await check_that_a_guesser_has_one_allowance(webs)

        await here.save_bot()
        racers = [await here.add_racer(number, is_member=number != 3) for number in range(4)]
        tournament = await here.add_tournament(room_open_minutes=2, lock_minutes=1, is_public=True)
        pool = await here.add_pool(tournament, SEED)
        race = await here.schedule(tournament, pool, ahead=timedelta(seconds=75))
        path = f"/live-races/{race['id']}"
        night.told = [await stack.enter_async_context(watched(web.url, path)) for web in webs]
        cookies = [f"__Host-{SESSION_COOKIE}={session}" for session in sessions]
        night.tabs = [await Watcher.open(everybody, path, cookie, trusted=trusted) for cookie in cookies]
        await night.moves(race, "Zelda against Link")
        await until(lambda: has_status(there, race, "pending"))
        (room,) = racetime.world.rooms.values()
        for racer in racers:
            racetime.world.join(room, racer.racetime_id)

        await night.kill_the_leader()  # before the lock
        night.workers.append(await start("worker"))
        await eventually(lambda: room.status is RaceStatus.INVITATIONAL, timeout=2 * PATIENCE)
        for racer in racers:
            racetime.world.ready(room, racer.racetime_id)
        await eventually(lambda: room.status is RaceStatus.IN_PROGRESS, timeout=PATIENCE)

        await eventually(lambda: finishes(racetime, room, racers[0]), timeout=PATIENCE)
        await night.are_told("1 of 4 finished")
        assert await shows_a_finish(there, race)
        await night.moves(race, "Zelda against Link, again")
        await night.kill_the_leader()  # in the race
        night.workers.append(await start("worker"))

        async with answers(everybody, founded, race, cookies[0]) as statuses:
            postgres_of_its_own.stop()
            racetime.world.done(room, racers[3].racetime_id)
            racetime.world.done(room, racers[1].racetime_id)
            await eventually(lambda: statuses["api", 503] and statuses["page", 503], timeout=PATIENCE)
            postgres_of_its_own.start()
            await night.has_a_leader()
            answered = statuses["api", 200], statuses["page", 200]
            await eventually(lambda: statuses["api", 200] > answered[0] and statuses["page", 200] > answered[1])
        assert {status for _, status in statuses} == {200, 503}
        await night.are_told("3 of 4 finished")

        webs[0].kill()
        await webs[0].process.wait()
        for cookie in cookies:
            reloaded = await Watcher.open(everybody, path, cookie, trusted=trusted)
            await reloaded.close()
        racetime.world.forfeit(room, racers[2].racetime_id)
        await eventually(lambda: room.status is RaceStatus.FINISHED)
        await night.kill_the_leader()  # at its end
        await until(lambda: has_status(there, race, "finished"))
        for product in (*night.workers, webs[1]):
            assert await product.stop() == 0
        for product in (*webs, *night.workers):
            assert not [line for line in product.log if "ERROR" in line or "Traceback" in line]

    database = await Database.open(url)
    try:
        await check_results(racers, room)
    finally:
        await database.close()


async def database_in(server: PostgresServer) -> str:
    async with connected(server.address()) as connection:
        await connection.execute("CREATE DATABASE races")
    url = server.address("races")
    await migrate(url)
    return url


async def prepare(url: str) -> tuple[Founded, list[str]]:
    """Found an organization, and sign its admin in with several browsers."""
    settings = Settings(_env_file=None, database_url=url, racetime_url="http://127.0.0.1:1")  # type: ignore[call-arg]
    async with installed(settings) as installation:
        founded = await found_organization(installation.container)
        identity = installation.container.identity
        return founded, [await identity.open_session(founded.admin_id) for _ in range(_PEOPLE)]


async def check_that_a_guesser_has_one_allowance(webs: list[Served]) -> None:
    """Each process hears a moment later of what was guessed in the other one."""
    headers = {"authorization": "Bearer sb2_guess"}
    async with httpx.AsyncClient(headers=headers, verify=authorities(), timeout=PATIENCE) as guesser:
        answered: list[int] = []
        while answered[-2:] != [429, 429]:
            answered += [(await guesser.get(f"{web.url}/api/me")).status_code for web in webs]
    assert GUESSING.burst <= answered.count(401) < 1.5 * GUESSING.burst


@asynccontextmanager
async def watched(url: str, path: str) -> AsyncIterator[list[str]]:
    """Follow a public page as a spectator's browser does; yields the lines that it is told."""
    told: list[str] = []
    async with httpx.AsyncClient(base_url=url, timeout=None, verify=authorities()) as client:  # noqa: S113  # it listens

        async def listen() -> None:
            async with client.stream("GET", f"{path}/events") as answer:
                async for line in answer.aiter_lines():
                    told.append(line)  # noqa: PERF401  # each as it comes

        assert (await client.get(path)).status_code == 200
        task = asyncio.create_task(listen())
        try:
            yield told
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def answers(
    everybody: httpx.AsyncClient, founded: Founded, race: Json, cookie: str
) -> AsyncIterator[Counter[tuple[str, int]]]:
    """Ask for a race by API and as a page, again and again, and count what is answered."""
    statuses: Counter[tuple[str, int]] = Counter()

    async def ask(what: str, address: str, headers: dict[str, str]) -> bool:
        answer = await everybody.get(address, headers=headers)
        assert answer.status_code != 503 or answer.headers["retry-after"], answer.text
        assert answer.status_code != 503 or "The database" in answer.text, answer.text
        statuses[what, answer.status_code] += 1
        return False

    bearer = {"authorization": f"Bearer {founded.token}"}
    questions = (
        ("api", f"/api/async-tournaments/live-races/{race['id']}", bearer),
        ("page", f"/live-races/{race['id']}", {"cookie": cookie}),
    )
    asking = [asyncio.create_task(until(partial(ask, *question))) for question in questions]
    try:
        yield statuses
    finally:
        for task in asking:
            task.cancel()
        for ended in await asyncio.gather(*asking, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


def _leads(product: Served) -> bool:
    said = [line for line in product.log if LEADS in line or LEADS_NO_LONGER in line]
    return bool(said) and LEADS in said[-1]
