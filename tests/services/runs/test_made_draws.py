"""Seeds that are made for async runs: when a player has drawn all others, and ahead of that."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.database import Database
from application.domain.errors import Conflict, DomainError, Unavailable
from application.domain.ids import PoolId, TournamentId
from application.domain.live_races.eligibility import NotEligible
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from application.services.tournaments.async_tournament_service import PermalinkDraft
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from models.event_log import EventLogEntry
from models.seed_source import SeedMaking
from models.supervision import Alert
from tests.support.cancelling import CancelledAtWait
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines, on_postgres_and_slowly_on_sqlite
from tests.support.generators import GeneratorSites, listening_generators


@pytest.fixture
async def sites() -> AsyncIterator[GeneratorSites]:
    async with listening_generators() as listening:
        yield listening


@pytest.fixture
async def community(database: Database, clock: ManualClock, sites: GeneratorSites) -> Community:
    return await found_community(clock, settings=sites.settings())


async def add_pool(
    community: Community, *, ahead: int = 0, at_draw: bool = True, ordinary: int = 0
) -> tuple[TournamentId, PoolId]:
    tournament = await community.add_tournament(runs_per_pool=2)
    pool = await community.add_pool(tournament, live=0, ordinary=ordinary)
    draft = SourceDraft(GeneratorKind.ALTTPR, "default", ahead=ahead, at_draw=at_draw)
    await community.container.seed_sources.save_source(community.admin, pool, draft)
    return tournament, pool


async def test_a_seed_is_made_for_whoever_has_drawn_all_others(community: Community, sites: GeneratorSites) -> None:
    tournament, pool = await add_pool(community)
    first, second = await community.add_player(), await community.add_player()
    (option,) = (await community.container.runs.get_draw_options(await community.enter(first), tournament)).pools
    assert (option.open, option.seeds_left, option.made_when_drawn) == (True, 0, True)
    run = await community.finish_run(first, pool)
    assert run.seed is not None
    assert run.seed.url == f"{sites.url}/h/Sealed0001"
    assert (await community.draw(second, pool)).seed == run.seed, "one that is new to a player is dealt first"
    again = await community.draw(first, pool)
    assert again.seed is not None
    assert again.seed.url == f"{sites.url}/h/Sealed0002"
    assert not await SeedMaking.exists()


async def test_nobody_asks_a_generator_for_a_player_who_may_not_draw(
    community: Community, sites: GeneratorSites
) -> None:
    _, pool = await add_pool(community)
    player = await community.add_player(racetime_id=None)
    asked = len(sites.asked)
    with pytest.raises(NotEligible):
        await community.draw(player, pool)
    assert len(sites.asked) == asked


@on_both_engines
async def test_two_clicks_give_one_run_and_one_seed(
    community: Community, sites: GeneratorSites, database: Database
) -> None:
    _, pool = await add_pool(community)
    player = await community.enter(await community.add_player())
    sites.pause.clear()
    draw = community.container.runs.draw
    first = asyncio.create_task(draw(player, pool))
    await sites.arrived.wait()
    with pytest.raises(Conflict, match="being made at this moment"):
        await draw(player, pool)
    sites.pause.set()
    await first
    with pytest.raises(NotEligible):
        await draw(player, pool)
    assert sites.made == ["Sealed0001"]
    assert await AsyncTournamentRace.all().count() == 1


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_whenever_a_process_dies_a_draw_is_whole_or_nothing(
    community: Community, sites: GeneratorSites, database: Database
) -> None:
    _, pool = await add_pool(community)
    player = await community.enter(await community.add_player())
    for step in range(1, 250):
        try:
            await CancelledAtWait(community.container.runs.draw(player, pool), step)
        except (asyncio.CancelledError, DomainError):
            runs, seeds = await AsyncTournamentRace.all().count(), await AsyncTournamentPermalink.all().count()
            assert runs == seeds
        if await AsyncTournamentRace.exists():
            break
        await community.clock.advance(GeneratorKind.ALTTPR.lease)
    (run,) = await AsyncTournamentRace.all()
    (seed,) = await AsyncTournamentPermalink.all()
    assert run.permalink_id == seed.id


async def test_a_generator_that_is_away_is_told_to_players_and_staff_until_a_seed_is_pasted(
    community: Community, sites: GeneratorSites
) -> None:
    _, pool = await add_pool(community)
    player = await community.add_player()
    sites.status = 500
    for _ in range(2):
        with pytest.raises(Unavailable, match="No seed could be made for you"):
            await community.draw(player, pool)
    await community.container.tasks.refresh_alerts()
    (alert,) = await Alert.filter(resolved_at__isnull=True)
    assert "Spring Qualifier, Pool A: alttpr.com has a problem of its own" in alert.sentence
    assert "Use a pasted seed instead" in alert.sentence
    assert await EventLogEntry.filter(type="SeedNotMadeEvent").count() == 1
    await community.clock.advance(timedelta(days=2))
    await community.container.tasks.forget_settled()
    assert not await SeedMaking.exists()
    await community.add_permalinks(pool, ordinary=1)
    await community.container.tasks.refresh_alerts()
    assert not await Alert.filter(resolved_at__isnull=True).exists()
    assert (await community.draw(player, pool)).seed is not None


async def test_seeds_are_kept_ahead(community: Community, sites: GeneratorSites) -> None:
    _, pool = await add_pool(community, ahead=2, at_draw=False)
    tasks = community.container.tasks
    assert [await tasks.stock_pools() for _ in range(4)] == [1, 1, 0, 0]
    assert len(sites.made) == 2
    player = await community.add_player()
    await community.draw(player, pool)
    assert [await tasks.stock_pools() for _ in range(3)] == [1, 0, 0]
    sites.status = 503
    await community.draw(await community.add_player(), pool)
    await community.draw(await community.add_player(), pool)
    drawn = await AsyncTournamentRace.all().distinct().values_list("permalink_id")
    assert await tasks.stock_pools() == 0
    source = await community.container.seed_sources.get_source(community.admin, pool)
    assert bool(source.problem) is (len(drawn) > 1), "only where one was lacking"


async def test_an_organization_whose_generators_hang_has_only_so_many_asked(
    community: Community, sites: GeneratorSites
) -> None:
    """With one tick for each pool the schedule would have no more of them left for others."""
    tournament = await community.add_tournament()
    for number in range(4):
        pool = await community.add_pool(tournament, f"Pool {number}", live=0)
        draft = SourceDraft(GeneratorKind.ALTTPR, "default", ahead=1)
        await community.container.seed_sources.save_source(community.admin, pool, draft)
    sites.pause.clear()
    stock, ticks = community.container.tasks.stock_pools, []
    for _ in range(3):
        sites.arrived.clear()
        ticks.append(asyncio.ensure_future(stock()))
        await sites.arrived.wait()
    assert await stock() == 0, "a fourth tick asks for none of the pools that are left"
    sites.pause.set()
    assert sum(await asyncio.gather(*ticks)) == 4
    assert len(sites.made) == 4


async def test_a_generator_that_gives_a_seed_twice_is_not_believed(community: Community, sites: GeneratorSites) -> None:
    _, pool = await add_pool(community, ordinary=1)
    sites.body = '{"hash": "x", "patch": []}'
    make = community.container.seed_sources.make_ahead_now
    await make(community.admin, pool)
    with pytest.raises(Unavailable, match="gave a seed that was there before"):
        await make(community.admin, pool)
    assert await AsyncTournamentPermalink.filter(pool_id=pool).count() == 2


async def test_a_generator_that_gives_what_is_sealed_elsewhere_learns_nothing_and_hands_out_nothing(
    community: Community, sites: GeneratorSites
) -> None:
    elsewhere = await community.add_pool(await community.add_tournament("Autumn Qualifier"), live=0)
    secret = PermalinkDraft(f"{sites.url}/h/Secret", is_live=True)
    await community.container.tournaments.add_permalinks(community.admin, elsewhere, [secret])
    _, pool = await add_pool(community)
    sites.body = '{"hash": "Secret", "patch": []}'
    with pytest.raises(Conflict, match="is being made at this moment"):
        await community.draw(await community.add_player(), pool)
    assert not await AsyncTournamentRace.exists()
    source = await community.container.seed_sources.make_ahead_now(community.admin, pool)
    assert source.problem == ""
    assert not await EventLogEntry.filter(type="SeedNotMadeEvent").exists()
    sites.body = None
    run = await community.draw(await community.add_player(), pool)
    assert run.seed is not None
    assert run.seed.url == f"{sites.url}/h/Sealed0001"
