"""Organizations, their settings and their members."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from application.access import Access
from application.account_fingerprints import AccountFingerprints
from application.context import Actor, OrgContext
from application.domain.accounts import check_discord_id
from application.domain.errors import Conflict, FieldProblem, Forbidden, Problems
from application.domain.events import Edited, EditedEvent, FieldChange, differences
from application.domain.events.people import (
    MemberLeftEvent,
    MemberRemovedEvent,
    MembershipAcceptedEvent,
    OrganizationCreatedEvent,
)
from application.domain.ids import OrganizationId, OrganizationRef, PersonRef, UserId
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Permission, Role
from application.domain.settings import cleaned, values_in
from application.domain.text import file_name, one_line, several_lines
from application.domain.tournaments.organization_settings import OrganizationChanges, OrganizationSettings
from application.domain.words import counted
from application.read_models import MembershipView, MemberView, OrganizationView
from application.repositories import Repositories
from application.repositories.people.access_repository import AccessRepository
from application.repositories.people.organization_repository import MemberRow
from application.services.audit_names import marks_in
from application.services.live_race_timeline import (
    InstallationDefaults,
    apply_moments,
    overrides_of,
    timeline_for,
    timeline_of,
)
from application.services.people.logos import logo_of, mark_of
from application.services.people.member_entry import NewMember, claim_account, enter_person, make_member
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.organization import Organization

_LONGEST_SLUG = 60
SLUG_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def proposed_slug(name: str) -> str:
    """Return the short name of an organization that is given none, empty where its name has no plain letters."""
    return file_name(name)[:_LONGEST_SLUG].strip("-")


@dataclass(frozen=True, slots=True)
class MemberChanges:
    roles: tuple[Role, ...] | Unset = UNSET
    racetime_id: str | Unset | None = UNSET
    """None unlinks the account."""
    racetime_name: str | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class MemberPage:
    items: tuple[MemberView, ...]
    has_more: bool


class OrganizationService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        defaults: InstallationDefaults,
        fingerprints: AccountFingerprints,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._defaults = defaults
        self._fingerprints = fingerprints

    @tried_twice
    async def create_organization(
        self,
        slug: str,
        name: str,
        description: str = "",
        *,
        admin: UserId | NewMember | None = None,
        by: Actor | None = None,
    ) -> OrganizationView:
        """Create an organization, for a site administrator or the command line; `admin` becomes its first admin.

        Without a `slug` it is made from the name.

        `by` is the site administrator; without one it is the system that did it.
        """
        problems, clean_name, text = Problems(), "", ""
        slug = slug or proposed_slug(name)
        if not SLUG_PATTERN.fullmatch(slug):
            problems.note(
                FieldProblem(
                    "slug", "The short name may have lower-case letters, digits and hyphens, at most 60 of them."
                )
            )
        with problems.noted():
            if isinstance(admin, NewMember):
                check_discord_id(admin.discord_id, self._units.clock.now(), field="admin_discord_id")
        with problems.noted():
            clean_name = one_line(name, field="name", what="name", limit=100)
        with problems.noted():
            text = several_lines(description, field="description", what="description", limit=2000)
        problems.refuse()

        async def found() -> OrgContext:
            organization_id = OrganizationId((await self._site.create_organization(slug, clean_name, text)).id)
            if by is None:
                return self._access.as_system(organization_id)
            return self._access.as_site_administrator(by, organization_id)

        async with self._units.founding(found) as work:
            work.record(OrganizationCreatedEvent(OrganizationRef(work.ctx.organization_id), name=clean_name))
            if isinstance(admin, NewMember):
                user = await enter_person(work, admin, self._fingerprints)
                await make_member(work, user, (Role.ADMIN,), discord_id_entered=True)
            elif admin is not None:
                await make_member(work, await work.people.get(admin), (Role.ADMIN,), discord_id_entered=False)
            return _organization_view(await work.organization.get())

    @tried_twice
    async def close_organization(self, organization_id: OrganizationId, *, by: Actor) -> OrganizationView:
        """Shut an organization for everybody, members and public, until it is reopened; nothing of it is deleted.

        `by` is the site administrator. Raises `Conflict` while a live race is scheduled or under way.
        """
        async with self._units(self._access.as_site_administrator(by, organization_id)) as work:
            if coming := await work.live_races.count_scheduled_races():
                number = counted(coming, "live race is", "live races are")
                raise Conflict(f"{number} not over yet. Cancel or finish what is scheduled before closing.")
            return await self._set_active(work, is_active=False)

    @tried_twice
    async def reopen_organization(self, organization_id: OrganizationId, *, by: Actor) -> OrganizationView:
        async with self._units(self._access.as_site_administrator(by, organization_id)) as work:
            return await self._set_active(work, is_active=True)

    async def _set_active(self, work: WorkSession, *, is_active: bool) -> OrganizationView:
        organization = await work.organization.get()
        if organization.is_active != is_active:
            change = FieldChange("is_active", str(organization.is_active), str(is_active))
            organization.is_active = is_active
            await work.organization.update(organization)
            work.record(EditedEvent(OrganizationRef(work.ctx.organization_id), Edited.ORGANIZATION, (change,)))
        return _organization_view(organization)

    async def get_organization(self, ctx: OrgContext) -> OrganizationView:
        return _organization_view(await self._units.reading(ctx).organization.get())

    async def list_every_organization(self) -> tuple[OrganizationView, ...]:
        """Return all of the site, closed ones as well, for a site administrator."""
        return tuple(_organization_view(row) for row in await self._site.list_every_organization())

    async def list_own(self, user_id: UserId) -> tuple[OrganizationView, ...]:
        return tuple(_organization_view(row) for row in await self._site.list_organizations_of(user_id))

    @tried_twice
    async def update_organization(self, ctx: OrgContext, changes: OrganizationChanges) -> OrganizationView:
        """Change settings; everything that hangs on the time of scheduled races moves along."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            organization = await work.organization.get()
            before = values_in(OrganizationSettings, organization)
            self._apply(organization, changes)
            moved = differences(before, values_in(OrganizationSettings, organization))
            if moved:
                await work.organization.update(organization)
                for race in await work.live_races.list_scheduled_races():
                    timeline = timeline_for(self._defaults, organization, race.tournament, overrides_of(race))
                    apply_moments(race, timeline)
                    await work.live_races.update_live_race(race)
                work.record(EditedEvent(OrganizationRef(ctx.organization_id), Edited.ORGANIZATION, moved))
        return _organization_view(organization)

    async def get_logo(self, ctx: OrgContext) -> bytes:
        """Return the logo as PNG. Raises `NotFound` where there is none."""
        return await self._units.reading(ctx).organization.get_logo()

    @tried_twice
    async def set_logo(self, ctx: OrgContext, content: bytes) -> OrganizationView:
        """Show a PNG, JPEG or WebP picture on public pages. Raises `InvalidInput` for anything else."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        return await self._put_logo(ctx, await asyncio.to_thread(logo_of, content))

    @tried_twice
    async def remove_logo(self, ctx: OrgContext) -> OrganizationView:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        return await self._put_logo(ctx, None)

    # Members

    async def list_members(
        self,
        ctx: OrgContext,
        wanted: MemberFilter | None = None,
        *,
        after: tuple[str, int] | None = None,
        limit: int = 100,
    ) -> MemberPage:
        """Return members by name, continuing after a (name, user id) pair."""
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        rows = await reading.members.list_members(wanted, after=after, limit=limit + 1)
        return MemberPage(await _member_views(reading, rows[:limit]), has_more=len(rows) > limit)

    async def count_members(self, ctx: OrgContext, wanted: MemberFilter | None = None) -> int:
        ctx.demand(Permission.VIEW)
        return await self._units.reading(ctx).members.count_members(wanted)

    async def get_member(self, ctx: OrgContext, user_id: UserId) -> MemberView:
        ctx.demand(Permission.VIEW)
        return await _member_view(self._units.reading(ctx), user_id)

    @tried_twice
    async def add_member(self, ctx: OrgContext, new: NewMember) -> MemberView:
        """Add a person, who is asked whether to stay; the racetime.gg account holds in this organization only.

        Raises `AlreadyTaken` for somebody who is a member already or an account that is somebody else's, `Conflict` for
        somebody who has proved another account.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            user = await enter_person(work, new, self._fingerprints)
            await make_member(work, user, new.roles, discord_id_entered=new.discord_id is not None)
            user_id = user.id
            if new.racetime_id is not None:
                user_id = await claim_account(work, user, new.racetime_id, new.racetime_name, self._fingerprints)
            return await _member_view(work, user_id)

    @tried_twice
    async def update_member(self, ctx: OrgContext, user_id: UserId, changes: MemberChanges) -> MemberView:
        """Change roles, or what is said about the racetime.gg account; the last admin stays one.

        The answer is about another user when the owner of that account has proved it: see `claim_account`.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            row = await work.members.get(user_id)
            differences: list[FieldChange] = []
            if changes.roles is not UNSET:
                differences += await self._change_roles(work, row, changes.roles)
            if changes.racetime_id is not UNSET:
                old = row.account.racetime_id if row.account is not None else None
                name = None if changes.racetime_name is UNSET else changes.racetime_name
                user_id = await claim_account(work, row.member.user, changes.racetime_id, name, self._fingerprints)
                differences.append(FieldChange("racetime_id", old, changes.racetime_id))
            if differences:
                work.record(EditedEvent(PersonRef(ctx.organization_id, user_id), Edited.MEMBER, tuple(differences)))
            return await _member_view(work, user_id)

    @tried_twice
    async def remove_member(self, ctx: OrgContext, user_id: UserId) -> None:
        """End a membership with all its roles; runs and results stay, and a run under way ends by its own limits."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            row = await work.members.get(user_id)
            await self._keep_an_admin(work, row, ())
            await work.members.remove(user_id)
            work.record(
                MemberRemovedEvent(
                    PersonRef(ctx.organization_id, user_id),
                    name=row.member.user.display_name,
                    roles=tuple(role.value for role in row.roles),
                )
            )

    @tried_twice
    async def leave(self, ctx: OrgContext) -> None:
        """End the acting person's own membership with all its roles; runs and results stay."""
        user_id = _acting(ctx)
        async with self._units(ctx) as work:
            row = await work.members.get(user_id)
            await self._keep_an_admin(work, row, ())
            await work.members.remove(user_id)
            roles = tuple(role.value for role in row.roles)
            work.record(
                MemberLeftEvent(PersonRef(ctx.organization_id, user_id), name=row.member.user.display_name, roles=roles)
            )

    @tried_twice
    async def stay(self, ctx: OrgContext) -> None:
        """Accept a membership that others made for the acting person; once is enough."""
        user_id = _acting(ctx)
        async with self._units(ctx) as work:
            row = await work.members.get(user_id)
            if await work.members.accept(user_id):
                name = row.member.user.display_name
                work.record(MembershipAcceptedEvent(PersonRef(ctx.organization_id, user_id), name=name))

    async def list_memberships(self, user_id: UserId) -> tuple[MembershipView, ...]:
        """Return where a person is a member, and which of these memberships others made."""
        return tuple(
            MembershipView(
                OrganizationId(row.organization_id),
                row.organization.slug,
                row.organization.name,
                row.joined_at,
                row.made_by_others,
            )
            for row in await self._site.list_memberships_of(user_id)
        )

    # Parts

    async def _put_logo(self, ctx: OrgContext, logo: bytes | None) -> OrganizationView:
        async with self._units(ctx) as work:
            organization = await work.organization.get()
            before = organization.logo_mark
            organization.logo_mark = None if logo is None else mark_of(logo)
            if organization.logo_mark != before:
                await work.organization.set_logo(logo)
                await work.organization.update(organization)
                change = FieldChange("logo_mark", before, organization.logo_mark)
                work.record(EditedEvent(OrganizationRef(ctx.organization_id), Edited.ORGANIZATION, (change,)))
            return _organization_view(organization)

    def _apply(self, organization: Organization, changes: OrganizationChanges) -> None:
        values = values_in(OrganizationSettings, organization) | dict(changes)
        problems = Problems()
        for name, value in cleaned(OrganizationSettings, values, problems).items():
            setattr(organization, name, value)
        with problems.noted():
            timeline_of(self._defaults, organization)
        problems.refuse()

    async def _change_roles(self, work: WorkSession, row: MemberRow, roles: tuple[Role, ...]) -> list[FieldChange]:
        if set(roles) == set(row.roles):
            return []
        await self._keep_an_admin(work, row, roles)
        await work.members.set_roles(row.member.user_id, roles)
        return [FieldChange("roles", _role_words(row.roles), _role_words(roles))]

    async def _keep_an_admin(self, work: WorkSession, row: MemberRow, roles: Sequence[Role]) -> None:
        if Role.ADMIN not in row.roles or Role.ADMIN in roles:
            return
        others = await work.members.count_admins() - (row.member.user.discord_id is not None)
        if others == 0:
            raise Conflict("This is the last admin who can sign in. Make somebody else admin first.")


