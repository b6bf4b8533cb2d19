"""The built-in racetime.gg stand-in, and the demo community that races on it."""

import hmac
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from application.container import Container
from application.context import OrgContext
from application.database import Database
from application.domain.clock import Clock, SystemClock
from application.domain.errors import DomainError
from application.domain.ids import LiveRaceId
from application.domain.operations.alerts import rehearsal_client_id
from application.page_links import PageLinks
from application.ports import CategoryFacts
from application.services.operations.demo_service import DemoRacer, DemoRacetime
from application.settings import Settings
from installation import CommandError
from installation.season import SeasonOfDemo
from racetime.oauth_client import LinkApplication
from racetime.rehearsal.options import BotClient, RehearsalOptions, Tempo, UserApp, default_categories
from racetime.rehearsal.racers import DEMO_USERS
from racetime.rehearsal.server import RehearsalServer

logger = logging.getLogger("sahabot2")

DEMO_CATEGORY = "alttpr"
DEMO_GOAL = "Beat the game - Tournament (Solo)"
_DEMO_TEMPO = Tempo(join_within=25, ready_within=15, mean_race=35, spread=0.2, record_after=60)
_DEMO_RACERS = 12
_NEW_ACCOUNT = timedelta(days=2)


def rehearsal_server(settings: Settings, clock: Clock) -> RehearsalServer:
    """Make the built-in racetime.gg stand-in. Its bot secrets follow from SECRET_KEY, so they outlive a restart."""
    categories = tuple(
        replace(category, bots=(BotClient(rehearsal_client_id(category.slug), bot_secret(settings, category.slug)),))
        for category in default_categories()
    )
    application = link_application(settings)
    options = RehearsalOptions(
        categories=categories,
        user_apps=(UserApp("SahaBot2", application.client_id, application.client_secret, (application.return_to,)),),
        tempo=_DEMO_TEMPO,
        racer_count=_DEMO_RACERS,
    )
    return RehearsalServer(clock=clock, options=options)


def link_application(settings: Settings) -> LinkApplication:
    """The application that is registered with the rehearsal server."""
    return_to = PageLinks(settings.public_url).racetime_return
    return LinkApplication("rehearsal-app", bot_secret(settings, "application"), return_to)


def bot_secret(settings: Settings, category: str) -> str:
    return hmac.new(settings.secret_key.encode(), f"rehearsal {category}".encode(), "sha256").hexdigest()


@asynccontextmanager
async def rehearsing(settings: Settings, port: int) -> AsyncIterator[RehearsalServer | None]:
    """Let a rehearsal server listen where the configuration asks for one."""
    if not settings.uses_rehearsal:
        yield None
        return
    server = rehearsal_server(settings, SystemClock())
    try:
        await server.start("127.0.0.1", port)
    except OSError as error:
        raise CommandError(
            f"The rehearsal server can't listen on port {port}; free it or set REHEARSAL_PORT (0 takes a free one)."
        ) from error
    try:
        yield server
    finally:
        await server.stop()


async def ensure_demo(container: Container) -> bool:
    """Make what is missing of the demo community; True when its people were."""
    return await container.demo.ensure_community(demo_racetime(container.settings), _demo_racers())


async def ensure_demo_people(container: Container) -> bool:
    """Make whom developers sign in as where another server takes the rehearsal's place; True when they were."""
    return await container.demo.ensure_people(_demo_racers())


async def ensure_season(container: Container, database: Database, rehearsal: RehearsalServer) -> bool:
    """Make the demo community with a season behind it; True unless there was a community before.

    All of it comes to be at once: a process that is killed leaves nothing, and of two the quicker one makes it.
    """
    category = next(each for each in rehearsal.options.categories if each.slug == DEMO_CATEGORY)
    facts = CategoryFacts(category.slug, category.name, (DEMO_GOAL,))
    season = SeasonOfDemo(container.settings, container.clock.now(), facts, rehearsal.public_url)
    async with database.all_at_once():
        return await season.make(_demo_racers(), _strangers())


def _demo_racers() -> list[DemoRacer]:
    """Return whom the demo community knows; the last one's Discord account is too young to race with."""
    known = [DemoRacer(member.id, member.name) for member in DEMO_USERS if member.is_linked_in_demos]
    return [*known[:-1], replace(known[-1], account_age=_NEW_ACCOUNT)]


def _strangers() -> list[DemoRacer]:
    return [DemoRacer(member.id, member.name) for member in DEMO_USERS if not member.is_linked_in_demos]


async def connect_rehearsal_bot(container: Container, ctx: OrgContext, category: str) -> None:
    """Give an organization the rehearsal's bot of a category."""
    secret = bot_secret(container.settings, category)
    await container.bots.save_bot(ctx, category, rehearsal_client_id(category), secret)


async def start_demo_race(container: Container) -> LiveRaceId:
    return await container.demo.start_race(demo_racetime(container.settings))


def demo_racetime(settings: Settings) -> DemoRacetime:
    return DemoRacetime(
        DEMO_CATEGORY, DEMO_GOAL, rehearsal_client_id(DEMO_CATEGORY), bot_secret(settings, DEMO_CATEGORY)
    )


async def offer_demo(step: Awaitable[object]) -> None:
    """Do something for the demo, which is a nicety: whatever people did to it, the product starts."""
    try:
        await step
    except DomainError as refusal:
        logger.warning("There is no new demo race: %s", refusal)
