"""The one place where the rehearsal starts a task, so that stopping can end every one of them."""

import asyncio
import logging
from collections.abc import Coroutine

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
