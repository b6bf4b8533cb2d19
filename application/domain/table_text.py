"""Reading pasted lines and CSV files row by row: every row stands for itself, so one bad row harms no other."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from application.domain.csv_records import DELIMITERS, LONGEST_RECORD, Record, cells_of, records
from application.domain.csv_text import BYTE_ORDER_MARK, without_guard
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.text import folded
from application.domain.words import counted

LONGEST_TEXT = 8_000_000
MOST_ROWS = 10_000
SAMPLED = 200
"""Rows that are looked at to tell what the columns are."""
_MOST_TITLES = 5
"""Rows above a header that only say what the table is."""
_FEWEST_NAMED = 2
"""Columns that a row below the first must name to be the header."""
_MOST_LINES = 100_000
"""Empty ones and those within cells included."""
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<mark>[,;\t|])"?', re.IGNORECASE)
"""How Excel is told the separator of a file."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset(
    {"what", "whats", "is", "s", "are", "your", "you", "the", "a", "an", "please", "enter", "give", "full"}
)
"""Of the questions that form tools make headers of: "What is your Discord ID? (required)"."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row; rows are counted from 1 as a spreadsheet shows them, the header included."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column; columns that the row lacks are empty."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    delimiter: str
    names: tuple[str, ...] | None
    """Of the columns, empty for one to be ignored; None without a header."""
    first: int
    """The first row that can be one of the table."""


def read_table(
    text: str,
    *,
    columns: Mapping[str, Sequence[str]],
    order: Sequence[str],
    field: str,
    most_rows: int = MOST_ROWS,
) -> Table:
    """Read text with one row a line, its cells separated by commas, semicolons, tabs or upright strokes.

    `columns` names each column with the words that a header may have for it, the likeliest first. Without a header the
    cells come in `order`. Empty lines are skipped. Raises `InvalidInput` on `field` for text that is too long or has no
    rows.
    """
    text = _checked(text, field)
    layout = _layout(text, columns, order)
    return _table(_filled(text, layout, field, most_rows), layout.names or tuple(order))


@dataclass(frozen=True, slots=True)
class UnnamedTable:
    """Rows of which it is still to be told what their columns are."""

    headings: tuple[str, ...]
    """As they stand in the first row of names, empty without one."""
    names: tuple[str, ...]
    """The column that each heading names by itself, empty for none."""
    _records: tuple[Record, ...]

    @property
    def width(self) -> int:
        """How many columns there are, without those at the end in which nothing stands."""
        return max(_filled_width(cells) for cells in (self.headings, *(record.cells or () for record in self._records)))

    def sampled(self, place: int) -> list[str]:
        """What stands in one column of the first rows, without empty cells."""
        rows = (record.cells for record in self._records[:SAMPLED] if record.cells is not None)
        return [cell for cells in rows if place < len(cells) and (cell := without_guard(cells[place]))]

    def named(self, names: Sequence[str]) -> Table:
        """Read the rows; a column with an empty name is left out."""
        return _table(self._records, tuple(names))


def unnamed_table(
    text: str,
    *,
    columns: Mapping[str, Sequence[str]],
    order: Sequence[str],
    field: str,
    most_rows: int,
    is_content: Callable[[str], bool],
) -> UnnamedTable:
    """Read text as `read_table` does, but for what its columns are.

    A first row without any cell that `is_content`, above rows that have such cells, is one of headings though no word
    of it is known; so is a row below titles that fill one cell each. Raises `InvalidInput` as `read_table` does.
    """
    text = _checked(text, field)
    layout = _layout(text, columns, order, titles=_MOST_TITLES)
    found = _filled(text, layout, field, most_rows)
    if layout.names is not None:
        header = next(one for one in records(text, layout.delimiter) if one.number == layout.first - 1)
        return UnnamedTable(header.cells or (), layout.names, tuple(found))
    has_content = [any(map(is_content, record.cells or ())) for record in found[:SAMPLED]]
    if len(found) > 1 and not has_content[0] and any(has_content):
        headings = found[0].cells or ()
        return UnnamedTable(headings, ("",) * len(headings), tuple(found[1:]))
    return UnnamedTable((), (), tuple(found))


def _filled_width(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _filled(text: str, layout: _Layout, field: str, most_rows: int) -> list[Record]:
    found = [record for record in records(text, layout.delimiter) if record.number >= layout.first]
    filled = [record for record in found if record.line.strip() and not record.is_empty]
    if not filled:
        raise InvalidInput.on(field, "There are no rows in this text.")
    _check_number(len(filled), field, most_rows)
    return filled


def _table(found: Sequence[Record], names: tuple[str, ...]) -> Table:
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for record in found:
        try:
            rows.append(_row(record, names))
        except InvalidInput as error:
            problems.append(RowProblem(record.number, error.message))
    return Table(tuple(rows), tuple(problems))


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it stands in the text; `problem` says why it can't be read at all."""

    number: int
    line: str
    problem: str = ""


def filled_records(text: str, *, field: str, most_rows: int = MOST_ROWS) -> list[FilledRow]:
    """Return the rows of text that has no columns, numbered as those of a table."""
    found = [record for record in records(_checked(text, field), ",") if record.line.strip()]
    if not found:
        raise InvalidInput.on(field, "There are no rows in this text.")
    _check_number(len(found), field, most_rows)
    return [FilledRow(record.number, record.line, _length_problem(record)) for record in found]


