"""Cancelling a piece of work at a chosen moment."""

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any, TypeVar

T = TypeVar("T")


class CancelledAtWait:
    """Runs a coroutine and cancels it when it waits for the n-th time (n from 1), as `Task.cancel` would.

    Awaiting it raises `CancelledError`, or returns the coroutine's result when it waits less often.
    """

    def __init__(self, work: Coroutine[Any, Any, T], number: int) -> None:
        self._work = work
        self._number = number

    def __await__(self) -> Generator[Any, Any, T]:
        steps = self._work.__await__()
        waits = 0
        try:
            waited_for = next(steps)
            while True:
                waits += 1
                try:
                    if waits == self._number:
                        _cancel(waited_for)
                    value = yield waited_for
                except BaseException as error:  # noqa: BLE001  # handed on, as a task does
                    waited_for = steps.throw(error)
                else:
                    waited_for = steps.send(value)
        except StopIteration as end:
            result: T = end.value
            return result


def _cancel(waited_for: object) -> None:
    if not isinstance(waited_for, asyncio.Future):
        raise asyncio.CancelledError
    waited_for.cancel()
