"""A way to the database that is cut at a chosen moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_SOCKET = ".s.PGSQL.5432"
_COMMITTED = b"COMMIT\x00"
"""How PostgreSQL says that it has committed."""


class Cutting:
    """While `after_commit` is above zero, so many answers to a COMMIT are lost with their connections."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.after_commit = 0
        self.is_down = False
        """Nobody is there, neither on connections that are there nor on new ones."""
        self.answers = asyncio.Event()
        """Cleared, everything is heard and nothing said, as by a machine that has come to a standstill."""
        self.answers.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_down:
            writer.close()
            return
        answers, questions = await asyncio.open_unix_connection(f"{self._folder}/{_SOCKET}")
        try:
            await asyncio.gather(self._hand_on(reader, questions), self._hand_back(answers, writer))
        except (ConnectionError, EOFError):
            pass
        finally:
            for way in (writer, questions):
                way.close()

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (text := await reader.read(65536)) and not self.is_down:
            writer.write(text)
        raise EOFError

    async def _hand_back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while text := await reader.read(65536):
            await self.answers.wait()
            if self.after_commit and _COMMITTED in text:
                self.after_commit -= 1
                break
            writer.write(text)
        raise EOFError


@asynccontextmanager
async def cut_connections(address: str, folder: Path) -> AsyncIterator[tuple[str, Cutting]]:
    """Yield another address for a database, and what cuts the connections to it."""
    parts = urlsplit(address)
    cutting = Cutting(parse_qs(parts.query)["host"][0])
    server = await asyncio.start_unix_server(cutting.serve, folder / _SOCKET)
    async with server:
        yield f"postgresql://postgres@{parts.path}?host={folder}", cutting
