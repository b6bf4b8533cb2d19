"""HTTP requests to racetime.gg, with the one distinction that matters: did the request get there?"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from application.certificates import authorities
from application.domain.clock import Clock
from racetime.site import RacetimeSite
from racetime.waiting import within

logger = logging.getLogger(__name__)

OVERALL_LIMIT_SECONDS = 30
"""From the first byte of a request to the last one of its answer."""
_CONNECT_LIMIT_SECONDS = 10
_REFUSED = 400
_LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes; a race of several hundred entrants is far below."""


class RequestNotSent(Exception):
    """No connection could be made: nothing happened on racetime.gg."""


class NoAnswer(Exception):
    """The request was sent and no whole answer came back: it may have been carried out."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    location: str


class RacetimeWeb:
    """Makes requests to one site. Redirects aren't followed, so that a token goes nowhere else."""

    def __init__(self, site: RacetimeSite, clock: Clock) -> None:
        self.site = site
        self.clock = clock
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(OVERALL_LIMIT_SECONDS, connect=_CONNECT_LIMIT_SECONDS),
            # A connection that racetime.gg closed while it lay idle would make "not sent" look like "no answer".
            limits=httpx.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=not site.is_loopback,
            verify=authorities(trust_env=not site.is_loopback),
        )

    async def get(self, path: str, *, token: str | None = None) -> Answer:
        """Raises `RequestNotSent` or `NoAnswer`; any answer, also an error, is returned."""
        return await self._exchange("GET", path, token)

    async def post(self, path: str, form: Mapping[str, str], *, token: str | None = None) -> Answer:
        """Send a form. Raises and returns as `get` does."""
        return await self._exchange("POST", path, token, form)

    async def close(self) -> None:
        await self._client.aclose()

    async def _exchange(
        self, method: str, path: str, token: str | None, form: Mapping[str, str] | None = None
    ) -> Answer:
        try:
            answer = await within(self.clock, OVERALL_LIMIT_SECONDS, self._send(method, path, token, form))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            raise RequestNotSent(type(error).__name__) from error
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as error:
            raise NoAnswer(type(error).__name__) from error
        level = logging.DEBUG if method == "GET" and answer.status < _REFUSED else logging.INFO
        logger.log(level, "Asked racetime.gg: %s %s answer=%d", method, path, answer.status)
        return answer

    async def _send(self, method: str, path: str, token: str | None, form: Mapping[str, str] | None) -> Answer:
        address = self.site.http(path)
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        async with self._client.stream(method, address, data=form, headers=headers) as response:
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > _LARGEST_ANSWER:
                    raise httpx.ReadError("The answer is too large.")
        return Answer(response.status_code, bytes(body), response.headers.get("Location", ""))
