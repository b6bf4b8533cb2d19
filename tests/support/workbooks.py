"""Workbooks as spreadsheets save them."""

import io
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
