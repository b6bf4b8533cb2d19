"""A bot of one category: its token, kept fresh without blocking anybody, the way into rooms, and its log."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

import websockets
from racetime_bot import Bot

from application.domain.clock import Clock
from application.domain.operations.alerts import BotStatus
from application.ports import BotAccount
from racetime import documents, wire
from racetime.live_race_handler import LiveRaceHandler, RoomDuty
from racetime.reading import MalformedDocument
from racetime.waiting import PROBE_SECONDS, GrowingDelay, first_of
from racetime.web import Answer, NoAnswer, RacetimeWeb, RequestNotSent


class WarningsOnly(logging.LoggerAdapter[logging.Logger]):
    """Drops everything below a warning, whatever level the log has.

    racetime_bot logs every message and room info it sends at INFO; websockets logs the Authorization header and all
    frames at DEBUG. Room infos contain the seed.
    """

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__(logger, {})

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802  # logging's own name
        return level >= logging.WARNING and super().isEnabledFor(level)


logger = logging.getLogger(__name__)

_RENEW_AFTER = 0.5
"""Share of its life after which a token is replaced; racetime.gg's tokens live ten hours."""
_LEAVE_AFTER = 0.8
"""Share of its token's life after which a socket is opened anew. Older tokens stay valid, so the two need not meet."""
_TOO_YOUNG_TO_DOUBT = timedelta(minutes=5)
_TOO_YOUNG_TO_DISTRUST = timedelta(minutes=1)
_LONGEST_REFUSAL_PAUSE = 600
_CLOSE_LIMIT_SECONDS = 2
_LARGEST_FRAME = 8 * 1024 * 1024
"""Bytes. The page fragments that follow each race document pass the library's 1 MiB at about 500 entrants."""


class BotRefused(Exception):
    """racetime.gg doesn't accept the bot's credentials; the message is a sentence for an admin."""


class BotUnreachable(Exception):
    """No token could be had because racetime.gg gave no usable answer; the message is a sentence for an admin."""


@dataclass(frozen=True, slots=True)
class BotToken:
    value: str = field(repr=False)
    issued_at: datetime
    ends_at: datetime

    def at(self, share: float) -> datetime:
        """Return the instant at which `share` of the token's life is over."""
        return self.issued_at + (self.ends_at - self.issued_at) * share

    @property
    def leave_at(self) -> datetime:
        """When a socket that uses this token should be opened anew with another one."""
        return self.at(_LEAVE_AFTER)


@dataclass(frozen=True, slots=True)
class BotStanding:
    status: BotStatus
    message: str
    since: datetime


