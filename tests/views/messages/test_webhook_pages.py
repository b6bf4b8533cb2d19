"""Admins set webhooks up in the browser, see the secret once, and what became of each event."""

from application.domain.permissions import Role
from tests.support.community import Community
from tests.support.site import Visitor
from tests.views.conftest import Visit

PAGE = "/organizations/hyrule/settings/webhooks"


async def add_one(visitor: Visitor, **values: str | bool) -> None:
    await visitor.open(PAGE)
    await visitor.click("add-webhook")
    await visitor.send("webhook", **{"name": "Our bot", "url": "https://example.org/hooks", **values})


async def test_a_webhook_is_added_and_its_secret_shown_once(community: Community, visit: Visit) -> None:
    assert community.admin.actor.user_id is not None
    async with visit(community.admin.actor.user_id) as visitor:
        await add_one(visitor, **{"live_race.finished": True})
        await visitor.finds("whsec_", within="secret")
        secret = visitor.part("secret")
        await visitor.finds("1 event", within="webhooks")
        assert secret not in await visitor.open(PAGE)
        await visitor.click("rotate-secret")
        await visitor.send("rotate-1")
        await visitor.finds("whsec_", within="secret")
        assert visitor.part("secret") != secret


async def test_what_cannot_be_used_is_said_at_its_field(community: Community, visit: Visit) -> None:
    assert community.admin.actor.user_id is not None
    async with visit(community.admin.actor.user_id) as visitor:
        await add_one(visitor, url="example.org")
        await visitor.sees("Choose at least one event.")
        await visitor.sees("Give a web address without a user name or password, like https://example.org/hooks.")


async def test_a_webhook_is_turned_off_and_deleted(community: Community, visit: Visit) -> None:
    assert community.admin.actor.user_id is not None
    await community.add_webhook()
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PAGE)
        await visitor.click("switch-webhook")
        await visitor.finds("Turned off", within="webhooks")
        await visitor.click("delete-webhook")
        await visitor.send("delete-webhook-1")
        await visitor.sees("There is no webhook yet")


async def test_events_on_their_way_are_listed_and_sent_again(community: Community, visit: Visit) -> None:
    assert community.admin.actor.user_id is not None
    webhook, _ = await community.add_webhook()
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"{PAGE}/{webhook}")
        assert "Waiting" in visitor.part("delivery")
        await visitor.click("send-again")
        await visitor.notice("It is sent again now.")


async def test_others_are_shown_nothing_of_it(community: Community, visit: Visit) -> None:
    webhook, _ = await community.add_webhook()
    async with visit(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN])) as visitor:
        for path in (PAGE, f"{PAGE}/{webhook}"):
            answer = await visitor.get(path)
            assert answer.status_code == 403
            assert "Our bot" not in answer.text
