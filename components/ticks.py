"""Rows of a table that are ticked within a form, and what is done with all of those at once."""

from collections.abc import Sequence

from nicegui import ui

from components.form import Form, SendButton
from components.markup import Button, element, test_id


def tick(row_id: int, name: str, label: str) -> None:
    """A box at the head of a row, whose form sends `name` while it is ticked."""
    box = test_id(element(tag="input"), f"tick-{row_id}")
    box.props["type"], box.props["name"] = "checkbox", name
    box.props["aria-label"] = f"Select {label}"


def tick_all() -> None:
    every = test_id(Button("Select all"), "tick-all")
    every.props["data-tick-all"] = True


def untick(form: Form) -> None:
    """Take the ticks away once what was ticked is done: nobody shall do something else to it by surprise."""
    if not form.element.is_deleted:
        ui.run_javascript(f"untick('c{form.element.id}')")


def with_ticked(form: Form, name: str, buttons: Sequence[SendButton]) -> None:
    """What can be done with the ticked rows; it shows once there are some."""
    with test_id(element("ticked"), "ticked"):
        element("ticked__count", "ticked-count")
        form.send_buttons(name, buttons)
