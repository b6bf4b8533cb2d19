"""An open page lives as long as the session that it was opened in, and as the membership that it needs."""

from datetime import timedelta

from application.domain.permissions import Role
from application.repositories.people.user_repository import UserRepository
from application.services.people.identity_service import SESSION_LIFE
from application.services.people.organization_service import MemberChanges
from models.organization import Organization, OrganizationMember
from models.user import UserSession
from tests.support.community import Community, found_community
from tests.views.conftest import Visit

OVER = "You are signed out"


async def test_signing_out_in_one_tab_ends_the_other_tabs_at_once(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/members")
        await visitor.post("/sign-out", {})
        await visitor.sees(OVER)
        assert "/sign-in?next=/organizations/hyrule/members" in visitor.addresses()
        assert "Add a member" not in visitor.text, "nothing of the page is left to act with"


async def test_signing_out_everywhere_ends_the_pages_of_other_browsers(community: Community, visit: Visit) -> None:
    admin = community.admin.actor.user_id
    assert admin is not None
    async with visit(admin) as visitor:
        await visitor.open("/account/tokens")
        await visitor.click("new-token")
        await visitor.shows("dialog")
        await community.container.identity.sign_out_everywhere(admin)
        await visitor.sees(OVER)
        assert visitor.drafts() == []
    assert await community.container.identity.list_tokens(admin) == ()


async def test_an_action_is_refused_when_another_process_has_ended_the_session(
    community: Community, visit: Visit
) -> None:
    """Nothing tells this process; the page asks before it acts."""
    admin = community.admin.actor.user_id
    assert admin is not None
    async with visit(admin) as visitor:
        await visitor.open("/organizations/hyrule/members")
        await visitor.click("add-member")
        await visitor.shows("dialog")
        await UserSession.all().delete()
        await visitor.send("new-member", display_name="Ganon", discord_id="", racetime_id="", ADMIN=True)
        await visitor.sees(OVER)
    assert not await OrganizationMember.filter(user__display_name="Ganon").exists()


async def test_a_page_that_nobody_touches_ends_too_when_another_process_has_ended_the_session(
    community: Community, visit: Visit
) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/calendar")
        await UserSession.all().delete()
        await visitor.sees(OVER)


async def test_a_session_that_runs_out_takes_its_pages_along(community: Community, visit: Visit) -> None:
    race = await community.schedule(
        tournament := await community.add_tournament(), await community.add_pool(tournament), ahead=timedelta(days=60)
    )
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        await community.clock.advance(SESSION_LIFE)
        await visitor.sees(OVER)
        assert race.summary.title not in visitor.text


async def test_a_member_who_is_removed_loses_the_open_pages_and_keeps_those_of_other_organizations(
    community: Community, visit: Visit
) -> None:
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    mido = await community.add_player("Mido", roles=[Role.ADMIN])
    await elsewhere.welcome(mido)
    async with visit(mido) as here, visit(mido) as there:
        await here.open("/organizations/hyrule/members")
        await there.open("/organizations/termina")
        await community.container.organizations.remove_member(community.admin, mido)
        await here.sees("You can no longer see this page")
        assert "/sign-in?next=/organizations/hyrule/members" in here.addresses()
        assert "Saria" not in here.text
        await there.open("/organizations/termina")
        assert "closed to you" not in there.text


async def test_a_page_ends_when_its_organization_is_switched_off(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/settings")
        await Organization.filter(slug="hyrule").update(is_active=False)
        await visitor.sees("You can no longer see this page")


async def test_a_page_for_admins_ends_with_the_role(community: Community, visit: Visit) -> None:
    for page in ("members", "settings", "members/invites"):
        mido = await community.add_player("Mido", roles=[Role.ADMIN])
        async with visit(mido) as visitor:
            await visitor.open(f"/organizations/hyrule/{page}")
            await community.container.organizations.update_member(community.admin, mido, MemberChanges(roles=()))
            await visitor.shows("page-over")


async def test_signing_in_as_somebody_else_ends_the_session_before(community: Community, visit: Visit) -> None:
    saria = (await UserRepository(community.clock).create("Saria", is_demo=True)).id
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/account")
        await visitor.post("/sign-in", {"user_id": str(saria)})
        await visitor.sees(OVER)


async def test_signing_out_everywhere_revokes_tokens_only_if_asked(community: Community, visit: Visit) -> None:
    admin = community.admin.actor.user_id
    assert admin is not None
    identity = community.container.identity
    token = (await identity.create_token(admin, "script")).token
    async with visit(admin) as visitor:
        await visitor.open("/account")
        assert "Revoke my API tokens, too" in visitor.text
        signed_out = await visitor.post("/sign-out/everywhere", {})
        assert "You are signed out in every browser." in await visitor.open(signed_out.headers["location"])
    assert await identity.bearer_of_token(token) is not None
    async with visit(admin) as visitor:
        signed_out = await visitor.post("/sign-out/everywhere", {"tokens": "yes"})
        assert "and your API tokens are revoked." in await visitor.open(signed_out.headers["location"])
    assert await identity.bearer_of_token(token) is None