def column_names(text: str, columns: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cells of the first row and the column that each of them would name, were it a header."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    layout = _layout(text, columns, ())
    if layout.names is None:
        return (), ()
    header = next(one for one in records(text, layout.delimiter) if one.number == layout.first - 1)
    return header.cells or (), layout.names


def column_named(heading: str, columns: Mapping[str, Sequence[str]]) -> str:
    """Return the column that a heading names were it the only one, empty for none."""
    return _names((heading,), columns)[0]


def as_field_problems(problems: Sequence[RowProblem], field: str, *, most: int = 50) -> tuple[FieldProblem, ...]:
    """Return problems for an `InvalidInput`; beyond `most` they are counted."""
    named = [FieldProblem(f"{field}/{problem.row}", problem.message) for problem in problems[:most]]
    if len(problems) > most:
        named.append(
            FieldProblem(field, f"{counted(len(problems) - most, 'more row has', 'more rows have')} problems.")
        )
    return tuple(named)


def _checked(text: str, field: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise InvalidInput.on(field, f"The text may have at most {LONGEST_TEXT:,} characters; this has {len(text):,}.")
    lines = text.count("\n") + text.count("\r")
    if lines > _MOST_LINES:
        raise InvalidInput.on(field, f"The text may have at most {_MOST_LINES:,} lines; this has {lines:,}.")
    return text.removeprefix(BYTE_ORDER_MARK)


def _check_number(rows: int, field: str, most: int) -> None:
    if rows > most:
        raise InvalidInput.on(field, f"At most {most:,} rows are possible at once; this has {rows:,}.")


def _length_problem(record: Record) -> str:
    if len(record.line) <= LONGEST_RECORD:
        return ""
    return f"Row {record.number} has {len(record.line):,} characters; at most {LONGEST_RECORD:,} are possible."


def _row(record: Record, names: tuple[str, ...]) -> Row:
    number = record.number
    if problem := _length_problem(record):
        raise InvalidInput.on("", problem)
    cells = record.cells
    if cells is None:
        raise InvalidInput.on(
            "", f"Row {number} has a quotation mark that is never closed, or that must be doubled within a cell."
        )
    if any(cells[len(names) :]):
        raise InvalidInput.on("", f"Row {number} has {len(cells)} cells; at most {len(names)} are expected.")
    return Row(number, {name: without_guard(cell) for name, cell in zip(names, cells, strict=False) if name})


def _layout(text: str, columns: Mapping[str, Sequence[str]], order: Sequence[str], *, titles: int = 0) -> _Layout:
    start = _first_filled(text, ",", 1)
    if start is None:
        return _Layout(",", None, 1)
    told = _SEPARATOR_LINE.fullmatch(start.line.strip(" "))
    first = start.number + 1 if told is not None else 1
    best, best_rank = None, (0, 0)
    for delimiter in (told["mark"],) if told is not None else DELIMITERS:
        for above, record in enumerate(_leading(text, delimiter, first, titles + 1)):
            if record.cells is None or len(record.line) > LONGEST_RECORD:
                break
            names = _names(record.cells, columns)
            rank = (sum(map(bool, names)), len(names))
            if rank[0] >= (_FEWEST_NAMED if above else 1) and rank > best_rank:
                best, best_rank = _Layout(delimiter, names, record.number + 1), rank
                break
            if sum(map(bool, record.cells)) > 1:
                break
    if best is not None:
        return best
    return _Layout(told["mark"] if told is not None else _delimiter(start.line, len(order)), None, first)


def _first_filled(text: str, delimiter: str, first: int) -> Record | None:
    return next(_leading(text, delimiter, first, 1), None)


def _leading(text: str, delimiter: str, first: int, most: int) -> Iterator[Record]:
    filled = (one for one in records(text, delimiter) if one.number >= first and one.line.strip() and not one.is_empty)
    return islice(filled, most)


def _delimiter(line: str, most: int) -> str:
    """Return the separator that makes the most cells of a row without making too many."""

    def fit(delimiter: str) -> tuple[bool, int]:
        cells = cells_of(line, delimiter) or ()
        return len(cells) <= most, len(cells)

    return max(DELIMITERS, key=fit)


def _names(cells: Sequence[str], columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the column that each cell of a header names, empty for none; of two for one column the likelier wins."""
    known = {
        _plain(word): (column, rank) for column, words in columns.items() for rank, word in enumerate((column, *words))
    }
    likeliest: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        column, rank = known.get(_plain(cell)) or known.get(_asked(cell)) or ("", 0)
        if column:
            likeliest[column] = min(likeliest.get(column, (rank, place)), (rank, place))
    named = {place: column for column, (_, place) in likeliest.items()}
    return tuple(named.get(place, "") for place in range(len(cells)))


def _plain(heading: str) -> str:
    return "".join(_WORD.findall(folded(heading).casefold()))


def _asked(heading: str) -> str:
    words = _WORD.findall(_ASIDE.sub(" ", folded(heading).casefold()).replace("\u2019", "").replace("'", ""))
    return "".join(word for word in words if word not in _FILLERS)
