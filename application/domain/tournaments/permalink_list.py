"""Permalinks from pasted lines or a CSV file. Messages name rows by number and never repeat a seed."""

from dataclasses import dataclass

from application.domain.errors import InvalidInput, Problems
from application.domain.pasted_line import PastedSeed, is_code, pasted_seeds
from application.domain.seed_key import seed_key
from application.domain.seed_text import seed_text
from application.domain.table_text import MOST_ROWS, Row, RowProblem, column_names, filled_records, read_table
from application.domain.text import one_line

NOTES_LIMIT = 500
_COLUMNS = {
    "url": ("permalink", "seed", "address", "link", "seed link", "seed url", "permalinks", "seeds"),
    "notes": ("note", "hash", "code"),
    "live": ("is_live", "live race", "for live races"),
}
_YES = frozenset({"1", "yes", "y", "true", "live", "x", "on", "\u2713", "\u2714", "\u2705"})
_NO = frozenset({"", "0", "no", "n", "false", "off"})
_IS_IT_ONE = "isn't clearly a seed. If it is one, put it in quotation marks; otherwise leave the row out."


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


@dataclass(frozen=True, slots=True)
class _Line:
    """What one row says, before it is decided whether its text is a seed; `live` is None without a column for it."""

    row: int
    seeds: tuple[PastedSeed, ...]
    live: str | None = None
    problem: str = ""


def read_permalinks(text: str, *, is_live: bool = False) -> PermalinkList:
    """Read seeds as people paste them, or CSV with a header that names the seed's column.

    In pasted lines numbering, bullets, labels and a chat's markup are no part of a seed; what follows an address are
    its notes. Text that isn't clearly a seed is asked about, row by row. A header may name the columns seed, notes and
    live; without a live column `is_live` holds for all. Raises `InvalidInput` for text as a whole that can't be read.
    """
    is_table = _has_header(text)
    lines = _of_a_table(text) if is_table else _pasted(text)
    takes_any_text = is_table and not any(seed.is_address for line in lines for seed in line.seeds)
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    found: list[ListedPermalink] = []
    for line in lines:
        try:
            listed = _listed(line, is_live=is_live, takes_any_text=takes_any_text)
        except InvalidInput as error:
            problems.append(RowProblem(line.row, error.message))
            continue
        for permalink in listed:
            first = seen.setdefault(seed_key(permalink.url), len(found))
            if first < len(found):
                problems.append(RowProblem(line.row, _repeats(line.row, found[first].row)))
                continue
            found.append(permalink)
    return PermalinkList(tuple(found), tuple(sorted(problems, key=lambda problem: problem.row)))


def _repeats(row: int, first: int) -> str:
    return f"Row {row} repeats row {first}." if row != first else f"Row {row} has one seed twice."


def _has_header(text: str) -> bool:
    """A first row is one of column names only if one of them is the seed's and none of its cells is a seed."""
    cells, names = column_names(text, _COLUMNS)
    return "url" in names and not any(
        is_code(cell) or any(seed.is_address for seed in pasted_seeds(cell)) for cell in cells
    )


def _of_a_table(text: str) -> list[_Line]:
    table = read_table(text, columns=_COLUMNS, order=("url", "notes"), field="permalinks")
    lines = [_Line(problem.row, (), problem=problem.message) for problem in table.problems]
    rows = [row for row in table.rows if any(map(str.isalnum, "".join(row.cells.values())))]
    return sorted([*lines, *map(_of_a_row, rows)], key=lambda line: line.row)


def _of_a_row(row: Row) -> _Line:
    notes = row.cell("notes")
    seeds = [
        PastedSeed(seed.text, f"{notes} {seed.notes}".strip(), seed.is_address, seed.is_clear, seed.question)
        for seed in pasted_seeds(row.cell("url"), is_cell=True)
    ]
    problem = "" if seeds else f"Row {row.number} has no seed."
    return _Line(row.number, tuple(seeds), row.cells.get("live"), problem)


def _pasted(text: str) -> list[_Line]:
    lines = []
    for record in filled_records(text, field="permalinks", most_rows=MOST_ROWS):
        if record.problem:
            lines.append(_Line(record.number, (), problem=record.problem))
        elif seeds := pasted_seeds(record.line):
            lines.append(_Line(record.number, seeds))
    if not lines:
        raise InvalidInput.on("permalinks", "There are no rows in this text.")
    return lines


def _listed(line: _Line, *, is_live: bool, takes_any_text: bool) -> list[ListedPermalink]:
    if line.problem:
        raise InvalidInput.on("permalinks", line.problem)
    word = (line.live or "").casefold()
    if word not in _YES | _NO:
        raise InvalidInput.on("live", f"Row {line.row}: write yes or no in the column for live races.")
    return [
        _permalink(
            line.row, seed, is_live=is_live if line.live is None else word in _YES, takes_any_text=takes_any_text
        )
        for seed in line.seeds
    ]


def _permalink(row: int, seed: PastedSeed, *, is_live: bool, takes_any_text: bool) -> ListedPermalink:
    if seed.question:
        raise InvalidInput.on("url", f"Row {row}: {seed.question}")
    if not (seed.is_address or seed.is_clear or (takes_any_text and not seed.is_heading)):
        raise InvalidInput.on("url", f"Row {row} {_IS_IT_ONE}")
    problems, url, notes = Problems(), "", ""
    with problems.noted():
        url = seed_text(seed.text, field="url", what=f"seed in row {row}")
    with problems.noted():
        notes = one_line(seed.notes, field="notes", what=f"notes in row {row}", limit=NOTES_LIMIT, required=False)
    problems.refuse()
    return ListedPermalink(row=row, url=url, notes=notes, is_live=is_live)
