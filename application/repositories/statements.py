"""Statements for the few reads that come with every request.

The ORM builds its SQL anew for each query and makes objects of whole rows, which costs many times what the database
does. What is read thousands of times a minute is written here once, for SQLite and PostgreSQL alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from tortoise.models import Model


class ReadsAtOnce(Protocol):
    """How a connection outside any transaction answers a small SELECT without the detour over its own thread."""

    def __call__(self, query: str, values: list[object]) -> Sequence[Mapping[str, Any]]: ...


class Statement:
    """A SELECT with $1, $2 … for its values, each used once and in this order."""

    def __init__(self, sql: str) -> None:
        self._numbered = sql
        self._unnumbered = re.sub(r"\$\d+", "?", sql)

    async def rows(self, model: type[Model], *values: object) -> Sequence[Mapping[str, Any]]:
        """Run it on the connection, or in the transaction, that the model has at present."""
        read_at_once: ReadsAtOnce | None = getattr(model._meta.db, "read_at_once", None)
        if read_at_once is not None:
            return read_at_once(self._unnumbered, list(values))
        return await self.many_rows(model, *values)

    async def many_rows(self, model: type[Model], *values: object) -> Sequence[Mapping[str, Any]]:
        """Run what may take longer, so that nothing else in the process waits for it."""
        connection = model._meta.db
        sql = self._unnumbered if connection.capabilities.dialect == "sqlite" else self._numbered
        _, rows = await connection.execute_query(sql, list(values))
        return rows


def listed(ids: Iterable[int]) -> str:
    """Return ids as they stand in a statement; where there are none, one that nothing has."""
    return ", ".join(str(int(number)) for number in sorted(set(ids))) or "0"


def moment(value: datetime | str) -> datetime:
    """Read a point in time, which SQLite keeps as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def optional_moment(value: datetime | str | None) -> datetime | None:
    return None if value is None else moment(value)
