"""Who acts, and in which organization: the value that every tenant query demands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from application.domain.errors import Forbidden
from application.domain.ids import OrganizationId, TournamentId, UserId
from application.domain.permissions import Permission, refusal

SYSTEM_NAME = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person or a token's owner; `user_id` is None for the system itself."""

    user_id: UserId | None
    name: str


@dataclass(frozen=True, slots=True)
class OrgContext:
    """Proof that membership was checked. Only `application.access` makes one.

    `tournament_permissions` are what the actor may do in single tournaments beyond the organization's `permissions`.
    """

    organization_id: OrganizationId
    actor: Actor
    permissions: frozenset[Permission]
    tournament_permissions: Mapping[TournamentId, frozenset[Permission]] = field(default_factory=dict, hash=False)

    def allows(self, permission: Permission, tournament_id: TournamentId | None = None) -> bool:
        """Tell whether the actor may do this in the organization or, with `tournament_id`, in that tournament."""
        if permission in self.permissions:
            return True
        return tournament_id is not None and permission in self.tournament_permissions.get(tournament_id, frozenset())

    def demand(self, permission: Permission, tournament_id: TournamentId | None = None) -> None:
        """Raise `Forbidden` unless the actor has the permission."""
        if not self.allows(permission, tournament_id):
            raise Forbidden(refusal(permission))

    def allows_somewhere(self, permission: Permission) -> bool:
        """Tell whether the actor may do this in the organization or in any of its tournaments."""
        return self.tournaments_with(permission) != frozenset()

    def demand_somewhere(self, permission: Permission) -> frozenset[TournamentId] | None:
        """Return the tournaments in which the actor has the permission, None for all; raise `Forbidden` if in none."""
        allowed = self.tournaments_with(permission)
        if allowed is not None and not allowed:
            raise Forbidden(refusal(permission))
        return allowed

    def tournaments_with(self, permission: Permission) -> frozenset[TournamentId] | None:
        """Return the tournaments in which the actor has the permission, None for all of them."""
        if permission in self.permissions:
            return None
        return frozenset(key for key, granted in self.tournament_permissions.items() if permission in granted)

    def covers(self, other: "OrgContext") -> bool:
        """Tell whether everything that is allowed in the other context is allowed in this one, too."""
        return other.permissions <= self.permissions and all(
            granted <= self.permissions | self.tournament_permissions.get(tournament_id, frozenset())
            for tournament_id, granted in other.tournament_permissions.items()
        )
