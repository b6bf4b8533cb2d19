"""The VOD links of a run: one field for all of them, written as people paste links."""

import re

from application.domain.errors import InvalidInput
from application.domain.pasted_line import addresses_in, without_markdown
from application.domain.seed_text import is_web_address
from application.domain.text import folded

VOD_LIMIT = 500
_LABELS = re.compile(
    r"(?:[\W\d_]|(?<![^\W\d_])(?:vods?|videos?|recordings?|streams?|part|pt|p|links?|youtube|yt|twitch|full|run|race|pov"
    r"|and|my|the|is|are|here|you|go|of|for|see|watch)(?![^\W\d_]))*",
    re.IGNORECASE,
)
_SENTENCE = tuple(".,;:!?*'\"~|>`")


def vod_links(text: str, *, field: str) -> str:
    """Return the links of a text in their order, each once, with a blank between two; nothing for an empty text.

    A chat's marks, labels and numbering around a link are no part of it, and one that lacks its scheme gets it. Raises
    `InvalidInput` for text without a link, and for links that are longer than `VOD_LIMIT` together.
    """
    line = folded(text)
    if not line:
        return ""
    alone = is_web_address(line) and line.count("://") == 1
    links = [_without_end(line)] if alone else _links_in(line)
    if not links and addresses_in(without_markdown(line)):
        raise InvalidInput.on(
            field, "There is more here than VOD links. Give the links alone, and the rest in the notes."
        )
    if not links or not all(map(is_web_address, links)):
        raise InvalidInput.on(field, "The VOD link must be a web address that starts with https:// or http://.")
    joined = " ".join(dict.fromkeys(links))
    if len(joined) > VOD_LIMIT:
        raise InvalidInput.on(
            field, f"The VOD links may have at most {VOD_LIMIT} characters; these have {len(joined)}."
        )
    return joined


def split_links(links: str | None) -> tuple[str, ...]:
    """Return each of the links that are kept in one text."""
    return tuple((links or "").split())


def _without_end(link: str) -> str:
    while link[-1:] in _SENTENCE or (link.endswith(")") and link.count(")") > link.count("(")):
        link = link[:-1]
    return link


def _links_in(line: str) -> list[str]:
    """Return the links; none if there is more than links: a blank may have got into one, words are for the notes."""
    found = addresses_in(without_markdown(line))
    return [link.text for link in found] if all(_LABELS.fullmatch(link.notes) for link in found) else []
