"""Short messages over the page, which the browser shows until they are read (`static/notices.js`)."""

import json

from nicegui import ui


def tell(message: str) -> None:
    """Confirm what was done."""
    ui.run_javascript(f"tellDone({json.dumps(message)})")


def warn(message: str) -> None:
    """Say why something was not done; stays until it is closed."""
    ui.run_javascript(f"tellRefused({json.dumps(message)})")
