"""Tournaments of one organization with their pools, permalinks and whitelist."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tortoise.expressions import F, Q
from tortoise.functions import Count

from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import PermalinkId, PoolId, Subject, TournamentId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.seed_key import seed_digest
from application.repositories.base import Named, TenantRepository, taken_when_not_unique
from application.repositories.statements import Statement
from application.repositories.tournaments import seed_choice
from application.repositories.tournaments.seed_choice import DealableSeed, SeedHistory, SeedHolder
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.seed_source import SeedSource


@dataclass(frozen=True, slots=True)
class NewPermalink:
    url: str
    notes: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class TournamentState:
    """Differs from every earlier one as soon as a setting, a pool or any run of a tournament changed.

    Settings, pools and the removal of runs raise the tournament's version; a run that is added or changed raises the
    sum. Scores move only together with one of these.
    """

    version: int
    runs: int
    stream_delay_minutes: int


_STATE = Statement(
    """
    SELECT t.version, t.stream_delay_minutes,
           (SELECT SUM(r.version + 1) FROM async_tournament_races r
             WHERE r.tournament_id = t.id AND r.organization_id = t.organization_id) AS runs
      FROM async_tournaments t
     WHERE t.id = $1 AND t.organization_id = $2
    """
)


@dataclass(frozen=True, slots=True)
class LiveUse:
    """What live races have done with a permalink so far."""

    in_live_race: bool
    """A live race that is not cancelled has it, or one that was had handed it out."""
    released: bool
    """A live race has released it."""
    sealed_elsewhere: bool
    """The same seed is kept for a live race under another permalink, which the managers of this one aren't told."""


@dataclass(frozen=True, slots=True)
class PermalinkUse(LiveUse):
    """What has happened to a permalink so far."""

    run_count: int


class AsyncTournamentRepository(TenantRepository[AsyncTournament]):
    model = AsyncTournament
    noun = "tournament"
    named = Named(Subject.TOURNAMENT, ("name",))

    async def create_tournament(self, tournament: AsyncTournament) -> None:
        """Raises `AlreadyTaken` when the name is in use."""
        tournament.organization_id = self._ctx.organization_id
        tournament.created_at = tournament.updated_at = self._clock.now()
        taken = f"There is a tournament called {tournament.name} already."
        if await self._own().filter(name=tournament.name).exists():
            raise AlreadyTaken(taken)
        with taken_when_not_unique(taken):
            await tournament.save(force_create=True)

    async def find_by_id(self, tournament_id: TournamentId) -> AsyncTournament | None:
        return await self._find(tournament_id)

    async def get_by_id(self, tournament_id: TournamentId) -> AsyncTournament:
        return await self._get(tournament_id)

    async def state_of(self, tournament_id: TournamentId) -> TournamentState:
        """Return what tells whether anything about a tournament or its runs has changed since, in one statement."""
        rows = await _STATE.rows(AsyncTournament, tournament_id, self._ctx.organization_id)
        if not rows:
            raise NotFound(self.noun)
        return TournamentState(rows[0]["version"], rows[0]["runs"] or 0, rows[0]["stream_delay_minutes"])

    async def list_tournaments(
        self,
        among: Collection[TournamentId] | None = None,
        *,
        active_only: bool = False,
        after: tuple[bool, str] | None = None,
        limit: int | None = None,
    ) -> list[AsyncTournament]:
        """Return tournaments, the active ones first and by name, continuing after a (is active, name) pair."""
        query = self._own().filter(is_active=True) if active_only else self._own()
        if among is not None:
            query = query.filter(id__in=sorted(among))
        if after is not None:
            is_active, name = after
            later = Q(is_active=is_active, name__gt=name)
            query = query.filter(later | Q(is_active=False) if is_active else later)
        query = query.order_by("-is_active", "name")
        return await (query.limit(limit) if limit is not None else query)

    async def update_tournament(self, tournament: AsyncTournament) -> None:
        """Raises `AlreadyTaken` when the name is in use, `ConcurrentChange` when the row is not as it was loaded."""
        tournament.updated_at = self._clock.now()
        with taken_when_not_unique(f"There is a tournament called {tournament.name} already."):
            await self._save_versioned(tournament)

    async def note_rescored(self, tournament_id: TournamentId, permalink_id: PermalinkId | None) -> None:
        """Remember which permalink was scored anew last; None when all were."""
        await (
            self._own()
            .filter(id=tournament_id)
            .update(rescored_through=permalink_id, version=F("version") + 1, updated_at=self._clock.now())
        )

    async def note_goal_check(self, tournament_id: TournamentId, problem: str) -> None:
        """Remember what racetime.gg says of the goal now; an empty `problem` says that it is there."""
        now = self._clock.now()
        await self._own().filter(id=tournament_id).update(goal_checked_at=now, goal_problem=problem[:500])

    async def delete_tournament(self, tournament: AsyncTournament) -> None:
        """Remove a tournament with its pools, permalinks and whitelist; a run or a live race refuses it."""
        self._demand_own([tournament])
        own = {"organization_id": self._ctx.organization_id}
        pools = AsyncTournamentPool.filter(**own, tournament_id=tournament.id)
        pool_ids = [pool.id for pool in await pools.only("id")]
        await AsyncTournamentPermalink.filter(**own, pool_id__in=pool_ids).delete()
        await pools.delete()
        await AsyncTournamentWhitelistEntry.filter(**own, tournament_id=tournament.id).delete()
        await self._own().filter(id=tournament.id).delete()


