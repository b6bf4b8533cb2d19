"""racetime.gg's own words: the only file that knows its JSON keys, addresses, status words and form fields.

Whatever can't be understood raises `MalformedDocument`, and callers ignore that frame or answer as a whole. What is not
needed is not looked at, so that racetime.gg may add fields.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit

from application.domain.errors import InvalidInput
from application.domain.room import (
    INFO_LIMIT,
    ROOM_OVER,
    Ending,
    Entrant,
    EntrantStatus,
    RoomRequest,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
    parse_room_slug,
    tag_mark,
)
from application.domain.room_commands import CommandWord
from application.domain.text import cut_line, cut_lines
from application.ports import CategoryFacts, FoundAccount, NamedCategory
from application.read_models import RoomCommand, RoomMessage
from racetime.reading import (
    Document,
    MalformedDocument,
    as_list,
    as_object,
    instant,
    optional_duration,
    optional_text,
    optional_whole_number,
    text,
    whole_number,
    word,
)

TOKEN_PATH = "/o/token"  # noqa: S105  # an address
NAME_LIMIT = 80
UNKNOWN_RACER = "Unknown racer"
_COMMENT_LIMIT = 1000
_ID_LIMIT = 40
_REFUSAL_LIMIT = 300
_USUAL_TOKEN_LIFE = 36_000


# Addresses


def room_data_path(slug: str) -> str:
    return f"/{quote(slug)}/data"


def room_log_path(slug: str) -> str:
    """The room's chat as text, system lines and all."""
    return f"/{quote(slug)}/log"


def categories_data_path() -> str:
    return "/categories/data"


def category_data_path(category: str) -> str:
    return f"/{quote(category, safe='')}/data"


def bot_category_data_path(category: str) -> str:
    """The category with its unlisted rooms, for its bots."""
    return f"/o/{quote(category, safe='')}/data"


USER_INFO_PATH = "/o/userinfo"


def authorize_path(*, client_id: str, return_to: str, state: str, challenge: str) -> str:
    """Where a person agrees that we may know who they are; nothing more is asked for."""
    wanted = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": return_to,
        "scope": "read",
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"/o/authorize?{urlencode(wanted)}"


def user_data_path(racetime_id: str) -> str:
    return f"/user/{quote(racetime_id, safe='')}/data"


def user_path(racetime_id: str) -> str:
    return f"/user/{quote(racetime_id, safe='')}"


def user_search_path(name: str, discriminator: str) -> str:
    """The accounts of exactly this name; an empty discriminator asks for all of them."""
    wanted = {"name": name, "discriminator": discriminator} if discriminator else {"name": name}
    return f"/user/search?{urlencode(wanted)}"


def edit_path(slug: str) -> str:
    return f"/o/{quote(slug)}/edit"


def startrace_path(category: str) -> str:
    return f"/o/{quote(category, safe='')}/startrace"


def handler_document(slug: str) -> dict[str, str]:
    """Return as much of a race document as racetime_bot needs to join a room: bots address it without its category.

    The address is made here and not taken from racetime.gg, whose answer could otherwise send the token elsewhere.
    """
    room = slug.partition("/")[2]
    return {"name": slug, "websocket_bot_url": f"/ws/o/bot/{quote(room, safe='')}"}


def opened_slug(location: str) -> str:
    """Return "category/room" from the Location of a new room, which is relative or absolute."""
    try:
        return parse_room_slug(urlsplit(location).path)
    except (InvalidInput, ValueError):
        raise MalformedDocument("the location of the new room has no room in it") from None


# Answers


def parse_json(body: str | bytes) -> Document:
    """Return the JSON object of an answer or a frame."""
    try:
        return as_object(json.loads(body), "the document")
    except (ValueError, RecursionError):
        raise MalformedDocument("no JSON") from None


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    value: str = field(repr=False)
    lifetime: int
    """Seconds."""


def parse_token(document: Document) -> TokenAnswer:
    lifetime = optional_whole_number(document, "expires_in")
    return TokenAnswer(text(document, "access_token"), lifetime or _USUAL_TOKEN_LIFE)


def parse_refusal(document: Document) -> str:
    """Return racetime.gg's complaints about a form as one line."""
    sentences = [
        f"{sentence}" if name == "__all__" else f"{name}: {sentence}"
        for name, errors in as_object(document.get("errors"), "errors").items()
        for sentence in as_list(errors, "a field's errors")
    ]
    return cut_line(" ".join(sentences), _REFUSAL_LIMIT)


def parse_category(document: Document) -> CategoryFacts:
    goals = as_list(document.get("goals"), "goals")
    return CategoryFacts(
        slug=text(document, "slug"),
        name=cut_line(text(document, "name"), NAME_LIMIT, instead=text(document, "slug")),
        goals=tuple(filter(None, (cut_line(goal, 255) for goal in goals if isinstance(goal, str)))),
    )


def parse_account(document: Document) -> FoundAccount:
    """Return the user that a document is about."""
    racetime_id = text(document, "id")
    if len(racetime_id) > _ID_LIMIT or not racetime_id.isalnum():
        raise MalformedDocument("id is no user id")
    name = optional_text(document, "full_name") or text(document, "name")
    return FoundAccount(racetime_id, cut_line(name, NAME_LIMIT, instead=UNKNOWN_RACER))


def parse_categories(document: Document) -> tuple[NamedCategory, ...]:
    categories = (as_object(item, "a category") for item in as_list(document.get("categories"), "categories"))
    return tuple(
        NamedCategory(
            slug=text(category, "slug"),
            name=cut_line(text(category, "name"), NAME_LIMIT, instead=text(category, "slug")),
        )
        for category in categories
    )


def parse_accounts(document: Document) -> tuple[FoundAccount, ...]:
    users = (as_object(item, "a user") for item in as_list(document.get("results"), "results"))
    return tuple(
        FoundAccount(
            racetime_id=cut_line(text(user, "id"), _ID_LIMIT),
            name=cut_line(optional_text(user, "full_name") or text(user, "name"), NAME_LIMIT, instead=UNKNOWN_RACER),
        )
        for user in users
    )


def find_tagged_room(category: Document, tag: str) -> str | None:
    """Return the slug of the category's current room that a bot opened, that carries the tag and isn't over.

    Anybody can copy a tag into a room of their own.
    """
    for item in as_list(category.get("current_races"), "current_races"):
        summary = as_object(item, "a current race")
        is_ours = optional_text(summary, "opened_by_bot") and tag_mark(tag) in optional_text(summary, "info")
        if is_ours and _status(summary) not in ROOM_OVER:
            return _slug(summary)
    return None


def parse_snapshot(document: Document, source: SnapshotSource) -> RoomSnapshot:
    return RoomSnapshot(
        slug=_slug(document),
        version=whole_number(document, "version"),
        source=source,
        status=_status(document),
        goal=cut_line(optional_text(as_object(document.get("goal") or {}, "goal"), "name"), 255),
        info_bot=clean_info(optional_text(document, "info_bot")),
        opened_at=instant(document, "opened_at"),
        started_at=instant(document, "started_at"),
        ended_at=instant(document, "ended_at"),
        cancelled_at=instant(document, "cancelled_at"),
        recorded=document.get("recorded") is True,
        entrants=_entrants(_entrant_items(document)),
        hides_entrants=document.get("hide_entrants") is True,
        waits_for_bot=document.get("auto_start") is False and bool(document.get("opened_by_bot")),
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
    users = (as_object(as_object(item, "an entrant").get("user") or {}, "a user") for item in _entrant_items(document))
    names = [{optional_text(user, "full_name"), optional_text(user, "name")} for user in users]
    entrants = tuple(
        replace(entrant, gave_up=not known.isdisjoint(tale.gave_up)) if entrant.status is EntrantStatus.DNF else entrant
        for entrant, known in zip(snapshot.entrants, names, strict=True)
    )
    return replace(snapshot, ending=ending, entrants=entrants)


def _entrant_items(document: Document) -> Sequence[object]:
    return as_list(document.get("entrants"), "entrants")


def clean_info(info: str) -> str:
    """Return a room info as snapshots carry it, so that one can be compared with what it ought to be."""
    return cut_lines(info, INFO_LIMIT)


def _slug(document: Document) -> str:
    name = text(document, "name")
    try:
        slug = parse_room_slug(name)
    except (InvalidInput, ValueError):
        slug = ""
    if slug != name:
        raise MalformedDocument("name is no room")
    return slug


def _status(document: Document) -> RoomStatus:
    value = text(as_object(document.get("status"), "status"), "value")
    try:
        return RoomStatus(value)
    except ValueError:
        return RoomStatus.UNKNOWN


def _entrants(items: Sequence[object]) -> tuple[Entrant, ...]:
    entrants: list[Entrant] = []
    nameless = 0
    for item in items:
        document = as_object(item, "an entrant")
        user = as_object(document.get("user") or {}, "an entrant's user")
        racetime_id = optional_text(user, "id") or None
        if racetime_id is None:
            nameless += 1
        elif len(racetime_id) > _ID_LIMIT:
            raise MalformedDocument("an entrant's id is too long")
        key = racetime_id or f"nameless:{nameless}"
        entrants.append(_entrant(document, key, racetime_id, _name(user)))
    if len({entrant.key for entrant in entrants}) != len(entrants):
        raise MalformedDocument("an entrant is listed twice")
    return tuple(entrants)


def _entrant(document: Document, key: str, racetime_id: str | None, name: str) -> Entrant:
    """Return an entrant; one whose status or result isn't understood is there, and costs the others nothing."""
    comment = cut_lines(optional_text(document, "comment"), _COMMENT_LIMIT)
    try:
        status = as_object(document.get("status"), "an entrant's status").get("value")
        return Entrant(
            key=key,
            racetime_id=racetime_id,
            name=name,
            status=word(EntrantStatus, status, "an entrant's status"),
            place=optional_whole_number(document, "place"),
            finish_time=optional_duration(document, "finish_time"),
            finished_at=instant(document, "finished_at"),
            comment=comment,
        )
    except MalformedDocument:
        return Entrant(key, racetime_id, name, EntrantStatus.UNKNOWN, comment=comment)


def _name(user: Document) -> str:
    name = optional_text(user, "name") or optional_text(user, "full_name")
    return cut_line(name, NAME_LIMIT, instead=UNKNOWN_RACER)


# Forms


def token_form(client_id: str, client_secret: str) -> dict[str, str]:
    return {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}


def startrace_form(request: RoomRequest) -> dict[str, str]:
    """Return the form of a new room, open to everybody and listed.

    Every boolean is sent: an omitted one takes racetime.gg's default, which is mostly true, and of all words for "no"
    it understands only "False".
    """
    mark = tag_mark(request.tag)
    info = request.info if mark in request.info else f"{request.info} {mark}".strip()
    settings = request.settings
    booleans = {
        "invitational": False,
        "unlisted": False,
        "team_race": False,
        "require_even_teams": False,
        "ranked": True,
        "partitionable": False,
        "hide_entrants": False,
        "time_limit_auto_complete": False,
        "streaming_required": settings.streaming_required,
        "auto_start": settings.auto_start,
        "allow_comments": settings.allow_comments,
        "hide_comments": settings.hide_comments,
        "allow_prerace_chat": settings.allow_prerace_chat,
        "allow_midrace_chat": settings.allow_midrace_chat,
        "allow_non_entrant_chat": settings.allow_non_entrant_chat,
    }
    return {
        "goal": request.goal,
        "info_bot": info,
        "start_delay": str(settings.start_delay),
        "time_limit": str(settings.time_limit),
        "chat_message_delay": str(settings.chat_message_delay),
        **{name: "True" if value else "False" for name, value in booleans.items()},
    }


_KEPT_FLAGS = (
    "require_even_teams",
    "ranked",
    "unlisted",
    "time_limit_auto_complete",
    "streaming_required",
    "allow_comments",
    "hide_comments",
    "allow_prerace_chat",
    "allow_midrace_chat",
    "allow_non_entrant_chat",
)


def start_by_itself_form(document: Document) -> dict[str, str]:
    """Return the edit of a room that only turns `auto_start` on.

    racetime.gg resets what an edit leaves out, so everything that the room has now is sent along. Raises
    `MalformedDocument`.
    """
    goal = as_object(document.get("goal"), "goal")
    return {
        "custom_goal" if goal.get("custom") is True else "goal": text(goal, "name"),
        "info_user": optional_text(document, "info_user"),
        "info_bot": optional_text(document, "info_bot"),
        "start_delay": str(_seconds(document, "start_delay")),
        "time_limit": str(_seconds(document, "time_limit") // 3600),
        "chat_message_delay": str(_seconds(document, "chat_message_delay")),
        **{name: "True" if document.get(name) is True else "False" for name in _KEPT_FLAGS},
        "auto_start": "True",
    }


def _seconds(document: Document, key: str) -> int:
    length = optional_duration(document, key)
    if length is None:
        raise MalformedDocument(f"{key} is missing")
    return int(length.total_seconds())


def code_form(*, client_id: str, client_secret: str, code: str, verifier: str, return_to: str) -> dict[str, str]:
    return {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "client_secret": client_secret,
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": return_to,
    }


# What a bot sends over its socket


def ping() -> str:
    return _action("ping")


def getrace() -> str:
    """Ask for the copy this connection heard last. It is no refresh: only `/data` shows the present state."""
    return _action("getrace")


def gethistory() -> str:
    return _action("gethistory", {})


def make_invitational() -> str:
    return _action("make_invitational")


def begin() -> str:
    return _action("begin")


def cancel() -> str:
    return _action("cancel")


def setinfo(info: str) -> str:
    """Replace the bot's part of the room info. An empty one would be ignored, so there is no way to clear it."""
    return _action("setinfo", {"info_bot": info})


def message(line: RoomMessage) -> str:
    """Say a line, or tell one person.

    racetime.gg drops a repeated guid for five minutes, and accepts only lower-case letters, digits and dashes in it.
    """
    guid = re.sub(r"[^0-9a-z-]", "-", line.guid.lower())
    data: dict[str, object] = {"message": line.text, "guid": guid}
    if line.direct_to is not None:
        data["direct_to"] = line.direct_to
    else:
        if line.pinned:
            data["pinned"] = True
        if line.buttons:
            data["actions"] = {button.label: {"message": button.message} for button in line.buttons}
    return _action("message", data)


def remove_entrant(racetime_id: str) -> str:
    return _action("remove_entrant", {"user": racetime_id})


def _action(name: str, data: dict[str, object] | None = None) -> str:
    return json.dumps({"action": name} if data is None else {"action": name, "data": data})


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


def frame_type(frame: Document) -> FrameType | None:
    """Return the type of a frame, None for one that may be ignored."""
    return _FRAME_TYPES.get(text(frame, "type"))


def race_in(frame: Document) -> Document:
    return as_object(frame.get("race"), "race")


@dataclass(frozen=True, slots=True)
class ChatLine:
    id: str
    text: str
    is_from_bot: bool


def chat_line(frame: Document) -> ChatLine:
    return _chat_line(frame.get("message"))


def chat_history(frame: Document) -> tuple[ChatLine, ...]:
    return tuple(_chat_line(item) for item in as_list(frame.get("messages"), "messages"))


def _chat_line(item: object) -> ChatLine:
    document = as_object(item, "a message")
    return ChatLine(text(document, "id"), optional_text(document, "message"), document.get("is_bot") is True)


def chat_command(word: CommandWord, message: Document) -> RoomCommand | None:
    """Return what a person asked for; None for a line that has no person behind it."""
    user = message.get("user")
    if not isinstance(user, Mapping):
        return None
    racetime_id = optional_text(user, "id")
    if not racetime_id or len(racetime_id) > _ID_LIMIT:
        return None
    is_monitor = message.get("is_monitor") is True or user.get("can_moderate") is True
    return RoomCommand(text(message, "id")[:_ID_LIMIT], word, racetime_id, _name(user), is_monitor)


def bot_told(frame: Document) -> str | None:
    """Return the id of the user whom a bot told something in private, None when it was a person who did."""
    if not optional_text(frame, "from_bot"):
        return None
    return optional_text(as_object(frame.get("to") or {}, "to"), "id") or None


def complaints(frame: Document) -> str:
    """Return the sentences of an error frame as one line."""
    errors = as_list(frame.get("errors"), "errors")
    return cut_line(" ".join(str(error) for error in errors), _REFUSAL_LIMIT)


def means_token_refused(complaint: str) -> bool:
    """Tell whether an error is about the token: it ended, or was never good for this category.

    racetime.gg lets anybody listen and looks at the token only when something is to be done.
    """
    return complaint.casefold().startswith("permission denied")
