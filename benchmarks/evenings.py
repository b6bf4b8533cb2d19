"""Whole evenings: the product with its schedule and bots beside a rehearsal racetime.gg, over real sockets."""

import asyncio
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from application.context import Actor, OrgContext
from application.database import migrate
from application.domain.clock import SystemClock
from application.domain.events import Event
from application.domain.events.live_races import AsyncLiveRaceLockedEvent, AsyncLiveRaceRoomOpenedEvent
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.runs.run import RunStatus
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentSettings
from application.settings import Settings
from benchmarks.community import add_members
from benchmarks.measure import Figure
from installation.wiring import Installation, installed
from models.async_tournament import AsyncTournamentRace
from racetime.rehearsal import RehearsalServer
from racetime.rehearsal.race import Race, RaceStatus
from tests.support.organizer import CATEGORY, GOAL, found_organization
from tests.support.rehearsal import BOT, rehearsal_options

_PATIENCE = 120.0
_RACING_SECONDS = 60.0
_LOOK_SECONDS = 0.05
_AHEAD = timedelta(minutes=31)
_JUST_BEFORE = timedelta(seconds=2)
_JOINING = timedelta(minutes=10)


class JumpingClock(SystemClock):
    """The machine's clock, which may be put forward over a time in which nothing happens."""

    def __init__(self) -> None:
        self._put_forward = timedelta()

    def now(self) -> datetime:
        return super().now() + self._put_forward

    def jump_to(self, moment: datetime) -> None:
        self._put_forward += moment - self.now()


@dataclass
class _Evening:
    clock: JumpingClock
    server: RehearsalServer
    installation: Installation
    admin: OrgContext
    opened_at: list[datetime] = field(default_factory=list)
    locked_at: list[datetime] = field(default_factory=list)

    def hear(self, event: Event) -> None:
        if isinstance(event, AsyncLiveRaceRoomOpenedEvent):
            self.opened_at.append(self.clock.now())
        elif isinstance(event, AsyncLiveRaceLockedEvent):
            self.locked_at.append(self.clock.now())

    @property
    def rooms(self) -> list[Race]:
        return list(self.server.world.rooms.values())


async def evening(*, rooms: int, racers: int) -> Figure:
    """Race in so many rooms at once and return how late the latest opening, lock and finish came."""
    clock = JumpingClock()
    server = RehearsalServer(clock=clock, options=rehearsal_options())
    await server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite://{Path(folder) / 'bench.db'}"
            await migrate(url)
            settings = Settings(_env_file=None, database_url=url)  # type: ignore[call-arg]
            async with installed(settings, clock=clock, rehearsal=server) as installation:
                return await _race(clock, server, installation, rooms, racers)
    finally:
        await server.stop()


async def _race(
    clock: JumpingClock, server: RehearsalServer, installation: Installation, rooms: int, racers: int
) -> Figure:
    founded = await found_organization(installation.container)
    admin = await installation.container.access.enter(Actor(founded.admin_id, "Zelda"), founded.organization_id)
    run = _Evening(clock, server, installation, admin)
    start = await _prepare(run, rooms, racers)
    stop_hearing = installation.container.bus.subscribe(Event, run.hear)
    try:
        async with installation.working():
            clock.jump_to(start - timedelta(minutes=30) - _JUST_BEFORE)
            await _until(lambda: len(run.opened_at) == rooms)
            await _fill(run, racers)
            clock.jump_to(start - timedelta(minutes=10) - _JUST_BEFORE)
            await _until(lambda: len(run.locked_at) == rooms)
            await _until(lambda: all(room.status is RaceStatus.INVITATIONAL for room in run.rooms))
            latest, missed = await _let_them_race(run, rooms * racers)
    finally:
        stop_hearing()
    opening = _seconds(max(run.opened_at) - (start - timedelta(minutes=30)))
    lock = _seconds(max(run.locked_at) - (start - timedelta(minutes=10)))
    return Figure(
        f"{racers} racers in each of {rooms} rooms: room, lock, finish, missed"
        if rooms > 1
        else f"{racers} racers in one room: room, lock, finish, missed",
        f"{opening}, {lock}, {latest:.1f} s, {missed}",
        "5 s, 2 s, 2 s, 0",
    )


