"""What players look at, and the two gates in front of all of it."""

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import POOL, TOURNAMENT, PermalinkId, PoolId, TournamentId, UserId
from application.domain.permissions import Role
from application.domain.runs.run import RunFilter, RunStatus
from application.services.runs.player_service import PlayerService
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def players(community: Community) -> PlayerService:
    return community.container.players


async def raced(community: Community, **settings: Any) -> tuple[TournamentId, PoolId, list[UserId]]:
    """Three players who ran the one ordinary seed of a pool in 60, 70 and 80 minutes."""
    tournament = await community.add_tournament(**settings)
    pool = await community.add_pool(tournament, live=1, ordinary=1)
    users = [await community.add_player(name) for name in ("Anju", "Cremia", "Malon")]
    for user, minutes in zip(users, (60, 70, 80), strict=True):
        await community.finish_run(user, pool, minutes * MINUTE)
    return tournament, pool, users


async def seed_of(community: Community, pool: PoolId, *, live: bool) -> PermalinkId:
    views = await community.container.tournaments.list_permalinks(community.admin, pool)
    return next(view.id for view in views if view.is_live is live)


async def test_a_players_page_has_runs_and_standing(community: Community, players: PlayerService) -> None:
    tournament, _, (anju, cremia, _) = await raced(community)
    page = await players.get_own_page(await community.enter(cremia), tournament)
    assert (page.player, page.rank, page.finished, page.open_slots, page.hidden) == ("Cremia", 2, 1, 0, False)
    assert page.score == page.estimate == 100
    assert [run.finish_time for run in page.runs] == [70 * MINUTE]
    other = await players.get_player_page(await community.enter(anju), tournament, cremia)
    assert other == page


async def test_a_player_without_a_run_has_an_empty_page_and_a_stranger_none(
    community: Community, players: PlayerService
) -> None:
    tournament, _, _ = await raced(community)
    newcomer = await community.add_player("Kafei")
    page = await players.get_own_page(await community.enter(newcomer), tournament)
    assert (page.player, page.rank, page.runs, page.open_slots) == ("Kafei", None, (), 1)
    elsewhere = await found_community(community.clock, slug="termina")
    stranger = await elsewhere.add_player()
    with pytest.raises(NotFound):
        await players.get_player_page(community.admin, tournament, stranger)


async def test_a_former_members_runs_stay_on_their_page(community: Community, players: PlayerService) -> None:
    tournament, _, (anju, _, _) = await raced(community)
    await community.container.organizations.remove_member(community.admin, anju)
    page = await players.get_player_page(community.admin, tournament, anju)
    assert (page.player, page.rank, len(page.runs)) == ("Anju", 1, 1)


async def test_a_permalinks_page_has_par_times_with_ones_own_mark_and_how_par_moved(
    community: Community, players: PlayerService
) -> None:
    _, pool, (_, cremia, _) = await raced(community)
    page = await players.get_permalink_page(await community.enter(cremia), await seed_of(community, pool, live=False))
    assert page.par_seconds == 4200
    assert [(time.player, time.finish_time, time.is_own) for time in page.times] == [
        ("Anju", 60 * MINUTE, False),
        ("Cremia", 70 * MINUTE, True),
        ("Malon", 80 * MINUTE, False),
    ]
    assert [(point.par_seconds, point.scored_runs) for point in page.par_history] == [(3600, 1), (3900, 2), (4200, 3)]
    assert page.seed is not None
    assert page.number == 2


@on_postgres_and_slowly_on_sqlite
async def test_a_seed_is_shown_to_those_who_drew_it_to_managers_and_to_all_once_the_tournament_is_closed(
    community: Community, players: PlayerService
) -> None:
    tournament, pool, (anju, _, _) = await raced(community)
    seed = await seed_of(community, pool, live=False)
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    newcomer = await community.enter(await community.add_player())
    assert (await players.get_permalink_page(await community.enter(anju), seed)).seed is not None
    assert (await players.get_permalink_page(community.admin, seed)).seed is not None
    for ctx in (newcomer, reviewer):
        page = await players.get_permalink_page(ctx, seed)
        assert page.seed is None
        assert len(page.times) == 3, "times and par are no secret"
        assert [view.seed for view in (await players.get_pool_page(ctx, pool)).permalinks] == [None]
    await community.container.tournaments.close_tournament(community.admin, tournament)
    assert (await players.get_permalink_page(newcomer, seed)).seed is not None


async def test_a_seed_kept_for_a_live_race_is_not_even_there_for_players(
    community: Community, players: PlayerService
) -> None:
    tournament, pool, (anju, _, _) = await raced(community)
    kept = await seed_of(community, pool, live=True)
    ctx = await community.enter(anju)
    with pytest.raises(NotFound):
        await players.get_permalink_page(ctx, kept)
    assert kept not in [view.id for view in (await players.get_pool_page(ctx, pool)).permalinks]
    managed = await players.get_pool_page(community.admin, pool)
    assert [(view.id == kept, view.seed is None) for view in managed.permalinks] == [(True, True), (False, False)]
    await community.container.tournaments.close_tournament(community.admin, tournament)
    with pytest.raises(NotFound):
        await players.get_permalink_page(ctx, kept)


async def test_a_seed_that_a_live_race_released_is_everybodys(community: Community, players: PlayerService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1)
    ctx = await community.enter(await community.add_player())
    race = (await community.schedule(tournament, pool)).summary
    await community.open_room(race.id)
    await community.advance_to(race.locks_at)
    (view,) = (await players.get_pool_page(ctx, pool)).permalinks
    assert view.seed is not None
    assert "live-0" in view.seed.url


