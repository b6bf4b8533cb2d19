"""What happens to transactions that get in each other's way, or lose their connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tortoise import connections
from tortoise.context import TortoiseContext

from application.context import OrgContext
from application.database import Database, connected, orm_config
from application.database_address import DEFAULT_POOL_SIZE
from application.domain.errors import ConcurrentChange, Interrupted, Unavailable
from application.domain.ids import UserId
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.events import EventBus
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPool
from models.event_log import EventLogEntry
from models.user import User
from tests.repositories.conftest import Populated
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.cut_connections import cut_connections
from tests.support.databases import on_both_engines
from tests.support.rehearsal import PATIENCE
from tests.support.slow import slowly

pytestmark = on_both_engines
_RENAMED = OrganizationChanges(name="Hyrule Castle")


@asynccontextmanager
async def opened(address: str, *, pool_size: int = DEFAULT_POOL_SIZE) -> AsyncIterator[None]:
    database = await Database.open(address, pool_size=pool_size)
    try:
        yield
    finally:
        await database.close()


async def fail_once_at_the_commit(action: str) -> None:
    """Let PostgreSQL do something when the next transaction that adds a pool commits; a sequence isn't rolled back."""
    await connections.get("default").execute_script(
        f"""
        CREATE SEQUENCE commits;
        CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('commits') = 1 THEN {action}; END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER fails_once AFTER INSERT ON async_tournament_pools
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_once();
        """
    )


async def stop_failing() -> None:
    await connections.get("default").execute_script(
        "DROP TRIGGER fails_once ON async_tournament_pools; DROP FUNCTION fail_once; DROP SEQUENCE commits;"
    )


async def test_of_two_transactions_that_wait_for_each_other_one_is_told_to_begin_again(
    postgres_database_url: str, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="application.unit_of_work")
    async with opened(postgres_database_url):
        here, there = [await found_community(clock, slug=slug) for slug in ("hyrule", "termina")]
        first, second = [UserId(user.id) for user in await User.all().order_by("id")]
        units = UnitsOfWork(EventBus(), clock)
        both_hold_one = asyncio.Barrier(2)

        async def lock(ctx: OrgContext, one: UserId, other: UserId) -> None:
            async with units(ctx) as work:
                await work.users.lock(one)
                await both_hold_one.wait()
                await work.users.lock(other)

        outcomes = await asyncio.gather(
            lock(here.admin, first, second), lock(there.admin, second, first), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes if outcome is not None] == [ConcurrentChange]
        assert caplog.messages == ["other work was in the way: DeadlockDetectedError"]
        async with units(here.admin) as work:
            await work.users.lock(first)


async def test_units_of_one_organization_come_one_after_the_other_whichever_process_begins_them(
    database: Database, clock: ManualClock
) -> None:
    here = await found_community(clock)
    order: list[str] = []

    async def work_in(units: UnitsOfWork, name: str) -> None:
        async with units(here.admin) as work:
            order.append(name)
            await work.members.count_admins()
            await work.members.count_members()
            order.append(name)

    processes = [UnitsOfWork(EventBus(), clock) for _ in range(3)]
    await asyncio.gather(*(work_in(units, f"{n}") for n, units in enumerate(processes)))
    assert [order[n] for n in (0, 2, 4)] == [order[n] for n in (1, 3, 5)]


async def test_units_that_wait_for_their_organization_leave_connections_to_everybody_else(
    postgres_database_url: str, clock: ManualClock
) -> None:
    async with opened(postgres_database_url):
        here, there = [await found_community(clock, slug=slug) for slug in ("hyrule", "termina")]
        units = UnitsOfWork(EventBus(), clock)

        holds, may_go = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            async with units(here.admin):
                holds.set()
                await may_go.wait()

        async def count(ctx: OrgContext) -> int:
            async with units(ctx) as work:
                return await work.members.count_members()

        holding = asyncio.create_task(hold())
        await holds.wait()
        waiting = [asyncio.create_task(count(here.admin)) for _ in range(20)]
        async with asyncio.timeout(PATIENCE):
            assert await count(there.admin) == 1
        assert not any(task.done() for task in waiting)
        may_go.set()
        assert await asyncio.gather(holding, *waiting) == [None, *[1] * 20]


