"""Rosters as CSV: read, written, and read back."""

import pytest

from application.domain.errors import InvalidInput
from application.domain.permissions import Role
from application.domain.roster import RosterRow, read_roster, write_roster


def problems(text: str) -> list[str]:
    return [problem.message for problem in read_roster(text).problems]


def test_a_header_names_the_columns() -> None:
    text = "Discord,Player,racetime.gg name,Role\n123456789012345678,Malon,Malon#1234,reviewer"
    roster = read_roster(text)
    assert roster.problems == ()
    assert roster.rows == (RosterRow(2, "Malon", 123456789012345678, None, "Malon#1234", (Role.ASYNC_REVIEWER,)),)


def test_without_a_header_the_columns_come_in_the_order_of_an_export() -> None:
    (row,) = read_roster("Malon,12,AbC123,Malon,").rows
    assert row == RosterRow(1, "Malon", 12, "AbC123", "Malon", ())


@pytest.mark.parametrize(
    "address", ["AbC123", "https://racetime.gg/user/AbC123", "https://racetime.gg/user/AbC123/malon"]
)
def test_a_racetime_account_is_an_id_or_the_address_of_its_profile(address: str) -> None:
    (row,) = read_roster(f"name,racetime\nMalon,{address}").rows
    assert row.racetime_id == "AbC123"


def test_a_name_is_taken_from_racetime_when_there_is_no_other() -> None:
    (row,) = read_roster("racetime_name\nMalon#1234").rows
    assert (row.name, row.racetime_name) == ("Malon#1234", "Malon#1234")


def test_several_roles_may_stand_in_one_cell() -> None:
    (row,) = read_roster("name,discord_id,roles\nMalon,1,Admin / tournament admin").rows
    assert row.roles == (Role.ADMIN, Role.ASYNC_TOURNAMENT_ADMIN)


def test_every_bad_row_is_named() -> None:
    text = "\n".join(
        [
            "name,discord_id,racetime_id,roles",
            "Malon,twelve,,",
            "Epona,,not/an/id,",
            "Ganon,,,",
            "Zelda,5,,queen",
            "Link,6,,",
            "Also Link,6,,",
            f"{'x' * 81},7,,",
            "Anju,99999999999999999999,,",
        ]
    )
    roster = read_roster(text)
    assert [row.name for row in roster.rows] == ["Link"]
    assert [problem.row for problem in roster.problems] == [2, 3, 4, 5, 7, 8, 9]
    assert "Row 7 has the same account as row 6." in problems(text)


def test_a_thousand_people_are_the_most() -> None:
    with pytest.raises(InvalidInput, match="At most 1,000 rows"):
        read_roster("\n".join(f"P{number},{number + 1}" for number in range(1001)))


def test_what_was_written_can_be_read_back_and_opened_without_harm() -> None:
    people = [
        RosterRow(2, '=HYPERLINK("http://evil.test")', 1, "abc", "@Malon", (Role.ADMIN,)),
        RosterRow(3, 'Quote "and", comma', 2, None, None, ()),
        RosterRow(4, "-Dash", None, "def", "+Plus", (Role.ASYNC_REVIEWER, Role.ASYNC_TOURNAMENT_ADMIN)),
    ]
    text = write_roster(people)
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.split(","))
    roster = read_roster(text)
    assert roster.problems == ()
    assert [(row.name, row.discord_id, row.racetime_id, row.racetime_name) for row in roster.rows] == [
        (person.name, person.discord_id, person.racetime_id, person.racetime_name) for person in people
    ]
    assert [set(row.roles) for row in roster.rows] == [set(person.roles) for person in people]
