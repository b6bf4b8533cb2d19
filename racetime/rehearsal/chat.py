"""What is said in a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from racetime.rehearsal.refusals import Refused
from racetime.rehearsal.users import Bot, User

LONGEST_MESSAGE = 1000
MOST_ACTIONS = 4
HISTORY_LENGTH = 100

_REPLAY_WINDOW = timedelta(minutes=5)
_RATE_WINDOW = timedelta(seconds=5)
_MOST_IN_RATE_WINDOW = 10


@dataclass(slots=True, eq=False)
class Message:
    """One line of chat; system lines have no author and may carry `##style##text##` marks."""

    id: str
    author: User | Bot | None
    text: str
    posted_at: datetime
    direct_to: User | None = None
    is_highlighted: bool = False
    is_monitor: bool = False
    is_pinned: bool = False
    delay: timedelta = timedelta()
    actions: Mapping[str, object] = field(default_factory=dict)
    deleted_by: User | None = None

    @property
    def is_system(self) -> bool:
        return self.author is None

    @property
    def is_direct(self) -> bool:
        return self.direct_to is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as somebody wants to post it; `guid` None skips the check against replays."""

    text: str
    guid: str | None = None
    direct_to: User | None = None
    is_pinned: bool = False
    actions: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class ChatLog:
    """The lines of one room, and what is remembered to refuse replays and floods."""

    messages: list[Message] = field(default_factory=list)
    _guids: dict[str, datetime] = field(default_factory=dict)
    _recent: dict[str, list[datetime]] = field(default_factory=dict)

    def visible(self) -> list[Message]:
        """Return everything that is neither deleted nor a direct message, oldest first."""
        return [message for message in self.messages if not message.deleted_by and not message.is_direct]

    def find(self, message_id: str) -> Message | None:
        return next((message for message in self.messages if message.id == message_id), None)

    def history(self, last_message: str | None = None) -> list[Message]:
        """Return the latest lines, then every pinned one; only those newer than `last_message` when it is known."""
        known = self.find(last_message) if last_message else None
        lines = self.visible()
        if known is not None:
            newer = self.messages[self.messages.index(known) + 1 :]
            lines = [message for message in lines if message in newer]
        plain = [message for message in lines if not message.is_pinned]
        return plain[-HISTORY_LENGTH:] + [message for message in lines if message.is_pinned]

    def is_replay(self, guid: str, now: datetime) -> bool:
        """Say whether `guid` was used within the replay window, and remember it."""
        self._guids = {old: used_at for old, used_at in self._guids.items() if now - used_at < _REPLAY_WINDOW}
        if guid in self._guids:
            return True
        self._guids[guid] = now
        return False

    def count_against_flood(self, user: User, now: datetime) -> None:
        """Raise Refused once a person has posted more than ten lines in five seconds (so an eleventh passes)."""
        recent = [posted_at for posted_at in self._recent.get(user.id, []) if now - posted_at < _RATE_WINDOW]
        if len(recent) > _MOST_IN_RATE_WINDOW:
            raise Refused("You are sending messages too quickly. Wait a few seconds.")
        self._recent[user.id] = [*recent, now]
