"""Asking a generator's site and reading the JSON of its answer; what can't be used becomes a generator's error."""

import json
from typing import Any

from application.outbound import Outbound, PrivateAddress, TooLong, Unreachable
from application.ports import GeneratorAway, GeneratorRefused
from application.version import VERSION

_TRY_AGAIN = frozenset({423, 429})
"""What says no for now: the queue is full, or there were too many requests."""


class JsonSite:
    def __init__(self, name: str, outbound: Outbound) -> None:
        """`name` is what people call the site."""
        self._name = name
        self._outbound = outbound

    async def ask(self, method: str, url: str, document: Any = None, *, key: str = "", owner: str = "") -> Any:
        """Return the answer's JSON. Raises `GeneratorAway`, or `GeneratorRefused` for an answer that says no.

        The sentence names the answer's number and none of its words: they may repeat what was sent.
        """
        headers = {"Accept": "application/json", "User-Agent": f"SahaBot2/{VERSION}"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        body = None
        if document is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(document).encode()
        try:
            answer = await self._outbound.ask(method, url, headers=headers, body=body, owner=owner)
        except PrivateAddress as error:
            raise GeneratorRefused(f"{self._name} is at a private address, where nothing is asked.") from error
        except TooLong as error:
            raise GeneratorAway(f"{self._name} answers with more than anybody can read.") from error
        except Unreachable as error:
            raise GeneratorAway(f"{self._name} gives no answer.") from error
        if 200 <= answer.status < 300:
            return self._read(answer.body)
        if answer.status in _TRY_AGAIN:
            raise GeneratorAway(f"{self._name} has too much to do (it answers with {answer.status}).")
        if answer.status >= 500:
            raise GeneratorAway(f"{self._name} has a problem of its own (it answers with {answer.status}).")
        if answer.status in (401, 403):
            raise GeneratorRefused(f"{self._name} doesn't accept the key (it answers with {answer.status}).")
        raise GeneratorRefused(f"{self._name} refuses to make this seed (it answers with {answer.status}).")

    def _read(self, body: bytes) -> Any:
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise GeneratorAway(f"{self._name} gives an answer that can't be understood.") from error

    def not_understood(self) -> GeneratorAway:
        return GeneratorAway(f"{self._name} gives an answer that can't be understood.")
