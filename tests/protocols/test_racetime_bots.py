"""How a bot gets its token and keeps it fresh, and how admins hear of it."""

import asyncio
from dataclasses import replace

import pytest

from application.domain.ids import RacetimeBotId
from application.domain.operations.alerts import BotStatus
from racetime.bot import BotRefused, BotUnreachable, LiveRaceBot
from racetime.rehearsal import Fault
from racetime.site import RacetimeSite
from racetime.web import RacetimeWeb
from tests.support.clock import ManualClock
from tests.support.racetime import ACCOUNT, ORGANIZATION, Application, Rig, rig
from tests.support.rehearsal import OTHER_BOT, eventually

HOUR = 3600.0


def _bot(live: Rig) -> LiveRaceBot:
    bot = live.registry.find(ORGANIZATION, "alttpr")
    assert bot is not None
    return bot


def test_a_bot_is_made_without_a_request_and_without_a_loop() -> None:
    clock = ManualClock()
    bot = LiveRaceBot(ACCOUNT, web=RacetimeWeb(RacetimeSite("http://127.0.0.1:9"), clock), clock=clock)
    assert bot.http_uri("/o/token") == "http://127.0.0.1:9/o/token"
    assert bot.ws_uri("/ws/o/bot/x") == "ws://127.0.0.1:9/ws/o/bot/x"
    assert bot.standing.status is BotStatus.UNKNOWN


async def test_a_bot_that_signs_in_is_reported_as_connected() -> None:
    async with rig() as live:
        await live.until(lambda: live.application.statuses, passing=4)
        await live.pass_time(50)
    assert live.application.statuses == [(BotStatus.CONNECTED, "")]


async def test_a_status_that_the_application_forgot_is_told_again_within_a_minute() -> None:
    async with rig() as live:
        await live.until(lambda: live.application.statuses, passing=4)
        live.application.statuses.clear()
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=65)


async def test_wrong_credentials_are_reported_as_refused_and_tried_less_and_less_often() -> None:
    async with rig(application=Application(accounts=[replace(ACCOUNT, client_secret="wrong")])) as live:
        await live.until(lambda: live.last_status() is BotStatus.REFUSED, passing=4)
        assert "client id or secret" in live.application.statuses[-1][1]
        await live.pass_time(HOUR, step=30)
        # At 0, 1, 3, 7 and 15 minutes, then every ten.
        assert live.script.count("POST /o/token") in range(8, 11)


async def test_corrected_credentials_are_used_within_seconds() -> None:
    application = Application(accounts=[replace(ACCOUNT, client_secret="wrong")])
    async with rig(application=application) as live:
        await live.until(lambda: live.last_status() is BotStatus.REFUSED, passing=4)
        application.accounts[:] = [ACCOUNT]
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=8)


@pytest.mark.parametrize(("status", "body"), [(503, b""), (404, b"<html>"), (200, b"<html>"), (200, b"{}")])
async def test_an_unusable_answer_is_reported_as_unreachable_and_asked_again(status: int, body: bytes) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/o/token", status, body)
        running = asyncio.create_task(live.supervisor.run())
        await live.until(lambda: live.last_status() is BotStatus.UNREACHABLE, passing=4)
        live.script.let_pass()
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=70)
        running.cancel()


async def test_a_site_that_is_away_is_reported_as_unreachable() -> None:
    async with rig(supervised=False) as live:
        await live.stage.server.stop()
        running = asyncio.create_task(live.supervisor.run())
        await live.until(lambda: live.last_status() is BotStatus.UNREACHABLE, passing=4)
        assert live.application.statuses[-1][1] == "racetime.gg can't be reached."
        running.cancel()


async def test_a_token_is_replaced_at_half_its_life() -> None:
    async with rig() as live:
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=4)
        first = _bot(live).current_token
        await live.pass_time(4.9 * HOUR, step=600)
        assert _bot(live).current_token is first
        await live.pass_time(0.2 * HOUR, step=60)
        await live.until(lambda: _bot(live).current_token is not first)
        assert live.script.count("POST /o/token") == 2


async def test_a_failed_renewal_leaves_the_old_token_in_use_until_it_ends() -> None:
    async with rig() as live:
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=4)
        live.script.answer("/o/token", 503)
        await live.pass_time(9.9 * HOUR, step=120)
        assert live.last_status() is BotStatus.UNREACHABLE
        assert _bot(live).current_token is not None
        await live.pass_time(0.2 * HOUR, step=120)
        assert _bot(live).current_token is None


async def test_callers_that_come_at_once_share_one_request() -> None:
    async with rig(supervised=False) as live:
        await live.registry.refresh()
        tokens = await asyncio.gather(*(_bot(live).token() for _ in range(5)))
        assert len({id(token) for token in tokens}) == 1
        assert live.script.count("POST /o/token") == 1


@pytest.mark.parametrize(("status", "error"), [(401, BotRefused), (500, BotUnreachable)])
async def test_callers_that_come_at_once_share_a_failure(status: int, error: type[Exception]) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/o/token", status)
        await live.registry.refresh()
        outcomes = await asyncio.gather(*(_bot(live).token() for _ in range(5)), return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {error}
        assert live.script.count("POST /o/token") == 1


async def test_a_token_request_without_an_answer_is_given_up() -> None:
    async with rig() as live:
        live.script.hold("/o/token")
        await live.until(lambda: live.script.count("/o/token") == 1)
        await live.until(lambda: live.last_status() is BotStatus.UNREACHABLE, passing=40)
        live.script.let_pass()
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=10)


async def test_a_site_that_goes_away_is_noticed_long_before_the_next_renewal() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        await live.pass_time(400)
        live.script.answer("/", 502)
        live.stage.befall(Fault.DROPPED_SOCKETS)
        await live.until(lambda: live.last_status() is BotStatus.UNREACHABLE, passing=10)
        live.script.let_pass()
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=30)


async def test_a_bot_that_is_no_longer_active_leaves_its_rooms() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.application.accounts.clear()
        await live.pass_time(5)
        live.application.snapshots.clear()
        live.stage.world.join(race, live.stage.people("Ann")[0])
        await live.pass_time(5)
        assert live.application.snapshots == []


async def test_new_credentials_bring_a_new_connection() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.application.accounts[:] = [replace(ACCOUNT, bot_id=RacetimeBotId(2))]
        live.supervisor.wake()
        await eventually(lambda: live.script.count("/ws/o/bot/") == 2)


async def test_each_category_has_a_bot_of_its_own() -> None:
    other = replace(
        ACCOUNT,
        bot_id=RacetimeBotId(2),
        category="smz3",
        client_id=OTHER_BOT.client_id,
        client_secret=OTHER_BOT.client_secret,
    )
    async with rig(application=Application(accounts=[ACCOUNT, other])) as live:
        await live.until(lambda: len(live.application.statuses) == 2, passing=4)
        found = live.registry.find(ORGANIZATION, "smz3")
        assert found is not None
        assert found.account == other
        assert live.registry.find(ORGANIZATION, "unknown") is None


@pytest.mark.slow
async def test_a_socket_is_opened_anew_before_its_token_ends() -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        await live.join(race)
        await live.pass_time(7.9 * HOUR, step=50)
        assert live.script.count("/ws/o/bot/") == 1
        await live.pass_time(0.2 * HOUR, step=20)
        await live.until(lambda: live.script.count("/ws/o/bot/") == 2, passing=60)
        assert live.script.count("POST /o/token") == 2
