"""Buttons in the rows of a table that is markup: what they do, how they look, and the one listener that hears them."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from nicegui import ui
from nicegui.events import GenericEventArguments

from application.domain.ids import read_id
from components.action import Work, perform
from components.form import cleaned, text_of
from components.live_refresh import Fragment
from components.markup import button_to_see, element, keep_focus, put_icon, test_id

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class RowButton:
    """What of a `RowAction` can be seen."""

    label: str
    name: str
    icon: str = ""
    style: str = ""
    is_off: bool = False
    focus: str = ""
    """Whose keyboard focus it takes over, where that is not a button of its own name and row."""


def row_button(button: RowButton, row: int, called: str = "") -> ui.element:
    """A button in the row of that number; `on_row_click` hears it. What a row is `called` tells its buttons apart."""
    node = test_id(button_to_see(button.label, icon=button.icon, style=button.style), button.name)
    keep_focus(node, button.focus or f"{button.name}-{row}")
    if called:
        node.props["aria-label"] = f"{button.label}: {called}"
    node.props["data-act"] = button.name
    node.props["data-row"] = str(row)
    node.props["disabled"] = button.is_off
    return node


def row_menu(buttons: Iterable[RowButton], row: int, called: str) -> None:
    """What else can be done with a row, folded away; `on_row_click` hears it."""
    with element("menu menu--row", "details"):
        more = element("button", "summary")
        with keep_focus(test_id(more, "more"), f"more-{row}"):
            put_icon("more")
        more.props["aria-label"] = f"More to do: {called}"
        with element("menu__panel"):
            for button in buttons:
                row_button(button, row, called).classes("menu__item", remove="button")


@dataclass(frozen=True, slots=True)
class RowAction:
    """What a button in a row of a table does."""

    label: str
    work: Work
    icon: str = ""
    style: str = ""
    test_id: str = ""
    is_off: bool = False
    """Nothing is done, not even what was clicked just before."""
    focus: str = ""

    @property
    def name(self) -> str:
        return self.test_id or self.label.lower().replace(" ", "-")

    @property
    def button(self) -> RowButton:
        return RowButton(self.label, self.name, self.icon, self.style, self.is_off, self.focus)


def on_row_click(host: ui.element, actions_of: Callable[[int], Iterable[RowAction]]) -> None:
    """Do what the buttons within markup do, all of them heard by one listener (see `row_button`).

    `actions_of` tells what can be done with a row just now. Clicks that come while an action runs are ignored.
    """
    running: set[tuple[int, str]] = set()

    async def act(event: GenericEventArguments) -> None:
        values = cleaned(event.args)
        row, name = read_id(text_of(values, "row")), text_of(values, "act")
        if row is None or (row, name) in running:
            return
        running.add((row, name))
        client = ui.context.client
        try:
            for action in actions_of(row):
                if action.name == name and not action.is_off:
                    await perform(action.work)
        finally:
            running.discard((row, name))
            if not client.is_deleted:
                client.run_javascript(f"rowIsDone({json.dumps(name)}, {row})")

    host.on("click", act, js_handler="(e) => clickInRow(e, emit)")


@dataclass(frozen=True, slots=True)
class Row(Generic[H]):
    """One of `ActingRows`, as it is drawn."""

    number: int
    of: H
    buttons: tuple[RowButton, ...]


def row_buttons(row: Row[H], called: str) -> None:
    for button in row.buttons:
        row_button(button, row.number, called)


class ActingRows(Generic[H]):
    """Rows that are one fragment, with what can be done with each of them.

    `draw` draws all of them, also that there are none; `actions_of` tells what can be done with one just now.
    """

    def __init__(
        self, draw: Callable[[tuple[Row[H], ...]], None], actions_of: Callable[[H], Iterable[RowAction]]
    ) -> None:
        self._actions_of = actions_of
        self._rows: Mapping[int, H] = {}
        self._fragment = Fragment(draw)
        on_row_click(self._fragment.host, self._actions)

    def show(self, rows: Mapping[int, H]) -> None:
        """Show rows by their numbers."""
        self._rows = rows
        self._fragment.show(tuple(self._drawn(number, row) for number, row in rows.items()))

    def _drawn(self, number: int, row: H) -> Row[H]:
        return Row(number, row, tuple(action.button for action in self._actions_of(row)))

    def _actions(self, number: int) -> Iterable[RowAction]:
        row = self._rows.get(number)
        return () if row is None else self._actions_of(row)
