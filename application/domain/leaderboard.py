"""Standings of a tournament from its scored runs. Pure arithmetic over whatever number of players."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from application.domain.ids import PoolId, RunId, UserId
from application.domain.run import COUNTABLE_RUN_STATUSES, RunStatus


class RankableRun(NamedTuple):
    """One run that is not reattempted."""

    run_id: RunId
    user_id: UserId
    user_name: str
    pool_id: PoolId
    status: RunStatus
    score: float | None


class Slot(NamedTuple):
    """A place that a run fills; `run_id` is None where nothing has been raced yet."""

    pool_id: PoolId
    run_id: RunId | None
    status: RunStatus | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    rank: int
    user_id: UserId
    user_name: str
    score: float
    estimate: float
    finished: int
    forfeited: int
    open_slots: int
    slots: tuple[Slot, ...]


def standings(runs: Iterable[RankableRun], pools: Sequence[PoolId], runs_per_pool: int) -> tuple[Standing, ...]:
    """Rank everybody who has a run.

    Each pool gives a player `runs_per_pool` slots, filled with the best runs by score. The score is the mean over all
    slots, an empty or unscored one counting 0; the estimate is the mean over finished and scored slots. Equal scores
    share a rank; among them the order is by estimate, then by name.
    """
    by_player: dict[UserId, list[RankableRun]] = defaultdict(list)
    for run in runs:
        by_player[run.user_id].append(run)
    lines = [_line(player_runs, pools, runs_per_pool) for player_runs in by_player.values()]
    lines.sort(key=lambda line: (-line.score, -line.estimate, line.user_name.casefold(), line.user_id))
    return tuple(_ranked(lines))


@dataclass(frozen=True, slots=True)
class _Line:
    user_id: UserId
    user_name: str
    score: float
    estimate: float
    slots: tuple[Slot, ...]


def _line(runs: list[RankableRun], pools: Sequence[PoolId], runs_per_pool: int) -> _Line:
    in_pool: dict[PoolId, list[RankableRun]] = defaultdict(list)
    for run in runs:
        if run.status in COUNTABLE_RUN_STATUSES:
            in_pool[run.pool_id].append(run)
    slots: list[Slot] = []
    for pool_id in pools:
        best = sorted(in_pool.get(pool_id, ()), key=_best_first)[:runs_per_pool]
        slots += [Slot(pool_id, run.run_id, run.status, run.score) for run in best]
        slots += [Slot(pool_id, None, None, None)] * (runs_per_pool - len(best))
    scored = [slot.score for slot in slots if slot.score is not None]
    finished = [slot.score for slot in slots if slot.score is not None and slot.status is RunStatus.FINISHED]
    return _Line(
        user_id=runs[0].user_id,
        user_name=runs[0].user_name,
        score=sum(scored) / len(slots) if slots else 0.0,
        estimate=sum(finished) / len(finished) if finished else 0.0,
        slots=tuple(slots),
    )


def _best_first(run: RankableRun) -> tuple[float, bool, int]:
    return (-(run.score if run.score is not None else -1.0), run.status is not RunStatus.FINISHED, run.run_id)


def _ranked(lines: list[_Line]) -> Iterable[Standing]:
    rank = 0
    previous: float | None = None
    for position, line in enumerate(lines, start=1):
        if line.score != previous:
            rank, previous = position, line.score
        forfeited = sum(slot.status in (RunStatus.FORFEIT, RunStatus.DISQUALIFIED) for slot in line.slots)
        yield Standing(
            rank=rank,
            user_id=line.user_id,
            user_name=line.user_name,
            score=line.score,
            estimate=line.estimate,
            finished=sum(slot.status is RunStatus.FINISHED for slot in line.slots),
            forfeited=forfeited,
            open_slots=sum(slot.run_id is None for slot in line.slots),
            slots=line.slots,
        )
