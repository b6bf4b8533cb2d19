"""What is looked for in a list: native fields above it, whose values stand in the page's address."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from components.action import perform
from components.choices import address_of
from components.form import Choice, Values, cleaned, fill_select, text_of
from components.markup import element, test_id, text

_TYPING_SECONDS = 0.35
"""How long a burst of typing or choosing is waited for."""


class Filters:
    """Hands its values to `changed` after each change, one after another; the newest ones always come last."""

    def __init__(self, changed: Callable[[Values], Awaitable[None]]) -> None:
        self._changed = changed
        self._waiting: list[Values] = []
        self._busy = False
        self.element = test_id(element("filters", "form"), "filters")
        self.element.props["role"] = "search"
        self.element.props["autocomplete"] = "off"
        self.element.on(
            "input",
            self._hear,
            js_handler="(e) => emit(formValues(e.currentTarget))",
            throttle=_TYPING_SECONDS,
            leading_events=False,
        )
        self.element.on("submit.prevent", self._hear, js_handler="(e) => emit(formValues(e.target))")

    def __enter__(self) -> "Filters":
        self.element.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.element.__exit__()

    def search(self, name: str, label: str, *, value: str) -> None:
        node = self._field("input", name, label, "filters__search")
        node.props["type"] = "search"
        node.props["data-value"] = value  # Vue would write `value` again with every change of the page
        node.props["maxlength"] = 100

    def select(self, name: str, label: str, choices: Sequence[Choice], *, value: str) -> None:
        fill_select(self._field("select", name, label), choices, value)

    def _field(self, tag: str, name: str, label: str, classes: str = "") -> ui.element:
        with element(f"filters__field {classes}"):
            caption = text(label, "filters__label", "label")
            node = test_id(element("input input--small", tag), f"filter-{name}")
            node.props["name"] = name
            caption.props["for"] = f"c{node.id}"
        return node

    async def _hear(self, event: GenericEventArguments) -> None:
        self._waiting = [cleaned(event.args)]
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                values = self._waiting.pop()
                await perform(lambda wanted=values: self._changed(wanted))  # type: ignore[misc]
        finally:
            self._busy = False


def keep_in_address(path: str, values: Values, names: Sequence[str]) -> None:
    """Write the values of these names into the address, so that a reload or a shared link shows the same."""
    ui.navigate.history.replace(address_of(path, {name: text_of(values, name) for name in names}))
