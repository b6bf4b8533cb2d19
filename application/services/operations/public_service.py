"""What is to be seen of all organizations by people without an account."""

from collections.abc import Sequence
from datetime import timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import NotFound
from application.domain.ids import OrganizationId
from application.domain.live_races.live_race import LiveRaceStatus
from application.read_models import LiveRaceDetails
from application.read_models.operations import PublicAddresses, PublicFront, PublicTournament
from application.repositories.operations.public_repository import PublicRace, PublicRepository
from application.services.live_races.read_cache import LiveRaceReadCache

_RECENT = timedelta(days=7)
_MOST_LIVE, _MOST_NEXT, _MOST_RECENT, _MOST_TOURNAMENTS = 12, 8, 8, 60
_MOST_LISTED = 40_000
"""Of races in the list for search engines, which may have 50,000 addresses."""


class PublicService:
    def __init__(self, access: Access, public: PublicRepository, live_races: LiveRaceReadCache, clock: Clock) -> None:
        self._access = access
        self._public = public
        self._live_races = live_races
        self._clock = clock

    async def get_front(self, search: str = "") -> PublicFront:
        """Return what is live now, next and lately over, and the tournaments whose or whose community's name fits.

        Where a race stands is what everybody may know of it: one whose end is kept back is still live.
        """
        contexts = {ctx.organization_id: ctx for ctx in await self._access.enter_everything_public()}
        now = self._clock.now()
        under_way = await self._public.list_under_way(now, most=_MOST_LIVE)
        over = await self._public.list_over(now - _RECENT, now, most=_MOST_RECENT)
        told = await self._details(contexts, [*under_way, *over])
        coming = await self._details(contexts, await self._public.list_next(most=_MOST_NEXT))
        wanted = search.strip().casefold()
        tournaments = [row for row in await self._public.list_tournaments() if _fits(row, wanted)]
        return PublicFront(
            live=tuple(each for each in told if each.summary.status is not LiveRaceStatus.FINISHED),
            next=tuple(each.summary for each in coming),
            recent=tuple(each for each in told if each.summary.status is LiveRaceStatus.FINISHED),
            tournaments=tuple(tournaments[:_MOST_TOURNAMENTS]),
            total=len(tournaments),
        )

    async def list_addresses(self) -> PublicAddresses:
        """Return everything that search engines may know of."""
        tournaments = await self._public.list_tournaments()
        races = await self._public.list_all_races(most=_MOST_LISTED)
        return PublicAddresses(
            organizations=tuple(dict.fromkeys(row.organization_slug for row in tournaments)),
            tournaments=tuple(row.id for row in tournaments),
            live_races=tuple(race.live_race_id for race in races),
        )

    async def _details(
        self, contexts: dict[OrganizationId, OrgContext], races: Sequence[PublicRace]
    ) -> list[LiveRaceDetails]:
        found = []
        for race in races:
            ctx = contexts.get(race.organization_id)
            if ctx is None:
                continue  # its tournament has just become public
            try:
                found.append(await self._live_races.get_live_race(ctx, race.live_race_id))
            except NotFound:
                continue  # it was deleted, or made private, meanwhile
        return found


def _fits(row: PublicTournament, wanted: str) -> bool:
    return wanted in row.name.casefold() or wanted in row.organization_name.casefold()
