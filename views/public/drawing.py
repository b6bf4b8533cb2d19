"""The picture beside a link to a page, as chats show it: large type that says how things stand."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from components.colour import DARK, accent_of
from views.frame import NAME
from views.public.lettering import Line

SIZE = (1200, 630)
_EDGE = 72
_ROOM = SIZE[0] - 2 * _EDGE
_GROUND, _LINE, _TEXT, _SOFT, _ACCENT = "#121215", "#3a3a45", "#ededf2", "#b6b6c1", "#93a5ff"
_COLOURS = {"live": "#ccabff", "good": "#74d699", "muted": "#9a9aa6"}
_LOGO = (240, 110)
_STRIP = (550, 18)
"""Where the line of finishes lies, and how large one is."""


@dataclass(frozen=True, slots=True)
class Poster:
    """`tone` is one of the chips'; `finishes` are where on their line racers finished, from 0 to 1."""

    above: str
    title: str
    state: str
    tone: str
    headline: str
    below: str
    finishes: tuple[float, ...] = ()
    colour: str = ""
    logo: bytes = b""


def drawn(poster: Poster) -> bytes:
    """Return the picture as PNG, made of the few colours that it has."""
    image = Image.new("RGB", SIZE, _GROUND)
    draw = ImageDraw.Draw(image)
    accent = accent_of(poster.colour, DARK)["--accent"] if poster.colour else _ACCENT
    tone = accent if poster.tone == "plain" else _COLOURS[poster.tone]
    draw.rectangle((0, 0, SIZE[0], 10), fill=accent if poster.colour else tone)
    Line.of(NAME, 30, 700).put(draw, _EDGE, 87, accent)
    beside = _logo(image, poster.logo) if poster.logo else 0
    Line.within(_ROOM - beside, poster.above, 32, 500, least=24).put(draw, _EDGE, 147, _SOFT)
    Line.within(_ROOM, poster.title, 72, 700, least=36).put(draw, _EDGE, 234, _TEXT)
    _chip(draw, 286, poster.state, tone)
    Line.within(_ROOM, poster.headline, 60, 650, least=30).put(draw, _EDGE, 422, _TEXT)
    Line.within(_ROOM, poster.below, 32, 500).put(draw, _EDGE, 477, _SOFT)
    _strip(draw, poster.finishes, _COLOURS["good"])
    content = BytesIO()
    image.quantize(128 if poster.logo else 64).save(content, "PNG", optimize=True)
    return content.getvalue()


def _logo(image: Image.Image, content: bytes) -> int:
    """Put a logo into the upper right corner, and return how much of the room beside it is gone."""
    with Image.open(BytesIO(content)) as logo:
        logo.thumbnail(_LOGO)
        image.paste(logo, (SIZE[0] - _EDGE - logo.width, 44))
        return logo.width + 24


def _chip(draw: ImageDraw.ImageDraw, top: int, words: str, colour: str) -> None:
    line = Line.within(_ROOM - 44, words, 28, 650)
    draw.rounded_rectangle((_EDGE, top, _EDGE + line.width + 44, top + 50), radius=25, outline=colour, width=3)
    line.put(draw, _EDGE + 22, top + 35, colour)


def _strip(draw: ImageDraw.ImageDraw, finishes: tuple[float, ...], colour: str) -> None:
    top, radius = _STRIP
    draw.line((_EDGE, top, SIZE[0] - _EDGE, top), fill=_LINE, width=4)
    for finish in finishes:
        centre = _EDGE + round(finish * _ROOM)
        box = (centre - radius, top - radius, centre + radius, top + radius)
        draw.ellipse(box, fill=colour, outline=_GROUND, width=4)
