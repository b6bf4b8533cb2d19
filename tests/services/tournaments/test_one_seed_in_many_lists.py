"""A seed is one seed in every spelling, pool and tournament of an organization, and asking for it tells nothing."""

import asyncio
import json
import re
from dataclasses import asdict
from datetime import timedelta

import pytest

from application.context import OrgContext
from application.domain.errors import AlreadyTaken, Conflict, DomainError, InvalidInput
from application.domain.ids import PermalinkId, PoolId, TournamentId
from application.domain.live_races.eligibility import NotEligible, Rule, unmet
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.live_races.seed_vault import SeedState
from application.domain.permissions import Role
from application.services.tournaments.async_tournament_service import PermalinkDraft
from application.services.tournaments.pool_service import PermalinkChanges
from models.async_tournament import AsyncTournamentRace
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.slow import slowly

pytestmark = on_postgres_and_slowly_on_sqlite

SEED = "https://alttpr.com/h/q3GYB9rEvX"
FRESH = "https://alttpr.com/h/Kd9mN2xZvp"
SPELLINGS = [SEED, "http://www.ALTTPR.com:80/en/h/q3GYB9rEvX/?#x", "alttpr.com/h/%71%33GYB9rEvX", f"{SEED}?x=1"]


async def add(community: Community, pool: PoolId, *texts: str, live: bool = False) -> list[PermalinkId]:
    views = await community.container.tournaments.add_permalinks(
        community.admin, pool, [PermalinkDraft(text, is_live=live) for text in texts]
    )
    return [view.id for view in views]


async def two_lists(community: Community, *, live: bool = True) -> tuple[TournamentId, PoolId, TournamentId, PoolId]:
    """A tournament that has the seed in its pool, and another one with an empty pool."""
    first = await community.add_tournament("First", runs_per_pool=5)
    kept = await community.add_pool(first, live=0)
    await add(community, kept, SEED, live=live)
    second = await community.add_tournament("Second", runs_per_pool=5)
    return first, kept, second, await community.add_pool(second, "Elsewhere", live=0)


async def manager_of(community: Community, tournament: TournamentId) -> OrgContext:
    """Somebody who manages one tournament only."""
    user = await community.add_player()
    await community.container.tournament_staff.set_roles(
        community.admin, tournament, user, [Role.ASYNC_TOURNAMENT_ADMIN]
    )
    return await community.enter(user)


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_seed_kept_for_live_races_is_never_drawn_elsewhere(community: Community, spelling: str) -> None:
    _, _, _, elsewhere = await two_lists(community)
    await add(community, elsewhere, spelling, FRESH)
    for _ in range(3):
        run = await community.draw(player := await community.add_player(), elsewhere)
        assert run.seed is not None
        assert run.seed.url == FRESH, player
    again = await community.add_player()
    await community.finish_run(again, elsewhere)
    with pytest.raises(NotEligible):
        await community.draw(again, elsewhere)


async def test_a_seed_chosen_for_a_race_is_drawn_nowhere_until_the_race_gives_it_back(community: Community) -> None:
    first, kept, _, elsewhere = await two_lists(community, live=False)
    (ordinary,) = await community.container.tournaments.list_permalinks(community.admin, kept)
    await add(community, elsewhere, SPELLINGS[1])
    race = await community.schedule(first, kept, permalink_id=ordinary.id)
    player = await community.add_player()
    with pytest.raises(NotEligible):
        await community.draw(player, elsewhere)
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id, "Off.")
    assert (await community.draw(player, elsewhere)).seed is not None


async def test_a_seed_that_was_handed_out_is_drawn_and_chosen_nowhere_any_more(community: Community) -> None:
    first, kept, second, elsewhere = await two_lists(community)
    await add(community, elsewhere, SPELLINGS[1])
    race = await community.schedule(first, kept)
    await community.open_room(race.summary.id)
    await community.advance_to(race.summary.locks_at)
    assert (await community.race(race.summary.id)).summary.seed.state is SeedState.RELEASED
    with pytest.raises(NotEligible):
        await community.draw(await community.add_player(), elsewhere)
    assert (await community.schedule(second, elsewhere)).summary.seed_ready is False
    (other,) = await community.container.tournaments.list_permalinks(community.admin, elsewhere)
    with pytest.raises(InvalidInput, match="handed out"):
        await community.schedule(second, elsewhere, permalink_id=other.id)


