"""Sending events to addresses that anybody's admin may have typed: looked up, checked, and reached at just that."""

import asyncio
import ssl
from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

import httpcore

from application.certificates import authorities
from application.domain.clock import Clock
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Done, Failed, Outcome, Trouble
from application.lookups import Lookups
from application.outbound import CheckedNetwork, PrivateAddress, TooLong
from application.read_models.messages import WebhookCall
from application.version import VERSION

_SECONDS = 15
"""For everything: finding the receiver, its certificate, and its answer."""
_UNREACHABLE = "It can't be reached."
_PRIVATE = "Its name leads to a private address, and events are sent to public ones only."
_SLOW = f"It gave no answer within {_SECONDS} seconds."
_UNSAFE = "Its certificate can't be trusted, or no safe connection could be made."
_GARBLED = "It gave an answer that can't be understood."


class WebhookSender:
    """Sends one request, follows no redirection, and reads of the answer no more than its headers."""

    destination = Destination.WEBHOOKS
    name = "The receiver"
    is_ready = True

    def __init__(
        self,
        clock: Clock,
        *,
        private_allowed: bool,
        trusted: ssl.SSLContext | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        """`trusted` are the authorities whose certificates are believed, the usual ones unless told otherwise."""
        self._clock = clock
        self._private_allowed = private_allowed
        self._lookups = lookups or Lookups()
        self._trusted = trusted

    async def send(self, delivery: WebhookCall) -> Outcome:
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._send(delivery)
        except TimeoutError:
            return _later(_SLOW)
        except PrivateAddress:
            return _later(_PRIVATE)
        except ssl.SSLError:
            return _later(_UNSAFE)
        except httpcore.ConnectError as error:
            is_unsafe = isinstance(error.__context__ or error.__cause__, ssl.SSLError)
            return _later(_UNSAFE if is_unsafe else _UNREACHABLE)
        except (httpcore.ProtocolError, UnicodeError, TooLong):
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
        owner = f"organization:{delivery.organization_id}"
        network = CheckedNetwork(self._lookups, owner=owner, private_allowed=self._private_allowed)
        async with (
            httpcore.AsyncConnectionPool(ssl_context=context, network_backend=network) as pool,
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
        except (ValueError, OverflowError):
            return None
        return (until if until.tzinfo is not None else until.replace(tzinfo=UTC)) - self._clock.now()


def _later(reason: str, wish: timedelta | None = None) -> Failed:
    return Failed(Trouble.LATER, reason, wish)
