"""A race's board for a stream: behind an address that staff hand to whoever produces it."""

from application.access import Access
from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.events.live_races import AsyncLiveRaceOverlayChangedEvent
from application.domain.ids import LiveRaceId, RaceRef
from application.domain.permissions import Permission
from application.private_keys import PrivateKeys, after_renewal, after_turning_off
from application.read_models import LiveRaceDetails
from application.repositories.people.access_repository import AccessRepository
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork


class OverlayService:
    """The overlay is part of the stream, so nothing is kept back in it: the stream's own delay comes on top."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        live_races: AsyncLiveRaceService,
        keys: PrivateKeys,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._live_races = live_races
        self._keys = keys

    async def find_key(self, ctx: OrgContext, live_race_id: LiveRaceId) -> str | None:
        """Return the key in a race's overlay address, None while it is turned off.

        Raises `Forbidden` for who is no staff of its tournament.
        """
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
        return self._keys.key_of(race.id, race.overlay_number)

    async def renew_key(self, ctx: OrgContext, live_race_id: LiveRaceId) -> str:
        """Make a new key; overlays with an old address go blank at once."""
        return str(await self._change(ctx, live_race_id, is_on=True))

    async def turn_off(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        await self._change(ctx, live_race_id, is_on=False)

    async def get_live_race(self, key: str) -> LiveRaceDetails:
        """Return what the overlay with this key shows. Raises `NotFound` for a key that is wrong or in use no more."""
        race_id = LiveRaceId(self._keys.owner_in(key))
        found = await self._site.overlay_of(race_id)
        if found is None:
            raise NotFound("overlay")
        organization_id, number = found
        self._keys.check(key, race_id, number)
        return await self._live_races.get_live_race(self._access.as_overlay(organization_id), race_id)

    @tried_twice
    async def _change(self, ctx: OrgContext, live_race_id: LiveRaceId, *, is_on: bool) -> str | None:
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
            number = (after_renewal if is_on else after_turning_off)(race.overlay_number)
            if number != race.overlay_number:
                await work.live_races.set_overlay_number(live_race_id, number)
                work.record(
                    AsyncLiveRaceOverlayChangedEvent(
                        RaceRef(ctx.organization_id, race.tournament_id, live_race_id), is_on=is_on
                    )
                )
        return self._keys.key_of(live_race_id, number)
