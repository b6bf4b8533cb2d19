"""How a racetime.gg bot stands."""

from enum import StrEnum


class BotStatus(StrEnum):
    UNKNOWN = "unknown"
    CONNECTED = "connected"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
