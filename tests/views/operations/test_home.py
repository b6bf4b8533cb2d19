"""The home page: what is next, what was, and what waits, over all own organizations."""

from datetime import timedelta

from application.ports import RacetimeUnreachable
from tests.support.community import Community
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night


async def test_each_race_stands_once_and_what_is_over_among_the_results(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    player = await community.add_player("Link")
    async with visit(player) as visitor:
        await visitor.open("/")
        assert visitor.text.count("Week 1") == visitor.text.count("Week 2") == 1
        assert visitor.part("results") == ""
        await night.start(room)
        await night.end(room)
        await visitor.finds("Week 1", within="results")
        assert "Won by Anju, 1:00:00" in visitor.part("results")
        assert visitor.text.count("Week 1") == 1
        await community.clock.advance(timedelta(days=7))
        await visitor.open("/")
        assert "Week 1" not in visitor.text, "only results of the last days"


async def test_a_race_whose_results_are_shown_late_is_under_way_and_among_no_results(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community, stream_delay_minutes=30)
    room = await night.open()
    await night.start(room)
    await night.end(room)
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open("/")
        assert visitor.part("results") == ""
        assert visitor.text.count("Week 1") == 1


async def test_alerts_are_in_the_bell_and_on_the_tile_of_their_organization_for_its_staff(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    player = await community.add_player("Link")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/")
        assert visitor.part("waits") == ""
        community.rooms.trouble = [RacetimeUnreachable("racetime.gg can't be reached.") for _ in range(9)]
        await community.advance_to(race.opens_at)
        await community.advance_to(race.opens_at + timedelta(seconds=11))
        await community.container.tasks.refresh_alerts()
        await visitor.finds("Notifications, 1 alert", within="bell")
        await visitor.finds("1 alert", within="waits")
        await visitor.open("/notifications")
        assert "Needs attention in Hyrule" in visitor.part("alerts")
    async with visit(player) as visitor:
        await visitor.open("/notifications")
        assert "alert" not in visitor.part("bell")
        assert visitor.part("alerts") == ""
