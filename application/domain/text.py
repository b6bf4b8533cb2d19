"""Cleaning of text from outside: legible, bounded, one rule per kind of text.

Every border asks here: forms, the API, tables, Discord, racetime.gg, SpeedGaming, the settings.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from application.domain.characters import is_harmless, legible, shows_something
from application.domain.errors import InvalidInput

_BLANKS = re.compile(r"\s+")
_PLAIN_WORDS = re.compile("[a-z0-9]+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WIDE_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")


def clean_text(text: str) -> str:
    """Return text as it may be kept and shown: in NFC, with plain blanks and line ends, and nothing that is not seen.

    Control, direction-changing, zero-width and blank-looking characters are gone, joiners stay where they shape what
    is around them (emoji, Persian, Indic scripts). Cleaning what is clean changes nothing.
    """
    if is_harmless(text):
        return text
    return legible(_WIDE_BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)))


def one_line(text: str, *, field: str, what: str, limit: int, required: bool = True) -> str:
    """Return a single clean line, white space folded.

    Raises `InvalidInput` when it is longer than `limit` characters, or shows nothing although `required`.
    """
    line = folded(text)
    if required and not line:
        raise InvalidInput.on(field, _missing(text, what))
    if len(line) > limit:
        raise InvalidInput.on(field, f"The {what} may have at most {limit} characters; this has {len(line)}.")
    return line


def cut_line(text: str, limit: int, *, instead: str = "") -> str:
    """Return one clean line of at most `limit` characters of what can't be refused; `instead` where it shows nothing.

    For names that Discord, racetime.gg and others tell.
    """
    return folded(folded(text[: limit * 4])[:limit]) or instead


def cut_lines(text: str, limit: int) -> str:
    """Return clean text of at most `limit` characters, that may span lines, of what can't be refused."""
    return _lines(_lines(text[: limit * 4])[:limit])


def file_name(*words: str) -> str:
    """Return words as every system takes them for a file's name: "Results", "Été: Final!" are "results-ete-final"."""
    letters = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode().lower()
    return "-".join(_PLAIN_WORDS.findall(letters))


def several_lines(text: str, *, field: str, what: str, limit: int) -> str:
    """Return text that may span lines, cleaned like `one_line`."""
    result = _lines(text)
    if len(result) > limit:
        raise InvalidInput.on(field, f"The {what} may have at most {limit} characters; this has {len(result)}.")
    return result


def folded(text: str) -> str:
    """Return clean text as one line with single blanks, empty if it shows nothing."""
    line = _BLANKS.sub(" ", clean_text(text)).strip()
    return line if shows_something(line) else ""


def _lines(text: str) -> str:
    lines = [line.rstrip() for line in clean_text(text).strip().split("\n")]
    result = "\n".join(lines)
    return result if shows_something(result) else ""


def _missing(text: str, what: str) -> str:
    return f"Give the {what} with characters that can be seen." if text.strip() else f"Give the {what}."


def own_path(target: str) -> str:
    """Return an address within the site as it is, and the home page for anything that could lead elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    within = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")
    return target if within and "\\" not in target and clean_text(target) == target else "/"
