"""The documents in `docs/` as they are read in the product: markup, and sections that can be searched."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from posixpath import normpath
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from application.domain.text import folded

FOLDER = Path(__file__).resolve().parent.parent / "docs"
NAMES = {
    "live-races": "ASYNC_LIVE_RACES_USER_GUIDE.md",
    "async-runs": "ASYNC_TOURNAMENT_END_USER_GUIDE.md",
    "organizing": "ASYNC_LIVE_RACES_ADMIN_GUIDE.md",
    "reviewing": "ASYNC_RACE_REVIEW.md",
    "privacy": "PRIVACY.md",
    "moving": "MOVING_FROM_SAHASRAHBOT.md",
    "api": "API.md",
    "event-system": "EVENT_SYSTEM.md",
    "operating": "operating/README.md",
    "architecture": "ASYNC_LIVE_RACES_ARCHITECTURE.md",
}
"""What the documents are called in addresses, in the order of the contents."""
_DEEPEST = 3
"""Of the headings that begin a section which is found by itself."""
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3
"""What has to be left of a word without its ending."""
_ENOUGH = 0.5
"""Of the weight of all the words."""
_FOR_PROGRAMMERS = frozenset({"event-system", "architecture"})
_SELDOM_MEANT = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the text below it, up to the next one."""

    document: str
    anchor: str
    """Empty for the document's own heading."""
    title: str
    text: str

    @property
    def address(self) -> str:
        return f"/help/{self.document}" + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    title: str
    introduction: str
    """The first paragraph: for whom it is."""
    markup: str
    parts: tuple[Part, ...]

    @property
    def address(self) -> str:
        return f"/help/{self.name}"


@cache
def documents() -> tuple[Document, ...]:
    """Return all documents; they don't change while the product runs."""
    return tuple(_read(name, file) for name, file in NAMES.items())


def find_document(name: str) -> Document | None:
    return next((document for document in documents() if document.name == name), None)


def find_parts(words: str) -> list[Part]:
    """Return the parts that a question in words is about, the likeliest first.

    A word counts by how few parts have it, so that "how do I" hardly does, and more in a title; what is written for
    programmers comes after what is written for people who race.
    """
    parts = [part for document in documents() for part in document.parts]
    told = [(_words_of(part.title), _words_of(f"{part.title} {part.text}")) for part in parts]
    asked = _words_of(words)
    weights = {}
    for word in {word for word in asked if len(word) >= _SHORTEST} or asked:
        if number := sum(word in text for _, text in told):
            weights[word] = log(1 + len(parts) / number)
    found = []
    for part, (title, text) in zip(parts, told, strict=True):
        weight = sum(weights[word] for word in weights.keys() & text)
        if weights and weight > _ENOUGH * sum(weights.values()):
            in_title = sum(weights[word] for word in weights.keys() & title)
            likely = (weight + 2 * in_title) * (_SELDOM_MEANT if part.document in _FOR_PROGRAMMERS else 1)
            found.append((-likely, part))
    return [part for _, part in sorted(found, key=lambda each: each[0])]


def _words_of(text: str) -> frozenset[str]:
    """Return the words of a text without their endings: a race, races and racing are one."""
    return frozenset(_without_ending(word.casefold()) for word in _WORD.findall(folded(text)))


def _without_ending(word: str) -> str:
    return next(
        (word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), word
    )


def excerpt(part: Part, words: str, around: int = 120) -> str:
    """Return some of a part's text, from about where the first of the words stands."""
    places = [part.text.casefold().find(word.casefold()) for word in _WORD.findall(words)]
    start = max(min((place for place in places if place >= 0), default=0) - around // 2, 0)
    start = part.text.rfind(" ", 0, start) + 1 if start else 0
    end = part.text.find(" ", start + 2 * around)
    shown = part.text[start:] if end < 0 else f"{part.text[start:end]} …"
    return f"… {shown}" if start else shown


def _read(name: str, file: str) -> Document:
    tokens = _MARKDOWN.parse((FOLDER / file).read_text(encoding="utf-8"))
    parts: list[Part] = []
    anchors: set[str] = set()
    for token, content in _headed(tokens):
        title = _plain(content)
        anchor = "" if token.tag == "h1" else _anchor(title, anchors)
        if anchor:
            token.attrSet("id", anchor)
        if int(token.tag[1]) <= _DEEPEST:
            parts.append(Part(name, anchor, title, _text_below(tokens, token)))
    for token in tokens:
        for child in token.children or ():
            _lead_on(child, file)
    first = next(content for token, content in _paragraphs(tokens) if token.type == "paragraph_open")
    return Document(
        name, parts[0].title, _plain(first), _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), tuple(parts)
    )


def _headed(tokens: list[Token]) -> Iterable[tuple[Token, Token]]:
    return ((token, content) for token, content in _paragraphs(tokens) if token.type == "heading_open")


def _paragraphs(tokens: list[Token]) -> Iterable[tuple[Token, Token]]:
    return pairwise(tokens)


def _plain(content: Token) -> str:
    return folded("".join(" " if child.type == "softbreak" else child.content for child in content.children or ()))


def _anchor(title: str, taken: set[str]) -> str:
    """Make a heading's anchor as code hosts do, so that the same links work there."""
    plain = re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")
    anchor = next(each for each in (plain, *(f"{plain}-{number}" for number in range(1, 99))) if each not in taken)
    taken.add(anchor)
    return anchor


def _text_below(tokens: list[Token], heading: Token) -> str:
    start = tokens.index(heading) + 3
    texts = []
    for token in tokens[start:]:
        if token.type == "heading_open" and int(token.tag[1]) <= _DEEPEST:
            break
        if token.type == "inline":
            texts.append(_plain(token))
        elif token.type in ("fence", "code_block"):
            texts.append(folded(token.content))
    return " ".join(texts)


def _lead_on(token: Token, file: str) -> None:
    """Let links between documents work within the product; what it doesn't serve is no link."""
    name = {"link_open": "href", "image": "src"}.get(token.type)
    if name is None:
        return
    target = str(token.attrGet(name) or "")
    if urlsplit(target).scheme:
        token.attrSet("rel", "noopener")
        return
    path, _, anchor = target.partition("#")
    place = normpath(f"{Path(file).parent}/{path}") if path else file
    names = {document: each for each, document in NAMES.items()}
    if place in names:
        token.attrSet(name, f"/help/{names[place]}" + (f"#{anchor}" if anchor else ""))
    elif place.startswith("images/"):
        token.attrSet(name, f"/help/{place}")
        token.attrSet("loading", "lazy")
        with Image.open(FOLDER / place) as picture:  # so that nothing moves once it has come
            width, height = picture.size
        token.attrSet("width", str(width))
        token.attrSet("height", str(height))
    elif not target.startswith("/"):
        token.attrs.pop(name)
