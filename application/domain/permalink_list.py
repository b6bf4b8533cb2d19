"""Permalinks from pasted lines or a CSV file. Messages name rows by number and never repeat an address."""

from dataclasses import dataclass

from application.domain.errors import InvalidInput
from application.domain.table_text import Row, RowProblem, read_table
from application.domain.text import one_line, web_address

NOTES_LIMIT = 500
_COLUMNS = {"url": ("permalink", "seed", "address", "link"), "notes": ("note", "hash", "code"), "live": ("is_live",)}
_YES = frozenset({"1", "yes", "y", "true", "live", "x"})
_NO = frozenset({"", "0", "no", "n", "false"})


@dataclass(frozen=True, slots=True)
class ListedPermalink:
    row: int
    url: str
    notes: str
    is_live: bool

    def __repr__(self) -> str:
        return f"ListedPermalink(row={self.row})"


@dataclass(frozen=True, slots=True)
class PermalinkList:
    permalinks: tuple[ListedPermalink, ...]
    problems: tuple[RowProblem, ...]
    """Ordered by row."""


def read_permalinks(text: str, *, is_live: bool = False) -> PermalinkList:
    """Read one permalink a line: an address, alone or followed by notes; or CSV with a header.

    A header may name the columns url, notes and live; without a live column `is_live` holds for all. Raises
    `InvalidInput` for text as a whole that can't be read.
    """
    table = read_table(text, columns=_COLUMNS, order=("url", "notes"), field="permalinks", loose=True)
    problems = list(table.problems)
    seen: dict[str, int] = {}
    found = []
    for row in table.rows:
        try:
            permalink = _permalink(row, is_live=is_live)
        except InvalidInput as error:
            problems.append(RowProblem(row.number, error.message))
            continue
        if permalink.url in seen:
            problems.append(RowProblem(row.number, f"Row {row.number} repeats row {seen[permalink.url]}."))
            continue
        seen[permalink.url] = row.number
        found.append(permalink)
    return PermalinkList(tuple(found), tuple(sorted(problems, key=lambda problem: problem.row)))


def _permalink(row: Row, *, is_live: bool) -> ListedPermalink:
    word = row.cell("live").casefold()
    if word not in _YES | _NO:
        raise InvalidInput.on("live", f"Row {row.number}: write yes or no in the column for live races.")
    return ListedPermalink(
        row=row.number,
        url=web_address(row.cell("url"), field="url", what=f"address in row {row.number}"),
        notes=one_line(
            row.cell("notes"), field="notes", what=f"notes in row {row.number}", limit=NOTES_LIMIT, required=False
        ),
        is_live=word in _YES if "live" in row.cells else is_live,
    )
