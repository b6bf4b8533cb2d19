"""Lines of text in pictures, in whichever scripts names are written: each character in the first font that has it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import category

from PIL import Image, ImageDraw, ImageFont

from views.static_files import STATIC

_FONTS = Path(__file__).parent / "fonts"
_PARTS = ("latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext")
_FACES = (
    STATIC / "fonts" / "inter-latin.woff2",
    *(_FONTS / f"inter-{part}.woff2" for part in _PARTS),
    *(_FONTS / f"noto-sans-{script}.ttf" for script in ("arabic", "hebrew", "thai", "japanese", "korean", "chinese")),
)
_LEANING = ("M", "Cf", "Z")
"""Kinds of characters that stand in the font of what is before them: marks, joiners and blanks."""
_NOWHERE = "\U0010ffff"
"""A character that no font will ever have."""
_TRIAL = 24
_DOTS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A line in one size; what none of the fonts has is left out, such as emoji, and letters stand as dots."""

    pieces: tuple[tuple[ImageFont.FreeTypeFont, str], ...]

    @classmethod
    def of(cls, words: str, size: int, weight: int) -> "Line":
        return cls(tuple((_font(face, size, weight), piece) for face, piece in _pieces(words)))

    @classmethod
    def within(cls, room: float, words: str, size: int, weight: int, *, least: int = 0) -> "Line":
        """Return the largest line, down to a size of `least`, that fits; it ends in dots where none does."""
        smallest = least or size
        for smaller in range(size, smallest - 1, -4):
            line = cls.of(words, smaller, weight)
            if line.width <= room:
                return line

        def cut(length: int) -> "Line":
            return cls.of(f"{words[:length].rstrip()}{_DOTS}", smallest, weight)

        return cut(bisect_right(range(len(words)), room, key=lambda length: cut(length).width) - 1)

    @property
    def width(self) -> float:
        return sum(font.getlength(piece) for font, piece in self.pieces)

    def put(self, draw: ImageDraw.ImageDraw, left: float, baseline: float, colour: str) -> None:
        for font, piece in self.pieces:
            draw.text((left, baseline), piece, font=font, fill=colour, anchor="ls")
            left += font.getlength(piece)


def _pieces(words: str) -> Iterator[tuple[Path, str]]:
    """Cut words where the font changes."""
    present: Path | None = _FACES[0]
    placed: list[tuple[Path, str]] = []
    lacks = False
    for character in words:
        if not category(character).startswith(_LEANING) or (present is None and character.isspace()):
            present = _face_of(character)
            lacked, lacks = lacks, present is None and character.isalpha()
            dots = _face_of(_DOTS) if lacks and not lacked else None
            if dots is not None:
                placed.append((dots, _DOTS))  # a name that nothing can draw is still seen to be one
        if present is not None and _has(present, character):
            placed.append((present, character))
    for face, group in groupby(placed, key=lambda each: each[0]):
        yield face, "".join(character for _, character in group)


@lru_cache(4096)
def _face_of(character: str) -> Path | None:
    return next((face for face in _FACES if _has(face, character)), None)


@lru_cache(4096)
def _has(face: Path, character: str) -> bool:
    return _drawn(face, character) != _drawn(face, _NOWHERE)


def _drawn(face: Path, character: str) -> bytes:
    image = Image.new("L", (2 * _TRIAL, 2 * _TRIAL))
    ImageDraw.Draw(image).text((_TRIAL // 2, _TRIAL), character, 255, _trial(face), anchor="ls")
    return image.tobytes()


@cache
def _trial(face: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, _TRIAL)


@lru_cache(64)
def _font(face: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face, size)
    if face.suffix == ".woff2":  # the others have one weight
        font.set_variation_by_axes([weight])
    return font
