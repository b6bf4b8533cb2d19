"""What a room's socket says: race documents, chat, refusals, each by the shape of what is needed.

A frame that can't be understood raises `MalformedDocument`, and callers ignore it as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from application.domain.live_races.room_commands import CommandWord
from application.domain.text import cut_line
from application.read_models import RoomCommand
from racetime.documents import ID_LIMIT, NOBODY, REFUSAL_LIMIT, MaybeUser, User
from racetime.reading import Document, Flag, MaybeText, Shape, Text


class FrameType(StrEnum):
    """The frames that mean something to a handler; racetime_bot calls the method of that name with `_` for `.`."""

    RACE_DATA = "race.data"
    CHAT_MESSAGE = "chat.message"
    CHAT_HISTORY = "chat.history"
    CHAT_DM = "chat.dm"
    ERROR = "error"
    PONG = "pong"


_FRAME_TYPES = {kind.value: kind for kind in FrameType}


class _Frame(Shape):
    type: Text


class _RaceFrame(Shape):
    race: dict[str, object]


class _Message(Shape):
    id: Text
    message: MaybeText = ""
    is_bot: Flag = False
    is_monitor: Flag = False


class _ChatFrame(Shape):
    message: _Message


class _HistoryFrame(Shape):
    messages: list[_Message]


class _ToldFrame(Shape):
    from_bot: MaybeText = ""
    to: MaybeUser = NOBODY


class _ErrorFrame(Shape):
    errors: list[object]


def frame_type(frame: Document) -> FrameType | None:
    """Return the type of a frame, None for one that may be ignored."""
    return _FRAME_TYPES.get(_Frame.read(frame).type)


def race_in(frame: Document) -> Document:
    return _RaceFrame.read(frame).race


@dataclass(frozen=True, slots=True)
class ChatLine:
    id: str
    text: str
    is_from_bot: bool


def chat_line(frame: Document) -> ChatLine:
    return _chat_line(_ChatFrame.read(frame).message)


def chat_history(frame: Document) -> tuple[ChatLine, ...]:
    return tuple(_chat_line(message) for message in _HistoryFrame.read(frame).messages)


def _chat_line(message: _Message) -> ChatLine:
    return ChatLine(message.id, message.message, message.is_bot)


def chat_command(word: CommandWord, message: Document) -> RoomCommand | None:
    """Return what a person asked for; None for a line that has no person behind it."""
    author = message.get("user")
    user = User.read(author) if isinstance(author, Mapping) else NOBODY
    if not user.id or len(user.id) > ID_LIMIT:
        return None
    said = _Message.read(message)
    return RoomCommand(said.id[:ID_LIMIT], word, user.id, user.shown, said.is_monitor or user.can_moderate)


def bot_told(frame: Document) -> str | None:
    """Return the id of the user whom a bot told something in private, None when it was a person who did."""
    told = _ToldFrame.read(frame)
    return (told.to.id or None) if told.from_bot else None


def complaints(frame: Document) -> str:
    """Return the sentences of an error frame as one line."""
    return cut_line(" ".join(str(error) for error in _ErrorFrame.read(frame).errors), REFUSAL_LIMIT)


def means_token_refused(complaint: str) -> bool:
    """Tell whether an error is about the token: it ended, or was never good for this category.

    racetime.gg lets anybody listen and looks at the token only when something is to be done.
    """
    return complaint.casefold().startswith("permission denied")
