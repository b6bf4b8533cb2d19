"""The real adapter against a rehearsal server that can be told to fail, with the application played."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from application.domain.ids import LiveRaceId, MessageId, OrganizationId, RacetimeBotId, RoomId
from application.domain.live_races.room import RoomRequest, RoomSettings, RoomSnapshot
from application.domain.operations.alerts import BotStatus
from application.ports import BotAccount
from application.read_models import AttendedRoom, DesiredRoom, RoomCommand, RoomMessage
from racetime.registry import BotRegistry
from racetime.rehearsal import RehearsalOptions, RehearsalServer
from racetime.rehearsal.faults import Traffic
from racetime.rehearsal.formats import Frame
from racetime.rehearsal.race import Race
from racetime.rooms import RacetimeRooms
from racetime.site import RacetimeSite
from racetime.supervisor import RacetimeSupervisor
from racetime.web import RacetimeWeb
from tests.support.clock import ManualClock
from tests.support.rehearsal import BOT, Stage, eventually, rehearsal_options

ORGANIZATION = OrganizationId(1)
ACCOUNT = BotAccount(RacetimeBotId(1), ORGANIZATION, "alttpr", BOT.client_id, BOT.client_secret)
_TURNS = 40
"""Turns of the loop in which a request and its answer pass between a client and a server that share it."""
NOTHING_WANTED = DesiredRoom(invitational=False, info=None, cancel=False)

Rewrite = Callable[[Frame], tuple[Frame, ...]]


class Script(Traffic):
    """Fails as told: requests by a part of "METHOD /path", frames by a function."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.rewrite: Rewrite | None = None
        self._answers: dict[str, int] = {}
        self._bodies: dict[str, bytes] = {}
        self._held: set[str] = set()
        self._waiting: list[web.Request] = []
        self._held_after: set[str] = set()
        self._released = asyncio.Event()

    def answer(self, part: str, status: int, body: bytes = b"") -> None:
        """Answer matching requests with this instead of doing the work, until `let_pass`."""
        self._answers[part] = status
        self._bodies[part] = body

    def hold(self, part: str) -> None:
        """Leave matching requests unanswered."""
        self._held.add(part)

    def hold_after(self, part: str) -> None:
        """Do the work of matching requests and leave them unanswered."""
        self._held_after.add(part)

    def let_pass(self) -> None:
        self._answers.clear()
        self._held.clear()
        self._held_after.clear()
        self._released.set()
        self._released = asyncio.Event()

    @property
    def nobody_waits(self) -> bool:
        """Whether whoever sent the requests that are held has gone, as far as the server knows."""
        return all(request.transport is None or request.transport.is_closing() for request in self._waiting)

    def count(self, part: str) -> int:
        """Return how many matching requests there were."""
        return sum(part in request for request in self.requests)

    async def before_answer(self, request: web.Request) -> web.StreamResponse | None:
        line = f"{request.method} {request.path}"
        self.requests.append(line)
        if any(part in line for part in self._held):
            self._waiting.append(request)
            await self._released.wait()
            if request.transport is None or request.transport.is_closing():
                return web.Response(status=503)
        for part, status in self._answers.items():
            if part in line:
                return web.Response(status=status, body=self._bodies[part])
        return None

    async def after_answer(self, request: web.Request, answer: web.StreamResponse) -> web.StreamResponse:
        if any(part in f"{request.method} {request.path}" for part in self._held_after):
            await self._released.wait()
        return answer

    def outgoing(self, slug: str, frame: Frame) -> tuple[Frame, ...]:
        return (frame,) if self.rewrite is None else self.rewrite(frame)


class ApplicationUnavailable(Exception):
    """The application can't do its part just now."""


@dataclass
class Application:
    """The application as the adapter sees it; methods named in `troubled` fail."""

    accounts: list[BotAccount] = field(default_factory=lambda: [ACCOUNT])
    rooms: list[AttendedRoom] = field(default_factory=list)
    wanted: dict[RoomId, DesiredRoom] = field(default_factory=dict)
    due: list[RoomMessage] = field(default_factory=list)
    snapshots: list[RoomSnapshot] = field(default_factory=list)
    commands: list[RoomCommand] = field(default_factory=list)
    sent: list[MessageId] = field(default_factory=list)
    failed: list[tuple[MessageId, str]] = field(default_factory=list)
    statuses: list[tuple[BotStatus, str]] = field(default_factory=list)
    troubled: set[str] = field(default_factory=set)

    async def active_bots(self) -> tuple[BotAccount, ...]:
        self._check("active_bots")
        return tuple(self.accounts)

    async def report_bot_status(self, bot_id: RacetimeBotId, status: BotStatus, message: str) -> None:
        self._check("report_bot_status")
        self.statuses.append((status, message))

    async def rooms_to_attend(self) -> tuple[AttendedRoom, ...]:
        self._check("rooms_to_attend")
        return tuple(self.rooms)

    async def apply_room_snapshot(self, room_id: RoomId, snapshot: RoomSnapshot) -> None:
        self._check("apply_room_snapshot")
        self.snapshots.append(snapshot)

    async def desired_room(self, room_id: RoomId) -> DesiredRoom:
        self._check("desired_room")
        return self.wanted.get(room_id, NOTHING_WANTED)

    async def room_command(self, room_id: RoomId, command: RoomCommand) -> None:
        self._check("room_command")
        self.commands.append(command)

    async def take_over_room_messages(self, room_id: RoomId) -> None:
        self._check("take_over_room_messages")

    async def next_room_message(self, room_id: RoomId) -> RoomMessage | None:
        self._check("next_room_message")
        return self.due.pop(0) if self.due else None

    async def room_message_sent(self, message_id: MessageId) -> None:
        self._check("room_message_sent")
        self.sent.append(message_id)

    async def room_message_failed(self, message_id: MessageId, reason: str) -> None:
        self._check("room_message_failed")
        self.failed.append((message_id, reason))

    def _check(self, method: str) -> None:
        if method in self.troubled:
            raise ApplicationUnavailable(method)


