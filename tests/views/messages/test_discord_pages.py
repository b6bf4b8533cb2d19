"""Discord on the site: signing in, linking a server, channels, messages, previews, and what members are told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from application.container import build_container
from application.database import Database
from application.domain.errors import NotFound
from application.domain.messages.channels import Channel, Destination
from application.domain.messages.delivery import Failed, Trouble
from application.domain.messages.notifications import Topic
from application.domain.permissions import Role
from application.services.people.identity_service import DiscordAccount, ManagedServer
from application.settings import Environment
from discordbot.servers import BotServers
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.discord import DiscordServer
from tests.support.discord.community import BOT_PERMISSIONS, found_discord_community
from tests.support.discord.listening import listening_discord
from tests.support.discord.rest import bit
from tests.support.discord.server import BOT_TOKEN
from tests.support.discord.settings import discord_settings
from tests.support.site import visiting
from tests.views.conftest import Visit

HOME = "/organizations/hyrule"


@dataclass(frozen=True)
class DiscordSite:
    community: Community
    server: DiscordServer
    servers: BotServers


@pytest.fixture
async def connected(sqlite_database: Database, clock: ManualClock) -> AsyncIterator[DiscordSite]:
    """A community of a site with a Discord application, which has no server yet."""
    async with listening_discord(clock) as server:
        servers = BotServers(BOT_TOKEN)
        try:
            community = await found_community(clock, settings=discord_settings(server), servers=servers)
            yield DiscordSite(community, server, servers)
        finally:
            await servers.close()


async def test_a_member_chooses_what_to_be_told_and_reads_what_was_told(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    link = await community.add_player("Link")
    ctx = await community.enter(link)
    async with visit(link) as visitor:
        await visitor.open("/account")
        assert "/notifications/hyrule" in visitor.addresses()
        assert "No notifications yet" in await visitor.open("/notifications")
        await visitor.open("/notifications/hyrule")
        (draft,) = visitor.drafts()
        chosen: dict[str, str | bool] = {"race_scheduled-site": True, "reminder-site": True, "reminder-discord": True}
        await visitor.send(draft, **chosen, reminder_minutes="soon")
        await visitor.sees("Give the minutes as whole numbers, e.g. 60, 15.")
        await visitor.send(draft, **chosen, reminder_minutes="90, 10", every_race=True)
        await visitor.notice("The settings are saved.")
        kept = await community.container.notifications.get_preferences(ctx)
        assert kept.channels_for(Topic.RACE_SCHEDULED) == {Channel.SITE}
        assert kept.channels_for(Topic.REMINDER) == set(Channel)
        assert kept.channels_for(Topic.RUN) == {Channel.SITE}, "which the site always shows"
        assert (kept.reminder_minutes, kept.every_race, kept.only_if_eligible) == ((90, 10), True, False)

        await visitor.open("/notifications")
        await community.schedule(tournament, pool, match_title="Friday final", ahead=timedelta(days=1))
        await community.container.tasks.fan_out_messages()
        await visitor.finds("Friday final (Spring Qualifier) is scheduled.", within="notification")
        assert visitor.part("bell") == "Notifications, 1 unread 1"
        await visitor.click("mark-all")
        await visitor.sees("No unread notifications")


async def test_a_reminder_is_asked_for_and_taken_back_on_the_races_page(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    link = await community.add_player("Link")
    ctx = await community.enter(link)
    async with visit(link) as visitor:
        await visitor.open(f"/live-races/{race}")
        await visitor.click("remind-me")
        await visitor.notice("You are reminded 15 minutes before the start.")
        assert await community.container.notifications.has_reminder(ctx, race)
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("remind-me") == "Don't remind me"
        await visitor.click("remind-me")
        await visitor.notice("You are not reminded.")
        assert not await community.container.notifications.has_reminder(ctx, race)
        await community.container.live_races.cancel_live_race(community.admin, race)
        await visitor.gone("Remind me")


async def test_what_waits_for_discord_is_listed_and_shown_as_discord_would(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament("Spring *Qualifier*")
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Friday final")
    mido = await community.add_player("Mido", roles=[Role.ASYNC_TOURNAMENT_ADMIN])
    async with visit(mido) as visitor:
        await visitor.open(f"{HOME}/messages")
        assert "Race message Waiting" in visitor.part("message")
        assert f"/live-races/{race.summary.id}" in visitor.addresses()
        await visitor.open(f"{HOME}/messages/previews")
        shown = visitor.part("preview")
        assert "Spring *Qualifier* · Pool A Scheduled" in " ".join(shown.split())
        assert "Am I eligible?" in shown
        assert "Server event" in shown
    async with visit(await community.add_player("Link")) as visitor:
        for path in ("messages", "messages/previews", "settings/discord"):
            assert (await visitor.get(f"{HOME}/{path}")).status_code == 403, path


async def test_a_direct_message_is_previewed_in_development_and_nowhere_else(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Friday final")
    link = await community.add_player("Link")
    await community.container.notifications.set_reminder(await community.enter(link), race.summary.id, wanted=True)
    await community.advance_to(race.summary.scheduled_at - timedelta(minutes=14))
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"{HOME}/messages/previews")
        assert "Direct message to Link" in visitor.part("preview")
        assert "Friday final starts soon" in visitor.part("preview")
        assert "Direct message" not in await visitor.open(f"{HOME}/messages")
    settings = community.container.settings.model_copy(update={"environment": Environment.PRODUCTION})
    production = build_container(settings, clock=community.clock, rooms=community.rooms, bus=community.container.bus)
    with pytest.raises(NotFound):
        await production.messages.list_previews(community.admin)


async def test_signing_in_leads_to_discord_and_says_what_went_wrong(
    connected: DiscordSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visiting(connected.community.container, monkeypatch, user_id=None) as visitor:
        assert "That took too long" in await visitor.open("/sign-in?problem=expired&next=/account")
        assert "/sign-in/discord?next=/account" in visitor.addresses()
        assert "Nobody can sign in yet" not in visitor.text
        await visitor.open("/sign-in?next=https://evil.test/")
        assert "/sign-in/discord?next=/" in visitor.addresses()


async def test_one_can_sign_out_everywhere(community: Community, visit: Visit) -> None:
    async with visit(await community.add_player("Link")) as visitor:
        page = (await visitor.get("/account")).text
        assert "/sign-out/everywhere" in page
        assert "Sign out everywhere" in await visitor.open("/account")


async def test_an_admin_of_both_links_the_server_and_chooses_a_channel(
    connected: DiscordSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    community, world = connected.community, connected.server.world
    admin = community.admin.actor.user_id
    assert admin is not None
    account = (await community.container.organizations.get_member(community.admin, admin)).discord_id
    assert account is not None
    zelda = world.add_account("Zelda", account_id=account)
    guild = world.add_guild("Hyrule Castle", owner=zelda, bot_permissions=BOT_PERMISSIONS)
    channel = world.add_channel(guild, "races")
    channel.overwrites[world.bot.id] = (0, bit("embed_links"))
    tournament = await community.add_tournament()
    async with visiting(community.container, monkeypatch, user_id=admin) as visitor:
        shown = await visitor.open(f"{HOME}/settings/discord")
        assert "No server of yours is known" in shown
        assert "Nothing is heard of the process that runs the bot." in shown
        await visitor.open(f"/tournaments/{tournament}/discord")
        assert "Link the organization to its Discord server first." in visitor.part("problem")

        managed = (ManagedServer(guild.id, guild.name), ManagedServer(4711, "Elsewhere"))
        await community.container.identity.sign_in_with_discord(DiscordAccount(account, "Zelda", managed))
        await visitor.open(f"{HOME}/settings/discord")
        assert "Elsewhere The bot isn't in this server yet." in visitor.part("server")
        (invite,) = [address for address in visitor.addresses() if "disable_guild_select" in address]
        assert parse_qs(urlsplit(invite).query)["guild_id"] == ["4711"]
        await visitor.click("link-server")
        await visitor.finds("No channel", within="channels")

        await visitor.open(f"/tournaments/{tournament}/discord")
        assert "For messages it lacks: Embed Links." in visitor.part("channel")
        (draft,) = visitor.drafts()
        chosen: dict[str, str | bool] = {"channel_id": str(channel.id), "ping": "eligible", "server_events": True}
        await visitor.send(draft, **chosen)
        await visitor.sees(
            "The bot lacks permissions in #races: Embed Links. "
            "Give it these in the settings of the channel or server on Discord."
        )
        channel.overwrites.clear()
        await visitor.send(draft, **chosen)
        await visitor.notice("The settings are saved.")
        await visitor.finds("Ready", within="channel")
        await visitor.open(f"{HOME}/settings/discord")
        assert "In #races" in visitor.part("channels")
        await visitor.click("unlink-server")
        await visitor.send("unlink-server")
        await visitor.sees("Link your Discord server")
    assert (await community.container.discord_servers.get_server(community.admin)) is None


async def test_a_failed_message_stands_on_top_with_its_reason_and_is_tried_again(
    connected: DiscordSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    hyrule = await found_discord_community(connected.community, connected.server, connected.servers)
    community = hyrule.community
    tournament = await community.add_tournament()
    await hyrule.announce(tournament)
    race = await community.schedule(tournament, await community.add_pool(tournament))
    messages = community.container.messages
    reason = "The bot lacks the permission Embed Links in this channel."
    async with visiting(community.container, monkeypatch, user_id=community.admin.actor.user_id) as visitor:
        await visitor.open(f"{HOME}/messages")
        assert visitor.part("trouble") == ""
        for due in [due for _ in range(2) for due in await messages.due(Destination.DISCORD)]:
            delivery = await messages.take(due)
            if delivery is not None:
                await messages.settle(delivery, Failed(Trouble.REFUSED, reason))
        await visitor.finds(f"{race.summary.title} {reason}", within="trouble")
        await visitor.open(f"{HOME}/race-night")
        assert "did not reach Discord" in visitor.part("messages-link")
        await visitor.open(f"{HOME}/messages")
        await visitor.click("try-again", number=0)
        await visitor.notice("It is sent again now.")
        await visitor.click("show", number=0)
        await visitor.sees("As it would be sent now.")
