"""What one pasted line says: its addresses without a chat's markup, numbering and labels, or the text that it is."""

import re
from dataclasses import dataclass

from application.domain.seed_key import BARE_HOST
from application.domain.text import clean_text, folded

_WITHIN = r"[^\s<>\"\u201c\u201d\u201e\u00ab\u00bb`|]"
_ADDRESS = re.compile(rf"https?://{_WITHIN}+|(?<![\w./@:-]){BARE_HOST}/{_WITHIN}+", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(
    r"\[([^\[\]]*)\]\(\s*<?((?:https?://)?[^\s<>]+?\.[^\s<>]+?/[^\s<>]*?)>?(?:\s+\"[^\"]*\")?\s*\)(?!\))"
)
_OTHER_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"<a\s[^<>]*?href=[\"'](?P<address>[^\"'<>]+)[\"'][^<>]*>(?P<label>[^<>]*)</a>",
        r"\[url=\"?(?P<address>[^\[\]\s\"]+)\"?\](?P<label>[^\[\]]*)\[/url\]",
        r"\[url\]\s*(?P<address>[^\[\]\s]+)\s*\[/url\](?P<label>)",
        r"<(?P<address>https?://[^\s<>|]+)\|(?P<label>[^<>|]*)>",
        r"\"?=HYPERLINK\(\s*\"+(?P<address>[^\"]+)\"+\s*(?:[,;]\s*\"+(?P<label>[^\"]*)\"+\s*)?\)\"?",
    )
)
"""Of HTML, of forums, of another chat and of spreadsheets."""
_CLOSING = {")": "(", "]": "[", "}": "{"}
_FENCE = re.compile(r"\s*(?:```|~~~)[\w+-]*\s*")
_QUOTES = frozenset(['""', "''", "``", "\u201c\u201d", "\u201e\u201c", "\u2018\u2019", "\u00ab\u00bb", "\u201d\u201d"])
_PAIRS = _QUOTES | {"<>", "()", "[]", "{}", "||", "**", "__", "~~"}
_AFTER_AN_ADDRESS = ".,;:!?*'\"~\u2019\u201d\u2026"
_KINDS = r"(?:seed|permalink|perma|link|url|address|race|game|match|round|pool|week|map|no|nr|number)s?"
_BULLET = r"[-*\u2022\u2023\u25aa\u25cf\u25e6\u00b7\u2013\u2014+>]"
_LABEL = re.compile(rf"[\W_]*+(?:{_KINDS}(?![a-z])[\W_]*+)*+(?:(?:\d{{1,4}}|[a-z])\b)?[\W_]*+", re.IGNORECASE)
"""A whole text that tells nothing of a seed but its place in a list."""
_NUMBERING = re.compile(
    rf"\s*(?:(?:{_BULLET}\s+)+(?:\[[ x]\]\s+)?|\(?#?\d{{1,3}}[.):]\s+|#\d{{1,3}}\s+)*", re.IGNORECASE
)
_NAMED = re.compile(rf"(?:\*\*|__)?{_KINDS}\s*#?\d{{0,4}}\s*(?:\s[-\u2013]|[:=])(?:\*\*|__)?\s*", re.IGNORECASE)
_NEXT_NUMBER = re.compile(
    rf"(?:^|[\s,;|])(?:and|&|\+)?\s*(?:{_KINDS}\s*#?\d{{1,4}}|#\d{{1,4}}|\d{{1,3}}(?=[.):]))?\s*[.):-]*\s*$",
    re.IGNORECASE,
)
_AROUND_NOTES = " \t,;:|\u2013\u2014-.\u00b7\u2022="
_QUOTED_CELL = re.compile(r"\"((?:[^\"]|\"\")+)\"\s*[,;]\s*(.*)")
_NUMBERED_CODE = re.compile(rf"{_KINDS}\s*#?\d{{1,4}}\s+(?=\S+$)", re.IGNORECASE)
_OF_A_CHAT = re.compile(r"<(?:(?:@[!&]?|#|a?:\w+:|/[^<>:]+:)\d{15,20}|t:-?\d{8,}(?::\w)?)>")
"""Whom or what a message mentions, its emoji and its moments."""
_MOMENT = re.compile(r"\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"@.*|[^\W\d_]+[-_#]?\d{1,4}|[\w.]+#\d{4}")
_NO_SEED = re.compile(
    r"#(?:REF|N/A|NAME|VALUE|DIV/0|ERROR|NUM|NULL|SPILL)[!?]?|loading\.*|t\.?b\.?[adc]\.?|n\.?/?a\.?|none|null|nil|todo"
    r"|(?:to be|not yet) \w+|soon|pending|empty",
    re.IGNORECASE,
)
"""What spreadsheets and people write where a seed isn't, or isn't yet."""
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+|[1-9]\d{14}0+", re.IGNORECASE)
"""How spreadsheets write numbers of which they have forgotten the end."""
_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?:[ /'-]+[^\W\d_]+)*")
_MOST_PLAIN_WORDS = 2
_NUMBER_ONLY = re.compile(rf"{_KINDS}\s*#?\d{{1,4}}", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?://|\S*\()", re.IGNORECASE)
_IS_SHORTENED = "a spreadsheet has shortened this number, so its end is lost. Enter the whole seed."
_WHERE_DOES_IT_END = "where does the seed end? Put the seed alone in quotation marks; its notes may follow a comma."
_COMMA_IN_QUERY = "where does the address end? Put it in <…> with everything that is part of it."


@dataclass(frozen=True, slots=True)
class PastedSeed:
    """`is_clear` says that a text that is no address is a seed nevertheless; `question` is what must be asked first."""

    text: str
    notes: str
    is_address: bool
    is_clear: bool
    question: str = ""

    def __repr__(self) -> str:
        return "PastedSeed()"

    @property
    def is_heading(self) -> bool:
        return _is_no_seed(self.text) or _OTHER_SCHEME.match(self.text) is not None


def pasted_seeds(line: str, *, is_cell: bool = False) -> tuple[PastedSeed, ...]:
    """Return each address of a line with its notes, or its text; nothing for one without either, as a code fence is.

    In a cell of a table a text begins and ends where the cell does.
    """
    if _FENCE.fullmatch(line):
        return ()
    cleaned = clean_text(line).replace("\n", " ")
    found = addresses_in(without_markdown(cleaned))
    if found:
        return found
    seed = _text(cleaned, is_cell=is_cell)
    return (seed,) if seed is not None else ()


def without_markdown(line: str) -> str:
    """Return a line in which `[label](address)`, or a link of another markup, is an address after its label."""
    for link in _OTHER_LINKS:
        line = link.sub(_in_markdown, line)
    return _MARKDOWN_LINK.sub(_opened, line)


def is_code(text: str) -> bool:
    """Tell whether text can hardly be anything but a seed: it has the look of flags, base64 or a hash."""
    words = text.split()
    if _OTHER_SCHEME.match(text) or _is_no_seed(text) or _OF_A_CHAT.search(text):
        return False
    if sum(_PLAIN_WORDS.fullmatch(word.strip(",.;:!?")) is not None for word in words) > _MOST_PLAIN_WORDS:
        return False
    return (
        any(_is_code_word(word) for word in words) or sum(word.startswith("-") and len(word) > 1 for word in words) > 1
    )


def addresses_in(line: str) -> tuple[PastedSeed, ...]:
    """Return the web addresses of a line, in its order; one that lacks its scheme has it now."""
    pieces: list[tuple[str, str, bool]] = []
    """Each address with the text before it, and whether it stands in marks of its own."""
    place, before = 0, ""
    while (match := _ADDRESS.search(line, place)) is not None:
        before += line[place : match.start()]
        enclosed = before[-1:] in ("<", '"', "\u201c", "`") and line[match.end() : match.end() + 1] in (
            ">",
            '"',
            "\u201d",
            "`",
        )
        address = match.group() if enclosed else _cut(match.group(), before)
        if enclosed and (quote := before[-1]) == '"' and '"' in address:
            address = address.partition(quote)[0]
        place = match.start() + len(address)
        before, place = _without_pairs(before, line, place)
        pieces.append((address if "://" in address else f"https://{address}", before, enclosed))
        before = ""
    return tuple(_with_notes(pieces, line[place:]))


def _with_notes(pieces: list[tuple[str, str, bool]], rest: str) -> list[PastedSeed]:
    """What stands between two addresses belongs to the one before, but for the next one's number."""
    seeds = []
    for index, (address, before, enclosed) in enumerate(pieces):
        after = _NEXT_NUMBER.sub("", pieces[index + 1][1]) if index + 1 < len(pieces) else rest
        own = before if index == 0 and _LABEL.fullmatch(before) is None else ""
        own = _NUMBERING.sub("", own, count=1)
        notes = " ".join(filter(None, (_notes(own), _notes(after))))
        query = address.partition("?")[2]
        asks = not enclosed and any(mark in query for mark in ",;")
        seeds.append(
            PastedSeed(address, notes, is_address=True, is_clear=True, question=_COMMA_IN_QUERY if asks else "")
        )
    return seeds


def _cut(address: str, before: str) -> str:
    """Take what follows an address off its end: separators, a sentence's punctuation, a chat's marks."""
    start = re.match(r"(?:https?://)?[^?]*", address, re.IGNORECASE)
    assert start is not None  # noqa: S101  # it matches nothing, too
    if found := re.search(r"[,;]", start.group()):
        address = address[: found.start()]
    if found := re.search(r"[,;](?=https?://)", address, re.IGNORECASE):
        address = address[: found.start()]
    while address and _is_no_part(address[-1], address, before):
        address = address[:-1]
    return address


def _is_no_part(last: str, address: str, before: str) -> bool:
    if last in _CLOSING:
        return address.count(last) > address.count(_CLOSING[last])
    return last in _AFTER_AN_ADDRESS or (last == "_" and before.endswith("_"))


def _without_pairs(before: str, line: str, place: int) -> tuple[str, int]:
    """Take marks off that stand around an address: `<…>`, `||…||`, quotes, brackets."""
    while before and place < len(line) and before[-1] + line[place] in _PAIRS:
        before, place = before[:-1], place + 1
    return before, place


def _in_markdown(found: re.Match[str]) -> str:
    return f"[{found['label'] or ''}]({found['address']})"


def _opened(found: re.Match[str]) -> str:
    """Write `[label](address)` as its address, after a label that says more than that it is one."""
    label = found[1] if _LABEL.fullmatch(found[1]) is None and not _ADDRESS.search(found[1]) else ""
    return f"{label} {found[2]} "


def _notes(text: str) -> str:
    notes = folded(_OF_A_CHAT.sub(" ", text)).lstrip(_AROUND_NOTES + "!?").rstrip(_AROUND_NOTES)
    if len(notes) > 1 and notes[0] == notes[-1] == '"':
        notes = notes[1:-1].replace('""', '"')
    return "" if _NUMBER_ONLY.fullmatch(notes) else notes


def _text(line: str, *, is_cell: bool) -> PastedSeed | None:
    cells = [cell.strip() for cell in line.strip().split("\t")]
    if len(cells) > 1 and _LABEL.fullmatch(cells[0]):
        cells = cells[1:]
    seed = cells[0]
    if not any(character.isalnum() for character in seed):
        return None
    bare = _NUMBERING.sub("", seed, count=1)
    named = _NAMED.match(bare)
    bare = bare[named.end() :] if named is not None and named.end() < len(bare) else bare
    numbered = _NUMBERED_CODE.match(bare)
    bare = bare[numbered.end() :] if numbered is not None and is_code(bare[numbered.end() :]) else bare
    if (quoted := _QUOTED_CELL.fullmatch(bare)) is not None:
        bare, cells = '"' + quoted[1].replace('""', '"') + '"', [bare, quoted[2], *cells[1:]]
    within, is_quoted = bare, False
    while len(within) > 2 and within[0] + within[-1] in _PAIRS:  # the marks themselves
        is_quoted = is_quoted or within[0] + within[-1] in _QUOTES
        within = within[1:-1]
    within = within.strip()
    is_said = (named is not None and not _is_no_seed(within)) or is_code(within)
    is_clear = is_quoted or (is_said and _OF_A_CHAT.search(bare) is None)
    notes = " ".join(filter(None, cells[1:]))
    return PastedSeed(
        within or seed,
        notes,
        is_address=False,
        is_clear=is_clear and not within.endswith(":"),
        question="" if is_quoted else _question(within, is_cell=is_cell),
    )


def _question(text: str, *, is_cell: bool) -> str:
    if _SHORTENED.fullmatch(text):
        return _IS_SHORTENED
    if is_cell:
        return ""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    others = [part for part in parts if _LABEL.fullmatch(part) or _PLAIN_WORDS.fullmatch(part)]
    return _WHERE_DOES_IT_END if others and len(parts) - len(others) == 1 and any(map(is_code, parts)) else ""


def _is_no_seed(text: str) -> bool:
    return text.endswith(":") or _NO_SEED.fullmatch(text) is not None


def _is_code_word(word: str) -> bool:
    letters = sum(character.isalpha() for character in word)
    digits = sum(character.isdigit() for character in word)
    if len(word) < 6 or _MOMENT.search(word) or _NAME.fullmatch(word):  # shorter ones are words and dates
        return False
    mixed = re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]", word) is not None and word.isascii()
    return (
        digits == len(word)
        or (letters > 0 and digits > 0)
        or (word.endswith("=") and letters > 0)
        or (mixed and len(word) >= 10)
    )
