"""Runs every measurement on a fresh SQLite database and prints the median of several runs beside the goal."""

import asyncio
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from application.database import Database, migrate
from benchmarks.community import crowd, crowded_leaderboard, race_with_entrants
from benchmarks.rest import requests_per_second
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


@asynccontextmanager
async def fresh_community() -> AsyncIterator[Community]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{Path(folder) / 'bench.db'}"
        await migrate(url)
        database = await Database.open(url)
        try:
            yield await found_community(ManualClock())
        finally:
            await database.close()


async def milliseconds(action: Callable[[], Awaitable[object]], repeats: int = 7) -> float:
    """Return the median time of an action that may be repeated."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        await action()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def report(what: str, figure: str, goal: str) -> None:
    sys.stdout.write(f"{what:<58} {figure:>14}   goal {goal}\n")
    sys.stdout.flush()


async def eligibility(members: int, goal: str) -> None:
    async with fresh_community() as community:
        await crowd(community, members)
        tournament = await community.add_tournament()
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
        live_races = community.container.live_races
        took = await milliseconds(lambda: live_races.get_eligible_participants(community.admin, race))
        report(f"eligibility of {members:,} members", f"{took:.1f} ms", goal)


async def recording(entrants: int) -> None:
    async with fresh_community() as community:
        race_id, room = await race_with_entrants(community, entrants)
        room.start()
        started = time.perf_counter()
        await community.hear(race_id, room)
        begun = time.perf_counter()
        room.finish_all(timedelta(hours=1), timedelta(seconds=1))
        heard = time.perf_counter()
        await community.hear(race_id, room)
        took = (begun - started) + (time.perf_counter() - heard)
        report(f"recording a race of {entrants:,} entrants, start to scored", f"{took * 1000:.0f} ms", "1,000 ms")


async def leaderboard() -> None:
    async with fresh_community() as community:
        tournament = await crowded_leaderboard(community, players=1000, pools=12)
        tournaments = community.container.tournaments
        took = await milliseconds(lambda: tournaments.get_leaderboard(community.admin, tournament))
        report("leaderboard of 1,000 players x 12 slots", f"{took:.0f} ms", "150 ms")


async def main() -> None:
    logging.disable(logging.WARNING)
    await eligibility(1_000, "20 ms")
    await eligibility(10_000, "200 ms")
    await recording(1_000)
    await leaderboard()
    rate = await requests_per_second()
    report("REST reads of one live race on one core", f"{rate:.0f}/s", "500/s")


if __name__ == "__main__":
    asyncio.run(main())
