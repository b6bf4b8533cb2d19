"""Events as programs are told of them: published from the log, told late where something is held back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q

from application.domain.clock import Clock
from application.domain.events.operations import OrganizationImportedEvent
from application.domain.ids import LiveRaceId, OrganizationId, TournamentId
from application.domain.messages.public_events import BY_LOGGED_NAME, PUBLIC_EVENTS, Audience
from application.repositories.base import TenantRepository
from models.event_log import EventLogEntry
from models.webhook import PublishedEvent

_MILLISECOND = 1_000
_TOLD = sorted(BY_LOGGED_NAME)
_FOR_EVERYBODY = [event.name for event in PUBLIC_EVENTS if not event.is_for_staff]
_LONGEST_COMMIT = timedelta(minutes=2)
"""An entry may become visible after a later one of another organization, but not by so much."""
_NEWS_FOR = timedelta(days=7)
"""What happened earlier is history: nobody is told of it any more who wasn't told before."""

_Arrival = tuple[OrganizationId, int]


@dataclass(frozen=True, slots=True)
class HeldEvents:
    """A tournament some of whose events are told to staff only so far."""

    organization_id: OrganizationId
    tournament_id: TournamentId


class PublishedEventRepository(TenantRepository[PublishedEvent]):
    model = PublishedEvent
    noun = "event"

    async def add_all(self, events: Iterable[PublishedEvent]) -> None:
        """Publish events after all that were before, in this order. They are given their places.

        One for everybody has the next millisecond for itself and for those after it that only staff are told of, so
        that the places which everybody sees are as far apart whatever is between them.
        """
        last = await self._own().order_by("-position").first()
        now = self._clock.now()
        position = _MILLISECOND * round(now.timestamp() * 1_000)
        if last is not None:
            position = max(position, _next_millisecond(last.position))
        for event in events:
            if event.audience is not Audience.STAFF and event.kind in _FOR_EVERYBODY:
                position = _next_millisecond(position)
            event.organization_id = self._ctx.organization_id
            event.position, event.published_at = position, now
            await event.save(force_create=True)
            position += 1

    async def list_unpublished(self, entry_ids: Collection[int]) -> list[EventLogEntry]:
        """Return those log entries of the organization that were not published yet, in their order."""
        entries = EventLogEntry.filter(organization_id=self._ctx.organization_id, id__in=sorted(entry_ids))
        return await entries.filter(publications__isnull=True).order_by("id")

    async def list_shown(
        self, tournament_id: TournamentId, kinds: Collection[str], behind: Collection[LiveRaceId], limit: int
    ) -> list[PublishedEvent]:
        """Return what was held back of these kinds, and is not about one of the races that are shown late."""
        held = self._own().filter(is_held=True, tournament_id=tournament_id, kind__in=sorted(kinds))
        if behind:
            held = held.filter(Q(live_race_id__isnull=True) | Q(live_race_id__not_in=sorted(behind)))
        return await held.order_by("id").limit(limit)

    async def let_go(self, events: Sequence[PublishedEvent]) -> None:
        self._demand_own(events)
        await self._own().filter(id__in=[event.id for event in events]).update(is_held=False)

    async def forget_held(self, tournament_id: TournamentId) -> None:
        """Hold back nothing any more of a tournament that is gone; nobody is told."""
        await self._own().filter(is_held=True, tournament_id=tournament_id).update(is_held=False)

    async def last_position(self, *, with_held: bool) -> int:
        """Return the place of the newest event, 0 for none; without `with_held` of those that everybody was told."""
        events = self._own()
        if not with_held:
            events = events.filter(audience__in=[Audience.EVERYBODY, Audience.OTHERS], kind__in=_FOR_EVERYBODY)
        last = await events.order_by("-position").first()
        return last.position if last is not None else 0

    async def list_after(
        self,
        position: int,
        *,
        limit: int,
        kinds: Collection[str] | None = None,
        tournament_id: TournamentId | None = None,
    ) -> list[PublishedEvent]:
        """Return what was published after a place, with its log entries."""
        query = self._own().filter(position__gt=position)
        if kinds is not None:
            query = query.filter(kind__in=sorted(kinds))
        if tournament_id is not None:
            query = query.filter(tournament_id=tournament_id)
        return await query.order_by("position").limit(limit).select_related("entry")


def _next_millisecond(position: int) -> int:
    return _MILLISECOND * (position // _MILLISECOND + 1)


class PublicationSiteRepository:
    """What is to be published, in all organizations."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def first_mark(self) -> int:
        """Return the last log entry of which programs needn't be told any more, 0 for none."""
        return await self._last_by(self.clock.now() - _NEWS_FOR)

    async def list_unpublished(self, mark: int, limit: int) -> list[tuple[OrganizationId, int]]:
        """Return log entries after a mark that are to be published, by their organizations."""
        news = EventLogEntry.filter(_not_brought(await _arrivals_after(mark)), id__gt=mark)
        recent = news.filter(occurred_at__gt=self.clock.now() - _NEWS_FOR)
        entries = recent.filter(type__in=_TOLD, publications__isnull=True)
        return list(await entries.order_by("id").limit(limit).values_list("organization_id", "id"))

    async def next_mark(self, mark: int) -> int:
        """Return the last entry after a mark before which nothing can turn up any more."""
        return max(mark, await self._last_by(self.clock.now() - _LONGEST_COMMIT))

    async def list_held(self) -> list[HeldEvents]:
        rows = await PublishedEvent.filter(is_held=True).distinct().values_list("organization_id", "tournament_id")
        return [HeldEvents(*row) for row in rows]

    async def _last_by(self, moment: datetime) -> int:
        """Return the last entry of this moment or before; what an archive brought is out of order and doesn't count."""
        arrivals: Sequence[_Arrival] = ()
        while True:
            entries = EventLogEntry.filter(_not_brought(arrivals), occurred_at__lte=moment)
            last = await entries.order_by("-id").first()
            place = last.id if last is not None else 0
            if arrivals == (arrivals := await _arrivals_after(place)):
                return place


async def _arrivals_after(place: int) -> Sequence[_Arrival]:
    """Return organizations that came as an archive, with the entries that say so: theirs before it are history."""
    entries = EventLogEntry.filter(id__gt=place, type=OrganizationImportedEvent.__name__)
    return await entries.order_by("id").values_list("organization_id", "id")


def _not_brought(arrivals: Sequence[_Arrival]) -> Q:
    return Q(*(~Q(organization_id=organization_id, id__lte=entry_id) for organization_id, entry_id in arrivals))
