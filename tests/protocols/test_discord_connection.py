"""The bot's connection: whatever Discord does to it, it comes back."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands

from application.domain.discord import DiscordState
from discordbot.client import ClientParts, ServerSeen
from discordbot.supervisor import DiscordSupervisor
from tests.support.clock import ManualClock
from tests.support.discord import DiscordServer
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.faults import Trouble
from tests.support.discord.rest import bit
from tests.support.discord.server import BOT_TOKEN
from tests.support.rehearsal import eventually


@asynccontextmanager
async def supervised(
    server: DiscordServer, parts: ClientParts | None = None, **more: Any
) -> AsyncIterator[DiscordSupervisor]:
    options = {"token": BOT_TOKEN, "parts": parts or ClientParts(), "clock": server.clock, **more}
    supervisor = DiscordSupervisor(**options, ready_timeout=0.05, chance=lambda: 0.0)
    task = asyncio.create_task(supervisor.run())
    try:
        yield supervisor
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_the_bot_signs_in_and_knows_its_servers(discord_server: DiscordServer) -> None:
    owner = discord_server.person("Rauru")
    guild = discord_server.world.add_guild("Hyrule", owner=owner.account, bot_permissions=bit("send_messages"))
    seen: list[ServerSeen] = []

    async def on_servers(servers: object) -> None:
        seen.extend(servers)  # type: ignore[arg-type]

    async with supervised(discord_server, ClientParts(on_servers=on_servers)) as supervisor:
        await eventually(lambda: seen)
        assert seen == [ServerSeen(guild.id, "Hyrule")]
        assert supervisor.standing.state is DiscordState.CONNECTED
        assert supervisor.client is not None


async def test_the_profile_says_what_the_bot_is_for_until_somebody_says_it_better(hyrule: DiscordCommunity) -> None:
    async with hyrule.running():
        world = hyrule.server.world
        await eventually(lambda: world.profile)
    assert hyrule.community.container.links.help in world.profile
    world.profile = "Our own words."
    world.commands = []
    async with hyrule.running():
        assert world.commands
    assert world.profile == "Our own words."


async def test_a_failed_first_handshake_is_tried_again(discord_server: DiscordServer, clock: ManualClock) -> None:
    discord_server.faults.refused_handshakes = 2
    async with supervised(discord_server) as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.INTERRUPTED)
        for _ in range(2):
            await eventually(lambda: clock.has_sleepers)
            await clock.advance(10)
        await eventually(discord_server.gateway.ready.is_set)
        assert discord_server.gateway.identified == 1


async def test_a_dropped_connection_is_resumed_and_misses_nothing(discord_server: DiscordServer) -> None:
    joined: list[ServerSeen] = []

    async def on_joined(server: ServerSeen) -> None:
        joined.append(server)

    ready = asyncio.Event()

    async def on_servers(_servers: object) -> None:
        ready.set()

    async with supervised(discord_server, ClientParts(on_joined=on_joined, on_servers=on_servers)):
        await asyncio.wait_for(ready.wait(), 5)
        discord_server.gateway.drop()
        discord_server.add_guild("Termina", owner=discord_server.person("Rauru"), bot_permissions=0)
        await eventually(lambda: discord_server.gateway.resumed == 1)
        await eventually(lambda: joined)
        assert discord_server.gateway.identified == 1


async def test_an_invalid_session_leads_to_a_new_one(discord_server: DiscordServer, clock: ManualClock) -> None:
    async with supervised(discord_server) as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.CONNECTED)
        discord_server.gateway.invalidate()
        await eventually(lambda: clock.has_sleepers)
        await clock.advance(6)
        await eventually(lambda: discord_server.gateway.identified == 2)


@pytest.mark.expects_errors
@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("GUILD_CREATE", {"id": "not a number"}),
        ("INTERACTION_CREATE", {"id": "1"}),
        ("THREAD_DELETE", None),
        ("GUILD_MEMBER_UPDATE", []),
    ],
)
async def test_an_event_that_can_not_be_read_is_the_only_one_that_is_lost(
    discord_server: DiscordServer, event: str, data: object
) -> None:
    joined: list[ServerSeen] = []

    async def on_joined(server: ServerSeen) -> None:
        joined.append(server)

    async with supervised(discord_server, ClientParts(on_joined=on_joined)) as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.CONNECTED)
        await eventually(lambda: supervisor.client is not None and supervisor.client.is_ready())
        discord_server.gateway.send_raw(event, data)
        discord_server.add_guild("Termina", owner=discord_server.person("Rauru"), bot_permissions=0)
        await eventually(lambda: joined)
        assert discord_server.gateway.identified == 1


@pytest.mark.expects_errors
async def test_a_bad_token_ends_the_bot_with_a_reason(discord_server: DiscordServer) -> None:
    async with supervised(discord_server, token="wrong") as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.REFUSED)
        assert "token" in supervisor.standing.message
        assert supervisor.client is None


@pytest.mark.expects_errors
@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_a_bot_that_is_refused_for_good_stops_and_says_why(
    discord_server: DiscordServer, clock: ManualClock, code: int
) -> None:
    discord_server.faults.identify_ends_with = code
    async with supervised(discord_server) as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.REFUSED)
        assert supervisor.standing.message.endswith("The bot stays away until a restart.")
        await clock.advance(3600)
        assert discord_server.gateway.identified == 1


@pytest.mark.expects_errors
@pytest.mark.parametrize("code", [0, 4000, 4008, 4001])
async def test_a_bot_never_identifies_so_often_that_its_token_is_taken_away(
    discord_server: DiscordServer, clock: ManualClock, code: int
) -> None:
    discord_server.faults.identify_ends_with = code
    discord_server.gateway.most_identifies = 112
    began = clock.now()
    async with supervised(discord_server) as supervisor:
        while "too often" not in supervisor.standing.message:
            await eventually(lambda: clock.has_sleepers)
            await clock.advance(60)
        await eventually(lambda: not any("keep-alive" in thread.name for thread in threading.enumerate()))
        assert discord_server.gateway.identified == 12
        assert f"{began + timedelta(hours=24):%H:%M} UTC" in supervisor.standing.message
        discord_server.faults.identify_ends_with = None
        async with supervised(discord_server) as in_another_process:
            await eventually(lambda: "too often" in in_another_process.standing.message)
        await clock.advance(timedelta(hours=23))
        assert discord_server.gateway.identified == 12
        await clock.advance(timedelta(hours=1))
        await eventually(lambda: supervisor.standing.state is DiscordState.CONNECTED)


async def test_commands_that_discord_would_not_take_are_announced_soon_after(
    discord_server: DiscordServer, clock: ManualClock
) -> None:
    def add_commands(tree: app_commands.CommandTree[Any]) -> None:
        tree.command(name="hello", description="Say hello")(_hello)

    discord_server.faults.plan(Trouble.UNAVAILABLE, method="PUT", path="/commands", times=2)
    async with supervised(discord_server, ClientParts(add_commands=add_commands)):
        for _ in range(2):
            await eventually(lambda: clock.has_sleepers)
            await clock.advance(20)
        await eventually(lambda: [command["name"] for command in discord_server.world.commands] == ["hello"])
        assert discord_server.gateway.identified == 1


async def _hello(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message("Hello")


def test_the_library_is_the_version_whose_ways_are_relied_on() -> None:
    assert discord.version_info[:2] == (2, 7)
