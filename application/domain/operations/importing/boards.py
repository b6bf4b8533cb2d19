"""SahasrahBot's scores and leaderboard beside those here, so that every difference is seen before the move."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from math import fsum

from application.domain.operations.importing.drafts import PersonKey, RunDraft
from application.domain.operations.importing.report import BoardMove, ScoreCheck, scores_equal
from application.domain.runs.leaderboard import Standing
from application.domain.runs.run import COUNTABLE_RUN_STATUSES

_SHOWN = 10
Scores = Mapping[int, float | None]
"""By the runs' numbers in SahasrahBot the scores here."""


def check_scores(runs: Sequence[RunDraft], scores: Scores) -> ScoreCheck:
    """Compare each score that SahasrahBot worked out after the last end of a run on the same permalink."""
    last_end: dict[int, datetime] = {}
    for run in runs:
        if run.finished_at is not None:
            last_end[run.permalink] = max(run.finished_at, last_end.get(run.permalink, run.finished_at))
    equal = stale = 0
    differing = []
    for run in runs:
        if run.reattempted or run.status not in COUNTABLE_RUN_STATUSES:
            continue
        end = last_end.get(run.permalink)
        if run.old_score is None or run.scored_at is None or (end is not None and run.scored_at < end):
            stale += 1
        elif scores_equal(run.old_score, scores.get(run.old_id)):
            equal += 1
        else:
            differing.append((run.old_id, run.old_score, scores.get(run.old_id)))
    return ScoreCheck(equal, stale, tuple(differing))


def board_before(
    runs: Iterable[RunDraft], pool_of: Mapping[int, int], pools: int, runs_per_pool: int
) -> list[tuple[PersonKey, float]]:
    """Return SahasrahBot's leaderboard: the first runs of each pool by their numbers, and no shared places."""
    by_player: dict[PersonKey, dict[int, list[RunDraft]]] = defaultdict(lambda: defaultdict(list))
    for run in sorted(runs, key=lambda run: run.old_id):
        filled = by_player[run.user][pool_of[run.permalink]]
        if not run.reattempted and run.status in COUNTABLE_RUN_STATUSES and len(filled) < runs_per_pool:
            filled.append(run)
    slots = max(pools * runs_per_pool, 1)
    board = [
        (player, fsum(run.old_score or 0.0 for filled in of_pools.values() for run in filled) / slots)
        for player, of_pools in by_player.items()
    ]
    return sorted(board, key=lambda line: -line[1])


def moves_of(
    before: Sequence[tuple[PersonKey, float]],
    after: Sequence[Standing],
    user_of: Callable[[PersonKey], int],
    names: Mapping[int, str],
) -> tuple[BoardMove, ...]:
    """Return everybody who has another place here."""
    here = {int(line.user_id): line for line in after}
    moves = []
    for place, (key, score) in enumerate(before, start=1):
        line = here.get(user_of(key))
        place_after = line.rank if line is not None else None
        if place_after == place:
            continue
        moves.append(
            BoardMove(
                names.get(user_of(key), ""),
                place,
                place_after,
                score,
                line.score if line is not None else None,
                _reason(score, line),
            )
        )
    return tuple(moves)


def _reason(score: float, line: Standing | None) -> str:
    if line is None:
        return "all runs are reattempted, which puts nobody on the leaderboard here"
    if scores_equal(score, line.score):
        return "equal scores share a place here"
    if line.score > score:
        return "the best runs fill the slots here, and all scores are worked out anew"
    return "the scores of others or the own ones are worked out anew"


def first_of(board: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple(board)[:_SHOWN]
