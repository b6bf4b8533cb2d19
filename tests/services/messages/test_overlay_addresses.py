"""The private address of an overlay: handed out by staff, who can renew it and turn it off."""

import pytest

from application.domain.errors import Forbidden, NotFound
from application.domain.permissions import Role
from application.private_keys import PrivateKeys
from application.settings import Settings
from models.event_log import EventLogEntry
from tests.support.api import Api, problem
from tests.support.api import serving as serving_api
from tests.support.community import Community

OLD, NEW = "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV", "Zx8Kq1Wv5Rt9Lm3Bn7Hj2Gf6Ds0Pa4Yu8Ie"


async def test_an_address_that_was_renewed_or_turned_off_answers_like_a_wrong_one(community: Community) -> None:
    race = (
        await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    ).summary.id
    overlays = community.container.overlays
    first = await overlays.find_key(community.admin, race)
    assert first is not None
    second = await overlays.renew_key(community.admin, race)
    assert (await overlays.get_live_race(second)).summary.id == race
    await overlays.turn_off(community.admin, race)
    third = await overlays.renew_key(community.admin, race)
    assert len({first, second, third}) == 3
    for key in (first, second, f"{race}-x", f"{race}", "", "x-y", f"{race + 1}-{third.partition('-')[2]}"):
        with pytest.raises(NotFound, match="There is no such overlay"):
            await overlays.get_live_race(key)
    log = await EventLogEntry.filter(type="AsyncLiveRaceOverlayChangedEvent").order_by("id")
    assert [entry.payload["is_on"] for entry in log] == [True, False, True]
    assert third not in str([entry.payload for entry in log])


async def test_staff_alone_renew_and_turn_off_by_the_api(community: Community) -> None:
    race = (
        await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    ).summary.id
    path = f"/api/async-tournaments/live-races/{race}/overlay"
    player, reviewer = await community.add_player(), await community.add_player(roles=[Role.ASYNC_REVIEWER])
    with pytest.raises(Forbidden):
        await community.container.overlays.renew_key(await community.enter(player), race)
    async with serving_api(community) as api:
        assert isinstance(api, Api)
        for method in ("GET", "POST", "DELETE"):
            problem(await (await api.as_user(player)).request(method, path), 403, "forbidden")
        staff = await api.as_user(reviewer)
        before = (await staff.get(path)).json()["address"]
        after = (await staff.post(path)).json()["address"]
        assert before != after
        assert (await staff.delete(path)).status_code == 204
        assert (await staff.get(path)).json() == {"address": None}


def test_keys_made_before_a_change_of_secret_key_stay_good_while_the_old_one_is_named() -> None:
    before = PrivateKeys(Settings(secret_key=OLD), "overlay")
    after = PrivateKeys(Settings(secret_key=NEW, secret_keys_old=(OLD,)), "overlay")
    key = before.key_of(7, 1)
    assert key is not None
    after.check(key, 7, 1)
    assert after.key_of(7, 1) != key
    for keys, number in ((after, 3), (after, 2), (PrivateKeys(Settings(secret_key=NEW), "overlay"), 1)):
        with pytest.raises(NotFound):
            keys.check(key, 7, number)
    with pytest.raises(NotFound):
        PrivateKeys(Settings(secret_key=OLD), "calendar").check(key, 7, 1)
