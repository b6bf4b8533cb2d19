"""What of the page framework is done in another way here, because of what it costs on a crowded evening."""

from collections.abc import Callable
from functools import lru_cache
from types import MethodType
from typing import Any

from nicegui import helpers

_expects_arguments = helpers.expects_arguments


@lru_cache(512)
def _expected_by(function: Callable[..., Any]) -> bool:
    """`function` is a method's; what it expects is asked of it as bound to something."""
    return _expects_arguments(MethodType(function, object()))


def _remembered(func: Callable[..., Any]) -> bool:
    if type(func) is MethodType:
        return _expected_by(func.__func__)
    return _expects_arguments(func)


def remember_handlers() -> None:
    """Let the framework ask once per method, and not three times per element, whether its handlers expect arguments.

    It reads their signatures for it, which took up to a third of the time in which a page was drawn.
    """
    helpers.expects_arguments = _remembered
