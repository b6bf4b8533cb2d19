"""What became of runs after they were over: reviews, corrections, and how par moved."""

from collections.abc import Sequence

from application.domain.ids import PermalinkId, RunId, UserId
from application.domain.runs.corrections import CorrectionSource
from application.domain.runs.review import ReviewAction
from application.repositories.base import TenantRepository
from models.result_correction import ResultCorrection
from models.run_history import AsyncTournamentParPoint, AsyncTournamentRaceReview


class RunReviewRepository(TenantRepository[AsyncTournamentRaceReview]):
    model = AsyncTournamentRaceReview
    noun = "review"

    async def add_review(self, run_id: RunId, action: ReviewAction, note: str = "") -> None:
        """Write a line under the context's actor."""
        await AsyncTournamentRaceReview.create(
            organization_id=self._ctx.organization_id,
            run_id=run_id,
            action=action,
            actor_id=self._ctx.actor.user_id,
            actor_name=self._ctx.actor.name,
            note=note,
            created_at=self._clock.now(),
        )

    async def list_for_run(self, run_id: RunId) -> list[AsyncTournamentRaceReview]:
        return await self._own().filter(run_id=run_id).order_by("id")

    async def has_claimed(self, user_id: UserId, run_id: RunId) -> bool:
        return await self._own().filter(run_id=run_id, actor_id=user_id, action=ReviewAction.CLAIMED).exists()


class ResultCorrectionRepository(TenantRepository[ResultCorrection]):
    model = ResultCorrection
    noun = "correction"

    async def create_correction(self, correction: ResultCorrection) -> None:
        """Write a correction under the context's actor."""
        correction.organization_id = self._ctx.organization_id
        correction.actor_id = self._ctx.actor.user_id
        correction.actor_name = self._ctx.actor.name
        correction.occurred_at = self._clock.now()
        await correction.save(force_create=True)

    async def list_for_run(self, run_id: RunId) -> list[ResultCorrection]:
        return await self._own().filter(run_id=run_id).order_by("id")

    async def list_in_force(self, run_id: RunId) -> list[ResultCorrection]:
        """Return the corrections made by hand that were not undone, the last one first."""
        by_hand = self._own().filter(run_id=run_id, source=CorrectionSource.ADMIN, undone_at__isnull=True)
        return await by_hand.order_by("-id")

    async def mark_undone(self, correction: ResultCorrection) -> None:
        self._demand_own([correction])
        correction.undone_at = self._clock.now()
        correction.undone_by_id = self._ctx.actor.user_id
        await correction.save(update_fields=["undone_at", "undone_by_id"])


class ParPointRepository(TenantRepository[AsyncTournamentParPoint]):
    model = AsyncTournamentParPoint
    noun = "par"

    async def list_for_permalinks(self, permalink_ids: Sequence[PermalinkId]) -> list[AsyncTournamentParPoint]:
        return await self._own().filter(permalink_id__in=list(permalink_ids)).order_by("id")
