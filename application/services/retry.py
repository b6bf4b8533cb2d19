"""Trying a service method once more when somebody else changed the row meanwhile."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from application.domain.errors import ConcurrentChange

P = ParamSpec("P")
R = TypeVar("R")


def tried_twice(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Run the method again from a fresh read after a `ConcurrentChange`; a second one is raised."""

    @wraps(method)
    async def attempt(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await method(*args, **kwargs)
        except ConcurrentChange:
            return await method(*args, **kwargs)

    return attempt
