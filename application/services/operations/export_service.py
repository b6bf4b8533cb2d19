"""Leaving: everything that belongs to an organization as one file, for its admins and the command line."""

import asyncio
import os
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from application.access import Access
from application.archive_file import ArchiveFile
from application.context import OrgContext
from application.domain.csv_text import csv_lines
from application.domain.errors import Conflict, NotFound, Unavailable
from application.domain.events.operations import OrganizationExportedEvent
from application.domain.ids import OrganizationId, OrganizationRef, TournamentId
from application.domain.operations.archive import LOGO, README, ArchiveHeader, readme
from application.domain.permissions import Permission
from application.domain.runs.leaderboard import Standing
from application.domain.text import file_name
from application.repositories.operations.archive_parts import PARTS
from application.repositories.operations.archive_reader import ArchiveReader, archive_reader
from application.repositories.people.access_repository import AccessRepository
from application.services.retry import tried_twice
from application.services.runs.leaderboard_service import LeaderboardService
from application.unit_of_work import UnitsOfWork
from application.version import VERSION

Say = Callable[[str], None]
_PIECE = 1 << 18
_KEPT = 10
_KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeptArchive:
    """An archive that waits to be fetched. It has no name on the disk, and is gone with the process."""

    file: BinaryIO
    header: ArchiveHeader
    size: int

    async def pieces(self) -> AsyncIterator[bytes]:
        """Several may read at the same time."""
        place = 0
        while piece := await asyncio.to_thread(os.pread, self.file.fileno(), _PIECE, place):
            place += len(piece)
            yield piece


@dataclass(frozen=True, slots=True)
class ExportState:
    """How an organization's archive stands: being made, or there since `made_at`, or neither."""

    is_being_made: bool = False
    made_at: datetime | None = None
    size: int = 0
    rows: int = 0
    seeds_left_out: int = 0


class ExportService:
    def __init__(
        self, units: UnitsOfWork, access: Access, site: AccessRepository, leaderboards: LeaderboardService
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._leaderboards = leaderboards
        self._kept: OrderedDict[OrganizationId, KeptArchive] = OrderedDict()
        self._being_made: set[OrganizationId] = set()

    async def export_by_slug(
        self, slug: str, file: BinaryIO, *, say: Say, with_unreleased_seeds: bool = False
    ) -> ArchiveHeader:
        """Write an organization's archive, for the command line."""
        organization = await self._site.find_organization(slug)
        if organization is None:
            raise NotFound("organization")
        ctx = self._access.as_system(OrganizationId(organization.id))
        return await self._export(ctx, file, say, with_unreleased_seeds=with_unreleased_seeds)

    async def make_archive(self, ctx: OrgContext, *, say: Say) -> ExportState:
        """Make an organization's archive and keep it for an hour. Raises `Conflict` while it is being made."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        own = ctx.organization_id
        if own in self._being_made:
            raise Conflict("The archive is being made at this moment. Come back to this page in a minute.")
        self._being_made.add(own)
        try:
            file = tempfile.TemporaryFile()  # noqa: SIM115  # it stays until it is kept no longer
            header = await self._export(ctx, file, say, with_unreleased_seeds=False)
        except OSError as error:
            raise Unavailable("There is no room on the disk for the archive now. Nothing else is affected.") from error
        finally:
            self._being_made.discard(own)
        self._kept[own] = KeptArchive(file, header, os.fstat(file.fileno()).st_size)
        self._kept.move_to_end(own)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self.get_state(ctx)

    def get_state(self, ctx: OrgContext) -> ExportState:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        kept = self._present(ctx.organization_id)
        is_being_made = ctx.organization_id in self._being_made
        if kept is None:
            return ExportState(is_being_made)
        header = kept.header
        return ExportState(is_being_made, header.made_at, kept.size, header.rows, header.seeds_left_out)

    async def fetch_archive(self, ctx: OrgContext) -> KeptArchive:
        """Return the archive that was made, which the audit tells. Raises `NotFound` once it is kept no longer."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        kept = self._present(ctx.organization_id)
        if kept is None:
            raise NotFound("archive any more; make it again")
        await self._tell(ctx, kept.header, fetched=True)
        return kept

    def _present(self, organization_id: OrganizationId) -> KeptArchive | None:
        earliest = self._units.clock.now() - _KEPT_FOR
        for own in [own for own, kept in self._kept.items() if kept.header.made_at < earliest]:
            del self._kept[own]
        return self._kept.get(organization_id)

    async def _export(self, ctx: OrgContext, file: BinaryIO, say: Say, *, with_unreleased_seeds: bool) -> ArchiveHeader:
        organization = await self._units.reading(ctx).organization.get()
        made_at = self._units.clock.now()
        with ArchiveFile(file) as archive:
            async with archive_reader(ctx.organization_id, with_unreleased_seeds=with_unreleased_seeds) as reader:
                for part in PARTS:
                    await archive.add(f"{part.name}.jsonl", reader.lines(part))
                    say(f"{part.name}: {reader.counts[part.name]:,}")
                tournaments = await reader.tournaments()
                for tournament_id, number, name in tournaments:
                    await archive.add(f"tables/{_called(number, name)}-results.csv", reader.results(tournament_id))
                counts, left_out = reader.counts, reader.seeds_left_out
            for tournament_id, number, name in tournaments:
                with suppress(NotFound):  # it was deleted meanwhile
                    table = await self._leaderboard(ctx, TournamentId(tournament_id), reader)
                    await asyncio.to_thread(archive.add_whole, f"tables/{_called(number, name)}-leaderboard.csv", table)
            if organization.logo_mark is not None:
                archive.add_whole(LOGO, await self._units.reading(ctx).organization.get_logo())
            header = ArchiveHeader(VERSION, made_at, organization.slug, organization.name, counts, left_out)
            archive.add_whole(README, readme(header).encode())
            await archive.end(header)
        await self._tell(ctx, header, with_unreleased_seeds=with_unreleased_seeds)
        return header

    async def _leaderboard(self, ctx: OrgContext, tournament_id: TournamentId, reader: ArchiveReader) -> bytes:
        view = await self._leaderboards.get_leaderboard(ctx, tournament_id)
        return await asyncio.to_thread(_table, view.standings, reader.number_of_person)

    @tried_twice
    async def _tell(
        self, ctx: OrgContext, header: ArchiveHeader, *, fetched: bool = False, with_unreleased_seeds: bool = False
    ) -> None:
        async with self._units(ctx) as work:
            work.record(
                OrganizationExportedEvent(
                    OrganizationRef(ctx.organization_id),
                    rows=header.rows,
                    fetched=fetched,
                    with_unreleased_seeds=with_unreleased_seeds,
                )
            )


def _table(standings: Sequence[Standing], number_of: Callable[[int], int | None]) -> bytes:
    header = ("rank", "player", "person", "score", "estimate", "finished", "forfeited", "open")
    rows = [
        (
            line.rank,
            line.user_name,
            number_of(line.user_id),
            f"{line.score:.3f}",
            f"{line.estimate:.3f}",
            line.finished,
            line.forfeited,
            line.open_slots,
        )
        for line in standings
    ]
    return csv_lines([header, *rows], is_beginning=True).encode()


def _called(number: int, name: str) -> str:
    return f"{number}-{file_name(name)[:60]}".rstrip("-")
