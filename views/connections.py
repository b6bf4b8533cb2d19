"""How long a browser may take to send a request, and how much of the server one address may hold."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any, ClassVar

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from application.answers import LASTS
from application.rate_limits import asker

_FULL = "Too much is open from your address. Close some pages and try again in a minute."
_OF_STRANGERS = frozenset(
    {
        "Invalid HTTP request received.",
        "Unsupported upgrade request.",
        "Invalid UTF-8 sequence received from client.",
    }
)
"""What the server logs of requests and messages that it refuses; anybody can send any number of them."""
_MOST_REQUESTS = 500
"""Under way at once for one address, open pages among them; a proxy tells whose they are."""


@dataclass(frozen=True, slots=True)
class Patience:
    """What a connection is given; a hundred people behind one address have five connections each."""

    head_seconds: float = 10
    """For the first line and the headers of a request, from the connection or the end of the answer before."""
    body_seconds: float = 60
    around_bytes: int = 64 * 1024
    """Of a head, and of what stands between the pieces of a body or after the last one: the server keeps it all."""
    connections: int = 500


class PatientProtocol(HttpToolsProtocol):
    """Hangs up on whoever sends nothing whole, and on an address that holds too many connections.

    The server itself waits for ever for the rest of a request, and counts everybody's connections together.
    """

    patience: ClassVar[Patience]
    proxies: ClassVar[Sequence[str]]
    held: ClassVar[Counter[str]]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._deadline: asyncio.TimerHandle | None = None
        self._around_bytes = 0
        self._sends_body = False
        self._whose = self._holder()
        if self._whose is not None:
            self.held[self._whose] += 1
            if self.held[self._whose] > self.patience.connections:
                transport.abort()
                return
        self._expect_within(self.patience.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_within(None)
        self._release()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        """What becomes a websocket is a request under way from now on."""
        self._expect_within(None)
        self._release()
        super().handle_websocket_upgrade()
        self.parser = None  # type: ignore[assignment]  # it keeps its protocol, as where a connection is lost

    def data_received(self, data: bytes) -> None:
        is_answered = self.cycle is None or self.cycle.response_complete
        if self._deadline is None and is_answered:  # even a blank line ends the server's own waiting
            self._expect_within(self.patience.head_seconds)
        self._around_bytes += len(data)
        super().data_received(data)
        if self._around_bytes <= self.patience.around_bytes or self.transport.is_closing():
            return
        if self._sends_body:
            self.transport.abort()  # an answer may be on its way
        else:
            self.send_400_response("The headers of this request are too long.")

    def shutdown(self) -> None:
        """End answers that last as long as somebody listens; others are waited for."""
        super().shutdown()
        if self.cycle is not None and self.cycle.scope["state"].get(LASTS) and not self.cycle.response_complete:
            self.transport.abort()

    def on_message_begin(self) -> None:
        self._expect_within(self.patience.head_seconds)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._around_bytes = 0
        self._sends_body = True
        self._expect_within(self.patience.body_seconds)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._around_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._around_bytes = 0
        self._sends_body = False
        self._expect_within(None)
        super().on_message_complete()

    def _expect_within(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self.transport.abort) if seconds is not None else None

    def _holder(self) -> str | None:
        """Return whose the connection is; None for a proxy, which brings many people's requests."""
        host = self.client[0] if self.client is not None else ""
        is_proxy = any(ip_address(host) in ip_network(proxy) for proxy in self.proxies) if host else True
        return None if is_proxy else asker(host)

    def _release(self) -> None:
        if self._whose is not None:
            self.held[self._whose] -= 1
            if not self.held[self._whose]:
                del self.held[self._whose]
            self._whose = None


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    return record.msg not in _OF_STRANGERS


def patient_protocol(proxies: Sequence[str], patience: Patience = Patience()) -> type[HttpToolsProtocol]:
    """Return the protocol for one server, which logs no line for each thing that strangers send it."""
    logging.getLogger("uvicorn.error").addFilter(_is_worth_a_line)
    own: dict[str, Any] = {"patience": patience, "proxies": proxies, "held": Counter()}
    return type("PatientProtocol", (PatientProtocol,), own)


class BoundedRequests:
    """Refuses what one address wants beyond the requests and open pages that it has already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._held: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client") if scope["type"] in ("http", "websocket") else None
        if client is None:
            await self._app(scope, receive, send)
            return
        whose = asker(client[0])
        if self._held[whose] >= _MOST_REQUESTS:
            await _refuse(scope, receive, send)
            return
        self._held[whose] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._held[whose] -= 1
            if not self._held[whose]:
                del self._held[whose]


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1013, "reason": "too many"})
        return
    await PlainTextResponse(_FULL, 429, {"Retry-After": "60", "Connection": "close"})(scope, receive, send)
