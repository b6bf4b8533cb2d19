"""An organization's own row, its members and their roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import UserId
from application.domain.member_filter import MemberFilter
from application.domain.permissions import Role
from application.repositories.base import TenantRepository, taken_when_not_unique
from application.repositories.statements import Statement
from models import AsyncTournamentMemberRole, Organization, OrganizationMember, OrganizationMemberRole

_LOCK = Statement("SELECT pg_current_xact_id()::text AS number FROM organizations WHERE id = $1 FOR NO KEY UPDATE")
_OUTCOME = Statement("SELECT pg_xact_status($1::text::xid8) AS outcome")


class OrganizationRepository(TenantRepository[Organization]):
    """The one organization of the context."""

    model = Organization
    noun = "organization"

    async def get(self) -> Organization:
        return await self._one(Organization.filter(id=self._ctx.organization_id))

    async def lock(self) -> str | None:
        """Let no other unit of work begin in the organization until the transaction ends.

        Returns the transaction's number, by which `was_committed` knows it. SQLite needs no such thing: there a
        transaction has the whole database for itself.
        """
        if not Organization._meta.db.capabilities.support_for_update:
            return None
        rows = await _LOCK.rows(Organization, self._ctx.organization_id)
        return rows[0]["number"] if rows else None

    async def was_committed(self, number: str) -> bool:
        """Tell whether the transaction of this number, which has ended, took effect."""
        rows = await _OUTCOME.rows(Organization, number)
        return bool(rows[0]["outcome"] == "committed")

    async def update(self, organization: Organization) -> None:
        """Raises `AlreadyTaken` when the name is in use."""
        organization.updated_at = self._clock.now()
        with taken_when_not_unique(f"There is an organization called {organization.name} already."):
            await organization.save()


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: OrganizationMember
    roles: tuple[Role, ...]


class MemberRepository(TenantRepository[OrganizationMember]):
    model = OrganizationMember
    noun = "member"

    async def add(self, user_id: UserId) -> None:
        """Raises `AlreadyTaken` when the user is a member already."""
        taken = "This person is a member already."
        if await self._own().filter(user_id=user_id).exists():
            raise AlreadyTaken(taken)
        with taken_when_not_unique(taken):
            await OrganizationMember.create(
                organization_id=self._ctx.organization_id, user_id=user_id, joined_at=self._clock.now()
            )

    async def get(self, user_id: UserId) -> MemberRow:
        member = await self._one(self._own().filter(user_id=user_id).select_related("user"))
        return MemberRow(member, (await self._roles([user_id])).get(user_id, ()))

    async def list_member_ids(self, user_ids: Sequence[UserId]) -> set[UserId]:
        """Return which of the users are members."""
        if not user_ids:
            return set()
        return {UserId(row[0]) for row in await self._own().filter(user_id__in=list(user_ids)).values_list("user_id")}

    async def list_members(
        self,
        wanted: MemberFilter | None = None,
        *,
        after: tuple[str, int] | None = None,
        limit: int | None = None,
    ) -> list[MemberRow]:
        """Return members by name, continuing after a (name, user id) pair, in two queries."""
        query = self._wanted(wanted or MemberFilter()).order_by("user__display_name", "user_id").select_related("user")
        if after is not None:
            name, user_id = after
            query = query.filter(Q(user__display_name__gt=name) | Q(user__display_name=name, user_id__gt=user_id))
        members = await (query.limit(limit) if limit is not None else query)
        roles = await self._roles([member.user_id for member in members])
        return [MemberRow(member, roles.get(member.user_id, ())) for member in members]

    async def names_of(self, user_ids: Sequence[int]) -> dict[int, str]:
        """Return the names of those of these users who are members."""
        rows = await self._own().filter(user_id__in=list(user_ids)).values_list("user_id", "user__display_name")
        return dict(rows)

    async def count_members(self, wanted: MemberFilter | None = None) -> int:
        return await self._wanted(wanted or MemberFilter()).count()

    async def list_with_roles(self) -> list[MemberRow]:
        """Return the members who have any role, by name, in two queries."""
        roles = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id).values("user_id")
        members = self._own().filter(user_id__in=Subquery(roles))
        rows = await members.order_by("user__display_name", "user_id").select_related("user")
        found = await self._roles([member.user_id for member in rows])
        return [MemberRow(member, found.get(member.user_id, ())) for member in rows]

    def _wanted(self, wanted: MemberFilter) -> QuerySet[OrganizationMember]:
        query = self._own()
        if words := " ".join(wanted.search.split()):
            query = query.filter(Q(user__display_name__icontains=words) | Q(user__racetime_name__icontains=words))
        if wanted.role is not None:
            roles = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id, role=wanted.role)
            query = query.filter(user_id__in=Subquery(roles.values("user_id")))
        if wanted.linked is not None:
            query = query.filter(user__racetime_id__isnull=not wanted.linked)
        return query

    async def set_roles(self, user_id: UserId, roles: Iterable[Role]) -> None:
        own = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id)
        await own.filter(user_id=user_id).delete()
        now = self._clock.now()
        await OrganizationMemberRole.bulk_create(
            [
                OrganizationMemberRole(
                    organization_id=self._ctx.organization_id, user_id=user_id, role=role, granted_at=now
                )
                for role in sorted(set(roles))
            ]
        )

    async def count_admins(self) -> int:
        own = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id)
        return await own.filter(role=Role.ADMIN).count()

    async def remove(self, user_id: UserId) -> None:
        """End a membership; runs and results stay."""
        own_roles = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id)
        await own_roles.filter(user_id=user_id).delete()
        await AsyncTournamentMemberRole.filter(organization_id=self._ctx.organization_id, user_id=user_id).delete()
        if not await self._own().filter(user_id=user_id).delete():
            raise NotFound(self.noun)

    async def _roles(self, user_ids: Sequence[int]) -> dict[int, tuple[Role, ...]]:
        rows = (
            await OrganizationMemberRole.filter(organization_id=self._ctx.organization_id, user_id__in=list(user_ids))
            .order_by("role")
            .values_list("user_id", "role")
        )
        found: dict[int, tuple[Role, ...]] = {}
        for user_id, role in rows:
            found[user_id] = (*found.get(user_id, ()), Role(role))
        return found
