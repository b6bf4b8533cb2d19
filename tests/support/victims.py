"""Making processes of the product and killing them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.rehearsal import eventually

_PATIENCE = 20.0


@dataclass
class Victim:
    """A process that can be killed at any moment."""

    pid: int
    report: Path

    @property
    def said(self) -> list[str]:
        return self.report.read_text().splitlines() if self.report.exists() else []

    @property
    def ticks(self) -> int | None:
        """How often a worker has done everything that was due; None for a process that is no worker."""
        ticks = self.report.with_name(f"{self.report.name}.ticks")
        return int(ticks.read_text()) if ticks.exists() else None

    async def until_it_ticks(self) -> None:
        """Let it do everything that is due once more; a dead one ticks no more."""
        before = self.ticks or 0
        await eventually(lambda: (self.ticks or 0) > before + 1 or not self.is_alive, timeout=_PATIENCE)

    @property
    def log(self) -> str:
        log = self.report.with_name(f"{self.report.name}.log")
        return log.read_text() if log.exists() else ""

    @property
    def is_alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    async def until_it_says(self, line: str) -> None:
        await eventually(lambda: line in self.said or not self.is_alive, timeout=_PATIENCE)
        assert line in self.said, self.log

    async def until_it_is_dead(self) -> None:
        await eventually(lambda: not self.is_alive, timeout=_PATIENCE)

    async def kill(self) -> None:
        """End it as with `kill -9`."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        await self.until_it_is_dead()


@dataclass
class Victims:
    """Where victims come from; those that a test leaves alive are killed with it."""

    parent: subprocess.Popen[str]
    folder: Path
    made: list[Victim] = field(default_factory=list)

    async def make(self, duty: str, **job: object) -> Victim:
        report = self.folder / f"victim-{len(self.made)}"
        line = json.dumps({"duty": duty, "report": str(report), **job})
        answer = await asyncio.get_running_loop().run_in_executor(None, self._ask, line)
        victim = Victim(int(answer), report)
        self.made.append(victim)
        return victim

    def _ask(self, line: str) -> str:
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(f"{line}\n")
        self.parent.stdin.flush()
        return self.parent.stdout.readline()

    @property
    def workers(self) -> list[Victim]:
        return [victim for victim in self.made if victim.ticks is not None and victim.is_alive]

    async def kill_all(self) -> None:
        for victim in self.made:
            await victim.kill()


@contextmanager
def parent_of_victims() -> Iterator[subprocess.Popen[str]]:
    """Run the process that forks victims until the end of the block."""
    command = [sys.executable, "-m", "tests.support.victim"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        try:
            yield parent
        finally:
            assert parent.stdin is not None
            parent.stdin.close()
            parent.wait(timeout=_PATIENCE)
