"""Alerts of one organization."""

from collections.abc import Iterable

from tortoise.exceptions import IntegrityError

from application.domain.errors import ConcurrentChange
from application.domain.operations.alerts import AlertFact
from application.repositories.base import TenantRepository
from models import Alert


class AlertRepository(TenantRepository[Alert]):
    model = Alert
    noun = "alert"

    async def list_open(self) -> list[Alert]:
        """Return what still is the matter, oldest first."""
        return await self._own().filter(resolved_at__isnull=True).order_by("raised_at", "id")

    async def list_recent(self, limit: int = 100) -> list[Alert]:
        """Return alerts whether they are over or not, the newest first."""
        return await self._own().order_by("-id").limit(limit)

    async def raise_all(self, facts: Iterable[AlertFact]) -> None:
        """Raises `ConcurrentChange` when somebody else raised one of them at the same moment."""
        now = self._clock.now()
        rows = [
            Alert(
                organization_id=self._ctx.organization_id,
                kind=fact.kind,
                subject=fact.subject,
                live_race_id=fact.live_race_id,
                bot_id=fact.bot_id,
                sentence=fact.sentence[:700],
                raised_at=now,
            )
            for fact in facts
        ]
        if not rows:
            return
        try:
            await Alert.bulk_create(rows)
        except IntegrityError as error:
            raise ConcurrentChange from error

    async def reword(self, alert: Alert, sentence: str) -> None:
        """Say the same alert in the words of this moment."""
        await self._own().filter(id=alert.id).update(sentence=sentence[:700])

    async def resolve(self, alert: Alert) -> bool:
        """Return False when somebody else did so at the same moment."""
        still_open = self._own().filter(id=alert.id, resolved_at__isnull=True)
        return bool(await still_open.update(resolved_at=self._clock.now()))
