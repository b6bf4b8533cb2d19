"""What the whole season has in common: the services, the time, the rooms and the people."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from application.container import Container
from application.context import OrgContext
from application.domain.ids import UserId
from installation.season.cast import Player
from installation.season.past import Agenda, PastClock, PastRooms


@dataclass(frozen=True, slots=True)
class Member:
    """A player with the way in: `ctx` is what the player acts with."""

    player: Player
    user_id: UserId
    ctx: OrgContext


@dataclass(frozen=True, slots=True)
class Stage:
    container: Container
    clock: PastClock
    rooms: PastRooms
    agenda: Agenda
    chance: Random
    organizer: OrgContext
    reviewer: OrgContext
    members: tuple[Member, ...]

    def happens(self, likelihood: float) -> bool:
        return self.chance.random() < likelihood

    def between(self, earliest: datetime, latest: datetime) -> datetime:
        return earliest + (latest - earliest) * self.chance.random()
