"""One thing to do on Discord or by e-mail, and what can come of it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from application.domain.messages.mail import Mail
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.server_events import EventState, EventText
from application.domain.pauses import growing_pause


@dataclass(frozen=True, slots=True)
class PostMessage:
    """A new message. `message.url` tells it from every other one of the bot in that channel."""

    channel_id: int
    message: RichMessage
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class EditMessage:
    channel_id: int
    message_id: int
    message: RichMessage


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class SendDirectMessage:
    """`address` is what the destination calls the person."""

    address: str
    message: RichMessage


@dataclass(frozen=True, slots=True)
class SendMail:
    address: str
    mail: Mail


@dataclass(frozen=True, slots=True)
class CreateServerEvent:
    """A new entry among a server's events; `text.mark` tells it from every other one of the bot."""

    guild_id: int
    text: EventText


@dataclass(frozen=True, slots=True)
class ChangeServerEvent:
    """`text` is None where only the state moves."""

    guild_id: int
    event_id: int
    text: EventText | None
    state: EventState


@dataclass(frozen=True, slots=True)
class CreateThread:
    """A private thread with one member; `name` tells it from every other one of the bot in that channel."""

    guild_id: int
    channel_id: int
    name: str
    member_id: int


@dataclass(frozen=True, slots=True)
class LetIntoThread:
    """Somebody is to be in a thread again; whether it is still there shows itself by that."""

    thread_id: int
    member_id: int


Step = (
    PostMessage
    | EditMessage
    | DeleteMessage
    | SendDirectMessage
    | SendMail
    | CreateServerEvent
    | ChangeServerEvent
    | CreateThread
    | LetIntoThread
)


@dataclass(frozen=True, slots=True)
class Done:
    """`discord_id` names the message or event that is there now on Discord."""

    discord_id: int = 0


class Trouble(StrEnum):
    LATER = "later"
    """Discord is away, slow or busy; trying again is right."""
    REFUSED = "refused"
    """Discord said no, and would again."""
    GONE = "gone"
    """The message or event that was to be changed was deleted."""
    NOWHERE = "nowhere"
    """The channel, thread or server is not there any more."""
    UNREACHABLE = "unreachable"
    """The person can't be reached this way any more."""


@dataclass(frozen=True, slots=True)
class Failed:
    """`reason` is a sentence for an admin."""

    trouble: Trouble
    reason: str
    retry_after: timedelta | None = None


Outcome = Done | Failed

OVERDUE_AFTER = timedelta(hours=1)
"""A message that has been waiting for so long is reported to the admins."""

MOST_FAULTS = 5
"""A message is set aside after so many attempts in a row that ended without any outcome."""

SET_ASIDE = f"It was tried {MOST_FAULTS} times and each time something went wrong here. The log says what."

MOST_REPOSTS = 1
"""A message that somebody deletes is posted again once; after that the deletion is respected."""

_FIRST_DELAY, _LONGEST_DELAY = timedelta(seconds=2), timedelta(minutes=1)


def retry_delay(attempts: int) -> timedelta:
    """Return how long to wait after the n-th attempt (from 1): 2 s, doubling, at most a minute, without an end."""
    return growing_pause(attempts, first=_FIRST_DELAY, longest=_LONGEST_DELAY)


STALE_AFTER = timedelta(days=1)
"""A race that ended longer ago, and of which nothing was ever posted, isn't posted any more."""
