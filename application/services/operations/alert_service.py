"""Alerts: raised once when something needs a human, and resolved by themselves when it doesn't any more."""

from collections.abc import Iterable

from application.access import Access
from application.context import OrgContext
from application.domain.events.operations import (
    AlertEndToldEvent,
    AlertRaisedEvent,
    AlertResolvedEvent,
    AlertToldEvent,
)
from application.domain.ids import MatterRef, OrganizationId, UserId
from application.domain.messages.alert_texts import AlertNews
from application.domain.operations.alert_settings import QuietHours
from application.domain.operations.alerts import (
    AlertFact,
    SupervisedBot,
    SupervisedPool,
    SupervisedRace,
    alert_for_bot,
    alerts_for,
    alerts_for_pool,
)
from application.domain.permissions import Permission
from application.domain.settings import values_in
from application.read_models import AlertView, OwnAlert
from application.repositories.operations.supervision_repository import SupervisionRepository
from application.services.messages.alert_plans import queue_alerts
from application.services.retry import each_apart, tried_twice
from application.unit_of_work import UnitsOfWork
from models.supervision import Alert


class AlertService:
    def __init__(self, units: UnitsOfWork, access: Access, supervision: SupervisionRepository) -> None:
        self._units = units
        self._access = access
        self._supervision = supervision

    async def list_open(self, ctx: OrgContext) -> tuple[AlertView, ...]:
        """Return what needs a human now, oldest first."""
        ctx.demand(Permission.RECORD_RESULTS)
        return tuple(alert_view(row) for row in await self._units.reading(ctx).alerts.list_open())

    async def list_recent(self, ctx: OrgContext) -> tuple[AlertView, ...]:
        """Return alerts whether they are over or not, the newest first."""
        ctx.demand(Permission.RECORD_RESULTS)
        return tuple(alert_view(row) for row in await self._units.reading(ctx).alerts.list_recent())

    async def count_own(self, user_id: UserId) -> int:
        """Return how many alerts are open where somebody is of the staff of a whole organization, in one query."""
        return await self._supervision.count_alerts_for(user_id)

    async def list_own(self, user_id: UserId) -> tuple[OwnAlert, ...]:
        """Return those alerts with where they are, oldest first."""
        rows = await self._supervision.list_alerts_for(user_id)
        return tuple(OwnAlert(row.organization.name, row.organization.slug, alert_view(row)) for row in rows)

    async def refresh(self) -> int:
        """Bring the alerts of all organizations in line with the facts; returns how many were raised or resolved."""
        races = await self._supervision.supervised_races()
        bots = await self._supervision.supervised_bots()
        pools = await self._supervision.supervised_pools()
        concerned = set(races) | set(bots) | set(pools) | await self._supervision.organizations_with_alerts()
        refreshed = (
            self._refresh(
                organization_id,
                races.get(organization_id, ()),
                bots.get(organization_id, ()),
                pools.get(organization_id, ()),
            )
            for organization_id in sorted(concerned)
        )
        return sum(await each_apart("refresh alerts", refreshed))

    async def tell_due(self) -> int:
        """Tell staff of alerts that have stood for a while, and that they are over; returns of how many that was.

        What comes in an organization's quiet hours is told afterwards, if it still stands.
        """
        due = await self._supervision.organizations_to_tell()
        return sum(await each_apart("tell of alerts", map(self._tell, due)))

    @tried_twice
    async def _tell(self, organization_id: OrganizationId) -> int:
        ctx = self._access.as_system(organization_id)
        settings = await self._units.reading(ctx).alert_settings.get()
        if QuietHours(**values_in(QuietHours, settings)).cover(self._units.clock.now()):
            return 0
        async with self._units(ctx) as work:
            raised, over = await work.alerts.note_told(), await work.alerts.note_end_told()
            await queue_alerts(work, AlertNews.RAISED, raised)
            await queue_alerts(work, AlertNews.RESOLVED, over)
            for kind, alerts in ((AlertToldEvent, raised), (AlertEndToldEvent, over)):
                for alert in alerts:
                    about = MatterRef(organization_id, alert.live_race_id)
                    work.record(kind(about, kind=alert.kind, sentence=alert.sentence))
            return len(raised) + len(over)

    async def _refresh(
        self,
        organization_id: OrganizationId,
        races: Iterable[SupervisedRace],
        bots: Iterable[SupervisedBot],
        pools: Iterable[SupervisedPool],
    ) -> int:
        now = self._units.clock.now()
        facts = [fact for race in races for fact in alerts_for(race, now)]
        facts += [fact for bot in bots if (fact := alert_for_bot(bot, now)) is not None]
        facts += [fact for pool in pools for fact in alerts_for_pool(pool)]
        return await self._bring_in_line(organization_id, facts)

    @tried_twice
    async def _bring_in_line(self, organization_id: OrganizationId, facts: Iterable[AlertFact]) -> int:
        ctx = self._access.as_system(organization_id)
        wanted = {fact.subject: fact for fact in facts}
        stored = {alert.subject: alert for alert in await self._units.reading(ctx).alerts.list_open()}
        if {subject: fact.sentence[:700] for subject, fact in wanted.items()} == {
            subject: alert.sentence for subject, alert in stored.items()
        }:
            return 0
        async with self._units(ctx) as work:
            fresh = [fact for subject, fact in wanted.items() if subject not in stored]
            await work.alerts.raise_all(fresh)
            gone = [alert for subject, alert in stored.items() if subject not in wanted]
            over = [alert for alert in gone if await work.alerts.resolve(alert)]
            for subject, alert in stored.items():
                if subject in wanted and wanted[subject].sentence[:700] != alert.sentence:
                    await work.alerts.reword(alert, wanted[subject].sentence)
            for fact in fresh:
                work.record(
                    AlertRaisedEvent(
                        MatterRef(organization_id, fact.live_race_id), kind=fact.kind, sentence=fact.sentence
                    )
                )
            for alert in over:
                work.record(
                    AlertResolvedEvent(
                        MatterRef(organization_id, alert.live_race_id), kind=alert.kind, sentence=alert.sentence
                    )
                )
            return len(fresh) + len(over)


def alert_view(row: Alert) -> AlertView:
    return AlertView(
        id=row.id,
        kind=row.kind,
        sentence=row.sentence,
        live_race_id=row.live_race_id,
        bot_id=row.bot_id,
        raised_at=row.raised_at,
        resolved_at=row.resolved_at,
    )
