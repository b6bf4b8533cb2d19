"""Standings of a tournament, kept in memory until a run changes, and what single runs mean in them."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from application.context import OrgContext
from application.domain.csv_text import Cell, csv_table
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, RunId, TournamentId
from application.domain.permissions import Permission
from application.domain.runs.leaderboard import (
    BoardOrder,
    RankableRun,
    RunMeaning,
    Slot,
    Standing,
    in_order,
    meaning_of,
    standings,
)
from application.domain.runs.run import RunStatus
from application.read_models import LeaderboardView
from application.repositories import Repositories
from application.repositories.tournaments.async_tournament_repository import TournamentState
from application.services.audit_names import marks_among
from application.services.runs.views import demand_visible
from application.services.visibility import demand_view, held_back
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournament, AsyncTournamentPool

_MOST_KEPT = 32
_KEPT_FOR = timedelta(minutes=1)
"""A player's new name shows after this long at the latest; everything else shows at once."""


@dataclass(frozen=True, slots=True)
class LeaderboardFilter:
    """`pool_id` ranks by that pool alone, but nobody who has no rank by all; the others only leave lines out."""

    pool_id: PoolId | None = None
    search: str = ""
    complete_only: bool = False
    order: BoardOrder = BoardOrder.SCORE


@dataclass(frozen=True, slots=True)
class Board:
    """All standings of a tournament with the runs behind them, without what is shown late; hidden ones are there."""

    tournament: AsyncTournament
    pools: tuple[AsyncTournamentPool, ...]
    runs: Sequence[RankableRun]
    standings: tuple[Standing, ...]

    @property
    def pool_ids(self) -> list[PoolId]:
        return [pool.id for pool in self.pools]


@dataclass(frozen=True, slots=True)
class _Kept:
    state: TournamentState
    made_at: datetime
    board: Board


_Question = tuple[TournamentId, frozenset[LiveRaceId]]
"""A board, and which races are not in it."""


class Boards:
    """Computes boards, and again only when the database says that something changed, whichever process did it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Question, _Kept] = OrderedDict()
        self._asked: WeakValueDictionary[TournamentId, asyncio.Lock] = WeakValueDictionary()

    async def board(self, reading: Repositories, tournament_id: TournamentId) -> Board:
        """Return the present board in one query, or in four when anything about it changed.

        Results of races that the context's actor is shown late are not in it, nor is anything that follows from them;
        where there may be some it takes a query more. It is for services, which decide how much of it the actor may
        see, and outside of transactions, because those who ask at the same time wait for one of them.

        Raises `NotFound`.
        """
        async with self._asked.setdefault(tournament_id, asyncio.Lock()):
            return await self._present(reading, tournament_id)

    async def _present(self, reading: Repositories, tournament_id: TournamentId) -> Board:
        state = await reading.tournaments.state_of(tournament_id)
        now = reading.clock.now()
        late: Mapping[LiveRaceId, PermalinkId | None] = {}
        delay = timedelta(minutes=state.stream_delay_minutes)
        if delay and not reading.ctx.allows(Permission.SEE_RESULTS, tournament_id):
            late = await reading.live_races.list_shown_late(tournament_id, delay)
        question = (tournament_id, frozenset(late))
        kept = self._kept.get(question)
        if kept is None or kept.state != state or now - kept.made_at >= _KEPT_FOR:
            kept = _Kept(state, now, await self._make(reading, tournament_id, late))
            self._kept[question] = kept
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(question)
        return kept.board

    async def _make(
        self, reading: Repositories, tournament_id: TournamentId, late: Mapping[LiveRaceId, PermalinkId | None]
    ) -> Board:
        tournament = await reading.tournaments.get_by_id(tournament_id)
        pools = tuple(await reading.pools.list_for_tournaments([tournament_id]))
        runs: Sequence[RankableRun] = await reading.run_lists.list_rankable(tournament_id)
        if late:
            runs = [_as_shown(run, late) for run in runs]
        lines = await asyncio.to_thread(  # or a large one holds the loop
            standings,
            runs,
            [pool.id for pool in pools],
            tournament.runs_per_pool,
            least_finished=tournament.min_finished_runs,
        )
        return Board(tournament, pools, runs, lines)


def _as_shown(run: RankableRun, late: Mapping[LiveRaceId, PermalinkId | None]) -> RankableRun:
    """The same for everybody who is shown races late: one's own run doesn't move the board before others' do."""
    if run.live_race_id in late:
        return run._replace(status=RunStatus.IN_PROGRESS, score=None)
    return run._replace(score=None) if run.permalink_id in late.values() else run


