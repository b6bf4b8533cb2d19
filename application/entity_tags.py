"""Marks of what was answered, by which somebody who has it already is not sent it again (RFC 9110, section 8.8.3)."""

import hashlib
from collections.abc import Iterable


def mark_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def names(known: Iterable[str], mark: str) -> bool:
    """Tell from what stands in If-None-Match whether the asker has this version.

    Who compresses an answer on its way makes its mark weak.
    """
    marks = [tag.strip() for line in known for tag in line.split(",")]
    return "*" in marks or mark in [tag.removeprefix("W/") for tag in marks]
