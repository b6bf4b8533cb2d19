"""A logo as it is kept: somebody's picture drawn anew, so that nothing else of the file is left."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO

from PIL import ExifTags, Image, ImageStat

from application.domain.errors import InvalidInput

FIELD = "logo"
LARGEST_FILE = 512 * 1024
"""Bytes."""
TOO_LARGE = f"The logo may have at most {LARGEST_FILE // 1024} KiB. Make it smaller, for example 256 pixels wide."
_KINDS = ("PNG", "JPEG", "WEBP")
_SMALLEST_SIDE, _LARGEST_SIDE = 16, 2000
_KEPT = (256, 256)
_BRIGHT = 128
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is drawn that a camera says it held so."""
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, struct.error, zlib.error, Image.DecompressionBombError)
"""What Pillow raises for files that are none of these kinds, or damaged."""


def logo_of(content: bytes) -> bytes:
    """Return a picture as a PNG of at most 256 pixels a side. Raises `InvalidInput`.

    What was transparent gets a ground of white or black, whichever the picture stands out from, so that it can be seen
    on light and on dark pages.
    """
    if len(content) > LARGEST_FILE:
        raise InvalidInput.on(FIELD, TOO_LARGE)
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as picture:
            _check_size(picture)
            return _drawn_anew(picture)
    except _BROKEN as error:
        raise InvalidInput.on(FIELD, "The logo must be a PNG, JPEG or WebP picture.") from error


def mark_of(logo: bytes) -> str:
    """Name a logo, as another one is named otherwise."""
    return sha256(logo).hexdigest()[:16]


def _check_size(picture: Image.Image) -> None:
    if min(picture.size) < _SMALLEST_SIDE or max(picture.size) > _LARGEST_SIDE:
        raise InvalidInput.on(
            FIELD, f"The logo must be {_SMALLEST_SIDE} to {_LARGEST_SIDE:,} pixels wide and as many high."
        )


def _drawn_anew(picture: Image.Image) -> bytes:
    turn = _TURNED.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    kept = picture.convert("RGBA")
    if turn is not None:
        kept = kept.transpose(turn)
    kept.thumbnail(_KEPT)
    shape = kept.getchannel("A")
    seen = ImageStat.Stat(kept.convert("L"), mask=shape.point([0] + [255] * 255))
    is_bright = bool(seen.count[0]) and seen.mean[0] > _BRIGHT
    has_holes = shape.histogram()[255] < kept.width * kept.height
    drawn = Image.new("RGB", kept.size, "black" if has_holes and is_bright else "white")
    drawn.paste(kept, mask=shape)
    content = BytesIO()
    drawn.save(content, "PNG", optimize=True)
    return content.getvalue()
