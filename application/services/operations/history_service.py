"""What an imported tournament was before the move: the audit log of then, and runs by the numbers that they had."""

from dataclasses import dataclass
from datetime import datetime

from application.context import OrgContext
from application.domain.ids import RunId, TournamentId
from application.domain.permissions import Permission
from application.services.visibility import demand_view
from application.unit_of_work import UnitsOfWork
from models.imported import ImportedHistoryEntry

PAGE = 100


@dataclass(frozen=True, slots=True)
class HistoryLine:
    action: str
    actor: str
    by_system: bool
    details: str
    occurred_at: datetime
    run_id: RunId | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """`lines` is None for those who don't manage the tournament, as its audit log is not theirs to read."""

    is_imported: bool
    lines: tuple[HistoryLine, ...] | None
    has_more: bool


class HistoryService:
    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def is_imported(self, ctx: OrgContext, tournament_id: TournamentId) -> bool:
        demand_view(ctx, tournament_id, "tournament")
        return await self._units.reading(ctx).imported_rows.is_imported(tournament_id)

    async def get_history(self, ctx: OrgContext, tournament_id: TournamentId, *, page: int = 1) -> HistoryView:
        """Return a page of the log, the newest first."""
        is_imported = await self.is_imported(ctx, tournament_id)
        if not is_imported or not ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament_id):
            return HistoryView(is_imported, None, has_more=False)
        history = self._units.reading(ctx).imported_history
        rows = await history.list_lines(tournament_id, skip=(page - 1) * PAGE, limit=PAGE + 1)
        return HistoryView(True, tuple(map(_line, rows[:PAGE])), has_more=len(rows) > PAGE)

    async def find_run(self, ctx: OrgContext, tournament_id: TournamentId, number: int) -> RunId | None:
        """Return which run of a tournament had this number before the move; its page says who may see it."""
        demand_view(ctx, tournament_id, "tournament")
        reading = self._units.reading(ctx)
        run_id = await reading.imported_rows.find_run(number)
        run = await reading.runs.find_by_id(run_id) if run_id is not None else None
        return run_id if run is not None and run.tournament_id == tournament_id else None


def _line(row: ImportedHistoryEntry) -> HistoryLine:
    actor = row.actor.display_name if row.actor is not None else ""
    return HistoryLine(row.action, actor, row.by_system, row.details, row.occurred_at, row.run_id)
