"""Tables that leave the product as CSV."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.csv_text import csv_table, without_formula_guard


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_compute_is_disarmed(start: str) -> None:
    assert cells(csv_table(["name"], [[start]]))[1] == [f"'{start}"]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert cells(csv_table(["a", "b", "c", "d"], [[-1, -2.5, "-3.250", None]]))[1] == ["-1", "-2.5", "-3.250", ""]


def test_quotes_commas_and_line_breaks_keep_their_cell() -> None:
    nasty = 'a "b", c\nd'
    assert cells(csv_table(["x", "y"], [[nasty, "e"]]))[1] == [nasty, "e"]


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30))
def test_the_guard_can_be_taken_off_again(text: str) -> None:
    (cell,) = cells(csv_table(["name"], [[text, "end"]]))[1][:1]
    assert not cell.startswith(("=", "+", "@")) or text == cell
    if not text.startswith("'"):
        assert without_formula_guard(cell) == text
