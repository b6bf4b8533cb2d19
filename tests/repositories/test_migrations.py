"""The migrations of each engine lead exactly to the tables that the models describe."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError

from application.database import MIGRATIONS, Database, migrate, orm_config, pending_migrations
from application.domain.run import RunStatus
from migrations.__main__ import write_migration
from migrations.rebuilding import rebuilt
from models import (
    AsyncTournament,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    Organization,
    User,
)
from tests.support.databases import PrivatePostgres, on_both_engines, sqlite_url
from tests.support.schemas import Index, Table, schema_of

pytestmark = on_both_engines

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
ONE_ACTIVE_RUN = "uidx_async_tournament_races_one_active_run"

RunMaker = Callable[[RunStatus], AsyncTournamentRace]
EmptyDatabases = Callable[[], str]
"""Makes a database without tables and returns its address."""


@pytest.fixture(params=["sqlite", "postgres"])
def empty_databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmptyDatabases]:
    if request.param == "sqlite":
        numbers = count()
        yield lambda: sqlite_url(tmp_path / f"empty-{next(numbers)}.db")
        return
    server: PrivatePostgres = request.getfixturevalue("postgres")
    made: list[str] = []

    def create() -> str:
        made.append(server.create_empty())
        return made[-1]

    yield create
    for address in made:
        server.drop(address)


@pytest.fixture
async def run_of_a_player(database: Database) -> RunMaker:
    """Returns a maker of unsaved runs of one player in one tournament, each on a permalink of its own."""
    organization = await Organization.create(slug="hyrule", name="Hyrule", created_at=NOW, updated_at=NOW)
    tournament = await AsyncTournament.create(
        organization=organization, name="Spring Qualifier", created_at=NOW, updated_at=NOW
    )
    pool = await AsyncTournamentPool.create(
        organization=organization, tournament=tournament, name="Pool A", created_at=NOW
    )
    player = await User.create(display_name="Link", created_at=NOW, updated_at=NOW)
    permalinks = [
        await AsyncTournamentPermalink.create(
            organization=organization, pool=pool, url=f"https://seeds.test/{number}", created_at=NOW
        )
        for number in range(2)
    ]
    unused = iter(permalinks)

    def make(status: RunStatus) -> AsyncTournamentRace:
        return AsyncTournamentRace(
            organization=organization,
            tournament=tournament,
            pool=pool,
            permalink=next(unused),
            user=player,
            status=status,
            created_at=NOW,
            updated_at=NOW,
        )

    return make


async def generate_schemas(url: str) -> None:
    async with TortoiseContext() as context:
        await context.init(config=orm_config(url))
        await context.generate_schemas(safe=False)


def without_defaults_for_old_rows(table: Table, described: Table | None) -> Table:
    """Leave out the defaults that a migration had to name when it added a required column to existing rows."""
    bare = {column: replace(column, default=None) for column in table.columns if not column.is_nullable}
    known = described.columns if described else frozenset()
    return replace(
        table,
        columns=frozenset(bare[column] if bare.get(column) in known else column for column in table.columns),
    )


async def test_the_migrations_lead_to_the_tables_that_the_models_describe(empty_databases: EmptyDatabases) -> None:
    migrated, generated = empty_databases(), empty_databases()

    await migrate(migrated)
    await generate_schemas(generated)

    described = await schema_of(generated)
    reached = await schema_of(migrated)
    assert {
        name: without_defaults_for_old_rows(table, described.get(name)) for name, table in reached.items()
    } == described


async def test_a_table_that_sqlite_makes_anew_keeps_its_rows_its_indexes_and_what_refers_to_it(tmp_path: Path) -> None:
    address = sqlite_url(tmp_path / "filled.db")
    await migrate(address)
    database = await Database.open(address)
    try:
        organization = await Organization.create(slug="hyrule", name="Hyrule", created_at=NOW, updated_at=NOW)
        await AsyncTournament.create(organization=organization, name="Qualifier", created_at=NOW, updated_at=NOW)
        client, stored = AsyncTournament._meta.db, await Organization.all().values()
        before = await schema_of(address)
        shorter = await rebuilt(client, "organizations", ('"name" VARCHAR(100)', '"name" VARCHAR(90)'))
        await client.execute_script(shorter)
        assert await Organization.all().values() == stored
        assert (await AsyncTournament.get()).organization_id == organization.id
        with pytest.raises(IntegrityError):
            await AsyncTournament.create(organization_id=7, name="Orphan", created_at=NOW, updated_at=NOW)
        after = await schema_of(address)
        assert before["organizations"].indexes == after["organizations"].indexes
        assert before["async_tournaments"] == after["async_tournaments"]
        with pytest.raises(LookupError, match="organizations has no VARCHAR"):
            await rebuilt(client, "organizations", ("VARCHAR(100)", "TEXT"))
    finally:
        await database.close()


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
async def test_no_change_of_the_models_lacks_a_migration(dialect: str, tmp_path: Path) -> None:
    shutil.copytree(MIGRATIONS / dialect, tmp_path / dialect)

    assert await write_migration(dialect, "forgotten", root=tmp_path) is None


def test_every_step_exists_for_both_engines() -> None:
    def steps(dialect: str) -> list[str]:
        numbered = (file.stem.split("_", 2) for file in sorted((MIGRATIONS / dialect).glob("models/[0-9]*.py")))
        return [f"{number} {name}" for number, _, name in numbered]

    assert steps("sqlite") == steps("postgres")


async def test_migrating_a_second_time_does_nothing(empty_databases: EmptyDatabases) -> None:
    url = empty_databases()
    assert await migrate(url) != []
    before = await schema_of(url)

    assert await pending_migrations(url) == []
    assert await migrate(url) == []
    assert await schema_of(url) == before


async def test_an_empty_database_lacks_every_migration(empty_databases: EmptyDatabases) -> None:
    url = empty_databases()

    lacking = await pending_migrations(url)

    assert lacking == await migrate(url)


async def test_the_constraint_of_one_active_run_is_in_the_schema(database_url: str) -> None:
    runs = (await schema_of(database_url))["async_tournament_races"]

    active_run = {(index.columns, index.is_unique) for index in runs.indexes if index.name == ONE_ACTIVE_RUN}

    assert active_run == {(("tournament_id", "user_id"), True)}
    assert Index(("live_race_id", "user_id"), is_unique=True) in runs.indexes


@pytest.mark.parametrize("first", [RunStatus.PENDING, RunStatus.IN_PROGRESS])
@pytest.mark.parametrize("second", [RunStatus.PENDING, RunStatus.IN_PROGRESS])
async def test_the_database_refuses_a_player_a_second_active_run(
    run_of_a_player: RunMaker, first: RunStatus, second: RunStatus
) -> None:
    await run_of_a_player(first).save()

    with pytest.raises(IntegrityError):
        await run_of_a_player(second).save()

    assert await AsyncTournamentRace.all().count() == 1


@pytest.mark.parametrize("ended", [RunStatus.FINISHED, RunStatus.FORFEIT, RunStatus.DISQUALIFIED])
async def test_the_database_takes_a_new_run_of_a_player_whose_last_one_has_ended(
    run_of_a_player: RunMaker, ended: RunStatus
) -> None:
    await run_of_a_player(ended).save()

    await run_of_a_player(RunStatus.PENDING).save()

    assert await AsyncTournamentRace.all().count() == 2
