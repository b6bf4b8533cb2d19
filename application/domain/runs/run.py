"""The words for one player's attempt at one permalink."""

from dataclasses import dataclass
from enum import StrEnum

from application.domain.ids import PermalinkId, PoolId, TournamentId, UserId


class RunStatus(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    FORFEIT = "forfeit"
    DISQUALIFIED = "disqualified"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    RunStatus.PENDING: "Not started",
    RunStatus.IN_PROGRESS: "Racing",
    RunStatus.FINISHED: "Finished",
    RunStatus.FORFEIT: "Forfeit",
    RunStatus.DISQUALIFIED: "Disqualified",
}

ACTIVE_RUN_STATUSES = frozenset({RunStatus.PENDING, RunStatus.IN_PROGRESS})
COUNTABLE_RUN_STATUSES = frozenset({RunStatus.FINISHED, RunStatus.FORFEIT, RunStatus.DISQUALIFIED})


class ReviewStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return _REVIEW_LABELS[self]


_REVIEW_LABELS = {
    ReviewStatus.PENDING: "Not reviewed",
    ReviewStatus.ACCEPTED: "Accepted",
    ReviewStatus.REJECTED: "Rejected",
}


class ForfeitCause(StrEnum):
    """Why an async run ended without a time."""

    RUNNER = "runner"
    START_LIMIT = "start_limit"
    FINISH_LIMIT = "finish_limit"
    MERGED = "merged"
    """Its player turned out to be somebody who had another run under way."""


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs of a tournament are wanted; None means all."""

    tournament_id: TournamentId
    user_id: UserId | None = None
    pool_id: PoolId | None = None
    permalink_id: PermalinkId | None = None
    status: RunStatus | None = None
    live: bool | None = None
