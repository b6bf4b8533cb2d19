"""The feed: events of an organization in the order of publishing, as whoever asks may read them."""

from collections.abc import Collection
from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import TournamentId
from application.domain.messages.public_event_facts import Happening
from application.domain.permissions import Permission
from application.page_links import PageLinks
from application.services.messages.public_events import happenings, readable
from application.services.visibility import demand_view
from application.unit_of_work import UnitsOfWork

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """Which events are wanted; None means all."""

    kinds: Collection[str] | None = None
    tournament_id: TournamentId | None = None


@dataclass(frozen=True, slots=True)
class FedEvent:
    """`position` is where the feed goes on after it."""

    position: int
    happening: Happening


@dataclass(frozen=True, slots=True)
class FeedPart:
    """`position` is where the next part begins; `is_last` tells that there is nothing more for now."""

    events: tuple[FedEvent, ...]
    position: int
    is_last: bool


class EventFeedService:
    def __init__(self, units: UnitsOfWork, links: PageLinks) -> None:
        self._units = units
        self._links = links

    async def find_end(self, ctx: OrgContext) -> int:
        """Return a place behind all that whoever asks was told; of what is kept back nothing is learned from it."""
        sees_all = ctx.allows(Permission.SEE_RESULTS)
        return await self._units.reading(ctx).published_events.last_position(with_held=sees_all)

    async def get_part(self, ctx: OrgContext, wanted: FeedFilter, position: int) -> FeedPart:
        """Return the next events after a place. Raises `NotFound` for a tournament that the actor may not look at."""
        reading = self._units.reading(ctx)
        if wanted.tournament_id is not None:
            await reading.tournaments.get_by_id(wanted.tournament_id)
            demand_view(ctx, wanted.tournament_id, "tournament")
        found = await reading.published_events.list_after(
            position, limit=_AT_ONCE, kinds=wanted.kinds, tournament_id=wanted.tournament_id
        )
        shown = await readable(reading, found)
        told = await happenings(reading, shown, self._links)
        events = tuple(FedEvent(event.position, each) for event, each in zip(shown, told, strict=True))
        return FeedPart(events, found[-1].position if found else position, len(found) < _AT_ONCE)
