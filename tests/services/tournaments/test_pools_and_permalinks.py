"""Keeping pools and permalinks in order, and bringing thousands of seeds in at once."""

from datetime import timedelta
from itertools import permutations

import pytest

from application.domain.errors import AlreadyTaken, Conflict, Forbidden, InvalidInput, NotFound
from application.domain.ids import PermalinkId, PoolId
from application.domain.permissions import Role
from application.services.tournaments.async_tournament_service import PermalinkDraft
from application.services.tournaments.pool_service import PermalinkChanges, PoolService
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentPool
from models.event_log import EventLogEntry
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

URL = "https://seeds.test/h/SECRET"


@pytest.fixture
def pools(community: Community) -> PoolService:
    return community.container.pools


async def one_seed(community: Community, pool: PoolId, *, live: bool = False) -> PermalinkId:
    (view,) = await community.add_permalinks(pool, live=int(live), ordinary=int(not live))
    return view.id


# Pools


async def test_a_pool_is_renamed_but_not_to_a_name_in_use(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, "Open")
    await community.add_pool(tournament, "Boots")
    await pools.rename_pool(community.admin, pool, "  Standard ")
    await pools.rename_pool(community.admin, pool, "Standard")
    assert (await AsyncTournamentPool.get(id=pool)).name == "Standard"
    with pytest.raises(AlreadyTaken, match="called Boots"):
        await pools.rename_pool(community.admin, pool, "Boots")
    with pytest.raises(InvalidInput, match="Give the pool's name"):
        await pools.rename_pool(community.admin, pool, "")
    (entry,) = await EventLogEntry.filter(type="PoolRenamedEvent")
    assert entry.payload["changes"] == [{"field": "name", "old": "Open", "new": "Standard"}]


