"""What members are told personally: kinds, ways, wishes, and when a reminder is due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import LiveRaceId, UserId

DEFAULT_REMINDER_MINUTES = 15
LONGEST_REMINDER_MINUTES = 7 * 24 * 60
MOST_REMINDERS = 3


class NotificationKind(StrEnum):
    RACE_SCHEDULED = "race_scheduled"
    REMINDER = "reminder"
    ROOM_OPEN = "room_open"
    RACE_MOVED = "race_moved"
    RACE_CANCELLED = "race_cancelled"
    RESULTS = "results"
    RUN = "run"
    """Whatever else concerns one's own runs: limits, reviews, corrections. The site shows it in any case."""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    NotificationKind.RACE_SCHEDULED: "A race is scheduled",
    NotificationKind.REMINDER: "A race starts soon",
    NotificationKind.ROOM_OPEN: "A room is open",
    NotificationKind.RACE_MOVED: "A race is moved",
    NotificationKind.RACE_CANCELLED: "A race is cancelled",
    NotificationKind.RESULTS: "My results are there",
    NotificationKind.RUN: "News of my runs",
}


class Way(StrEnum):
    """How somebody wants to be told."""

    NOT_AT_ALL = "not_at_all"
    ON_THE_SITE = "on_the_site"
    DIRECT_MESSAGE = "direct_message"
    BOTH = "both"

    @property
    def on_site(self) -> bool:
        return self in (Way.ON_THE_SITE, Way.BOTH)

    @property
    def by_message(self) -> bool:
        return self in (Way.DIRECT_MESSAGE, Way.BOTH)


DEFAULT_WAYS = {
    NotificationKind.RACE_SCHEDULED: Way.NOT_AT_ALL,
    NotificationKind.REMINDER: Way.BOTH,
    NotificationKind.ROOM_OPEN: Way.ON_THE_SITE,
    NotificationKind.RACE_MOVED: Way.BOTH,
    NotificationKind.RACE_CANCELLED: Way.BOTH,
    NotificationKind.RESULTS: Way.ON_THE_SITE,
    NotificationKind.RUN: Way.BOTH,
}


REPLACES: dict[NotificationKind, frozenset[NotificationKind]] = {
    NotificationKind.RACE_MOVED: frozenset({NotificationKind.RACE_MOVED, NotificationKind.REMINDER}),
    NotificationKind.RACE_CANCELLED: frozenset(
        {NotificationKind.RACE_MOVED, NotificationKind.REMINDER, NotificationKind.ROOM_OPEN}
    ),
}
"""Which earlier direct messages about a race are pointless once the newer one is waiting, too."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """One member's wishes within one organization; those who never said anything have these."""

    ways: dict[NotificationKind, Way] = field(default_factory=lambda: dict(DEFAULT_WAYS))
    reminder_minutes: tuple[int, ...] | None = None
    """Leads before the start; None is the tournament's own lead."""
    only_if_eligible: bool = False
    every_race: bool = False
    """Told of every race, not only of those that were marked with "Remind me"."""

    def way_of(self, kind: NotificationKind) -> Way:
        return self.ways.get(kind, DEFAULT_WAYS[kind])


def checked_leads(minutes: Iterable[int]) -> tuple[int, ...]:
    """Return distinct leads, the longest first. Raises `InvalidInput` for too many or impossible ones."""
    leads = tuple(sorted(set(minutes), reverse=True))
    if not 1 <= len(leads) <= MOST_REMINDERS:
        raise InvalidInput.on("reminder_minutes", f"Give one to {MOST_REMINDERS} reminder times.")
    if not all(1 <= lead <= LONGEST_REMINDER_MINUTES for lead in leads):
        raise InvalidInput(
            FieldProblem("reminder_minutes", "A reminder comes 1 minute to 7 days (10,080 minutes) before the start.")
        )
    return leads


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have to be reminded; `since` is when that person began to want it for this race."""

    user_id: UserId
    wishes: Wishes
    since: datetime


@dataclass(frozen=True, slots=True)
class DueReminder:
    user_id: UserId
    lead_minutes: int


def reminder_key(live_race_id: LiveRaceId, user_id: UserId, scheduled_at: datetime, lead_minutes: int) -> str:
    """Equal for what must be sent only once; a race that is moved gets reminders of its own."""
    return f"reminder:{live_race_id}:{user_id}:{int(scheduled_at.timestamp())}:{lead_minutes}"


def leads_ahead(scheduled_at: datetime, leads: Iterable[int], since: datetime) -> tuple[int, ...]:
    """Return those leads that had not passed when somebody began to want to be reminded."""
    return tuple(lead for lead in leads if since <= scheduled_at - timedelta(minutes=lead))


def due_reminders(
    scheduled_at: datetime, candidates: Iterable[Candidate], *, default_lead: int, now: datetime
) -> tuple[DueReminder, ...]:
    """Return whose reminder of a race is due, at most one each: the shortest lead that has been reached.

    A lead that had passed before the person wanted to be reminded is left out; one that was missed because nothing
    ran is made up for until the start.
    """
    if now >= scheduled_at:
        return ()
    due = []
    for candidate in candidates:
        leads = candidate.wishes.reminder_minutes or (default_lead,)
        ahead = leads_ahead(scheduled_at, leads, candidate.since)
        reached = [lead for lead in ahead if scheduled_at - timedelta(minutes=lead) <= now]
        if reached:
            due.append(DueReminder(candidate.user_id, min(reached)))
    return tuple(due)
