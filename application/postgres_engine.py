"""PostgreSQL for the ORM, with transactions that give their connection back to the pool whatever happens.

Outside of transactions a server that is gone, or takes too long, comes out as `Unavailable`; inside, the unit of work
tells what it means.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import TracebackType
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.connection import get_connections

from application.domain.errors import Unavailable
from application.unit_of_work import BACK_WITHIN_SECONDS, is_lost_connection, lacks_room, takes_too_long, too_long


@contextmanager
def _troubles_named() -> Iterator[None]:
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        if takes_too_long(error):
            raise too_long() from error
        if not (is_lost_connection(error) or lacks_room(error) or isinstance(error, OSError)):
            raise
        sentence = "The database can't be reached just now. Try again in a moment."
        raise Unavailable(sentence, retry_after_seconds=BACK_WITHIN_SECONDS) from error


class SafeTransactionContext(TransactionContextPooled):
    """A connection on which beginning or ending failed, or was cancelled, is cut: the server then undoes the rest.

    The ORM's own version keeps it instead, until the pool is empty and everybody waits for ever.
    """

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        self.client._connection = await self._pool.acquire()
        try:
            await self.client.begin()
        except BaseException:
            await self._cut()
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        get_connections().reset(self.token)
        if isinstance(error, TimeoutError):  # to undo it would take as long again
            await self._cut()
            return
        try:
            await (self.client.commit() if error is None else self.client.rollback())
        except BaseException:
            await self._cut()
            raise
        await self._pool.release(self.client._connection)

    @property
    def _pool(self):  # type: ignore[no-untyped-def]  # asyncpg has no types
        return self.client._parent._pool

    async def _cut(self) -> None:
        self.client._connection.terminate()
        await self._pool.release(self.client._connection)


_GROWN = """
SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS name
  FROM pg_stat_user_tables
 WHERE n_mod_since_analyze > 50 + n_live_tup / 10
"""
"""What the server's own autovacuum looks for, which comes late after a bulk write or is turned off."""


class _LentConnection(PoolConnectionWrapper[asyncpg.Connection]):
    """A connection whose server doesn't answer is cut; the pool would wait as long again for what it had asked."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, TimeoutError) and self.connection is not None:
            self.connection.terminate()
        await super().__aexit__(kind, error, trace)


async def _nothing_to_put_right(_connection: asyncpg.Connection) -> None:
    """Give a connection back as it is.

    The pool would ask the server after each read to forget settings, cursors, listeners and locks of the session;
    statements here leave none of these behind, and a transaction left open is rolled back by the driver before.
    """


class SafePostgresClient(AsyncpgDBClient):
    async def create_pool(self, **options: Any) -> asyncpg.Pool:
        return await asyncpg.create_pool(None, reset=_nothing_to_put_right, **options)

    def acquire_connection(self) -> PoolConnectionWrapper[asyncpg.Connection]:
        return _LentConnection(self, self._pool_init_lock)

    async def execute_insert(self, query: str, values: list[Any]) -> asyncpg.Record | None:
        with _troubles_named():
            return await super().execute_insert(query, values)

    async def execute_many(self, query: str, values: list[Any]) -> None:
        with _troubles_named():
            await super().execute_many(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, list[dict[Any, Any]]]:
        with _troubles_named():
            return await super().execute_query(query, values)  # type: ignore[no-any-return]  # its wrapper is untyped

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[Any, Any]]:
        with _troubles_named():
            return await super().execute_query_dict(query, values)  # type: ignore[no-any-return]

    async def execute_script(self, query: str) -> None:
        with _troubles_named():
            await super().execute_script(query)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Callable[[str, list[object]], Awaitable[list[asyncpg.Record]]]]:
        """Read what is there now, on a connection of its own."""
        async with self.acquire_connection() as connection:

            async def read(query: str, values: list[object]) -> list[asyncpg.Record]:
                with _troubles_named():
                    return await connection.fetch(query, *values)  # type: ignore[no-any-return]  # it has no types

            with _troubles_named():
                transaction = connection.transaction(isolation="repeatable_read", readonly=True)
                await transaction.start()
            try:
                yield read
            finally:
                with _troubles_named():
                    await transaction.rollback()

    async def gather_statistics(self) -> None:
        """Look anew at the tables that changed much since anybody did."""
        _, grown = await self.execute_query(_GROWN)
        for table in grown:
            await self.execute_query(f"ANALYZE {table['name']}")

    def _in_transaction(self) -> TransactionContext:
        return SafeTransactionContext(TransactionWrapper(self), self._pool_init_lock)


client_class = SafePostgresClient
