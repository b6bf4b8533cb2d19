"""Where Discord is. Nothing else names an address of Discord's, so a test or a proxy can stand in for it."""

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from application.settings import Settings


def configure_discord(settings: Settings) -> None:
    """Point discord.py at the configured Discord. The library keeps this once per process, so call it before any client
    is made; interaction answers and webhooks follow along.
    """
    Route.BASE = settings.discord_api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    Asset.BASE = settings.discord_cdn_base
