"""Many live races at once: a series, and the same change to all that were chosen."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from application.context import OrgContext
from application.domain.errors import ConcurrentChange, DomainError, FieldProblem, NotFound, Problems, WrongStatus
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import (
    BulkAction,
    BulkChange,
    LiveRaceChanges,
    NewLiveRace,
    check_bulk,
    moved,
)
from application.domain.live_races.series import Series, numbered, occurrences
from application.domain.permissions import Permission
from application.read_models import BulkLine
from application.services.live_races.room_lines import title_of
from application.services.live_races.scheduling import LiveRaceScheduling
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession


class LiveRaceBatches:
    def __init__(self, units: UnitsOfWork, scheduling: LiveRaceScheduling) -> None:
        self._units = units
        self._scheduling = scheduling

    @tried_twice
    async def create_series(self, ctx: OrgContext, new: NewLiveRace, series: Series) -> tuple[LiveRaceId, ...]:
        """Schedule a race for each time of the series, or none when one of them is refused.

        What `create` raises, and `InvalidInput` for a series out of bounds and for what only one race can have.
        """
        problems = Problems()
        instants: tuple[datetime, ...] = ()
        with problems.noted():
            instants = occurrences(series)
        if new.permalink_id is not None:
            message = "Each race of a series gets a seed of its own, so none can be named."
            problems.note(FieldProblem("permalink_id", message))
        if new.episode_id is not None:
            message = "An episode belongs to one race, so a series can't have one."
            problems.note(FieldProblem("episode_id", message))
        problems.refuse()
        ctx.demand(Permission.MANAGE_TOURNAMENTS, new.tournament_id)
        async with self._units(ctx) as work:
            made = []
            for number, instant in enumerate(instants, start=1):
                title = numbered(new.match_title, number)
                made.append(
                    await self._scheduling.create_in(work, replace(new, scheduled_at=instant, match_title=title))
                )
            return tuple(made)

    @tried_twice
    async def preview_many(
        self, ctx: OrgContext, tournament_id: TournamentId, live_race_ids: Sequence[LiveRaceId], change: BulkChange
    ) -> tuple[BulkLine, ...]:
        """Tell what `change_many` would do to each race; nothing is changed."""
        lines: tuple[BulkLine, ...] = ()
        with suppress(_OnlyATrial):
            async with self._units(ctx) as work:
                lines = await self._change_each(work, tournament_id, live_race_ids, change)
                raise _OnlyATrial
        return lines

    @tried_twice
    async def change_many(
        self, ctx: OrgContext, tournament_id: TournamentId, live_race_ids: Sequence[LiveRaceId], change: BulkChange
    ) -> tuple[BulkLine, ...]:
        """Do the same to many of a tournament's races in one transaction.

        A race that refuses stays as it is and its line says why; the others are changed. Raises `InvalidInput` for no
        race, too many of them or a change that changes nothing, `NotFound` for a race of another tournament.
        """
        async with self._units(ctx) as work:
            return await self._change_each(work, tournament_id, live_race_ids, change)

    async def _change_each(
        self, work: WorkSession, tournament_id: TournamentId, live_race_ids: Sequence[LiveRaceId], change: BulkChange
    ) -> tuple[BulkLine, ...]:
        work.ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        chosen = check_bulk(live_race_ids, change)
        lines = []
        for live_race_id in chosen:
            race = await work.live_races.get_by_id(live_race_id)
            if race.tournament_id != tournament_id:
                raise NotFound("live race")
            moves_to, refusal = None, ""
            try:
                if change.action is BulkAction.MOVE:
                    moves_to = moved(race.scheduled_at, change)
                elif change.action is BulkAction.CANCEL and race.status is LiveRaceStatus.CANCELLED:
                    raise WrongStatus("It is cancelled already.")
                await self._change_one(work, live_race_id, change, moves_to)
            except ConcurrentChange:
                raise
            except DomainError as error:
                moves_to, refusal = None, error.message
            title = title_of(race)
            lines.append(BulkLine(live_race_id, title, race.status, race.scheduled_at, moves_to, refusal))
        return tuple(lines)

    async def _change_one(
        self, work: WorkSession, live_race_id: LiveRaceId, change: BulkChange, moves_to: datetime | None
    ) -> None:
        """Every refusal comes before the first write, so a race that refuses is left as it was."""
        if moves_to is not None:
            await self._scheduling.update_in(
                work, live_race_id, LiveRaceChanges(scheduled_at=moves_to), confirmed=False
            )
            return
        match change.action:
            case BulkAction.CANCEL:
                await self._scheduling.cancel_in(work, live_race_id, change.reason)
            case BulkAction.RESTORE:
                await self._scheduling.restore_in(work, live_race_id)
            case BulkAction.DELETE:
                await self._scheduling.delete_in(work, live_race_id)


class _OnlyATrial(Exception):
    """Ends a unit of work that was begun to see what would happen, so that nothing of it stays."""
