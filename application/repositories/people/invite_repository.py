"""Links that make their bearer a member of one organization."""

from tortoise.expressions import F, Q

from application.domain.ids import InviteId, Subject
from application.repositories.base import Named, TenantRepository
from models import OrganizationInvite


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

    async def list_invites(self) -> list[OrganizationInvite]:
        """Return all invites with their makers, newest first."""
        return await self._own().order_by("-id").select_related("created_by")

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
