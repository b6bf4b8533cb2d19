"""Drawing a seed: every gate of eligibility, the balanced choice, and one run however often somebody asks."""

from collections import Counter
from collections.abc import Sequence

from application.context import OrgContext
from application.domain.events.runs import AsyncRunDrawnEvent
from application.domain.ids import PoolId, RunId, TournamentId, UserId
from application.domain.live_races.eligibility import NotEligible, Verdict, is_eligible, verdicts_for, with_seeds_left
from application.domain.permissions import Permission
from application.domain.runs.async_run import limit_sentence, warn_at
from application.domain.runs.draw import Choice, draw_permalink
from application.domain.runs.run import RunStatus
from application.read_models.runs import DrawOptions, PoolToDraw
from application.repositories import Repositories
from application.services.eligibility import terms_of_pool
from application.services.live_race_timeline import InstallationDefaults
from application.services.retry import tried_twice
from application.services.runs.rules import acting_player, limits_of, ref_of_run
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournament, AsyncTournamentPool, AsyncTournamentRace


class AsyncDraw:
    def __init__(self, units: UnitsOfWork, defaults: InstallationDefaults, choose: Choice) -> None:
        self._units = units
        self._defaults = defaults
        self._choose = choose

    async def options(self, ctx: OrgContext, tournament_id: TournamentId) -> DrawOptions:
        """Return every pool with the player's verdicts, in a fixed number of queries."""
        ctx.demand(Permission.VIEW)
        user_id = acting_player(ctx)
        reading = self._units.reading(ctx)
        tournament = await reading.tournaments.get_by_id(tournament_id)
        pools = await reading.pools.list_for_tournaments([tournament_id])
        verdicts = await self._verdicts(reading, tournament, pools, user_id)
        seeds = await reading.permalinks.list_seeds_of_tournament(tournament_id, user_id)
        left = Counter(seed.pool_id for seed in seeds if not seed.known)
        active = await reading.runs.find_active(tournament_id, user_id)
        return DrawOptions(
            tournament_id=tournament_id,
            pools=tuple(
                _pool_to_draw(pool, answers, left[pool.id]) for pool, answers in zip(pools, verdicts, strict=True)
            ),
            warning=limit_sentence(limits_of(tournament)),
            active_run_id=active.id if active is not None else None,
        )

    @tried_twice
    async def draw(self, ctx: OrgContext, pool_id: PoolId) -> RunId:
        """Give the acting player a seed of the pool. Raises `NotEligible` with the verdicts.

        The player is locked, so that two draws can't give the same seed, and the pool, so that no other draw, lock of a
        live race or edit takes the seed at the same moment. The database's own rule of one active run per player and
        tournament has the last word.
        """
        ctx.demand(Permission.VIEW)
        user_id = acting_player(ctx)
        async with self._units(ctx) as work:
            await work.users.lock(user_id)
            pool = await work.pools.get_by_id(pool_id, for_update=True)
            tournament = pool.tournament
            (verdicts,) = await self._verdicts(work, tournament, [pool], user_id)
            seeds = await work.permalinks.list_seeds_of_pool(pool_id, user_id)
            dealable = [seed for seed in seeds if not seed.sealed]
            new_to_player = [seed.id for seed in dealable if not seed.known]
            verdicts = with_seeds_left(verdicts, len(new_to_player))
            if not is_eligible(verdicts):
                raise NotEligible(verdicts)
            permalink_id = draw_permalink(
                {seed.id: seed.plays for seed in dealable},
                new_to_player,
                max_imbalance=tournament.max_imbalance,
                choose=self._choose,
            )
            limits, now = limits_of(tournament), work.clock.now()
            account = (await work.people.accounts_of([user_id])).get(user_id)
            start_by_at = now + limits.start
            run = AsyncTournamentRace(
                tournament_id=tournament.id,
                pool_id=pool.id,
                permalink_id=permalink_id,
                user_id=user_id,
                drawn_as=account.racetime_id if account is not None else None,
                status=RunStatus.PENDING,
                start_by_at=start_by_at,
                warn_at=warn_at(start_by_at, limits),
            )
            await work.runs.create_run(run)
            work.record(
                AsyncRunDrawnEvent(ref_of_run(run), pool_id=pool.id, permalink_id=permalink_id, start_by_at=start_by_at)
            )
            return run.id

    async def _verdicts(
        self,
        repositories: Repositories,
        tournament: AsyncTournament,
        pools: Sequence[AsyncTournamentPool],
        user_id: UserId,
    ) -> list[tuple[Verdict, ...]]:
        organization = await repositories.organization.get()
        now = repositories.clock.now()
        terms = [terms_of_pool(pool.id, tournament, organization, self._defaults, starts_at=now) for pool in pools]
        facts = await repositories.live_races.load_facts(terms, [user_id])
        return [verdicts_for(player, each) for each in terms for player in facts.of(each)]


def _pool_to_draw(pool: AsyncTournamentPool, verdicts: Sequence[Verdict], seeds_left: int) -> PoolToDraw:
    return PoolToDraw(pool.id, pool.name, seeds_left, with_seeds_left(verdicts, seeds_left))
