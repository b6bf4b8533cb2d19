"""Text from outside is bounded and printable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.errors import InvalidInput
from application.domain.text import one_line, several_lines, web_address


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


@pytest.mark.parametrize("address", ["https://alttpr.com/h/abc", "http://seeds.test:8080/x?y=1#z"])
def test_web_addresses_are_accepted_as_they_are(address: str) -> None:
    assert web_address(f" {address} ", field="url", what="address") == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "alttpr.com/h/abc",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://user:pw@host/",
        "https://host/a b",
        "https://host/\u202eabc",
        "http://[broken/",
        "https://host/" + "x" * 500,
    ],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput):
        web_address(address, field="url", what="address")
