"""What has no name of its own is called by a number that stays, and never by a number of the database."""

from tests.support.community import Community
from tests.views.conftest import Visit


async def test_a_seed_is_called_alike_on_every_page_though_others_of_its_pool_were_deleted(
    community: Community, visit: Visit
) -> None:
    await community.add_pool(await community.add_tournament("Earlier"), live=9)
    tournament = await community.add_tournament("Later")
    pool = await community.add_pool(tournament, live=3, ordinary=0)
    (drawn,) = await community.add_permalinks(pool, ordinary=1)
    seeds = await community.container.tournaments.list_permalinks(community.admin, pool)
    await community.container.pools.delete_permalink(community.admin, seeds[0].id)
    race = (await community.schedule(tournament, pool, permalink_id=seeds[2].id)).summary
    link = await community.add_player("Link")
    run = (await community.finish_run(link, pool)).summary
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools/{pool}")
        assert [line[:6] for line in visitor.part("seed").splitlines()] == ["Seed 2", "Seed 3", "Seed 4"]
        await visitor.open(f"/permalinks/{drawn.id}")
        assert "Seed 4" in visitor.text
        await visitor.open(f"/live-races/{race.id}")
        assert visitor.part("seed-number") == "Seed 3"
        await visitor.open(f"/tournaments/{tournament}/review")
        assert "Seed 4" in visitor.part("queue-run")
        await visitor.open(f"/runs/{run.id}/review")
        assert "Seed 4" in visitor.part("seed")
        await visitor.open(f"/tournaments/{tournament}/live-races")
        assert "Seed 3, sealed" in visitor.text
        await visitor.click("schedule")
        await visitor.sees("Seed 2, for live races")
        assert "Seed 1" not in visitor.text
    async with visit(link) as visitor:
        await visitor.open(f"/runs/{run.id}")
        assert "Seed 4" in visitor.text
        await visitor.open(f"/tournaments/{tournament}/players/{link}")
        assert "Seed 4" in visitor.part("run")
        await visitor.open(f"/live-races/{race.id}")
        assert visitor.part("seed-number") == ""
