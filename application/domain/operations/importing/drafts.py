"""What a row of SahasrahBot becomes here, before it is written; references are SahasrahBot's own ids."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.operations.importing.source import Table
from application.domain.permissions import Role
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus

D = TypeVar("D")
BY_DISCORD = "discord"
"""Stands in a key in place of a table for people of whom nothing is known but a Discord id."""


class PersonKey(NamedTuple):
    table: str
    id: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the operator must know, or must decide where it `stops` the tournament.

    `rule` is what problems are grouped by, `plan` what to write into the plan.
    """

    rule: str
    table: str
    old_id: int
    sentence: str
    stops: bool = False
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Mapped(Generic[D]):
    """What one row becomes; without a draft it is left out, and a problem says why."""

    draft: D | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonDraft:
    key: PersonKey
    name: str
    discord_id: int | None
    racetime_id: str | None
    created_at: datetime
    updated_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TournamentDraft:
    old_id: int
    guild_id: int
    name: str
    description: str
    is_active: bool
    is_public: bool
    hide_results: bool
    runs_per_pool: int
    reattempts_allowed: int
    min_account_age_days: int | None
    racetime_category: str
    racetime_goal: str
    channel_id: int | None
    """The Discord channel that it speaks in; None for none."""
    created_at: datetime
    updated_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PoolDraft:
    old_id: int
    name: str
    position: int
    created_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PermalinkDraft:
    old_id: int
    pool: int
    number: int
    twin: int
    url: str
    notes: str
    is_live: bool
    created_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LiveRaceDraft:
    old_id: int
    pool: int
    permalink: int | None
    status: LiveRaceStatus
    match_title: str
    racetime_slug: str | None
    episode_id: int | None
    scheduled_at: datetime
    locked_at: datetime | None
    released_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    cancel_reason: str
    created_at: datetime
    updated_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    action: ReviewAction
    actor: PersonKey
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunDraft:
    old_id: int
    permalink: int
    user: PersonKey
    live_race: int | None
    status: RunStatus
    started_at: datetime | None
    finished_at: datetime | None
    finish_time: timedelta | None
    reattempted: bool
    reattempt_reason: str
    start_by_at: datetime | None
    finish_by_at: datetime | None
    forfeit_cause: ForfeitCause | None
    runner_notes: str
    vod_url: str
    review_status: ReviewStatus
    claimed_by: PersonKey | None
    claimed_at: datetime | None
    reviewed_by: PersonKey | None
    reviewed_at: datetime | None
    review_note: str
    reviews: tuple[ReviewDraft, ...]
    created_at: datetime
    updated_at: datetime
    old_score: float | None
    scored_at: datetime | None
    """When SahasrahBot worked that out."""
    fingerprint: str

    @property
    def is_open(self) -> bool:
        return self.status in (RunStatus.PENDING, RunStatus.IN_PROGRESS)

    def forfeited(self, cause: ForfeitCause | None) -> "RunDraft":
        return replace(
            self,
            status=RunStatus.FORFEIT,
            forfeit_cause=cause,
            finished_at=None,
            finish_time=None,
            start_by_at=None,
            finish_by_at=None,
        )


@dataclass(frozen=True, slots=True)
class WhitelistDraft:
    old_id: int
    user: PersonKey
    created_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """Rights in one tournament that somebody gains; `old_id` is that of a permission, or of the tournament itself."""

    table: str
    old_id: int
    user: PersonKey
    role: Role
    granted_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class HistoryDraft:
    """A line of SahasrahBot's audit log, without any seed."""

    old_id: int
    action: str
    details: str
    actor: PersonKey | None
    by_system: bool
    run: int | None
    occurred_at: datetime


def stop(rule: str, table: Table | str, old_id: int, sentence: str, plan: str = "") -> Problem:
    return Problem(rule, str(table), old_id, sentence, stops=True, plan=plan)


def note(rule: str, table: Table | str, old_id: int, sentence: str, plan: str = "") -> Problem:
    return Problem(rule, str(table), old_id, sentence, plan=plan)
