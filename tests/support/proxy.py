"""A proxy with TLS in front of several processes: nginx with the text that operators are given, where it is installed.

Where it isn't, a small one stands in that does what this text says.
"""

import asyncio
import re
import shutil
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from zlib import crc32

from tests.support.certificate import Certificate
from tests.support.repository import ROOT

NGINX_TEXT = ROOT / "docs" / "operating" / "nginx.conf"
_AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{text}
}}
"""
_PATIENCE_SECONDS = 20


@asynccontextmanager
async def proxy(folder: Path, port: int, behind: Sequence[int], certificate: Certificate) -> AsyncIterator[None]:
    """Serve https at a port of this machine, of what listens on the ports behind it, until the end of the block."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    serving = _nginx(program, folder, port, behind, certificate) if program else _small(port, behind, certificate)
    async with serving:
        yield


def nginx_text(port: int, behind: Sequence[int], certificate: Certificate) -> str:
    """Return what operators are given, with names and ports of a test's own."""
    text = NGINX_TEXT.read_text(encoding="utf-8")
    for given, ours in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/races.example.org.pem", str(certificate.file)),
        ("/etc/ssl/races.example.org.key", str(certificate.key)),
        ("races.example.org", "127.0.0.1"),
        *((f"127.0.0.1:{example}", f"127.0.0.1:{ours}") for example, ours in zip((8080, 8082), behind, strict=True)),
    ):
        assert given in text, given
        text = text.replace(given, ours)
    return text


@asynccontextmanager
async def _nginx(
    program: str, folder: Path, port: int, behind: Sequence[int], certificate: Certificate
) -> AsyncIterator[None]:
    settings = folder / "nginx.conf"
    settings.write_text(_AROUND.format(folder=folder, text=nginx_text(port, behind, certificate)))
    log = folder / "nginx.log"
    process = await asyncio.create_subprocess_exec(program, "-p", str(folder), "-c", str(settings), "-e", str(log))
    try:
        await _until_somebody_listens(port)
        yield
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _small(port: int, behind: Sequence[int], certificate: Certificate) -> AsyncIterator[None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.file, certificate.key)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError), closing(writer):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            session = re.search(r"__Host-session=([^;\s]+)", head)
            first = crc32((session[1] if session else "127.0.0.1").encode()) % len(behind)
            there = await _first_that_is_there([*behind[first:], *behind[:first]])
            if there is None:
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            answers, questions = there
            with closing(questions):
                questions.write(_marked(head).encode("latin-1"))
                ways = [_hand_on(reader, questions), _hand_on(answers, writer)]
                tasks = [asyncio.create_task(way) for way in ways]
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=context)
    try:
        yield
    finally:
        server.close()


def _marked(head: str) -> str:
    """One request for each connection, which says for whom it is asked; one that changes protocols stays open."""
    lines = [line for line in head.removesuffix("\r\n\r\n").split("\r\n") if not line.lower().startswith("x-forwarded")]
    if not re.search(r"^upgrade:", head, re.IGNORECASE | re.MULTILINE):
        lines = [line for line in lines if not line.lower().startswith("connection:")] + ["Connection: close"]
    return "\r\n".join([*lines, "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https", "", ""])


async def _first_that_is_there(
    ports: Sequence[int],
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    for port in ports:
        with suppress(ConnectionError):
            return await asyncio.open_connection("127.0.0.1", port)
    return None


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while text := await reader.read(65536):
        writer.write(text)
        await writer.drain()


async def _until_somebody_listens(port: int) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while True:
            with suppress(ConnectionError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.05)
