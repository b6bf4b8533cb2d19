"""How a member says what to be told, and reads what was told."""

from datetime import timedelta

from application.domain.messages.notifications import DEFAULT_WAYS, NotificationKind
from tests.support.api import Api, complaints, problem
from tests.support.community import Community


async def test_a_member_chooses_and_reads_what_to_be_told(api: Api, community: Community) -> None:
    tournament = await community.add_tournament()
    player = await community.add_player()
    client = await api.as_user(player)
    address = f"/api/organizations/{community.organization_id}/notifications"
    before = (await client.get(f"{address}/wishes")).json()
    assert before == {
        "ways": {kind.value: way.value for kind, way in DEFAULT_WAYS.items()},
        "reminder_minutes": None,
        "only_if_eligible": False,
        "every_race": False,
    }
    wanted = {"ways": {"race_scheduled": "on_the_site"}, "reminder_minutes": [15, 60], "every_race": True}
    after = (await client.patch(f"{address}/wishes", json=wanted)).json()
    assert after["ways"] == {**before["ways"], "race_scheduled": "on_the_site"}
    assert after["reminder_minutes"] == [60, 15]
    assert (await client.get(f"{address}/wishes")).json() == after

    await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(days=2))
    await community.schedule(tournament, await community.add_pool(tournament, "Pool B"), ahead=timedelta(days=2))
    await community.container.tasks.spread_notifications()
    first = (await client.get(address, params={"limit": 1})).json()
    (item,) = first["items"]
    assert item["kind"] == NotificationKind.RACE_SCHEDULED
    assert (item["on_site"], item["delivery"]) == (True, "")
    second = (await client.get(address, params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert second["items"][0]["id"] < item["id"]
    assert second["next_cursor"] is None
    others = await api.as_user(await community.add_player())
    assert (await others.get(address)).json()["items"] == []


async def test_wishes_that_make_no_sense_are_refused_with_the_reason(api: Api, community: Community) -> None:
    client = await api.as_user(await community.add_player())
    address = f"/api/organizations/{community.organization_id}/notifications/wishes"
    for leads, sentence in (
        ([], "Give one to 3 reminder times."),
        ([5, 10, 15, 20], "Give one to 3 reminder times."),
        ([0], "A reminder comes 1 minute to 7 days (10,080 minutes) before the start."),
    ):
        refused = await client.patch(address, json={"reminder_minutes": leads})
        assert complaints(refused) == {"#/reminder_minutes": sentence}
    problem(await client.patch(address, json={"ways": {"reminder": "by_pigeon"}}), 422, "invalid-input")
    assert (await client.get(address)).json()["reminder_minutes"] is None
