"""What is known of a seed over a whole organization, in whatever spelling and pool it is kept: by its key.

A seed is *kept* while a permalink is marked for live races, *held* by a live race that has it and is not cancelled or
has released it, and *read* once any live race has handed it out. What is kept or held elsewhere and not released yet
is secret: it decides what is dealt and chosen, and nothing that anybody is told.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, OrganizationId, PermalinkId, PoolId, TournamentId, UserId
from application.repositories.racetime_accounts import players_counted_as
from application.repositories.statements import Statement, listed, optional_moment
from models.async_tournament import AsyncTournamentPermalink

_SAME_SEED = """SELECT 1 FROM async_tournament_permalinks q
                 WHERE q.organization_id = p.organization_id AND q.seed_key = p.seed_key"""
_HELD = """EXISTS (SELECT 1 FROM async_tournament_live_races l
                    WHERE l.permalink_id = {permalink}.id AND (l.status <> 'cancelled' OR l.released_at IS NOT NULL))"""
_HELD_HERE, _HELD_ANYWHERE = _HELD.format(permalink="p"), _HELD.format(permalink="q")
_READ = f"EXISTS ({_SAME_SEED} AND q.read_at IS NOT NULL)"
_SEALED_ELSEWHERE = f"""
    (EXISTS ({_SAME_SEED} AND q.id <> p.id AND (q.is_live OR {_HELD_ANYWHERE})) AND NOT {_READ})
"""
UNRELEASED = f"""
    ((p.is_live OR {_HELD_HERE}) AND NOT {_READ}
     AND NOT EXISTS (SELECT 1 FROM async_tournament_live_races l
                      WHERE l.permalink_id = p.id AND l.released_at IS NOT NULL))
"""  # noqa: S608  # put together from the parts above
"""Whether a permalink `p` is kept for a live race or chosen for one, and nobody may read it yet."""
_OPENLY_RACED = f"""
    EXISTS ({_SAME_SEED} AND EXISTS (
        SELECT 1 FROM async_tournament_races r LEFT JOIN async_tournament_live_races l ON l.id = r.live_race_id
         WHERE r.permalink_id = q.id AND (q.id = p.id OR l.id IS NULL OR l.released_at IS NOT NULL)))
"""  # noqa: S608  # put together from the parts above
"""Whether anybody has a run on the seed that doesn't tell of a race whose seed is still sealed elsewhere."""

_UNPLAYED = f"NOT {_HELD_HERE} AND NOT {_READ} AND NOT {_OPENLY_RACED}"
_NEWEST_UNPLAYED = Statement(
    f"""
    SELECT p.id
      FROM async_tournament_permalinks p
     WHERE p.id IN (SELECT n.id FROM async_tournament_permalinks n
                     WHERE n.organization_id = $1 AND n.pool_id = $2 ORDER BY n.id DESC LIMIT 20)
       AND {_UNPLAYED}
     LIMIT 1
    """  # noqa: S608
)

_OPEN_RUNS = """
    SELECT q.seed_key
      FROM async_tournament_races r
      JOIN async_tournament_permalinks q ON q.id = r.permalink_id
      LEFT JOIN async_tournament_live_races l ON l.id = r.live_race_id
     WHERE (l.id IS NULL OR l.released_at IS NOT NULL)
"""
_SEEDS = f"""
    SELECT p.id, p.pool_id,
           (SELECT COUNT(*) FROM async_tournament_races r
             WHERE r.organization_id = p.organization_id AND r.pool_id = p.pool_id AND r.permalink_id = p.id) AS plays,
           (p.seed_key IN ({_OPEN_RUNS} AND r.user_id IN ({{players}}) AND r.organization_id = $1)
            OR p.seed_key IN (SELECT q.seed_key
                                FROM async_tournament_race_reviews c
                                JOIN async_tournament_races r ON r.id = c.run_id
                                JOIN async_tournament_permalinks q ON q.id = r.permalink_id
                               WHERE c.organization_id = $2 AND c.actor_id IN ({{players}})
                                 AND c.action = 'claimed')) AS known,
           {_SEALED_ELSEWHERE} AS sealed
      FROM async_tournament_permalinks p
     WHERE p.organization_id = $3 AND NOT p.is_live AND NOT {_HELD_HERE} AND NOT {_READ}
"""  # noqa: S608  # put together from the parts above
_IN_POOL = "p.pool_id = $4"
_IN_TOURNAMENT = "p.pool_id IN (SELECT id FROM async_tournament_pools WHERE tournament_id = $4)"
_FOR_A_LIVE_RACE = Statement(
    f"""
    SELECT p.id
      FROM async_tournament_permalinks p
     WHERE p.organization_id = $1 AND p.pool_id = $2
       AND NOT EXISTS ({_SAME_SEED}
                       AND (q.read_at IS NOT NULL OR {_HELD_ANYWHERE}
                            OR (q.is_live AND NOT p.is_live)
                            OR EXISTS (SELECT 1 FROM async_tournament_races r WHERE r.permalink_id = q.id)))
     ORDER BY p.is_live DESC, p.id
     LIMIT 1
    """  # noqa: S608
)
_HISTORY = Statement(
    f"""
    SELECT {_OPENLY_RACED} AS raced, {_READ} AS was_read
      FROM async_tournament_permalinks p
     WHERE p.organization_id = $1 AND p.id = $2
    """  # noqa: S608
)
_KNOWN = Statement(
    f"""
    SELECT p.seed_key, o.name
      FROM async_tournament_permalinks p
      JOIN async_tournament_pools o ON o.id = p.pool_id
     WHERE p.organization_id = $1 AND o.tournament_id = $2
       AND (p.pool_id = $3 OR p.read_at IS NOT NULL OR NOT (p.is_live OR {_HELD_HERE}))
     ORDER BY CASE WHEN p.pool_id = $4 THEN 1 ELSE 0 END
    """  # noqa: S608
)
_OPENLY_KNOWN = Statement(
    f"""
    SELECT q.id
      FROM async_tournament_permalinks q
     WHERE q.organization_id = $1 AND q.seed_key = $2
       AND (q.pool_id = $3 OR q.read_at IS NOT NULL OR NOT (q.is_live OR {_HELD_ANYWHERE}))
     LIMIT 1
    """  # noqa: S608
)
_HOLDERS = Statement(
    """
    SELECT l.id, l.tournament_id, l.permalink_id, l.sealed_at, l.released_at
      FROM async_tournament_permalinks p
      JOIN async_tournament_permalinks q ON q.organization_id = p.organization_id AND q.seed_key = p.seed_key
      JOIN async_tournament_live_races l ON l.permalink_id = q.id
     WHERE p.organization_id = $1 AND p.id = $2 AND (l.status <> 'cancelled' OR l.released_at IS NOT NULL)
    """
)


