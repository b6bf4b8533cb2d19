"""Reading of what `mysqldump` and `mariadb-dump` write: plain SQL, line by line, never as a whole.

Text is taken byte for byte. Of the tables that are read only the listed columns are kept, so a secret is never in
memory for longer than its line, and never in an error.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.operations.importing.source import COLUMNS, LEFT_OUT, SourceRow, Table, is_required

_TABLES = {table.value: table for table in Table}
_NAMES = re.compile(rb"SET NAMES\s+'?(\w+)", re.IGNORECASE)
_SERVER = re.compile(rb"-- Server version\s+(\S+)")
_COMPLETED = re.compile(rb"-- Dump completed(?: on (\d{4}-\d\d-\d\d\s+\d{1,2}:\d\d:\d\d))?")
_CREATE = re.compile(rb"CREATE TABLE (?:IF NOT EXISTS )?`?(\w+)`?\s*\(", re.IGNORECASE)
_COLUMN = re.compile(rb"\s*`(\w+)`\s")
_INSERT = re.compile(
    rb"(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+`?(\w+)`?\s*(?:\(([^)]*)\)\s*)?VALUES\b", re.IGNORECASE
)
_VALUE = re.compile(r"\s*(?:_\w+\s*)?(?:'([^'\\]*(?:(?:\\.|'')[^'\\]*)*)'|([^',()\s;]+))\s*([,)])", re.DOTALL)
_OPENS = re.compile(r"[\s,]*\(")
_ENDS = re.compile(r"\s*;\s*")
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_LONGEST_ROW = 1 << 25
_MOST_LINES_OF_A_ROW = 100
"""A dump has line ends within a value only as \\n, so a row that goes on and on is none."""
_MEANING = {"0": "\0", "n": "\n", "r": "\r", "t": "\t", "b": "\b", "Z": "\x1a"}

MAKE_IT_SO = (
    "Make it with `mysqldump --single-transaction --default-character-set=utf8mb4 sahasrahbot > sahasrahbot.sql`."
)


class UnusableDump(InvalidInput):
    """Raised with a sentence that says how to make one that can be used."""

    @classmethod
    def because(cls, sentence: str) -> "UnusableDump":
        return cls(FieldProblem("dump", f"{sentence} {MAKE_IT_SO}"))


@dataclass(slots=True)
class DumpFacts:
    """What the dump says of itself; complete once all rows were read."""

    charset: str = ""
    server: str = ""
    completed: bool = False
    completed_at: datetime | None = None
    """In the zone of the machine that made it."""
    unknown_columns: dict[Table, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[Table, int] = field(default_factory=dict)


def rows_of(lines: Iterable[bytes], facts: DumpFacts) -> Iterator[SourceRow]:
    """Return the rows of the tables that are read, in the dump's order, and fill in what it says of itself.

    Raises `UnusableDump` for one that isn't utf8mb4, isn't complete, or lacks a table.
    """
    reader = _Reader(facts)
    for line in lines:
        yield from reader.read(line)
    reader.demand_complete()


class _Reader:
    def __init__(self, facts: DumpFacts) -> None:
        self._facts = facts
        self._columns: dict[str, tuple[str, ...]] = {}
        self._creating: str | None = None
        self._created: list[str] = []
        self._rows: _Rows | None = None
        self._skipping = False

    def read(self, line: bytes) -> Iterator[SourceRow]:
        if self._rows is not None:
            yield from self._continue(line)
        elif self._skipping:
            self._skipping = not _is_end(line)
        elif self._creating is not None:
            self._define(line)
        elif line[:2] == b"--":
            self._remark(line)
        elif (found := _CREATE.match(line)) is not None:
            self._creating, self._created = found[1].decode("ascii", "replace").lower(), []
        elif (inserted := _INSERT.match(line)) is not None:
            yield from self._begin(inserted, line)
        elif (named := _NAMES.search(line)) is not None and not self._columns:
            self._facts.charset = named[1].decode("ascii", "replace").lower()

    def demand_complete(self) -> None:
        if self._rows is not None or not self._facts.completed:
            raise UnusableDump.because("This dump ends in the middle: its last line, “Dump completed”, is missing.")
        self._demand_charset()
        missing = [table.value for table in Table if is_required(table) and table.value not in self._columns]
        if missing:
            raise UnusableDump.because(f"This is no whole dump of SahasrahBot: it lacks {', '.join(missing)}.")

    def _demand_charset(self) -> None:
        if not self._facts.charset:
            raise UnusableDump.because("The head of this dump doesn't say in which characters it is written.")
        if self._facts.charset != "utf8mb4":
            raise UnusableDump.because(
                f"This dump is written in {self._facts.charset}, in which emoji and some names are lost."
            )

    def _remark(self, line: bytes) -> None:
        if (server := _SERVER.match(line)) is not None:
            self._facts.server = server[1].decode("ascii", "replace")
        elif (completed := _COMPLETED.match(line)) is not None:
            self._facts.completed = True
            if completed[1]:
                self._facts.completed_at = _moment(completed[1].decode("ascii"))

    def _define(self, line: bytes) -> None:
        assert self._creating is not None  # noqa: S101  # asked before
        if (column := _COLUMN.match(line)) is not None:
            self._created.append(column[1].decode("ascii", "replace"))
        elif line.startswith(b")"):
            self._columns[self._creating] = tuple(self._created)
            self._creating = None

    def _begin(self, found: re.Match[bytes], line: bytes) -> Iterator[SourceRow]:
        name = found[1].decode("ascii", "replace").lower()
        table = _TABLES.get(name)
        if table is None:
            self._skipping = not _is_end(line)
            return
        self._demand_charset()
        columns = self._columns.get(name, ())
        if found[2] is not None:
            columns = tuple(part.strip(" `\r\n\t") for part in found[2].decode("ascii", "replace").split(","))
            self._columns.setdefault(name, columns)
        if not columns:
            raise UnusableDump.because(f"This dump doesn't say which columns {name} has.")
        self._note_unknown(table, columns)
        self._rows = _Rows(table, columns)
        yield from self._continue(line[found.end() :])

    def _continue(self, line: bytes) -> Iterator[SourceRow]:
        assert self._rows is not None  # noqa: S101  # asked before
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnusableDump.because(f"A row of {self._rows.table} is not written in UTF-8.") from error
        table, rows = self._rows.table, self._rows
        for row in rows.read(text):
            self._facts.rows[table] = self._facts.rows.get(table, 0) + 1
            yield row
        if rows.is_over:
            self._rows = None

    def _note_unknown(self, table: Table, columns: tuple[str, ...]) -> None:
        known = {*COLUMNS[table], *LEFT_OUT.get(table, ())}
        unknown = tuple(column for column in columns if column not in known)
        if unknown and is_required(table):
            self._facts.unknown_columns[table] = unknown


class _Rows:
    """The rows of one statement, which may take several lines; what is unread of a line waits for the next one."""

    def __init__(self, table: Table, columns: tuple[str, ...]) -> None:
        self.table = table
        self._count = len(columns)
        self._kept, self._places = _layout(table, columns)
        self._unread, self._lines = "", 0
        self.is_over = False

    def read(self, line: str) -> Iterator[SourceRow]:
        """Return the rows that are complete now; after them `is_over` tells whether the statement is."""
        text, place = self._unread + line, 0
        self._unread = ""
        value_at, kept, places, table, count = _VALUE.match, self._kept, self._places, self.table, self._count
        while True:
            opened = _OPENS.match(text, place)
            if opened is None:
                self.is_over = _ENDS.match(text, place) is not None
                if not self.is_over and text[place:].strip(", \r\n\t"):
                    raise UnusableDump.because(f"A statement about {table} can't be read.")
                return
            values: list[str | None] = []
            at, end = opened.end(), ""
            while end != ")":
                found = value_at(text, at)
                if found is None:
                    self._unread = text[place:]
                    self._lines = self._lines + 1 if place == 0 else 1
                    if len(self._unread) > _LONGEST_ROW or self._lines > _MOST_LINES_OF_A_ROW:
                        raise UnusableDump.because(f"A statement about {table} can't be read.")
                    return
                quoted, bare, end = found.groups()
                if quoted is None:
                    values.append(None if bare == "NULL" else bare)
                else:
                    values.append(quoted if "\\" not in quoted and "'" not in quoted else _unescaped(quoted))
                at = found.end()
            if len(values) != count:
                raise UnusableDump.because(f"A row of {table} has {len(values)} values for {count} columns.")
            yield SourceRow(table, places, tuple([values[index] for index in kept]))
            place = at


@cache
def _layout(table: Table, columns: tuple[str, ...]) -> tuple[tuple[int, ...], dict[str, int]]:
    """Return where in a statement's rows the kept columns stand, and where among the kept ones; one for all rows."""
    kept = [column for column in COLUMNS[table] if column in columns]
    return tuple(columns.index(column) for column in kept), {column: place for place, column in enumerate(kept)}


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "'" if found[1] is None else _MEANING.get(found[1], found[1]), text)


def _is_end(line: bytes) -> bool:
    """Tell whether a statement that nobody reads ends here; text in it has no line ends of its own."""
    return line.rstrip().endswith(b";")


def _moment(written: str) -> datetime | None:
    day, time = written.split()
    try:
        return datetime.fromisoformat(f"{day} {time.zfill(8)}")
    except ValueError:
        return None
