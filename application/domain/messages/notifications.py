"""What members are told personally: kinds and their sentences, preferences, and when a reminder is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import LiveRaceId, RunId, TournamentId, UserId
from application.domain.messages.channels import Channel

DEFAULT_REMINDER_MINUTES = 15
LONGEST_REMINDER_MINUTES = 7 * 24 * 60
MOST_REMINDERS = 3


class Topic(StrEnum):
    """For what members choose channels; the names are stored and public."""

    RACE_SCHEDULED = "race_scheduled"
    REMINDER = "reminder"
    ROOM_OPEN = "room_open"
    RACE_MOVED = "race_moved"
    RACE_CANCELLED = "race_cancelled"
    RESULTS = "results"
    RUN = "run"
    ACCOUNT = "account"

    @property
    def label(self) -> str:
        return _TOPICS[self]


_TOPICS = {
    Topic.RACE_SCHEDULED: "A race is scheduled",
    Topic.REMINDER: "A race starts soon",
    Topic.ROOM_OPEN: "A room is open",
    Topic.RACE_MOVED: "A race is moved",
    Topic.RACE_CANCELLED: "A race is cancelled",
    Topic.RESULTS: "My results are there",
    Topic.RUN: "News of my runs",
    Topic.ACCOUNT: "News of accounts",
}

_SITE, _BOTH = frozenset({Channel.SITE}), frozenset({Channel.SITE, Channel.DISCORD})

DEFAULT_CHANNELS: dict[Topic, frozenset[Channel]] = {
    Topic.RACE_SCHEDULED: frozenset(),
    Topic.REMINDER: _BOTH,
    Topic.ROOM_OPEN: _SITE,
    Topic.RACE_MOVED: _BOTH,
    Topic.RACE_CANCELLED: _BOTH,
    Topic.RESULTS: _SITE,
    Topic.RUN: _BOTH,
    Topic.ACCOUNT: _SITE,
}
ALWAYS: dict[Topic, frozenset[Channel]] = {Topic.RUN: _SITE, Topic.ACCOUNT: _SITE}
"""What nobody can turn off, as it decides about one's own results."""


class NotificationKind(StrEnum):
    START_WARNING = "start_warning"
    RUN_NOT_STARTED = "run_not_started"
    RUN_OUT_OF_TIME = "run_out_of_time"
    RUN_EXTENDED = "run_extended"
    RUN_ACCEPTED = "run_accepted"
    RUN_REJECTED = "run_rejected"
    RUN_CORRECTED = "run_corrected"
    CORRECTION_UNDONE = "correction_undone"
    RACE_SCHEDULED = "race_scheduled"
    REMINDER = "reminder"
    ROOM_OPEN = "room_open"
    RACE_MOVED = "race_moved"
    RACE_CANCELLED = "race_cancelled"
    RESULTS = "results"
    PEOPLE_MERGED = "people_merged"
    CLAIM_VOIDED = "claim_voided"

    @property
    def topic(self) -> Topic:
        return _KINDS[self][0]

    def sentence(self, parts: Mapping[str, str]) -> str:
        """Return what the member reads; `parts` are plain text, and a missing one is left out."""
        return _KINDS[self][1].format_map(_Parts(parts)).strip()


