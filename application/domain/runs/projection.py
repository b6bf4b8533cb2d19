"""What a race that is still on will score: par is made of finished runs, and not all of them are known yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from application.domain.runs.scoring import ParRule, ScoringRules, par_of_seconds, score_of

_LEAST_SPREAD = 0.03
"""Pars of one pool's seeds differ; with a single known one its neighbours are taken to be this much apart."""
_STEP = timedelta(seconds=30)
_TARGETS = (105.0, 100.0, 95.0, 90.0, 80.0, 60.0, 40.0, 20.0)


def in_steps(elapsed: timedelta) -> timedelta:
    """Return how long a race has been on as estimates take it: in whole steps.

    What is estimated again in between is the same, or it would tell that something has happened that is kept back.
    """
    return elapsed - elapsed % _STEP


def next_step(elapsed: timedelta) -> timedelta:
    """Return how long a race will have been on when estimates change although nothing happens."""
    return in_steps(elapsed) + _STEP


@dataclass(frozen=True, slots=True)
class ParEstimate:
    """Par in seconds, between `low` and `high`; all three are the same just when enough racers have finished."""

    seconds: float
    low: float
    high: float

    @property
    def is_settled(self) -> bool:
        return self.low == self.high

    def scores_of(self, time: timedelta, rules: ScoringRules) -> tuple[float, float]:
        """Return the lowest and the highest score that a time may come to."""
        return score_of(time, self.low, rules), score_of(time, self.high, rules)


@dataclass(frozen=True, slots=True)
class Target:
    """Who finishes within `time` scores at least `score`."""

    score: float
    time: timedelta


def estimate_par(
    times: Sequence[timedelta],
    *,
    racing: int,
    elapsed: timedelta,
    pars: Sequence[float],
    rules: ScoringRules,
) -> ParEstimate | None:
    """Return what par will come to, None while nothing speaks for any figure.

    `times` are those of finishers that count, `racing` is how many can still count, `pars` are the pars of the pool's
    other seeds in seconds. A racer who is missing in par needs as long as those seeds took, and longer than the race
    has been running. Where par is of all finished runs, it is lowest when nobody else finishes.
    """
    known, missing, fewest = sorted(time.total_seconds() for time in times), racing, 0
    if rules.par_rule is ParRule.FASTEST:
        known = known[: rules.par_count]
        missing = fewest = min(rules.par_count - len(known), racing)
    if not known and (missing == 0 or not pars):
        return None
    usual = sum(pars) / len(pars) if pars else known[-1]
    soonest = elapsed.total_seconds()

    def par_with(time: float, more: int) -> float:
        return par_of_seconds([*known, *[max(time, soonest)] * more], rules)

    low = min([*pars, usual * (1 - _LEAST_SPREAD)])
    high = max([*pars, usual * (1 + _LEAST_SPREAD), soonest * (1 + _LEAST_SPREAD)])
    return ParEstimate(par_with(usual, missing), par_with(low, fewest if known else missing), par_with(high, missing))


def targets(par: ParEstimate, rules: ScoringRules, *, after: timedelta, most: int) -> tuple[Target, ...]:
    """Return the next scores that can still be reached by finishing later than `after`, the best first."""
    reachable = (
        Target(score, timedelta(seconds=(2 - score / 100) * par.seconds))
        for score in _TARGETS
        if rules.floor < score <= rules.cap
    )
    return tuple([target for target in reachable if target.time > after][:most])
