"""What services return: frozen values that every surface may show as they are.

Nothing in here contains a seed that the viewer may not read.
"""

from application.read_models.live_races import (
    BoardLine,
    EntrantReport,
    LiveRaceDetails,
    LiveRaceSummary,
    ParticipantEligibility,
    RaceCorrection,
    RecordReport,
    RoomView,
    UpcomingStep,
)
from application.read_models.organizations import (
    DemoUserView,
    LogLine,
    MemberView,
    OrganizationView,
    RacetimeLinkView,
    UserView,
)
from application.read_models.racetime import (
    AttendedRoom,
    BotView,
    ProfileView,
    RoomCommand,
    RoomMessage,
    RoomOrders,
)
from application.read_models.supervision import (
    AlertView,
    InboxDecision,
    InboxEntry,
    MatchOffer,
    MatchPreview,
    TonightBoard,
    TonightRace,
)
from application.read_models.tournaments import (
    LeaderboardView,
    PermalinkView,
    PoolView,
    TournamentView,
)

__all__ = [
    "AlertView",
    "AttendedRoom",
    "BoardLine",
    "BotView",
    "DemoUserView",
    "EntrantReport",
    "InboxDecision",
    "InboxEntry",
    "LeaderboardView",
    "LiveRaceDetails",
    "LiveRaceSummary",
    "LogLine",
    "MatchOffer",
    "MatchPreview",
    "MemberView",
    "OrganizationView",
    "ParticipantEligibility",
    "PermalinkView",
    "PoolView",
    "ProfileView",
    "RaceCorrection",
    "RacetimeLinkView",
    "RecordReport",
    "RoomCommand",
    "RoomMessage",
    "RoomOrders",
    "RoomView",
    "TonightBoard",
    "TonightRace",
    "TournamentView",
    "UpcomingStep",
    "UserView",
]