class LeaderboardService:
    def __init__(self, units: UnitsOfWork, boards: Boards) -> None:
        self._units = units
        self._boards = boards

    async def get_leaderboard(
        self, ctx: OrgContext, tournament_id: TournamentId, chosen: LeaderboardFilter | None = None
    ) -> LeaderboardView:
        """Rank everybody who has a run; while results are hidden nobody is, as ranks and scores tell others' times.

        Raises `NotFound` for a pool of another tournament.
        """
        reading = self._units.reading(ctx)
        board = await self._boards.board(reading, tournament_id)
        tournament = board.tournament
        demand_view(ctx, tournament_id, "tournament")
        wanted = chosen or LeaderboardFilter()
        pools, lines = board.pools, board.standings
        if wanted.pool_id is not None:
            pools = tuple(pool for pool in pools if pool.id == wanted.pool_id)
            if not pools:
                raise NotFound("pool")
            runs = [run for run in board.runs if run.pool_id == wanted.pool_id]
            unranked = {line.user_id for line in board.standings if line.rank is None}
            lines = standings(runs, [wanted.pool_id], tournament.runs_per_pool, unranked=unranked)
        held = await held_back(reading, tournament)
        if held.hides_results:
            lines = ()
        if wanted.search:
            part = wanted.search.casefold()
            lines = tuple(line for line in lines if part in line.user_name.casefold())
        if wanted.complete_only:
            lines = tuple(line for line in lines if line.open_slots == 0)
        return LeaderboardView(
            tournament_id=tournament_id,
            hidden=held.hides_results,
            held_back=held.sentence,
            pools=tuple((pool.id, pool.name) for pool in pools),
            runs_per_pool=tournament.runs_per_pool,
            min_finished_runs=tournament.min_finished_runs,
            standings=in_order(lines, wanted.order),
            marks=await marks_among(reading, {line.user_id: line.user_name for line in lines}),
            seeds_left=await self._seeds_left(reading, tournament),
        )

    async def _seeds_left(self, reading: Repositories, tournament: AsyncTournament) -> int:
        if tournament.rescored_through is None:
            return 0
        return len(await reading.runs.list_raced_permalinks(tournament.id, after=tournament.rescored_through))

    async def export_leaderboard(
        self, ctx: OrgContext, tournament_id: TournamentId, chosen: LeaderboardFilter | None = None
    ) -> str:
        """Return what `get_leaderboard` shows as CSV that a spreadsheet opens without harm."""
        view = await self.get_leaderboard(ctx, tournament_id, chosen)
        slots = [
            name if view.runs_per_pool == 1 else f"{name} {number}"
            for _, name in view.pools
            for number in range(1, view.runs_per_pool + 1)
        ]
        header = ["rank", "player", "user_id", "score", "estimate", "finished", "forfeited", "open", *slots]
        return csv_table(header, (_row(line) for line in view.standings))

    async def get_run_meaning(self, ctx: OrgContext, run_id: RunId) -> RunMeaning | None:
        """Tell what a run does for its player's rank; None while that must stay hidden or it is not on the board."""
        reading = self._units.reading(ctx)
        run = await reading.runs.get_by_id(run_id)
        demand_visible(reading, run)
        if (await held_back(reading, run.tournament)).keeps_scores(run.permalink_id):
            return None
        board = await self._boards.board(reading, run.tournament_id)
        rankable = next((other for other in board.runs if other.run_id == run_id), None)
        if rankable is None:
            return None
        return meaning_of(
            rankable,
            board.standings,
            runs=board.runs,
            pools=board.pool_ids,
            runs_per_pool=run.tournament.runs_per_pool,
            least_finished=run.tournament.min_finished_runs,
        )


def _row(line: Standing) -> list[Cell]:
    cells: list[Cell] = [line.rank, line.user_name, line.user_id, f"{line.score:.3f}", f"{line.estimate:.3f}"]
    return [*cells, line.finished, line.forfeited, line.open_slots, *(_slot(slot) for slot in line.slots)]


def _slot(slot: Slot) -> Cell:
    if slot.status is None:
        return None
    if slot.status is RunStatus.FINISHED:
        return "" if slot.score is None else f"{slot.score:.3f}"
    return slot.status.value
