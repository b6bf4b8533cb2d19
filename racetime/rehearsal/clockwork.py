"""Tasks that end with the server, waiting for a moment, and how long racetime.gg waits for things."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.clock import Clock

logger = logging.getLogger(__name__)


class Tasks:
    """Owns running tasks; one that fails is logged once and takes nothing else down."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None], *, name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work, name=f"rehearsal {name}")
        self._running.add(task)
        task.add_done_callback(self._forget)
        return task

    async def stop(self) -> None:
        """Cancel everything and wait until it has ended."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            logger.error("a task of the rehearsal ended: %s", task.get_name(), exc_info=failure)


class Alarm:
    """Wakes the one coroutine that waits on it."""

    def __init__(self, clock: Clock, tasks: Tasks) -> None:
        self._clock = clock
        self._tasks = tasks
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the waiting coroutine; when none waits, its next wait returns at once."""
        self._rung.set()

    async def wait_until(self, moment: datetime | None) -> None:
        """Return at `moment`, or earlier when rung; None waits for the ring alone."""
        if moment is None:
            await self._rung.wait()
        else:
            sleeper = self._tasks.start(self._ring_at(moment), name="alarm")
            try:
                await self._rung.wait()
            finally:
                sleeper.cancel()
        self._rung.clear()

    async def _ring_at(self, moment: datetime) -> None:
        await self._clock.sleep((moment - self._clock.now()).total_seconds())
        self._rung.set()


ADOPTION_INTERVAL = timedelta(seconds=10)
"""The timekeeper looks for new rooms this often, and takes on one each time."""

STREAM_REFRESH_INTERVAL = timedelta(seconds=10)
"""How often the timekeeper asks who is live, in rooms that require a stream."""

FINISH_CHECK_INTERVAL = timedelta(milliseconds=100)
"""How long after the last result the timekeeper notices that a race is over."""

EARLIEST_FINISH = timedelta(seconds=5)
"""Nobody can finish or forfeit sooner than this after the start."""

UNDO_WINDOW = timedelta(minutes=10)
"""How long after the end an entrant may still take back a finish or forfeit."""

LOW_ENTRANTS_WARNING = timedelta(minutes=25)
LOW_ENTRANTS_CANCEL = timedelta(minutes=30)
NEVER_STARTED_CANCEL = timedelta(hours=4)
"""Ages of a room that has not started: too few joined (warning, then cancelled), or never started at all."""

TIME_LIMIT_WARNING = timedelta(minutes=5)
"""How long before the time limit the room is told."""

UNRECORDABLE_CHAT_CLOSES = timedelta(hours=1)
"""Chat (and comments) of a race that can't be recorded close this long after its end."""

UNANSWERED_HANDSHAKE = timedelta(seconds=5)
"""A websocket for a room that does not exist hangs this long before its connection is closed."""

COUNTDOWN_LINES = (10, 5, 4, 3, 2, 1)
"""Seconds before the start at which the room is told, before shortening."""


@dataclass(frozen=True, slots=True)
class Timings:
    """The waits above, divided by `speed`."""

    speed: float = 1.0

    def wait(self, usual: timedelta) -> timedelta:
        """Return how long `usual` lasts in this rehearsal."""
        return usual / self.speed
