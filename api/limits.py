"""How much one token may ask for: buckets that fill up with time, and bounded bodies."""

import math
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message

from application.domain.clock import Clock
from application.domain.errors import RateLimited


@dataclass(frozen=True, slots=True)
class Allowance:
    """Up to `burst` requests at once, and `per_minute` in the long run."""

    name: str
    burst: int
    per_minute: float


EVERYTHING = Allowance("everything", burst=300, per_minute=1200)
"""Twenty a second: a page that follows ten races every half second; 25 such tokens still fit on one core."""

SCHEDULING = Allowance("scheduling", burst=60, per_minute=10)
"""New live races: a whole season in one go, but no script that fills the schedule by mistake."""

ASKING_RACETIME = Allowance("asking racetime.gg", burst=10, per_minute=10)
"""Recording and opening rooms: each asks racetime.gg at once, which serves everybody's races; so do rosters."""

ASKING_DISCORD = Allowance("asking Discord", burst=10, per_minute=10)
"""Servers, channels and roles are asked for at once, with a bot that serves every organization."""

DRAWING = Allowance("drawing seeds", burst=10, per_minute=10)
"""Each draw holds its pool for a moment; a player has one run at a time."""

IMPORTING = Allowance("importing", burst=20, per_minute=20)
"""A table of ten thousand rows keeps the core busy for a noticeable part of a second."""

BODY_LIMIT = 128 * 1024
"""Bytes. The largest ordinary body is a tournament with its description, a few kilobytes."""

_CROWD = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


class Allowances:
    """Token buckets of this process; with several processes each gives its own allowance."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, int], _Bucket] = {}

    def spend(self, allowance: Allowance, token_id: int) -> None:
        """Take one request out of a token's bucket. Raises `RateLimited` when it is empty."""
        now = self._clock.now()
        per_second = allowance.per_minute / 60
        bucket = self._buckets.get((allowance.name, token_id))
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[allowance.name, token_id] = _Bucket(allowance.burst, now)
        gained = max((now - bucket.at).total_seconds(), 0) * per_second
        bucket.left = min(bucket.left + gained, allowance.burst)
        bucket.at = now
        if bucket.left < 1:
            raise RateLimited(max(math.ceil((1 - bucket.left) / per_second), 1))
        bucket.left -= 1

    def _make_room(self, now: datetime) -> None:
        """Forget whoever has not asked for ten minutes; by then every bucket is full again."""
        if len(self._buckets) >= _CROWD:
            self._buckets = {
                key: bucket for key, bucket in self._buckets.items() if (now - bucket.at).total_seconds() < 600
            }


class BodyTooLarge(HTTPException):
    def __init__(self, limit: int) -> None:
        super().__init__(413, f"The body may have at most {limit // 1024:,} KiB.")


def bounded(request: Request, limit: int) -> Request:
    """Return the request so that reading its body raises `BodyTooLarge` beyond `limit` bytes."""
    declared = request.headers.get("content-length", "")
    read = 0

    async def receive() -> Message:
        nonlocal read
        if declared.isdigit() and int(declared[:20]) > limit:
            raise BodyTooLarge(limit)
        message = await request.receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > limit:
                raise BodyTooLarge(limit)
        return message

    return Request(request.scope, receive)
