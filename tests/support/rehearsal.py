"""A rehearsal server under a clock that the test moves, and clients that talk to it like a bot or a browser."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import aiohttp
import websockets

from racetime.rehearsal import (
    NO_FAULTS,
    BotClient,
    CategoryOptions,
    Fault,
    RehearsalOptions,
    RehearsalServer,
    UserApp,
)
from racetime.rehearsal.race import Goal, Race, RaceSettings, RaceStatus
from racetime.rehearsal.users import User
from racetime.rehearsal.world import World
from tests.support.clock import ManualClock

PATIENCE = 30.0
"""Real seconds that may go by until something is called missing: tests run side by side on slow machines."""
REDIRECT_URI = "http://product.test/racetime/linked"
BOT = BotClient("bot-id", "bot-secret", name="TestBot")
OTHER_BOT = BotClient("other-bot-id", "other-bot-secret", name="OtherBot")
APP = UserApp(client_id="app-id", client_secret="app-secret", redirect_uris=(REDIRECT_URI,))

Json = dict[str, Any]


def rehearsal_options(**overrides: Any) -> RehearsalOptions:
    """Options with known credentials, without fault_rates and racers, unless a test wants them."""
    chosen: Json = {
        "categories": (
            CategoryOptions(
                slug="alttpr",
                name="A Link to the Past Randomizer",
                short_name="ALTTPR",
                goals=("Beat the game", "All dungeons"),
                bots=(BOT,),
                allows_hidden_entrants=True,
                allows_partitions=True,
            ),
            CategoryOptions("smz3", "Combo Randomizer", "SMZ3", ("Beat the games",), bots=(OTHER_BOT,)),
        ),
        "user_apps": (APP,),
        "fault_rates": NO_FAULTS,
        "seed": 1,
        "has_racers": False,
        **overrides,
    }
    return RehearsalOptions(**chosen)


async def eventually(predicate: Callable[[], object], *, timeout: float = PATIENCE) -> None:
    """Let the loop work until `predicate` holds; AssertionError when it does not within `timeout` real seconds."""
    deadline = asyncio.get_running_loop().time() + timeout
    while not predicate():
        assert asyncio.get_running_loop().time() < deadline, "what the test waits for did not happen"
        await asyncio.sleep(0.002)


@dataclass
class Listener:
    """One open socket; remembers every frame it got."""

    socket: websockets.ClientConnection
    frames: list[Json] = field(default_factory=list)

    async def send(self, action: str, data: object = None, **extra: object) -> None:
        frame: Json = {"action": action, **extra}
        if data is not None:
            frame["data"] = data
        await self.socket.send(json.dumps(frame))

    async def receive(self) -> Json:
        async with asyncio.timeout(PATIENCE):
            frame: Json = json.loads(await self.socket.recv())
        self.frames.append(frame)
        return frame

    async def next(self, kind: str, having: Callable[[Json], object] = lambda _: True) -> Json:
        """Read frames until one of this type fulfils the condition."""
        while True:
            frame = await self.receive()
            if frame["type"] == kind and having(frame):
                return frame

    async def next_race(self, having: Callable[[Json], object] = lambda _: True) -> Json:
        race: Json = (await self.next("race.data", lambda frame: having(frame["race"])))["race"]
        return race

    async def refusal(self) -> str:
        return str((await self.next("error"))["errors"][0])

    async def ask(self, action: str, data: object = None, *, answer: str) -> Json:
        await self.send(action, data)
        return await self.next(answer)

    async def everything_so_far(self) -> list[Json]:
        """Return every frame up to a pong that is asked for now."""
        await self.ask("ping", answer="pong")
        return self.frames

    async def close_code(self) -> int | None:
        """Read until the connection ends, and return the code of its close frame (1006: there was none)."""
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    await self.socket.recv()
            except websockets.ConnectionClosed:
                return self.socket.close_code


@dataclass
class Stage:
    """A running server with the clock that moves it and an HTTP client without redirects."""

    server: RehearsalServer
    clock: ManualClock
    http: aiohttp.ClientSession

    @property
    def world(self) -> World:
        return self.server.world

    async def advance(self, by: timedelta | float) -> None:
        """Let the timekeeper and the racers notice what was just done, then let time pass."""
        await self.clock.advance(0)
        await self.clock.advance(by)

    def befall(self, fault: Fault) -> None:
        """Let a fault happen once, to what is open or was issued."""
        self.server.have_faults(*self.server.faults, fault)
        self.server.have_faults(*self.server.faults - {fault})

    async def settle(self) -> None:
        """Let the timekeeper and the racers do what is due within a fifth of a second."""
        await self.advance(0.2)

    async def bot_token(self, bot: BotClient = BOT) -> str:
        async with self.http.post(
            "/o/token",
            data={
                "grant_type": "client_credentials",
                "client_id": bot.client_id,
                "client_secret": bot.client_secret,
            },
        ) as answer:
            assert answer.status == 200
            return str((await answer.json())["access_token"])

    async def user_token(self, user: User, scope: str = "") -> str:
        """Go through consent as `user` and exchange the code."""
        asked = {
            "response_type": "code",
            "client_id": APP.client_id,
            "redirect_uri": REDIRECT_URI,
            "scope": scope,
            "allow": user.id,
        }
        async with self.http.post("/o/authorize", data=asked, allow_redirects=False) as answer:
            code = answer.headers["Location"].partition("code=")[2].partition("&")[0]
        async with self.http.post(
            "/o/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": REDIRECT_URI,
                "client_id": APP.client_id,
                "client_secret": APP.client_secret,
            },
        ) as answer:
            self.http.cookie_jar.clear()
            return str((await answer.json())["access_token"])

    async def post(self, path: str, fields: Json, *, token: str | None = None) -> tuple[int, Any, str]:
        """POST a form; returns status, decoded JSON (None when there is none) and the Location."""
        async with self.http.post(path, data=fields, headers=_bearer(token), allow_redirects=False) as answer:
            text = await answer.text()
            is_json = answer.content_type == "application/json"
            return answer.status, json.loads(text) if is_json else None, answer.headers.get("Location", "")

    async def get(self, path: str, *, token: str | None = None) -> Any:
        async with self.http.get(path, headers=_bearer(token)) as answer:
            assert answer.status == 200, answer.status
            return await answer.json()

    async def status_of(self, path: str, *, token: str | None = None) -> int:
        async with self.http.get(path, headers=_bearer(token), allow_redirects=False) as answer:
            return answer.status

    async def data(self, race: Race) -> Json:
        """Return the race document as a client that waited out the cache would get it."""
        await self.advance(5)
        document: Json = await self.get(f"/{race.name}/data")
        return document

    def people(self, *names: str) -> list[User]:
        return [self.world.add_user(name, twitch_name=name.lower()) for name in names]

    def open_room(self, *, is_invitational: bool = False, **settings: Any) -> Race:
        """Open a room as the bot does, by default one in which nobody has to stream."""
        wanted = RaceSettings(**{"goal": Goal("Beat the game"), "streaming_required": False, **settings})
        bot = self.world.categories["alttpr"].bots[0]
        return self.world.open_room("alttpr", wanted, by=bot, is_invitational=is_invitational)

    async def adopted_room(self, **settings: Any) -> Race:
        race = self.open_room(**settings)
        await self.advance(10)
        return race

    async def running_race(self, *people: User, **settings: Any) -> Race:
        """A race six seconds after its start, in which everybody may finish."""
        race = await self.adopted_room(**settings)
        for person in people:
            self.world.join(race, person)
            self.world.ready(race, person)
        await self.advance(race.settings.start_delay + timedelta(seconds=6))
        assert race.status is RaceStatus.IN_PROGRESS
        return race

    async def finished_race(self, *people: User, **settings: Any) -> Race:
        """A race in which everybody finished, one second apart, in the given order."""
        race = await self.running_race(*people, **settings)
        for person in people:
            await self.advance(1)
            self.world.done(race, person)
        await self.settle()
        assert race.status is RaceStatus.FINISHED
        return race

    @asynccontextmanager
    async def listening(
        self, race: Race | str, *, token: str | None = None, door: str = "race"
    ) -> AsyncIterator[Listener]:
        """Connect to a room's socket; `door` is "race", "o/race" or "o/bot"."""
        slug = race if isinstance(race, str) else race.slug
        address = f"{self.server.url.replace('http', 'ws', 1)}/ws/{door}/{slug}"
        async with websockets.connect(address, additional_headers=_bearer(token), proxy=None) as socket:
            yield Listener(socket)

    @asynccontextmanager
    async def bot_socket(self, race: Race) -> AsyncIterator[Listener]:
        """Connect as the category's bot and read the two frames of the greeting."""
        async with self.listening(race, token=await self.bot_token(), door="o/bot") as listener:
            await listener.next("race.renders")
            yield listener

    @asynccontextmanager
    async def racer_socket(self, race: Race, user: User) -> AsyncIterator[Listener]:
        """Connect as a person and read the two frames of the greeting."""
        async with self.listening(race, token=await self.user_token(user), door="o/race") as listener:
            await listener.next("race.renders")
            yield listener


@asynccontextmanager
async def rehearsal(options: RehearsalOptions | None = None, **overrides: Any) -> AsyncIterator[Stage]:
    """Run a server for one test; afterwards nothing of it may be left running."""
    before = asyncio.all_tasks()
    clock = ManualClock()
    server = RehearsalServer(clock=clock, options=options or rehearsal_options(**overrides))
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield Stage(server, clock, http)
    finally:
        await server.stop()
    left_over = {task for task in asyncio.all_tasks() - before if "rehearsal" in task.get_name()}
    assert not left_over


def state(race: Race) -> str:
    """Return the status of a race as the protocol writes it."""
    return race.status.value


def spoken(race: Race) -> list[str]:
    """Return every line of a room's chat."""
    return [message.text for message in race.chat.messages]


def with_faults(**probabilities: float) -> RehearsalOptions:
    """Options in which only the named fault_rates happen."""
    return rehearsal_options(fault_rates=replace(NO_FAULTS, **probabilities))  # type: ignore[arg-type]


def _bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}
