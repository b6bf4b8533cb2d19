"""Par and score of the runs on one permalink. Pure arithmetic; the formula is the original SahasrahBot's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import fsum

from application.domain.ids import RunId
from application.domain.runs.run import RunStatus

_DIGITS_THAT_TELL = 9
"""Digits after the point that say something: in a race of a day, a microsecond moves a score by more."""


class ParRule(StrEnum):
    """What par of a seed is made of."""

    FASTEST = "fastest"
    """The mean of the fastest runs."""
    MEDIAN = "median"
    PERCENTILE = "percentile"
    """Both are of all finished runs."""


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """A tournament's settings: what makes par, and the bounds of a score.

    `par_count` is of the mean of the fastest only, `par_percentile` of a percentile only.
    """

    par_count: int = 5
    floor: float = 0.0
    cap: float = 105.0
    rejected_runs_count: bool = True
    par_rule: ParRule = ParRule.FASTEST
    par_percentile: int = 25


@dataclass(frozen=True, slots=True)
class ScorableRun:
    run_id: RunId
    status: RunStatus
    finish_time: timedelta | None
    reattempted: bool = False
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class PermalinkScores:
    """`par` in seconds, None while nobody has finished; `scores` has a value for every run that was given."""

    par: float | None
    scores: dict[RunId, float | None]


def par_of(finish_times: Iterable[timedelta], rules: ScoringRules) -> float | None:
    """Return par in seconds, None without any time."""
    seconds = [time.total_seconds() for time in finish_times]
    return par_of_seconds(seconds, rules) if seconds else None


def par_of_seconds(times: Iterable[float], rules: ScoringRules) -> float:
    """Return par of at least one time. The mean is that of all there are where there are fewer than it takes."""
    ordered = sorted(times)
    match rules.par_rule:
        case ParRule.FASTEST:
            fastest = ordered[: rules.par_count]
            return fsum(fastest) / len(fastest)
        case ParRule.MEDIAN:
            return _percentile(ordered, 50)
        case ParRule.PERCENTILE:
            return _percentile(ordered, rules.par_percentile)


def _percentile(ordered: list[float], percent: int) -> float:
    """Return the value below which `percent` of a hundred lie, on the straight line between its two neighbours."""
    whole, rest = divmod((len(ordered) - 1) * percent, 100)
    below, above = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return below + (above - below) * rest / 100


def score_of(finish_time: timedelta, par: float, rules: ScoringRules) -> float:
    """Return (2 - time / par) x 100, clamped: 100 is par itself, twice par or slower is 0; so is all but 0 to par 0."""
    seconds = finish_time.total_seconds()
    raw = (2 - seconds / par) * 100 if par else 0.0 if seconds else 100.0
    return min(max(raw, rules.floor), rules.cap)


def comparable(score: float) -> float:
    """Return what scores are compared by: two that came about differently are equal up to their last digits only."""
    return round(score, _DIGITS_THAT_TELL)


def score_permalink(runs: Iterable[ScorableRun], rules: ScoringRules) -> PermalinkScores:
    """Score every run on one permalink from scratch; the order of the runs doesn't matter.

    Reattempted runs have no score. Forfeited and disqualified runs score the floor once a par exists. A rejected run
    counts like any other unless the tournament says that rejected runs don't; then it is scored like a forfeit and
    takes no part in par.
    """
    known = list(runs)
    par = par_of((run.finish_time for run in known if run.finish_time is not None and _sets_par(run, rules)), rules)
    return PermalinkScores(par, {run.run_id: _score(run, par, rules) for run in known})


def _sets_par(run: ScorableRun, rules: ScoringRules) -> bool:
    return run.status is RunStatus.FINISHED and not run.reattempted and (rules.rejected_runs_count or not run.rejected)


def _score(run: ScorableRun, par: float | None, rules: ScoringRules) -> float | None:
    if run.reattempted or par is None:
        return None
    if run.status in (RunStatus.FORFEIT, RunStatus.DISQUALIFIED):
        return rules.floor
    if run.status is not RunStatus.FINISHED or run.finish_time is None:
        return None
    if run.rejected and not rules.rejected_runs_count:
        return rules.floor
    return score_of(run.finish_time, par, rules)
