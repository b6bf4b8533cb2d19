"""Read models of runs, built in a number of queries that doesn't depend on how many there are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from application.domain.errors import DomainError, NotFound
from application.domain.permissions import Permission
from application.domain.runs.async_run import (
    TOO_LATE,
    ReattemptQuestion,
    RunState,
    check_finish,
    check_forfeit,
    check_ready,
    expired,
    forfeit_confirmation,
    phase_of,
    reattempt_refusal,
)
from application.domain.runs.held_back import HeldBack
from application.domain.runs.review import check_reviewable
from application.domain.runs.run import ReviewStatus, RunStatus
from application.domain.runs.visibility import footage_is_visible, seed_is_visible
from application.read_models.runs import RunDetails, RunRefusals, RunSeed, RunSummary
from application.repositories import Repositories
from application.services.runs.rules import live_result_is_settled, state_of
from application.services.visibility import demand_view, held_back, results_are_visible, seed_question
from models.async_tournament import AsyncTournamentRace

_NOT_YOURS = "Only its player can do that."


def summary_of(run: AsyncTournamentRace, held: HeldBack) -> RunSummary:
    """Build the list line of a run that was loaded with everything it belongs to; what is held back is under way."""
    summary = _whole_summary(run)
    if held.keeps_run(run.user_id, run.live_race_id):
        return replace(
            summary,
            status=RunStatus.IN_PROGRESS,
            finished_at=None,
            finish_time=None,
            score=None,
            reattempted=False,
            corrected=False,
            review_status=ReviewStatus.PENDING,
            version=0,
        )
    return replace(summary, score=None) if held.keeps_scores(run.permalink_id) else summary


def _whole_summary(run: AsyncTournamentRace) -> RunSummary:
    race = run.live_race if run.live_race_id is not None else None
    return RunSummary(
        id=run.id,
        tournament_id=run.tournament_id,
        tournament_name=run.tournament.name,
        pool_id=run.pool_id,
        pool_name=run.pool.name,
        permalink_id=run.permalink_id,
        seed_number=run.permalink.number,
        user_id=run.user_id,
        player=run.user.display_name,
        live_race_id=run.live_race_id,
        live_race_title=(race.match_title or f"{run.pool.name} live race") if race is not None else "",
        racetime_slug=race.racetime_slug if race is not None else None,
        status=run.status,
        forfeit_cause=run.forfeit_cause,
        drawn_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        finish_time=run.finish_time,
        score=run.score,
        reattempted=run.reattempted,
        corrected=run.corrected_at is not None,
        review_status=run.review_status,
        version=run.version,
    )


def demand_visible(reading: Repositories, run: AsyncTournamentRace) -> None:
    """Answer somebody who may not see a run as if there were none."""
    ctx = reading.ctx
    demand_view(ctx, run.tournament_id, "run")
    if run.user_id != ctx.actor.user_id and not results_are_visible(ctx, run.tournament):
        raise NotFound("run")


async def details_of(reading: Repositories, run: AsyncTournamentRace) -> RunDetails:
    """Build the whole of one run as the context's actor may see it. Raises `NotFound` when that is nothing."""
    demand_visible(reading, run)
    held = await held_back(reading, run.tournament)
    summary = summary_of(run, held)
    late = held.keeps_run(run.user_id, run.live_race_id)
    ctx, now, state = reading.ctx, reading.clock.now(), replace(state_of(run), status=summary.status)
    own = run.user_id == ctx.actor.user_id
    staff = ctx.allows(Permission.RECORD_RESULTS, run.tournament_id)
    use = await reading.permalinks.use_in_live_races(run.permalink_id)
    own_status = run.status if own else None
    if not own and ctx.actor.user_id is not None:
        drawn = await reading.run_lists.list_statuses_by_permalink(run.tournament_id, ctx.actor.user_id)
        own_status = drawn.get(run.permalink_id)
    question = seed_question(ctx, run.tournament, run.permalink, use, own_status)
    footage = own or (footage_is_visible(question) and not late)
    used = await reading.runs.count_reattempted(run.tournament_id, run.user_id) if own else 0
    names = await reading.users.list_names([run.reviewed_by_id] if run.reviewed_by_id is not None else [])
    return RunDetails(
        summary=summary,
        as_of=now,
        is_own=own,
        phase=phase_of(state, now),
        start_by_at=run.start_by_at,
        finish_by_at=run.finish_by_at,
        seed=RunSeed(run.permalink.url, run.permalink.notes) if seed_is_visible(question) else None,
        vod_url=run.runner_vod_url if footage else None,
        runner_notes=run.runner_notes if footage else None,
        flag_reason=run.flag_reason if own or staff else None,
        reattempt_reason=run.reattempt_reason if own or staff else None,
        review_note=run.review_note if own or staff else None,
        reviewed_at=None if late else run.reviewed_at,
        reviewer=names.get(run.reviewed_by_id) if run.reviewed_by_id is not None and (own or staff) else None,
        forfeit_question=forfeit_confirmation(state, now),
        refusals=RunRefusals(
            ready=_refusal(own, state, now, lambda: check_ready(state)),
            finish=_refusal(own, state, now, lambda: check_finish(state, now)),
            forfeit=_refusal(own, state, now, lambda: check_forfeit(state)),
            flag=_flag_refusal(run) if own else _NOT_YOURS,
            reattempt=reattempt_refusal(reattempt_question(run, used, now)) if own else _NOT_YOURS,
        ),
        reattempts_used=used,
        reattempts_allowed=run.tournament.reattempts_allowed,
        held_back=held.sentence if held.keeps_scores(run.permalink_id) else "",
        earlier_number=await reading.imported_rows.find_number_of_run(run.id),
    )


def reattempt_question(run: AsyncTournamentRace, used: int, now: datetime) -> ReattemptQuestion:
    """`used` is how many runs the player has given up in this tournament already."""
    return ReattemptQuestion(
        status=run.status,
        in_live_race=run.live_race_id is not None,
        reattempted=run.reattempted,
        settled=live_result_is_settled(run.live_race if run.live_race_id is not None else None, now),
        tournament_active=run.tournament.is_active,
        allowed=run.tournament.reattempts_allowed,
        used=used,
        live_allowed=run.tournament.live_reattempts_allowed,
    )


def _refusal(own: bool, state: RunState, now: datetime, check: Callable[[], None]) -> str | None:
    if not own:
        return _NOT_YOURS
    late = expired(state, now)
    return TOO_LATE[late] if late is not None else _complaint(check)


def _flag_refusal(run: AsyncTournamentRace) -> str | None:
    return _complaint(lambda: check_reviewable(run.status, reattempted=run.reattempted, flagged=True))


def _complaint(check: Callable[[], None]) -> str | None:
    try:
        check()
    except DomainError as error:
        return error.message
    return None
