"""Async runs: draws, scoring, the board and the review queue of a large qualifier."""

import time
from datetime import timedelta
from itertools import cycle

from application.domain.ids import PoolId, TournamentId
from application.domain.runs.corrections import Result
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import RunStatus
from benchmarks.community import crowd, crowded_leaderboard, touch_a_run
from benchmarks.measure import Figure, fresh_community, in_words, times_of
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from tests.support.community import Community

_REPEATS = 15


async def leaderboard() -> Figure:
    async with fresh_community() as community:
        tournament = await crowded_leaderboard(community, players=1000, pools=12)
        leaderboards, times = community.container.leaderboards, []
        for _ in range(_REPEATS):
            await touch_a_run(tournament)
            times += await times_of(lambda: leaderboards.get_leaderboard(community.admin, tournament), 1)
    return Figure("leaderboard of 1,000 players x 12 slots", in_words(times), "150 ms")


async def unchanged_leaderboard() -> Figure:
    async with fresh_community() as community:
        tournament = await crowded_leaderboard(community, players=1000, pools=12)
        leaderboards = community.container.leaderboards
        await leaderboards.get_leaderboard(community.admin, tournament)
        times = await times_of(lambda: leaderboards.get_leaderboard(community.admin, tournament), _REPEATS)
    return Figure("the same leaderboard when nothing changed", in_words(times), "5 ms")


async def draw() -> Figure:
    async with fresh_community() as community:
        users = await crowd(community, 1_000 + _REPEATS)
        tournament, pool = await _pool_of_seeds(community, 20)
        await _add_runs(community, tournament, pool, [user.id for user in users[:1_000]], per_player=10)
        players = [await community.enter(user.id) for user in users[1_000:]]
        remaining = iter(players)
        times = await times_of(lambda: community.container.runs.draw(next(remaining), pool), _REPEATS)
    return Figure("draw from a pool with 10,000 runs", in_words(times), "10 ms")


async def rescoring() -> Figure:
    """Correct the fastest of a thousand runs back and forth, which moves par and every score."""
    async with fresh_community() as community:
        users = await crowd(community, 1_000)
        tournament, pool = await _pool_of_seeds(community, 1)
        await _add_runs(community, tournament, pool, [user.id for user in users], per_player=1)
        run = await AsyncTournamentRace.filter(pool_id=pool).order_by("finish_time").first()
        assert run is not None
        reviews, seen, times = community.container.reviews, run.version, []
        for minutes in [minutes for minutes, _ in zip(cycle((50, 55)), range(_REPEATS), strict=False)]:
            result = Result(RunStatus.FINISHED, timedelta(minutes=minutes))
            began = time.perf_counter()
            done = await reviews.correct_result(community.admin, run.id, result, "Measured.", seen=seen)
            times.append((time.perf_counter() - began) * 1000)
            seen = done.item.run.version
        assert await AsyncTournamentRace.filter(pool_id=pool, score__isnull=True).count() == 0
    return Figure("correcting a run, scoring its permalink's 1,000 runs anew", in_words(times), "100 ms")


async def review_queue() -> Figure:
    async with fresh_community() as community:
        users = await crowd(community, 5_000)
        tournament, pool = await _pool_of_seeds(community, 20)
        await _add_runs(community, tournament, pool, [user.id for user in users], per_player=10)
        wanted = ReviewFilter(tournament_ids=frozenset({tournament}))
        reviews = community.container.reviews
        middle = (await AsyncTournamentRace.filter(pool_id=pool).order_by("id").offset(25_000).limit(1))[0].id
        times = await times_of(lambda: reviews.list_queue(community.admin, wanted, after=middle, limit=20), _REPEATS)
    return Figure("a page of 20 in the middle of 50,000 runs to review", in_words(times), "30 ms")


async def _pool_of_seeds(community: Community, seeds: int) -> tuple[TournamentId, PoolId]:
    tournament = await community.add_tournament(runs_per_pool=10)
    return tournament, await community.add_pool(tournament, live=0, ordinary=seeds)


async def _add_runs(
    community: Community, tournament: TournamentId, pool: PoolId, user_ids: list[int], *, per_player: int
) -> None:
    now = community.clock.now()
    seeds = await AsyncTournamentPermalink.filter(pool_id=pool).order_by("id")
    await AsyncTournamentRace.bulk_create(
        [
            AsyncTournamentRace(
                organization_id=community.organization_id,
                tournament_id=tournament,
                pool_id=pool,
                permalink_id=seeds[(place + number) % len(seeds)].id,
                user_id=user_id,
                status=RunStatus.FINISHED,
                started_at=now,
                finished_at=now + timedelta(seconds=3600 + place),
                finish_time=timedelta(seconds=3600 + place),
                created_at=now,
                updated_at=now,
            )
            for place, user_id in enumerate(user_ids)
            for number in range(per_player)
        ],
        batch_size=500,
    )
