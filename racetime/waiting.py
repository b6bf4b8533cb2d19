"""Waiting for several things at once, in the time of the injected clock.

Every task made here is finished or cancelled before the function that made it returns.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from math import inf
from typing import Any, TypeVar

from application.domain.clock import Clock
from application.domain.pauses import growing_pause, scattered

PROBE_SECONDS = 5
"""The longest pause between attempts to reach racetime.gg while a race hangs on it."""

T = TypeVar("T")


async def first_of(*jobs: Coroutine[Any, Any, object]) -> None:
    """Run all jobs until one of them ends, and cancel the others. Raises what the one that ended raised."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        ended = [task for task in tasks if task.done()]
    finally:
        await _cancel(*tasks)
    for task in ended:
        task.result()


async def within(clock: Clock, seconds: float, job: Coroutine[Any, Any, T]) -> T:
    """Return what the job returns; raises `TimeoutError` when it takes longer than `seconds` and was cancelled."""
    task = asyncio.create_task(job)
    timer = asyncio.create_task(clock.sleep(seconds))
    try:
        await asyncio.wait((task, timer), return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _cancel(task, timer)
    if task.cancelled():
        raise TimeoutError(f"no answer within {seconds:g} seconds")
    return task.result()


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class GrowingDelay:
    """Seconds to wait after each failure in a row: doubling up to a limit, and scattered."""

    def __init__(self, chance: Callable[[], float], *, first: float = 1, longest: float = 60) -> None:
        """`chance` returns a random number from 0 to 1."""
        self._chance = chance
        self._first, self._longest = timedelta(seconds=first), timedelta(seconds=longest)
        self._failures = 0

    def after_failure(self, *, at_most: float = inf) -> float:
        self._failures += 1
        pause = growing_pause(self._failures, first=self._first, longest=self._longest)
        return scattered(min(pause.total_seconds(), at_most), self._chance)

    def reset(self) -> None:
        self._failures = 0
