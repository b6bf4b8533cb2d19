"""What services return: frozen values that every surface may show as they are.

Nothing in here contains a seed that the viewer may not read.
"""

from application.read_models.discord import (
    Delivery,
    DiscordServerView,
    DueMessage,
    LinkableServer,
    MessageLine,
    NotificationView,
    RaceVerdicts,
    ReminderAnswer,
    ServerChannel,
    ServerRole,
    TournamentDiscordView,
)
from application.read_models.live_races import (
    BoardLine,
    EntrantReport,
    LiveRaceDetails,
    LiveRaceSummary,
    ParticipantEligibility,
    RecordReport,
    RoomView,
    UpcomingStep,
)
from application.read_models.organizations import (
    DemoUserView,
    LogLine,
    MemberView,
    OrganizationView,
    UserView,
)
from application.read_models.racetime import (
    AttendedRoom,
    BotView,
    ProfileView,
    RoomMessage,
    RoomOrders,
)
from application.read_models.tournaments import (
    LeaderboardView,
    PermalinkView,
    PoolView,
    TournamentView,
)

__all__ = [
    "AttendedRoom",
    "BoardLine",
    "BotView",
    "Delivery",
    "DemoUserView",
    "DiscordServerView",
    "DueMessage",
    "EntrantReport",
    "LeaderboardView",
    "LinkableServer",
    "LiveRaceDetails",
    "LiveRaceSummary",
    "LogLine",
    "MemberView",
    "MessageLine",
    "NotificationView",
    "OrganizationView",
    "ParticipantEligibility",
    "PermalinkView",
    "PoolView",
    "ProfileView",
    "RaceVerdicts",
    "RecordReport",
    "ReminderAnswer",
    "RoomMessage",
    "RoomOrders",
    "RoomView",
    "ServerChannel",
    "ServerRole",
    "TournamentDiscordView",
    "TournamentView",
    "UpcomingStep",
    "UserView",
]
