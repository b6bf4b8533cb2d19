"""An organization's rows as lines of an archive, all as they were at one moment, some thousand at a time."""

import asyncio
import json
from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from functools import cache, lru_cache
from typing import Any

from tortoise.fields import BooleanField, DatetimeField, FloatField, JSONField, TimeDeltaField
from tortoise.fields.base import Field

from application.domain.csv_text import Cell, csv_lines
from application.domain.durations import precise_time
from application.domain.errors import Conflict
from application.domain.ids import OrganizationId, Subject
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.operations.archive import renumbered
from application.repositories.operations.archive_parts import (
    KNOWN_ROWS,
    LIVE_RACES,
    LOG,
    MEMBERS,
    OF_THE_INSTALLATION,
    ORGANIZATION,
    PART_OF_SUBJECT,
    PART_OF_TABLE,
    PARTS,
    PEOPLE,
    RUNS,
    SEEDS,
    TOURNAMENTS,
    Part,
)
from application.repositories.statements import Rows, Snapshot, Statement, moment, optional_duration, snapshot_of
from application.repositories.tournaments.seed_choice import UNRELEASED
from models.organization import Organization

_PAGE = 2_000
_LARGE_PAGE = 20_000
_HAS_RUNS = "EXISTS (SELECT 1 FROM async_tournament_races r WHERE r.permalink_id = p.id)"
_PEOPLE = Statement(
    """
    SELECT u.id, u.display_name, u.deleted_at,
           CASE WHEN u.organization_id = $1 OR m.discord_id_entered OR NOT m.made_by_others THEN u.discord_id END
             AS discord_id
      FROM users u
      LEFT JOIN organization_members m ON m.user_id = u.id AND m.organization_id = $1
     WHERE u.id = ANY($2)
     ORDER BY u.id
    """
)
_MEMBERS = Statement(
    f"""
    SELECT m.id, m.user_id, m.joined_at,
           CASE WHEN u.racetime_id IS NOT NULL THEN u.racetime_id
                WHEN o.id IS NULL THEN m.claimed_racetime_id END AS claimed_racetime_id,
           CASE WHEN u.racetime_id IS NOT NULL THEN u.racetime_name
                WHEN o.id IS NULL THEN m.claimed_racetime_name END AS claimed_racetime_name
      FROM organization_members m
      JOIN users u ON u.id = m.user_id
      LEFT JOIN users o ON o.racetime_id = m.claimed_racetime_id
     WHERE m.organization_id = $1 AND m.id > $2
     ORDER BY m.id LIMIT {_PAGE}
    """  # noqa: S608  # a number
)
_UNRELEASED = Statement(
    f"""
    SELECT p.id, {_HAS_RUNS} AS has_runs
      FROM async_tournament_permalinks p
     WHERE p.organization_id = $1 AND {UNRELEASED}
    """  # noqa: S608  # parts of statements
)
_UNDER_WAY = Statement(
    """
    SELECT l.match_title, t.name
      FROM async_tournament_live_races l
      JOIN async_tournaments t ON t.id = l.tournament_id
     WHERE l.organization_id = $1
       AND (l.status = ANY($2) OR (l.room_claimed_until IS NOT NULL AND l.status = 'scheduled'))
     LIMIT 1
    """
)
_RESCORED = Statement(
    "SELECT name FROM async_tournaments WHERE organization_id = $1 AND rescored_through IS NOT NULL LIMIT 1"
)
_MERGED = Statement(
    """
    SELECT r.local_id, u.merged_into_id
      FROM imported_rows r
      JOIN users u ON u.id = r.local_id
     WHERE r.organization_id = $1 AND r.local_table = 'users' AND u.merged_into_id IS NOT NULL
    """
)
_RESULTS = Statement(
    f"""
    SELECT r.id, u.display_name, r.user_id, p.name, s.number, l.match_title, r.racetime_name, r.status, r.place,
           r.finish_time, r.score, r.review_status, r.reattempted, r.started_at, r.finished_at, r.runner_vod_url
      FROM async_tournament_races r
      JOIN users u ON u.id = r.user_id
      JOIN async_tournament_pools p ON p.id = r.pool_id
      JOIN async_tournament_permalinks s ON s.id = r.permalink_id
      LEFT JOIN async_tournament_live_races l ON l.id = r.live_race_id
     WHERE r.organization_id = $1 AND r.tournament_id = $2 AND r.id > $3
     ORDER BY r.id LIMIT {_LARGE_PAGE}
    """  # noqa: S608  # a number
)
_RESULT_COLUMNS = (
    "run",
    "player",
    "person",
    "pool",
    "seed",
    "live_race",
    "racetime_name",
    "status",
    "place",
    "time",
    "seconds",
    "score",
    "review",
    "reattempted",
    "started_at",
    "finished_at",
    "vod",
)
_TOURNAMENTS = Statement("SELECT id, name FROM async_tournaments WHERE organization_id = $1 ORDER BY id")
_WITHOUT_SEED = {"commitment": "", "commitment_salt": "", "sealed_at": None}


