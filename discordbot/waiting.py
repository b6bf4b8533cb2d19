"""Work that is not to be torn apart, and pauses that can be cut short."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from application.domain.clock import Clock

T = TypeVar("T")


async def unbroken(job: Awaitable[T]) -> T:
    """Return what the job returns. A cancellation takes effect only when the job has ended, as in a transaction."""
    task = asyncio.ensure_future(job)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


async def woken_or_later(woken: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Wait until that is set, or until so much time has passed."""
    waits = [asyncio.create_task(woken.wait()), asyncio.create_task(clock.sleep(seconds))]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
