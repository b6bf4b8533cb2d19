"""Names looked up in threads of their own, for a bounded time, and of one owner only so many at once."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from threading import Thread
from typing import Any
from weakref import WeakValueDictionary

from application.domain.outside_address import Address

_AT_ONCE = 32
_OF_ONE_OWNER = 4
_SECONDS = 5.0

Found = list[tuple[Any, Any, Any, Any, Any]]
LookUp = Callable[..., Found]
"""As `socket.getaddrinfo`, which nothing can interrupt."""


class NotFoundInTime(Exception):
    """A name's servers gave no answer, or those of its owner's other names give none."""


class Lookups:
    """A name whose servers never answer holds its thread until the system gives it up, long after whoever asked has.

    So it goes on counting as its owner's: who names many such names waits behind them, and nobody else does. No thread
    keeps the process from ending.
    """

    def __init__(self, look_up: LookUp = socket.getaddrinfo, *, seconds: float = _SECONDS) -> None:
        self._look_up = partial(look_up, type=socket.SOCK_STREAM)
        self._seconds = seconds
        self._threads = asyncio.Semaphore(_AT_ONCE)
        self._owners: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def find(self, owner: str, host: str, port: int) -> list[Address]:
        """Return the addresses that a name leads to, each once. Raises `OSError`, `ValueError`, `NotFoundInTime`."""
        own = self._owners.setdefault(owner, asyncio.Semaphore(_OF_ONE_OWNER))
        try:
            async with asyncio.timeout(self._seconds):
                await self._wait_for_room(own)
                found = await self._begin(own, host, port)
        except TimeoutError as error:
            raise NotFoundInTime from error
        return list(dict.fromkeys(ip_address(str(place[0]).partition("%")[0]) for *_, place in found))

    async def _wait_for_room(self, own: asyncio.Semaphore) -> None:
        await own.acquire()
        try:
            await self._threads.acquire()
        except asyncio.CancelledError:
            own.release()
            raise

    def _begin(self, own: asyncio.Semaphore, host: str, port: int) -> asyncio.Future[Found]:
        """Give the room back when the thread ends, whether anybody still waits for it or not."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Found] = loop.create_future()

        def settle(found: Found, error: Exception | None) -> None:
            own.release()
            self._threads.release()
            if answer.done():
                return
            if error is None:
                answer.set_result(found)
            else:
                answer.set_exception(error)

        def ask() -> None:
            found: Found = []
            refusal: Exception | None = None
            try:
                found = self._look_up(host, port)
            except (OSError, ValueError) as error:
                refusal = error
            with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
                loop.call_soon_threadsafe(settle, found, refusal)

        Thread(target=ask, name="look-up", daemon=True).start()
        return answer
