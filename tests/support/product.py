"""`python main.py` as people run it: a process of its own, in a folder of its own.

Where many are started, they are forked from one that imported everything (see `forked`).
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from application.certificates import authorities
from tests.support.forks import Fork, Forks
from tests.support.repository import ROOT

PATIENCE = 60.0
"""Seconds that a process may take, which is long because tests run side by side on slow machines."""
_INHERITED = ("HOME", "LANG", "PATH", "TMPDIR")
_QUICKER = {"DEMO_SEASON": "false"}
"""Settings that make a start sooner, and leave out what hardly any test looks at."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended."""

    code: int
    output: str
    errors: str


@dataclass
class Served:
    """A product that answers at `url`, for the log lines so far see `log`."""

    url: str
    process: asyncio.subprocess.Process | Fork
    log: list[str] = field(default_factory=list)

    def kill(self) -> None:
        """End it as a power cut does: at once, without a last word."""
        self.process.send_signal(signal.SIGKILL)

    async def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ask it to end, like Ctrl+C does, and return its exit code once its log is read to the end."""
        self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def run_command(
    folder: Path, *arguments: str, settings: Mapping[str, str] | None = None, anew: bool = False
) -> Finished:
    """Run `python main.py` with arguments in a folder until it ends, on a free port; `anew` it is never forked."""
    ports = {"PORT": str(free_port()), "REHEARSAL_PORT": "0"}
    process = await _start(folder, arguments, {**ports, **(settings or {})}, anew=anew)
    async with asyncio.timeout(PATIENCE):
        output, errors = await process.communicate()
    return Finished(process.returncode or 0, output.decode(), errors.decode())


@asynccontextmanager
async def serving(
    folder: Path, settings: Mapping[str, str] | None = None, *, port: int | None = None, anew: bool = False
) -> AsyncIterator[Served]:
    """Serve from a folder on a free port; yields once the first request was answered, and kills it in the end.

    `anew` it is never forked.
    """
    port = port or free_port()
    process = await _start(folder, (), {"REHEARSAL_PORT": "0", **(settings or {}), "PORT": str(port)}, anew=anew)
    served = Served(f"http://{_reached_at((settings or {}).get('HOST', ''))}:{port}", process)
    reader = asyncio.create_task(_read_log(served))
    try:
        await _until_it_answers(served)
        yield served
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await reader


async def until(look: Callable[[], Awaitable[object]]) -> None:
    """Look until there is something to see: another process gives no other sign."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await look():
                return
            await asyncio.sleep(0.05)


def _reached_at(host: str) -> str:
    return "[::1]" if ":" in host else "127.0.0.1"


@contextmanager
def forked() -> Iterator[None]:
    """Fork processes instead of starting them anew, until the end of the block."""
    global _forks  # noqa: PLW0603  # of this process and all its tests
    _forks = Forks()
    try:
        yield
    finally:
        _forks.end()
        _forks = None


_forks: Forks | None = None


async def _start(
    folder: Path, arguments: tuple[str, ...], settings: Mapping[str, str], *, anew: bool
) -> asyncio.subprocess.Process | Fork:
    """Start it with the given settings only, whatever the developer's own environment and .env say."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ} | _QUICKER
    if _forks is not None and not anew:
        return await _forks.start(folder, arguments, {**inherited, **settings})
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "main.py"),
        *arguments,
        cwd=folder,
        env={**inherited, **settings},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _read_log(served: Served) -> None:
    assert served.process.stderr is not None
    async for line in served.process.stderr:
        served.log.append(line.decode().rstrip())


async def _until_it_answers(served: Served) -> None:
    async with httpx.AsyncClient(base_url=served.url, verify=authorities()) as client, asyncio.timeout(PATIENCE):
        while True:
            assert served.process.returncode is None, "\n".join(["The product ended:", *served.log])
            try:
                answer = await client.get("/")
            except httpx.TransportError:
                await asyncio.sleep(0.05)
                continue
            assert answer.status_code < 500, answer.text
            return


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
