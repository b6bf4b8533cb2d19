"""Work that is not to be torn apart."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(job: Coroutine[Any, Any, T]) -> T:
    """Return what the job returns. A cancellation takes effect only when the job has ended, as in a transaction."""
    task = asyncio.create_task(job)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise
