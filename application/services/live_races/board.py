"""The board of a live race: who is in it, how it goes for each, and what of that a viewer may know by now."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.ids import TournamentId, UserId
from application.domain.live_races.eligibility import NOT_ELIGIBLE, unmet
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import OUTCOMES, EntrantStatus
from application.domain.live_races.stream_delay import StreamDelay
from application.domain.runs.held_back import HeldBack
from application.domain.runs.projection import ParEstimate, estimate_par, in_steps, next_step
from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import ScoringRules
from application.domain.runs.visibility import footage_is_visible
from application.domain.runs.vod_links import split_links
from application.read_models import BoardLine
from application.repositories import Repositories
from application.services.live_races.judging import stored_verdicts
from application.services.runs.scoring import scoring_rules_of
from application.services.visibility import held_back, reasons_are_visible, seed_question, stream_of
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant


@dataclass(frozen=True, slots=True)
class BoardReading:
    """`is_hidden` tells that the tournament hides results, `kept_back` that others show as late as on the stream."""

    lines: tuple[BoardLine, ...]
    is_hidden: bool
    par: ParEstimate | None
    kept_back: bool
    moves_at: datetime | None
    """When it changes although nothing happens."""


async def read_board(repositories: Repositories, race: AsyncTournamentLiveRace) -> BoardReading:
    """Read the board as the context's actor may see it; the race must be loaded with its tournament."""
    entrants = await repositories.entrants.list_for_race(race.id)
    held = await held_back(repositories, race.tournament)
    now = repositories.clock.now()
    stream = stream_of(repositories.ctx, race, now)
    lines = await _lines(repositories, race, entrants, held, stream)
    rules = scoring_rules_of(race.tournament)
    is_on = race.status is LiveRaceStatus.IN_PROGRESS or stream.holds
    if is_on and not held.hides_results:
        par = await _par(repositories, race, lines, held, now)
    else:
        par = _settled_par(race, held)
    if race.status is LiveRaceStatus.FINISHED and not (stream.holds or held.hides_results):
        lines = await _with_vods(repositories, race, lines)
    shown_at = stream.next_shown(entrant.finished_at for entrant in entrants if entrant.status in OUTCOMES)
    reckoned_at = race.started_at + next_step(now - race.started_at) if is_on and par and race.started_at else None
    return BoardReading(
        lines=_projected(lines, par, rules) if is_on else lines,
        is_hidden=held.hides_results,
        par=par,
        kept_back=stream.is_behind,
        moves_at=min((at for at in (shown_at, reckoned_at) if at is not None), default=None),
    )


async def _lines(
    repositories: Repositories,
    race: AsyncTournamentLiveRace,
    entrants: Sequence[AsyncTournamentLiveRaceEntrant],
    held: HeldBack,
    stream: StreamDelay,
) -> tuple[BoardLine, ...]:
    runs = {run.user_id: run for run in await repositories.runs.list_for_live_race(race.id)}
    names = await repositories.runs.list_names_for_live_race(race.id)
    viewer = repositories.ctx.actor.user_id
    tells_all_why = reasons_are_visible(repositories.ctx, TournamentId(race.tournament_id), None)
    is_over = race.status is LiveRaceStatus.FINISHED and not stream.holds
    was_stopped = race.status is LiveRaceStatus.CANCELLED and race.started_at is not None
    unseen = {entrant.entrant_key for entrant in entrants if _is_unseen(entrant, viewer, held, stream)}
    listed = {entrant.user_id: entrant.entrant_key in unseen for entrant in entrants}
    places = _places(  # of those alone who are seen: where somebody was corrected, they are worked out anew
        [entrant for entrant in entrants if entrant.entrant_key not in unseen],
        {who: run for who, run in runs.items() if not listed.get(who, held.keeps_run(who, race.id))},
    )
    lines = []
    for entrant in entrants:
        run = runs.pop(entrant.user_id, None) if entrant.user_id is not None else None
        if not entrant.present and run is None:
            continue
        own = viewer is not None and entrant.user_id == viewer
        seen = entrant.entrant_key not in unseen
        line = _line(entrant, run, names, places.get(entrant.entrant_key), shown=seen, tells_why=own or tells_all_why)
        lines.append(line if seen or not was_stopped else replace(line, entrant_status=None, hidden=True))
    lines += [
        _line_of_run(run, names, places, shown=not held.keeps_run(run.user_id, run.live_race_id))
        for run in runs.values()
    ]
    if held.keeps_scores(race.permalink_id):
        lines = [_without_score(line, held, is_over=is_over) for line in lines]
    return tuple(sorted(lines, key=_board_order))


def _is_unseen(
    entrant: AsyncTournamentLiveRaceEntrant, viewer: UserId | None, held: HeldBack, stream: StreamDelay
) -> bool:
    own = viewer is not None and entrant.user_id == viewer
    return not own and (held.hides_results or stream.keeps(entrant.finished_at))


