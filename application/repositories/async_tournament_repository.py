"""Tournaments of one organization with their pools, permalinks and whitelist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tortoise.expressions import RawSQL
from tortoise.functions import Count

from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import PermalinkId, PoolId, TournamentId, UserId
from application.domain.live_race import LiveRaceStatus
from application.repositories.base import TenantRepository, taken_when_not_unique
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)


@dataclass(frozen=True, slots=True)
class NewPermalink:
    url: str
    notes: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class PermalinkUse:
    """What has happened to a permalink so far."""

    run_count: int
    in_live_race: bool
    """A live race that is not cancelled has it, or one that was had handed it out."""
    released: bool
    """A live race has released it."""


class AsyncTournamentRepository(TenantRepository[AsyncTournament]):
    model = AsyncTournament
    noun = "tournament"

    async def create_tournament(self, tournament: AsyncTournament) -> None:
        """Raises `AlreadyTaken` when the name is in use."""
        tournament.organization_id = self._ctx.organization_id
        tournament.created_at = tournament.updated_at = self._clock.now()
        taken = f"There is a tournament called {tournament.name} already."
        if await self._own().filter(name=tournament.name).exists():
            raise AlreadyTaken(taken)
        with taken_when_not_unique(taken):
            await tournament.save(force_create=True)

    async def get_by_id(self, tournament_id: TournamentId) -> AsyncTournament:
        return await self._one(self._own().filter(id=tournament_id).select_related("race_room_profile"))

    async def list_tournaments(self, *, active_only: bool = False) -> list[AsyncTournament]:
        query = self._own().filter(is_active=True) if active_only else self._own()
        return await query.order_by("-is_active", "name")

    async def update_tournament(self, tournament: AsyncTournament) -> None:
        """Raises `AlreadyTaken` when the name is in use."""
        tournament.updated_at = self._clock.now()
        with taken_when_not_unique(f"There is a tournament called {tournament.name} already."):
            await self._save_versioned(tournament)

    async def note_goal_check(self, tournament_id: TournamentId, problem: str) -> None:
        """Remember what racetime.gg says of the goal now; an empty `problem` says that it is there."""
        now = self._clock.now()
        await self._own().filter(id=tournament_id).update(goal_checked_at=now, goal_problem=problem[:500])


class PoolRepository(TenantRepository[AsyncTournamentPool]):
    model = AsyncTournamentPool
    noun = "pool"

    async def create_pool(self, tournament_id: TournamentId, name: str) -> AsyncTournamentPool:
        """Raises `AlreadyTaken` when the tournament has a pool of that name."""
        siblings = self._own().filter(tournament_id=tournament_id)
        taken = f"This tournament has a pool called {name} already."
        if await siblings.filter(name=name).exists():
            raise AlreadyTaken(taken)
        pool = AsyncTournamentPool(
            organization_id=self._ctx.organization_id,
            tournament_id=tournament_id,
            name=name,
            position=await siblings.count(),
            created_at=self._clock.now(),
        )
        with taken_when_not_unique(taken):
            await pool.save(force_create=True)
        return pool

    async def get_by_id(self, pool_id: PoolId) -> AsyncTournamentPool:
        return await self._one(self._own().filter(id=pool_id))

    async def find_in_tournament(self, pool_id: PoolId, tournament_id: TournamentId) -> AsyncTournamentPool | None:
        return await self._own().filter(id=pool_id, tournament_id=tournament_id).first()

    async def list_for_tournaments(self, tournament_ids: Sequence[int]) -> list[AsyncTournamentPool]:
        return await self._own().filter(tournament_id__in=list(tournament_ids)).order_by("position", "id")


class PermalinkRepository(TenantRepository[AsyncTournamentPermalink]):
    model = AsyncTournamentPermalink
    noun = "permalink"

    async def add_all(self, pool_id: PoolId, permalinks: Iterable[NewPermalink]) -> list[AsyncTournamentPermalink]:
        """Raises `AlreadyTaken` when the pool has one of the addresses already; then none is added."""
        now = self._clock.now()
        rows = [
            AsyncTournamentPermalink(
                organization_id=self._ctx.organization_id,
                pool_id=pool_id,
                url=permalink.url,
                notes=permalink.notes,
                is_live=permalink.is_live,
                created_at=now,
            )
            for permalink in permalinks
        ]
        with taken_when_not_unique("This pool has one of these permalinks already."):
            await AsyncTournamentPermalink.bulk_create(rows)
        urls = [row.url for row in rows]
        return await self._own().filter(pool_id=pool_id, url__in=urls).order_by("id")

    async def known_urls(self, pool_id: PoolId) -> set[str]:
        return {row[0] for row in await self._own().filter(pool_id=pool_id).values_list("url")}

    async def get_by_id(self, permalink_id: PermalinkId) -> AsyncTournamentPermalink:
        return await self._one(self._own().filter(id=permalink_id).select_related("pool"))

    async def find_in_pool(self, permalink_id: PermalinkId, pool_id: PoolId) -> AsyncTournamentPermalink | None:
        return await self._own().filter(id=permalink_id, pool_id=pool_id).first()

    async def list_for_pool(
        self, pool_id: PoolId, *, after: PermalinkId | None = None, limit: int | None = None
    ) -> list[AsyncTournamentPermalink]:
        query = self._own().filter(pool_id=pool_id).order_by("id")
        if after is not None:
            query = query.filter(id__gt=after)
        return await (query.limit(limit) if limit is not None else query)

    async def note_read(self, permalink_id: PermalinkId) -> None:
        """Remember that players can read it from now on, so that no later race gets it."""
        await self._own().filter(id=permalink_id, read_at__isnull=True).update(read_at=self._clock.now())

    async def uses(self, permalink_ids: Sequence[int]) -> dict[int, PermalinkUse]:
        """Return what happened to each permalink, in three queries."""
        wanted = list(permalink_ids)
        runs = dict(
            await AsyncTournamentRace.filter(organization_id=self._ctx.organization_id, permalink_id__in=wanted)
            .group_by("permalink_id")
            .annotate(number=Count("id"))
            .values_list("permalink_id", "number")
        )
        races = await AsyncTournamentLiveRace.filter(
            organization_id=self._ctx.organization_id, permalink_id__in=wanted
        ).values_list("permalink_id", "status", "released_at")
        read = {row[0] for row in await self._own().filter(id__in=wanted, read_at__isnull=False).values_list("id")}
        held = {row[0] for row in races if row[1] != LiveRaceStatus.CANCELLED or row[2] is not None} | read
        released = {row[0] for row in races if row[2] is not None} | read
        return {
            permalink_id: PermalinkUse(
                run_count=runs.get(permalink_id, 0),
                in_live_race=permalink_id in held,
                released=permalink_id in released,
            )
            for permalink_id in wanted
        }

    async def find_unplayed(self, pool_id: PoolId) -> AsyncTournamentPermalink | None:
        """Return a permalink for a live race: an unplayed one kept for live use, else any unplayed one of the pool.

        Unplayed means that nobody has a run on it, no live race has it and none ever handed it out.
        """
        raced = RawSQL(
            '(SELECT COUNT(*) FROM "async_tournament_races" r'
            ' WHERE r."permalink_id" = "async_tournament_permalinks"."id")'
        )
        held = RawSQL(
            '(SELECT COUNT(*) FROM "async_tournament_live_races" l'
            ' WHERE l."permalink_id" = "async_tournament_permalinks"."id"'
            ' AND (l."status" <> \'cancelled\' OR l."released_at" IS NOT NULL))'
        )
        return await (
            self._own()
            .filter(pool_id=pool_id, read_at__isnull=True)
            .annotate(raced=raced, held=held)
            .filter(raced=0, held=0)
            .order_by("-is_live", "id")
            .first()
        )

    async def pools_with_unplayed(self, pool_ids: Sequence[int]) -> set[int]:
        """Return those pools in which a live race could still find a permalink, in four queries."""
        rows = await self._own().filter(pool_id__in=list(pool_ids)).values_list("id", "pool_id")
        used = await self.uses([row[0] for row in rows])
        return {pool_id for permalink_id, pool_id in rows if _is_unplayed(used[permalink_id])}

    async def counts_for_pools(self, pool_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        """Return per pool: permalinks, those kept for live use, and the unplayed among the latter."""
        rows = await self._own().filter(pool_id__in=list(pool_ids)).values_list("id", "pool_id", "is_live")
        used = await self.uses([row[0] for row in rows])
        counts: dict[int, tuple[int, int, int]] = dict.fromkeys(pool_ids, (0, 0, 0))
        for permalink_id, pool_id, is_live in rows:
            total, live, unplayed = counts[pool_id]
            fresh = is_live and _is_unplayed(used[permalink_id])
            counts[pool_id] = (total + 1, live + is_live, unplayed + fresh)
        return counts


def _is_unplayed(use: PermalinkUse) -> bool:
    return use.run_count == 0 and not use.in_live_race


class WhitelistRepository(TenantRepository[AsyncTournamentWhitelistEntry]):
    model = AsyncTournamentWhitelistEntry
    noun = "whitelist entry"

    async def add(self, tournament_id: TournamentId, user_id: UserId) -> bool:
        """Return False when the player is on the whitelist already."""
        if await self._own().filter(tournament_id=tournament_id, user_id=user_id).exists():
            return False
        await AsyncTournamentWhitelistEntry.create(
            organization_id=self._ctx.organization_id,
            tournament_id=tournament_id,
            user_id=user_id,
            created_at=self._clock.now(),
        )
        return True

    async def remove(self, tournament_id: TournamentId, user_id: UserId) -> None:
        if not await self._own().filter(tournament_id=tournament_id, user_id=user_id).delete():
            raise NotFound(self.noun)
