"""Short messages over the page. The text is shown as text."""

from nicegui import ui

_SECONDS = 6


def tell(message: str) -> None:
    """Confirm what was done."""
    ui.notify(message, position="bottom", timeout=_SECONDS * 1000, classes="notice notice--good")


def warn(message: str) -> None:
    """Say why something was not done; stays until it is closed."""
    ui.notify(
        message, position="bottom", timeout=0, close_button="Close", classes="notice notice--bad", multi_line=True
    )
