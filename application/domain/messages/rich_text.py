"""Messages with a little form, as a chat shows them: plain values that a surface turns into its own."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.seed_text import is_web_address

TITLE_LIMIT = 256
FIELD_LIMIT = 1024
CONTENT_LIMIT = 2000


class Tone(StrEnum):
    """What a message is about at a glance; a surface gives each its colour."""

    UPCOMING = "upcoming"
    OPEN = "open"
    RUNNING = "running"
    PROVISIONAL = "provisional"
    FINAL = "final"
    CANCELLED = "cancelled"
    NEUTRAL = "neutral"


class TimeStyle(StrEnum):
    """How a chat shows an instant in its reader's own zone."""

    FULL = "F"
    EXACT = "T"
    RELATIVE = "R"


@dataclass(frozen=True, slots=True)
class Button:
    """`action` comes back when it is pressed; `url` is opened instead. Exactly one of them is given."""

    label: str
    action: str = ""
    url: str = ""
    prominent: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One of at most 25 options is chosen; `action` comes back with its value."""

    action: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    text: str
    inline: bool = True


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom a message may alert; nobody by default, whatever its text contains."""

    roles: tuple[int, ...] = ()
    users: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RichMessage:
    """Texts are in the chat's own markup; whatever came from outside went through `plain`.

    `content` stands above the frame and is the only part that can alert anybody.
    """

    title: str
    tone: Tone
    url: str = ""
    body: str = ""
    sections: tuple[Section, ...] = ()
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    menu: Menu | None = None
    content: str = ""
    mentions: Mentions = Mentions()

    @property
    def fingerprint(self) -> str:
        """Equal for messages that look the same."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


_NEVER_IN_A_LINK = re.compile(r"[<>|`*\\]|__|~~")
"""What a chat would read as markup within an address."""
_MARKUP = re.compile(r"(^[-#>+]|[\\*_~`|\[\]<@]|:(?=//))")


def plain(text: str) -> str:
    """Return text from outside so that a chat shows it letter by letter: no markup, no link, no mention."""
    return _MARKUP.sub(r"\\\1", text)


def shortened(text: str, limit: int) -> str:
    """Cut with an ellipsis, never in the middle of an escaped character."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    if (len(cut) - len(cut.rstrip("\\"))) % 2:
        cut = cut[:-1]
    return f"{cut}…"


def seed_markup(seed: str, notes: str, *, page_url: str) -> str:
    """Return a seed so that it arrives as it is: an address as a link, any other text in a block that is easy to copy.

    A seed is never cut, because half of one is another one: where it has no room the page has it.
    """
    shown = _as_it_is(seed)
    if len(shown) > FIELD_LIMIT:
        shown = f"Too long for this place. {link('Copy it from its page', page_url)}"
    if not notes or len(shown) >= FIELD_LIMIT - 1:
        return shown
    return shown + "\n" + shortened(plain(notes), FIELD_LIMIT - len(shown) - 1)


def _as_it_is(seed: str) -> str:
    if is_web_address(seed) and not _NEVER_IN_A_LINK.search(seed):
        return seed
    return plain(seed) if "```" in seed else f"```\n{seed}\n```"


def link(label: str, url: str) -> str:
    return f"[{label}]({url})"


def moment(at: datetime, style: TimeStyle) -> str:
    return f"<t:{int(at.timestamp())}:{style.value}>"


def when(at: datetime) -> str:
    """Return an instant with its distance from now, which the reader's own client keeps up to date."""
    return f"{moment(at, TimeStyle.FULL)} ({moment(at, TimeStyle.RELATIVE)})"


def listed(lines: list[str], *, most: int, limit: int = FIELD_LIMIT) -> str:
    """Return the first lines that fit, and how many more there are."""
    rest_room = 30
    chosen: list[str] = []
    used = 0
    for line in lines[:most]:
        if used + len(line) + 1 > limit - rest_room:
            break
        chosen.append(line)
        used += len(line) + 1
    more = len(lines) - len(chosen)
    return "\n".join([*chosen, f"and {more} more"] if more else chosen)
