"""One live race as its summary needs it, read in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from application.domain.ids import LiveRaceId, OrganizationId, PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus
from application.repositories.statements import Statement, moment, optional_moment
from models.async_tournament import AsyncTournamentLiveRace


@dataclass(frozen=True, slots=True)
class TournamentNames:
    name: str
    racetime_goal: str
    version: int
    updated_at: datetime
    stream_delay_minutes: int
    hide_results: bool
    is_active: bool


@dataclass(frozen=True, slots=True)
class PoolName:
    name: str


@dataclass(frozen=True, slots=True)
class SeedText:
    number: int
    url: str
    notes: str


@dataclass(frozen=True, slots=True)
class LiveRaceRow:
    """The columns of a live race under their own names, with those of its tournament, pool and permalink."""

    id: LiveRaceId
    organization_id: OrganizationId
    tournament_id: TournamentId
    tournament: TournamentNames
    pool_id: PoolId
    pool: PoolName
    permalink_id: PermalinkId | None
    permalink: SeedText | None
    race_room_profile_id: ProfileId | None
    status: LiveRaceStatus
    version: int
    episode_id: int | None
    scheduled_at: datetime
    match_title: str
    opens_at: datetime
    locks_at: datetime
    releases_at: datetime | None
    racetime_slug: str | None
    racetime_goal: str
    room_open_time: datetime | None
    room_retry_at: datetime | None
    room_error: str
    commitment: str
    commitment_salt: str
    lock_error: str
    locked_at: datetime | None
    released_at: datetime | None
    begins_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    final_at: datetime | None
    results_show_at: datetime | None
    version_at_start: int | None
    cancel_reason: str
    cancelled_results: CancelledResults | None
    created_at: datetime
    updated_at: datetime
    episode_missing_since: datetime | None
    episode_problem: str
    participant_count: int
    entrant_count: int


_READ = Statement(
    """
    SELECT r.id, r.organization_id, r.tournament_id, r.pool_id, r.permalink_id, r.race_room_profile_id, r.status,
           r.version, r.episode_id, r.scheduled_at, r.match_title, r.opens_at, r.locks_at, r.releases_at,
           r.racetime_slug, r.racetime_goal, r.room_open_time, r.room_retry_at, r.room_error, r.commitment,
           r.commitment_salt, r.lock_error, r.locked_at, r.released_at, r.begins_at, r.started_at, r.ended_at,
           r.final_at, r.results_show_at, r.version_at_start, r.cancel_reason, r.cancelled_results, r.created_at,
           r.updated_at, r.episode_missing_since, r.episode_problem,
           t.name AS tournament_name, t.racetime_goal AS tournament_goal, t.version AS tournament_version,
           t.updated_at AS tournament_updated_at, t.stream_delay_minutes, t.hide_results,
           t.is_active AS tournament_is_active, p.name AS pool_name,
           s.number AS seed_number, s.url AS seed_url, s.notes AS seed_notes,
           (SELECT COUNT(*) FROM async_tournament_races x WHERE x.live_race_id = r.id) AS participant_count,
           (SELECT COUNT(*) FROM async_tournament_live_race_entrants e
             WHERE e.live_race_id = r.id AND e.present) AS entrant_count
      FROM async_tournament_live_races r
      JOIN async_tournaments t ON t.id = r.tournament_id
      JOIN async_tournament_pools p ON p.id = r.pool_id
      LEFT JOIN async_tournament_permalinks s ON s.id = r.permalink_id
     WHERE r.organization_id = $1 AND r.id = $2
    """
)


async def read_live_race_row(organization_id: OrganizationId, live_race_id: LiveRaceId) -> LiveRaceRow | None:
    rows = await _READ.rows(AsyncTournamentLiveRace, organization_id, live_race_id)
    return _row(rows[0]) if rows else None


def _row(found: Mapping[str, Any]) -> LiveRaceRow:
    has_permalink = found["permalink_id"] is not None
    return LiveRaceRow(
        id=found["id"],
        organization_id=found["organization_id"],
        tournament_id=found["tournament_id"],
        tournament=TournamentNames(
            name=found["tournament_name"],
            racetime_goal=found["tournament_goal"],
            version=found["tournament_version"],
            updated_at=moment(found["tournament_updated_at"]),
            stream_delay_minutes=found["stream_delay_minutes"],
            hide_results=bool(found["hide_results"]),
            is_active=bool(found["tournament_is_active"]),
        ),
        pool_id=found["pool_id"],
        pool=PoolName(found["pool_name"]),
        permalink_id=found["permalink_id"],
        permalink=SeedText(found["seed_number"], found["seed_url"], found["seed_notes"]) if has_permalink else None,
        race_room_profile_id=found["race_room_profile_id"],
        status=LiveRaceStatus(found["status"]),
        version=found["version"],
        episode_id=found["episode_id"],
        scheduled_at=moment(found["scheduled_at"]),
        match_title=found["match_title"],
        opens_at=moment(found["opens_at"]),
        locks_at=moment(found["locks_at"]),
        releases_at=optional_moment(found["releases_at"]),
        racetime_slug=found["racetime_slug"],
        racetime_goal=found["racetime_goal"],
        room_open_time=optional_moment(found["room_open_time"]),
        room_retry_at=optional_moment(found["room_retry_at"]),
        room_error=found["room_error"],
        commitment=found["commitment"],
        commitment_salt=found["commitment_salt"],
        lock_error=found["lock_error"],
        locked_at=optional_moment(found["locked_at"]),
        released_at=optional_moment(found["released_at"]),
        begins_at=optional_moment(found["begins_at"]),
        started_at=optional_moment(found["started_at"]),
        ended_at=optional_moment(found["ended_at"]),
        final_at=optional_moment(found["final_at"]),
        results_show_at=optional_moment(found["results_show_at"]),
        version_at_start=found["version_at_start"],
        cancel_reason=found["cancel_reason"],
        cancelled_results=CancelledResults(found["cancelled_results"]) if found["cancelled_results"] else None,
        created_at=moment(found["created_at"]),
        updated_at=moment(found["updated_at"]),
        episode_missing_since=optional_moment(found["episode_missing_since"]),
        episode_problem=found["episode_problem"],
        participant_count=found["participant_count"],
        entrant_count=found["entrant_count"],
    )
