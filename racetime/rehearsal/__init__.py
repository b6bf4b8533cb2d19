"""A racetime.gg-compatible server with simulated racers, for trying the product out and for tests."""

from racetime.rehearsal.faults import NO_FAULTS, Fault, FaultRates
from racetime.rehearsal.options import (
    BotClient,
    CategoryOptions,
    RehearsalOptions,
    Tempo,
    UserApp,
)
from racetime.rehearsal.racers import CAST, CastMember
from racetime.rehearsal.server import RehearsalServer

__all__ = [
    "CAST",
    "NO_FAULTS",
    "BotClient",
    "CastMember",
    "CategoryOptions",
    "Fault",
    "FaultRates",
    "RehearsalOptions",
    "RehearsalServer",
    "Tempo",
    "UserApp",
]