@pytest.mark.parametrize(
    "failure",
    [
        "RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'",
        "RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'",
        "RAISE EXCEPTION 'duplicate key' USING ERRCODE = 'unique_violation'",
        "RAISE EXCEPTION 'still referenced' USING ERRCODE = 'foreign_key_violation'",
        "PERFORM pg_terminate_backend(pg_backend_pid())",
    ],
)
async def test_what_fails_at_its_commit_is_tried_once_more(
    postgres_database_url: str, clock: ManualClock, failure: str
) -> None:
    async with opened(postgres_database_url):
        here = await found_community(clock)
        tournament = await here.add_tournament()
        await fail_once_at_the_commit(failure)
        await here.container.tournaments.create_pool(here.admin, tournament, "Pool A")
        await stop_failing()
        assert await AsyncTournamentPool.all().count() == 1
        assert await EventLogEntry.filter(type="PoolCreatedEvent").count() == 1


async def test_what_a_constraint_refuses_is_named_and_nothing_is_changed(
    database: Database, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    here = await found_community(clock)
    tournament = await here.add_tournament()
    first, second = [await here.add_pool(tournament, name, live=2) for name in "AB"]
    sealed, other = [(await here.schedule(tournament, first)).summary for _ in range(2)]
    (seed, *_) = await here.container.tournaments.list_permalinks(here.admin, first)
    units = UnitsOfWork(EventBus(), clock)

    async def share_the_seed(work: WorkSession) -> None:
        for race_id in (sealed.id, other.id):
            race = await work.live_races.get_by_id(race_id)
            race.permalink_id = seed.id
            await work.live_races.update_live_race(race)

    async def share_the_place(work: WorkSession) -> None:
        await work.pools.reorder_pools([await work.pools.get_by_id(first)])
        await work.pools.reorder_pools([await work.pools.get_by_id(second)])

    async def take_what_is_used(work: WorkSession) -> None:
        await work.pools.delete_pool(await work.pools.get_by_id(first))

    before = await AsyncTournamentPool.all().order_by("id").values()
    caplog.set_level("INFO", logger="application.unit_of_work")
    for change in (share_the_seed, share_the_place, take_what_is_used):
        caplog.clear()
        with pytest.raises(ConcurrentChange):
            async with units(here.admin) as work:
                await change(work)
        assert caplog.text.count("other work was in the way") == 1
        assert "seeds.test" not in caplog.text
    assert await AsyncTournamentPool.all().order_by("id").values() == before
    assert not await AsyncTournamentLiveRace.filter(permalink_id=seed.id).exists()


async def test_a_connection_that_is_lost_in_the_middle_is_named_and_nothing_is_changed(
    postgres_database_url: str, clock: ManualClock
) -> None:
    async with opened(postgres_database_url):
        here = await found_community(clock)
        units, admin = UnitsOfWork(EventBus(), clock), UserId((await User.get()).id)

        async def lose_the_connection() -> None:
            async with units(here.admin) as work:
                await work.members.set_roles(admin, [])
                await connections.get("default").execute_query("SELECT pg_terminate_backend(pg_backend_pid())")

        with pytest.raises(Interrupted, match="nothing was changed"):
            await lose_the_connection()
        async with units(here.admin) as work:
            assert await work.members.count_admins() == 1


async def test_what_was_committed_before_the_connection_was_lost_is_not_done_again(
    postgres_database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    async with cut_connections(postgres_database_url, tmp_path) as (address, cutting), opened(address):
        here = await found_community(clock)
        tournament = await here.add_tournament()
        cutting.after_commit = 1
        made = await here.container.tournaments.create_pool(here.admin, tournament, "Pool A")
        assert cutting.after_commit == 0
        assert [pool.id for pool in await AsyncTournamentPool.all()] == [made.id]
        assert await EventLogEntry.filter(type="PoolCreatedEvent").count() == 1


async def test_a_read_says_that_the_database_is_gone_until_it_is_back(
    postgres_database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    async with cut_connections(postgres_database_url, tmp_path) as (address, cutting), opened(address):
        here = await found_community(clock)
        organizations = here.container.organizations
        cutting.is_down = True
        for _ in range(3):  # on the connection that was there, and on new ones
            with pytest.raises(Unavailable, match="can't be reached just now"):
                await organizations.get_organization(here.admin)
        cutting.is_down = False
        assert (await organizations.get_organization(here.admin)).slug == "hyrule"


async def test_what_takes_too_long_is_ended_and_leaves_its_connection_to_others(
    postgres_database_url: str, clock: ManualClock
) -> None:
    async with opened(f"{postgres_database_url}&statement_timeout=300", pool_size=1):
        here = await found_community(clock)
        organizations = here.container.organizations
        async with connected(postgres_database_url) as other, other.transaction():
            await other.execute("LOCK TABLE organizations")
            with pytest.raises(Unavailable, match="takes too long"):
                await organizations.get_organization(here.admin)
            with pytest.raises(Unavailable, match="takes too long"):
                await organizations.update_organization(here.admin, _RENAMED)
        renamed = await organizations.update_organization(here.admin, _RENAMED)
        assert (await organizations.get_organization(here.admin)).name == renamed.name == "Hyrule Castle"


async def test_a_server_that_gives_no_answer_is_left_alone_and_asked_anew(
    postgres_database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    async with (
        cut_connections(postgres_database_url, tmp_path) as (address, cutting),
        opened(f"{address}&statement_timeout=1000&connect_timeout=1", pool_size=1),
    ):
        here = await found_community(clock)
        organizations = here.container.organizations
        cutting.answers.clear()
        with pytest.raises(Unavailable, match="takes too long"):
            await organizations.get_organization(here.admin)
        with pytest.raises(Unavailable, match="takes too long"):
            await organizations.update_organization(here.admin, _RENAMED)
        cutting.answers.set()
        assert (await organizations.update_organization(here.admin, _RENAMED)).name == "Hyrule Castle"


async def test_a_process_that_stands_still_gives_its_turn_to_others(postgres_database_url: str) -> None:
    async with opened(postgres_database_url):
        _, (row,) = await connections.get("default").execute_query("SHOW idle_in_transaction_session_timeout")
        assert row[0] == "1min"


async def test_migrations_take_as_long_as_they_need(postgres_database_url: str) -> None:
    async with TortoiseContext() as context:
        await context.init(config=orm_config(f"{postgres_database_url}&statement_timeout=300"))
        _, (row,) = await context.db().execute_query("SHOW statement_timeout")
        assert row[0] == "0"


@pytest.mark.parametrize("error", [ConcurrentChange(), ValueError("x")])
async def test_other_errors_come_out_as_they_went_in(database: Database, clock: ManualClock, error: Exception) -> None:
    community = await found_community(clock)
    with pytest.raises(type(error)) as raised:
        async with UnitsOfWork(EventBus(), clock)(community.admin):
            raise error
    assert raised.value is error


async def remove(units: UnitsOfWork, here: Populated, what: str) -> None:
    async with units(here.community.admin) as work:
        match what:
            case "tournament":
                await work.tournaments.delete_tournament(await work.tournaments.get_by_id(here.tournament))
            case "pool":
                await work.pools.delete_pool(await work.pools.get_by_id(here.pool))
            case _:
                await work.permalinks.delete_permalink(await work.permalinks.get_by_id(here.permalink))


@pytest.mark.parametrize("what", ["pool", *slowly("tournament", "permalink")])
async def test_what_something_refers_to_after_all_is_not_removed(here: Populated, what: str) -> None:
    """The services look first; this is what happens when somebody comes in between."""
    community = here.community
    with pytest.raises(ConcurrentChange):
        await remove(UnitsOfWork(EventBus(), community.clock), here, what)
    details = await community.container.tournaments.get_tournament(community.admin, here.tournament)
    assert here.pool in [pool.id for pool in details.pools]
