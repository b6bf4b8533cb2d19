"""A live race among a Discord server's events: what the entry should say, and how to get it there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.race_posts import RaceFacts
from application.domain.messages.rich_text import plain

_NAME_LIMIT = 100
_USUAL_LENGTH = timedelta(hours=4)
"""An entry needs an end; nobody knows it before, and the entry is completed when the race is over."""


class EventState(StrEnum):
    """How far an entry is. What is over can't be changed any more."""

    SCHEDULED = "scheduled"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELED = "canceled"


OVER = frozenset({EventState.COMPLETED, EventState.CANCELED})


@dataclass(frozen=True, slots=True)
class EventText:
    """`mark` stands in the description of this race's entry only."""

    name: str
    description: str
    mark: str
    location: str
    starts_at: datetime
    ends_at: datetime

    @property
    def fingerprint(self) -> str:
        return "|".join((self.name, self.description, self.location, self.starts_at.isoformat()))


def event_text(facts: RaceFacts) -> EventText:
    return EventText(
        name=facts.title[:_NAME_LIMIT],
        description=f"{plain(facts.tournament)}, {plain(facts.pool)}. More: {facts.page_url} (live race)",
        mark=f"{facts.page_url} (live race)",
        location=(facts.room_url or facts.page_url)[:_NAME_LIMIT],
        starts_at=facts.scheduled_at,
        ends_at=facts.scheduled_at + _USUAL_LENGTH,
    )


def wanted_state(facts: RaceFacts | None) -> EventState:
    """Return where the entry of a race should be; a race that was deleted is None."""
    if facts is None:
        return EventState.CANCELED
    match facts.status:
        case LiveRaceStatus.SCHEDULED | LiveRaceStatus.PENDING:
            return EventState.SCHEDULED
        case LiveRaceStatus.IN_PROGRESS:
            return EventState.ACTIVE
        case LiveRaceStatus.FINISHED:
            return EventState.COMPLETED
        case LiveRaceStatus.CANCELLED:
            return EventState.CANCELED


def moves_to(wanted: EventState, present: EventState) -> tuple[EventState, ...]:
    """Return the steps that Discord allows from one state to another, as near as it gets.

    An entry can't be completed without having been active, nor cancelled once it was; nothing leaves what is over.
    """
    if present is wanted or present in OVER:
        return ()
    match present, wanted:
        case EventState.SCHEDULED, EventState.COMPLETED:
            return (EventState.ACTIVE, EventState.COMPLETED)
        case EventState.ACTIVE, EventState.CANCELED:
            return (EventState.COMPLETED,)
        case EventState.ACTIVE, EventState.SCHEDULED:
            return ()
        case _:
            return (wanted,)
