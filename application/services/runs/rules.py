"""From stored rows to the values that the rules about runs take."""

from datetime import datetime

from application.context import OrgContext
from application.domain.errors import Forbidden
from application.domain.ids import RunRef, UserId
from application.domain.live_races.live_race import UNDO_WINDOW, LiveRaceStatus
from application.domain.runs.async_run import RunLimits, RunState
from application.domain.runs.corrections import Result
from application.services.tournament_settings import settings_in
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace, AsyncTournamentRace


def limits_of(tournament: AsyncTournament) -> RunLimits:
    return settings_in(tournament).limits


def state_of(run: AsyncTournamentRace) -> RunState:
    return RunState(
        status=run.status,
        in_live_race=run.live_race_id is not None,
        started_at=run.started_at,
        start_by_at=run.start_by_at,
        finish_by_at=run.finish_by_at,
    )


def result_of(run: AsyncTournamentRace) -> Result:
    return Result(run.status, run.finish_time)


def live_result_is_settled(race: AsyncTournamentLiveRace | None, now: datetime) -> bool:
    """Tell whether racers can no longer take back results that everybody knows; an async run has no race."""
    if race is None:
        return True
    if race.results_show_at is not None:
        return False
    if race.final_at is not None:
        return True
    return race.status is LiveRaceStatus.FINISHED and race.ended_at is not None and now - race.ended_at >= UNDO_WINDOW


def ref_of_run(run: AsyncTournamentRace) -> RunRef:
    return RunRef(run.organization_id, run.tournament_id, run.user_id, run.id, run.live_race_id)


def acting_player(ctx: OrgContext) -> UserId:
    """Return who acts; the system has no runs."""
    if ctx.actor.user_id is None:
        raise Forbidden("Only a player can do that.")
    return ctx.actor.user_id
