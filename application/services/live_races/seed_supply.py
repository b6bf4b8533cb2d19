"""Whether the races to come find a seed each, were they locked in the order of their starts."""

from collections import Counter
from collections.abc import Collection

from application.domain.ids import LiveRaceId
from application.read_models import SeedSupply
from application.repositories import Repositories
from application.repositories.live_races.row import LiveRaceRow


async def races_without_seed(repositories: Repositories, pool_ids: Collection[int]) -> frozenset[LiveRaceId]:
    """Return which races of these pools will find none, as far as anybody may know."""
    if not pool_ids:
        return frozenset()
    stock = await repositories.permalinks.unplayed_in(pool_ids)
    served: Counter[int] = Counter()
    without = set()
    for race_id, pool_id in await repositories.live_races.list_undecided(pool_ids):
        left = stock[pool_id]
        if left is not None and served[pool_id] >= left:
            without.add(race_id)
        served[pool_id] += 1
    return frozenset(without)


async def finds_seed(repositories: Repositories, race: LiveRaceRow) -> bool:
    """Tell of one race whether it has a permalink or can find one; cheap where no other race of the pool is before."""
    if race.permalink_id is not None:
        return True
    if await repositories.live_races.has_undecided_before(race.id, race.pool_id, race.scheduled_at):
        return race.id not in await races_without_seed(repositories, [race.pool_id])
    return await repositories.permalinks.has_unplayed(race.pool_id)


async def supply_of(repositories: Repositories, pool_id: int) -> SeedSupply:
    stock = await repositories.permalinks.unplayed_in([pool_id])
    return SeedSupply(stock[pool_id], len(await repositories.live_races.list_undecided([pool_id])))
