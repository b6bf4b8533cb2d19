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

from application.database import APP, MIGRATIONS, Database, dialect_of, migrate, orm_config, pending_migrations
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.notifications import NotificationKind
from application.domain.runs.run import RunStatus
from application.domain.seed_key import seed_digest
from application.domain.tournaments.timeline import USUAL_START_GRACE_MINUTES
from migrations.__main__ import write_migration
from migrations.rebuilding import rebuilt
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentParPoint,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    Notification,
    NotificationPreference,
    Organization,
    OrganizationMember,
    OutboxMessage,
    ProvenRacetimeAccount,
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


async def migrate_before(step: str, url: str, tmp_path: Path) -> None:
    """Bring a database to where it was before the migration whose name ends in `step`."""
    dialect = dialect_of(url)
    tree = tmp_path / f"before-{step}-{dialect}"
    shutil.copytree(MIGRATIONS / dialect, tree)
    (last,) = (tree / APP).glob(f"[0-9]*_{step}.py")
    number = int(last.name.partition("_")[0])
    for file in (tree / APP).glob("[0-9]*.py"):
        if int(file.name.partition("_")[0]) >= number:
            file.unlink()
    async with TortoiseContext() as context:
        await context.init(config=orm_config(url))
        async with Command(orm_config(url), app=APP, location=str(tree)) as command:
            await command.upgrade(run_in_transaction=True)


async def insert(address: str, table: str, /, **values: object) -> None:
    """Add a row as SQL to whatever columns the table has at present; required ones that aren't named get something."""
    for column in (await schema_of(address))[table].columns:
        if not column.is_nullable and column.name not in values:
            values[column.name] = _something(column.type.upper())
    names = ", ".join(f'"{name}"' for name in values)
    literals = ", ".join(str(value).lower() if isinstance(value, int) else f"'{value}'" for value in values.values())
    async with TortoiseContext() as context:
        await context.init(config=orm_config(address))
        await context.db().execute_script(f'INSERT INTO "{table}" ({names}) VALUES ({literals})')  # noqa: S608


def _something(kind: str) -> object:
    if "CHAR" in kind or "TEXT" in kind:
        return ""
    if "TIMESTAMP" in kind:
        return f"{NOW:%Y-%m-%d %H:%M:%S+00:00}"
    return "false" if kind == "BOOLEAN" else 0


