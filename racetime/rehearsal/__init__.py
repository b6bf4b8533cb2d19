"""A racetime.gg-compatible server with simulated racers, for trying the product out and for tests."""

from racetime.rehearsal.cast import CAST, CastMember
from racetime.rehearsal.options import (
    NO_QUIRKS,
    BotClient,
    CategoryOptions,
    Quirks,
    RehearsalOptions,
    Tempo,
    UserApp,
)
from racetime.rehearsal.server import RehearsalServer
from racetime.rehearsal.trouble import Trouble

__all__ = [
    "CAST",
    "NO_QUIRKS",
    "BotClient",
    "CastMember",
    "CategoryOptions",
    "Quirks",
    "RehearsalOptions",
    "RehearsalServer",
    "Tempo",
    "Trouble",
    "UserApp",
]
