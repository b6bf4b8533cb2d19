"""The board of a tournament: right at once, cheap when nothing changed, hidden by one gate."""

import asyncio
import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from tortoise.expressions import F

from application.domain.errors import NotFound
from application.domain.ids import PoolId, RunId, TournamentId, UserId
from application.domain.runs.corrections import Result
from application.domain.runs.leaderboard import Slot
from application.domain.runs.run import RunStatus
from application.read_models import LeaderboardView
from application.services.runs.leaderboard_service import LeaderboardFilter
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.user import User
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def two_pools(community: Community, **settings: Any) -> tuple[TournamentId, PoolId, PoolId]:
    tournament = await community.add_tournament(**settings)
    first = await community.add_pool(tournament, "Pool A", live=0, ordinary=1)
    return tournament, first, await community.add_pool(tournament, "Pool B", live=0, ordinary=1)


async def board(community: Community, tournament: TournamentId) -> LeaderboardView:
    return await community.container.leaderboards.get_leaderboard(community.admin, tournament)


async def ranks(community: Community, tournament: TournamentId) -> list[tuple[str, int | None, float]]:
    return [(line.user_name, line.rank, line.score) for line in (await board(community, tournament)).standings]


async def test_the_board_has_score_estimate_counts_and_a_cell_for_every_slot(community: Community) -> None:
    tournament, a, b = await two_pools(community)
    anju, cremia = await community.add_player("Anju"), await community.add_player("Cremia")
    fast = (await community.finish_run(anju, a, HOUR)).summary
    await community.finish_run(cremia, a, 2 * HOUR)
    await community.forfeit_run(cremia, b)
    await community.draw(await community.add_player("Malon"), b)

    view = await board(community, tournament)
    assert view.pools == ((a, "Pool A"), (b, "Pool B"))
    first, second, third = view.standings
    assert (first.user_name, first.rank, first.finished, first.forfeited, first.open_slots) == ("Anju", 1, 1, 0, 1)
    assert first.score == pytest.approx((2 - 60 / 90) * 100 / 2, abs=0.001) or first.score == 52.5
    assert first.estimate == 105
    assert first.slots == (Slot(a, fast.id, RunStatus.FINISHED, 105), Slot(b, None, None, None))
    assert (second.user_name, second.finished, second.forfeited, second.open_slots) == ("Cremia", 1, 1, 0)
    assert (third.user_name, third.score, third.open_slots) == ("Malon", 0, 2)


@on_postgres_and_slowly_on_sqlite
async def test_every_kind_of_change_shows_at_once(community: Community) -> None:
    """The board is kept in memory, so each of these must be noticed."""
    tournament, a, b = await two_pools(community, reattempts_allowed=9, runs_per_pool=1)
    anju, cremia = await community.add_player("Anju"), await community.add_player("Cremia")
    assert await ranks(community, tournament) == []
    drawn = (await community.draw(anju, a)).summary.id
    assert await ranks(community, tournament) == [("Anju", 1, 0)]
    ctx = await community.enter(anju)
    await community.container.runs.ready(ctx, drawn)
    await community.clock.advance(HOUR + 10 * timedelta(seconds=1))
    await community.container.runs.finish(ctx, drawn)
    assert await ranks(community, tournament) == [("Anju", 1, 50)]
    other = (await community.finish_run(cremia, a, 2 * HOUR)).summary
    assert [name for name, _, _ in await ranks(community, tournament)] == ["Anju", "Cremia"]
    reviews = community.container.reviews
    corrected = await reviews.correct_result(
        community.admin, other.id, Result(RunStatus.FINISHED, 30 * MINUTE), "Wrong clock.", seen=other.version
    )
    assert [name for name, _, _ in await ranks(community, tournament)] == ["Cremia", "Anju"]
    await reviews.undo_correction(community.admin, other.id, seen=corrected.item.run.version)
    assert [name for name, _, _ in await ranks(community, tournament)] == ["Anju", "Cremia"]
    await community.container.runs.reattempt(ctx, drawn, "Once more.")
    assert await ranks(community, tournament) == [("Cremia", 1, 50)]
    change = community.container.tournaments.update_tournament
    await change(community.admin, tournament, TournamentChanges(score_cap=90))
    assert await ranks(community, tournament) == [("Cremia", 1, 45)]
    await change(community.admin, tournament, TournamentChanges(runs_per_pool=2))
    assert await ranks(community, tournament) == [("Cremia", 1, 22.5)]
    await community.container.pools.delete_pool(community.admin, b)
    assert await ranks(community, tournament) == [("Cremia", 1, 45)]


