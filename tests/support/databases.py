"""Fresh, migrated databases for tests: copies of a template, on SQLite and on a PostgreSQL of the session's own."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, ClassVar
from zlib import crc32

import asyncpg
import pytest
from _pytest.mark import ParameterSet
from anyio.from_thread import BlockingPortal, start_blocking_portal
from tortoise.apps import Apps
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.base.executor import EXECUTOR_CACHE

from application.database import migrate
from tests.support.postgres import postgres_server

ENGINES = ("sqlite", "postgres")

on_both_engines = pytest.mark.both_engines
"""For a test whose answer depends on the engine: what happens at the same time, what is atomic, how much is asked."""
on_postgres_and_slowly_on_sqlite = pytest.mark.both_engines(slow="sqlite")
"""For one of that kind that takes long, and in which PostgreSQL has more that can go wrong."""


def engines_for(metafunc: pytest.Metafunc) -> list[ParameterSet]:
    """Return on which engines a test runs: on both if it says so, else on SQLite, or every twelfth on PostgreSQL."""
    both = metafunc.definition.get_closest_marker("both_engines")
    if both is None and not metafunc.config.getoption("both_engines"):
        return [pytest.param(ENGINES[crc32(metafunc.definition.nodeid.encode()) % 12 == 6])]
    slow = both.kwargs.get("slow") if both is not None else None
    return [pytest.param(engine, marks=[pytest.mark.slow] if engine == slow else []) for engine in ENGINES]


def sqlite_url(path: Path) -> str:
    return f"sqlite://{path.absolute()}"


def create_sqlite_template(path: Path) -> Path:
    """Make a migrated database file. It is complete once this returns, so a copy of the one file is a database."""
    with start_blocking_portal() as portal:
        portal.call(migrate, sqlite_url(path))
    return path


def copy_sqlite_template(template: Path, path: Path) -> str:
    """Make a database from the template and return its address."""
    shutil.copyfile(template, path)
    return sqlite_url(path)


_TABLES = """
SELECT string_agg(relname || '.' || attname, ',' ORDER BY relname, attnum)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
"""
_EMPTY = """
DO $$
DECLARE
    part record;
    is_used boolean;
BEGIN
    PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'kept';
    SET LOCAL session_replication_role = replica;
    FOR part IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'aerich' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', part.name) INTO is_used;
        IF is_used THEN
            EXECUTE format('DELETE FROM %I', part.name);
        END IF;
    END LOOP;
    FOR part IN SELECT sequencename AS name FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename <> 'aerich_id_seq' LOOP
        PERFORM setval(part.name::regclass, 1, false);
    END LOOP;
END $$
"""
"""Makes a used database as good as new. That is quicker than another one, for which the server copies 300 files and
learns its tables anew."""


@dataclass
class PrivatePostgres:
    """A running server that only this session knows. Callable from any test, with or without an event loop."""

    folder: Path
    portal: BlockingPortal
    admin: asyncpg.Connection
    _numbers: Iterator[int] = field(default_factory=count, init=False)
    _template: str | None = field(default=None, init=False)
    _free: list[str] = field(default_factory=list, init=False)
    _lent: set[str] = field(default_factory=set, init=False)
    _cleaners: dict[str, asyncpg.Connection] = field(default_factory=dict, init=False)
    _columns: str = field(default="", init=False)

    def create_empty(self) -> str:
        """Make a database without tables and return its address."""
        return self._create("template0")

    def drop(self, address: str) -> None:
        """Remove a database, cutting the connections that a killed process left behind."""
        self._execute(f'DROP DATABASE "{_name_in(address)}" WITH (FORCE)')

    def lend_migrated(self) -> str:
        """Return the address of a database with the product's tables, in which there is nothing."""
        address = self._free.pop() if self._free else self._create(self._migrated_template())
        self._lent.add(_name_in(address))
        return address

    def is_lent(self, name: str) -> bool:
        return name in self._lent

    def take_back(self, address: str) -> None:
        """Empty a lent database for the next one who wants one, cutting the connections to it that are left.

        One whose tables were changed is removed.
        """
        if self.portal.call(self._clean, address):
            self._free.append(address)
        else:
            self.portal.call(self._cleaners.pop(address).close)
            self.drop(address)

    def close(self) -> None:
        for connection in (*self._cleaners.values(), self.admin):
            self.portal.call(connection.close)

    def _migrated_template(self) -> str:
        if self._template is None:
            address = self.create_empty()
            self.portal.call(migrate, address)
            self._template = _name_in(address)
            self._columns = self.portal.call(self._columns_of, self._template)
        return self._template

    async def _columns_of(self, database: str) -> str:
        connection = await self._connect(database)
        try:
            return str(await connection.fetchval(_TABLES))
        finally:
            await connection.close()

    async def _clean(self, address: str) -> bool:
        """Empty a database, unless its tables are no longer those of the template."""
        if address not in self._cleaners:
            self._cleaners[address] = await self._connect(_name_in(address))
        connection = self._cleaners[address]
        if await connection.fetchval(_TABLES) != self._columns:
            return False
        await connection.execute(_EMPTY)
        return True

    async def _connect(self, database: str) -> asyncpg.Connection:
        return await asyncpg.connect(host=str(self.folder), user="postgres", database=database)

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def _execute(self, statement: str) -> None:
        self.portal.call(self.admin.execute, statement)


