"""Keeping pools and their permalinks: order, names, imports, marks for live races, and what may be deleted."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from application.context import OrgContext
from application.domain.errors import Conflict, InvalidInput
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.events.tournaments import (
    PermalinkDeletedEvent,
    PermalinkRevealedEvent,
    PermalinksAddedEvent,
    PermalinkUpdatedEvent,
    PoolDeletedEvent,
)
from application.domain.ids import PermalinkId, PoolId, PoolRef, SeedRef, TournamentId, TournamentRef
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.permissions import Permission
from application.domain.seed_key import seed_digest
from application.domain.table_text import RowProblem, as_field_problems
from application.domain.text import one_line
from application.domain.tournaments.permalink_list import NOTES_LIMIT, PermalinkList, read_permalinks
from application.domain.tournaments.settings import NAME_LIMIT
from application.read_models import PermalinkView, PoolView
from application.read_models.tournaments import PermalinkImport, PreviewedPermalink, SeedPage, SeedUseLine
from application.repositories.tournaments.async_tournament_repository import NewPermalink, PermalinkUse
from application.services.retry import tried_twice
from application.services.tournaments.pool_views import in_use, permalink_views, pool_view
from application.services.visibility import is_sealed
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentPool

MOST_SEEDS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class PermalinkChanges:
    notes: str | Unset = UNSET
    is_live: bool | Unset = UNSET


class PoolService:
    """Every method needs the right to manage the tournament."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    # Pools

    @tried_twice
    async def rename_pool(self, ctx: OrgContext, pool_id: PoolId, name: str) -> PoolView:
        text = one_line(name, field="name", what="pool's name", limit=NAME_LIMIT)
        async with self._units(ctx) as work:
            pool = await self._managed_pool(work, pool_id)
            if pool.name != text:
                change = FieldChange("name", pool.name, text)
                await work.pools.rename_pool(pool, text)
                work.record(
                    EditedEvent(PoolRef(ctx.organization_id, pool.tournament_id, pool_id), Edited.POOL_NAME, (change,))
                )
            counts = await work.permalinks.counts_for_pools([pool_id])
            return pool_view(pool, counts[pool_id])

    @tried_twice
    async def reorder_pools(self, ctx: OrgContext, tournament_id: TournamentId, order: Sequence[PoolId]) -> None:
        """Put the pools in this order, which must name each of them once."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            pools = {pool.id: pool for pool in await work.pools.list_for_tournaments([tournament_id])}
            if sorted(order) != sorted(pools):
                raise InvalidInput.on("order", "Name every pool of the tournament once.")
            before = ", ".join(pool.name for pool in pools.values())
            ordered = [pools[pool_id] for pool_id in order]
            after = ", ".join(pool.name for pool in ordered)
            if before == after:
                return
            await work.pools.reorder_pools(ordered)
            change = FieldChange("order", before, after)
            work.record(EditedEvent(TournamentRef(ctx.organization_id, tournament_id), Edited.POOL_ORDER, (change,)))

    @tried_twice
    async def delete_pool(self, ctx: OrgContext, pool_id: PoolId) -> None:
        """Remove a pool with its permalinks. Raises `Conflict` with the reason when anybody ran in it."""
        async with self._units(ctx) as work:
            pool = await self._managed_pool(work, pool_id)
            runs = await work.runs.count_for_pool(pool_id)
            races = await work.live_races.count_for_pool(pool_id)
            if reason := in_use(runs, races):
                raise Conflict(f"This pool {reason}, so it can't be deleted.")
            removed = await work.pools.delete_pool(pool)
            work.record(
                PoolDeletedEvent(
                    PoolRef(ctx.organization_id, pool.tournament_id, pool_id), name=pool.name, permalinks=removed
                )
            )

    # Permalinks

    async def get_seed_page(self, ctx: OrgContext, pool_id: PoolId, *, page: int = 1, size: int = 100) -> SeedPage:
        """Return one page of a pool's permalinks, oldest first; a page beyond the last one is empty."""
        reading = self._units.reading(ctx)
        pool = await reading.pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        skip = (max(page, 1) - 1) * size
        rows = await reading.permalinks.list_for_pool(pool_id, skip=skip, limit=size)
        total, live, _ = (await reading.permalinks.counts_for_pools([pool_id]))[pool_id]
        return SeedPage(
            pool_id=pool.id,
            pool_name=pool.name,
            tournament_id=pool.tournament_id,
            total=total,
            live=live,
            page=max(page, 1),
            permalinks=await permalink_views(reading, rows),
        )

    async def preview_permalinks(
        self, ctx: OrgContext, pool_id: PoolId, text: str, *, is_live: bool = False
    ) -> PermalinkImport:
        """Return what an import of pasted lines or CSV would do, row by row; nothing is written."""
        reading = self._units.reading(ctx)
        pool = await reading.pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        known = await reading.permalinks.known_seeds(pool)
        return _import_of(_without_known(await _read(text, is_live=is_live), known, pool.name))

    @tried_twice
    async def import_permalinks(
        self, ctx: OrgContext, pool_id: PoolId, text: str, *, is_live: bool = False, only_good: bool = False
    ) -> PermalinkImport:
        """Add the permalinks of pasted lines or CSV.

        All or none, with `InvalidInput` naming every bad row, unless `only_good` is to leave those out.
        """
        read = await _read(text, is_live=is_live)
        async with self._units(ctx) as work:
            pool = await self._managed_pool(work, pool_id)
            known = await work.permalinks.known_seeds(pool)
            found = _without_known(read, known, pool.name)
            if found.problems and not only_good:
                raise InvalidInput(*as_field_problems(found.problems, "permalinks"))
            if found.permalinks:
                rows = await work.permalinks.add_all(
                    pool, [NewPermalink(row.url, row.notes, row.is_live) for row in found.permalinks]
                )
                live = sum(row.is_live for row in rows)
                work.record(
                    PermalinksAddedEvent(
                        PoolRef(ctx.organization_id, pool.tournament_id, pool_id), count=len(rows), live=live
                    )
                )
        return _import_of(found)

    @tried_twice
    async def update_permalink(
        self, ctx: OrgContext, permalink_id: PermalinkId, changes: PermalinkChanges
    ) -> PermalinkView:
        """Change notes, or keep a permalink for live races or no longer.

        Raises `Conflict` for a mark that would contradict what the permalink was used for.
        """
        async with self._units(ctx) as work:
            permalink = await self._managed_permalink(work, permalink_id)
            marks: list[FieldChange] = []
            notes_changed = False
            if changes.notes is not UNSET:
                notes = one_line(changes.notes, field="notes", what="notes", limit=NOTES_LIMIT, required=False)
                notes_changed, permalink.notes = notes != permalink.notes, notes
            if changes.is_live is not UNSET and changes.is_live != permalink.is_live:
                use = (await work.permalinks.uses([permalink_id]))[permalink_id]
                if refusal := await self._why_not_used_so(work, permalink_id, use, is_live=changes.is_live):
                    raise Conflict(refusal)
                marks.append(_marked(work, permalink, use, is_live=changes.is_live))
            if notes_changed or marks:
                await self._save(work, permalink, notes_changed=notes_changed, changes=tuple(marks))
            (view,) = await permalink_views(work, [permalink])
            return view

    @tried_twice
    async def change_use(
        self, ctx: OrgContext, pool_id: PoolId, permalink_ids: Sequence[PermalinkId], *, is_live: bool
    ) -> tuple[SeedUseLine, ...]:
        """Keep many permalinks of a pool for live races, or none of them any longer.

        One that was used for something else stays as it is and its line says why; the others are changed. Raises
        `InvalidInput` for no permalink or too many, `NotFound` for one of another pool.
        """
        if not permalink_ids:
            raise InvalidInput.on("permalink_ids", "Select at least one seed.")
        if len(permalink_ids) > MOST_SEEDS_AT_ONCE:
            raise InvalidInput.on("permalink_ids", f"Change at most {MOST_SEEDS_AT_ONCE} seeds at once.")
        async with self._units(ctx) as work:
            pool = await self._managed_pool(work, pool_id)
            permalinks = await work.permalinks.list_in_pool(pool, permalink_ids)
            uses = await work.permalinks.uses(permalink_ids)
            lines = []
            for permalink in permalinks:
                refusal = ""
                if permalink.is_live != is_live:
                    refusal = await self._why_not_used_so(
                        work, PermalinkId(permalink.id), uses[permalink.id], is_live=is_live
                    )
                    if not refusal:
                        change = _marked(work, permalink, uses[permalink.id], is_live=is_live)
                        await self._save(work, permalink, notes_changed=False, changes=(change,))
                lines.append(SeedUseLine(PermalinkId(permalink.id), permalink.number, permalink.is_live, refusal))
            return tuple(lines)

    @tried_twice
    async def delete_permalink(self, ctx: OrgContext, permalink_id: PermalinkId) -> None:
        """Remove a permalink that nobody ran and no live race has. Raises `Conflict` with the reason."""
        async with self._units(ctx) as work:
            permalink = await self._managed_permalink(work, permalink_id)
            use = (await work.permalinks.uses([permalink_id]))[permalink_id]
            if reason := in_use(use.run_count, 0):
                raise Conflict(f"This permalink {reason}, so it can't be deleted.")
            if permalink.read_at is not None:
                raise Conflict("A live race has handed this permalink out, so it can't be deleted.")
            if await work.live_races.any_has_permalink(permalink_id):
                raise Conflict("A live race has this permalink, so it can't be deleted.")
            await work.permalinks.delete_permalink(permalink)
            work.record(
                PermalinkDeletedEvent(
                    SeedRef(ctx.organization_id, permalink.pool.tournament_id, permalink.pool_id, permalink_id),
                    number=permalink.number,
                )
            )

    # Parts

    async def _managed_pool(self, work: WorkSession, pool_id: PoolId) -> AsyncTournamentPool:
        """Load a pool for a change; nobody draws from it meanwhile."""
        pool = await work.pools.get_by_id(pool_id, for_update=True)
        work.ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        return pool

    async def _managed_permalink(self, work: WorkSession, permalink_id: PermalinkId) -> AsyncTournamentPermalink:
        permalink = await work.permalinks.get_by_id(permalink_id)
        await self._managed_pool(work, permalink.pool_id)
        return await work.permalinks.get_by_id(permalink_id, for_update=True)

    async def _why_not_used_so(
        self, work: WorkSession, permalink_id: PermalinkId, use: PermalinkUse, *, is_live: bool
    ) -> str:
        """Say why a permalink can't be kept for live races, or for async runs; nothing when it can."""
        if is_live and (await work.permalinks.history_of(permalink_id)).raced:
            return "This permalink was raced already, so it can't be kept for a live race."
        if not is_live and (use.in_live_race or use.released):
            return "A live race has this permalink, so it can't be given to async runs."
        return ""

    async def _save(
        self,
        work: WorkSession,
        permalink: AsyncTournamentPermalink,
        *,
        notes_changed: bool,
        changes: tuple[FieldChange, ...],
    ) -> None:
        await work.permalinks.update_permalink(permalink)
        seed = SeedRef(
            work.ctx.organization_id, permalink.pool.tournament_id, permalink.pool_id, PermalinkId(permalink.id)
        )
        work.record(PermalinkUpdatedEvent(seed, notes_changed=notes_changed, changes=changes))