def _acting(ctx: OrgContext) -> UserId:
    if ctx.actor.user_id is None:
        raise Forbidden("Sign in to do that.")
    return ctx.actor.user_id


def _role_words(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles)) or "none"


def _organization_view(row: Organization) -> OrganizationView:
    return OrganizationView(
        **values_in(OrganizationSettings, row),
        id=OrganizationId(row.id),
        slug=row.slug,
        is_active=row.is_active,
        logo_mark=row.logo_mark,
        created_at=row.created_at,
    )


async def _member_view(repositories: Repositories, user_id: UserId) -> MemberView:
    (view,) = await _member_views(repositories, [await repositories.members.get(user_id)])
    return view


async def _member_views(repositories: Repositories, rows: Sequence[MemberRow]) -> tuple[MemberView, ...]:
    marks = await marks_in(repositories, {row.member.user_id: row.member.user.display_name for row in rows})
    return tuple(_as_seen(repositories.ctx, row, marks.get(row.member.user_id)) for row in rows)


def _as_seen(ctx: OrgContext, row: MemberRow, mark: str | None) -> MemberView:
    """Admins see the Discord ids that they entered and those of people who joined or stayed; members see their own."""
    member, user, account = row.member, row.member.user, row.account
    discord_id = row.known_discord_id if ctx.allows(Permission.MANAGE_ORGANIZATION) else None
    return MemberView(
        user_id=user.id,
        name=user.display_name,
        roles=row.roles,
        discord_id=user.discord_id if user.id == ctx.actor.user_id else discord_id,
        racetime_id=account.racetime_id if account is not None else None,
        racetime_name=account.name if account is not None else None,
        joined_at=member.joined_at,
        racetime_is_proven=account is not None and account.is_proven,
        is_placeholder=user.organization_id is not None,
        made_by_others=member.made_by_others,
        mark=mark,
    )
