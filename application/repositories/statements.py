"""Statements for the few reads that come with every request.

The ORM builds its SQL anew for each query and makes objects of whole rows, which costs many times what the database
does. What is read thousands of times a minute is written here once, for SQLite and PostgreSQL alike.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from tortoise.models import Model

from application.domain.runs.run import RunStatus

_SPELLED_FOR_SQLITE = {
    r"= ANY\((\$\d+)\)": r"IN (SELECT value FROM json_each(\1))",
    r"unnest\((\$\d+)::text\[\]\) AS (\w+)\(value\)": r"json_each(\1) AS \2",
    r"\$(\d+)": r"?\1",
}


class ReadsAtOnce(Protocol):
    """How a connection outside any transaction answers a small SELECT without the detour over its own thread."""

    def __call__(self, query: str, values: list[object]) -> Sequence[Mapping[str, Any]]: ...


Rows = Sequence[Mapping[str, Any]]


class TakesSnapshots(Protocol):
    """How a connection lets somebody read at length what was there at one moment, while others write."""

    def snapshot(self) -> AbstractAsyncContextManager[Callable[[str, list[object]], Awaitable[Rows]]]: ...


class Statement:
    """A SELECT with $1, $2 … for its values.

    One that is a list is asked for as `= ANY($1)`, or as `unnest($1::text[]) AS a(value) CROSS JOIN …` where the engine
    must begin with it.
    """

    def __init__(self, sql: str) -> None:
        self._sql = sql
        for pattern, in_sqlite in _SPELLED_FOR_SQLITE.items():
            sql = re.sub(pattern, in_sqlite, sql)
        self._for_sqlite = sql

    async def rows(self, model: type[Model], *values: object) -> Sequence[Mapping[str, Any]]:
        """Run it on the connection, or in the transaction, that the model has at present."""
        read_at_once: ReadsAtOnce | None = getattr(model._meta.db, "read_at_once", None)
        if read_at_once is not None:
            return read_at_once(self._for_sqlite, _with_lists_as_text(values))
        return await self.many_rows(model, *values)

    async def many_rows(self, model: type[Model], *values: object) -> Sequence[Mapping[str, Any]]:
        """Run what may take longer, so that nothing else in the process waits for it."""
        connection = model._meta.db
        sql, given = self.spelled(values, for_sqlite=connection.capabilities.dialect == "sqlite")
        _, rows = await connection.execute_query(sql, given)
        return rows

    def spelled(self, values: Sequence[object], *, for_sqlite: bool) -> tuple[str, list[object]]:
        """Return the statement and its values as an engine takes them."""
        return (self._for_sqlite, _with_lists_as_text(values)) if for_sqlite else (self._sql, list(values))


class Snapshot:
    """What the database had at one moment, whatever is written meanwhile; nobody waits for whoever reads it."""

    def __init__(self, read: Callable[[str, list[object]], Awaitable[Rows]], dialect: str) -> None:
        self._read = read
        self._is_sqlite = dialect == "sqlite"

    async def rows(self, statement: Statement, *values: object) -> Rows:
        sql, given = statement.spelled(values, for_sqlite=self._is_sqlite)
        return await self._read(sql, given)


@asynccontextmanager
async def snapshot_of(model: type[Model]) -> AsyncIterator[Snapshot]:
    """Let the database of a model be read as it is now, until the end of the block."""
    connection = model._meta.db
    async with cast(TakesSnapshots, connection).snapshot() as read:
        yield Snapshot(read, connection.capabilities.dialect)


def _with_lists_as_text(values: Sequence[object]) -> list[object]:
    return [json.dumps(value) if isinstance(value, list) else value for value in values]


def in_columns(rows: Sequence[Mapping[str, Any]]) -> Sequence[Sequence[Any]]:
    """Return rows as what they are in both drivers, too: their values in order, by which many are read sooner."""
    return cast(Sequence[Sequence[Any]], rows)


def listed(ids: Iterable[int]) -> str:
    """Return ids as they stand in a statement; where there are none, one that nothing has."""
    return ", ".join(str(int(number)) for number in sorted(set(ids))) or "0"


STATUSES = {status.value: status for status in RunStatus}
"""Each status of a run by the word that is stored: looking it up takes a fifth of asking the vocabulary."""


def moment(value: datetime | str) -> datetime:
    """Read a point in time, which SQLite keeps as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def optional_duration(microseconds: int | None) -> timedelta | None:
    return None if microseconds is None else timedelta(microseconds=microseconds)


def optional_moment(value: datetime | str | None) -> datetime | None:
    return None if value is None else moment(value)
