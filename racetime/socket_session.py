"""What is asked over one socket of a room, and what comes back."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from application.domain.clock import Clock
from racetime import frames, wire
from racetime.waiting import within

PING_SECONDS = 20
ANSWER_SECONDS = 30
"""racetime.gg carries out the actions of all bots one after the other, so an answer may take a while."""
SILENCE_LIMIT = timedelta(seconds=60)


class SocketLost(Exception):
    """The socket is of no more use; the message says why, for the log."""


class TokenDenied(Exception):
    """racetime.gg carried out nothing because of the token: it ended, or was taken back."""


class SocketSession:
    """One socket: sends frames, counts pings and answers, and lets a writer wait for what it hopes to hear.

    racetime.gg works through the actions of a connection one after the other, so the answer to a ping proves that
    everything sent before it was carried out or refused.
    """

    def __init__(self, clock: Clock, send: Callable[[str], Awaitable[None]]) -> None:
        self._clock = clock
        self._send = send
        self._pings = 0
        self._pongs = 0
        self._news = asyncio.Event()
        self._is_denied = False
        self.heard_at = clock.now()
        self.complaint = ""
        """racetime.gg's last error, empty when there was none since the last action."""

    async def ask(self, frame: str) -> None:
        """Send a question, which changes nothing and may overtake."""
        await self._send(frame)

    async def act(self, frame: str) -> int:
        """Send an action once all earlier ones were answered; `was_answered` tells of the returned number.

        Raises `SocketLost` when an earlier one isn't answered in time and `TokenDenied` as `until` does.
        """
        if not await self.until(lambda: self.was_answered(self._pings), ANSWER_SECONDS):
            raise SocketLost(f"no answer for {ANSWER_SECONDS} seconds")
        self.complaint = ""
        await self._send(frame)
        return await self._ping()

    def was_answered(self, number: int) -> bool:
        return self._pongs >= number

    async def _ping(self) -> int:
        self._pings += 1
        number = self._pings
        await self._send(wire.ping())
        return number

    def hear_something(self) -> None:
        self.heard_at = self._clock.now()

    def hear_pong(self) -> None:
        self._pongs += 1

    def hear_complaint(self, complaint: str) -> None:
        self.complaint = complaint
        self._is_denied = self._is_denied or frames.means_token_refused(complaint)

    def announce(self) -> None:
        """Let whoever waits look again; called after each frame."""
        self._news.set()

    async def until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so, and tell whether it came to that within the time.

        Raises `TokenDenied` when racetime.gg refuses the token meanwhile.
        """
        try:
            await within(self._clock, seconds, self._wait_for(is_so))
        except TimeoutError:
            return is_so()  # it may have come true in the very moment in which the time was over
        return True

    async def _wait_for(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self.check_token()
            self._news.clear()
            await self._news.wait()

    def check_token(self) -> None:
        """Raises `TokenDenied` when racetime.gg has refused the token."""
        if self._is_denied:
            raise TokenDenied

    async def keep_alive(self) -> None:
        """Ping for ever, so that a socket that works is never silent for long."""
        while True:
            await self._clock.sleep(PING_SECONDS)
            await self._ping()

    async def watch_for_silence(self) -> None:
        """Raises `SocketLost` once nothing at all was heard for a minute, even if a ping can't be sent."""
        while True:
            silence = self._clock.now() - self.heard_at
            if silence >= SILENCE_LIMIT:
                raise SocketLost(f"nothing heard for {SILENCE_LIMIT.seconds} seconds")
            await self._clock.sleep((SILENCE_LIMIT - silence).total_seconds())
