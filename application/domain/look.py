"""How an organization looks to everybody: a colour and links to its other places."""

import re
from dataclasses import dataclass

from application.domain.errors import InvalidInput
from application.domain.seed_text import is_web_address
from application.domain.words import counted

MOST_LINKS = 8
LINKS_LIMIT = 2000
_LABEL_LIMIT = 40
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_BETWEEN = " :|-–—"


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str


def chosen_colour(words: str) -> str:
    """Read a colour like "#3b55d0", also without its first sign; empty where it can't be read."""
    found = _COLOUR.fullmatch(words)
    return f"#{found[1].lower()}" if found is not None else ""


def read_colour(text: str, *, field: str) -> str:
    """Return a colour as it is kept, or nothing. Raises `InvalidInput` for what is none."""
    colour = chosen_colour(text)
    if text and not colour:
        raise InvalidInput.on(field, "Give the colour as # and six digits or letters from a to f, like #3b55d0.")
    return colour


def read_links(text: str, *, field: str) -> str:
    """Return links as they are kept, one to a line. Raises `InvalidInput` with what is wrong with which line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINKS:
        raise InvalidInput.on(field, f"Give at most {counted(MOST_LINKS, 'link')}; these are {len(lines)}.")
    problems = [
        f"Line {number}: {problem}"
        for number, line in enumerate(lines, start=1)
        if (problem := _problem_with(_link(line)))
    ]
    if problems:
        raise InvalidInput.on(field, " ".join(problems))
    return "\n".join(f"{link.label} {link.address}".strip() for link in map(_link, lines))


def links_in(text: str) -> tuple[Link, ...]:
    """Return the links of a text that `read_links` gave; one without a label is called by its host."""
    return tuple(
        Link(link.label or link.address.split("/")[2].removeprefix("www."), link.address)
        for link in map(_link, text.splitlines())
    )


def _link(line: str) -> Link:
    label, _, address = line.strip().rpartition(" ")
    return Link(label.strip(_BETWEEN), address)


def _problem_with(link: Link) -> str:
    if not (link.address.startswith("https://") and is_web_address(link.address)):
        return "end it with an address that starts with https://, like: Rules https://example.org/rules"
    if len(link.label) > _LABEL_LIMIT:
        return f"a label may have at most {_LABEL_LIMIT} characters; this has {len(link.label)}."
    return ""
