"""Having a seed made: claimed, made outside of any transaction, and recorded together with what it is for."""

import logging
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from application.context import OrgContext
from application.domain.errors import DomainError
from application.domain.events.tournaments import SeedMadeEvent, SeedNotMadeEvent
from application.domain.ids import OrganizationId, PermalinkId, PoolId, PoolRef, SeedRef
from application.domain.tournaments.seed_source import MadeSeed, SeedOrder, pause_after
from application.ports import GeneratorError, GeneratorRefused, SecretBox, SeedGenerators, UnreadableSecret
from application.repositories.tournaments.async_tournament_repository import NewPermalink
from application.repositories.tournaments.seed_source_repository import MakingClaim
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentPermalink
from models.seed_source import SeedSource

logger = logging.getLogger(__name__)

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Need(Protocol[R_co]):
    """What a seed is wanted for."""

    @property
    def subject(self) -> str:
        """Tells it from everything else that a seed of the same pool may be wanted for."""
        ...

    @property
    def purpose(self) -> str:
        """As the audit says it."""
        ...

    @property
    def is_live(self) -> bool: ...

    async def stands(self, work: WorkSession) -> bool:
        """Tell whether it still is wanted; asked before it is made, and once more before it is kept."""
        ...

    async def use(self, work: WorkSession, permalink: AsyncTournamentPermalink) -> R_co: ...

    async def note_failure(self, work: WorkSession, reason: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Claim:
    pool_id: PoolId
    making: MakingClaim
    order: SeedOrder


@dataclass(frozen=True, slots=True)
class Made(Generic[R]):
    """What came of a seed that was made for a need."""

    result: R


class SeedMaker:
    """A process that dies in between leaves a claim that ends by itself, and a seed that nobody has seen or uses."""

    def __init__(self, units: UnitsOfWork, generators: SeedGenerators, secret_box: SecretBox) -> None:
        self._units = units
        self._generators = generators
        self._secret_box = secret_box

    async def make(self, ctx: OrgContext, pool_id: PoolId, need: Need[R], *, at_once: bool = False) -> Made[R] | None:
        """Have a seed made and used for what it is wanted for.

        None when the pool has no generator, nothing is wanted, or somebody else is at it; also, unless it must be
        `at_once`, between two tries. Raises `GeneratorError`, which is then noted.
        """
        try:
            claim = await self._claim(ctx, pool_id, need, at_once=at_once)
        except UnreadableSecret as error:
            raise GeneratorRefused(str(error)) from error
        if claim is None:
            return None
        try:
            return await self._record(ctx, claim, need, await self._generators.make(claim.order))
        except GeneratorError as error:
            logger.warning("A seed could not be made: pool=%s %s", pool_id, error)
            await self._note_failure(ctx, claim, need, str(error))
            raise
        except DomainError:
            await self._give_back(ctx, claim)
            raise

    @tried_twice
    async def _claim(self, ctx: OrgContext, pool_id: PoolId, need: Need[R], *, at_once: bool) -> _Claim | None:
        async with self._units(ctx) as work:
            await work.pools.lock(pool_id)
            source = await work.seed_sources.find(pool_id)
            if source is None or not await need.stands(work):
                return None
            order = self._order_of(source)
            lease = order.generator.lease
            making = await work.seed_makings.claim(pool_id, need.subject, lease, at_once=at_once)
            return None if making is None else _Claim(pool_id, making, order)

    def _order_of(self, source: SeedSource) -> SeedOrder:
        return SeedOrder(
            source.generator,
            source.preset,
            address=source.address,
            template=source.template,
            seed_at=source.seed_at,
            hash_at=source.hash_at,
            key=self._secret_box.unseal(source.key_encrypted) if source.key_encrypted else "",
            owner=f"organization:{source.organization_id}",
        )

    @tried_twice
    async def _record(self, ctx: OrgContext, claim: _Claim, need: Need[R], made: MadeSeed) -> Made[R] | None:
        async with self._units(ctx) as work:
            pool = await work.pools.get_by_id(claim.pool_id, for_update=True)
            if not await work.seed_makings.finish(claim.making) or not await need.stands(work):
                return None
            if await work.permalinks.is_openly_known(claim.pool_id, made.seed):
                raise GeneratorRefused(f"{claim.order.generator.label} gave a seed that was there before.")
            (permalink,) = await work.permalinks.add_all(pool, [NewPermalink(made.seed, made.notes, need.is_live)])
            await work.seed_sources.note_problem(claim.pool_id, "")
            work.record(
                SeedMadeEvent(
                    SeedRef(
                        OrganizationId(ctx.organization_id),
                        pool.tournament_id,
                        claim.pool_id,
                        PermalinkId(permalink.id),
                    ),
                    number=permalink.number,
                    generator=claim.order.generator.with_preset(claim.order.preset),
                    purpose=need.purpose,
                )
            )
            return Made(await need.use(work, permalink))

    @tried_twice
    async def _note_failure(self, ctx: OrgContext, claim: _Claim, need: Need[R], reason: str) -> None:
        async with self._units(ctx) as work:
            pool = await work.pools.get_by_id(claim.pool_id, for_update=True)
            if not await work.seed_makings.postpone(claim.making, pause_after(claim.making.attempt)):
                return  # the claim ended meanwhile and somebody else is at it
            if await work.seed_sources.note_problem(claim.pool_id, reason):
                work.record(
                    SeedNotMadeEvent(
                        PoolRef(ctx.organization_id, pool.tournament_id, claim.pool_id),
                        generator=claim.order.generator.with_preset(claim.order.preset),
                        purpose=need.purpose,
                        reason=reason[:500],
                    )
                )
            await need.note_failure(work, reason)

    @tried_twice
    async def _give_back(self, ctx: OrgContext, claim: _Claim) -> None:
        async with self._units(ctx) as work:
            await work.seed_makings.finish(claim.making)
