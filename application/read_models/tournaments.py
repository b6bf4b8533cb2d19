"""What services say about tournaments, their pools, permalinks and standings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from application.domain.ids import (
    OrganizationId,
    PermalinkId,
    PoolId,
    TournamentId,
    UserId,
)
from application.domain.people.namesakes import with_mark
from application.domain.permissions import Role
from application.domain.runs.leaderboard import Standing
from application.domain.table_text import RowProblem
from application.domain.tournaments.seed_source import GeneratorKind
from application.domain.tournaments.settings import TournamentSettings
from application.domain.tournaments.timeline import Timeline


@dataclass(frozen=True, slots=True)
class PoolView:
    id: PoolId
    tournament_id: TournamentId
    name: str
    permalink_count: int
    live_permalink_count: int
    unplayed_live_count: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PoolScheduleView:
    """Which SpeedGaming event a pool's live races follow, empty for none, and how the last look at it went."""

    pool_id: PoolId
    event: str
    synced_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class PermalinkView:
    """`url` and `notes` are None while the permalink is kept for a live race or sealed in one."""

    id: PermalinkId
    number: int
    """What it is called in its pool, for good."""
    pool_id: PoolId
    url: str | None
    notes: str | None
    is_live: bool
    sealed: bool
    run_count: int
    par_seconds: float | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SeedUseLine:
    """What became of one of many permalinks whose use was to change."""

    permalink_id: PermalinkId
    number: int
    is_live: bool
    refusal: str
    """Why it stays as it is, in a sentence; empty when it is used as was wanted."""


@dataclass(frozen=True, slots=True)
class SeedSourceView:
    """Where a pool's seeds come from; without a `generator` they are pasted. The key is never shown."""

    pool_id: PoolId
    generator: GeneratorKind | None
    preset: str
    address: str
    template: str
    seed_at: str
    hash_at: str
    has_key: bool
    ahead: int
    at_draw: bool
    problem: str
    """Why the last seed could not be made."""
    offered: tuple[GeneratorKind, ...]
    """The generators that this installation has."""


@dataclass(frozen=True, slots=True)
class SeedPage:
    """A part of a pool's permalinks for its managers; `page` counts from 1."""

    pool_id: PoolId
    pool_name: str
    tournament_id: TournamentId
    total: int
    live: int
    page: int
    permalinks: tuple[PermalinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TournamentView(TournamentSettings):
    """A tournament with its settings, and with what holds where it has none of its own."""

    id: TournamentId
    organization_id: OrganizationId
    goal_checked: bool
    """False while racetime.gg could not be asked whether it has this goal."""
    effective_timeline: Timeline
    effective_min_account_age_days: int
    pools: tuple[PoolView, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LeaderboardView:
    tournament_id: TournamentId
    hidden: bool
    """Results are hidden until the tournament closes, and with them everybody's rank and score."""
    pools: tuple[tuple[PoolId, str], ...]
    runs_per_pool: int
    min_finished_runs: int
    """Players with fewer stand last, without a rank."""
    standings: tuple[Standing, ...]
    marks: Mapping[UserId, str]
    """What tells players of the same name apart."""
    seeds_left: int = 0
    """How many seeds are still to be scored anew after a change of the settings."""
    held_back: str = ""
    """What is held back from the viewer and when it shows, in a sentence; empty where nothing is."""

    def called(self, standing: Standing) -> str:
        return with_mark(standing.user_name, self.marks.get(standing.user_id))


@dataclass(frozen=True, slots=True)
class PreviewedPermalink:
    """One row of what somebody is importing, given back to just that person."""

    row: int
    url: str
    notes: str
    is_live: bool

    def __repr__(self) -> str:
        return f"PreviewedPermalink(row={self.row})"


@dataclass(frozen=True, slots=True)
class PermalinkImport:
    """What an import adds and which rows it can't."""

    permalinks: tuple[PreviewedPermalink, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class WhitelistedPlayer:
    user_id: UserId
    name: str
    since: datetime
    mark: str | None
    """What tells them from others of the same name."""

    @property
    def called(self) -> str:
        return with_mark(self.name, self.mark)


@dataclass(frozen=True, slots=True)
class TournamentStaffMember:
    """Somebody with roles in one tournament only."""

    user_id: UserId
    name: str
    roles: tuple[Role, ...]
    mark: str | None
    """What tells them from others of the same name."""

    @property
    def called(self) -> str:
        return with_mark(self.name, self.mark)
