"""Pages and files that are made once for everybody who asks, until something happens that concerns them."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from application.domain.clock import Clock
from application.domain.events import Event
from application.domain.events.messages import WAKES_SENDERS
from application.events import EventBus, concerned

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

KEPT_FOR = timedelta(seconds=20)
"""How stale a page can be of what is done to the database by other hands; what the product did shows at once."""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """`size` is roughly what it takes of the memory, in bytes."""

    value: T
    size: int
    concerns: Callable[[Event], bool]
    holds_until: datetime | None = None


@dataclass(slots=True, eq=False)
class _Entry(Generic[T]):
    made_at: datetime
    making: asyncio.Task[Made[T]]
    made: Made[T] | None = field(default=None)


class Kept(Generic[K, T]):
    """Who asks while an answer is being made waits for that same one; an answer that fails is not kept."""

    def __init__(self, bus: EventBus, clock: Clock, *, most: int, most_bytes: int) -> None:
        self._clock = clock
        self._most, self._most_bytes = most, most_bytes
        self._entries: OrderedDict[K, _Entry[T]] = OrderedDict()
        self._bytes = 0
        bus.subscribe(Event, self._hear)

    def find(self, key: K) -> T | None:
        """Return what is kept and still holds."""
        entry = self._entries.get(key)
        if entry is None or entry.made is None or self._is_over(entry):
            return None
        self._entries.move_to_end(key)
        return entry.made.value

    async def get(self, key: K, make: Callable[[], Awaitable[Made[T]]]) -> T:
        entry = self._entries.get(key)
        if entry is None or self._is_over(entry):
            self._drop(key)
            entry = _Entry(self._clock.now(), asyncio.ensure_future(_make(make)))
            self._entries[key] = entry
            entry.making.add_done_callback(lambda making: self._note(key, entry, making))
        return (await asyncio.shield(entry.making)).value

    def __len__(self) -> int:
        return len(self._entries)

    def _is_over(self, entry: _Entry[T]) -> bool:
        if entry.made is None:
            return False
        now, until = self._clock.now(), entry.made.holds_until
        return now - entry.made_at >= KEPT_FOR or (until is not None and now >= until)

    def _note(self, key: K, entry: _Entry[T], making: asyncio.Task[Made[T]]) -> None:
        has_failed = making.cancelled() or making.exception() is not None  # which whoever still waits is told
        if self._entries.get(key) is not entry:
            return  # something happened while it was being made
        if has_failed:
            del self._entries[key]
            return
        entry.made = making.result()
        self._bytes += entry.made.size
        while self._bytes > self._most_bytes or len(self._entries) > self._most:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: K) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None and entry.made is not None:
            self._bytes -= entry.made.size

    def _hear(self, event: Event) -> None:
        if isinstance(event, WAKES_SENDERS):
            return
        for key, entry in tuple(self._entries.items()):
            if entry.made is None or concerned(event, entry.made.concerns):
                self._drop(key)


async def _make(make: Callable[[], Awaitable[Made[T]]]) -> Made[T]:
    return await make()
