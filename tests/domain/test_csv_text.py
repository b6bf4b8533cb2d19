"""Tables that leave the product as CSV, and what spreadsheets make of them."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.csv_text import csv_table, without_guard

DISCORD_ID = "175928847299117063"


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def saved_by_a_spreadsheet(text: str, *, drops_apostrophes: bool) -> str:
    """Open a file and save it, as Excel and LibreOffice do, or as Google Sheets does, which drops apostrophes."""

    def shown(cell: str) -> str:
        assert not cell.startswith(("=", "+", "@")), "this would have been computed"
        if drops_apostrophes and cell.startswith("'"):
            return cell[1:]
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?", cell, re.IGNORECASE):
            return f"{float(cell):.15g}"
        return cell

    target = io.StringIO()
    csv.writer(target).writerows([shown(cell) for cell in row] for row in cells(text))
    return target.getvalue()


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", "\uff1d1+1", "'=1+1"])
def test_text_that_a_spreadsheet_would_compute_is_disarmed(start: str) -> None:
    assert cells(csv_table(["name"], [[start]]))[1] == [f"'{start}"]


@pytest.mark.parametrize(
    "text", [DISCORD_ID, "1234567890123456", "007", "1E5", "12e10", "MAR1", "1-2", "3/4", "5 May", "True", "1.5e3"]
)
@pytest.mark.parametrize("drops_apostrophes", [True, False])
def test_text_that_a_spreadsheet_would_alter_comes_back_unchanged(text: str, drops_apostrophes: bool) -> None:
    (cell,) = cells(csv_table(["id"], [[text]]))[1]
    assert cell == f"'{text}"
    saved = saved_by_a_spreadsheet(csv_table(["id"], [[text]]), drops_apostrophes=drops_apostrophes)
    assert without_guard(cells(saved)[1][0]) == text


@pytest.mark.parametrize(
    "text", ["a;=1+1", "a\t=1+1", "a\n=1+1", "a; \u200b@SUM(A1)", "a|-1", ";'=1", "x;=1;y;'+2\n=3"]
)
def test_text_that_would_be_computed_where_other_signs_part_cells_is_disarmed(text: str) -> None:
    (cell,) = cells(csv_table(["name"], [[text]]))[1]
    for part in re.split(r"[;|\t\r\n]", cell):
        assert not re.match(r"[\s\u200b]*[=+@-]", part), "this would have been computed"
    assert without_guard(cell) == text


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060", "\u00ad", " ", "\u3000", "\u202e"])
def test_a_sign_behind_something_that_is_not_seen_is_disarmed(unseen: str) -> None:
    (cell,) = cells(csv_table(["name"], [[f"{unseen}=1+1"]]))[1]
    assert cell == f"'{unseen}=1+1"
    assert without_guard(cell) == f"{unseen}=1+1"


def test_a_text_as_people_write_it_in_a_formula_is_read() -> None:
    assert without_guard(f'="{DISCORD_ID}"') == DISCORD_ID
    assert without_guard('="a ""b"""') == 'a "b"'


@pytest.mark.parametrize("text", ["Malon", "'Malon", "12.500", "1:23:45", "2026-03-14", "Malon#1234", "-3.250"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cells(csv_table(["name"], [[text]]))[1] == [text]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert cells(csv_table(["a", "b", "c", "d"], [[-1, -2.5, "-3.250", None]]))[1] == ["-1", "-2.5", "-3.250", ""]


def test_quotes_commas_and_line_breaks_keep_their_cell() -> None:
    nasty = 'a "b", c\nd'
    assert cells(csv_table(["x", "y"], [[nasty, "e"]]))[1] == [nasty, "e"]


def test_a_table_says_that_it_is_in_unicode() -> None:
    assert csv_table(["name"], [["Zo\u00eb"]]) == "\ufeffname\r\nZo\u00eb\r\n"


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30))
def test_the_guard_can_be_taken_off_again(text: str) -> None:
    (cell,) = cells(csv_table(["name"], [[text, "end"]]))[1][:1]
    assert not cell.startswith(("=", "+", "@"))
    assert without_guard(cell) == text
