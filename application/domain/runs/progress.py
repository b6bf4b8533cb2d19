"""How a tournament's field gets on, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from application.domain.ids import UserId


@dataclass(frozen=True, slots=True)
class RunMoments:
    """`finished_at` is None for a run without a time."""

    user_id: UserId
    drawn_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """Totals at the end of a day in UTC: runs drawn, runs finished, players with a finished run."""

    day: date
    drawn: int
    finished: int
    players: int


def progress_of(runs: Iterable[RunMoments]) -> tuple[ProgressPoint, ...]:
    """Return a point for each day on which anything happened, in order."""
    drawn: dict[date, int] = {}
    finished: dict[date, list[UserId]] = {}
    for run in runs:
        day = run.drawn_at.astimezone(UTC).date()
        drawn[day] = drawn.get(day, 0) + 1
        if run.finished_at is not None:
            finished.setdefault(run.finished_at.astimezone(UTC).date(), []).append(run.user_id)
    points = []
    all_drawn = all_finished = 0
    players: set[UserId] = set()
    for day in sorted({*drawn, *finished}):
        all_drawn += drawn.get(day, 0)
        all_finished += len(finished.get(day, []))
        players.update(finished.get(day, []))
        points.append(ProgressPoint(day, all_drawn, all_finished, len(players)))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """How many scores lie from `low` up to, but without, `high`; the last bin has its upper bound, too."""

    low: float
    high: float
    count: int


def histogram(values: Iterable[float], *, low: float, high: float, bins: int) -> tuple[ScoreBin, ...]:
    """Count values in bins of equal width; a value outside lies in the nearest bin."""
    counts = [0] * bins
    width = (high - low) / bins
    for value in values:
        counts[min(max(int((value - low) // width), 0), bins - 1)] += 1
    return tuple(ScoreBin(low + width * index, low + width * (index + 1), count) for index, count in enumerate(counts))
