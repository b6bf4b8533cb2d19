"""Answering an interaction: acknowledged at once, answered to that person alone, whatever comes of it."""

import logging
from collections.abc import Awaitable
from typing import Any
from uuid import uuid4

import discord
from discord import app_commands

from application.domain.discord import discord_name
from application.domain.errors import DomainError
from application.domain.rich_text import RichMessage
from application.links import PageLinks
from application.services.discord_desk_service import Asker
from discordbot.embeds import embed_of, view_of
from discordbot.failures import REQUEST_FAILURES, UNKNOWN_INTERACTION
from discordbot.replies import Reply, apology, refusal

logger = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]


def asker_of(interaction: Interaction) -> Asker:
    """Return who asks; Discord has signed the id into the interaction."""
    return Asker(interaction.guild_id, interaction.user.id, discord_name(interaction.user.display_name))


async def answer(interaction: Interaction, reply: Awaitable[Reply], links: PageLinks) -> None:
    """Acknowledge within Discord's three seconds, then work, then answer.

    Errors become the sentence that every other surface shows; a bug is logged here with the number that its person is
    told. An interaction that Discord has given up on meanwhile is not worked on at all.
    """
    if not await _acknowledge(interaction):
        _discard(reply)
        return
    try:
        found = await reply
    except DomainError as error:
        found = refusal(error, links)
    except Exception:
        trace = uuid4().hex[:8]
        logger.exception("Answering a Discord member failed: trace=%s", trace)
        found = apology(trace)
    await _say(interaction, found)


async def answer_with_form(interaction: Interaction, form: Awaitable[discord.ui.Modal], links: PageLinks) -> None:
    """Answer with a form, which Discord takes as the first answer only, so what it shows must be found quickly."""
    try:
        modal = await form
    except DomainError as error:
        await _say_at_once(interaction, refusal(error, links))
    except Exception:
        trace = uuid4().hex[:8]
        logger.exception("Answering a Discord member failed: trace=%s", trace)
        await _say_at_once(interaction, apology(trace))
    else:
        try:
            await interaction.response.send_modal(modal)
        except REQUEST_FAILURES as error:
            logger.warning("A form could not be shown to a Discord member: %s", error)
        modal.stop()  # what comes back is recognized by its name, also after a restart


async def _say_at_once(interaction: Interaction, text: str) -> None:
    try:
        await interaction.response.send_message(text[:2000], ephemeral=True)
    except REQUEST_FAILURES as error:
        logger.warning("A Discord member could not be answered: %s", error)


def _discard(reply: Awaitable[Reply]) -> None:
    close = getattr(reply, "close", None)
    if close is not None:
        close()


async def _acknowledge(interaction: Interaction) -> bool:
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
    except discord.NotFound as error:
        if error.code != UNKNOWN_INTERACTION:
            raise
        logger.info("An interaction came too late to be answered.")
        return False
    except REQUEST_FAILURES as error:
        logger.warning("An interaction could not be acknowledged: %s", error)
        return False
    return True


async def _say(interaction: Interaction, reply: Reply) -> None:
    try:
        if isinstance(reply, RichMessage):
            await interaction.edit_original_response(embed=embed_of(reply), view=view_of(reply))
        else:
            await interaction.edit_original_response(content=reply[:2000])
    except REQUEST_FAILURES as error:
        logger.warning("A Discord member could not be answered: %s", error)


async def on_command_error(interaction: Interaction, error: app_commands.AppCommandError) -> None:
    """The last resort for what a command raised outside of `answer`."""
    trace = uuid4().hex[:8]
    cause = error.__cause__ or error
    logger.error("A slash command failed: trace=%s", trace, exc_info=cause)
    if not interaction.is_expired() and not interaction.response.is_done():
        try:
            await interaction.response.send_message(apology(trace), ephemeral=True)
        except REQUEST_FAILURES as failure:
            logger.warning("A Discord member could not be answered: %s", failure)
