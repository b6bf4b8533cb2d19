"""Drawing a seed, racing it on one's own time, and what one sees of oneself and others."""

from datetime import timedelta

from application.domain.ids import PoolId, TournamentId
from application.domain.permissions import Role
from application.domain.runs.run import RunStatus
from tests.support.community import Community
from tests.support.rehearsal import eventually
from tests.support.site import Visitor
from tests.views.conftest import Visit

SECRET = "SECRET"
MINUTE = timedelta(minutes=1)


async def prepared(community: Community, **settings: object) -> tuple[TournamentId, PoolId]:
    tournament = await community.add_tournament("Spring Qualifier", **settings)
    return tournament, await community.add_pool(tournament, live=1, ordinary=3)


async def test_a_run_is_drawn_started_and_finished_on_its_page(community: Community, visit: Visit) -> None:
    tournament, pool = await prepared(community)
    link = await community.add_player("Link")
    async with visit(link) as visitor:
        text = await visitor.open(f"/tournaments/{tournament}")
        assert "Seeds available" in visitor.part("pool")
        assert SECRET not in text
        run = (await community.draw(link, pool)).summary.id
        await visitor.finds("You have a run under way", within="active-run")

        await visitor.open(f"/runs/{run}")
        assert visitor.part("status") == "Drawn, not started"
        assert SECRET in visitor.part("seed-link")
        await visitor.click("start")
        await visitor.finds("Get ready", within="hero")
        assert "The button works from GO on." in visitor.part("hero")
        await community.clock.advance(timedelta(seconds=10))
        await visitor.finds("Running for", within="hero")

        await community.clock.advance(timedelta(minutes=61))
        await visitor.click("finish")
        await visitor.finds("Finished", within="status")
        assert visitor.part("clock") == "1:01:00.0"
        assert "100.000" in visitor.text
        assert "Run 1 of Pool A" in visitor.text
        assert (await community.container.runs.get_run(await community.enter(link), run)).summary.status is (
            RunStatus.FINISHED
        )


async def test_who_may_not_draw_reads_every_reason(community: Community, visit: Visit) -> None:
    tournament, _ = await prepared(community)
    unlinked = await community.add_player("Link", racetime_id=None)
    async with visit(unlinked) as visitor:
        await visitor.open(f"/tournaments/{tournament}")
        assert "No racetime.gg account is linked" in visitor.part("pool")
        await visitor.click("draw")
        await visitor.finds("No racetime.gg account is linked.", within="verdicts")


async def test_nobody_is_offered_a_draw_in_a_closed_tournament(community: Community, visit: Visit) -> None:
    tournament, _ = await prepared(community)
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open(f"/tournaments/{tournament}")
        assert "Draw a seed" in visitor.part("pool")
        await community.container.tournaments.close_tournament(community.admin, tournament)
        await visitor.finds("Closed", within="pool")
        assert "Draw a seed" not in visitor.part("pool")
        assert visitor.part("pool").split()[-1] == "–", "no seed is left for anybody"
        await visitor.open(f"/tournaments/{tournament}")
        assert "Draw a seed" not in visitor.text


async def test_a_run_that_ran_out_of_time_says_so(community: Community, visit: Visit) -> None:
    _, pool = await prepared(community)
    link = await community.add_player("Link")
    run = (await community.draw(link, pool)).summary.id
    async with visit(link) as visitor:
        await visitor.open(f"/runs/{run}")
        await community.clock.advance(21 * MINUTE)
        await community.tick()
        await visitor.finds("Forfeit", within="status")
        assert visitor.part("clock") == "–"


async def test_another_players_run_shows_its_result_but_not_its_seed_or_recording(
    community: Community, visit: Visit
) -> None:
    _, pool = await prepared(community)
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    run = (await community.finish_run(tetra, pool, 60 * MINUTE)).summary.id
    async with visit(link) as visitor:
        text = await visitor.open(f"/runs/{run}")
    assert "1:00:00.0" in text
    assert SECRET not in text
    assert visitor.part("start") == visitor.part("finish") == visitor.part("flag") == ""


async def test_hidden_results_of_others_are_not_found_on_any_players_page(community: Community, visit: Visit) -> None:
    tournament, pool = await prepared(community, hide_results=True)
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    done = (await community.finish_run(tetra, pool, 61 * MINUTE)).summary
    run, permalink = done.id, done.permalink_id
    async with visit(link) as visitor:
        assert (await visitor.get(f"/runs/{run}")).status_code == 404
        for path in (
            f"/tournaments/{tournament}",
            f"/tournaments/{tournament}/leaderboard",
            f"/tournaments/{tournament}/leaderboard.csv",
            f"/tournaments/{tournament}/statistics",
            f"/tournaments/{tournament}/players/{tetra}",
            f"/pools/{pool}",
            f"/permalinks/{permalink}",
        ):
            answer = await visitor.get(path)
            assert answer.status_code == 200, path
            assert "1:01:00" not in answer.text, path
            assert "100.000" not in answer.text, path
            assert SECRET not in answer.text, path
    async with visit(tetra) as visitor:
        assert "1:01:00" in await visitor.open(f"/tournaments/{tournament}/players/{tetra}")


