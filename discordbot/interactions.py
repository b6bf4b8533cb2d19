"""Answering an interaction: acknowledged at once, answered to that person alone, whatever comes of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from enum import Enum, auto
from typing import Any
from uuid import uuid4

import discord
from discord import app_commands

from application.domain.discord import discord_name
from application.domain.errors import DomainError
from application.domain.messages.rich_text import RichMessage
from application.page_links import PageLinks
from application.services.messages.discord_command_service import Asker
from application.waiting import unbroken
from discordbot.embeds import embed_of, view_of
from discordbot.failures import ALREADY_ACKNOWLEDGED, REQUEST_FAILURES, UNKNOWN_INTERACTION
from discordbot.replies import Reply, apology, refusal

logger = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_TRIES = 2
_PATIENCE_SECONDS = 2.5
"""Discord takes a first answer for three seconds."""
_LONGEST_ANSWER_SECONDS = 30.0


def asker_of(interaction: Interaction) -> Asker:
    """Return who asks and when; Discord has signed both into the interaction."""
    return Asker(
        interaction.guild_id, interaction.user.id, discord_name(interaction.user.display_name), interaction.created_at
    )


async def answer(interaction: Interaction, reply: Awaitable[Reply], links: PageLinks) -> None:
    """Acknowledge within Discord's three seconds, then work, then answer.

    Errors become the sentence that every other surface shows; a bug is logged here with the number that its person is
    told. Not knowing whether the acknowledgement arrived keeps nothing from being done; an interaction of which Discord
    says that it has given up on it is not worked on at all, because its person was told so and asks again.
    """
    async with _acknowledging(interaction) as acknowledgement:
        if await acknowledgement.heard() is _Heard.TOO_LATE:
            _discard(reply)
            return
        await _work_and_say(interaction, reply, links, acknowledgement)


async def answer_press(interaction: Interaction, reply: Awaitable[Reply], links: PageLinks) -> None:
    """Like `answer`, for what counts from the moment of the press: it is worked on whatever Discord says meanwhile."""
    async with _acknowledging(interaction) as acknowledgement:
        await _work_and_say(interaction, reply, links, acknowledgement)


async def answer_with_form(interaction: Interaction, form: Awaitable[discord.ui.Modal], links: PageLinks) -> None:
    """Answer with a form, which Discord takes as the first answer only, so what it shows must be found quickly."""
    interaction.client.end_before_closing(asyncio.current_task())
    try:
        modal = await form
    except DomainError as error:
        await _say_at_once(interaction, refusal(error, links))
    except Exception:
        trace = uuid4().hex[:8]
        logger.exception("Answering a Discord member failed: trace=%s", trace)
        await _say_at_once(interaction, apology(trace))
    else:
        await _respond(lambda: interaction.response.send_modal(modal))
        modal.stop()  # what comes back is recognized by its name, also after a restart


class _Heard(Enum):
    """Whether Discord took a first answer."""

    YES = auto()
    TOO_LATE = auto()
    UNKNOWN = auto()


class _Acknowledgement:
    def __init__(self, interaction: Interaction) -> None:
        self._sending = asyncio.create_task(
            _respond(lambda: interaction.response.defer(ephemeral=True, thinking=True)), name="discord: acknowledgement"
        )

    async def heard(self) -> _Heard:
        """Tell what Discord made of it, as far as is known before the time for it has passed."""
        await asyncio.wait({self._sending}, timeout=_PATIENCE_SECONDS)
        return self._sending.result() if self._sending.done() else _Heard.UNKNOWN

    async def end(self) -> None:
        self._sending.cancel()
        await asyncio.gather(self._sending, return_exceptions=True)


@asynccontextmanager
async def _acknowledging(interaction: Interaction) -> AsyncIterator[_Acknowledgement]:
    interaction.client.end_before_closing(asyncio.current_task())
    acknowledgement = _Acknowledgement(interaction)
    try:
        yield acknowledgement
    finally:
        await acknowledgement.end()


async def _respond(send: Callable[[], Awaitable[object]]) -> _Heard:
    """Send a first answer; after a broken connection once more, as Discord tells when it has one already."""
    for _ in range(_TRIES):
        try:
            await send()
        except discord.InteractionResponded:
            return _Heard.YES
        except discord.HTTPException as error:
            if error.code == ALREADY_ACKNOWLEDGED:
                return _Heard.YES
            if error.code == UNKNOWN_INTERACTION:
                logger.info("An interaction came too late to be answered.")
                return _Heard.TOO_LATE
            logger.warning("An interaction could not be answered at once: %s", error)
            return _Heard.UNKNOWN
        except REQUEST_FAILURES as error:
            logger.warning("An interaction could not be answered at once: %s", error)
        else:
            return _Heard.YES
    return _Heard.UNKNOWN


async def _work_and_say(
    interaction: Interaction, reply: Awaitable[Reply], links: PageLinks, acknowledgement: _Acknowledgement
) -> None:
    try:
        found = await unbroken(reply)
    except DomainError as error:
        found = refusal(error, links)
    except Exception:
        trace = uuid4().hex[:8]
        logger.exception("Answering a Discord member failed: trace=%s", trace)
        found = apology(trace)
    heard = await acknowledgement.heard()
    await acknowledgement.end()
    if heard is not _Heard.TOO_LATE and not await _say(interaction, found) and heard is _Heard.UNKNOWN:
        # Discord has heard nothing so far, so this is the first answer.
        await _say_at_once(interaction, found)


async def _say(interaction: Interaction, reply: Reply) -> bool:
    """Fill what was acknowledged; saying the same again after a broken connection changes nothing."""
    for _ in range(_TRIES):
        try:
            async with asyncio.timeout(_LONGEST_ANSWER_SECONDS):
                await interaction.edit_original_response(**_parts_of(reply))
        except discord.HTTPException as error:
            logger.warning("A Discord member could not be answered: %s", error)
            return False
        except REQUEST_FAILURES as error:
            logger.warning("A Discord member could not be answered: %s", error)
        else:
            return True
    return False


async def _say_at_once(interaction: Interaction, reply: Reply) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await _respond(lambda: interaction.response.send_message(**_parts_of(reply), ephemeral=True))


def _parts_of(reply: Reply) -> dict[str, Any]:
    if isinstance(reply, RichMessage):
        return {"embed": embed_of(reply), "view": view_of(reply)}
    return {"content": reply[:2000]}


def _discard(reply: Awaitable[Reply]) -> None:
    close = getattr(reply, "close", None)
    if close is not None:
        close()


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
