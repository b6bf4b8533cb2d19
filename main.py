"""SahaBot2 Live Races. Without a command it serves the product; `python main.py --help` lists the commands."""

import argparse
import asyncio
import gc
import hmac
import logging
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any, NoReturn

import uvicorn
from fastapi import FastAPI

from api.app import create_api, create_health
from application.bookkeeping import in_one_line
from application.container import Container, build_container
from application.context import OrgContext
from application.database import Database, DatabaseError, dialect_of, migrate, pending_migrations, served_alone
from application.domain.accounts import read_discord_id
from application.domain.clock import Clock, SystemClock
from application.domain.errors import DomainError, InvalidInput
from application.domain.events import Event, MissedEvent
from application.domain.events.messages import RoomMessagesQueuedEvent
from application.domain.ids import LiveRaceId
from application.domain.operations.alerts import rehearsal_client_id
from application.domain.words import counted
from application.events import EventBus
from application.page_links import PageLinks
from application.ports import BotAccount
from application.processes import Leadership, Relay
from application.scheduler import Scheduler
from application.services.operations.demo_service import DemoRacer, DemoRacetime
from application.services.people.identity_service import TOKEN_LIFE
from application.services.people.member_entry import NewMember
from application.settings import ProcessRole, Settings, SettingsError, load_settings
from discordbot.servers import bot_servers
from discordbot.sign_in import sign_in_routes
from discordbot.worker import discord_worker
from racetime.oauth_client import LinkApplication, RacetimeLink
from racetime.registry import BotRegistry
from racetime.rehearsal.options import BotClient, RehearsalOptions, Tempo, UserApp, default_categories
from racetime.rehearsal.racers import CAST
from racetime.rehearsal.server import RehearsalServer
from racetime.rooms import RacetimeRooms
from racetime.site import RacetimeSite, UnusableAddress
from racetime.supervisor import RacetimeSupervisor
from racetime.web import RacetimeWeb
from views.connections import patient_protocol
from views.site import mount_site
from views.site_facts import Rehearsal

logger = logging.getLogger("sahabot2")

DEMO_CATEGORY = "alttpr"
DEMO_GOAL = "Beat the game - Tournament (Solo)"
_DEMO_TEMPO = Tempo(join_within=25, ready_within=15, mean_race=35, spread=0.2, record_after=60)
_DEMO_RACERS = 12
SELDOM = (50_000, 20, 50)
"""How often garbage is searched for among the newest objects, those that are older, and all: with hundreds of open
pages the last takes a second in which nothing else happens, and what it finds is little."""
_LARGEST_MESSAGE = 1024 * 1024
"""Of a page's socket; a long text comes in pieces of a tenth of that."""


class CommandError(Exception):
    """A command can't be carried out; the message is one sentence."""


@dataclass
class _Bots:
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
    bots: _Bots
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
        """Bots and schedule run until the end of the block."""
        await self.database.gather_statistics()
        bots = [asyncio.create_task(self.supervisor.run(), name="racetime supervisor")]
        discord = discord_worker(self.container)
        if discord is not None:
            bots.append(asyncio.create_task(discord.run(), name="Discord bot"))
        scheduler = Scheduler(self.container.tasks, gather_statistics=self.database.gather_statistics, pace=self.pace)
        scheduler.start()
        self.schedules.append(scheduler)
        try:
            yield
        finally:
            self.schedules.remove(scheduler)
            await scheduler.stop()
            await _cancelled(bots)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Do what this process is for, beside serving, until the end of the block."""
        settings, clock = self.container.settings, self.container.clock
        if dialect_of(settings.database_url) == "sqlite":
            async with self.working():
                yield
            return
        jobs = [Relay(settings.database_url, self.container.bus, clock).run()]
        if ProcessRole.WORKER in settings.roles:
            jobs.append(Leadership(settings.database_url, clock, self.working).run())
        tasks = [asyncio.create_task(job, name="among other processes") for job in jobs]
        try:
            yield
        finally:
            await _cancelled(tasks)

    async def _missing(self) -> list[str]:
        """Return what this process lacks to do its part. Raises what the database's driver raises."""
        missing = [] if await self.database.is_reachable() else ["database"]
        return missing if all(schedule.is_alive for schedule in self.schedules) else [*missing, "schedule"]


async def _cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
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
    container = build_container(settings, clock=time, rooms=rooms, bus=bus, servers=servers, accounts=accounts)
    bots = _Bots(container, is_complete=rehearsal is not None or not settings.racetime_bot_client_id)
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


