"""What runs in one process, and how its parts know each other."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import FastAPI

from api.app import create_api, create_health
from application.container import Container, build_container
from application.database import Database, dialect_of
from application.domain.clock import Clock, SystemClock
from application.domain.events import Event, MissedEvent
from application.domain.events.messages import RoomMessagesQueuedEvent
from application.events import EventBus
from application.generators import generators_of
from application.mail import MailSender
from application.page_links import PageLinks
from application.ports import BotAccount
from application.processes import Leadership, Relay
from application.scheduler import Scheduler
from application.services.messages.delivery_loop import DeliveryLoop
from application.services.messages.event_worker import EventWorker
from application.settings import ProcessRole, Settings
from application.webhook_sender import WebhookSender
from discordbot.servers import bot_servers
from discordbot.sign_in import sign_in_routes
from discordbot.worker import discord_worker
from installation.rehearsing import connect_rehearsal_bot, link_application, start_demo_race
from racetime.oauth_client import LinkApplication, RacetimeLink
from racetime.registry import BotRegistry
from racetime.rehearsal.server import RehearsalServer
from racetime.rooms import RacetimeRooms
from racetime.site import RacetimeSite
from racetime.supervisor import RacetimeSupervisor
from racetime.web import RacetimeWeb
from views.site import mount_site
from views.site_facts import Rehearsal

logger = logging.getLogger(__name__)

_FINISHING_SECONDS = 10.0
_LOOKS_EVERY_SECONDS = 30.0


@dataclass
class Bots:
    """The bots to run, with the one of the configuration as soon as there is an organization for it."""

    container: Container
    is_complete: bool

    async def active(self) -> tuple[BotAccount, ...]:
        await self.complete()
        return await self.container.bots.active_bots()

    async def complete(self) -> None:
        if not self.is_complete:
            settings = self.container.settings
            self.is_complete = await self.container.bots.adopt_configured_bot(
                settings.racetime_bot_category, settings.racetime_bot_client_id, settings.racetime_bot_client_secret
            )


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that runs in one process."""

    container: Container
    bots: Bots
    supervisor: RacetimeSupervisor
    database: Database
    rehearsal: RehearsalServer | None
    pace: float
    schedules: list[Scheduler] = field(default_factory=list)
    """The one that runs, while this process leads."""

    def web_app(self) -> FastAPI:
        if ProcessRole.WEB not in self.container.settings.roles:
            return create_health(self.container, missing=self._missing)
        app = create_api(self.container, missing=self._missing)
        self.database.measure(self.container.meters.counts_connections)
        app.include_router(sign_in_routes(self.container))
        mount_site(app, self.container, rehearsal=self._rehearsal_facts())
        return app

    def _rehearsal_facts(self) -> Rehearsal | None:
        if self.rehearsal is None:
            return None
        return Rehearsal(
            url=self.rehearsal.public_url,
            categories=tuple(category.slug for category in self.rehearsal.options.categories),
            connect_bot=partial(connect_rehearsal_bot, self.container),
            start_demo_race=partial(start_demo_race, self.container),
        )

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Bots and schedule run until the end of the block; what is under way may finish then.

        A block that ends with an error has lost the right to work: another process may be at it already, so everything
        is cut short.
        """
        await self.database.gather_statistics()
        bots = [asyncio.create_task(self.supervisor.run(), name="racetime supervisor")]
        bots.append(asyncio.create_task(event_worker(self.container).run(), name="events for programs"))
        discord = discord_worker(self.container)
        if discord is not None:
            bots.append(asyncio.create_task(discord.run(), name="Discord bot"))
        if self.container.settings.sends_mail:
            sender = MailSender(self.container.settings, self.container.clock)
            mail = DeliveryLoop(self.container.messages, sender, self.container.clock)
            bots.append(asyncio.create_task(mail.follow(self.container.bus), name="mail"))
        scheduler = Scheduler(
            self.container.tasks,
            meters=self.container.meters,
            gather_statistics=self.database.gather_statistics,
            pace=self.pace,
        )
        scheduler.start()
        self.container.meters.leads(True)
        self.schedules.append(scheduler)
        may_finish = True
        try:
            yield
        except Exception:
            may_finish = False
            raise
        finally:
            self.container.meters.leads(False)
            self.schedules.remove(scheduler)
            await scheduler.stop(patience=_FINISHING_SECONDS if may_finish else 0)
            await cancelled(bots)

    @asynccontextmanager
    async def at_work(self, *, stop: Callable[[], None]) -> AsyncIterator[None]:
        """Do what this process is for, beside serving, until the end of the block.

        When a part of it ends by itself, `stop` is called, and the error raised at the end: a process that serves on
        and no longer works would look sound, while one that ends is started again.
        """
        settings, clock = self.container.settings, self.container.clock
        jobs = [self.container.meters.watch_loop(), self._look_after_installation()]
        async with AsyncExitStack() as stack:
            if dialect_of(settings.database_url) == "sqlite":
                await stack.enter_async_context(self.working())
            else:
                jobs.append(Relay(settings.database_url, self.container.bus, self.container.allowances, clock).run())
                if ProcessRole.WORKER in settings.roles:
                    jobs.append(Leadership(settings.database_url, clock, self.working).run())
            tasks = [asyncio.create_task(job, name="among other processes") for job in jobs]
            for task in tasks:
                task.add_done_callback(lambda _: stop())
            try:
                yield
                for task in tasks:
                    if task.done():
                        task.result()
            finally:
                await cancelled(tasks)

    async def _look_after_installation(self) -> None:
        """Notice what is the matter with the installation, also where another process works, until cancelled.

        A cancellation that comes together with the mail server's answer is swallowed by `asyncio.wait_for`.
        """
        this = asyncio.current_task()
        while this is not None and not this.cancelling():
            await self.container.clock.sleep(_LOOKS_EVERY_SECONDS)
            try:
                await self.container.installation_alerts.look()
            except Exception:
                logger.exception("The installation could not be looked after.")

    async def _missing(self) -> list[str]:
        """Return what this process lacks to do its part. Raises what the database's driver raises."""
        missing = [] if await self.database.is_reachable() else ["database"]
        return missing if all(schedule.is_alive for schedule in self.schedules) else [*missing, "schedule"]


