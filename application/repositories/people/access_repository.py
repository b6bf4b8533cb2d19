"""Who may enter which organization, and to which one a row belongs: asked before there is a scope."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q
from tortoise.models import Model

from application.domain.clock import Clock
from application.domain.errors import AlreadyTaken
from application.domain.ids import (
    IMPORT,
    LIVE_RACE,
    MESSAGE,
    PERMALINK,
    POOL,
    RACETIME_BOT,
    ROOM,
    RUN,
    TOURNAMENT,
    Id,
    Kind,
    OrganizationId,
    TournamentId,
    UserId,
)
from application.domain.permissions import Role
from application.repositories.base import may_be, taken_when_not_unique
from application.repositories.statements import Statement, in_columns
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
)
from models.event_log import OutboxMessage
from models.imported import Import
from models.live_race_room import AsyncTournamentLiveRaceRoom
from models.organization import Organization, OrganizationInvite, OrganizationMember, OrganizationMemberRole
from models.race_room_profile import RacetimeBot

_ROWS: Mapping[Kind[Any], type[Model]] = {
    TOURNAMENT: AsyncTournament,
    POOL: AsyncTournamentPool,
    PERMALINK: AsyncTournamentPermalink,
    RUN: AsyncTournamentRace,
    LIVE_RACE: AsyncTournamentLiveRace,
    ROOM: AsyncTournamentLiveRaceRoom,
    RACETIME_BOT: RacetimeBot,
    MESSAGE: OutboxMessage,
    IMPORT: Import,
}

_TOURNAMENT_BY: Mapping[Kind[Any], str] = {
    TOURNAMENT: "id",
    POOL: "pools__id",
    PERMALINK: "pools__permalinks__id",
    LIVE_RACE: "live_races__id",
}
"""How a tournament is found by what belongs to it."""


def _membership_in(organization: str) -> Statement:
    return Statement(
        f"""
        SELECT m.organization_id, r.role, t.tournament_id, t.role AS tournament_role
          FROM organization_members m
          JOIN organizations o ON o.id = m.organization_id AND o.is_active
          LEFT JOIN organization_member_roles r ON r.organization_id = m.organization_id AND r.user_id = m.user_id
          LEFT JOIN async_tournament_member_roles t
                 ON t.organization_id = m.organization_id AND t.user_id = m.user_id
         WHERE m.user_id = $1 AND m.organization_id = {organization}
        """  # noqa: S608  # no value of anybody's
    )


_MEMBERSHIP = _membership_in("$2")
_MEMBERSHIP_AT = {
    kind: _membership_in(f"(SELECT organization_id FROM {model._meta.db_table} WHERE id = $2)")  # noqa: S608
    for kind, model in _ROWS.items()
}

_MARK = Statement(
    """
    SELECT (SELECT COUNT(*) FROM user_sessions), (SELECT MAX(id) FROM user_sessions),
           (SELECT COUNT(*) FROM organizations WHERE is_active),
           m.number, m.newest, m.users, r.number, r.newest, r.users, t.number, t.newest, t.users
      FROM (SELECT COUNT(*) AS number, MAX(id) AS newest, SUM(user_id) AS users FROM organization_members) m,
           (SELECT COUNT(*) AS number, MAX(id) AS newest, SUM(user_id) AS users FROM organization_member_roles) r,
           (SELECT COUNT(*) AS number, MAX(id) AS newest, SUM(user_id) AS users FROM async_tournament_member_roles) t
    """
)


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's roles in an organization, and those in single tournaments of it."""

    organization_id: OrganizationId
    roles: frozenset[Role]
    tournament_roles: Mapping[TournamentId, frozenset[Role]]


