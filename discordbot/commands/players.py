"""Slash commands for everybody."""

from typing import Any

from discord import app_commands

from application.page_links import PageLinks
from application.services.messages.discord_command_service import Asker, DiscordCommandService
from discordbot.commands.suggestions import RowNumber, choices_of
from discordbot.interactions import Interaction, answer, asker_of
from discordbot.replies import Reply, help_reply, leaderboard_reply, link_reply, races_reply, verdicts_reply


def add_player_commands(tree: app_commands.CommandTree[Any], service: DiscordCommandService, links: PageLinks) -> None:
    @tree.command(name="races", description="The next races, and whether you may race in them")
    @app_commands.guild_only()
    @app_commands.describe(tournament="Only races of this tournament")
    async def races(interaction: Interaction, tournament: RowNumber | None = None) -> None:
        async def reply(asker: Asker) -> Reply:
            return races_reply(await service.next_races(asker, tournament), links)

        await answer(interaction, reply(asker_of(interaction)), links)

    @tree.command(name="eligible", description="Whether you may race, rule by rule")
    @app_commands.guild_only()
    @app_commands.describe(race="Which race; the next one if you name none")
    async def eligible(interaction: Interaction, race: RowNumber | None = None) -> None:
        async def reply(asker: Asker) -> Reply:
            return verdicts_reply(await service.next_race_verdicts(asker, race), links)

        await answer(interaction, reply(asker_of(interaction)), links)

    @tree.command(name="leaderboard", description="The standings of a tournament")
    @app_commands.guild_only()
    @app_commands.describe(tournament="Which tournament; the active one if you name none")
    async def leaderboard(interaction: Interaction, tournament: RowNumber | None = None) -> None:
        async def reply(asker: Asker) -> Reply:
            view, board = await service.leaderboard(asker, tournament)
            account = await service.account(asker)
            return leaderboard_reply(view, board, account.user.id if account.user is not None else None)

        await answer(interaction, reply(asker_of(interaction)), links)

    @tree.command(name="link", description="Link your racetime.gg account")
    @app_commands.guild_only()
    async def link(interaction: Interaction) -> None:
        async def reply(asker: Asker) -> Reply:
            return link_reply(await service.account(asker))

        await answer(interaction, reply(asker_of(interaction)), links)

    @tree.command(name="help", description="How to take part, and what the commands do")
    @app_commands.guild_only()
    async def guide(interaction: Interaction) -> None:
        async def reply(asker: Asker) -> Reply:
            return help_reply(await service.account(asker), links)

        await answer(interaction, reply(asker_of(interaction)), links)

    @races.autocomplete("tournament")
    @leaderboard.autocomplete("tournament")
    async def tournaments(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        return await choices_of(service.suggest_tournaments(asker_of(interaction), current))

    @eligible.autocomplete("race")
    async def scheduled(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        return await choices_of(service.suggest_races(asker_of(interaction), current))
