"""Scores from the bare rules, with nothing of the product's own arithmetic."""

from statistics import mean

from application.domain.ids import TournamentId
from application.domain.runs.run import ACTIVE_RUN_STATUSES, ReviewStatus, RunStatus
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace


async def calculated_scores(tournament: TournamentId, *, par_count: int, cap: float, strict: bool) -> dict[int, float]:
    """Return every scored run's score; `strict` leaves rejected runs out of it."""
    scores: dict[int, float] = {}
    for permalink in await AsyncTournamentPermalink.filter(pool__tournament_id=tournament):
        runs = [run for run in await AsyncTournamentRace.filter(permalink_id=permalink.id) if not run.reattempted]
        counting = [run for run in runs if not (strict and run.review_status is ReviewStatus.REJECTED)]
        times = sorted(
            run.finish_time.total_seconds() for run in counting if run.status is RunStatus.FINISHED and run.finish_time
        )
        if not times:
            continue
        par = mean(times[:par_count])
        for run in runs:
            if run.status is RunStatus.FINISHED and run.finish_time and run in counting:
                scores[run.id] = min(max((2 - run.finish_time.total_seconds() / par) * 100, 0), cap)
            elif run.status not in ACTIVE_RUN_STATUSES:
                scores[run.id] = 0
    return scores
