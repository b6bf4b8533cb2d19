"""The picture beside a link to a page, as chats show it: large type that says how things stand."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from views.frame import NAME
from views.static_files import STATIC

SIZE = (1200, 630)
_EDGE = 72
_GROUND, _LINE, _TEXT, _SOFT, _ACCENT = "#121215", "#3a3a45", "#ededf2", "#b6b6c1", "#93a5ff"
_COLOURS = {"live": "#ccabff", "good": "#74d699", "plain": "#93a5ff", "muted": "#9a9aa6"}
_FONT = STATIC / "fonts" / "inter-latin.woff2"
_STRIP = (520, 40)
"""Where the strip of finishes stands, and how high a finish is."""


@dataclass(frozen=True, slots=True)
class Poster:
    """`tone` is one of the chips'; `finishes` are where in the race's time racers finished, from 0 to 1."""

    above: str
    title: str
    state: str
    tone: str
    headline: str
    below: str
    finishes: tuple[float, ...] = ()


def drawn(poster: Poster) -> bytes:
    """Return the picture as PNG, made of the few colours that it has."""
    image = Image.new("RGB", SIZE, _GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 10), fill=_COLOURS[poster.tone])
    draw.text((_EDGE, 58), NAME, font=_font(30, 700), fill=_ACCENT)
    _put(draw, 116, poster.above, _font(32, 500), _SOFT)
    _put(draw, 164, poster.title, _fitting(poster.title, 72, 700), _TEXT)
    _chip(draw, 286, poster.state, _COLOURS[poster.tone])
    _put(draw, 364, poster.headline, _fitting(poster.headline, 60, 650), _TEXT)
    _put(draw, 446, poster.below, _font(32, 500), _SOFT)
    _strip(draw, poster.finishes, _COLOURS["good"])
    content = BytesIO()
    image.quantize(64).save(content, "PNG", optimize=True)
    return content.getvalue()


@lru_cache(32)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONT), size)
    font.set_variation_by_axes([weight])
    return font


def _fitting(words: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return the largest font, down to about half of the size, in which the words fit into one line."""
    for smaller in range(size, size // 2, -4):
        if _font(smaller, weight).getlength(words) <= SIZE[0] - 2 * _EDGE:
            return _font(smaller, weight)
    return _font(size // 2, weight)


def _put(draw: ImageDraw.ImageDraw, top: int, words: str, font: ImageFont.FreeTypeFont, colour: str) -> None:
    """Write one line, which ends in dots where there is no room for all of it."""
    room = SIZE[0] - 2 * _EDGE
    shown = words
    while shown and font.getlength(f"{shown}…") > room and font.getlength(words) > room:
        shown = shown[:-1]
    draw.text((_EDGE, top), words if shown == words else f"{shown.rstrip()}…", font=font, fill=colour)


def _chip(draw: ImageDraw.ImageDraw, top: int, words: str, colour: str) -> None:
    font = _font(28, 650)
    width = font.getlength(words)
    draw.rounded_rectangle((_EDGE, top, _EDGE + width + 44, top + 50), radius=25, outline=colour, width=3)
    draw.text((_EDGE + 22, top + 7), words, font=font, fill=colour)


def _strip(draw: ImageDraw.ImageDraw, finishes: tuple[float, ...], colour: str) -> None:
    top, height = _STRIP
    room = SIZE[0] - 2 * _EDGE
    draw.line((_EDGE, top + height, SIZE[0] - _EDGE, top + height), fill=_LINE, width=4)
    for finish in finishes:
        left = _EDGE + round(min(max(finish, 0), 1) * (room - 8))
        draw.rounded_rectangle((left, top, left + 8, top + height), radius=4, fill=colour)
