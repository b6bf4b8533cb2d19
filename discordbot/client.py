"""One connection to Discord: where it is, and the smallest client that hears interactions and knows its servers."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.asset import Asset
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route

from application.domain.clock import Clock
from application.domain.discord import discord_name
from application.settings import Settings
from discordbot.failures import REQUEST_FAILURES

logger = logging.getLogger(__name__)

_IDENTIFY_PAUSE_SECONDS = 5
"""Discord lets a bot identify once in five seconds."""
_SPARE_IDENTIFIES = 100
"""Of the 1,000 within 24 hours after which Discord takes a bot's token away. It counts them over all processes."""

_FIRST_SYNC_DELAY = 5.0
_LONGEST_SYNC_DELAY = 600.0
_INDISPENSABLE = frozenset({"READY", "RESUMED"})
"""Events without which a connection is none."""


class IdentifiesUsedUp(Exception):
    """The bot has identified as often as it may for now; `until` is when it may again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"The bot may sign in again at {until.isoformat()}.")
        self.until = until


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """A Discord server that the bot is in, or was removed from."""

    guild_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ClientParts:
    """What a client is equipped with; a new one is made after every failure, so nothing in here belongs to one."""

    profile: str = ""
    """What the bot's profile says while nobody has written anything there; at most 400 characters."""
    add_commands: Callable[[app_commands.CommandTree[Any]], None] = lambda _tree: None
    buttons: Sequence[type[discord.ui.DynamicItem[Any]]] = ()
    on_servers: Callable[[Sequence[ServerSeen]], Awaitable[None]] | None = None
    """Told of all servers after each sign-in."""
    on_joined: Callable[[ServerSeen], Awaitable[None]] | None = None
    on_removed: Callable[[ServerSeen], Awaitable[None]] | None = None
    on_permissions: Callable[[int], Awaitable[None]] | None = None
    """Told of every server in which the bot may do other things than before."""
    on_thread_gone: Callable[[int], Awaitable[None]] | None = None
    """Told of every thread that was deleted, or that the bot was taken out of."""
    on_command_error: (
        Callable[[discord.Interaction[Any], app_commands.AppCommandError], Coroutine[Any, Any, None]] | None
    ) = None
    on_form: Callable[[discord.Interaction[Any]], Awaitable[None]] | None = None
    """Told of every form that somebody sent; forms are recognized by what they are called."""
    on_state: Callable[[bool], None] = field(default=lambda _connected: None)


