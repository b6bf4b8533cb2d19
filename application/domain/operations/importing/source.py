"""Which tables and columns of SahasrahBot's database are read; what is not listed is never kept."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from application.domain.errors import InvalidInput

T = TypeVar("T")

_LARGEST_NUMBER = 2**63 - 1
OLDEST_VERSION, KNOWN_VERSION = 96, 98
"""Of SahasrahBot's schema, as its table of migrations counts them."""


class Table(StrEnum):
    VERSIONS = "aerich"
    USERS = "users"
    TOURNAMENTS = "asynctournament"
    POOLS = "asynctournamentpermalinkpool"
    PERMALINKS = "asynctournamentpermalink"
    LIVE_RACES = "asynctournamentliverace"
    RUNS = "asynctournamentrace"
    REVIEW_NOTES = "asynctournamentreviewnotes"
    WHITELIST = "asynctournamentwhitelist"
    PERMISSIONS = "asynctournamentpermissions"
    HISTORY = "asynctournamentauditlog"
    NICKNAMES = "srlnick"
    KEYS = "authorizationkeypermissions"
    RESULTS = "tournament_results"


_STAMPS = ("id", "created", "updated")
COLUMNS: Mapping[Table, tuple[str, ...]] = {
    Table.VERSIONS: ("id", "version"),
    Table.USERS: (*_STAMPS, "discord_user_id", "rtgg_id", "display_name", "twitch_name", "test_user"),
    Table.TOURNAMENTS: (
        *_STAMPS,
        "name",
        "guild_id",
        "channel_id",
        "owner_id",
        "active",
        "allowed_reattempts",
        "runs_per_pool",
        "customization",
    ),
    Table.POOLS: (*_STAMPS, "tournament_id", "name", "preset"),
    Table.PERMALINKS: (*_STAMPS, "pool_id", "url", "notes", "live_race"),
    Table.LIVE_RACES: (
        *_STAMPS,
        "tournament_id",
        "pool_id",
        "permalink_id",
        "racetime_slug",
        "episode_id",
        "match_title",
        "status",
    ),
    Table.RUNS: (
        *_STAMPS,
        "tournament_id",
        "permalink_id",
        "user_id",
        "live_race_id",
        "thread_id",
        "thread_open_time",
        "thread_timeout_time",
        "start_time",
        "end_time",
        "status",
        "reattempted",
        "reattempt_reason",
        "review_status",
        "reviewed_by_id",
        "reviewed_at",
        "reviewer_notes",
        "runner_notes",
        "runner_vod_url",
        "run_collection_rate",
        "run_igt",
        "score",
        "score_updated_at",
    ),
    Table.REVIEW_NOTES: (*_STAMPS, "race_id", "author_id", "note"),
    Table.WHITELIST: (*_STAMPS, "tournament_id", "user_id", "discord_user_id"),
    Table.PERMISSIONS: (*_STAMPS, "tournament_id", "user_id", "role", "discord_role_id"),
    Table.HISTORY: (*_STAMPS, "tournament_id", "user_id", "action", "details"),
    Table.NICKNAMES: ("discord_user_id", "srlnick", "display_name", "rtgg_id"),
    Table.KEYS: ("type",),
    Table.RESULTS: ("srl_id", "episode_id"),
}
LEFT_OUT: Mapping[Table, frozenset[str]] = {
    Table.VERSIONS: frozenset({"app", "content"}),
    Table.USERS: frozenset({"rtgg_access_token"}),
    Table.TOURNAMENTS: frozenset({"report_channel_id"}),
    Table.PERMALINKS: frozenset({"par_time", "par_updated_at"}),
}
"""Columns that are known and not read: secrets, and what has no place here."""
_OPTIONAL = frozenset({Table.NICKNAMES, Table.KEYS, Table.RESULTS})
_REQUIRED = frozenset(Table) - _OPTIONAL
_DERIVED = frozenset({"updated", "score", "score_updated_at"})
"""SahasrahBot works these out every hour, so they tell nothing about whether somebody changed the row."""


class SourceRow:
    """A row as the dump has it: text, or None for NULL; the columns are shared by all rows of a table."""

    __slots__ = ("_places", "_values", "table")

    def __init__(self, table: Table, places: Mapping[str, int], values: tuple[str | None, ...]) -> None:
        self.table = table
        self._places = places
        self._values = values

    def __contains__(self, column: str) -> bool:
        return column in self._places

    def get(self, column: str) -> str | None:
        place = self._places.get(column)
        return None if place is None else self._values[place]

    def text(self, column: str) -> str:
        """Return '' for NULL."""
        return self.get(column) or ""

    def optional_number(self, column: str) -> int | None:
        value = self.get(column)
        return None if value is None else self._read(column, value, _number)

    def number(self, column: str) -> int:
        value = self.optional_number(column)
        if value is None:
            raise self._unusable(column)
        return value

    def flag(self, column: str) -> bool:
        return (self.get(column) or "0") not in ("0", "")

    def decimal(self, column: str) -> float | None:
        value = self.get(column)
        return None if value is None else self._read(column, value, _decimal)

    def _read(self, column: str, value: str, read: Callable[[str], T]) -> T:
        try:
            return read(value)
        except ValueError:  # its words have the value
            raise self._unusable(column) from None

    def _unusable(self, column: str) -> InvalidInput:
        return InvalidInput.on("dump", f"A row of {self.table} has no number in {column}, or one too large.")

    def moment(self, column: str) -> datetime | None:
        """Return what SahasrahBot stored in UTC; None also for a year 0000, which is no moment."""
        at = self.local_moment(column)
        return None if at is None else at.replace(tzinfo=UTC)

    def local_moment(self, column: str) -> datetime | None:
        """Return the same without a zone, for what was stored in that of the machine."""
        value = self.get(column)
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return None

    @property
    def id(self) -> int:
        return self.number("id")

    @property
    def fingerprint(self) -> str:
        """Return a SHA-256 that differs once anything of the row differs that somebody decided."""
        seen = hashlib.sha256()
        for column, value in self.items():
            if column not in _DERIVED:
                seen.update(f"{column}={'-' if value is None else f'+{len(value)}:{value}'};".encode())
        return seen.hexdigest()

    def packed(self, places: Mapping[str, int]) -> bytes:
        """Return the values in a fraction of their room, in the order that `places` says."""
        return json.dumps([self.get(column) for column in places], ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, table: Table, places: Mapping[str, int], packed: bytes) -> "SourceRow":
        return cls(table, places, tuple(json.loads(packed)))

    @property
    def places(self) -> Mapping[str, int]:
        return self._places

    def items(self) -> Iterator[tuple[str, str | None]]:
        return ((column, self._values[place]) for column, place in self._places.items())


def _number(written: str) -> int:
    number = int(written)
    if abs(number) > _LARGEST_NUMBER:
        raise ValueError
    return number


def _decimal(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError
    return number


def is_required(table: Table) -> bool:
    """Tell whether each dump has the table; of the others only some columns are of use."""
    return table in _REQUIRED


FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
