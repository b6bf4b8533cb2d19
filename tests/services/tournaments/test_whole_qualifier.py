"""A whole qualifier by a scripted organizer and scripted players; the final board equals a calculation of its own."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random

import pytest

from application.context import OrgContext
from application.domain.errors import DomainError
from application.domain.ids import PoolId, RunId, TournamentId, UserId
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import ACTIVE_RUN_STATUSES, ReviewStatus, RunStatus
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.async_tournament import AsyncTournamentRace
from tests.support.community import Community
from tests.support.scores import calculated_scores

_PLAYERS = 12
_COMMANDS = 420
_RUNS_PER_POOL = 2
_MOVES = {
    RunStatus.PENDING: {RunStatus.IN_PROGRESS, RunStatus.FORFEIT},
    RunStatus.IN_PROGRESS: {RunStatus.FINISHED, RunStatus.FORFEIT},
}
"""How a run may go on by itself; corrections by staff are the one other way."""


class Qualifier:
    """Plays commands at random, most of them sensible and some at the wrong moment or by the wrong person."""

    def __init__(self, community: Community, tournament: TournamentId, pools: list[PoolId], chance: Random) -> None:
        self.community = community
        self.tournament = tournament
        self.pools = pools
        self.chance = chance
        self.players: list[OrgContext] = []
        self.reviewer: OrgContext = community.admin
        self.done: dict[str, int] = defaultdict(int)
        self.refusals: set[str] = set()
        self._statuses: dict[RunId, RunStatus] = {}

    async def play(self, commands: int) -> None:
        for _ in range(commands):
            name, command = self.chance.choice(list(self._commands().items()))
            corrected = name in ("correct", "undo")
            try:
                await command()
            except DomainError as refusal:
                self.refusals.add(refusal.message)
            else:
                self.done[name] += 1
            await self._check_moves(corrected=corrected)

    def _commands(self) -> dict[str, Callable[[], Awaitable[object]]]:
        runs, reviews, chance = self.community.container.runs, self.community.container.reviews, self.chance
        player = chance.choice(self.players)
        return {
            "draw": lambda: runs.draw(player, chance.choice(self.pools)),
            "ready": lambda: self._with_own(player, lambda run: runs.ready(player, run.id)),
            "finish": lambda: self._with_own(player, lambda run: runs.finish(player, run.id)),
            "finish again": lambda: self._with_own(player, lambda run: runs.finish(player, run.id)),
            "forfeit": lambda: self._with_own(
                player, lambda run: runs.forfeit(player, run.id, confirmed=chance.random() < 0.3)
            ),
            "submit": lambda: self._with_own(
                player, lambda run: runs.submit(player, run.id, RunSubmission(f"https://videos.test/{chance.random()}"))
            ),
            "flag": lambda: self._with_own(player, lambda run: runs.flag(player, run.id, "Look.")),
            "flag another's": lambda: self._with_any(lambda run: runs.flag(player, run.id, "Look.")),
            "reattempt": lambda: self._with_own(player, lambda run: runs.reattempt(player, run.id, "Once more.")),
            "extend": lambda: self._with_any(lambda run: runs.extend(self.reviewer, run.id, chance.randint(1, 60))),
            "claim": lambda: self._with_any(lambda run: reviews.claim(self.reviewer, run.id)),
            "accept": lambda: self._with_any(lambda run: reviews.accept(self.reviewer, run.id, seen=run.version)),
            "reject": lambda: self._with_any(
                lambda run: reviews.reject(self.reviewer, run.id, "No.", seen=run.version)
            ),
            "correct": lambda: self._with_any(
                lambda run: reviews.correct_result(
                    self.reviewer, run.id, self._result(), "Corrected.", seen=run.version
                )
            ),
            "undo": lambda: self._with_any(
                lambda run: reviews.undo_correction(self.reviewer, run.id, seen=run.version)
            ),
            "time passes": lambda: self._wait(chance.choice([1, 5, 20, 45, 90])),
            "more time passes": lambda: self._wait(chance.choice([1, 5, 20, 45])),
            "a long time passes": lambda: self._wait(chance.choice([30, 700])),
        }

    def _result(self) -> Result:
        if self.chance.random() < 0.3:
            return Result(self.chance.choice([RunStatus.FORFEIT, RunStatus.DISQUALIFIED]))
        return Result(RunStatus.FINISHED, timedelta(minutes=self.chance.randint(40, 120)))

    async def _wait(self, minutes: int) -> None:
        await self.community.clock.advance(timedelta(minutes=minutes))
        if self.chance.random() < 0.7:
            await self.community.tick()

    async def _with_own(self, player: OrgContext, act: Callable[[AsyncTournamentRace], Awaitable[object]]) -> object:
        runs = await AsyncTournamentRace.filter(user_id=player.actor.user_id).order_by("-id").limit(2)
        return await act(runs[0] if self.chance.random() < 0.8 else runs[-1]) if runs else None

    async def _with_any(self, act: Callable[[AsyncTournamentRace], Awaitable[object]]) -> object:
        runs = await AsyncTournamentRace.all().order_by("-id").limit(6)
        return await act(self.chance.choice(runs)) if runs else None

    async def _check_moves(self, *, corrected: bool) -> None:
        now = {run.id: run.status for run in await AsyncTournamentRace.all().only("id", "status")}
        for run_id, status in now.items():
            before = self._statuses.get(run_id, RunStatus.PENDING)
            if before is not status and not corrected:
                assert status in _MOVES.get(before, set()), (before, status)
        assert set(self._statuses) <= set(now), "no run is ever removed"
        self._statuses = now


async def check_invariants(tournament: TournamentId) -> None:
    """What holds at any moment, whatever was commanded."""
    runs = await AsyncTournamentRace.filter(tournament_id=tournament)
    by_player: dict[UserId, list[AsyncTournamentRace]] = defaultdict(list)
    for run in runs:
        by_player[run.user_id].append(run)
    for own in by_player.values():
        assert sum(run.status in ACTIVE_RUN_STATUSES for run in own) <= 1
        seeds = [run.permalink_id for run in own]
        assert len(seeds) == len(set(seeds)), "a seed twice"
        for pool in {run.pool_id for run in own}:
            counting = [run for run in own if run.pool_id == pool and not run.reattempted]
            assert len(counting) <= _RUNS_PER_POOL
    for run in runs:
        if run.status is RunStatus.FINISHED:
            assert run.finish_time is not None
            assert run.finish_time > timedelta()
        if run.status in ACTIVE_RUN_STATUSES:
            assert run.review_status is ReviewStatus.PENDING
            assert run.finish_time is None


async def calculated_board(tournament: TournamentId, pools: list[PoolId], scores: dict[int, float]) -> dict[int, float]:
    """Each player's score: the best runs of each pool over all slots."""
    best: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for run in await AsyncTournamentRace.filter(tournament_id=tournament, reattempted=False):
        best[run.user_id][run.pool_id].append(scores.get(run.id, 0))
    slots = len(pools) * _RUNS_PER_POOL
    return {
        user: sum(sum(sorted(own[pool], reverse=True)[:_RUNS_PER_POOL]) for pool in pools) / slots
        for user, own in best.items()
    }


