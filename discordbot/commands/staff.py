"""Slash commands for those who run races. Everybody sees them; the services decide who may use them."""

from typing import Any

from discord import app_commands

from application.page_links import PageLinks
from application.services.messages.discord_command_service import Asker, DiscordCommandService
from discordbot.commands.suggestions import RowNumber, choices_of
from discordbot.interactions import Interaction, answer, asker_of
from discordbot.replies import Reply, cancelled_reply, opening_question, recorded_reply


def add_staff_commands(tree: app_commands.CommandTree[Any], service: DiscordCommandService, links: PageLinks) -> None:
    race_group = app_commands.Group(name="race", description="Run a live race", guild_only=True)

    @race_group.command(name="open", description="Open a race's room now")
    @app_commands.describe(race="Which race")
    async def open_now(interaction: Interaction, race: RowNumber) -> None:
        async def reply(asker: Asker) -> Reply:
            return opening_question(await service.room_to_open(asker, race), asker.asked_at)

        await answer(interaction, reply(asker_of(interaction)), links)

    @race_group.command(name="cancel", description="Cancel a race")
    @app_commands.describe(race="Which race", reason="Why, for everybody to read")
    async def cancel(interaction: Interaction, race: RowNumber, reason: app_commands.Range[str, 0, 500] = "") -> None:
        async def reply(asker: Asker) -> Reply:
            return cancelled_reply(await service.cancel_race(asker, race, reason))

        await answer(interaction, reply(asker_of(interaction)), links)

    @race_group.command(name="record", description="Fetch a race's results from racetime.gg again")
    @app_commands.describe(race="Which race")
    async def record(interaction: Interaction, race: RowNumber) -> None:
        async def reply(asker: Asker) -> Reply:
            return recorded_reply(*await service.record_results(asker, race))

        await answer(interaction, reply(asker_of(interaction)), links)

    @open_now.autocomplete("race")
    @cancel.autocomplete("race")
    async def scheduled(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        return await choices_of(service.suggest_races(asker_of(interaction), current))

    @record.autocomplete("race")
    async def any_race(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        return await choices_of(service.suggest_races(asker_of(interaction), current, over=True))

    tree.add_command(race_group)
