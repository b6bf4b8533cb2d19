"""Pages of lists, continued by an opaque cursor that holds the place of the last item and not its number."""

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from api.problems import InvalidParameter
from api.schemas.fields import Page

T = TypeVar("T")
R = TypeVar("R")
P = TypeVar("P", bound=tuple[Any, ...])


class CursorOf(Generic[P]):
    """Writes and reads the cursors of one list; a place is what its items are ordered by, e.g. (start, id)."""

    def __init__(self, place: TypeAdapter[P]) -> None:
        self._place = place

    def write(self, place: P) -> str:
        return base64.urlsafe_b64encode(self._place.dump_json(place)).decode().rstrip("=")

    def read(self, cursor: str | None) -> P | None:
        """Return the place, or None without a cursor. Raises `InvalidParameter` for what was not written here."""
        if cursor is None:
            return None
        try:
            return self._place.validate_json(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except ValueError as error:
            raise InvalidParameter.on(
                "cursor", "This is no cursor of this list. Leave it out to start at the beginning."
            ) from error


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """The part of a list that fits on a page."""

    items: Sequence[T]
    next_cursor: str | None

    def of_each(self, make: Callable[[T], R]) -> Page[R]:
        return Page(items=[make(item) for item in self.items], next_cursor=self.next_cursor)


def begun(found: Sequence[T], *, place: Callable[[T], P], cursors: CursorOf[P], limit: int) -> Cut[T]:
    """Make a page of what a service was asked for by `place`, one more than fits on it."""
    page = found[:limit]
    return Cut(page, cursors.write(place(page[-1])) if len(found) > limit else None)


def page_of(
    items: Iterable[T], *, place: Callable[[T], P], cursors: CursorOf[P], cursor: str | None, limit: int
) -> Cut[T]:
    """Cut a page out of a list that a service returns as a whole; it is put into the order of its places."""
    last = cursors.read(cursor)
    rest = sorted((item for item in items if last is None or place(item) > last), key=place)
    page = rest[:limit]
    return Cut(page, cursors.write(place(page[-1])) if len(rest) > limit else None)
