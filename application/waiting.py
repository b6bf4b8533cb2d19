"""Work that is not to be torn apart, and pauses that can be cut short."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from application.domain.clock import Clock

T = TypeVar("T")


async def unbroken(job: Awaitable[T]) -> T:
    """Return what the job returns. A cancellation, however often, takes effect only when the job has ended."""
    task = asyncio.ensure_future(job)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return task.result()


async def woken_or_later(woken: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Wait until that is set, or until so much time has passed."""
    waits = [asyncio.create_task(woken.wait()), asyncio.create_task(clock.sleep(seconds))]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
