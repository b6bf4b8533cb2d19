"""Standings of a tournament from its scored runs. Pure arithmetic over whatever number of players."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import NamedTuple

from application.domain.ids import LiveRaceId, PermalinkId, PoolId, RunId, UserId
from application.domain.runs.run import COUNTABLE_RUN_STATUSES, RunStatus
from application.domain.runs.scoring import comparable


class RankableRun(NamedTuple):
    """One run that is not reattempted."""

    run_id: RunId
    user_id: UserId
    user_name: str
    pool_id: PoolId
    status: RunStatus
    score: float | None
    live_race_id: LiveRaceId | None = None
    permalink_id: PermalinkId | None = None


class Slot(NamedTuple):
    """A place that a run fills; `run_id` is None where nothing has been raced yet."""

    pool_id: PoolId
    run_id: RunId | None
    status: RunStatus | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A player's line; `rank` is None while it takes more finished runs."""

    rank: int | None
    user_id: UserId
    user_name: str
    score: float
    estimate: float
    finished: int
    forfeited: int
    open_slots: int
    slots: tuple[Slot, ...]


def standings(
    runs: Iterable[RankableRun],
    pools: Sequence[PoolId],
    runs_per_pool: int,
    *,
    least_finished: int = 0,
    unranked: Collection[UserId] = (),
) -> tuple[Standing, ...]:
    """Rank everybody who has a run and fills `least_finished` slots with finished ones, and isn't `unranked` anyway.

    Each pool gives a player `runs_per_pool` slots, filled with the best runs by score. The score is the mean over all
    slots, an empty or unscored one counting 0; the estimate is the mean over finished and scored slots. Equal scores
    share a rank; among them the order is by estimate, then by name. Those without a rank come last, in the same order.
    """
    by_player: dict[UserId, list[RankableRun]] = defaultdict(list)
    for run in runs:
        by_player[run.user_id].append(run)
    lines = [_line(player_runs, pools, runs_per_pool) for player_runs in by_player.values()]
    lines.sort(key=_by_score)
    return tuple(sorted(_ranked(lines, least_finished, unranked), key=lambda line: line.rank is None))


class BoardOrder(StrEnum):
    SCORE = "score"
    ESTIMATE = "estimate"
    NAME = "name"


def in_order(board: Sequence[Standing], order: BoardOrder) -> tuple[Standing, ...]:
    """Return the lines of a board in another order than that of their ranks, which stay."""
    match order:
        case BoardOrder.ESTIMATE:
            return tuple(sorted(board, key=lambda line: -comparable(line.estimate)))
        case BoardOrder.NAME:
            return tuple(sorted(board, key=lambda line: (line.user_name.casefold(), line.user_id)))
    return tuple(board)


def order_of(line: Standing) -> tuple[bool, float, float, str, UserId]:
    """Return what lines are in order by."""
    return (line.rank is None, *_by_score(line))


def _by_score(line: "Standing | _Line") -> tuple[float, float, str, UserId]:
    return (-comparable(line.score), -comparable(line.estimate), line.user_name.casefold(), line.user_id)


@dataclass(frozen=True, slots=True)
class RunMeaning:
    """What one run does for its player; ranks are None where the player has (or would have) none."""

    slot: int | None
    """Which of the pool's slots it fills, from 1; None for a run that fills none."""
    replaces: RunId | None
    """The run that would fill a slot if this one did not."""
    score_before: float
    score_after: float
    rank_before: int | None
    rank_after: int | None


def meaning_of(
    run: RankableRun,
    board: Sequence[Standing],
    runs: Iterable[RankableRun],
    pools: Sequence[PoolId],
    runs_per_pool: int,
    least_finished: int = 0,
) -> RunMeaning | None:
    """Compare the player's line with what it would be without this run; None for a run that is not on the board.

    `board` are the standings of all `runs`.
    """
    line = next((line for line in board if line.user_id == run.user_id), None)
    if line is None:
        return None
    others = [other for other in runs if other.user_id == run.user_id and other.run_id != run.run_id]
    without = _line(others, pools, runs_per_pool) if others else None
    filled = [slot.run_id for slot in line.slots if slot.pool_id == run.pool_id]
    fills = run.run_id in filled
    score_before = without.score if without is not None else 0.0
    replaces = None
    if fills and without is not None:
        before = {slot.run_id for slot in without.slots if slot.pool_id == run.pool_id} - {None}
        replaces = next((run_id for run_id in before if run_id not in filled), None)
    ranked = (other for other in board if other.user_id != run.user_id and other.rank is not None)
    above = sum(comparable(other.score) > comparable(score_before) for other in ranked)
    return RunMeaning(
        slot=filled.index(run.run_id) + 1 if fills else None,
        replaces=replaces,
        score_before=score_before,
        score_after=line.score,
        rank_before=above + 1 if without is not None and without.finished >= least_finished else None,
        rank_after=line.rank,
    )


