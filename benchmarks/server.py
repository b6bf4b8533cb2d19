"""The product as people start it, `python main.py` in a process of its own, on a database that was prepared before."""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from application.database import Database, connected, migrate
from application.domain.clock import SystemClock
from tests.support import product
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE, Community, found_community
from tests.support.postgres import PostgresServer, postgres_server


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
    database_url: str

    @asynccontextmanager
    async def serving(self, **more: str) -> AsyncIterator[Server]:
        """Run the product until the end of the block, beside a racetime.gg that can't be reached."""
        port = product.free_port()
        settings = {"DATABASE_URL": self.database_url, "RACETIME_URL": NOWHERE, **more}
        async with product.serving(self.folder, settings, port=port) as served:
            yield Server(served.process.pid, served.url, port)


@asynccontextmanager
async def prepared(url: str = "") -> AsyncIterator[Prepared]:
    """Found a community in an empty database, which is a file of its own unless another one is named."""
    with tempfile.TemporaryDirectory() as folder:
        url = url or f"sqlite://{Path(folder) / 'bench.db'}"
        await migrate(url)
        database = await Database.open(url)
        try:
            yield Prepared(await found_community(ManualClock(SystemClock().now())), Path(folder), url)
        finally:
            await database.close()


@asynccontextmanager
async def prepared_on_postgres() -> AsyncIterator[tuple[Prepared, PostgresServer]]:
    """The same on a PostgreSQL of its own, which may be stopped and started."""
    with postgres_server() as server:
        async with connected(server.address()) as connection:
            await connection.execute("CREATE DATABASE races")
        async with prepared(server.address("races")) as ready:
            yield ready, server
