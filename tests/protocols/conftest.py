"""A Discord server per test, with the library pointed at it."""

from collections.abc import AsyncIterator

import pytest

from application.database import Database
from application.settings import Settings
from tests.support.clock import ManualClock
from tests.support.discord import DiscordServer
from tests.support.discord.community import DiscordCommunity, discord_community
from tests.support.discord.listening import listening_discord
from tests.support.discord.settings import discord_settings


@pytest.fixture
async def discord_server(clock: ManualClock) -> AsyncIterator[DiscordServer]:
    async with listening_discord(clock) as server:
        yield server


@pytest.fixture
def discord_configuration(discord_server: DiscordServer) -> Settings:
    return discord_settings(discord_server)


@pytest.fixture
async def hyrule(database: Database, discord_server: DiscordServer) -> AsyncIterator[DiscordCommunity]:
    """A community that is linked to its Discord server; the bot is not running yet."""
    async with discord_community(discord_server) as made:
        yield made
