"""What players look at: histories, permalinks, pools and statistics, each behind the same two gates."""

from datetime import timedelta

from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import PermalinkId, PoolId, TournamentId, UserId
from application.domain.permissions import Permission
from application.domain.runs.progress import histogram, progress_of
from application.domain.runs.run import ACTIVE_RUN_STATUSES, RunFilter, RunStatus
from application.domain.runs.scoring import comparable
from application.domain.runs.visibility import seed_is_visible
from application.read_models.runs import (
    FieldProgress,
    ParPoint,
    PermalinkPage,
    PermalinkTimeView,
    PlayerPage,
    PoolPage,
    PoolPermalinkView,
    RunSeed,
    ScoreDistribution,
)
from application.repositories import Repositories
from application.repositories.runs.run_list_repository import PermalinkTime
from application.repositories.tournaments.async_tournament_repository import LiveUse
from application.services.runs.leaderboard_service import Boards
from application.services.runs.rules import acting_player
from application.services.runs.views import summary_of
from application.services.visibility import (
    demand_view,
    held_back,
    is_sealed,
    seed_question,
    viewed_tournament,
)
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournament, AsyncTournamentPermalink

_MOST_RUNS = 200
"""A player's runs in one tournament; slots and reattempts keep them far below."""
_BINS = 21


