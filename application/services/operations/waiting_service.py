"""How much waits for somebody's work in an organization, for the numbers beside the ways to it."""

from application.context import OrgContext
from application.domain.permissions import Permission
from application.domain.runs.review import ReviewFilter
from application.read_models import Waiting
from application.unit_of_work import UnitsOfWork


class WaitingService:
    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def count(self, ctx: OrgContext) -> Waiting:
        """Count what waits in the actor's tournaments, in three queries; in none for who records no results."""
        if not ctx.allows_somewhere(Permission.RECORD_RESULTS):
            return Waiting()
        within = ctx.tournaments_with(Permission.RECORD_RESULTS)
        reading = self._units.reading(ctx)
        return Waiting(
            alerts=await reading.alerts.count_open(within),
            unmatched=await reading.unmatched.count_open(within),
            reviews=await reading.run_lists.count_queue(ReviewFilter(), within=within),
        )
