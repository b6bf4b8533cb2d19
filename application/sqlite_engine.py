"""SQLite for the ORM, with transactions that take the write lock when they begin, and give it back whatever happens.

A transaction that begins by reading and writes later fails at once ("database is locked", whatever the busy timeout)
when another process wrote in between. `BEGIN IMMEDIATE` waits for its turn instead.
"""

import sqlite3
from pathlib import Path
from typing import Any

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError, TransactionManagementError


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
    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self._reader: sqlite3.Connection | None = None

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)

    def read_at_once(self, query: str, values: list[object]) -> list[sqlite3.Row]:
        """Run a SELECT that finds a few rows by their keys, here and now and outside any transaction.

        Everything else goes through the connection's own thread. For such a SELECT the way there and back costs several
        times what SQLite does, and in WAL mode a reader waits for nobody.
        """
        self.log.debug("%s: %s", query, values)
        try:
            if self._reader is None:
                self._reader = self._open_reader()
            return self._reader.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error

    def _open_reader(self) -> sqlite3.Connection:
        reader = sqlite3.connect(f"{Path(self.filename).absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        reader.row_factory = sqlite3.Row
        reader.execute("PRAGMA query_only = ON")  # instead of mode=ro, which can't open what nobody else has open
        return reader

    async def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        await super().close()


client_class = ImmediateSqliteClient
