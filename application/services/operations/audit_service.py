"""Reading what was logged: who did what, when, from which value to which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from application.context import OrgContext
from application.domain.events import FieldChange
from application.domain.events.live_races import AsyncLiveRaceResultsChangedEvent, InboxEntryMatchedEvent
from application.domain.ids import SUBJECTS, LiveRaceId, RunId, Subject, TournamentId, UserId
from application.domain.operations.audit import AuditFilter, kind_label
from application.domain.permissions import Permission
from application.repositories import Repositories
from application.services.audit_names import SubjectNames
from application.unit_of_work import UnitsOfWork
from models.event_log import EventLogEntry

_PLACES = ("tournament_id", "pool_id", "permalink_id", "live_race_id", "run_id")
_COLUMNS = ("tournament_id", "live_race_id", "run_id")
_RESULTS_MOVE = {kind.__name__ for kind in (AsyncLiveRaceResultsChangedEvent, InboxEntryMatchedEvent)}


@dataclass(frozen=True, slots=True)
class AuditPlace:
    """What an entry concerns; without a name it was deleted meanwhile, and `last_name` is empty or what it was."""

    subject: Subject
    id: int
    name: str | None
    last_name: str = ""


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
    """Of settings, or of people's results under their names."""
    facts: Mapping[str, str]
    places: tuple[AuditPlace, ...] = ()
    """Only where entries are told with names."""

    @property
    def changes_results(self) -> bool:
        return self.kind in _RESULTS_MOVE


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

    async def tell_entries(
        self, ctx: OrgContext, audit_filter: AuditFilter, *, before: int | None = None, limit: int = 50
    ) -> AuditPage:
        """Return the same as `list_entries` with names in place of numbers, in one query more for each kind of them."""
        page = await self.list_entries(ctx, audit_filter, before=before, limit=limit)
        names = await SubjectNames.read(
            self._units.reading(ctx), (number for line in page.items for number in _numbers(line))
        )
        return replace(page, items=tuple(_told(line, names) for line in page.items))

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
    if (change := payload.pop("change", None)) is not None:
        changes = [change]
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


def _numbers(line: AuditLine) -> Iterator[tuple[str, object]]:
    yield from ((name, getattr(line, name)) for name in _COLUMNS)
    yield from line.facts.items()
    for change in line.changes:
        yield change.field, change.old
        yield change.field, change.new


def _told(line: AuditLine, names: SubjectNames) -> AuditLine:
    """Say what is called as something else in the same entry only once."""
    numbers: Mapping[str, object] = {**line.facts, **{name: getattr(line, name) for name in _COLUMNS}}
    said = {line.about, *(value for name, value in line.facts.items() if name not in SUBJECTS)}
    facts = {name: names.call(name, value) for name, value in line.facts.items() if name not in _PLACES}
    return replace(
        line,
        changes=line.changes if line.changes_results else tuple(names.call_both(change) for change in line.changes),
        facts={name: value for name, value in facts.items() if value and not (name in SUBJECTS and value in said)},
        places=tuple(
            _place(names, SUBJECTS[name], number) for name in _PLACES if (number := numbers.get(name)) is not None
        ),
    )


def _place(names: SubjectNames, subject: Subject, number: object) -> AuditPlace:
    return AuditPlace(subject, int(str(number)), names.find(subject, number), names.find_last(subject, number))


def _change(change: Mapping[str, str | None]) -> FieldChange:
    """Read a changed setting, or a racer's changed result, back from the log."""
    if "field" in change:
        return FieldChange(change["field"] or "", change["old"], change["new"])
    return FieldChange(change["name"] or "", change["before"], change["after"])


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return str(value)
