"""Being in one room for as long as it is wanted, whatever happens to the connections."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf

import websockets
from structlog.contextvars import bind_contextvars

from application.domain.clock import Clock
from application.domain.live_races.room import ROOM_OVER, RoomSnapshot, SnapshotSource
from application.ports import RacetimeUnreachable, RoomNotFound
from application.read_models import AttendedRoom
from racetime.bot import BotToken, LiveRaceBot
from racetime.live_race_handler import LiveRaceHandler, RoomDuty
from racetime.public_data import PublicData
from racetime.reading import Document
from racetime.service_ports import GuardedRoomService
from racetime.socket_session import SocketLost, TokenDenied
from racetime.waiting import PROBE_SECONDS, GrowingDelay, first_of, within

logger = logging.getLogger(__name__)

FETCH_SECONDS = 10
_GOOD_PERIOD = timedelta(seconds=60)
"""A connection that lasted this long shows that the trouble is over."""
_LONGEST_STAY = timedelta(hours=20)
"""racetime.gg ends a connection, and its place in the room's audience, after 24 hours."""
_RENEWAL_CHECK_SECONDS = 60
_NO_SUCH_ROOM = "racetime.gg has no such room"
_CONNECTION_FAILURES = (OSError, SocketLost, TimeoutError, websockets.WebSocketException)


class RoomSession:
    """Connects, reads the room's `/data`, hands over to a handler, and does so again after every loss."""

    def __init__(
        self,
        room: AttendedRoom,
        bot: LiveRaceBot,
        *,
        room_service: GuardedRoomService,
        public: PublicData,
        clock: Clock,
        chance: Callable[[], float],
    ) -> None:
        self.room = room
        self.bot = bot
        self._public = public
        self._clock = clock
        self._delay = GrowingDelay(chance)
        self._duty = RoomDuty(room, room_service, clock, self._fetch, self._read, self._let_start)
        self._handler: LiveRaceHandler | None = None

    def wake(self) -> None:
        """Look at what the room should be, and at its messages, now."""
        if self._handler is not None:
            self._handler.wake()

    async def run(self) -> None:
        """Be in the room until cancelled."""
        bind_contextvars(organization=self.room.organization_id, live_race=self.room.live_race_id, room=self.room.slug)
        try:
            while True:
                token = await self.bot.wait_for_token()
                began_at = self._clock.now()
                failure = await self._attempt(token)
                if failure is None:
                    continue
                if self._clock.now() - began_at >= _GOOD_PERIOD:
                    self._delay.reset()
                pause = self._delay.after_failure(at_most=PROBE_SECONDS if self._is_on(failure) else inf)
                logger.warning("Not in a room: room=%s reason=%s retry_in=%.1fs", self.room.slug, failure, pause)
                await self._clock.sleep(pause)
        finally:
            self.bot.forget(self.room.slug)

    def _is_on(self, failure: str) -> bool:
        """Tell whether a race is under way here or about to be, for all that is known."""
        latest = self._duty.memory.latest
        return failure != _NO_SUCH_ROOM if latest is None else latest.status not in ROOM_OVER

    async def _attempt(self, token: BotToken) -> str | None:
        """Stay in the room once. Returns None to connect again at once, or why the attempt failed."""
        try:
            await self._attend(token)
        except TokenDenied:
            if self.bot.distrust(token):
                self._delay.reset()
            return "racetime.gg refused the token"
        except RoomNotFound:
            return _NO_SUCH_ROOM
        except _CONNECTION_FAILURES as error:
            self.bot.doubt()
            return f"{type(error).__name__}: {error}"
        except Exception:
            logger.exception("Being in a room failed: room=%s", self.room.slug)
            return "an unexpected error"
        return None

    async def _attend(self, token: BotToken) -> None:
        handler = self.bot.join(self._duty)
        snapshot = await self._fetch_or_complain()
        if snapshot is not None:
            await handler.take_snapshot(snapshot)
        self._handler = handler
        try:
            await first_of(handler.handle(), self._leave_in_time(handler, token))
        finally:
            self._handler = None

    async def _leave_in_time(self, handler: LiveRaceHandler, token: BotToken) -> None:
        """End the connection before its token does, once there is another one, and at least daily.

        While there is no token to come back with, the connection is kept: racetime.gg lets it listen.
        """
        now = self._clock.now()
        longest_until = now + _LONGEST_STAY
        await self._clock.sleep((min(token.leave_at, longest_until) - now).total_seconds())
        while not self._may_come_back(token, longest_until):
            await self._clock.sleep(_RENEWAL_CHECK_SECONDS)
        handler.leave()
        await self._clock.sleep(_RENEWAL_CHECK_SECONDS)

    def _may_come_back(self, used: BotToken, longest_until: datetime) -> bool:
        present = self.bot.current_token
        return present is not None and (present is not used or self._clock.now() >= longest_until)

    async def _read(self, document: Document) -> RoomSnapshot:
        return await self._public.snapshot(document, SnapshotSource.SOCKET)

    async def _let_start(self) -> None:
        token = self.bot.current_token
        if token is None:
            return
        try:
            asking = self._public.let_start_by_itself(self.room.slug, token.value)
            complaint = await within(self._clock, FETCH_SECONDS, asking)
        except (RacetimeUnreachable, RoomNotFound, TimeoutError) as error:
            complaint = str(error) or "no answer in time"
        if complaint:
            logger.warning("A room does not start automatically yet: room=%s reason=%s", self.room.slug, complaint)

    async def _fetch(self) -> RoomSnapshot | None:
        try:
            return await self._fetch_or_complain()
        except RoomNotFound:
            return None

    async def _fetch_or_complain(self) -> RoomSnapshot | None:
        """Return the room as `/data` shows it, None when it can't be read just now. Raises `RoomNotFound`."""
        try:
            return await within(self._clock, FETCH_SECONDS, self._public.room(self.room.slug))
        except (RacetimeUnreachable, TimeoutError) as error:
            logger.warning("A room's data could not be read: room=%s reason=%s", self.room.slug, error)
            return None
