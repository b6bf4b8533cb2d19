"""Two years of a large community: 500 tournaments, 200,000 runs and two million events, on PostgreSQL.

One tournament is played, and the database multiplies its rows.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg
import httpx

from application.database import connected
from application.domain.ids import TournamentId
from application.domain.permissions import Role
from application.domain.runs.run import RunStatus
from application.scheduler import jobs_of
from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.community import crowd
from benchmarks.measure import Figure
from benchmarks.rest import races_with
from benchmarks.server import prepared_on_postgres
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from models.organization import OrganizationMemberRole
from tests.support.community import Community
from tests.support.openapi import calls, operations
from views.site import PAGES

_TOURNAMENTS = 500
_MEMBERS, _PLAYERS = 2_000, 100
_POOLS, _RUNS, _EVENTS = 4, 400, 4_000
"""Of each tournament."""
_STEP = 10_000
"""Between the numbers of rows in one tournament and those in the next."""
_APART = "interval '35 hours'"
_STILL_ACTIVE = 10
_VIEWS = 3
_LISTED = 10
_PART = re.compile(r"{(\w+)}")

_OWN_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "async_tournaments": ("id",),
    "async_tournament_pools": ("id", "tournament_id"),
    "async_tournament_permalinks": ("id", "pool_id"),
    "async_tournament_live_races": ("id", "tournament_id", "pool_id", "permalink_id"),
    "async_tournament_live_race_rooms": ("id", "live_race_id"),
    "async_tournament_live_race_entrants": ("id", "live_race_id"),
    "async_tournament_races": ("id", "tournament_id", "pool_id", "permalink_id", "live_race_id"),
    "event_log": ("id", "tournament_id", "live_race_id", "run_id"),
    "event_log_names": ("id", "entry_id"),
    "outbox_messages": ("id", "live_race_id"),
}
"""Which columns of which tables are other ones in each tournament."""
_LONG_OVER = (
    "UPDATE async_tournaments SET is_active = false WHERE id >= {over}",
    "UPDATE async_tournament_races SET status = 'forfeit' WHERE tournament_id >= {over}"
    " AND status IN ('pending', 'in_progress')",
    "UPDATE async_tournament_live_races SET status = 'finished', started_at = coalesce(started_at, scheduled_at),"
    " ended_at = scheduled_at + interval '2 hours', final_at = scheduled_at + interval '4 hours'"
    " WHERE tournament_id >= {over}",
    "UPDATE async_tournament_live_race_rooms SET closed_at = opened_at + interval '3 hours', next_poll_at = NULL,"
    " recorded = true WHERE live_race_id >= {over}",
    "UPDATE outbox_messages SET sent_at = due_at WHERE id >= {over}",
)
"""What has become of the tournaments that aren't played any more."""
_UNIQUE_TEXTS = frozenset({"room_tag", "racetime_slug", "slug", "dedupe_key", "name"})


async def season() -> Figure:
    """Open every page, read everything by API, and do each job; write and return the slowest of each."""
    async with prepared_on_postgres() as (ready, _):
        community = ready.community
        tournament = await _play_one(community)
        async with connected(ready.database_url) as connection:
            await _multiply(connection, tournament)
        known = await _known(community, tournament)
        jobs = {job.__name__: await _best_of(job) for job, _ in jobs_of(community.container.tasks)}
        pages = [_PART.sub(lambda part: str(known[part[1]][0]), path) for path in PAGES]
        session, token = await _credentials(community)
        async with (
            ready.serving() as product,
            httpx.AsyncClient(
                base_url=product.url, timeout=600, headers={"Authorization": f"Bearer {token}"}
            ) as client,
        ):
            cookie = {"cookie": f"{SESSION_COOKIE}={session}"}
            opened = {path: await _best_of(partial(client.get, path, headers=cookie)) for path in pages}
            document = (await client.get("/api/openapi.json")).json()
            reads = [operation for operation in operations(document) if not operation.changes]
            asked = {call.path for read in reads for call in calls(document, read, known)}
            answered = {path: await _best_of(partial(client.get, path)) for path in sorted(asked)}
    kinds = {"pages": opened, "reads by API": answered, "jobs": jobs}
    for kind, times in kinds.items():
        sys.stdout.write(f"the slowest of {len(times)} {kind}\n")
        sys.stdout.writelines(f"{times[name]:>9.0f} ms  {name}\n" for name in _slowest_first(times)[:_LISTED])
    slowest = ", ".join(f"{times[_slowest_first(times)[0]]:.0f}" for times in kinds.values())
    return Figure("two years of 500 tournaments: slowest page, read by API, job", f"{slowest} ms", "500, 500, 500 ms")


