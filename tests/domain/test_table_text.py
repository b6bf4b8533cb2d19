"""Tables as spreadsheets, form tools and people write them."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.csv_records import decoded
from application.domain.errors import InvalidInput
from application.domain.table_text import Table, read_table

COLUMNS = {"name": ("display name", "player"), "note": ("comment", "remarks")}


def table_of(text: str) -> Table:
    return read_table(text, columns=COLUMNS, order=("name", "note"), field="rows")


def rows(text: str) -> list[tuple[int, str, str]]:
    table = table_of(text)
    assert table.problems == ()
    return [(row.number, row.cell("name"), row.cell("note")) for row in table.rows]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_line_break_in_a_cell_cuts_no_row_in_two(line_end: str, separator: str) -> None:
    text = separator.join(["name", "note"]) + line_end + separator.join(["Malon", f'"first{line_end}second"'])
    text += line_end + separator.join(["Epona", '"says ""hi"""']) + line_end
    assert rows(text) == [(2, "Malon", "first\nsecond"), (3, "Epona", 'says "hi"')]


def test_a_row_is_counted_as_a_spreadsheet_shows_it() -> None:
    text = 'name,note\nMalon,"one\ntwo\nthree"\n,\n\nEpona,"broken" mark\nIngo,ok\nTalon,1,2'
    table = table_of(text)
    assert [(row.number, row.cell("name")) for row in table.rows] == [(2, "Malon"), (6, "Ingo")]
    assert [problem.message for problem in table.problems] == [
        "Row 5 has a quotation mark that is never closed, or that must be doubled within a cell.",
        "Row 7 has 3 cells; at most 2 are expected.",
    ]


def test_a_mark_that_is_never_closed_takes_no_other_row_along() -> None:
    table = table_of('name,note\nMalon,"never\nEpona,"fine"\nIngo,"never again')
    assert [row.number for row in table.rows] == [3]
    assert [problem.row for problem in table.problems] == [2, 4]


@pytest.mark.parametrize(
    "header",
    [
        "NAME,Note",
        " Display Name , REMARKS ",
        '"display-name","comment"',
        "displayName,comment",
        "What is your name?,Your comment (optional)",
        "Player *,Comment:",
        "\ufeffplayer,comment,,,",
        "Timestamp,Player,Email address,Comment",
    ],
)
def test_headers_are_understood_as_they_are_written(header: str) -> None:
    cells = ["2026-03-14", "Malon", "m@x.test", "hi"] if "Timestamp" in header else ["Malon", "hi"]
    assert rows(f"{header}\n{','.join(cells)}") == [(2, "Malon", "hi")]


def test_of_two_columns_for_one_thing_the_likelier_counts() -> None:
    assert rows("player,name,note\nwrong,right,x") == [(2, "right", "x")]
    assert rows("name,Name,note\nfirst,second,x") == [(2, "first", "x")]


def test_empty_columns_and_rows_at_the_end_are_no_matter() -> None:
    assert rows("name,note,,\nMalon,hi,,\n,,,\n\n") == [(2, "Malon", "hi")]


def test_a_file_may_say_what_separates_its_cells() -> None:
    assert rows("sep=;\nname;note\nMalon;a,b") == [(3, "Malon", "a,b")]
    assert rows('"sep=|"\r\nMalon|a,b') == [(2, "Malon", "a,b")]


def test_without_a_header_the_separator_is_what_fits_the_columns() -> None:
    assert rows("Malon,a;b") == [(1, "Malon", "a;b")]
    assert rows("Malon;a,b,c") == [(1, "Malon", "a,b,c")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_files_are_read_in_the_encodings_that_spreadsheets_write(encoding: str) -> None:
    text = "name\tnote\r\nZo\u00eb\tcaf\u00e9 \u2019\r\n"
    assert rows(decoded(text.encode(encoding))) == [(2, "Zo\u00eb", "caf\u00e9 \u2019")]


def test_any_bytes_can_be_read() -> None:
    assert decoded(b"\x81\x8d\xff\xfe") != ""
    assert decoded(b"\xff\xfea") == "\ufffd"
    assert decoded(b"") == ""


def test_too_many_lines_are_refused_at_once() -> None:
    with pytest.raises(InvalidInput, match=r"at most 100,000 lines; this has 100,001"):
        table_of("\n" * 100_001)


CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_what_a_writer_of_rfc_4180_writes_is_read_back(written: Sequence[tuple[str, str]], separator: str) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([("name", "note"), *written])

    def kept(cell: str) -> str:
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip(" \u00a0")

    expected = [(name, note) for name, note in ((kept(name), kept(note)) for name, note in written) if name or note]
    try:
        found = [(row.cell("name"), row.cell("note")) for row in table_of(target.getvalue()).rows]
    except InvalidInput:
        found = []
    guarded = [pair for pair in expected if not any(cell.startswith(("'", "=")) for cell in pair)]
    assert [pair for pair in found if pair in guarded] == guarded
    assert len(found) == len(expected)
