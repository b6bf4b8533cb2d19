"""A race night on two processes that serve and two that work, one database, and whatever may die of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic

import httpx
import pytest

from application.certificates import authorities
from application.database import Database, connected
from application.domain.clock import SystemClock
from racetime.rehearsal import RehearsalServer
from racetime.rehearsal.race import RaceStatus
from tests.support.killed import SEED, Installations, check_results, finishes, has_status, shows_a_finish
from tests.support.organizer import Organizer, rest_client
from tests.support.product import PATIENCE, Served, serving, until
from tests.support.rehearsal import eventually

pytestmark = pytest.mark.slow

TAKEN_OVER_WITHIN = 10.0
HEARD_WITHIN = 5.0
"""Seconds for a busy machine; pages that hear of nothing are as old as twenty."""
LEADS = "This process leads:"


async def test_a_night_loses_nothing_when_leaders_a_server_and_the_database_s_connections_die(
    tmp_path: Path, postgres_database_url: str, racetime: RehearsalServer
) -> None:
    installations = Installations(tmp_path, postgres_database_url, racetime.url)
    founded = await installations.found()
    async with AsyncExitStack() as stack:

        async def start(roles: str) -> Served:
            settings = {"DATABASE_URL": postgres_database_url, "RACETIME_URL": racetime.url, "ROLES": roles}
            return await stack.enter_async_context(serving(tmp_path, settings))

        async def organizer_at(product: Served) -> Organizer:
            client = await stack.enter_async_context(rest_client(product.url, founded.token))
            return Organizer(SystemClock(), founded.organization_id, client)

        webs = [await start("web") for _ in range(2)]
        leader = await start("worker")
        await leads(leader)
        waiting = await start("worker")
        here, there = [await organizer_at(web) for web in webs]

        await here.save_bot()
        racers = [await here.add_racer(number, is_member=number != 3) for number in range(4)]
        tournament = await here.add_tournament(room_open_minutes=2, lock_minutes=1, is_public=True)
        pool = await here.add_pool(tournament, SEED)
        race = await here.schedule(tournament, pool, ahead=timedelta(seconds=75))
        await until(lambda: has_status(there, race, "pending"))
        (room,) = racetime.world.rooms.values()
        for racer in racers:
            racetime.world.join(room, racer.racetime_id)

        leader.kill()
        await takes_over(waiting)
        leader, waiting = waiting, await start("worker")
        await eventually(lambda: room.status is RaceStatus.INVITATIONAL, timeout=PATIENCE)
        for racer in racers:
            racetime.world.ready(room, racer.racetime_id)
        await eventually(lambda: room.status is RaceStatus.IN_PROGRESS, timeout=PATIENCE)

        path = f"/live-races/{race['id']}"
        watching = [await stack.enter_async_context(watched(web.url, path)) for web in webs]
        await eventually(lambda: finishes(racetime, room, racers[0]), timeout=PATIENCE)
        await until(lambda: shows_a_finish(there, race))
        for told in watching:
            await until_told(told, "1 of 4 finished")
        leader.kill()
        await takes_over(waiting)
        leader, waiting = waiting, await start("worker")

        await end_all_connections(postgres_database_url)
        webs[0].kill()
        racetime.world.done(room, racers[3].racetime_id)
        racetime.world.done(room, racers[1].racetime_id)
        racetime.world.forfeit(room, racers[2].racetime_id)
        await eventually(lambda: room.status is RaceStatus.FINISHED)
        await until(lambda: has_status(there, race, "finished"))
        for product in (leader, waiting, webs[1]):
            assert await product.stop() == 0
            assert not [line for line in product.log if "ERROR" in line or "Traceback" in line]

    database = await Database.open(postgres_database_url)
    try:
        await check_results(racers, room)
    finally:
        await database.close()


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


async def until_told(told: list[str], words: str) -> None:
    try:
        await eventually(lambda: any(words in line for line in told), timeout=HEARD_WITHIN)
    except AssertionError as error:
        error.add_note("\n".join(told))
        raise


async def leads(product: Served) -> None:
    await eventually(lambda: any(LEADS in line for line in product.log), timeout=PATIENCE)


async def takes_over(product: Served) -> None:
    since = monotonic()
    await leads(product)
    assert monotonic() - since < TAKEN_OVER_WITHIN


async def end_all_connections(url: str) -> None:
    async with connected(url) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
