"""Imports from another tool, what its rows became, and its audit log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tortoise.models import Model
from tortoise.queryset import QuerySet

from application.domain.errors import AlreadyTaken, Conflict, NotFound
from application.domain.ids import ImportId, RunId, TournamentId
from application.domain.operations.importing.outcome import SAHASRAHBOT, SILENT_AFTER, ImportStatus
from application.domain.operations.importing.source import Table
from application.repositories.base import TenantRepository, taken_when_not_unique
from application.repositories.statements import Statement, in_columns
from models.async_tournament import AsyncTournament, AsyncTournamentRace
from models.imported import Import, ImportedHistoryEntry, ImportedRow

_KNOWN = Statement(
    """
    SELECT r.source_id, r.local_id, r.fingerprint, r.local_version, r.origin_id
      FROM imported_rows r
     WHERE r.organization_id = $1 AND r.source = $2 AND r.source_table = $3 AND r.source_id = ANY($4)
    """
)
_CHUNK = 5_000
_RUNS, _TOURNAMENTS = AsyncTournamentRace._meta.db_table, AsyncTournament._meta.db_table


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What a row of the source became; `local_id` None for one that was left out on purpose."""

    local_id: int | None
    fingerprint: str
    local_version: int | None
    origin_id: ImportId


@dataclass(frozen=True, slots=True)
class NewKnownRow:
    source_table: str
    source_id: int
    local: type[Model]
    local_id: int | None
    fingerprint: str
    local_version: int | None = None


class ImportRepository(TenantRepository[Import]):
    model = Import
    noun = "import"

    async def begin(self, begun: Import, *, takes_over: bool) -> None:
        """Begin an import. Raises `AlreadyTaken` while another one runs that was heard of lately."""
        now = self._clock.now()
        running = await self._own().filter(source=SAHASRAHBOT, status=ImportStatus.RUNNING).first()
        if running is not None:
            if not takes_over and running.heard_at > now - SILENT_AFTER:
                raise AlreadyTaken(
                    f"Import {running.id} into this organization is running; it was last heard of at "
                    f"{running.heard_at:%H:%M} UTC. Wait until it has ended. If its process is dead, take over."
                )
            await self._own().filter(id=running.id).update(status=ImportStatus.ABANDONED, ended_at=now)
        begun.organization_id = self._ctx.organization_id
        begun.source, begun.actor_name = SAHASRAHBOT, self._ctx.actor.name
        begun.started_at = begun.heard_at = now
        with taken_when_not_unique("Another import into this organization has just begun."):
            await begun.save(force_create=True)

    async def get_by_id(self, import_id: ImportId) -> Import:
        return await self._get(import_id)

    async def note_alive(self, import_id: ImportId) -> None:
        """Raises `Conflict` where another import has taken this one's place."""
        if not await self._running(import_id).update(heard_at=self._clock.now()):
            raise Conflict(f"Another import has taken the place of import {import_id}, which ends here.")

    async def end(self, import_id: ImportId, status: ImportStatus, counts: Mapping[str, int], report: str) -> None:
        """End an import, unless another one has taken its place."""
        ended_at = self._clock.now()
        await self._running(import_id).update(status=status, ended_at=ended_at, counts=dict(counts), report=report)

    def _running(self, import_id: ImportId) -> QuerySet[Import]:
        return self._own().filter(id=import_id, status=ImportStatus.RUNNING)

    async def mark_undone(self, import_id: ImportId) -> None:
        await self._own().filter(id=import_id).update(status=ImportStatus.UNDONE, ended_at=self._clock.now())


class ImportSiteRepository:
    """The imports of all organizations, for those who look after the installation."""

    async def list_latest(self, limit: int) -> list[Import]:
        return await Import.all().order_by("-id").limit(limit).select_related("organization")

    async def get(self, import_id: ImportId) -> Import:
        """Raises `NotFound`."""
        found = await Import.filter(id=import_id).select_related("organization").first()
        if found is None:
            raise NotFound("import")
        return found


