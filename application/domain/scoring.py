"""Par and score of the runs on one permalink. Pure arithmetic; the formula is the original SahasrahBot's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import fsum

from application.domain.ids import RunId
from application.domain.run import RunStatus

_DIGITS_THAT_TELL = 9
"""Digits after the point that say something: in a race of a day, a microsecond moves a score by more."""


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """A tournament's settings: how many of the fastest runs make par, and the bounds of a score."""

    par_count: int = 5
    floor: float = 0.0
    cap: float = 105.0
    rejected_runs_count: bool = True


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
    """Return the mean of the fastest `par_count` times in seconds, or of all there are, or None without any."""
    fastest = sorted(finish_times)[: rules.par_count]
    if not fastest:
        return None
    return fsum(time.total_seconds() for time in fastest) / len(fastest)


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
