"""Copies of a database that is a file, made while it is served; a server's are made with its own programs."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from application.database import BESIDE, DatabaseError, dialect_of, reason_of, served_alone, sqlite_path
from application.sqlite_engine import DAMAGED, trouble_of


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
            _copy(source, unfinished)
            _demand_sound(unfinished)
            unfinished.rename(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: str, source: Path) -> Path | None:
    """Put a copy in the place of the database, which nobody may serve; return where the earlier one is kept, if any.

    That one may be damaged, or have been moved away. Raises `DatabaseError` for a copy that is not sound, and then
    changes nothing.
    """
    place = _file_of(url)
    with _failures_named(f"The file {source} can't be restored to {place}"):
        _demand_sound(source)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming = place.with_name(f"{place.name}.coming")
        try:
            _copy(source, coming)
            kept = _unused_name(place)
            if not place.exists():
                _move_beside(place, kept)
                coming.rename(place)
                return None
            with served_alone(url):
                _settle(place)
                os.link(place, kept)
                _move_beside(place, kept)
                coming.replace(place)
                return kept
        finally:
            coming.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with closing(_opened(source)) as present, closing(sqlite3.connect(target)) as copy:
        present.backup(copy)  # in one piece, which keeps nobody from writing
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _settle(path: Path) -> None:
    """Bring everything into the file itself, as far as it can be read."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as present:
        try:
            present.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            if trouble_of(error) != DAMAGED:
                raise


def _move_beside(place: Path, kept: Path) -> None:
    """Leave nothing beside a file that another one is to replace."""
    for end in BESIDE:
        beside = place.with_name(place.name + end)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + end))


def _unused_name(place: Path) -> Path:
    taken = {path.name for path in place.parent.iterdir()}
    names = (f"{place.name}.before-restore-{number}" for number in count(1))
    return place.with_name(next(name for name in names if taken.isdisjoint(name + end for end in ("", *BESIDE))))


def _file_of(url: str) -> Path:
    if dialect_of(url) != "sqlite":
        raise DatabaseError(
            "This is for SQLite; copy a PostgreSQL with `pg_dump --format=custom` and bring it back with `pg_restore`."
        )
    return sqlite_path(url)


def _demand_sound(path: Path) -> None:
    """Raise unless a file is a whole database of this product."""
    if not path.is_file():
        raise DatabaseError(f"There is no file {path}.")
    with closing(_opened(path)) as copy:
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
        raise DatabaseError(f"{what}: {reason_of(error)}.") from error
