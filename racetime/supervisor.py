"""The life of all bots and rooms in our own event loop."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from application.domain.clock import Clock
from application.domain.ids import RoomId
from application.domain.live_races.room import category_of
from application.domain.operations.alerts import BotStatus
from application.read_models import AttendedRoom
from racetime.bot import BotStanding, LiveRaceBot
from racetime.public_data import PublicData
from racetime.registry import BotRegistry
from racetime.room_session import RoomSession
from racetime.service_ports import BotServicePort, GuardedBotService, GuardedRoomService, RoomServicePort
from racetime.waiting import first_of
from racetime.web import RacetimeWeb

logger = logging.getLogger(__name__)

TICK_SECONDS = 3
_REPORT_AGAIN_AFTER = timedelta(seconds=60)
"""The application forgets a status when credentials are saved again, even the same ones."""


@dataclass(slots=True)
class _SignedIn:
    """A bot whose token is being kept fresh, and what was last reported of it."""

    bot: LiveRaceBot
    task: asyncio.Task[None]
    reported: BotStanding | None = None
    reported_at: datetime | None = None

    def owes_report(self, now: datetime) -> bool:
        if self.bot.standing.status is BotStatus.UNKNOWN:
            return False
        is_old = self.reported_at is None or now - self.reported_at >= _REPORT_AGAIN_AFTER
        return is_old or self.bot.standing != self.reported


@dataclass(slots=True)
class _Present:
    session: RoomSession
    task: asyncio.Task[None]


class RacetimeSupervisor:
    """Sees to it that every active bot is signed in and every room to attend has a session.

    It compares what ought to be with what is, every few seconds and whenever woken, so that a missed wake-up or a
    failed look costs seconds and nothing else. Rooms are joined by name, so unlisted and finished ones are found too.
    """

    def __init__(
        self,
        *,
        web: RacetimeWeb,
        registry: BotRegistry,
        room_service: RoomServicePort,
        bot_service: BotServicePort,
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._registry = registry
        self._public = PublicData(web)
        self._room_service = GuardedRoomService(room_service)
        self._bot_service = GuardedBotService(bot_service)
        self._clock = clock
        self._chance = chance
        self._woken = asyncio.Event()
        self._bots: dict[LiveRaceBot, _SignedIn] = {}
        self._present: dict[RoomId, _Present] = {}
        self._without_bot: frozenset[RoomId] = frozenset()

    def wake(self) -> None:
        """Look now: bots, rooms, what they should be or say may have changed. Returns at once."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled; then every connection is closed and every task ended before this returns."""
        try:
            while True:
                self._woken.clear()
                await self._look()
                await first_of(self._clock.sleep(TICK_SECONDS), self._woken.wait())
        finally:
            await self._end_all()

    async def _look(self) -> None:
        try:
            await self._see_to_bots()
            await self._see_to_rooms()
        except Exception:
            logger.exception("Looking after the racetime.gg rooms failed.")
        for present in self._present.values():
            present.session.wake()

    # Bots

    async def _see_to_bots(self) -> None:
        await self._refresh()
        wanted = self._registry.bots
        for bot in [bot for bot in self._bots if bot not in wanted]:
            await self._stop_rooms_of(bot)
            await self._sign_out(bot)
        for bot in wanted:
            if bot in self._bots and self._bots[bot].task.done():
                await self._sign_out(bot)
            if bot not in self._bots:
                self._bots[bot] = _SignedIn(bot, _start(bot.reauthorize(), f"bot {bot.category_slug}"))
        for signed_in in self._bots.values():
            await self._report(signed_in)

    async def _sign_out(self, bot: LiveRaceBot) -> None:
        await _end(self._bots[bot].task)
        del self._bots[bot]

    async def _refresh(self) -> None:
        try:
            await self._registry.refresh()
        except Exception:
            logger.exception("The active bots could not be read.")

    async def _report(self, signed_in: _SignedIn) -> None:
        now = self._clock.now()
        if not signed_in.owes_report(now):
            return
        standing = signed_in.bot.standing
        if await self._bot_service.report(signed_in.bot.account.bot_id, standing.status, standing.message):
            signed_in.reported, signed_in.reported_at = standing, now

    # Rooms

    async def _see_to_rooms(self) -> None:
        rooms = await self._room_service.rooms_to_attend()
        if rooms is None:
            return
        wanted = {room.room_id: (room, self._bot_for(room)) for room in rooms}
        for room_id, present in tuple(self._present.items()):
            if wanted.get(room_id) != (present.session.room, present.session.bot) or present.task.done():
                await self._stop(room_id)
        for room_id, (room, bot) in wanted.items():
            if bot is not None and room_id not in self._present:
                self._start(room, bot)
        self._complain({room_id: room for room_id, (room, bot) in wanted.items() if bot is None})

    def _bot_for(self, room: AttendedRoom) -> LiveRaceBot | None:
        return self._registry.find(room.organization_id, category_of(room.slug))

    def _complain(self, without_bot: dict[RoomId, AttendedRoom]) -> None:
        for room_id, room in without_bot.items():
            if room_id not in self._without_bot:
                logger.warning("No active bot for a room's category: room=%s", room.slug)
        self._without_bot = frozenset(without_bot)

    def _start(self, room: AttendedRoom, bot: LiveRaceBot) -> None:
        session = RoomSession(
            room, bot, room_service=self._room_service, public=self._public, clock=self._clock, chance=self._chance
        )
        self._present[room.room_id] = _Present(session, _start(session.run(), f"room {room.slug}"))
        logger.info("Attending a room: room=%s bot=%d", room.slug, bot.account.bot_id)

    async def _stop(self, room_id: RoomId) -> None:
        present = self._present[room_id]
        await _end(present.task)
        del self._present[room_id]
        logger.info("Left a room: room=%s", present.session.room.slug)

    async def _stop_rooms_of(self, bot: LiveRaceBot) -> None:
        for room_id, present in tuple(self._present.items()):
            if present.session.bot is bot:
                await self._stop(room_id)

    async def _end_all(self) -> None:
        tasks = [present.task for present in self._present.values()]
        tasks += [signed_in.task for signed_in in self._bots.values()]
        self._present.clear()
        self._bots.clear()
        await _end(*tasks)


def _start(job: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    return asyncio.create_task(job, name=f"racetime: {name}")


async def _end(*tasks: asyncio.Task[None]) -> None:
    """Cancel tasks and wait for them; what one of them raised on its own is logged."""
    for task in tasks:
        task.cancel()
    for task, outcome in zip(tasks, await asyncio.gather(*tasks, return_exceptions=True), strict=True):
        if isinstance(outcome, Exception):
            logger.error("A task ended unexpectedly: %s", task.get_name(), exc_info=outcome)
