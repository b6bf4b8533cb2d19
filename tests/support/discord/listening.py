"""A Discord that listens on this machine, with the library pointed at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from application.settings import load_settings
from discordbot.client import configure_discord
from tests.support.clock import ManualClock
from tests.support.discord.server import DiscordServer
from tests.support.discord.settings import discord_settings


@asynccontextmanager
async def listening_discord(clock: ManualClock) -> AsyncIterator[DiscordServer]:
    server = DiscordServer(clock)
    await server.start()
    configure_discord(discord_settings(server))
    try:
        yield server
    finally:
        await server.stop()
        configure_discord(load_settings(env_file=None))
