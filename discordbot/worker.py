"""Everything that the bot does in one process, as one thing to run."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from discord import app_commands

from application.container import Container
from application.domain.discord import STANDING_TOLD_EVERY, Standing
from application.services.messages.delivery_loop import DeliveryLoop
from application.waiting import unbroken, woken_or_later
from discordbot.buttons import race_buttons
from discordbot.client import ClientParts, ServerSeen, configure_discord
from discordbot.commands.players import add_player_commands
from discordbot.commands.runs import add_run_commands
from discordbot.commands.staff import add_staff_commands
from discordbot.delivery import DiscordSender
from discordbot.interactions import on_command_error
from discordbot.run_buttons import form_receiver, run_buttons
from discordbot.supervisor import DiscordSupervisor

logger = logging.getLogger(__name__)

_PROFILE = """\
Async tournaments and live races for speedrunning and randomizer communities.
/races shows what is coming up, /help how to take part: {help}"""


class DiscordWorker:
    """Connection and delivery. `run` works until it is cancelled; nothing else in the product waits for it."""

    def __init__(self, container: Container, *, ready_timeout: float = 2.0) -> None:
        configure_discord(container.settings)
        self._container = container
        self._standing_changed = asyncio.Event()
        self._supervisor = DiscordSupervisor(
            container.settings.discord_bot_token,
            _parts(container, self.wake),
            container.clock,
            ready_timeout=ready_timeout,
            on_standing=self._note_standing,
        )
        sender = DiscordSender(lambda: self._supervisor.client)
        self.deliveries = DeliveryLoop(container.messages, sender, container.clock)

    @property
    def standing(self) -> Standing:
        """How the bot stands with Discord, for health checks and the admin's pages."""
        return self._supervisor.standing

    def wake(self) -> None:
        """Look now for what is to be said. Returns at once."""
        self.deliveries.wake()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as jobs:  # which cancels each of them once, and waits for all
            jobs.create_task(self._supervisor.run(), name="discord: connection")
            jobs.create_task(self.deliveries.follow(self._container.bus), name="discord: delivery")
            jobs.create_task(self._tell_standing(), name="discord: standing")

    def _note_standing(self) -> None:
        self._standing_changed.set()

    async def _tell_standing(self) -> None:
        """Let every process know how the bot stands: at once when that changes, and now and then."""
        while True:
            self._standing_changed.clear()
            try:
                await unbroken(self._container.discord_servers.note_standing(self.standing))
            except Exception:
                logger.exception("How the bot stands with Discord could not be noted.")
            await woken_or_later(self._standing_changed, self._container.clock, STANDING_TOLD_EVERY.total_seconds())


def discord_worker(container: Container) -> DiscordWorker | None:
    """Return the bot to run, None where no token is configured."""
    return DiscordWorker(container) if container.settings.discord_bot_token else None


def _parts(container: Container, wake: Callable[[], None]) -> ClientParts:
    service, servers, links = container.discord_commands, container.discord_servers, container.links
    runs = container.discord_runs

    async def on_servers(seen: Sequence[ServerSeen]) -> None:
        await unbroken(servers.note_present([server.guild_id for server in seen]))
        wake()

    async def on_joined(server: ServerSeen) -> None:
        await unbroken(servers.note_joined(server.guild_id))
        wake()

    async def on_removed(server: ServerSeen) -> None:
        await unbroken(servers.note_removed(server.guild_id))

    async def on_permissions(guild_id: int) -> None:
        await unbroken(servers.note_permissions_changed(guild_id))
        wake()

    async def on_thread_gone(thread_id: int) -> None:
        await unbroken(servers.note_thread_gone(thread_id))

    def on_state(connected: bool) -> None:
        if connected:
            wake()

    def add_commands(tree: app_commands.CommandTree[Any]) -> None:
        add_player_commands(tree, service, links)
        add_staff_commands(tree, service, links)
        add_run_commands(tree, runs, links)

    return ClientParts(
        profile=_PROFILE.format(help=links.help),
        add_commands=add_commands,
        buttons=(*race_buttons(service, links), *run_buttons(runs, links)),
        on_servers=on_servers,
        on_joined=on_joined,
        on_removed=on_removed,
        on_permissions=on_permissions,
        on_thread_gone=on_thread_gone,
        on_command_error=on_command_error,
        on_form=form_receiver(runs, links),
        on_state=on_state,
    )
