"""Permalinks from pasted lines and CSV files, however people make them."""

import pytest

from application.domain.errors import InvalidInput
from application.domain.tournaments.permalink_list import PermalinkList, read_permalinks

URL = "https://seeds.test/h/abc"


def rows(text: str, *, is_live: bool = False) -> list[tuple[int, str, str, bool]]:
    found = read_permalinks(text, is_live=is_live)
    assert found.problems == ()
    return [(row.row, row.url, row.notes, row.is_live) for row in found.permalinks]


def problems(text: str) -> list[str]:
    return [problem.message for problem in read_permalinks(text).problems]


def test_one_address_a_line_is_enough() -> None:
    assert rows(f"{URL}1\n{URL}2\n") == [(1, f"{URL}1", "", False), (2, f"{URL}2", "", False)]


@pytest.mark.parametrize(
    "line",
    [
        f"{URL} Bow/Boots, Lamp",
        f"{URL}\tBow/Boots, Lamp",
        f"{URL}, Bow/Boots, Lamp",
        f'{URL},"Bow/Boots, Lamp"',
        f'"{URL}","Bow/Boots, Lamp"',
        f"   {URL}   Bow/Boots, Lamp  ",
    ],
)
def test_notes_may_follow_however_they_are_set_apart(line: str) -> None:
    assert rows(line) == [(1, URL, "Bow/Boots, Lamp", False)]


def test_byte_order_mark_windows_line_ends_and_empty_lines_are_no_matter() -> None:
    text = f"\ufeff{URL}1\r\n\r\n   \r\n{URL}2\r{URL}3"
    assert [row[0] for row in rows(text)] == [1, 4, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_header_names_the_columns_in_any_order(separator: str) -> None:
    lines = [
        ["Notes", "id", "Permalink", "live"],
        ["Bow", "7", f"{URL}1", "yes"],
        ["Hookshot", "8", f"{URL}2", ""],
        ["", "9", f"{URL}3"],
    ]
    text = "\n".join(separator.join(line) for line in lines)
    assert rows(text) == [(2, f"{URL}1", "Bow", True), (3, f"{URL}2", "Hookshot", False), (4, f"{URL}3", "", False)]


def test_without_a_column_for_it_all_are_kept_for_live_races_or_none() -> None:
    assert rows(f"url\n{URL}", is_live=True) == [(2, URL, "", True)]
    assert rows(URL, is_live=True) == [(1, URL, "", True)]


def test_html_in_notes_stays_the_text_that_it_is() -> None:
    assert rows(f"{URL} <script>alert(1)</script>") == [(1, URL, "<script>alert(1)</script>", False)]


def test_control_and_direction_characters_are_taken_out_of_notes() -> None:
    assert rows(f"{URL} Bo\u202ew\u0007 / Boots") == [(1, URL, "Bow / Boots", False)]


def test_repeated_rows_are_named_and_only_the_first_is_kept() -> None:
    found = read_permalinks(f"{URL}1\n{URL}2\n{URL}1 again\n{URL}2")
    assert [row.row for row in found.permalinks] == [1, 2]
    assert [problem.message for problem in found.problems] == ["Row 3 repeats row 1.", "Row 4 repeats row 2."]


def test_bad_rows_are_named_by_number_and_never_repeated() -> None:
    text = "\n".join(
        [
            "url,notes,live",
            "ftp://secret.test/seed,,",
            "secret-words-only,,",
            f'{URL},"never closed,',
            f"{URL}5,{'n' * 501},",
            f"{URL}6,,perhaps",
            f"{URL}7,,,,extra",
            f"{URL}8,fine,no",
        ]
    )
    found = read_permalinks(text)
    assert [row.row for row in found.permalinks] == [8]
    assert [problem.row for problem in found.problems] == [2, 3, 4, 5, 6, 7]
    assert "secret" not in repr(found.problems)
    assert "seeds.test" not in repr(found)


def test_one_enormous_line_harms_no_other() -> None:
    found = read_permalinks(f"{URL}1\n{'x' * 1_000_000}\n{URL}3")
    assert [row.row for row in found.permalinks] == [1, 3]
    assert problems("x" * 1_000_000) == ["Row 1 has 1,000,000 characters; at most 4,000 are possible."]


def test_ten_thousand_rows_are_read_and_one_more_is_too_many() -> None:
    lines = [f"{URL}{number} Bow/Boots" for number in range(10_000)]
    assert len(read_permalinks("\n".join(lines)).permalinks) == 10_000
    with pytest.raises(InvalidInput, match=r"At most 10,000 rows .* this has 10,001"):
        read_permalinks("\n".join([*lines, f"{URL}x"]))


def test_a_text_of_many_megabytes_is_refused_as_a_whole() -> None:
    with pytest.raises(InvalidInput, match="at most 8,000,000 characters"):
        read_permalinks("x" * 8_000_001)


@pytest.mark.parametrize("text", ["", " \n \r\n", "\ufeff", "url,notes"])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(InvalidInput, match="no rows"):
        read_permalinks(text)


def test_reading_is_the_same_for_one_text_however_often() -> None:
    text = f"{URL}1 a\n{URL}2\nbad"
    assert read_permalinks(text) == read_permalinks(text)
    assert isinstance(read_permalinks(text), PermalinkList)
