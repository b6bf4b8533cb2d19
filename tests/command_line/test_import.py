"""Moving in from SahasrahBot on the command line: a plan, a dry run, the import, and its undoing."""

import gzip
import json
from pathlib import Path

import pytest

from tests.command_line.conftest import Call
from tests.support.sahasrahbot import SEEDS, odd_dump

COMMAND = "import-sahasrahbot"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "sahasrahbot.sql.gz"
    path.write_bytes(gzip.compress(odd_dump().text()))
    return path


def test_a_community_moves_in_and_out_again(call: Call, dump: Path, tmp_path: Path, database_url: str) -> None:
    settings = {"DATABASE_URL": database_url}
    call("create-organization", "--slug", "hyrule", "--name", "Hyrule", **settings)
    made = call(COMMAND, str(dump), "--make-plan", "import.toml", **settings)
    assert (made.code, made.errors) == (0, "")
    plan = tmp_path / "import.toml"
    text = plan.read_text()
    assert 'racetime_category = "alttpr"' in text
    assert "# closed: 2 pools, 6 seeds, 3 live races, 11 runs" in text
    unfilled = call(COMMAND, str(dump), "--plan", "import.toml", **settings)
    assert (unfilled.code, unfilled.output) == (1, "")
    assert "Give reviewed_at_zone" in unfilled.errors
    plan.write_text(
        text.replace('reviewed_at_zone = ""', 'reviewed_at_zone = "America/New_York"').replace(
            'organization = ""', 'organization = "hyrule"'
        )
    )
    tried = call(COMMAND, str(dump), "--plan", "import.toml", **settings)
    assert (tried.code, "dry run" in tried.output) == (0, True)
    as_json = call(COMMAND, str(dump), "--plan", "import.toml", "--json", **settings)
    assert json.loads(as_json.output)["organizations"][0]["tournaments"][0]["old_id"] == 21
    done = call(COMMAND, str(dump), "--plan", "import.toml", "--write", **settings)
    assert (done.code, "Organization hyrule, import 1" in done.output) == (0, True)
    assert "hyrule: 3 of 3 tournaments" in done.errors
    undone = call(COMMAND, "--undo", "1", **settings)
    assert (undone.code, undone.output) == (0, "Removed 3 tournaments and 8 people.\n")
    said = "".join(each.output + each.errors for each in (made, unfilled, tried, as_json, done, undone)) + text
    assert [name for name, seed in SEEDS.items() if seed.rpartition("/")[2] in said] == []


def test_what_stops_a_tournament_ends_with_1_and_says_what_to_do(call: Call, tmp_path: Path, database_url: str) -> None:
    settings = {"DATABASE_URL": database_url}
    call("create-organization", "--slug", "hyrule", "--name", "Hyrule", **settings)
    odd = odd_dump()
    odd.rows["asynctournamentrace"][0]["end_time"] = None
    (tmp_path / "odd.sql").write_bytes(odd.text())
    (tmp_path / "import.toml").write_text('reviewed_at_zone = "UTC"\n[guilds.700]\norganization = "hyrule"\n')
    stopped = call(COMMAND, "odd.sql", "--plan", "import.toml", "--write", **settings)
    assert stopped.code == 1
    assert "STOPS no-time: asynctournamentrace 61: Is finished and has no end." in stopped.output
    assert '[runs.61] status = "forfeit"' in stopped.output
    assert stopped.errors.endswith("1 tournament can't be imported yet: Main.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "One of the arguments --make-plan --plan --undo is required"),
        (("x.sql", "--plan", "a", "--undo", "1"), 2, "not allowed with argument --plan"),
        (("nowhere.sql", "--plan", "a"), 1, "The file nowhere.sql can't be read"),
        (("--plan", "a"), 1, "Name the dump"),
        (("--undo", "7"), 1, "There is no such import."),
    ],
)
def test_a_wrong_call_is_refused_with_a_sentence(
    call: Call, database_url: str, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    call("migrate", DATABASE_URL=database_url)
    refused = call(COMMAND, *arguments, DATABASE_URL=database_url)
    assert (refused.code, refused.output) == (code, "")
    assert sentence in refused.errors
    assert "Traceback" not in refused.errors


def test_a_plan_is_never_written_over(call: Call, dump: Path, tmp_path: Path) -> None:
    (tmp_path / "import.toml").write_text("mine")
    refused = call(COMMAND, str(dump), "--make-plan", "import.toml")
    assert (refused.code, (tmp_path / "import.toml").read_text()) == (1, "mine")
