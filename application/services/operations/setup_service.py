"""Leading the first admin of an organization to its first race."""

from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import PoolId, TournamentId
from application.domain.operations.alerts import BotStatus
from application.domain.operations.setup import SetupFacts, SetupLine, checklist
from application.domain.permissions import Permission
from application.repositories.async_live_race_repository import LiveRaceFilter
from application.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class Setup:
    """The steps, and the newest tournament and pool, which the later steps are about."""

    lines: tuple[SetupLine, ...]
    tournament_id: TournamentId | None = None
    pool_id: PoolId | None = None


class SetupService:
    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def get_setup(self, ctx: OrgContext) -> Setup:
        """Return what is still missing; without lines once a live race was ever scheduled."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        reading = self._units.reading(ctx)
        if await reading.live_races.list_races(LiveRaceFilter(limit=1)):
            return Setup(())
        tournaments = await reading.tournaments.list_tournaments(active_only=True)
        pools = await reading.pools.list_for_tournaments([tournament.id for tournament in tournaments])
        stock = await reading.permalinks.unplayed_in([pool.id for pool in pools]) if pools else {}
        unplayed = {pool_id for pool_id, number in stock.items() if number != 0}
        facts = SetupFacts(
            member_count=await reading.members.count_members(),
            has_bot=any(bot.is_active and bot.status == BotStatus.CONNECTED for bot in await reading.bots.list_bots()),
            has_tournament=bool(tournaments),
            has_pool=bool(pools),
            has_unplayed_seed=bool(unplayed),
        )
        ready = next((pool for pool in pools if pool.id in unplayed), pools[-1] if pools else None)
        tournament_id = ready.tournament_id if ready is not None else (tournaments[-1].id if tournaments else None)
        return Setup(checklist(facts), tournament_id, ready.id if ready is not None else None)
