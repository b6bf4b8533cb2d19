"""One action, one transaction: state, event log and outbox commit together; the bus is told afterwards."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from types import TracebackType
from weakref import WeakValueDictionary

import asyncpg
from tortoise.backends.base.client import TransactionContext
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import ConcurrentChange, Interrupted, Unavailable
from application.domain.events import Event
from application.domain.events.messages import MessagesQueuedEvent
from application.domain.ids import OrganizationId, OrganizationRef
from application.domain.messages.outbox import Message, messages_for
from application.events import EventBus
from application.repositories import Repositories
from application.signals import signals_of

logger = logging.getLogger(__name__)

_BEGIN_AGAIN = frozenset({"40001", "40P01"})
"""SQL states with which PostgreSQL ends one of two transactions that can't both go on; the same again may succeed."""
_CONNECTION_LOST = ("08", "57P")
"""What the SQL states begin with that say that the connection, or the server, is gone."""
BACK_WITHIN_SECONDS = 5
"""When it is worth asking again after the database didn't answer."""
_CANCELED = "57014"
"""The SQL state with which PostgreSQL ends a statement that takes too long."""
_NO_ROOM = "53"
"""What the SQL states begin with that say that the disk is full or that there are too many connections."""

_NOT_UNIQUE_OR_IN_USE = frozenset(
    {"23001", "23503", "23505"}
    | {"SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_CONSTRAINT_TRIGGER", "SQLITE_CONSTRAINT_UNIQUE"}
)
"""How the engines call it that other rows are in the way; ON DELETE RESTRICT is a trigger of SQLite's own."""

_open_unit: ContextVar[bool] = ContextVar("open_unit_of_work", default=False)


class WorkSession(Repositories):
    """What happens inside a transaction: the repositories, and the events that it records."""

    def __init__(self, ctx: OrgContext, clock: Clock) -> None:
        super().__init__(ctx, clock)
        self.events: list[Event] = []

    def record(self, event: Event) -> None:
        self.events.append(event)

    def beside(self, ctx: OrgContext) -> "WorkSession":
        """Return another organization's repositories in the same transaction, for what concerns a person everywhere."""
        other = WorkSession(ctx, self.clock)
        other.events = self.events
        return other


class UnitOfWork:
    """A transaction from `async with` to the end of its block; an exception rolls everything back.

    It holds its organization's row from its first statement on, so that units of one organization come one after the
    other on PostgreSQL as they do on SQLite: no rule that counts or looks at other rows is asked at the same moment by
    two. It waits for its turn within the process before it takes a connection, so that units that wait for each other
    leave connections to everybody else.

    Constraints have the last word: what one of them refuses because of other rows is a `ConcurrentChange`, so that
    trying once more, from a fresh read, says what is in the way.

    No network call, sleep or task may be started inside: a task would inherit the transaction. Units never nest.
    """

    def __init__(
        self, enter: Callable[[], Awaitable[OrgContext]], bus: EventBus, clock: Clock, turn: asyncio.Lock | None = None
    ) -> None:
        self._enter = enter
        self._bus = bus
        self._clock = clock
        self._turn = turn or asyncio.Lock()
        self._work: WorkSession | None = None
        self._transaction: TransactionContext | None = None
        self._number: str | None = None

    async def __aenter__(self) -> WorkSession:
        if _open_unit.get():
            raise RuntimeError("A unit of work was begun inside another one.")
        await self._turn.acquire()
        try:
            with _failures_of_the_engine_named():
                self._work = await self._begin()
        except BaseException:
            self._turn.release()
            raise
        _open_unit.set(True)
        return self._work

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._work is not None  # noqa: S101  # __aexit__ follows __aenter__
        _open_unit.set(False)
        try:
            with _failures_of_the_engine_named():
                if error is None:
                    await self._commit(self._work)
                else:
                    await self._roll_back(error)
        finally:
            self._turn.release()
        if error is None:
            for event in self._work.events:
                self._bus.publish(event)

    async def _begin(self) -> WorkSession:
        self._transaction = in_transaction("default")
        await self._transaction.__aenter__()
        try:
            work = WorkSession(await self._enter(), self._clock)
            self._number = await work.organization.lock()
        except BaseException as error:
            await self._transaction.__aexit__(type(error), error, error.__traceback__)
            raise
        return work

    async def _commit(self, work: WorkSession) -> None:
        assert self._transaction is not None  # noqa: S101  # it was begun
        try:
            await work.event_log.append(work.events)
            await _queue_messages(work)
            await work.event_log.tell_others(signals_of(self._bus.origin, work.events))
        except BaseException as late:
            await self._transaction.__aexit__(type(late), late, late.__traceback__)
            raise
        try:
            await self._transaction.__aexit__(None, None, None)
        except Exception as error:
            is_unknown = is_lost_connection(error) or isinstance(error, TimeoutError)
            if not is_unknown or not await self._was_committed(work):
                raise

    async def _roll_back(self, error: BaseException) -> None:
        """Undo everything; the error goes on as it is, unless it only says that trying again may succeed."""
        assert self._transaction is not None  # noqa: S101  # it was begun
        await self._transaction.__aexit__(type(error), error, error.__traceback__)
        if isinstance(error, Exception) and _named(error) is not error:
            raise error

    async def _was_committed(self, work: WorkSession) -> bool:
        """Ask what became of a transaction whose connection was lost while it was being committed.

        The organization's row is free as soon as that is settled.
        """
        try:
            async with in_transaction("default"):
                await work.organization.lock()
                return self._number is not None and await work.organization.was_committed(self._number)
        except Exception as error:
            raise Unavailable(
                "The database didn't say whether this was done. Look at the present state before you try it again."
            ) from error


