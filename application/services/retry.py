"""Trying once more what something came between, and doing the same for many, each apart from the others."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from application.domain.errors import ConcurrentChange, Interrupted

P = ParamSpec("P")
R = TypeVar("R")


def tried_twice(method: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Run the method again from a fresh read after a `ConcurrentChange` or `Interrupted`; a second one is raised."""

    @wraps(method)
    async def attempt(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await method(*args, **kwargs)
        except (ConcurrentChange, Interrupted):
            return await method(*args, **kwargs)

    return attempt


logger = logging.getLogger(__name__)

T = TypeVar("T")


async def each_apart(what: str, actions: Iterable[Awaitable[T]], *, at_once: int = 1) -> list[T]:
    """Do everything and return what came of those that succeeded.

    What fails is logged here, at the edge, and is due again at the next tick.
    """
    gate = asyncio.Semaphore(at_once)

    async def do(action: Awaitable[T]) -> T:
        try:
            async with gate:
                return await action
        finally:
            if isinstance(action, Coroutine):
                action.close()  # one whose turn hadn't come when everything was cut short

    done = []
    for result in await asyncio.gather(*map(do, actions), return_exceptions=True):
        if isinstance(result, Exception):
            logger.error("Failed to %s.", what, exc_info=result)
        elif isinstance(result, BaseException):
            raise result
        else:
            done.append(result)
    return done
