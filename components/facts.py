"""Facts: a label with what there is to say, one below the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from nicegui import ui

from components.markup import element, link, text
from components.moment import moment


def facts() -> ui.element:
    return element("facts", "dl")


def fact(label: str, value: str) -> None:
    text(label, tag="dt")
    text(value, "number", "dd")


@contextmanager
def fact_with(label: str) -> Iterator[None]:
    """A fact that is more than a word or a number; it is drawn within the block."""
    text(label, tag="dt")
    with element(tag="dd"):
        yield


def fact_link(label: str, content: str, address: str) -> None:
    with fact_with(label):
        link(content, address)


def fact_moment(label: str, at: datetime | None, *, form: str = "datetime") -> None:
    """When something happened, in a form of `moment`; nothing as long as it has not."""
    if at is not None:
        with fact_with(label):
            moment(at, form=form, show="absolute")