@contextmanager
def private_postgres() -> Iterator[PrivatePostgres]:
    """Run a server until the end of the block and leave nothing of it behind."""
    with postgres_server() as running, start_blocking_portal() as portal:
        admin = portal.call(partial(asyncpg.connect, host=str(running.folder), user="postgres", database="postgres"))
        server = PrivatePostgres(running.folder, portal, admin)
        try:
            yield server
        finally:
            server.close()


def prepare_models_once() -> None:
    """Let the ORM prepare its models for an engine only when the database before was on another one.

    It does so for each database, which takes longer than many a test; and it keeps the text of its INSERTs for the
    life of the process, whatever the engine.
    """
    prepare = Apps._build_initial_querysets
    prepared: tuple[object, ...] = ()

    def prepare_if_new(apps: Apps) -> None:
        nonlocal prepared
        models = tuple(apps.get_models_iterable())
        wanted = (models[0]._meta.db.capabilities.dialect, *models)
        if wanted != prepared:
            EXECUTOR_CACHE.clear()
            prepare(apps)
            prepared = wanted

    Apps._build_initial_querysets = prepare_if_new  # type: ignore[method-assign, assignment]


class _LentPool:
    """Connections of a pool that stays open when a test closes its database, for the next one who opens it.

    A new connection learns the tables and plans each statement anew, for which a server takes longer than for a test.
    """

    _kept: ClassVar[dict[str, asyncpg.Pool]] = {}

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._held: set[asyncpg.Connection] = set()
        self._released = asyncio.Event()
        self._is_closing = False

    @classmethod
    async def lend(cls, **options: Any) -> "_LentPool":
        key = repr(sorted(options.items()))
        if key not in cls._kept:
            options["server_settings"] = options["server_settings"] | {"application_name": "kept"}
            options["min_size"] = 0  # for more, it keeps a task
            cls._kept[key] = await asyncpg.create_pool(None, **options)
        return cls(cls._kept[key])

    @classmethod
    def end_all(cls) -> None:
        for pool in cls._kept.values():
            pool.terminate()
        cls._kept.clear()

    async def acquire(self) -> asyncpg.Connection:
        if self._is_closing:
            raise asyncpg.InterfaceError("pool is closing")
        connection = await self._pool.acquire()
        self._held.add(connection)
        return connection

    async def release(self, connection: asyncpg.Connection) -> None:
        self._held.discard(connection)
        try:
            await self._pool.release(connection)
        finally:
            self._released.set()

    async def close(self) -> None:
        self._is_closing = True
        while any(map(_is_open, self._held)):
            self._released.clear()
            await self._released.wait()

    def terminate(self) -> None:
        for connection in filter(_is_open, self._held):
            connection.terminate()

    async def expire_connections(self) -> None:
        await self._pool.expire_connections()


def _is_open(connection: asyncpg.Connection) -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:  # it was lost, and the pool has taken it back by itself
        return False


@contextmanager
def kept_connections(server: PrivatePostgres) -> Iterator[None]:
    """Let this event loop's connections to lent databases stay open from test to test until the end of the block."""
    clients: Any = AsyncpgDBClient
    before = clients.create_pool
    loop = asyncio.get_running_loop()

    async def create_pool(client: AsyncpgDBClient, **options: Any) -> Any:
        is_direct = options["host"] == str(server.folder)  # and not by way of something that cuts connections
        is_lent = is_direct and server.is_lent(options["database"]) and asyncio.get_running_loop() is loop
        is_plain = (
            "application_name" not in options["server_settings"]
        )  # a test that names its connections looks at them
        return await (_LentPool.lend(**options) if is_lent and is_plain else before(client, **options))

    clients.create_pool = create_pool
    try:
        yield
    finally:
        clients.create_pool = before
        _LentPool.end_all()


def _name_in(address: str) -> str:
    return address.removeprefix("postgresql://postgres@/").partition("?")[0]
