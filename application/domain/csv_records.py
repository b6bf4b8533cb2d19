"""Splitting text into the records and cells of a table, as RFC 4180 has it and as spreadsheets write it."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

LONGEST_RECORD = 4_000
DELIMITERS = (",", ";", "\t", "|")
_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_ANY_LINE_END = re.compile(r"\r\n|\r")
_BLANKS = " \u00a0"


class BrokenRecord(Exception):
    """A quotation mark of this record is never closed, or stands within a cell without being doubled."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row as a spreadsheet counts them, from 1, empty ones included; `cells` is None for one that is broken.

    A row with a line break in a quoted cell is one row.
    """

    number: int
    line: str
    """As it stands in the text."""
    cells: tuple[str, ...] | None

    @property
    def is_empty(self) -> bool:
        return self.cells is not None and not any(self.cells)


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 with or without their marks, otherwise Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    beginning = content[:200]
    if len(content) % 2 == 0 and beginning.count(0) * 3 > len(beginning):
        return content.decode(
            "utf-16-le" if beginning[1::2].count(0) > beginning[::2].count(0) else "utf-16-be", "replace"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Split text into records. One that is broken ends with its line, so that it takes no other along."""
    place = number = 0
    while place < len(text):
        number += 1
        try:
            cells, end = _cells(text, place, delimiter)
        except BrokenRecord:
            line = _LINE.match(text, place)
            assert line is not None  # noqa: S101  # it matches nothing, too
            cells, end = None, line.end()
        yield Record(number, text[place:end], cells)
        line_end = _LINE_END.match(text, end)
        assert line_end is not None  # noqa: S101  # a record ends where a line ends
        place = line_end.end()


def cells_of(line: str, delimiter: str) -> tuple[str, ...] | None:
    """Return the cells of one record, None if it is broken."""
    return next((record.cells for record in records(line, delimiter)), ())


def _cells(text: str, place: int, delimiter: str) -> tuple[tuple[str, ...], int]:
    quoted, plain = _patterns(delimiter)
    cells = []
    most = place + 2 * LONGEST_RECORD
    while True:
        match = quoted.match(text, place)
        if match is not None:
            cells.append(_ANY_LINE_END.sub("\n", match[1].replace('""', '"')).strip(_BLANKS))
        else:
            match = plain.match(text, place)
            assert match is not None  # noqa: S101  # it matches nothing, too
            cell = match[0].strip(_BLANKS)
            if cell.startswith('"'):
                raise BrokenRecord
            cells.append(cell)
        place = match.end()
        if not text.startswith(delimiter, place):
            return tuple(cells), place
        if place > most:
            raise BrokenRecord
        place += 1


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    mark = re.escape(delimiter)
    quoted = rf'[{_BLANKS}]*"((?:[^"]|""){{0,{LONGEST_RECORD}}})"[{_BLANKS}]*(?={mark}|[\r\n]|\Z)'
    return re.compile(quoted), re.compile(rf"[^{mark}\r\n]*")
