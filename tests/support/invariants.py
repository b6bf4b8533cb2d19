"""What is true at every moment, whatever was done at the same time: queries that find nothing."""

import json
from collections.abc import Mapping
from typing import Any

from tortoise import connections

from application.domain.live_races.live_race import LiveRaceStatus

NEVER: Mapping[str, str] = {
    "a player with two active runs in one tournament": """
        SELECT tournament_id, user_id FROM async_tournament_races WHERE status IN ('pending', 'in_progress')
        GROUP BY tournament_id, user_id HAVING count(*) > 1""",
    "a player with more runs in a pool than it has slots": """
        SELECT r.pool_id, r.user_id FROM async_tournament_races r JOIN async_tournaments t ON t.id = r.tournament_id
        WHERE NOT r.reattempted AND r.flagged_at IS NULL
        GROUP BY r.pool_id, r.user_id, t.runs_per_pool HAVING count(*) > t.runs_per_pool""",
    "a player with the same seed twice": """
        SELECT p.organization_id, p.seed_key, r.user_id FROM async_tournament_races r
        JOIN async_tournament_permalinks p ON p.id = r.permalink_id WHERE r.flagged_at IS NULL
        GROUP BY p.organization_id, p.seed_key, r.user_id HAVING count(*) > 1""",
    "more reattempts than allowed": """
        SELECT r.user_id FROM async_tournament_races r JOIN async_tournaments t ON t.id = r.tournament_id
        WHERE r.reattempted GROUP BY r.user_id, t.id, t.reattempts_allowed
        HAVING t.reattempts_allowed >= 0 AND count(*) > t.reattempts_allowed""",
    "one seed in two live races that are not cancelled": """
        SELECT p.organization_id, p.seed_key FROM async_tournament_live_races l
        JOIN async_tournament_permalinks p ON p.id = l.permalink_id WHERE l.status <> 'cancelled'
        GROUP BY p.organization_id, p.seed_key HAVING count(*) > 1""",
    "a seed that waits for a live race and was dealt": """
        SELECT l.id FROM async_tournament_live_races l JOIN async_tournament_permalinks p ON p.id = l.permalink_id
        JOIN async_tournament_permalinks q ON q.organization_id = p.organization_id AND q.seed_key = p.seed_key
        JOIN async_tournament_races r ON r.permalink_id = q.id
        WHERE l.status IN ('scheduled', 'pending') AND l.released_at IS NULL AND r.live_race_id IS NULL""",
    "an organization without an admin": """
        SELECT id FROM organizations o WHERE NOT EXISTS (SELECT 1 FROM organization_member_roles r
        WHERE r.organization_id = o.id AND r.role = 'ADMIN')""",
    "a membership or result of somebody who is another person by now": """
        SELECT u.id FROM users u WHERE u.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM organization_members m WHERE m.user_id = u.id) OR
        EXISTS (SELECT 1 FROM async_tournament_races r WHERE r.user_id = u.id) OR
        EXISTS (SELECT 1 FROM async_tournament_live_race_entrants e WHERE e.user_id = u.id) OR
        EXISTS (SELECT 1 FROM user_sessions s WHERE s.user_id = u.id))""",
    "a user who became another one that became a third": """
        SELECT u.id FROM users u JOIN users v ON v.id = u.merged_into_id WHERE v.merged_into_id IS NOT NULL""",
    "a membership of somebody who is deleted": """
        SELECT m.id FROM organization_members m JOIN users u ON u.id = m.user_id WHERE u.deleted_at IS NOT NULL""",
    "a proven account of two people": """
        SELECT racetime_id FROM users WHERE racetime_id IS NOT NULL GROUP BY racetime_id HAVING count(*) > 1""",
    "a role of somebody who is no member": """
        SELECT r.id FROM organization_member_roles r WHERE NOT EXISTS (SELECT 1 FROM organization_members m
        WHERE m.organization_id = r.organization_id AND m.user_id = r.user_id)""",
    "a tournament's role of somebody who is no member": """
        SELECT r.id FROM async_tournament_member_roles r WHERE NOT EXISTS (SELECT 1 FROM organization_members m
        WHERE m.organization_id = r.organization_id AND m.user_id = r.user_id)""",
    "two pools in one place": """
        SELECT tournament_id, position FROM async_tournament_pools
        GROUP BY tournament_id, position HAVING count(*) > 1""",
    "two default profiles": """
        SELECT organization_id FROM race_room_profiles WHERE is_default GROUP BY organization_id HAVING count(*) > 1""",
    "an invite used more often than it may be": """
        SELECT id FROM organization_invites WHERE most_uses IS NOT NULL AND uses > most_uses""",
    "two episodes of one number": """
        SELECT organization_id, episode_id FROM async_tournament_live_races WHERE episode_id IS NOT NULL
        GROUP BY organization_id, episode_id HAVING count(*) > 1""",
    "one room of two live races": """
        SELECT organization_id, slug FROM async_tournament_live_race_rooms
        GROUP BY organization_id, slug HAVING count(*) > 1""",
    "a race whose current room is not among its rooms": """
        SELECT l.id FROM async_tournament_live_races l WHERE l.racetime_slug IS NOT NULL AND NOT EXISTS (SELECT 1
        FROM async_tournament_live_race_rooms r WHERE r.live_race_id = l.id AND r.slug = l.racetime_slug)""",
    "a review in hand that was released or decided since": """
        SELECT r.id FROM async_tournament_races r WHERE r.claimed_by_id IS NOT NULL AND 'claimed' <> (SELECT c.action
        FROM async_tournament_race_reviews c WHERE c.run_id = r.id ORDER BY c.id DESC LIMIT 1)""",
    "a reattempted run under way": """
        SELECT id FROM async_tournament_races WHERE reattempted AND status IN ('pending', 'in_progress')""",
    "a cancelled race with runs": """
        SELECT r.id FROM async_tournament_races r JOIN async_tournament_live_races l ON l.id = r.live_race_id
        WHERE l.status = 'cancelled'""",
    "a run of a live race without its racer": """
        SELECT r.id FROM async_tournament_races r WHERE r.live_race_id IS NOT NULL AND r.status = 'pending'
        AND NOT EXISTS (SELECT 1 FROM async_tournament_live_race_entrants e
        WHERE e.live_race_id = r.live_race_id AND e.user_id = r.user_id)""",
    "a living message of one race that waits twice": """
        SELECT kind, partition_key, live_race_id FROM outbox_messages
        WHERE destination = 'discord' AND kind IN ('card', 'event') AND sent_at IS NULL AND given_up_at IS NULL
        AND superseded_at IS NULL AND leased_until IS NULL
        GROUP BY kind, partition_key, live_race_id HAVING count(*) > 1""",
    "a seed that is still wanted of a race that has one": """
        SELECT m.id FROM seed_makings m JOIN async_tournament_live_races l ON m.subject = 'race:' || l.id
        WHERE l.permalink_id IS NOT NULL AND NOT m.is_claimed""",
    "one alert that is open twice": """
        SELECT organization_id, subject FROM alerts WHERE resolved_at IS NULL
        GROUP BY organization_id, subject HAVING count(*) > 1""",
    "a seed kept from players that a run is on": """
        SELECT r.id FROM async_tournament_races r JOIN async_tournament_permalinks p ON p.id = r.permalink_id
        WHERE p.pool_id <> r.pool_id""",
}

