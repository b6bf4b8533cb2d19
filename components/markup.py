"""The few elements that everything is made of. Text is always text: nothing here is ever read as HTML."""

from collections.abc import Callable
from typing import TypeVar

from nicegui import ui
from nicegui.elements.mixins.disableable_element import DisableableElement
from nicegui.elements.mixins.text_element import TextElement

from application.domain.seed_text import is_web_address
from components.sketch import Stroke, is_sketching

E = TypeVar("E", bound=ui.element)


class Text(TextElement):
    """An HTML element that holds text."""

    def __init__(self, tag: str, text: str) -> None:
        super().__init__(tag=tag, text=text)


class Button(Text, DisableableElement):
    """A native button. While it is disabled it also ignores clicks that are on their way."""

    def __init__(self, text: str, *, icon: str = "", style: str = "") -> None:
        super().__init__("button", text)
        self.props["type"] = "button"
        self.classes(f"button {f'button--{style}' if style else ''}")
        if icon:
            with self:
                put_icon(icon)

    def _handle_enabled_change(self, enabled: bool) -> None:
        self.props["disabled"] = not enabled


def element(classes: str = "", tag: str = "div") -> ui.element:
    return (Stroke(tag) if is_sketching() else ui.element(tag)).classes(classes)


def text(content: str, classes: str = "", tag: str = "p") -> ui.element:
    return (Stroke(tag, content) if is_sketching() else Text(tag, content)).classes(classes)


def put_icon(name: str) -> ui.element:
    """An icon beside text that says the same; screen readers skip it. The names are those of `icons.css`."""
    node = element(f"icon icon-{name}", "span")
    node.props["aria-hidden"] = "true"
    return node


def link(content: str, address: str, classes: str = "") -> ui.element:
    """A link within the site."""
    node = text(content, classes, "a")
    node.props["href"] = address
    return node


def outside_link(content: str, address: str, classes: str = "", *, icon: str = "external") -> ui.element:
    """A link to another site, in a new tab; an address that is not a web address stays text."""
    if not is_web_address(address):
        return text(content, classes, "span")
    node = link(content, address, f"outside {classes}")
    node.props["target"] = "_blank"
    node.props["rel"] = "noopener noreferrer"
    with node:
        put_icon(icon)
        text(" (opens in a new tab)", "visually-hidden", "span")
    return node


def button_to_see(label: str, *, icon: str = "", style: str = "") -> ui.element:
    """A button that our own script serves in the browser, or that is off: it never tells the product anything."""
    button = text(label, " ".join(["button", *(f"button--{each}" for each in style.split())]), "button")
    button.props["type"] = "button"
    if icon:
        with button:
            put_icon(icon)
    return button


def copy_button(what: str, content: str) -> ui.element:
    """A button that copies `content`; `what` completes "Copy …"."""
    button = button_to_see("Copy", icon="copy", style="quiet")
    button.props["aria-label"] = f"Copy {what}"
    button.props["data-copy"] = content
    return button


def test_id(node: E, *names: str) -> E:
    """Name an element for tests: as NiceGUI markers and, the first name, as `data-testid`."""
    node.mark(*names)
    node.props["data-testid"] = names[0]
    return node


def keep_focus(node: E, key: str) -> E:
    """Let the element that takes this one's place after a refresh have its keyboard focus."""
    node.props["data-focus"] = key
    return node


def section(title: str, classes: str = "", *, level: int = 2, key: str) -> ui.element:
    """A titled card that assistive software can jump to; `key` is unique on the page."""
    node = element(f"card {classes}", "section")
    node.props["aria-labelledby"] = f"title-{key}"
    with node:
        heading = text(title, "card__title", f"h{level}")
        heading.props["id"] = f"title-{key}"
    return node


def listing(classes: str, draw: Callable[[], None]) -> None:
    with element(classes, "ul"):
        draw()
