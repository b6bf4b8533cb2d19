"""Generators of pools, and who is having a seed made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from application.domain.ids import OrganizationId, PoolId, TournamentId
from application.repositories.base import TenantRepository
from models.seed_source import SeedMaking, SeedSource


@dataclass(frozen=True, slots=True)
class MakingClaim:
    """Holds as long as nobody else has claimed the same since."""

    making_id: int
    attempt: int
    """From 1."""


class SeedSourceRepository(TenantRepository[SeedSource]):
    model = SeedSource
    noun = "seed source"

    async def find(self, pool_id: PoolId) -> SeedSource | None:
        return await self._own().filter(pool_id=pool_id).first()

    async def list_of(self, tournament_id: TournamentId) -> list[SeedSource]:
        return await self._own().filter(pool__tournament_id=tournament_id)

    async def makes_at_draw(self, pool_id: PoolId) -> bool:
        return await self._own().filter(pool_id=pool_id, at_draw=True).exists()

    async def list_making_at_draw(self, pool_ids: Sequence[int]) -> set[int]:
        rows = self._own().filter(pool_id__in=list(pool_ids), at_draw=True)
        return {row[0] for row in await rows.values_list("pool_id")}

    async def save_source(self, source: SeedSource) -> None:
        if source.id is not None:
            self._demand_own([source])
        source.organization_id = self._ctx.organization_id
        source.updated_at = self._clock.now()
        await source.save()

    async def remove(self, pool_id: PoolId) -> None:
        await self._own().filter(pool_id=pool_id).delete()

    async def note_problem(self, pool_id: PoolId, problem: str) -> bool:
        """Keep why no seed was made, or with an empty one that there is nothing to say; False when it was so."""
        changed = self._own().filter(pool_id=pool_id).exclude(problem=problem[:500])
        return bool(await changed.update(problem=problem[:500]))


class SeedMakingRepository(TenantRepository[SeedMaking]):
    """One row for each seed that is wanted and not there yet. Whoever claims must hold the pool's row."""

    model = SeedMaking
    noun = "seed"

    async def claim(self, pool_id: PoolId, subject: str, lease: timedelta, *, at_once: bool) -> MakingClaim | None:
        """Return None while somebody else has it, or it is to be tried later and not `at_once`."""
        now = self._clock.now()
        making = await self._own().filter(pool_id=pool_id, subject=subject).first()
        if making is None:
            making = SeedMaking(organization_id=self._ctx.organization_id, pool_id=pool_id, subject=subject)
        elif making.next_try_at > now and (making.is_claimed or not at_once):
            return None
        making.attempts += 1
        making.is_claimed, making.next_try_at = True, now + lease
        await making.save()
        return MakingClaim(making.id, making.attempts)

    async def finish(self, claim: MakingClaim) -> bool:
        """Return False when somebody else has claimed it since, or it is wanted no longer."""
        return bool(await self._own().filter(id=claim.making_id, attempts=claim.attempt).delete())

    async def postpone(self, claim: MakingClaim, pause: timedelta) -> bool:
        """Let it be tried again after a pause; False as `finish`."""
        claimed = self._own().filter(id=claim.making_id, attempts=claim.attempt)
        return bool(await claimed.update(is_claimed=False, next_try_at=self._clock.now() + pause))

    async def drop_all(self, pool_id: PoolId) -> None:
        """Begin anew with all of a pool's, as `drop` each."""
        await self._own().filter(pool_id=pool_id).delete()

    async def drop(self, pool_id: PoolId, subject: str) -> None:
        """Want it no longer; what somebody is making is not taken any more."""
        await self._own().filter(pool_id=pool_id, subject=subject).delete()


@dataclass(frozen=True, slots=True)
class StoredKey:
    source_id: int
    organization_id: OrganizationId
    key_encrypted: str


class SeedKeyRepository:
    """The keys of all organizations."""

    async def all_keys(self) -> list[StoredKey]:
        rows = SeedSource.exclude(key_encrypted="").order_by("id")
        return [StoredKey(*row) for row in await rows.values_list("id", "organization_id", "key_encrypted")]

    async def reseal(self, source_id: int, old: str, new: str) -> int:
        """Replace an encrypted key by the same one under another secret, unless it was changed meanwhile."""
        return await SeedSource.filter(id=source_id, key_encrypted=old).update(key_encrypted=new)
