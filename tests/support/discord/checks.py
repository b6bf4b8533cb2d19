"""What Discord accepts in messages and events; everything else is refused as it would be there."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tests.support.discord.errors import Refused, bad_form
from tests.support.discord.world import EventStatus, Guild, Json, World

_CREATE_KEYS = frozenset(
    {
        "allowed_mentions",
        "attachments",
        "components",
        "content",
        "embeds",
        "enforce_nonce",
        "flags",
        "message_reference",
        "nonce",
        "tts",
    }
)
_SHOWN = ("content", "embeds", "components")


def checked_message(body: Json, *, present: Json | None = None) -> Json:
    """Return what a message shows after a create, or after an edit of what it shows at present."""
    if unknown_keys := set(body) - _CREATE_KEYS:
        raise bad_form(f"unknown keys {sorted(unknown_keys)}")
    shown = dict(present or {}) | {key: body[key] for key in _SHOWN if key in body}
    if len(str(shown.get("content") or "")) > 2000:
        raise bad_form("content: Must be 2000 or fewer in length.")
    if len(str(body.get("nonce", ""))) > 25:
        raise bad_form("nonce: Must be 25 or fewer in length.")
    for embed in shown.get("embeds") or []:
        _check_embed(embed)
    _check_components(shown.get("components") or [])
    _check_mentions(body.get("allowed_mentions") or {})
    if not shown.get("content") and not shown.get("embeds"):
        raise Refused(400, 50006, "Cannot send an empty message")
    return shown


def _check_embed(embed: Json) -> None:
    _bounded(embed, "title", 256)
    _bounded(embed, "description", 4096)
    fields = embed.get("fields") or []
    if len(fields) > 25:
        raise bad_form("fields: Must be 25 or fewer in length.")
    for item in fields:
        for key, limit in (("name", 256), ("value", 1024)):
            if not str(item.get(key, "")).strip():
                raise bad_form(f"{key}: This field is required")
            _bounded(item, key, limit)
    _bounded(embed.get("footer") or {}, "text", 2048)
    if embed.get("url"):
        _check_url(embed["url"])
    total = sum(len(str(embed.get(key) or "")) for key in ("title", "description"))
    total += sum(len(item["name"]) + len(item["value"]) for item in fields)
    total += len((embed.get("footer") or {}).get("text", ""))
    if total > 6000:
        raise bad_form("embeds: Embed size exceeds maximum size of 6000")


def _check_components(rows: list[Json]) -> None:
    if len(rows) > 5:
        raise bad_form("components: Must be 5 or fewer in length.")
    seen: set[str] = set()
    for row in rows:
        items = row.get("components", [])
        if row.get("type") != 1 or not 1 <= len(items) <= 5:
            raise bad_form("components: Must be between 1 and 5 in length.")
        for item in items:
            if item["type"] == 2:
                _check_button(item, seen)


def _check_button(item: Json, seen: set[str]) -> None:
    _bounded(item, "label", 80)
    if item["style"] == 5:
        _check_url(item["url"])
        return
    custom_id = item["custom_id"]
    if not 1 <= len(custom_id) <= 100 or custom_id in seen:
        raise bad_form("custom_id: Component custom id cannot be duplicated")
    seen.add(custom_id)


def _check_mentions(allowed: Json) -> None:
    for key in ("users", "roles"):
        listed = allowed.get(key) or []
        if len(listed) > 100:
            raise bad_form(f"{key}: Must be 100 or fewer in length.")
        if listed and key in allowed.get("parse", []):
            raise bad_form(f"{key}: mutually exclusive with parse")


def _check_url(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or len(address) > 2048:
        raise bad_form("url: Not a well formed URL.")


def _bounded(part: Json, key: str, limit: int) -> None:
    if len(str(part.get(key) or "")) > limit:
        raise bad_form(f"{key}: Must be {limit} or fewer in length.")


def pinged(world: World, guild: Guild | None, body: Json, *, may_ping_all: bool) -> tuple[set[int], set[int]]:
    """Return the accounts and roles that hear a sound because of a message."""
    content = str(body.get("content") or "")
    allowed = body.get("allowed_mentions")
    users = {int(found) for found in re.findall(r"<@!?(\d+)>", content)} & set(world.accounts)
    roles = {int(found) for found in re.findall(r"<@&(\d+)>", content)}
    roles = {role for role in roles if guild is not None and role in guild.roles}
    roles = {role for role in roles if may_ping_all or (guild is not None and guild.roles[role].mentionable)}
    if allowed is None:
        return users, roles
    parse = allowed.get("parse", [])
    if "users" not in parse:
        users &= {int(found) for found in allowed.get("users") or []}
    if "roles" not in parse:
        roles &= {int(found) for found in allowed.get("roles") or []}
    return users, roles


def checked_profile(body: Json) -> str:
    """Return the description of an application, of which nothing else is ever changed here."""
    if set(body) != {"description"}:
        raise bad_form(f"unknown keys {sorted(body)}")
    _bounded(body, "description", 400)
    return body["description"] or ""


_EVENT_KEYS = frozenset(
    {
        "name",
        "description",
        "scheduled_start_time",
        "scheduled_end_time",
        "entity_type",
        "entity_metadata",
        "privacy_level",
        "channel_id",
        "status",
        "image",
    }
)
_MOVES = {
    EventStatus.SCHEDULED: {EventStatus.ACTIVE, EventStatus.CANCELED},
    EventStatus.ACTIVE: {EventStatus.COMPLETED},
}


def checked_event(body: Json, now: datetime, *, present: Json | None = None) -> Json:
    """Return an external event's own fields; `present` are those before an edit."""
    if unknown_keys := set(body) - _EVENT_KEYS:
        raise bad_form(f"unknown keys {sorted(unknown_keys)}")
    result = dict(present or {}) | {key: value for key, value in body.items() if key != "status"}
    if result.get("entity_type") != 3 or result.get("privacy_level") != 2:
        raise bad_form("entity_type: only external events for the server are spoken of here")
    if not 1 <= len(result.get("name", "")) <= 100:
        raise bad_form("name: Must be between 1 and 100 in length.")
    _bounded(result, "description", 1000)
    if not 1 <= len((result.get("entity_metadata") or {}).get("location", "")) <= 100:
        raise bad_form("location: Must be between 1 and 100 in length.")
    if "scheduled_end_time" not in result:
        raise bad_form("scheduled_end_time: This field is required")
    start = datetime.fromisoformat(result["scheduled_start_time"])
    end = datetime.fromisoformat(result["scheduled_end_time"])
    if "scheduled_start_time" in body and body["scheduled_start_time"] != (present or {}).get("scheduled_start_time"):
        if start <= now:
            raise bad_form("scheduled_start_time: Cannot schedule event in the past.")
        if start > now + timedelta(days=5 * 365):
            raise bad_form("scheduled_start_time: too far ahead")
    if end <= start:
        raise bad_form("scheduled_end_time: Cannot end before it starts.")
    return result


def moved_status(present: EventStatus, wanted: int | None) -> EventStatus:
    if wanted is None or wanted == present:
        if present not in _MOVES:
            raise Refused(400, 180000, "Cannot update a finished event")
        return present
    target = EventStatus(wanted)
    if target not in _MOVES.get(present, set()):
        raise bad_form(f"status: Cannot go from {present.name} to {target.name}")
    return target
