"""Opening, migrating and closing the database; SQLite in WAL mode by default, PostgreSQL by address."""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from aerich import Command
from aerich.models import Aerich
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException, OperationalError
from tortoise.transactions import in_transaction

import models
from application.bookkeeping import bookkeeping
from application.database_address import BUSY_TIMEOUT_MILLISECONDS, DEFAULT_POOL_SIZE, postgres_address, sqlite_address
from application.domain.errors import Unavailable
from application.sqlite_engine import DAMAGED, trouble_of

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
APP = "models"

LAST_BEFORE_THE_JOIN = "_partition_keys.py"
"""The migrations of before 0.1.0 were joined into one; a database that had them all ends with the one called so."""
_MIGRATING = 7_267_245_001
"""The number of the lock on PostgreSQL that whoever migrates holds; chosen once, with no meaning."""
BESIDE = ("-wal", "-shm", "-journal")
"""Ends of the names of what SQLite keeps beside a file, and would read into whichever one has its name."""
_CLOSING_SECONDS = 2.0
_UNANSWERED = 1.25
"""After how many times as long as the server takes to end a statement, one that doesn't is taken to be gone."""
_WHEN_SILENT = {"idle_in_transaction_session_timeout": "60000"}
"""A process that stands still in the midst of a transaction holds up nobody for longer."""


class DatabaseError(Exception):
    """The database can't be used; the message says what to do."""


class Database:
    """An open database. The ORM allows one per process at a time."""

    def __init__(self, context: TortoiseContext) -> None:
        self._context = context

    @classmethod
    async def open(cls, url: str, *, pool_size: int = DEFAULT_POOL_SIZE) -> "Database":
        """`pool_size` is the most connections at a time; a file is always open once."""
        context = TortoiseContext()
        with context:
            await context.init(config=orm_config(url, pool_size, is_bounded=True), _enable_global_fallback=True)
        return cls(context)

    async def close(self) -> None:
        await self._context.close_connections()

    @asynccontextmanager
    async def all_at_once(self) -> AsyncIterator[None]:
        """Let what is done in the block, in however many units of work, come to be at its end, or nothing of it."""
        async with in_transaction("default"):
            yield

    async def is_reachable(self) -> bool:
        """Ask the database for a trivial answer, and a file to keep something. Raises what the driver raises."""
        client = self._context.db()
        _, rows = await client.execute_query("SELECT 1")
        if client.capabilities.dialect == "sqlite":
            async with in_transaction("default") as transaction:
                await transaction.execute_query("PRAGMA user_version = 1")  # nobody reads it
        return len(rows) == 1

    def measure(self, counts: Callable[[str, Callable[[], float]], None]) -> None:
        """Tell somebody how many connections to a server there are, and how many of them are idle."""
        client = self._context.db()
        if client.capabilities.dialect != "sqlite":
            counts("open", lambda: pool.get_size() if (pool := client._pool) else 0)
            counts("idle", lambda: pool.get_idle_size() if (pool := client._pool) else 0)

    async def gather_statistics(self) -> None:
        """Let the planner know how large the tables have become, unless the database is busy: later is soon enough."""
        with bookkeeping("gathering statistics"):
            await self._context.db().gather_statistics()  # type: ignore[attr-defined]  # both of our engines do


def dialect_of(url: str) -> str:
    return "sqlite" if urlsplit(url).scheme == "sqlite" else "postgres"


def _tables() -> list[str]:
    """Return the modules that have tables, in the order of their names."""
    return [f"{models.__name__}.{found.name}" for found in iter_modules(models.__path__) if not found.ispkg]


