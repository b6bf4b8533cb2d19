"""What reviewers may do with a run, and which runs staff may correct."""

from dataclasses import dataclass
from enum import StrEnum

from application.domain.errors import WrongStatus
from application.domain.ids import PoolId, TournamentId, UserId
from application.domain.runs.run import ACTIVE_RUN_STATUSES, ReviewStatus, RunStatus


class ReviewAction(StrEnum):
    """One line of a run's review history."""

    CLAIMED = "claimed"
    RELEASED = "released"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"
    """The player asked for another look at a run that had been reviewed."""

    @property
    def label(self) -> str:
        return self.value.capitalize()


DECISIONS = {ReviewStatus.ACCEPTED: ReviewAction.ACCEPTED, ReviewStatus.REJECTED: ReviewAction.REJECTED}


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which runs of the queue are wanted; None means all. `reviewer_id` has claimed or reviewed them.

    `tournament_ids` None means all that are not closed: what is over waits for nobody but who names it.
    """

    tournament_ids: frozenset[TournamentId] | None = None
    status: ReviewStatus | None = ReviewStatus.PENDING
    reviewer_id: UserId | None = None
    unclaimed: bool = False
    pool_id: PoolId | None = None
    flagged: bool | None = None
    live: bool | None = None


def check_reviewable(status: RunStatus, *, reattempted: bool, flagged: bool) -> None:
    """Raise `WrongStatus` unless the run counts and is finished, or over and flagged by its player."""
    if reattempted:
        raise WrongStatus("This run was reattempted, so it is not reviewed any more.")
    if status in ACTIVE_RUN_STATUSES or (status is not RunStatus.FINISHED and not flagged):
        raise WrongStatus(f"Only a finished run is reviewed; this one is {status.label.lower()}.")


def check_correctable(status: RunStatus, *, reattempted: bool) -> None:
    """Raise `WrongStatus` for a run that is under way or doesn't count any more."""
    if reattempted:
        raise WrongStatus("This run was reattempted, so there is nothing to correct.")
    if status in ACTIVE_RUN_STATUSES:
        raise WrongStatus("This run is still under way. Correct it once it is over.")