class AccessRepository:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def find_membership(self, user_id: UserId, organization_id: OrganizationId) -> Membership | None:
        """Return a member's roles, or None for somebody who is no member."""
        return _membership(await _MEMBERSHIP.rows(OrganizationMember, user_id, organization_id))

    async def find_membership_at(self, user_id: UserId, kind: Kind[Id], row_id: Id) -> Membership | None:
        """Return a user's membership of the organization that a row belongs to, in one statement."""
        return _membership(await _MEMBERSHIP_AT[kind].rows(OrganizationMember, user_id, row_id))

    async def organization_of(self, kind: Kind[Id], row_id: Id) -> OrganizationId | None:
        return _only(await _ROWS[kind].filter(id=row_id).values_list("organization_id"))

    async def mark(self) -> tuple[int | None, ...]:
        """Return figures of which one moves when a session, a member or a role comes, goes or gets another owner."""
        (row,) = in_columns(await _MARK.many_rows(OrganizationMember))
        return tuple(row)

    async def list_memberships(self, user_ids: Iterable[UserId]) -> dict[tuple[UserId, OrganizationId], Membership]:
        """Return all memberships of these users in active organizations."""
        users = sorted(set(user_ids))
        pairs = await OrganizationMember.filter(user_id__in=users, organization__is_active=True).values_list(
            "user_id", "organization_id"
        )
        roles: dict[tuple[int, int], set[Role]] = {}
        for user_id, organization_id, role in await OrganizationMemberRole.filter(user_id__in=users).values_list(
            "user_id", "organization_id", "role"
        ):
            roles.setdefault((user_id, organization_id), set()).add(Role(role))
        staff: dict[tuple[int, int], dict[TournamentId, set[Role]]] = {}
        for user_id, organization_id, tournament_id, role in await AsyncTournamentMemberRole.filter(
            user_id__in=users
        ).values_list("user_id", "organization_id", "tournament_id", "role"):
            in_tournaments = staff.setdefault((user_id, organization_id), {})
            in_tournaments.setdefault(TournamentId(tournament_id), set()).add(Role(role))
        return {
            (UserId(pair[0]), OrganizationId(pair[1])): Membership(
                OrganizationId(pair[1]),
                frozenset(roles.get(pair, ())),
                {tournament_id: frozenset(granted) for tournament_id, granted in staff.get(pair, {}).items()},
            )
            for pair in pairs
        }

    async def list_organizations_of(self, user_id: UserId) -> list[Organization]:
        return await Organization.filter(members__user_id=user_id, is_active=True).order_by("name")

    async def list_memberships_of(self, user_id: UserId) -> list[OrganizationMember]:
        """Return a person's memberships with their organizations, by the organizations' names."""
        own = OrganizationMember.filter(user_id=user_id, organization__is_active=True)
        return await own.order_by("organization__name").select_related("organization")

    async def list_organizations(self) -> list[Organization]:
        return await Organization.filter(is_active=True).order_by("name")

    async def list_every_organization(self) -> list[Organization]:
        """Return closed ones as well."""
        return await Organization.all().order_by("name")

    async def find_organization(self, slug: str) -> Organization | None:
        if not may_be(Organization, "slug", slug):
            return None
        return await Organization.filter(slug=slug, is_active=True).first()

    async def create_organization(self, slug: str, name: str, description: str) -> Organization:
        """Raises `AlreadyTaken` when the name or the short name is in use."""
        taken = f"There is an organization called {name} or {slug} already."
        if await Organization.filter(Q(slug=slug) | Q(name=name)).exists():
            raise AlreadyTaken(taken)
        now = self._clock.now()
        with taken_when_not_unique(taken):
            return await Organization.create(
                slug=slug, name=name, description=description, created_at=now, updated_at=now
            )

    async def overlay_of(self, live_race_id: int) -> tuple[OrganizationId, int] | None:
        """Return a live race's organization and the number of its overlay's key."""
        race = AsyncTournamentLiveRace.filter(id=live_race_id, organization__is_active=True)
        rows = await race.values_list("organization_id", "overlay_number")
        return (OrganizationId(rows[0][0]), rows[0][1]) if rows else None

    async def list_public_tournaments(
        self, *, kind: Kind[Any] | None = None, row_id: Id | None = None, slug: str | None = None
    ) -> list[tuple[OrganizationId, TournamentId]]:
        """Return the public tournaments by organization; only that of a row, or those of one organization."""
        if slug is not None and not may_be(Organization, "slug", slug):
            return []
        query = AsyncTournament.filter(is_public=True, organization__is_active=True)
        if kind is not None:
            query = query.filter(**{_TOURNAMENT_BY[kind]: row_id})
        if slug is not None:
            query = query.filter(organization__slug=slug)
        rows = await query.order_by("organization_id", "id").values_list("organization_id", "id")
        return [(OrganizationId(organization_id), TournamentId(own_id)) for organization_id, own_id in rows]

    async def find_invite(self, token_hash: str) -> OrganizationInvite | None:
        """Return an invite with its organization and its maker, whatever has become of it."""
        rows = OrganizationInvite.filter(token_hash=token_hash)
        return await rows.select_related("organization", "created_by").first()


def _membership(rows: Sequence[Mapping[str, Any]]) -> Membership | None:
    """Read a membership from rows that pair each role in the organization with each role in a tournament."""
    if not rows:
        return None
    in_tournaments: dict[TournamentId, set[Role]] = {}
    for row in rows:
        if row["tournament_id"] is not None:
            in_tournaments.setdefault(TournamentId(row["tournament_id"]), set()).add(Role(row["tournament_role"]))
    return Membership(
        OrganizationId(rows[0]["organization_id"]),
        frozenset(Role(row["role"]) for row in rows if row["role"] is not None),
        {tournament_id: frozenset(roles) for tournament_id, roles in in_tournaments.items()},
    )


def _only(rows: list[tuple[int, ...]]) -> OrganizationId | None:
    return OrganizationId(rows[0][0]) if rows else None
