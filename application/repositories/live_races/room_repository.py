"""Rooms of live races, the racers in them, and those whose result is unmatched."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from application.domain.ids import LiveRaceId, RoomId, Subject, TournamentId, UnmatchedEntrantId
from application.domain.live_races.room import EntrantStatus
from application.repositories.base import Named, TenantRepository, taken_when_not_unique
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom, UnmatchedEntrant

_TAKEN = "This room belongs to another live race."


class Present(NamedTuple):
    """How somebody stands who is in a room."""

    status: EntrantStatus
    eligible: bool | None


class LiveRaceRoomRepository(TenantRepository[AsyncTournamentLiveRaceRoom]):
    """Rooms have no version of their own: whoever writes one holds the lock on its live race and read it under that."""

    model = AsyncTournamentLiveRaceRoom
    noun = "room"

    async def create_room(self, room: AsyncTournamentLiveRaceRoom) -> None:
        room.organization_id = self._ctx.organization_id
        room.opened_at = self._clock.now()
        with taken_when_not_unique(_TAKEN):
            await room.save(force_create=True)

    async def get_by_id(self, room_id: RoomId) -> AsyncTournamentLiveRaceRoom:
        return await self._get(room_id)

    async def find_current(self, race: AsyncTournamentLiveRace) -> AsyncTournamentLiveRaceRoom | None:
        """Return the room that a live race has now; None before the first one and between two."""
        if race.racetime_slug is None:
            return None
        return await self._own().filter(live_race_id=race.id, slug=race.racetime_slug).first()

    async def find_by_slug(self, live_race_id: LiveRaceId, slug: str) -> AsyncTournamentLiveRaceRoom | None:
        return await self._own().filter(live_race_id=live_race_id, slug=slug).first()

    async def list_for_race(self, live_race_id: LiveRaceId) -> list[AsyncTournamentLiveRaceRoom]:
        """Return all rooms that a live race ever had, in order."""
        return await self._own().filter(live_race_id=live_race_id).order_by("number")

    async def list_current(self, live_race_ids: Sequence[int]) -> dict[int, AsyncTournamentLiveRaceRoom]:
        """Return the present rooms of many live races by race, in one query."""
        rows = await self._own().filter(live_race_id__in=list(live_race_ids), live_race__racetime_slug=F("slug"))
        return {row.live_race_id: row for row in rows}

    async def find_known(self, slug: str) -> AsyncTournamentLiveRaceRoom | None:
        """Return the room, whichever live race of the organization has or had it."""
        return await self._own().filter(slug=slug).first()

    async def is_led_elsewhere(self, slug: str) -> bool:
        """Tell whether another organization speaks in this room and writes to it."""
        leading = AsyncTournamentLiveRaceRoom.filter(slug=slug, follows_only=False, left_at__isnull=True)
        return await leading.filter(closed_at__isnull=True).exclude(organization_id=self._ctx.organization_id).exists()

    async def update_room(self, room: AsyncTournamentLiveRaceRoom) -> None:
        self._demand_own([room])
        await room.save()


class LiveRaceEntrantRepository(TenantRepository[AsyncTournamentLiveRaceEntrant]):
    model = AsyncTournamentLiveRaceEntrant
    noun = "entrant"

    async def list_for_race(self, live_race_id: LiveRaceId) -> list[AsyncTournamentLiveRaceEntrant]:
        return await self._every(self._own().filter(live_race_id=live_race_id).order_by("id"))

    async def list_present(self, live_race_ids: Sequence[int]) -> dict[int, list[Present]]:
        """Return how those stand who are in the rooms of many races, by race, in one query."""
        found: dict[int, list[Present]] = {}
        present = self._own().filter(live_race_id__in=list(live_race_ids), present=True)
        for race_id, status, eligible in await present.values_list("live_race_id", "status", "eligible"):
            found.setdefault(race_id, []).append(Present(EntrantStatus(status), eligible))
        return found

    async def forget_all(self, live_race_id: LiveRaceId) -> None:
        """Empty the roster of a race that begins again: nobody is in its room, judged, or was told anything."""
        await (
            self._own()
            .filter(live_race_id=live_race_id)
            .update(
                present=False,
                place=None,
                finish_time=None,
                finished_at=None,
                judged_at=None,
                checked_at=None,
                eligible=None,
                verdicts=None,
                told=None,
                times_told=0,
                admitted_at=None,
                forced_out=False,
                updated_at=self._clock.now(),
            )
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
    noun = "unmatched result"
    named = Named(Subject.RESULT, ("racetime_name",))

    async def list_for_race(self, live_race_id: LiveRaceId) -> list[UnmatchedEntrant]:
        return await self._own().filter(live_race_id=live_race_id).order_by("id")

    async def list_open(
        self,
        within: frozenset[TournamentId] | None = None,
        *,
        after: UnmatchedEntrantId | None = None,
        limit: int | None = None,
    ) -> list[UnmatchedEntrant]:
        """Return what still waits for a decision in some tournaments, in all for None, oldest first."""
        query = self._within(within).filter(run_id__isnull=True, dismissed_at__isnull=True).order_by("id")
        return await self._listed(query.filter(id__gt=after) if after is not None else query, limit)

    async def list_open_races(self) -> list[int]:
        """Return the race of each result that waits for a decision."""
        rows = await self._own().filter(run_id__isnull=True, dismissed_at__isnull=True).values_list("live_race_id")
        return [row[0] for row in rows]

    async def count_open(self, within: frozenset[TournamentId] | None) -> int:
        """Count what waits for a decision in some tournaments, in all for None."""
        return await self._within(within).filter(run_id__isnull=True, dismissed_at__isnull=True).count()

    async def list_all(
        self,
        within: frozenset[TournamentId] | None = None,
        *,
        after: UnmatchedEntrantId | None = None,
        limit: int | None = None,
    ) -> list[UnmatchedEntrant]:
        """Return everything that ever was unmatched in some tournaments, in all for None, the newest first."""
        query = self._within(within).order_by("-id")
        return await self._listed(query.filter(id__lt=after) if after is not None else query, limit)

    async def list_open_for_accounts(self, racetime_ids: Sequence[str]) -> list[UnmatchedEntrant]:
        """Return what waits for a decision about these racetime.gg accounts."""
        query = self._own().filter(run_id__isnull=True, dismissed_at__isnull=True)
        return await self._listed(query.filter(entrant_key__in=list(racetime_ids)).order_by("id"))

    async def get_by_id(self, entry_id: UnmatchedEntrantId) -> UnmatchedEntrant:
        return await self._get(entry_id, "resolved_by")

    async def forget_race(self, live_race_id: LiveRaceId) -> None:
        """Drop everything about a race that doesn't count."""
        await self._own().filter(live_race_id=live_race_id).delete()

    def _within(self, tournaments: frozenset[TournamentId] | None) -> QuerySet[UnmatchedEntrant]:
        own = self._own()
        return own if tournaments is None else own.filter(live_race__tournament_id__in=sorted(tournaments))

    async def _listed(self, query: QuerySet[UnmatchedEntrant], limit: int | None = None) -> list[UnmatchedEntrant]:
        related = query.select_related("live_race__tournament", "live_race__pool", "user", "resolved_by", "run__user")
        return await (related.limit(limit) if limit is not None else related)

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

    async def forget_runs(self, run_ids: Sequence[int]) -> None:
        """Drop the entries that had become these runs, because the runs are removed."""
        if run_ids:
            await self._own().filter(run_id__in=list(run_ids)).delete()

    async def remove_all(self, entries: Iterable[UnmatchedEntrant]) -> int:
        """Remove entries that nobody has decided on, because their cause is gone; return how many that were."""
        ids = [entry.id for entry in entries if entry.run_id is None and entry.dismissed_at is None]
        if ids:
            await self._own().filter(id__in=ids).delete()
        return len(ids)
