"""Arriving: an archive of another installation becomes an empty organization, whole or not at all."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from application.access import Access
from application.archive_file import ArchiveContent
from application.context import Actor
from application.domain.errors import Conflict, NotFound
from application.domain.events.operations import OrganizationImportedEvent
from application.domain.ids import OrganizationId, OrganizationRef
from application.domain.messages.webhooks import new_secret
from application.domain.operations.archive import LOGO, ArchiveHeader, UnusableArchive
from application.domain.words import counted
from application.ports import SecretBox
from application.repositories.operations.archive_parts import (
    MEMBERS,
    ORGANIZATION,
    PARTS,
    PEOPLE,
    ROLES,
    WEBHOOKS,
    Part,
)
from application.repositories.operations.archive_rows import ArchiveRows, Values, demand_sound
from application.repositories.operations.archive_writer import ArchivedPerson, ArchiveWriter
from application.repositories.people.access_repository import AccessRepository
from application.services.operations.archive_checks import checks_of
from application.services.people.logos import LARGEST_FILE, logo_of, mark_of
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.user import User

Say = Callable[[str], None]
_CHUNK, _MOST_PEOPLE = 2_000, 200_000
_PIECE = 8 << 20


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What an import came to, or would; `known` are the people who were here already."""

    is_written: bool
    header: ArchiveHeader
    organization: str
    people: int
    known: int

    def as_text(self) -> str:
        counts = {name: number for name, number in self.header.counts.items() if number}
        done = "imported" if self.is_written else "dry run: nothing was written"
        lines = [
            f"{self.header.name} ({self.header.slug}), made {self.header.made_at:%Y-%m-%d %H:%M} UTC, "
            f"to {self.organization}: {done}",
            *(f"  {name.replace('_', ' ')}: {number:,}" for name, number in counts.items()),
            f"  of the people {self.known:,} were here already; the others sign in, and have everything of theirs",
        ]
        if self.header.seeds_left_out:
            left_out = counted(self.header.seeds_left_out, "unreleased seed")
            lines.append(f"  {left_out} left out when the archive was made")
        if self.is_written:
            lines.append("Next: link the Discord server, enter bots, and turn on webhooks with their new secrets.")
        else:
            lines.append(
                "An import can't be undone. To start over, close the organization and take the archive into a new one."
            )
        return "\n".join(lines)


class _RolledBack(Exception):
    """Ends the transaction of a dry run."""


