"""A seed as people give it: a web address, or any other text such as flags, a base64 permalink or a file's hash."""

import re
from urllib.parse import urlsplit

from application.domain.characters import shows_something
from application.domain.errors import InvalidInput
from application.domain.pasted_line import addresses_in, without_markdown
from application.domain.seed_key import BARE_ADDRESS
from application.domain.text import clean_text

SEED_LIMIT = 3000
_STARTS_AS_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\n\t]+")


def seed_text(text: str, *, field: str, what: str = "seed") -> str:
    """Return a seed as it is kept and shown: on one line, without what can't be seen, otherwise as it was given.

    An address that lacks its scheme gets it; one in a chat's marks or after a label is kept without them. Raises
    `InvalidInput` for nothing, for too much, and for what begins like a web address and isn't one.
    """
    seed = _LINE_ENDS.sub(" ", clean_text(text).strip()).strip()
    if not seed or not shows_something(seed):
        raise InvalidInput.on(field, f"Give the {what}.")
    if BARE_ADDRESS.fullmatch(seed):
        seed = f"https://{seed}"
    elif not _STARTS_AS_ADDRESS.match(seed):
        seed = _address_in(seed) or seed
    if len(seed) > SEED_LIMIT:
        raise InvalidInput.on(field, f"The {what} may have at most {SEED_LIMIT:,} characters; this has {len(seed):,}.")
    if _STARTS_AS_ADDRESS.match(seed) and not is_web_address(seed):
        raise InvalidInput.on(
            field, f"The {what} begins like a web address and isn't one: check it for blanks, names and passwords."
        )
    return seed


def _address_in(seed: str) -> str:
    """Return the address of a text that says nothing else."""
    found = addresses_in(without_markdown(seed))
    return found[0].text if len(found) == 1 and not found[0].notes else ""


def is_web_address(text: str) -> bool:
    """Tell whether text is an http or https address that may become a link; one with a name in it never is."""
    if not _STARTS_AS_ADDRESS.match(text) or any(character.isspace() for character in text) or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False