async def _with_vods(
    repositories: Repositories, race: AsyncTournamentLiveRace, lines: tuple[BoardLine, ...]
) -> tuple[BoardLine, ...]:
    """Add the VOD links that racers gave with their runs, where those who look may know what is in the seed."""
    links = await repositories.runs.list_vods_for_live_race(race.id)
    if not links or race.permalink is None:
        return lines
    use = await repositories.permalinks.use_in_live_races(race.permalink.id)
    if not footage_is_visible(seed_question(repositories.ctx, race.tournament, race.permalink, use, None)):
        return lines
    return tuple(
        replace(line, vods=split_links(links.get(line.run_id))) if line.run_id is not None else line for line in lines
    )


def _without_score(line: BoardLine, held: HeldBack, *, is_over: bool) -> BoardLine:
    """Leave out what tells of others: the score and, where results are hidden, the place and how others ended."""
    line = replace(line, score=None)
    if not held.hides_results:
        return line
    if is_over and (held.viewer is None or line.user_id != held.viewer):
        return replace(line, entrant_status=None, run_status=None, hidden=True)
    return replace(line, place=None)


def _settled_par(race: AsyncTournamentLiveRace, held: HeldBack) -> ParEstimate | None:
    """Return the par of the seed of a race that is over, unless it would tell what is held back."""
    is_over = race.status is LiveRaceStatus.FINISHED and not held.keeps_scores(race.permalink_id)
    par = race.permalink.par_seconds if is_over and race.permalink is not None else None
    return None if par is None else ParEstimate(par, par, par)


async def _par(
    repositories: Repositories,
    race: AsyncTournamentLiveRace,
    board: Sequence[BoardLine],
    held: HeldBack,
    now: datetime,
) -> ParEstimate | None:
    """Estimate the par of a race that is on, from what the viewer sees of it."""
    if race.started_at is None:
        return None
    counting = [line for line in board if line.counted]
    others = held.seeds if race.permalink_id is None else held.seeds | {race.permalink_id}
    return estimate_par(
        [line.finish_time for line in counting if line.place is not None and line.finish_time is not None],
        racing=sum(line.entrant_status is EntrantStatus.IN_PROGRESS for line in counting),
        elapsed=in_steps(now - race.started_at),
        pars=await repositories.permalinks.list_pars(race.pool_id, without=others),
        rules=scoring_rules_of(race.tournament),
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
    place: int | None,
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
        place=place,
        finish_time=_time_of(entrant, run) if shown else None,
        score=run.score if run is not None and shown else None,
        counted=entrant.eligible if entrant.judged_at is not None else None,
        reasons=reasons_of(entrant) if tells_why else (NOT_ELIGIBLE,) if entrant.eligible is False else (),
        comment=entrant.comment if shown else "",
        expected=entrant.eligible,
        run_id=run.id if run is not None else None,
        channel=entrant.channel,
        pronouns=entrant.pronouns,
    )


def _places(
    entrants: Sequence[AsyncTournamentLiveRaceEntrant], runs: Mapping[UserId, AsyncTournamentRace]
) -> dict[str | int, int | None]:
    """Return places by entrant, or by run of whom the room no longer lists.

    They are racetime.gg's, which knows nothing of what staff corrected: then they follow from the times.
    """
    known = {entrant.user_id: entrant for entrant in entrants if entrant.user_id is not None}
    others = [run for user_id, run in runs.items() if user_id not in known]
    if all(run.corrected_at is None for run in runs.values()):
        return {entrant.entrant_key: entrant.place for entrant in entrants} | {run.id: run.place for run in others}
    times: dict[str | int, timedelta | None] = {
        run.id: run.finish_time for run in others if run.status is RunStatus.FINISHED
    }
    for entrant in entrants:
        run = runs.get(entrant.user_id) if entrant.user_id is not None else None
        if _has_finished(entrant, run):
            times[entrant.entrant_key] = _time_of(entrant, run)
    ordered = sorted(time for time in times.values() if time is not None)
    return {key: 1 + bisect_left(ordered, time) for key, time in times.items() if time is not None}


def _has_finished(entrant: AsyncTournamentLiveRaceEntrant, run: AsyncTournamentRace | None) -> bool:
    if run is not None and (run.corrected_at is not None or not entrant.present):
        return run.status is RunStatus.FINISHED
    return entrant.status is EntrantStatus.DONE


def _time_of(entrant: AsyncTournamentLiveRaceEntrant, run: AsyncTournamentRace | None) -> timedelta | None:
    """racetime.gg's time, unless staff corrected it."""
    return run.finish_time if run is not None and run.corrected_at is not None else entrant.finish_time


def _line_of_run(
    run: AsyncTournamentRace, names: dict[int, str], places: Mapping[str | int, int | None], *, shown: bool
) -> BoardLine:
    """A run whose racer the room no longer lists; names and times were copied."""
    return BoardLine(
        name=names.get(run.user_id, run.racetime_name or ""),
        racetime_name=run.racetime_name or "",
        racetime_id=None,
        user_id=run.user_id,
        entrant_status=None,
        run_status=run.status if shown else RunStatus.IN_PROGRESS,
        place=places.get(run.id) if shown else None,
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
    status = line.outcome
    position = _ORDER.get(status, 7) if status is not None else 7
    return (position, line.place or 9999, line.name.casefold())
