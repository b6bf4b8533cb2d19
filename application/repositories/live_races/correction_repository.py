"""Results of live races that moved after they had been told."""

from collections.abc import Iterable

from application.domain.ids import LiveRaceId, UserId
from application.repositories.base import TenantRepository
from models.result_correction import ResultCorrection


class LiveRaceCorrectionRepository(TenantRepository[ResultCorrection]):
    model = ResultCorrection
    noun = "correction"

    async def add_all(self, corrections: Iterable[ResultCorrection]) -> None:
        """Write corrections under the context's actor, in one statement."""
        now = self._clock.now()
        rows = list(corrections)
        for row in rows:
            row.organization_id = self._ctx.organization_id
            row.actor_id = self._ctx.actor.user_id
            row.actor_name = self._ctx.actor.name
            row.occurred_at = now
        if rows:
            await ResultCorrection.bulk_create(rows)

    async def list_for_race(self, live_race_id: LiveRaceId) -> list[ResultCorrection]:
        """Return all corrections of a race, the newest first."""
        return await self._own().filter(live_race_id=live_race_id).order_by("-id")

    async def list_corrected_users(self, live_race_id: LiveRaceId) -> set[UserId]:
        """Return whose result in this race moved before."""
        rows = await self._own().filter(live_race_id=live_race_id, user_id__isnull=False).values_list("user_id")
        return {UserId(row[0]) for row in rows}
