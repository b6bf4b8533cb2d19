"""Par, score and rank, with the worked example of product.md, section 5."""

import random
from datetime import timedelta
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.ids import PoolId, RunId, UserId
from application.domain.runs.leaderboard import RankableRun, meaning_of, moves_between, order_of, standings
from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import (
    ParRule,
    PermalinkScores,
    ScorableRun,
    ScoringRules,
    par_of,
    score_of,
    score_permalink,
)

RULES = ScoringRules()


def run(number: int, seconds: float | None, status: RunStatus = RunStatus.FINISHED, **more: bool) -> ScorableRun:
    return ScorableRun(RunId(number), status, timedelta(seconds=seconds) if seconds is not None else None, **more)


def test_the_worked_example() -> None:
    times = [3600, 3700, 3800, 3900, 4000, 5000]
    runs = [run(number, seconds) for number, seconds in enumerate(times)]
    runs.append(run(6, None, RunStatus.FORFEIT))
    result = score_permalink(runs, RULES)
    assert result.par == 3800
    expected = [105, 102.631578947, 100, 97.368421053, 94.736842105, 68.421052632, 0]
    assert [result.scores[RunId(number)] for number in range(7)] == pytest.approx(expected)


def test_nothing_is_scored_while_nobody_has_finished() -> None:
    result = score_permalink([run(1, None, RunStatus.FORFEIT), run(2, None, RunStatus.IN_PROGRESS)], RULES)
    assert result.par is None
    assert result.scores == {1: None, 2: None}


def test_a_reattempted_run_neither_sets_par_nor_has_a_score() -> None:
    result = score_permalink([run(1, 1000, reattempted=True), run(2, 2000)], RULES)
    assert result.par == 2000
    assert result.scores == {1: None, 2: 100}


def test_a_disqualified_run_with_a_time_scores_zero_and_sets_no_par() -> None:
    result = score_permalink([run(1, 1000, RunStatus.DISQUALIFIED), run(2, 2000)], RULES)
    assert result.scores == {1: 0, 2: 100}


def test_rejected_runs_count_unless_the_tournament_says_otherwise() -> None:
    runs = [run(1, 1000, rejected=True), run(2, 2000)]
    assert score_permalink(runs, RULES).par == 1500
    strict = score_permalink(runs, ScoringRules(rejected_runs_count=False))
    assert strict.par == 2000
    assert strict.scores == {1: 0, 2: 100}


def test_a_time_of_zero_sets_par_like_any_other() -> None:
    assert score_permalink([run(1, 0), run(2, 2000)], RULES) == PermalinkScores(1000, {RunId(1): 105, RunId(2): 0})
    nobody_slower = score_permalink([run(1, 0), run(2, None, RunStatus.FORFEIT)], RULES)
    assert nobody_slower == PermalinkScores(0, {RunId(1): 100, RunId(2): 0})
    assert score_of(timedelta(seconds=1), 0, RULES) == 0


runs_of_any_kind = st.lists(
    st.builds(
        lambda status, seconds, reattempted: (status, seconds, reattempted),
        st.sampled_from(RunStatus),
        st.just(0.0) | st.floats(1, 200_000),
        st.booleans(),
    ),
    max_size=40,
)


def _build(kinds: list[tuple[RunStatus, float, bool]]) -> list[ScorableRun]:
    return [run(number, seconds, status, reattempted=again) for number, (status, seconds, again) in enumerate(kinds)]


@given(runs_of_any_kind, st.randoms())
def test_the_order_of_arrival_does_not_matter(
    kinds: list[tuple[RunStatus, float, bool]], chance: random.Random
) -> None:
    runs = _build(kinds)
    shuffled = list(runs)
    chance.shuffle(shuffled)
    assert score_permalink(shuffled, RULES) == score_permalink(runs, RULES)


@given(runs_of_any_kind, st.integers(1, 10), st.floats(0, 50), st.floats(51, 200))
def test_every_score_lies_within_the_clamp(
    kinds: list[tuple[RunStatus, float, bool]], par_count: int, floor: float, cap: float
) -> None:
    rules = ScoringRules(par_count=par_count, floor=floor, cap=cap)
    for score in score_permalink(_build(kinds), rules).scores.values():
        assert score is None or floor <= score <= cap


@given(runs_of_any_kind)
def test_a_faster_run_never_scores_less(kinds: list[tuple[RunStatus, float, bool]]) -> None:
    runs = [one for one in _build(kinds) if one.status is RunStatus.FINISHED and not one.reattempted]
    scores = score_permalink(runs, RULES).scores
    ordered = sorted(runs, key=lambda one: one.finish_time or timedelta())
    values = [scores[one.run_id] or 0 for one in ordered]
    assert values == sorted(values, reverse=True)


@given(st.lists(st.integers(1, 100_000), min_size=2, max_size=40), st.integers(1, 99), st.integers(1, 100))
def test_par_is_a_median_or_a_percentile_of_all_finished_runs_however_many_make_the_mean(
    seconds: list[int], percentile: int, par_count: int
) -> None:
    times = [timedelta(seconds=each) for each in seconds]
    middle = par_of(times, ScoringRules(par_count, par_rule=ParRule.MEDIAN, par_percentile=percentile))
    assert middle == pytest.approx(median(seconds))
    rules = ScoringRules(par_count, par_rule=ParRule.PERCENTILE, par_percentile=percentile)
    assert par_of(times, rules) == pytest.approx(quantiles(seconds, n=100, method="inclusive")[percentile - 1])


