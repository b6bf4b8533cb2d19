"""The bot's connection: whatever Discord does to it, it comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest

from discordbot.client import ClientParts, ServerSeen
from discordbot.supervisor import DiscordState, DiscordSupervisor
from tests.support.clock import ManualClock
from tests.support.discord import DiscordServer
from tests.support.discord.rest import bit
from tests.support.discord.server import BOT_TOKEN
from tests.support.rehearsal import eventually


@asynccontextmanager
async def supervised(
    server: DiscordServer, parts: ClientParts | None = None, *, token: str = BOT_TOKEN
) -> AsyncIterator[DiscordSupervisor]:
    supervisor = DiscordSupervisor(token, parts or ClientParts(), server.clock, ready_timeout=0.05, chance=lambda: 0.0)
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
async def test_an_event_that_can_not_be_read_ends_only_that_client(
    discord_server: DiscordServer, clock: ManualClock
) -> None:
    async with supervised(discord_server) as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.CONNECTED)
        discord_server.gateway.send_raw("GUILD_CREATE", {"id": "not a number"})
        await eventually(lambda: clock.has_sleepers)
        assert supervisor.standing.state is DiscordState.INTERRUPTED
        await clock.advance(10)
        await eventually(lambda: discord_server.gateway.identified == 2)


@pytest.mark.expects_errors
async def test_a_bad_token_ends_the_bot_with_a_reason(discord_server: DiscordServer) -> None:
    async with supervised(discord_server, token="wrong") as supervisor:
        await eventually(lambda: supervisor.standing.state is DiscordState.REFUSED)
        assert "token" in supervisor.standing.message
        assert supervisor.client is None


def test_the_library_is_the_version_whose_ways_are_relied_on() -> None:
    assert discord.version_info[:2] == (2, 7)