class PoolRepository(TenantRepository[AsyncTournamentPool]):
    model = AsyncTournamentPool
    noun = "pool"
    named = Named(Subject.POOL, ("name",))

    async def create_pool(self, tournament_id: TournamentId, name: str) -> AsyncTournamentPool:
        """Add a pool after all others. Raises `AlreadyTaken` when the tournament has one of that name."""
        siblings = self._own().filter(tournament_id=tournament_id)
        if await siblings.filter(name=name).exists():
            raise AlreadyTaken(f"This tournament has a pool called {name} already.")
        last = await siblings.order_by("-position").first()
        pool = AsyncTournamentPool(
            organization_id=self._ctx.organization_id,
            tournament_id=tournament_id,
            name=name,
            position=last.position + 1 if last is not None else 0,
            created_at=self._clock.now(),
        )
        await pool.save(force_create=True)
        await self._note_change(tournament_id)
        return pool

    async def get_by_id(self, pool_id: PoolId, *, for_update: bool = False) -> AsyncTournamentPool:
        """Return the pool with its tournament.

        With `for_update` nobody else gives out or takes a permalink of it until the transaction ends.
        """
        if for_update:
            await self.lock(pool_id)
        return await self._get(pool_id, "tournament")

    async def lock(self, pool_id: PoolId) -> None:
        """Let nobody else give out or take a permalink of the pool until the transaction ends."""
        await self._lock(self._own().filter(id=pool_id))

    async def rename_pool(self, pool: AsyncTournamentPool, name: str) -> None:
        """Raises `AlreadyTaken` when the tournament has a pool of that name."""
        self._demand_own([pool])
        if await self._own().filter(tournament_id=pool.tournament_id, name=name).exclude(id=pool.id).exists():
            raise AlreadyTaken(f"This tournament has a pool called {name} already.")
        pool.name = name
        await pool.save(update_fields=["name"])
        await self._note_change(pool.tournament_id)

    async def find_following(self, event: str) -> AsyncTournamentPool | None:
        """Return the pool of an active tournament that follows a SpeedGaming event, with its tournament."""
        following = self._own().filter(speedgaming_event=event, tournament__is_active=True)
        return await following.prefetch_related("tournament").first()

    async def link_schedule(self, pool: AsyncTournamentPool, event: str) -> None:
        """Let the pool follow a SpeedGaming event from its beginning; an empty one ends that."""
        self._demand_own([pool])
        pool.speedgaming_event, pool.speedgaming_synced_at = event, None
        pool.speedgaming_error = pool.speedgaming_left_out = ""
        changed = ["speedgaming_event", "speedgaming_synced_at", "speedgaming_error", "speedgaming_left_out"]
        await pool.save(update_fields=changed)
        await self._note_change(pool.tournament_id)

    async def note_sync(self, pool_id: PoolId, event: str, problem: str, *, left_out: str = "") -> None:
        """Remember that the schedule was asked now; nothing if the pool follows another event meanwhile."""
        await (
            self._own()
            .filter(id=pool_id, speedgaming_event=event)
            .update(speedgaming_synced_at=self._clock.now(), speedgaming_error=problem, speedgaming_left_out=left_out)
        )

    async def reorder_pools(self, pools: Sequence[AsyncTournamentPool]) -> None:
        """Give all pools of one tournament the positions in which they come.

        No two may have one position even for a moment, so that each is put aside first.
        """
        for first in (-len(pools), 0):
            for position, pool in enumerate(pools, start=first):
                pool.position = position
            await self._save_columns(pools, ["position"])
        for tournament_id in {pool.tournament_id for pool in pools}:
            await self._note_change(tournament_id)

    async def delete_pool(self, pool: AsyncTournamentPool) -> int:
        """Remove a pool with its permalinks and return how many those were; a run or a live race refuses it."""
        self._demand_own([pool])
        permalinks = AsyncTournamentPermalink.filter(organization_id=self._ctx.organization_id, pool_id=pool.id)
        removed = await permalinks.delete()
        await self._own().filter(id=pool.id).delete()
        await self._note_change(pool.tournament_id)
        return removed

    async def _note_change(self, tournament_id: TournamentId) -> None:
        """Give the tournament its next version: its pools are part of what its version stands for."""
        tournament = AsyncTournament.filter(organization_id=self._ctx.organization_id, id=tournament_id)
        await tournament.update(version=F("version") + 1, updated_at=self._clock.now())

    async def find_in_tournament(self, pool_id: PoolId, tournament_id: TournamentId) -> AsyncTournamentPool | None:
        return await self._own().filter(id=pool_id, tournament_id=tournament_id).first()

    async def list_for_tournaments(self, tournament_ids: Sequence[int]) -> list[AsyncTournamentPool]:
        return await self._own().filter(tournament_id__in=list(tournament_ids)).order_by("position", "id")


