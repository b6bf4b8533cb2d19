"""Alerts of the whole installation: noticed by every process, told by one of them."""

import logging
from collections.abc import Sequence
from datetime import datetime

from application.domain.clock import Clock
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Failed
from application.domain.operations.installation_alerts import InstallationFacts, installation_alerts, installation_mail
from application.ports import Mailer
from application.read_models.operations import InstallationAlertView
from application.repositories.messages.discord_site_repository import DiscordSiteRepository
from application.repositories.operations.installation_alert_repository import InstallationAlertRepository
from application.repositories.operations.supervision_repository import SupervisionRepository
from application.services.operations.race_night_service import SCHEDULE
from application.waiting import unbroken
from models.supervision import InstallationAlert

logger = logging.getLogger(__name__)


class InstallationAlertService:
    """`sending` are the destinations to which this installation sends at all."""

    def __init__(
        self,
        alerts: InstallationAlertRepository,
        supervision: SupervisionRepository,
        messages: DiscordSiteRepository,
        clock: Clock,
        *,
        mailer: Mailer | None,
        addresses: Sequence[str],
        sending: Sequence[Destination],
        site: str,
    ) -> None:
        self._alerts = alerts
        self._supervision = supervision
        self._messages = messages
        self._clock = clock
        self._mailer = mailer
        self._addresses = addresses
        self._sending = sending
        self._site = site

    async def look(self) -> None:
        """Bring the alerts in line with the facts, and tell of those that have stood for two minutes.

        May be cancelled while the mail server is slow; what isn't told then is told by whoever looks next.
        """
        await unbroken(self._bring_in_line())
        if self._mailer is not None and self._addresses:
            for alert in await unbroken(self._alerts.take_untold()):
                if await self._tell(self._mailer, alert):
                    await unbroken(self._alerts.note_told(alert))

    async def list_open(self) -> tuple[InstallationAlertView, ...]:
        """Return what is the matter with the installation, for a site administrator."""
        return tuple(
            InstallationAlertView(row.kind.label, row.sentence, row.raised_at) for row in await self._alerts.list_open()
        )

    async def _bring_in_line(self) -> None:
        wanted = installation_alerts(await self._facts(), self._clock.now())
        known = {alert.kind for alert in await self._alerts.list_open()}
        for kind, sentence in wanted.items():
            if kind not in known:
                logger.warning("%s: %s", kind.label, sentence)
                await self._alerts.raise_alert(kind, sentence)
        for kind in known - wanted.keys():
            logger.warning("Resolved: %s", kind.label)
            await self._alerts.resolve(kind)

    async def _facts(self) -> InstallationFacts:
        waiting: dict[Destination, datetime] = {}
        for destination in self._sending:
            heads = await self._messages.waiting_heads(destination)
            if heads:
                waiting[destination] = min(head.created_at for head in heads)
        due = (await self._supervision.waiting_messages()).get(Destination.MEMBERS)
        if due is not None:
            waiting[Destination.MEMBERS] = due[1]
        return InstallationFacts(await self._supervision.last_heartbeat(SCHEDULE), waiting)

    async def _tell(self, mailer: Mailer, alert: InstallationAlert) -> bool:
        mail = installation_mail(
            alert.kind, alert.sentence, alert.raised_at, alert.resolved_at, site=self._site, mark=str(alert.id)
        )
        outcome = await mailer.bring(mail, self._addresses)
        if isinstance(outcome, Failed):
            logger.warning("An alert of the installation could not be told: %s", outcome.reason)
        return not isinstance(outcome, Failed)
