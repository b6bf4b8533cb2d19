"""Tables, which are rows on a desktop and cards on a phone, and which part of a long one a page shows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from components.markup import element, link, test_id, text

T = TypeVar("T")
S = TypeVar("S")

Columns = Sequence[tuple[str, str]]
"""Titles with their classes."""

MOST_ROWS = 100


@contextmanager
def table(name: str, columns: Columns, classes: str = "table--cards", *, caption: str = "") -> Iterator[None]:
    """The head of a table; its rows are drawn within the block."""
    with table_in_parts(name, columns, classes, caption=caption), element(tag="tbody"):
        yield


@contextmanager
def table_in_parts(name: str, columns: Columns, classes: str = "table--cards", *, caption: str = "") -> Iterator[None]:
    """The head of a table; groups of its rows are drawn within the block."""
    with test_id(element(f"table {classes}", "table"), name):
        if caption:
            text(caption, "visually-hidden", "caption")
        with element(tag="thead"), element(tag="tr"):
            for title, column in columns:
                text(title, column, "th").props["scope"] = "col"
        yield


def plain(*titles: str) -> Columns:
    return tuple((title, "") for title in titles)


def number_cell(label: str, value: str) -> None:
    text(value, "number table__end", "td").props["data-label"] = label


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some rows of a long list; the viewer's own stand beside them where they are above or below."""

    rows: tuple[T, ...]
    above: tuple[T, ...]
    below: tuple[T, ...]
    page: int
    """From 1."""
    total: int
    own_page: int | None
    """Where the viewer's first row is."""
    is_whole: bool = False
    """Whether all rows are on one page, however many there are."""

    @property
    def pages(self) -> int:
        return 1 if self.is_whole else _pages(self.total)

    def map(self, shown: Callable[[T], S]) -> "Part[S]":
        """Return the same part with each row as it is shown."""
        rows, above, below = (tuple(map(shown, rows)) for rows in (self.rows, self.above, self.below))
        return Part(rows, above, below, self.page, self.total, self.own_page, self.is_whole)


def part_of(rows: Sequence[T], page: int, *, is_own: Callable[[T], bool]) -> Part[T]:
    """Return the rows of a page; one that there is no longer is the last one."""
    page = min(page, _pages(len(rows)))
    first, end = (page - 1) * MOST_ROWS, page * MOST_ROWS
    own = [position for position, row in enumerate(rows) if is_own(row)]
    return Part(
        rows=tuple(rows[first:end]),
        above=tuple(rows[position] for position in own if position < first),
        below=tuple(rows[position] for position in own if position >= end),
        page=page,
        total=len(rows),
        own_page=own[0] // MOST_ROWS + 1 if own else None,
    )


def whole(rows: Sequence[T]) -> Part[T]:
    return Part(tuple(rows), (), (), page=1, total=len(rows), own_page=None, is_whole=True)


def page_number(words: str) -> int:
    """Read a page's number from an address; what can't be read is the first one."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < len("1000000") and int(words) else 1


def rows_in(words: str, *, usual: int, most: int) -> int:
    """Read from an address how many rows are wanted; the usual number where it can't be read."""
    wanted = int(words) if words.isascii() and words.isdecimal() and len(words) < len("1000") else 0
    return min(wanted, most) if wanted else usual


def _pages(total: int) -> int:
    return max(-(-total // MOST_ROWS), 1)


def rows_elsewhere(columns: Columns, what: str) -> None:
    """The line between the rows of a page and the viewer's own from another one."""
    with element("table__gap", "tr"):
        text(what, "faint", "td").props["colspan"] = len(columns)


def page_links(part: Part[T], address_of_page: Callable[[int], str]) -> None:
    """Lead to the pages of a long list; nothing where there is one."""
    if part.pages == 1:
        return
    first = (part.page - 1) * MOST_ROWS + 1
    with test_id(element("pages", "nav"), "pages") as nav:
        nav.props["aria-label"] = "Pages"
        if part.page > 1:
            link("Previous", address_of_page(part.page - 1), "button").props["rel"] = "prev"
        text(f"{first:,} to {first + len(part.rows) - 1:,} of {part.total:,}", "soft", "span")
        if part.page < part.pages:
            link("Next", address_of_page(part.page + 1), "button").props["rel"] = "next"
        if part.own_page not in (None, part.page):
            link("Your line", address_of_page(part.own_page or 1), "button button--quiet")


def more_rows(lead: tuple[str, str]) -> None:
    """Lead on to the following rows of a list, by a label and an address; there are none where it is empty."""
    label, address = lead
    if address:
        with element("rows__more"):
            link(label, address, "button")
