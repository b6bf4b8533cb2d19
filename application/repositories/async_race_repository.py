"""Players' runs of one organization."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from application.domain.ids import LiveRaceId, PermalinkId, RunId, TournamentId
from application.domain.leaderboard import RankableRun
from application.domain.run import ReviewStatus, RunStatus
from application.domain.scoring import ScorableRun
from application.repositories.base import TenantRepository
from models import AsyncTournamentPermalink, AsyncTournamentRace


class AsyncRaceRepository(TenantRepository[AsyncTournamentRace]):
    model = AsyncTournamentRace
    noun = "run"

    async def list_for_live_race(self, live_race_id: LiveRaceId) -> list[AsyncTournamentRace]:
        return await self._own().filter(live_race_id=live_race_id).order_by("id")

    async def list_names_for_live_race(self, live_race_id: LiveRaceId) -> dict[int, str]:
        """Return the display names of a live race's runners by user id."""
        rows = await self._own().filter(live_race_id=live_race_id).values_list("user_id", "user__display_name")
        return dict(rows)

    async def exist_for_live_race(self, live_race_id: LiveRaceId) -> bool:
        return await self._own().filter(live_race_id=live_race_id).exists()

    async def update_all(self, runs: Iterable[AsyncTournamentRace], columns: Sequence[str]) -> None:
        """Write the named columns of many rows in one statement."""
        rows = list(runs)
        now = self._clock.now()
        for row in rows:
            row.updated_at = now
        await self._save_columns(rows, [*columns, "updated_at"])

    async def remove_all(self, runs: Iterable[AsyncTournamentRace]) -> None:
        ids = [run.id for run in runs]
        if ids:
            await self._own().filter(id__in=ids).delete()

    async def list_scorable(self, permalink_id: PermalinkId) -> list[ScorableRun]:
        rows = (
            await self._own()
            .filter(permalink_id=permalink_id)
            .values_list("id", "status", "finish_time", "reattempted", "review_status")
        )
        return [
            ScorableRun(
                run_id=RunId(run_id),
                status=RunStatus(status),
                finish_time=finish_time,
                reattempted=reattempted,
                rejected=review is ReviewStatus.REJECTED,
            )
            for run_id, status, finish_time, reattempted, review in rows
        ]

    async def save_scores(
        self, permalink_id: PermalinkId, par: float | None, scores: dict[RunId, float | None], now: datetime
    ) -> int:
        """Write the par and those scores that differ; return how many runs moved."""
        stored = await self._own().filter(permalink_id=permalink_id).values_list("id", "score")
        moved = {run_id: (scores[run_id], now) for run_id, score in stored if scores.get(run_id, score) != score}
        await self._write_columns(["score", "score_updated_at"], moved)
        await AsyncTournamentPermalink.filter(organization_id=self._ctx.organization_id, id=permalink_id).update(
            par_seconds=par, par_updated_at=now
        )
        return len(moved)

    async def list_rankable(self, tournament_id: TournamentId) -> list[RankableRun]:
        """Return every run that is not reattempted, with its player's name, in one query."""
        rows = (
            await self._own()
            .filter(tournament_id=tournament_id, reattempted=False)
            .values_list("id", "user_id", "user__display_name", "pool_id", "status", "score")
        )
        return [RankableRun._make(row) for row in rows]