@dataclass
class Rig:
    """A supervisor at work, the server it talks to, and everything a test may turn."""

    stage: Stage
    script: Script
    application: Application
    web: RacetimeWeb
    registry: BotRegistry
    supervisor: RacetimeSupervisor
    rooms: RacetimeRooms

    @property
    def clock(self) -> ManualClock:
        return self.stage.clock

    def attend(self, race: Race, wanted: DesiredRoom = NOTHING_WANTED) -> AttendedRoom:
        """Have the bot be in a room."""
        number = len(self.application.rooms) + 1
        room = AttendedRoom(RoomId(number), ORGANIZATION, LiveRaceId(number), race.name)
        self.application.rooms.append(room)
        self.application.wanted[room.room_id] = wanted
        self.supervisor.wake()
        return room

    async def join(self, race: Race, wanted: DesiredRoom = NOTHING_WANTED) -> AttendedRoom:
        """Have the bot be in a room, and wait until it listens there."""
        sockets = self.script.count("/ws/o/bot/")
        room = self.attend(race, wanted)
        await self.until(lambda: self.script.count("/ws/o/bot/") > sockets and self.heard_over_socket())
        return room

    def want(self, room: AttendedRoom, wanted: DesiredRoom) -> None:
        self.application.wanted[room.room_id] = wanted
        self.supervisor.wake()

    def say(self, *messages: RoomMessage) -> None:
        self.application.due.extend(messages)
        self.supervisor.wake()

    def heard_over_socket(self) -> bool:
        return any(snapshot.source == "socket" for snapshot in self.application.snapshots)

    def last_status(self) -> BotStatus | None:
        return self.application.statuses[-1][0] if self.application.statuses else None

    async def until(self, predicate: Callable[[], object], *, passing: float = 0) -> None:
        """Wait until something is so, while up to `passing` seconds of the clock go by."""
        steps = int(passing / 0.5)
        for _ in range(steps):
            await _let_sockets_work(predicate)
            if predicate():
                return
            await self.clock.advance(0.5)
        await eventually(predicate)

    async def pass_time(self, seconds: float, *, step: float = 5) -> None:
        """Let time go by in steps in which sockets get their turn."""
        passed = 0.0
        while passed < seconds:
            await self.clock.advance(min(step, seconds - passed))
            passed += step
            await _let_sockets_work(lambda: False)


async def _let_sockets_work(is_enough: Callable[[], object]) -> None:
    for turn in range(_TURNS):
        if is_enough():
            return
        await asyncio.sleep(0)
        if turn % 20 == 0:
            await asyncio.sleep(0.001)


@asynccontextmanager
async def rig(
    options: RehearsalOptions | None = None, *, application: Application | None = None, supervised: bool = True
) -> AsyncIterator[Rig]:
    """Run a server and the adapter for one test; without `supervised` the supervisor is made and doesn't run."""
    clock = ManualClock()
    script = Script()
    server = RehearsalServer(clock=clock, options=options or rehearsal_options(), traffic=script)
    await server.start()
    application = application or Application()
    web_client = RacetimeWeb(RacetimeSite(server.url), clock)
    registry = BotRegistry(web=web_client, clock=clock, active_bots=application.active_bots, chance=lambda: 0.0)
    supervisor = RacetimeSupervisor(
        web=web_client,
        registry=registry,
        room_service=application,
        bot_service=application,
        clock=clock,
        chance=lambda: 0.0,
    )
    rooms = RacetimeRooms(web=web_client, bots=registry)
    running = asyncio.create_task(supervisor.run()) if supervised else None
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield Rig(Stage(server, clock, http), script, application, web_client, registry, supervisor, rooms)
    finally:
        if running is not None:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        await web_client.close()
        script.let_pass()
        await server.stop()


def request(info: str = "Live race | https://example.test [tag-1]", **changes: object) -> RoomRequest:
    fields: dict[str, object] = {
        "category": "alttpr",
        "goal": "Beat the game",
        "info": info,
        "tag": "tag-1",
        "settings": RoomSettings(),
        **changes,
    }
    return RoomRequest(**fields)  # type: ignore[arg-type]


def message(text: str, *, number: int = 1, direct_to: str | None = None, pinned: bool = False) -> RoomMessage:
    return RoomMessage(MessageId(number), f"0b7e-{number}", text, direct_to, pinned)


def frame(document: object) -> Frame:
    return Frame(json.dumps(document))
