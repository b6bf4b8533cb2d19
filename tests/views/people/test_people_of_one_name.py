"""Wherever a page offers people to choose from, two of one name don't look the same."""

from datetime import timedelta

from tests.support.community import Community
from tests.views.conftest import Visit


async def test_every_choice_of_people_tells_two_of_one_name_apart(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, ordinary=2)
    race = (await community.schedule(tournament, pool)).summary
    players = [await community.add_player("Malon") for _ in range(2)]
    for player in players:
        await community.finish_run(player, pool, timedelta(minutes=30))
    await community.add_unmatched_result(race.id)
    admin = community.admin.actor.user_id
    pickers = (
        (f"/tournaments/{tournament}/staff", "give-role", "user_id"),
        (f"/tournaments/{tournament}/staff", "add-to-whitelist", "user_id"),
        ("/organizations/hyrule/unmatched-results", "choose", "user_id"),
        ("/organizations/hyrule/members", "same-person", "other"),
    )
    async with visit(admin) as visitor:
        for path, button, field in pickers:
            await visitor.open(path)
            await visitor.click(button, number=2 if button == "same-person" else None)
            await visitor.finds("Malon (no.", within=f"field-{field}")
            offered = visitor.part(f"field-{field}")
            for player in players:
                assert f"Malon (no. {player})" in offered, (path, button)
        await visitor.open("/organizations/hyrule/members")
        for player in players:
            assert f"· no. {player}" in visitor.part("member")
        await visitor.open(f"/tournaments/{tournament}/leaderboard")
        for player in players:
            assert f"Malon (no. {player})" in visitor.part("standing")