async def test_nobody_races_a_seed_drawn_in_another_spelling_elsewhere(community: Community) -> None:
    first, kept, _, elsewhere = await two_lists(community, live=False)
    await add(community, elsewhere, SPELLINGS[2])
    runner, other = await community.add_player(), await community.add_player()
    await community.finish_run(runner, elsewhere)
    (ordinary,) = await community.container.tournaments.list_permalinks(community.admin, kept)

    with pytest.raises(InvalidInput, match="raced already"):
        await community.schedule(first, kept, permalink_id=ordinary.id)
    with pytest.raises(Conflict, match="raced already"):
        await community.container.pools.update_permalink(community.admin, ordinary.id, PermalinkChanges(is_live=True))
    assert (await community.schedule(first, kept)).summary.seed_ready is False

    new = NewLiveRace(first, kept, community.clock.now() + timedelta(hours=1), permalink_id=ordinary.id)
    judged = await community.container.live_races.preview_eligible_participants(community.admin, new)
    refused = {player.user_id: [verdict.rule for verdict in unmet(player.verdicts)] for player in judged}
    assert refused[runner] == [Rule.SEED_NEVER_RACED]
    assert refused[other] == []


async def test_every_answer_about_a_race_knows_a_run_in_another_tournament(community: Community) -> None:
    """As it may be in a database from before seeds had keys: the run was drawn, and the race has its seed."""
    first, kept, second, elsewhere = await two_lists(community)
    (twin,) = await add(community, elsewhere, SPELLINGS[1])
    runner = await community.add_player()
    race = await community.schedule(first, kept, permalink_id=(await live_of(community, kept)))
    await AsyncTournamentRace.create(
        organization_id=community.organization_id,
        tournament_id=second,
        pool_id=elsewhere,
        permalink_id=twin,
        user_id=runner,
        status="finished",
        created_at=community.clock.now(),
        updated_at=community.clock.now(),
    )
    ctx, live_races = await community.enter(runner), community.container.live_races
    alone = await live_races.check_race_eligibility(ctx, runner, race.summary.id)
    everybody = await live_races.get_eligible_participants(ctx, race.summary.id)
    own = (await live_races.get_live_race(ctx, race.summary.id)).summary.verdicts
    assert [verdict.rule for verdict in unmet(alone)] == [Rule.SEED_NEVER_RACED]
    assert [unmet(player.verdicts) for player in everybody if player.user_id == runner] == [unmet(alone)]
    assert unmet(own) == unmet(alone)


async def live_of(community: Community, pool: PoolId) -> PermalinkId:
    (view,) = await community.container.tournaments.list_permalinks(community.admin, pool)
    return view.id


async def test_spellings_of_one_seed_are_repeats_in_one_list_and_in_one_tournament(community: Community) -> None:
    tournament = await community.add_tournament()
    pool, other = await community.add_pool(tournament, live=0), await community.add_pool(tournament, "Pool B", live=0)
    await add(community, pool, SEED)
    with pytest.raises(AlreadyTaken, match="Permalink 1 is in this pool already"):
        await add(community, pool, SPELLINGS[1])
    with pytest.raises(AlreadyTaken, match="Permalink 1 is in Pool A already"):
        await add(community, other, SPELLINGS[2])
    with pytest.raises(InvalidInput, match="Permalink 2 repeats permalink 1"):
        await add(community, other, FRESH, f"{FRESH}/")
    preview = await community.container.pools.preview_permalinks(
        community.admin, other, f"{FRESH}\n{SPELLINGS[1]}\n{FRESH}?\n"
    )
    assert [problem.message for problem in preview.problems] == ["Row 2 is in Pool A already.", "Row 3 repeats row 1."]


@pytest.mark.parametrize("spelling", [SPELLINGS[-1], *slowly(*SPELLINGS[:-1])])
@pytest.mark.parametrize("chosen", [False, True])
async def test_adding_a_sealed_seed_to_another_list_answers_like_any_other(
    community: Community, spelling: str, *, chosen: bool
) -> None:
    first, kept, second, elsewhere = await two_lists(community)
    plain = await community.add_pool(second, "Plain", live=0)
    if chosen:
        await community.schedule(first, kept)
        await community.schedule(first, kept, permalink_id=await live_of(community, kept))
    asker = await manager_of(community, second)

    async def answers(pool: PoolId, text: str) -> list[str]:
        """Everything that the list's manager and a player can ask for after adding a seed."""
        container = community.container
        preview = await container.pools.preview_permalinks(asker, pool, text)
        (added,) = await container.tournaments.add_permalinks(asker, pool, [PermalinkDraft(text)])
        race = await container.live_races.create_live_race(
            asker, NewLiveRace(second, pool, community.clock.now() + timedelta(hours=2), permalink_id=added.id)
        )
        undecided = await container.live_races.create_live_race(
            asker, NewLiveRace(second, pool, community.clock.now() + timedelta(hours=3))
        )
        await container.live_races.cancel_live_race(asker, race.summary.id, "")
        ready = await container.live_races.get_live_race(asker, undecided.summary.id)
        marked = await container.pools.update_permalink(asker, added.id, PermalinkChanges(is_live=True))
        back = await container.pools.update_permalink(asker, added.id, PermalinkChanges(is_live=False))
        options = await container.runs.get_draw_options(asker, second)
        tournament = await container.tournaments.get_tournament(asker, second)
        page = await container.players.get_permalink_page(asker, added.id)
        found = [
            asdict(preview),
            asdict(added),
            {"sealed": race.summary.seed.state, "ready": race.summary.seed_ready},
            {"ready": ready.summary.seed_ready},
            asdict(marked),
            asdict(back),
            [asdict(option) for option in options.pools if option.pool_id == pool],
            [asdict(view) for view in tournament.pools if view.id == pool],
            asdict(page),
        ]
        told = [json.dumps(answer, default=str, sort_keys=True) for answer in found]
        for name in (f"https://{text}", text):
            told = [answer.replace(json.dumps(name)[1:-1], "SEED") for answer in told]
        return [re.sub(r'"(id|pool_id|name|pool_name)": [^,}]+', r'"\1": 0', answer) for answer in told]

    assert await answers(elsewhere, spelling) == await answers(plain, FRESH)


