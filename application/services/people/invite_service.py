"""Invite links: whoever opens one becomes a member. The secret in the link is shown once and stored as a hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.clock import Clock
from application.domain.errors import FieldProblem, Forbidden, NotFound, Problems
from application.domain.events.people import (
    InviteCreatedEvent,
    InviteRevokedEvent,
    MemberJoinedEvent,
    MembershipAcceptedEvent,
)
from application.domain.ids import InviteId, InviteRef, OrganizationId, PersonRef, UserId
from application.domain.permissions import Permission
from application.domain.text import one_line
from application.pkce import hash_of
from application.repositories.people.access_repository import AccessRepository
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.organization import OrganizationInvite

LONGEST_DAYS = 365
MOST_USES = 10_000


@dataclass(frozen=True, slots=True)
class NewInvite:
    """`most_uses` None lets any number of people in."""

    label: str = ""
    days: int = 7
    most_uses: int | None = None


@dataclass(frozen=True, slots=True)
class InviteView:
    id: InviteId
    label: str
    created_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    uses: int
    most_uses: int | None
    usable: bool


@dataclass(frozen=True, slots=True)
class MadeInvite:
    """`token` is shown once and stored nowhere; it belongs at the end of the invite link."""

    invite: InviteView
    token: str

    def __repr__(self) -> str:
        return f"MadeInvite(id={self.invite.id})"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the holder of a link may know before accepting."""

    organization_id: OrganizationId
    organization_slug: str
    organization_name: str
    invited_by: str
    """Who made the link; empty for the system and for somebody who is gone."""
    is_member: bool


class InviteService:
    def __init__(self, units: UnitsOfWork, access: Access, site: AccessRepository, clock: Clock) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._clock = clock

    @tried_twice
    async def create_invite(self, ctx: OrgContext, new: NewInvite) -> MadeInvite:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        problems, label = Problems(), ""
        with problems.noted():
            label = one_line(new.label, field="label", what="label", limit=100, required=False)
        if not 1 <= new.days <= LONGEST_DAYS:
            problems.note(FieldProblem("days", f"An invite link can expire after 1 to {LONGEST_DAYS} days."))
        if new.most_uses is not None and not 1 <= new.most_uses <= MOST_USES:
            problems.note(FieldProblem("most_uses", f"An invite link can have 1 to {MOST_USES:,} uses."))
        problems.refuse()
        token = secrets.token_urlsafe(24)
        async with self._units(ctx) as work:
            invite = OrganizationInvite(
                token_hash=hash_of(token),
                label=label,
                most_uses=new.most_uses,
                expires_at=work.clock.now() + timedelta(days=new.days),
            )
            await work.invites.create_invite(invite)
            work.record(
                InviteCreatedEvent(
                    InviteRef(ctx.organization_id, invite.id),
                    label=label,
                    expires_at=invite.expires_at,
                    most_uses=new.most_uses,
                )
            )
            return MadeInvite(_view(invite, ctx.actor.name, work.clock.now()), token)

    async def list_invites(
        self, ctx: OrgContext, *, before: InviteId | None = None, limit: int | None = None
    ) -> tuple[InviteView, ...]:
        """Return invites, newest first, used up and revoked ones too, continuing before one of them."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        reading = self._units.reading(ctx)
        now = reading.clock.now()
        return tuple(
            _view(row, row.created_by.display_name if row.created_by is not None else "system", now)
            for row in await reading.invites.list_invites(before=before, limit=limit)
        )

    @tried_twice
    async def revoke_invite(self, ctx: OrgContext, invite_id: InviteId) -> None:
        """Make a link useless; revoking it twice changes nothing. Members who came through it stay."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            invite = await work.invites.get_by_id(invite_id)
            if await work.invites.revoke(invite_id):
                work.record(InviteRevokedEvent(InviteRef(ctx.organization_id, invite_id), label=invite.label))

    async def look_at(self, actor: Actor | None, token: str) -> Invitation:
        """Tell where a link leads. Raises `NotFound` for one that is unknown, expired, used up or revoked."""
        return await self._invitation(await self._usable(token), actor)

    @tried_twice
    async def accept(self, actor: Actor, token: str) -> Invitation:
        """Make the actor a member; a member who opens the link again stays one, and it costs no use."""
        if actor.user_id is None:
            raise Forbidden("Sign in to accept an invite.")
        invite = await self._usable(token)
        invitation = await self._invitation(invite, actor)
        if invitation.is_member:
            await self._accept_membership(actor.user_id, actor, invitation.organization_id)
            return invitation
        ctx = self._access.admit(actor, invitation.organization_id)
        async with self._units(ctx) as work:
            if not await work.invites.use(invite.id):
                raise NotFound("invite")
            await work.members.add(actor.user_id)
            work.record(
                MemberJoinedEvent(PersonRef(ctx.organization_id, actor.user_id), name=actor.name, invite_id=invite.id)
            )
        return invitation

    async def _accept_membership(self, user_id: UserId, actor: Actor, organization_id: OrganizationId) -> None:
        """Whoever comes by an invite has said that they stay, also in a membership that others made."""
        async with self._units(self._access.admit(actor, organization_id)) as work:
            if await work.members.accept(user_id):
                work.record(MembershipAcceptedEvent(PersonRef(organization_id, user_id), name=actor.name))

    async def _usable(self, token: str) -> OrganizationInvite:
        invite = await self._site.find_invite(hash_of(token))
        if invite is None or not invite.organization.is_active or not _is_usable(invite, self._clock.now()):
            raise NotFound("invite")
        return invite

    async def _invitation(self, invite: OrganizationInvite, actor: Actor | None) -> Invitation:
        organization = invite.organization
        member = None
        if actor is not None and actor.user_id is not None:
            member = await self._site.find_membership(actor.user_id, OrganizationId(organization.id))
        return Invitation(
            OrganizationId(organization.id),
            organization.slug,
            organization.name,
            invited_by=invite.created_by.display_name if invite.created_by is not None else "",
            is_member=member is not None,
        )


def _is_usable(invite: OrganizationInvite, now: datetime) -> bool:
    spent = invite.most_uses is not None and invite.uses >= invite.most_uses
    return invite.revoked_at is None and invite.expires_at > now and not spent


def _view(invite: OrganizationInvite, created_by: str, now: datetime) -> InviteView:
    return InviteView(
        id=invite.id,
        label=invite.label,
        created_by=created_by,
        created_at=invite.created_at,
        expires_at=invite.expires_at,
        revoked_at=invite.revoked_at,
        uses=invite.uses,
        most_uses=invite.most_uses,
        usable=_is_usable(invite, now),
    )
