"""Drawing a seed: every gate of eligibility, the balanced choice, and one run however often somebody asks."""

from collections import Counter
from collections.abc import Sequence

from application.context import OrgContext
from application.domain.errors import Conflict, Unavailable
from application.domain.events.runs import AsyncRunDrawnEvent
from application.domain.ids import PermalinkId, PoolId, RunId, TournamentId, UserId
from application.domain.live_races.eligibility import (
    NotEligible,
    Verdict,
    is_eligible,
    verdicts_for,
    with_seed_made,
    with_seeds_left,
)
from application.domain.permissions import Permission
from application.domain.runs.async_run import limit_sentence, warn_at
from application.domain.runs.draw import Choice, draw_permalink
from application.domain.runs.run import RunStatus
from application.domain.tournaments.seed_source import seed_of_draw
from application.ports import GeneratorError
from application.read_models.runs import DrawOptions, PoolToDraw
from application.repositories import Repositories
from application.services.eligibility import terms_of_pool
from application.services.live_race_timeline import InstallationDefaults
from application.services.retry import tried_twice
from application.services.runs.rules import acting_player, limits_of, ref_of_run
from application.services.seed_making import SeedMaker
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
)

_BEING_MADE = "Your seed is being made at this moment. Look again in a minute."


class AsyncDraw:
    def __init__(self, units: UnitsOfWork, defaults: InstallationDefaults, choose: Choice, maker: SeedMaker) -> None:
        self._maker = maker
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
        making = await reading.seed_sources.list_making_at_draw([pool.id for pool in pools])
        active = await reading.runs.find_active(tournament_id, user_id)
        return DrawOptions(
            tournament_id=tournament_id,
            pools=tuple(
                _pool_to_draw(pool, answers, left[pool.id], is_made=pool.id in making)
                for pool, answers in zip(pools, verdicts, strict=True)
            ),
            warning=limit_sentence(limits_of(tournament)),
            active_run_id=active.id if active is not None else None,
        )

    async def draw(self, ctx: OrgContext, pool_id: PoolId) -> RunId:
        """Give the acting player a seed of the pool, which is made where none is new to the player.

        Raises `NotEligible` with the verdicts, `Unavailable` when no seed could be made, `Conflict` while one is.
        """
        ctx.demand(Permission.VIEW)
        drawn = await self._draw(ctx, pool_id)
        return drawn if drawn is not None else await self._draw_made(ctx, pool_id)

    @tried_twice
    async def _draw(self, ctx: OrgContext, pool_id: PoolId) -> RunId | None:
        """Draw of the seeds that there are; None where one is to be made.

        The player is locked, so that two draws can't give the same seed, and the pool, so that no other draw, lock of a
        live race or edit takes the seed at the same moment. The database's own rule of one active run per player and
        tournament has the last word.
        """
        user_id = acting_player(ctx)
        async with self._units(ctx) as work:
            await work.users.lock(user_id)
            pool = await work.pools.get_by_id(pool_id, for_update=True)
            (verdicts,) = await self._verdicts(work, pool.tournament, [pool], user_id)
            seeds = await work.permalinks.list_seeds_of_pool(pool_id, user_id)
            dealable = [seed for seed in seeds if not seed.sealed]
            new_to_player = [seed.id for seed in dealable if not seed.known]
            is_made = not new_to_player and await work.seed_sources.makes_at_draw(pool_id)
            verdicts = with_seed_made(verdicts) if is_made else with_seeds_left(verdicts, len(new_to_player))
            if not is_eligible(verdicts):
                raise NotEligible(verdicts)
            if is_made:
                return None
            permalink_id = draw_permalink(
                {seed.id: seed.plays for seed in dealable},
                new_to_player,
                max_imbalance=pool.tournament.max_imbalance,
                choose=self._choose,
            )
            return await _deal(work, pool, user_id, permalink_id)

    async def _draw_made(self, ctx: OrgContext, pool_id: PoolId) -> RunId:
        need = _SeedOfDraw(self, pool_id, acting_player(ctx))
        try:
            made = await self._maker.make(ctx, pool_id, need, at_once=True)
        except GeneratorError as error:
            raise Unavailable(
                "No seed could be made for you. Try again in a moment; the tournament's admins see the reason."
            ) from error
        if made is None:
            raise Conflict(_BEING_MADE)
        return made.result

    async def check(self, work: WorkSession, pool: AsyncTournamentPool, user_id: UserId) -> None:
        """Raises `NotEligible` unless the player may draw a seed that is made for them."""
        (verdicts,) = await self._verdicts(work, pool.tournament, [pool], user_id)
        verdicts = with_seed_made(verdicts)
        if not is_eligible(verdicts):
            raise NotEligible(verdicts)

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


class _SeedOfDraw:
    is_live = False
    purpose = "draw"

    def __init__(self, drawing: AsyncDraw, pool_id: PoolId, user_id: UserId) -> None:
        self._drawing = drawing
        self._pool_id = pool_id
        self._user_id = user_id
        self.subject = seed_of_draw(user_id)

    async def stands(self, work: WorkSession) -> bool:
        await work.users.lock(self._user_id)
        await self._drawing.check(work, await work.pools.get_by_id(self._pool_id, for_update=True), self._user_id)
        return True

    async def use(self, work: WorkSession, permalink: AsyncTournamentPermalink) -> RunId:
        own = PermalinkId(permalink.id)
        if await work.permalinks.is_sealed_elsewhere(own):
            raise Conflict(_BEING_MADE)  # and nobody is told why
        return await _deal(work, await work.pools.get_by_id(self._pool_id), self._user_id, own)

    async def note_failure(self, work: WorkSession, reason: str) -> None:
        """The player is told at once, and staff by the pool."""


async def _deal(work: WorkSession, pool: AsyncTournamentPool, user_id: UserId, permalink_id: PermalinkId) -> RunId:
    limits, now = limits_of(pool.tournament), work.clock.now()
    account = (await work.people.accounts_of([user_id])).get(user_id)
    start_by_at = now + limits.start
    run = AsyncTournamentRace(
        tournament_id=pool.tournament_id,
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


def _pool_to_draw(
    pool: AsyncTournamentPool, verdicts: Sequence[Verdict], seeds_left: int, *, is_made: bool
) -> PoolToDraw:
    answered = with_seed_made(verdicts) if is_made and not seeds_left else with_seeds_left(verdicts, seeds_left)
    return PoolToDraw(pool.id, pool.name, seeds_left, answered, is_made)
