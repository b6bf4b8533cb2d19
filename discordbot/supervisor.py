"""The life of the bot's connection: a new client after every failure, until Discord refuses the bot itself."""

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
import discord

from application.domain.clock import Clock
from application.domain.discord import DiscordState, Standing
from application.domain.pauses import growing_pause, scattered
from application.waiting import unbroken
from discordbot.client import ClientParts, CommunityClient, IdentifiesUsedUp

logger = logging.getLogger(__name__)

_FIRST_DELAY = timedelta(seconds=2)
_LONGEST_DELAY = timedelta(minutes=1)
_LONG_ENOUGH = 300.0
"""A connection that held for so many seconds was a good one: the next failure is the first of a new row."""

_BAD_TOKEN = 4004
_REFUSALS = {
    _BAD_TOKEN: "the bot token is wrong. Set DISCORD_BOT_TOKEN.",
    4010: "it was asked for a part of the servers that there isn't.",
    4011: "it is on more servers than one connection can serve.",
    4012: "this version of its interface is no longer spoken.",
    4013: "it asks for events that there aren't.",
    4014: "it asks for events that its application may not have.",
}
"""Closing codes after which Discord wants no other attempt, and why."""

_USUAL_FAILURES = (OSError, aiohttp.ClientError, discord.DiscordException, TimeoutError)


class DiscordSupervisor:
    """Keeps one client signed in and connected. Only what Discord will never accept of this bot ends it."""

    def __init__(
        self,
        token: str,
        parts: ClientParts,
        clock: Clock,
        *,
        ready_timeout: float = 2.0,
        chance: Callable[[], float] = random.random,
        on_standing: Callable[[], None] = lambda: None,
    ) -> None:
        self._token = token
        self._ready_timeout = ready_timeout
        self._clock = clock
        self._chance = chance
        self._on_standing = on_standing
        self._client: CommunityClient | None = None
        self._standing = Standing(DiscordState.STARTING, "The bot is signing in.", clock.now())
        watch = parts.on_state

        def on_state(connected: bool) -> None:
            self._note_connection(connected)
            watch(connected)

        self._parts = replace(parts, on_state=on_state)

    @property
    def client(self) -> discord.Client | None:
        """The client while it is signed in, for requests; whether its gateway is connected doesn't matter to them."""
        return self._client if self._client is not None and not self._client.is_closed() else None

    @property
    def standing(self) -> Standing:
        return self._standing

    async def run(self) -> None:
        """Work until cancelled, or until Discord refuses the bot."""
        failures = 0
        while True:
            began = self._clock.now()
            try:
                await self._live()
                reason = "The connection was closed."
            except discord.LoginFailure:
                self._note_refusal(_REFUSALS[_BAD_TOKEN])
                return
            except IdentifiesUsedUp as error:
                await self._wait_until(error.until)
                continue
            except discord.ConnectionClosed as error:
                if error.code in _REFUSALS:
                    self._note_refusal(_REFUSALS[error.code])
                    return
                reason = f"The connection was closed ({error.code})."
                logger.warning("The connection to Discord failed: %s", reason)
            except _USUAL_FAILURES as error:
                reason = str(error) or type(error).__name__
                logger.warning("The connection to Discord failed: %s", reason)
            except Exception as error:
                reason = type(error).__name__
                logger.exception("The Discord client failed.")
            self._note(DiscordState.INTERRUPTED, f"Discord can't be reached: {reason}")
            held = (self._clock.now() - began).total_seconds()
            failures = 1 if held >= _LONG_ENOUGH else failures + 1
            await self._clock.sleep(self._delay(failures))

    async def _live(self) -> None:
        client = CommunityClient(self._parts, self._clock, ready_timeout=self._ready_timeout)
        try:
            await client.login(self._token)
            self._client = client
            # The library's own reconnecting fails when the very first handshake does, so only resuming is left to it.
            await client.connect(reconnect=False)
        finally:
            self._client = None
            await unbroken(client.close())

    def _note_refusal(self, why: str) -> None:
        self._note(DiscordState.REFUSED, f"Discord refuses the bot: {why} The bot stays away until a restart.")
        logger.error("Discord refuses the bot, so it stays away until a restart: %s", why)

    async def _wait_until(self, moment: datetime) -> None:
        """Stay away while another sign-in could cost the bot its token."""
        self._note(
            DiscordState.INTERRUPTED,
            "The bot had to sign in too often and waits, as Discord takes only 1,000 sign-ins a day. "
            f"It goes on at {moment:%H:%M} UTC.",
        )
        logger.error("The bot had to sign in to Discord too often and waits until %s.", moment.isoformat())
        await self._clock.sleep((moment - self._clock.now()).total_seconds())

    def _delay(self, failures: int) -> float:
        pause = growing_pause(failures, first=_FIRST_DELAY, longest=_LONGEST_DELAY)
        return scattered(pause.total_seconds(), self._chance)

    def _note_connection(self, connected: bool) -> None:
        if connected:
            self._note(DiscordState.CONNECTED, "The bot is connected.")
        else:
            self._note(DiscordState.INTERRUPTED, "The connection to Discord was interrupted.")

    def _note(self, state: DiscordState, message: str) -> None:
        since = self._standing.since if state is self._standing.state else self._clock.now()
        self._standing = Standing(state, message, since)
        self._on_standing()
