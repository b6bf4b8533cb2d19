"""`python -m migrations NAME` writes the next migration for SQLite and for PostgreSQL from the models.

No database is needed: each tree's last file knows the models as they were.
"""

import argparse
import asyncio
import re
import subprocess
import sys
from pathlib import Path

from aerich import Command

from application.database import APP, MIGRATIONS, orm_config

_ADDRESSES = {"sqlite": "sqlite://:memory:", "postgres": "postgresql://localhost/postgres"}


async def write_migration(dialect: str, name: str, root: Path = MIGRATIONS) -> str | None:
    """Write one tree's next migration and return its file name, or None when the models have not changed."""
    location = root / dialect
    command = Command(orm_config(_ADDRESSES[dialect]), app=APP, location=str(location))
    try:
        if not any((location / APP).glob("[0-9]*_*.py")):
            await command.init_migrations(safe=False)
            return "the initial migration"
        await command.init(offline=True)
        return await command.migrate(name, no_input=True, offline=True) or None
    finally:
        await command.aclose()


def _write(dialect: str, name: str) -> None:
    written = asyncio.run(write_migration(dialect, name))
    sys.stdout.write(f"{dialect}: {written or 'nothing to do'}\n")


def _write_each_in_a_process_of_its_own(name: str) -> None:
    """aerich keeps the statements and the connection of one dialect in its classes, and would use them for the next."""
    for dialect in _ADDRESSES:
        subprocess.run([sys.executable, "-m", "migrations", name, "--dialect", dialect], check=True)  # noqa: S603


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m migrations", description=__doc__)
    parser.add_argument("name", help="what the migration does, in snake_case")
    parser.add_argument("--dialect", choices=_ADDRESSES, help="write for this engine only")
    chosen = parser.parse_args()
    name = chosen.name
    if not re.fullmatch(r"[a-z0-9_]{1,60}", name):
        parser.error("NAME may have lower-case letters, digits and underscores only")
    if chosen.dialect is None:
        _write_each_in_a_process_of_its_own(name)
    else:
        _write(chosen.dialect, name)


if __name__ == "__main__":
    main()