async def test_pools_come_in_the_order_that_was_chosen_everywhere(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    a, b, c = [await community.add_pool(tournament, name) for name in "ABC"]
    await pools.reorder_pools(community.admin, tournament, [c, a, b])
    await pools.reorder_pools(community.admin, tournament, [c, a, b])
    view = await community.container.tournaments.get_tournament(community.admin, tournament)
    assert [pool.id for pool in view.pools] == [c, a, b]
    board = await community.container.tournaments.get_leaderboard(community.admin, tournament)
    assert [name for _, name in board.pools] == ["C", "A", "B"]
    (entry,) = await EventLogEntry.filter(type="PoolsReorderedEvent")
    assert entry.payload["changes"] == [{"field": "order", "old": "A, B, C", "new": "C, A, B"}]


@on_postgres_and_slowly_on_sqlite
async def test_a_new_pool_comes_last_whatever_was_removed_and_any_order_may_follow_any_other(
    community: Community, pools: PoolService
) -> None:
    tournament = await community.add_tournament()
    a, b, c = [await community.add_pool(tournament, name, live=0) for name in "ABC"]
    await pools.delete_pool(community.admin, b)
    d = await community.add_pool(tournament, "D")
    orders = [[a, c, d], *(list(order) for order in permutations([d, c, a]))]
    for order in orders:
        await pools.reorder_pools(community.admin, tournament, order)
        view = await community.container.tournaments.get_tournament(community.admin, tournament)
        assert [pool.id for pool in view.pools] == order
    e = await community.add_pool(tournament, "E")
    view = await community.container.tournaments.get_tournament(community.admin, tournament)
    assert [pool.id for pool in view.pools] == [*orders[-1], e]


async def test_an_order_names_every_pool_once(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    a, b = [await community.add_pool(tournament, name) for name in "AB"]
    foreign = await community.add_pool(await community.add_tournament("Other"))
    for order in ([a], [a, a], [a, b, b], [a, foreign], []):
        with pytest.raises(InvalidInput, match="every pool"):
            await pools.reorder_pools(community.admin, tournament, order)


async def test_an_unused_pool_is_deleted_with_its_permalinks(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1, ordinary=2)
    kept = await community.add_pool(tournament, "Kept", live=0, ordinary=1)
    await pools.delete_pool(community.admin, pool)
    assert {row.pool_id for row in await AsyncTournamentPermalink.all()} == {kept}
    (entry,) = await EventLogEntry.filter(type="PoolDeletedEvent")
    assert (entry.payload["name"], entry.payload["permalinks"]) == ("Pool A", 3)


async def test_a_pool_with_runs_or_live_races_is_not_deleted(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1, ordinary=1)
    await community.forfeit_run(await community.add_player(), pool)
    with pytest.raises(Conflict, match="This pool has 1 run, so it can't be deleted"):
        await pools.delete_pool(community.admin, pool)
    other = await community.add_pool(tournament, "Live", live=1)
    race = await community.schedule(tournament, other)
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    with pytest.raises(Conflict, match="has 1 live race"):
        await pools.delete_pool(community.admin, other)


async def test_a_new_pool_comes_last_after_one_was_deleted(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    a, b, c = [await community.add_pool(tournament, name) for name in "ABC"]
    await pools.reorder_pools(community.admin, tournament, [c, a, b])
    await pools.delete_pool(community.admin, c)
    d, e = [await community.add_pool(tournament, name) for name in "DE"]
    view = await community.container.tournaments.get_tournament(community.admin, tournament)
    assert [pool.id for pool in view.pools] == [a, b, d, e]
    assert [pool.position for pool in await AsyncTournamentPool.all().order_by("id")] == [1, 2, 3, 4]


# Imports


async def test_a_preview_says_what_would_happen_and_writes_nothing(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    elsewhere = await community.add_pool(tournament, "Boots", live=0)
    add = community.container.tournaments.add_permalinks
    await add(community.admin, pool, [PermalinkDraft(f"{URL}/1")])
    await add(community.admin, elsewhere, [PermalinkDraft(f"{URL}/2")])
    text = f"{URL}/1\n{URL}/2\n{URL}/3 Bow\nnonsense\n{URL}/3"
    preview = await pools.preview_permalinks(community.admin, pool, text)
    assert [(row.row, row.url, row.notes) for row in preview.permalinks] == [(3, f"{URL}/3", "Bow")]
    assert [problem.message for problem in preview.problems] == [
        "Row 1 is in this pool already.",
        "Row 2 is in Boots already.",
        "Row 4 isn't clearly a seed. If it is one, put it in quotation marks; otherwise leave the row out.",
        "Row 5 repeats row 3.",
    ]
    assert await AsyncTournamentPermalink.all().count() == 2


async def test_an_import_takes_all_or_none_unless_bad_rows_are_to_be_left_out(
    community: Community, pools: PoolService
) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0)
    text = f"url,notes,live\n{URL}/1,Bow,no\nnonsense,,\n{URL}/2,Boots,yes"
    with pytest.raises(InvalidInput) as refused:
        await pools.import_permalinks(community.admin, pool, text)
    assert [problem.field for problem in refused.value.problems] == ["permalinks/3"]
    assert await AsyncTournamentPermalink.all().count() == 0
    done = await pools.import_permalinks(community.admin, pool, text, only_good=True)
    assert (len(done.permalinks), len(done.problems)) == (2, 1)
    rows = await AsyncTournamentPermalink.all().order_by("id")
    assert [(row.url, row.notes, row.is_live) for row in rows] == [
        (f"{URL}/1", "Bow", False),
        (f"{URL}/2", "Boots", True),
    ]
    (entry,) = await EventLogEntry.filter(type="PermalinksAddedEvent")
    assert (entry.payload["count"], entry.payload["live"]) == (2, 1)


@pytest.mark.slow
async def test_ten_thousand_rows_come_in_at_once_and_a_second_time_none(
    community: Community, pools: PoolService
) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0)
    text = "\r\n".join(f"  {URL}/{number}  Bow / Boots  " for number in range(10_000))
    assert len((await pools.import_permalinks(community.admin, pool, text)).permalinks) == 10_000
    again = await pools.import_permalinks(community.admin, pool, text, only_good=True)
    assert (len(again.permalinks), len(again.problems)) == (0, 10_000)
    with pytest.raises(InvalidInput) as refused:
        await pools.import_permalinks(community.admin, pool, text)
    assert len(refused.value.problems) == 51
    assert refused.value.problems[-1].message == "9950 more rows have problems."
    assert "SECRET" not in refused.value.message


@on_postgres_and_slowly_on_sqlite
async def test_one_seed_is_never_in_two_pools_of_a_tournament(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    a, b = [await community.add_pool(tournament, name, live=0) for name in ("Open", "Boots")]
    await pools.import_permalinks(community.admin, a, f"{URL}/1")
    with pytest.raises(AlreadyTaken, match="Permalink 1 is in Open already"):
        await community.container.tournaments.add_permalinks(community.admin, b, [PermalinkDraft(f"{URL}/1")])
    other = await community.add_pool(await community.add_tournament("Other"), live=0)
    await pools.import_permalinks(community.admin, other, f"{URL}/1")


# Single permalinks


@on_postgres_and_slowly_on_sqlite
async def test_a_seed_keeps_its_number_and_nobody_inherits_it(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1, ordinary=3)
    await community.add_pool(tournament, "Pool B", live=2)
    admin = community.admin

    async def numbers() -> list[int]:
        return [seed.number for seed in (await pools.get_seed_page(admin, pool)).permalinks]

    seeds = (await pools.get_seed_page(admin, pool)).permalinks
    assert [seed.number for seed in seeds] == [1, 2, 3, 4]
    await pools.delete_permalink(admin, seeds[1].id)
    assert await numbers() == [1, 3, 4]
    await pools.delete_permalink(admin, seeds[3].id)
    await pools.import_permalinks(admin, pool, f"{URL}/5\n{URL}/6")
    (seventh,) = await community.container.tournaments.add_permalinks(admin, pool, [PermalinkDraft(f"{URL}/7")])
    assert seventh.number == 7
    assert await numbers() == [1, 3, 5, 6, 7]
    player_page = await community.container.players.get_pool_page(admin, pool)
    assert [seed.number for seed in player_page.permalinks] == [1, 3, 5, 6, 7]
    assert (await community.container.players.get_permalink_page(admin, seeds[2].id)).number == 3


async def test_notes_are_edited_and_the_log_says_only_that(community: Community, pools: PoolService) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0)
    seed = await one_seed(community, pool)
    view = await pools.update_permalink(community.admin, seed, PermalinkChanges(notes="  <b>Hookshot</b> SECRET "))
    assert view.notes == "<b>Hookshot</b> SECRET"
    await pools.update_permalink(community.admin, seed, PermalinkChanges(notes="<b>Hookshot</b> SECRET"))
    (entry,) = await EventLogEntry.filter(type="PermalinkUpdatedEvent")
    assert (entry.payload["notes_changed"], entry.payload["changes"]) == (True, [])
    assert "SECRET" not in str(entry.payload)
    with pytest.raises(InvalidInput, match="at most 500"):
        await pools.update_permalink(community.admin, seed, PermalinkChanges(notes="x" * 501))


async def test_a_seed_is_kept_for_live_races_and_given_back(community: Community, pools: PoolService) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0)
    seed = await one_seed(community, pool)
    kept = await pools.update_permalink(community.admin, seed, PermalinkChanges(is_live=True))
    assert (kept.is_live, kept.sealed, kept.url, kept.notes) == (True, True, None, None)
    back = await pools.update_permalink(community.admin, seed, PermalinkChanges(is_live=False))
    assert (back.is_live, back.sealed) == (False, False)
    marks = await EventLogEntry.filter(type="PermalinkUpdatedEvent").order_by("id")
    assert [entry.payload["changes"][0]["new"] for entry in marks] == ["True", "False"]


async def test_a_mark_that_contradicts_what_a_seed_was_used_for_is_refused(
    community: Community, pools: PoolService
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    raced, chosen = await one_seed(community, pool), await one_seed(community, pool, live=True)
    await community.forfeit_run(await community.add_player(), pool)
    with pytest.raises(Conflict, match="raced already"):
        await pools.update_permalink(community.admin, raced, PermalinkChanges(is_live=True))
    await community.schedule(tournament, pool, permalink_id=chosen)
    with pytest.raises(Conflict, match="A live race has this permalink"):
        await pools.update_permalink(community.admin, chosen, PermalinkChanges(is_live=False))


async def test_the_use_of_many_seeds_changes_at_once_and_those_used_otherwise_stay(
    community: Community, pools: PoolService
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    raced = await one_seed(community, pool)
    await community.forfeit_run(await community.add_player(), pool)
    chosen = await one_seed(community, pool, live=True)
    await community.schedule(tournament, pool, permalink_id=chosen)
    drafts = [PermalinkDraft(f"{URL}/{number}") for number in range(2)]
    free = [seed.id for seed in await community.container.tournaments.add_permalinks(community.admin, pool, drafts)]
    kept = await pools.change_use(community.admin, pool, [*reversed(free), raced, chosen, raced], is_live=True)
    assert [(line.permalink_id, line.number, line.is_live) for line in kept] == [
        (raced, 1, False),
        (chosen, 2, True),
        (free[0], 3, True),
        (free[1], 4, True),
    ]
    assert [line.refusal for line in kept] == [
        "This permalink was raced already, so it can't be kept for a live race.",
        "",
        "",
        "",
    ]
    entries = await EventLogEntry.filter(type="PermalinkUpdatedEvent")
    assert [entry.payload["permalink_id"] for entry in entries] == free, "nothing is recorded of what stays as it is"
    (_, held, *back) = await pools.change_use(community.admin, pool, [raced, chosen, *free], is_live=False)
    assert held.refusal == "A live race has this permalink, so it can't be given to async runs."
    assert not any(line.is_live or line.refusal for line in back)


async def test_too_many_seeds_none_or_one_of_another_pool_change_nothing(
    community: Community, pools: PoolService
) -> None:
    tournament = await community.add_tournament()
    pool, other = await community.add_pool(tournament, live=0), await community.add_pool(tournament, "Pool B", live=0)
    own, foreign = await one_seed(community, pool), await one_seed(community, other)
    with pytest.raises(InvalidInput, match="at least one seed"):
        await pools.change_use(community.admin, pool, [], is_live=True)
    with pytest.raises(InvalidInput, match="at most 100 seeds"):
        await pools.change_use(community.admin, pool, [own] * 101, is_live=True)
    with pytest.raises(NotFound):
        await pools.change_use(community.admin, pool, [own, foreign], is_live=True)
    assert not await AsyncTournamentPermalink.filter(is_live=True).exists()


async def test_an_unused_seed_is_deleted_and_a_used_one_is_not(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    raced = await one_seed(community, pool)
    await community.forfeit_run(await community.add_player(), pool)
    chosen = await one_seed(community, pool, live=True)
    race = await community.schedule(tournament, pool, permalink_id=chosen)
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    with pytest.raises(Conflict, match="This permalink has 1 run, so it can't be deleted"):
        await pools.delete_permalink(community.admin, raced)
    with pytest.raises(Conflict, match="A live race has this permalink"):
        await pools.delete_permalink(community.admin, chosen)
    (unused,) = await community.container.tournaments.add_permalinks(
        community.admin, pool, [PermalinkDraft(f"{URL}/unused")]
    )
    await pools.delete_permalink(community.admin, unused.id)
    with pytest.raises(NotFound):
        await pools.delete_permalink(community.admin, unused.id)
    (entry,) = await EventLogEntry.filter(type="PermalinkDeletedEvent")
    assert entry.payload == {"pool_id": pool, "permalink_id": unused.id, "number": unused.number}


async def test_a_running_draw_keeps_its_seed_from_being_deleted(community: Community, pools: PoolService) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0)
    seed = await one_seed(community, pool)
    await community.draw(await community.add_player(), pool)
    await community.clock.advance(timedelta(minutes=1))
    with pytest.raises(Conflict):
        await pools.delete_permalink(community.admin, seed)


async def test_pools_are_kept_by_those_who_manage_the_tournament(community: Community, pools: PoolService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    seed = await one_seed(community, pool)
    elsewhere = await found_community(community.clock, slug="termina")
    for ctx, error in (
        (await community.enter(await community.add_player()), Forbidden),
        (await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER])), Forbidden),
        (elsewhere.admin, NotFound),
    ):
        attempts = (
            pools.rename_pool(ctx, pool, "Mine"),
            pools.delete_pool(ctx, pool),
            pools.preview_permalinks(ctx, pool, URL),
            pools.import_permalinks(ctx, pool, URL),
            pools.update_permalink(ctx, seed, PermalinkChanges(notes="Mine")),
            pools.change_use(ctx, pool, [seed], is_live=True),
            pools.delete_permalink(ctx, seed),
            pools.reorder_pools(ctx, tournament, [pool]),
        )
        for attempt in attempts:
            with pytest.raises(error):
                await attempt
    assert (await AsyncTournamentPool.get(id=pool)).name == "Pool A"


async def test_a_pools_seeds_come_page_by_page_with_their_numbers(community: Community, pools: PoolService) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=1, ordinary=4)
    first = await pools.get_seed_page(community.admin, pool, size=3)
    assert (first.pool_name, first.total, first.live, first.page) == ("Pool A", 5, 1, 1)
    assert [seed.number for seed in first.permalinks] == [1, 2, 3]
    assert [seed.sealed for seed in first.permalinks] == [True, False, False]
    second = await pools.get_seed_page(community.admin, pool, page=2, size=3)
    assert (second.page, [seed.number for seed in second.permalinks]) == (2, [4, 5])
    assert (await pools.get_seed_page(community.admin, pool, page=9, size=3)).permalinks == ()
    player = await community.enter(await community.add_player())
    with pytest.raises(Forbidden):
        await pools.get_seed_page(player, pool)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    with pytest.raises(NotFound):
        await pools.get_seed_page(elsewhere.admin, pool)