class UnitsOfWork:
    """Makes units of work, and repositories for reading without a transaction."""

    def __init__(self, bus: EventBus, clock: Clock) -> None:
        self._bus = bus
        self.clock = clock
        self._turns: WeakValueDictionary[OrganizationId, asyncio.Lock] = WeakValueDictionary()

    def __call__(self, ctx: OrgContext) -> UnitOfWork:
        async def enter() -> OrgContext:
            return ctx

        turn = self._turns.setdefault(ctx.organization_id, asyncio.Lock())
        return UnitOfWork(enter, self._bus, self.clock, turn)

    def founding(self, found: Callable[[], Awaitable[OrgContext]]) -> UnitOfWork:
        """Return a unit for an organization that `found` makes as its first step."""
        return UnitOfWork(found, self._bus, self.clock)

    def reading(self, ctx: OrgContext) -> Repositories:
        return Repositories(ctx, self.clock)


async def _queue_messages(work: WorkSession) -> None:
    """Queue what must be told because of the recorded events, in the same transaction."""
    by_organization: dict[OrganizationId, list[Message]] = {}
    for event in work.events:
        by_organization.setdefault(event.organization_id, []).extend(messages_for(event))
    for organization_id, messages in by_organization.items():
        there = work.beside(replace(work.ctx, organization_id=organization_id))
        if await there.outbox.queue(messages):
            work.record(MessagesQueuedEvent(OrganizationRef(organization_id)))


@contextmanager
def _failures_of_the_engine_named() -> Iterator[None]:
    """Let what the database ended come out as what the caller may do about it, in the body and at the commit alike."""
    try:
        yield
    except Exception as error:
        named = _named(error)
        if named is error:
            raise
        if isinstance(named, ConcurrentChange):
            logger.info("other work was in the way: %s", _constraint_of(error) or type(error).__name__)
        raise named from error


def _named(error: Exception) -> Exception:
    if getattr(error, "sqlstate", None) in _BEGIN_AGAIN or _constraint_of(error):
        return ConcurrentChange()
    if is_lost_connection(error):
        return Interrupted()
    if takes_too_long(error):
        return too_long()
    if lacks_room(error):
        return Unavailable("The database has no room left for this. Try again in a moment.")
    return error


def _constraint_of(error: Exception) -> str | None:
    """Name the constraint that refused something because of other rows, without the values in the driver's message."""
    reason = error.args[0] if isinstance(error, IntegrityError) and error.args else error
    if isinstance(reason, sqlite3.IntegrityError):
        return str(reason) if reason.sqlite_errorname in _NOT_UNIQUE_OR_IN_USE else None
    if isinstance(reason, asyncpg.IntegrityConstraintViolationError) and reason.sqlstate in _NOT_UNIQUE_OR_IN_USE:
        return str(reason.constraint_name)
    return None


def is_lost_connection(error: Exception) -> bool:
    """Tell whether PostgreSQL's server, or the way to it, is gone."""
    state = getattr(error, "sqlstate", None) or ""
    return state.startswith(_CONNECTION_LOST) or isinstance(error, asyncpg.InterfaceError | ConnectionError)


def lacks_room(error: Exception) -> bool:
    """Tell whether PostgreSQL's disk is full, or it takes no more connections."""
    return (getattr(error, "sqlstate", None) or "").startswith(_NO_ROOM)


def takes_too_long(error: Exception) -> bool:
    """Tell whether PostgreSQL has ended a statement, or gives no answer to it."""
    return getattr(error, "sqlstate", None) == _CANCELED or isinstance(error, TimeoutError)


def too_long() -> Unavailable:
    sentence = "The database takes too long for this just now. Try again in a moment."
    return Unavailable(sentence, retry_after_seconds=BACK_WITHIN_SECONDS)
