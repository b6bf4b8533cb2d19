"""What rules need to know about Discord accounts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from application.domain.errors import InvalidInput
from application.domain.text import cut_line

LARGEST_DISCORD_ID = 2**63 - 1

UNNAMED = "Unnamed"
"""Who or what has a name on Discord of which nothing can be seen."""
_NAME_LIMIT = 100
"""Discord's own, for servers, channels and roles; people have less."""

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class DiscordState(StrEnum):
    OFF = "off"
    """No bot is configured."""
    STARTING = "starting"
    CONNECTED = "connected"
    INTERRUPTED = "interrupted"
    REFUSED = "refused"
    SILENT = "silent"
    """Nothing is heard of the process that runs the bot."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the bot stands with Discord, in a sentence for an admin, and since when, where that is known."""

    state: DiscordState
    message: str
    since: datetime | None


STANDING_TOLD_EVERY = timedelta(seconds=30)


def present_standing(told: Standing | None, told_at: datetime | None, now: datetime) -> Standing:
    """Return how a configured bot stands, from what was told last; what is old says nothing about the present."""
    if told is None or told_at is None or now - told_at > 3 * STANDING_TOLD_EVERY:
        return Standing(DiscordState.SILENT, "Nothing is heard of the process that runs the bot.", told_at)
    return told


def account_created_at(discord_id: int) -> datetime:
    """Return when a Discord account was made: its id carries the milliseconds since 2015 in the upper bits."""
    return _DISCORD_EPOCH + (discord_id >> 22) * _MILLISECOND


def discord_id_made_at(created_at: datetime, serial: int = 0) -> int:
    """Return an id that an account made at that instant could have; `serial` (0 to 4,194,303) tells them apart."""
    milliseconds = (created_at - _DISCORD_EPOCH) // _MILLISECOND
    return (milliseconds << 22) | serial


def check_snowflake(snowflake: int, *, field: str) -> None:
    """Raise `InvalidInput` unless this can be the id of anything on Discord: a server, a channel, a role."""
    if not 0 < snowflake <= LARGEST_DISCORD_ID:
        raise InvalidInput.on(field, "A Discord id is a positive number of up to 19 digits.")


_BOT_PERMISSIONS = sum(1 << bit for bit in (10, 11, 14, 16, 36, 38, 44))
"""View channels, send messages, embed links, read history, create private threads, send in threads, create events."""


def discord_name(name: str) -> str:
    """Return the name of a person, server, channel or role, clean and never empty."""
    return cut_line(name, _NAME_LIMIT, instead=UNNAMED)


def bot_invitation(authorize_url: str, client_id: str, guild_id: int) -> str:
    """Return where somebody who may manage a server lets the bot in, with the permissions that it needs."""
    query = urlencode(
        {
            "client_id": client_id,
            "scope": "bot applications.commands",
            "permissions": _BOT_PERMISSIONS,
            "guild_id": guild_id,
            "disable_guild_select": "true",
        }
    )
    return f"{authorize_url}?{query}"
