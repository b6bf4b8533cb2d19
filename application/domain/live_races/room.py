"""A racetime.gg room as this product sees it: settings it is opened with, and snapshots of what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from application.domain.errors import FieldProblem, InvalidInput


class RoomStatus(StrEnum):
    OPEN = "open"
    INVITATIONAL = "invitational"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    PARTITIONED = "partitioned"
    UNKNOWN = "unknown"
    """racetime.gg uses a word that this product doesn't know."""


BEFORE_START = frozenset({RoomStatus.OPEN, RoomStatus.INVITATIONAL, RoomStatus.PENDING})


ROOM_OVER = frozenset({RoomStatus.FINISHED, RoomStatus.CANCELLED, RoomStatus.PARTITIONED})


class EntrantStatus(StrEnum):
    REQUESTED = "requested"
    INVITED = "invited"
    DECLINED = "declined"
    PARTITIONED = "partitioned"
    NOT_READY = "not_ready"
    READY = "ready"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DNF = "dnf"
    DQ = "dq"
    UNKNOWN = "unknown"
    """racetime.gg says something that this product doesn't understand: what was known of the result stays."""


OUTCOMES = frozenset({EntrantStatus.DONE, EntrantStatus.DNF, EntrantStatus.DQ})
"""Of entrants who are through with the race."""
FEWEST_READY = 2
"""racetime.gg begins no race with fewer."""
JOINED = frozenset(
    {
        EntrantStatus.NOT_READY,
        EntrantStatus.READY,
        EntrantStatus.IN_PROGRESS,
        EntrantStatus.DONE,
        EntrantStatus.DNF,
        EntrantStatus.DQ,
    }
)
"""Those who take part; somebody invited, requesting or declined doesn't."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """One line of a room's roster.

    `key` identifies the entrant within the room: the racetime.gg user id, or "nameless:N" for the n-th entrant whose
    account racetime.gg no longer shows.
    """

    key: str
    racetime_id: str | None
    name: str
    status: EntrantStatus
    place: int | None = None
    finish_time: timedelta | None = None
    finished_at: datetime | None = None
    comment: str = ""
    channel: str = ""
    """The address of where this racer streams, as `clean_channel` writes it; empty where racetime.gg names none."""
    pronouns: str = ""
    gave_up: bool | None = None
    """Whether somebody who forfeited did so themselves; None where the room's chat was not read."""


class SnapshotSource(StrEnum):
    SOCKET = "socket"
    DATA = "data"


class Ending(StrEnum):
    """How a race that is over came to its end, as its room's chat tells; the document alone doesn't."""

    BY_RACERS = "by_racers"
    """Each racer finished, gave up or was disqualified."""
    CANCELLED = "cancelled"
    """Somebody cancelled it, which made everybody who still raced forfeit."""
    REVIVED = "revived"
    """Somebody had cancelled it before, and it came back: some forfeits may still be those of the cancellation."""


@dataclass(frozen=True, slots=True)
class RoomSnapshot:
    """The whole state of a room at one `version`; versions only grow."""

    slug: str
    """Category and room name, "alttpr/fast-boots-1234"."""
    version: int
    source: SnapshotSource
    status: RoomStatus
    goal: str
    info_bot: str
    opened_at: datetime | None
    started_at: datetime | None
    """Set, and in the future, as soon as the countdown runs."""
    ended_at: datetime | None
    cancelled_at: datetime | None
    recorded: bool
    entrants: tuple[Entrant, ...]
    hides_entrants: bool = False
    """Nobody is shown with an account before the race is over."""
    waits_for_bot: bool = False
    """A bot opened the room, and racetime.gg does not start its race automatically."""
    ending: Ending | None = None
    """None while the race is not over, and where its chat could not be read."""

    @property
    def has_started(self) -> bool:
        """Whether the race ever started.

        A room cancelled before its countdown has no start time; one cancelled during the countdown has a start time
        that lies after its end.
        """
        if self.status in BEFORE_START or self.started_at is None:
            return False
        if self.status is RoomStatus.CANCELLED and self.cancelled_at is not None:
            return self.cancelled_at >= self.started_at
        return True

    @property
    def may_begin(self) -> bool:
        """Tell whether racetime.gg would begin the race for a bot that asks."""
        return sum(entrant.status is EntrantStatus.READY for entrant in self.entrants) >= FEWEST_READY

    @property
    def joined(self) -> tuple[Entrant, ...]:
        return tuple(entrant for entrant in self.entrants if entrant.status in JOINED)


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """What a race room profile decides. Limits are those of racetime.gg's own form.

    `start_delay` and `chat_message_delay` in seconds, `time_limit` in hours.
    """

    start_delay: int = 15
    time_limit: int = 24
    streaming_required: bool = False
    auto_start: bool = True
    allow_comments: bool = True
    hide_comments: bool = False
    allow_prerace_chat: bool = True
    allow_midrace_chat: bool = True
    allow_non_entrant_chat: bool = True
    chat_message_delay: int = 0


