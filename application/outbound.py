"""Asking addresses that an admin may have typed: looked up, checked, and reached at just what was checked."""

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore

from application.certificates import authorities
from application.domain.outside_address import is_public
from application.lookups import Lookups, NotFoundInTime

_READ_AT_ONCE = 4 * 1024
_LARGEST_HEAD = 64 * 1024


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
            self._lookups,
            owner=owner or urlsplit(url).netloc,
            private_allowed=self._private_allowed,
            largest_answer=self._largest_answer,
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


class _BoundedStream(httpcore.AsyncNetworkStream):
    """Is read a little at a time, and no further than so many bytes.

    What was read is taken apart without a pause. A hostile answer has a thousand parts where others have one: chunks of
    a byte, or one head after another that says that the answer is to come.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream, most: int) -> None:
        self._stream = stream
        self._left = most

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        part = await self._stream.read(min(max_bytes, _READ_AT_ONCE), timeout)
        self._left -= len(part)
        if self._left < 0:
            raise TooLong
        return part

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _BoundedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Looks a name up once, refuses it where any of its addresses is private, and connects to what was checked.

    A second look-up could give another address than the one that was checked.
    """

    def __init__(self, lookups: Lookups, *, owner: str, private_allowed: bool, largest_answer: int = 0) -> None:
        """`owner` is who named what is looked up; `largest_answer` are bytes without what comes before an answer."""
        self._lookups = lookups
        self._owner = owner
        self._private_allowed = private_allowed
        self._most = largest_answer + _LARGEST_HEAD
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
                stream = await self._sockets.connect_tcp(str(address), port, timeout, local_address, socket_options)
                return _BoundedStream(stream, self._most)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)
