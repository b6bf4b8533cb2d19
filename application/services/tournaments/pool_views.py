"""Read models of pools and, for their managers, permalinks, and the words for why something can't be deleted."""

from collections.abc import Sequence

from application.domain.words import counted
from application.read_models import PermalinkView, PoolView
from application.repositories import Repositories
from application.services.visibility import is_sealed
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentPool


def pool_view(pool: AsyncTournamentPool, counts: tuple[int, int, int]) -> PoolView:
    """`counts` are the pool's permalinks, those kept for live races, and those of them that nobody played."""
    total, live, unplayed = counts
    return PoolView(pool.id, pool.tournament_id, pool.name, total, live, unplayed, pool.created_at)


async def permalink_views(reading: Repositories, rows: Sequence[AsyncTournamentPermalink]) -> tuple[PermalinkView, ...]:
    """Build what a manager sees: everything but the seeds that are kept for a live race or sealed in one."""
    uses = await reading.permalinks.uses([row.id for row in rows])
    views = []
    for row in rows:
        sealed = is_sealed(row, uses[row.id])
        views.append(
            PermalinkView(
                id=row.id,
                number=row.number,
                pool_id=row.pool_id,
                url=None if sealed else row.url,
                notes=None if sealed else row.notes,
                is_live=row.is_live,
                sealed=sealed,
                run_count=uses[row.id].run_count,
                par_seconds=row.par_seconds,
                created_at=row.created_at,
            )
        )
    return tuple(views)


def in_use(runs: int, races: int) -> str:
    """Return "has 3 runs and 1 live race", or nothing when there are none."""
    parts = []
    if runs:
        parts.append(counted(runs, "run"))
    if races:
        parts.append(counted(races, "live race"))
    return f"has {' and '.join(parts)}" if parts else ""
