"""A colour that somebody chooses, made so that what is written in it stays legible on our grounds."""

from dataclasses import dataclass

LEAST_CONTRAST = 4.5
"""Of text to its ground, by WCAG 2.2 AA."""
_STEPS = 20
_WHITE = "#ffffff"
_BLACK = "#000000"

Shade = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The grounds of a scheme as `tokens.css` has them, and the way in which colours on them get legible."""

    surface: str
    sunken: str
    towards: str
    softness: float
    """How much of the colour its own soft ground has at most."""
    faint: str
    """The faintest text, which stands on that ground, too."""


LIGHT = Scheme(surface="#ffffff", sunken="#efeff3", towards=_BLACK, softness=0.1, faint="#66666f")
DARK = Scheme(surface="#1a1a1f", sunken="#232329", towards=_WHITE, softness=0.15, faint="#9a9aa6")


def accent_of(colour: str, scheme: Scheme) -> dict[str, str]:
    """Return the tokens of an accent as near to the colour as it can be read in this scheme."""
    for step in range(_STEPS + 1):
        accent = _mixed(colour, scheme.towards, step / _STEPS)
        soft = _soft(accent, scheme)
        if min(contrast(accent, ground) for ground in (scheme.surface, scheme.sunken, soft)) >= LEAST_CONTRAST:
            break
    return {
        "--accent": accent,
        "--accent-strong": _mixed(accent, scheme.towards, 0.2),
        "--accent-soft": soft,
        "--on-accent": max((_WHITE, _BLACK), key=lambda on: contrast(on, accent)),
    }


def _soft(accent: str, scheme: Scheme) -> str:
    """Return the ground with as much of the accent as leaves the faintest text legible."""
    grounds = [_mixed(scheme.surface, accent, scheme.softness * step / _STEPS) for step in range(_STEPS, -1, -1)]
    return next(ground for ground in grounds if contrast(scheme.faint, ground) >= LEAST_CONTRAST)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in _shade(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _shade(colour: str) -> Shade:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(one: str, other: str, share: float) -> str:
    """Return the first colour with a share of the second in it."""
    pairs = zip(_shade(one), _shade(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