class PlayerService:
    """Reads for players' pages, all in a fixed number of queries."""

    def __init__(self, units: UnitsOfWork, boards: Boards) -> None:
        self._units = units
        self._boards = boards

    async def get_own_page(self, ctx: OrgContext, tournament_id: TournamentId) -> PlayerPage:
        return await self.get_player_page(ctx, tournament_id, acting_player(ctx))

    async def get_player_page(self, ctx: OrgContext, tournament_id: TournamentId, user_id: UserId) -> PlayerPage:
        """Return a player's runs and standing; somebody else's only where results are not hidden.

        Whoever turned out to be somebody else is answered with that person. Raises `NotFound` for a person who has no
        run here and is no member.
        """
        reading = self._units.reading(ctx)
        tournament = await viewed_tournament(reading, tournament_id)
        own = user_id == ctx.actor.user_id
        held = await held_back(reading, tournament)
        runs = await reading.run_lists.list_runs(RunFilter(tournament_id, user_id), held, limit=_MOST_RUNS)
        if not runs and (successor := await reading.users.successor_of(user_id)) is not None:
            return await self.get_player_page(ctx, tournament_id, successor)
        name = runs[0].user.display_name if runs else (await self._member_name(reading, user_id))
        board = await self._boards.board(reading, tournament_id)
        line = next((line for line in board.standings if line.user_id == user_id), None)
        hidden = held.hides_results and not own
        told = None if hidden else line
        ranked = None if held.hides_results else line
        return PlayerPage(
            tournament_id=tournament_id,
            user_id=user_id,
            player=name,
            hidden=hidden,
            rank=ranked.rank if ranked is not None else None,
            score=ranked.score if ranked is not None else None,
            estimate=ranked.estimate if ranked is not None else None,
            finished=told.finished if told is not None else 0,
            forfeited=told.forfeited if told is not None else 0,
            open_slots=told.open_slots if told is not None else len(board.pools) * tournament.runs_per_pool,
            runs=() if hidden else tuple(summary_of(run, held) for run in runs),
            rescoring=not hidden and tournament.rescored_through is not None,
            held_back=held.sentence,
        )

    async def get_permalink_page(self, ctx: OrgContext, permalink_id: PermalinkId) -> PermalinkPage:
        """Return a permalink with par and times; the seed itself only to whom it may be shown.

        Raises `NotFound` to players for one that is kept for a live race or sealed in one.
        """
        reading = self._units.reading(ctx)
        permalink = await reading.permalinks.get_by_id(permalink_id)
        tournament = permalink.pool.tournament
        demand_view(ctx, tournament.id, "permalink")
        use = await reading.permalinks.use_in_live_races(permalink_id)
        manages = ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament.id)
        if is_sealed(permalink, use) and not manages:
            raise NotFound("permalink")
        viewer = ctx.actor.user_id
        times = await reading.run_lists.list_times(permalink_id)
        own_status = next((time.status for time in reversed(times) if time.user_id == viewer), None)
        held = await held_back(reading, tournament)
        shown = [time for time in times if not held.keeps_run(time.user_id, time.live_race_id)]
        scored = not held.keeps_scores(permalink_id)
        points = await reading.par_points.list_for_permalinks([permalink_id]) if scored else []
        return PermalinkPage(
            id=permalink.id,
            number=permalink.number,
            pool_id=permalink.pool_id,
            pool_name=permalink.pool.name,
            tournament_id=tournament.id,
            hidden=held.hides_results,
            seed=_seed(ctx, tournament, permalink, use, own_status),
            par_seconds=permalink.par_seconds if scored else None,
            times=_times(shown, viewer, scored=scored),
            par_history=tuple(ParPoint(point.recorded_at, point.par_seconds, point.scored_runs) for point in points),
            rescoring=tournament.rescored_through is not None and permalink.id > tournament.rescored_through,
            held_back="" if scored else held.sentence,
        )

    async def get_pool_page(
        self, ctx: OrgContext, pool_id: PoolId, *, after: PermalinkId | None = None, limit: int | None = None
    ) -> PoolPage:
        """Return a pool's permalinks as the viewer may see them; sealed ones are listed for managers only.

        With a `limit` so many are looked at after one of them, of which sealed ones are left out; `following` is the
        one after which it goes on.
        """
        reading = self._units.reading(ctx)
        pool = await reading.pools.get_by_id(pool_id)
        tournament = pool.tournament
        demand_view(ctx, tournament.id, "pool")
        found = await reading.permalinks.list_for_pool(pool_id, after=after, limit=limit and limit + 1)
        permalinks = found[:limit]
        uses = await reading.permalinks.uses([permalink.id for permalink in permalinks])
        viewer = ctx.actor.user_id
        own: dict[PermalinkId, RunStatus] = {}
        own_runs = 0
        if viewer is not None:
            own = await reading.run_lists.list_statuses_by_permalink(tournament.id, viewer)
            own_runs = await reading.runs.count_slots_used(pool_id, viewer)
        held = await held_back(reading, tournament)
        manages = ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament.id)
        return PoolPage(
            id=pool.id,
            name=pool.name,
            tournament_id=tournament.id,
            tournament_name=tournament.name,
            hidden=held.hides_results,
            runs_per_pool=tournament.runs_per_pool,
            own_runs=own_runs,
            permalinks=tuple(
                PoolPermalinkView(
                    id=permalink.id,
                    number=permalink.number,
                    seed=_seed(ctx, tournament, permalink, uses[permalink.id], own.get(permalink.id)),
                    par_seconds=None if held.keeps_scores(permalink.id) else permalink.par_seconds,
                    run_count=None if held.hides_results else uses[permalink.id].run_count,
                    own_status=own.get(permalink.id),
                )
                for permalink in permalinks
                if manages or not is_sealed(permalink, uses[permalink.id])
            ),
            held_back=held.sentence,
            following=permalinks[-1].id if len(found) > len(permalinks) else None,
        )

    # Statistics

    async def get_score_distribution(self, ctx: OrgContext, tournament_id: TournamentId) -> ScoreDistribution:
        """Return how the scores of all finished runs are distributed between the tournament's bounds."""
        reading = self._units.reading(ctx)
        tournament = await viewed_tournament(reading, tournament_id)
        held = await held_back(reading, tournament)
        if held.hides_results:
            return ScoreDistribution(hidden=True, bins=(), own_scores=(), held_back=held.sentence)
        board = await self._boards.board(reading, tournament_id)
        scored = [run for run in board.runs if run.status is RunStatus.FINISHED and run.score is not None]
        own = tuple(run.score for run in scored if run.user_id == ctx.actor.user_id and run.score is not None)
        bins = histogram(
            (comparable(run.score) for run in scored if run.score is not None),
            low=tournament.score_floor,
            high=tournament.score_cap,
            bins=_BINS,
        )
        return ScoreDistribution(hidden=False, bins=bins, own_scores=own, held_back=held.sentence)

    async def get_progress(self, ctx: OrgContext, tournament_id: TournamentId) -> FieldProgress:
        """Return how many runs were drawn and finished by whom, day by day."""
        reading = self._units.reading(ctx)
        tournament = await viewed_tournament(reading, tournament_id)
        held = await held_back(reading, tournament)
        if held.hides_results:
            return FieldProgress(hidden=True, points=(), held_back=held.sentence)
        points = progress_of(await reading.run_lists.list_moments(tournament_id, held))
        return FieldProgress(hidden=False, points=points, held_back=held.sentence)

    async def _member_name(self, reading: Repositories, user_id: UserId) -> str:
        if not reading.ctx.allows(Permission.VIEW):
            raise NotFound("player")  # who is a member is for members to know
        return (await reading.members.get(user_id)).member.user.display_name


def _seed(
    ctx: OrgContext,
    tournament: AsyncTournament,
    permalink: AsyncTournamentPermalink,
    use: LiveUse,
    own_status: RunStatus | None,
) -> RunSeed | None:
    visible = seed_is_visible(seed_question(ctx, tournament, permalink, use, own_status))
    return RunSeed(permalink.url, permalink.notes) if visible else None


def _times(times: list[PermalinkTime], viewer: UserId | None, *, scored: bool) -> tuple[PermalinkTimeView, ...]:
    counting = [time for time in times if not time.reattempted and time.status not in ACTIVE_RUN_STATUSES]
    counting.sort(key=_fastest_first)
    return tuple(
        PermalinkTimeView(
            run_id=time.run_id,
            user_id=time.user_id,
            player=time.player,
            is_own=time.user_id == viewer,
            status=time.status,
            finish_time=time.finish_time,
            score=time.score if scored else None,
            live_race_id=time.live_race_id,
        )
        for time in counting
    )


def _fastest_first(time: PermalinkTime) -> tuple[bool, timedelta, int]:
    """Disqualified runs may have a time, but it doesn't count."""
    counts = time.status is RunStatus.FINISHED and time.finish_time is not None
    return (not counts, time.finish_time or timedelta(), time.run_id)