class ImportedRowRepository(TenantRepository[ImportedRow]):
    model = ImportedRow
    noun = "imported row"

    async def list_known(self, source_table: str, source_ids: Sequence[int]) -> dict[int, KnownRow]:
        """Return what those of these rows became that were imported before."""
        found: dict[int, KnownRow] = {}
        for start in range(0, len(source_ids), _CHUNK):
            rows = await _KNOWN.many_rows(
                ImportedRow,
                self._ctx.organization_id,
                SAHASRAHBOT,
                source_table,
                list(source_ids[start : start + _CHUNK]),
            )
            found |= {source_id: KnownRow(*rest) for source_id, *rest in in_columns(rows)}
        return found

    async def list_sources(self, model: type[Model], local_ids: Sequence[int]) -> dict[int, int]:
        """Return by the source's ids which of these rows came from there."""
        found: dict[int, int] = {}
        own = self._own().filter(source=SAHASRAHBOT, local_table=model._meta.db_table)
        for start in range(0, len(local_ids), _CHUNK):
            rows = own.filter(local_id__in=list(local_ids[start : start + _CHUNK]))
            found |= dict(await rows.values_list("source_id", "local_id"))
        return found

    async def add_known(self, origin_id: ImportId, rows: Iterable[NewKnownRow]) -> None:
        await ImportedRow.bulk_create(
            [
                ImportedRow(
                    organization_id=self._ctx.organization_id,
                    origin_id=origin_id,
                    source=SAHASRAHBOT,
                    source_table=row.source_table,
                    source_id=row.source_id,
                    local_table=row.local._meta.db_table,
                    local_id=row.local_id,
                    local_version=row.local_version,
                    fingerprint=row.fingerprint,
                )
                for row in rows
            ],
            batch_size=_CHUNK,
        )

    async def note_update(
        self, source_table: str, source_id: int, fingerprint: str, local_id: int | None, local_version: int | None
    ) -> None:
        """Remember that a row here is again what the source says."""
        row = self._own().filter(source=SAHASRAHBOT, source_table=source_table, source_id=source_id)
        await row.update(fingerprint=fingerprint, local_id=local_id, local_version=local_version)

    async def find_number_of_run(self, run_id: RunId) -> int | None:
        """Return the number that a run had before the move."""
        rows = self._own().filter(local_table=_RUNS, local_id=run_id, source=SAHASRAHBOT)
        return next((row[0] for row in await rows.limit(1).values_list("source_id")), None)

    async def find_run(self, number: int) -> RunId | None:
        """Return which run had this number before the move."""
        rows = self._own().filter(source=SAHASRAHBOT, source_table=Table.RUNS.value, source_id=number)
        found = await rows.filter(local_id__isnull=False).values_list("local_id")
        return RunId(found[0][0]) if found else None

    async def is_imported(self, tournament_id: TournamentId) -> bool:
        rows = self._own().filter(local_table=_TOURNAMENTS, local_id=tournament_id, source=SAHASRAHBOT)
        return await rows.exists()

    async def list_of(self, origin_id: ImportId) -> list[ImportedRow]:
        """Return what an import made."""
        return await self._every(self._own().filter(origin_id=origin_id).order_by("id"))

    async def forget(self, origin_id: ImportId, *, but: Sequence[int]) -> None:
        """Forget what an import made, but for some rows."""
        kept = set(but)
        ids = [row[0] for row in await self._own().filter(origin_id=origin_id).values_list("id")]
        gone = [row_id for row_id in ids if row_id not in kept]
        for start in range(0, len(gone), _CHUNK):
            await self._own().filter(id__in=gone[start : start + _CHUNK]).delete()


class ImportedHistoryRepository(TenantRepository[ImportedHistoryEntry]):
    model = ImportedHistoryEntry
    noun = "line of history"

    async def list_known_lines(self, tournament_id: TournamentId) -> set[int]:
        """Return which lines of the source's audit log a tournament has."""
        rows = self._own().filter(tournament_id=tournament_id, source=SAHASRAHBOT)
        return {row[0] for row in await rows.values_list("source_id")}

    async def add_lines(self, lines: Iterable[ImportedHistoryEntry]) -> None:
        rows = list(lines)
        for row in rows:
            row.organization_id, row.source = self._ctx.organization_id, SAHASRAHBOT
        await ImportedHistoryEntry.bulk_create(rows, batch_size=_CHUNK)

    async def list_lines(
        self, tournament_id: TournamentId, *, skip: int = 0, limit: int = 100
    ) -> list[ImportedHistoryEntry]:
        """Return lines with who did it, the newest first."""
        lines = self._own().filter(tournament_id=tournament_id).order_by("-occurred_at", "-id")
        return await lines.offset(skip).limit(limit).select_related("actor")
