"""Several processes on one database."""

import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from application.database import Database
from racetime.rehearsal import RehearsalServer
from tests.support.killed import quick_racetime
from tests.support.night import Night, night
from tests.support.shared_time import SharedClock
from tests.support.victims import Victims, parent_of_victims


@pytest.fixture(scope="session")
def parent() -> Iterator[subprocess.Popen[str]]:
    with parent_of_victims() as process:
        yield process


@pytest.fixture
async def the_night(
    database_url: str, database: Database, parent: subprocess.Popen[str], tmp_path: Path
) -> AsyncIterator[Night]:
    """A community, racetime.gg and a time that other processes share."""
    clock = SharedClock(tmp_path / "time")
    async with night(database_url, clock, Victims(parent, tmp_path)) as here:
        yield here


@pytest.fixture
async def racetime() -> AsyncIterator[RehearsalServer]:
    async with quick_racetime() as server:
        yield server