@dataclass(slots=True)
class _Numbers:
    """The numbers that rows of one part have in the archive, which ascend with their ids.

    What is gone gets a negative one, in the order in which the archive names it.
    """

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    gone: dict[int, int] = field(default_factory=dict)

    def of(self, row_id: int) -> int | None:
        place = bisect_left(self.ids, row_id)
        return place + 1 if place < len(self.ids) and self.ids[place] == row_id else None

    def also_gone(self, row_id: int) -> int:
        return self.of(row_id) or self.gone.setdefault(row_id, -1 - len(self.gone))


@asynccontextmanager
async def archive_reader(
    organization_id: OrganizationId, *, with_unreleased_seeds: bool
) -> AsyncIterator["ArchiveReader"]:
    """Let an organization be read as it is now. Raises `Conflict` while something is half done."""
    async with snapshot_of(Organization) as snapshot:
        reader = ArchiveReader(snapshot, organization_id)
        await reader.begin(with_unreleased_seeds=with_unreleased_seeds)
        yield reader


class ArchiveReader:
    """Parts are read in their order, each once; `counts` has the lines of those that were read."""

    def __init__(self, snapshot: Snapshot, organization_id: OrganizationId) -> None:
        self._snapshot = snapshot
        self._organization_id = organization_id
        self._numbers: dict[str, _Numbers] = {}
        self._merged: dict[int, int] = {}
        self._withheld: dict[int, bool] = {}
        """Seeds that nobody may read yet, and whether somebody has a run on one, so that its line is needed."""
        self.seeds_left_out = 0
        self.counts: dict[str, int] = {}

    async def begin(self, *, with_unreleased_seeds: bool) -> None:
        own = self._organization_id
        under_way = await self._snapshot.rows(_UNDER_WAY, own, [LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS])
        if under_way:
            title = under_way[0]["match_title"] or f"A live race of {under_way[0]['name']}"
            raise Conflict(f"{title} is under way. Make the archive once it is over, or cancel it.")
        if rescored := await self._snapshot.rows(_RESCORED, own):
            raise Conflict(f"The scores of {rescored[0]['name']} are being worked out. Try again in a minute.")
        self._merged = {row["local_id"]: row["merged_into_id"] for row in await self._snapshot.rows(_MERGED, own)}
        if not with_unreleased_seeds:
            withheld = await self._snapshot.rows(_UNRELEASED, own)
            self._withheld = {row["id"]: bool(row["has_runs"]) for row in withheld}
            self.seeds_left_out = len(withheld)

    def number_of_person(self, user_id: int) -> int | None:
        return self._numbers[PEOPLE].of(user_id)

    async def tournaments(self) -> list[tuple[int, int, str]]:
        """Return id, number and name of each tournament."""
        rows = await self._snapshot.rows(_TOURNAMENTS, self._organization_id)
        return [(row["id"], self._numbers[TOURNAMENTS].of(row["id"]) or 0, row["name"]) for row in rows]

    async def lines(self, part: Part) -> AsyncIterator[bytes]:
        """Return a part's lines, many in one piece."""
        numbers = self._numbers.setdefault(part.name, _Numbers())
        async for rows in self._pages(part):
            yield await asyncio.to_thread(self._written, part, numbers, rows)
        self.counts[part.name] = len(numbers.ids)

    async def results(self, tournament_id: int) -> AsyncIterator[bytes]:
        """Return all runs of a tournament as CSV, many in one piece."""
        yield csv_lines([_RESULT_COLUMNS], is_beginning=True).encode()
        last = 0
        while rows := await self._snapshot.rows(_RESULTS, self._organization_id, tournament_id, last):
            last = rows[-1]["id"]
            yield (await asyncio.to_thread(csv_lines, map(self._result, rows))).encode()

    # Reading

    async def _pages(self, part: Part) -> AsyncIterator[Rows]:
        if part.name == PEOPLE:
            ids = await self._people()
            for start in range(0, len(ids), _PAGE):
                yield await self._snapshot.rows(_PEOPLE, self._organization_id, ids[start : start + _PAGE])
            return
        statement = _MEMBERS if part.name == MEMBERS else _page_of(part)
        last = -(1 << 31)
        while rows := await self._snapshot.rows(statement, self._organization_id, last):
            last = rows[-1]["id"]
            yield rows

    async def _people(self) -> list[int]:
        """Return everybody whom any row of the organization names."""
        named = [
            f"SELECT x.{column} FROM {part.model._meta.db_table} x WHERE {_of(part)} AND x.{column} IS NOT NULL"  # noqa: S608
            for part in PARTS
            for column, target in {**part.refers, **part.loose}.items()
            if target == PEOPLE
        ]
        named.append("SELECT x.id FROM users x WHERE x.organization_id = $1 AND x.merged_into_id IS NULL")
        named.append(
            """SELECT COALESCE(u.merged_into_id, u.id) FROM imported_rows x JOIN users u ON u.id = x.local_id
                WHERE x.organization_id = $1 AND x.local_table = 'users'"""
        )
        everybody = Statement(f"SELECT id FROM users WHERE id IN ({' UNION '.join(named)}) ORDER BY id")  # noqa: S608
        return [row["id"] for row in await self._snapshot.rows(everybody, self._organization_id)]

    # Writing

    def _written(self, part: Part, numbers: _Numbers, rows: Rows) -> bytes:
        writers = [(name, _writer(item)) for name, item in part.columns.items()]
        return b"".join(self._line(part, numbers, row, writers) for row in rows if self._goes_along(part, row))

    def _goes_along(self, part: Part, row: Mapping[str, Any]) -> bool:
        return part.name != SEEDS or self._withheld.get(row["id"], True)

    def _line(
        self, part: Part, numbers: _Numbers, row: Mapping[str, Any], writers: Sequence[tuple[str, Callable[[Any], Any]]]
    ) -> bytes:
        numbers.ids.append(row["id"])
        values: dict[str, Any] = {
            name: None if (value := row[name]) is None else write(value) for name, write in writers
        }
        for column, target in part.refers.items():
            if values[column] is not None:
                values[column] = self._numbers[target].of(values[column])
        for column, target in part.loose.items():
            if values[column] is not None:
                values[column] = self._loose(part, target, values[column], row)
        if part.name == LIVE_RACES and row["permalink_id"] in self._withheld:
            values |= _WITHOUT_SEED | ({} if self._withheld[row["permalink_id"]] else {"permalink_id": None})
        if part.name == SEEDS and row["id"] in self._withheld:
            values |= {"url": f"(unreleased seed {row['number']}, left out of the archive)", "notes": ""}
        if part.name == LOG:
            values["payload"] = renumbered(values["payload"], self._in_log)
        line = {told: values[name] for name, told in told_columns(part)} | {"number": len(numbers.ids)}
        return (json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()

    def _loose(self, part: Part, target: str, row_id: int, row: Mapping[str, Any]) -> int | None:
        if part.name == KNOWN_ROWS:
            known = self._numbers.get(PART_OF_TABLE.get(row["local_table"], ""))
            return known.of(self._merged.get(row_id, row_id)) if known is not None else None
        return self._numbers[target].also_gone(row_id)

    def _in_log(self, subject: Subject, row_id: int) -> int:
        name = PART_OF_SUBJECT.get(subject, subject.value)
        return self._numbers.setdefault(name, _Numbers()).also_gone(row_id)

    def _result(self, row: Mapping[str, Any]) -> Sequence[Cell]:
        time: timedelta | None = optional_duration(row["finish_time"])
        return (
            self._numbers[RUNS].of(row["id"]),
            row["display_name"],
            self.number_of_person(row["user_id"]),
            row["name"],
            row["number"],
            row["match_title"],
            row["racetime_name"],
            row["status"],
            row["place"],
            None if time is None else precise_time(time),
            None if time is None else time.total_seconds(),
            None if row["score"] is None else f"{row['score']:.3f}",
            row["review_status"],
            "yes" if row["reattempted"] else "no",
            _moment(row["started_at"]) if row["started_at"] is not None else None,
            _moment(row["finished_at"]) if row["finished_at"] is not None else None,
            row["runner_vod_url"],
        )


@cache
def told_columns(part: Part) -> tuple[tuple[str, str], ...]:
    """Return the columns of a part with the names that they have in the archive."""
    return tuple((name, _told(part, name)) for name in part.columns)


def _told(part: Part, column: str) -> str:
    """Return what a column is called in the archive, where a row is named by its number and not by its id."""
    if column in part.refers or column in part.loose:
        return column.removesuffix("_id")
    return "own_number" if column == "number" else column


def _page_of(part: Part) -> Statement:
    meta = part.model._meta
    columns = ", ".join(f"x.{meta.fields_db_projection[name]}" for name in ("id", *part.columns))
    return Statement(
        f"SELECT {columns} FROM {meta.db_table} x WHERE {_of(part)} AND x.id > $2 ORDER BY x.id LIMIT {_PAGE}"  # noqa: S608
    )


def _of(part: Part) -> str:
    """Return which rows of a table are the organization's."""
    if part.name == ORGANIZATION:
        return "x.id = $1"
    if part.name == LOG:
        stays = ", ".join(f"'{name}'" for name in OF_THE_INSTALLATION)
        return f"x.organization_id = $1 AND x.type NOT IN ({stays})"
    return "x.organization_id = $1"


def _writer(item: Field[Any]) -> Callable[[Any], Any]:
    """Return how a column's values, as the drivers give them, stand in the archive."""
    match item:
        case DatetimeField():
            return _moment
        case TimeDeltaField():
            return int
        case BooleanField():
            return bool
        case FloatField():
            return float
        case JSONField():
            return lambda value: json.loads(value) if isinstance(value, str) else value
    return lambda value: value


@lru_cache(4_096)
def _moment(value: Any) -> str:
    """Write a moment; many rows have the same."""
    read = moment(value)
    return (read if read.tzinfo is not None else read.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
