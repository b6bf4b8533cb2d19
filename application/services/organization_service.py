"""Organizations, their settings and their members."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.accounts import LinkSource, check_discord_id
from application.domain.errors import Conflict, Forbidden, InvalidInput
from application.domain.events import (
    FieldChange,
    MemberAddedEvent,
    MemberRemovedEvent,
    MemberUpdatedEvent,
    OrganizationCreatedEvent,
    OrganizationUpdatedEvent,
)
from application.domain.ids import OrganizationId, UserId
from application.domain.member_filter import MemberFilter
from application.domain.permissions import Permission, Role
from application.domain.scheduling import UNSET, Unset
from application.domain.text import one_line, several_lines
from application.domain.timeline import ReleaseRule
from application.read_models import MemberView, OrganizationView
from application.repositories.organization_repository import MemberRow
from application.repositories.site_repository import SiteRepository
from application.services.live_race_timeline import (
    InstallationDefaults,
    apply_moments,
    overrides_of,
    timeline_for,
)
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, Work
from models import Organization, User

SLUG_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to be added; somebody with this Discord account is found, otherwise made."""

    display_name: str
    discord_id: int | None = None
    racetime_id: str | None = None
    racetime_name: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberChanges:
    roles: tuple[Role, ...] | Unset = UNSET
    racetime_id: str | Unset | None = UNSET
    """None unlinks the account."""
    racetime_name: str | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class OrganizationChanges:
    name: str | Unset = UNSET
    description: str | Unset = UNSET
    room_open_minutes: int | Unset | None = UNSET
    lock_minutes: int | Unset | None = UNSET
    release_rule: ReleaseRule | Unset | None = UNSET
    release_minutes: int | Unset | None = UNSET
    min_account_age_days: int | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class MemberPage:
    items: tuple[MemberView, ...]
    has_more: bool


