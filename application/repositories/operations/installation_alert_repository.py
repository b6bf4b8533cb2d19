"""Alerts of the whole installation; every process looks after them, so each step is one statement."""

from datetime import timedelta

from tortoise.expressions import Q

from application.domain.clock import Clock
from application.domain.operations.alerts import SETTLES_WITHIN
from application.domain.operations.installation_alerts import InstallationAlertKind
from models.supervision import InstallationAlert

_LEASE = timedelta(minutes=1)


class InstallationAlertRepository:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def list_open(self) -> list[InstallationAlert]:
        return await InstallationAlert.filter(resolved_at__isnull=True).order_by("id")

    async def raise_alert(self, kind: InstallationAlertKind, sentence: str) -> None:
        """Without effect where one of that kind is open already."""
        row = InstallationAlert(kind=kind, sentence=sentence[:500], raised_at=self._clock.now())
        await InstallationAlert.bulk_create([row], ignore_conflicts=True)

    async def resolve(self, kind: InstallationAlertKind) -> None:
        still_open = InstallationAlert.filter(kind=kind, resolved_at__isnull=True)
        await still_open.update(resolved_at=self._clock.now())

    async def take_untold(self) -> list[InstallationAlert]:
        """Take what has stood for long enough, or is over after it was told; nobody else has it for a minute."""
        now = self._clock.now()
        raised = Q(resolved_at__isnull=True, told_at__isnull=True, raised_at__lte=now - SETTLES_WITHIN)
        over = Q(resolved_at__isnull=False, told_at__isnull=False, end_told_at__isnull=True)
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        rows = await InstallationAlert.filter(raised | over, free).order_by("id")
        return [
            row for row in rows if await InstallationAlert.filter(free, id=row.id).update(leased_until=now + _LEASE)
        ]

    async def note_told(self, alert: InstallationAlert) -> None:
        """Note that what was taken is told, be it the alert or its end."""
        column = "told_at" if alert.resolved_at is None else "end_told_at"
        await InstallationAlert.filter(id=alert.id).update(**{column: self._clock.now(), "leased_until": None})
