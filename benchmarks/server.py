"""The product's API and pages, served by uvicorn in a process of its own, on a database that was prepared before."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from api.app import create_api
from application.container import build_container
from application.database import Database
from application.domain.clock import SystemClock
from application.events import EventBus
from application.settings import load_settings
from tests.support.rooms import ScriptedRooms
from views.site import mount_site

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int

    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[Server]:
    """Run this module's server in a process of its own until the end of the block."""
    listening = socket.create_server((HOST, 0))
    listening.set_inheritable(True)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.server",
        url,
        str(listening.fileno()),
        pass_fds=[listening.fileno()],
    )
    try:
        yield Server(process.pid, listening.getsockname()[1])
    finally:
        process.terminate()
        await process.wait()
        listening.close()


async def _serve(url: str, descriptor: int) -> None:
    clock = SystemClock()
    database = await Database.open(url)
    container = build_container(load_settings(env_file=None), clock=clock, rooms=ScriptedRooms(clock), bus=EventBus())
    app = create_api(container, ready=database.is_reachable)
    mount_site(app, container, rehearsal_url=None, start_demo_race=None)
    await uvicorn.Server(uvicorn.Config(app, fd=descriptor, log_level="error", access_log=False)).serve()
    await database.close()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2])))
