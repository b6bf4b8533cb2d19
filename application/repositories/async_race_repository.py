"""Players' runs of one organization."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from application.domain.errors import ConcurrentChange
from application.domain.ids import LiveRaceId, PermalinkId, RunId, TournamentId, UserId
from application.domain.leaderboard import RankableRun
from application.domain.run import ACTIVE_RUN_STATUSES, ReviewStatus, RunStatus
from application.domain.scoring import ScorableRun
from application.repositories.base import TenantRepository
from models import AsyncTournamentLiveRace, AsyncTournamentPermalink, AsyncTournamentRace


@contextmanager
def one_active_run() -> Iterator[None]:
    """The constraint's last word, for a player who began another run at the same moment."""
    try:
        yield
    except IntegrityError as error:
        raise ConcurrentChange from error


class AsyncRaceRepository(TenantRepository[AsyncTournamentRace]):
    model = AsyncTournamentRace
    noun = "run"

    async def list_for_live_race(self, live_race_id: LiveRaceId) -> list[AsyncTournamentRace]:
        return await self._own().filter(live_race_id=live_race_id).order_by("id")

    async def list_names_for_live_race(self, live_race_id: LiveRaceId) -> dict[int, str]:
        """Return the display names of a live race's runners by user id."""
        rows = await self._own().filter(live_race_id=live_race_id).values_list("user_id", "user__display_name")
        return dict(rows)

    async def list_active_elsewhere(
        self, live_race: AsyncTournamentLiveRace, user_ids: Iterable[int]
    ) -> dict[int, str]:
        """Return which of these users have a run under way in the tournament but not in this race, with its pool."""
        rows = (
            await self._own()
            .filter(tournament_id=live_race.tournament_id, user_id__in=list(user_ids))
            .filter(status__in=sorted(ACTIVE_RUN_STATUSES))
            .filter(Q(live_race_id__isnull=True) | ~Q(live_race_id=live_race.id))
            .values_list("user_id", "pool__name")
        )
        return dict(rows)

    async def find_in_live_race(self, live_race_id: LiveRaceId, user_id: UserId) -> AsyncTournamentRace | None:
        return await self._own().filter(live_race_id=live_race_id, user_id=user_id).first()

    async def exist_for_live_race(self, live_race_id: LiveRaceId) -> bool:
        return await self._own().filter(live_race_id=live_race_id).exists()

    async def update_all(self, runs: Iterable[AsyncTournamentRace], columns: Sequence[str]) -> None:
        """Write the named columns of many rows in one statement.

        Raises `ConcurrentChange` when a player began another run meanwhile.
        """
        rows = list(runs)
        now = self._clock.now()
        for row in rows:
            row.updated_at = now
        with one_active_run():
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
