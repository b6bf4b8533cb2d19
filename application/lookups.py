"""Names looked up in threads of their own, for a bounded time, and of one owner only so many at once."""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address
from typing import Any
from weakref import WeakValueDictionary

from application.domain.outside_address import Address

_AT_ONCE = 32
_OF_ONE_OWNER = 4
_SECONDS = 5.0

LookUp = Callable[..., list[tuple[Any, Any, Any, Any, Any]]]
"""As `socket.getaddrinfo`, which nothing can interrupt."""


class NotFoundInTime(Exception):
    """A name's servers gave no answer, or those of its owner's other names give none."""


class Lookups:
    """A name whose servers never answer holds its thread until the system gives it up, long after whoever asked has.

    So it goes on counting as its owner's: who names many such names waits behind them, and nobody else does.
    """

    def __init__(self, look_up: LookUp = socket.getaddrinfo, *, seconds: float = _SECONDS) -> None:
        self._look_up = partial(look_up, type=socket.SOCK_STREAM)
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(_AT_ONCE, "look-up")
        self._places: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def find(self, owner: str, host: str, port: int) -> list[Address]:
        """Return the addresses that a name leads to, each once. Raises `OSError`, `UnicodeError`, `NotFoundInTime`."""
        places = self._places.setdefault(owner, asyncio.Semaphore(_OF_ONE_OWNER))
        try:
            async with asyncio.timeout(self._seconds):
                await places.acquire()
                found = await self._looked_up(places, host, port)
        except TimeoutError as error:
            raise NotFoundInTime from error
        return list(dict.fromkeys(ip_address(str(place[0]).partition("%")[0]) for *_, place in found))

    async def _looked_up(self, places: asyncio.Semaphore, host: str, port: int) -> list[tuple[Any, Any, Any, Any, Any]]:
        thread = self._threads.submit(self._look_up, host, port)
        answer = asyncio.wrap_future(thread)

        def make_room(done: asyncio.Future[Any]) -> None:
            places.release()
            if not done.cancelled():
                done.exception()  # whoever asked may have gone

        answer.add_done_callback(make_room)
        try:
            return await asyncio.shield(answer)
        finally:
            thread.cancel()  # one that hasn't begun; nothing ends one that has
