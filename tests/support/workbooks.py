"""Workbooks as spreadsheets save them."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook


def workbook(rows: Iterable[Sequence[object]]) -> bytes:
    """Return one with a hidden sheet before the one that has these rows."""
    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.sheet_state = "hidden"
    hidden.append(["Nothing", "of", "this"])
    shown = book.create_sheet("People")
    for row in rows:
        shown.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def locked(content: bytes) -> bytes:
    """Mark the parts of a workbook as encrypted."""
    return _marked(content, offsets=(6, 8), mark=1)


def packed_otherwise(content: bytes) -> bytes:
    """Mark the parts of a workbook as packed by LZMA, which they aren't."""
    return _marked(content, offsets=(8, 10), mark=zipfile.ZIP_LZMA)


def damaged(content: bytes) -> bytes:
    """Spoil what the first part of a workbook is packed to."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        first = parts.getinfo("[Content_Types].xml")
    start = first.header_offset + 30 + len(first.filename)
    return content[:start] + b"\xff" * first.compress_size + content[start + first.compress_size :]


def pointing_nowhere(content: bytes) -> bytes:
    """Let cells of a workbook point to texts that it doesn't have."""
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(spoiled, "w") as copy:
        for name in parts.namelist():
            part = parts.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"<sheetData>", b'<sheetData><row><c t="s"><v>99</v></c></row>')
            copy.writestr(name, part)
    return spoiled.getvalue()


def _marked(content: bytes, *, offsets: tuple[int, int], mark: int) -> bytes:
    """Change a byte of every header of a part: of that before it, and of that in the contents at the end."""
    changed = bytearray(content)
    for signature, offset in zip((b"PK\x03\x04", b"PK\x01\x02"), offsets, strict=True):
        place = -1
        while (place := content.find(signature, place + 1)) >= 0:
            changed[place + offset] = mark
    return bytes(changed)
