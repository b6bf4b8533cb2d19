"""Tables as CSV text that is safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Cell = str | int | float | None


def csv_table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table with a header row; text that a spreadsheet would take for a formula gets an apostrophe.

    Numbers stay numbers, None becomes an empty cell. Lines end as RFC 4180 wants them.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_cell(name) for name in header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return target.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    harmless = not value.startswith(_FORMULA_STARTS) or _NUMBER.fullmatch(value)
    return value if harmless else f"'{value}"


def without_formula_guard(text: str) -> str:
    """Return a cell as it was before `csv_table` guarded it, so that what was exported can be imported again."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA_STARTS) else text