@on_postgres_and_slowly_on_sqlite
async def test_the_runs_of_a_live_race_show_at_once_and_go_when_it_is_cancelled_and_come_back(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    ids = [await community.racetime_id_of(await community.add_player(name)) for name in ("Anju", "Cremia")]
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    room.join(*ids)
    await community.advance_to(race.locks_at)
    assert await ranks(community, tournament) == [("Anju", 1, 0), ("Cremia", 1, 0)]
    room.start()
    await community.hear(race.id, room)
    room.cancel()
    await community.hear(race.id, room)
    assert await ranks(community, tournament) == []
    room.undo(ids[0])
    room.finish(ids[0], HOUR)
    room.undo(ids[1])
    await community.hear(race.id, room)
    assert await ranks(community, tournament) == [("Anju", 1, 100), ("Cremia", 2, 0)]


@on_postgres_and_slowly_on_sqlite
async def test_what_another_process_changed_shows_at_once(community: Community) -> None:
    tournament, a, _ = await two_pools(community)
    other_process = await found_community(community.clock, slug="other-process")
    player = await community.add_player("Anju")
    assert await ranks(community, tournament) == []
    ctx = await community.enter(player)
    run = await other_process.container.runs.draw(ctx, a)
    assert await ranks(community, tournament) == [("Anju", 1, 0)]
    await other_process.container.runs.forfeit(ctx, run.summary.id, confirmed=True)
    (line,) = (await board(community, tournament)).standings
    assert line.forfeited == 1


@on_postgres_and_slowly_on_sqlite
async def test_an_unchanged_board_costs_one_query_whatever_its_size(community: Community) -> None:
    tournament, a, b = await two_pools(community)
    for _ in range(4):
        player = await community.add_player()
        await community.finish_run(player, a)
        await community.forfeit_run(player, b)
    first = await board(community, tournament)
    with counted_queries() as queries:
        assert await board(community, tournament) == first
    assert len(queries) == 1


async def test_a_changed_board_is_worked_out_once_for_all_who_ask_at_the_same_time(community: Community) -> None:
    tournament, pool, _ = await two_pools(community)
    await community.finish_run(await community.add_player(), pool, HOUR)
    with counted_queries() as queries:
        boards = await asyncio.gather(*(board(community, tournament) for _ in range(10)))
    assert len(queries) == 10 + 3
    assert all(each.standings is boards[0].standings for each in boards)


async def test_a_new_name_shows_within_a_minute(community: Community) -> None:
    tournament, a, _ = await two_pools(community)
    player = await community.add_player("Anju")
    await community.forfeit_run(player, a)
    await board(community, tournament)
    await User.filter(id=player).update(display_name="Kafei", updated_at=F("updated_at"))
    await community.clock.advance(MINUTE)
    assert [name for name, _, _ in await ranks(community, tournament)] == ["Kafei"]


async def test_filters_leave_lines_out_and_change_no_rank(community: Community) -> None:
    tournament, a, b = await two_pools(community)
    anju, cremia, malon = [await community.add_player(name) for name in ("Anju", "Cremia", "Malon")]
    await community.finish_run(anju, a, 60 * MINUTE)
    await community.finish_run(cremia, a, 70 * MINUTE)
    await community.finish_run(malon, b, 90 * MINUTE)
    await community.forfeit_run(cremia, b)
    get = community.container.leaderboards.get_leaderboard

    async def shown(chosen: LeaderboardFilter) -> list[tuple[str, int | None]]:
        view = await get(community.admin, tournament, chosen)
        return [(line.user_name, line.rank) for line in view.standings]

    everybody = await shown(LeaderboardFilter())
    assert len(everybody) == 3
    assert await shown(LeaderboardFilter(search="CREM")) == [line for line in everybody if line[0] == "Cremia"]
    assert await shown(LeaderboardFilter(complete_only=True)) == [line for line in everybody if line[0] == "Cremia"]
    assert await shown(LeaderboardFilter(pool_id=b)) == [("Malon", 1), ("Cremia", 2)]
    by_pool = await get(community.admin, tournament, LeaderboardFilter(pool_id=b))
    assert by_pool.pools == ((b, "Pool B"),)
    assert by_pool.standings[0].score == 100
    with pytest.raises(NotFound):
        await get(community.admin, tournament, LeaderboardFilter(pool_id=PoolId(9999)))


async def test_a_rank_takes_as_many_finished_runs_as_the_tournament_says(community: Community) -> None:
    tournament, a, b = await two_pools(community)
    anju, cremia, malon = [await community.add_player(name) for name in ("Anju", "Cremia", "Malon")]
    for player, pool, minutes in ((anju, a, 60), (cremia, a, 100), (cremia, b, 90), (malon, b, 60)):
        await community.finish_run(player, pool, minutes * MINUTE)
    await community.forfeit_run(malon, a)
    assert [rank for _, rank, _ in await ranks(community, tournament)] == [1, 2, 2]

    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(min_finished_runs=2)
    )
    lines = await ranks(community, tournament)
    assert [(name, rank) for name, rank, _ in lines] == [("Cremia", 1), ("Anju", None), ("Malon", None)]
    by_pool = await community.container.leaderboards.get_leaderboard(
        community.admin, tournament, LeaderboardFilter(pool_id=b)
    )
    assert [(line.user_name, line.rank) for line in by_pool.standings] == [("Cremia", 1), ("Malon", None)]
    table = await community.container.leaderboards.export_leaderboard(community.admin, tournament)
    assert [row.split(",")[:2] for row in table.splitlines()[1:]] == [["1", "Cremia"], ["", "Anju"], ["", "Malon"]]
    assert (await community.container.players.get_player_page(community.admin, tournament, anju)).rank is None

    second = (await community.finish_run(anju, b, 60 * MINUTE)).summary
    assert next((name, rank) for name, rank, _ in await ranks(community, tournament)) == ("Anju", 1)
    meaning = await community.container.leaderboards.get_run_meaning(community.admin, second.id)
    assert meaning is not None
    assert (meaning.rank_before, meaning.rank_after) == (None, 1)
    preview = await community.container.reviews.preview_correction(
        community.admin, second.id, Result(RunStatus.FORFEIT, None)
    )
    assert [(move.user_name, move.rank_before, move.rank_after) for move in preview.moves][-1] == ("Anju", 1, None)