async def test_a_race_given_a_sealed_seed_by_somebody_who_may_not_know_gets_another_one(community: Community) -> None:
    first, kept, second, elsewhere = await two_lists(community)
    owner = await community.schedule(first, kept, permalink_id=await live_of(community, kept), ahead=timedelta(hours=9))
    asker = await manager_of(community, second)
    tournaments = community.container.tournaments
    (added,) = await tournaments.add_permalinks(asker, elsewhere, [PermalinkDraft(SPELLINGS[1])])
    with pytest.raises(InvalidInput, match="Another live race has this permalink"):
        await community.schedule(second, elsewhere, permalink_id=added.id)
    new = NewLiveRace(second, elsewhere, community.clock.now() + timedelta(hours=2), permalink_id=added.id)
    race = await community.container.live_races.create_live_race(asker, new)
    await tournaments.add_permalinks(asker, elsewhere, [PermalinkDraft(FRESH)])

    await community.open_room(race.summary.id)
    await community.advance_to(race.summary.locks_at)

    assert (await community.race(race.summary.id)).summary.seed.url == FRESH
    assert (await community.race(owner.summary.id)).summary.seed == owner.summary.seed


async def test_a_closed_tournament_doesnt_show_players_what_another_one_keeps(community: Community) -> None:
    _, _, second, elsewhere = await two_lists(community)
    sealed, shown = await add(community, elsewhere, SPELLINGS[1], FRESH)
    await community.container.tournaments.close_tournament(community.admin, second)
    player, players = await community.enter(await community.add_player()), community.container.players
    assert (await players.get_permalink_page(player, sealed)).seed is None
    assert (await players.get_permalink_page(player, shown)).seed is not None
    assert (await players.get_permalink_page(community.admin, sealed)).seed is not None
    page = await players.get_pool_page(player, elsewhere)
    assert [permalink.seed is None for permalink in page.permalinks] == [True, False]


async def test_two_races_at_once_never_get_one_seed_from_two_lists(community: Community) -> None:
    first, kept, second, elsewhere = await two_lists(community)
    await add(community, elsewhere, SPELLINGS[1], live=True)
    races = [await community.schedule(tournament, pool) for tournament, pool in ((first, kept), (second, elsewhere))]
    for race in races:
        await community.open_room(race.summary.id)
    await community.clock.advance(races[0].summary.locks_at - community.clock.now())
    live_races = community.container.live_races
    await asyncio.gather(*(live_races.lock_race(race.summary.id) for race in races), return_exceptions=True)
    seeds = [(await community.race(race.summary.id)).summary.seed for race in races]
    assert sorted(seed.state for seed in seeds) == [SeedState.RELEASED, SeedState.UNDECIDED]


@pytest.mark.parametrize("attempt", range(5))
async def test_a_seed_is_kept_in_one_list_or_drawn_from_another_never_both(community: Community, attempt: int) -> None:
    _, kept, _, elsewhere = await two_lists(community, live=False)
    await add(community, elsewhere, SPELLINGS[attempt % 3])
    player = await community.add_player()
    keep = community.container.pools.update_permalink(
        community.admin, await live_of(community, kept), PermalinkChanges(is_live=True)
    )
    outcomes = await asyncio.gather(community.draw(player, elsewhere), keep, return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, DomainError)]
    assert len(refused) == 1, outcomes
    assert isinstance(refused[0], NotEligible | Conflict)


async def test_a_seed_that_players_have_read_is_not_forgotten_by_deleting_it(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (first,) = await add(community, pool, SEED, live=True)
    race = await community.schedule(tournament, pool)
    await community.open_room(race.summary.id)
    await community.advance_to(race.summary.locks_at)
    await add(community, pool, FRESH, live=True)
    live_races = community.container.live_races
    await live_races.cancel_live_race(community.admin, race.summary.id, "")
    await live_races.restore_live_race(community.admin, race.summary.id)
    with pytest.raises(Conflict, match="handed this permalink out"):
        await community.container.pools.delete_permalink(community.admin, first)
