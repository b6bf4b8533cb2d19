"""Rosters as CSV: read, written, and read back."""

from datetime import UTC, datetime

import pytest

from application.domain.errors import InvalidInput
from application.domain.people.roster import (
    KnownPerson,
    RosterColumn,
    RosterRow,
    read_roster,
    roster_columns,
    write_roster,
)
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


def meanings(text: str) -> list[str | None]:
    return [column.meaning for column in roster_columns(text)]


LINK, TETRA = "175928847299117101", "175928847299117102"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Timestamp,What is your Discord ID? (required),Your racetime.gg profile,How shall we call you?\n"
            f"14/03/2026 20:15:01,{LINK},https://racetime.gg/user/AbC123/link,Link\n"
            f"14/03/2026 21:02:44,{TETRA},racetime.gg/user/ZzZ999,Tetra\n",
            [None, "discord_id", "racetime_id", "name"],
            id="answers of a form",
        ),
        pytest.param(
            "Id,GamerTag,Short GamerTag,Email,Discord ID,Checked In\n"
            f"18822361,Team | Link,Link,link@example.org,{LINK},Yes\n"
            f"18822362,Tetra,Tetra,tetra@example.org,{TETRA},No\n",
            [None, "name", None, None, "discord_id", None],
            id="start.gg",
        ),
        pytest.param(
            "User ID,Username,Display Name,Joined,Roles\n"
            f'{LINK},link,Link,2024-01-02,"Racer, Subscriber"\n{TETRA},tetra,Tetra,2024-02-03,Racer\n',
            ["discord_id", None, "name", None, None],
            id="a list of a server's members",
        ),
        pytest.param(
            f"Username;Nickname;User ID\nlink;The Hero;{LINK}\ntetra;;{TETRA}\n",
            ["name", None, "discord_id"],
            id="a list of a server's members of whom few have a nickname",
        ),
        pytest.param("Link#1234\nTetra#0001\n", ["racetime_name"], id="one account a line"),
        pytest.param(
            f"Summer qualifier,,\n,,\nRunner;Discord;racetime\nLink;{LINK};AbC123\n".replace(",,", ";;"),
            ["name", "discord_id", "racetime_id"],
            id="below a title",
        ),
        pytest.param(
            f"Wer,Konto,Seite\nLink,{LINK},https://racetime.gg/user/AbC123\nTetra,{TETRA},\n",
            ["name", "discord_id", "racetime_id"],
            id="headings of another language",
        ),
        pytest.param(f"Runner,Discord,,,\nLink,{LINK},,,\n", ["name", "discord_id"], id="empty columns at the end"),
        pytest.param(f"{LINK}\tLink\n{TETRA}\tTetra\n", ["discord_id", "name"], id="no headings"),
        pytest.param(
            "Discord,racetime\nlink_the_hero,Link#1234\ntetra,Tetra#0001\n", ["name", "racetime_id"], id="names alone"
        ),
    ],
)
def test_columns_are_told_by_usual_headings_and_by_what_stands_in_them(text: str, expected: list[str | None]) -> None:
    assert meanings(text) == expected


def test_what_a_column_is_may_be_corrected() -> None:
    text = f"Nick,Known as,Account\nhero,Link,{LINK}\n"
    assert meanings(text) == ["name", None, "discord_id"]
    (row,) = read_roster(text, NOW, columns=(None, RosterColumn.NAME, RosterColumn.DISCORD_ID)).rows
    assert (row.name, row.discord_id) == ("Link", int(LINK))
    with pytest.raises(InvalidInput, match="Only one column can be the name"):
        read_roster(text, NOW, columns=(RosterColumn.NAME, RosterColumn.NAME, RosterColumn.DISCORD_ID))
    with pytest.raises(InvalidInput, match="3 columns, and this names 4"):
        read_roster(text, NOW, columns=(None,) * 4)


def test_an_id_among_names_of_racetime_is_taken_for_one() -> None:
    (row,) = read_roster("name,racetime username\nMoth,Jx2mZe65RaVuPq8C\n", NOW).rows
    assert (row.racetime_id, row.racetime_name) == ("Jx2mZe65RaVuPq8C", None)


def test_in_one_column_for_racetime_people_write_names_and_addresses() -> None:
    rows = read_roster("name,racetime\nLink,Link#1234\nTetra,https://racetime.gg/user/AbC123?x=1\n", NOW).rows
    assert [(row.racetime_id, row.racetime_name) for row in rows] == [(None, "Link#1234"), ("AbC123", None)]
    (row,) = read_roster("name,racetime.gg name\nTetra,racetime.gg/user/AbC123/tetra\n", NOW).rows
    assert (row.racetime_id, row.racetime_name) == ("AbC123", None)


def test_ids_that_a_spreadsheet_spoilt_are_recognised_and_refused_by_row() -> None:
    text = "Player,Discord\nLink,1.75928847299117E+17\nTetra,1.75928847299118E+17\n"
    assert meanings(text) == ["name", "discord_id"]
    assert all("A spreadsheet has rounded" in problem for problem in problems(text))


@pytest.mark.parametrize("text", [",,,\n,,\n", '""'])
def test_rows_in_which_nothing_stands_are_none(text: str) -> None:
    with pytest.raises(InvalidInput, match="There are no rows in this text"):
        roster_columns(text)
    assert [row.name for row in read_roster(f"{text}\nLink,175928847299117101\n", NOW).rows] == ["Link"]


def test_a_row_that_cannot_be_read_is_named_also_where_there_is_no_other() -> None:
    assert roster_columns('"Link') == ()
    (problem,) = problems('"Link')
    assert "quotation mark that is never closed" in problem
