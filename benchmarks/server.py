"""The product as people start it, `python main.py` in a process of its own, on a database that was prepared before."""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from application.database import Database, migrate
from application.domain.clock import SystemClock
from tests.support import product
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE, Community, found_community


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    url: str
    port: int

    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A community whose time is the present one, on a database that a product can be started with."""

    community: Community
    folder: Path

    @property
    def database_url(self) -> str:
        return _database_in(self.folder)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Server]:
        """Run the product until the end of the block, beside a racetime.gg that can't be reached."""
        port = product.free_port()
        settings = {"DATABASE_URL": self.database_url, "RACETIME_URL": NOWHERE}
        async with product.serving(self.folder, settings, port=port) as served:
            yield Server(served.process.pid, served.url, port)


@asynccontextmanager
async def prepared() -> AsyncIterator[Prepared]:
    with tempfile.TemporaryDirectory() as folder:
        url = _database_in(Path(folder))
        await migrate(url)
        database = await Database.open(url)
        try:
            yield Prepared(await found_community(ManualClock(SystemClock().now())), Path(folder))
        finally:
            await database.close()


def _database_in(folder: Path) -> str:
    return f"sqlite://{folder / 'bench.db'}"
