"""A command on this machine that makes a seed, for randomizers without a site."""

import asyncio
import json
import os
import signal
import tempfile
from collections.abc import Iterator, Mapping

from application.domain.tournaments.seed_source import PRESET_MARK, MadeSeed, Preset, SeedOrder, made_seed
from application.ports import GeneratorAway, GeneratorRefused
from application.settings import SeedCommand

_LARGEST_OUTPUT = 64 * 1024


class Command:
    """Runs what the installation names, never through a shell, and without the environment, which has secrets.

    The command prints JSON with `seed` and, if it likes, `hash`; or the seed in the first line and the hash in the
    second. A preset is called "command" or "command/preset".
    """

    def __init__(self, commands: Mapping[str, SeedCommand]) -> None:
        self._words = dict(_by_preset(commands))

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:  # noqa: ARG002  # the port's signature
        return tuple(Preset(name, name) for name in self._words)

    async def make(self, order: SeedOrder) -> MadeSeed:
        words = self._words.get(order.preset)
        if words is None:
            raise GeneratorRefused(f"This installation names no command {order.preset} any more. Choose another one.")
        try:
            with tempfile.TemporaryDirectory(prefix="seed-", ignore_cleanup_errors=True) as folder:
                code, output = await _run(words, folder)
        except OSError as error:
            raise GeneratorAway("The command can't be started on this machine.") from error
        if len(output) > _LARGEST_OUTPUT:
            raise GeneratorRefused("The command prints more than a seed.")
        if code:
            raise GeneratorRefused(f"The command ended with {code}.")
        return _read(output.decode(errors="replace"))


def _by_preset(commands: Mapping[str, SeedCommand]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, command in commands.items():
        for preset in command.presets:
            yield f"{name}/{preset}", tuple(word.replace(PRESET_MARK, preset) for word in command.words)
        if not command.presets:
            yield name, command.words


async def _run(words: tuple[str, ...], folder: str) -> tuple[int, bytes]:
    """Return how a command ended and what it printed; whatever it started ends with it.

    The pipe is our own: with one of `asyncio`'s, a process of which nobody reads on would be waited for without end.
    """
    read_end, write_end = os.pipe()
    printed = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(printed), os.fdopen(read_end, "rb")
    )
    try:
        process = await _started(words, folder, write_end)
        try:
            output = b""
            while len(output) <= _LARGEST_OUTPUT and (part := await printed.read(_LARGEST_OUTPUT)):
                output += part
            return (0 if len(output) > _LARGEST_OUTPUT else await process.wait()), output
        finally:
            _end(process.pid)
            await process.wait()
    finally:
        transport.close()


async def _started(words: tuple[str, ...], folder: str, write_end: int) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=write_end,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": folder},
            start_new_session=True,
        )
    finally:
        os.close(write_end)


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _read(output: str) -> MadeSeed:
    try:
        document = json.loads(output)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, Mapping):
        return made_seed(document.get("seed"), document.get("hash"))
    seed, _, rest = output.strip().partition("\n")
    return made_seed(seed, rest.partition("\n")[0])
