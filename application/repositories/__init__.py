"""All repositories that one unit of work, or one read, has at hand."""

from functools import cached_property

from application.context import OrgContext
from application.domain.clock import Clock
from application.repositories.alert_repository import AlertRepository
from application.repositories.async_live_race_repository import AsyncLiveRaceRepository
from application.repositories.async_race_repository import AsyncRaceRepository
from application.repositories.async_tournament_repository import (
    AsyncTournamentRepository,
    PermalinkRepository,
    PoolRepository,
    WhitelistRepository,
)
from application.repositories.discord_outbox_repository import DiscordOutboxRepository
from application.repositories.discord_repository import (
    DiscordPostRepository,
    DiscordServerRepository,
    RunThreadRepository,
    TournamentDiscordRepository,
)
from application.repositories.event_log_repository import EventLogRepository, OutboxRepository
from application.repositories.fingerprint_repository import FingerprintRepository
from application.repositories.invite_repository import InviteRepository
from application.repositories.live_race_correction_repository import LiveRaceCorrectionRepository
from application.repositories.live_race_room_repository import (
    LiveRaceEntrantRepository,
    LiveRaceRoomRepository,
    UnmatchedEntrantRepository,
)
from application.repositories.merging_repository import MergingRepository
from application.repositories.notice_repository import NoticeRepository
from application.repositories.notification_repository import NotificationRepository, ReminderRepository, WishRepository
from application.repositories.organization_repository import MemberRepository, OrganizationRepository
from application.repositories.person_repository import PersonRepository
from application.repositories.personal_repository import PersonalRepository
from application.repositories.race_room_profile_repository import (
    RaceRoomProfileRepository,
    RacetimeBotRepository,
)
from application.repositories.run_history_repository import (
    ParPointRepository,
    ResultCorrectionRepository,
    RunReviewRepository,
)
from application.repositories.run_list_repository import RunListRepository
from application.repositories.tournament_role_repository import TournamentRoleRepository
from application.repositories.user_repository import UserRepository


class Repositories:
    """The repositories of one organization, made when first used."""

    def __init__(self, ctx: OrgContext, clock: Clock) -> None:
        self.ctx = ctx
        self.clock = clock

    @cached_property
    def organization(self) -> OrganizationRepository:
        return OrganizationRepository(self.ctx, self.clock)

    @cached_property
    def members(self) -> MemberRepository:
        return MemberRepository(self.ctx, self.clock)

    @cached_property
    def users(self) -> UserRepository:
        return UserRepository(self.clock)

    @cached_property
    def people(self) -> PersonRepository:
        return PersonRepository(self.ctx, self.clock)

    @cached_property
    def personal(self) -> PersonalRepository:
        return PersonalRepository(self.clock)

    @cached_property
    def merging(self) -> MergingRepository:
        return MergingRepository(self.clock)

    @cached_property
    def fingerprints(self) -> FingerprintRepository:
        return FingerprintRepository(self.clock)

    @cached_property
    def invites(self) -> InviteRepository:
        return InviteRepository(self.ctx, self.clock)

    @cached_property
    def notices(self) -> NoticeRepository:
        return NoticeRepository(self.ctx, self.clock)

    @cached_property
    def tournaments(self) -> AsyncTournamentRepository:
        return AsyncTournamentRepository(self.ctx, self.clock)

    @cached_property
    def pools(self) -> PoolRepository:
        return PoolRepository(self.ctx, self.clock)

    @cached_property
    def permalinks(self) -> PermalinkRepository:
        return PermalinkRepository(self.ctx, self.clock)

    @cached_property
    def whitelist(self) -> WhitelistRepository:
        return WhitelistRepository(self.ctx, self.clock)

    @cached_property
    def tournament_roles(self) -> TournamentRoleRepository:
        return TournamentRoleRepository(self.ctx, self.clock)

    @cached_property
    def runs(self) -> AsyncRaceRepository:
        return AsyncRaceRepository(self.ctx, self.clock)

    @cached_property
    def run_lists(self) -> RunListRepository:
        return RunListRepository(self.ctx, self.clock)

    @cached_property
    def reviews(self) -> RunReviewRepository:
        return RunReviewRepository(self.ctx, self.clock)

    @cached_property
    def corrections(self) -> ResultCorrectionRepository:
        return ResultCorrectionRepository(self.ctx, self.clock)

    @cached_property
    def par_points(self) -> ParPointRepository:
        return ParPointRepository(self.ctx, self.clock)

    @cached_property
    def live_races(self) -> AsyncLiveRaceRepository:
        return AsyncLiveRaceRepository(self.ctx, self.clock)

    @cached_property
    def rooms(self) -> LiveRaceRoomRepository:
        return LiveRaceRoomRepository(self.ctx, self.clock)

    @cached_property
    def entrants(self) -> LiveRaceEntrantRepository:
        return LiveRaceEntrantRepository(self.ctx, self.clock)

    @cached_property
    def unmatched(self) -> UnmatchedEntrantRepository:
        return UnmatchedEntrantRepository(self.ctx, self.clock)

    @cached_property
    def live_race_corrections(self) -> LiveRaceCorrectionRepository:
        return LiveRaceCorrectionRepository(self.ctx, self.clock)

    @cached_property
    def alerts(self) -> AlertRepository:
        return AlertRepository(self.ctx, self.clock)

    @cached_property
    def profiles(self) -> RaceRoomProfileRepository:
        return RaceRoomProfileRepository(self.ctx, self.clock)

    @cached_property
    def bots(self) -> RacetimeBotRepository:
        return RacetimeBotRepository(self.ctx, self.clock)

    @cached_property
    def event_log(self) -> EventLogRepository:
        return EventLogRepository(self.ctx, self.clock)

    @cached_property
    def outbox(self) -> OutboxRepository:
        return OutboxRepository(self.ctx, self.clock)

    @cached_property
    def discord_outbox(self) -> DiscordOutboxRepository:
        return DiscordOutboxRepository(self.ctx, self.clock)

    @cached_property
    def discord_server(self) -> DiscordServerRepository:
        return DiscordServerRepository(self.ctx, self.clock)

    @cached_property
    def tournament_discord(self) -> TournamentDiscordRepository:
        return TournamentDiscordRepository(self.ctx, self.clock)

    @cached_property
    def discord_posts(self) -> DiscordPostRepository:
        return DiscordPostRepository(self.ctx, self.clock)

    @cached_property
    def run_threads(self) -> RunThreadRepository:
        return RunThreadRepository(self.ctx, self.clock)

    @cached_property
    def notifications(self) -> NotificationRepository:
        return NotificationRepository(self.ctx, self.clock)

    @cached_property
    def wishes(self) -> WishRepository:
        return WishRepository(self.ctx, self.clock)

    @cached_property
    def reminders(self) -> ReminderRepository:
        return ReminderRepository(self.ctx, self.clock)
