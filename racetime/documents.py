"""What racetime.gg says, in its own words: answers, race documents, chat, frames, each by the shape of what is needed.

Whatever can't be understood raises `MalformedDocument`, and callers ignore that frame or answer as a whole.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from application.domain.errors import InvalidInput
from application.domain.live_races.room import (
    INFO_LIMIT,
    ROOM_OVER,
    Ending,
    Entrant,
    EntrantStatus,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
    parse_room_slug,
    tag_mark,
)
from application.domain.live_races.room_commands import CommandWord
from application.domain.live_races.streams import PRONOUNS_LIMIT, clean_channel
from application.domain.text import cut_line, cut_lines
from application.ports import CategoryFacts, FoundAccount, NamedCategory
from application.read_models import RoomCommand
from racetime.reading import (
    Document,
    Duration,
    Flag,
    Instant,
    MalformedDocument,
    MaybeText,
    Number,
    Shape,
    Text,
)

NAME_LIMIT = 80
UNKNOWN_RACER = "Unknown racer"
_COMMENT_LIMIT = 1000
_ID_LIMIT = 40
_REFUSAL_LIMIT = 300
_USUAL_TOKEN_LIFE = 36_000


# Answers


def parse_json(body: str | bytes) -> Document:
    """Return the JSON object of an answer or a frame."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedDocument("no JSON") from None
    if not isinstance(document, dict):
        raise MalformedDocument("the document is no object")
    return document


class _Token(Shape):
    access_token: Annotated[Text, Field(repr=False)]
    expires_in: Number | None = None


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    value: str = field(repr=False)
    lifetime: int
    """Seconds."""


def parse_token(document: Document) -> TokenAnswer:
    token = _Token.read(document)
    return TokenAnswer(token.access_token, token.expires_in or _USUAL_TOKEN_LIFE)


class _Refusal(Shape):
    errors: dict[str, list[object]]


def parse_refusal(document: Document) -> str:
    """Return racetime.gg's complaints about a form as one line."""
    sentences = [
        f"{sentence}" if name == "__all__" else f"{name}: {sentence}"
        for name, errors in _Refusal.read(document).errors.items()
        for sentence in errors
    ]
    return cut_line(" ".join(sentences), _REFUSAL_LIMIT)


class _NamedCategory(Shape):
    slug: Text
    name: Text

    @property
    def shown(self) -> str:
        return cut_line(self.name, NAME_LIMIT, instead=self.slug)


class _Category(_NamedCategory):
    goals: list[object]


class _Categories(Shape):
    categories: list[_NamedCategory]


def parse_category(document: Document) -> CategoryFacts:
    category = _Category.read(document)
    goals = (cut_line(goal, 255) for goal in category.goals if isinstance(goal, str))
    return CategoryFacts(category.slug, category.shown, tuple(filter(None, goals)))


def parse_categories(document: Document) -> tuple[NamedCategory, ...]:
    return tuple(NamedCategory(found.slug, found.shown) for found in _Categories.read(document).categories)


class _User(Shape):
    """Somebody in a race or in its chat; whoever is hidden has no id, whoever is gone has nothing."""

    id: MaybeText = ""
    name: MaybeText = ""
    full_name: MaybeText = ""
    can_moderate: Flag = False
    pronouns: MaybeText = ""
    twitch_channel: MaybeText = ""

    @property
    def shown(self) -> str:
        return cut_line(self.name or self.full_name, NAME_LIMIT, instead=UNKNOWN_RACER)


_NOBODY = _User()
_MaybeUser = Annotated[_User, BeforeValidator(lambda value: value or {})]


class _Account(_User):
    id: Text

    def found(self) -> FoundAccount:
        name = self.full_name or self.name
        if not name:
            raise MalformedDocument("name is no text")
        return FoundAccount(cut_line(self.id, _ID_LIMIT), cut_line(name, NAME_LIMIT, instead=UNKNOWN_RACER))


class _Accounts(Shape):
    results: list[_Account]


def parse_account(document: Document) -> FoundAccount:
    """Return the user that a document is about."""
    account = _Account.read(document)
    if len(account.id) > _ID_LIMIT or not account.id.isalnum():
        raise MalformedDocument("id is no user id")
    return account.found()