class PermalinkRepository(TenantRepository[AsyncTournamentPermalink]):
    model = AsyncTournamentPermalink
    noun = "permalink"
    named = Named(Subject.SEED, ("number", "pool__name"), lambda number, pool: f"Seed {number} of {pool}")

    async def add_all(
        self, pool: AsyncTournamentPool, permalinks: Iterable[NewPermalink]
    ) -> list[AsyncTournamentPermalink]:
        """Add seeds under the pool's next numbers; the pool must have been read `for_update`.

        Raises `AlreadyTaken` when the pool has one of the seeds already; then none is added.
        """
        if pool.organization_id != self._ctx.organization_id:
            raise NotFound("pool")
        now, pool_id = self._clock.now(), PoolId(pool.id)
        rows = [
            AsyncTournamentPermalink(
                organization_id=self._ctx.organization_id,
                pool_id=pool_id,
                url=permalink.url,
                notes=permalink.notes,
                is_live=permalink.is_live,
                created_at=now,
                seed_key=seed_digest(permalink.url),
                number=number,
            )
            for number, permalink in enumerate(permalinks, start=pool.last_seed_number + 1)
        ]
        with taken_when_not_unique("This pool has one of these permalinks already."):
            await AsyncTournamentPermalink.bulk_create(rows)
        pool.last_seed_number += len(rows)
        await pool.save(update_fields=["last_seed_number"])
        await SeedSource.filter(organization_id=self._ctx.organization_id, pool_id=pool_id).update(problem="")
        keys = [row.seed_key for row in rows]
        return await self._own().filter(pool_id=pool_id, seed_key__in=keys, twin=0).order_by("id")

    async def known_seeds(self, pool: AsyncTournamentPool) -> dict[str, str]:
        """Return by its key what can't be added to a pool, with the name of the tournament's pool that has it."""
        if pool.organization_id != self._ctx.organization_id:
            raise NotFound("pool")
        return await seed_choice.known_seeds(self._ctx.organization_id, PoolId(pool.id), pool.tournament_id)

    async def get_by_id(self, permalink_id: PermalinkId, *, for_update: bool = False) -> AsyncTournamentPermalink:
        """Return the permalink with its pool and tournament; `for_update` as `lock`."""
        if for_update:
            await self.lock(permalink_id)
        permalink = await self._get(permalink_id)
        permalink.pool = await PoolRepository(self._ctx, self._clock).get_by_id(permalink.pool_id)
        return permalink

    async def lock(self, permalink_id: PermalinkId) -> None:
        """Let nobody else score the runs on the permalink until the transaction ends; lock it before its runs."""
        await self._lock(self._own().filter(id=permalink_id))

    async def list_in_pool(
        self, pool: AsyncTournamentPool, permalink_ids: Sequence[PermalinkId]
    ) -> list[AsyncTournamentPermalink]:
        """Return permalinks of a pool by number, locked. Raises `NotFound` when one of them is not in it."""
        wanted = self._own().filter(pool_id=pool.id, id__in=list(permalink_ids)).order_by("id")
        await self._lock(wanted)
        rows = await wanted
        if len(rows) != len(set(permalink_ids)):
            raise NotFound(self.noun)
        for row in rows:
            row.pool = pool
        return sorted(rows, key=lambda row: row.number)

    async def history_of(self, permalink_id: PermalinkId) -> SeedHistory:
        return await seed_choice.history_of(self._ctx.organization_id, permalink_id)

    async def holders_of(self, permalink_id: PermalinkId) -> list[SeedHolder]:
        """Return the live races of the organization that have this permalink's seed, whatever its spelling there."""
        return await seed_choice.holders_of_seed(self._ctx.organization_id, permalink_id)

    async def list_seeds_of_pool(self, pool_id: PoolId, user_id: UserId) -> list[DealableSeed]:
        """Return what a pool may deal, judged for one player."""
        return await seed_choice.seeds_of_pool(self._ctx.organization_id, pool_id, user_id)

    async def list_seeds_of_tournament(self, tournament_id: TournamentId, user_id: UserId) -> list[DealableSeed]:
        """Return what all pools of a tournament may deal, judged for one player."""
        return await seed_choice.seeds_of_tournament(self._ctx.organization_id, tournament_id, user_id)

    async def update_permalink(self, permalink: AsyncTournamentPermalink) -> None:
        """Write the notes and whether it is kept for live races; the address never changes."""
        self._demand_own([permalink])
        await permalink.save(update_fields=["notes", "is_live"])

    async def delete_permalink(self, permalink: AsyncTournamentPermalink) -> None:
        """Remove a permalink; a run or a live race that has it refuses that."""
        await self._own().filter(id=permalink.id).delete()

    async def find_in_pool(self, permalink_id: PermalinkId, pool_id: PoolId) -> AsyncTournamentPermalink | None:
        return await self._own().filter(id=permalink_id, pool_id=pool_id).first()

    async def list_for_pool(
        self, pool_id: PoolId, *, after: PermalinkId | None = None, skip: int = 0, limit: int | None = None
    ) -> list[AsyncTournamentPermalink]:
        """Return a pool's permalinks, oldest first, after one of them or without the first few."""
        query = self._own().filter(pool_id=pool_id).order_by("id").offset(skip)
        if after is not None:
            query = query.filter(id__gt=after)
        return await (query.limit(limit) if limit is not None else query)

    async def note_read(self, permalink_id: PermalinkId) -> None:
        """Remember that players can read it from now on, so that no later race gets it."""
        await self._own().filter(id=permalink_id, read_at__isnull=True).update(read_at=self._clock.now())

    async def use_in_live_races(self, permalink_id: PermalinkId) -> LiveUse:
        held, released, sealed = await self._held_and_released([permalink_id])
        return LiveUse(permalink_id in held, permalink_id in released, permalink_id in sealed)

    async def uses(self, permalink_ids: Sequence[int]) -> dict[int, PermalinkUse]:
        """Return what happened to each permalink, in three queries."""
        wanted = list(permalink_ids)
        runs = dict(
            await AsyncTournamentRace.filter(organization_id=self._ctx.organization_id, permalink_id__in=wanted)
            .group_by("permalink_id")
            .annotate(number=Count("id"))
            .values_list("permalink_id", "number")
        )
        held, released, sealed = await self._held_and_released(wanted)
        return {
            permalink_id: PermalinkUse(
                run_count=runs.get(permalink_id, 0),
                in_live_race=permalink_id in held,
                released=permalink_id in released,
                sealed_elsewhere=permalink_id in sealed,
            )
            for permalink_id in wanted
        }

    async def _held_and_released(self, permalink_ids: Sequence[int]) -> tuple[set[int], set[int], set[int]]:
        """Return which of them a live race holds, which were released, and which are sealed under another permalink."""
        races = await AsyncTournamentLiveRace.filter(
            organization_id=self._ctx.organization_id, permalink_id__in=list(permalink_ids)
        ).values_list("permalink_id", "status", "released_at")
        read, sealed = await seed_choice.reads_of(self._ctx.organization_id, permalink_ids)
        released = {row[0] for row in races if row[2] is not None} | read
        return {row[0] for row in races if row[1] != LiveRaceStatus.CANCELLED} | released, released, sealed

    async def find_unplayed(self, pool_id: PoolId) -> AsyncTournamentPermalink | None:
        """Return a permalink for a live race: an unplayed one kept for live use, else any unplayed one of the pool.

        Unplayed means that nobody in the organization has a run on its seed, no live race has it, none ever handed it
        out and it is not kept for others.
        """
        found = await seed_choice.unplayed_for_live_race(self._ctx.organization_id, pool_id)
        return await self._own().get(id=found) if found is not None else None

    async def list_pars(self, pool_id: PoolId, *, without: Collection[PermalinkId]) -> list[float]:
        """Return the pars, in seconds, of a pool's other permalinks that have one."""
        scored = self._own().filter(~Q(id__in=sorted(without)), pool_id=pool_id, par_seconds__isnull=False)
        return [float(par) for (par,) in await scored.order_by("id").values_list("par_seconds")]

    async def is_openly_known(self, pool_id: PoolId, seed: str) -> bool:
        """Tell whether any pool of the organization has a seed, in whatever spelling, as far as anybody may know."""
        return await seed_choice.is_openly_known(self._ctx.organization_id, pool_id, seed_digest(seed))

    async def is_sealed_elsewhere(self, permalink_id: PermalinkId) -> bool:
        """Tell whether the seed of a permalink is kept for a live race under another one, so that nobody may see it."""
        _, sealed = await seed_choice.reads_of(self._ctx.organization_id, [permalink_id])
        return permalink_id in sealed

    async def has_unplayed(self, pool_id: PoolId) -> bool:
        """Tell whether a live race could still get a permalink in a pool, as far as anybody may know."""
        if await SeedSource.filter(organization_id=self._ctx.organization_id, pool_id=pool_id).exists():
            return True
        return await seed_choice.has_unplayed(self._ctx.organization_id, pool_id)

    async def count_undrawn(self, pool_id: PoolId) -> int:
        """Count what a pool has for async runs that nobody has played."""
        stock = await seed_choice.stock_of(self._ctx.organization_id, [pool_id])
        return sum(pool.unplayed - pool.unplayed_live for pool in stock)

    async def unplayed_in(self, pool_ids: Collection[int]) -> dict[int, int | None]:
        """Return how many live races could get a permalink in each pool, as far as anybody may know.

        None where a generator makes what is lacking.
        """
        unplayed: dict[int, int | None] = dict.fromkeys(pool_ids, 0)
        for pool in await seed_choice.stock_of(self._ctx.organization_id, pool_ids):
            unplayed[pool.pool_id] = pool.unplayed
        made = SeedSource.filter(organization_id=self._ctx.organization_id, pool_id__in=list(pool_ids))
        return unplayed | {row[0]: None for row in await made.values_list("pool_id")}

    async def counts_for_pools(self, pool_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        """Return per pool: permalinks, those kept for live use, and the unplayed among the latter."""
        counts: dict[int, tuple[int, int, int]] = dict.fromkeys(pool_ids, (0, 0, 0))
        for pool in await seed_choice.stock_of(self._ctx.organization_id, pool_ids):
            counts[pool.pool_id] = (pool.total, pool.live, pool.unplayed_live)
        return counts


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

    async def list_users(self, tournament_id: TournamentId) -> list[AsyncTournamentWhitelistEntry]:
        """Return the entries with their players, by name."""
        entries = self._own().filter(tournament_id=tournament_id)
        return await entries.order_by("user__display_name", "user_id").select_related("user")