class OrganizationService:
    def __init__(
        self, units: UnitsOfWork, access: Access, site: SiteRepository, defaults: InstallationDefaults
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._defaults = defaults

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

        `by` is the site administrator; without one it is the system that did it.
        """
        if not SLUG_PATTERN.fullmatch(slug):
            raise InvalidInput.on(
                "slug", "The short name may have lower-case letters, digits and hyphens, at most 60 of them."
            )
        clean_name = one_line(name, field="name", what="name", limit=100)
        text = several_lines(description, field="description", what="description", limit=2000)

        async def found() -> OrgContext:
            organization_id = OrganizationId((await self._site.create_organization(slug, clean_name, text)).id)
            if by is None:
                return self._access.as_system(organization_id)
            return self._access.as_site_administrator(by, organization_id)

        async with self._units.founding(found) as work:
            work.record(OrganizationCreatedEvent(work.ctx.organization_id, name=clean_name))
            if isinstance(admin, NewMember):
                await self._add(work, await self._found_or_made(work, admin), (Role.ADMIN,))
            elif admin is not None:
                await self._add(work, await work.users.get(admin), (Role.ADMIN,))
            return _organization_view(await work.organization.get())

    async def get_organization(self, ctx: OrgContext) -> OrganizationView:
        return _organization_view(await self._units.reading(ctx).organization.get())

    async def list_own(self, user_id: UserId) -> tuple[OrganizationView, ...]:
        return tuple(_organization_view(row) for row in await self._site.list_organizations_of(user_id))

    @tried_twice
    async def update_organization(self, ctx: OrgContext, changes: OrganizationChanges) -> OrganizationView:
        """Change settings; everything that hangs on the time of scheduled races moves along."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            organization = await work.organization.get()
            before = _shown(organization)
            for item in fields(changes):
                if (value := getattr(changes, item.name)) is not UNSET:
                    setattr(organization, item.name, value)
            organization.name = one_line(organization.name, field="name", what="name", limit=100)
            organization.description = several_lines(
                organization.description, field="description", what="description", limit=2000
            )
            age: int | None = organization.min_account_age_days
            if age is not None and not 0 <= age <= 3650:
                raise InvalidInput.on("min_account_age_days", "The account age must be 0 to 3650 days.")
            after = _shown(organization)
            differences = tuple(
                FieldChange(name, before[name], after[name]) for name in before if before[name] != after[name]
            )
            if differences:
                await work.organization.update(organization)
                for race in await work.live_races.list_scheduled_races():
                    timeline = timeline_for(self._defaults, organization, race.tournament, overrides_of(race))
                    apply_moments(race, timeline)
                    await work.live_races.update_live_race(race)
                work.record(OrganizationUpdatedEvent(ctx.organization_id, changes=differences))
        return _organization_view(organization)

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
        rows = await self._units.reading(ctx).members.list_members(wanted, after=after, limit=limit + 1)
        return MemberPage(tuple(_member_view(row) for row in rows[:limit]), has_more=len(rows) > limit)

    async def count_members(self, ctx: OrgContext, wanted: MemberFilter | None = None) -> int:
        ctx.demand(Permission.VIEW)
        return await self._units.reading(ctx).members.count_members(wanted)

    async def get_member(self, ctx: OrgContext, user_id: UserId) -> MemberView:
        ctx.demand(Permission.VIEW)
        return _member_view(await self._units.reading(ctx).members.get(user_id))

    @tried_twice
    async def add_member(self, ctx: OrgContext, new: NewMember) -> MemberView:
        """Add a person.

        Raises `AlreadyTaken` for somebody who is a member already or a racetime.gg account linked to somebody else.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            user = await self._found_or_made(work, new)
            await self._add(work, user, new.roles)
            if new.racetime_id is not None:
                await self._link(work, user, new.racetime_id, new.racetime_name)
            row = await work.members.get(user.id)
        return _member_view(row)

    @tried_twice
    async def add_existing_user(self, ctx: OrgContext, user_id: UserId, roles: Iterable[Role] = ()) -> MemberView:
        """Make a known user a member."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            await self._add(work, await work.users.get(user_id), tuple(roles))
            return _member_view(await work.members.get(user_id))

    @tried_twice
    async def update_member(self, ctx: OrgContext, user_id: UserId, changes: MemberChanges) -> MemberView:
        """Change roles or the linked racetime.gg account; the last admin stays one."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            row = await work.members.get(user_id)
            differences: list[FieldChange] = []
            if changes.roles is not UNSET:
                differences += await self._change_roles(work, row, changes.roles)
            if changes.racetime_id is not UNSET:
                user = row.member.user
                old = user.racetime_id
                name = None if changes.racetime_name is UNSET else changes.racetime_name
                await self._demand_only_here(user)
                await self._link(work, user, changes.racetime_id, name)
                differences.append(FieldChange("racetime_id", old, user.racetime_id))
            if differences:
                work.record(MemberUpdatedEvent(ctx.organization_id, user_id=user_id, changes=tuple(differences)))
            return _member_view(await work.members.get(user_id))

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
                    ctx.organization_id,
                    user_id=user_id,
                    name=row.member.user.display_name,
                    roles=tuple(role.value for role in row.roles),
                )
            )

    # Parts

    async def _found_or_made(self, work: Work, new: NewMember) -> User:
        name = one_line(new.display_name, field="display_name", what="name", limit=80)
        check_discord_id(new.discord_id, self._units.clock.now())
        user = await work.users.find_by_discord_id(new.discord_id) if new.discord_id is not None else None
        return user or await work.users.create(name, discord_id=new.discord_id)

    async def _add(self, work: Work, user: User, roles: Sequence[Role]) -> None:
        await work.members.add(user.id)
        await work.members.set_roles(user.id, roles)
        work.record(
            MemberAddedEvent(
                work.ctx.organization_id,
                user_id=user.id,
                name=user.display_name,
                roles=tuple(role.value for role in roles),
            )
        )

    async def _change_roles(self, work: Work, row: MemberRow, roles: tuple[Role, ...]) -> list[FieldChange]:
        if set(roles) == set(row.roles):
            return []
        await self._keep_an_admin(work, row, roles)
        await work.members.set_roles(row.member.user_id, roles)
        return [FieldChange("roles", _role_words(row.roles), _role_words(roles))]

    async def _keep_an_admin(self, work: Work, row: MemberRow, roles: Sequence[Role]) -> None:
        if Role.ADMIN in row.roles and Role.ADMIN not in roles and await work.members.count_admins() == 1:
            raise Conflict("This is the last admin. Make somebody else admin first.")

    async def _link(self, work: Work, user: User, racetime_id: str | None, name: str | None) -> None:
        if racetime_id is not None and not re.fullmatch(r"[A-Za-z0-9]{1,40}", racetime_id):
            raise InvalidInput.on(
                "racetime_id", "Give the account's id as in the address of its profile on racetime.gg."
            )
        clean = None
        if racetime_id is not None:
            clean = one_line(name or user.display_name, field="racetime_name", what="racetime.gg name", limit=80)
        await work.users.set_racetime_account(user, racetime_id, clean)

    async def _demand_only_here(self, user: User) -> None:
        """An account that several organizations share is changed by its owner, not by one of their admins."""
        if user.racetime_id is not None and len(await self._site.list_organizations_of(user.id)) > 1:
            raise Forbidden("This person belongs to other organizations, too, and must change the link personally.")


def _role_words(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles)) or "none"


def _shown(organization: Organization) -> dict[str, str | None]:
    values = {item.name: getattr(organization, item.name) for item in fields(OrganizationChanges)}
    return {name: None if value is None else str(value) for name, value in values.items()}


def _organization_view(row: Organization) -> OrganizationView:
    return OrganizationView(
        id=OrganizationId(row.id),
        slug=row.slug,
        name=row.name,
        description=row.description,
        timeline=overrides_of(row),
        min_account_age_days=row.min_account_age_days,
        created_at=row.created_at,
    )


def _member_view(row: MemberRow) -> MemberView:
    user = row.member.user
    return MemberView(
        user_id=user.id,
        name=user.display_name,
        roles=row.roles,
        discord_id=user.discord_id,
        racetime_id=user.racetime_id,
        racetime_name=user.racetime_name,
        joined_at=row.member.joined_at,
        racetime_is_proven=user.racetime_link_source is LinkSource.OWNER,
    )
