"""Workbooks of Excel and Google Sheets, read as the text that their first sheet would be exported as."""

import csv
import io
import zipfile
import zlib
from datetime import datetime, time
from decimal import Decimal
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from application.domain.errors import InvalidInput
from application.domain.table_text import MOST_ROWS

_MOST_BYTES_UNPACKED = 60_000_000
_MOST_TAGS = 400_000
"""Each cell has two or four, and what takes time is to read those, however well they are packed."""
_MOST_COLUMNS = 100
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Those that workbooks have; others reserve as much memory as the file says."""
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    LookupError,
    ArithmeticError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What the libraries raise for files that are no workbooks, damaged, or locked with a password."""


def workbook_text(content: bytes, *, field: str) -> str:
    """Return the first sheet that isn't hidden as CSV; formulas count with the results that were saved with them.

    Raises `InvalidInput` on `field` for what can't be read, and for what unpacks to more than any roster needs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if not all(part.compress_type in _PACKINGS for part in parts.infolist()):
                raise zipfile.BadZipFile
            is_too_large = sum(part.file_size for part in parts.infolist()) > _MOST_BYTES_UNPACKED
            if is_too_large or sum(parts.read(part).count(b"<") for part in parts.infolist()) > _MOST_TAGS:
                raise InvalidInput.on(field, "This workbook is too large. Save the one sheet as CSV and choose that.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
        rows = [
            [_written(value) for value in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
        ]
    except (*_BROKEN, StopIteration) as error:
        raise InvalidInput.on(
            field, "This file can't be read as a workbook. Save it as CSV and choose that."
        ) from error
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _written(value: object) -> str:
    """Write a cell as a spreadsheet exports it: of a number it keeps 15 digits, so one that lost some ends in zeros."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(Decimal(f"{value:.15g}")))
    if isinstance(value, (datetime, time)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
