"""Reading pasted lines and CSV files row by row: every row stands for itself, so one bad row harms no other."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from application.domain.csv_text import without_formula_guard
from application.domain.errors import FieldProblem, InvalidInput

LONGEST_TEXT = 8_000_000
LONGEST_ROW = 4_000
MOST_ROWS = 10_000
_DELIMITERS = (",", ";", "\t")
_FIRST_AND_REST = re.compile(r"([^\s,;]+)[\s,;]*(.*)")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row; rows are counted from 1 as an editor shows them, the header included."""

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


def read_table(
    text: str,
    *,
    columns: Mapping[str, Sequence[str]],
    order: Sequence[str],
    field: str,
    most_rows: int = MOST_ROWS,
    loose: bool = False,
) -> Table:
    """Read text with one row a line, separated by commas, semicolons or tabs.

    `columns` names each column with the words that a header may have for it. Without a header the cells come in
    `order`; with `loose` the first cell then ends at the first blank or separator and all the rest is the second one.
    Empty lines are skipped. Raises `InvalidInput` on `field` for text that is too long or has no rows.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidInput.on(field, f"The text may have at most {LONGEST_TEXT:,} characters; this has {len(text):,}.")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, line.strip(" \u00a0")) for number, line in enumerate(lines, start=1) if line.strip()]
    words = {word: column for column, known in columns.items() for word in (column, *known)}
    delimiter, header = _header(filled[0][1], words) if filled else (None, None)
    if header is not None:
        filled = filled[1:]
    if not filled:
        raise InvalidInput.on(field, "There are no rows in this text.")
    if len(filled) > most_rows:
        raise InvalidInput.on(field, f"At most {most_rows:,} rows are possible at once; this has {len(filled):,}.")
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for number, line in filled:
        if len(line) > LONGEST_ROW:
            problems.append(
                RowProblem(number, f"Row {number} has {len(line):,} characters; at most {LONGEST_ROW:,} are possible.")
            )
            continue
        cells = _first_and_rest(line) if loose and header is None else _cells(line, delimiter)
        if cells is None:
            problems.append(RowProblem(number, f"Row {number} has a quotation mark that is never closed."))
            continue
        names = header or tuple(order)
        if len(cells) > len(names) and any(cells[len(names) :]):
            problems.append(
                RowProblem(number, f"Row {number} has {len(cells)} cells; at most {len(names)} are expected.")
            )
            continue
        rows.append(Row(number, {name: cell for name, cell in zip(names, cells, strict=False) if name}))
    return Table(tuple(rows), tuple(problems))


def as_field_problems(problems: Sequence[RowProblem], field: str, *, most: int = 50) -> tuple[FieldProblem, ...]:
    """Return problems for an `InvalidInput`; beyond `most` they are counted."""
    named = [FieldProblem(f"{field}/{problem.row}", problem.message) for problem in problems[:most]]
    if len(problems) > most:
        named.append(FieldProblem(field, f"{len(problems) - most} more rows have problems."))
    return tuple(named)


def _header(line: str, words: Mapping[str, str]) -> tuple[str | None, tuple[str, ...] | None]:
    """Return the separator and the columns that a header names; an unknown word is a column to be ignored."""
    for delimiter in _DELIMITERS:
        if len(line) <= LONGEST_ROW and (cells := _split(line, delimiter)) is not None:
            names = [words.get(cell.strip().casefold().replace(" ", "_"), "") for cell in cells]
            if any(names) and (len(cells) > 1 or delimiter == _DELIMITERS[-1]):
                return delimiter, tuple(names)
    return None, None


def _cells(line: str, delimiter: str | None) -> list[str] | None:
    if delimiter is None:
        delimiter = next((mark for mark in reversed(_DELIMITERS) if mark in line), _DELIMITERS[0])
    cells = _split(line, delimiter)
    return None if cells is None else [without_formula_guard(cell.strip()) for cell in cells]


def _first_and_rest(line: str) -> list[str] | None:
    if line.startswith('"'):
        return _cells(line, None)
    match = _FIRST_AND_REST.fullmatch(line)
    first, rest = match.groups() if match is not None else (line, "")
    if not rest.startswith('"'):
        return [first, rest]
    cells = _cells(rest, _DELIMITERS[0])
    return None if cells is None else [first, *cells]


def _split(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return None
