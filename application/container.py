"""The built services, as every entry point receives them."""

from dataclasses import dataclass

from application.access import Access
from application.domain.clock import Clock
from application.events import EventBus
from application.links import PageLinks
from application.ports import DiscordServers, RaceRooms
from application.repositories.discord_site_repository import DiscordSiteRepository
from application.repositories.site_repository import SiteRepository
from application.repositories.user_repository import UserRepository
from application.secret_box import FernetSecretBox
from application.services.announcement_plans import AnnouncementPlanner
from application.services.announcement_service import AnnouncementService
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.async_tournament_service import AsyncTournamentService
from application.services.demo_service import DemoService
from application.services.discord_desk_service import DiscordDeskService
from application.services.discord_server_service import DiscordServerService
from application.services.identity_service import IdentityService
from application.services.live_race_timeline import InstallationDefaults
from application.services.notification_service import NotificationService
from application.services.organization_service import OrganizationService
from application.services.race_facts import RaceFactsReader
from application.services.race_room_profile_service import RaceRoomProfileService
from application.services.racetime_bot_service import RacetimeBotService
from application.services.request_ledger import RequestLedger
from application.services.task_scheduler_service import TaskSchedulerService
from application.settings import Settings
from application.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class Container:
    settings: Settings
    clock: Clock
    bus: EventBus
    access: Access
    links: PageLinks
    identity: IdentityService
    organizations: OrganizationService
    tournaments: AsyncTournamentService
    live_races: AsyncLiveRaceService
    profiles: RaceRoomProfileService
    bots: RacetimeBotService
    tasks: TaskSchedulerService
    requests: RequestLedger
    demo: DemoService
    discord_servers: DiscordServerService
    discord_desk: DiscordDeskService
    announcements: AnnouncementService
    notifications: NotificationService


def build_container(
    settings: Settings, *, clock: Clock, rooms: RaceRooms, bus: EventBus, servers: DiscordServers | None = None
) -> Container:
    """Wire the services; the database must be open before any of them is used. Without `servers` Discord is off."""
    site = SiteRepository(clock)
    access = Access(site)
    units = UnitsOfWork(bus, clock)
    links = PageLinks(settings.public_url)
    defaults = InstallationDefaults(
        room_open_minutes=settings.async_live_race_room_open_minutes,
        min_account_age_days=settings.async_live_race_min_account_age_days,
    )
    users = UserRepository(clock)
    organizations = OrganizationService(units, access, site, defaults)
    tournaments = AsyncTournamentService(units, rooms, defaults)
    live_races = AsyncLiveRaceService(units, access, site, rooms, links, defaults)
    profiles = RaceRoomProfileService(units)
    bots = RacetimeBotService(units, access, site, FernetSecretBox(settings.secret_key))
    discord_site = DiscordSiteRepository(clock)
    notifications = NotificationService(units, access, discord_site, defaults)
    facts = RaceFactsReader(units, access, live_races, tournaments, links)
    announcements = AnnouncementService(units, access, discord_site, AnnouncementPlanner(units, access, facts))
    return Container(
        settings=settings,
        clock=clock,
        bus=bus,
        access=access,
        links=links,
        identity=IdentityService(
            users,
            discord_site,
            clock,
            demo_sign_in=settings.demo_sign_in,
            site_administrators=frozenset(settings.site_admin_discord_ids),
        ),
        organizations=organizations,
        tournaments=tournaments,
        live_races=live_races,
        profiles=profiles,
        bots=bots,
        tasks=TaskSchedulerService(site, live_races, notifications, announcements, clock),
        requests=RequestLedger(users, clock),
        demo=DemoService(
            access=access,
            site=site,
            users=users,
            organizations=organizations,
            tournaments=tournaments,
            live_races=live_races,
            profiles=profiles,
            bots=bots,
            clock=clock,
            allowed=not settings.in_production,
        ),
        discord_servers=DiscordServerService(units, access, discord_site, servers),
        discord_desk=DiscordDeskService(
            units, access, discord_site, users, live_races, tournaments, notifications, links, defaults
        ),
        announcements=announcements,
        notifications=notifications,
    )
