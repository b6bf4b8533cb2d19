"""The board of a live race: who is in it, how it goes for each, and what of that a viewer may know by now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.ids import TournamentId, UserId
from application.domain.live_races.eligibility import NOT_ELIGIBLE, unmet
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import OUTCOMES, EntrantStatus
from application.domain.live_races.stream_delay import is_kept_back, next_shown
from application.domain.permissions import Permission
from application.domain.runs.projection import ParEstimate, estimate_par
from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import ScoringRules
from application.read_models import BoardLine
from application.repositories import Repositories
from application.services.live_races.judging import stored_verdicts
from application.services.runs.scoring import scoring_rules_of
from application.services.visibility import reasons_are_visible, results_are_visible
from models import AsyncTournamentLiveRace, AsyncTournamentLiveRaceEntrant, AsyncTournamentRace


@dataclass(frozen=True, slots=True)
class BoardReading:
    """`is_hidden` tells that the tournament hides results, `kept_back` that a delayed stream does, for now."""

    lines: tuple[BoardLine, ...]
    is_hidden: bool
    par: ParEstimate | None
    kept_back: bool
    shows_more_at: datetime | None


async def read_board(repositories: Repositories, race: AsyncTournamentLiveRace, viewer: UserId | None) -> BoardReading:
    """Read the board as this viewer may see it; the race must be loaded with its tournament."""
    entrants = await repositories.entrants.list_for_race(race.id)
    delay = SpoilerDelay.of(race, repositories)
    lines = await _lines(repositories, race, viewer, entrants, delay)
    hidden = not results_are_visible(repositories.ctx, race.tournament)
    rules = scoring_rules_of(race.tournament)
    par = None if hidden else await _par(repositories, race, lines, rules)
    return BoardReading(
        lines=_projected(lines, par, rules),
        is_hidden=hidden,
        par=par,
        kept_back=delay.keeps_any(entrants),
        shows_more_at=delay.shows_more_at(entrants),
    )


async def _lines(
    repositories: Repositories,
    race: AsyncTournamentLiveRace,
    viewer: UserId | None,
    entrants: Sequence[AsyncTournamentLiveRaceEntrant],
    delay: "SpoilerDelay",
) -> tuple[BoardLine, ...]:
    runs = {run.user_id: run for run in await repositories.runs.list_for_live_race(race.id)}
    names = await repositories.runs.list_names_for_live_race(race.id)
    shown = results_are_visible(repositories.ctx, race.tournament)
    lines = []
    for entrant in entrants:
        run = runs.pop(entrant.user_id, None) if entrant.user_id is not None else None
        if not entrant.present and run is None:
            continue
        own = viewer is not None and entrant.user_id == viewer
        tells_why = own or reasons_are_visible(repositories.ctx, TournamentId(race.tournament_id), None)
        seen = own or (shown and not delay.keeps(entrant))
        lines.append(_line(entrant, run, names, shown=seen, tells_why=tells_why))
    shown = shown and not delay.keeps_the_end
    lines += [_line_of_run(run, names, shown=shown or run.user_id == viewer) for run in runs.values()]
    return tuple(sorted(lines, key=_board_order))


@dataclass(frozen=True, slots=True)
class SpoilerDelay:
    """What is kept back from a viewer because the race is on a delayed stream; nothing from staff."""

    delay: timedelta
    now: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, race: AsyncTournamentLiveRace, repositories: Repositories) -> "SpoilerDelay":
        follows = race.status is LiveRaceStatus.IN_PROGRESS or race.results_show_at is not None
        is_staff = repositories.ctx.allows(Permission.SEE_RESULTS, race.tournament_id)
        minutes = race.tournament.stream_delay_minutes if follows and not is_staff else 0
        return cls(timedelta(minutes=minutes), repositories.clock.now(), race.ended_at)

    def keeps(self, entrant: AsyncTournamentLiveRaceEntrant) -> bool:
        has_outcome = entrant.status in OUTCOMES
        return has_outcome and is_kept_back(entrant.finished_at, self.delay, self.now, ended_at=self.ended_at)

    @property
    def keeps_the_end(self) -> bool:
        return is_kept_back(None, self.delay, self.now, ended_at=self.ended_at)

    def keeps_any(self, entrants: Iterable[AsyncTournamentLiveRaceEntrant]) -> bool:
        return any(self.keeps(entrant) for entrant in entrants)

    def shows_more_at(self, entrants: Iterable[AsyncTournamentLiveRaceEntrant]) -> datetime | None:
        kept = [entrant for entrant in entrants if self.keeps(entrant)]
        return next_shown([entrant.finished_at or self.ended_at for entrant in kept], self.delay, self.now)


async def _par(
    repositories: Repositories, race: AsyncTournamentLiveRace, board: Sequence[BoardLine], rules: ScoringRules
) -> ParEstimate | None:
    """Estimate the par of a race that is on, from what the viewer sees of it."""
    if race.status is not LiveRaceStatus.IN_PROGRESS or race.started_at is None:
        return None
    counting = [line for line in board if line.counted]
    return estimate_par(
        [line.finish_time for line in counting if line.place is not None and line.finish_time is not None],
        racing=sum(line.entrant_status is EntrantStatus.IN_PROGRESS for line in counting),
        elapsed=repositories.clock.now() - race.started_at,
        pars=await repositories.permalinks.list_pars(race.pool_id, other_than=race.permalink_id),
        rules=rules,
    )


def _projected(board: tuple[BoardLine, ...], par: ParEstimate | None, rules: ScoringRules) -> tuple[BoardLine, ...]:
    if par is None:
        return board
    return tuple(
        replace(line, projected=par.scores_of(line.finish_time, rules))
        if line.counted and line.place is not None and line.finish_time is not None
        else line
        for line in board
    )


def _line(
    entrant: AsyncTournamentLiveRaceEntrant,
    run: AsyncTournamentRace | None,
    names: dict[int, str],
    *,
    shown: bool,
    tells_why: bool,
) -> BoardLine:
    status = entrant.status if entrant.present else None
    hidden = not shown and status in OUTCOMES
    return BoardLine(
        name=names.get(entrant.user_id, entrant.racetime_name) if entrant.user_id else entrant.racetime_name,
        racetime_name=entrant.racetime_name,
        racetime_id=entrant.racetime_id,
        user_id=entrant.user_id,
        entrant_status=EntrantStatus.IN_PROGRESS if hidden else status,
        run_status=RunStatus.IN_PROGRESS if hidden and run is not None else (run.status if run else None),
        place=entrant.place if shown else None,
        finish_time=_time_of(entrant, run) if shown else None,
        score=run.score if run is not None and shown else None,
        counted=entrant.eligible if entrant.judged_at is not None else None,
        reasons=reasons_of(entrant) if tells_why else (NOT_ELIGIBLE,) if entrant.eligible is False else (),
        comment=entrant.comment if shown else "",
        expected=entrant.eligible,
        run_id=run.id if run is not None else None,
    )


def _time_of(entrant: AsyncTournamentLiveRaceEntrant, run: AsyncTournamentRace | None) -> timedelta | None:
    """racetime.gg's time, unless staff corrected it."""
    return run.finish_time if run is not None and run.corrected_at is not None else entrant.finish_time