@dataclass(frozen=True, slots=True)
class RankMove:
    """One player whose line differs between two boards; None where the player has no rank or is not on one of them."""

    user_id: UserId
    user_name: str
    rank_before: int | None
    rank_after: int | None
    score_before: float | None
    score_after: float | None


def moves_between(before: Sequence[Standing], after: Sequence[Standing]) -> tuple[RankMove, ...]:
    """Return everybody whose rank or score differs, in the order of the new board."""
    old = {line.user_id: line for line in before}
    new = {line.user_id: line for line in after}
    moves = []
    for user_id in dict.fromkeys([*new, *old]):
        was, now = old.get(user_id), new.get(user_id)
        name = now.user_name if now is not None else was.user_name if was is not None else ""
        move = RankMove(
            user_id=user_id,
            user_name=name,
            rank_before=was.rank if was is not None else None,
            rank_after=now.rank if now is not None else None,
            score_before=was.score if was is not None else None,
            score_after=now.score if now is not None else None,
        )
        if move.rank_before != move.rank_after or _differ(move.score_before, move.score_after):
            moves.append(move)
    return tuple(moves)


def _differ(before: float | None, after: float | None) -> bool:
    return (before is None) != (after is None) or comparable(before or 0.0) != comparable(after or 0.0)


@dataclass(frozen=True, slots=True)
class _Line:
    user_id: UserId
    user_name: str
    score: float
    estimate: float
    finished: int
    slots: tuple[Slot, ...]


def _line(runs: list[RankableRun], pools: Sequence[PoolId], runs_per_pool: int) -> _Line:
    in_pool: dict[PoolId, list[RankableRun]] = defaultdict(list)
    for run in runs:
        if run.status in COUNTABLE_RUN_STATUSES:
            in_pool[run.pool_id].append(run)
    slots: list[Slot] = []
    for pool_id in pools:
        best = in_pool.get(pool_id, [])
        if len(best) > 1:
            best = sorted(best, key=_best_first)
        best = best[:runs_per_pool]
        slots += [Slot(pool_id, run.run_id, run.status, run.score) for run in best]
        slots += [Slot(pool_id, None, None, None)] * (runs_per_pool - len(best))
    scored = [slot.score for slot in slots if slot.score is not None]
    finished = [slot.score for slot in slots if slot.score is not None and slot.status is RunStatus.FINISHED]
    return _Line(
        user_id=runs[0].user_id,
        user_name=runs[0].user_name,
        score=fsum(scored) / len(slots) if slots else 0.0,
        estimate=fsum(finished) / len(finished) if finished else 0.0,
        finished=[slot.status for slot in slots].count(RunStatus.FINISHED),
        slots=tuple(slots),
    )


def _best_first(run: RankableRun) -> tuple[float, bool, int]:
    score = comparable(run.score) if run.score is not None else -1.0
    return (-score, run.status is not RunStatus.FINISHED, run.run_id)


def _ranked(lines: list[_Line], least_finished: int, unranked: Collection[UserId]) -> Iterable[Standing]:
    rank = position = 0
    previous: float | None = None
    for line in lines:
        is_ranked = line.finished >= least_finished and line.user_id not in unranked
        position += is_ranked
        if is_ranked and comparable(line.score) != previous:
            rank, previous = position, comparable(line.score)
        statuses = [slot.status for slot in line.slots]
        yield Standing(
            rank=rank if is_ranked else None,
            user_id=line.user_id,
            user_name=line.user_name,
            score=line.score,
            estimate=line.estimate,
            finished=line.finished,
            forfeited=statuses.count(RunStatus.FORFEIT) + statuses.count(RunStatus.DISQUALIFIED),
            open_slots=statuses.count(None),
            slots=line.slots,
        )