_KINDS: dict[NotificationKind, tuple[Topic, str]] = {
    NotificationKind.START_WARNING: (
        Topic.RUN,
        "Your run in {pool} must be started within {left}, or it counts as a forfeit.",
    ),
    NotificationKind.RUN_NOT_STARTED: (
        Topic.RUN,
        "Your run in {pool} was not started in time, so it counts as a forfeit.",
    ),
    NotificationKind.RUN_OUT_OF_TIME: (
        Topic.RUN,
        "Your run in {pool} was not finished in time, so it counts as a forfeit.",
    ),
    NotificationKind.RUN_EXTENDED: (Topic.RUN, "You have {more} more for your run in {pool}. {reason}"),
    NotificationKind.RUN_ACCEPTED: (Topic.RUN, "Your run in {pool} was accepted. {reason}"),
    NotificationKind.RUN_REJECTED: (Topic.RUN, "Your run in {pool} was rejected: {reason}"),
    NotificationKind.RUN_CORRECTED: (
        Topic.RUN,
        "The result of your run in {pool} was changed from {old} to {new}: {reason}",
    ),
    NotificationKind.CORRECTION_UNDONE: (
        Topic.RUN,
        "The result of your run in {pool} was changed back from {old} to {new}.",
    ),
    NotificationKind.RACE_SCHEDULED: (Topic.RACE_SCHEDULED, "{race} ({tournament}) is scheduled."),
    NotificationKind.REMINDER: (Topic.REMINDER, "{race} ({tournament}) starts soon."),
    NotificationKind.ROOM_OPEN: (Topic.ROOM_OPEN, "The room of {race} ({tournament}) is open."),
    NotificationKind.RACE_MOVED: (Topic.RACE_MOVED, "{race} ({tournament}) has a new time."),
    NotificationKind.RACE_CANCELLED: (Topic.RACE_CANCELLED, "{race} ({tournament}) is cancelled."),
    NotificationKind.RESULTS: (Topic.RESULTS, "Your result of {race} ({tournament}) is recorded{outcome}."),
    NotificationKind.PEOPLE_MERGED: (
        Topic.ACCOUNT,
        "{other} and you are one person here now: runs, roles and results were joined.",
    ),
    NotificationKind.CLAIM_VOIDED: (
        Topic.ACCOUNT,
        "Somebody else has proved {account} on racetime.gg, which was entered for {member}. "
        "{member} has no racetime.gg account here any more.",
    ),
}


class _Parts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


REPLACES: dict[NotificationKind, frozenset[NotificationKind]] = {
    NotificationKind.RACE_MOVED: frozenset({NotificationKind.RACE_MOVED, NotificationKind.REMINDER}),
    NotificationKind.RACE_CANCELLED: frozenset(
        {NotificationKind.RACE_MOVED, NotificationKind.REMINDER, NotificationKind.ROOM_OPEN}
    ),
}
"""Which earlier notifications of a race are pointless once the newer one is waiting to be sent, too."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell members. `parts` are plain texts for the sentence, never a seed; the ids say what it is about.

    `happens_at` is the instant that the sentence is about, for showing it in the reader's zone.
    """

    kind: NotificationKind
    parts: Mapping[str, str]
    tournament_id: TournamentId | None = None
    run_id: RunId | None = None
    live_race_id: LiveRaceId | None = None
    happens_at: datetime | None = None

    @property
    def sentence(self) -> str:
        return self.kind.sentence(self.parts)


@dataclass(frozen=True, slots=True)
class Preferences:
    """One member's preferences within one organization; those who never said anything have these."""

    channels: Mapping[Topic, frozenset[Channel]] = field(default_factory=dict)
    """Only what was chosen; `channels_for` says what holds."""
    reminder_minutes: tuple[int, ...] | None = None
    """Leads before the start; None is the tournament's own lead."""
    only_if_eligible: bool = False
    every_race: bool = False
    """Told of every race, not only of those that were marked with "Remind me"."""

    def channels_for(self, topic: Topic) -> frozenset[Channel]:
        return self.channels.get(topic, DEFAULT_CHANNELS[topic]) | ALWAYS.get(topic, frozenset())

    @property
    def in_force(self) -> dict[Topic, tuple[Channel, ...]]:
        """What holds for each topic, in the order in which channels are shown."""
        return {topic: tuple(channel for channel in Channel if channel in self.channels_for(topic)) for topic in Topic}


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
    preferences: Preferences
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
        leads = candidate.preferences.reminder_minutes or (default_lead,)
        ahead = leads_ahead(scheduled_at, leads, candidate.since)
        reached = [lead for lead in ahead if scheduled_at - timedelta(minutes=lead) <= now]
        if reached:
            due.append(DueReminder(candidate.user_id, min(reached)))
    return tuple(due)
