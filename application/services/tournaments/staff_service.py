"""Who has a say in a single tournament, and which of its players may have young accounts."""

from collections.abc import Iterable

from application.context import OrgContext
from application.domain.errors import InvalidInput
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.events.tournaments import PlayerUnwhitelistedEvent
from application.domain.ids import PlayerRef, TournamentId, UserId
from application.domain.permissions import TOURNAMENT_ROLES, Permission, Role
from application.read_models.tournaments import TournamentStaffMember, WhitelistedPlayer
from application.services.audit_names import marks_in
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork


class TournamentStaffService:
    """Roles are given by those who manage all tournaments of the organization; nobody widens their own."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def list_staff(self, ctx: OrgContext, tournament_id: TournamentId) -> tuple[TournamentStaffMember, ...]:
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        reading = self._units.reading(ctx)
        await reading.tournaments.get_by_id(tournament_id)
        names: dict[UserId, str] = {}
        roles: dict[UserId, tuple[Role, ...]] = {}
        for row in await reading.tournament_roles.list_roles(tournament_id):
            names[row.user_id] = row.user.display_name
            roles[row.user_id] = (*roles.get(row.user_id, ()), row.role)
        marks = await marks_in(reading, names)
        return tuple(
            TournamentStaffMember(user_id, name, roles[user_id], marks.get(user_id)) for user_id, name in names.items()
        )

    @tried_twice
    async def set_roles(
        self, ctx: OrgContext, tournament_id: TournamentId, user_id: UserId, roles: Iterable[Role]
    ) -> None:
        """Give a member these roles in one tournament, instead of those before; none ends them."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        wanted = frozenset(roles)
        if not wanted <= TOURNAMENT_ROLES:
            raise InvalidInput.on("roles", "In a tournament somebody can be tournament admin or reviewer.")
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            await work.members.get(user_id)
            before = await work.tournament_roles.roles_of(tournament_id, user_id)
            if before == wanted:
                return
            await work.tournament_roles.set_tournament_roles(tournament_id, user_id, wanted)
            change = FieldChange("roles", _words(before), _words(wanted))
            work.record(
                EditedEvent(PlayerRef(ctx.organization_id, tournament_id, user_id), Edited.TOURNAMENT_ROLES, (change,))
            )

    async def list_whitelist(self, ctx: OrgContext, tournament_id: TournamentId) -> tuple[WhitelistedPlayer, ...]:
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        reading = self._units.reading(ctx)
        await reading.tournaments.get_by_id(tournament_id)
        rows = await reading.whitelist.list_users(tournament_id)
        marks = await marks_in(reading, {row.user_id: row.user.display_name for row in rows})
        return tuple(
            WhitelistedPlayer(row.user_id, row.user.display_name, row.created_at, marks.get(row.user_id))
            for row in rows
        )

    @tried_twice
    async def remove_from_whitelist(self, ctx: OrgContext, tournament_id: TournamentId, user_id: UserId) -> None:
        """Raises `NotFound` for somebody who is not on it."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            await work.whitelist.remove(tournament_id, user_id)
            work.record(PlayerUnwhitelistedEvent(PlayerRef(ctx.organization_id, tournament_id, user_id)))


def _words(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles)) or "none"
