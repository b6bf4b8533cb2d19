"""Who may read a seed and when, and how anyone can check afterwards that it was not swapped.

This module holds the only rule that turns a sealed seed into a readable one.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SeedState(StrEnum):
    UNDECIDED = "undecided"
    """No permalink yet; one is chosen at the lock."""
    SEALED = "sealed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class StoredSeed:
    """A permalink as the database has it; never handed to a surface."""

    url: str
    notes: str
    commitment: str
    salt: str


@dataclass(frozen=True, slots=True)
class SeedView:
    """What may be shown: everything about a released seed, only the commitment of a sealed one."""

    state: SeedState
    commitment: str = ""
    url: str | None = None
    notes: str | None = None
    salt: str | None = None
    released_at: datetime | None = None


def commitment_to(seed: str, salt: str) -> str:
    """Return the SHA-256 of "salt:seed" in hex; the salt is 32 hex digits and is published at release.

    The seed is taken as it was given. Anyone can repeat it: `printf '%s' 'SALT:SEED' | sha256sum`.
    """
    return hashlib.sha256(f"{salt}:{seed}".encode()).hexdigest()


def visible_seed(seed: StoredSeed | None, released_at: datetime | None) -> SeedView:
    """Return what anybody may read of a live race's seed now."""
    if seed is None:
        return SeedView(SeedState.UNDECIDED)
    if released_at is None:
        return SeedView(SeedState.SEALED, commitment=seed.commitment)
    return SeedView(
        SeedState.RELEASED,
        commitment=seed.commitment,
        url=seed.url,
        notes=seed.notes,
        salt=seed.salt,
        released_at=released_at,
    )
