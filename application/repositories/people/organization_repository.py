"""Organizations, their members, and invites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tortoise.expressions import F, Q, Subquery
from tortoise.queryset import QuerySet

from application.domain.accounts import RacetimeAccount
from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import InviteId, Subject, UserId
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Role
from application.repositories.base import Named, TenantRepository, taken_when_not_unique
from application.repositories.racetime_accounts import (
    account_name_contains,
    accounts_of,
    has_account,
)
from application.repositories.statements import Statement
from models.async_tournament import AsyncTournamentMemberRole
from models.organization import (
    Organization,
    OrganizationInvite,
    OrganizationLogo,
    OrganizationMember,
    OrganizationMemberRole,
)

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

    async def get_logo(self) -> bytes:
        """Raises `NotFound` where there is none."""
        row = await OrganizationLogo.get_or_none(organization_id=self._ctx.organization_id)
        if row is None:
            raise NotFound("logo")
        return bytes(row.content)

    async def set_logo(self, content: bytes | None) -> None:
        """Put a picture in the place of the one that is there; None takes it away."""
        await OrganizationLogo.filter(organization_id=self._ctx.organization_id).delete()
        if content is not None:
            await OrganizationLogo.create(organization_id=self._ctx.organization_id, content=content)


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: OrganizationMember
    roles: tuple[Role, ...]
    account: RacetimeAccount | None = None
    """The racetime.gg account that the member has in this organization; left out where nobody asks."""

    @property
    def known_discord_id(self) -> int | None:
        """The Discord id where the organization's admins may know it: they entered it, or the person came or stays."""
        is_known = not self.member.made_by_others or self.member.discord_id_entered
        return self.member.user.discord_id if is_known else None


class MemberRepository(TenantRepository[OrganizationMember]):
    model = OrganizationMember
    noun = "member"

    async def add(self, user_id: UserId, *, made_by_others: bool = False, discord_id_entered: bool = False) -> None:
        """Raises `AlreadyTaken` when the user is a member already."""
        taken = "This person is a member already."
        if await self._own().filter(user_id=user_id).exists():
            raise AlreadyTaken(taken)
        with taken_when_not_unique(taken):
            await OrganizationMember.create(
                organization_id=self._ctx.organization_id,
                user_id=user_id,
                joined_at=self._clock.now(),
                made_by_others=made_by_others,
                discord_id_entered=discord_id_entered,
            )

    async def accept(self, user_id: UserId) -> bool:
        """Note that a member whom others made one stays; False when there was nothing to accept."""
        waiting = self._own().filter(user_id=user_id, made_by_others=True)
        return bool(await waiting.update(made_by_others=False))

    async def set_claim(self, user_id: UserId, racetime_id: str | None, name: str | None) -> None:
        """Keep what the organization's admins say about a member's racetime.gg account.

        Raises `AlreadyTaken` when they say it about another member.
        """
        taken = "This racetime.gg account is linked to another member. It must be unlinked there first."
        others = self._own().filter(claimed_racetime_id=racetime_id).exclude(user_id=user_id)
        if racetime_id is not None and await others.exists():
            raise AlreadyTaken(taken)
        with taken_when_not_unique(taken):
            await (
                self._own()
                .filter(user_id=user_id)
                .update(
                    claimed_racetime_id=racetime_id, claimed_racetime_name=name if racetime_id is not None else None
                )
            )

    async def get(self, user_id: UserId) -> MemberRow:
        member = await self._one(self._own().filter(user_id=user_id).select_related("user"))
        accounts = await accounts_of(self._ctx.organization_id, [user_id])
        return MemberRow(member, (await self._roles([user_id])).get(user_id, ()), accounts.get(user_id))

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
        """Return members by name, continuing after a (name, user id) pair, in three queries."""
        query = self._wanted(wanted or MemberFilter()).order_by("user__display_name", "user_id").select_related("user")
        if after is not None:
            name, user_id = after
            query = query.filter(Q(user__display_name__gt=name) | Q(user__display_name=name, user_id__gt=user_id))
        members = await (query.limit(limit) if limit is not None else query)
        user_ids = [member.user_id for member in members]
        roles, accounts = await self._roles(user_ids), await accounts_of(self._ctx.organization_id, user_ids)
        return [MemberRow(member, roles.get(member.user_id, ()), accounts.get(member.user_id)) for member in members]

    async def names_of(self, user_ids: Sequence[UserId]) -> dict[UserId, str]:
        """Return the names of those of these users who are members."""
        rows = await self._own().filter(user_id__in=list(user_ids)).values_list("user_id", "user__display_name")
        return dict(rows)

    async def list_named(self, names: Iterable[str]) -> dict[UserId, str]:
        """Return the members who have one of these names."""
        rows = self._own().filter(user__display_name__in=sorted(set(names)))
        return dict(await rows.values_list("user_id", "user__display_name"))

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
            query = query.filter(Q(user__display_name__icontains=words) | account_name_contains(words))
        if wanted.role is not None:
            roles = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id, role=wanted.role)
            query = query.filter(user_id__in=Subquery(roles.values("user_id")))
        if wanted.linked is not None:
            query = query.filter(has_account() if wanted.linked else ~has_account())
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

    async def list_admin_ids(self) -> list[UserId]:
        own = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id, role=Role.ADMIN)
        return [UserId(row[0]) for row in await own.order_by("user_id").values_list("user_id")]

    async def count_admins(self) -> int:
        """Count the admins who can sign in, which takes a Discord account."""
        own = OrganizationMemberRole.filter(organization_id=self._ctx.organization_id, role=Role.ADMIN)
        return await own.filter(user__discord_id__not_isnull=True).count()

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


class InviteRepository(TenantRepository[OrganizationInvite]):
    model = OrganizationInvite
    noun = "invite"
    named = Named(Subject.INVITE, ("label",), lambda label: label or "Invite without a label")

    async def create_invite(self, invite: OrganizationInvite) -> None:
        invite.organization_id = self._ctx.organization_id
        invite.created_by_id = self._ctx.actor.user_id
        invite.created_at = self._clock.now()
        await invite.save(force_create=True)

    async def get_by_id(self, invite_id: InviteId) -> OrganizationInvite:
        return await self._get(invite_id)

    async def list_invites(
        self, *, before: InviteId | None = None, limit: int | None = None
    ) -> list[OrganizationInvite]:
        """Return invites with their makers, newest first, continuing before one of them."""
        query = self._own().order_by("-id").select_related("created_by")
        if before is not None:
            query = query.filter(id__lt=before)
        return await (query.limit(limit) if limit is not None else query)

    async def revoke(self, invite_id: InviteId) -> bool:
        """Return False when it was revoked before."""
        return bool(
            await self._own().filter(id=invite_id, revoked_at__isnull=True).update(revoked_at=self._clock.now())
        )

    async def use(self, invite_id: InviteId) -> bool:
        """Count one use; False when the invite is spent, expired or revoked, also when that happened just now."""
        usable = self._own().filter(id=invite_id, revoked_at__isnull=True, expires_at__gt=self._clock.now())
        usable = usable.filter(Q(most_uses__isnull=True) | Q(uses__lt=F("most_uses")))
        return bool(await usable.update(uses=F("uses") + 1))