@dataclass(frozen=True, slots=True)
class DealableSeed:
    """A permalink that a pool may deal as far as anybody may know.

    `plays` counts all runs on it, whoever ran them and however they ended. `known` tells that the player has had the
    seed, in whatever pool or tournament of the organization, or has claimed a run on it for review. `sealed` tells that
    the same seed is kept for a live race elsewhere, so that it is not dealt after all; nobody is told.
    """

    id: PermalinkId
    pool_id: PoolId
    plays: int
    known: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class SeedHistory:
    """What anybody may know of a permalink's seed over the organization."""

    raced: bool
    read: bool


class PoolStock(NamedTuple):
    """How many permalinks a pool has, how many of them are kept for live races, and what nobody played of either."""

    pool_id: PoolId
    total: int
    live: int
    unplayed: int
    unplayed_live: int


@dataclass(frozen=True, slots=True)
class SeedHolder:
    """A live race that has a seed, or had released it when it was cancelled."""

    live_race_id: LiveRaceId
    tournament_id: TournamentId
    permalink_id: PermalinkId
    sealed_at: datetime | None
    released_at: datetime | None


class RacedSeed(NamedTuple):
    """A run on the seed of `permalink_id`, under whatever permalink it was run."""

    permalink_id: PermalinkId
    user_id: UserId
    live_race_id: LiveRaceId | None


async def seeds_of_pool(organization_id: OrganizationId, pool_id: PoolId, user_id: UserId) -> list[DealableSeed]:
    return await _seeds(_IN_POOL, organization_id, pool_id, user_id)


async def seeds_of_tournament(
    organization_id: OrganizationId, tournament_id: TournamentId, user_id: UserId
) -> list[DealableSeed]:
    return await _seeds(_IN_TOURNAMENT, organization_id, tournament_id, user_id)


async def _seeds(which: str, organization_id: OrganizationId, place: int, user_id: UserId) -> list[DealableSeed]:
    players = listed(await players_counted_as(organization_id, user_id))
    statement = Statement(f"{_SEEDS.format(players=players)} AND {which}")
    rows = await statement.many_rows(AsyncTournamentPermalink, organization_id, organization_id, organization_id, place)
    return [
        DealableSeed(row["id"], row["pool_id"], row["plays"], bool(row["known"]), bool(row["sealed"])) for row in rows
    ]


async def unplayed_for_live_race(organization_id: OrganizationId, pool_id: PoolId) -> PermalinkId | None:
    """Return the pool's first permalink whose seed nobody has run, read or chosen; those kept for live races first."""
    rows = await _FOR_A_LIVE_RACE.rows(AsyncTournamentPermalink, organization_id, pool_id)
    return PermalinkId(rows[0]["id"]) if rows else None


async def history_of(organization_id: OrganizationId, permalink_id: PermalinkId) -> SeedHistory:
    rows = await _HISTORY.rows(AsyncTournamentPermalink, organization_id, permalink_id)
    if not rows:
        raise NotFound("permalink")
    row = rows[0]
    return SeedHistory(bool(row["raced"]), bool(row["was_read"]))


