"""racetime-bot itself against the rehearsal."""

import asyncio
import logging
from typing import Any

from racetime_bot import Bot, RaceHandler

from tests.support.rehearsal import BOT, Stage, eventually, rehearsal, spoken, state


class _Handler(RaceHandler):  # type: ignore[misc]
    seen: list[str]
    finished: bool

    async def begin(self) -> None:
        self.seen = []
        self.finished = False
        await self.send_message("Welcome", pinned=True)
        await self.set_bot_meta({"tag": "live-17"})

    async def race_data(self, data: dict[str, Any]) -> None:
        await super().race_data(data)
        self.seen.append(self.data["status"]["value"])

    async def ex_lock(self, _args: list[str], _message: dict[str, Any]) -> None:
        await self.set_invitational()

    async def end(self) -> None:
        self.finished = True


class _Bot(Bot):  # type: ignore[misc]
    """A bot whose token was fetched without blocking the loop."""

    racetime_secure = False

    def __init__(self, stage: Stage, token: str) -> None:
        self.racetime_host = stage.server.url.removeprefix("http://")
        self.logger = logging.getLogger(__name__)
        self.category_slug = "alttpr"
        self.ssl_context = None
        self.loop = asyncio.get_running_loop()
        self.handlers: dict[str, asyncio.Task[None]] = {}
        self.races: dict[str, Any] = {}
        self.state: dict[str, Any] = {}
        self.client_id, self.client_secret = BOT.client_id, BOT.client_secret
        self.access_token = token

    def get_handler_class(self) -> type[_Handler]:
        return _Handler


async def test_a_handler_follows_a_race_from_the_open_room_to_its_end() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.adopted_room()
        bot = _Bot(stage, await stage.bot_token())
        handler = bot.create_handler(await stage.get(f"/{race.name}/data"))
        following = asyncio.ensure_future(handler.handle())
        await eventually(lambda: race.bot_meta == {"tag": "live-17"})
        assert "Welcome" in spoken(race)
        for person in (ann, bob):
            stage.world.join(race, person)
        stage.world.say(race, ann, "!lock now please")
        await eventually(lambda: state(race) == "invitational")
        for person in (ann, bob):
            stage.world.ready(race, person)
        await stage.advance(21)
        for person in (ann, bob):
            stage.world.done(race, person)
        await stage.settle()
        await asyncio.wait_for(following, 3)
        assert handler.finished
        assert list(dict.fromkeys(handler.seen)) == [
            "open", "invitational", "pending", "in_progress", "finished",
        ]  # fmt: skip


async def test_the_bots_own_scan_finds_listed_rooms() -> None:
    async with rehearsal() as stage:
        race, unlisted = stage.open_room(), stage.open_room(unlisted=True)
        bot = _Bot(stage, await stage.bot_token())
        scanning = asyncio.ensure_future(bot.refresh_races())
        await eventually(lambda: race.bot_meta)
        assert set(bot.handlers) == {race.name}
        assert unlisted.bot_meta == {}
        for task in (scanning, *bot.handlers.values()):
            task.cancel()
        await asyncio.gather(scanning, *bot.handlers.values(), return_exceptions=True)
