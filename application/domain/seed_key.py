"""When two texts are one seed: the key of a seed, which is what every comparison of seeds compares.

Keys are stored. Whoever changes a rule here writes a migration that computes the stored keys anew.
"""

import hashlib
import ipaddress
import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What is drawn as nothing, wherever it stands; cleaning lets a joiner live in an emoji, a key has no need of it."""
_BLANKS = re.compile("[\\s\u2800]+")
_ADDRESS = re.compile(r"https?:[/\\]*([^/\\?#]+)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_BARE_HOSTS = (
    "com|org|net|io|gg|dev|app|tv|me|be|co|info|xyz|us|uk|de|fr|nl|eu|ca|es|it|se|no|jp|br|au|link|site|online|run|games"
    "|zone|club|page|wiki|ly|cc|to|space|tech"
)
BARE_HOST = rf"(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+(?:{_BARE_HOSTS})\.?(?::\d{{1,5}})?(?=/)"
BARE_ADDRESS = re.compile(rf"{BARE_HOST}/[^\s/][^\s]*", re.IGNORECASE)
"""An address that lacks its scheme: a host of a common kind with a path, as people copy it from a browser."""
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = _PLAIN | frozenset(b"!$&'()*+,;=:@/?[]")
_HOST = re.compile(r"[a-z0-9._~-]*")
_HOST_AND_PORT = re.compile(r"(\[[^\]%]*\]|[^:\[\]]+)(?::(\d*))?")
_ALL_KEPT = re.compile(f"[{re.escape(bytes(sorted(_KEPT)).decode())}]*")
_ESCAPES = re.compile(r"(%(?:[0-9A-Fa-f]{2})?)")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})?")
_SITES = (
    (
        re.compile(r"(?:beta\.)?alttpr\.com"),
        re.compile(r"(?:/[a-z]{2}(?:[-_][a-z]{2})?)?(/h/[^/]+)", re.IGNORECASE),
    ),
)
"""Sites with several spellings of one seed: the host, and what in the path tells it; a language and a query don't."""
_ENCODED_BLANK = re.compile(r"%(?:09|0[AD]|20|C2%A0|E2%80%8[B-F]|E2%81%A0|EF%BB%BF)$")
"""Blanks and invisible characters that a browser or a form has encoded."""
_LONGEST_BLANK = len("%E2%80%8B")
_ABOUT_THE_VISITOR = re.compile(r"(?:utm_\w+|fbclid|gclid)=.*", re.IGNORECASE)


def seed_key(text: str) -> str:
    """Return the text that all spellings of one seed have in common; the key of a key is itself.

    A web address loses what doesn't tell two seeds apart: letter case of scheme and host, `http`, `www.`, the default
    port, a name and password, the fragment, empty parts of path and query, where a visitor comes from, dot segments,
    blanks and slashes at the end, and the percent-encoding of plain characters. In any other text only white space is
    folded; letter case counts.
    """
    seen = text if text.isascii() and text.isprintable() else _seen(text)
    folded = _BLANKS.sub(" ", seen).strip()
    bare = folded.lstrip("/\\")
    if BARE_ADDRESS.fullmatch(bare):
        folded = f"https://{bare}"
    address = _ADDRESS.fullmatch(folded)
    if address is None or " " in folded:
        return folded
    host = _host(address[1])
    if not host:
        return folded
    path, query = _path(address[2]), _query(address[3] or "")
    for site, telling in _SITES:
        if site.fullmatch(host) and (told := telling.fullmatch(path)) is not None:
            path, query = told[1], ""
    return f"https://{host}{path}{query}"


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", "".join(filter(_is_text, text))))


def seed_digest(text: str) -> str:
    """Return the key in the fixed length in which it is stored and indexed: its SHA-256, 64 hex digits."""
    return hashlib.sha256(seed_key(text).encode("utf-8", "surrogatepass")).hexdigest()


def _is_text(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")


def _host(authority: str) -> str:
    """Return the host in lower case, international names in their ASCII form, with a port that isn't the default.

    Empty for what can't be a host.
    """
    found = _HOST_AND_PORT.fullmatch(authority.rpartition("@")[2])
    if found is None:
        return ""
    name, port = _ascii_name(found[1]).rstrip("."), (found[2] or "").lstrip("0")
    while name.startswith("www.") and "." in name.removeprefix("www."):
        name = name.removeprefix("www.")
    return f"{name}:{port}" if name and port not in ("", "80", "443") else name


def _ascii_name(name: str) -> str:
    if name.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(name[1:-1]).compressed}]"
        except ValueError:
            return ""
    lowered = re.sub(r"%[0-9A-Fa-f]{2}", _plain_or_kept, name).lower()
    try:
        found = lowered if lowered.isascii() else lowered.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    return found if _HOST.fullmatch(found) else ""


def _plain_or_kept(found: re.Match[str]) -> str:
    byte = int(found[0][1:], 16)
    return chr(byte) if byte in _PLAIN else found[0]


def _percent(text: str) -> str:
    """Return text in which plain characters are never encoded, and all others always and in one way."""
    return "".join(
        _ESCAPED.sub(_escape, part) if part.startswith("%") else _encoded(part) for part in _ESCAPES.split(text) if part
    )


def _escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    byte = int(found[1], 16)
    return chr(byte) if byte in _PLAIN else f"%{byte:02X}"


def _encoded(part: str) -> str:
    if _ALL_KEPT.fullmatch(part):
        return part
    return "".join(chr(byte) if byte in _KEPT else f"%{byte:02X}" for byte in part.encode("utf-8", "surrogatepass"))


def _path(text: str) -> str:
    path, before = _percent(text.replace("\\", "/")), None
    while path != before:
        path, before = _without_blank_end(_without_dots(path)), path
    return path


def _query(text: str) -> str:
    parts = [_without_blank_end(part) for part in _percent(text.removeprefix("?")).split("&")]
    kept = "&".join(part for part in parts if part.strip("=") and not _ABOUT_THE_VISITOR.fullmatch(part))
    return f"?{kept}" if kept else ""


def _without_blank_end(text: str) -> str:
    end = len(text)
    while found := _ENCODED_BLANK.search(text, max(end - _LONGEST_BLANK, 0), end):
        end = found.start()
    return text[:end]


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    return "".join(f"/{segment}" for segment in kept)
