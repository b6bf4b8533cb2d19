"""The product's settings for a Discord that listens on this machine."""

from application.settings import Settings
from tests.support.discord.server import BOT_TOKEN, DiscordServer

BASE_URL = "http://product.test"


def discord_settings(server: DiscordServer, **more: object) -> Settings:
    values = {"base_url": BASE_URL, **discord_values(server), **more}
    return Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]


def discord_values(server: DiscordServer) -> dict[str, object]:
    """Return the settings that lead to a server."""
    return {
        "discord_api_base": server.api_base,
        "discord_gateway_url": server.gateway_url,
        "discord_cdn_base": server.api_base,
        "discord_oauth_authorize_url": server.authorize_url,
        "discord_client_id": server.oauth.app.client_id,
        "discord_client_secret": server.oauth.app.client_secret,
        "discord_bot_token": BOT_TOKEN,
    }
