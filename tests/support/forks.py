"""Processes of `main.py` for tests that start many: forked from one that has imported everything.

What a start costs is mostly imports, which tell nothing after the first time. A fork has a folder, settings, output
and signals of its own, and ends by itself or is killed, like one that was started anew.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.repository import ROOT

LARGEST_REQUEST = 1 << 20


class Fork:
    """One such process, with what tests use of `asyncio.subprocess.Process`."""

    def __init__(
        self, pid: int, end: socket.socket, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader
    ) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdout: asyncio.StreamReader | None = stdout
        self.stderr: asyncio.StreamReader | None = stderr
        self._end = end
        self._ended = asyncio.create_task(self._watch())

    async def _watch(self) -> int:
        with self._end:
            said = await asyncio.get_running_loop().sock_recv(self._end, 64)
        self.returncode = os.waitstatus_to_exitcode(int(said))
        return self.returncode

    async def wait(self) -> int:
        return await self._ended

    async def communicate(self) -> tuple[bytes, bytes]:
        assert self.stdout is not None
        assert self.stderr is not None
        output, errors, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self._ended)
        return output, errors

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Forks:
    """Where forks come from; the process that makes them starts with the first."""

    def __init__(self) -> None:
        self._parent: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    async def start(self, folder: Path, arguments: Sequence[str], settings: Mapping[str, str]) -> Fork:
        """Run `main.py` in a folder with these settings and no others."""
        stdout, output = await _pipe()
        stderr, errors = await _pipe()
        end, theirs = socket.socketpair()
        end.setblocking(False)
        request = {"folder": str(folder), "arguments": list(arguments), "settings": dict(settings)}
        with theirs:
            socket.send_fds(self._control(), [json.dumps(request).encode()], [theirs.fileno(), output, errors])
        os.close(output)
        os.close(errors)
        pid = int(await asyncio.get_running_loop().sock_recv(end, 64))
        return Fork(pid, end, stdout, stderr)

    def _control(self) -> socket.socket:
        if self._parent is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                command = [sys.executable, "-m", "tests.support.fork_parent", str(theirs.fileno())]
                process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()])  # noqa: S603
            self._parent = process, ours
        return self._parent[1]

    def end(self) -> None:
        if self._parent is not None:
            process, control = self._parent
            control.close()
            process.wait()


async def _pipe() -> tuple[asyncio.StreamReader, int]:
    """Return what is read from a new pipe, and the descriptor into which is written."""
    readable, writable = os.pipe()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(readable, "rb", 0)
    )
    return reader, writable
