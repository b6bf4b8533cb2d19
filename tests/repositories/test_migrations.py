"""The migrations of each engine lead exactly to the tables that the models describe."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from aerich import Command
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError

from application.database import (
    APP,
    LAST_BEFORE_THE_JOIN,
    MIGRATIONS,
    Database,
    DatabaseError,
    dialect_of,
    migrate,
    orm_config,
    pending_migrations,
)
from application.domain.runs.run import RunStatus
from migrations.__main__ import write_migration
from models.async_tournament import AsyncTournament, AsyncTournamentPermalink, AsyncTournamentPool, AsyncTournamentRace
from models.organization import Organization
from models.user import User
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
            organization=organization,
            pool=pool,
            url=f"https://seeds.test/{number}",
            seed_key=f"{number}",
            number=number,
            created_at=NOW,
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


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
async def test_no_change_of_the_models_lacks_a_migration(dialect: str, tmp_path: Path) -> None:
    shutil.copytree(MIGRATIONS / dialect, tmp_path / dialect)

    assert await write_migration(dialect, "forgotten", root=tmp_path) is None


def test_every_step_exists_for_both_engines() -> None:
    def steps(dialect: str) -> list[str]:
        numbered = (file.stem.split("_", 2) for file in sorted((MIGRATIONS / dialect).glob("models/[0-9]*.py")))
        return [f"{number} {name}" for number, _, name in numbered]

    assert steps("sqlite") == steps("postgres")


@pytest.mark.slow
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


async def migrate_to_the_first(url: str, tmp_path: Path) -> None:
    await migrate_to(url, tmp_path, 0)


async def migrate_to(url: str, tmp_path: Path, last: int) -> None:
    """Bring an empty database to where a migration leads, without any later one."""
    dialect = dialect_of(url)
    tree = tmp_path / f"first-{dialect}"
    shutil.copytree(MIGRATIONS / dialect, tree)
    for path in (tree / APP).glob("*_*.py"):
        if (number := path.name.partition("_")[0]).isdecimal() and int(number) > last:
            path.unlink()
    async with TortoiseContext() as context:
        await context.init(config=orm_config(url))
        async with Command(orm_config(url), app=APP, location=str(tree)) as command:
            await command.upgrade(run_in_transaction=True)


async def run_sql(url: str, statement: str) -> list[dict[str, object]]:
    async with TortoiseContext() as context:
        await context.init(config=orm_config(url))
        _, rows = await context.db().execute_query(statement)
        return [dict(row) for row in rows]


async def fill(url: str) -> set[str]:
    """Put one row into every table, each referring to the one row of the others, and return the tables' names."""
    left = {name: table for name, table in (await schema_of(url)).items() if name != "aerich"}
    filled: set[str] = set()
    while left:
        ready = [name for name, table in left.items() if _targets(table) - {name} <= filled]
        assert ready, f"These tables need each other: {sorted(left)}"
        for name in ready:
            table = left.pop(name)
            wanted = [column for column in table.columns if not column.is_nullable or column.name in table.primary_key]
            names = ", ".join(f'"{column.name}"' for column in wanted)
            values = ", ".join(_something(column.type.upper()) for column in wanted)
            await run_sql(url, f'INSERT INTO "{name}" ({names}) VALUES ({values})')  # noqa: S608  # our own tables
            filled.add(name)
    return filled


def _targets(table: Table) -> set[str]:
    required = {column.name for column in table.columns if not column.is_nullable}
    return {key.target for key in table.foreign_keys if set(key.columns) <= required}


def _something(kind: str) -> str:
    if "JSON" in kind:
        return "'{}'"
    if "CHAR" in kind or "TEXT" in kind or "UUID" in kind:
        return "'1'"
    if "BYTEA" in kind:
        return "''"
    if "TIMESTAMP" in kind:
        return f"'{NOW:%Y-%m-%d %H:%M:%S+00:00}'"
    return "false" if "BOOL" in kind else "1"


async def test_a_filled_database_keeps_its_rows_through_every_later_migration(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_to_the_first(url, tmp_path)
    filled = await fill(url)
    assert len(filled) >= 40

    await migrate(url)

    kept = filled & (await schema_of(url)).keys()
    counts = {name: (await run_sql(url, f'SELECT count(*) AS rows FROM "{name}"'))[0]["rows"] for name in kept}  # noqa: S608
    assert counts == dict.fromkeys(kept, 1)


@pytest.mark.slow
async def test_a_database_with_every_migration_of_before_the_join_goes_on_from_it(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    every = await pending_migrations(url)
    await migrate_to_the_first(url, tmp_path)
    await run_sql(url, f"UPDATE aerich SET version = '26_20261129131419{LAST_BEFORE_THE_JOIN}'")  # noqa: S608
    await fill(url)

    assert await migrate(url) == every[1:]

    assert await pending_migrations(url) == []
    assert (await run_sql(url, "SELECT count(*) AS rows FROM organizations"))[0]["rows"] == 1


@pytest.mark.slow
async def test_an_older_database_of_before_the_join_is_refused_with_what_to_do(empty_databases: EmptyDatabases) -> None:
    url = empty_databases()
    await migrate(url)
    await run_sql(url, "UPDATE aerich SET version = '3_20261125142621_discord.py'")

    before = await schema_of(url)
    with pytest.raises(DatabaseError, match=rf"Migrate it with the last version .* `git log .*{LAST_BEFORE_THE_JOIN}'"):
        await migrate(url)
    assert await schema_of(url) == before


@on_both_engines
async def test_addresses_that_were_told_of_alerts_before_anybody_asked_them_are_told_on(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_to(url, tmp_path, 14)
    await fill(url)

    await migrate(url)

    told = await run_sql(url, "SELECT count(*) AS rows FROM alert_addresses WHERE confirmed_at IS NOT NULL")
    assert told[0]["rows"] == 1


@on_both_engines
async def test_whom_the_log_names_is_known_of_what_was_logged_before_and_since(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_to_the_first(url, tmp_path)
    await fill(url)
    named = json.dumps({"changes": [{"user_id": 5, "score": 1}, {"user_id": 7}], "by": {"user_id": 5}, "user": 9})
    await run_sql(url, f"UPDATE event_log SET payload = '{named}'")  # noqa: S608  # made here

    await migrate(url)
    columns = "organization_id, type, actor_name, search_text, occurred_at"
    await run_sql(
        url,
        f"INSERT INTO event_log (id, payload, {columns}) SELECT 2, '{named}', {columns} FROM event_log",  # noqa: S608
    )

    found = await run_sql(url, "SELECT person_id, entry_id FROM event_log_names ORDER BY entry_id, person_id")
    assert [(row["person_id"], row["entry_id"]) for row in found] == [(5, 1), (7, 1), (5, 2), (7, 2)]
