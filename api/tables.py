"""Tables as text: pasted lines and CSV that come in, CSV that goes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request, Response

from api.problems import InvalidHeader, InvalidTable
from api.route import ApiRoute
from application.domain.csv_records import decoded
from application.domain.errors import InvalidInput

_KINDS = ("text/csv", "text/plain")


class TableRoute(ApiRoute):
    """Takes ten thousand rows of ordinary length, or one row of a million characters to say what is wrong with it."""

    body_limit: ClassVar[int] = 1024 * 1024


async def _table_text(request: Request) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise InvalidHeader.on("Content-Type", f"Send the rows as text, with Content-Type: {' or '.join(_KINDS)}.")
    return decoded(await request.body())


TableText = Annotated[str, Depends(_table_text)]


def table_body(example: str) -> dict[str, Any]:
    """Declare the body of a route that takes `TableText`."""
    content = {"schema": {"type": "string"}, "example": example}
    return {"requestBody": {"required": True, "content": dict.fromkeys(_KINDS, content)}}


@contextmanager
def located_by_row() -> Iterator[None]:
    """Let what a service says about single rows be answered with their numbers."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidTable(*error.problems) from error


class CsvResponse(Response):
    media_type = "text/csv"


def csv_file(content: str, name: str) -> CsvResponse:
    """Answer with a file to be saved; no browser is to show it as anything else."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "X-Content-Type-Options": "nosniff"}
    return CsvResponse(content, headers=headers)
