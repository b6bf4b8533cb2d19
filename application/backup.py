"""Copies of a database that is a file, made while it is served; a server's are made with its own programs."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from application.database import DatabaseError, dialect_of, served_alone
from application.database_address import sqlite_address

_BESIDE = ("-wal", "-shm")


def back_up(url: str, target: Path) -> int:
    """Write a copy of the database, as of one moment, and return its size in bytes. Other processes may go on.

    It gets its name only once it was read from the beginning to its end and found sound. Raises `DatabaseError`.
    """
    source = _file_of(url)
    if target.exists():
        raise DatabaseError(f"The file {target} exists already; give another name, or remove it.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    with _failures_named(f"The database {source} can't be backed up to {target}"):
        try:
            unfinished.unlink(missing_ok=True)
            unfinished.touch(mode=0o600)
            with (
                closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as present,
                closing(sqlite3.connect(unfinished)) as copy,
            ):
                present.backup(copy)  # in one piece, which keeps nobody from writing
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            _demand_sound(unfinished)
            unfinished.rename(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: str, source: Path) -> Path | None:
    """Put a copy in the place of the database, which nobody may serve; return where the earlier one is kept, if any.

    Raises `DatabaseError` for a copy that is not sound, and then changes nothing.
    """
    place = _file_of(url)
    with _failures_named(f"The file {source} can't be restored to {place}"):
        _demand_sound(source)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming = place.with_name(f"{place.name}.coming")
        try:
            coming.unlink(missing_ok=True)
            coming.touch(mode=0o600)
            coming.write_bytes(source.read_bytes())
            if not place.exists():
                coming.rename(place)
                return None
            with served_alone(url):
                kept = _unused_name(place)
                _settle(place)
                os.link(place, kept)
                coming.replace(place)
                return kept
        finally:
            coming.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Bring everything into the file itself, so that nothing of it is left beside the one that takes its place."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as present:
        present.execute("PRAGMA journal_mode = DELETE")
    for end in _BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _unused_name(place: Path) -> Path:
    number = 1
    while (kept := place.with_name(f"{place.name}.before-restore-{number}")).exists():
        number += 1
    return kept


def _file_of(url: str) -> Path:
    if dialect_of(url) != "sqlite":
        raise DatabaseError(
            "This is for SQLite; copy a PostgreSQL with `pg_dump --format=custom` and bring it back with `pg_restore`."
        )
    return sqlite_address(url).path


def _demand_sound(path: Path) -> None:
    """Raise unless a file is a whole database of this product."""
    if not path.is_file():
        raise DatabaseError(f"There is no file {path}.")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if found != ["ok"] or copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise DatabaseError(f"The file {path} is damaged; take another one.")
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"aerich", "organizations"} <= tables:
            raise DatabaseError(f"The file {path} is no database of this product.")


@contextmanager
def _failures_named(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DatabaseError(f"{what}: {reason[:1].lower()}{reason[1:]}.") from error
