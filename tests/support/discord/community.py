"""A community with its Discord server: the product's own bot, running against the Discord of the tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import discord

from application.domain.discord import DiscordState
from application.domain.ids import LiveRaceId, TournamentId, UserId
from application.domain.messages.channels import Destination
from application.domain.permissions import Role
from application.services.messages.discord_server_service import TournamentDiscordChanges
from application.services.people.member_entry import NewMember
from discordbot.servers import BotServers
from discordbot.worker import DiscordWorker
from tests.support.community import Community, found_community
from tests.support.discord.people import Person
from tests.support.discord.server import BOT_TOKEN, DiscordServer
from tests.support.discord.settings import discord_settings
from tests.support.discord.world import Channel, Guild, Message
from tests.support.rehearsal import eventually
from tests.support.rooms import ScriptedRoom

BOT_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    read_message_history=True,
    create_events=True,
    create_private_threads=True,
    send_messages_in_threads=True,
).value


@dataclass(frozen=True)
class RunningRace:
    """A race that has started; `racers` are racetime.gg ids."""

    id: LiveRaceId
    tournament: TournamentId
    room: ScriptedRoom
    racers: tuple[str, ...]


@dataclass
class DiscordCommunity:
    """`admin` administers both the organization and the server; `channel` is where races are announced."""

    community: Community
    server: DiscordServer
    guild: Guild
    channel: Channel
    admin: Person
    servers: BotServers
    worker: DiscordWorker | None = None

    # The bot

    @asynccontextmanager
    async def running(self, *, connected: bool = True) -> AsyncIterator[DiscordWorker]:
        """Let the bot work until the end of the block; may be done several times, as after restarts."""
        worker = DiscordWorker(self.community.container, ready_timeout=0.02)
        task = asyncio.create_task(worker.run())
        self.worker = worker
        try:
            if connected:
                await eventually(lambda: worker.standing.state is DiscordState.CONNECTED)
                await eventually(lambda: bool(self.server.world.commands))
            yield worker
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self.worker = None

    async def delivered(self) -> None:
        """Wait until nothing that is due is left to be said."""
        assert self.worker is not None, "The bot isn't running."
        deliveries = self.worker.deliveries
        await self.community.container.tasks.fan_out_messages()
        async with asyncio.timeout(20):
            while True:
                deliveries.wake()
                await eventually(lambda: deliveries.is_idle)
                if not await self.community.container.messages.due(Destination.DISCORD):
                    return

    async def let_pass(self, duration: timedelta, *, step: timedelta = timedelta(seconds=60)) -> None:
        """Let time go by in steps, with everything that is due being done on the way."""
        end = self.community.clock.now() + duration
        while self.community.clock.now() < end:
            await self.community.clock.advance(min(step, end - self.community.clock.now()))
            await self.community.tick()
            if self.worker is not None:
                await self.tried()

    async def tried(self) -> None:
        """Wait until the bot has tried what is due, whatever came of it."""
        assert self.worker is not None
        deliveries = self.worker.deliveries
        deliveries.wake()
        await eventually(lambda: deliveries.is_idle)

    # The community

    async def announce(self, tournament: TournamentId, **more: object) -> None:
        """Let a tournament speak in the channel."""
        changes = TournamentDiscordChanges(channel_id=self.channel.id, **more)  # type: ignore[arg-type]
        await self.community.container.discord_servers.update_tournament_settings(
            self.community.admin, tournament, changes
        )

    async def add_member(
        self, name: str, *, roles: tuple[Role, ...] = (), racetime_id: str | None = "", age: timedelta = timedelta(900)
    ) -> tuple[UserId, Person]:
        """Add somebody who is a member here and there."""
        world = self.server.world
        account_id = world.new_id(world.clock.now() - age)
        person = self.server.person(name, self.guild, discord_id=account_id)
        racetime = f"rt{account_id}"[-30:] if racetime_id == "" else racetime_id
        return await self.community.add_person(NewMember(name, account_id, racetime, roles=roles)), person

    async def start_race(self, *racers: UserId, **settings: object) -> "RunningRace":
        """Announce a tournament and bring a race of it to its start."""
        community = self.community
        tournament = await community.add_tournament(**settings)  # type: ignore[arg-type]
        pool = await community.add_pool(tournament)
        await self.announce(tournament)
        race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
        room = await community.open_room(race.id)
        ids = [await community.racetime_id_of(racer) for racer in racers]
        room.join(*ids)
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        await community.clock.advance(race.scheduled_at - community.clock.now())
        room.start()
        await community.hear(race.id, room)
        return RunningRace(race.id, tournament, room, tuple(ids))

    # Reading

    @property
    def messages(self) -> list[Message]:
        return self.admin.read(self.channel)

    def card_of(self, live_race_id: LiveRaceId) -> Message:
        """Return the one living message of a race."""
        cards = [message for message in self.messages if is_about(message, live_race_id, "card")]
        assert len(cards) == 1, [message.text for message in self.messages]
        return cards[0]

    def results_of(self, live_race_id: LiveRaceId) -> list[Message]:
        return [message for message in self.messages if is_about(message, live_race_id, "results")]

    def pings_of(self, live_race_id: LiveRaceId) -> list[Message]:
        return [message for message in self.messages if is_about(message, live_race_id, "ping")]


def is_about(message: Message, live_race_id: LiveRaceId, what: str) -> bool:
    return any(f"/live-races/{live_race_id}#{what}" in str(embed.get("url")) for embed in message.embeds)


async def found_discord_community(community: Community, server: DiscordServer, servers: BotServers) -> DiscordCommunity:
    """Make the server's twin of a community and link the two through the same service as the pages."""
    world = server.world
    admin_member = await community.container.organizations.get_member(community.admin, _user_of(community))
    assert admin_member.discord_id is not None
    admin = server.person(admin_member.name, discord_id=admin_member.discord_id)
    guild = world.add_guild("Hyrule", owner=admin.account, bot_permissions=BOT_PERMISSIONS)
    channel = world.add_channel(guild, "races")
    await community.container.discord_servers.link_server(community.admin, guild.id)
    return DiscordCommunity(community, server, guild, channel, admin, servers)


def _user_of(community: Community) -> UserId:
    assert community.admin.actor.user_id is not None
    return community.admin.actor.user_id


@asynccontextmanager
async def discord_community(server: DiscordServer) -> AsyncIterator[DiscordCommunity]:
    """A linked community on the open database; the bot is not running yet."""
    servers = BotServers(BOT_TOKEN)
    community = await found_community(server.clock, settings=discord_settings(server), servers=servers)  # type: ignore[arg-type]
    try:
        yield await found_discord_community(community, server, servers)
    finally:
        await servers.close()
