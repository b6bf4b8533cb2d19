"""What the product does beside a program that asks the same of the same database in SQL written by hand.

That program has no layers, no rights and no events but those that are asked for: it reads with as few statements as it
can, keeps what it read as plain tuples, and writes rows in bulk in one transaction.
"""

import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import fsum
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from application.database import Database, dialect_of, migrate
from application.database_address import postgres_address, sqlite_address
from application.domain.discord import account_created_at
from application.domain.ids import RoomId
from application.domain.live_races.room import RoomSnapshot
from benchmarks.community import crowd, crowded_leaderboard, race_of, touch_a_run
from benchmarks.measure import Figure, times_of
from models.user import User
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import prepare_models_once, private_postgres

_REPEATS = 40
_RACES = 4
_RUN_STATUS = {"in_progress": "in_progress", "done": "finished", "dnf": "forfeit", "dq": "disqualified"}
Rows = Sequence[Sequence[Any]]
_Record = Callable[[RoomId, RoomSnapshot], Awaitable[object]]


class Bare(Protocol):
    """A connection of an engine's own driver, for statements with $1, $2 … in them."""

    async def read(self, sql: str, *values: object) -> Rows: ...

    async def write(self, sql: str, rows: Rows) -> None: ...

    def transaction(self) -> Any: ...

    def moment(self, value: datetime | None) -> object: ...


class _BareSqlite:
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    async def read(self, sql: str, *values: object) -> Rows:
        return self._file.execute(sql.replace("$", "?"), values).fetchall()

    async def write(self, sql: str, rows: Rows) -> None:
        self._file.executemany(sql.replace("$", "?"), rows)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        self._file.execute("BEGIN IMMEDIATE")
        yield
        self._file.execute("COMMIT")

    def moment(self, value: datetime | None) -> object:
        return None if value is None else str(value)


class _BarePostgres:
    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def read(self, sql: str, *values: object) -> Rows:
        return await self._connection.fetch(sql, *values)  # type: ignore[no-any-return]  # asyncpg has no types

    async def write(self, sql: str, rows: Rows) -> None:
        await self._connection.executemany(sql, rows)

    def transaction(self) -> Any:
        return self._connection.transaction()

    def moment(self, value: datetime | None) -> object:
        return value


@asynccontextmanager
async def _bare(url: str) -> AsyncIterator[Bare]:
    if dialect_of(url) == "sqlite":
        address = sqlite_address(url)
        file = sqlite3.connect(address.path, isolation_level=None)
        file.execute(f"PRAGMA synchronous = {address.synchronous}")
        yield _BareSqlite(file)
        file.close()
    else:
        server = postgres_address(url)
        connection = await asyncpg.connect(host=server.host, user=server.user, database=server.database)
        yield _BarePostgres(connection)
        await connection.close()


# Eligibility

_QUESTION = """
    SELECT r.pool_id, r.permalink_id, r.scheduled_at, t.is_active, t.runs_per_pool, t.id,
           COALESCE(t.min_account_age_days, o.min_account_age_days, 0)
      FROM async_tournament_live_races r
      JOIN async_tournaments t ON t.id = r.tournament_id
      JOIN organizations o ON o.id = r.organization_id
     WHERE r.id = $1 AND r.organization_id = $2
"""
_MEMBERS = """
    SELECT u.id, u.display_name, u.discord_id, COALESCE(u.racetime_name, m.claimed_racetime_name),
           COALESCE(u.racetime_id, CASE WHEN o.id IS NULL THEN m.claimed_racetime_id END)
      FROM organization_members m
      JOIN users u ON u.id = m.user_id
      LEFT JOIN users o ON o.racetime_id = m.claimed_racetime_id
     WHERE m.organization_id = $1
"""
_RUNS = """
    SELECT r.user_id, SUM(CASE WHEN r.pool_id = $3 AND NOT r.reattempted THEN 1 ELSE 0 END),
           MAX(CASE WHEN r.status IN ('pending', 'in_progress') THEN p.name END)
      FROM async_tournament_races r
      JOIN async_tournament_pools p ON p.id = r.pool_id
     WHERE r.organization_id = $1 AND r.tournament_id = $2 AND (r.live_race_id IS NULL OR r.live_race_id <> $4)
     GROUP BY r.user_id
"""
_ON_SEED = """
    SELECT r.user_id
      FROM async_tournament_permalinks p
      JOIN async_tournament_permalinks q ON q.organization_id = p.organization_id AND q.seed_key = p.seed_key
      JOIN async_tournament_races r ON r.permalink_id = q.id
     WHERE p.id = $1 AND (r.live_race_id IS NULL OR r.live_race_id <> $2)
"""
_WHITELIST = "SELECT user_id FROM async_tournament_whitelist WHERE tournament_id = $1"
_FORMERLY = """
    SELECT r.user_id, r.drawn_as
      FROM async_tournament_races r
      JOIN users u ON u.id = r.user_id AND u.racetime_id IS NULL
     WHERE r.drawn_as IS NOT NULL AND r.organization_id = $1
     UNION
    SELECT e.user_id, e.racetime_id
      FROM async_tournament_live_race_entrants e
      JOIN async_tournament_races r ON r.live_race_id = e.live_race_id AND r.user_id = e.user_id
      JOIN users u ON u.id = e.user_id AND u.racetime_id IS NULL
     WHERE e.racetime_id IS NOT NULL AND e.organization_id = $2
"""


