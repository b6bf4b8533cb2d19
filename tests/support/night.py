"""A race night over several processes: one database, one racetime.gg, one time, and workers that may die."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from application.container import build_container
from application.domain.ids import LiveRaceId, UserId
from application.domain.permissions import Role
from application.events import EventBus
from application.read_models import LiveRaceSummary
from application.settings import load_settings
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.event_log import EventLogEntry
from models.live_race_room import AsyncTournamentLiveRaceRoom
from racetime.registry import BotRegistry
from racetime.rehearsal import RehearsalServer
from racetime.rehearsal.race import Race
from racetime.rehearsal.users import User
from racetime.rooms import RacetimeRooms
from racetime.site import RacetimeSite
from racetime.web import RacetimeWeb
from tests.support.community import Community
from tests.support.racetime import Script
from tests.support.rehearsal import BOT, rehearsal_options
from tests.support.shared_time import SharedClock
from tests.support.victims import Victim, Victims

_PATIENCE = 60.0


@dataclass
class Night:
    database_url: str
    clock: SharedClock
    server: RehearsalServer
    script: Script
    community: Community
    victims: Victims
    people: dict[UserId, User] = field(default_factory=dict)
    _serial: Any = field(default_factory=lambda: count(1))

    # Processes

    async def victim(self, duty: str, **job: object) -> Victim:
        return await self.victims.make(
            duty,
            database_url=self.database_url,
            racetime_url=self.server.url,
            time_file=str(self.clock.path),
            **job,
        )

    async def worker(self, **job: object) -> Victim:
        """Start a process that does all there is to do, and wait until it is at work."""
        victim = await self.victim("work", **job)
        await victim.until_it_says("ready")
        return victim

    # Time

    async def until(self, is_so: Callable[[], Awaitable[object]], *, step: float = 1.0) -> None:
        """Let time pass in steps, in which every process gets its turn, until something is so."""
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while not await is_so():
            assert asyncio.get_running_loop().time() < deadline, "\n".join(v.log for v in self.victims.made)
            await self._step(step)

    async def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds)):
            await self._step(1)

    async def _step(self, seconds: float) -> None:
        """Let a moment pass, no faster than the workers can follow."""
        await self.clock.advance(seconds)
        for worker in self.victims.workers:
            await worker.until_it_ticks()

    async def let_pass(self, by: timedelta | float) -> None:
        """Let racetime.gg notice what was just done, then let time pass at once."""
        await self.clock.advance(0)
        await self.clock.advance(by)

    async def advance_to(self, moment: datetime) -> None:
        await self.clock.advance(moment - self.clock.now())

    # What happens on racetime.gg

    @property
    def room(self) -> Race:
        """The one room there is."""
        (room,) = self.server.world.rooms.values()
        return room

    async def add_player(self) -> UserId:
        person = self.server.world.add_user(f"Racer{next(self._serial)}", twitch_name=f"racer{next(self._serial)}")
        player = await self.community.add_player(person.name, racetime_id=person.id)
        self.people[player] = person
        return player

    async def schedule(self, players: int, ahead: timedelta = timedelta(hours=1)) -> LiveRaceSummary:
        """Schedule a race and add that many players who may take part."""
        for _ in range(players):
            await self.add_player()
        tournament = await self.community.add_tournament()
        pool = await self.community.add_pool(tournament)
        return (await self.community.schedule(tournament, pool, ahead=ahead)).summary

    async def open_and_fill(self, race: LiveRaceSummary) -> None:
        """Let the room open, and everybody join and get ready."""
        await self.advance_to(race.opens_at)
        await self.community.container.live_races.open_race_room(race.id)
        for person in self.people.values():
            self.server.world.join(self.room, person)

    async def hear(self) -> None:
        """Let this process hear of the room."""
        room = await AsyncTournamentLiveRaceRoom.get(slug=self.room.name)
        await self.let_pass(6)
        await self.community.container.live_races.poll_room(room.id, room.slug)

    async def start(self) -> None:
        """Let everybody get ready and the countdown pass, until one may finish.

        Where no bot was there to let the race start by itself, a race monitor begins it.
        """
        for person in self.people.values():
            self.server.world.ready(self.room, person)
        if not self.room.settings.auto_start:
            self.server.world.begin(self.room)
        await self.let_pass(self.room.settings.start_delay + timedelta(seconds=12))

    def lines(self, part: str) -> list[str]:
        """Return what the bot said that contains this, direct messages included."""
        return [message.text for message in self.room.chat.messages if part in message.text and not message.is_system]

    # What is stored

    async def row(self, race_id: LiveRaceId) -> AsyncTournamentLiveRace:
        return await AsyncTournamentLiveRace.get(id=race_id)

    async def runs(self, race_id: LiveRaceId) -> dict[UserId, AsyncTournamentRace]:
        rows = await AsyncTournamentRace.filter(live_race_id=race_id)
        assert len({row.user_id for row in rows}) == len(rows)
        return {row.user_id: row for row in rows}

    async def logged(self, race_id: LiveRaceId, kind: str) -> int:
        return await EventLogEntry.filter(live_race_id=race_id, type=f"AsyncLiveRace{kind}Event").count()


@asynccontextmanager
async def night(database_url: str, clock: SharedClock, victims: Victims) -> AsyncIterator[Night]:
    """Found a community on the open database, beside a rehearsal server that all processes use."""
    script = Script()
    server = RehearsalServer(clock=clock, options=rehearsal_options(), traffic=script)
    await server.start()
    web = RacetimeWeb(RacetimeSite(server.url), clock)
    registry = BotRegistry(web=web, clock=clock, active_bots=lambda: container.bots.active_bots())  # noqa: PLW0108
    rooms: Any = RacetimeRooms(web=web, bots=registry)
    container = build_container(load_settings(env_file=None), clock=clock, rooms=rooms, bus=EventBus())
    organization = await container.organizations.create_organization("hyrule", "Hyrule")
    system = container.access.as_system(organization.id)
    community = Community(container, clock, rooms, organization.id, system)
    community.admin = await community.enter(await community.add_player("Zelda", roles=[Role.ADMIN]))
    await container.bots.save_bot(community.admin, "alttpr", BOT.client_id, BOT.client_secret)
    try:
        yield Night(database_url, clock, server, script, community, victims)
    finally:
        await victims.kill_all()
        script.let_pass()
        await web.close()
        await server.stop()
