"""Native dialogs: focus stays inside, Escape closes, and what lies behind can't be reached."""

from types import TracebackType

from nicegui import ui

from components.help import help_link, help_of_page
from components.markup import Button, element, test_id, text


class Dialog:
    """A dialog that is made when it is needed and gone once it is closed; fill it with `with`, then `open` it."""

    def __init__(self, title: str, *, small: bool = False) -> None:
        self.element = test_id(element(f"dialog {'dialog--small' if small else ''}", "dialog"), "dialog")
        self.element.on("close", self.element.delete, args=[])
        with self.element:
            with element("dialog__head"):
                heading = text(title, "card__title", "h2")
                help_link("Help", help_of_page())
                close = Button("Close", style="quiet")
                close.props["data-close-dialog"] = True
            self._body = element("dialog__body")
        self.element.props["aria-labelledby"] = f"c{heading.id}"

    def __enter__(self) -> "Dialog":
        self._body.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._body.__exit__(kind, error, trace)

    def open(self) -> None:
        ui.run_javascript(f"openDialog('c{self.element.id}')")

    def close(self) -> None:
        if not self.element.is_deleted:
            ui.run_javascript(f"closeDialog('c{self.element.id}')")
