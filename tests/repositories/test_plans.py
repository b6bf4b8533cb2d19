"""What is read most often goes by indexes that name what is wanted, in a database that has seen many nights."""

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from tortoise.connection import get_connection

from application.database import Database
from application.database_address import sqlite_address
from application.domain.discord import discord_id_made_at
from application.domain.ids import LIVE_RACE, LiveRaceId, PoolId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import EntrantStatus, RoomStatus
from application.domain.messages.channels import Destination
from application.domain.messages.notifications import NotificationKind
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ReviewStatus, RunStatus
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPermalink, AsyncTournamentRace
from models.event_log import EventLogEntry, OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom
from models.notification import Notification
from models.organization import OrganizationMember
from models.user import User
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries

_MEMBERS = 150
_RACES = 200
_PER_RACE = 12
_OTHERS = 2500
_GROWING = frozenset(
    {
        "async_tournament_live_race_entrants",
        "async_tournament_races",
        "event_log",
        "event_log_names",
        "notifications",
        "outbox_messages",
    }
)
_SMALL = "idx_outbox_messages_unsaid"
"""Has what still waits, however much was said."""
_TOO_MUCH = re.compile(r"^[^(]*$|\(organization_id ?= ?(?:\?|\d+)\)$")
"""A whole table, or all of an organization."""


class Filled:
    """A community after hundreds of races, with one that is locked."""

    tournament: TournamentId
    pool: PoolId
    race: LiveRaceId

    def __init__(self, community: Community) -> None:
        self.community = community

    async def fill(self) -> None:
        community = self.community
        self.tournament = await community.add_tournament()
        self.pool = await community.add_pool(self.tournament, live=3, ordinary=1)
        self.race = (await community.schedule(self.tournament, self.pool)).summary.id
        room = await community.open_room(self.race)
        for _ in range(5):
            room.join(await community.racetime_id_of(await community.add_player()))
        await community.hear(self.race, room)
        await community.advance_to((await community.race(self.race)).summary.locks_at)
        await self._add_the_past()

    async def _add_the_past(self) -> None:
        now = self.community.clock.now()
        at: dict[str, Any] = {"organization_id": self.community.organization_id, "created_at": now, "updated_at": now}
        here: dict[str, Any] = {**at, "tournament_id": self.tournament, "pool_id": self.pool}
        members = await self.add_members()
        seed = (await AsyncTournamentPermalink.filter(pool_id=self.pool, is_live=False))[0].id
        await AsyncTournamentLiveRace.bulk_create(
            AsyncTournamentLiveRace(
                **here,
                status=LiveRaceStatus.FINISHED,
                racetime_slug=f"alttpr/past-{number}",
                scheduled_at=now - timedelta(days=number),
                opens_at=now - timedelta(days=number),
                locks_at=now - timedelta(days=number),
                released_at=now,
                locked_at=now,
                final_at=now,
            )
            for number in range(1, _RACES)
        )
        races = await AsyncTournamentLiveRace.filter(status=LiveRaceStatus.FINISHED).order_by("id")
        await AsyncTournamentLiveRaceRoom.bulk_create(
            AsyncTournamentLiveRaceRoom(
                organization_id=at["organization_id"],
                live_race_id=race.id,
                number=1,
                slug=race.racetime_slug or "",
                status=RoomStatus.FINISHED,
                opened_at=now,
                closed_at=now,
            )
            for race in races
        )
        places = [(race.id, member) for race in races for member in members[:_PER_RACE]]
        await AsyncTournamentLiveRaceEntrant.bulk_create(
            AsyncTournamentLiveRaceEntrant(
                organization_id=at["organization_id"],
                live_race_id=race,
                entrant_key=f"past{member}",
                racetime_name="Past",
                user_id=member,
                status=EntrantStatus.DONE,
                judged_at=now,
                first_seen_at=now,
                updated_at=now,
            )
            for race, member in places
        )
        done: dict[str, Any] = {
            "status": RunStatus.FINISHED,
            "finish_time": timedelta(hours=1),
            "score": 90.0,
            "review_status": ReviewStatus.ACCEPTED,
        }
        await AsyncTournamentRace.bulk_create(
            AsyncTournamentRace(**here, **done, permalink_id=seed, live_race_id=race, user_id=member)
            for race, member in places
        )
        await EventLogEntry.bulk_create(
            EventLogEntry(
                organization_id=at["organization_id"],
                type="AsyncLiveRaceLockedEvent",
                live_race_id=races[number % len(races)].id,
                tournament_id=self.tournament,
                actor_name="Zelda",
                payload={"user_id": members[number % len(members)]},
                occurred_at=now,
            )
            for number in range(_OTHERS)
        )
        await Notification.bulk_create(
            Notification(
                organization_id=at["organization_id"],
                user_id=members[number % len(members)],
                kind=NotificationKind.RUN_ACCEPTED,
                parts={},
                channels=["site"],
                dedupe_key=f"told-{number}",
                created_at=now,
            )
            for number in range(_OTHERS)
        )
        await OutboxMessage.bulk_create(
            OutboxMessage(
                organization_id=at["organization_id"],
                destination=(Destination.RACETIME, Destination.DISCORD)[number % 2],
                partition_key=f"past-{number % 50}",
                live_race_id=races[number % len(races)].id,
                kind="note",
                payload={},
                dedupe_key=f"past-{number}",
                nonce=f"{number}",
                due_at=now,
                sent_at=now,
                created_at=now,
            )
            for number in range(_OTHERS)
        )

    async def add_members(self) -> list[int]:
        now = self.community.clock.now()
        await User.bulk_create(
            User(
                display_name=f"Past {number:03}",
                discord_id=discord_id_made_at(now - timedelta(days=400), number + 50_000),
                racetime_id=f"past{number}",
                created_at=now,
                updated_at=now,
            )
            for number in range(_MEMBERS)
        )
        ids = await User.filter(racetime_id__startswith="past").order_by("id").values_list("id", flat=True)
        await OrganizationMember.bulk_create(
            OrganizationMember(organization_id=self.community.organization_id, user_id=member, joined_at=now)
            for member in ids
        )
        return [int(str(member)) for member in ids]


