"""A long list is looked at while everything else goes on."""

import asyncio
import time
from collections.abc import Awaitable

from tests.support.community import Community

_ROWS = 10_000
_LONGEST = 0.1


async def longest_hold(work: Awaitable[object]) -> float:
    """Return for how long, in processor time of its own, the event loop did nothing but some piece of the work."""
    longest, is_over = 0.0, False

    async def watch() -> None:
        nonlocal longest
        last = time.thread_time()
        while not is_over:
            await asyncio.sleep(0)
            now = time.thread_time()
            longest, last = max(longest, now - last), now

    watching = asyncio.create_task(watch())
    await work
    is_over = True
    await watching
    return longest


async def test_a_preview_of_many_seeds_holds_nobody_up(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    text = "\n".join(f"https://alttpr.com/en/h/Seed{number:05} Bow Boots" for number in range(_ROWS))
    assert await longest_hold(community.container.pools.preview_permalinks(community.admin, pool, text)) < _LONGEST
