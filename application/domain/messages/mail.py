"""E-mail: who can be written to, and what is written."""

import re
from dataclasses import dataclass
from hashlib import sha256

from application.domain.errors import InvalidInput

ADDRESS_LIMIT = 254
"""Characters that an address may have at all (RFC 5321)."""
_ADDRESS = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+",
    re.ASCII | re.IGNORECASE,
)
"""As browsers check it (HTML living standard), with a dot in its domain."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain text. `mark` tells it from others and is the same in every attempt; `answers` is an earlier one's."""

    subject: str
    text: str
    mark: str
    answers: str = ""


def read_address(written: str, *, field: str) -> str:
    """Return an address as it is kept. Raises `InvalidInput` for what is none."""
    mailbox, at, domain = written.strip().rpartition("@")
    address = f"{mailbox}{at}{domain.lower()}"
    if len(address) > ADDRESS_LIMIT or not _ADDRESS.fullmatch(address):
        raise InvalidInput.on(field, f"{written.strip()[:50]!r} is no e-mail address like zelda@example.org.")
    return address


def number_of(address: str) -> int:
    """Return an odd number that tells an address from every other one, in whatever letters it is written."""
    return int.from_bytes(sha256(address.lower().encode()).digest()[:7]) | 1


def hinted(address: str) -> str:
    """Return enough of an address to know it again, and not enough to write to it."""
    mailbox, _, domain = address.rpartition("@")
    return f"{mailbox[:1]}…@{domain}"
