"""What happened in the rehearsal's world, for whoever broadcasts, caches or keeps time."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from racetime.rehearsal.chat import Message
from racetime.rehearsal.race import Race
from racetime.rehearsal.users import User


class Writer(StrEnum):
    """Which part of racetime.gg saved a change; they differ in which caches they clear."""

    WEB = "web"
    RACEBOT = "racebot"


@dataclass(frozen=True, slots=True)
class RaceChanged:
    """A race was saved; `is_broadcast` is False for the writes that no socket is told about."""

    race: Race
    writer: Writer
    is_broadcast: bool


@dataclass(frozen=True, slots=True)
class RaceShown:
    """A bulk update changed a race: it is broadcast, but its version stays and no cache is cleared."""

    race: Race


@dataclass(frozen=True, slots=True)
class MessagePosted:
    race: Race
    message: Message


@dataclass(frozen=True, slots=True)
class PinChanged:
    race: Race
    message: Message


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    race: Race
    message: Message
    deleted_by: User


@dataclass(frozen=True, slots=True)
class MessagesPurged:
    race: Race
    user: User
    purged_by: User


@dataclass(frozen=True, slots=True)
class FinishTakenBack:
    """An undo of a finish; racetime.gg tells it as a split without name and time."""

    race: Race
    user: User


WorldEvent = RaceChanged | RaceShown | MessagePosted | PinChanged | MessageDeleted | MessagesPurged | FinishTakenBack

Listener = Callable[[WorldEvent], None]
