"""Statements written once see what the ORM sees: what is committed, and within a transaction what it wrote."""

from datetime import timedelta

import pytest
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from application.database import Database
from application.repositories import Repositories
from application.repositories.statements import Statement
from models.async_tournament import AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant
from models.organization import Organization
from tests.support.clock import DEFAULT_START, ManualClock
from tests.support.community import found_community
from tests.support.databases import on_both_engines

pytestmark = on_both_engines

_NAMES = Statement("SELECT name FROM organizations WHERE slug = $1 AND is_active = $2")


async def found(name: str) -> Organization:
    return await Organization.create(slug="hyrule", name=name, created_at=DEFAULT_START, updated_at=DEFAULT_START)


async def names() -> list[str]:
    return [row["name"] for row in await _NAMES.rows(Organization, "hyrule", True)]


async def test_a_statement_sees_each_change_as_soon_as_it_is_committed(database: Database) -> None:
    assert await names() == []
    organization = await found("Hyrule")
    assert await names() == ["Hyrule"]
    organization.name = "New Hyrule"
    await organization.save()
    assert await names() == ["New Hyrule"]


async def test_within_a_transaction_it_sees_what_was_written_and_afterwards_what_remained(database: Database) -> None:
    async def found_and_given_up() -> None:
        async with in_transaction():
            await found("Hyrule")
            assert await names() == ["Hyrule"]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await found_and_given_up()
    assert await names() == []
    async with in_transaction():
        await found("Termina")
    assert await names() == ["Termina"]


async def test_the_first_thing_that_is_asked_may_be_a_statement(database_url: str) -> None:
    for _ in range(2):
        database = await Database.open(database_url)
        assert await names() == []
        await database.close()


async def test_a_wrong_statement_fails_as_it_would_elsewhere(database: Database) -> None:
    with pytest.raises(OperationalError):
        await Statement("SELECT nothing FROM nowhere WHERE id = $1").rows(Organization, 1)


async def test_a_statement_writes_nothing(sqlite_database: Database) -> None:
    await found("Hyrule")
    with pytest.raises(OperationalError):
        await Statement("DELETE FROM organizations WHERE slug = $1").rows(Organization, "hyrule")
    assert await names() == ["Hyrule"]


async def test_a_list_is_one_value_of_a_statement(database: Database) -> None:
    await found("Hyrule")
    for sql in (
        "SELECT name FROM organizations WHERE slug = ANY($1)",
        "SELECT o.name FROM unnest($1::text[]) AS a(value) CROSS JOIN organizations o WHERE o.slug = a.value",
    ):
        asked = [await Statement(sql).rows(Organization, slugs) for slugs in (["termina", "hyrule"], ["termina"], [])]
        assert [[row["name"] for row in rows] for rows in asked] == [["Hyrule"], [], []]


async def test_rows_that_are_read_by_the_thousand_are_what_the_orm_makes_of_them(database: Database) -> None:
    community = await found_community(ManualClock())
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    racers = [await community.racetime_id_of(await community.add_player()) for _ in range(3)]
    room.join(*racers, "stranger")
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(racers[0], timedelta(hours=1, microseconds=1))
    room.forfeit(racers[1])
    await community.hear(race.id, room)
    reading = Repositories(community.admin, community.clock)
    for model, rows in (
        (AsyncTournamentLiveRaceEntrant, await reading.entrants.list_for_race(race.id)),
        (AsyncTournamentRace, await reading.runs.list_for_live_race(race.id)),
    ):
        assert [vars(row) for row in rows] == [vars(row) for row in await model.all().order_by("id")]
        assert len(rows) >= len(racers)