class CommunityClient(discord.Client):
    """Needs no privileged intent, caches neither messages nor members, and alerts nobody unless a message says so."""

    def __init__(self, parts: ClientParts, clock: Clock, *, ready_timeout: float = 2.0) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=ready_timeout,
            heartbeat_timeout=60.0,
            max_messages=None,
            max_ratelimit_timeout=60.0,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self._parts = parts
        self._clock = clock
        self._syncing = asyncio.Lock()
        self._commands_synced = False
        self._handling: set[asyncio.Task[Any]] = set()
        parsers = self._connection.parsers
        parsers.update({name: _apart(name, read) for name, read in parsers.items() if name not in _INDISPENSABLE})
        self.tree = app_commands.CommandTree(self)
        if parts.on_command_error is not None:
            self.tree.error(parts.on_command_error)
        parts.add_commands(self.tree)

    async def setup_hook(self) -> None:
        """Answer buttons of messages that were posted before this client was made."""
        self.add_dynamic_items(*self._parts.buttons)

    async def close(self) -> None:
        """Close the connection and end what the library would leave running: its wait for servers, our handlers.

        The handlers end first: one that is about to ask Discord must not find its connections closed.
        """
        await self._end_tasks()
        await super().close()
        await self._end_tasks()
        self._end_heartbeats()

    def _end_heartbeats(self) -> None:
        """End the threads of connections that were never made whole; the library has lost sight of them."""
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:
                thread.stop()

    async def _end_tasks(self) -> None:
        running = {task for task in asyncio.all_tasks() if task in self._handling or _waits_for_servers(task)}
        running -= {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _schedule_event(
        self, coro: Callable[..., Coroutine[Any, Any, Any]], event_name: str, *args: Any, **kwargs: Any
    ) -> asyncio.Task[Any]:
        task = super()._schedule_event(coro, event_name, *args, **kwargs)
        self.end_before_closing(task)
        return task

    def end_before_closing(self, task: asyncio.Task[Any] | None) -> None:
        """Let a task that asks Discord end while there are connections; the library knows only some of them."""
        if task is not None:
            self._handling.add(task)
            task.add_done_callback(self._handling.discard)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002  # the library's signature
        if not initial:
            await self._clock.sleep(_IDENTIFY_PAUSE_SECONDS)
        _, _, limit = await self.http.get_bot_gateway()
        if limit["remaining"] <= _SPARE_IDENTIFIES:
            raise IdentifiesUsedUp(self._clock.now() + timedelta(milliseconds=limit["reset_after"]))

    # What Discord tells

    async def on_connect(self) -> None:
        self._parts.on_state(True)

    async def on_resumed(self) -> None:
        self._parts.on_state(True)

    async def on_disconnect(self) -> None:
        self._parts.on_state(False)

    async def on_ready(self) -> None:
        if self._parts.on_servers is not None:
            await self._parts.on_servers([ServerSeen(guild.id, discord_name(guild.name)) for guild in self.guilds])
        await self._sync_commands()
        await self._introduce()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.modal_submit and self._parts.on_form is not None:
            await self._parts.on_form(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if self._parts.on_joined is not None:
            await self._parts.on_joined(ServerSeen(guild.id, discord_name(guild.name)))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        if self._parts.on_removed is not None:
            await self._parts.on_removed(ServerSeen(guild.id, discord_name(guild.name or "")))

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        if before.overwrites != after.overwrites:
            await self._note_permissions(after.guild.id)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        if before.permissions != after.permissions:
            await self._note_permissions(after.guild.id)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Discord tells of the bot's own roles only."""
        if before.roles != after.roles:
            await self._note_permissions(after.guild.id)

    async def on_raw_thread_update(self, changed: discord.RawThreadUpdateEvent) -> None:
        """A thread may have been unlocked; what it was before isn't told."""
        await self._note_permissions(changed.guild_id)

    async def _note_permissions(self, guild_id: int) -> None:
        if self._parts.on_permissions is not None:
            await self._parts.on_permissions(guild_id)

    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        if self._parts.on_thread_gone is not None:
            await self._parts.on_thread_gone(deleted.thread_id)

    async def on_thread_remove(self, thread: discord.Thread) -> None:
        if self._parts.on_thread_gone is not None:
            await self._parts.on_thread_gone(thread.id)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log what a handler raised; the connection goes on."""
        logger.exception("Handling a Discord event failed: event=%s", event_method)

    async def _sync_commands(self) -> None:
        """Announce the slash commands, once per client, and until Discord takes them."""
        delay = _FIRST_SYNC_DELAY
        async with self._syncing:
            while not self._commands_synced:
                try:
                    await self.tree.sync()
                    self._commands_synced = True
                except REQUEST_FAILURES as error:
                    logger.warning("The slash commands could not be announced: %s", error)
                    await self._clock.sleep(delay)
                    delay = min(delay * 2, _LONGEST_SYNC_DELAY)

    async def _introduce(self) -> None:
        """Say in the bot's profile what it is for, unless somebody has said something else."""
        application = self.application
        if not self._parts.profile or application is None or application.description:
            return
        try:
            self._application = await application.edit(description=self._parts.profile)
        except REQUEST_FAILURES as error:
            logger.warning("The bot's profile could not be written: %s", error)


def _apart(name: str, read: Callable[[Any], object]) -> Callable[[Any], None]:
    """Let an event that can't be read be the only one that is lost; in the library it would end the connection."""

    def attempt(data: Any) -> None:
        try:
            read(data)
        except Exception:
            logger.exception("A Discord event could not be read: event=%s", name)

    return attempt


def _waits_for_servers(task: asyncio.Task[Any]) -> bool:
    """Tell the library's wait for GUILD_CREATE; after a second READY the library itself has lost sight of it."""
    return getattr(task.get_coro(), "__qualname__", "") == "ConnectionState._delay_ready"


def configure_discord(settings: Settings) -> None:
    """Point discord.py at the configured Discord. The library keeps this once per process, so call it before any client
    is made; interaction answers and webhooks follow along.
    """
    Route.BASE = settings.discord_api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    Asset.BASE = settings.discord_cdn_base