async def _play_one(community: Community) -> TournamentId:
    """Play a tournament of four pools, in which each of its players has four runs, some of them in live races."""
    players = (await crowd(community, _MEMBERS))[:_PLAYERS]
    races = await races_with(community, players[: _PLAYERS // 2], is_public=True)
    tournament = (await community.race(races[0])).summary.tournament_id
    for number in range(_POOLS - 1):
        pool = await community.container.tournaments.create_pool(community.admin, tournament, f"Pool {number}")
        await community.add_permalinks(pool.id, ordinary=1)
    now = community.clock.now()
    pools = await AsyncTournamentPermalink.filter(is_live=False).values_list("id", "pool_id")
    runs = [
        AsyncTournamentRace(
            organization_id=community.organization_id,
            tournament_id=tournament,
            pool_id=pools[number % len(pools)][1],
            permalink_id=pools[number % len(pools)][0],
            user_id=players[number % _PLAYERS].id,
            status=RunStatus.FINISHED,
            started_at=now - timedelta(hours=number + 2),
            finished_at=now - timedelta(hours=number + 1),
            finish_time=timedelta(seconds=3_600 + number),
            score=100 - number / 10,
            created_at=now - timedelta(hours=number + 2),
            updated_at=now,
        )
        for number in range(_RUNS - await AsyncTournamentRace.all().count())
    ]
    await AsyncTournamentRace.bulk_create(runs, batch_size=500)
    return tournament


async def _multiply(connection: asyncpg.Connection, tournament: TournamentId) -> None:
    told = await connection.fetchval("SELECT count(*) FROM event_log")
    await connection.execute(
        "INSERT INTO event_log (organization_id, type, tournament_id, live_race_id, run_id, actor_id, actor_name,"
        " payload, search_text, occurred_at) SELECT organization_id, type, $1, live_race_id, run_id, actor_id,"
        " actor_name, payload, search_text, occurred_at - n * interval '1 minute'"
        " FROM event_log, generate_series(1, $2) AS n LIMIT $3",
        tournament,
        _EVENTS // told + 1,
        _EVENTS - told,
    )
    await connection.execute("SET session_replication_role = replica")  # the order of the tables is no matter then
    for table, numbers in _OWN_NUMBERS.items():
        columns = await connection.fetch(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = $1",
            table,
        )
        names = ", ".join(f'"{name}"' for name, _ in columns)
        moved = ", ".join(_moved(name, kind, numbers) for name, kind in columns)
        await connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {moved} FROM {table}, generate_series(1, {_TOURNAMENTS - 1}) AS n"  # noqa: S608
        )
    for statement in _LONG_OVER:
        await connection.execute(statement.format(over=_STILL_ACTIVE * _STEP))
    await connection.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself, and the benchmark's doesn't


def _moved(name: str, kind: str, numbers: tuple[str, ...]) -> str:
    """Say what a column is in the n-th tournament, the further back the larger n is."""
    if name in numbers:
        return f'"{name}" + n * {_STEP}'
    if kind.startswith("timestamp"):
        return f'"{name}" - n * {_APART}'
    if name == "seed_key":
        return 'md5("seed_key" || n)'
    return f"left(\"{name}\", 90) || ' ' || n" if name in _UNIQUE_TEXTS else f'"{name}"'


async def _known(community: Community, tournament: TournamentId) -> dict[str, list[Any]]:
    """Return what addresses of pages and of the API take; all else is the number 1."""
    run = await AsyncTournamentRace.filter(tournament_id=tournament, live_race_id__isnull=False).first()
    assert run is not None
    named: dict[str, list[Any]] = {
        "organization_id": [community.organization_id],
        "slug": ["hyrule"],
        "tournament_id": [tournament],
        "pool_id": [run.pool_id],
        "permalink_id": [run.permalink_id],
        "live_race_id": [run.live_race_id],
        "user_id": [run.user_id],
        "run_id": [run.id],
        "token": ["none"],
        "key": ["none"],
        "code": ["not-eligible"],
        "section": ["Runs", "What others did that concerned you"],
        "category": ["alttpr"],
        "generator": ["web"],
        "racetime_category": ["alttpr"],
    }
    return defaultdict(lambda: [1], named)


async def _credentials(community: Community) -> tuple[str, str]:
    """Return a session and a token of an admin who plays along."""
    run = await AsyncTournamentRace.filter(live_race_id__isnull=False).select_related("user").first()
    assert run is not None
    now = community.clock.now()
    await OrganizationMemberRole.create(
        organization_id=community.organization_id, user_id=run.user.id, role=Role.ADMIN, granted_at=now
    )
    identity = community.container.identity
    token = await identity.create_token(run.user.id, "benchmark")
    return await identity.open_session(run.user.id), token.token


async def _best_of(action: Callable[[], Awaitable[object]]) -> float:
    """Return how many milliseconds it took the best time, to which other work of the machine adds least."""
    took = []
    for _ in range(_VIEWS):
        began = time.perf_counter()
        answer = await action()
        took.append((time.perf_counter() - began) * 1000)
        assert not isinstance(answer, httpx.Response) or answer.status_code < 500, f"{answer.url}: {answer.text}"
    return min(took)


def _slowest_first(times: Mapping[str, float]) -> list[str]:
    return sorted(times, key=times.__getitem__, reverse=True)