def _marked(work: WorkSession, permalink: AsyncTournamentPermalink, use: PermalinkUse, *, is_live: bool) -> FieldChange:
    """Change what a permalink is for; whoever takes its seal away has read it, whether it is kept again or not."""
    if not is_live and is_sealed(permalink, use):
        tournament = TournamentRef(work.ctx.organization_id, permalink.pool.tournament_id)
        work.record(PermalinkRevealedEvent(tournament, permalink_id=PermalinkId(permalink.id)))
    change = FieldChange("is_live", str(permalink.is_live), str(is_live))
    permalink.is_live = is_live
    return change


@dataclass(frozen=True, slots=True)
class _ReadList:
    """A list and, in its order, by what each of its seeds is known."""

    found: PermalinkList
    digests: tuple[str, ...]

    @classmethod
    def of(cls, text: str, *, is_live: bool) -> "_ReadList":
        found = read_permalinks(text, is_live=is_live)
        return cls(found, tuple(seed_digest(permalink.url) for permalink in found.permalinks))


async def _read(text: str, *, is_live: bool) -> _ReadList:
    """Read a list, which may be long, without keeping anybody else waiting."""
    return await asyncio.to_thread(_ReadList.of, text, is_live=is_live)


def _without_known(read: _ReadList, known: dict[str, str], pool_name: str) -> PermalinkList:
    """Move permalinks that the tournament has already to the problems."""
    problems = list(read.found.problems)
    fresh = []
    for permalink, digest in zip(read.found.permalinks, read.digests, strict=True):
        place = known.get(digest)
        if place is None:
            fresh.append(permalink)
        else:
            where = "this pool" if place == pool_name else place
            problems.append(RowProblem(permalink.row, f"Row {permalink.row} is in {where} already."))
    return PermalinkList(tuple(fresh), tuple(sorted(problems, key=lambda problem: problem.row)))


def _import_of(found: PermalinkList) -> PermalinkImport:
    return PermalinkImport(
        permalinks=tuple(
            PreviewedPermalink(permalink.row, permalink.url, permalink.notes, permalink.is_live)
            for permalink in found.permalinks
        ),
        problems=found.problems,
    )
