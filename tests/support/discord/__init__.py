"""A small Discord for tests: the protocols that the real discord.py speaks, and people who use what it serves."""

from tests.support.discord.faults import Faults
from tests.support.discord.people import Answer, Person
from tests.support.discord.server import DiscordServer
from tests.support.discord.world import Account, Channel, EventStatus, Guild, Message, Role, ScheduledEvent, World

__all__ = [
    "Account",
    "Answer",
    "Channel",
    "DiscordServer",
    "EventStatus",
    "Faults",
    "Guild",
    "Message",
    "Person",
    "Role",
    "ScheduledEvent",
    "World",
]
