"""What one run does for its player, and who moves when a result does."""

from hypothesis import given
from hypothesis import strategies as st

from application.domain.ids import PoolId, RunId, UserId
from application.domain.runs.leaderboard import RankableRun, meaning_of, moves_between, standings
from application.domain.runs.run import RunStatus

A, B = PoolId(1), PoolId(2)


def run(
    number: int, user: int, score: float | None, pool: PoolId = A, status: RunStatus = RunStatus.FINISHED
) -> RankableRun:
    return RankableRun(RunId(number), UserId(user), f"Player {user}", pool, status, score)


def test_a_better_run_replaces_a_worse_one_and_lifts_its_player() -> None:
    runs = [run(1, 1, 40.0), run(2, 1, 90.0), run(3, 2, 60.0)]
    meaning = meaning_of(runs[1], standings(runs, [A], 1), runs=runs, pools=[A], runs_per_pool=1)
    assert meaning is not None
    assert (meaning.slot, meaning.replaces) == (1, 1)
    assert (meaning.score_before, meaning.score_after) == (40, 90)
    assert (meaning.rank_before, meaning.rank_after) == (2, 1)


def test_a_run_that_is_not_among_the_best_fills_no_slot() -> None:
    runs = [run(1, 1, 40.0), run(2, 1, 90.0)]
    meaning = meaning_of(runs[0], standings(runs, [A], 1), runs=runs, pools=[A], runs_per_pool=1)
    assert meaning is not None
    assert (meaning.slot, meaning.replaces) == (None, None)
    assert meaning.score_before == meaning.score_after == 90


def test_a_first_run_brings_its_player_onto_the_board() -> None:
    runs = [run(1, 1, 80.0), run(2, 2, 60.0, B)]
    meaning = meaning_of(runs[1], standings(runs, [A, B], 1), runs=runs, pools=[A, B], runs_per_pool=1)
    assert meaning is not None
    assert (meaning.rank_before, meaning.rank_after, meaning.slot) == (None, 2, 1)


def test_somebody_without_a_run_on_the_board_has_no_meaning() -> None:
    assert meaning_of(run(9, 9, 50.0), standings([], [A], 1), runs=[], pools=[A], runs_per_pool=1) is None


scores = st.one_of(st.none(), st.integers(0, 105).map(float))
fields = st.lists(
    st.tuples(st.integers(1, 5), scores, st.sampled_from([A, B]), st.sampled_from(list(RunStatus))),
    min_size=1,
    max_size=20,
)


@given(fields, st.integers(1, 3), st.data())
def test_the_meaning_equals_the_difference_of_two_whole_boards(
    kinds: list[tuple[int, float | None, PoolId, RunStatus]], runs_per_pool: int, data: st.DataObject
) -> None:
    runs = [
        run(number, user, score if status is RunStatus.FINISHED else 0.0, pool, status)
        for number, (user, score, pool, status) in enumerate(kinds)
    ]
    one = data.draw(st.sampled_from(runs))
    board = standings(runs, [A, B], runs_per_pool)
    without = standings([other for other in runs if other != one], [A, B], runs_per_pool)
    meaning = meaning_of(one, board, runs=runs, pools=[A, B], runs_per_pool=runs_per_pool)
    assert meaning is not None
    before = next((line for line in without if line.user_id == one.user_id), None)
    after = next(line for line in board if line.user_id == one.user_id)
    assert (meaning.rank_after, meaning.score_after) == (after.rank, after.score)
    assert meaning.rank_before == (before.rank if before is not None else None)
    assert meaning.score_before == (before.score if before is not None else 0)


def test_those_who_move_are_named_with_both_ranks() -> None:
    before = standings([run(1, 1, 80.0), run(2, 2, 60.0), run(3, 3, 10.0)], [A], 1)
    after = standings([run(1, 1, 50.0), run(2, 2, 60.0), run(3, 3, 10.0)], [A], 1)
    moves = {move.user_id: (move.rank_before, move.rank_after) for move in moves_between(before, after)}
    assert moves == {1: (1, 2), 2: (2, 1)}
    assert moves_between(before, before) == ()


def test_somebody_who_joins_or_leaves_the_board_moves_too() -> None:
    one, two = standings([run(1, 1, 80.0)], [A], 1), standings([run(2, 2, 60.0)], [A], 1)
    moves = {move.user_id: (move.rank_before, move.rank_after) for move in moves_between(one, two)}
    assert moves == {2: (None, 1), 1: (1, None)}