def link_to_racetime(settings: Settings, web: RacetimeWeb, *, rehearsing: bool) -> RacetimeLink | None:
    """Return how people link their accounts; None where no application was configured."""
    if rehearsing:
        return RacetimeLink(link_application(settings), web=web)
    if not settings.racetime_client_id:
        return None
    return_to = PageLinks(settings.public_url).racetime_return
    application = LinkApplication(settings.racetime_client_id, settings.racetime_client_secret, return_to)
    return RacetimeLink(application, web=web)


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


def _demo_racers() -> list[DemoRacer]:
    return [DemoRacer(member.id, member.name) for member in CAST if member.is_linked_in_demos]


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


async def serve(settings: Settings) -> None:
    """Migrate (in development), open, and serve until interrupted or terminated."""
    with listening(settings) as listener:
        if settings.in_production:
            await _demand_migrated(settings)
        else:
            await migrate(settings.database_url)
        async with (
            served_alone(settings.database_url),
            rehearsing(settings, settings.rehearsal_port) as rehearsal,
            installed(settings, rehearsal=rehearsal) as installation,
        ):
            container = installation.container
            if rehearsal is not None:
                await offer_demo(ensure_demo(container))
            elif not settings.in_production:
                await offer_demo(ensure_demo_people(container))
            await installation.bots.complete()
            server = _Server(
                uvicorn.Config(
                    installation.web_app(),
                    log_config=None,
                    access_log=False,
                    timeout_graceful_shutdown=5,
                    proxy_headers=bool(settings.trusted_proxies),
                    forwarded_allow_ips=list(settings.trusted_proxies),
                    server_header=False,
                    http=patient_protocol(settings.trusted_proxies),
                    ws_max_size=_LARGEST_MESSAGE,
                    ws_ping_interval=None,  # the page framework sends pings of its own
                    ws_per_message_deflate=False,  # a page's updates are small, and each socket would compress its own
                )
            )
            async with installation.at_work():
                if rehearsal is not None:
                    await offer_demo(start_demo_race(container))
                gc.collect()
                gc.freeze()  # a search for garbage holds everybody up, and what is there from the start stays
                gc.set_threshold(*SELDOM)
                logger.info("Open %s in a browser.", settings.public_url)
                await server.serve(sockets=[listener])


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """Take the address to serve on, before anything else: a second process must not touch the first one's races."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # the rest repeats the address
        raise CommandError(
            f"The product can't listen on port {settings.port} of {settings.host or 'every address'}: {reason}; "
            "free the port or set HOST and PORT."
        ) from error
    listener.setsockopt(
        socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
    )  # asyncio sets it only on sockets that name their protocol
    with listener:
        yield listener


class _Server(uvicorn.Server):
    """Ends at SIGINT and SIGTERM without raising them again, which would cut short what is closed afterwards."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


async def _demand_migrated(settings: Settings) -> None:
    if await pending_migrations(settings.database_url):
        raise CommandError("The database is not up to date; run `python main.py migrate` first.")


# Commands


async def _migrate(settings: Settings, _: argparse.Namespace) -> str:
    applied = await migrate(settings.database_url)
    return f"Applied {counted(len(applied), 'migration')}." if applied else "The database is up to date."


async def _create_organization(settings: Settings, chosen: argparse.Namespace) -> str:
    await _demand_migrated(settings)
    async with installed(settings) as installation:
        admin = None
        if chosen.admin_discord_id is not None:
            admin = NewMember(chosen.admin_name or f"Admin of {chosen.name}", discord_id=chosen.admin_discord_id)
        view = await installation.container.organizations.create_organization(chosen.slug, chosen.name, admin=admin)
    return f"Created organization {view.name} ({view.slug})."


async def _create_token(settings: Settings, chosen: argparse.Namespace) -> str:
    await _demand_migrated(settings)
    async with installed(settings) as installation:
        identity = installation.container.identity
        user = await identity.user_with_discord_id(chosen.discord_id)
        expires_at = None if chosen.days == "never" else SystemClock().now() + timedelta(days=chosen.days)
        token = await identity.create_token(user.id, chosen.name, expires_at=expires_at)
    return token.token


