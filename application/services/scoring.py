"""Re-scoring of one permalink, within the transaction that changed one of its runs."""

from application.domain.ids import PermalinkId
from application.domain.scoring import ScoringRules, score_permalink
from application.services.tournament_settings import settings_in
from application.unit_of_work import Work
from models import AsyncTournament


def scoring_rules_of(tournament: AsyncTournament) -> ScoringRules:
    return settings_in(tournament).scoring


async def rescore(work: Work, permalink_id: PermalinkId, tournament: AsyncTournament) -> None:
    """Recompute par and all scores of the permalink from its runs; writes only what differs.

    The permalink is locked first, so that of two transactions the second one sees the first one's run.
    """
    await work.permalinks.lock(permalink_id)
    runs = await work.runs.list_scorable(permalink_id)
    result = score_permalink(runs, scoring_rules_of(tournament))
    await work.runs.save_scores(permalink_id, result.par, result.scores, work.clock.now())
