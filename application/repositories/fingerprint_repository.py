"""Fingerprints of accounts whose owners deleted a user: kept as long as there are runs in a tournament not closed."""

from collections.abc import Iterable, Sequence

from application.domain.clock import Clock
from application.domain.ids import OrganizationId, UserId
from application.domain.runs.review import ReviewAction
from models.async_tournament import AsyncTournamentRace
from models.run_history import AsyncTournamentRaceReview
from models.user import AccountFingerprint, User


class FingerprintRepository:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def keep(self, user_id: UserId, fingerprints: Iterable[str]) -> None:
        now = self._clock.now()
        rows = [AccountFingerprint(user_id=user_id, fingerprint=text, made_at=now) for text in fingerprints]
        await AccountFingerprint.bulk_create(rows, ignore_conflicts=True)

    async def drop(self, user_id: UserId, fingerprints: Sequence[str]) -> None:
        await AccountFingerprint.filter(user_id=user_id, fingerprint__in=list(fingerprints)).delete()

    async def holders_of(self, fingerprints: Sequence[str]) -> list[User]:
        """Return who raced with an account: deleted users, and those who have taken the runs of one over."""
        held = AccountFingerprint.filter(fingerprint__in=list(fingerprints)).order_by("user_id")
        return list({row.user_id: row.user for row in await held.select_related("user")}.values())

    async def raced_in(self, organization_id: OrganizationId, fingerprints: Iterable[str]) -> set[str]:
        """Return those whose holders have runs in an active tournament of an organization, in two queries."""
        held = AccountFingerprint.filter(fingerprint__in=list(fingerprints)).values_list("fingerprint", "user_id")
        holders = dict(await held)
        runs = AsyncTournamentRace.filter(
            user_id__in=sorted(set(holders.values())), organization_id=organization_id, tournament__is_active=True
        )
        racing = {row[0] for row in await runs.distinct().values_list("user_id")} if holders else set()
        return {fingerprint for fingerprint, user_id in holders.items() if user_id in racing}

    async def count_older(self, present: str) -> int:
        """Count those that don't begin like the ones made with the present key."""
        return await AccountFingerprint.exclude(fingerprint__startswith=present).count()


async def drop_unneeded_fingerprints() -> None:
    """Drop the fingerprints of whoever has neither runs in a tournament not closed nor claimed any there for review."""
    kept = {row[0] for row in await AccountFingerprint.all().distinct().values_list("user_id")}
    if not kept:
        return
    raced = AsyncTournamentRace.filter(user_id__in=sorted(kept), tournament__is_active=True)
    reviewed = AsyncTournamentRaceReview.filter(
        actor_id__in=sorted(kept), action=ReviewAction.CLAIMED, run__tournament__is_active=True
    )
    needed = {row[0] for row in await raced.distinct().values_list("user_id")}
    needed |= {row[0] for row in await reviewed.distinct().values_list("actor_id")}
    await AccountFingerprint.filter(user_id__in=sorted(kept - needed)).delete()