def event_worker(container: Container) -> EventWorker:
    """Return what publishes events and sends them to webhooks, to be run."""
    sender = WebhookSender(container.clock, private_allowed=container.settings.reaches_private)
    return EventWorker(container.publishing, container.webhook_deliveries, sender, container.bus, container.clock)


async def cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def installed(
    settings: Settings, *, clock: Clock | None = None, rehearsal: RehearsalServer | None = None, pace: float = 1
) -> AsyncIterator[Installation]:
    """Open the database and wire everything; `rehearsal` must be listening and takes racetime.gg's place.

    `pace` is that of the schedule's jobs.
    """
    time = clock or SystemClock()
    address = rehearsal.url if rehearsal is not None else settings.racetime_public_url
    web = RacetimeWeb(RacetimeSite(address), time)
    database = await Database.open(settings.database_url, pool_size=settings.database_pool_size)
    bus = EventBus()
    registry = BotRegistry(web=web, clock=time, active_bots=lambda: bots.active())  # noqa: PLW0108  # made below
    rooms = RacetimeRooms(web=web, bots=registry)
    accounts = link_to_racetime(settings, web, rehearsing=rehearsal is not None)
    servers = bot_servers(settings)
    generators = generators_of(settings, rehearsal_address=rehearsal.url if rehearsal is not None else "")
    container = build_container(
        settings, clock=time, rooms=rooms, bus=bus, servers=servers, accounts=accounts, generators=generators
    )
    bots = Bots(container, is_complete=rehearsal is not None or not settings.racetime_bot_client_id)
    supervisor = RacetimeSupervisor(
        web=web, registry=registry, room_service=container.room_service, bot_service=container.bots, clock=time
    )

    def wake(event: Event) -> None:
        if event.logged or isinstance(event, RoomMessagesQueuedEvent | MissedEvent):
            supervisor.wake()

    unsubscribe = bus.subscribe(Event, wake)
    try:
        yield Installation(container, bots, supervisor, database, rehearsal, pace)
    finally:
        unsubscribe()
        if servers is not None:
            await servers.close()
        await web.close()
        await database.close()


def link_to_racetime(settings: Settings, web: RacetimeWeb, *, rehearsing: bool) -> RacetimeLink | None:
    """Return how people link their accounts; None where no application was configured."""
    if rehearsing:
        return RacetimeLink(link_application(settings), web=web)
    if not settings.racetime_client_id:
        return None
    return_to = PageLinks(settings.public_url).racetime_return
    application = LinkApplication(settings.racetime_client_id, settings.racetime_client_secret, return_to)
    return RacetimeLink(application, web=web)