async def _eligible(bare: Bare, organization_id: int, race_id: int) -> list[tuple[Any, ...]]:
    """Return what is known of every member, and whether that is enough to race."""
    ((pool, seed, at, active, per_pool, tournament, age),) = await bare.read(_QUESTION, race_id, organization_id)
    members = await bare.read(_MEMBERS, organization_id)
    runs = {row[0]: row for row in await bare.read(_RUNS, organization_id, tournament, pool, race_id)}
    on_seed = {row[0] for row in await bare.read(_ON_SEED, seed, race_id)} if seed is not None else set()
    whitelist = {row[0] for row in await bare.read(_WHITELIST, tournament)}
    formerly = {row[1]: row[0] for row in await bare.read(_FORMERLY, organization_id, organization_id)}
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    youngest, found = at - timedelta(days=age), []
    for user, name, discord_id, racetime_name, account in members:
        ids = {user, formerly.get(account, user)}
        mine = [runs[one] for one in ids if one in runs]
        used = sum(row[1] for row in mine)
        busy = next((row[2] for row in mine if row[2]), None)
        raced = not ids.isdisjoint(on_seed)
        born = account_created_at(discord_id) if discord_id else None
        old = age == 0 or user in whitelist or (born is not None and born <= youngest)
        may = bool(active and account and used < per_pool and not busy and old and not raced)
        found.append((user, name, racetime_name, used, busy, born, raced, may))
    return found


# Leaderboard

_RANKABLE = """
    SELECT r.user_id, u.display_name, r.pool_id, r.id, r.status, r.score
      FROM async_tournament_races r
      JOIN users u ON u.id = r.user_id
     WHERE r.organization_id = $1 AND r.tournament_id = $2 AND NOT r.reattempted
       AND r.status IN ('finished', 'forfeit', 'disqualified')
"""
_POOLS = """
    SELECT p.id, p.name, t.runs_per_pool
      FROM async_tournament_pools p
      JOIN async_tournaments t ON t.id = p.tournament_id
     WHERE t.organization_id = $1 AND t.id = $2
     ORDER BY p.position
"""