async def test_the_pool_page_tells_how_ones_own_runs_stand(community: Community, players: PlayerService) -> None:
    tournament, pool, (anju, _, _) = await raced(community)
    page = await players.get_pool_page(await community.enter(anju), pool)
    assert (page.tournament_id, page.own_runs, page.runs_per_pool) == (tournament, 1, 1)
    (view,) = page.permalinks
    assert (view.own_status, view.run_count, view.par_seconds) == (RunStatus.FINISHED, 3, 4200)


async def test_the_distribution_counts_every_finished_run_and_marks_ones_own(
    community: Community, players: PlayerService
) -> None:
    tournament, pool, (anju, _, _) = await raced(community)
    await community.forfeit_run(await community.add_player(), pool)
    figure = await players.get_score_distribution(await community.enter(anju), tournament)
    assert sum(one.count for one in figure.bins) == 3
    assert (figure.bins[0].low, figure.bins[-1].high) == (0, 105)
    assert figure.own_scores == (105,)


async def test_progress_adds_up_over_the_days(community: Community, players: PlayerService) -> None:
    tournament, pool, _ = await raced(community)
    await community.clock.advance(timedelta(days=2))
    await community.forfeit_run(await community.add_player(), pool)
    figure = await players.get_progress(community.admin, tournament)
    assert [(point.drawn, point.finished, point.players) for point in figure.points] == [(3, 3, 3), (4, 3, 3)]
    assert figure.points[-1].day == community.clock.now().date()


# The gate


async def answers(community: Community, ctx: OrgContext, tournament: TournamentId, pool: PoolId) -> dict[str, str]:
    """Everything that a member can read about a tournament's results, as text."""
    container = community.container
    runs = await container.runs.list_runs(community.admin, RunFilter(tournament))
    found: dict[str, object] = {
        "leaderboard": await container.leaderboards.get_leaderboard(ctx, tournament),
        "leaderboard of the tournament": await container.tournaments.get_leaderboard(ctx, tournament),
        "pool": await container.players.get_pool_page(ctx, pool),
        "distribution": await container.players.get_score_distribution(ctx, tournament),
        "progress": await container.players.get_progress(ctx, tournament),
        "runs": await container.runs.list_runs(ctx, RunFilter(tournament)),
        "options": await container.runs.get_draw_options(ctx, tournament),
    }
    for run in runs.items:
        found[f"player {run.user_id}"] = await container.players.get_player_page(ctx, tournament, run.user_id)
        found[f"permalink {run.permalink_id}"] = await container.players.get_permalink_page(ctx, run.permalink_id)
        found[f"others' runs of {run.user_id}"] = await container.runs.list_runs(
            ctx, RunFilter(tournament, user_id=run.user_id)
        )
        try:
            found[f"run {run.id}"] = await container.runs.get_run(ctx, run.id)
            found[f"meaning {run.id}"] = await container.leaderboards.get_run_meaning(ctx, run.id)
        except NotFound:
            found[f"run {run.id}"] = None
    texts = {
        place: json.dumps(asdict(answer), default=str) if answer is not None else ""  # type: ignore[call-overload]
        for place, answer in found.items()
    }
    texts["export"] = await container.leaderboards.export_leaderboard(ctx, tournament)
    return texts


TIMES_OF_OTHERS = ("1:00:00", "1:20:00", "3600", "4800", "4200")
"""The other players' times, and the par that follows from them."""


async def test_no_read_tells_anybody_elses_result_while_a_tournament_hides_them(community: Community) -> None:
    tournament, pool, (_, cremia, _) = await raced(community, hide_results=True)
    for user in (cremia, await community.add_player()):
        ctx = await community.enter(user)
        for place, text in (await answers(community, ctx, tournament, pool)).items():
            for secret in TIMES_OF_OTHERS:
                assert secret not in text, (place, secret)


@on_postgres_and_slowly_on_sqlite
async def test_the_same_reads_tell_everything_to_staff_and_to_all_once_it_is_closed(community: Community) -> None:
    tournament, pool, (_, cremia, _) = await raced(community, hide_results=True)
    told = "".join((await answers(community, community.admin, tournament, pool)).values())
    assert all(secret in told for secret in ("1:00:00", "1:20:00", "4200"))
    await community.container.tournaments.close_tournament(community.admin, tournament)
    ctx = await community.enter(cremia)
    told = "".join((await answers(community, ctx, tournament, pool)).values())
    assert all(secret in told for secret in ("1:00:00", "1:20:00", "4200"))


async def test_a_public_tournament_can_be_looked_at_by_anybody_and_nothing_else_of_its_organization(
    community: Community, players: PlayerService
) -> None:
    tournament, pool, _ = await raced(community, is_public=True)
    private = await community.add_tournament("Private")
    private_pool = await community.add_pool(private, live=0, ordinary=1)
    access, leaderboards = community.container.access, community.container.leaderboards
    ctx = await access.enter_public_at(TOURNAMENT, tournament)
    assert len((await leaderboards.get_leaderboard(ctx, tournament)).standings) == 3
    assert (await community.container.tournaments.get_tournament(ctx, tournament)).is_public
    assert [view.seed for view in (await players.get_pool_page(ctx, pool)).permalinks] == [None]
    for attempt in (
        leaderboards.get_leaderboard(ctx, private),
        players.get_pool_page(ctx, private_pool),
        players.get_progress(ctx, private),
        community.container.tournaments.get_tournament(ctx, private),
        community.container.runs.list_runs(ctx, RunFilter(private)),
        access.enter_public_at(TOURNAMENT, private),
        access.enter_public_at(POOL, private_pool),
    ):
        with pytest.raises(NotFound):
            await attempt
