"""A SQLite file without room: what is stored is refused with a sentence, what is read is not."""

from collections.abc import Awaitable, Callable

import pytest
from tortoise.transactions import in_transaction

from application.database import Database
from application.domain.errors import Unavailable
from models.organization import Organization
from tests.support.clock import DEFAULT_START

NO_ROOM = "PRAGMA max_page_count = 1"  # SQLite takes the present size instead
ROOM = "PRAGMA max_page_count = 1000000"


async def _store_much(prefix: str) -> None:
    for number in range(200):
        slug = f"{prefix}-{number}"
        await Organization.create(
            slug=slug, name=slug, description="x" * 4000, created_at=DEFAULT_START, updated_at=DEFAULT_START
        )


async def _store_much_or_nothing(prefix: str) -> None:
    async with in_transaction("default"):
        await _store_much(prefix)


@pytest.mark.expects_errors
@pytest.mark.parametrize("store", [_store_much, _store_much_or_nothing])
async def test_a_full_disk_refuses_what_is_written_until_there_is_room(
    sqlite_database: Database, store: Callable[[str], Awaitable[None]]
) -> None:
    client = Organization._meta.db
    await client.execute_query(NO_ROOM)
    with pytest.raises(Unavailable, match="disk of the database is full"):
        await store("first")
    stored = await Organization.all().count()
    assert stored < (200 if store is _store_much else 1)
    await client.execute_query(ROOM)
    await store("second")
    assert await Organization.all().count() == stored + 200
    assert await sqlite_database.is_reachable()
