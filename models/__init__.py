"""Tables: columns, constraints and indexes, nothing else."""

from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.discord import (
    AsyncTournamentDiscord,
    DiscordConnection,
    DiscordPost,
    DiscordRunThread,
    DiscordServer,
    UserDiscordServer,
)
from models.event_log import EventLogEntry, OutboxMessage
from models.live_race_room import (
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    UnmatchedEntrant,
)
from models.notification import LiveRaceReminder, Notification, NotificationPreference
from models.organization import Organization, OrganizationInvite, OrganizationMember, OrganizationMemberRole
from models.race_room_profile import RaceRoomProfile, RacetimeBot
from models.result_correction import ResultCorrection
from models.run_history import AsyncTournamentParPoint, AsyncTournamentRaceReview
from models.supervision import Alert, Heartbeat
from models.user import (
    AccountFingerprint,
    ApiToken,
    IdempotencyKey,
    ProvenRacetimeAccount,
    RacetimeLinkAttempt,
    UsedSignIn,
    User,
    UserSession,
)

__all__ = [
    "AccountFingerprint",
    "Alert",
    "ApiToken",
    "AsyncTournament",
    "AsyncTournamentDiscord",
    "AsyncTournamentLiveRace",
    "AsyncTournamentLiveRaceEntrant",
    "AsyncTournamentLiveRaceRoom",
    "AsyncTournamentMemberRole",
    "AsyncTournamentParPoint",
    "AsyncTournamentPermalink",
    "AsyncTournamentPool",
    "AsyncTournamentRace",
    "AsyncTournamentRaceReview",
    "AsyncTournamentWhitelistEntry",
    "DiscordConnection",
    "DiscordPost",
    "DiscordRunThread",
    "DiscordServer",
    "EventLogEntry",
    "Heartbeat",
    "IdempotencyKey",
    "LiveRaceReminder",
    "Notification",
    "NotificationPreference",
    "Organization",
    "OrganizationInvite",
    "OrganizationMember",
    "OrganizationMemberRole",
    "OutboxMessage",
    "ProvenRacetimeAccount",
    "RaceRoomProfile",
    "RacetimeBot",
    "RacetimeLinkAttempt",
    "ResultCorrection",
    "UnmatchedEntrant",
    "UsedSignIn",
    "User",
    "UserDiscordServer",
    "UserSession",
]
