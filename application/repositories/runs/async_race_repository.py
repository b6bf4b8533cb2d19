"""Players' runs of one organization."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from tortoise.expressions import F, Q

from application.domain.ids import LiveRaceId, PermalinkId, PoolId, RunId, Subject, TournamentId, UserId
from application.domain.runs.run import ACTIVE_RUN_STATUSES, ReviewStatus
from application.domain.runs.scoring import ScorableRun
from application.repositories.base import Named, TenantRepository
from application.repositories.fingerprint_repository import drop_unneeded_fingerprints
from application.repositories.statements import STATUSES, Statement, in_columns, optional_duration
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentRace,
)
from models.run_history import AsyncTournamentParPoint

_RELATED = ("tournament", "pool", "permalink", "user", "live_race")
_SCORABLE = Statement(
    f"""
    SELECT r.id, r.status, r.finish_time, r.reattempted, r.review_status = '{ReviewStatus.REJECTED}' AS rejected
      FROM async_tournament_races r
     WHERE r.organization_id = $1 AND r.permalink_id = $2
    """  # noqa: S608  # our own word
)


class AsyncRaceRepository(TenantRepository[AsyncTournamentRace]):
    model = AsyncTournamentRace
    noun = "run"
    named = Named(
        Subject.RUN,
        ("user__display_name", "permalink__number", "pool__name"),
        lambda player, number, pool: f"Run of {player} on seed {number} of {pool}",
    )

    async def create_run(self, run: AsyncTournamentRace) -> None:
        run.organization_id = self._ctx.organization_id
        run.created_at = run.updated_at = self._clock.now()
        await run.save(force_create=True)

    async def get_by_id(self, run_id: RunId, *, for_update: bool = False) -> AsyncTournamentRace:
        """Return the run with its tournament, pool, permalink, player and live race.

        With `for_update` the row is locked until the transaction ends, where the engine can.
        """
        if for_update:
            await self._lock(self._own().filter(id=run_id))
        return await self._get(run_id, *_RELATED)

    async def find_by_id(self, run_id: RunId) -> AsyncTournamentRace | None:
        """Return the run as `get_by_id` does, None when there is none any more."""
        return await self._find(run_id, *_RELATED)

    async def update_run(self, run: AsyncTournamentRace) -> None:
        """Write all but the score, which only `save_scores` does.

        Raises `ConcurrentChange` when the row is not as it was loaded.
        """
        run.updated_at = self._clock.now()
        await self._save_versioned(run, without=("score", "score_updated_at"))

    async def find_active(self, tournament_id: TournamentId, user_id: UserId) -> AsyncTournamentRace | None:
        """Return the one run of a player that is under way in this tournament."""
        active = self._own().filter(
            tournament_id=tournament_id, user_id=user_id, status__in=sorted(ACTIVE_RUN_STATUSES)
        )
        return await active.select_related(*_RELATED).first()

    async def list_active_standard(self, user_id: UserId) -> list[AsyncTournamentRace]:
        """Return a player's async runs that are under way in whatever tournament."""
        active = self._own().filter(user_id=user_id, status__in=sorted(ACTIVE_RUN_STATUSES), live_race_id__isnull=True)
        return await active.order_by("id").select_related(*_RELATED)

    async def count_reattempted(self, tournament_id: TournamentId, user_id: UserId) -> int:
        return await self._own().filter(tournament_id=tournament_id, user_id=user_id, reattempted=True).count()

    async def count_slots_used(self, pool_id: PoolId, user_id: UserId) -> int:
        return await self._own().filter(pool_id=pool_id, user_id=user_id, reattempted=False).count()

    async def list_raced_permalinks(
        self, tournament_id: TournamentId, *, after: PermalinkId | None = None
    ) -> list[PermalinkId]:
        """Return the permalinks of a tournament that have runs, in the order of their ids, continuing after one."""
        raced = self._own().filter(tournament_id=tournament_id, permalink_id__gt=after or 0)
        return sorted(PermalinkId(row[0]) for row in await raced.distinct().values_list("permalink_id"))

    async def count_for_tournament(self, tournament_id: TournamentId) -> int:
        return await self._own().filter(tournament_id=tournament_id).count()

    async def count_for_pool(self, pool_id: PoolId) -> int:
        return await self._own().filter(pool_id=pool_id).count()

    async def list_for_live_race(self, live_race_id: LiveRaceId) -> list[AsyncTournamentRace]:
        return await self._every(self._own().filter(live_race_id=live_race_id).order_by("id"))

    async def list_live_races_of(self, user_id: UserId) -> set[LiveRaceId]:
        """Return the live races that a player has a run in."""
        rows = self._own().filter(user_id=user_id, live_race_id__isnull=False)
        return {LiveRaceId(race_id) for (race_id,) in await rows.values_list("live_race_id")}

    async def list_runners(self, live_race_ids: Collection[LiveRaceId]) -> frozenset[UserId]:
        """Return who has a run in any of these live races."""
        rows = await self._own().filter(live_race_id__in=sorted(live_race_ids)).values_list("user_id")
        return frozenset(UserId(user_id) for (user_id,) in rows)

    async def list_names_for_live_race(self, live_race_id: LiveRaceId) -> dict[int, str]:
        """Return the display names of a live race's runners by user id."""
        rows = await self._own().filter(live_race_id=live_race_id).values_list("user_id", "user__display_name")
        return dict(rows)

    async def list_vods_for_live_race(self, live_race_id: LiveRaceId) -> dict[RunId, str]:
        """Return the VOD links of each run that has any."""
        rows = (
            await self._own()
            .filter(live_race_id=live_race_id)
            .exclude(runner_vod_url="")
            .values_list("id", "runner_vod_url")
        )
        return {RunId(run_id): links for run_id, links in rows}

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
        """Write the named columns of many rows in one statement; each row gets its next version."""
        rows = list(runs)
        now = self._clock.now()
        for row in rows:
            row.updated_at = now
        await self._save_columns(rows, [*columns, "updated_at"], raised=["version"])

    async def is_racing(self, user_ids: Sequence[UserId]) -> bool:
        """Tell whether any of them has a run in an active tournament of the organization."""
        runs = self._own().filter(user_id__in=list(user_ids), tournament__is_active=True)
        return bool(user_ids) and await runs.exists()

    async def remove_all(self, runs: Iterable[AsyncTournamentRace]) -> None:
        """Remove runs for good; their tournament gets its next version, by which its board is known to have changed."""
        rows = list(runs)
        self._demand_own(rows)
        if rows:
            await self._own().filter(id__in=[run.id for run in rows]).delete()
            tournaments = AsyncTournament.filter(organization_id=self._ctx.organization_id)
            await tournaments.filter(id__in=list({run.tournament_id for run in rows})).update(version=F("version") + 1)
            await drop_unneeded_fingerprints()

    async def list_scorable(self, permalink_id: PermalinkId) -> list[ScorableRun]:
        rows = await _SCORABLE.many_rows(AsyncTournamentRace, self._ctx.organization_id, permalink_id)
        return [
            ScorableRun(run_id, STATUSES[status], optional_duration(took), bool(reattempted), bool(rejected))
            for run_id, status, took, reattempted, rejected in in_columns(rows)
        ]

    async def save_scores(
        self, permalink_id: PermalinkId, par: float | None, scores: dict[RunId, float | None], now: datetime
    ) -> int:
        """Write what differs, and a point of the par's history when it moved; return how many runs got a new score."""
        stored = await self._own().filter(permalink_id=permalink_id).values_list("id", "score")
        moved = {run_id: (scores[run_id], now) for run_id, score in stored if scores.get(run_id, score) != score}
        await self._write_columns(["score", "score_updated_at"], moved)
        permalink = AsyncTournamentPermalink.filter(organization_id=self._ctx.organization_id, id=permalink_id)
        known_pars = await permalink.values_list("par_seconds")
        if known_pars and known_pars[0][0] != par:
            await permalink.update(par_seconds=par)
            await AsyncTournamentParPoint.create(
                organization_id=self._ctx.organization_id,
                permalink_id=permalink_id,
                par_seconds=par,
                scored_runs=sum(score is not None for score in scores.values()),
                recorded_at=now,
            )
        return len(moved)
