"""SQLite for the ORM, with transactions that take the write lock when they begin, and give it back whatever happens.

A transaction that begins by reading and writes later fails at once ("database is locked", whatever the busy timeout)
when another process wrote in between. `BEGIN IMMEDIATE` waits for its turn instead, without keeping readers waiting.
What only time or a person at the machine can change (locked, full, damaged) comes out as `Unavailable`.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError
from tortoise.fields import data

from application.bookkeeping import may_wait
from application.domain.errors import Unavailable

logger = logging.getLogger(__name__)

BUSY = "The database is busy. Try again in a moment."
FULL = "The disk of the database is full, so nothing can be stored until there is room again."
UNWRITABLE = "The database can't be read or written at the moment. It is tried again with every request."
DAMAGED = "The database is damaged. Whoever runs this must put a backup in its place."
_SENTENCES = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: UNWRITABLE,
    sqlite3.SQLITE_READONLY: UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: UNWRITABLE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
T = TypeVar("T")

_BUSY_FOR_SECONDS = 5
_INSIDE_SQLITE_MILLISECONDS = 20
"""Whoever waits inside SQLite keeps the connection's thread from everybody else."""
_LOOK_AGAIN_SECONDS = 0.02
_ROWS_LOOKED_AT = 1000
"""Of each index, for the planner's statistics: enough to tell good ones from bad ones, in milliseconds."""
_FEW = 50


def trouble_of(error: BaseException) -> str | None:
    """Return the sentence for what is wrong with the file itself; None for what is wrong with a statement."""
    reason = error.args[0] if isinstance(error, OperationalError) and error.args else error
    return _SENTENCES.get(getattr(reason, "sqlite_errorcode", 0) & 0xFF)  # the rest says more about the same


@contextmanager
def _troubles_named() -> Iterator[None]:
    try:
        yield
    except (OperationalError, sqlite3.DatabaseError) as error:
        sentence = trouble_of(error)
        if sentence is None:
            raise
        if sentence == BUSY:
            raise Unavailable(sentence, retry_after_seconds=_BUSY_FOR_SECONDS) from error
        logger.error("%s (%s)", sentence, error)  # noqa: TRY400  # where the statement came from tells nothing
        raise Unavailable(sentence) from error


async def in_turn(patience_seconds: float, work: Callable[[], Awaitable[T]]) -> T:
    """Do what needs the write lock, as soon as nobody else has it; the connection is free for readers meanwhile."""
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + (patience_seconds if may_wait() else 0)
    while True:
        try:
            return await work()
        except Unavailable as error:
            if error.message != BUSY or loop.time() >= ends_at:
                raise
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


class _NamesTroubles(SqliteClient):
    async def create_connection(self, with_db: bool) -> None:
        with _troubles_named():
            await super().create_connection(with_db)

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        with _troubles_named():
            return await super().execute_insert(query, values)  # type: ignore[no-any-return]  # its wrapper is untyped

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        with _troubles_named():
            await super().execute_many(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[Any, Any]]]:
        with _troubles_named():
            return await super().execute_query(query, values)  # type: ignore[no-any-return]

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[Any, Any]]:
        with _troubles_named():
            return await super().execute_query_dict(query, values)  # type: ignore[no-any-return]

    async def execute_script(self, query: str) -> None:
        with _troubles_named():
            await super().execute_script(query)