@pytest.mark.parametrize(("rule", "par"), [(ParRule.FASTEST, 3800), (ParRule.MEDIAN, 3850), (ParRule.PERCENTILE, 3725)])
def test_who_gave_up_and_who_has_no_score_takes_no_part_in_any_par(rule: ParRule, par: float) -> None:
    runs = [run(number, seconds) for number, seconds in enumerate([3600, 3700, 3800, 3900, 4000, 5000])]
    others = [run(6, None, RunStatus.FORFEIT), run(7, 60, reattempted=True), run(8, 60, rejected=True)]
    rules = ScoringRules(rejected_runs_count=False, par_rule=rule)
    assert score_permalink([*runs, *others], rules).par == pytest.approx(par)


def test_a_single_finished_run_is_par_by_every_rule() -> None:
    for rule in ParRule:
        assert score_permalink([run(1, 3600)], ScoringRules(par_rule=rule)) == PermalinkScores(3600, {RunId(1): 100})


A, B = PoolId(1), PoolId(2)


def ranked(
    number: int, user: int, pool: PoolId, score: float | None, status: RunStatus = RunStatus.FINISHED
) -> RankableRun:
    return RankableRun(RunId(number), UserId(user), f"Player {user}", pool, status, score)


def test_the_score_is_the_mean_over_all_slots_and_the_estimate_over_finished_ones() -> None:
    (line,) = standings([ranked(1, 7, A, 100.0)], [A, B], 1)
    assert (line.score, line.estimate) == (50, 100)
    assert (line.finished, line.forfeited, line.open_slots) == (1, 0, 1)


def test_a_forfeit_counts_as_zero_and_leaves_the_estimate_alone() -> None:
    (line,) = standings([ranked(1, 7, A, 90.0), ranked(2, 7, B, 0.0, RunStatus.FORFEIT)], [A, B], 1)
    assert (line.score, line.estimate, line.forfeited, line.open_slots) == (45, 90, 1, 0)


def test_only_the_best_runs_of_a_pool_fill_its_slots() -> None:
    runs = [ranked(1, 7, A, 10.0), ranked(2, 7, A, 90.0), ranked(3, 7, A, 50.0)]
    (line,) = standings(runs, [A], 2)
    assert [slot.score for slot in line.slots] == [90, 50]
    assert line.score == 70


def test_equal_scores_share_a_rank_and_are_ordered_by_estimate_then_name() -> None:
    runs = [
        ranked(1, 3, A, 80.0),
        ranked(2, 1, A, 40.0),
        ranked(3, 1, B, 40.0),
        ranked(4, 2, A, 80.0),
        ranked(5, 4, A, 10.0),
    ]
    lines = standings(runs, [A, B], 1)
    assert [(line.rank, line.user_id) for line in lines] == [(1, 2), (1, 3), (1, 1), (4, 4)]


def test_who_has_too_few_finished_runs_stands_last_without_a_rank_and_takes_none_from_others() -> None:
    runs = [
        ranked(1, 1, A, 105.0),
        ranked(2, 2, A, 60.0),
        ranked(3, 2, B, 40.0),
        ranked(4, 3, A, 90.0),
        ranked(5, 3, B, 0.0, RunStatus.FORFEIT),
        ranked(6, 4, A, 20.0),
        ranked(7, 4, B, 30.0),
    ]
    lines = standings(runs, [A, B], 1, least_finished=2)
    assert [(line.rank, line.user_id) for line in lines] == [(1, 2), (2, 4), (None, 1), (None, 3)]
    assert sorted(lines, key=order_of) == list(lines)
    in_pool = standings(runs[:1], [A], 1, unranked={UserId(1)})
    assert [line.rank for line in in_pool] == [None]
    meaning = meaning_of(runs[6], lines, runs=runs, pools=[A, B], runs_per_pool=1, least_finished=2)
    assert meaning is not None
    assert (meaning.rank_before, meaning.rank_after) == (None, 2)
    meaning = meaning_of(runs[0], lines, runs=runs, pools=[A, B], runs_per_pool=1, least_finished=2)
    assert meaning is not None
    assert meaning.rank_after is None


def test_scores_that_differ_in_their_last_digits_only_are_equal() -> None:
    last_digits = [0.0, 1.4e-14, -1.4e-14]
    runs = [
        ranked(2 * user + index, user, pool, score + last_digits[user - 1])
        for user in (1, 2, 3)
        for index, (pool, score) in enumerate([(A, 94.7368421052631), (B, 68.4210526315789)])
    ]
    lines = standings(runs, [A, B], 1)
    assert [(line.rank, line.user_id) for line in lines] == [(1, 1), (1, 2), (1, 3)]
    assert [line.user_id for line in sorted(lines, key=order_of)] == [1, 2, 3]
    meaning = meaning_of(
        runs[-1], lines, runs=[*runs, ranked(9, 3, B, 68.4210526315789)], pools=[A, B], runs_per_pool=1
    )
    assert meaning is not None
    assert meaning.rank_before == meaning.rank_after == 1
    moved = [ranked(one.run_id, one.user_id, one.pool_id, (one.score or 0) - 1.4e-14) for one in runs]
    assert moves_between(lines, standings(moved, [A, B], 1)) == ()


def test_the_order_of_pools_decides_no_rank() -> None:
    pools = [PoolId(number) for number in range(1, 4)]
    runs = [
        ranked(user * 10 + pool, user, pool, score)
        for user, scores in ((1, (0.1, 0.2, 0.3)), (2, (0.3, 0.2, 0.1)))
        for pool, score in zip(pools, scores, strict=True)
    ]
    assert len({line.score for line in standings(runs, pools, 1)}) == 1


def test_a_tournament_without_pools_has_standings_of_zero() -> None:
    (line,) = standings([ranked(1, 7, A, 90.0)], [], 1)
    assert (line.score, line.estimate, line.slots) == (0, 0, ())
