"""Trying a service method once more when something came in between that another attempt gets past."""

from collections.abc import Callable, Coroutine
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