async def test_the_export_is_what_the_page_shows_and_harms_no_spreadsheet(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=2)
    pool = await community.add_pool(tournament, "=Pool", live=0, ordinary=2)
    link, malon = await community.add_player('=HYPERLINK("x")'), await community.add_player("Malon")
    await community.finish_run(link, pool, HOUR)
    await community.forfeit_run(malon, pool)
    text = await community.container.leaderboards.export_leaderboard(community.admin, tournament)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows == [
        ["rank", "player", "user_id", "score", "estimate", "finished", "forfeited", "open", "'=Pool 1", "'=Pool 2"],
        ["1", '\'=HYPERLINK("x")', str(link), "50.000", "100.000", "1", "0", "1", "100.000", ""],
        ["2", "Malon", str(malon), "0.000", "0.000", "0", "1", "1", "forfeit", ""],
    ]


async def test_a_run_tells_what_it_means_for_its_player(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    anju, cremia = await community.add_player("Anju"), await community.add_player("Cremia")
    await community.finish_run(anju, pool, HOUR)
    await community.finish_run(cremia, pool, 90 * MINUTE)
    await community.add_permalinks(await community.add_pool(tournament, "Else", live=0), ordinary=0)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(runs_per_pool=2)
    )
    get = community.container.leaderboards.get_run_meaning
    run = (await community.container.players.get_own_page(await community.enter(cremia), tournament)).runs[0]
    meaning = await get(await community.enter(cremia), run.id)
    assert meaning is not None
    assert (meaning.slot, meaning.replaces, meaning.rank_before, meaning.rank_after) == (1, None, None, 2)
    assert meaning.score_after == pytest.approx((2 - 90 / 75) * 100 / 4)
    with pytest.raises(NotFound):
        await get(community.admin, RunId(9999))


async def test_while_results_are_hidden_nobody_but_staff_sees_a_rank_or_a_score(community: Community) -> None:
    tournament, a, _ = await two_pools(community, hide_results=True)
    anju, cremia = await community.add_player("Anju"), await community.add_player("Cremia")
    await community.finish_run(anju, a, HOUR)
    run = (await community.finish_run(cremia, a, 2 * HOUR)).summary
    leaderboards = community.container.leaderboards

    async def names(user: UserId) -> list[str]:
        view = await leaderboards.get_leaderboard(await community.enter(user), tournament)
        assert view.hidden
        assert view.held_back == "Results are hidden until the tournament closes."
        return [line.user_name for line in view.standings]

    assert await names(anju) == []
    assert await names(await community.add_player()) == []
    assert "Anju" not in await leaderboards.export_leaderboard(await community.enter(cremia), tournament)
    assert await leaderboards.get_run_meaning(await community.enter(cremia), run.id) is None
    staff = await leaderboards.get_leaderboard(community.admin, tournament)
    assert (staff.hidden, len(staff.standings)) == (False, 2)
    await community.container.tournaments.close_tournament(community.admin, tournament)
    opened = await leaderboards.get_leaderboard(await community.enter(anju), tournament)
    assert (opened.hidden, len(opened.standings)) == (False, 2)
