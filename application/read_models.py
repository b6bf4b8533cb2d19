"""What services return: frozen values that every surface may show as they are.

Nothing in here contains a seed that the viewer may not read.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.eligibility import Verdict, is_eligible
from application.domain.ids import (
    LiveRaceId,
    MessageId,
    OrganizationId,
    PermalinkId,
    PoolId,
    ProfileId,
    RacetimeBotId,
    RoomId,
    TournamentId,
    UserId,
)
from application.domain.leaderboard import Standing
from application.domain.live_race import LiveRaceStatus
from application.domain.permissions import Role
from application.domain.room import EntrantStatus, RoomSettings, RoomStatus
from application.domain.run import RunStatus
from application.domain.seed_vault import SeedView
from application.domain.timeline import Timeline, TimelineOverrides


@dataclass(frozen=True, slots=True)
class OrganizationView:
    id: OrganizationId
    slug: str
    name: str
    description: str
    timeline: TimelineOverrides
    min_account_age_days: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MemberView:
    user_id: UserId
    name: str
    roles: tuple[Role, ...]
    discord_id: int | None
    racetime_id: str | None
    racetime_name: str | None
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class UserView:
    id: UserId
    name: str
    racetime_id: str | None
    racetime_name: str | None
    is_demo: bool


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
class PermalinkView:
    """`url` and `notes` are None while the permalink is kept for a live race or sealed in one."""

    id: PermalinkId
    pool_id: PoolId
    url: str | None
    notes: str | None
    is_live: bool
    sealed: bool
    run_count: int
    par_seconds: float | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TournamentView:
    id: TournamentId
    organization_id: OrganizationId
    name: str
    description: str
    is_active: bool
    hide_results: bool
    runs_per_pool: int
    racetime_category: str
    racetime_goal: str
    goal_checked: bool
    """False while racetime.gg could not be asked whether it has this goal."""
    race_room_profile_id: ProfileId | None
    timeline: TimelineOverrides
    effective_timeline: Timeline
    min_account_age_days: int | None
    effective_min_account_age_days: int
    pools: tuple[PoolView, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ProfileView:
    id: ProfileId
    name: str
    description: str
    is_default: bool
    settings: RoomSettings


@dataclass(frozen=True, slots=True)
class BotView:
    id: RacetimeBotId
    category: str
    client_id: str
    is_active: bool
    status: str
    status_message: str
    status_since: datetime | None


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One racer of a live race; `counted` is None while eligibility is not settled yet."""

    name: str
    racetime_name: str
    user_id: UserId | None
    entrant_status: EntrantStatus | None
    run_status: RunStatus | None
    place: int | None
    finish_time: timedelta | None
    score: float | None
    counted: bool | None
    reasons: tuple[str, ...]
    """Why the racer does not count, in sentences; empty for those who do."""


@dataclass(frozen=True, slots=True)
class RoomView:
    """The current room; `last_heard_at` is when racetime.gg last said anything about it."""

    id: RoomId
    slug: str
    url: str
    status: RoomStatus
    opened_at: datetime
    last_heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class LiveRaceSummary:
    id: LiveRaceId
    organization_id: OrganizationId
    tournament_id: TournamentId
    tournament_name: str
    pool_id: PoolId
    pool_name: str
    match_title: str
    status: LiveRaceStatus
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    racetime_slug: str | None
    racetime_url: str | None
    locked_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    final_at: datetime | None
    participant_count: int
    entrant_count: int
    releases_at: datetime | None
    released_at: datetime | None
    room_open_time: datetime | None
    room_error: str
    room_retry_at: datetime | None
    lock_error: str
    cancel_reason: str
    episode_id: int | None
    permalink_id: PermalinkId | None
    """None for players until the seed is released."""
    race_room_profile_id: ProfileId | None
    goal: str
    seed: SeedView
    version: int
    created_at: datetime
    updated_at: datetime
    seed_ready: bool | None = None
    """Whether a permalink is there or can be chosen at the lock; None where that was not asked for."""
    verdicts: tuple[Verdict, ...] = ()
    """The viewer's own verdicts; empty where they were not asked for."""

    @property
    def title(self) -> str:
        return self.match_title or f"{self.pool_name} live race"

    @property
    def viewer_is_eligible(self) -> bool:
        return is_eligible(self.verdicts)


@dataclass(frozen=True, slots=True)
class LiveRaceDetails:
    summary: LiveRaceSummary
    category: str
    timeline: Timeline
    overrides: TimelineOverrides
    seed_readers: tuple[str, ...]
    """Names of admins who read the seed before its release."""
    room: RoomView | None
    room_settings: RoomSettings
    board: tuple[BoardLine, ...]

    @property
    def title(self) -> str:
        return self.summary.title


@dataclass(frozen=True, slots=True)
class ParticipantEligibility:
    user_id: UserId
    name: str
    racetime_name: str | None
    eligible: bool
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class EntrantReport:
    """What recording did with one entrant."""

    name: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordReport:
    live_race_id: LiveRaceId
    status: LiveRaceStatus
    changed: bool
    entrants: tuple[EntrantReport, ...]


@dataclass(frozen=True, slots=True)
class UpcomingStep:
    """One piece of work that is due or will be: "open room", "lock", "release seed", "start"."""

    live_race_id: LiveRaceId
    title: str
    step: str
    due_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class LeaderboardView:
    tournament_id: TournamentId
    hidden: bool
    """Results are hidden until the tournament closes; then `standings` has only the viewer's own line."""
    pools: tuple[tuple[PoolId, str], ...]
    runs_per_pool: int
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    id: int
    type: str
    actor: str
    occurred_at: datetime
    live_race_id: LiveRaceId | None
    payload: dict[str, object]


@dataclass(frozen=True, slots=True)
class AttendedRoom:
    """A room that a bot should be in."""

    room_id: RoomId
    organization_id: OrganizationId
    live_race_id: LiveRaceId
    slug: str


@dataclass(frozen=True, slots=True)
class RoomOrders:
    """How a room ought to be; compared with what racetime.gg says, and repeated until it holds."""

    invitational: bool
    info: str | None
    cancel: bool


@dataclass(frozen=True, slots=True)
class RoomMessage:
    """A chat line or, with `direct_to` (a racetime.gg user id), a direct message; `guid` is stable over retries."""

    id: MessageId
    guid: str
    text: str
    direct_to: str | None
    pinned: bool