async def _prepare(run: _Evening, rooms: int, racers: int) -> datetime:
    """Schedule the races, and return when they start."""
    container, admin = run.installation.container, run.admin
    await container.bots.save_bot(admin, CATEGORY, BOT.client_id, BOT.client_secret)
    users = await add_members(admin.organization_id, run.clock.now(), rooms * racers)
    for user in users:
        run.server.world.add_user(user.display_name, user_id=user.racetime_id)
    new = TournamentSettings(name="Evening", racetime_category=CATEGORY, racetime_goal=GOAL)
    tournament = (await container.tournaments.create_tournament(admin, new)).id
    start = run.clock.now() + _AHEAD
    for number in range(rooms):
        pool = await container.tournaments.create_pool(admin, tournament, f"Pool {number}")
        draft = PermalinkDraft(f"https://seeds.test/{number}", "", is_live=True)
        await container.tournaments.add_permalinks(admin, pool.id, [draft])
        await container.live_races.create_live_race(admin, NewLiveRace(tournament, pool.id, start))
    return start


async def _fill(run: _Evening, racers: int) -> None:
    """Let everybody join, one after the other over ten minutes: racetime.gg takes on a new room every ten seconds."""
    rooms = run.rooms
    for place in range(racers):
        for number, room in enumerate(rooms):
            run.server.world.join(room, f"bench{number * racers + place}")
            run.clock.jump_to(run.clock.now() + _JOINING / (racers * len(rooms)))
            await asyncio.sleep(0)


async def _let_them_race(run: _Evening, total: int) -> tuple[float, int]:
    """Let everybody finish at some moment; return how late the product had the latest finish, and how many it lacks."""
    for room in run.rooms:
        for entrant in room.entrants:
            if entrant.user is not None:
                run.server.world.ready(room, entrant.user)
    await _until(lambda: all(room.status is RaceStatus.IN_PROGRESS for room in run.rooms))
    await asyncio.sleep(6)  # nobody may finish in the first five seconds
    chance = random.Random(1)  # which racer is how fast
    finishes = sorted(
        (chance.uniform(0, _RACING_SECONDS), room.name, entrant.user.id)
        for room in run.rooms
        for entrant in room.entrants
        if entrant.user is not None
    )
    watching = asyncio.create_task(_watch(total))
    began = asyncio.get_running_loop().time()
    done: dict[str, float] = {}
    for after, room_name, racer in finishes:
        await asyncio.sleep(max(0, began + after - asyncio.get_running_loop().time()))
        run.server.world.done(room_name, racer)
        done[racer] = asyncio.get_running_loop().time()
    stored = await watching
    return max(stored[racer] - moment for racer, moment in done.items() if racer in stored), total - len(stored)


async def _watch(total: int) -> dict[str, float]:
    """Look again and again which finishes are stored, and return when each was seen first."""
    seen: dict[str, float] = {}
    deadline = asyncio.get_running_loop().time() + _RACING_SECONDS + _PATIENCE
    while len(seen) < total and asyncio.get_running_loop().time() < deadline:
        for (racer,) in await AsyncTournamentRace.filter(status=RunStatus.FINISHED).values_list("user__racetime_id"):
            seen.setdefault(racer, asyncio.get_running_loop().time())
        await asyncio.sleep(_LOOK_SECONDS)
    return seen


async def _until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not is_so():  # noqa: ASYNC110  # what is waited for happens in sockets
            await asyncio.sleep(_LOOK_SECONDS)


def _seconds(late: timedelta) -> str:
    return f"{max(late.total_seconds(), 0):.1f} s"
