"""SQLite for the ORM, with transactions that take the write lock when they begin, and give it back whatever happens.

A transaction that begins by reading and writes later fails at once ("database is locked", whatever the busy timeout)
when another process wrote in between. `BEGIN IMMEDIATE` waits for its turn instead.
"""

import sqlite3

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError


class ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error

    async def take_back(self) -> None:
        """Undo a `begin` that nobody waited for: the connection's thread works in order, so this comes after it."""
        if self._connection is not None:
            await self._connection.rollback()


class ImmediateTransactionContext(SqliteTransactionContext):
    connection: ImmediateTransaction

    async def __aenter__(self) -> TransactionalDBClient:
        """Begin; when that fails or is cancelled, nothing stays begun and the connection is free for the next one.

        The ORM's own version keeps the connection's lock in both cases, and everybody else waits for ever.
        """
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            try:
                await self.connection.take_back()
            finally:
                self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection


class ImmediateSqliteClient(SqliteClient):
    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateSqliteClient
