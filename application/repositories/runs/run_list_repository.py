"""Lists of runs for pages, the review queue and statistics, each in a fixed number of queries."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q, RawSQL
from tortoise.queryset import QuerySet

from application.domain.ids import LiveRaceId, PermalinkId, RunId, TournamentId, UserId
from application.domain.runs.held_back import HeldBack
from application.domain.runs.leaderboard import RankableRun
from application.domain.runs.progress import RunMoments
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import COUNTABLE_RUN_STATUSES, RunFilter, RunStatus
from application.repositories.base import TenantRepository
from application.repositories.statements import STATUSES, Rows, Statement
from models.async_tournament import AsyncTournamentRace

_TABLE = AsyncTournamentRace._meta.db_table
_OVER_AT = f'COALESCE("{_TABLE}"."finished_at", "{_TABLE}"."created_at")'
_RANKABLE = Statement(
    """
    SELECT r.id, r.user_id, u.display_name, r.pool_id, r.status, r.score, r.live_race_id, r.permalink_id
      FROM async_tournament_races r
      JOIN users u ON u.id = r.user_id
     WHERE r.organization_id = $1 AND r.tournament_id = $2 AND NOT r.reattempted
    """
)
_RELATED = ("tournament", "pool", "permalink", "user", "live_race")


@dataclass(frozen=True, slots=True)
class PermalinkTime:
    """One run on a permalink."""

    run_id: RunId
    user_id: UserId
    player: str
    status: RunStatus
    finish_time: timedelta | None
    score: float | None
    reattempted: bool
    live_race_id: LiveRaceId | None
    finished_at: datetime | None


class RunListRepository(TenantRepository[AsyncTournamentRace]):
    model = AsyncTournamentRace
    noun = "run"

    async def list_runs(
        self, run_filter: RunFilter, held: HeldBack, *, before: RunId | None = None, limit: int = 50
    ) -> list[AsyncTournamentRace]:
        """Return runs newest first, continuing before one of them; by the status that isn't held back."""
        query = self._own().filter(tournament_id=run_filter.tournament_id)
        for column in ("user_id", "pool_id", "permalink_id"):
            if (value := getattr(run_filter, column)) is not None:
                query = query.filter(**{column: value})
        if run_filter.status is not None:
            query = query.filter(_has_status(run_filter.status, held))
        query = _of_kind(query, live=run_filter.live)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit).select_related(*_RELATED)

    async def list_queue(
        self,
        review_filter: ReviewFilter,
        *,
        within: frozenset[TournamentId] | None = None,
        after: RunId | None = None,
        limit: int = 20,
    ) -> list[AsyncTournamentRace]:
        """Return runs to be reviewed, the oldest first, continuing after one of them.

        `within` are the only tournaments that may show, None for all. After a run that is gone the list begins anew.
        """
        query = self._queue(review_filter, within)
        last = None if after is None else await self._own().filter(id=after).first()
        if last is not None:
            query = query.filter(_over_later_than(last))
        in_order = query.annotate(over_at=RawSQL(_OVER_AT)).order_by("over_at", "id")
        return await in_order.limit(limit).select_related(*_RELATED)

    async def count_queue(self, review_filter: ReviewFilter, *, within: frozenset[TournamentId] | None = None) -> int:
        return await self._queue(review_filter, within).count()

    async def list_times(self, permalink_id: PermalinkId) -> list[PermalinkTime]:
        """Return every run on a permalink."""
        rows = (
            await self._own()
            .filter(permalink_id=permalink_id)
            .order_by("id")
            .values_list(
                "id",
                "user_id",
                "user__display_name",
                "status",
                "finish_time",
                "score",
                "reattempted",
                "live_race_id",
                "finished_at",
            )
        )
        return [PermalinkTime(*row) for row in rows]

    async def list_statuses_by_permalink(
        self, tournament_id: TournamentId, user_id: UserId
    ) -> dict[PermalinkId, RunStatus]:
        """Return the permalinks that a player has had in a tournament with how the latest run on each stands."""
        own = self._own().filter(tournament_id=tournament_id, user_id=user_id)
        rows = await own.order_by("id").values_list("permalink_id", "status")
        return {PermalinkId(permalink_id): RunStatus(status) for permalink_id, status in rows}

    async def list_rankable(self, tournament_id: TournamentId) -> list[RankableRun]:
        """Return every run that is not reattempted, with its player's name, in one query."""
        rows = await _RANKABLE.many_rows(AsyncTournamentRace, self._ctx.organization_id, tournament_id)
        return await asyncio.to_thread(_rankable, rows)  # or a large tournament holds the loop

    async def list_moments(self, tournament_id: TournamentId, held: HeldBack) -> list[RunMoments]:
        """Return when each run that counts was drawn and finished, as far as that is not held back."""
        rows = (
            await self._own()
            .filter(tournament_id=tournament_id, reattempted=False)
            .values_list("user_id", "created_at", "finished_at", "status", "live_race_id")
        )
        return [
            RunMoments(
                user_id, drawn_at, finished_at if status is RunStatus.FINISHED and race_id not in held.races else None
            )
            for user_id, drawn_at, finished_at, status, race_id in rows
        ]

    def _queue(self, wanted: ReviewFilter, within: frozenset[TournamentId] | None) -> QuerySet[AsyncTournamentRace]:
        query = self._own().filter(reattempted=False, status__in=sorted(COUNTABLE_RUN_STATUSES))
        query = query.filter(Q(status=RunStatus.FINISHED) | Q(flagged_at__isnull=False))
        if within is not None:
            query = query.filter(tournament_id__in=sorted(within))
        if wanted.tournament_ids is None and wanted.pool_id is None:
            query = query.filter(tournament__is_active=True)
        elif wanted.tournament_ids is not None:
            query = query.filter(tournament_id__in=sorted(wanted.tournament_ids))
        if wanted.status is not None:
            query = query.filter(review_status=wanted.status)
        if wanted.unclaimed:
            query = query.filter(claimed_by_id__isnull=True)
        if wanted.reviewer_id is not None:
            query = query.filter(Q(claimed_by_id=wanted.reviewer_id) | Q(reviewed_by_id=wanted.reviewer_id))
        if wanted.pool_id is not None:
            query = query.filter(pool_id=wanted.pool_id)
        if wanted.flagged is not None:
            query = query.filter(flagged_at__isnull=not wanted.flagged)
        return _of_kind(query, live=wanted.live)


def _over_later_than(run: AsyncTournamentRace) -> Q:
    """A run without an end of its own counts from its draw, as it is shown."""
    moment = run.finished_at or run.created_at
    finished = Q(finished_at__gt=moment) | Q(finished_at=moment, id__gt=run.id)
    drawn = Q(created_at__gt=moment) | Q(created_at=moment, id__gt=run.id)
    return finished | (Q(finished_at__isnull=True) & drawn)


def _has_status(status: RunStatus, held: HeldBack) -> Q:
    """Runs of that status as their viewer may know it: those of races that are shown late are under way."""
    if not held.races:
        return Q(status=status)
    known = Q(live_race_id__isnull=True) | Q(live_race_id__not_in=sorted(held.races)) | Q(user_id=held.viewer or 0)
    shown = known & Q(status=status)
    return shown | ~known if status is RunStatus.IN_PROGRESS else shown


def _of_kind(query: QuerySet[AsyncTournamentRace], *, live: bool | None) -> QuerySet[AsyncTournamentRace]:
    return query if live is None else query.filter(live_race_id__isnull=not live)


def _rankable(rows: Rows) -> list[RankableRun]:
    return [
        RankableRun(
            row["id"],
            row["user_id"],
            row["display_name"],
            row["pool_id"],
            STATUSES[row["status"]],
            row["score"],
            row["live_race_id"],
            row["permalink_id"],
        )
        for row in rows
    ]
