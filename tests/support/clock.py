"""A clock that stands still until a test moves it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count

DEFAULT_START = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)


class ManualClock:
    """A `Clock` whose time passes only through `advance`; sleepers wake in the order of their deadlines."""

    def __init__(self, start: datetime = DEFAULT_START) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiting = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + timedelta(seconds=seconds), next(self._order), waiting))
        await waiting

    @property
    def has_sleepers(self) -> bool:
        """Whether anybody waits for the time to pass."""
        return any(not waiting.done() for _, _, waiting in self._sleepers)

    async def advance(self, by: timedelta | float) -> None:
        """Move the time forward by a duration (a number means seconds), waking every sleeper on the way."""
        target = self._now + (by if isinstance(by, timedelta) else timedelta(seconds=by))
        while self._sleepers and self._sleepers[0][0] <= target:
            deadline, _, waiting = heapq.heappop(self._sleepers)
            self._now = max(self._now, deadline)
            if not waiting.done():
                waiting.set_result(None)
            await self._let_others_run()
        self._now = target
        await self._let_others_run()

    @staticmethod
    async def _let_others_run() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
