"""Who acts, and in which organization: the value that every tenant query demands."""

from dataclasses import dataclass

from application.domain.errors import Forbidden
from application.domain.ids import OrganizationId, UserId
from application.domain.permissions import Permission, refusal

SYSTEM_NAME = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person or a token's owner; `user_id` is None for the system itself."""

    user_id: UserId | None
    name: str


@dataclass(frozen=True, slots=True)
class OrgContext:
    """Proof that membership was checked. Only `application.access` makes one."""

    organization_id: OrganizationId
    actor: Actor
    permissions: frozenset[Permission]

    def allows(self, permission: Permission) -> bool:
        return permission in self.permissions

    def demand(self, permission: Permission) -> None:
        """Raise `Forbidden` unless the actor has the permission."""
        if permission not in self.permissions:
            raise Forbidden(refusal(permission))
