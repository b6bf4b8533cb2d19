"""Tables as CSV text that a spreadsheet can open and save again without harm to what is in it.

An apostrophe before a text keeps spreadsheets from computing it and from taking it for a number: Excel and LibreOffice
keep it, Google Sheets takes it for its own mark of a text. `without_guard` reads all of that back.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from application.domain.characters import IGNORABLE

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the encoding of the computer's country."""

_STARTS = "=+@\uff1d\uff0b\uff0d\uff20-"
_FORMULA = re.compile(rf"[\s{IGNORABLE}]*'*[{_STARTS}]|[\t\r\n]")
"""How a cell begins that a spreadsheet would compute; it doesn't see what is before the sign."""
_LATER_FORMULA = re.compile(rf"([;|\t\r\n][\s{IGNORABLE}]*)(?='*[{_STARTS}])")
"""Where another cell would begin for a spreadsheet of a country in which a semicolon or a tab parts cells."""
_LATER_GUARD = re.compile(rf"([;|\t\r\n][\s{IGNORABLE}]*)'(?='*[{_STARTS}])")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TAKEN_FOR_SOMETHING_ELSE = re.compile(
    rf"[0-9]{{16,}}|0[0-9]+|[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]+|[0-9]{{1,2}}[-/][0-9]{{1,4}}|true|false"
    rf"|{_MONTH}[-/ ]?[0-9]{{1,4}}|[0-9]{{1,2}}[-/ ]?{_MONTH}",
    re.IGNORECASE,
)
"""What a spreadsheet would round, shorten, or make a date or a truth value of."""
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')

Cell = str | int | float | None


def csv_table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table with a header row; text that a spreadsheet would compute or alter gets an apostrophe.

    Numbers stay numbers, so ids must come as text; None becomes an empty cell. Lines end as RFC 4180 wants them.
    """
    return csv_lines([header], is_beginning=True) + csv_lines(rows)


def csv_lines(rows: Iterable[Sequence[Cell]], *, is_beginning: bool = False) -> str:
    """Return some rows of such a table, for one that is written in pieces."""
    target = io.StringIO()
    if is_beginning:
        target.write(BYTE_ORDER_MARK)
    csv.writer(target).writerows([_cell(value) for value in row] for row in rows)
    return target.getvalue()


def without_guard(text: str) -> str:
    """Return a cell as it was before `csv_table`, or a person with `="…"`, guarded it."""
    formula = _TEXT_FORMULA.fullmatch(text)
    if formula is not None:
        return formula[1].replace('""', '"')
    bare = text[1:] if text[:1] == "'" and _needs_guard(text[1:]) else text
    return _LATER_GUARD.sub(r"\1", bare)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    guarded = _LATER_FORMULA.sub(r"\1'", value)
    return f"'{guarded}" if _needs_guard(value) else guarded


def _needs_guard(text: str) -> bool:
    if text.startswith("'"):
        return _needs_guard(text[1:])
    if _NUMBER.fullmatch(text):
        return False
    return _FORMULA.match(text) is not None or _TAKEN_FOR_SOMETHING_ELSE.fullmatch(text) is not None