def parse_accounts(document: Document) -> tuple[FoundAccount, ...]:
    return tuple(account.found() for account in _Accounts.read(document).results)


class _Word(Shape):
    value: Text


class _Room(Shape):
    name: Text
    status: _Word

    @property
    def slug(self) -> str:
        try:
            slug = parse_room_slug(self.name)
        except (InvalidInput, ValueError):
            slug = ""
        if slug != self.name:
            raise MalformedDocument("name is no room")
        return slug

    @property
    def room_status(self) -> RoomStatus:
        try:
            return RoomStatus(self.status.value)
        except ValueError:
            return RoomStatus.UNKNOWN


class _Tagged(Shape):
    opened_by_bot: MaybeText = ""
    info: MaybeText = ""


class _CurrentRaces(Shape):
    current_races: list[dict[str, object]]


def find_tagged_room(category: Document, tag: str) -> str | None:
    """Return the slug of the category's current room that a bot opened, that carries the tag and isn't over.

    Anybody can copy a tag into a room of their own.
    """
    for item in _CurrentRaces.read(category).current_races:
        summary = _Tagged.read(item)
        if summary.opened_by_bot and tag_mark(tag) in summary.info:
            room = _Room.read(item)
            if room.room_status not in ROOM_OVER:
                return room.slug
    return None


class _Goal(Shape):
    name: MaybeText = ""


class _Race(_Room):
    version: Number
    goal: Annotated[_Goal, BeforeValidator(lambda value: value or {})] = _Goal()
    info_bot: MaybeText = ""
    opened_at: Instant | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    cancelled_at: Instant | None = None
    recorded: Flag = False
    hide_entrants: Flag = False
    auto_start: object = None
    opened_by_bot: object = None
    entrants: list[dict[str, object]]


class _Entrant(Shape):
    user: _MaybeUser = _NOBODY
    comment: MaybeText = ""


class _EntrantWord(Shape):
    value: Annotated[EntrantStatus, BeforeValidator(EntrantStatus)]


class _Standing(Shape):
    status: _EntrantWord
    place: Number | None = None
    finish_time: Duration | None = None
    finished_at: Instant | None = None


def parse_snapshot(document: Document, source: SnapshotSource) -> RoomSnapshot:
    race = _Race.read(document)
    return RoomSnapshot(
        slug=race.slug,
        version=race.version,
        source=source,
        status=race.room_status,
        goal=cut_line(race.goal.name, 255),
        info_bot=clean_info(race.info_bot),
        opened_at=race.opened_at,
        started_at=race.started_at,
        ended_at=race.ended_at,
        cancelled_at=race.cancelled_at,
        recorded=race.recorded,
        entrants=_entrants(race.entrants),
        hides_entrants=race.hide_entrants,
        waits_for_bot=race.auto_start is False and bool(race.opened_by_bot),
    )


def needs_chat(snapshot: RoomSnapshot) -> bool:
    """Tell whether only the room's chat says how its race ended, and who gave up."""
    gave_up = any(entrant.status is EntrantStatus.DNF for entrant in snapshot.entrants)
    return snapshot.has_started and (
        snapshot.status is RoomStatus.CANCELLED or (snapshot.status is RoomStatus.FINISHED and gave_up)
    )


_LOG_LINE = re.compile(r"\[[0-9: +.TZ-]+\] (?P<text>.+)")
_CALLED_OFF = "this race has been cancelled by "
_ENDED_BY_RACERS = ("this race has been cancelled due to ", "race finished in ")
_RESTARTED = "race timer restarted"
_FORFEITED = " has forfeited from the race."
_CAME_BACK = " has un-forfeited from the race."


@dataclass(frozen=True, slots=True)
class ChatTale:
    """What the system lines of a room's chat tell of the end of its race."""

    ending: Ending | None
    gave_up: frozenset[str]
    """Full names of those who forfeited themselves and didn't take it back."""


