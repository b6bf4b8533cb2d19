"""Moving in from SahasrahBot: a dry run that writes nothing, the import itself, and its undoing."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from application.access import Access
from application.account_fingerprints import AccountFingerprints
from application.context import Actor, OrgContext
from application.domain.errors import Conflict, FieldProblem, InvalidInput, Unavailable
from application.domain.events.operations import ImportUndoneEvent
from application.domain.ids import IMPORT, ImportId, OrganizationId, OrganizationRef, TournamentId, UserId
from application.domain.operations.importing.assembling import (
    Bundle,
    People,
    Source,
    bundle_of,
    people_of,
    wanted_tournaments,
)
from application.domain.operations.importing.drafts import PersonKey
from application.domain.operations.importing.outcome import ImportStatus
from application.domain.operations.importing.plan import SKIPPED, ImportPlan
from application.domain.operations.importing.report import (
    DumpReport,
    ImportReport,
    OrganizationReport,
    TournamentReport,
    as_text,
)
from application.domain.operations.importing.source import SourceRow
from application.domain.text import folded
from application.domain.words import counted
from application.dump_file import Dump
from application.ports import EpisodeSchedule, RaceRooms, ScheduleUnavailable
from application.repositories.operations.import_repository import ImportSiteRepository
from application.repositories.people.access_repository import AccessRepository
from application.services.live_races.opening import racetime_answer
from application.services.operations.imported_people import SettledPeople, settle_people
from application.services.operations.imported_tournament import people_in, stopped_report, write_tournament
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace, AsyncTournamentRace
from models.imported import Import, ImportedRow
from models.organization import Organization
from models.user import User

Say = Callable[[str], None]
"""Told after each step how far an import has come."""


class _RolledBack(Exception):
    """Ends the transaction of a dry run."""


@dataclass(frozen=True, slots=True)
class ImportView:
    id: ImportId
    organization: str
    slug: str
    status: ImportStatus
    by: str
    sha256: str
    dumped_at: datetime | None
    started_at: datetime
    ended_at: datetime | None
    counts: tuple[tuple[str, int], ...]
    """What was new, by kind."""
    report: str
    """Empty for one that didn't come to its end."""


@dataclass(frozen=True, slots=True)
class _Move:
    """What goes to one organization."""

    organization: Organization
    source: Source
    plan: ImportPlan
    tournaments: tuple[SourceRow, ...]
    people: People
    now: datetime
    dumped_at: datetime

    def bundle(self, row: SourceRow) -> Bundle:
        return bundle_of(self.source, self.plan, row, self.people, now=self.now, dumped_at=self.dumped_at)

    def wanted_people(self) -> set[PersonKey]:
        """Return who has done anything in those tournaments that nothing stops."""
        unstopped = [row for row in self.tournaments if not self.bundle(row).is_stopped]
        return set(people_of(self.source, self.plan, unstopped, self.now).drafts)


