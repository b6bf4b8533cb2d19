"""Slash commands about async runs, used in a run's thread."""

from typing import Any

from discord import app_commands

from application.domain.messages.rich_text import TimeStyle, moment, plain
from application.page_links import PageLinks
from application.services.messages.discord_command_service import Asker
from application.services.messages.discord_run_service import DiscordRunService
from application.services.runs.async_race_service import LONGEST_EXTENSION_MINUTES
from discordbot.interactions import Interaction, answer, asker_of
from discordbot.replies import Reply


def add_run_commands(tree: app_commands.CommandTree[Any], runs: DiscordRunService, links: PageLinks) -> None:
    run_group = app_commands.Group(name="run", description="Look after a run, in its thread", guild_only=True)

    @run_group.command(name="extend", description="Give the run of this thread more time")
    @app_commands.describe(minutes="How many minutes more", reason="Why, for the player to read")
    async def extend(
        interaction: Interaction,
        minutes: app_commands.Range[int, 1, LONGEST_EXTENSION_MINUTES],
        reason: app_commands.Range[str, 0, 500] = "",
    ) -> None:
        async def reply(asker: Asker) -> Reply:
            facts = await runs.extend(asker, interaction.channel_id or 0, minutes, reason)
            limit = facts.finish_by_at if facts.started_at is not None else facts.start_by_at
            until = f" until {moment(limit, TimeStyle.FULL)}" if limit is not None else ""
            return f"{plain(facts.player)} has time{until}."

        await answer(interaction, reply(asker_of(interaction)), links)

    tree.add_command(run_group)
