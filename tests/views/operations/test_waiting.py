"""What waits for staff is counted where they may work, and stands beside the ways to it."""

from datetime import timedelta

from application.domain.permissions import Role
from application.ports import RacetimeUnreachable
from application.read_models import Waiting
from tests.support.community import Community
from tests.support.queries import counted_queries
from tests.views.conftest import Visit


async def test_what_waits_is_counted_in_three_queries_and_only_where_somebody_may_work(community: Community) -> None:
    own, other = await community.add_tournament("Own"), await community.add_tournament("Other")
    reviewer, player = await community.add_player("Impa"), await community.add_player("Link")
    await community.container.tournament_staff.set_roles(community.admin, own, reviewer, {Role.ASYNC_REVIEWER})
    community.rooms.trouble = [RacetimeUnreachable("racetime.gg can't be reached.") for _ in range(9)]
    for tournament in (own, other, other):
        pool = await community.add_pool(tournament, f"Pool {community.clock.now()}", ordinary=1)
        race = (await community.schedule(tournament, pool)).summary
        await community.add_unmatched_result(race.id)
        await community.finish_run(player, pool, timedelta(hours=1))
    await community.advance_to(race.opens_at + timedelta(seconds=11))
    await community.container.tasks.refresh_alerts()
    alerts = len(await community.container.alerts.list_open(community.admin))
    assert alerts > 1
    for user_id, waits, cost in (
        (community.admin.actor.user_id, Waiting(alerts, 3, 3), 3),
        (reviewer, Waiting(1, 1, 1), 3),
        (player, Waiting(), 0),
    ):
        assert user_id is not None
        ctx = await community.enter(user_id)
        with counted_queries() as queries:
            assert await community.container.waiting.count(ctx) == waits
        assert len(queries) == cost


async def test_the_numbers_follow_what_happens(community: Community, visit: Visit) -> None:
    pool = await community.add_pool(await community.add_tournament(), ordinary=2)
    await community.finish_run(await community.add_player("Link"), pool)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule")
        assert visitor.part("waiting") == "1\n1", "on the menu of a phone, and beside Review"
        await community.finish_run(await community.add_player("Tetra"), pool)
        await visitor.finds("2\n2", within="waiting")
    async with visit(await community.add_player("Malon")) as visitor:
        await visitor.open("/organizations/hyrule")
        assert visitor.part("waiting") == ""
