"""How a member says what to be told, and reads what was told."""

from datetime import timedelta

from application.domain.messages.notifications import NotificationKind, Preferences
from tests.support.api import Api, complaints, problem
from tests.support.community import Community


async def test_a_member_chooses_and_reads_what_to_be_told(api: Api, community: Community) -> None:
    tournament = await community.add_tournament()
    player = await community.add_player()
    client = await api.as_user(player)
    address = f"/api/organizations/{community.organization_id}/notifications"
    before = (await client.get(f"{address}/preferences")).json()
    assert before == {
        "channels": {topic.value: list(channels) for topic, channels in Preferences().in_force.items()},
        "reminder_minutes": None,
        "only_if_eligible": False,
        "every_race": False,
    }
    wanted = {"channels": {"race_scheduled": ["site"], "run": []}, "reminder_minutes": [15, 60], "every_race": True}
    after = (await client.patch(f"{address}/preferences", json=wanted)).json()
    assert after["channels"] == {**before["channels"], "race_scheduled": ["site"], "run": ["site"]}
    assert after["reminder_minutes"] == [60, 15]
    assert (await client.get(f"{address}/preferences")).json() == after

    await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(days=2))
    await community.schedule(tournament, await community.add_pool(tournament, "Pool B"), ahead=timedelta(days=2))
    await community.container.tasks.fan_out_messages()
    first = (await client.get(address, params={"limit": 1})).json()
    (item,) = first["items"]
    assert item["kind"] == NotificationKind.RACE_SCHEDULED
    assert (item["channels"], item["delivery"], first["unread"]) == (["site"], "", 2)
    second = (await client.get(address, params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert second["items"][0]["id"] < item["id"]
    assert second["next_cursor"] is None
    others = await api.as_user(await community.add_player())
    assert (await others.get(address)).json()["items"] == []


async def test_preferences_that_make_no_sense_are_refused_with_the_reason(api: Api, community: Community) -> None:
    client = await api.as_user(await community.add_player())
    address = f"/api/organizations/{community.organization_id}/notifications/preferences"
    for leads, sentence in (
        ([], "Give one to 3 reminder times."),
        ([5, 10, 15, 20], "Give one to 3 reminder times."),
        ([0], "A reminder comes 1 minute to 7 days (10,080 minutes) before the start."),
    ):
        refused = await client.patch(address, json={"reminder_minutes": leads})
        assert complaints(refused) == {"#/reminder_minutes": sentence}
    problem(await client.patch(address, json={"channels": {"reminder": ["pigeon"]}}), 422, "invalid-input")
    assert (await client.get(address)).json()["reminder_minutes"] is None
