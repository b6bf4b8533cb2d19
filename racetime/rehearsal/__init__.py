"""A racetime.gg-compatible server with simulated racers, for trying the product out and for tests."""

from racetime.rehearsal.faults import NO_FAULTS, Fault, FaultRates
from racetime.rehearsal.options import (
    BotClient,
    CategoryOptions,
    RehearsalOptions,
    Tempo,
    UserApp,
)
from racetime.rehearsal.racers import DEMO_USERS, DemoUser
from racetime.rehearsal.server import RehearsalServer

__all__ = [
    "DEMO_USERS",
    "NO_FAULTS",
    "BotClient",
    "CategoryOptions",
    "DemoUser",
    "Fault",
    "FaultRates",
    "RehearsalOptions",
    "RehearsalServer",
    "Tempo",
    "UserApp",
]