def read_chat_log(log: str) -> ChatTale:
    """Read the text of `/log`, which has system lines without a name before them."""
    ending: Ending | None = None
    was_called_off = False
    gave_up: set[str] = set()
    for line in log.splitlines():
        match = _LOG_LINE.fullmatch(line.strip())
        if match is None:
            continue
        said = match["text"]
        lowered = said.casefold()
        if lowered.startswith(_CALLED_OFF):
            ending, was_called_off = Ending.CALLED_OFF, True
        elif lowered.startswith(_ENDED_BY_RACERS):
            ending = Ending.REVIVED if was_called_off else Ending.BY_RACERS
        elif lowered.startswith(_RESTARTED):
            ending = None
        elif said.endswith(_CAME_BACK):
            gave_up.discard(said.removesuffix(_CAME_BACK))
        elif said.endswith(_FORFEITED):
            gave_up.add(said.removesuffix(_FORFEITED))
    return ChatTale(ending, frozenset(gave_up))


def with_tale(snapshot: RoomSnapshot, document: Document, tale: ChatTale) -> RoomSnapshot:
    """Return a snapshot with what its chat tells; `document` is what the snapshot was read from.

    A moderator who edits results may finish a cancelled race without a line about the end.
    """
    ending = tale.ending
    if ending is Ending.CALLED_OFF and snapshot.status is RoomStatus.FINISHED:
        ending = Ending.REVIVED
    if ending is None:
        return snapshot
    users = [_Entrant.read(item).user for item in _Race.read(document).entrants]
    names = [{user.full_name, user.name} for user in users]
    entrants = tuple(
        replace(entrant, gave_up=not known.isdisjoint(tale.gave_up)) if entrant.status is EntrantStatus.DNF else entrant
        for entrant, known in zip(snapshot.entrants, names, strict=True)
    )
    return replace(snapshot, ending=ending, entrants=entrants)


def clean_info(info: str) -> str:
    """Return a room info as snapshots carry it, so that one can be compared with what it ought to be."""
    return cut_lines(info, INFO_LIMIT)


def _entrants(items: Sequence[Document]) -> tuple[Entrant, ...]:
    entrants: list[Entrant] = []
    nameless = 0
    for item in items:
        read = _Entrant.read(item)
        if not read.user.id:
            nameless += 1
        elif len(read.user.id) > _ID_LIMIT:
            raise MalformedDocument("an entrant's id is too long")
        entrants.append(_entrant(item, read, read.user.id or f"nameless:{nameless}"))
    if len({entrant.key for entrant in entrants}) != len(entrants):
        raise MalformedDocument("an entrant is listed twice")
    return tuple(entrants)


def _entrant(item: Document, read: _Entrant, key: str) -> Entrant:
    """Return an entrant; one whose status or result isn't understood is there, and costs the others nothing."""
    there = Entrant(
        key=key,
        racetime_id=read.user.id or None,
        name=read.user.shown,
        status=EntrantStatus.UNKNOWN,
        comment=cut_lines(read.comment, _COMMENT_LIMIT),
        channel=clean_channel(read.user.twitch_channel),
        pronouns=cut_line(read.user.pronouns, PRONOUNS_LIMIT),
    )
    try:
        standing = _Standing.read(item)
    except MalformedDocument:
        return there
    return replace(
        there,
        status=standing.status.value,
        place=standing.place,
        finish_time=standing.finish_time,
        finished_at=standing.finished_at,
    )


# Frames


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
    to: _MaybeUser = _NOBODY


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
    user = _User.read(author) if isinstance(author, Mapping) else _NOBODY
    if not user.id or len(user.id) > _ID_LIMIT:
        return None
    said = _Message.read(message)
    return RoomCommand(said.id[:_ID_LIMIT], word, user.id, user.shown, said.is_monitor or user.can_moderate)


def bot_told(frame: Document) -> str | None:
    """Return the id of the user whom a bot told something in private, None when it was a person who did."""
    told = _ToldFrame.read(frame)
    return (told.to.id or None) if told.from_bot else None


def complaints(frame: Document) -> str:
    """Return the sentences of an error frame as one line."""
    return cut_line(" ".join(str(error) for error in _ErrorFrame.read(frame).errors), _REFUSAL_LIMIT)


def means_token_refused(complaint: str) -> bool:
    """Tell whether an error is about the token: it ended, or was never good for this category.

    racetime.gg lets anybody listen and looks at the token only when something is to be done.
    """
    return complaint.casefold().startswith("permission denied")
