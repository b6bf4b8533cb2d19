"""Several processes on one PostgreSQL: each hears what the others did and what was spent there, one of those that work
leads.

Both need a connection that stays theirs, which a pooler in transaction mode doesn't give.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import NoReturn, TypeVar

import asyncpg

from application.database import DatabaseError, connected, dialect_of, served_alone
from application.domain.clock import Clock
from application.events import EventBus
from application.rate_limits import Allowances
from application.repositories.event_log_repository import SIGNALS
from application.signals import MISSED, events_in, spends_in, spends_of
from application.waiting import woken_or_later

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often a connection is tried, and how often a lost one is made anew or whoever waits to lead asks again."""
ANSWER_SECONDS = 4.0
"""A connection that takes longer for an answer is given up."""
_BETWEEN_SPENDS = 0.02
"""Seconds between two times that others are told what was spent; they make up for what was allowed meanwhile."""
_SPENDS = "sahabot2_spends"
_TELL = "SELECT pg_notify($1, a.value) FROM unnest($2::text[]) AS a(value)"
_LEADING = 7_267_245_002
"""The number of the lock that the leader's connection holds; chosen once, with no meaning."""
_GONE_WITHIN = (
    "SET tcp_keepalives_idle = 3",
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 3",
)
"""Six seconds after the leader's machine went away the server sees it, and the lock is free."""

T = TypeVar("T")
Work = Callable[[], AbstractAsyncContextManager[object]]
_LOST = (DatabaseError, OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


class Relay:
    """Publishes on this process's bus what is committed by others. After an outage everything is looked at once.

    What is spent of allowances, here and there, goes both ways.
    """

    def __init__(self, url: str, bus: EventBus, allowances: Allowances, clock: Clock) -> None:
        self._bus = bus
        self._allowances = allowances
        self._clock = clock
        self._connection = _LastingConnection(url, clock, "hearing of other processes")
        self.is_listening = False

    async def run(self) -> None:
        """Listen until cancelled."""
        await self._connection.use(self._listen)

    async def _listen(self, connection: asyncpg.Connection) -> None:
        await connection.add_listener(SIGNALS, self._hear)
        await connection.add_listener(_SPENDS, self._hear_spends)
        self._bus.hand_on(MISSED)
        self.is_listening = True
        try:
            await self._tell_spends(connection)
        finally:
            self.is_listening = False

    async def _tell_spends(self, connection: asyncpg.Connection) -> NoReturn:
        """Raise as soon as the connection is lost, or gives no answer."""
        with self._allowances.shared() as untold:
            while True:
                await woken_or_later(untold.is_there, self._clock, LOOK_SECONDS)
                spends = spends_of(self._bus.origin, untold.take())
                await _answer(connection.execute(_TELL, _SPENDS, spends))
                await self._clock.sleep(_BETWEEN_SPENDS)

    def _hear(self, _connection: object, _pid: int, _channel: str, signal: object) -> None:
        origin, events = events_in(str(signal))
        if origin != self._bus.origin:
            for event in events:
                self._bus.hand_on(event)

    def _hear_spends(self, _connection: object, _pid: int, _channel: str, signal: object) -> None:
        origin, spent = spends_in(str(signal))
        if origin != self._bus.origin:
            self._allowances.hear(spent)


async def is_served(url: str) -> bool:
    """Tell whether a process serves the database; of those on a server, whether one leads. Raises `DatabaseError`."""
    if dialect_of(url) != "sqlite":
        async with connected(url) as connection:
            return not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LEADING)
    try:
        with served_alone(url):
            return False
    except DatabaseError:
        return True


class Leadership:
    """Lets one of many processes work: the one whose connection holds the lock. When it goes, the next one takes over.

    Who can't ask the database any longer stops working before another one may have begun.
    """

    def __init__(self, url: str, clock: Clock, work: Work) -> None:
        self._clock = clock
        self._work = work
        self._connection = _LastingConnection(url, clock, "leading")
        self.is_leading = False

    async def run(self) -> None:
        """Wait, and work while leading, until cancelled."""
        await self._connection.use(self._lead)

    async def _lead(self, connection: asyncpg.Connection) -> None:
        for statement in _GONE_WITHIN:
            await connection.execute(statement)
        await self._wait_for_the_lock(connection)
        logger.info("This process leads: it opens rooms, sends messages and does what is due.")
        self.is_leading = True
        try:
            async with self._work():
                await self._connection.hold(connection)
        finally:
            self.is_leading = False
            logger.info("This process leads no longer.")

    async def _wait_for_the_lock(self, connection: asyncpg.Connection) -> None:
        is_told = False
        while not await _answer(connection.fetchval("SELECT pg_try_advisory_lock($1)", _LEADING)):
            if not is_told:
                logger.info("Another process leads; this one waits to take over.")
                is_told = True
            await self._clock.sleep(LOOK_SECONDS)


class _LastingConnection:
    """A connection of its own that is made anew whenever it is lost; `what` it is for says one line per outage."""

    def __init__(self, url: str, clock: Clock, what: str) -> None:
        self._url = url
        self._clock = clock
        self._what = what

    async def use(self, how: Callable[[asyncpg.Connection], Awaitable[None]]) -> NoReturn:
        """Call `how` with one connection after the other; it is to raise what its connection raises."""
        is_away = False
        while True:
            try:
                async with connected(self._url) as connection:
                    if is_away:
                        logger.info("The database is back: %s goes on", self._what)
                    is_away = False
                    await how(connection)
            except _LOST as error:
                if not is_away:
                    logger.warning("The database is away, %s waits for it: %s", self._what, error)
                is_away = True
            await self._clock.sleep(LOOK_SECONDS)

    async def hold(self, connection: asyncpg.Connection) -> NoReturn:
        """Raise as soon as the connection is lost, or gives no answer."""
        while True:
            await self._clock.sleep(LOOK_SECONDS)
            await _answer(connection.execute("SELECT 1"))


async def _answer(asked: Awaitable[T]) -> T:
    async with asyncio.timeout(ANSWER_SECONDS):
        return await asked
