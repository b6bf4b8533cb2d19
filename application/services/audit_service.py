"""Reading what was logged: who did what, when, from which value to which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.context import OrgContext
from application.domain.audit import AuditFilter, kind_label
from application.domain.events import FieldChange
from application.domain.ids import LiveRaceId, RunId, TournamentId, UserId
from application.domain.permissions import Permission
from application.repositories import Repositories
from application.unit_of_work import UnitsOfWork
from models import EventLogEntry


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One logged event. `about` is the person whom it concerns, `facts` its other values as text."""

    id: int
    kind: str
    label: str
    actor_id: UserId | None
    """None for the system itself."""
    actor: str
    occurred_at: datetime
    tournament_id: TournamentId | None
    live_race_id: LiveRaceId | None
    run_id: RunId | None
    about: str | None
    changes: tuple[FieldChange, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuditPage:
    items: tuple[AuditLine, ...]
    has_more: bool


class AuditService:
    """Admins read everything; who manages a tournament reads what concerns it."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def list_entries(
        self, ctx: OrgContext, audit_filter: AuditFilter, *, before: int | None = None, limit: int = 50
    ) -> AuditPage:
        """Return entries newest first, continuing before one of them, in two queries."""
        self._demand(ctx, audit_filter.tournament_id)
        reading = self._units.reading(ctx)
        rows = await reading.event_log.list_entries(audit_filter, before=before, limit=limit + 1)
        names = await _names(reading, rows[:limit])
        return AuditPage(tuple(_line(row, names) for row in rows[:limit]), has_more=len(rows) > limit)

    async def list_kinds(self, ctx: OrgContext, tournament_id: TournamentId | None = None) -> dict[str, str]:
        """Return the kinds of entries that occur with their labels, for a filter."""
        self._demand(ctx, tournament_id)
        kinds = await self._units.reading(ctx).event_log.list_kinds()
        return {kind: kind_label(kind) for kind in kinds}

    def _demand(self, ctx: OrgContext, tournament_id: TournamentId | None) -> None:
        if tournament_id is None:
            ctx.demand(Permission.MANAGE_ORGANIZATION)
        elif not ctx.allows(Permission.MANAGE_ORGANIZATION):
            ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)


async def _names(reading: Repositories, rows: Sequence[EventLogEntry]) -> dict[UserId, str]:
    return await reading.users.list_names(
        UserId(user_id) for row in rows if isinstance(user_id := row.payload.get("user_id"), int)
    )


def _line(row: EventLogEntry, names: Mapping[UserId, str]) -> AuditLine:
    payload = dict(row.payload)
    about = payload.pop("user_id", None)
    changes = payload.pop("changes", [])
    return AuditLine(
        id=row.id,
        kind=row.type,
        label=kind_label(row.type),
        actor_id=row.actor_id,
        actor=row.actor_name,
        occurred_at=row.occurred_at,
        tournament_id=TournamentId(row.tournament_id) if row.tournament_id is not None else None,
        live_race_id=LiveRaceId(row.live_race_id) if row.live_race_id is not None else None,
        run_id=RunId(row.run_id) if row.run_id is not None else None,
        about=names.get(UserId(about)) if isinstance(about, int) else None,
        changes=tuple(_change(change) for change in changes),
        facts={key: _text(value) for key, value in payload.items() if value is not None},
    )


def _change(change: Mapping[str, str | None]) -> FieldChange:
    """Read a changed setting, or a racer's changed result, back from the log."""
    if "field" in change:
        return FieldChange(change["field"] or "", change["old"], change["new"])
    return FieldChange(change["name"] or "", change["before"], change["after"])


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return str(value)
