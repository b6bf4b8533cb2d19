"""Roles that members have in single tournaments."""

from collections.abc import Iterable

from application.domain.ids import TournamentId, UserId
from application.domain.permissions import Role
from application.repositories.base import TenantRepository
from models.async_tournament import AsyncTournamentMemberRole


class TournamentRoleRepository(TenantRepository[AsyncTournamentMemberRole]):
    model = AsyncTournamentMemberRole
    noun = "tournament role"

    async def list_roles(self, tournament_id: TournamentId) -> list[AsyncTournamentMemberRole]:
        """Return the roles with their members, by name."""
        roles = self._own().filter(tournament_id=tournament_id)
        return await roles.order_by("user__display_name", "user_id", "role").select_related("user")

    async def roles_of(self, tournament_id: TournamentId, user_id: UserId) -> frozenset[Role]:
        rows = await self._own().filter(tournament_id=tournament_id, user_id=user_id).values_list("role")
        return frozenset(Role(row[0]) for row in rows)

    async def set_tournament_roles(self, tournament_id: TournamentId, user_id: UserId, roles: Iterable[Role]) -> None:
        await self._own().filter(tournament_id=tournament_id, user_id=user_id).delete()
        now = self._clock.now()
        await AsyncTournamentMemberRole.bulk_create(
            [
                AsyncTournamentMemberRole(
                    organization_id=self._ctx.organization_id,
                    tournament_id=tournament_id,
                    user_id=user_id,
                    role=role,
                    granted_at=now,
                )
                for role in sorted(set(roles))
            ]
        )
