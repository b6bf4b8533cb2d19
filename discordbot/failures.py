"""What a failed request to Discord means for whoever made it."""

from datetime import timedelta

import aiohttp
import discord

from application.domain.messages.delivery import Failed, Trouble

NETWORK_FAILURES = (OSError, aiohttp.ClientError, TimeoutError)
REQUEST_FAILURES = (discord.DiscordException, *NETWORK_FAILURES)
"""Everything that a request may raise without anything being wrong on this side."""

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
UNKNOWN_EVENT = 10070
EVENT_IS_OVER = 180000
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
THREAD_IS_ARCHIVED = 50083
_NO_DIRECT_MESSAGES = frozenset({50007, 50278})
"""The person takes no messages from the bot, or shares no server with it any more."""
_MISSING_ACCESS = frozenset({50001, 50013})


def failure_of(error: BaseException) -> Failed:
    """Return what to make of an error from `REQUEST_FAILURES`."""
    match error:
        case discord.RateLimited():
            return Failed(Trouble.LATER, "Discord asks to wait.", timedelta(seconds=error.retry_after))
        case discord.HTTPException():
            return _of_answer(error)
        case _:
            return Failed(Trouble.LATER, f"Discord can't be reached: {str(error) or type(error).__name__}.")


def _of_answer(error: discord.HTTPException) -> Failed:
    if error.status == 429:
        return Failed(Trouble.LATER, "Discord asks to wait.")
    if error.status >= 500 or error.status == 401:
        return Failed(Trouble.LATER, f"Discord answers with an error ({error.status}).")
    if error.code in (UNKNOWN_MESSAGE, UNKNOWN_EVENT, EVENT_IS_OVER):
        return Failed(Trouble.GONE, "It was deleted on Discord.")
    if error.code in _NO_DIRECT_MESSAGES:
        return Failed(Trouble.UNREACHABLE, "This person takes no direct messages from the bot.")
    if error.code == UNKNOWN_CHANNEL:
        return Failed(Trouble.NOWHERE, "The channel was deleted on Discord. Choose another one.")
    if error.code == UNKNOWN_GUILD:
        return Failed(Trouble.NOWHERE, "The bot is no longer on the Discord server. Invite it again.")
    if error.code == THREAD_IS_ARCHIVED:
        return Failed(Trouble.REFUSED, "The thread is archived and locked on Discord. A moderator there can unlock it.")
    if error.code in _MISSING_ACCESS:
        return Failed(Trouble.REFUSED, "The bot lacks permissions for this. Give it what the channel check names.")
    return Failed(Trouble.REFUSED, f"Discord refuses this: {error.text or error.status}")
