"""How much one person, or one address, may ask for: buckets that fill up with time, in bounded memory."""

import math
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from application.domain.clock import Clock
from application.domain.errors import NotFound, RateLimited


@dataclass(frozen=True, slots=True)
class Allowance:
    """Up to `burst` requests at once, and `per_minute` in the long run."""

    name: str
    burst: int
    per_minute: float


SIGNING_IN = Allowance("signing in", burst=20, per_minute=10)
"""Ways to Discord or racetime.gg and back, of one address: each way back costs a call with our own secret."""

GUESSING = Allowance("guessing", burst=20, per_minute=10)
"""Tokens, invites and private addresses that turned out to be wrong, of one address. Right ones cost nothing, because
many people may stand behind one address."""

BROWSER_LINES = Allowance("browsers' own errors", burst=10, per_minute=5)
"""Lines in the log that browsers ask for, of one address."""

NEW_PAGES = Allowance("new pages", burst=120, per_minute=120)
"""Pages that strangers open, of one address: each is kept for a minute, whether anybody looks at it or not."""

OWN_PAGES = Allowance("own pages", burst=300, per_minute=300)
"""The same of one person who is signed in, in however many windows."""

NEW_SOCKETS = Allowance("new sockets", burst=600, per_minute=600)
"""Sockets that browsers open for their pages, of one address: all that it may have open come back at once after a
restart."""

_CROWD = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


class Allowances:
    """Token buckets of this process; with several processes each gives its own allowance."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, Hashable], _Bucket] = OrderedDict()

    def spend(self, allowance: Allowance, who: Hashable) -> None:
        """Take one request out of somebody's bucket. Raises `RateLimited` when it is empty."""
        now = self._clock.now()
        per_second = allowance.per_minute / 60
        key = (allowance.name, who)
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= _CROWD:
                self._buckets.popitem(last=False)  # who has not asked for longest has a full bucket again, or soon
            bucket = self._buckets[key] = _Bucket(allowance.burst, now)
        self._buckets.move_to_end(key)
        gained = max((now - bucket.at).total_seconds(), 0) * per_second
        bucket.left = min(bucket.left + gained, allowance.burst)
        bucket.at = now
        if bucket.left < 1:
            raise RateLimited(max(math.ceil((1 - bucket.left) / per_second), 1))
        bucket.left -= 1

    @contextmanager
    def guessing(self, who: Hashable) -> Iterator[None]:
        """Let a block look for what a secret names; each time that it names nothing counts.

        Raises `RateLimited` instead of `NotFound` for somebody who has been wrong too often.
        """
        try:
            yield
        except NotFound:
            self.spend(GUESSING, who)
            raise

    def __len__(self) -> int:
        return len(self._buckets)


def asker(host: str | None) -> str:
    """Return whose allowance an address spends: of IPv6 the whole network that one subscriber is given."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return host or ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)
