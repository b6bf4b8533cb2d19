"""Sending events to addresses that anybody's admin may have typed: looked up, checked, and reached at just that."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any

import httpcore

from application.certificates import authorities
from application.domain.clock import Clock
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Done, Failed, Outcome, Trouble
from application.domain.messages.webhooks import Address, is_public
from application.read_models.messages import WebhookCall
from application.version import VERSION

_SECONDS = 15
"""For everything: finding the receiver, its certificate, and its answer."""
_UNREACHABLE = "It can't be reached."
_PRIVATE = "Its name leads to a private address, and events are sent to public ones only."
_SLOW = f"It gave no answer within {_SECONDS} seconds."
_UNSAFE = "Its certificate can't be trusted, or no safe connection could be made."
_GARBLED = "It gave an answer that can't be understood."


class _PrivateAddress(Exception):
    """A name leads to where nothing may be sent."""


class WebhookSender:
    """Sends one request, follows no redirection, and reads of the answer no more than its headers."""

    destination = Destination.WEBHOOKS
    name = "The receiver"
    is_ready = True

    def __init__(self, clock: Clock, *, private_allowed: bool, trusted: ssl.SSLContext | None = None) -> None:
        """`trusted` are the authorities whose certificates are believed, the usual ones unless told otherwise."""
        self._clock = clock
        self._network = _CheckedNetwork(private_allowed=private_allowed)
        self._trusted = trusted

    async def send(self, delivery: WebhookCall) -> Outcome:
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._send(delivery)
        except TimeoutError:
            return _later(_SLOW)
        except _PrivateAddress:
            return _later(_PRIVATE)
        except ssl.SSLError:
            return _later(_UNSAFE)
        except httpcore.ConnectError as error:
            is_unsafe = isinstance(error.__context__ or error.__cause__, ssl.SSLError)
            return _later(_UNSAFE if is_unsafe else _UNREACHABLE)
        except (httpcore.ProtocolError, UnicodeError):
            return _later(_GARBLED)
        except (httpcore.NetworkError, httpcore.TimeoutException, OSError):
            return _later(_UNREACHABLE)

    async def _send(self, delivery: WebhookCall) -> Outcome:
        headers: dict[bytes | str, bytes | str] = {
            "Content-Type": "application/json",
            "User-Agent": f"SahaBot2/{VERSION}",
            "Connection": "close",
        }
        headers.update(delivery.headers.items())
        context = self._trusted or authorities()
        async with (
            httpcore.AsyncConnectionPool(ssl_context=context, network_backend=self._network) as pool,
            pool.stream("POST", delivery.url, headers=headers, content=delivery.body) as response,
        ):
            return self._outcome(response)

    def _outcome(self, response: httpcore.Response) -> Outcome:
        if 200 <= response.status < 300:
            return Done(response.status)
        if 300 <= response.status < 400:
            return _later(f"It answered with {response.status}; redirections are not followed.")
        return _later(f"It answered with {response.status}.", self._wish_of(response.headers))

    def _wish_of(self, headers: Iterable[tuple[bytes, bytes]]) -> timedelta | None:
        """Return how long the receiver wants to be left alone, as far as that can be read."""
        text = next((value.decode("latin-1") for name, value in headers if name.lower() == b"retry-after"), "")
        if text.isdecimal() and len(text) < len("1000000"):
            return timedelta(seconds=int(text))
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return None
        return (until if until.tzinfo is not None else until.replace(tzinfo=UTC)) - self._clock.now()


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Looks a name up once, refuses it where any of its addresses is private, and connects to what was checked.

    A second look-up could give another address than the one that was checked.
    """

    def __init__(self, *, private_allowed: bool) -> None:
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
        addresses = await _look_up(host, port)
        if not self._private_allowed and not all(map(is_public, addresses)):
            raise _PrivateAddress
        failed: Exception = httpcore.ConnectError(_UNREACHABLE)
        for address in addresses:
            try:
                return await self._sockets.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError(_UNREACHABLE)

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)


async def _look_up(host: str, port: int) -> list[Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(_UNREACHABLE) from error
    return list(dict.fromkeys(ip_address(str(place[0]).partition("%")[0]) for *_, place in found))


def _later(reason: str, wish: timedelta | None = None) -> Failed:
    return Failed(Trouble.LATER, reason, wish)
