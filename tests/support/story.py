"""The whole product beside a rehearsal racetime.gg, over real sockets, under a clock that the test moves.

Nothing is played by a stand-in: requests, pages and bots go through sockets on loopback, and the product's own
schedule finds what is due. It looks at intervals of real time, so the clock stands still while a test waits for it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx
from nicegui.testing.general import nicegui_reset_globals

from application.certificates import authorities
from application.domain.events import Event
from application.domain.ids import UserId
from application.domain.messages.channels import Destination
from application.services.people.identity_service import SESSION_COOKIE
from application.settings import Settings
from installation.wiring import Installation, installed
from models.event_log import OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceRoom
from racetime.rehearsal import Fault, RehearsalServer
from racetime.rehearsal.race import Race, RaceStatus
from racetime.rehearsal.store import WorldEvent
from racetime.rehearsal.world import World
from tests.support.clock import ManualClock
from tests.support.organizer import CATEGORY, PATIENCE, Organizer, Racer, found_organization, rest_client
from tests.support.rehearsal import rehearsal_options
from tests.support.site import served

_STEP = 10.0
"""Seconds of the clock that go by at once; shorter than any patience of a bot."""
_QUIET = 0.1
"""Real seconds without any news, after which a moment of the clock goes by."""
_SHORTLY = 0.03
_MOMENT = 0.05
_PACE = 10
"""How much more often than usual the schedule looks for what is due, since the clock stands still meanwhile."""

E = TypeVar("E", bound=Event)


@dataclass
class Story(Organizer):
    """One organization with an admin, and everything around it."""

    clock: ManualClock
    installation: Installation
    server: RehearsalServer
    url: str
    admin_id: UserId
    visitor: httpx.AsyncClient
    """Somebody without a name."""
    told: list[Event] = field(default_factory=list)
    """What the product's bus said so far."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def world(self) -> World:
        return self.server.world

    def hear(self, event: Event) -> None:
        self.told.append(event)
        self._news.set()

    def see(self, _event: WorldEvent) -> None:
        self._news.set()

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so, looking whenever the product or racetime.gg says something.

        When neither does, a moment of the clock goes by: a lost connection may be waiting to come back.
        """
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                self._news.clear()
                try:
                    async with asyncio.timeout(_QUIET):
                        await self._news.wait()
                except TimeoutError:
                    await self.clock.advance(_MOMENT)

    async def within(self, seconds: float, is_so: Callable[[], object], *, step: float = 5) -> None:
        """Wait until something is so, while about so many seconds of the clock go by, whatever goes wrong.

        On a busy machine the clock may outrun the work: after that time it goes on by moments, as in `until`.
        """
        passed = 0.0
        while not is_so():
            if passed >= seconds:
                await self.until(is_so)
                return
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_SHORTLY):
                    await self._news.wait()
            await self.clock.advance(step)
            await self._let_sockets_work()
            passed += step

    async def happens(self, kind: type[E], live_race_id: int | None = None) -> E:
        """Wait until the bus has told an event of this kind, and return the last one."""
        await self.until(lambda: self._told(kind, live_race_id))
        return self._told(kind, live_race_id)[-1]

    def has_happened(self, kind: type[Event], live_race_id: int | None = None) -> bool:
        return bool(self._told(kind, live_race_id))

    def _told(self, kind: type[E], live_race_id: int | None) -> list[E]:
        events = [event for event in self.told if isinstance(event, kind)]
        return [event for event in events if live_race_id in (None, getattr(event.about, "live_race_id", None))]

    async def advance_to(self, moment: datetime, *, step: float = _STEP) -> None:
        """Let the time go by until an instant."""
        await self.advance((moment - self.clock.now()).total_seconds(), step=step)

    async def advance(self, seconds: float, *, step: float = _STEP) -> None:
        """Let time go by, once all is said that is to be said in the rooms, in steps after which pings arrive."""
        await self._patiently(self._all_is_said)
        await self.clock.advance(0)  # whoever plans by what was just done plans now
        passed = 0.0
        while passed < seconds:
            await self.clock.advance(min(step, seconds - passed))
            passed += step
            await self._let_sockets_work()

    async def catch_up(self, room: Race) -> None:
        """Wait until the product has stored what the room shows now."""

        async def is_stored() -> bool:
            return bool((await AsyncTournamentLiveRaceRoom.get(slug=room.name)).last_version >= room.version)

        await self._patiently(is_stored)

    async def _all_is_said(self) -> bool:
        waiting = OutboxMessage.filter(destination=Destination.RACETIME, sent_at__isnull=True)
        return not await waiting.filter(given_up_at__isnull=True, superseded_at__isnull=True).exists()

    async def _patiently(self, look: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await look():
                await self._let_sockets_work()
                await self.clock.advance(_MOMENT)

    async def _let_sockets_work(self) -> None:
        """Go to the rehearsal server and back, behind everything that is under way in other sockets."""
        for _ in range(2):
            expected = 503 if Fault.ERRORS in self.server.faults else 200
            answer = await self.visitor.get(f"{self.server.url}/{CATEGORY}/data")
            assert answer.status_code == expected, answer.text

    # What people do

    def room_of(self, race: Mapping[str, Any]) -> Race:
        return self.world.room(str(race["racetime_slug"]))

    @asynccontextmanager
    async def browsing(self, user_id: UserId) -> AsyncIterator[httpx.AsyncClient]:
        """Ask for pages as somebody who is signed in."""
        session = await self.installation.container.identity.open_session(user_id)
        async with httpx.AsyncClient(
            base_url=self.url, cookies={SESSION_COOKIE: session}, verify=authorities()
        ) as browser:
            yield browser

    @asynccontextmanager
    async def asking(self, user_id: UserId) -> AsyncIterator[httpx.AsyncClient]:
        """Use the REST API as somebody."""
        token = (await self.installation.container.identity.create_token(user_id, "story")).token
        async with rest_client(self.url, token) as client:
            yield client

    async def start_race(self, room: Race, racers: list[Racer]) -> None:
        """Let everybody get ready and the countdown end."""
        for racer in racers:
            self.world.ready(room, racer.racetime_id)
        await self.advance(1)
        await self.until(lambda: room.started_at is not None)
        assert room.started_at is not None
        await self.advance_to(room.started_at)
        await self.until(lambda: room.status is RaceStatus.IN_PROGRESS)
        await self.catch_up(room)

    async def finish(self, room: Race, racer: Racer, seconds: float) -> None:
        """Let a racer finish so many seconds after the start."""
        assert room.started_at is not None
        moment = room.started_at + timedelta(seconds=seconds)
        await self.advance_to(moment)
        self.world.done(room, racer.racetime_id, at=moment)
        await self.catch_up(room)


@asynccontextmanager
async def told_story(
    database_url: str, *, clock: ManualClock | None = None, more_settings: Mapping[str, object] | None = None
) -> AsyncIterator[Story]:
    """Run everything on a migrated database until the end of the block."""
    clock = clock or ManualClock()
    values = {"database_url": database_url, "base_url": "http://races.test", **(more_settings or {})}
    settings = Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]
    server = RehearsalServer(clock=clock, options=rehearsal_options())
    await server.start()
    try:
        async with installed(settings, clock=clock, rehearsal=server, pace=_PACE) as installation:
            with nicegui_reset_globals():
                app = installation.web_app()
                async with (
                    installation.working(),
                    served(app) as url,
                    _founded(installation, server, clock, url) as story,
                ):
                    yield story
    finally:
        await server.stop()


@asynccontextmanager
async def _founded(
    installation: Installation, server: RehearsalServer, clock: ManualClock, url: str
) -> AsyncIterator[Story]:
    """Make the organization and its admin's token as the command line does, the rest by REST."""
    container = installation.container
    founded = await found_organization(container)
    async with rest_client(url, founded.token) as admin, httpx.AsyncClient(verify=authorities()) as visitor:
        story = Story(clock, founded.organization_id, admin, installation, server, url, founded.admin_id, visitor)
        container.bus.subscribe(Event, story.hear)
        server.world.subscribe(story.see)
        await story.save_bot()
        yield story
