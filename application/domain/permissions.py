"""Roles and what they allow, in an organization or, on top of that, in one tournament."""

from enum import StrEnum


class Role(StrEnum):
    ADMIN = "ADMIN"
    ASYNC_TOURNAMENT_ADMIN = "ASYNC_TOURNAMENT_ADMIN"
    ASYNC_REVIEWER = "ASYNC_REVIEWER"

    @property
    def label(self) -> str:
        return {"ADMIN": "Admin", "ASYNC_TOURNAMENT_ADMIN": "Tournament admin", "ASYNC_REVIEWER": "Reviewer"}[self]


class Permission(StrEnum):
    VIEW = "view"
    """Schedule, eligibility, own runs, visible results: every member."""
    SEE_RESULTS = "see_results"
    """Results at once, whatever a tournament hides or a delayed stream keeps back."""
    RECORD_RESULTS = "record_results"
    """Record results, review, unmatched results, corrections."""
    MANAGE_TOURNAMENTS = "manage_tournaments"
    """Live races, tournaments, pools, permalinks."""
    MANAGE_ORGANIZATION = "manage_organization"
    """Settings, members, profiles, bots."""


_REVIEWING = frozenset({Permission.VIEW, Permission.SEE_RESULTS, Permission.RECORD_RESULTS})
_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.ASYNC_TOURNAMENT_ADMIN: _REVIEWING | {Permission.MANAGE_TOURNAMENTS},
    Role.ASYNC_REVIEWER: _REVIEWING,
}

TOURNAMENT_ROLES = frozenset({Role.ASYNC_TOURNAMENT_ADMIN, Role.ASYNC_REVIEWER})
"""Roles that a member can have in a single tournament."""

_NEEDED_ROLE = {
    Permission.VIEW: "a member",
    Permission.SEE_RESULTS: "a reviewer",
    Permission.RECORD_RESULTS: "a reviewer",
    Permission.MANAGE_TOURNAMENTS: "a tournament admin",
    Permission.MANAGE_ORGANIZATION: "an admin",
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return what a member with these roles may do; every member may view."""
    granted = frozenset({Permission.VIEW})
    for role in roles:
        granted |= _GRANTS[role]
    return granted


def refusal(permission: Permission) -> str:
    return f"Only {_NEEDED_ROLE[permission]} of this organization may do that."