_LIMITS = {
    "start_delay": (10, 60, "seconds"),
    "time_limit": (1, 72, "hours"),
    "chat_message_delay": (0, 90, "seconds"),
}
_SETTING_NAMES = {
    "start_delay": "start delay",
    "time_limit": "time limit",
    "chat_message_delay": "chat delay",
}


def check_room_settings(settings: RoomSettings) -> None:
    """Raise `InvalidInput` with every value that racetime.gg would refuse."""
    problems = [
        FieldProblem(name, f"The {_SETTING_NAMES[name]} must be {low} to {high} {unit}.")
        for name, (low, high, unit) in _LIMITS.items()
        if not low <= getattr(settings, name) <= high
    ]
    if problems:
        raise InvalidInput(*problems)


def effective_settings(*levels: RoomSettings | None) -> RoomSettings:
    """Return the first profile that is set: live race, tournament, organization default; else the built-in one."""
    return next((level for level in levels if level is not None), RoomSettings())


@dataclass(frozen=True, slots=True)
class RoomRequest:
    """Everything needed to open a room. It is always open to everybody and listed."""

    category: str
    goal: str
    info: str
    tag: str
    settings: RoomSettings


@dataclass(frozen=True, slots=True)
class OpenedRoom:
    slug: str


INFO_LIMIT = 1000
CHAT_LIMIT = 999
"""Characters; racetime.gg refuses room infos and chat lines of more than 1000."""


_LONG_SEED = "The seed is too long for this place; copy it here:"


def tag_mark(tag: str) -> str:
    """Return the text by which a room made by this product is known again."""
    return f"[{tag}]"


def room_info(title: str, tournament: str, *, page_url: str, tag: str, seed: str | None) -> str:
    """Return the room's info line. `seed` is given only once the seed is released.

    A seed is never cut, because half of one is another one: where it has no room the race's page has it.
    """
    mark = tag_mark(tag)
    parts = [title, tournament, f"Seed: {seed}" if seed else "", page_url]
    room = INFO_LIMIT - len(mark) - 1
    line = " | ".join(part for part in parts if part)
    if seed and len(line) > room:
        first = f"Seed: {seed} | {page_url}"
        line = " | ".join([first if len(first) <= room else f"{_LONG_SEED} {page_url}", title, tournament])
    return f"{line[:room]} {mark}"


def in_lines(prefix: str, names: Sequence[str], limit: int = CHAT_LIMIT) -> tuple[str, ...]:
    """Return chat lines that list all names, each line short enough for racetime.gg."""
    lines: list[str] = []
    current = prefix
    for index, name in enumerate(names):
        piece = name if index == len(names) - 1 else f"{name},"
        candidate = f"{current} {piece}"
        if len(candidate) > limit and current != prefix:
            lines.append(current)
            candidate = f"… {piece}"
        current = candidate[:limit]
    lines.append(current)
    return tuple(lines)


def category_of(slug: str) -> str:
    return slug.partition("/")[0]


def parse_room_slug(text: str) -> str:
    """Return "category/room" from a slug or an address of a room.

    Raises `InvalidInput` when the text is neither.
    """
    try:
        parts = urlsplit(text.strip()).path.strip("/").split("/")
    except ValueError:
        parts = []
    if len(parts) < 2 or not all(is_slug(part) for part in parts[:2]):
        raise InvalidInput.on("racetime_slug", 'Give the room as "category/room-name-1234" or paste its address.')
    return f"{parts[0]}/{parts[1]}"


def is_slug(text: str) -> bool:
    """Tell whether a text can be one part of a racetime.gg address."""
    return 0 < len(text) <= 100 and all(character.isalnum() or character in "-_" for character in text)
