"""A message as a chat would show it, drawn by the site itself."""

from collections.abc import Mapping
from types import MappingProxyType

from application.domain.messages.rich_text import Button, RichMessage, Section
from application.domain.messages.server_events import EventText
from components.chat_markup import bare, rich_line
from components.markup import element, put_icon, test_id, text
from components.moment import moment


def chat_message(message: RichMessage | EventText, names: Mapping[int, str] = MappingProxyType({})) -> None:
    """Draw a message, or an entry among a server's events. Its buttons only show what they are called.

    `names` are of accounts that are mentioned, by Discord id.
    """
    if isinstance(message, EventText):
        _event(message)
        return
    with test_id(element("chat"), "chat"):
        with element("chat__avatar"):
            put_icon("bot")
        with element("chat__main"):
            with element("row"):
                text("SahaBot2", "strong", "span")
                text("App", "tag", "span")
            if message.content:
                rich_line(message.content, names)
            _embed(message)
            _below(message)


def _embed(message: RichMessage) -> None:
    with element(f"embed embed--{message.tone.value}"):
        text(bare(message.title), "embed__title")
        if message.body:
            rich_line(message.body)
        if message.sections:
            with element("embed__fields", "dl"):
                for part in message.sections:
                    _field(part)
        if message.footer:
            text(message.footer, "faint")


def _field(part: Section) -> None:
    with element("embed__field" if part.inline else "embed__field embed__field--wide"):
        text(part.name, "embed__name", "dt")
        with element(tag="dd"):
            rich_line(part.text)


def _below(message: RichMessage) -> None:
    if not message.buttons and message.menu is None:
        return
    with element("chat__buttons"):
        for button in message.buttons:
            _button(button)
        if message.menu is not None:
            text(message.menu.label, "chat__button", "span")


def _button(button: Button) -> None:
    with text(button.label, f"chat__button {'chat__button--prominent' if button.prominent else ''}", "span"):
        if button.url:
            put_icon("external")


def _event(event: EventText) -> None:
    with test_id(element("embed embed--event"), "chat"):
        with element("row"):
            put_icon("calendar")
            moment(event.starts_at, show="absolute")
        text(event.name, "embed__title")
        rich_line(event.description)
        with element("faint", "p"):
            text("Where: ", tag="span")
            text(event.location, tag="span")
