"""Many open pages of one live race cost the database what one does."""

import asyncio
from datetime import timedelta

from application.context import OrgContext
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.scheduling import LiveRaceChanges
from application.services.live_races.read_cache import LiveRaceReadCache
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries


async def scheduled(community: Community, **settings: object) -> LiveRaceId:
    tournament = await community.add_tournament("Spring Qualifier", **settings)
    return (await community.schedule(tournament, await community.add_pool(tournament))).summary.id


async def test_everybody_sees_what_the_page_of_one_would_show(community: Community) -> None:
    race = await scheduled(community)
    watch, live_races = community.container.live_race_cache, community.container.live_races
    for player in (await community.add_player("Link"), await community.add_player("Tingle", racetime_id=None)):
        ctx = await community.enter(player)
        assert await watch.get_live_race(ctx, race) == await live_races.get_live_race(ctx, race)
    assert await watch.get_live_race(community.admin, race) == await live_races.get_live_race(community.admin, race)


@on_postgres_and_slowly_on_sqlite
async def test_a_change_is_read_once_for_all_who_watch(community: Community) -> None:
    race = await scheduled(community)
    room = await community.open_room(race)
    players = [await community.add_player() for _ in range(12)]
    contexts = [await community.enter(player) for player in players]
    watch = community.container.live_race_cache
    await asyncio.gather(*(watch.get_live_race(ctx, race) for ctx in contexts))
    room.join(await community.racetime_id_of(players[0]))
    await community.hear(race, room)
    with counted_queries() as one:
        await watch.get_live_race(contexts[0], race)
    room.join(await community.racetime_id_of(players[1]))
    await community.hear(race, room)
    with counted_queries() as all_of_them:
        seen = await asyncio.gather(*(watch.get_live_race(ctx, race) for ctx in contexts))
    assert len(all_of_them) == len(one)
    assert {len(details.board) for details in seen} == {2}


async def test_of_many_who_wait_for_one_reading_each_goes_on_in_a_turn_of_its_own(community: Community) -> None:
    race = await scheduled(community)
    contexts = [await community.enter(await community.add_player()) for _ in range(12)]
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def turn_of(ctx: OrgContext) -> int:
        await community.container.live_race_cache.get_live_race(ctx, race)
        return turns

    counting = asyncio.create_task(count_turns())
    seen = await asyncio.gather(*(turn_of(ctx) for ctx in contexts))
    counting.cancel()
    assert len(set(seen)) == len(contexts)


@on_postgres_and_slowly_on_sqlite
async def test_who_watches_learns_of_each_change_at_once(community: Community) -> None:
    race = await scheduled(community)
    player = await community.add_player("Link")
    ctx = await community.enter(player)
    watch = community.container.live_race_cache
    assert not (await watch.get_live_race(ctx, race)).board
    room = await community.open_room(race)
    room.join(await community.racetime_id_of(player))
    await community.hear(race, room)
    assert len((await watch.get_live_race(ctx, race)).board) == 1
    await community.advance_to((await community.race(race)).summary.locks_at)
    assert (await watch.get_live_race(ctx, race)).summary.locked_at is not None


async def test_hidden_results_are_kept_apart_for_each_watcher(community: Community) -> None:
    race = await scheduled(community, hide_results=True)
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    room = await community.open_room(race)
    room.join(*[await community.racetime_id_of(player) for player in (link, tetra)])
    room.start()
    await community.clock.advance(timedelta(hours=2))
    room.finish(await community.racetime_id_of(tetra), timedelta(hours=1))
    await community.hear(race, room)
    watch = community.container.live_race_cache
    assert await times_on(community, watch, tetra, race) == {"Tetra": timedelta(hours=1), "Link": None}
    assert await times_on(community, watch, link, race) == {"Tetra": None, "Link": None}


async def times_on(
    community: Community, watch: LiveRaceReadCache, viewer: UserId, race: LiveRaceId
) -> dict[str, timedelta | None]:
    details = await watch.get_live_race(await community.enter(viewer), race)
    return {line.name: line.finish_time for line in details.board}


@on_postgres_and_slowly_on_sqlite
async def test_all_who_watch_are_judged_in_one_go(community: Community) -> None:
    race = await scheduled(community)
    contexts = [await community.enter(await community.add_player()) for _ in range(12)]
    unlinked = await community.enter(await community.add_player("Tingle", racetime_id=None))
    watch = community.container.live_race_cache
    with counted_queries() as one:
        await watch.get_live_race(contexts[0], race)
    await community.container.live_races.update_live_race(community.admin, race, LiveRaceChanges(match_title="Moved"))
    with counted_queries() as all_of_them:
        seen = await asyncio.gather(*(watch.get_live_race(ctx, race) for ctx in [*contexts, unlinked]))
    assert len(all_of_them) == len(one)
    assert [details.summary.viewer_is_eligible for details in seen] == [True] * 12 + [False]
