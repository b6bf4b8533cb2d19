"""Statements written once see what the ORM sees: what is committed, and within a transaction what it wrote."""

import pytest
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from application.database import Database
from application.repositories.statements import Statement
from models import Organization
from tests.support.clock import DEFAULT_START
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
