"""The built services, as every entry point receives them."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom

from application.access import Access
from application.account_fingerprints import AccountFingerprints
from application.chronicle import log_live_races
from application.cookies import Cookies
from application.domain.clock import Clock
from application.domain.messages.channels import Destination
from application.domain.runs.draw import Choice
from application.events import EventBus
from application.generators import generators_of
from application.mail import MailSender
from application.meters import Meters
from application.page_links import PageLinks
from application.ports import DiscordServers, RaceRooms, RacetimeAccounts, SeedGenerators
from application.private_keys import PrivateKeys
from application.rate_limits import Allowances
from application.repositories.messages.discord_site_repository import DiscordSiteRepository
from application.repositories.messages.notification_repository import OwnNotificationRepository
from application.repositories.messages.published_event_repository import PublicationSiteRepository
from application.repositories.messages.webhook_repository import WebhookSiteRepository
from application.repositories.operations.due_work_repository import DueWorkRepository
from application.repositories.operations.import_repository import ImportSiteRepository
from application.repositories.operations.installation_alert_repository import InstallationAlertRepository
from application.repositories.operations.public_repository import PublicRepository
from application.repositories.operations.retention_repository import RetentionRepository
from application.repositories.operations.supervision_repository import SupervisionRepository
from application.repositories.people.access_repository import AccessRepository
from application.repositories.people.merging_repository import MergingRepository
from application.repositories.people.personal_repository import PersonalRepository
from application.repositories.people.user_repository import UserRepository
from application.repositories.tournaments.race_room_profile_repository import BotSecretRepository
from application.repositories.tournaments.seed_source_repository import SeedKeyRepository
from application.secret_box import secret_box as sealing_box
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.live_race_timeline import InstallationDefaults
from application.services.live_races.commands import LiveRaceCommands
from application.services.live_races.commentary_service import CommentaryService
from application.services.live_races.race_seeds import RaceSeeds
from application.services.live_races.read_cache import LiveRaceReadCache
from application.services.live_races.room_lifecycle import LiveRaceRooms
from application.services.live_races.room_service import RoomService
from application.services.live_races.speedgaming_service import SpeedGamingService
from application.services.messages.alert_plans import AlertPlanner
from application.services.messages.calendar_service import CalendarService
from application.services.messages.direct_message_plans import DirectMessagePlanner
from application.services.messages.discord_command_service import DiscordCommandService
from application.services.messages.discord_run_service import DiscordRunService
from application.services.messages.discord_server_service import DiscordServerService
from application.services.messages.event_feed_service import EventFeedService
from application.services.messages.fan_out_service import FanOutService
from application.services.messages.message_plans import MessagePlanner
from application.services.messages.message_service import MessageService
from application.services.messages.notification_service import NotificationService
from application.services.messages.overlay_service import OverlayService
from application.services.messages.publishing_service import PublishingService
from application.services.messages.race_facts import OwnResultReader, RaceFactsReader
from application.services.messages.run_facts import RunFactsReader
from application.services.messages.run_plans import RunPlanner
from application.services.messages.webhook_deliveries import WebhookDeliveries
from application.services.messages.webhook_service import WebhookService
from application.services.operations.alert_address_service import AlertAddressService
from application.services.operations.alert_service import AlertService
from application.services.operations.alert_settings_service import AlertSettingsService
from application.services.operations.archive_import_service import ArchiveImportService
from application.services.operations.audit_service import AuditService
from application.services.operations.demo_service import DemoService
from application.services.operations.export_service import ExportService
from application.services.operations.facts_service import FactsService
from application.services.operations.goal_check_service import GoalCheckService
from application.services.operations.history_service import HistoryService
from application.services.operations.idempotency_store import IdempotencyStore
from application.services.operations.import_service import ImportService
from application.services.operations.installation_alert_service import InstallationAlertService
from application.services.operations.public_service import PublicService
from application.services.operations.race_night_service import RaceNightService
from application.services.operations.racetime_bot_service import RacetimeBotService
from application.services.operations.racetime_catalog_service import RacetimeCatalogService
from application.services.operations.retention_service import RetentionService
from application.services.operations.setup_service import SetupService
from application.services.operations.task_scheduler_service import TaskSchedulerService
from application.services.operations.unmatched_results_service import UnmatchedResultsService
from application.services.operations.waiting_service import WaitingService
from application.services.people.account_service import AccountService
from application.services.people.identity_service import IdentityService
from application.services.people.invite_service import InviteService
from application.services.people.organization_service import OrganizationService
from application.services.people.people_service import PeopleService
from application.services.people.person_gathering import PersonGatherer
from application.services.people.racetime_link_service import RacetimeLinkService
from application.services.people.roster_service import RosterService
from application.services.runs.async_race_service import AsyncRaceService
from application.services.runs.leaderboard_service import Boards, LeaderboardService
from application.services.runs.player_service import PlayerService
from application.services.runs.review_service import ReviewService
from application.services.runs.scoring import Rescoring
from application.services.seed_making import SeedMaker
from application.services.tournaments.async_tournament_service import AsyncTournamentService
from application.services.tournaments.pool_service import PoolService
from application.services.tournaments.race_room_profile_service import RaceRoomProfileService
from application.services.tournaments.seed_source_service import SeedSourceService
from application.services.tournaments.staff_service import TournamentStaffService
from application.settings import Settings
from application.speedgaming import SpeedGamingSite
from application.unit_of_work import UnitsOfWork

_FAIR_CHANCE = SystemRandom()


@dataclass(frozen=True, slots=True)
class Container:
    settings: Settings
    clock: Clock
    bus: EventBus
    access: Access
    allowances: Allowances
    cookies: Cookies
    links: PageLinks
    identity: IdentityService
    accounts: AccountService
    people: PeopleService
    organizations: OrganizationService
    tournaments: AsyncTournamentService
    pools: PoolService
    seed_sources: SeedSourceService
    tournament_staff: TournamentStaffService
    runs: AsyncRaceService
    reviews: ReviewService
    leaderboards: LeaderboardService
    players: PlayerService
    audit: AuditService
    invites: InviteService
    rosters: RosterService
    live_races: AsyncLiveRaceService
    live_race_cache: LiveRaceReadCache
    room_service: RoomService
    profiles: RaceRoomProfileService
    bots: RacetimeBotService
    racetime: RacetimeCatalogService
    tasks: TaskSchedulerService
    requests: IdempotencyStore
    demo: DemoService
    discord_servers: DiscordServerService
    discord_commands: DiscordCommandService
    discord_runs: DiscordRunService
    messages: MessageService
    notifications: NotificationService
    fan_out: FanOutService
    publishing: PublishingService
    event_feed: EventFeedService
    webhooks: WebhookService
    webhook_deliveries: WebhookDeliveries
    goals: GoalCheckService
    alerts: AlertService
    alert_settings: AlertSettingsService
    installation_alerts: InstallationAlertService
    race_night: RaceNightService
    unmatched_results: UnmatchedResultsService
    waiting: WaitingService
    racetime_links: RacetimeLinkService
    setup: SetupService
    calendars: CalendarService
    alert_addresses: AlertAddressService
    overlays: OverlayService
    commentary: CommentaryService
    speedgaming: SpeedGamingService
    public: PublicService
    facts: FactsService
    imports: ImportService
    exports: ExportService
    archive_imports: ArchiveImportService
    history: HistoryService
    meters: Meters


def build_container(
    settings: Settings,
    *,
    clock: Clock,
    rooms: RaceRooms,
    bus: EventBus,
    choose_seed: Choice = _FAIR_CHANCE.choice,
    servers: DiscordServers | None = None,
    accounts: RacetimeAccounts | None = None,
    generators: SeedGenerators | None = None,
) -> Container:
    """Wire the services; the database must be open before any of them is used.

    `choose_seed` picks one of several permalinks in a draw, `generators` make new ones. Without `servers` Discord is
    off; without `accounts` nobody can link an account by signing in at racetime.gg.
    """
    site = AccessRepository(clock)
    due = DueWorkRepository()
    access = Access(site)
    units = UnitsOfWork(bus, clock)
    links = PageLinks(settings.public_url)
    defaults = InstallationDefaults(
        room_open_minutes=settings.async_live_race_room_open_minutes,
        min_account_age_days=settings.async_live_race_min_account_age_days,
    )
    users = UserRepository(clock)
    fingerprints = AccountFingerprints(settings)
    organizations = OrganizationService(units, access, site, defaults, fingerprints)
    boards = Boards()
    leaderboards = LeaderboardService(units, boards)
    rescoring = Rescoring(units, access, due)
    tournaments = AsyncTournamentService(units, rooms, defaults, leaderboards, rescoring)
    secret_box = sealing_box(settings)
    generators = generators or generators_of(settings)
    maker = SeedMaker(units, generators, secret_box)
    runs = AsyncRaceService(units, access, defaults, choose_seed, maker)
    race_seeds = RaceSeeds(units, access, maker)
    race_rooms = LiveRaceRooms(units, access, rooms, links, defaults, race_seeds)
    live_races = AsyncLiveRaceService(units, access, race_rooms, rooms, links, defaults, race_seeds)
    seed_sources = SeedSourceService(
        units,
        access,
        generators,
        maker,
        SeedKeyRepository(),
        secret_box,
        private_allowed=settings.reaches_private,
    )
    live_race_cache = LiveRaceReadCache(live_races, access, bus, clock)
    profiles = RaceRoomProfileService(units)
    goals = GoalCheckService(units, access, rooms)
    supervision = SupervisionRepository(clock)
    alerts = AlertService(units, access, supervision)
    bots = RacetimeBotService(units, access, site, BotSecretRepository(), secret_box)
    discord_site = DiscordSiteRepository(clock)
    webhook_site = WebhookSiteRepository(clock)
    notifications = NotificationService(units, access, OwnNotificationRepository())
    own_results = OwnResultReader(live_race_cache, leaderboards)
    fan_out = FanOutService(units, access, discord_site, defaults, own_results)
    schedule = SpeedGamingSite(settings.speedgaming_url)
    speedgaming = SpeedGamingService(units, access, live_races, schedule)
    facts = RaceFactsReader(units, access, live_races, links)
    run_facts = RunFactsReader(units, access, users, runs, links)
    address_keys = PrivateKeys(settings, "address")
    planner = MessagePlanner(
        units,
        access,
        facts,
        RunPlanner(units, access, run_facts, links),
        DirectMessagePlanner(units, access, facts, own_results, run_facts, links),
        AlertPlanner(units, access, links, address_keys),
    )
    messages = MessageService(units, access, discord_site, planner, in_development=not settings.in_production)
    gatherer = PersonGatherer(units, access, users, fingerprints)
    identity = IdentityService(
        users,
        discord_site,
        gatherer,
        bus,
        clock,
        demo_sign_in=settings.demo_sign_in,
        site_administrators=frozenset(settings.site_admin_discord_ids),
    )
    discord_commands = DiscordCommandService(
        units, access, discord_site, users, identity, live_races, tournaments, notifications, links, defaults
    )
    log_live_races(bus)
    discord_servers = DiscordServerService(units, access, discord_site, servers)
    return Container(
        settings=settings,
        clock=clock,
        bus=bus,
        access=access,
        allowances=Allowances(clock),
        cookies=Cookies(settings.public_url.startswith("https://")),
        links=links,
        identity=identity,
        accounts=AccountService(units, access, PersonalRepository(clock), fingerprints),
        people=PeopleService(units, access, identity, MergingRepository(clock), PersonalRepository(clock)),
        organizations=organizations,
        tournaments=tournaments,
        pools=PoolService(units),
        seed_sources=seed_sources,
        tournament_staff=TournamentStaffService(units),
        runs=runs,
        reviews=ReviewService(units, boards),
        leaderboards=leaderboards,
        players=PlayerService(units, boards),
        audit=AuditService(units),
        invites=InviteService(units, access, site, clock),
        rosters=RosterService(units, rooms, fingerprints),
        live_races=live_races,
        live_race_cache=live_race_cache,
        public=PublicService(access, PublicRepository(), live_race_cache, clock),
        room_service=RoomService(
            units,
            access,
            due,
            race_rooms,
            LiveRaceCommands(units, access, rooms, race_rooms, links, defaults),
            links,
        ),
        profiles=profiles,
        bots=bots,
        speedgaming=speedgaming,
        tasks=TaskSchedulerService(
            due,
            supervision,
            live_races,
            runs,
            goals,
            alerts,
            fan_out,
            messages,
            speedgaming,
            seed_sources,
            rescoring,
            RetentionService(
                RetentionRepository(),
                clock,
                timedelta(days=settings.retention_days),
                told_for=timedelta(days=settings.notification_retention_days),
            ),
            clock,
        ),
        goals=goals,
        alerts=alerts,
        installation_alerts=InstallationAlertService(
            InstallationAlertRepository(clock),
            supervision,
            discord_site,
            clock,
            mailer=MailSender(settings, clock) if settings.sends_mail else None,
            addresses=settings.alert_emails,
            sending=[
                destination
                for destination, is_on in (
                    (Destination.DISCORD, bool(settings.discord_bot_token)),
                    (Destination.EMAIL, settings.sends_mail),
                )
                if is_on
            ],
            site=settings.public_url,
        ),
        alert_settings=AlertSettingsService(units, discord_servers, sends_mail=settings.sends_mail),
        race_night=RaceNightService(units, supervision, rooms, defaults),
        racetime=RacetimeCatalogService(rooms),
        requests=IdempotencyStore(users, clock, secret_box),
        demo=DemoService(
            units=units,
            access=access,
            site=site,
            fingerprints=fingerprints,
            organizations=organizations,
            tournaments=tournaments,
            live_races=live_races,
            profiles=profiles,
            bots=bots,
            seed_sources=seed_sources,
            clock=clock,
            allowed=not settings.in_production,
        ),
        discord_servers=discord_servers,
        facts=FactsService(supervision, discord_servers, clock),
        imports=ImportService(units, access, site, ImportSiteRepository(), fingerprints, rooms, schedule),
        exports=ExportService(units, access, site, leaderboards),
        archive_imports=ArchiveImportService(units, access, site, secret_box, private_allowed=settings.reaches_private),
        history=HistoryService(units),
        meters=Meters(bus, clock),
        discord_commands=discord_commands,
        discord_runs=DiscordRunService(units, discord_commands, runs, tournaments, run_facts, links),
        messages=messages,
        notifications=notifications,
        fan_out=fan_out,
        publishing=PublishingService(units, access, PublicationSiteRepository(clock)),
        event_feed=EventFeedService(units, links),
        webhooks=WebhookService(units, webhook_site, secret_box, private_allowed=settings.reaches_private),
        webhook_deliveries=WebhookDeliveries(units, access, webhook_site, secret_box, links),
        unmatched_results=UnmatchedResultsService(units, defaults, fingerprints),
        waiting=WaitingService(units),
        setup=SetupService(units),
        commentary=CommentaryService(units, boards, live_race_cache),
        alert_addresses=AlertAddressService(units, access, address_keys),
        overlays=OverlayService(units, access, site, live_races, PrivateKeys(settings, "overlay")),
        calendars=CalendarService(
            access, users, organizations, tournaments, live_races, links, clock, PrivateKeys(settings, "calendar")
        ),
        racetime_links=RacetimeLinkService(units, access, site, users, gatherer, accounts, secret_box),
    )
