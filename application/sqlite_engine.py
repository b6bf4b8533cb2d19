"""SQLite for the ORM, with transactions that take the write lock when they begin.

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


class ImmediateTransactionContext(SqliteTransactionContext):
    async def __aenter__(self) -> TransactionalDBClient:
        """Begin, and when that fails give back the connection's lock, which would stay taken for ever."""
        try:
            return await super().__aenter__()
        except TransactionManagementError:
            get_connections().reset(self.token)
            self._trxlock.release()
            raise


class ImmediateSqliteClient(SqliteClient):
    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateSqliteClient
