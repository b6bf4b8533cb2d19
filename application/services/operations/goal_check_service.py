"""Whether racetime.gg still has the goal that a tournament races: asked again before each race."""

import logging

from application.access import Access
from application.context import OrgContext
from application.domain.errors import Unavailable
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.ids import OrganizationId, TournamentId, TournamentRef
from application.domain.permissions import Permission
from application.ports import RaceRooms, RacetimeError
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork

logger = logging.getLogger(__name__)


class GoalCheckService:
    def __init__(self, units: UnitsOfWork, access: Access, rooms: RaceRooms) -> None:
        self._units = units
        self._access = access
        self._rooms = rooms

    async def check_goal(self, ctx: OrgContext, tournament_id: TournamentId) -> str:
        """Ask racetime.gg now; returns what is wrong, empty when nothing is. Raises `Unavailable` without an answer."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        try:
            return await self._check(ctx, tournament_id)
        except RacetimeError as error:
            raise Unavailable(f"racetime.gg gave no answer: {error}") from error

    async def check_due_goal(self, organization_id: OrganizationId, tournament_id: TournamentId) -> None:
        """Ask by the schedule; without an answer it is asked again at the next tick."""
        try:
            await self._check(self._access.as_system(organization_id), tournament_id)
        except RacetimeError as error:
            logger.warning("The goal of a tournament could not be checked: %s", error)

    @tried_twice
    async def _check(self, ctx: OrgContext, tournament_id: TournamentId) -> str:
        tournament = await self._units.reading(ctx).tournaments.get_by_id(tournament_id)
        category, goal = tournament.racetime_category, tournament.racetime_goal
        facts = await self._rooms.category(category)
        problem = ""
        if facts is None:
            problem = f"racetime.gg has no category {category} any more."
        else:
            problem = facts.problem_with(goal, was_there=True)
        async with self._units(ctx) as work:
            present = await work.tournaments.get_by_id(tournament_id)
            if (present.racetime_category, present.racetime_goal) != (category, goal):
                return ""  # changed meanwhile, and checked by whoever changed it
            await work.tournaments.note_goal_check(tournament_id, problem)
            if present.goal_problem != problem[:500]:
                change = FieldChange("goal_problem", present.goal_problem or None, problem[:500] or None)
                work.record(
                    EditedEvent(TournamentRef(ctx.organization_id, tournament_id), Edited.TOURNAMENT, (change,))
                )
        return problem
