"""Discord servers as the bot sees them, asked over REST, so that any process can ask and no gateway is needed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from application.domain.discord import discord_name
from application.ports import ChannelFacts, DiscordUnavailable, RoleFacts, ServerFacts
from application.settings import Settings
from discordbot.client import configure_discord
from discordbot.failures import REQUEST_FAILURES, failure_of

_FOR_MESSAGES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
_FOR_THREADS = {
    "create_private_threads": "Create Private Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}
_FOR_EVENTS = {"create_events": "Create Events"}
_PATIENCE_SECONDS = 20


class BotServers:
    """Implements `application.ports.DiscordServers`; signs in when first asked."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._client: discord.Client | None = None
        self._signing_in = asyncio.Lock()

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def find(self, guild_id: int) -> ServerFacts | None:
        async with _asking():
            guild = await self._guild(guild_id)
        return ServerFacts(guild.id, discord_name(guild.name)) if guild is not None else None

    async def may_manage(self, guild_id: int, discord_id: int) -> bool:
        async with _asking():
            guild = await self._guild(guild_id)
            if guild is None:
                return False
            try:
                member = await guild.fetch_member(discord_id)
            except discord.NotFound:
                return False
            return member.guild_permissions.manage_guild

    async def text_channels(self, guild_id: int) -> tuple[ChannelFacts, ...]:
        async with _asking():
            guild = await self._guild(guild_id)
            if guild is None:
                return ()
            bot = await self._itself(guild)
            channels = [item for item in await guild.fetch_channels() if isinstance(item, discord.TextChannel)]
            for_events = _missing(bot.guild_permissions, _FOR_EVENTS)
            return tuple(
                ChannelFacts(
                    channel.id,
                    discord_name(channel.name),
                    missing=_missing(channel.permissions_for(bot), _FOR_MESSAGES),
                    missing_for_events=for_events,
                    missing_for_threads=_missing(channel.permissions_for(bot), _FOR_THREADS),
                )
                for channel in sorted(channels, key=lambda channel: (channel.position, channel.id))
            )

    async def roles(self, guild_id: int) -> tuple[RoleFacts, ...]:
        async with _asking():
            guild = await self._guild(guild_id)
            if guild is None:
                return ()
            may_alert_all = (await self._itself(guild)).guild_permissions.mention_everyone
            return tuple(
                RoleFacts(role.id, discord_name(role.name), alertable=role.mentionable or may_alert_all)
                for role in reversed(guild.roles)
                if not role.is_default() and not role.managed
            )

    async def _itself(self, guild: discord.Guild) -> discord.Member:
        assert self._client is not None  # noqa: S101  # signed in, as there is a server
        assert self._client.user is not None  # noqa: S101  # known since the sign-in
        return await guild.fetch_member(self._client.user.id)

    async def _guild(self, guild_id: int) -> discord.Guild | None:
        try:
            return await (await self._signed_in()).fetch_guild(guild_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return None

    async def _signed_in(self) -> discord.Client:
        async with self._signing_in:
            if self._client is None:
                intents = discord.Intents(guilds=True)
                client = discord.Client(intents=intents, max_ratelimit_timeout=_PATIENCE_SECONDS)
                try:
                    await client.login(self._token)
                except BaseException:
                    await client.close()
                    raise
                self._client = client
            return self._client


def bot_servers(settings: Settings) -> BotServers | None:
    """Return the way to ask about servers, None where no token is configured."""
    if not settings.discord_bot_token:
        return None
    configure_discord(settings)
    return BotServers(settings.discord_bot_token)


@asynccontextmanager
async def _asking() -> AsyncIterator[None]:
    """Turn every way in which Discord can fail to answer into `DiscordUnavailable`."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            yield
    except REQUEST_FAILURES as error:
        raise DiscordUnavailable(failure_of(error).reason) from error


def _missing(permissions: discord.Permissions, needed: dict[str, str]) -> tuple[str, ...]:
    return tuple(label for name, label in needed.items() if not getattr(permissions, name))