class ImmediateTransaction(_NamesTroubles, SqliteTransactionWrapper):
    _parent: "ImmediateSqliteClient"

    async def begin(self) -> None:
        with _troubles_named():
            await self._connection.execute("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        """Commit, or undo everything when there is no room for it."""
        try:
            with _troubles_named():
                await super().commit()
        except BaseException:
            await self.take_back()
            raise

    async def rollback(self) -> None:
        """Undo everything; some failures have done so already."""
        with _troubles_named():
            await super().rollback()

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
        await in_turn(self.connection._parent.patience_seconds, self._begin)
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection

    async def _begin(self) -> None:
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


class ImmediateSqliteClient(_NamesTroubles):
    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self.patience_seconds = int(kwargs["busy_timeout"]) / 1000
        self._reader: sqlite3.Connection | None = None
        self._newest: dict[str, int] = {}

    async def create_connection(self, with_db: bool) -> None:
        data.parse_datetime = datetime.fromisoformat  # type: ignore[attr-defined]  # what the ORM has takes ten times as long
        await super().create_connection(with_db)
        assert self._connection is not None  # noqa: S101  # it has just been made
        await self._connection.execute(f"PRAGMA busy_timeout = {_INSIDE_SQLITE_MILLISECONDS}")
        await self._connection.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        return await in_turn(self.patience_seconds, partial(super().execute_insert, query, values))

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        await in_turn(self.patience_seconds, partial(super().execute_many, query, values))

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[Any, Any]]]:
        return await in_turn(self.patience_seconds, partial(super().execute_query, query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[Any, Any]]:
        return await in_turn(self.patience_seconds, partial(super().execute_query_dict, query, values))

    async def execute_script(self, query: str) -> None:
        await in_turn(self.patience_seconds, partial(super().execute_script, query))

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)

    async def gather_statistics(self) -> None:
        """Look anew at the tables that grew much since this was last done here, or ever in this process."""
        newest = await self._newest_rows()
        grown = [table for table, row in newest.items() if _has_grown(row, since=self._newest.get(table, 0))]
        for table in grown:
            await self.execute_query(f'ANALYZE "{table}"')
            self._newest[table] = newest[table]
        if grown:
            self._close_reader()  # a connection reads the statistics when it is opened

    async def _newest_rows(self) -> dict[str, int]:
        _, tables = await self.execute_query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        newest = (f"SELECT '{row['name']}' AS name, max(rowid) AS row FROM \"{row['name']}\"" for row in tables)  # noqa: S608  # our own tables
        _, rows = await self.execute_query(" UNION ALL ".join(newest))
        return {row["name"]: row["row"] or 0 for row in rows}

    def read_at_once(self, query: str, values: list[object]) -> list[sqlite3.Row]:
        """Run a SELECT that finds a few rows by their keys, here and now and outside any transaction.

        Everything else goes through the connection's own thread. For such a SELECT the way there and back costs several
        times what SQLite does, and in WAL mode a reader waits for nobody.
        """
        self.log.debug("%s: %s", query, values)
        with _troubles_named():
            try:
                if self._reader is None:
                    self._reader = self._open_reader()
                return self._reader.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_READONLY:  # of the reader, not of the file
                    raise OperationalError(str(error)) from error
                raise OperationalError(error) from error

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Callable[[str, list[object]], Awaitable[list[sqlite3.Row]]]]:
        """Read what is there now, on a connection and in a thread of its own; in WAL mode nobody waits for it."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "snapshot") as thread:
            reader = await loop.run_in_executor(thread, self._open_reader)

            def fetch(query: str, values: list[object]) -> list[sqlite3.Row]:
                with _troubles_named():
                    return reader.execute(query, values).fetchall()

            async def read(query: str, values: list[object]) -> list[sqlite3.Row]:
                return await loop.run_in_executor(thread, fetch, query, values)

            try:
                await read("BEGIN", [])
                yield read
            finally:
                await loop.run_in_executor(thread, reader.close)

    def _open_reader(self) -> sqlite3.Connection:
        reader = sqlite3.connect(f"{Path(self.filename).absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        reader.row_factory = sqlite3.Row
        reader.execute("PRAGMA query_only = ON")  # instead of mode=ro, which can't open what nobody else has open
        return reader

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    async def close(self) -> None:
        self._close_reader()
        await super().close()


def _has_grown(newest_row: int, *, since: int) -> bool:
    """Tell whether so much was added that the planner's idea of a table may be wrong; as PostgreSQL sees it."""
    return newest_row - since > _FEW + since // 10


client_class = ImmediateSqliteClient