async def test_seeds_that_were_stored_before_there_were_keys_get_theirs(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("seed_keys", url, tmp_path)
    spellings = ["https://alttpr.com/h/X", "https://alttpr.com/h/Y", "HTTP://www.alttpr.com/en/h/X/"]
    await insert(url, "organizations", id=1, slug="hyrule")
    await insert(url, "async_tournaments", id=1, organization_id=1)
    await insert(url, "async_tournament_pools", id=1, organization_id=1, tournament_id=1)
    for number, text in enumerate(spellings, start=1):
        await insert(url, "async_tournament_permalinks", id=number, organization_id=1, pool_id=1, url=text)
    await insert(url, "async_tournament_par_points", id=1, organization_id=1, permalink_id=3)

    await migrate(url)

    database = await Database.open(url)
    try:
        kept = await AsyncTournamentPermalink.all().order_by("id")
        assert [row.url for row in kept] == spellings
        assert [row.seed_key for row in kept] == [seed_digest(text) for text in spellings]
        assert [row.twin for row in kept] == [0, 0, 1]
        assert await AsyncTournamentParPoint.filter(permalink_id=3).count() == 1
        with pytest.raises(IntegrityError):
            await AsyncTournamentPermalink.create(
                organization_id=1, pool_id=1, url="x", seed_key=kept[0].seed_key, number=9, created_at=NOW
            )
    finally:
        await database.close()


async def test_stored_keys_follow_the_rules_for_keys(empty_databases: EmptyDatabases, tmp_path: Path) -> None:
    url = empty_databases()
    await migrate_before("keys_of_more_spellings", url, tmp_path)
    spellings = ["https://alttpr.com//h/X", "https://alttpr.com/h/X", "https://alttpr.com/h/Y", "MS4x =="]
    keys = ["of its own", seed_digest("https://alttpr.com/h/X"), seed_digest("https://alttpr.com/h/Y"), "another"]
    await insert(url, "organizations", id=1, slug="hyrule")
    await insert(url, "async_tournaments", id=1, organization_id=1)
    await insert(url, "async_tournament_pools", id=1, organization_id=1, tournament_id=1)
    for number, (text, key) in enumerate(zip(spellings, keys, strict=True), start=1):
        seed = {"url": text, "seed_key": key, "number": number}
        await insert(url, "async_tournament_permalinks", id=number, organization_id=1, pool_id=1, **seed)

    await migrate(url)

    database = await Database.open(url)
    try:
        kept = await AsyncTournamentPermalink.all().order_by("id")
        assert [(row.url, row.number) for row in kept] == [(text, place) for place, text in enumerate(spellings, 1)]
        assert [row.seed_key for row in kept] == [seed_digest(text) for text in spellings]
        assert [row.twin for row in kept] == [0, 1, 0, 0]
    finally:
        await database.close()


async def test_seeds_that_were_stored_before_they_had_numbers_are_numbered_in_each_pool_as_they_were_added(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("seed_numbers", url, tmp_path)
    await insert(url, "organizations", id=1, slug="hyrule")
    await insert(url, "async_tournaments", id=1, organization_id=1)
    for pool in (1, 2, 3):
        await insert(
            url,
            "async_tournament_pools",
            id=pool,
            organization_id=1,
            tournament_id=1,
            name=f"Pool {pool}",
            position=pool,
        )
    for seed, pool in ((4, 1), (7, 2), (9, 1), (12, 1), (13, 2)):
        key = {"seed_key": f"key {seed}", "url": f"seed {seed}"}
        await insert(url, "async_tournament_permalinks", id=seed, organization_id=1, pool_id=pool, **key)

    await migrate(url)

    database = await Database.open(url)
    try:
        numbers = await AsyncTournamentPermalink.all().order_by("id").values_list("id", "number")
        assert numbers == [(4, 1), (7, 1), (9, 2), (12, 3), (13, 2)]
        pools = await AsyncTournamentPool.all().order_by("id")
        assert [pool.last_seed_number for pool in pools] == [3, 2, 0]
        with pytest.raises(IntegrityError):
            await AsyncTournamentPermalink.create(
                organization_id=1, pool_id=1, url="x", seed_key="x", number=2, created_at=NOW
            )
    finally:
        await database.close()


async def test_people_who_never_signed_in_become_placeholders_of_each_organization_that_entered_them(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("one_person", url, tmp_path)
    for number, slug in enumerate(("hyrule", "termina"), start=1):
        await insert(url, "organizations", id=number, slug=slug, name=slug)
        await insert(url, "async_tournaments", id=number, organization_id=number)
        await insert(url, "async_tournament_pools", id=number, organization_id=number, tournament_id=number)
        await insert(
            url, "async_tournament_permalinks", id=number, organization_id=number, pool_id=number, url=f"seed {number}"
        )
    people = [
        {"id": 901, "racetime_id": "proven1", "racetime_link_source": "owner"},
        {"id": 902, "racetime_id": "typed2", "racetime_link_source": "admin"},
        {"id": 903, "racetime_id": "typed3"},
        {"id": 904, "racetime_id": "typed4"},
    ]
    for person in people:
        number = int(str(person["id"]))
        account = {"display_name": f"Person {number}", "discord_id": 80_000_000_000_000_000 + number}
        await insert(url, "users", **person, **account)
    await insert(url, "user_sessions", id=1, user_id=902)
    memberships = [(901, 1), (902, 1), (902, 2), (903, 1), (904, 1), (904, 2)]
    for number, (user_id, organization_id) in enumerate(memberships, start=1):
        await insert(url, "organization_members", id=number, user_id=user_id, organization_id=organization_id)
    for number in (1, 2):
        place = {"organization_id": number, "tournament_id": number, "pool_id": number, "permalink_id": number}
        await insert(url, "async_tournament_races", id=number, user_id=904, status="finished", **place)

    await migrate(url)

    database = await Database.open(url)
    try:
        homes = dict(await User.filter(id__in=[901, 902, 903, 904]).values_list("id", "organization_id"))
        assert homes == {901: None, 902: None, 903: 1, 904: 1}, "who signed in is known everywhere"
        (copy,) = await User.exclude(id__in=[901, 902, 903, 904])
        assert (copy.organization_id, copy.display_name, copy.discord_id) == (2, "Person 904", 80_000_000_000_000_904)
        runs = await AsyncTournamentRace.all().order_by("organization_id").values_list("organization_id", "user_id")
        assert runs == [(1, 904), (2, copy.id)], "each organization keeps its own person's runs"
        members = OrganizationMember.all().order_by("id")
        said = await members.values_list("user_id", "organization_id", "claimed_racetime_id")
        assert said == [
            (901, 1, None),
            (902, 1, "typed2"),
            (902, 2, "typed2"),
            (903, 1, "typed3"),
            (904, 1, "typed4"),
            (copy.id, 2, "typed4"),
        ]
        proven = await User.filter(racetime_id__isnull=False).values_list("id", "racetime_id")
        assert proven == [(901, "proven1")]
        assert await ProvenRacetimeAccount.all().values_list("user_id", "racetime_id") == [(901, "proven1")]
        with pytest.raises(IntegrityError):
            await User.create(display_name="Twice", discord_id=80_000_000_000_000_901, created_at=NOW, updated_at=NOW)
    finally:
        await database.close()


async def test_runs_that_were_drawn_earlier_get_the_account_that_their_player_has(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("accounts_of_draws", url, tmp_path)
    for number in (1, 2):
        await insert(url, "organizations", id=number, slug=f"league-{number}", name=f"League {number}")
        await insert(url, "async_tournaments", id=number, organization_id=number)
        await insert(url, "async_tournament_pools", id=number, organization_id=number, tournament_id=number)
        await insert(url, "async_tournament_permalinks", id=number, organization_id=number, pool_id=number)
    for number in (1, 2, 3):
        proven = {"racetime_id": "proven1"} if number == 1 else {}
        await insert(url, "users", id=number, display_name=f"Person {number}", **proven)
        claim = {"claimed_racetime_id": "typed2"} if number == 2 else {}
        await insert(url, "organization_members", id=number, user_id=number, organization_id=1, **claim)
    elsewhere = {"user_id": 2, "organization_id": 2, "claimed_racetime_id": "elsewhere2"}
    await insert(url, "organization_members", id=4, **elsewhere)
    await insert(url, "async_tournament_live_races", id=1, organization_id=1, tournament_id=1, pool_id=1)
    place = {"organization_id": 1, "tournament_id": 1, "pool_id": 1, "permalink_id": 1, "status": "finished"}
    for number in (1, 2, 3):
        await insert(url, "async_tournament_races", id=number, user_id=number, **place)
    await insert(url, "async_tournament_races", id=4, user_id=1, live_race_id=1, **place)

    await migrate(url)

    database = await Database.open(url)
    try:
        drawn = await AsyncTournamentRace.all().order_by("id").values_list("id", "drawn_as")
        assert drawn == [(1, "proven1"), (2, "typed2"), (3, None), (4, None)]
    finally:
        await database.close()


async def test_tournaments_of_earlier_releases_wait_as_long_as_new_ones_for_racers_who_are_not_ready(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("start_grace", url, tmp_path)
    await insert(url, "organizations", id=1, slug="league", name="League")
    await insert(url, "async_tournaments", id=1, organization_id=1)

    await migrate(url)

    database = await Database.open(url)
    try:
        assert await AsyncTournament.all().values_list("start_grace_minutes") == [(USUAL_START_GRACE_MINUTES,)]
    finally:
        await database.close()


async def test_a_seed_that_is_sealed_for_several_races_stays_with_one_of_them(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("one_sealed_seed_and_places_of_pools", url, tmp_path)
    await insert(url, "organizations", id=1, slug="hyrule")
    await insert(url, "users", id=1, display_name="Link")
    await insert(url, "async_tournaments", id=1, organization_id=1)
    pool = {"organization_id": 1, "tournament_id": 1, "pool_id": 1}
    await insert(url, "async_tournament_pools", id=1, organization_id=1, tournament_id=1)
    for number in (1, 2, 3):
        await insert(url, "async_tournament_permalinks", id=number, organization_id=1, pool_id=1, seed_key=f"{number}")
    at = f"{NOW:%Y-%m-%d %H:%M:%S+00:00}"
    races: list[dict[str, object]] = [
        {"permalink_id": 1, "status": "cancelled"},
        {"permalink_id": 1, "status": "scheduled"},
        {"permalink_id": 1, "status": "pending", "locked_at": at},
        {"permalink_id": 1, "status": "pending", "locked_at": at},
        {"permalink_id": 2, "status": "finished", "released_at": at},
        {"permalink_id": 2, "status": "finished", "released_at": at},
        {"permalink_id": 2, "status": "scheduled"},
        {"permalink_id": 3, "status": "scheduled"},
        {"status": "scheduled"},
        {"status": "scheduled"},
    ]
    for number, race in enumerate(races, start=1):
        await insert(
            url,
            "async_tournament_live_races",
            id=number,
            **pool,
            **race,
            commitment="sealed",
            racetime_slug=f"{number}",
        )
    for number in (3, 4, 5):
        racer = {"organization_id": 1, "live_race_id": number, "user_id": 1, "status": "ready"}
        await insert(url, "async_tournament_live_race_entrants", id=number, **racer, judged_at=at, eligible=True)
    await insert(
        url, "async_tournament_races", id=4, **pool, permalink_id=1, user_id=1, live_race_id=4, status="pending"
    )
    await insert(
        url, "async_tournament_races", id=5, **pool, permalink_id=2, user_id=1, live_race_id=5, status="finished"
    )

    await migrate(url)

    database = await Database.open(url)
    try:
        left = await AsyncTournamentLiveRace.all().order_by("id")
        assert [race.permalink_id for race in left] == [1, None, 1, None, 2, 2, None, 3, None, None]
        assert [race.commitment for race in left if race.permalink_id is None][:3] == ["", "", ""]
        assert [race.id for race in left if race.locked_at is not None] == [3]
        assert [race_id for (race_id,) in await AsyncTournamentRace.all().values_list("live_race_id")] == [5]
        entrants = AsyncTournamentLiveRaceEntrant.filter(judged_at__isnull=True, eligible__isnull=True)
        assert [race_id for (race_id,) in await entrants.values_list("live_race_id")] == [4]
        for taken in ({"permalink_id": 1}, {"permalink_id": 3, "status": LiveRaceStatus.PENDING}):
            with pytest.raises(IntegrityError):
                await AsyncTournamentLiveRace.filter(id=2).update(**taken)
    finally:
        await database.close()


async def test_pools_in_one_place_get_places_of_their_own_in_the_order_in_which_they_were_shown(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("one_sealed_seed_and_places_of_pools", url, tmp_path)
    await insert(url, "organizations", id=1, slug="hyrule")
    places = {1: (0, 3, 0, 1, 3), 2: (0, 0), 3: (4, 2)}
    for tournament_id, positions in places.items():
        await insert(url, "async_tournaments", id=tournament_id, organization_id=1, name=f"{tournament_id}")
        for number, position in enumerate(positions):
            place = {"tournament_id": tournament_id, "position": position}
            await insert(
                url,
                "async_tournament_pools",
                id=10 * tournament_id + number,
                organization_id=1,
                name=f"{number}",
                **place,
            )

    await migrate(url)

    database = await Database.open(url)
    try:
        shown = await AsyncTournamentPool.all().order_by("tournament_id", "position").values_list("id", "position")
        assert shown == [(10, 0), (12, 1), (13, 2), (11, 3), (14, 4), (20, 0), (21, 1), (31, 0), (30, 1)]
        with pytest.raises(IntegrityError):
            await AsyncTournamentPool.filter(id=20).update(position=1)
    finally:
        await database.close()


async def test_what_members_had_been_told_and_how_they_wanted_it_is_kept_in_one_list(
    empty_databases: EmptyDatabases, tmp_path: Path
) -> None:
    url = empty_databases()
    await migrate_before("notifications", url, tmp_path)
    await insert(url, "organizations", id=1, slug="hyrule")
    await insert(url, "users", id=1, display_name="Link")
    theirs = {"organization_id": 1, "user_id": 1}
    ways = {"reminder": "both", "room_open": "not_at_all", "race_moved": "direct_message", "results": "on_the_site"}
    await insert(url, "notification_wishes", id=1, **theirs, ways=json.dumps(ways), reminder_minutes="[60, 15]")

    def at(minute: int) -> str:
        return f"2026-03-14 18:{minute:02}:00+00:00"

    race = json.dumps({"race": "Link's race", "tournament": "Cup"}).replace("'", "''")
    run = json.dumps({"pool": "A", "reason": "Clean."})
    for number, kind, ids, said, minute in (
        (1, "run_accepted", {"run_id": 7, "tournament_id": 3}, run, 1),
        (2, "reminder", {"live_race_id": 5, "tournament_id": 3}, race, 2),
        (3, "run_accepted", {"run_id": 8}, run, 4),
    ):
        await insert(url, "notices", id=number, **theirs, kind=kind, **ids, parts=said, created_at=at(minute))
    await insert(url, "notices", id=4, **theirs, kind="people_merged", parts="{}", read_at=at(9), created_at=at(5))
    for number, kind, key, text, on_site, minute in (
        (1, "run", "run:7:abc", "Your run", True, 1),
        (2, "reminder", "reminder:5:1:99:15", "Link''s race (Cup) starts soon.", True, 2),
        (3, "results", "notification:4:1", "Your result of Week 1 (Cup (B)) is recorded.", False, 3),
    ):
        about = {"live_race_id": 5} if kind != "run" else {}
        told = {"text": text, "on_site": on_site, "dedupe_key": key, "happens_at": at(30), "created_at": at(minute)}
        await insert(url, "member_notifications", id=number, **theirs, kind=kind, **told, **about)
    waiting = {"organization_id": 1, "destination": "discord", "channel": "user:1", "kind": "direct"}
    of_run = {"notification": "run", "user_id": 1, "run_id": 7, "notice": "run_accepted", "parts": {"pool": "A"}}
    for number, key, payload in (
        (1, "dm:run:7:abc", of_run),
        (2, "dm:notification:4:1", {"notification": "results", "user_id": 1}),
    ):
        await insert(url, "outbox_messages", id=number, **waiting, dedupe_key=key, payload=json.dumps(payload))

    await migrate(url)

    database = await Database.open(url)
    try:
        rows = await Notification.all().order_by("id")
        assert [(row.kind.sentence(row.parts), row.channels, row.dedupe_key) for row in rows] == [
            ("Your run in A was accepted. Clean.", ["discord", "site"], "run:7:abc"),
            ("Link's race (Cup) starts soon.", ["site"], "reminder:5:1:99:15"),
            ("Your result of Week 1 (Cup (B)) is recorded.", ["discord"], "notification:4:1"),
            ("Your run in A was accepted. Clean.", ["site"], "notice:3"),
            (NotificationKind.PEOPLE_MERGED.sentence({}), ["site"], "notice:4"),
        ]
        assert [row.read_at is not None for row in rows] == [False, False, True, False, True]
        assert [(row.run_id, row.live_race_id) for row in rows[:4]] == [(7, None), (None, 5), (None, 5), (8, None)]
        assert [row.happens_at is not None for row in rows] == [True, True, True, False, False]
        (kept,) = await NotificationPreference.all()
        assert kept.channels == {
            "reminder": ["discord", "site"],
            "room_open": [],
            "race_moved": ["discord"],
            "results": ["site"],
        }
        assert kept.reminder_minutes == [60, 15]
        messages = await OutboxMessage.all().order_by("id")
        assert [message.dedupe_key for message in messages] == ["discord:run:7:abc", "discord:notification:4:1"]
        assert [message.payload["notification"] for message in messages] == ["run_accepted", "results"]
        assert messages[0].payload["parts"] == {"pool": "A"}
        assert {message.payload["channel"] for message in messages} == {"discord"}
    finally:
        await database.close()
