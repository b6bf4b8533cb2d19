"""What racetime.gg says, in its own words: answers and race documents, each by the shape of what is needed.

Whatever can't be understood raises `MalformedDocument`, and callers ignore that frame or answer as a whole.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import BeforeValidator, Field

from application.domain.errors import InvalidInput
from application.domain.live_races.room import (
    INFO_LIMIT,
    ROOM_OVER,
    Entrant,
    EntrantStatus,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
    parse_room_slug,
    tag_mark,
)
from application.domain.live_races.streams import PRONOUNS_LIMIT, clean_channel
from application.domain.text import cut_line, cut_lines
from application.ports import CategoryFacts, FoundAccount, NamedCategory
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
ID_LIMIT = 40
REFUSAL_LIMIT = 300
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
    return cut_line(" ".join(sentences), REFUSAL_LIMIT)


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


class User(Shape):
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


NOBODY = User()
MaybeUser = Annotated[User, BeforeValidator(lambda value: value or {})]


class _Account(User):
    id: Text

    def found(self) -> FoundAccount:
        name = self.full_name or self.name
        if not name:
            raise MalformedDocument("name is no text")
        return FoundAccount(cut_line(self.id, ID_LIMIT), cut_line(name, NAME_LIMIT, instead=UNKNOWN_RACER))


class _Accounts(Shape):
    results: list[_Account]


def parse_account(document: Document) -> FoundAccount:
    """Return the user that a document is about."""
    account = _Account.read(document)
    if len(account.id) > ID_LIMIT or not account.id.isalnum():
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
    user: MaybeUser = NOBODY
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


def names_in(document: Document) -> list[frozenset[str]]:
    """Return by which names each entrant of a race may be called in its chat, in the order of the snapshot's."""
    users = [_Entrant.read(item).user for item in _Race.read(document).entrants]
    return [frozenset((user.full_name, user.name)) for user in users]


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
        elif len(read.user.id) > ID_LIMIT:
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
