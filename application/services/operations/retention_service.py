"""Forgetting what is settled and old, in pieces that hold nobody up."""

import logging
from datetime import timedelta

from application.domain.clock import Clock
from application.repositories.operations.retention_repository import RetentionRepository, Settled
from application.services.operations.idempotency_store import KEPT_FOR
from application.services.retry import each_apart

logger = logging.getLogger(__name__)

_MAKING = timedelta(days=1)
"""What is still wanted is tried every minute."""
_PIECE = 200
_MOST_PIECES = 250
"""At one time; the rest is forgotten the next time."""


class RetentionService:
    """`kept_for` is how long what is over can still be looked up, `told_for` how long notifications that were read."""

    def __init__(
        self, retention: RetentionRepository, clock: Clock, kept_for: timedelta, *, told_for: timedelta
    ) -> None:
        self._retention = retention
        self._clock = clock
        looked_up = (Settled.MESSAGES, Settled.ALERTS, Settled.EVENTS, Settled.REMINDERS, Settled.TOKENS)
        own = {Settled.INSTALLATION_ALERTS: kept_for, Settled.NOTIFICATIONS: told_for, Settled.ANSWERS: KEPT_FOR}
        own |= {Settled.MAKINGS: _MAKING}
        self._kept_for = dict.fromkeys(looked_up, kept_for) | own

    async def forget_settled(self) -> int:
        """Forget what is settled and old enough; returns how much that was."""
        return sum(await each_apart("forget what is settled", map(self._forget, Settled)))

    async def _forget(self, what: Settled) -> int:
        before = self._clock.now() - self._kept_for.get(what, timedelta())
        total = 0
        for _ in range(_MOST_PIECES):
            done = await self._retention.forget(what, before=before, limit=_PIECE)
            total += done
            if done < _PIECE:
                break
        if total:
            logger.info("forgotten: %s=%d", what, total)
        return total
