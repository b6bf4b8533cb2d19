"""Publishing: from the event log to the feed and to webhooks, at once or when it shows."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from uuid import uuid4

from application.access import Access
from application.domain.events.messages import EventsPublishedEvent
from application.domain.ids import OrganizationId, OrganizationRef
from application.domain.messages.public_events import BY_LOGGED_NAME, PUBLIC_EVENTS, Audience, Tells
from application.domain.runs.held_back import HeldBack
from application.repositories import Repositories
from application.repositories.messages.published_event_repository import HeldEvents, PublicationSiteRepository
from application.services.messages.public_events import Gates, gates_of, is_kept_back, is_meant_for
from application.services.retry import each_apart, tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.event_log import EventLogEntry
from models.webhook import PublishedEvent

_AT_ONCE = 500
_SHOWN_AT_ONCE = 200
_TELL_THE_END = frozenset(event.name for event in PUBLIC_EVENTS if event.tells is Tells.END)
_TELL_ANYTHING = frozenset(event.name for event in PUBLIC_EVENTS if event.tells is not Tells.NOTHING)


class PublishingService:
    """The only maker of published events; whoever leads calls it, again and again.

    What is held back is published for staff at first, and for everybody else once the gate in front of results says so.
    """

    def __init__(self, units: UnitsOfWork, access: Access, site: PublicationSiteRepository) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._mark: int | None = None
        """Up to which entry of the log everything was looked at."""

    async def publish(self) -> int:
        """Publish what was logged and what shows by now; returns how many events that were."""
        logged = await self._publish_logged()
        held = await self._site.list_held()
        return logged + sum(await each_apart("publish what was held back", map(self._show, held)))

    async def _publish_logged(self) -> int:
        if self._mark is None:
            self._mark = await self._site.first_mark()
        next_mark = await self._site.next_mark(self._mark)
        found = await self._site.list_unpublished(self._mark, _AT_ONCE)
        by_organization = [
            (organization_id, [entry_id for _, entry_id in pairs])
            for organization_id, pairs in groupby(sorted(found), key=itemgetter(0))
        ]
        done = await each_apart("publish events", (self._publish(*each) for each in by_organization))
        if len(found) < _AT_ONCE and len(done) == len(by_organization):
            self._mark = next_mark
        return sum(done)

    @tried_twice
    async def _publish(self, organization_id: OrganizationId, entry_ids: Sequence[int]) -> int:
        async with self._units(self._access.as_system(organization_id)) as work:
            entries = await work.published_events.list_unpublished(entry_ids)
            gates = await gates_of(self._everybody(work), (entry.tournament_id for entry in entries if _tells(entry)))
            await self._add(work, [_published(entry, gates) for entry in entries])
            return len(entries)

    async def _show(self, held: HeldEvents) -> int:
        """Tell everybody what was held back of a tournament and shows by now; mostly nothing does, and nobody waits."""
        reading = self._units.reading(self._access.as_system(held.organization_id))
        is_settled = await self._shown_by_now(reading, held) == []
        return 0 if is_settled else await self._tell_late(held)

    @tried_twice
    async def _tell_late(self, held: HeldEvents) -> int:
        async with self._units(self._access.as_system(held.organization_id)) as work:
            shown = await self._shown_by_now(work, held)
            if shown is None:
                await work.published_events.forget_held(held.tournament_id)
                return 0
            if shown:
                await work.published_events.let_go(shown)
                await self._add(work, [_told_late(event) for event in shown])
            return len(shown)

    async def _shown_by_now(self, reading: Repositories, held: HeldEvents) -> list[PublishedEvent] | None:
        """Return what was held back and is no longer; None where the tournament is gone."""
        gate = (await gates_of(self._everybody(reading), [held.tournament_id]))[held.tournament_id]
        if gate is None:
            return None
        kinds = _kinds_through(gate)
        return await reading.published_events.list_shown(held.tournament_id, kinds, gate.races, _SHOWN_AT_ONCE)

    def _everybody(self, reading: Repositories) -> Repositories:
        """What whoever reads along has before the eyes: no more than any member may see."""
        return Repositories(self._access.as_channel(reading.ctx.organization_id), reading.clock)

    async def _add(self, work: WorkSession, events: Sequence[PublishedEvent]) -> None:
        if not events:
            return
        await work.published_events.add_all(events)
        webhooks = [webhook for webhook in await work.webhooks.list_webhooks() if webhook.is_active]
        contexts = {
            webhook.id: self._access.as_webhook(work.ctx.organization_id, for_staff=webhook.for_staff)
            for webhook in webhooks
        }
        await work.webhook_deliveries.add_all(
            (webhook.id, event.id)
            for event in events
            for webhook in webhooks
            if event.kind in webhook.kinds and is_meant_for(event, contexts[webhook.id])
        )
        work.record(EventsPublishedEvent(OrganizationRef(work.ctx.organization_id)))


def _tells(entry: EventLogEntry) -> bool:
    return BY_LOGGED_NAME[entry.type].tells is not Tells.NOTHING


def _kinds_through(gate: HeldBack) -> frozenset[str]:
    """Return what may show of races that are not shown late."""
    return _TELL_THE_END if gate.hides_results else _TELL_ANYTHING


def _published(entry: EventLogEntry, gates: Gates) -> PublishedEvent:
    kind = BY_LOGGED_NAME[entry.type]
    is_held = is_kept_back(entry, kind.tells, gates)
    return PublishedEvent(
        entry_id=entry.id,
        public_id=str(uuid4()),
        kind=kind.name,
        tournament_id=entry.tournament_id,
        live_race_id=entry.live_race_id,
        audience=Audience.STAFF if is_held else Audience.EVERYBODY,
        is_held=is_held,
    )


def _told_late(event: PublishedEvent) -> PublishedEvent:
    return PublishedEvent(
        entry_id=event.entry_id,
        public_id=event.public_id,
        kind=event.kind,
        tournament_id=event.tournament_id,
        live_race_id=event.live_race_id,
        audience=Audience.OTHERS,
    )