async def _ranked(bare: Bare, organization_id: int, tournament_id: int) -> list[tuple[Any, ...]]:
    pools = await bare.read(_POOLS, organization_id, tournament_id)
    per_pool = pools[0][2]
    players: dict[tuple[int, str], dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for user, name, pool, run, status, score in await bare.read(_RANKABLE, organization_id, tournament_id):
        players[user, name][pool].append((score or 0.0, run, status))
    lines = []
    for (user, name), by_pool in players.items():
        slots = [sorted(by_pool[pool], reverse=True)[:per_pool] for pool, _, _ in pools]
        filled = [slot for best in slots for slot in best]
        times = [score for score, _, status in filled if status == "finished"]
        mean = round(fsum(score for score, _, _ in filled) / (len(pools) * per_pool), 9)
        lines.append((-mean, -fsum(times) / len(times) if times else 0.0, name.casefold(), user, name, slots))
    lines.sort(key=itemgetter(slice(0, 4)))
    ranked: list[tuple[Any, ...]] = []
    rank = 0
    for place, line in enumerate(lines, start=1):
        if place == 1 or line[0] != ranked[-1][1]:
            rank = place
        ranked.append((rank, *line))
    return ranked


# Recording

_ROOM = """
    SELECT r.id, r.permalink_id, r.tournament_id, t.par_count, t.score_floor, t.score_cap, r.status
      FROM async_tournament_live_race_rooms o
      JOIN async_tournament_live_races r ON r.id = o.live_race_id
      JOIN async_tournaments t ON t.id = r.tournament_id
     WHERE o.id = $1 AND o.organization_id = $2
"""
_ROSTER = """
    SELECT e.entrant_key, e.id, e.status, e.place, e.finish_time, r.id, r.status
      FROM async_tournament_live_race_entrants e
      LEFT JOIN async_tournament_races r ON r.live_race_id = e.live_race_id AND r.user_id = e.user_id
     WHERE e.live_race_id = $1
"""
_WRITE_ENTRANT = """
    UPDATE async_tournament_live_race_entrants
       SET status = $1, place = $2, finish_time = $3, finished_at = $4, updated_at = $5 WHERE id = $6
"""
_WRITE_RUN = """
    UPDATE async_tournament_races
       SET status = $1, started_at = $2, finished_at = $3, finish_time = $4, place = $5, score = $6, updated_at = $7,
           version = version + 1
     WHERE id = $8
"""
_WRITE_RACE = "UPDATE async_tournament_live_races SET status = $1, started_at = $2, ended_at = $3 WHERE id = $4"
_WRITE_ROOM = """
    UPDATE async_tournament_live_race_rooms SET status = $1, last_version = $2, last_snapshot_at = $3 WHERE id = $4
"""
_WRITE_PAR = "UPDATE async_tournament_permalinks SET par_seconds = $1 WHERE id = $2"
_WRITE_EVENT = """
    INSERT INTO event_log
    (organization_id, type, tournament_id, live_race_id, actor_name, payload, search_text, occurred_at)
    VALUES ($1, 'recorded', $2, $3, 'bare', '{}', 'recorded bare', $4)
"""


async def _record(bare: Bare, organization_id: int, room_id: int, snapshot: RoomSnapshot) -> None:
    """Bring roster, runs, scores, race and log in line with what the room says, in one transaction."""
    now = bare.moment(datetime.now(UTC))
    started, ended = bare.moment(snapshot.started_at), bare.moment(snapshot.ended_at)
    async with bare.transaction():
        ((race, seed, tournament, count, floor, cap, _),) = await bare.read(_ROOM, room_id, organization_id)
        stored = {row[0]: row for row in await bare.read(_ROSTER, race)}
        times = sorted(entrant.finish_time.total_seconds() for entrant in snapshot.entrants if entrant.finish_time)
        par = fsum(times[:count]) / len(times[:count]) if times else None
        entrants: list[tuple[Any, ...]] = []
        runs: list[tuple[Any, ...]] = []
        for entrant in snapshot.entrants:
            _, row, status, place, finish_time, run, run_status = stored[entrant.key]
            took = None if entrant.finish_time is None else entrant.finish_time // timedelta(microseconds=1)
            at = bare.moment(entrant.finished_at)
            if (status, place, finish_time) != (entrant.status.value, entrant.place, took):
                entrants.append((entrant.status.value, entrant.place, took, at, now, row))
            wanted = _RUN_STATUS[entrant.status.value]
            if run is not None and run_status != wanted:
                score = floor if par is not None and wanted in ("forfeit", "disqualified") else None
                if par is not None and entrant.finish_time is not None:
                    score = min(max((2 - entrant.finish_time.total_seconds() / par) * 100, floor), cap)
                runs.append((wanted, started, at, took, entrant.place, score, now, run))
        await bare.write(_WRITE_ENTRANT, entrants)
        await bare.write(_WRITE_RUN, runs)
        await bare.write(_WRITE_RACE, [(snapshot.status.value, started, ended, race)])
        await bare.write(_WRITE_ROOM, [(snapshot.status.value, snapshot.version, now, room_id)])
        await bare.write(_WRITE_PAR, [(par, seed)])
        await bare.write(_WRITE_EVENT, [(organization_id, tournament, race, now)])


# What is measured


@dataclass(frozen=True, slots=True)
class _Filled:
    """A community on one engine, and a connection to the same database that knows nothing of the product."""

    community: Community
    bare: Bare

    async def eligibility(self, members: int) -> float:
        community, organization = self.community, self.community.organization_id
        await crowd(community, members)
        tournament = await community.add_tournament()
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
        ours = await community.container.live_races.get_eligible_participants(community.admin, race)
        theirs = await _eligible(self.bare, organization, race)
        assert {player.user_id for player in ours if player.eligible} == {row[0] for row in theirs if row[-1]}
        return await _ratio(
            lambda: community.container.live_races.get_eligible_participants(community.admin, race),
            lambda: _eligible(self.bare, organization, race),
        )

    async def leaderboard(self, players: int, pools: int) -> float:
        community, organization = self.community, self.community.organization_id
        tournament = await crowded_leaderboard(community, players=players, pools=pools)
        ours = await community.container.leaderboards.get_leaderboard(community.admin, tournament)
        theirs = await _ranked(self.bare, organization, tournament)
        assert [(line.rank, line.user_id) for line in ours.standings] == [(row[0], row[4]) for row in theirs]
        return await _ratio(
            lambda: community.container.leaderboards.get_leaderboard(community.admin, tournament),
            lambda: _ranked(self.bare, organization, tournament),
            before=lambda: touch_a_run(tournament),
        )

    async def recording(self, entrants: int) -> float:
        users = await crowd(self.community, entrants)
        ratios = []
        for _ in range(_RACES):
            ours = await self._time_of_recording(users, self.community.container.room_service.apply_room_snapshot)
            ratios.append(ours / await self._time_of_recording(users, self._by_hand))
        return statistics.median(ratios)

    async def _time_of_recording(self, users: Sequence[User], record: _Record) -> float:
        """Return how long the start of a race takes and its end, with every finish in one piece of data."""
        race_id, room = await race_of(self.community, users)
        details = await self.community.race(race_id)
        assert details.room is not None
        room.start()
        took = 0.0
        for _ in range(2):
            snapshot = room.snapshot()
            began = time.perf_counter()
            await record(RoomId(details.room.id), snapshot)
            took += time.perf_counter() - began
            room.finish_all(timedelta(hours=1), timedelta(seconds=1))
        recorded = await self.community.race(race_id)
        assert sum(line.score is not None for line in recorded.board) == len(users)
        return took

    async def _by_hand(self, room_id: RoomId, snapshot: RoomSnapshot) -> None:
        await _record(self.bare, self.community.organization_id, room_id, snapshot)


async def beside_sql(what: str, measure: Callable[[_Filled], Awaitable[float]], goal: str) -> Figure:
    """Return how many times as long the product takes, on SQLite and on PostgreSQL."""
    prepare_models_once()
    ratios = []
    with tempfile.TemporaryDirectory() as folder, private_postgres() as server:
        for url in (f"sqlite://{Path(folder) / 'bench.db'}", server.create_empty()):
            await migrate(url)
            database = await Database.open(url)
            try:
                async with _bare(url) as bare:
                    ratios.append(await measure(_Filled(await found_community(ManualClock()), bare)))
            finally:
                await database.close()
    return Figure(f"{what} beside bare SQL (SQLite, PostgreSQL)", ", ".join(f"{ratio:.1f}x" for ratio in ratios), goal)


async def _nothing() -> None:
    pass


async def _ratio(
    ours: Callable[[], Awaitable[object]],
    theirs: Callable[[], Awaitable[object]],
    before: Callable[[], Awaitable[None]] = _nothing,
) -> float:
    """Compare both one right after the other, so that other work of the machine slows both, and return the median."""
    ratios = []
    for _ in range(_REPEATS):
        await before()
        (our_time,), (their_time,) = await times_of(ours, 1), await times_of(theirs, 1)
        ratios.append(our_time / their_time)
    return statistics.median(ratios)
