"""What happens to runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.events import FieldChange, RunEvent
from application.domain.ids import PermalinkId, PoolId


@dataclass(frozen=True, slots=True)
class AsyncRunDrawnEvent(RunEvent):
    pool_id: PoolId
    permalink_id: PermalinkId
    start_by_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncRunThreadWantedEvent(RunEvent):
    """The player wants to be led through the run in a Discord thread."""


@dataclass(frozen=True, slots=True)
class AsyncRunStartedEvent(RunEvent):
    """The countdown has begun; `started_at` is its end."""

    started_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncRunFinishedEvent(RunEvent):
    finish_time: timedelta


@dataclass(frozen=True, slots=True)
class AsyncRunForfeitedEvent(RunEvent):
    """`before` is how the run stood; `cause` whether the player or a limit ended it."""

    before: str
    cause: str


@dataclass(frozen=True, slots=True)
class AsyncRunStartWarnedEvent(RunEvent):
    start_by_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncRunExtendedEvent(RunEvent):
    minutes: int
    reason: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class AsyncRunFlaggedEvent(RunEvent):
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncRunReattemptedEvent(RunEvent):
    """The player requested a reattempt; the result counts no more."""

    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncRunReviewClaimedEvent(RunEvent):
    pass


@dataclass(frozen=True, slots=True)
class AsyncRunReviewReleasedEvent(RunEvent):
    claimant: str


@dataclass(frozen=True, slots=True)
class AsyncRunReviewedEvent(RunEvent):
    old: str
    new: str
    note: str


@dataclass(frozen=True, slots=True)
class AsyncRunCorrectedEvent(RunEvent):
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncRunCorrectionUndoneEvent(RunEvent):
    before: str
    after: str
