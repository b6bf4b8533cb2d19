"""What services say about players' runs, their review, and what they mean."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.ids import (
    LiveRaceId,
    PermalinkId,
    PoolId,
    ReviewEntryId,
    RunId,
    TournamentId,
    UserId,
)
from application.domain.live_races.eligibility import Verdict, is_eligible
from application.domain.runs.async_run import RunPhase
from application.domain.runs.leaderboard import RankMove
from application.domain.runs.progress import ProgressPoint, ScoreBin
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus


@dataclass(frozen=True, slots=True)
class PoolToDraw:
    """One pool as its player finds it before a draw; it says nothing about its seeds but how many are left."""

    pool_id: PoolId
    name: str
    seeds_left: int
    verdicts: tuple[Verdict, ...]
    made_when_drawn: bool = False
    """Whether a seed is made where none is left."""

    @property
    def open(self) -> bool:
        return is_eligible(self.verdicts)


@dataclass(frozen=True, slots=True)
class DrawOptions:
    tournament_id: TournamentId
    pools: tuple[PoolToDraw, ...]
    warning: str
    """What the player must know before drawing."""
    active_run_id: RunId | None


@dataclass(frozen=True, slots=True)
class RunSeed:
    """A seed that its viewer may read."""

    url: str
    notes: str

    def __repr__(self) -> str:
        return "RunSeed()"


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run in a list; `version` tells whether it changed since somebody looked."""

    id: RunId
    tournament_id: TournamentId
    tournament_name: str
    pool_id: PoolId
    pool_name: str
    permalink_id: PermalinkId
    seed_number: int
    """What the permalink is called in its pool."""
    user_id: UserId
    player: str
    live_race_id: LiveRaceId | None
    live_race_title: str
    racetime_slug: str | None
    status: RunStatus
    forfeit_cause: ForfeitCause | None
    drawn_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    finish_time: timedelta | None
    score: float | None
    reattempted: bool
    corrected: bool
    review_status: ReviewStatus
    version: int

    @property
    def is_live(self) -> bool:
        return self.live_race_id is not None


@dataclass(frozen=True, slots=True)
class RunRefusals:
    """Why an action is not possible just now, None that it is."""

    ready: str | None
    finish: str | None
    forfeit: str | None
    flag: str | None
    reattempt: str | None


@dataclass(frozen=True, slots=True)
class RunDetails:
    """One run as its viewer may see it, at the instant `as_of` of the server.

    What others may not see is None.
    """

    summary: RunSummary
    as_of: datetime
    is_own: bool
    phase: RunPhase
    start_by_at: datetime | None
    finish_by_at: datetime | None
    seed: RunSeed | None
    vod_url: str | None
    runner_notes: str | None
    flag_reason: str | None
    reattempt_reason: str | None
    review_note: str | None
    reviewed_at: datetime | None
    reviewer: str | None
    forfeit_question: str
    refusals: RunRefusals
    reattempts_used: int
    reattempts_allowed: int
    held_back: str = ""
    """What is held back from the viewer and when it shows, in a sentence; so wherever it is called so."""
    earlier_number: int | None = None
    """What the run was called in SahasrahBot, from where its tournament came."""


@dataclass(frozen=True, slots=True)
class RunPage:
    items: tuple[RunSummary, ...]
    has_more: bool
    hidden: bool
    """Results are hidden until the tournament closes; then only the viewer's own runs are there."""
    held_back: str = ""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One run of the queue."""

    run: RunSummary
    flagged_at: datetime | None
    flag_reason: str
    has_vod: bool
    claimed_by_id: UserId | None
    claimed_by: str | None
    claimed_at: datetime | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    items: tuple[ReviewItem, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of a run's review history."""

    id: ReviewEntryId
    action: ReviewAction
    who: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One change of a result by hand or by racetime.gg, in words."""

    before: str
    after: str
    reason: str
    who: str
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewDetails:
    """Everything a reviewer needs side by side; seed, VOD and notes are there once the run is claimed."""

    item: ReviewItem
    as_of: datetime
    seed: RunSeed | None
    vod_url: str | None
    runner_notes: str | None
    review_note: str
    par_seconds: float | None
    history: tuple[ReviewLine, ...]
    corrections: tuple[CorrectionLine, ...]
    refusal: str | None
    """Why this viewer can't review the run just now."""
    may_undo_correction: bool


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of one run of many; `refusal` is None where it was done."""

    run_id: RunId
    refusal: str | None


@dataclass(frozen=True, slots=True)
class CorrectionPreview:
    """What a correction would change; nothing has been changed."""

    before: str
    after: str
    par_before: float | None
    par_after: float | None
    score_before: float | None
    score_after: float | None
    moves: tuple[RankMove, ...]


@dataclass(frozen=True, slots=True)
class PlayerPage:
    """One player in one tournament."""

    tournament_id: TournamentId
    user_id: UserId
    player: str
    hidden: bool
    """Results are hidden until the tournament closes: nothing below is told but one's own runs."""
    rank: int | None
    score: float | None
    estimate: float | None
    finished: int
    forfeited: int
    open_slots: int
    runs: tuple[RunSummary, ...]
    rescoring: bool = False
    """Scores are being worked out anew, so these may still move."""
    held_back: str = ""


@dataclass(frozen=True, slots=True)
class PermalinkTimeView:
    run_id: RunId
    user_id: UserId
    player: str
    is_own: bool
    status: RunStatus
    finish_time: timedelta | None
    score: float | None
    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class ParPoint:
    at: datetime
    par_seconds: float | None
    scored_runs: int


@dataclass(frozen=True, slots=True)
class PermalinkPage:
    """One permalink; while results are hidden only the viewer's own run is told, and no par."""

    id: PermalinkId
    number: int
    """What it is called in its pool, for good."""
    pool_id: PoolId
    pool_name: str
    tournament_id: TournamentId
    hidden: bool
    seed: RunSeed | None
    par_seconds: float | None
    times: tuple[PermalinkTimeView, ...]
    """Runs that count, the fastest first, those without a time at the end."""
    par_history: tuple[ParPoint, ...]
    rescoring: bool = False
    """Par and scores are still to be worked out anew after a change of the settings."""
    held_back: str = ""


@dataclass(frozen=True, slots=True)
class PoolPermalinkView:
    id: PermalinkId
    number: int
    seed: RunSeed | None
    par_seconds: float | None
    run_count: int | None
    """None while results are hidden."""
    own_status: RunStatus | None


@dataclass(frozen=True, slots=True)
class PoolPage:
    """One pool as a player sees it; permalinks kept for live races are not listed before their release."""

    id: PoolId
    name: str
    tournament_id: TournamentId
    tournament_name: str
    hidden: bool
    runs_per_pool: int
    own_runs: int
    permalinks: tuple[PoolPermalinkView, ...]
    held_back: str = ""
    following: PermalinkId | None = None
    """After which permalink the list goes on; None at its end."""


@dataclass(frozen=True, slots=True)
class ScoreDistribution:
    hidden: bool
    bins: tuple[ScoreBin, ...]
    own_scores: tuple[float, ...]
    held_back: str = ""


@dataclass(frozen=True, slots=True)
class FieldProgress:
    hidden: bool
    points: tuple[ProgressPoint, ...]
    held_back: str = ""
