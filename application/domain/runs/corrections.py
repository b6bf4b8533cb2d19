"""Results that moved after they had been told: what they were, what they are, and who says so."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from application.domain.durations import precise_time
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.runs.run import COUNTABLE_RUN_STATUSES, RunStatus

LONGEST_TIME = timedelta(days=30)


class CorrectionSource(StrEnum):
    RACETIME = "racetime"
    """racetime.gg's data changed: a racer took something back, or a moderator edited."""
    ADMIN = "admin"
    """Somebody of the organization corrected the run by hand."""
    UNMATCHED = "inbox"
    """An unmatched result was matched to a member, or unmatched again."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a run stands at one moment."""

    status: RunStatus
    finish_time: timedelta | None = None

    @property
    def in_words(self) -> str:
        if self.finish_time is None:
            return self.status.label.lower()
        return f"{self.status.label.lower()} {precise_time(self.finish_time)}"

    @property
    def is_told(self) -> bool:
        """Whether this is a result, and not just a run that is under way."""
        return self.status in COUNTABLE_RUN_STATUSES


def check_result(result: Result) -> None:
    """Raise `InvalidInput` for a result that nobody can have: still under way, or a time that doesn't fit."""
    problems = []
    if not result.is_told:
        problems.append(FieldProblem("status", "A corrected run is finished, forfeited or disqualified."))
    if result.status is RunStatus.FINISHED and result.finish_time is None:
        problems.append(FieldProblem("finish_time", "Give the time of a finished run."))
    if result.status is RunStatus.FORFEIT and result.finish_time is not None:
        problems.append(FieldProblem("finish_time", "A forfeited run has no time."))
    if result.finish_time is not None and not timedelta() < result.finish_time <= LONGEST_TIME:
        problems.append(FieldProblem("finish_time", "The time must be longer than zero and at most 30 days."))
    if problems:
        raise InvalidInput(*problems)