def _line_of_run(run: AsyncTournamentRace, names: dict[int, str], *, shown: bool) -> BoardLine:
    """A run whose racer the room no longer lists; names and times were copied."""
    return BoardLine(
        name=names.get(run.user_id, run.racetime_name or ""),
        racetime_name=run.racetime_name or "",
        racetime_id=None,
        user_id=run.user_id,
        entrant_status=None,
        run_status=run.status if shown else RunStatus.IN_PROGRESS,
        place=run.place if shown else None,
        finish_time=run.finish_time if shown else None,
        score=run.score if shown else None,
        counted=True,
        reasons=(),
        run_id=run.id,
    )


def reasons_of(entrant: AsyncTournamentLiveRaceEntrant) -> tuple[str, ...]:
    """Return why an entrant doesn't count, or wouldn't as things stand; empty for those who do."""
    if entrant.eligible is not False:
        return ()
    if entrant.user_id is None:
        return ("No member has linked this racetime.gg account.",)
    return tuple(verdict.sentence for verdict in unmet(stored_verdicts(entrant)))


_ORDER = {
    EntrantStatus.DONE: 0,
    EntrantStatus.IN_PROGRESS: 1,
    EntrantStatus.READY: 1,
    EntrantStatus.NOT_READY: 2,
    EntrantStatus.INVITED: 3,
    EntrantStatus.REQUESTED: 4,
    EntrantStatus.DNF: 5,
    EntrantStatus.DQ: 6,
}


def _board_order(line: BoardLine) -> tuple[int, int, str]:
    status = line.entrant_status
    position = _ORDER.get(status, 7) if status is not None else 7
    return (position, line.place or 9999, line.name.casefold())
