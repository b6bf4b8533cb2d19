"""The question before something that can't be undone, with what will follow."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nicegui import ui

from components.dialog import Dialog
from components.form import Form, Values
from components.markup import element, text
from components.moment import moment


@dataclass(frozen=True, slots=True)
class Timed:
    """A sentence that ends with a moment, as the viewer's clock shows it."""

    words: str
    at: datetime


def ask(
    title: str,
    sentences: Sequence[str | Timed],
    button: str,
    send: Callable[[Values], Awaitable[None]],
    *,
    draft: str,
    icon: str = "",
) -> None:
    """Open a dialog on the page, not in the part of it that may be drawn again behind it."""

    async def send_and_close(values: Values) -> None:
        await send(values)
        dialog.close()

    with ui.context.client.content, Dialog(title, small=True) as dialog:
        for sentence in sentences:
            if isinstance(sentence, Timed):
                with element("soft", "p"):
                    text(f"{sentence.words} ", tag="span")
                    moment(sentence.at, when_past="any moment now")
            else:
                text(sentence, "soft")
        with Form(draft=draft, send=send_and_close) as form:
            form.end(button, icon=icon, cancel=True)
    dialog.open()
