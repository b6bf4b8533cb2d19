"""Cleaning of text from outside: bounded, printable, one rule per kind of text."""

import re
import unicodedata
from urllib.parse import urlsplit

from application.domain.errors import InvalidInput

_BLANKS = re.compile(r"\s+")
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str, *, field: str, what: str, limit: int, required: bool = True) -> str:
    """Return a single printable line without control or direction-changing characters, white space folded.

    Raises `InvalidInput` when it is longer than `limit` characters, or empty although `required`.
    """
    line = _BLANKS.sub(" ", printable(text)).strip()
    if required and not line:
        raise InvalidInput.on(field, f"Give the {what}.")
    if len(line) > limit:
        raise InvalidInput.on(field, f"The {what} may have at most {limit} characters; this has {len(line)}.")
    return line


def several_lines(text: str, *, field: str, what: str, limit: int) -> str:
    """Return text that may span lines, cleaned like `one_line`."""
    lines = [printable(line).rstrip() for line in text.strip().splitlines()]
    result = "\n".join(lines)
    if len(result) > limit:
        raise InvalidInput.on(field, f"The {what} may have at most {limit} characters; this has {len(result)}.")
    return result


def web_address(text: str, *, field: str, what: str, limit: int = 500) -> str:
    """Return an absolute http or https address without blanks or credentials."""
    address = text.strip()
    if len(address) > limit:
        raise InvalidInput.on(field, f"The {what} may have at most {limit} characters; this has {len(address)}.")
    try:
        parts = urlsplit(address)
        acceptable = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        acceptable = False
    if not acceptable or _BLANKS.search(address) or printable(address) != address:
        raise InvalidInput.on(field, f"The {what} must be a web address that starts with https:// or http://.")
    return address


def own_path(target: str) -> str:
    """Return an address within the site as it is, and the front page for anything that could lead elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    within = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")
    return target if within and "\\" not in target and printable(target) == target else "/"


def printable(text: str) -> str:
    """Return text without what can't be shown, or makes what follows look different."""
    return "".join(
        character
        for character in text
        if character not in _DIRECTION_MARKS
        and (character in "\t\n" or unicodedata.category(character) not in ("Cc", "Cs", "Co"))
    )
