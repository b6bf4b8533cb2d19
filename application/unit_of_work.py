"""One action, one transaction: state, event log and outbox commit together; the bus is told afterwards."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from types import TracebackType

from tortoise.backends.base.client import TransactionContext
from tortoise.transactions import in_transaction

from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import ConcurrentChange
from application.domain.events import DiscordQueuedEvent, Event
from application.domain.telling import tellings_for
from application.events import EventBus
from application.repositories import Repositories

_BEGIN_AGAIN = frozenset({"40001", "40P01"})
"""SQL states with which PostgreSQL ends one of two transactions that can't both go on; the same again may succeed."""

_open_unit: ContextVar[bool] = ContextVar("open_unit_of_work", default=False)


class Work(Repositories):
    """What happens inside a transaction: the repositories, and the events that it records."""

    def __init__(self, ctx: OrgContext, clock: Clock) -> None:
        super().__init__(ctx, clock)
        self.events: list[Event] = []

    def record(self, event: Event) -> None:
        self.events.append(event)


class UnitOfWork:
    """A transaction from `async with` to the end of its block; an exception rolls everything back.

    No network call, sleep or task may be started inside: a task would inherit the transaction. Units never nest.
    """

    def __init__(self, enter: Callable[[], Awaitable[OrgContext]], bus: EventBus, clock: Clock) -> None:
        self._enter = enter
        self._bus = bus
        self._clock = clock
        self._work: Work | None = None
        self._transaction: TransactionContext | None = None

    async def __aenter__(self) -> Work:
        if _open_unit.get():
            raise RuntimeError("A unit of work was begun inside another one.")
        self._transaction = in_transaction("default")
        await self._transaction.__aenter__()
        try:
            self._work = Work(await self._enter(), self._clock)
        except BaseException as error:
            await self._transaction.__aexit__(type(error), error, error.__traceback__)
            raise
        _open_unit.set(True)
        return self._work

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._transaction is not None and self._work is not None  # noqa: S101, PT018  # __aexit__ follows __aenter__
        _open_unit.set(False)
        if error is None:
            try:
                await self._work.event_log.append(self._work.events)
                await _queue_tellings(self._work)
            except BaseException as late:
                await self._transaction.__aexit__(type(late), late, late.__traceback__)
                raise
        await self._transaction.__aexit__(kind, error, trace)
        if getattr(error, "sqlstate", None) in _BEGIN_AGAIN:
            raise ConcurrentChange from error
        if error is None:
            for event in self._work.events:
                self._bus.publish(event)


class UnitsOfWork:
    """Makes units of work, and repositories for reading without a transaction."""

    def __init__(self, bus: EventBus, clock: Clock) -> None:
        self._bus = bus
        self.clock = clock

    def __call__(self, ctx: OrgContext) -> UnitOfWork:
        async def enter() -> OrgContext:
            return ctx

        return UnitOfWork(enter, self._bus, self.clock)

    def founding(self, found: Callable[[], Awaitable[OrgContext]]) -> UnitOfWork:
        """Return a unit for an organization that `found` makes as its first step."""
        return UnitOfWork(found, self._bus, self.clock)

    def reading(self, ctx: OrgContext) -> Repositories:
        return Repositories(ctx, self.clock)


async def _queue_tellings(work: Work) -> None:
    """Queue what must be told because of the recorded events, in the same transaction."""
    tellings = [telling for event in work.events for telling in tellings_for(event)]
    if await work.discord_outbox.queue(tellings):
        work.record(DiscordQueuedEvent(work.ctx.organization_id))
