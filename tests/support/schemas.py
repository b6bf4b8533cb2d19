"""What a database's tables are really like, read from the engine's own catalogue and comparable with `==`."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from application.database import dialect_of

_SQLITE_CONDITION = re.compile(r"\sWHERE\s+(.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    is_nullable: bool
    default: str | None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    on_delete: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index or unique constraint; a name is kept only where a condition makes it part of the contract."""

    columns: tuple[str, ...]
    is_unique: bool
    condition: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The order of columns is left out: a migration can only append one."""

    columns: frozenset[Column]
    primary_key: tuple[str, ...]
    numbers_itself: bool
    foreign_keys: frozenset[ForeignKey]
    indexes: frozenset[Index]


async def schema_of(url: str) -> dict[str, Table]:
    """Return every table of a database by its name."""
    return _sqlite_schema(url) if dialect_of(url) == "sqlite" else await _postgres_schema(url)


def _sqlite_schema(url: str) -> dict[str, Table]:
    connection = sqlite3.connect(Path(url.removeprefix("sqlite://")))
    try:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {name: _sqlite_table(connection, name, sql) for name, sql in tables}
    finally:
        connection.close()


def _sqlite_table(connection: sqlite3.Connection, name: str, sql: str) -> Table:
    columns = connection.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', [name])
    rows = columns.fetchall()
    return Table(
        columns=frozenset(Column(row[0], row[1], not row[2], row[3]) for row in rows),
        primary_key=tuple(row[0] for row in sorted(rows, key=lambda row: row[4]) if row[4]),
        numbers_itself="AUTOINCREMENT" in sql.upper(),
        foreign_keys=frozenset(_sqlite_foreign_keys(connection, name)),
        indexes=frozenset(_sqlite_indexes(connection, name)),
    )


def _sqlite_foreign_keys(connection: sqlite3.Connection, table: str) -> Iterable[ForeignKey]:
    rows = connection.execute(
        'SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq', [table]
    )
    by_key = defaultdict(list)
    for key, *details in rows:
        by_key[key].append(details)
    for parts in by_key.values():
        target, _, _, on_delete = parts[0]
        yield ForeignKey(tuple(part[1] for part in parts), target, tuple(part[2] for part in parts), on_delete)


def _sqlite_indexes(connection: sqlite3.Connection, table: str) -> Iterable[Index]:
    rows = connection.execute(
        'SELECT list.name, list."unique", master.sql FROM pragma_index_list(?) AS list '
        "LEFT JOIN sqlite_master AS master ON master.type = 'index' AND master.name = list.name "
        "WHERE list.origin <> 'pk'",
        [table],
    )
    for name, unique, sql in rows.fetchall():
        columns = connection.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", [name])
        condition = _SQLITE_CONDITION.search(sql or "")
        yield Index(
            columns=tuple(row[0] for row in columns),
            is_unique=bool(unique),
            condition=condition[1] if condition else None,
            name=name if condition else None,
        )


async def _postgres_schema(url: str) -> dict[str, Table]:
    connection = await asyncpg.connect(url)
    try:
        columns, foreign_keys, indexes = [
            await connection.fetch(query) for query in (_POSTGRES_COLUMNS, _POSTGRES_FOREIGN_KEYS, _POSTGRES_INDEXES)
        ]
    finally:
        await connection.close()
    return {
        table: Table(
            columns=frozenset(
                Column(row["name"], row["type"], not row["required"], row["default_value"])
                for row in columns
                if row["table_name"] == table
            ),
            primary_key=next(
                (tuple(row["columns"]) for row in indexes if row["table_name"] == table and row["is_primary"]), ()
            ),
            numbers_itself=any(row["numbers_itself"] for row in columns if row["table_name"] == table),
            foreign_keys=frozenset(
                ForeignKey(tuple(row["columns"]), row["target"], tuple(row["target_columns"]), row["on_delete"])
                for row in foreign_keys
                if row["table_name"] == table
            ),
            indexes=frozenset(
                Index(
                    columns=tuple(row["columns"]),
                    is_unique=row["is_unique"],
                    condition=row["condition"],
                    name=row["name"] if row["condition"] else None,
                )
                for row in indexes
                if row["table_name"] == table and not row["is_primary"]
            ),
        )
        for table in {row["table_name"] for row in columns}
    }


_POSTGRES_COLUMNS = """
SELECT tables.relname AS table_name,
       columns.attname AS name,
       format_type(columns.atttypid, columns.atttypmod) AS type,
       columns.attnotnull AS required,
       pg_get_expr(defaults.adbin, defaults.adrelid) AS default_value,
       columns.attidentity <> '' OR pg_get_serial_sequence(quote_ident(tables.relname), columns.attname) IS NOT NULL
           AS numbers_itself
FROM pg_class AS tables
JOIN pg_attribute AS columns ON columns.attrelid = tables.oid AND columns.attnum > 0 AND NOT columns.attisdropped
LEFT JOIN pg_attrdef AS defaults ON defaults.adrelid = tables.oid AND defaults.adnum = columns.attnum
WHERE tables.relkind = 'r' AND tables.relnamespace = 'public'::regnamespace
"""

_POSTGRES_FOREIGN_KEYS = """
SELECT conrelid::regclass::text AS table_name,
       ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS key(number, position)
             JOIN pg_attribute ON attrelid = conrelid AND attnum = key.number ORDER BY key.position) AS columns,
       confrelid::regclass::text AS target,
       ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS key(number, position)
             JOIN pg_attribute ON attrelid = confrelid AND attnum = key.number ORDER BY key.position) AS target_columns,
       CASE confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
                        WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END AS on_delete
FROM pg_constraint
WHERE contype = 'f'
"""

_POSTGRES_INDEXES = """
SELECT indrelid::regclass::text AS table_name,
       indexrelid::regclass::text AS name,
       indisunique AS is_unique,
       indisprimary AS is_primary,
       pg_get_expr(indpred, indrelid) AS condition,
       ARRAY(SELECT attname::text FROM unnest(indkey::int2[]) WITH ORDINALITY AS key(number, position)
             JOIN pg_attribute ON attrelid = indrelid AND attnum = key.number ORDER BY key.position) AS columns
FROM pg_index
JOIN pg_class ON pg_class.oid = indrelid AND pg_class.relnamespace = 'public'::regnamespace
WHERE indisvalid
"""
