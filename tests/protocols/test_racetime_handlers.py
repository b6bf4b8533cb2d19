"""What a handler built on this one may do wrong, and where its chat commands go."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from application.domain.ids import LiveRaceId, RoomId
from application.read_models import AttendedRoom
from racetime.bot import LiveRaceBot
from racetime.live_race_handler import LiveRaceHandler
from racetime.public_data import PublicData
from racetime.reading import Document
from racetime.rehearsal.race import Race
from racetime.room_session import RoomSession
from racetime.service_ports import GuardedRoomService
from tests.support.racetime import ACCOUNT, ORGANIZATION, Rig, rig
from tests.support.rehearsal import eventually


class _Clumsy(LiveRaceHandler):
    """Fails at every chat line."""

    async def chat_message(self, data: Document) -> None:
        raise RuntimeError("a bug")


class _SlowStarter(LiveRaceHandler):
    """Fails at its first connection."""

    failures = 1

    async def begin(self) -> None:
        if _SlowStarter.failures:
            _SlowStarter.failures -= 1
            raise RuntimeError("a bug")
        await super().begin()


class _Greeter(LiveRaceHandler):
    greeted: list[tuple[list[str], str]]

    async def begin(self) -> None:
        _Greeter.greeted = []
        await super().begin()

    async def ex_hello(self, args: list[str], message: Document) -> None:
        _Greeter.greeted.append((args, str(message["message"])))

    async def ex_trip(self, args: list[str], message: Document) -> None:
        raise RuntimeError("a bug")


@asynccontextmanager
async def _session_with(live: Rig, race: Race, handler: type[LiveRaceHandler]) -> AsyncIterator[None]:
    class Bot(LiveRaceBot):
        def get_handler_class(self) -> type[LiveRaceHandler]:
            return handler

    bot = Bot(ACCOUNT, web=live.web, clock=live.clock)
    await bot.token()
    room = AttendedRoom(RoomId(1), ORGANIZATION, LiveRaceId(1), race.name)
    session = RoomSession(
        room,
        bot,
        room_service=GuardedRoomService(live.application),
        public=PublicData(live.web),
        clock=live.clock,
        chance=random.random,
    )
    running = asyncio.create_task(session.run())
    await live.until(live.heard_over_socket, passing=5)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.mark.expects_errors
async def test_a_bug_in_taking_a_frame_ends_nothing_but_that_frame(caplog: pytest.LogCaptureFixture) -> None:
    async with rig(supervised=False) as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        async with _session_with(live, race, _Clumsy):
            live.stage.world.join(race, ann)
            live.stage.world.say(race, ann, "Hello")
            live.stage.world.ready(race, ann)
            await eventually(lambda: live.application.snapshots[-1].entrants[:1] and _ready(live))
        assert live.script.count("/ws/o/bot/") == 1
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.expects_errors
async def test_a_bug_at_the_beginning_of_a_connection_ends_nothing_but_that_connection() -> None:
    async with rig(supervised=False) as live:
        race = live.stage.open_room()
        async with _session_with(live, race, _SlowStarter):
            assert live.script.count("/ws/o/bot/") == 2


@pytest.mark.expects_errors
async def test_chat_commands_are_methods_of_the_handler_and_a_bug_in_one_ends_nothing() -> None:
    async with rig(supervised=False) as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        live.stage.world.join(race, ann)
        async with _session_with(live, race, _Greeter):
            live.stage.world.say(race, ann, "!trip")
            live.stage.world.say(race, ann, "!Hello there World")
            await eventually(lambda: _Greeter.greeted)
        assert live.script.count("/ws/o/bot/") == 1
    assert _Greeter.greeted == [(["there", "world"], "!Hello there World")]


def _ready(live: Rig) -> bool:
    return live.application.snapshots[-1].entrants[0].status == "ready"