@contextmanager
def recorded_reads() -> Iterator[list[tuple[str, list[object]]]]:
    """Collect each SELECT with its values until the end of the block."""
    reads: list[tuple[str, list[object]]] = []
    with counted_queries() as queries:
        yield reads
    reads += [asked for asked in zip(queries.statements, queries.values, strict=True) if "SELECT" in asked[0][:20]]


async def plan_of(sql: str, values: list[object]) -> list[str]:
    """Return which index each table of a statement is read by, and under which conditions."""
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        _, rows = await connection.execute_query(f"EXPLAIN QUERY PLAN {sql}", values)
        return [row["detail"] for row in rows]
    _, rows = await connection.execute_query(f"EXPLAIN (FORMAT JSON) {sql}", values)
    return list(_nodes(json.loads(rows[0]["QUERY PLAN"])[0]["Plan"]))


def _nodes(plan: Mapping[str, Any], table: str = "") -> Iterator[str]:
    table = plan.get("Relation Name", table)
    if plan["Node Type"] != "Bitmap Heap Scan" and ("Relation Name" in plan or "Index Name" in plan):
        yield f"{plan['Node Type']} {table} {plan.get('Index Name', '')} {plan.get('Index Cond', '')}".strip()
    for child in plan.get("Plans", []):
        yield from _nodes(child, table)


def reads_too_much(step: str, sql: str) -> bool:
    """Tell whether a step goes through a whole table that grows, or through all that an organization has of it."""
    found = re.match(r"(?:SCAN|SEARCH|Seq Scan|Index (?:Only )?Scan|Bitmap Index Scan) (\w+)", step)
    if found is None or "1=0" in sql:  # the ORM's way of asking for none
        return False
    if _SMALL in step:
        return False
    renamed = re.search(rf"(?:FROM|JOIN) (\w+) {found[1]}\b", sql)
    return (renamed or found)[1] in _GROWING and _TOO_MUCH.search(step) is not None


@pytest.fixture
async def filled(database: Database, clock: ManualClock) -> Filled:
    there = Filled(await found_community(clock))
    await there.fill()
    await get_connection("default").execute_script("ANALYZE")  # the server tells itself what changed a second later
    return there


@on_postgres_and_slowly_on_sqlite
async def test_the_hottest_reads_go_straight_to_what_they_want(filled: Filled) -> None:
    community, admin = filled.community, filled.community.admin
    container = community.container
    player = await community.enter(await community.add_player())
    assert player.actor.user_id is not None
    viewer = player.actor.user_id
    queue = ReviewFilter(status=ReviewStatus.PENDING)
    hottest: dict[str, Callable[[], Awaitable[object]]] = {
        "a request enters": lambda: container.access.enter_at(admin.actor, LIVE_RACE, filled.race),
        "a live race": lambda: container.live_races.get_live_race(player, filled.race),
        "a live race for staff": lambda: container.live_races.get_live_race(admin, filled.race),
        "a live race without its board": lambda: container.live_races.get_live_race_summary(admin, filled.race),
        "the schedule": lambda: container.live_races.list_scheduled_races(player),
        "a player's active runs": lambda: container.runs.list_active_runs(player),
        "the review queue": lambda: container.reviews.list_queue(admin, queue),
        "unread notifications": lambda: container.notifications.count_own(viewer),
        "what is due": community.tick,
        "alerts": container.tasks.refresh_alerts,
        "what is stored about a player": lambda: container.accounts.get_overview(player.actor),
        "how much is stored about a player": lambda: container.accounts.get_summary(player.actor),
        "what waits for Discord": lambda: container.messages.due(Destination.DISCORD),
        "what did not reach Discord": lambda: container.messages.list_troubles(admin),
    }
    slow = []
    for name, read in hottest.items():
        with recorded_reads() as reads:
            await read()
        assert reads, name
        for sql, values in reads:
            slow += [f"{name}: {step}\n  {sql}" for step in await plan_of(sql, values) if reads_too_much(step, sql)]
    assert not slow, "\n".join(slow)


async def test_statistics_wait_while_another_process_writes(sqlite_database_url: str, clock: ManualClock) -> None:
    database = await Database.open(sqlite_database_url)
    try:
        await Filled(await found_community(clock)).add_members()
        with closing(sqlite3.connect(sqlite_address(sqlite_database_url).path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await database.gather_statistics()
            assert await _analyzed() == set()
            other.execute("ROLLBACK")
            await database.gather_statistics()
            assert "users" in await _analyzed()
    finally:
        await database.close()


async def _analyzed() -> set[str]:
    connection = get_connection("default")
    _, there = await connection.execute_query("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    _, rows = await connection.execute_query("SELECT tbl FROM sqlite_stat1") if there else (0, [])
    return {row["tbl"] for row in rows}