async def _end_sessions(settings: Settings, chosen: argparse.Namespace) -> str:
    await _demand_migrated(settings)
    async with installed(settings) as installation:
        identity = installation.container.identity
        tokens = None
        if chosen.discord_id is None:
            ended = await identity.end_all_sessions()
            if chosen.tokens:
                tokens = await identity.revoke_everybodys_tokens()
        else:
            user = await identity.user_with_discord_id(chosen.discord_id)
            ended = await identity.sign_out_everywhere(user.id)
            if chosen.tokens:
                tokens = await identity.revoke_all_tokens(user.id)
    revoked = "" if tokens is None else f" Revoked {counted(tokens, 'API token')}."
    return f"Ended {counted(ended, 'session')}; open pages end within seconds.{revoked}"


async def _rotate_secrets(settings: Settings, _: argparse.Namespace) -> str:
    await _demand_migrated(settings)
    async with installed(settings) as installation:
        done = await installation.container.bots.seal_secrets_anew()
        fingerprints = await installation.container.accounts.count_fingerprints_of_older_keys()
    if done.unreadable:
        raise CommandError(
            f"Encrypted {counted(done.resealed, 'secret')} again; {done.unreadable} can be read with none of the keys. "
            "Name the key that they were stored with in SECRET_KEYS_OLD, or enter them again."
        )
    return (
        f"Encrypted {counted(done.resealed, 'secret')} again. Left alone: calendar and overlay links, which people "
        f"reset, and {counted(fingerprints, 'fingerprint')} of deleted accounts made with an older key, which go when "
        "their tournaments are closed. Keep the older keys in SECRET_KEYS_OLD until then; sessions and API tokens "
        "need none."
    )


async def _demo(settings: Settings, _: argparse.Namespace) -> str:
    if settings.in_production:
        raise CommandError("The demo community exists in development only.")
    await migrate(settings.database_url)
    async with rehearsing(settings, 0) as rehearsal, installed(settings, rehearsal=rehearsal) as installation:
        ensure = ensure_demo if rehearsal is not None else ensure_demo_people
        made = await ensure(installation.container)
    return "The demo community is ready." if made else "The demo community was there already."


Command = Callable[[Settings, argparse.Namespace], Coroutine[object, object, str]]


class _OneSentenceParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}; see `{self.prog} --help`.\n")


def _discord_id(text: str) -> int:
    try:
        return read_discord_id(text, SystemClock().now())
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(error.message) from error


def _days(text: str) -> int | str:
    if text == "never":
        return text
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError("give a number of days from 1 to 9999, or never")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _OneSentenceParser(prog="python main.py", description=__doc__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(command=command)
        return sub

    add("migrate", _migrate, "Bring the database up to date.")
    organization = add("create-organization", _create_organization, "Create an organization with its first admin.")
    organization.add_argument("--slug", required=True, help="short name for addresses, e.g. lost-woods")
    organization.add_argument("--name", required=True, help="full name")
    organization.add_argument(
        "--admin-discord-id", type=_discord_id, metavar="ID", help="Discord id of the first admin"
    )
    organization.add_argument("--admin-name", help="name of the first admin, when that person is new here")
    token = add("create-token", _create_token, "Print a new API token; it is shown this once.")
    token.add_argument(
        "--discord-id", type=_discord_id, required=True, metavar="ID", help="Discord id of the person it acts for"
    )
    token.add_argument("--name", required=True, help="what the token is for")
    token.add_argument(
        "--days", type=_days, default=TOKEN_LIFE.days, help="after how many days it expires, or never; default: 90"
    )
    sessions = add("end-sessions", _end_sessions, "Sign people out everywhere, and end their open pages.")
    sessions.add_argument(
        "--discord-id", type=_discord_id, metavar="ID", help="only this person's sessions, instead of everybody's"
    )
    sessions.add_argument("--tokens", action="store_true", help="revoke their API tokens, too")
    add(
        "rotate-secrets",
        _rotate_secrets,
        "Encrypt stored secrets again with SECRET_KEY, after the one before was moved to SECRET_KEYS_OLD.",
    )
    add("demo", _demo, "Create the demo community (development only).")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code; every error is one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(in_one_line)
    for chatty in ("httpx", "apscheduler", "aerich", "tortoise", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    command: Command | None = getattr(chosen, "command", None)
    try:
        settings = load_settings()
        if command is None:
            asyncio.run(serve(settings))
        else:
            sys.stdout.write(f"{asyncio.run(command(settings, chosen))}\n")
    except (CommandError, SettingsError, DatabaseError, UnusableAddress, DomainError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
