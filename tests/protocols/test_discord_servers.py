"""Linking a Discord server, and choosing where a tournament speaks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from tortoise.transactions import in_transaction

from application.database import Database
from application.domain.discord import DiscordState
from application.domain.errors import AlreadyTaken, Conflict, Forbidden, InvalidInput, Unavailable
from application.domain.messages.channels import Destination
from application.domain.messages.race_posts import PingMode
from application.domain.permissions import Role
from application.services.messages.discord_server_service import TournamentDiscordChanges
from application.services.people.identity_service import DiscordAccount, ManagedServer
from application.services.people.member_entry import NewMember
from discordbot.servers import BotServers
from models.event_log import EventLogEntry
from models.organization import Organization
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord import DiscordServer, Guild
from tests.support.discord.community import BOT_PERMISSIONS, DiscordCommunity
from tests.support.discord.faults import Trouble
from tests.support.discord.rest import bit
from tests.support.discord.server import BOT_TOKEN
from tests.support.discord.settings import discord_settings
from tests.support.rehearsal import PATIENCE, eventually


@pytest.fixture
async def servers() -> AsyncIterator[BotServers]:
    asked = BotServers(BOT_TOKEN)
    yield asked
    await asked.close()


@pytest.fixture
async def community(database: Database, discord_server: DiscordServer, servers: BotServers) -> Community:
    """A community that is not linked yet."""
    settings = discord_settings(discord_server)
    return await found_community(discord_server.clock, settings=settings, servers=servers)  # type: ignore[arg-type]


async def the_admins_server(community: Community, discord_server: DiscordServer, name: str = "Hyrule") -> Guild:
    assert community.admin.actor.user_id is not None
    member = await community.container.organizations.get_member(community.admin, community.admin.actor.user_id)
    assert member.discord_id is not None
    known = discord_server.world.accounts.get(member.discord_id)
    account = known or discord_server.world.add_account("Zelda", account_id=member.discord_id)
    return discord_server.world.add_guild(name, owner=account, bot_permissions=BOT_PERMISSIONS)


@on_postgres_and_slowly_on_sqlite
async def test_an_admin_of_both_links_them_and_that_is_logged(
    community: Community, discord_server: DiscordServer
) -> None:
    guild = await the_admins_server(community, discord_server)
    service = community.container.discord_servers
    assert await service.get_server(community.admin) is None
    view = await service.link_server(community.admin, guild.id)
    assert (view.guild_id, view.name, view.linked_by, view.absent_since) == (guild.id, "Hyrule", "Zelda", None)
    assert await service.get_server(community.admin) == view
    entry = await EventLogEntry.get(type="DiscordServerLinkedEvent")
    assert entry.payload == {"guild_id": str(guild.id), "name": "Hyrule"}


async def test_an_admin_here_who_manages_nothing_there_can_not_link(
    community: Community, discord_server: DiscordServer
) -> None:
    await the_admins_server(community, discord_server)
    foreign = discord_server.world.add_guild("Foreign", owner=discord_server.world.bot, bot_permissions=0)
    with pytest.raises(Forbidden, match="manage that Discord server"):
        await community.container.discord_servers.link_server(community.admin, foreign.id)


async def test_a_manager_there_who_is_no_admin_here_can_not_link(
    community: Community, discord_server: DiscordServer
) -> None:
    owner = discord_server.person("Ganon")
    guild = discord_server.world.add_guild("Hyrule", owner=owner.account, bot_permissions=0)
    member = await community.container.organizations.add_member(
        community.admin, NewMember("Ganon", discord_id=owner.id, roles=(Role.ASYNC_TOURNAMENT_ADMIN,))
    )
    ctx = await community.enter(member.user_id)
    with pytest.raises(Forbidden, match="Only an admin"):
        await community.container.discord_servers.link_server(ctx, guild.id)


async def test_a_server_without_the_bot_or_of_somebody_else_can_not_be_linked(
    community: Community, discord_server: DiscordServer, servers: BotServers
) -> None:
    guild = await the_admins_server(community, discord_server)
    service = community.container.discord_servers
    with pytest.raises(InvalidInput, match="Invite it there first"):
        await service.link_server(community.admin, 4711)
    await service.link_server(community.admin, guild.id)
    with pytest.raises(Conflict, match="has a Discord server already"):
        await service.link_server(community.admin, guild.id)
    other = await found_community(
        community.clock, slug="termina", settings=discord_settings(discord_server), servers=servers
    )
    theirs = await the_admins_server(other, discord_server, "Termina")
    guild.members[theirs.owner_id] = set()
    guild.owner_id = theirs.owner_id
    with pytest.raises(AlreadyTaken, match="linked to an organization already"):
        await other.container.discord_servers.link_server(other.admin, guild.id)


async def test_the_servers_to_choose_from_are_those_of_the_last_sign_in(
    community: Community, discord_server: DiscordServer
) -> None:
    guild = await the_admins_server(community, discord_server)
    assert community.admin.actor.user_id is not None
    member = await community.container.organizations.get_member(community.admin, community.admin.actor.user_id)
    assert member.discord_id is not None
    managed = (ManagedServer(guild.id, "Hyrule"), ManagedServer(4711, "Without the bot"))
    await community.container.identity.sign_in_with_discord(DiscordAccount(member.discord_id, "Zelda", managed))
    found = await community.container.discord_servers.list_linkable(community.admin)
    assert [(server.name, server.bot_present) for server in found] == [("Hyrule", True), ("Without the bot", False)]


async def test_each_missing_permission_of_a_channel_is_named(hyrule: DiscordCommunity) -> None:
    community, world = hyrule.community, hyrule.server.world
    tournament = await community.add_tournament()
    service = community.container.discord_servers
    hyrule.channel.overwrites[world.bot.id] = (0, bit("send_messages") | bit("embed_links"))
    channels = await service.list_channels(community.admin)
    assert [(channel.name, channel.missing) for channel in channels] == [("races", ("Send Messages", "Embed Links"))]
    with pytest.raises(InvalidInput, match="lacks permissions in #races: Send Messages, Embed Links"):
        await hyrule.announce(tournament)
    hyrule.channel.overwrites.clear()
    role = next(role for role in hyrule.guild.roles.values() if role.permissions == BOT_PERMISSIONS)
    role.permissions &= ~bit("create_events")
    with pytest.raises(InvalidInput, match="Create Events"):
        await hyrule.announce(tournament)
    await hyrule.announce(tournament, server_events=False)
    view = await service.get_tournament_settings(community.admin, tournament)
    assert (view.channel_id, view.channel_name, view.server_events) == (hyrule.channel.id, "races", False)


async def test_a_role_that_the_bot_may_not_alert_is_refused(hyrule: DiscordCommunity) -> None:
    tournament = await hyrule.community.add_tournament()
    silent = hyrule.server.world.add_role(hyrule.guild, "Silent")
    with pytest.raises(InvalidInput, match="may not mention @Silent"):
        await hyrule.announce(tournament, ping=PingMode.ROLE, ping_role_id=silent.id)
    with pytest.raises(InvalidInput, match="no such role"):
        await hyrule.announce(tournament, ping=PingMode.ROLE, ping_role_id=4711)
    with pytest.raises(InvalidInput, match="Choose the role"):
        await hyrule.announce(tournament, ping=PingMode.ROLE)
    silent.mentionable = True
    await hyrule.announce(tournament, ping=PingMode.ROLE, ping_role_id=silent.id)


async def test_a_channel_of_another_server_does_not_exist_here(hyrule: DiscordCommunity) -> None:
    tournament = await hyrule.community.add_tournament()
    elsewhere = hyrule.server.world.add_guild("Elsewhere", owner=hyrule.admin.account, bot_permissions=BOT_PERMISSIONS)
    foreign = hyrule.server.world.add_channel(elsewhere, "general")
    with pytest.raises(InvalidInput, match="no such text channel"):
        await hyrule.community.container.discord_servers.update_tournament_settings(
            hyrule.community.admin, tournament, TournamentDiscordChanges(channel_id=foreign.id)
        )


@pytest.mark.parametrize("trouble", [Trouble.UNAVAILABLE, Trouble.RESET, Trouble.BLOCKED])
async def test_discord_being_away_is_said_and_changes_nothing(hyrule: DiscordCommunity, trouble: Trouble) -> None:
    tournament = await hyrule.community.add_tournament()
    times = 2 if trouble is Trouble.RESET else 1  # a question is asked again on a new connection
    hyrule.server.faults.plan(trouble, path="/guilds/", times=times)
    with pytest.raises(Unavailable, match="Discord can't be asked just now"):
        await hyrule.announce(tournament)
    await hyrule.announce(tournament)


async def test_without_a_bot_everything_but_linking_works(database: Database, discord_server: DiscordServer) -> None:
    community = await found_community(discord_server.clock)  # type: ignore[arg-type]
    with pytest.raises(Unavailable, match="set DISCORD_BOT_TOKEN"):
        await community.container.discord_servers.link_server(community.admin, 4711)
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament))
    (_, card) = await community.container.messages.list_messages(community.admin)
    assert (card.what, card.sent_at) == ("Race message", None)
    assert await community.container.messages.preview(community.admin, card.id) is not None
    assert await community.container.messages.due(Destination.DISCORD) == ()


@on_postgres_and_slowly_on_sqlite
async def test_unlinking_takes_every_channel_along_and_a_new_server_starts_clean(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    await hyrule.announce(tournament)
    service = community.container.discord_servers
    await service.unlink_server(community.admin)
    assert await service.get_server(community.admin) is None
    assert (await service.get_tournament_settings(community.admin, tournament)).channel_id is None
    with pytest.raises(Conflict, match="Link the organization"):
        await hyrule.announce(tournament)
    await service.link_server(community.admin, hyrule.guild.id)
    await hyrule.announce(tournament)


async def test_settings_are_logged_with_old_and_new(hyrule: DiscordCommunity) -> None:
    tournament = await hyrule.community.add_tournament()
    await hyrule.announce(tournament)
    await hyrule.announce(tournament, reminder_minutes=45)
    entries = await EventLogEntry.filter(type="TournamentDiscordUpdatedEvent").order_by("id")
    assert entries[0].payload["changes"] == [
        {"field": "channel_id", "old": None, "new": str(hyrule.channel.id)},
    ]
    assert entries[1].payload["changes"] == [{"field": "reminder_minutes", "old": None, "new": "45"}]


@pytest.mark.expects_errors
async def test_how_the_bot_stands_with_discord_is_known_to_every_process(hyrule: DiscordCommunity) -> None:
    servers, admin = hyrule.community.container.discord_servers, hyrule.community.admin

    async def state() -> DiscordState:
        return (await servers.get_standing(admin)).state

    async def becomes(wanted: DiscordState) -> None:
        async with asyncio.timeout(PATIENCE):
            while await state() is not wanted:
                await eventually(lambda: hyrule.community.clock.has_sleepers)
                await hyrule.community.clock.advance(5)

    assert await state() is DiscordState.SILENT
    async with hyrule.running():
        await becomes(DiscordState.CONNECTED)
        hyrule.server.go_down()
        await becomes(DiscordState.INTERRUPTED)
        hyrule.server.come_back()
        await becomes(DiscordState.CONNECTED)
        hyrule.server.faults.identify_ends_with = 4014
        hyrule.server.gateway.invalidate()
        await becomes(DiscordState.REFUSED)
        assert "events that its application may not have" in (await servers.get_standing(admin)).message
        assert await servers.get_bot_state() is DiscordState.REFUSED
    await hyrule.community.clock.advance(91)
    assert await state() is DiscordState.SILENT
    member = await hyrule.community.enter(await hyrule.community.add_player())
    with pytest.raises(Forbidden):
        await servers.get_standing(member)


async def test_a_bot_that_stops_has_noted_what_discord_told(hyrule: DiscordCommunity) -> None:
    held, released = asyncio.Event(), asyncio.Event()

    async def keep_the_database() -> None:
        async with in_transaction():
            await Organization.all().update(description="busy")
            held.set()
            await released.wait()

    keeping = asyncio.create_task(keep_the_database())
    await held.wait()
    bot = AsyncExitStack()
    worker = await bot.enter_async_context(hyrule.running(connected=False))
    await eventually(lambda: worker.standing.state is DiscordState.CONNECTED)
    await eventually(lambda: [task for task in asyncio.all_tasks() if "note_present" in repr(task)])
    stopping = asyncio.create_task(bot.aclose())
    await asyncio.wait({stopping}, timeout=0.1)
    assert not stopping.done()
    released.set()
    await asyncio.gather(keeping, stopping)
