"""Text from outside is bounded and printable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.errors import InvalidInput
from application.domain.text import clean_text, cut_line, folded, one_line, several_lines

LEGIBLE = {
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a runner with a skin tone": "\U0001f3c3\U0001f3fd\u200d\u2640\ufe0f",
    "a pirate's flag": "\U0001f3f4\u200d\u2620\ufe0f",
    "the flag of Scotland": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a keycap": "1\ufe0f\u20e3",
    "a heart in colour": "\u2764\ufe0f",
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Hindi": "\u0930\u094d\u200d\u092f",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Thai": "\u0e19\u0e49\u0e33",
    "Tibetan": "\u0f56\u0f66\u0f92\u0fb2\u0f74\u0f56",
    "pointed Hebrew": "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "a Japanese name with its own form of a character": "\u845b\U000e0100\u98fe",
    "Mongolian": "\u182a\u1820\u180b",
    "Vietnamese": "Nguy\u1ec5n",
    "an Arabic number sign": "\u06dd\u0661",
    "a new emoji": "\U0001fae8",
}
NOTHING = [
    *["\u3164", "\u115f", "\u1160", "\uffa0", "\u200b", "\u2060", "\u2800", "\u00ad", "\u034f", "\u061c", "\u17b4"],
    *["\u180e", "\u200c", "\u200d", "\u202e", "\u2066", "\ufe0f", "\ufeff", "\ufff9", "\ufffc", "\uffff", "\U0001d159"],
    *["\U0001d173", "\U0001bca0", "\U000e0001", "\U000e0041", "\U000e0100", "\ue000", "\U0010fffd", "\ud800", "\u0378"],
    *["\u0301", "\u20dd", "\u0903", "\x00", "\x7f", "\x85", "\u00a0", "\u2003", "\u3000", "\u1680", "\u2028"],
]
"""Alone, none of these shows anything."""


@given(st.text(max_size=300))
def test_a_line_is_printable_and_one_line_whatever_comes_in(text: str) -> None:
    line = one_line(text, field="name", what="name", limit=300, required=False)
    assert line == line.strip()
    assert not any(mark in line for mark in "\n\r\t\0\u202e\u2066")
    assert one_line(line, field="name", what="name", limit=300, required=False) == line


def test_an_over_long_line_is_refused_with_both_figures() -> None:
    with pytest.raises(InvalidInput, match="at most 5 characters; this has 6"):
        one_line("abcdef", field="name", what="name", limit=5)


def test_a_missing_required_line_is_asked_for() -> None:
    with pytest.raises(InvalidInput, match="Give the name"):
        one_line(" \u200f \n", field="name", what="name", limit=5)


def test_lines_are_kept_apart() -> None:
    assert several_lines(" a \n\nb\0 \n", field="notes", what="notes", limit=50) == "a\n\nb"


@pytest.mark.parametrize("name", LEGIBLE.values(), ids=LEGIBLE)
def test_names_in_any_script_and_emoji_stay_as_they_are(name: str) -> None:
    assert one_line(f" {name} ", field="name", what="name", limit=80) == name


@pytest.mark.parametrize("mark", NOTHING, ids=ascii)
@pytest.mark.parametrize("times", [1, 3])
def test_a_name_that_shows_nothing_is_asked_for_again(mark: str, times: int) -> None:
    with pytest.raises(InvalidInput, match=r"^Give the name( with characters that can be seen)?\.$"):
        one_line(mark * times, field="name", what="name", limit=80)
    assert folded(f" {mark}\t{mark}") == ""
    assert several_lines(f"{mark}\n{mark}", field="notes", what="notes", limit=80) == ""
    assert cut_line(mark, 80, instead="Unnamed") == "Unnamed"


@pytest.mark.parametrize("mark", sorted({*NOTHING} - {"\u0301", "\u20dd", "\u0903"}), ids=ascii)
def test_nothing_hides_within_a_name(mark: str) -> None:
    assert clean_text(f"Zel{mark}da").replace(" ", "").replace("\n", "") == "Zelda"


def test_one_name_has_one_spelling() -> None:
    assert clean_text("Pok\u0065\u0301mon") == clean_text("Pok\u00e9mon") == "Pok\u00e9mon"
    assert folded("  Link \u3000\n\u2800 the\u2028Hero\u00a0") == "Link the Hero"


def test_marks_do_not_climb_over_the_lines_around_them() -> None:
    assert clean_text("z" + "\u0324" * 40 + "a") == "z" + "\u0324" * 5 + "a"


@pytest.mark.parametrize(
    ("repeated", "kept"),
    [("\u200b", ""), ("\u200d", ""), ("\u0334\u0315", "\u0334" * 5), ("\u0315\x01\u0334", "\u0334" * 5)],
)
def test_cleaning_is_quick_where_it_was_meant_to_take_hours(repeated: str, kept: str) -> None:
    assert clean_text("z" + repeated * 30_000 + "a") == "z" + kept + "a"


def test_joiners_that_change_nothing_are_gone() -> None:
    assert clean_text("Link\u200d") == clean_text("Li\u200cnk") == clean_text("\u200dLink") == "Link"
    assert clean_text("\u062f\u200c\u0627") == "\u062f\u0627"
    assert clean_text("1\ufe0f 2") == "1 2"
    assert clean_text("\U0001f3f4\U000e0068\U000e0069\U000e007f") == "\U0001f3f4"


def test_a_name_is_not_cut_within_an_emoji() -> None:
    family = LEGIBLE["a family"]
    assert cut_line("ab" + family, 4) == "ab" + family[0]


def test_lines_end_in_one_way_however_they_were_ended() -> None:
    assert clean_text("a\r\nb\rc\x0bd\x85e\u2029f") == "a\nb\nc\nd\ne\nf"


@given(st.text(st.one_of(st.characters(), st.sampled_from("".join(NOTHING) + "".join(LEGIBLE.values()))), max_size=40))
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    line = folded(text)
    assert folded(line) == line
    lines = several_lines(text, field="", what="", limit=1000)
    assert several_lines(lines, field="", what="", limit=1000) == lines