@pytest.mark.slow
async def test_the_final_board_equals_a_calculation_of_its_own(community: Community) -> None:
    tournament = await community.add_tournament(
        runs_per_pool=_RUNS_PER_POOL, reattempts_allowed=1, rejected_runs_count=False
    )
    pools = [await community.add_pool(tournament, name, live=1, ordinary=5) for name in ("Open", "Boots")]
    qualifier = Qualifier(community, tournament, pools, Random(1))
    for number in range(_PLAYERS):
        roles = [Role.ASYNC_REVIEWER] if number == 0 else []
        qualifier.players.append(await community.enter(await community.add_player(roles=roles)))
    qualifier.reviewer = qualifier.players[0]
    await qualifier.play(_COMMANDS)
    await check_invariants(tournament)
    assert qualifier.refusals
    assert all(sentence.endswith(".") for sentence in qualifier.refusals), qualifier.refusals
    for command in ("draw", "ready", "finish", "forfeit", "reattempt", "accept", "reject", "correct", "claim"):
        assert qualifier.done[command], f"nobody could {command}"

    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(par_count=3, score_cap=110)
    )
    await community.container.tournaments.close_tournament(community.admin, tournament)
    scores = await calculated_scores(tournament, par_count=3, cap=110, strict=True)
    stored = {run.id: run.score for run in await AsyncTournamentRace.all() if run.score is not None}
    assert stored == pytest.approx(scores)
    expected = await calculated_board(tournament, pools, scores)
    board = (await community.container.leaderboards.get_leaderboard(qualifier.players[1], tournament)).standings
    assert {line.user_id: line.score for line in board} == pytest.approx(expected)
    ranked = sorted(expected.values(), reverse=True)
    assert [line.rank for line in board] == [1 + sum(other > line.score + 1e-9 for other in ranked) for line in board]
