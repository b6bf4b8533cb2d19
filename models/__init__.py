"""Tables: columns, constraints and indexes, nothing else."""

from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.event_log import Destination, EventLogEntry, OutboxMessage
from models.live_race_room import (
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    UnmatchedEntrant,
    UnmatchedReason,
)
from models.organization import Organization, OrganizationMember, OrganizationMemberRole
from models.race_room_profile import BotStatus, RaceRoomProfile, RacetimeBot
from models.user import ApiToken, IdempotencyKey, User, UserSession

__all__ = [
    "ApiToken",
    "AsyncTournament",
    "AsyncTournamentLiveRace",
    "AsyncTournamentLiveRaceEntrant",
    "AsyncTournamentLiveRaceRoom",
    "AsyncTournamentPermalink",
    "AsyncTournamentPool",
    "AsyncTournamentRace",
    "AsyncTournamentWhitelistEntry",
    "BotStatus",
    "Destination",
    "EventLogEntry",
    "IdempotencyKey",
    "Organization",
    "OrganizationMember",
    "OrganizationMemberRole",
    "OutboxMessage",
    "RaceRoomProfile",
    "RacetimeBot",
    "UnmatchedEntrant",
    "UnmatchedReason",
    "User",
    "UserSession",
]
