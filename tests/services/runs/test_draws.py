"""Drawing a seed: the same gates as for live races, no seed twice, one run however often somebody asks."""

import asyncio
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from application.domain.errors import NotFound
from application.domain.ids import PoolId, UserId
from application.domain.live_races.eligibility import NotEligible, Rule
from application.domain.permissions import Role
from application.domain.runs.async_run import UNLIMITED
from application.services.people.organization_service import MemberChanges
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentChanges
from application.services.tournaments.pool_service import PermalinkChanges
from models.async_tournament import AsyncTournamentRace
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

HOUR = timedelta(hours=1)


async def unmet(community: Community, user_id: UserId, pool_id: PoolId) -> set[Rule]:
    """Try to draw and return the rules that refused."""
    with pytest.raises(NotEligible) as refused:
        await community.draw(user_id, pool_id)
    return {verdict.rule for verdict in refused.value.verdicts if not verdict.met}


async def test_every_gate_of_a_live_race_is_a_gate_of_a_draw(community: Community) -> None:
    tournament = await community.add_tournament(min_account_age_days=7)
    pool = await community.add_pool(tournament, live=0, ordinary=2)
    unlinked = await community.add_player(racetime_id=None)
    assert await unmet(community, unlinked, pool) == {Rule.RACETIME_LINKED}
    young = await community.add_player(account_age=timedelta(days=3))
    assert await unmet(community, young, pool) == {Rule.ACCOUNT_AGE}
    player = await community.add_player()
    await community.finish_run(player, pool)
    assert await unmet(community, player, pool) == {Rule.SLOT_FREE}
    busy = await community.add_player()
    await community.draw(busy, pool)
    other = await community.add_pool(tournament, "Pool B", live=0, ordinary=1)
    assert await unmet(community, busy, other) == {Rule.NO_ACTIVE_RUN}
    await community.container.tournaments.close_tournament(community.admin, tournament)
    assert Rule.TOURNAMENT_ACTIVE in await unmet(community, await community.add_player(), pool)


async def test_a_draw_and_the_check_for_a_live_race_give_the_same_verdicts(community: Community) -> None:
    tournament = await community.add_tournament(min_account_age_days=7, runs_per_pool=2)
    pool = await community.add_pool(tournament, live=0, ordinary=3)
    players = [
        await community.add_player(racetime_id=None),
        await community.add_player(account_age=timedelta(days=1)),
        await community.add_player(),
    ]
    await community.finish_run(players[2], pool)
    await community.draw(players[2], pool)
    for player in players:
        ctx = await community.enter(player)
        (option,) = (await community.container.runs.get_draw_options(ctx, tournament)).pools
        asked = await community.container.live_races.check_player_eligibility(ctx, player, tournament, pool)
        told = {verdict.rule: verdict for verdict in option.verdicts}
        del told[Rule.SEED_NEVER_RACED]
        assert told == {verdict.rule: verdict for verdict in asked if verdict.rule is not Rule.SEED_NEVER_RACED}


async def test_a_fixed_reason_opens_the_pool(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player = await community.add_player(racetime_id=None)
    assert await unmet(community, player, pool) == {Rule.RACETIME_LINKED}
    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="abc"))
    assert (await community.draw(player, pool)).seed is not None


async def test_a_whitelisted_player_with_a_young_account_may_draw(community: Community) -> None:
    tournament = await community.add_tournament(min_account_age_days=7)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    young = await community.add_player(account_age=timedelta(days=1))
    await community.container.tournaments.whitelist_player(community.admin, tournament, young)
    await community.draw(young, pool)


async def test_nobody_gets_a_seed_twice_not_even_after_another_attempt(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=2, reattempts_allowed=UNLIMITED)
    pool = await community.add_pool(tournament, live=0, ordinary=5)
    player = await community.add_player()
    ctx = await community.enter(player)
    seeds = []
    for number in range(5):
        run = await community.finish_run(player, pool) if number % 2 else await community.forfeit_run(player, pool)
        assert run.seed is not None
        seeds.append(run.seed.url)
        await community.container.runs.reattempt(ctx, run.summary.id, "Once more.")
    assert len(set(seeds)) == 5
    assert await unmet(community, player, pool) == {Rule.SEED_NEVER_RACED}


async def test_a_seed_that_lies_in_another_tournament_too_is_still_the_same_seed(community: Community) -> None:
    first, second = await community.add_tournament("First"), await community.add_tournament("Second")
    pools = [await community.add_pool(tournament, live=0) for tournament in (first, second)]
    shared = PermalinkDraft("https://seeds.test/shared")
    for pool in pools:
        await community.container.tournaments.add_permalinks(community.admin, pool, [shared])
    player = await community.add_player()
    await community.finish_run(player, pools[0])
    assert await unmet(community, player, pools[1]) == {Rule.SEED_NEVER_RACED}


