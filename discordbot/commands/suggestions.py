"""Suggestions while somebody types; what can't be found out is no suggestion, and no error."""

import logging
from collections.abc import Awaitable

from discord import app_commands

from application.domain.errors import DomainError
from application.domain.ids import LARGEST_ID
from application.services.messages.discord_command_service import Suggestion

RowNumber = app_commands.Range[int, 1, LARGEST_ID]
"""What stands for a suggestion that was chosen; Discord itself refuses what can't be one."""

logger = logging.getLogger(__name__)


async def choices_of(suggestions: Awaitable[tuple[Suggestion, ...]]) -> list[app_commands.Choice[int]]:
    try:
        return [app_commands.Choice(name=item.name, value=item.value) for item in await suggestions]
    except DomainError:
        return []
    except Exception:
        logger.exception("Suggestions could not be made.")
        return []
