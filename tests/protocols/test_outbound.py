"""Asking addresses that admins name: where names lead, how long they take, and whose they are."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from ipaddress import IPv4Address
from typing import Any

import pytest

from application.domain.ids import MessageId, OrganizationId, WebhookId
from application.domain.messages.delivery import Failed
from application.lookups import Lookups, NotFoundInTime
from application.outbound import Outbound, PrivateAddress, TooLong, Unreachable
from application.read_models.messages import WebhookCall
from application.webhook_sender import WebhookSender
from tests.support.clock import ManualClock
from tests.support.receiver import listening_receiver

LOOPBACK = "127.0.0.1"


class Names:
    """A name server: of `hang.…` it never tells anything, and of the others what it is told to, in turn."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.end = threading.Event()
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, **_: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
        self.asked.append(host)
        if host.startswith("hang."):
            self.end.wait()
            raise socket.gaierror
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port))]


@pytest.fixture
def names() -> Iterator[Names]:
    known = Names(LOOPBACK)
    yield known
    known.end.set()


def outbound(names: Names, *, private_allowed: bool = True) -> Outbound:
    return Outbound(private_allowed=private_allowed, largest_answer=1000, lookups=Lookups(names))


async def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_reached() -> None:
    """The second answer would lead elsewhere, and the first one did not lead here."""
    names = Names("192.168.77.1", LOOPBACK)
    async with listening_receiver() as receiver:
        port = receiver.url.split(":")[2].split("/")[0]
        with pytest.raises(PrivateAddress):
            await outbound(names, private_allowed=False).ask("POST", f"http://turns.example.org:{port}/")
        assert (names.asked, receiver.connections) == (["turns.example.org"], 0)


async def test_names_that_hang_hold_up_nobody_but_who_named_them(names: Names) -> None:
    async with listening_receiver() as receiver:
        asking = outbound(names)
        address = receiver.url.replace(LOOPBACK, "quick.example.org")
        hanging = [
            asyncio.ensure_future(asking.ask("POST", "http://hang.example.org/", owner=f"hostile {number % 3}"))
            for number in range(60)
        ]
        answers = [await asking.ask("POST", address, owner=f"neighbour {number}") for number in range(3)]
        assert {answer.status for answer in answers} == {204}
        for each in hanging:
            each.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
        late = [asyncio.ensure_future(asking.ask("POST", address, owner="hostile 0")) for _ in range(2)]
        assert (await asking.ask("POST", address, owner="neighbour 4")).status == 204
        assert not any(each.done() for each in late), "who gave up waiting still has threads that hang"
        hung = [thread for thread in threading.enumerate() if thread.name == "look-up"]
        assert hung
        assert all(thread.daemon for thread in hung), "or the process would not end before them"
        names.end.set()
        assert {answer.status for answer in await asyncio.gather(*late)} == {204}


async def test_a_name_has_only_so_much_time(names: Names) -> None:
    lookups = Lookups(names, seconds=0.5)
    with pytest.raises(NotFoundInTime):
        await lookups.find("hostile", "hang.example.org", 443)
    assert await lookups.find("hostile", "quick.example.org", 443) == [IPv4Address(LOOPBACK)]


@asynccontextmanager
async def answering(head: bytes, part: bytes) -> AsyncIterator[str]:
    """A server that begins so, and goes on with the same for as long as somebody reads."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head)
            while True:
                writer.write(part)
                await writer.drain()
        except ConnectionError:
            writer.close()

    server = await asyncio.start_server(serve, LOOPBACK, 0)
    try:
        yield f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


@pytest.mark.parametrize(
    ("head", "part", "refusal"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", b"\x1f\x8b" * 500, TooLong),
        (b"", b"HTTP/1.1 103 Early Hints\r\nX-More: " + b"x" * 2000 + b"\r\n\r\n", TooLong),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 500 + b"\r\n", Unreachable),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 500, Unreachable),
    ],
)
async def test_an_answer_without_end_is_given_up(
    names: Names, head: bytes, part: bytes, refusal: type[Exception]
) -> None:
    async with answering(head, part) as address:
        with pytest.raises(refusal):
            await outbound(names).ask("GET", address)


async def test_a_receiver_that_never_comes_to_its_answer_is_given_up(names: Names, clock: ManualClock) -> None:
    async with answering(b"", b"HTTP/1.1 100 Continue\r\nX-More: " + b"x" * 2000 + b"\r\n\r\n") as address:
        sender = WebhookSender(clock, private_allowed=True, lookups=Lookups(names))
        call = WebhookCall(
            MessageId(1),
            OrganizationId(1),
            WebhookId(1),
            attempt=1,
            tried_since=clock.now(),
            url=address,
            headers={},
            body=b"{}",
        )
        outcome = await sender.send(call)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "It gave an answer that can't be understood."
