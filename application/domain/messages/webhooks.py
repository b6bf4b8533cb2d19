"""Webhooks: where one may lead, how it is signed, for how long it is tried."""

import base64
import hmac
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.messages.public_events import BY_NAME
from application.domain.outside_address import outside_address
from application.domain.pauses import growing_pause

MOST_WEBHOOKS = 20
"""Of one organization."""
NAME_LIMIT, ADDRESS_LIMIT = 80, 500
TRIED_FOR = timedelta(hours=24)
"""From when an event was to be sent; then it is given up."""
OLD_SECRET_SIGNS_FOR = timedelta(hours=24)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=2)
_LONGEST_WISH = timedelta(hours=6)

_SECRET_PREFIX = "whsec_"  # noqa: S105  # what all such secrets begin with
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """`for_staff` lets it be told what staff are: results at once, and what only they may know."""

    name: str
    url: str
    kinds: tuple[str, ...]
    for_staff: bool = False


@dataclass(frozen=True, slots=True)
class WebhookChanges:
    """None leaves a value as it is."""

    name: str | None = None
    url: str | None = None
    kinds: tuple[str, ...] | None = None
    for_staff: bool | None = None
    is_active: bool | None = None


def checked_address(url: str, *, private_allowed: bool) -> str:
    """Return the address of a receiver. Raises `InvalidInput` for one that can't be sent to.

    Whether a name leads somewhere private shows only when it is looked up.
    """
    return outside_address(
        url,
        field="url",
        limit=ADDRESS_LIMIT,
        example="https://example.org/hooks",
        at_stake="events",
        private_allowed=private_allowed,
    )


def host_of(url: str) -> str:
    """Return as much of an address as may be logged."""
    return urlsplit(url).hostname or ""


def checked_kinds(kinds: Collection[str], *, for_staff: bool) -> list[str]:
    """Return chosen kinds of events in their own order. Raises `InvalidInput` for others, and for none."""
    if unknown := sorted(set(kinds) - BY_NAME.keys()):
        raise InvalidInput(FieldProblem("kinds", f"There is no event called {unknown[0][:60]}."))
    if not kinds:
        raise InvalidInput(FieldProblem("kinds", "Choose at least one event."))
    chosen = [event for event in BY_NAME.values() if event.name in kinds]
    if not for_staff and (barred := next((event for event in chosen if event.is_for_staff), None)):
        raise InvalidInput(FieldProblem("kinds", f"{barred.label} is only for a webhook that is told what staff are."))
    return [event.name for event in chosen]


def new_secret() -> str:
    """Return a secret as the standard for webhooks has them."""
    return _SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def headers_of(message_id: str, at: datetime, body: bytes, secrets_of_it: Iterable[str]) -> dict[str, str]:
    """Return what the standard for webhooks says of a body, with one signature by each of its secrets."""
    timestamp = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets_of_it),
    }


def pause_after(attempts: int, tried_since: datetime, now: datetime, wish: timedelta | None) -> timedelta | None:
    """Return how long to wait after the n-th attempt, from 1; None where it was tried for long enough.

    `wish` is how long the receiver wants to be left alone. The last attempt comes at the end of the time.
    """
    left = tried_since + TRIED_FOR - now
    if left <= timedelta(0):
        return None
    pause = growing_pause(attempts, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)
    return min(max(pause, min(wish or timedelta(0), _LONGEST_WISH)), left)


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_SECRET_PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
