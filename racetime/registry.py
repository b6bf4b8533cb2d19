"""The bots that are signed in, one object for each active account."""

import random
from collections.abc import Awaitable, Callable

from application.domain.clock import Clock
from application.domain.ids import OrganizationId, RacetimeBotId
from application.ports import BotAccount
from racetime.bot import LiveRaceBot
from racetime.web import RacetimeWeb


class BotRegistry:
    """Keeps one `LiveRaceBot` per account. An account with other credentials is another bot."""

    def __init__(
        self,
        *,
        web: RacetimeWeb,
        clock: Clock,
        active_bots: Callable[[], Awaitable[tuple[BotAccount, ...]]],
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`active_bots` is asked each time somebody needs to know; `chance` spreads repeated attempts."""
        self._web = web
        self._clock = clock
        self._active_bots = active_bots
        self._chance = chance
        self._bots: dict[RacetimeBotId, LiveRaceBot] = {}

    @property
    def bots(self) -> tuple[LiveRaceBot, ...]:
        return tuple(self._bots.values())

    async def refresh(self) -> None:
        """Bring the bots in line with the accounts. Raises what `active_bots` raises and then changes nothing."""
        accounts = await self._active_bots()
        self._bots = {account.bot_id: self._bot_of(account) for account in accounts}

    def find(self, organization_id: OrganizationId, category: str) -> LiveRaceBot | None:
        """Return the organization's bot of a category as of the last `refresh`."""
        for bot in self._bots.values():
            if bot.account.organization_id == organization_id and bot.account.category == category:
                return bot
        return None

    def _bot_of(self, account: BotAccount) -> LiveRaceBot:
        known = self._bots.get(account.bot_id)
        if known is not None and known.account == account:
            return known
        return LiveRaceBot(account, web=self._web, clock=self._clock, chance=self._chance)
