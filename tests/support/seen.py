"""What is on a page, whether it is elements of the page framework or markup within one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

_MARKUP = "innerHTML"
_WITHOUT_END = frozenset({"br", "img", "input", "link", "base", "meta"})


@dataclass
class Seen:
    """One element of a page, with its own text and what is inside it."""

    props: Mapping[str, object]
    text: str = ""
    inside: list["Seen"] = field(default_factory=list)

    def walk(self) -> Iterator["Seen"]:
        yield self
        for each in self.inside:
            yield from each.walk()

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.walk() if each.text]

    def named(self, name: str) -> list["Seen"]:
        return [each for each in self.walk() if each.props.get("data-testid") == name]


def seen(element: ui.element) -> Seen:
    text = element.text if isinstance(element, TextElement) else ""
    markup = element.props.get(_MARKUP)
    return Seen(element.props, text, _read(str(markup)) if markup else [seen(child) for child in element])


def within_markup(element: ui.element) -> bool:
    """Whether what is inside of an element is markup."""
    return bool(element.props.get(_MARKUP))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._open = [Seen({})]

    @property
    def found(self) -> list[Seen]:
        assert len(self._open) == 1, f"{self._open[-1]} is not closed"
        return self._open[0].inside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Seen({name: True if value is None else value for name, value in attrs})
        self._open[-1].inside.append(found)
        if tag not in _WITHOUT_END:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHOUT_END:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].text += data


def seen_in(document: str) -> Seen:
    """Read a whole document, e.g. a page for people without an account."""
    return Seen({}, inside=_read(document))


@lru_cache(maxsize=256)
def _read(markup: str) -> list[Seen]:
    """Read markup once, however often a test looks at the page while it waits."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.found
