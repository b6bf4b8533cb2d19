"""Projected scores: certain once par is, and honest about their bounds before."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.runs.projection import ParEstimate, Target, estimate_par, targets
from application.domain.runs.scoring import ParRule, ScoringRules, par_of, score_of

RULES = ScoringRules()
HOUR = timedelta(hours=1)


def seconds(*values: float) -> list[timedelta]:
    return [timedelta(seconds=value) for value in values]


def test_with_enough_finishers_par_is_what_it_is_scored_by() -> None:
    times = seconds(3600, 3700, 3800, 3900, 4000, 5000)
    par = estimate_par(times, racing=3, elapsed=timedelta(seconds=5000), pars=[9999.0], rules=RULES)
    assert par == ParEstimate(3800, 3800, 3800)
    assert par.is_settled
    assert par.scores_of(times[1], RULES) == pytest.approx((102.63157, 102.63157))


def test_when_nobody_else_races_par_is_settled_with_fewer() -> None:
    par = estimate_par(seconds(3600, 3800), racing=0, elapsed=2 * HOUR, pars=[], rules=RULES)
    assert par == ParEstimate(3700, 3700, 3700)


def test_before_anybody_finished_the_other_seeds_of_the_pool_speak() -> None:
    par = estimate_par([], racing=9, elapsed=timedelta(), pars=[3000.0, 4000.0], rules=RULES)
    assert par == ParEstimate(3500, 3000, 4000)
    one = estimate_par([], racing=9, elapsed=timedelta(), pars=[1000.0], rules=RULES)
    assert one is not None
    assert (one.seconds, one.low, one.high) == pytest.approx((1000, 970, 1030))


def test_without_any_par_or_finisher_nothing_is_said() -> None:
    assert estimate_par([], racing=9, elapsed=HOUR, pars=[], rules=RULES) is None
    assert estimate_par([], racing=0, elapsed=HOUR, pars=[3600.0], rules=RULES) is None


def test_who_is_still_racing_needs_longer_than_the_race_has_been_running() -> None:
    par = estimate_par(seconds(3600), racing=9, elapsed=timedelta(seconds=4000), pars=[3000.0], rules=RULES)
    assert par == ParEstimate(3920, 3920, 4016)
    assert not par.is_settled


def test_a_median_is_settled_once_nobody_races_any_more() -> None:
    rules = ScoringRules(par_rule=ParRule.MEDIAN)
    times = seconds(3600, 3700, 3800, 3900, 4000, 5000)
    on = estimate_par(times, racing=1, elapsed=timedelta(seconds=5000), pars=[], rules=rules)
    assert on is not None
    assert (on.low, on.seconds, on.high) == (3850, 3900, 3900)
    assert not on.is_settled
    assert estimate_par(times, racing=0, elapsed=2 * HOUR, pars=[], rules=rules) == ParEstimate(3850, 3850, 3850)
    none = estimate_par([], racing=3, elapsed=timedelta(), pars=[3000.0, 4000.0], rules=rules)
    assert none == ParEstimate(3500, 3000, 4000)


@given(
    times=st.lists(st.integers(600, 20_000), min_size=1, max_size=12),
    pars=st.lists(st.floats(600, 20_000), max_size=4),
    late=st.lists(st.integers(0, 5_000), max_size=6),
    gone=st.integers(0, 3),
    rule=st.sampled_from(ParRule),
)
def test_a_par_that_was_estimated_low_is_never_above_the_real_one(
    times: list[int], pars: list[float], late: list[int], gone: int, rule: ParRule
) -> None:
    """With the least that the missing racers can need, par can only come out higher.

    Where par is of all finished runs, racers who give up don't make it lower than that either.
    """
    rules, racing = ScoringRules(par_rule=rule), len(late) + (gone if rule is not ParRule.FASTEST else 0)
    elapsed = max(times)
    known = seconds(*times)
    par = estimate_par(known, racing=racing, elapsed=timedelta(seconds=elapsed), pars=[1.0, *pars], rules=rules)
    real = par_of([*known, *seconds(*[elapsed + each for each in late])], rules)
    assert par is not None
    assert real is not None
    assert par.low <= real + 1e-6
    assert par.low <= par.seconds <= par.high


def test_the_next_scores_are_those_that_can_still_be_reached() -> None:
    par = ParEstimate(3600, 3600, 3600)
    found = targets(par, RULES, after=HOUR, most=2)
    assert found == (Target(95, timedelta(seconds=3780)), Target(90, timedelta(seconds=3960)))
    for target in targets(par, RULES, after=timedelta(), most=9):
        assert score_of(target.time, par.seconds, RULES) == pytest.approx(target.score)
    assert targets(par, ScoringRules(floor=85, cap=100), after=timedelta(), most=9)[0].score == 100
    assert targets(par, RULES, after=3 * HOUR, most=2) == ()
