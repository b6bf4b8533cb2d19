"""What commentators want at hand: who races, how well they have done, and against whom."""

import asyncio
from collections.abc import Mapping

from application.context import OrgContext
from application.domain.ids import LiveRaceId, PoolId, UserId
from application.domain.runs.head_to_head import Meeting, head_to_head
from application.domain.runs.leaderboard import RankableRun
from application.read_models.commentary import BestResult, CommentarySheet, RacerNotes, Record
from application.read_models.live_races import BoardLine
from application.services.live_races.read_cache import LiveRaceReadCache
from application.services.runs.leaderboard_service import Board, Boards
from application.services.visibility import held_back, viewed_tournament
from application.unit_of_work import UnitsOfWork

_BEST, _RECORDS = 3, 5


class CommentaryService:
    def __init__(self, units: UnitsOfWork, boards: Boards, live_races: LiveRaceReadCache) -> None:
        self._units = units
        self._boards = boards
        self._live_races = live_races

    async def get_sheet(self, ctx: OrgContext, live_race_id: LiveRaceId) -> CommentarySheet:
        """Return what the context's actor may know by now of a race's racers. Raises `NotFound`."""
        details = await self._live_races.get_live_race(ctx, live_race_id)
        reading = self._units.reading(ctx)
        tournament = await viewed_tournament(reading, details.summary.tournament_id)
        held = await held_back(reading, tournament)
        racers = tuple(line for line in details.board if line.counted is not False)
        if held.hides_results:
            notes = tuple(RacerNotes(line, None, None, (), ()) for line in racers)
            return CommentarySheet(details, notes, held.sentence)
        board = await self._boards.board(reading, tournament.id)
        notes = await asyncio.to_thread(_notes, racers, board, live_race_id)
        return CommentarySheet(details, notes, held.sentence)


def _notes(racers: tuple[BoardLine, ...], board: Board, live_race_id: LiveRaceId) -> tuple[RacerNotes, ...]:
    names = {line.user_id: line.name for line in racers if line.user_id is not None}
    meetings = head_to_head(board.runs, names, without=live_race_id)
    standings = {line.user_id: line for line in board.standings}
    pools = {pool.id: pool.name for pool in board.pools}
    runs = [run for run in board.runs if run.live_race_id != live_race_id and run.user_id in names]
    notes = []
    for line in racers:
        standing = standings.get(line.user_id) if line.user_id is not None else None
        notes.append(
            RacerNotes(
                line=line,
                rank=standing.rank if standing is not None else None,
                score=standing.score if standing is not None else None,
                best=_best(line.user_id, runs, pools),
                records=_records(meetings.get(line.user_id, ()) if line.user_id is not None else (), names),
            )
        )
    return tuple(notes)


def _best(user_id: UserId | None, runs: list[RankableRun], pools: Mapping[PoolId, str]) -> tuple[BestResult, ...]:
    own = [run for run in runs if run.user_id == user_id and run.score]
    own.sort(key=lambda run: -(run.score or 0))
    return tuple(BestResult(run.score or 0, pools.get(run.pool_id, "")) for run in own[:_BEST])


def _records(meetings: tuple[Meeting, ...], names: Mapping[UserId, str]) -> tuple[Record, ...]:
    return tuple(Record(names[each.opponent], each.won, each.lost) for each in meetings[:_RECORDS])
