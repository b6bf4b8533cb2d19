"""A changed scoring setting moves all scores in pieces: others get their turn, pages say so, a kill loses nothing."""

import asyncio
from datetime import timedelta
from typing import Any

from application.domain.ids import PoolId, TournamentId
from application.domain.runs.run import RunStatus
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.scores import calculated_scores

HOUR = timedelta(hours=1)
SEEDS = 22


async def raced(community: Community) -> tuple[TournamentId, PoolId]:
    """A tournament in which each of many seeds has two runs."""
    tournament = await community.add_tournament(runs_per_pool=10)
    pool = await community.add_pool(tournament, live=0, ordinary=SEEDS)
    now = community.clock.now()
    row: dict[str, Any] = {
        "organization_id": community.organization_id,
        "tournament_id": tournament,
        "pool_id": pool,
        "status": RunStatus.FINISHED,
        "created_at": now,
        "updated_at": now,
    }
    players = [await community.add_player() for _ in range(2)]
    await AsyncTournamentRace.bulk_create(
        AsyncTournamentRace(**row, permalink_id=seed.id, user_id=player, finish_time=(2 + number) * HOUR)
        for seed in await AsyncTournamentPermalink.filter(pool_id=pool)
        for number, player in enumerate(players)
    )
    return tournament, pool


@on_postgres_and_slowly_on_sqlite
async def test_scores_are_worked_out_in_pieces_and_whoever_is_killed_is_gone_on_for(community: Community) -> None:
    container, admin = community.container, community.admin
    tournament, pool = await raced(community)

    async def seeds_left() -> int:
        return (await container.leaderboards.get_leaderboard(admin, tournament)).seeds_left

    async def scored() -> int:
        return await AsyncTournamentRace.filter(score__isnull=False).count()

    assert await seeds_left() == 0
    changes = TournamentChanges(par_count=1)
    update = asyncio.create_task(container.tournaments.update_tournament(admin, tournament, changes))
    while not await scored():
        assert not update.done(), "it is never seen under way"
    await container.pools.rename_pool(admin, pool, "Meanwhile")
    assert not update.done(), "others wait for a piece, and not for all of it"
    update.cancel()
    await asyncio.gather(update, return_exceptions=True)

    left = await seeds_left()
    assert 0 < left < SEEDS
    assert await scored() == 2 * (SEEDS - left)
    page = await container.players.get_player_page(admin, tournament, (await AsyncTournamentRace.all())[0].user_id)
    assert page.rescoring
    last = await AsyncTournamentPermalink.filter(pool_id=pool).order_by("-id").first()
    assert last is not None
    assert (await container.players.get_permalink_page(admin, last.id)).rescoring
    assert await container.tasks.go_on_rescoring() == 0, "whoever is at it may still be"
    await community.clock.advance(timedelta(seconds=30))
    assert await container.tasks.go_on_rescoring() == 1
    assert await seeds_left() == 0
    expected = await calculated_scores(tournament, par_count=1, cap=105, strict=False)
    assert {run.id: run.score for run in await AsyncTournamentRace.all()} == expected
    (told,) = await EventLogEntry.filter(type="TournamentRescoredEvent")
    assert told.payload["permalinks"] == SEEDS
    assert await container.tasks.go_on_rescoring() == 0


async def test_an_update_ends_with_every_score_in_line(community: Community) -> None:
    tournament, _ = await raced(community)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(score_cap=90)
    )
    expected = await calculated_scores(tournament, par_count=5, cap=90, strict=False)
    assert {run.id: run.score for run in await AsyncTournamentRace.all()} == expected
    assert (await community.container.leaderboards.get_leaderboard(community.admin, tournament)).seeds_left == 0
