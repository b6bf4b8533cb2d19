"""A chat's own markup, read into words and laid out: what a message would look like there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from components.markup import element, outside_link, text
from components.moment import moment


class Manner(StrEnum):
    """How a piece of text is shown."""

    PLAIN = "plain"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    MENTION = "mention"
    MOMENT = "moment"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Piece:
    manner: Manner
    text: str = ""
    url: str = ""
    at: datetime | None = None


_MARKUP = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|\*\*(?P<strong>(?:\\.|[^*\\])+)\*\*"
    r"|```\n(?P<block>.+?)\n```(?:\n|$)"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<address>https?://[^\s)]+)\)"
    r"|<t:(?P<instant>\d{1,12}):(?P<style>[A-Za-z])>"
    r"|<@(?P<role>&?)(?P<mentioned>\d{1,20})>"
    r"|(?P<url>https?://[^\s<]+)"
    r"|(?P<break>\n)"
)


def pieces_of(markup: str) -> Iterator[Piece]:
    """Read the markup that the product's own messages use; whatever else there is stays text."""
    plain = ""
    end = 0
    for found in _MARKUP.finditer(markup):
        plain += markup[end : found.start()]
        end = found.end()
        if found.lastgroup == "escaped":
            plain += found["escaped"]
            continue
        if plain:
            yield Piece(Manner.PLAIN, plain)
            plain = ""
        yield _piece(found)
    if plain := plain + markup[end:]:
        yield Piece(Manner.PLAIN, plain)


def _piece(found: re.Match[str]) -> Piece:
    match found.lastgroup:
        case "strong":
            return Piece(Manner.STRONG, bare(found["strong"]))
        case "code" | "block" as kind:
            return Piece(Manner.CODE, found[kind])
        case "address":
            return Piece(Manner.LINK, bare(found["label"]), url=found["address"])
        case "style":
            shown = "relative" if found["style"] == "R" else "absolute"
            return Piece(Manner.MOMENT, shown, at=datetime.fromtimestamp(int(found["instant"]), UTC))
        case "mentioned":
            return Piece(Manner.MENTION, f"role {found['mentioned']}" if found["role"] else found["mentioned"])
        case "url":
            return Piece(Manner.LINK, found["url"], url=found["url"])
        case _:
            return Piece(Manner.BREAK)


def bare(markup: str) -> str:
    """Return text without the escapes that keep a chat from reading it as markup."""
    return re.sub(r"\\([^\w\s])", r"\1", markup)


def rich_line(markup: str, names: Mapping[int, str] = MappingProxyType({})) -> None:
    """Lay out one text of a message; `names` are of accounts that it mentions, by their Discord id."""
    with element("chat__text", "p"):
        for piece in pieces_of(markup):
            _draw(piece, names)


def _draw(piece: Piece, names: Mapping[int, str]) -> None:
    match piece.manner:
        case Manner.MOMENT:
            assert piece.at is not None  # noqa: S101  # a moment has one
            moment(piece.at, show=piece.text)
        case Manner.LINK:
            outside_link(piece.text, piece.url)
        case Manner.BREAK:
            element(tag="br")
        case Manner.STRONG:
            text(piece.text, tag="strong")
        case Manner.CODE:
            text(piece.text, tag="code")
        case Manner.MENTION:
            known = names.get(int(piece.text)) if piece.text.isdecimal() else None
            text(f"@{known or piece.text}", "chat__mention", "span")
        case _:
            text(piece.text, tag="span")
