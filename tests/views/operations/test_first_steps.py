"""An empty installation: its first site administrator is led to the first scheduled race, and no further."""

from datetime import timedelta

import pytest

from application.context import Actor, OrgContext
from application.domain.discord import discord_id_made_at
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.operations.alerts import BotStatus
from application.domain.permissions import Role
from application.page_links import OrganizationPages, TournamentPages
from application.repositories.people.user_repository import UserRepository
from application.services.people.invite_service import NewInvite
from application.settings import load_settings
from tests.support.community import NOWHERE, YEARS, Community, found_community
from tests.support.rooms import CATEGORY
from tests.support.site import visiting
from tests.views.conftest import Visit
from views.site_facts import Rehearsal


async def test_a_site_administrator_founds_an_organization_and_is_led_to_its_first_race(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord_id = discord_id_made_at(community.clock.now() - YEARS, 77)
    settings = load_settings(env_file=None).model_copy(
        update={"speedgaming_url": NOWHERE, "site_admin_discord_ids": (discord_id,)}
    )
    site = await found_community(community.clock, slug="elsewhere", settings=settings)
    saria = await UserRepository(community.clock).create("Saria", discord_id=discord_id)
    async with visiting(site.container, monkeypatch, user_id=saria.id) as visitor:
        await visitor.open("/")
        await visitor.click("new-organization")
        await visitor.send("organization", name="Kokiri", slug="Kokiri Forest", description="")
        await visitor.sees("The short name may have lower-case letters, digits and hyphens, at most 60 of them.")
        await visitor.fill("organization", name="Kokiri", slug="", description="")
        await visitor.finds("/organizations/kokiri", within="address")
        await visitor.send("organization", name="Kokiri", slug="", description="Children of the forest")
        await visitor.arrives_at("/organizations/kokiri")

        async def missing() -> list[str]:
            await visitor.open("/organizations/kokiri")
            steps = ("members", "bot", "tournament", "pool", "seeds", "race")
            return [step for step in steps if "Done" not in visitor.part(f"setup-{step}")]

        assert await missing() == ["members", "bot", "tournament", "pool", "seeds", "race"]
        assert "/organizations/kokiri/settings/bots?new=bot" in visitor.addresses()
        ctx = await site.container.access.enter_by_slug(Actor(saria.id, "Saria"), "kokiri")
        forest = Community(site.container, site.clock, site.rooms, ctx.organization_id, ctx)
        await site.container.bots.save_bot(ctx, CATEGORY, "client", "secret")
        assert "bot" in await missing(), "racetime.gg has not accepted it yet"
        (bot,) = await site.container.bots.active_bots()
        await site.container.bots.report_bot_status(bot.bot_id, BotStatus.CONNECTED, "")
        tournament = await forest.add_tournament()
        assert await missing() == ["members", "pool", "seeds", "race"]
        pool = await forest.add_pool(tournament, live=0)
        assert f"/tournaments/{tournament}/pools?new=pool" in visitor.addresses()
        assert await missing() == ["members", "seeds", "race"]
        await forest.add_permalinks(pool, ordinary=1)
        invite = await site.container.invites.create_invite(ctx, NewInvite())
        newcomer = await UserRepository(community.clock).create("Mido")
        await site.container.invites.accept(Actor(newcomer.id, "Mido"), invite.token)
        assert await missing() == ["race"]
        assert f"/tournaments/{tournament}/live-races?new=live-race" in visitor.addresses()
        await forest.schedule(tournament, pool)
        await visitor.gone("Steps to your first race")


async def test_an_organization_is_led_to_the_bots_of_a_rehearsal_and_given_one(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    bots = community.container.bots

    async def connect(ctx: OrgContext, category: str) -> None:
        await bots.save_bot(ctx, category, f"rehearsal-bot-{category}", "secret")

    async def start() -> LiveRaceId:
        return LiveRaceId(1)

    rehearsal = Rehearsal("http://rehearsal.test", ("alttpr", "smz3"), connect, start)
    admin = community.admin.actor.user_id
    async with visiting(community.container, monkeypatch, user_id=admin, rehearsal=rehearsal) as visitor:
        await visitor.open("/organizations/hyrule")
        assert "Done" not in visitor.part("setup-bot")
        await visitor.open("/organizations/hyrule/settings/bots")
        assert "secret" not in visitor.part("rehearsal-bots")
        await visitor.click("connect-smz3")
        await visitor.notice("The bot is added. It is tested now.")
        await visitor.gone("Connect the bot for smz3")
        assert "Connect the bot for alttpr" in visitor.part("rehearsal-bots")
        (bot,) = await bots.active_bots()
        await bots.report_bot_status(bot.bot_id, BotStatus.CONNECTED, "")
        await visitor.open("/organizations/hyrule")
        assert "Done" in visitor.part("setup-bot")
    assert (bot.organization_id, bot.category) == (community.organization_id, "smz3")
    async with visiting(community.container, monkeypatch, user_id=admin) as visitor:
        await visitor.open("/organizations/hyrule/settings/bots")
        assert visitor.part("rehearsal-bots") == "", "there is no rehearsal"


async def test_every_step_and_every_remedy_leads_to_its_page_and_a_step_opens_its_form(
    community: Community, visit: Visit
) -> None:
    organization = OrganizationPages("hyrule")
    tournament = TournamentPages(await community.add_tournament())
    pool = await community.add_pool(TournamentId(tournament.tournament_id))
    forms = {
        organization.new_tournament: "new-tournament",
        organization.new_invite: "invite",
        organization.new_bot: "bot-new",
        tournament.new_pool: "pool",
        tournament.new_live_race: "live-race-new",
    }
    pages = {
        value
        for of in (organization, tournament)
        for name, kind in vars(type(of)).items()
        if isinstance(kind, property)
        for value in [getattr(of, name)]
    }
    async with visit(community.admin.actor.user_id) as visitor:
        for page in sorted({*pages, tournament.seed_import(pool)}):
            await visitor.open(page)
            if page in forms:
                assert any(draft.startswith(forms[page]) for draft in visitor.drafts()), page
            else:
                assert visitor.part("dialog") == "", page


async def test_the_first_demo_user_may_found_an_organization(community: Community, visit: Visit) -> None:
    await community.container.demo.ensure_people([])
    first, second, *_ = await community.container.identity.list_demo_users()
    assert "site administrator" in first.role
    for person, may_found in ((first, True), (second, False)):
        async with visit(person.user.id) as visitor:
            await visitor.open("/")
            assert bool(visitor.part("new-organization")) is may_found
    async with visit(first.user.id) as visitor:
        for name in ("Kokiri", "Goron"):
            await visitor.open("/")
            await visitor.click("new-organization")
            await visitor.send("organization", name=name, slug="", description="")
            await visitor.arrives_at(f"/organizations/{name.lower()}")
    founder = (await community.container.identity.list_demo_users())[0]
    assert founder.role == "Admin, site administrator"


async def test_only_site_administrators_are_offered_an_organization_and_only_admins_the_list(
    community: Community, visit: Visit
) -> None:
    player = await community.add_player("Link", roles=[Role.ASYNC_TOURNAMENT_ADMIN])
    async with visit(player) as visitor:
        await visitor.open("/")
        assert visitor.part("new-organization") == ""
        await visitor.open("/organizations/hyrule")
        assert visitor.part("setup") == ""
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule")
        assert "Connect your racetime.gg bot" in visitor.part("setup")


async def test_a_token_is_shown_once_works_and_is_revoked(community: Community, visit: Visit) -> None:
    player = await community.add_player("Link")
    identity = community.container.identity
    async with visit(player) as visitor:
        await visitor.open("/account/tokens")
        assert "No API tokens yet" in visitor.text
        await visitor.click("new-token")
        await visitor.send("token", name="", days="90")
        await visitor.sees("Give the token's name.")
        await visitor.send("token", name="My <b>script</b>", days="90")
        await visitor.sees("It is shown just this once. Copy it now.")
        text = visitor.part("new-token-text").split(" ")[0]
        bearer = await identity.bearer_of_token(text)
        assert bearer is not None
        assert bearer.actor.user_id == player
        await visitor.open("/account/tokens")
        assert text not in visitor.text
        assert "My <b>script</b>" in visitor.part("token")
        (token,) = await identity.list_tokens(player)
        assert token.expires_at == community.clock.now() + timedelta(days=90)
        await visitor.click("revoke")
        await visitor.send(f"revoke-{token.id}")
        await visitor.notice("The token is revoked.")
        await visitor.sees("No API tokens yet")
    assert await identity.bearer_of_token(text) is None
    other = await community.add_player("Mido")
    made = await identity.create_token(other, "Mine")
    with pytest.raises(NotFound):
        await identity.revoke_token(player, made.id)


async def test_the_menu_leads_to_every_organization_and_links_have_previews(community: Community, visit: Visit) -> None:
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    assert elsewhere.admin.actor.user_id is not None
    await community.welcome(elsewhere.admin.actor.user_id)
    async with visit(elsewhere.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/termina")
        assert {"/organizations/hyrule", "/organizations/termina"} <= visitor.addresses()
        page = (await visitor.get("/organizations/termina/schedule")).text
        race = await elsewhere.schedule(
            tournament := await elsewhere.add_tournament(),
            await elsewhere.add_pool(tournament),
            match_title='A "quoted" <race>',
        )
        preview = (await visitor.get(f"/live-races/{race.summary.id}")).text
    assert '<meta property="og:title" content="Schedule of Termina">' in page
    assert "/organizations/termina/schedule" in page.split('og:url" content="')[1].split('"')[0]
    assert '<meta property="og:title" content="A &quot;quoted&quot; &lt;race&gt;">' in preview
    assert '<meta property="og:description" content="Spring Qualifier · Pool A, Sat 14 Mar 2026, 20:00 UTC">' in preview
