"""What a pool may deal to one player, with the figures that the choice needs, in one statement."""

from dataclasses import dataclass

from application.domain.ids import OrganizationId, PermalinkId, PoolId, TournamentId, UserId
from application.repositories.statements import Statement
from models import AsyncTournamentPermalink

_SEEDS = """
    SELECT p.id, p.pool_id,
           (SELECT COUNT(*) FROM async_tournament_races r
             WHERE r.organization_id = p.organization_id AND r.pool_id = p.pool_id AND r.permalink_id = p.id) AS plays,
           (p.url IN (SELECT q.url
                        FROM async_tournament_races r
                        JOIN async_tournament_permalinks q ON q.id = r.permalink_id
                       WHERE r.user_id = $1 AND r.organization_id = $2)
            OR p.url IN (SELECT q.url
                           FROM async_tournament_race_reviews c
                           JOIN async_tournament_races r ON r.id = c.run_id
                           JOIN async_tournament_permalinks q ON q.id = r.permalink_id
                          WHERE c.organization_id = $3 AND c.actor_id = $4 AND c.action = 'claimed')) AS known
      FROM async_tournament_permalinks p
     WHERE p.organization_id = $5 AND NOT p.is_live AND p.read_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM async_tournament_live_races l
                        WHERE l.permalink_id = p.id AND (l.status <> 'cancelled' OR l.released_at IS NOT NULL))
"""
_IN_POOL = Statement(f"{_SEEDS} AND p.pool_id = $6")
_OF_A_TOURNAMENT = "p.pool_id IN (SELECT id FROM async_tournament_pools WHERE tournament_id = $6)"
_IN_TOURNAMENT = Statement(f"{_SEEDS} AND {_OF_A_TOURNAMENT}")


@dataclass(frozen=True, slots=True)
class DealableSeed:
    """A permalink that is neither kept for a live race nor chosen for one nor ever read by its players.

    `plays` counts all runs on it, whoever ran them and however they ended. `known` tells that the player has had the
    seed, in whatever pool or tournament of the organization, or has claimed a run on it for review.
    """

    id: PermalinkId
    pool_id: PoolId
    plays: int
    known: bool


async def seeds_of_pool(organization_id: OrganizationId, pool_id: PoolId, user_id: UserId) -> list[DealableSeed]:
    return await _seeds(_IN_POOL, organization_id, pool_id, user_id)


async def seeds_of_tournament(
    organization_id: OrganizationId, tournament_id: TournamentId, user_id: UserId
) -> list[DealableSeed]:
    return await _seeds(_IN_TOURNAMENT, organization_id, tournament_id, user_id)


async def _seeds(
    statement: Statement, organization_id: OrganizationId, place: int, user_id: UserId
) -> list[DealableSeed]:
    whose = (user_id, organization_id, organization_id, user_id)
    rows = await statement.rows(AsyncTournamentPermalink, *whose, organization_id, place)
    return [DealableSeed(row["id"], row["pool_id"], row["plays"], bool(row["known"])) for row in rows]
