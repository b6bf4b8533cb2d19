"""Asking addresses that an admin may have typed: looked up, checked, and reached at just what was checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore

from application.certificates import authorities
from application.domain.outside_address import is_public
from application.lookups import Lookups, NotFoundInTime


class Unreachable(Exception):
    """No answer came, or none that is HTTP."""


class PrivateAddress(Unreachable):
    """A name leads to where nothing may be sent."""


class TooLong(Unreachable):
    """An answer has more bytes than anybody wants to read."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = field(repr=False)


class Outbound:
    """Sends requests and follows no redirection; how long an answer may take is the caller's to say."""

    def __init__(self, *, private_allowed: bool, largest_answer: int, lookups: Lookups | None = None) -> None:
        self._private_allowed = private_allowed
        self._largest_answer = largest_answer
        self._lookups = lookups or Lookups()

    async def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        owner: str = "",
    ) -> Answer:
        """`owner` is who named the address; without one the address stands for itself. Raises `Unreachable`."""
        network = CheckedNetwork(
            self._lookups, owner=owner or urlsplit(url).netloc, private_allowed=self._private_allowed
        )
        sent = [("Accept-Encoding", "identity"), ("Connection", "close"), *(headers or {}).items()]
        try:
            async with (
                httpcore.AsyncConnectionPool(ssl_context=authorities(), network_backend=network) as pool,
                pool.stream(method, url, headers=sent, content=body) as response,
            ):
                return Answer(response.status, await self._read(response))
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError, ValueError) as error:
            raise Unreachable from error

    async def _read(self, response: httpcore.Response) -> bytes:
        body = bytearray()
        async for part in response.aiter_stream():
            body += part
            if len(body) > self._largest_answer:
                raise TooLong
        return bytes(body)


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Looks a name up once, refuses it where any of its addresses is private, and connects to what was checked.

    A second look-up could give another address than the one that was checked.
    """

    def __init__(self, lookups: Lookups, *, owner: str, private_allowed: bool) -> None:
        """`owner` is who named what is looked up."""
        self._lookups = lookups
        self._owner = owner
        self._private_allowed = private_allowed
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            addresses = await self._lookups.find(self._owner, host, port)
        except NotFoundInTime as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, ValueError) as error:
            raise httpcore.ConnectError from error
        if not self._private_allowed and not all(map(is_public, addresses)):
            raise PrivateAddress
        failed: Exception = httpcore.ConnectError()
        for address in addresses:
            try:
                return await self._sockets.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)