async def reads_of(organization_id: OrganizationId, permalink_ids: Collection[int]) -> tuple[set[int], set[int]]:
    """Return which of these permalinks were handed out, and which have a seed that is sealed under another one."""
    if not permalink_ids:
        return set(), set()
    statement = Statement(
        f"""
        SELECT p.id, p.read_at, {_SEALED_ELSEWHERE} AS sealed
          FROM async_tournament_permalinks p
         WHERE p.organization_id = $1 AND p.id IN ({listed(permalink_ids)})
        """  # noqa: S608  # numbers
    )
    rows = await statement.many_rows(AsyncTournamentPermalink, organization_id)
    return {row["id"] for row in rows if row["read_at"] is not None}, {row["id"] for row in rows if row["sealed"]}


async def has_unplayed(organization_id: OrganizationId, pool_id: PoolId) -> bool:
    """Tell whether a live race could still find a seed in a pool, as far as anybody may know.

    One of the newest is there nearly always; only where none of them is, the whole pool is looked through.
    """
    if await _NEWEST_UNPLAYED.rows(AsyncTournamentPermalink, organization_id, pool_id):
        return True
    return any(pool.unplayed for pool in await stock_of(organization_id, [pool_id]))


async def stock_of(organization_id: OrganizationId, pool_ids: Collection[int]) -> list[PoolStock]:
    """Return what these pools have for live races, as far as anybody may know; an empty pool is left out."""
    if not pool_ids:
        return []
    statement = Statement(
        f"""
        SELECT s.pool_id, COUNT(*) AS total, SUM(s.is_live) AS live, SUM(s.unplayed) AS unplayed,
               SUM(s.is_live * s.unplayed) AS unplayed_live
          FROM (SELECT p.pool_id, CASE WHEN p.is_live THEN 1 ELSE 0 END AS is_live,
                       CASE WHEN {_UNPLAYED} THEN 1 ELSE 0 END AS unplayed
                  FROM async_tournament_permalinks p
                 WHERE p.organization_id = $1 AND p.pool_id IN ({listed(pool_ids)})) s
         GROUP BY s.pool_id
        """  # noqa: S608  # numbers
    )
    rows = await statement.many_rows(AsyncTournamentPermalink, organization_id)
    return [PoolStock(row["pool_id"], row["total"], row["live"], row["unplayed"], row["unplayed_live"]) for row in rows]


async def known_seeds(organization_id: OrganizationId, pool_id: PoolId, tournament_id: TournamentId) -> dict[str, str]:
    """Return the keys of a pool, and of what is not sealed in the tournament's other pools, with the pool's name.

    Whoever adds a seed that is sealed elsewhere must not be told so.
    """
    rows = await _KNOWN.many_rows(AsyncTournamentPermalink, organization_id, tournament_id, pool_id, pool_id)
    return {row["seed_key"]: row["name"] for row in rows}


async def is_openly_known(organization_id: OrganizationId, pool_id: PoolId, seed_key: str) -> bool:
    """Tell whether any pool has a seed, leaving out what is sealed in other pools: nobody must be told of that."""
    return bool(await _OPENLY_KNOWN.many_rows(AsyncTournamentPermalink, organization_id, seed_key, pool_id))


async def holders_of_seed(organization_id: OrganizationId, permalink_id: PermalinkId) -> list[SeedHolder]:
    """Return the live races that have the seed of a permalink, under that permalink or another one."""
    rows = await _HOLDERS.rows(AsyncTournamentPermalink, organization_id, permalink_id)
    return [
        SeedHolder(
            row["id"],
            row["tournament_id"],
            row["permalink_id"],
            optional_moment(row["sealed_at"]),
            optional_moment(row["released_at"]),
        )
        for row in rows
    ]


async def runs_on_seeds(
    organization_id: OrganizationId, permalink_ids: Collection[int | None], user_ids: Sequence[UserId] | None
) -> list[RacedSeed]:
    """Return the runs, of these players or of all, on the seeds of some permalinks, over the whole organization.

    Those in a race elsewhere whose seed is still sealed are left out, because they would tell it.
    """
    wanted = {permalink_id for permalink_id in permalink_ids if permalink_id is not None}
    if not wanted or (user_ids is not None and not user_ids):
        return []
    players = "" if user_ids is None else f"AND r.user_id IN ({listed(user_ids)})"
    statement = Statement(
        f"""
        SELECT p.id, r.user_id, r.live_race_id
          FROM async_tournament_permalinks p
          JOIN async_tournament_permalinks q ON q.organization_id = p.organization_id AND q.seed_key = p.seed_key
          JOIN async_tournament_races r ON r.permalink_id = q.id
          LEFT JOIN async_tournament_live_races l ON l.id = r.live_race_id
         WHERE p.organization_id = $1 AND p.id IN ({listed(wanted)}) {players}
           AND (q.id = p.id OR l.id IS NULL OR l.released_at IS NOT NULL)
        """  # noqa: S608  # numbers
    )
    rows = await statement.many_rows(AsyncTournamentPermalink, organization_id)
    return [RacedSeed(row["id"], row["user_id"], row["live_race_id"]) for row in rows]
