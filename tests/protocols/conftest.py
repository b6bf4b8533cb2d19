"""A Discord server per test, with the library pointed at it."""

from collections.abc import AsyncIterator

import pytest

from application.database import Database
from application.settings import Settings, load_settings
from discordbot.config import configure_discord
from tests.support.clock import ManualClock
from tests.support.discord import DiscordServer
from tests.support.discord.community import DiscordCommunity, discord_community
from tests.support.discord.settings import discord_settings


@pytest.fixture
async def discord_server(clock: ManualClock) -> AsyncIterator[DiscordServer]:
    server = DiscordServer(clock)
    await server.start()
    configure_discord(discord_settings(server))
    try:
        yield server
    finally:
        await server.stop()
        configure_discord(load_settings(env_file=None))


@pytest.fixture
def discord_configuration(discord_server: DiscordServer) -> Settings:
    return discord_settings(discord_server)


@pytest.fixture
async def hyrule(database: Database, discord_server: DiscordServer) -> AsyncIterator[DiscordCommunity]:
    """A community that is linked to its Discord server; the bot is not running yet."""
    async with discord_community(discord_server) as made:
        yield made
