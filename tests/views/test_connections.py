"""Connections that hold on to the server: half a request, too many of them, headers without an end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from application.answers import LASTS
from tests.support.product import until
from tests.support.rehearsal import eventually
from views.connections import BoundedRequests, Patience, patient_protocol

SHORT = Patience(head_seconds=0.3, body_seconds=0.3, around_bytes=2048, connections=5)
WHOLE = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Lasting:
    """Says something, and then nothing more until whoever asked has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"][LASTS] = True
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass
        await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def listening(patience: Patience, proxies: Sequence[str] = ("192.0.2.1",)) -> AsyncIterator[Connect]:
    """Serve what reads the whole request; a proxy elsewhere is trusted unless others are named."""

    async def answer(request: Request) -> PlainTextResponse:
        try:
            return PlainTextResponse(f"{len(await request.body())} read")
        except ClientDisconnect:
            return PlainTextResponse("nobody hears this")

    server = uvicorn.Server(
        uvicorn.Config(
            Starlette(routes=[Route("/", answer, methods=["GET", "POST"]), Route("/lasting", Lasting())]),
            port=0,
            log_config=None,
            http=patient_protocol(proxies, patience),
        )
    )
    serving = asyncio.create_task(server.serve())
    try:
        await eventually(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield lambda: asyncio.open_connection("127.0.0.1", port)
    finally:
        server.should_exit = True
        await serving


async def all_of(reader: asyncio.StreamReader) -> bytes:
    """Read until the server hangs up."""
    async with asyncio.timeout(20):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ",
        b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    ],
    ids=["nothing", "half a head", "half a body", "chunks without an end"],
)
async def test_who_sends_nothing_whole_is_hung_up_on(sent: bytes) -> None:
    async with listening(SHORT) as connect:
        reader, writer = await connect()
        writer.write(sent)
        assert await all_of(reader) == b""
        writer.close()


async def test_a_blank_line_does_not_hold_a_connection_after_an_answer() -> None:
    async with listening(SHORT) as connect:
        reader, writer = await connect()
        writer.write(WHOLE)
        await reader.readuntil(b"0 read")
        writer.write(b"\r\n")
        assert await all_of(reader) == b""
        writer.close()


async def test_whole_requests_one_after_another_are_answered_on_one_connection() -> None:
    async with listening(SHORT) as connect:
        reader, writer = await connect()
        for _ in range(3):
            writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4000\r\n\r\n" + b"x" * 4000)
            assert b"4000 read" in await reader.readuntil(b"read")
        writer.write(WHOLE * 2)
        assert b"0 read" in await reader.readuntil(b"0 read")
        assert b"0 read" in await reader.readuntil(b"0 read")
        writer.close()


async def test_headers_without_an_end_are_refused() -> None:
    async with listening(SHORT) as connect:
        reader, writer = await connect()
        writer.write(b"GET / HTTP/1.1\r\nHost: h\r\n" + b"X-More: xxxxxxxxxxxxxxxx\r\n" * 200)
        assert (await all_of(reader)).startswith(b"HTTP/1.1 400 ")
        writer.close()


@pytest.mark.parametrize("endless", [b"X-More: xxxxxxxxxxxxxxxx\r\n" * 200, b"x" * 5000], ids=["many", "one"])
@pytest.mark.parametrize("before", [b"5\r\nabcde\r\n0\r\nX-More: ", b"5;", b"5\r\nabcde\r\n5;"])
async def test_what_stands_around_a_body_without_an_end_is_hung_up_on(before: bytes, endless: bytes) -> None:
    async with listening(Patience(around_bytes=2048)) as connect:
        reader, writer = await connect()
        writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
        writer.write(before)
        writer.write(endless * 200)
        assert (await all_of(reader))[:12] in (b"", b"HTTP/1.1 400")
        writer.close()


async def test_a_body_in_small_pieces_is_read_whole() -> None:
    async with listening(Patience(around_bytes=2048)) as connect:
        reader, writer = await connect()
        writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(5000):
            writer.write(b"1\r\na\r\n")
        writer.write(b"0\r\nX-Checked: yes\r\n\r\n")
        assert b"5000 read" in await reader.readuntil(b"read")
        writer.close()


@pytest.mark.parametrize(("proxies", "kept"), [(("192.0.2.1",), 5), (("127.0.0.0/8",), 7)])
async def test_one_address_holds_so_many_connections_unless_it_is_a_proxy(proxies: tuple[str, ...], kept: int) -> None:
    async with listening(Patience(connections=5), proxies) as connect:
        opened = [await connect() for _ in range(7)]
        answered = 0
        for reader, writer in opened:
            writer.write(WHOLE)
            try:
                answered += b"0 read" in await reader.readuntil(b"0 read")
            except (ConnectionError, asyncio.IncompleteReadError):
                continue

        async def has_room() -> bool:
            reader, writer = await connect()
            try:
                writer.write(WHOLE)
                return b"200 OK" in await reader.read(100)
            except ConnectionError:
                return False
            finally:
                writer.close()

        assert answered == kept
        for _, writer in opened:
            writer.close()
        await until(has_room)


async def test_one_address_has_so_many_requests_under_way_and_others_have_their_own() -> None:
    going_on, started = asyncio.Event(), 0

    async def last(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal started
        started += 1
        await going_on.wait()
        await PlainTextResponse("done")(scope, receive, send)

    bounded = BoundedRequests(last)

    async def ask(host: str) -> int:
        transport = httpx.ASGITransport(bounded, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as browser:
            return (await browser.get("/")).status_code

    waiting = [asyncio.create_task(ask("192.0.2.7")) for _ in range(500)]
    await eventually(lambda: started == 500)
    assert await ask("192.0.2.7") == 429
    others = asyncio.create_task(ask("192.0.2.8"))
    going_on.set()
    assert {await task for task in (*waiting, others)} == {200}
    assert await ask("192.0.2.7") == 200


@pytest.mark.slow
async def test_what_strangers_send_by_mistake_or_on_purpose_is_no_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with listening(SHORT) as connect:
        for sent in (
            b"FOO / HTTP/9\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
        ):
            reader, writer = await connect()
            writer.write(sent)
            assert b"HTTP/1.1" in await all_of(reader)
            writer.close()
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_an_answer_without_an_end_of_its_own_ends_with_the_server() -> None:
    async with asyncio.timeout(20), listening(Patience()) as connect:
        reader, writer = await connect()
        writer.write(b"GET /lasting HTTP/1.1\r\nHost: h\r\n\r\n")
        await reader.readuntil(b"begun")
