"""What happens to transactions that get in each other's way."""

import asyncio

import pytest

from application.context import OrgContext
from application.database import Database
from application.domain.errors import ConcurrentChange
from application.domain.ids import PermalinkId
from application.events import EventBus
from application.unit_of_work import UnitsOfWork
from tests.repositories.conftest import Populated
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.databases import on_both_engines

pytestmark = on_both_engines


async def lock_alone(units: UnitsOfWork, ctx: OrgContext, permalink_id: PermalinkId) -> None:
    async with units(ctx) as work:
        await work.permalinks.lock(permalink_id)


async def test_of_two_transactions_that_wait_for_each_other_one_is_told_to_begin_again(
    postgres_database_url: str, clock: ManualClock
) -> None:
    database = await Database.open(postgres_database_url)
    try:
        community = await found_community(clock)
        pool = await community.add_pool(await community.add_tournament(), live=0)
        first, second = [view.id for view in await community.add_permalinks(pool, ordinary=2)]
        units = UnitsOfWork(EventBus(), clock)
        both_hold_one = asyncio.Barrier(2)

        async def lock(one: PermalinkId, other: PermalinkId) -> None:
            async with units(community.admin) as work:
                await work.permalinks.lock(one)
                await both_hold_one.wait()
                await work.permalinks.lock(other)

        outcomes = await asyncio.gather(lock(first, second), lock(second, first), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes if outcome is not None] == [ConcurrentChange]
        await lock_alone(units, community.admin, first)
    finally:
        await database.close()


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


@pytest.mark.parametrize("what", ["tournament", "pool", "permalink"])
async def test_what_something_refers_to_after_all_is_not_removed(here: Populated, what: str) -> None:
    """The services look first; this is what happens when somebody comes in between."""
    community = here.community
    with pytest.raises(ConcurrentChange):
        await remove(UnitsOfWork(EventBus(), community.clock), here, what)
    details = await community.container.tournaments.get_tournament(community.admin, here.tournament)
    assert here.pool in [pool.id for pool in details.pools]
