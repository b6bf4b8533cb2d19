"""Which characters may stand in text from outside: what can be seen, and what makes it legible where it stands.

Unicode's categories alone don't tell: U+3164 is a letter, U+2800 a symbol and U+034F a mark, and none of them shows
anything. So its list of default-ignorable code points stands here, too (DerivedCoreProperties, which Python lacks).
"""

import re
import unicodedata
from collections.abc import Iterator

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NEVER_SEEN = "\ufffc\U0001d159\U00016fe4"
"""Not ignorable by Unicode's list, and drawn as nothing: object replacement, null notehead, Khitan filler."""
_DISCARDED = re.compile(f"[{_NEVER_SEEN}]")
_HARMLESS = re.compile(r"[\n\t\x20-\x7e]*")
_CONTEXTUAL = re.compile(f"[{IGNORABLE}]")

_ZWNJ, _ZWJ, _TEXT_STYLE, _EMOJI_STYLE, _KEYCAP = "\u200c", "\u200d", "\ufe0e", "\ufe0f", "\u20e3"
_BLACK_FLAG = "\U0001f3f4"
_FLAG_TAGS = re.compile(
    "\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
"""England, Scotland and Wales: the only flags that are spelled with tags."""
_MOST_MARKS = 5
"""On one letter; Tibetan and Hebrew need as many, and more would climb over the lines around them."""
_MOST_SORTED = 30
"""Marks after one another, as in stream-safe text: bringing them in order takes the square of their number."""

_VIRAMA = 9
"""The combining class after which a joiner chooses between forms of a conjunct (UAX 31, A2 and B)."""
_JOINING = re.compile("[\u0620-\u074a\u074d-\u07b1\u07ca-\u07ea\u0840-\u08c7\u1820-\u18aa\ufb50-\ufdfb\ufe70-\ufefc]")
_NOT_JOINING_ON = re.compile(
    "[\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5]"
)
"""Arabic letters after which a joiner would change nothing that can be seen."""
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_NEW_SYMBOLS = re.compile("[\U0001f000-\U0001fbff\U00020000-\U000323af]")
"""Emoji and ideographs that a later Unicode than Python's has assigned."""
_NUMBER_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters that are drawn."""


def is_harmless(text: str) -> bool:
    """Say whether text is plain ASCII, of which nothing is ever taken away."""
    return _HARMLESS.fullmatch(text) is not None


def legible(text: str) -> str:
    """Return text in NFC without what can't be seen, reorders what follows, or stands on nothing.

    Joiners and selectors stay where they belong: in emoji, between letters that they shape, after ideographs.
    """
    shown = "".join(_shown(_DISCARDED.sub("", text)))
    return unicodedata.normalize("NFC", _in_context(unicodedata.normalize("NFC", shown)))


def shows_something(text: str) -> bool:
    """Say whether anything of cleaned text can be seen: a letter, a number, a sign of punctuation or a symbol."""
    return any(unicodedata.category(character)[0] in "LNPSC" for character in text if not character.isspace())


def _shown(text: str) -> Iterator[str]:
    marks = 0
    for character in filter(_may_show, text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_SORTED:
            yield character


def _may_show(character: str) -> bool:
    if character in "\n\t" or _CONTEXTUAL.match(character) or character in _NUMBER_SIGNS:
        return True
    category = unicodedata.category(character)
    if category == "Cn":
        return _NEW_SYMBOLS.match(character) is not None
    return category[0] != "C"


def _in_context(text: str) -> str:
    kept: list[str] = []
    marks = 0
    place = visible = 0
    while place < len(text):
        character = text[place]
        flag = _FLAG_TAGS.match(text, place) if kept[-1:] == [_BLACK_FLAG] else None
        if flag is not None:
            kept.extend(flag.group())
            place, marks = flag.end(), 0
            continue
        place += 1
        if _CONTEXTUAL.match(character):
            if visible < place:
                visible = _next_visible(text, place)
            if _belongs(character, kept, text[visible : visible + 1]):
                kept.append(character)
        elif unicodedata.category(character)[0] != "M":
            kept.append(character)
            marks = 0
        elif kept and not kept[-1].isspace() and marks < _MOST_MARKS:
            kept.append(character)
            marks += 1
    return "".join(kept)


def _next_visible(text: str, place: int) -> int:
    while place < len(text) and _CONTEXTUAL.match(text[place]):
        place += 1
    return place


def _belongs(character: str, before: list[str], after: str) -> bool:
    """Say whether an ignorable character changes how its neighbours are drawn."""
    last = before[-1] if before else ""
    if not last:
        return False
    if character in (_EMOJI_STYLE, _TEXT_STYLE):
        return (last in "#*0123456789" and after == _KEYCAP) or last in "\u203c\u2049\u2139\u3030" or _is_symbol(last)
    if "\ufe00" <= character <= "\ufe02" or "\U000e0100" <= character <= "\U000e01ef":
        return _IDEOGRAPH.match(last) is not None
    if "\u180b" <= character <= "\u180f":
        return _MONGOLIAN.match(last) is not None and (character != "\u180e" or _MONGOLIAN.match(after) is not None)
    if character not in (_ZWJ, _ZWNJ):
        return False
    if unicodedata.combining(last) == _VIRAMA:
        return True
    if character == _ZWJ and _is_symbol(after) and (_is_symbol(last) or last in (_EMOJI_STYLE, "\U000e007f")):
        return True
    base = next((letter for letter in reversed(before) if unicodedata.category(letter)[0] != "M"), "")
    joins = _JOINING.match(base) is not None and _NOT_JOINING_ON.match(base) is None
    return joins and last not in (_ZWJ, _ZWNJ) and _JOINING.match(after) is not None


def _is_symbol(character: str) -> bool:
    return bool(character) and (
        unicodedata.category(character) in ("So", "Sm")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or (unicodedata.category(character) == "Cn" and _NEW_SYMBOLS.match(character) is not None)
    )