_BECOMES = {
    "AsyncLiveRaceCreatedEvent": LiveRaceStatus.SCHEDULED,
    "AsyncLiveRaceCancelledEvent": LiveRaceStatus.CANCELLED,
    "AsyncLiveRaceRestoredEvent": LiveRaceStatus.SCHEDULED,
    "AsyncLiveRaceRoomOpenedEvent": LiveRaceStatus.PENDING,
    "AsyncLiveRaceStartedEvent": LiveRaceStatus.IN_PROGRESS,
    "AsyncLiveRaceFinishedEvent": LiveRaceStatus.FINISHED,
}
"""Which status an entry of the log leaves a race in."""

_LOG = """
SELECT l.id, l.status, e.type FROM async_tournament_live_races l JOIN event_log e ON e.live_race_id = l.id ORDER BY e.id
"""


async def broken_rules() -> list[str]:
    """Return what of that which must never be is, with the rows that show it."""
    connection = connections.get("default")
    found = []
    for name, query in NEVER.items():
        _, rows = await connection.execute_query(query)
        if rows:
            found.append(f"{name}: {json.dumps([dict(row) for row in rows], default=str)}")
    _, entries = await connection.execute_query(_LOG)
    return found + [f"a status that its log contradicts: {line}" for line in _contradictions(entries)]


def _contradictions(entries: list[Mapping[str, Any]]) -> list[str]:
    logged: dict[int, tuple[str, LiveRaceStatus]] = {}
    for entry in entries:
        if entry["type"] in _BECOMES:
            logged[entry["id"]] = (entry["status"], _BECOMES[entry["type"]])
    return [f"race {key} is {now}, last logged as {last}" for key, (now, last) in logged.items() if now != last]