def orm_config(url: str, pool_size: int = DEFAULT_POOL_SIZE, *, is_bounded: bool = False) -> dict[str, Any]:
    """Return the ORM's configuration for a database address; a migration may take as long as it needs."""
    return {
        "connections": {
            "default": _sqlite(url) if dialect_of(url) == "sqlite" else _postgres(url, pool_size, is_bounded=is_bounded)
        },
        "apps": {APP: {"models": [*_tables(), "aerich.models"], "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def migrate(url: str) -> list[str]:
    """Bring the schema up to date and return the names of the migrations that were applied.

    Raises `DatabaseError` when the database can't be used or a migration fails, which then changes nothing.
    """
    await _demand_usable(url)
    async with _alone(url), _migrator(url) as command:
        try:
            await _take_over_from_before_the_join(dialect_of(url))
            return list(await command.upgrade(run_in_transaction=True))
        except (BaseORMException, Unavailable) as error:
            raise DatabaseError(f"A migration failed and was undone: {error}") from error


async def _take_over_from_before_the_join(dialect: str) -> None:
    """Let a database that had every migration of before 0.1.0 go on from the one that they were joined into."""
    try:
        applied = {str(version) for version in await Aerich.filter(app=APP).values_list("version", flat=True)}
    except OperationalError:  # a database without any table
        return
    (first,) = (path.name for path in (MIGRATIONS / dialect / APP).glob("0_*.py"))
    if not applied or first in applied:
        return
    if not any(version.endswith(LAST_BEFORE_THE_JOIN) for version in applied):
        raise DatabaseError(
            "This database is of a version before 0.1.0 and lacks migrations that were joined into one since; nothing "
            f"was changed. Migrate it with the last version that has the one called …{LAST_BEFORE_THE_JOIN}, then with "
            f"this one. `git log -1 --format=%h^ -- 'migrations/*{LAST_BEFORE_THE_JOIN}'` names that version."
        )
    async with in_transaction():
        await Aerich.filter(app=APP).delete()
        await Aerich.create(version=first, app=APP, content={})


async def pending_migrations(url: str) -> list[str]:
    """Return the names of the migrations that the database still lacks. Raises `DatabaseError`."""
    if dialect_of(url) == "sqlite" and not sqlite_path(url).exists():  # looking would make the file
        names = (path.name for path in (MIGRATIONS / "sqlite" / APP).glob("[0-9]*.py"))
        return sorted(names, key=lambda name: int(name.partition("_")[0]))
    await _demand_usable(url)
    async with _alone(url), _migrator(url) as command:
        try:
            return list(await command.heads())
        except OperationalError:  # a database without any table lacks the migrations' own one, too
            return list(await command.history())


async def pending_files(url: str) -> list[Path]:
    """Return the migrations that the database still lacks. Raises `DatabaseError`."""
    return [MIGRATIONS / dialect_of(url) / APP / name for name in await pending_migrations(url)]


@asynccontextmanager
async def _migrator(url: str) -> AsyncIterator[Command]:
    """A migration command with an ORM context of its own, which leaves none behind."""
    config = orm_config(url)
    async with TortoiseContext() as context:
        await context.init(config=config)
        command = Command(config, app=APP, location=str(MIGRATIONS / dialect_of(url)))
        await command.init()
        yield command


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[None]:
    """Let no other process migrate the same database until the end of the block."""
    if dialect_of(url) == "sqlite":
        folder = os.open(sqlite_path(url).parent, os.O_RDONLY)
        try:
            await asyncio.to_thread(fcntl.flock, folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
    else:
        async with connected(url) as connection:
            await connection.execute("SELECT pg_advisory_lock($1)", _MIGRATING)
            yield


@contextmanager
def served_alone(url: str) -> Iterator[None]:
    """Let no other process serve the same file until the end of the block; processes on a server know of each other.

    Raises `DatabaseError` where another one does.
    """
    if dialect_of(url) != "sqlite":
        yield
        return
    path = sqlite_path(url)
    file = os.open(path, os.O_RDONLY)  # SQLite's own locks are of another kind
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseError(
                f"The database {path} is served by another process; stop that one, or let several serve a PostgreSQL."
            ) from error
        yield
    finally:
        os.close(file)


async def _demand_usable(url: str) -> None:
    """Try to write, so that what is wrong is known before the ORM keeps a broken connection."""
    if dialect_of(url) == "sqlite":
        _demand_usable_file(sqlite_path(url))
    else:
        await _demand_usable_server(url)


def _demand_usable_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_MILLISECONDS / 1000, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            file.execute("SELECT count(*) FROM sqlite_master")
            file.execute("ROLLBACK")
        _keep_private(path)
    except (OSError, sqlite3.Error) as error:
        remedy = "; put a backup in its place" if trouble_of(error) == DAMAGED else ""
        raise DatabaseError(f"The database {path} can't be used: {reason_of(error)}{remedy}.") from error


def _keep_private(path: Path) -> None:
    """Let nobody else on the machine read the file, nor what SQLite keeps beside it."""
    for file in (path, *(path.with_name(path.name + end) for end in BESIDE)):
        if file.exists() and file.stat().st_uid == os.geteuid():
            file.chmod(0o600)


async def _demand_usable_server(url: str) -> None:
    async with connected(url):
        pass


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own to a server. Raises `DatabaseError`."""
    given = postgres_address(url)
    more = dict(given.more)
    named = more.pop("application_name", None)
    try:
        connection = await asyncpg.connect(
            host=given.host,
            port=given.port,
            user=given.user,
            password=given.password,
            database=given.database,
            server_settings={"application_name": named} if named else None,
            **more,
        )
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        place = f"{given.database} on {given.host}:{given.port}"
        raise DatabaseError(f"The database {place} can't be used: {reason_of(error)}.") from error
    try:
        yield connection
    finally:
        with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):  # it is cut then
            await connection.close(timeout=_CLOSING_SECONDS)


def reason_of(error: Exception) -> str:
    """Say why a database can't be used, as the end of a sentence without its full stop."""
    if isinstance(error, TimeoutError):
        return "it doesn't answer"
    if isinstance(error, OSError) and error.errno is not None:
        known = error.errno > 0  # what a name server answers has a number of its own
        return (os.strerror(error.errno) if known else str(error.strerror)).lower()
    return str(error).rstrip(".")


def sqlite_path(url: str) -> Path:
    return sqlite_address(url).path


def _sqlite(url: str) -> Mapping[str, Any]:
    address = sqlite_address(url)
    return {
        "engine": "application.sqlite_engine",
        "credentials": {
            "file_path": str(address.path),
            "journal_mode": "WAL",
            "synchronous": address.synchronous,
            "busy_timeout": address.busy_timeout_milliseconds,
            "foreign_keys": "ON",
        },
    }


def _postgres(url: str, pool_size: int, *, is_bounded: bool) -> Mapping[str, Any]:
    address = postgres_address(url)
    limit = address.statement_timeout_milliseconds if is_bounded else 0
    bounds: dict[str, Any] = {"server_settings": {}}
    if limit:
        bounds["server_settings"] = {"statement_timeout": str(limit), **_WHEN_SILENT}
        bounds["command_timeout"] = limit / 1000 * _UNANSWERED
    return {
        "engine": "application.postgres_engine",
        "credentials": {
            "host": address.host,
            "port": address.port,
            "user": address.user,
            "password": address.password,
            "database": address.database,
            "minsize": 0,
            "maxsize": pool_size,
            **bounds,
            **address.more,
        },
    }
