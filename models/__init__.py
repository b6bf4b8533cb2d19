"""Tables: columns, constraints and indexes, nothing else."""

from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.event_log import EventLogEntry, OutboxMessage
from models.live_race_room import (
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    UnmatchedEntrant,
)
from models.organization import Organization, OrganizationMember, OrganizationMemberRole
from models.race_room_profile import RaceRoomProfile, RacetimeBot
from models.result_correction import ResultCorrection
from models.supervision import Alert, Heartbeat
from models.user import ApiToken, IdempotencyKey, RacetimeLinkAttempt, User, UserSession

__all__ = [
    "Alert",
    "ApiToken",
    "AsyncTournament",
    "AsyncTournamentLiveRace",
    "AsyncTournamentLiveRaceEntrant",
    "AsyncTournamentLiveRaceRoom",
    "AsyncTournamentPermalink",
    "AsyncTournamentPool",
    "AsyncTournamentRace",
    "AsyncTournamentWhitelistEntry",
    "EventLogEntry",
    "Heartbeat",
    "IdempotencyKey",
    "Organization",
    "OrganizationMember",
    "OrganizationMemberRole",
    "OutboxMessage",
    "RaceRoomProfile",
    "RacetimeBot",
    "RacetimeLinkAttempt",
    "ResultCorrection",
    "UnmatchedEntrant",
    "User",
    "UserSession",
]
