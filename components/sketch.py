"""Markup that is made once for all pages that show the same.

What is only read needs no elements of the page framework, of which each page has its own: while a sketch is open,
`components.markup` makes strokes instead, and the markup that comes of them stands on a page as one element.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import Any, TypeVar

from nicegui import ui

T = TypeVar("T", bound=Hashable)


class _Markup(str):
    """Markup in which all text has been escaped."""

    __slots__ = ()


_VOID = frozenset({"img", "input", "br"})
"""Elements that have no end in markup."""
_MOST_KEPT = 16_000_000
"""Characters of markup."""
_VALUE = 500
"""What a value that was drawn counts beside its markup."""

_open: ContextVar[list["Stroke"] | None] = ContextVar("open_sketch", default=None)
"""The elements around the place where the next one goes."""


def is_sketching() -> bool:
    return _open.get() is not None


class Stroke(ui.element):
    """An element that is on no page; it takes part in a sketch only."""

    def __init__(self, tag: str, text: str = "") -> None:
        # Nothing of the base class, which would put the element on the present page.
        self._tag = tag
        self._class_list: list[str] = []
        self._attributes: dict[str, Any] = {}
        self.parts: list[Stroke | str] = [text] if text else []
        around = _open.get()
        if around:
            around[-1].parts.append(self)

    def classes(self, add: str = "", *, remove: str = "") -> "Stroke":  # type: ignore[override]  # of the base class's ways, those that are used here
        self._class_list = [name for name in self._class_list if name not in remove.split()]
        self._class_list += [name for name in add.split() if name not in self._class_list]
        return self

    @property
    def props(self) -> dict[str, Any]:  # type: ignore[override]
        return self._attributes

    def mark(self, *_: str) -> "Stroke":
        return self

    def __enter__(self) -> "Stroke":
        around = _open.get()
        assert around is not None  # noqa: S101  # strokes are made in sketches only
        around.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        around = _open.get()
        assert around is not None  # noqa: S101
        around.pop()

    def markup(self) -> str:
        classes = f' class="{escape(" ".join(self._class_list))}"' if self._class_list else ""
        attributes = "".join(_attribute(name, value) for name, value in self._attributes.items())
        begin = f"<{self._tag}{classes}{attributes}>"
        return begin if self._tag in _VOID else f"{begin}{self.inside()}</{self._tag}>"

    def inside(self) -> str:
        return "".join(_inside(part) for part in self.parts)


def _inside(part: Stroke | str) -> str:
    if isinstance(part, Stroke):
        return part.markup()
    return part if isinstance(part, _Markup) else escape(part)


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


@contextmanager
def _sketch() -> Iterator[Stroke]:
    around: list[Stroke] = []
    token = _open.set(around)
    try:
        paper = Stroke("template")
        with paper:
            yield paper
    finally:
        _open.reset(token)


class _Drawn:
    """What was drawn lately."""

    def __init__(self) -> None:
        self._markup: OrderedDict[Hashable, str] = OrderedDict()
        self._size = 0

    def markup_of(self, draw: Callable[[T], None], value: T) -> str:
        key = (draw, value)
        markup = self._markup.get(key)
        if markup is not None:  # and keeps its place: to move it would mean to hash the whole value once more
            return markup
        with _sketch() as paper:
            draw(value)
        self._markup[key] = markup = paper.inside()
        self._size += len(markup) + _VALUE
        while self._size > _MOST_KEPT:
            _, oldest = self._markup.popitem(last=False)
            self._size -= len(oldest) + _VALUE
        return markup


_drawn = _Drawn()


def markup_of(draw: Callable[[T], None], value: T) -> str:
    """Return what `draw` makes of a value, which says all that it depends on, as markup."""
    return _drawn.markup_of(draw, value)


def sketched(draw: Callable[[], None]) -> str:
    """Return what `draw` puts down as markup, which is not kept."""
    with _sketch() as paper:
        draw()
    return paper.inside()


def put_drawn(draw: Callable[[T], None], value: T) -> None:
    """Put what `draw` makes of a value into the open sketch, without drawing again what is the same."""
    put_markup(markup_of(draw, value))


def put_markup(markup: str) -> None:
    """Put markup that was made elsewhere, with all text in it escaped, into the open sketch."""
    around = _open.get()
    assert around is not None  # noqa: S101
    around[-1].parts.append(_Markup(markup))
