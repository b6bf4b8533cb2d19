"""Before it changes anything, `migrate` says whether the version of before may go on serving."""

import asyncio
import re
from pathlib import Path

import pytest

from application.database import APP, MIGRATIONS, served_alone
from application.upgrades import plan_of, upgrade_of
from tests.command_line.conftest import Call
from tests.repositories.test_migrations import migrate_to_the_first

ADDING = {
    "a table": 'CREATE TABLE IF NOT EXISTS "hats" ("id" INT NOT NULL, UNIQUE ("id")) /* DROP; nothing. */;',
    "a table with its unique index": 'CREATE TABLE "hats" ("id" INT);CREATE UNIQUE INDEX "uidx" ON "hats" ("id");',
    "an index": 'CREATE INDEX IF NOT EXISTS "idx" ON "users" ("display_name") WHERE "is_demo";',
    "a column that may be empty": 'ALTER TABLE "users" ADD "hat" VARCHAR(7);',
    "a column with a default": """ALTER TABLE "users" ADD "hat" VARCHAR(7) NOT NULL DEFAULT 'a; DROP';""",
    "a remark": """COMMENT ON TABLE "users" IS 'RENAME; it''s said.';""",
    "nothing": "",
}
BREAKING = {
    "a column goes": 'ALTER TABLE "users" DROP COLUMN "hat";',
    "a table goes": 'CREATE TABLE "hats" ("id" INT);DROP TABLE IF EXISTS "users";',
    "a column is renamed": 'ALTER TABLE "users" RENAME COLUMN "hat" TO "cap";',
    "a column is stricter": 'ALTER TABLE "users" ALTER COLUMN "hat" SET NOT NULL;',
    "a column must be given": 'ALTER TABLE "users" ADD "hat" VARCHAR(7) NOT NULL;',
    "a column refuses": 'ALTER TABLE "users" ADD "hat" VARCHAR(7) UNIQUE;',
    "an index refuses": 'CREATE UNIQUE INDEX "uidx" ON "users" ("display_name");',
    "a constraint refuses": 'ALTER TABLE "users" ADD CONSTRAINT "c" CHECK ("hat" > 0);',
    "rows change": """UPDATE "users" SET "display_name" = '';""",
}


def migration(folder: Path, statements: str, *, declared: str = "") -> Path:
    file = folder / "7_x.py"
    file.write_text(f'{declared}\nasync def upgrade(db):\n    return """{statements}"""\n', encoding="utf-8")
    return file


@pytest.mark.parametrize("what", ADDING)
def test_what_only_adds_is_safe(tmp_path: Path, what: str) -> None:
    assert upgrade_of(migration(tmp_path, ADDING[what])).breaks == ""


@pytest.mark.parametrize("what", BREAKING)
def test_what_the_version_of_before_relies_on_is_named(tmp_path: Path, what: str) -> None:
    assert upgrade_of(migration(tmp_path, BREAKING[what])).breaks in BREAKING[what].replace("'a'", "''")
    assert upgrade_of(migration(tmp_path, BREAKING[what])).breaks


def test_a_migration_may_say_itself_that_it_is_safe(tmp_path: Path) -> None:
    update = BREAKING["rows change"]
    assert upgrade_of(migration(tmp_path, update, declared="SERVED_MEANWHILE = True")).breaks == ""
    assert upgrade_of(migration(tmp_path, update, declared="SERVED_MEANWHILE = False")).breaks
    unclear = migration(tmp_path, "")
    unclear.write_text("async def upgrade(db):\n    await db.execute_script('')\n    return ''\n", encoding="utf-8")
    assert upgrade_of(unclear).breaks == "it does more than SQL can say"


def test_each_migration_is_judged_alike_on_both_engines() -> None:
    judged = [
        {file.name.split("_", 2)[2]: bool(upgrade_of(file).breaks) for file in sorted((tree / APP).glob("[1-9]*_*.py"))}
        for tree in (MIGRATIONS / "sqlite", MIGRATIONS / "postgres")
    ]
    assert judged[0] == judged[1]
    assert judged[0]["par_without_a_time.py"]
    assert not judged[0]["who_is_going.py"]


def test_migrate_says_it_before_it_begins(call: Call, tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/older.db"
    asyncio.run(migrate_to_the_first(url, tmp_path))
    planned = call("migrate", "--plan", DATABASE_URL=url)
    again = call("migrate", "--plan", DATABASE_URL=url)
    assert planned == again
    assert 'par_without_a_time.py: ALTER TABLE "async_tournament_permalinks" DROP COLUMN' in planned.output
    assert planned.output.endswith("Stop all its processes first.\n")
    done = call("migrate", DATABASE_URL=url)
    assert (done.code, done.errors) == (0, "")
    assert done.output.startswith(f"{planned.output}Applied ")
    assert call("migrate", "--plan", DATABASE_URL=url).output == "The database is up to date.\n"


def test_what_the_version_of_before_relies_on_stays_while_that_serves(call: Call, tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/older.db"
    asyncio.run(migrate_to_the_first(url, tmp_path))
    planned = call("migrate", "--plan", DATABASE_URL=url)
    with served_alone(url):
        refused = call("migrate", DATABASE_URL=url)
        assert (refused.code, refused.output) == (1, "")
        assert refused.errors.startswith(planned.output)
        assert refused.errors.endswith("One still serves, so nothing was changed; --anyway migrates all the same.\n")
        assert call("migrate", "--plan", DATABASE_URL=url) == planned
        assert call("migrate", "--anyway", DATABASE_URL=url).code == 0


def test_a_new_database_is_said_to_be_new(call: Call, tmp_path: Path) -> None:
    planned = call("migrate", "--plan", DATABASE_URL=f"sqlite://{tmp_path}/new.db")
    assert re.fullmatch(r"\d+ migrations to apply to a new database\.\n", planned.output)


def test_what_only_adds_is_said_to_be_safe(tmp_path: Path) -> None:
    added = upgrade_of(migration(tmp_path, ADDING["an index"]))
    assert (
        plan_of([added]) == "1 migration to apply, which only adds: the version of before may go on serving meanwhile."
    )
    assert plan_of([]) == ""
