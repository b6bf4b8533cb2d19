"""The rehearsal server: world, timekeeper and racers behind racetime.gg's HTTP and websocket addresses."""

from datetime import timedelta

from aiohttp import web

from application.domain.clock import Clock
from racetime.rehearsal.actions import BotActions, CommonActions, PublicActions, UserActions
from racetime.rehearsal.bot_api import BotApi
from racetime.rehearsal.clockwork import Tasks
from racetime.rehearsal.documents import Documents
from racetime.rehearsal.faults import SHORT_TOKEN_LIFETIME, Fault, FaultDice, FaultyTraffic, Traffic
from racetime.rehearsal.http import edge
from racetime.rehearsal.oauth_api import OAuthApi
from racetime.rehearsal.options import RehearsalOptions
from racetime.rehearsal.page_api import FaultPages, PageApi
from racetime.rehearsal.pages import renders
from racetime.rehearsal.public_api import DocumentCache, PublicApi
from racetime.rehearsal.race import Race
from racetime.rehearsal.racers import DEMO_USERS, PersonalFaults, SimulatedRacers
from racetime.rehearsal.seed_api import SeedApi
from racetime.rehearsal.sockets import Hub, Sockets
from racetime.rehearsal.timekeeper import Timekeeper
from racetime.rehearsal.tokens import TOKEN_LIFETIME, TokenStore
from racetime.rehearsal.users import User
from racetime.rehearsal.world import World

_SHUTDOWN_SECONDS = 0.5
_WILDCARD_HOSTS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # compared with, not listened on


class RehearsalServer:
    """A racetime.gg of its own, in memory; everything is gone once it stops.

    `world` is where tests and tools make moves directly. `traffic` bends what leaves the server in place of
    the faults, which are switched on and off by `have_faults`.
    """

    def __init__(self, *, clock: Clock, options: RehearsalOptions, traffic: Traffic | None = None) -> None:
        self.options = options
        self.world = World(clock=clock, options=options)
        for member in DEMO_USERS:
            self.world.add_user(member.full_name, user_id=member.id, twitch_name=member.twitch_name)
        self._faults = set(options.faults)
        self._traffic = traffic or FaultyTraffic(self._faults, clock)
        self._tasks = Tasks()
        self._dice = FaultDice(options.fault_rates)
        self._tokens = TokenStore(clock, options, self._token_lifetime, self._refuses_bots)
        self._documents = Documents(self.world)
        self._cache = DocumentCache(clock, self._dice)
        self._hub = Hub(clock=clock, documents=self._documents, renders=renders, dice=self._dice, tasks=self._tasks)
        self._common = CommonActions(self.world, self._documents)
        self._sockets = Sockets(self.world, self._hub, self._tasks, self._common, self._traffic)
        self._timekeeper = Timekeeper(self.world, self._tasks)
        self._racers = SimulatedRacers(self.world, self._tasks, options, self._faults)
        self._personal_faults = PersonalFaults(self.world, self._tasks, self._faults)
        self._runner: web.AppRunner | None = None
        self._url: str | None = None
        for listener in (
            self._cache.on_event,
            self._hub.on_event,
            self._timekeeper.on_event,
            self._racers.on_event,
            self._personal_faults.on_event,
        ):
            self.world.subscribe(listener)

    @property
    def url(self) -> str:
        """The address where the server listens, without a final slash; RuntimeError while it does not."""
        if self._url is None:
            raise RuntimeError("The rehearsal server is not running.")
        return self._url

    @property
    def public_url(self) -> str:
        """The address that browsers use."""
        return (self.options.external_base_url or self.url).rstrip("/")

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen and let time pass; port 0 takes a free one. OSError when the port is taken.

        A server runs once: after `stop`, make a new one.
        """
        if self._runner is not None:
            raise RuntimeError("The rehearsal server was already started.")
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        self._runner = runner
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        reachable = "127.0.0.1" if host in _WILDCARD_HOSTS else host
        shown_host = f"[{reachable}]" if ":" in reachable else reachable
        self._url = f"http://{shown_host}:{runner.addresses[0][1]}"
        self._tasks.start(self._timekeeper.run(), name="timekeeper")
        self._tasks.start(self._personal_faults.run(), name="personal faults")
        if self.options.has_racers:
            self._tasks.start(self._racers.run(), name="racers")

    async def stop(self) -> None:
        """End every task and connection; sockets end without a close frame, as when racetime.gg restarts."""
        self._sockets.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        await self._tasks.stop()
        self._url = None

    @property
    def faults(self) -> frozenset[Fault]:
        return frozenset(self._faults)

    def have_faults(self, *faults: Fault) -> None:
        """Have exactly these faults from now on; what is open or was issued before is not spared."""
        new = set(faults) - self._faults
        self._faults.clear()
        self._faults.update(faults)
        if Fault.DROPPED_SOCKETS in new:
            self._hub.abort_all()
        if Fault.SHORT_TOKENS in new:
            self._tokens.expire_all()

    def _token_lifetime(self) -> timedelta:
        return SHORT_TOKEN_LIFETIME if Fault.SHORT_TOKENS in self._faults else TOKEN_LIFETIME

    def _refuses_bots(self) -> bool:
        return Fault.REFUSED_BOTS in self._faults

    def _application(self) -> web.Application:
        public = PublicApi(self.world, self._documents, self._cache, renders)
        bots = BotApi(self.world, self._documents, self._cache, self._tokens)
        people = OAuthApi(self.world, self._documents, self._tokens)
        pages = PageApi(self.world, address=lambda: self.public_url, take_over=self._take_over)
        faults = FaultPages(self._faults, self.have_faults)
        application = web.Application(middlewares=[edge(self._traffic)])
        application.add_routes(faults.routes())
        application.add_routes(SeedApi(address=lambda: self.public_url).routes())
        application.add_routes(people.routes())
        application.add_routes(bots.routes())
        application.add_routes(
            self._sockets.routes(
                public=PublicActions(self._common),
                people=UserActions(self.world, self._documents, self._tokens, self._common),
                bots=BotActions(self.world, self._tokens, self._common),
            )
        )
        application.add_routes(public.routes())
        application.add_routes(pages.routes())
        return application

    def _take_over(self, race: Race, user: User) -> None:
        self._racers.hand_over(race, user)