async def test_the_pages_of_a_seed_show_par_times_and_the_own_mark(community: Community, visit: Visit) -> None:
    tournament, _ = await prepared(community)
    pool = await community.add_pool(tournament, "Single", live=0, ordinary=1)
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    await community.finish_run(tetra, pool, 60 * MINUTE)
    done = (await community.finish_run(link, pool, 66 * MINUTE)).summary
    permalink = done.permalink_id
    async with visit(link) as visitor:
        await visitor.open(f"/pools/{pool}")
        assert "1:03:00" in visitor.part("seed")
        await visitor.open(f"/permalinks/{permalink}")
        first, second = visitor.part("time").splitlines()
        assert first.startswith("Tetra Finished 1:00:00.0 104.762")
        assert second.startswith("Link You Finished 1:06:00.0 95.238")
        assert "1:06:00.0" in visitor.part("chart")


async def test_the_leaderboard_is_narrowed_by_its_address_and_downloaded_as_it_stands(
    community: Community, visit: Visit
) -> None:
    tournament, pool = await prepared(community)
    other = await community.add_pool(tournament, "Pool B", live=0, ordinary=1)
    link = await community.add_player("Link")
    tetra = await community.add_player("=Tetra()")
    await community.finish_run(link, pool, 60 * MINUTE)
    await community.finish_run(tetra, other, 60 * MINUTE)
    async with visit(link) as visitor:
        await visitor.open(f"/tournaments/{tournament}/leaderboard?pool={other}")
        assert "=Tetra()" in visitor.part("standing")
        assert "Link" not in visitor.part("standing")
        await visitor.open(f"/tournaments/{tournament}/leaderboard?search=lin")
        assert "=Tetra()" not in visitor.part("standing")
        await visitor.open(f"/tournaments/{tournament}/leaderboard?complete=yes&pool=nonsense")
        assert "Nobody fits your choice" in visitor.text
        csv = await visitor.get(f"/tournaments/{tournament}/leaderboard.csv?pool={other}")
    assert csv.headers["content-type"].startswith("text/csv")
    assert "Link" not in csv.text
    assert ",=Tetra()" not in csv.text


async def test_a_run_can_be_given_up_for_another_attempt_where_the_tournament_allows_it(
    community: Community, visit: Visit
) -> None:
    _, pool = await prepared(community, reattempts_allowed=1)
    link = await community.add_player("Link")
    run = (await community.finish_run(link, pool, 60 * MINUTE)).summary.id
    async with visit(link) as visitor:
        await visitor.open(f"/runs/{run}")
        assert "0 of 1 reattempts used." in visitor.text
        await community.container.runs.reattempt(await community.enter(link), run, "Slow start")
        await visitor.finds("Reattempted", within="status")
        assert "Slow start" in visitor.text


async def test_staff_see_a_run_with_its_recording_as_it_is_reviewed(community: Community, visit: Visit) -> None:
    _, pool = await prepared(community)
    link = await community.add_player("Link")
    fado = await community.add_player("Fado", roles=[Role.ASYNC_REVIEWER])
    run = (await community.finish_run(link, pool, 60 * MINUTE)).summary.id
    async with visit(fado) as visitor:
        assert "Link" in await visitor.open(f"/runs/{run}")
        assert visitor.part("finish") == ""


async def test_ones_runs_are_narrowed_to_live_races_and_put_in_an_order(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament(runs_per_pool=4)
    pool = await community.add_pool(tournament, "Async", live=0, ordinary=4)
    player, rival = await community.add_player("Link"), await community.add_player("Tetra")
    for minutes in (70, 50, 60):
        await community.finish_run(player, pool, timedelta(minutes=minutes))
    live = await community.add_pool(tournament, "Together")
    race = await community.schedule(tournament, live, match_title="Race 1")
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(player), await community.racetime_id_of(rival))
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    room.start()
    room.finish(await community.racetime_id_of(player), timedelta(minutes=65))
    await community.hear(race.summary.id, room)

    def times(visitor: Visitor) -> list[str]:
        return [next(word for word in row.split() if ".0" in word) for row in visitor.part("run").splitlines()]

    async with visit(player) as visitor:
        for path in (f"/tournaments/{tournament}", f"/tournaments/{tournament}/players/{player}"):
            await visitor.open(path)
            assert len(times(visitor)) == 4
            await visitor.look_for(kind="", order="time")
            await eventually(lambda: times(visitor) == ["50:00.0", "1:00:00.0", "1:05:00.0", "1:10:00.0"])
            await visitor.look_for(kind="live", order="time")
            await eventually(lambda: times(visitor) == ["1:05:00.0"])
            assert "Race 1" in visitor.part("run")
            await visitor.look_for(kind="own", order="")
            await eventually(lambda: len(times(visitor)) == 3)


async def test_the_front_page_says_what_is_next_and_what_is_under_way(community: Community, visit: Visit) -> None:
    tournament, pool = await prepared(community)
    other = await community.add_pool(tournament, "Together")
    player = await community.add_player("Link")
    await community.schedule(tournament, other, ahead=timedelta(hours=2), match_title="Evening race")
    async with visit(player) as visitor:
        await visitor.open("/")
        assert "Evening race" in visitor.part("next-for-me")
        assert visitor.text.count("Evening race") == 1
        assert visitor.part("active-run") == ""
        run = await community.draw(player, pool)
        await visitor.finds("is under way", within="active-run")
        assert f"/runs/{run.summary.id}" in visitor.addresses()
        await visitor.gone("Next for you")