async def test_a_seed_kept_for_live_races_is_never_drawn(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=5, ordinary=1)
    run = await community.draw(await community.add_player(), pool)
    assert run.seed is not None
    assert "async-0" in run.seed.url
    only_live = await community.add_pool(tournament, "Live only", live=2)
    assert await unmet(community, await community.add_player(), only_live) == {Rule.SEED_NEVER_RACED}


async def test_a_seed_chosen_for_a_live_race_is_never_drawn_until_the_race_is_cancelled(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, ordinary=1)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    player = await community.add_player()
    assert await unmet(community, player, pool) == {Rule.SEED_NEVER_RACED}
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    await community.draw(player, pool)


async def test_a_seed_that_a_live_race_took_at_its_lock_or_released_is_never_drawn(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=2)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    race = await community.schedule(tournament, pool)
    await community.open_room(race.summary.id)
    await community.advance_to(race.summary.locks_at)
    assert (await community.race(race.summary.id)).summary.released_at is not None
    player = await community.add_player()
    assert await unmet(community, player, pool) == {Rule.SEED_NEVER_RACED}
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    assert await unmet(community, player, pool) == {Rule.SEED_NEVER_RACED}, "everybody in the room has read it"


async def test_a_seed_that_was_read_is_not_drawn_when_its_race_begins_again_with_another_one(
    community: Community,
) -> None:
    tournament = await community.add_tournament(runs_per_pool=2)
    pool = await community.add_pool(tournament, live=0)
    (read,) = await community.add_permalinks(pool, ordinary=1)
    race = (await community.schedule(tournament, pool, permalink_id=read.id)).summary
    await community.open_room(race.id)
    await community.advance_to(race.locks_at)
    await community.container.live_races.cancel_live_race(community.admin, race.id)
    await community.container.tournaments.add_permalinks(
        community.admin, pool, [PermalinkDraft(f"https://seeds.test/fresh/{number}") for number in range(2)]
    )
    await community.container.live_races.restore_live_race(community.admin, race.id)
    assert (await community.race(race.id)).summary.permalink_id != read.id
    run = await community.draw(await community.add_player(), pool)
    assert run.summary.permalink_id not in (read.id, (await community.race(race.id)).summary.permalink_id)
    options = await community.container.runs.get_draw_options(
        await community.enter(await community.add_player()), tournament
    )
    assert options.pools[0].seeds_left == 1


async def test_a_seed_that_was_drawn_is_never_chosen_for_a_live_race(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    await community.draw(await community.add_player(), pool)
    race = await community.schedule(tournament, pool)
    assert race.summary.seed_ready is False


async def test_a_reviewer_is_never_dealt_a_seed_seen_in_review(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    run = await community.finish_run(await community.add_player(), pool)
    reviewer = await community.add_player()
    await community.container.tournament_staff.set_roles(community.admin, tournament, reviewer, [Role.ASYNC_REVIEWER])
    ctx = await community.enter(reviewer)
    assert (await community.container.reviews.get_review(ctx, run.summary.id)).seed is None
    assert (await community.container.reviews.claim(ctx, run.summary.id)).seed is not None
    await community.container.reviews.release(ctx, run.summary.id)
    assert await unmet(community, reviewer, pool) == {Rule.SEED_NEVER_RACED}


async def test_the_choice_is_balanced_over_the_pool(community: Community) -> None:
    tournament = await community.add_tournament(max_imbalance=1)
    pool = await community.add_pool(tournament, live=0, ordinary=4)
    for _ in range(24):
        await community.forfeit_run(await community.add_player(), pool)
    rows = await AsyncTournamentRace.filter(pool_id=pool).values_list("permalink_id")
    counts = Counter(row[0] for row in rows)
    assert len(counts) == 4
    assert max(counts.values()) - min(counts.values()) <= 2


async def test_slots_lowered_below_what_players_used_leave_their_runs_and_deal_no_more(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=3)
    pool = await community.add_pool(tournament, live=0, ordinary=4)
    player = await community.add_player()
    for minutes in (60, 70):
        await community.finish_run(player, pool, timedelta(minutes=minutes))
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(runs_per_pool=1)
    )
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(player, pool)
    (line,) = (await community.container.tournaments.get_leaderboard(community.admin, tournament)).standings
    assert (len(line.slots), line.open_slots, line.score) == (1, 0, 100)


async def test_the_options_name_every_pool_and_no_seed(community: Community) -> None:
    tournament = await community.add_tournament()
    await community.add_pool(tournament, "Open", live=1, ordinary=2)
    empty = await community.add_pool(tournament, "Empty", live=0)
    options = await community.container.runs.get_draw_options(
        await community.enter(await community.add_player()), tournament
    )
    assert [(pool.name, pool.seeds_left, pool.open) for pool in options.pools] == [
        ("Open", 2, True),
        ("Empty", 0, False),
    ]
    assert options.pools[1].pool_id == empty
    assert "SECRET" not in repr(options)


async def test_a_pool_of_another_organization_is_not_there(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    elsewhere = await found_community(community.clock, slug="termina")
    player = await elsewhere.add_player()
    with pytest.raises(NotFound):
        await elsewhere.draw(player, pool)


# The same moment


@on_postgres_and_slowly_on_sqlite
async def test_two_clicks_make_one_run(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=5)
    pool = await community.add_pool(tournament, live=0, ordinary=5)
    player = await community.add_player()
    outcomes = await asyncio.gather(*(community.draw(player, pool) for _ in range(5)), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, NotEligible)]
    assert len(refusals) == 4
    assert all("under way" in refusal.message for refusal in refusals)
    assert await AsyncTournamentRace.filter(user_id=player).count() == 1


@on_postgres_and_slowly_on_sqlite
async def test_two_tabs_with_different_pools_make_one_run(community: Community) -> None:
    tournament = await community.add_tournament()
    pools = [await community.add_pool(tournament, name, live=0, ordinary=3) for name in ("A", "B", "C")]
    player = await community.add_player()
    outcomes = await asyncio.gather(*(community.draw(player, pool) for pool in pools), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, NotEligible)]
    assert len(refusals) == 2, outcomes
    assert await AsyncTournamentRace.filter(user_id=player).count() == 1


