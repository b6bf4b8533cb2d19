"""Rosters as CSV: read, written, and read back."""

from datetime import UTC, datetime

import pytest

from application.domain.errors import InvalidInput
from application.domain.people.roster import KnownPerson, RosterRow, read_roster, write_roster
from application.domain.permissions import Role

NOW = datetime(2026, 3, 14, tzinfo=UTC)
MALON = 175928847299117063


def problems(text: str) -> list[str]:
    return [problem.message for problem in read_roster(text, NOW).problems]


def test_a_header_names_the_columns() -> None:
    text = "Discord,Player,racetime.gg name,Role\n175928847299117063,Malon,Malon#1234,reviewer"
    roster = read_roster(text, NOW)
    assert roster.problems == ()
    assert roster.rows == (RosterRow(2, "Malon", 175928847299117063, None, "Malon#1234", (Role.ASYNC_REVIEWER,)),)


def test_without_a_header_the_columns_come_in_the_order_of_an_export() -> None:
    (row,) = read_roster("Malon,175928847299117012,AbC123,Malon,", NOW).rows
    assert row == RosterRow(1, "Malon", 175928847299117012, "AbC123", "Malon", ())


@pytest.mark.parametrize(
    "address", ["AbC123", "https://racetime.gg/user/AbC123", "https://racetime.gg/user/AbC123/malon"]
)
def test_a_racetime_account_is_an_id_or_the_address_of_its_profile(address: str) -> None:
    (row,) = read_roster(f"name,racetime\nMalon,{address}", NOW).rows
    assert row.racetime_id == "AbC123"


def test_a_name_is_taken_from_racetime_when_there_is_no_other() -> None:
    (row,) = read_roster("racetime_name\nMalon#1234", NOW).rows
    assert (row.name, row.racetime_name) == ("Malon#1234", "Malon#1234")


def test_several_roles_may_stand_in_one_cell() -> None:
    (row,) = read_roster("name,discord_id,roles\nMalon,175928847299117001,Admin / tournament admin", NOW).rows
    assert row.roles == (Role.ADMIN, Role.ASYNC_TOURNAMENT_ADMIN)


def test_every_bad_row_is_named() -> None:
    text = "\n".join(
        [
            "name,discord_id,racetime_id,roles",
            "Malon,twelve,,",
            "Epona,,not/an/id,",
            "Ganon,,,",
            "Zelda,175928847299117005,,queen",
            "Link,175928847299117006,,",
            "Also Link,175928847299117006,,",
            f"{'x' * 81},175928847299117007,,",
            "Anju,99999999999999999999,,",
        ]
    )
    roster = read_roster(text, NOW)
    assert [row.name for row in roster.rows] == ["Link"]
    assert [problem.row for problem in roster.problems] == [2, 3, 4, 5, 7, 8, 9]
    assert "Row 7 has the same account as row 6." in problems(text)


def test_a_thousand_people_are_the_most() -> None:
    with pytest.raises(InvalidInput, match="At most 1,000 rows"):
        read_roster("\n".join(f"P{number},{175928847299117001 + number}" for number in range(1001)), NOW)


def test_what_was_written_can_be_read_back_and_opened_without_harm() -> None:
    people = [
        RosterRow(2, '=HYPERLINK("http://evil.test")', 175928847299117001, "abc", "@Malon", (Role.ADMIN,)),
        RosterRow(3, 'Quote "and", comma', 175928847299117002, None, None, ()),
        RosterRow(4, "-Dash", None, "def", "+Plus", (Role.ASYNC_REVIEWER, Role.ASYNC_TOURNAMENT_ADMIN)),
    ]
    text = write_roster(people)
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.split(","))
    assert "'175928847299117001" in text, "as text, for spreadsheets keep fifteen digits of a number"
    roster = read_roster(text, NOW)
    assert roster.problems == ()
    assert [(row.name, row.discord_id, row.racetime_id, row.racetime_name) for row in roster.rows] == [
        (person.name, person.discord_id, person.racetime_id, person.racetime_name) for person in people
    ]
    assert [set(row.roles) for row in roster.rows] == [set(person.roles) for person in people]


@pytest.mark.parametrize("written", ["1.75929E+17", "1,75929E+17"])
def test_a_number_with_an_exponent_is_refused_with_what_to_do(written: str) -> None:
    (problem,) = problems(f"name;discord_id\nMalon;{written}")
    assert problem == (
        f"Row 2: A spreadsheet has rounded the Discord id to {written}. "
        "Format the column as text in the spreadsheet and copy the id from Discord again."
    )


def rounded_rows(text: str) -> list[int]:
    roster = read_roster(text, NOW, [KnownPerson("Malon", MALON), KnownPerson("Epona", 175928847299117563)])
    assert {row.row for row in roster.rows} & {problem.row for problem in roster.problems} == set()
    assert all("rounded the Discord id" in problem.message for problem in roster.problems)
    return [problem.row for problem in roster.problems]


def test_an_id_that_a_spreadsheet_has_rounded_is_nobodys() -> None:
    assert rounded_rows("name,discord_id\nMalon,175928847299117000") == [2]
    assert rounded_rows("name,discord_id\nmalon ,80351110224678000") == [2], "a member of that name has another id"
    assert rounded_rows("name,discord_id\nMalon B,175928847299117000") == [2], "it is near a member's"
    assert rounded_rows("name,discord_id\nHorse,175928847299118000") == [2], "rounded up, too"
    assert rounded_rows("name,discord_id\nMalon,175928847299117060") == [2], "as JavaScript rounds"
    assert rounded_rows("name,discord_id\nA,80351110224678000\nB,90351110224678000") == [2, 3], "too many end in zeros"
    assert rounded_rows("name,discord_id,roles\nA,80351110224678000,admin") == [2], "nobody gets a role by such an id"


def test_an_id_that_ends_in_zeros_by_nature_is_taken() -> None:
    assert rounded_rows("name,discord_id\nNew,80351110224678000\nMalon,175928847299117063") == []
    (row,) = read_roster("Malon,80351110224678000,,,admin", NOW, [KnownPerson("Malon", 80351110224678000)]).rows
    assert row.discord_id == 80351110224678000


def test_a_form_tools_headers_are_understood() -> None:
    text = "Timestamp\tWhat is your Discord ID? (18 digits)\tPlayer name *\tracetime.gg username\n2026\t%d\tA\tA#1\t"
    roster = read_roster(text % MALON, NOW)
    assert roster.problems == ()
    assert [(row.row, row.name, row.discord_id, row.racetime_name) for row in roster.rows] == [(2, "A", MALON, "A#1")]
