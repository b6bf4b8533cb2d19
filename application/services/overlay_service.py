"""A race's board for a stream: behind an address that staff hand to whoever produces it."""

import base64
import hmac

from application.access import Access
from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId
from application.domain.permissions import Permission
from application.read_models import LiveRaceDetails
from application.repositories.site_repository import SiteRepository
from application.services.async_live_race_service import AsyncLiveRaceService


class OverlayService:
    """The overlay is part of the stream, so nothing is kept back in it: the stream's own delay comes on top."""

    def __init__(self, access: Access, site: SiteRepository, live_races: AsyncLiveRaceService, secret_key: str) -> None:
        self._access = access
        self._site = site
        self._live_races = live_races
        self._secret = f"overlay addresses:{secret_key}".encode()

    async def key_for(self, ctx: OrgContext, live_race_id: LiveRaceId) -> str:
        """Return the key in a race's overlay address. Raises `Forbidden` for who is no staff of its tournament."""
        race = await self._live_races.get_live_race_summary(ctx, live_race_id)
        ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
        return self._key(live_race_id)

    async def get_live_race(self, key: str) -> LiveRaceDetails:
        """Return what the overlay with this key shows. Raises `NotFound` for a wrong key."""
        number, _, _ = key.partition("-")
        if not number.isdecimal() or len(number) > 10:
            raise NotFound("overlay")
        race_id = LiveRaceId(int(number))
        if not hmac.compare_digest(self._key(race_id).encode(), key.encode()):
            raise NotFound("overlay")
        organization_id = await self._site.organization_of_live_race(race_id)
        if organization_id is None:
            raise NotFound("overlay")
        return await self._live_races.get_live_race(self._access.as_overlay(organization_id), race_id)

    def _key(self, live_race_id: LiveRaceId) -> str:
        digest = hmac.new(self._secret, str(live_race_id).encode(), "sha256").digest()
        return f"{live_race_id}-{base64.urlsafe_b64encode(digest[:18]).decode()}"
