"""The end of the schedule's jobs."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from application.database import Database
from application.domain.ids import OrganizationId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import OpenedRoom, RoomRequest
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from application.scheduler import Scheduler
from application.settings import Settings
from installation.wiring import installed
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.generators import listening_generators
from tests.support.queries import counted_queries
from tests.support.rehearsal import PATIENCE, eventually
from tests.support.rooms import ScriptedRooms


class SlowRooms(ScriptedRooms):
    """racetime.gg takes the request and answers once it is told to."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)
        self.asked, self.answer = asyncio.Event(), asyncio.Event()

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        self.asked.set()
        await self.answer.wait()
        return await super().open(organization_id, request)


class HangingRooms(ScriptedRooms):
    """racetime.gg takes the request and never answers."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)
        self.asked = asyncio.Event()

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")


async def test_a_job_that_is_under_way_at_the_end_is_cut_short_without_an_error(
    database: Database, clock: ManualClock
) -> None:
    rooms = HangingRooms(clock)
    community = await found_community(clock, rooms=rooms)
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(minutes=20))
    scheduler = Scheduler(
        community.container.tasks,
        meters=community.container.meters,
        gather_statistics=database.gather_statistics,
    )
    scheduler.start()
    await rooms.asked.wait()
    await scheduler.stop(patience=0.1)
    assert not scheduler.is_running
    assert (await community.race(race.summary.id)).summary.status is LiveRaceStatus.SCHEDULED


async def test_a_room_that_is_being_opened_at_the_end_is_still_recorded(database: Database, clock: ManualClock) -> None:
    rooms = SlowRooms(clock)
    community = await found_community(clock, rooms=rooms)
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(minutes=20))
    scheduler = Scheduler(
        community.container.tasks,
        meters=community.container.meters,
        gather_statistics=database.gather_statistics,
    )
    scheduler.start()
    await rooms.asked.wait()
    stopping = asyncio.create_task(scheduler.stop(patience=10))
    await asyncio.sleep(0)
    rooms.answer.set()
    await stopping
    assert (await community.race(race.summary.id)).summary.status is LiveRaceStatus.PENDING


async def test_who_has_lost_the_lead_lets_nothing_finish(sqlite_database_url: str, clock: ManualClock) -> None:
    settings = Settings(_env_file=None, database_url=sqlite_database_url, racetime_url="http://127.0.0.1:1")  # type: ignore[call-arg]
    async with installed(settings, clock=clock) as installation:
        rooms = HangingRooms(clock)
        community = await found_community(clock, rooms=rooms)
        tournament = await community.add_tournament()
        await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(minutes=20))
        container = replace(installation.container, tasks=community.container.tasks)
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionError):
                async with replace(installation, container=container).working():
                    await rooms.asked.wait()
                    raise ConnectionError


async def test_no_organization_waits_for_what_another_one_has_chosen_to_ask(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with listening_generators() as hanging, listening_generators() as answering:
        hyrule = await found_community(clock, settings=hanging.settings())
        termina = await found_community(clock, slug="termina", settings=hanging.settings())
        scheduler = Scheduler(
            hyrule.container.tasks,
            meters=hyrule.container.meters,
            gather_statistics=sqlite_database.gather_statistics,
            pace=20,
        )
        hanging.pause.clear()
        slow = SourceDraft(GeneratorKind.ALTTPR, "default", ahead=1)
        for number in range(4):
            pool = await hyrule.add_pool(await hyrule.add_tournament(f"Slow {number}"), live=0)
            await hyrule.container.seed_sources.save_source(hyrule.admin, pool, slow)
        scheduler.start()
        await hanging.arrived.wait()
        own = SourceDraft(GeneratorKind.WEB, address=f"{answering.url}/own/generate", seed_at="items.0.seed", ahead=1)
        pool = await termina.add_pool(await termina.add_tournament(), live=0)
        await termina.container.seed_sources.save_source(termina.admin, pool, own)
        await eventually(lambda: bool(answering.made))
        assert not hanging.made
        await scheduler.stop(patience=0.1)


async def test_ticks_that_come_while_one_still_looks_ask_the_database_nothing(community: Community) -> None:
    """These jobs may be under way many times, so on a slow database they would keep it from everybody."""
    tasks = community.container.tasks
    with counted_queries() as alone:
        await tasks.make_due_seeds()
        await tasks.stock_pools()
    with counted_queries() as together:
        await asyncio.gather(*(job() for _ in range(20) for job in (tasks.make_due_seeds, tasks.stock_pools)))
    assert len(together) == len(alone) > 0
