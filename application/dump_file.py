"""A dump on the disk, plain or packed with gzip, read once from its beginning to its end."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from application.domain.ids import read_id
from application.domain.operations.importing.assembling import Source
from application.domain.operations.importing.dump import DumpFacts, UnusableDump, rows_of
from application.domain.operations.importing.source import KNOWN_VERSION, OLDEST_VERSION

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP = b"\x1f\x8b"
_LONGEST_LINE = 1 << 26
_LARGEST_UNPACKED = 64 << 30
_MOST_LINES = 5_000_000


@dataclass(frozen=True, slots=True)
class Dump:
    source: Source
    facts: DumpFacts
    sha256: str
    """Of the file as it is on the disk."""

    @property
    def version(self) -> str:
        return self.source.version.partition("_")[0]

    @property
    def written_at(self) -> datetime | None:
        """In the zone of the machine that made it."""
        return self.facts.completed_at


def read_dump_file(path: Path, *, accept_newer: bool = False) -> Dump:
    """Read a dump on the disk; see `read_dump`."""
    try:
        with path.open("rb") as file:
            return read_dump(file, path.name, accept_newer=accept_newer)
    except OSError as error:
        raise UnusableDump.because(f"The file {path.name} can't be read: {error.strerror or error}.") from error


def read_dump(
    file: BinaryIO,
    name: str,
    *,
    accept_newer: bool = False,
    largest: int = _LARGEST_UNPACKED,
    most_lines: int = _MOST_LINES,
) -> Dump:
    """Read a whole dump. Raises `UnusableDump` for one that can't be read, is too old, or has columns nobody knows.

    `accept_newer` passes over such columns; `largest` is how many bytes may be in it once it is unpacked, in
    `most_lines`.
    """
    seen, facts, source = hashlib.sha256(), DumpFacts(), Source()
    try:
        source.take(rows_of(_lines(file, seen, largest, most_lines), facts))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnusableDump.because(f"The file {name} ends in the middle, or is damaged.") from error
    dump = Dump(source, facts, seen.hexdigest())
    _demand_known(dump, accept_newer=accept_newer)
    return dump


def _demand_known(dump: Dump, *, accept_newer: bool) -> None:
    version = read_id(dump.version) or 0
    if version < OLDEST_VERSION:
        found = dump.version[:20] or "none"
        raise UnusableDump.because(
            f"SahasrahBot's database has version {found}; bring it to version {KNOWN_VERSION} first."
        )
    unknown = [f"{table}.{column}" for table, columns in dump.facts.unknown_columns.items() for column in columns]
    if unknown and not accept_newer:
        raise UnusableDump.because(
            f"SahasrahBot's database has version {dump.version}, and nobody here knows {', '.join(unknown)}. "
            "Look whether any of it is needed, and pass over it with --accept-newer."
        )


class _Seen(io.RawIOBase):
    """A file of which every byte that is read goes into the hash."""

    def __init__(self, file: BinaryIO, seen: "hashlib._Hash") -> None:
        self._file = file
        self._seen = seen

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer)
        piece = self._file.read(len(room))
        self._seen.update(piece)
        room[: len(piece)] = piece
        return len(piece)


def _lines(file: BinaryIO, seen: "hashlib._Hash", largest: int, most_lines: int) -> Iterator[bytes]:
    buffered = io.BufferedReader(_Seen(file, seen), 1 << 20)
    is_packed = buffered.peek(2)[:2] == _GZIP
    left = largest
    with gzip.open(buffered) if is_packed else nullcontext(buffered) as unpacked:
        while line := unpacked.readline(_LONGEST_LINE + 1):
            left, most_lines = left - len(line), most_lines - 1
            if min(left, most_lines) < 0 or len(line) > _LONGEST_LINE:
                raise UnusableDump.because("This dump unpacks to more than any of SahasrahBot's.")
            yield line
    while buffered.read(1 << 20):
        pass
