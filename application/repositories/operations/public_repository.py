"""What everybody may look at, in all organizations: asked before there is a scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from application.domain.ids import LiveRaceId, OrganizationId
from application.domain.live_races.live_race import LiveRaceStatus
from application.read_models.operations import PublicTournament
from application.repositories.async_live_race_repository import shown_late
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace


@dataclass(frozen=True, slots=True)
class PublicRace:
    organization_id: OrganizationId
    live_race_id: LiveRaceId


class PublicRepository:
    async def list_tournaments(self) -> list[PublicTournament]:
        """Return all public tournaments, the active ones first, then the newest."""
        public = AsyncTournament.filter(is_public=True, organization__is_active=True)
        rows = await public.order_by("-is_active", "-id").values_list(
            "id", "name", "description", "is_active", "organization__slug", "organization__name"
        )
        return [PublicTournament(*row) for row in rows]

    async def list_under_way(self, now: datetime, *, most: int) -> list[PublicRace]:
        """Return races whose room is open or that are on as far as everybody may know, those first that began first."""
        under_way = Q(status__in=[LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS])
        return await _races(_public().filter(under_way | shown_late(now)), "scheduled_at", "id", most=most)

    async def list_next(self, *, most: int) -> list[PublicRace]:
        return await _races(_public().filter(status=LiveRaceStatus.SCHEDULED), "scheduled_at", "id", most=most)

    async def list_over(self, since: datetime, now: datetime, *, most: int) -> list[PublicRace]:
        """Return races that ended after a moment, the latest first; none whose end is kept back."""
        wanted = _public().filter(~shown_late(now), status=LiveRaceStatus.FINISHED, ended_at__gte=since)
        return await _races(wanted, "-ended_at", "-id", most=most)

    async def list_all_races(self, *, most: int) -> list[PublicRace]:
        """Return races in whatever state, the newest first."""
        return await _races(_public(), "-scheduled_at", "-id", most=most)


def _public() -> QuerySet[AsyncTournamentLiveRace]:
    return AsyncTournamentLiveRace.filter(tournament__is_public=True, organization__is_active=True)


async def _races(wanted: QuerySet[AsyncTournamentLiveRace], *order: str, most: int) -> list[PublicRace]:
    rows: Sequence[tuple[int, int]] = await wanted.order_by(*order).limit(most).values_list("organization_id", "id")
    return [PublicRace(OrganizationId(organization_id), LiveRaceId(own_id)) for organization_id, own_id in rows]
