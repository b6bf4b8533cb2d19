"""Bots on racetime.gg: how one stands, and by what name a rehearsal knows its own."""

from enum import StrEnum


class BotStatus(StrEnum):
    UNKNOWN = "unknown"
    CONNECTED = "connected"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


def rehearsal_client_id(category: str) -> str:
    """Return the client id of the bot that a rehearsal has for a category; no other server knows it."""
    return f"rehearsal-bot-{category}"