class ImportService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        imports: ImportSiteRepository,
        fingerprints: AccountFingerprints,
        rooms: RaceRooms,
        schedule: EpisodeSchedule,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._imports = imports
        self._fingerprints = fingerprints
        self._rooms = rooms
        self._schedule = schedule

    async def preview_import(self, dump: Dump, plan: ImportPlan, *, say: Say) -> ImportReport:
        """Do everything that an import does, within transactions that are rolled back.

        Raises `InvalidInput` for a plan that names an organization which isn't here, or a guild that isn't there, and
        `Unavailable` where another site gives no answer that the plan wants.
        """
        plan = await self._with_answers(dump, plan)
        moves = await self._moves(dump, plan)
        reports = [await self._try_move(move, dump, say) for move in moves]
        return self._report(dump, plan, reports, is_written=False)

    async def import_dump(
        self, dump: Dump, plan: ImportPlan, *, say: Say, takes_over: bool = False, by: Actor | None = None
    ) -> ImportReport:
        """Write whatever is not here yet, a tournament at a time; what stops one doesn't stop the others.

        Raises as `preview_import`, and `AlreadyTaken` while another import into the same organization runs, which
        `takes_over` says to be dead. `by` is a site administrator, whom the audit names; else it names the system.
        """
        plan = await self._with_answers(dump, plan)
        moves = await self._moves(dump, plan)
        reports = [await self._carry_out(move, dump, say, takes_over=takes_over, by=by) for move in moves]
        return self._report(dump, plan, reports, is_written=True)

    # One organization

    async def _try_move(self, move: _Move, dump: Dump, say: Say) -> OrganizationReport:
        ctx, reports = self._access.as_system(OrganizationId(move.organization.id)), []
        wanted = await asyncio.to_thread(move.wanted_people)
        people: SettledPeople | None = None
        async with self._rolled_back(ctx) as work:
            origin = await self._begin(work, move, dump, takes_over=True)
            people = await settle_people(work, move.people, wanted, origin, self._fingerprints)
        for number, row in enumerate(move.tournaments, start=1):
            bundle = await asyncio.to_thread(move.bundle, row)
            async with self._rolled_back(ctx) as work:
                origin = await self._begin(work, move, dump, takes_over=True)
                reports.append(await self._write(work, bundle, move, origin))
            say(f"{move.organization.slug}: tried {number} of {len(move.tournaments)} tournaments")
        return self._of_organization(move, None, people, reports)

    async def _carry_out(
        self, move: _Move, dump: Dump, say: Say, *, takes_over: bool, by: Actor | None
    ) -> OrganizationReport:
        here, reports = OrganizationId(move.organization.id), []
        ctx = self._access.as_system(here) if by is None else self._access.as_site_administrator(by, here)
        origin = await self._announce(ctx, move, dump, takes_over=takes_over)
        async with self._ended_when_it_fails(ctx, origin):
            people = await self._write_people(ctx, move, origin)
            say(f"{move.organization.slug}: people are here")
            for number, row in enumerate(move.tournaments, start=1):
                bundle = await asyncio.to_thread(move.bundle, row)
                reports.append(await self._write_one(ctx, bundle, move, origin))
                say(f"{move.organization.slug}: {number} of {len(move.tournaments)} tournaments")
            report = self._of_organization(move, origin, people, reports)
            whole = ImportReport(True, _dump_report(dump, move.dumped_at), (report,), ())
            async with self._units(ctx) as work:
                await work.imports.end(origin, ImportStatus.DONE, report.counts, as_text(whole))
        return report

    @asynccontextmanager
    async def _ended_when_it_fails(self, ctx: OrgContext, origin: ImportId) -> AsyncIterator[None]:
        """Let an import that is ended by an error stand in nobody's way; one whose process dies can't say so."""
        is_whole = False
        try:
            yield
            is_whole = True
        finally:
            if not is_whole:
                async with self._units(ctx) as work:
                    await work.imports.end(origin, ImportStatus.FAILED, {}, "")

    @tried_twice
    async def _announce(self, ctx: OrgContext, move: _Move, dump: Dump, *, takes_over: bool) -> ImportId:
        async with self._units(ctx) as work:
            return await self._begin(work, move, dump, takes_over=takes_over)

    async def _begin(self, work: WorkSession, move: _Move, dump: Dump, *, takes_over: bool) -> ImportId:
        begun = Import(file_sha256=dump.sha256, dumped_at=move.dumped_at, counts={})
        await work.imports.begin(begun, takes_over=takes_over)
        return ImportId(begun.id)

    @tried_twice
    async def _write_people(self, ctx: OrgContext, move: _Move, origin: ImportId) -> SettledPeople:
        wanted = await asyncio.to_thread(move.wanted_people)
        async with self._units(ctx) as work:
            await work.imports.note_alive(origin)
            return await settle_people(work, move.people, wanted, origin, self._fingerprints)

    @tried_twice
    async def _write_one(self, ctx: OrgContext, bundle: Bundle, move: _Move, origin: ImportId) -> TournamentReport:
        async with self._units(ctx) as work:
            await work.imports.note_alive(origin)
            return await self._write(work, bundle, move, origin)

    async def _write(self, work: WorkSession, bundle: Bundle, move: _Move, origin: ImportId) -> TournamentReport:
        """People are looked up anew within the transaction: somebody may have signed in since, and be another user."""
        if bundle.is_stopped:
            return stopped_report(bundle)
        people = await settle_people(work, move.people, people_in(bundle), origin, self._fingerprints)
        return await write_tournament(work, bundle, people, origin)

    @asynccontextmanager
    async def _rolled_back(self, ctx: OrgContext) -> AsyncIterator[WorkSession]:
        with suppress(_RolledBack):
            async with self._units(ctx) as work:
                yield work
                raise _RolledBack

    # What there is to do

    async def _with_answers(self, dump: Dump, plan: ImportPlan) -> ImportPlan:
        """Ask racetime.gg and SpeedGaming what the plan wants to know. Raises `InvalidInput` and `Unavailable`."""
        rooms = dump.source.rooms_of(plan.wants_fetched)
        missing = [
            FieldProblem("plan", f"live_races.{race}.fetch: SahasrahBot knows no room of it.")
            for race in sorted(plan.wants_fetched - rooms.keys())
        ]
        if missing:
            raise InvalidInput(*missing)
        fetched = {
            race: await racetime_answer(self._rooms.fetch(slug), slug, field="plan") for race, slug in rooms.items()
        }
        return replace(plan, fetched=fetched, starts=await self._starts(dump.source, plan))

    async def _starts(self, source: Source, plan: ImportPlan) -> dict[int, datetime]:
        """Ask SpeedGaming when those live races take place of which the plan doesn't say it."""
        if not plan.asks_speedgaming:
            return {}
        slugs = dict.fromkeys(slug for slug in plan.guilds.values() if slug != SKIPPED)
        wanted = [row.id for slug in slugs for row in wanted_tournaments(source, plan, slug)]
        starts = {}
        for race, number in source.episodes_to_come(wanted).items():
            if race in plan.live_races:
                continue
            try:
                episode = await self._schedule.find_episode(number)
            except ScheduleUnavailable as error:
                raise Unavailable(
                    "SpeedGaming gives no answer. Try again later, or import without asking it."
                ) from error
            if episode is not None:
                starts[race] = episode.starts_at
        return starts

    async def _moves(self, dump: Dump, plan: ImportPlan) -> list[_Move]:
        source, now = dump.source, self._units.clock.now()
        unknown = sorted(plan.guilds.keys() - set(source.guilds))
        problems = [FieldProblem("plan", f"guilds.{guild}: this dump has no tournament of it.") for guild in unknown]
        moves = []
        for slug in dict.fromkeys(slug for slug in plan.guilds.values() if slug != SKIPPED):
            organization = await self._site.find_organization(slug)
            if organization is None:
                sentence = f"There is no organization {slug} here. Create it first, with create-organization."
                problems.append(FieldProblem("plan", sentence))
                continue
            rows = wanted_tournaments(source, plan, slug)
            people = await asyncio.to_thread(people_of, source, plan, rows, now)
            moves.append(_Move(organization, source, plan, tuple(rows), people, now, _dumped_at(dump, plan) or now))
        if problems:
            raise InvalidInput(*problems)
        return moves

    def _of_organization(
        self, move: _Move, origin: ImportId | None, people: SettledPeople | None, reports: list[TournamentReport]
    ) -> OrganizationReport:
        assert people is not None  # noqa: S101  # they come first
        return OrganizationReport(
            slug=move.organization.slug,
            import_id=origin,
            people=people.counts,
            people_problems=(*move.people.problems, *people.problems),
            tournaments=tuple(reports),
        )

    def _report(
        self, dump: Dump, plan: ImportPlan, reports: list[OrganizationReport], *, is_written: bool
    ) -> ImportReport:
        left = [
            f"{folded(row.text('name'))} ({old_id})"
            for old_id, row in sorted(dump.source.tournaments.items())
            if plan.guilds.get(row.number("guild_id"), SKIPPED) == SKIPPED or not plan.of_tournament(old_id).is_wanted
        ]
        return ImportReport(is_written, _dump_report(dump, _dumped_at(dump, plan)), tuple(reports), tuple(left))

    # Imports that were

    async def list_imports(self) -> tuple[ImportView, ...]:
        """Return the latest imports into all organizations, the newest first, for a site administrator."""
        return tuple(_view(each) for each in await self._imports.list_latest(_MOST_LISTED))

    async def get_import(self, import_id: ImportId) -> ImportView:
        """Return one of them. Raises `NotFound`."""
        return _view(await self._imports.get(import_id))

    # Undoing

    async def undo(self, import_id: ImportId, *, by: Actor | None = None) -> str:
        """Remove what an import made, as long as nobody has done anything with it since; returns what that was.

        Raises `NotFound`, and `Conflict` naming each tournament in which somebody acted: then nothing is removed. `by`
        is a site administrator, as with `import_dump`.
        """
        ctx = await self._access.as_system_at(IMPORT, import_id)
        if by is not None:
            ctx = self._access.as_site_administrator(by, ctx.organization_id)
        async with self._units(ctx) as work:
            undone = await work.imports.get_by_id(import_id)
            if undone.status is ImportStatus.UNDONE:
                raise Conflict(f"Import {import_id} was undone already.")
            rows = await work.imported_rows.list_of(import_id)
            tournaments = await self._demand_untouched(work, rows)
            for tournament_id in tournaments:
                await work.import_writer.remove_tournament(tournament_id)
            people = [UserId(row.local_id) for row in rows if row.local_table == _PEOPLE and row.local_id is not None]
            gone = await work.import_writer.remove_unused_people(people)
            kept = [row.id for row in rows if row.local_table == _PEOPLE and row.local_id not in gone]
            await work.imported_rows.forget(import_id, but=kept)
            await work.imports.mark_undone(import_id)
            work.record(
                ImportUndoneEvent(
                    OrganizationRef(ctx.organization_id),
                    import_number=import_id,
                    tournaments=len(tournaments),
                    people=len(gone),
                )
            )
        return f"Removed {counted(len(tournaments), 'tournament')} and {counted(len(gone), 'person', 'people')}."

    async def _demand_untouched(self, work: WorkSession, rows: Sequence[ImportedRow]) -> list[TournamentId]:
        """Return the tournaments that these rows are all of. Raises `Conflict` where anybody has acted since."""
        versions: dict[str, dict[int, int | None]] = defaultdict(dict)
        for row in rows:
            if row.local_id is not None:
                versions[row.local_table][row.local_id] = row.local_version
        made = versions[AsyncTournament._meta.db_table]
        races, runs = versions[AsyncTournamentLiveRace._meta.db_table], versions[AsyncTournamentRace._meta.db_table]
        left, touched = set(runs), []
        for tournament_id, version in made.items():
            found = await work.import_writer.look_at(TournamentId(tournament_id))
            is_own = found.version == version and all(races.get(own) == seen for own, seen in found.live_races.items())
            if not is_own or found.is_logged or any(runs.get(own) != seen for own, seen in found.runs.items()):
                touched.append(found.name)
            left -= found.runs.keys()
        if touched:
            raise Conflict(f"Somebody has changed something since in {', '.join(touched)}, so nothing is undone.")
        if left:
            raise Conflict("This import brought up to date what an earlier one had made, which can't be undone.")
        return [TournamentId(tournament_id) for tournament_id in made]


_PEOPLE = User._meta.db_table
_MOST_LISTED = 50


def _view(row: Import) -> ImportView:
    return ImportView(
        ImportId(row.id),
        row.organization.name,
        row.organization.slug,
        row.status,
        row.actor_name,
        row.file_sha256,
        row.dumped_at,
        row.started_at,
        row.ended_at,
        tuple(sorted((what, number) for what, number in row.counts.items() if number)),
        row.report,
    )


def _dumped_at(dump: Dump, plan: ImportPlan) -> datetime | None:
    """Return when the dump was made, most likely on the machine that SahasrahBot ran on."""
    return plan.in_utc(dump.written_at) if dump.written_at is not None else None


def _dump_report(dump: Dump, dumped_at: datetime | None) -> DumpReport:
    rows = {table.value: number for table, number in dump.facts.rows.items()}
    return DumpReport(dump.sha256, dump.facts.server, dump.version, dumped_at, rows, dump.source.keys)
