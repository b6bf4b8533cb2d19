"""Dumps are read byte for byte, whatever the options they were made with, and refused where something is lost."""

import gzip
import traceback
from io import BytesIO
from itertools import product

import pytest

from application.domain.errors import InvalidInput
from application.domain.operations.importing.dump import DumpFacts, UnusableDump, rows_of
from application.domain.operations.importing.source import SourceRow, Table
from application.dump_file import read_dump
from tests.support.sahasrahbot import SourceDump, odd_dump

HOSTILE = [
    "it's",
    "back\\slash",
    "two\nlines\r\n",
    "');",
    "(1,2),\t(3",
    "nul \0 sub \x1a tab \x0b",
    "😀 \u202eright to left\u202c",
    "",
    "NULL",
    "-- Dump completed",
    "x" * 200_000,
    '"quoted"',
    "\\",
]


def read(written: bytes) -> tuple[list[SourceRow], DumpFacts]:
    facts = DumpFacts()
    return list(rows_of(written.splitlines(keepends=True), facts)), facts


def of(rows: list[SourceRow], table: Table) -> list[SourceRow]:
    return [row for row in rows if row.table is table]


def hostile_dump() -> SourceDump:
    dump = SourceDump()
    for text in HOSTILE:
        dump.add("users", display_name=text, discord_user_id=2**62 + 1)
    dump.add("users", display_name=None)
    return dump


@pytest.mark.parametrize(("extended", "complete", "own_lines"), list(product((True, False), repeat=3)))
def test_text_comes_back_byte_for_byte(extended: bool, complete: bool, own_lines: bool) -> None:
    rows, _ = read(hostile_dump().text(extended=extended, complete=complete, own_lines=own_lines))
    users = of(rows, Table.USERS)
    assert [row.get("display_name") for row in users] == [*HOSTILE, None]
    assert users[0].number("discord_user_id") == 2**62 + 1


def test_a_dump_with_windows_line_ends_is_read_the_same() -> None:
    plain, _ = read(odd_dump().text())
    windows, _ = read(odd_dump().text(line_end="\r\n", own_lines=True))
    assert [dict(row.items()) for row in windows] == [dict(row.items()) for row in plain]


def test_a_dump_tells_when_and_where_it_was_made_and_what_it_has() -> None:
    _, facts = read(odd_dump().text())
    assert facts.completed_at is not None
    assert facts.completed_at.isoformat() == "2026-11-29T12:00:00"
    assert facts.server == "10.11.6-MariaDB"
    assert facts.rows[Table.USERS] == 9
    assert facts.unknown_columns == {}


def test_a_secret_is_never_kept() -> None:
    dump = odd_dump()
    rows, _ = read(dump.text())
    values = [value for row in rows for _, value in row.items()]
    assert not [value for value in values if value and "secret-token" in value]
    assert all("rtgg_access_token" not in row for row in rows)


def test_other_tables_are_passed_over() -> None:
    more = "CREATE TABLE `presets` (\n  `id` int,\n  `x` blob\n);\nINSERT INTO `presets` VALUES (1,'a;\\n'),\n(2,'');"
    rows, facts = read(odd_dump().text(more=more))
    assert len(of(rows, Table.USERS)) == 9
    assert facts.completed


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (odd_dump().text(charset="latin1"), "written in latin1, in which emoji and some names are lost"),
        (odd_dump().text(charset=None), "doesn't say in which characters it is written"),
        (odd_dump().text(footer=False), "ends in the middle"),
        (odd_dump().text()[:-2000], "ends in the middle"),
        (b"\x00\x01 nothing", "ends in the middle"),
        (b"SET NAMES utf8mb4;\n-- Dump completed\n", "it lacks aerich, users, asynctournament"),
    ],
)
def test_a_dump_in_which_something_is_lost_is_refused_with_how_to_make_one(written: bytes, sentence: str) -> None:
    with pytest.raises(UnusableDump) as refused:
        read(written)
    assert sentence in refused.value.message
    assert "--default-character-set=utf8mb4" in refused.value.message


def test_a_row_that_never_ends_is_given_up() -> None:
    begun = odd_dump().text(footer=False) + b"INSERT INTO `users` VALUES (1,'"
    with pytest.raises(UnusableDump, match="A statement about users can't be read"):
        read(begun + b"\n" * 101)


def test_a_dump_of_nothing_but_line_ends_is_given_up() -> None:
    with pytest.raises(UnusableDump, match="unpacks to more than any"):
        read_dump(BytesIO(gzip.compress(b"\n" * 1001)), "odd", most_lines=1000)


def test_a_version_that_is_no_number_is_too_old() -> None:
    odd = odd_dump().text().replace(b"98_20260626", b"9" * 5000)
    with pytest.raises(UnusableDump, match="has version 99999999999999999999; bring it to"):
        read_dump(BytesIO(odd), "odd")


def test_a_date_that_is_none_is_passed_over() -> None:
    dump = odd_dump()
    dump.completed = "2026-13-45 29:61:00"
    assert read(dump.text())[1].completed_at is None


@pytest.mark.parametrize("number", ["many-secrets", "9" * 30, "9" * 5_000, "nan", None])
def test_what_should_be_a_number_and_is_none_is_refused_without_it(number: str | None) -> None:
    dump = SourceDump()
    dump.add("asynctournamentrace", id=1, tournament_id=number, permalink_id=1, user_id=1, score="1e999")
    (run,) = of(read(dump.text())[0], Table.RUNS)
    with pytest.raises(InvalidInput, match="has no number in tournament_id") as refused:
        run.number("tournament_id")
    assert "secrets" not in "".join(traceback.format_exception(refused.value))
    with pytest.raises(InvalidInput, match="has no number in score"):
        run.decimal("score")


def test_columns_of_a_later_version_are_told() -> None:
    written = odd_dump().text().replace(b"  `twitch_name` text,", b"  `twitch_name` text,\n  `pronouns` text,", 1)
    facts = DumpFacts()
    with pytest.raises(UnusableDump):
        list(rows_of(written.splitlines(keepends=True), facts))
    assert facts.unknown_columns == {Table.USERS: ("pronouns",)}


def test_a_fingerprint_differs_only_when_somebody_decided_something() -> None:
    def fingerprint(**values: str | int | None) -> str:
        dump = SourceDump()
        dump.add("asynctournamentrace", id=1, tournament_id=1, permalink_id=1, user_id=1, **values)
        return of(read(dump.text())[0], Table.RUNS)[0].fingerprint

    assert fingerprint() == fingerprint(score=3, score_updated_at="2026-01-01 00:00:00", updated="2026-01-01 00:00:00")
    assert fingerprint() != fingerprint(runner_notes="")
    assert fingerprint(runner_notes="ab", run_igt="c") != fingerprint(runner_notes="a", run_igt="bc")
