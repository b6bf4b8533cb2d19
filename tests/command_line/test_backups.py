"""A copy of the database, made while it is served, and put in its place again."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from application.database import served_alone
from tests.command_line.conftest import Call
from tests.command_line.test_refusals import assert_is_one_sentence
from tests.support.product import names_in, run_command, serving

WOODS = ("create-organization", "--slug", "woods", "--name", "Lost Woods")


def organizations_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return [row[0] for row in database.execute("SELECT slug FROM organizations ORDER BY slug")]


@pytest.mark.slow
async def test_a_copy_is_made_while_the_product_is_served_and_restored_when_it_is_not(tmp_path: Path) -> None:
    file, copy = tmp_path / "data" / "sahabot2.db", tmp_path / "copy.db"
    await run_command(tmp_path, "migrate")
    await run_command(tmp_path, *WOODS)
    async with serving(tmp_path) as product:
        made = await run_command(tmp_path, "backup", str(copy))
        assert made.code == 0, made.errors
        assert made.output.startswith(f"Wrote {copy} (")
        assert "it is sound" in made.output
        await run_command(tmp_path, "create-organization", "--slug", "later", "--name", "Later")
        refused = await run_command(tmp_path, "restore", str(copy))
        assert_is_one_sentence(refused, 1, "is served by another process; stop that one")
        assert {"later", "woods"} <= set(organizations_in(file))
        assert await product.stop() == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names_in(tmp_path) == {"copy.db", "data"}
    assert "later" not in organizations_in(copy)

    back = await run_command(tmp_path, "restore", str(copy))
    assert back.code == 0, back.errors
    kept = file.with_name("sahabot2.db.before-restore-1")
    assert f"What was there before is {kept.relative_to(tmp_path)}." in back.output
    assert "later" not in organizations_in(file)
    assert "later" in organizations_in(kept)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    async with (
        serving(tmp_path) as product,
        httpx.AsyncClient(base_url=product.url, verify=authorities()) as browser,
    ):
        assert (await browser.get("/health/ready")).status_code == 200


def test_a_copy_is_restored_where_there_was_no_database(tmp_path: Path, call: Call) -> None:
    call("migrate")
    call(*WOODS)
    call("backup", "copy.db")
    done = call("restore", "copy.db", DATABASE_URL="sqlite://elsewhere/races.db")
    assert (done.code, done.output) == (0, "Restored copy.db. Applied 0 migrations.\n")
    assert organizations_in(tmp_path / "elsewhere" / "races.db") == ["woods"]


def test_a_database_that_is_served_is_copied_and_not_replaced(tmp_path: Path, call: Call) -> None:
    call("migrate")
    call(*WOODS)
    with served_alone(f"sqlite://{tmp_path}/data/sahabot2.db"):
        made = call("backup", "copy.db")
        assert_is_one_sentence(call("restore", "copy.db"), 1, "is served by another process; stop that one")
    assert made.output.startswith("Wrote copy.db (")
    call("create-organization", "--slug", "later", "--name", "Later")
    back = call("restore", "copy.db")
    assert "What was there before is data/sahabot2.db.before-restore-1." in back.output
    assert organizations_in(tmp_path / "data" / "sahabot2.db") == ["woods"]
    assert organizations_in(tmp_path / "data" / "sahabot2.db.before-restore-1") == ["later", "woods"]


def test_what_was_left_beside_a_database_that_is_gone_does_not_get_into_the_copy(tmp_path: Path, call: Call) -> None:
    call("migrate")
    call(*WOODS)
    call("backup", "copy.db")
    file = tmp_path / "data" / "sahabot2.db"
    with closing(sqlite3.connect(file)) as unended:
        unended.execute("PRAGMA journal_mode = WAL")
        unended.execute("UPDATE organizations SET slug = 'later'")
        unended.commit()
        assert "sahabot2.db-wal" in names_in(file.parent)
        file.rename(file.with_name("broken.db"))
        assert call("restore", "copy.db").code == 0
        assert organizations_in(file) == ["woods"]


def test_a_copy_takes_the_place_of_a_damaged_database_which_is_kept(tmp_path: Path, call: Call) -> None:
    call("migrate")
    call(*WOODS)
    call("backup", "copy.db")
    file = tmp_path / "data" / "sahabot2.db"
    damaged = b"?" * 8192
    file.write_bytes(damaged)
    back = call("restore", "copy.db")
    assert "What was there before is data/sahabot2.db.before-restore-1." in back.output
    assert file.with_name("sahabot2.db.before-restore-1").read_bytes() == damaged
    assert organizations_in(file) == ["woods"]


@pytest.mark.parametrize("folder", ["#1 races", "100%41", "why?"])
def test_a_folder_may_have_any_name(tmp_path: Path, call: Call, folder: str) -> None:
    call("migrate")
    call(*WOODS)
    (tmp_path / folder).mkdir()
    assert call("backup", f"{folder}/copy.db").code == 0
    assert call("restore", f"{folder}/copy.db").code == 0
    assert organizations_in(tmp_path / "data" / "sahabot2.db") == ["woods"]


def test_what_is_no_sound_copy_is_refused_and_nothing_changes(tmp_path: Path, call: Call) -> None:
    call("migrate")
    call(*WOODS)
    call("backup", "copy.db")
    before = (tmp_path / "data" / "sahabot2.db").read_bytes()

    (tmp_path / "letter.db").write_text("Dear Saria,\n" * 1000)
    (tmp_path / "empty.db").touch()
    (tmp_path / "torn.db").write_bytes((tmp_path / "copy.db").read_bytes()[:200_000])
    for name, contents in (
        ("nothing.db", "There is no file nothing.db."),
        ("letter.db", "The file letter.db can't be restored to data/sahabot2.db: file is not a database."),
        ("empty.db", "The file empty.db is no database of this product."),
        ("torn.db", "torn.db"),
    ):
        assert_is_one_sentence(call("restore", name), 1, contents)
    assert (tmp_path / "data" / "sahabot2.db").read_bytes() == before
    assert not {name for name in names_in(tmp_path / "data") if "coming" in name or "before" in name}


def test_a_copy_overwrites_nothing_and_is_for_files_only(tmp_path: Path, call: Call) -> None:
    call("migrate")
    (tmp_path / "copy.db").write_text("precious")
    assert_is_one_sentence(call("backup", "copy.db"), 1, "The file copy.db exists already; give another name")
    assert_is_one_sentence(call("backup", "no/such/folder.db"), 1, "no such file or directory")
    assert (tmp_path / "copy.db").read_text() == "precious"
    on_server = call("backup", "other.db", DATABASE_URL="postgresql://host/races")
    assert_is_one_sentence(on_server, 1, "`pg_dump --format=custom`")
