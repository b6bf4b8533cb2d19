"""Re-scoring of one permalink, within the transaction that changed one of its runs, and of all of them in pieces."""

from application.access import Access
from application.context import OrgContext
from application.domain.events.tournaments import TournamentRescoredEvent, TournamentRescoringEvent
from application.domain.ids import PermalinkId, TournamentId, TournamentRef
from application.domain.runs.scoring import ScoringRules, score_permalink
from application.repositories.operations.due_work_repository import DueWorkRepository
from application.services.retry import each_apart, tried_twice
from application.services.tournament_settings import settings_in
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournament

_PIECE = 5
"""How many permalinks are scored anew in one transaction."""


def scoring_rules_of(tournament: AsyncTournament) -> ScoringRules:
    return settings_in(tournament).scoring


async def rescore(work: WorkSession, permalink_id: PermalinkId, tournament: AsyncTournament) -> None:
    """Recompute par and all scores of the permalink from its runs; writes only what differs.

    The permalink is locked first, so that of two transactions the second one sees the first one's run.
    """
    await work.permalinks.lock(permalink_id)
    runs = await work.runs.list_scorable(permalink_id)
    result = score_permalink(runs, scoring_rules_of(tournament))
    await work.runs.save_scores(permalink_id, result.par, result.scores, work.clock.now())


class Rescoring:
    """Works out all scores of a tournament anew, some permalinks in each transaction, so that others get their turn.

    How far it has come is kept with the tournament: what a dead process left is gone on with by the schedule.
    """

    def __init__(self, units: UnitsOfWork, access: Access, due: DueWorkRepository) -> None:
        self._units = units
        self._access = access
        self._due = due

    async def finish(self, ctx: OrgContext, tournament_id: TournamentId) -> None:
        """Go on until all scores are in line with the settings; nothing if they are."""
        while await self._go_on(ctx, tournament_id):
            pass

    async def finish_due(self) -> int:
        """Go on where nobody does; returns how many tournaments that were."""
        due = await self._due.tournaments_to_rescore(self._units.clock.now())
        left = (self.finish(self._access.as_system(item.organization_id), item.tournament_id) for item in due)
        return len(await each_apart("score a tournament anew", left))

    @tried_twice
    async def _go_on(self, ctx: OrgContext, tournament_id: TournamentId) -> bool:
        async with self._units(ctx) as work:
            tournament = await work.tournaments.get_by_id(tournament_id)
            if tournament.rescored_through is None:
                return False
            left = await work.runs.list_raced_permalinks(tournament_id, after=tournament.rescored_through)
            piece = left[:_PIECE]
            for permalink_id in piece:
                await rescore(work, permalink_id, tournament)
            is_done = len(left) <= _PIECE
            await work.tournaments.note_rescored(tournament_id, None if is_done else piece[-1])
            if is_done:
                raced = await work.runs.list_raced_permalinks(tournament_id)
                work.record(
                    TournamentRescoredEvent(TournamentRef(ctx.organization_id, tournament_id), permalinks=len(raced))
                )
            else:
                work.record(TournamentRescoringEvent(TournamentRef(ctx.organization_id, tournament_id)))
            return not is_done
