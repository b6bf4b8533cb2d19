"""An archive of an organization on the disk: written in pieces, and read without trust."""

import asyncio
import json
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, BinaryIO

from application.domain.operations.archive import (
    HEADER,
    LARGEST_UNPACKED,
    LONGEST_LINE,
    MOST_FILES,
    MOST_IN_LINE,
    ArchiveHeader,
    UnusableArchive,
    header_of,
)

_FOR_ITS_OWNER = 0o600 << 16
_PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BEGIN_VALUES = (b",", b"[", b"{")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the library raises for files that are no archives, or damaged ones."""


class ArchiveFile:
    """An archive that is being written, within a `with`; it is whole after `end`."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5)

    def __enter__(self) -> "ArchiveFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    async def add(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        with self._entry(name) as entry:
            async for piece in pieces:
                await asyncio.to_thread(entry.write, piece)

    def add_whole(self, name: str, content: bytes) -> None:
        with self._entry(name) as entry:
            entry.write(content)

    async def end(self, header: ArchiveHeader) -> None:
        self.add_whole(HEADER, json.dumps(header.as_values(), ensure_ascii=False, indent=2).encode())
        await asyncio.to_thread(self._zip.close)

    @contextmanager
    def _entry(self, name: str) -> Iterator[Any]:
        described = zipfile.ZipInfo(name)
        described.compress_type, described.external_attr = zipfile.ZIP_DEFLATED, _FOR_ITS_OWNER
        with self._zip.open(described, "w", force_zip64=True) as entry:
            yield entry


class ArchiveContent:
    """An archive that somebody brought. Nothing of it is ever written anywhere under its own name."""

    def __init__(self, file: BinaryIO, *, largest: int = LARGEST_UNPACKED) -> None:
        """Raises `UnusableArchive`; `largest` is how many bytes may be in it once it is unpacked."""
        with _damage_named():
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
        names = [entry.filename for entry in entries]
        if len(names) > MOST_FILES or len(set(names)) != len(names):
            raise UnusableArchive.because("This archive has too many files, or one of them twice.")
        if sum(entry.file_size for entry in entries) > largest:
            raise UnusableArchive.because("This archive unpacks to more than is taken here. Use the command line.")
        self._entries: Mapping[str, zipfile.ZipInfo] = dict(zip(names, entries, strict=True))
        self.bytes_read = 0
        """Of all lines so far."""
        self.header = self._read_header()

    def whole(self, name: str, *, largest: int) -> bytes | None:
        """Return what a file of the archive has, None where there is none."""
        if name not in self._entries:
            return None
        with _damage_named(name), self._opened(name) as entry:
            content = entry.read(largest + 1)
        if len(content) > largest:
            raise UnusableArchive.because(f"{name} in this archive is too large.")
        return bytes(content)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Return the lines of a file, one after the other."""
        if name not in self._entries:
            raise UnusableArchive.because(f"{name} is missing in this archive.")
        with _damage_named(name), self._opened(name) as entry:
            number = 0
            while line := entry.readline(LONGEST_LINE + 1):
                number += 1
                self.bytes_read += len(line)
                yield _line(line, f"{name}, line {number}")

    def names(self) -> Iterable[str]:
        return self._entries.keys()

    @contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        described = self._entries[name]
        if described.compress_type not in _PLAIN or described.flag_bits & 1:
            raise UnusableArchive.because(f"{name} in this archive is packed in a way that isn't read here.")
        with closing(self._zip.open(described)) as entry:
            yield entry

    def _read_header(self) -> ArchiveHeader:
        content = self.whole(HEADER, largest=1 << 20)
        if content is None:
            raise UnusableArchive.because("This is no archive of an organization.")
        return header_of(_json(content, HEADER))


def _line(line: bytes, where: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise UnusableArchive.because(f"{where} of this archive is too long.")
    values = _json(line, where)
    if not isinstance(values, dict):
        raise UnusableArchive.because(f"{where} of this archive is no row.")
    return values


def _json(text: bytes, where: str) -> Any:
    if sum(map(text.count, _BEGIN_VALUES)) > MOST_IN_LINE:
        raise UnusableArchive.because(f"{where} of this archive has too many values.")
    try:
        return _DECODER.decode(text.decode())
    except (ValueError, RecursionError) as error:
        raise UnusableArchive.because(f"{where} of this archive is no JSON.") from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


@contextmanager
def _damage_named(name: str = "") -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        what = f"{name} in this archive" if name else "This file"
        raise UnusableArchive.because(f"{what} is damaged, or is no ZIP file. Make the archive again.") from error
