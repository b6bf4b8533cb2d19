"""Rooms of live races, the racers in them, and those whose result belongs to nobody yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from application.domain.ids import LiveRaceId, RoomId
from application.domain.room import EntrantStatus
from application.repositories.base import TenantRepository
from models import (
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    UnmatchedEntrant,
)


class LiveRaceRoomRepository(TenantRepository[AsyncTournamentLiveRaceRoom]):
    model = AsyncTournamentLiveRaceRoom
    noun = "room"

    async def create_room(self, room: AsyncTournamentLiveRaceRoom) -> None:
        room.organization_id = self._ctx.organization_id
        room.opened_at = self._clock.now()
        await room.save(force_create=True)

    async def get_by_id(self, room_id: RoomId) -> AsyncTournamentLiveRaceRoom:
        return await self._one(self._own().filter(id=room_id))

    async def find_current(self, live_race_id: LiveRaceId) -> AsyncTournamentLiveRaceRoom | None:
        """Return the newest room of a live race."""
        return await self._own().filter(live_race_id=live_race_id).order_by("-number").first()

    async def list_current(self, live_race_ids: Sequence[int]) -> dict[int, AsyncTournamentLiveRaceRoom]:
        rows = await self._own().filter(live_race_id__in=list(live_race_ids)).order_by("number")
        return {row.live_race_id: row for row in rows}

    async def slug_is_known(self, slug: str) -> bool:
        return await self._own().filter(slug=slug).exists()

    async def update_room(self, room: AsyncTournamentLiveRaceRoom) -> None:
        self._demand_own([room])
        await room.save()


class LiveRaceEntrantRepository(TenantRepository[AsyncTournamentLiveRaceEntrant]):
    model = AsyncTournamentLiveRaceEntrant
    noun = "entrant"

    async def list_for_race(self, live_race_id: LiveRaceId) -> list[AsyncTournamentLiveRaceEntrant]:
        return await self._own().filter(live_race_id=live_race_id).order_by("id")

    async def count_running(self, live_race_id: LiveRaceId) -> int:
        return await (
            self._own().filter(live_race_id=live_race_id, present=True, status=EntrantStatus.IN_PROGRESS).count()
        )

    async def add_all(self, entrants: Iterable[AsyncTournamentLiveRaceEntrant]) -> None:
        now = self._clock.now()
        rows = list(entrants)
        for row in rows:
            row.organization_id = self._ctx.organization_id
            row.first_seen_at = row.updated_at = now
        if rows:
            await AsyncTournamentLiveRaceEntrant.bulk_create(rows)

    async def update_all(self, entrants: Iterable[AsyncTournamentLiveRaceEntrant], columns: Sequence[str]) -> None:
        """Write the named columns of many rows in one statement."""
        rows = list(entrants)
        now = self._clock.now()
        for row in rows:
            row.updated_at = now
        await self._save_columns(rows, [*columns, "updated_at"])


class UnmatchedEntrantRepository(TenantRepository[UnmatchedEntrant]):
    model = UnmatchedEntrant
    noun = "inbox entry"

    async def list_for_race(self, live_race_id: LiveRaceId) -> list[UnmatchedEntrant]:
        return await self._own().filter(live_race_id=live_race_id).order_by("id")

    async def list_open(self) -> list[UnmatchedEntrant]:
        """Return what still waits for a decision, oldest first."""
        return await (
            self._own()
            .filter(run_id__isnull=True, dismissed_at__isnull=True)
            .order_by("created_at", "id")
            .select_related("live_race")
        )

    async def add_all(self, entries: Iterable[UnmatchedEntrant]) -> None:
        now: datetime = self._clock.now()
        rows = list(entries)
        for row in rows:
            row.organization_id = self._ctx.organization_id
            row.created_at = row.updated_at = now
        if rows:
            await UnmatchedEntrant.bulk_create(rows)

    async def update_all(self, entries: Iterable[UnmatchedEntrant], columns: Sequence[str]) -> None:
        rows = list(entries)
        now = self._clock.now()
        for row in rows:
            row.updated_at = now
        await self._save_columns(rows, [*columns, "updated_at"])

    async def remove_all(self, entries: Iterable[UnmatchedEntrant]) -> None:
        """Remove entries that nobody has decided on, because their cause is gone."""
        ids = [entry.id for entry in entries if entry.run_id is None and entry.dismissed_at is None]
        if ids:
            await self._own().filter(id__in=ids).delete()
