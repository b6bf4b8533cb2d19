"""A seed as it was given: a web address is a link, any other text stays text; both can be copied."""

from nicegui import ui

from application.domain.seed_text import is_web_address
from components.markup import copy_button, element, outside_link, test_id, text


def seed_line(seed: str) -> None:
    """Show a seed with its copy button, as the main thing of a card."""
    with element("seed__link"):
        test_id(seed_shown(seed), "seed-link")
        copy_button("the seed", seed)


def seed_shown(seed: str, classes: str = "") -> ui.element:
    """Show a seed within a line or a cell."""
    if is_web_address(seed):
        return outside_link(seed, seed, classes)
    return text(seed, f"seed__text {classes}", "code")