class LiveRaceBot(Bot):  # type: ignore[misc]  # racetime_bot has no types
    """racetime_bot's `Bot` without its loop: rooms are joined by name, and a failure never ends it.

    The library's own `run` and `refresh_races` are not used, because they miss unlisted rooms and end at the first
    surprise.
    """

    def __init__(
        self,
        account: BotAccount,
        *,
        web: RacetimeWeb,
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        # The library's constructor asks for a token with a blocking request and raises when there is none.
        self.account = account
        self.category_slug = account.category
        self.client_id = account.client_id
        self.client_secret = account.client_secret
        self.racetime_host = web.site.host
        self.racetime_secure = web.site.is_secure
        self.logger = WarningsOnly(logging.getLogger("racetime_bot"))
        self.ssl_context = None
        self.handlers: dict[str, object] = {}
        self.races: dict[str, object] = {}
        self.state: dict[str, dict[str, RoomDuty]] = {}
        self.access_token = ""
        self.standing = BotStanding(BotStatus.UNKNOWN, "", clock.now())
        self._web = web
        self._clock = clock
        self._token: BotToken | None = None
        self._requests = 0
        self._waiting = 0
        self._last_failure: BotRefused | BotUnreachable | None = None
        self._one_request = asyncio.Lock()
        self._token_arrived = asyncio.Event()
        self._renewal_wanted = asyncio.Event()
        self._after_refusal = GrowingDelay(chance, first=60, longest=_LONGEST_REFUSAL_PAUSE)
        self._after_outage = GrowingDelay(chance)

    # Rooms

    def join(self, duty: RoomDuty) -> LiveRaceHandler:
        """Return a handler for the duty's room, ready to connect with the present token."""
        slug = duty.room.slug
        self.state[slug] = {"duty": duty}
        handler: LiveRaceHandler = self.create_handler(wire.handler_document(slug))
        return handler

    def forget(self, slug: str) -> None:
        """Drop what the library remembers of a room."""
        self.state.pop(slug, None)

    def get_handler_class(self) -> type[LiveRaceHandler]:
        return LiveRaceHandler

    def get_handler_kwargs(self, ws_conn: websockets.connect, state: dict[str, RoomDuty]) -> dict[str, object]:
        """Give the handler a connection with the library's address and token, and with limits of our own."""
        connection = websockets.connect(
            ws_conn.uri,
            additional_headers=ws_conn.additional_headers,
            proxy=None if self._web.site.is_loopback else True,
            close_timeout=_CLOSE_LIMIT_SECONDS,
            max_size=_LARGEST_FRAME,
            logger=WarningsOnly(logging.getLogger("websockets.client")),
        )
        return {"conn": connection, "logger": self.logger, "state": state}

    # The token

    @property
    def current_token(self) -> BotToken | None:
        """The token in use, None while there is none that is still valid."""
        if self._token is None or self._clock.now() >= self._token.ends_at:
            return None
        return self._token

    async def wait_for_token(self) -> BotToken:
        """Return the token as soon as there is one. `reauthorize` must be running."""
        self._waiting += 1
        try:
            while (token := self.current_token) is None:
                self._token_arrived.clear()
                await self._token_arrived.wait()
            return token
        finally:
            self._waiting -= 1

    async def token(self, *, other_than: BotToken | None = None) -> BotToken:
        """Return a valid token, asking for one if need be. Raises `BotRefused` or `BotUnreachable`.

        `other_than` is a token that turned out to be refused. Only one request is in flight; whoever comes meanwhile
        shares its outcome.
        """
        before = self._requests
        async with self._one_request:
            token = self.current_token
            if token is not None and token is not other_than:
                return token
            if self._requests != before and self._last_failure is not None:
                raise self._last_failure
            return await self.authorize()

    def distrust(self, token: BotToken) -> bool:
        """Hear that an action with this token was refused; tells whether another one is coming.

        A brand-new token isn't replaced: then it's not the token that racetime.gg objects to.
        """
        if token is self._token and self._clock.now() - token.issued_at >= _TOO_YOUNG_TO_DISTRUST:
            self._token = None
            self._renewal_wanted.set()
        return token is not self._token

    def doubt(self) -> None:
        """Hear that a room can't be reached: unless a token came lately, find out whether racetime.gg still answers."""
        token = self._token
        if token is not None and self._clock.now() - token.issued_at >= _TOO_YOUNG_TO_DOUBT:
            self._renewal_wanted.set()

    async def reauthorize(self) -> None:
        """Keep a fresh token for ever: replaced at half its life; after a failure asked for again, ever more slowly."""
        while True:
            pause = await self._renew_if_due()
            if pause is None:
                await first_of(self._clock.sleep(self._until_renewal()), self._renewal_wanted.wait())
            else:
                await self._clock.sleep(pause)

    async def _renew_if_due(self) -> float | None:
        """Return how long to wait before the next attempt, None when there is nothing to repeat."""
        async with self._one_request:
            if self._until_renewal() > 0 and not self._renewal_wanted.is_set():
                return None
            try:
                await self.authorize()
            except BotRefused:
                return self._after_refusal.after_failure()
            except BotUnreachable:
                return self._after_outage.after_failure(at_most=PROBE_SECONDS if self._waiting else inf)
            self._renewal_wanted.clear()
            return None

    def _until_renewal(self) -> float:
        if self._token is None:
            return 0
        return (self._token.at(_RENEW_AFTER) - self._clock.now()).total_seconds()

    async def authorize(self) -> BotToken:
        """Ask for a token and remember how that went. Raises `BotRefused` or `BotUnreachable`.

        Stands in for the library's method of that name, which blocks the event loop.
        """
        asked_at = self._clock.now()
        try:
            received = await self._request_token()
        except (BotRefused, BotUnreachable) as failure:
            self._requests += 1
            self._last_failure = failure
            refused = isinstance(failure, BotRefused)
            self._stand(BotStatus.REFUSED if refused else BotStatus.UNREACHABLE, str(failure))
            raise
        self._requests += 1
        self._last_failure = None
        self._after_refusal.reset()
        self._after_outage.reset()
        token = BotToken(received.value, asked_at, asked_at + timedelta(seconds=received.lifetime))
        self._token = token
        self.access_token = token.value
        self._stand(BotStatus.CONNECTED, "")
        self._token_arrived.set()
        return token

    async def _request_token(self) -> documents.TokenAnswer:
        try:
            answer = await self._web.post(wire.TOKEN_PATH, wire.token_form(self.client_id, self.client_secret))
        except (RequestNotSent, NoAnswer) as error:
            raise BotUnreachable("racetime.gg can't be reached.") from error
        _check_token_answer(answer)
        try:
            return documents.parse_token(documents.parse_json(answer.body))
        except MalformedDocument as error:
            raise BotUnreachable("racetime.gg answered the sign-in of the bot with something unexpected.") from error

    def _stand(self, status: BotStatus, message: str) -> None:
        if (status, message) == (self.standing.status, self.standing.message):
            return
        self.standing = BotStanding(status, message, self._clock.now())
        level = logging.INFO if status is BotStatus.CONNECTED else logging.WARNING
        logger.log(level, "Bot is %s: bot=%d category=%s", status.value, self.account.bot_id, self.category_slug)


def _check_token_answer(answer: Answer) -> None:
    if answer.status == 200:
        return
    if answer.status in (400, 401, 403):
        raise BotRefused("racetime.gg refused the client id or secret of this bot.")
    raise BotUnreachable(f"racetime.gg answered the sign-in of the bot with HTTP {answer.status}.")
