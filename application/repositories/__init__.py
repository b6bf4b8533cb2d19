"""All repositories that one unit of work, or one read, has at hand."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from application.context import OrgContext
from application.domain.clock import Clock
from application.repositories.async_live_race_repository import AsyncLiveRaceRepository
from application.repositories.base import TenantRepository
from application.repositories.event_log_repository import EventLogRepository
from application.repositories.fingerprint_repository import FingerprintRepository
from application.repositories.live_races.correction_repository import LiveRaceCorrectionRepository
from application.repositories.live_races.room_repository import (
    LiveRaceEntrantRepository,
    LiveRaceRoomRepository,
    UnmatchedEntrantRepository,
)
from application.repositories.messages.discord_repository import (
    DiscordPostRepository,
    DiscordServerRepository,
    RunThreadRepository,
    TournamentDiscordRepository,
)
from application.repositories.messages.notification_repository import NotificationRepository
from application.repositories.messages.outbox_repository import OutboxRepository
from application.repositories.messages.preference_repository import PreferenceRepository, ReminderRepository
from application.repositories.messages.published_event_repository import PublishedEventRepository
from application.repositories.messages.webhook_repository import WebhookDeliveryRepository, WebhookRepository
from application.repositories.operations.alert_settings_repository import (
    AlertAddressRepository,
    AlertRecipientRepository,
    AlertSettingsRepository,
)
from application.repositories.operations.import_repository import (
    ImportedHistoryRepository,
    ImportedRowRepository,
    ImportRepository,
)
from application.repositories.operations.import_writer import ImportWriter
from application.repositories.operations.supervision_repository import AlertRepository
from application.repositories.people.merging_repository import MergingRepository
from application.repositories.people.organization_repository import (
    InviteRepository,
    MemberRepository,
    OrganizationRepository,
)
from application.repositories.people.person_repository import PersonRepository
from application.repositories.people.personal_repository import PersonalRepository
from application.repositories.people.user_repository import UserRepository
from application.repositories.runs.async_race_repository import AsyncRaceRepository
from application.repositories.runs.run_history_repository import (
    ParPointRepository,
    ResultCorrectionRepository,
    RunReviewRepository,
)
from application.repositories.runs.run_list_repository import RunListRepository
from application.repositories.tournaments.async_tournament_repository import (
    AsyncTournamentRepository,
    PermalinkRepository,
    PoolRepository,
    WhitelistRepository,
)
from application.repositories.tournaments.race_room_profile_repository import (
    RaceRoomProfileRepository,
    RacetimeBotRepository,
)
from application.repositories.tournaments.seed_source_repository import SeedMakingRepository, SeedSourceRepository
from application.repositories.tournaments.tournament_role_repository import TournamentRoleRepository

R = TypeVar("R")
T = TypeVar("T", bound=TenantRepository[Any])
U = TypeVar("U", bound=UserRepository | PersonalRepository | MergingRepository | FingerprintRepository)


class _Made(Generic[R]):
    """A repository that is made when it is first asked for, and kept."""

    def __init__(self, kind: type[R], make: Callable[["Repositories"], R]) -> None:
        self.kind = kind
        self._make = make

    def __set_name__(self, owner: type["Repositories"], name: str) -> None:
        self._name = name

    def __get__(self, repositories: "Repositories", owner: type["Repositories"]) -> R:
        made: R = repositories.__dict__.setdefault(self._name, self._make(repositories))
        return made


def _scoped(kind: type[T]) -> _Made[T]:
    """Rows of the context's organization."""
    return _Made(kind, lambda own: kind(own.ctx, own.clock))


def _unscoped(kind: type[U]) -> _Made[U]:
    """Rows that belong to no organization."""
    return _Made(kind, lambda own: kind(own.clock))


class Repositories:
    """The repositories of one organization."""

    organization = _scoped(OrganizationRepository)
    members = _scoped(MemberRepository)
    users = _unscoped(UserRepository)
    people = _scoped(PersonRepository)
    personal = _unscoped(PersonalRepository)
    merging = _unscoped(MergingRepository)
    fingerprints = _unscoped(FingerprintRepository)
    invites = _scoped(InviteRepository)
    tournaments = _scoped(AsyncTournamentRepository)
    pools = _scoped(PoolRepository)
    permalinks = _scoped(PermalinkRepository)
    seed_sources = _scoped(SeedSourceRepository)
    seed_makings = _scoped(SeedMakingRepository)
    whitelist = _scoped(WhitelistRepository)
    tournament_roles = _scoped(TournamentRoleRepository)
    runs = _scoped(AsyncRaceRepository)
    run_lists = _scoped(RunListRepository)
    reviews = _scoped(RunReviewRepository)
    corrections = _scoped(ResultCorrectionRepository)
    par_points = _scoped(ParPointRepository)
    live_races = _scoped(AsyncLiveRaceRepository)
    rooms = _scoped(LiveRaceRoomRepository)
    entrants = _scoped(LiveRaceEntrantRepository)
    unmatched = _scoped(UnmatchedEntrantRepository)
    live_race_corrections = _scoped(LiveRaceCorrectionRepository)
    alerts = _scoped(AlertRepository)
    alert_settings = _scoped(AlertSettingsRepository)
    alert_recipients = _scoped(AlertRecipientRepository)
    alert_addresses = _scoped(AlertAddressRepository)
    profiles = _scoped(RaceRoomProfileRepository)
    bots = _scoped(RacetimeBotRepository)
    event_log = _scoped(EventLogRepository)
    outbox = _scoped(OutboxRepository)
    discord_server = _scoped(DiscordServerRepository)
    tournament_discord = _scoped(TournamentDiscordRepository)
    discord_posts = _scoped(DiscordPostRepository)
    run_threads = _scoped(RunThreadRepository)
    notifications = _scoped(NotificationRepository)
    preferences = _scoped(PreferenceRepository)
    reminders = _scoped(ReminderRepository)
    imports = _scoped(ImportRepository)
    imported_rows = _scoped(ImportedRowRepository)
    imported_history = _scoped(ImportedHistoryRepository)
    import_writer = _scoped(ImportWriter)
    published_events = _scoped(PublishedEventRepository)
    webhooks = _scoped(WebhookRepository)
    webhook_deliveries = _scoped(WebhookDeliveryRepository)

    def __init__(self, ctx: OrgContext, clock: Clock) -> None:
        self.ctx = ctx
        self.clock = clock
