"""How much one person, or one address, may ask for: buckets that fill up with time, in bounded memory."""

import asyncio
import math
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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

TESTING_ALERTS = Allowance("testing alerts", burst=5, per_minute=2)
"""Each test writes to people."""

_CROWD = 10_000
_LONGEST_NAME = 100

Asker = int | str | None
Purse = tuple[Allowance, Asker]


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


@dataclass(slots=True)
class Untold:
    """What was spent here since other processes were told."""

    is_there: asyncio.Event = field(default_factory=asyncio.Event)
    _spent: Counter[Purse] = field(default_factory=Counter)

    def note(self, purse: Purse) -> None:
        self._spent[purse] += 1
        self.is_there.set()

    def take(self) -> Counter[Purse]:
        taken, self._spent = self._spent, Counter()
        self.is_there.clear()
        return taken


class Allowances:
    """Token buckets. What somebody spends in another process is heard of a moment later, and goes into debt if need be:
    with several processes everybody has what one process gives.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[Purse, _Bucket] = OrderedDict()
        self._untold: Untold | None = None

    def spend(self, allowance: Allowance, who: Asker) -> None:
        """Take one request out of somebody's bucket. Raises `RateLimited` when it is empty."""
        bucket = self._bucket(allowance, who)
        if bucket.left < 1:
            raise RateLimited(max(math.ceil((1 - bucket.left) * 60 / allowance.per_minute), 1))
        bucket.left -= 1
        if self._untold is not None:
            self._untold.note((allowance, who))

    @contextmanager
    def shared(self) -> Iterator[Untold]:
        """Collect what others are to be told, until the end of the block."""
        self._untold = Untold()
        try:
            yield self._untold
        finally:
            self._untold = None

    def hear(self, spent: Iterable[tuple[Purse, int]]) -> None:
        """Take out of the buckets what was spent in another process."""
        for purse, number in spent:
            self._bucket(*purse).left -= number

    def _bucket(self, allowance: Allowance, who: Asker) -> _Bucket:
        """Return somebody's bucket as full as it has become meanwhile."""
        now = self._clock.now()
        bucket = self._buckets.get((allowance, who))
        if bucket is None:
            if len(self._buckets) >= _CROWD:
                self._buckets.popitem(last=False)  # who has not asked for longest has a full bucket again, or soon
            bucket = self._buckets[allowance, who] = _Bucket(allowance.burst, now)
        self._buckets.move_to_end((allowance, who))
        gained = max((now - bucket.at).total_seconds(), 0) * allowance.per_minute / 60
        bucket.left = min(bucket.left + gained, allowance.burst)
        bucket.at = now
        return bucket

    @contextmanager
    def guessing(self, who: Asker) -> Iterator[None]:
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
        return (host or "")[:_LONGEST_NAME]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)