@on_postgres_and_slowly_on_sqlite
async def test_two_tabs_in_two_tournaments_never_get_the_same_seed(community: Community) -> None:
    pools = [
        await community.add_pool(await community.add_tournament(name), live=0)
        for name in ("Spring", "Summer", "Autumn")
    ]
    for pool in pools:
        await community.container.tournaments.add_permalinks(
            community.admin, pool, [PermalinkDraft("https://seeds.test/shared")]
        )
    player = await community.add_player()
    outcomes = await asyncio.gather(*(community.draw(player, pool) for pool in pools), return_exceptions=True)
    assert sum(isinstance(outcome, NotEligible) for outcome in outcomes) == 2, outcomes


@on_postgres_and_slowly_on_sqlite
async def test_many_players_at_once_each_get_one_run(community: Community) -> None:
    tournament = await community.add_tournament(max_imbalance=0)
    pool = await community.add_pool(tournament, live=0, ordinary=4)
    players = [await community.add_player() for _ in range(12)]
    await asyncio.gather(*(community.draw(player, pool) for player in players))
    rows = await AsyncTournamentRace.filter(pool_id=pool).values_list("permalink_id")
    assert sorted(Counter(row[0] for row in rows).values()) == [3, 3, 3, 3]


@on_postgres_and_slowly_on_sqlite
async def test_a_draw_and_a_mark_for_live_use_at_the_same_moment_never_both_happen(community: Community) -> None:
    tournament = await community.add_tournament()
    for number in range(5):
        pool = await community.add_pool(tournament, f"Pool {number}", live=0)
        (seed,) = await community.add_permalinks(pool, ordinary=1)
        player = await community.add_player()
        mark = community.container.pools.update_permalink(community.admin, seed.id, PermalinkChanges(is_live=True))
        drawn, marked = await asyncio.gather(community.draw(player, pool), mark, return_exceptions=True)
        assert isinstance(drawn, Exception) != isinstance(marked, Exception), (drawn, marked)


@on_postgres_and_slowly_on_sqlite
async def test_a_draw_and_a_change_of_many_seeds_at_the_same_moment_agree_on_each(community: Community) -> None:
    tournament = await community.add_tournament()
    for number in range(5):
        pool = await community.add_pool(tournament, f"Pool {number}", live=0)
        seeds = [seed.id for seed in await community.add_permalinks(pool, ordinary=3)]
        player = await community.add_player()
        change = community.container.pools.change_use(community.admin, pool, seeds, is_live=True)
        drawn, lines = await asyncio.gather(community.draw(player, pool), change, return_exceptions=True)
        assert not isinstance(lines, BaseException), lines
        played = set() if isinstance(drawn, NotEligible) else {drawn.summary.permalink_id}
        assert {line.permalink_id for line in lines if line.refusal} == played
        assert {line.permalink_id for line in lines if line.is_live} == set(seeds) - played


@pytest.mark.slow
@on_postgres_and_slowly_on_sqlite
async def test_two_processes_make_one_run(community: Community, database_url: str) -> None:
    tournament = await community.add_tournament(runs_per_pool=5)
    pool = await community.add_pool(tournament, live=0, ordinary=5)
    player = await community.add_player()
    said = await asyncio.to_thread(_draw_in_processes, database_url, community.organization_id, player, pool)
    assert sorted(line.partition(":")[0] for line in said) == ["drawn", "refused"], said
    assert await AsyncTournamentRace.filter(user_id=player).count() == 1


def _draw_in_processes(address: str, organization_id: int, user_id: int, pool_id: int) -> list[str]:
    command = [sys.executable, "-m", "tests.support.second_process", address]
    command += [str(number) for number in (organization_id, user_id, pool_id)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(2)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [process.communicate(timeout=60)[0].strip() for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
