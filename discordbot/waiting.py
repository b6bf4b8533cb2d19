"""Work that is not to be torn apart."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def unbroken(job: Awaitable[T]) -> T:
    """Return what the job returns. A cancellation takes effect only when the job has ended, as in a transaction."""
    task = asyncio.ensure_future(job)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise
