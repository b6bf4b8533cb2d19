"""What racetime.gg is told, in its own words: addresses, form fields, actions. It says `documents` and `frames`."""

import json
import re
from datetime import timedelta
from urllib.parse import quote, urlencode, urlsplit

from application.domain.errors import InvalidInput
from application.domain.live_races.room import (
    RoomRequest,
    parse_room_slug,
    tag_mark,
)
from application.read_models import RoomMessage
from racetime.reading import (
    Document,
    Duration,
    Flag,
    MalformedDocument,
    MaybeText,
    Shape,
    Text,
)

TOKEN_PATH = "/o/token"  # noqa: S105  # an address
_SECOND, _HOUR = timedelta(seconds=1), timedelta(hours=1)


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


class _ChosenGoal(Shape):
    name: Text
    custom: Flag = False


class _Editable(Shape):
    goal: _ChosenGoal
    info_user: MaybeText = ""
    info_bot: MaybeText = ""
    start_delay: Duration
    time_limit: Duration
    chat_message_delay: Duration


def start_by_itself_form(document: Document) -> dict[str, str]:
    """Return the edit of a room that only turns `auto_start` on.

    racetime.gg resets what an edit leaves out, so everything that the room has now is sent along. Raises
    `MalformedDocument`.
    """
    room = _Editable.read(document)
    return {
        "custom_goal" if room.goal.custom else "goal": room.goal.name,
        "info_user": room.info_user,
        "info_bot": room.info_bot,
        "start_delay": str(room.start_delay // _SECOND),
        "time_limit": str(room.time_limit // _HOUR),
        "chat_message_delay": str(room.chat_message_delay // _SECOND),
        **{name: "True" if document.get(name) is True else "False" for name in _KEPT_FLAGS},
        "auto_start": "True",
    }


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
