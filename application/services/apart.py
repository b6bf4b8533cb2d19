"""Doing the same for many, so that one that fails stops nobody else."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable
from typing import TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


async def each_apart(what: str, actions: Iterable[Awaitable[T]], *, at_once: int = 1) -> list[T]:
    """Do everything and return what came of those that succeeded.

    What fails is logged here, at the edge, and is due again at the next tick.
    """
    gate = asyncio.Semaphore(at_once)

    async def do(action: Awaitable[T]) -> T:
        async with gate:
            return await action

    done = []
    for result in await asyncio.gather(*map(do, actions), return_exceptions=True):
        if isinstance(result, Exception):
            logger.error("Failed to %s.", what, exc_info=result)
        elif isinstance(result, BaseException):
            raise result
        else:
            done.append(result)
    return done
