"""Tables: columns, constraints and indexes, nothing else."""

from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.discord import AsyncTournamentDiscord, DiscordPost, DiscordServer, UserDiscordServer
from models.event_log import EventLogEntry, OutboxMessage
from models.live_race_room import (
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    UnmatchedEntrant,
)
from models.notification import LiveRaceReminder, MemberNotification, NotificationWish
from models.organization import Organization, OrganizationMember, OrganizationMemberRole
from models.race_room_profile import RaceRoomProfile, RacetimeBot
from models.user import ApiToken, IdempotencyKey, User, UserSession

__all__ = [
    "ApiToken",
    "AsyncTournament",
    "AsyncTournamentDiscord",
    "AsyncTournamentLiveRace",
    "AsyncTournamentLiveRaceEntrant",
    "AsyncTournamentLiveRaceRoom",
    "AsyncTournamentPermalink",
    "AsyncTournamentPool",
    "AsyncTournamentRace",
    "AsyncTournamentWhitelistEntry",
    "DiscordPost",
    "DiscordServer",
    "EventLogEntry",
    "IdempotencyKey",
    "LiveRaceReminder",
    "MemberNotification",
    "NotificationWish",
    "Organization",
    "OrganizationMember",
    "OrganizationMemberRole",
    "OutboxMessage",
    "RaceRoomProfile",
    "RacetimeBot",
    "UnmatchedEntrant",
    "User",
    "UserDiscordServer",
    "UserSession",
]
