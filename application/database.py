"""Opening, migrating and closing the database; SQLite in WAL mode by default, PostgreSQL by address."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from aerich import Command
from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
APP = "models"
BUSY_TIMEOUT_MILLISECONDS = 10_000


class DatabaseError(Exception):
    """The database can't be used; the message says what to do."""


class Database:
    """An open database. The ORM allows one per process at a time."""

    def __init__(self, context: TortoiseContext) -> None:
        self._context = context

    @classmethod
    async def open(cls, url: str) -> "Database":
        context = TortoiseContext()
        with context:
            await context.init(config=orm_config(url), _enable_global_fallback=True)
        return cls(context)

    async def close(self) -> None:
        await self._context.close_connections()

    async def is_reachable(self) -> bool:
        """Ask the database for a trivial answer. Raises what the driver raises when there is none."""
        _, rows = await self._context.db().execute_query("SELECT 1")
        return len(rows) == 1


def dialect_of(url: str) -> str:
    return "sqlite" if urlsplit(url).scheme == "sqlite" else "postgres"


def orm_config(url: str) -> dict[str, Any]:
    """Return the ORM's configuration for a database address."""
    return {
        "connections": {"default": _sqlite(url) if dialect_of(url) == "sqlite" else _postgres(url)},
        "apps": {APP: {"models": ["models", "aerich.models"], "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def migrate(url: str) -> list[str]:
    """Bring the schema up to date and return the names of the migrations that were applied."""
    if dialect_of(url) == "sqlite":
        _sqlite_path(url).parent.mkdir(parents=True, exist_ok=True)
    async with _migrator(url) as command:
        return list(await command.upgrade(run_in_transaction=True))


async def pending_migrations(url: str) -> list[str]:
    """Return the names of the migrations that the database still lacks."""
    async with _migrator(url) as command:
        try:
            return list(await command.heads())
        except OperationalError:  # a database without any table lacks the migrations' own one, too
            return list(await command.history())


@asynccontextmanager
async def _migrator(url: str) -> AsyncIterator[Command]:
    """A migration command with an ORM context of its own, which leaves none behind."""
    config = orm_config(url)
    async with TortoiseContext() as context:
        await context.init(config=config)
        command = Command(config, app=APP, location=str(MIGRATIONS / dialect_of(url)))
        await command.init()
        yield command


def _sqlite_path(url: str) -> Path:
    return Path(url.removeprefix("sqlite://"))


def _sqlite(url: str) -> Mapping[str, Any]:
    return {
        "engine": "application.sqlite_engine",
        "credentials": {
            "file_path": str(_sqlite_path(url)),
            "journal_mode": "WAL",
            "synchronous": "NORMAL",
            "busy_timeout": BUSY_TIMEOUT_MILLISECONDS,
            "foreign_keys": "ON",
        },
    }


def _postgres(url: str) -> Mapping[str, Any]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "engine": "tortoise.backends.asyncpg",
        "credentials": {
            "host": query["host"][0] if "host" in query else parts.hostname,
            "port": parts.port or 5432,
            "user": unquote(parts.username or "postgres"),
            "password": unquote(parts.password or ""),
            "database": parts.path.lstrip("/") or "postgres",
            "minsize": 1,
            "maxsize": 10,
        },
    }