class ArchiveImportService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        secret_box: SecretBox,
        *,
        private_allowed: bool,
    ) -> None:
        """`private_allowed` lets addresses of webhooks and generators be private ones."""
        self._units = units
        self._access = access
        self._site = site
        self._secret_box = secret_box
        self._private_allowed = private_allowed

    async def preview_archive(self, content: ArchiveContent, slug: str, *, say: Say) -> ArchiveReport:
        """Do everything that an import does, in a transaction that is rolled back."""
        return await self._take_in(content, slug, say, is_written=False, by=None)

    async def import_archive(
        self, content: ArchiveContent, slug: str, *, say: Say, by: Actor | None = None
    ) -> ArchiveReport:
        """Write everything in one transaction; nobody is told of anything.

        `by` is a site administrator. Raises `UnusableArchive`, and `Conflict` for an organization that isn't empty.
        """
        return await self._take_in(content, slug, say, is_written=True, by=by)

    @tried_twice
    async def _take_in(
        self, content: ArchiveContent, slug: str, say: Say, *, is_written: bool, by: Actor | None
    ) -> ArchiveReport:
        organization = await self._site.find_organization(slug)
        if organization is None:
            raise NotFound("organization")
        here = OrganizationId(organization.id)
        counts = await asyncio.to_thread(demand_sound, self._rows_of(content))
        if counts != dict(content.header.counts):
            raise UnusableArchive.because("This archive has other rows than it says. Make it again.")
        logo = await asyncio.to_thread(_logo_in, content)
        ctx = self._access.as_system(here) if by is None else self._access.as_site_administrator(by, here)
        known = 0
        with suppress(_RolledBack):
            async with self._units(ctx) as work:
                known = await self._write(work, content, logo, say)
                if not is_written:
                    raise _RolledBack
        return ArchiveReport(is_written, content.header, organization.name, counts[PEOPLE], known)

    def _rows_of(self, content: ArchiveContent) -> ArchiveRows:
        return ArchiveRows(content.lines, checks_of(self._units.clock.now(), private_allowed=self._private_allowed))

    async def _write(self, work: WorkSession, content: ArchiveContent, logo: bytes | None, say: Say) -> int:
        writer, rows = ArchiveWriter(work.ctx, self._units.clock.now()), self._rows_of(content)
        there = await writer.what_is_there()
        if there is not None:
            raise Conflict(f"This organization isn't empty: it has {there}. Create a new one for the archive.")
        parts = {part.name: part for part in PARTS}
        settings = await _all(rows, parts[ORGANIZATION], most=1)
        if not settings:
            raise UnusableArchive.because("This archive has no organization.")
        people, members = await _all(rows, parts[PEOPLE]), await _all(rows, parts[MEMBERS])
        await _apply(work, settings[0], logo)
        users, known = await self._settle(writer, people, members)
        await writer.write_members(members, users)
        await writer.write_roles(await _all(rows, parts[ROLES]))
        say(f"{PEOPLE}: {len(users):,}")
        for part in PARTS[PARTS.index(parts[ROLES]) + 1 :]:
            source = rows.of(part)
            while some := await asyncio.to_thread(_some, source, content):
                await writer.write(part, some, self._extra(part))
            say(f"{part.name}: {rows.counts[part.name]:,}")
        header = content.header
        work.record(
            OrganizationImportedEvent(
                OrganizationRef(work.ctx.organization_id),
                made_from=header.slug,
                rows=header.rows,
                people=len(users),
                known_people=known,
            )
        )
        return known

    def _extra(self, part: Part) -> dict[str, Callable[[], object]]:
        if part.name != WEBHOOKS:
            return {}
        return {"is_active": lambda: False, "secret_encrypted": lambda: self._secret_box.seal(new_secret())}

    async def _settle(
        self, writer: ArchiveWriter, people: Sequence[Values], members: Sequence[Values]
    ) -> tuple[list[User], int]:
        """Find those who are here already by accounts, each once; all others become placeholders."""
        wanted = await asyncio.to_thread(_wanted, people, members)
        by_discord = await writer.known_by_discord(
            person.discord_id for person in wanted if person.discord_id is not None
        )
        by_racetime = await writer.known_by_racetime(
            person.racetime_id for person in wanted if person.racetime_id is not None
        )
        known = await asyncio.to_thread(_known, wanted, by_discord, by_racetime)
        return await writer.write_people(wanted, known), len(known)


def _wanted(people: Sequence[Values], members: Sequence[Values]) -> list[ArchivedPerson]:
    claims = {row["user_id"]: row["claimed_racetime_id"] for row in members}
    discord_ids = [row["discord_id"] for row in people if row["discord_id"] is not None]
    if len(set(discord_ids)) != len(discord_ids):
        raise UnusableArchive.because("Two people of this archive have the same Discord account.")
    return [
        ArchivedPerson(row["display_name"], row["discord_id"], claims.get(number), row["deleted_at"])
        for number, row in enumerate(people, start=1)
    ]


def _known(
    wanted: Sequence[ArchivedPerson], by_discord: Mapping[int, User], by_racetime: Mapping[str, User]
) -> dict[int, User]:
    known: dict[int, User] = {}
    taken: set[int] = set()
    for place, person in enumerate(wanted):
        user = by_discord.get(person.discord_id or 0) or by_racetime.get(person.racetime_id or "")
        if user is not None and user.id not in taken:
            known[place] = user
            taken.add(user.id)
    return known


async def _all(rows: ArchiveRows, part: Part, *, most: int = _MOST_PEOPLE) -> list[Values]:
    """Return the rows of a part that is needed whole."""
    found = await asyncio.to_thread(lambda: list(islice(rows.of(part), most + 1)))
    if len(found) > most:
        raise UnusableArchive.because(f"This archive has more than {most:,} {part.name}.")
    return found


def _some(source: Iterator[Values], content: ArchiveContent) -> list[Values]:
    """Return the next rows, fewer where they are long; none at the end."""
    some: list[Values] = []
    enough = content.bytes_read + _PIECE
    while len(some) < _CHUNK and content.bytes_read < enough and (row := next(source, None)) is not None:
        some.append(row)
    return some


async def _apply(work: WorkSession, settings: Values, logo: bytes | None) -> None:
    organization = await work.organization.get()
    for name, value in settings.items():
        setattr(organization, name, value)
    if logo is not None:
        organization.logo_mark = mark_of(logo)
        await work.organization.set_logo(logo)
    await work.organization.update(organization)


def _logo_in(content: ArchiveContent) -> bytes | None:
    logo = content.whole(LOGO, largest=LARGEST_FILE)
    return logo_of(logo) if logo is not None else None
