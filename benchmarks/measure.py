"""Taking times, and a fresh community to take them of."""

import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from application.database import Database, migrate
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, how it came out, and what it should be."""

    what: str
    value: str
    goal: str


@asynccontextmanager
async def fresh_community() -> AsyncIterator[Community]:
    """Make a community on a SQLite database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{Path(folder) / 'bench.db'}"
        await migrate(url)
        database = await Database.open(url)
        try:
            yield await found_community(ManualClock())
        finally:
            await database.close()


async def times_of(action: Callable[[], Awaitable[object]], repeats: int) -> list[float]:
    """Return how many milliseconds an action that may be repeated took each time."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        await action()
        times.append((time.perf_counter() - started) * 1000)
    return times


def in_words(times: list[float]) -> str:
    """Return the best time, to which other work of the machine adds least, and the median."""
    best, median = min(times), statistics.median(times)
    return f"{best:.1f} ms (median {median:.1f} ms)"
