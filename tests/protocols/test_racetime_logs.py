"""What the log of a whole race doesn't contain, at any level and from any library."""

import logging

import pytest

from application.read_models import DesiredRoom
from racetime import documents
from racetime.rehearsal import Fault
from tests.support.racetime import message, request, rig
from tests.support.rehearsal import BOT, spoken

SEED = "https://seeds.test/very-secret-seed"
INFO = f"Live race | Seed: {SEED} [tag-1]"


@pytest.mark.expects_errors
async def test_no_log_record_contains_a_token_a_secret_a_room_info_or_a_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name in ("", "racetime_bot", "websockets.client", "httpx", "httpcore", "racetime"):
        caplog.set_level(logging.DEBUG, logger=name)
    async with rig() as live:
        opened = await live.rooms.open(1, request(info=INFO))  # type: ignore[arg-type]
        race = live.stage.world.rooms[opened.slug]
        await live.join(race, DesiredRoom(invitational=True, info=f"{INFO} 2", cancel=False))
        live.say(message(f"The seed is {SEED}"), message("y" * 1001, number=2))
        await live.until(
            lambda: race.settings.info_bot.endswith("2") and live.application.sent and live.application.failed
        )
        live.application.troubled.add("apply_room_snapshot")
        live.stage.world.join(race, live.stage.people("Ann")[0]) if race.status.value == "open" else None
        live.stage.befall(Fault.DROPPED_SOCKETS)
        await live.pass_time(10, step=1)
        bot = live.registry.bots[0]
        token = bot.current_token
        assert token is not None
        for shown in (
            repr(bot),
            repr(bot.account),
            repr(token),
            repr(bot.standing),
            repr(live.application.snapshots[0]),
        ):
            assert token.value not in shown
            assert BOT.client_secret not in shown
    assert f"The seed is {SEED}" in spoken(race)
    ours = [record for record in caplog.records if not record.name.startswith(("asyncio", "aiohttp"))]
    assert ours
    for record in ours:
        text = logging.Formatter().format(record)
        for secret in (token.value, BOT.client_secret, SEED, "very-secret"):
            assert secret not in text, record.name


def test_a_token_answer_does_not_show_its_token() -> None:
    answer = documents.parse_token({"access_token": "very-secret", "expires_in": 36000})
    assert "very-secret" not in repr(answer)
