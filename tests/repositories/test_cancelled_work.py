"""A task may be cancelled at any moment: nothing stays half-done, and no connection is lost to the others."""

import asyncio
from itertools import count

from tortoise import connections

from application.database import Database
from tests.support.cancelling import CancelledAtWait
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.databases import on_both_engines

pytestmark = on_both_engines

MORE_THAN_THE_POOL_HAS = 12


async def test_an_action_that_is_cancelled_at_any_point_is_done_or_undone_and_keeps_nobody_waiting(
    database: Database, clock: ManualClock
) -> None:
    community = await found_community(clock)
    tournament = await community.add_tournament()
    create_pool = community.container.tournaments.create_pool
    for number in count(1):
        async with asyncio.timeout(20):
            try:
                await CancelledAtWait(create_pool(community.admin, tournament, f"Pool {number}"), number)
            except asyncio.CancelledError:
                pools, events = await pools_and_their_events()
                assert pools == events
            else:
                break
    assert number > 5
    pools, events = await pools_and_their_events()
    assert pools == events >= 1


async def test_a_connection_is_there_for_the_next_one_however_often_a_beginning_was_cancelled(
    database: Database, clock: ManualClock
) -> None:
    community = await found_community(clock)
    tournament = await community.add_tournament()
    create_pool = community.container.tournaments.create_pool
    for number in (1, 2, 3):
        for _ in range(MORE_THAN_THE_POOL_HAS):
            try:
                await CancelledAtWait(create_pool(community.admin, tournament, "Never"), number)
            except asyncio.CancelledError:
                continue
    async with asyncio.timeout(20):
        made = await asyncio.gather(*(create_pool(community.admin, tournament, f"Pool {n}") for n in range(5)))
    assert len(made) == 5


async def pools_and_their_events() -> tuple[int, int]:
    """Count both at one moment, which takes one statement."""
    _, rows = await connections.get("default").execute_query(
        "SELECT (SELECT count(*) FROM async_tournament_pools) AS pools, "
        "(SELECT count(*) FROM event_log WHERE type = 'PoolCreatedEvent') AS events"
    )
    return rows[0]["pools"], rows[0]["events"]
