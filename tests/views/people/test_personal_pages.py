"""One's own name, memberships, stored data and account, changed and ended on the account pages."""

from application.domain.permissions import Role
from application.domain.personal_data import DELETED_NAME
from models.organization import OrganizationMember
from models.user import User
from tests.support.community import Community
from tests.views.conftest import Visit


async def test_the_own_name_is_changed_on_the_account_page(community: Community, visit: Visit) -> None:
    player = await community.add_player("Malon")
    async with visit(player) as visitor:
        await visitor.open("/account")
        await visitor.click("edit-name")
        await visitor.send("own-name", display_name="Romani")
        await visitor.notice("Your name is saved.")
        await visitor.open("/account")
        assert visitor.part("own-name") == "Romani"


async def test_an_organization_is_left_and_its_last_admin_hears_why_not(community: Community, visit: Visit) -> None:
    player = await community.add_player("Malon", roles=[Role.ASYNC_REVIEWER])
    async with visit(player) as visitor:
        await visitor.open("/account")
        await visitor.click("leave")
        await visitor.send(f"leave-{community.organization_id}")
        await visitor.notice("You have left Hyrule.")
        assert not await OrganizationMember.filter(user_id=player).exists()
    admin = community.admin.actor.user_id
    assert admin is not None
    async with visit(admin) as visitor:
        await visitor.open("/account")
        await visitor.click("leave")
        await visitor.send(f"leave-{community.organization_id}")
        await visitor.sees("This is the last admin who can sign in.")


async def test_what_is_stored_is_shown_and_an_account_deleted_for_good(community: Community, visit: Visit) -> None:
    player = await community.add_player("Malon")
    async with visit(player) as visitor:
        text = await visitor.open("/account/data")
        assert "Memberships: 1" in visitor.part("entries")
        assert "This can't be undone." in text
        document = (await visitor.get("/account/data.json")).json()
        assert document["account"]["display_name"] == "Malon"
        await visitor.click("delete-account")
        await visitor.send("delete-account", confirm="Malon")
        await visitor.arrives_at("/")
    assert (await User.get(id=player)).display_name == DELETED_NAME


async def test_before_a_deletion_the_page_says_that_a_fingerprint_stays_and_what_for(
    community: Community, visit: Visit
) -> None:
    player = await community.add_player("Malon")
    pool = await community.add_pool(await community.add_tournament(), ordinary=2)
    await community.finish_run(player, pool)
    async with visit(player) as visitor:
        text = await visitor.open("/account/data")
    assert "a fingerprint of your Discord and racetime.gg accounts is kept: Spring Qualifier." in text
    assert "your runs are yours again, and the slots stay used." in text


async def test_what_stands_in_the_way_of_a_deletion_is_said_before(community: Community, visit: Visit) -> None:
    admin = community.admin.actor.user_id
    assert admin is not None
    async with visit(admin) as visitor:
        await visitor.open("/account/data")
        assert "You are the only admin of Hyrule." in visitor.part("refusal")


async def test_somebody_whom_an_admin_added_is_asked_whether_to_stay(community: Community, visit: Visit) -> None:
    player = await community.add_player("Malon")
    await OrganizationMember.filter(user_id=player).update(made_by_others=True)
    async with visit(player) as visitor:
        assert "Do you want to stay?" in await visitor.open("/account")
        await visitor.click("stay")
        await visitor.gone("Do you want to stay?")
    assert not (await OrganizationMember.get(user_id=player)).made_by_others
