"""The colour that a page is in: as a style of its own, and as what its policy has to allow for that."""

import base64
import hashlib

from components.colour import DARK, LIGHT, Scheme, accent_of


def accent_style(colour: str, theme: str = "auto") -> str:
    """Return the style that puts a page into a colour; nothing for an empty one."""
    if not colour:
        return ""
    match theme:
        case "light":
            return _tokens(colour, LIGHT)
        case "dark":
            return _tokens(colour, DARK)
        case _:
            return f"{_tokens(colour, LIGHT)}@media (prefers-color-scheme:dark){{{_tokens(colour, DARK)}}}"


def policy_with(style: str, *, form_action: str) -> str:
    """Allow our own files and this one style, and no inline script."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    styles = f"'self' 'sha256-{digest}'" if style else "'self'"
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; font-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; base-uri 'none'; form-action '{form_action}'"
    )


def _tokens(colour: str, scheme: Scheme) -> str:
    return f":root{{{';'.join(f'{name}:{value}' for name, value in accent_of(colour, scheme).items())}}}"
