"""Messages are said once: not lost by a broken connection, and not said twice because of one."""

import pytest

from racetime.rehearsal import Fault
from racetime.rehearsal.formats import Frame
from racetime.rehearsal.race import Race
from tests.support.racetime import Application, Rig, message, rig
from tests.support.rehearsal import eventually, spoken


def _said(race: Race, text: str) -> int:
    return spoken(race).count(text)


def _without_an_answer(sent: Frame) -> tuple[Frame, ...]:
    return () if any(kind in sent.text for kind in ('"chat.message"', '"chat.dm"', '"pong"')) else (sent,)


async def _lose_connection_after(live: Rig, race: Race, text: str) -> None:
    """Let a message reach the room and its answers get lost with the socket."""
    live.script.rewrite = _without_an_answer
    live.say(message(text))
    await eventually(lambda: _said(race, text) == 1)
    live.stage.befall(Fault.DROPPED_SOCKETS)
    live.script.rewrite = None


async def test_a_message_is_said_and_marked_as_sent() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("Good luck"))
        await eventually(lambda: live.application.sent == [1])
        assert _said(race, "Good luck") == 1


async def test_messages_are_said_one_after_the_other_in_their_order() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        texts = [f"Line {number}" for number in range(1, 9)]
        live.say(*(message(text, number=number) for number, text in enumerate(texts, 1)))
        await eventually(lambda: len(live.application.sent) == 8)
        assert [line for line in spoken(race) if line.startswith("Line")] == texts


async def test_a_message_may_be_pinned() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("Seed: https://seeds.test/1", pinned=True))
        await eventually(lambda: live.application.sent == [1])
        assert [line.text for line in race.chat.messages if line.is_pinned] == ["Seed: https://seeds.test/1"]


async def test_a_direct_message_reaches_one_person() -> None:
    async with rig() as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("You do not count: no free slot.", direct_to=ann.id))
        await eventually(lambda: live.application.sent == [1])
        assert [line.direct_to for line in race.chat.messages if "free slot" in line.text] == [ann]


async def test_a_refused_message_is_reported_with_the_reason_and_the_next_one_is_said() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("x" * 1001), message("Next", number=2))
        await eventually(lambda: live.application.sent == [2])
        ((number, reason),) = live.application.failed
    assert number == 1
    assert "1000 characters" in reason


async def test_a_message_whose_confirmation_was_lost_is_not_said_again() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        await _lose_connection_after(live, race, "Good luck")
        await live.until(lambda: live.application.sent == [1], passing=5)
        assert _said(race, "Good luck") == 1


async def test_a_message_whose_confirmation_was_lost_is_not_said_again_after_racetime_forgot_its_guid() -> None:
    async with rig() as live:
        race = await live.stage.finished_race(*live.stage.people("Ann", "Bob"))
        await live.join(race)
        live.script.answer("/ws/o/bot/", 502)
        await _lose_connection_after(live, race, "Good luck")
        await live.pass_time(400)
        live.script.let_pass()
        await live.until(lambda: live.application.sent == [1], passing=70)
        assert _said(race, "Good luck") == 1


async def test_a_message_that_was_lost_with_the_connection_is_said_on_the_next_one() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.stage.befall(Fault.DROPPED_SOCKETS)
        live.say(message("Good luck"))
        await live.until(lambda: live.application.sent == [1], passing=10)
        assert _said(race, "Good luck") == 1


async def test_a_message_that_a_dead_process_said_is_found_in_the_history() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.script.rewrite = _without_an_answer
        await live.join(race)
        live.say(message("Good luck"))
        await eventually(lambda: _said(race, "Good luck") == 1)
        assert live.application.sent == []
        # Another process leases the message after the first one's lease ended.
        live.application.rooms.clear()
        await live.pass_time(60)
        live.script.rewrite = None
        live.application.due.append(message("Good luck"))
        live.attend(race)
        await live.until(lambda: live.application.sent == [1], passing=5)
        assert _said(race, "Good luck") == 1


async def test_what_a_person_said_is_not_taken_for_ours() -> None:
    async with rig() as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        live.stage.world.join(race, ann)
        live.stage.world.say(race, ann, "Good luck")
        await live.join(race)
        live.say(message("Good luck"))
        await eventually(lambda: live.application.sent == [1])
        assert _said(race, "Good luck") == 2


async def test_the_same_words_are_said_again_when_they_are_another_message() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("Five minutes", number=1))
        await eventually(lambda: live.application.sent == [1])
        live.stage.befall(Fault.DROPPED_SOCKETS)
        await live.pass_time(5, step=1)
        live.say(message("Five minutes", number=2))
        await live.until(lambda: live.application.sent == [1, 2], passing=5)
        assert _said(race, "Five minutes") == 2


async def test_a_message_is_said_although_the_history_never_comes() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.script.rewrite = lambda sent: () if '"chat.history"' in sent.text else (sent,)
        await live.join(race)
        live.say(message("Good luck"))
        await live.until(lambda: live.application.sent == [1], passing=15)


@pytest.mark.expects_errors
async def test_a_message_that_could_not_be_marked_as_sent_is_marked_later_and_not_said_again() -> None:
    application = Application(troubled={"room_message_sent"})
    async with rig(application=application) as live:
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("Good luck"))
        await live.until(lambda: _said(race, "Good luck") == 1)
        await live.pass_time(60)
        application.troubled.clear()
        live.say(message("Good luck"))
        await live.until(lambda: application.sent == [1], passing=5)
        assert _said(race, "Good luck") == 1


async def test_a_message_without_any_answer_brings_a_new_connection() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.script.rewrite = _without_an_answer
        live.say(message("Good luck"))
        await live.pass_time(29, step=1)
        assert live.script.count("/ws/o/bot/") == 1
        live.script.rewrite = None
        live.application.snapshots.clear()
        await live.until(lambda: live.script.count("/ws/o/bot/") == 2, passing=5)
        await live.until(lambda: live.application.sent == [1], passing=5)
        assert _said(race, "Good luck") == 1


async def test_words_with_an_exclamation_mark_that_nobody_knows_are_ignored() -> None:
    async with rig() as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        await live.join(race)
        live.stage.world.join(race, ann)
        for text in ("!help", "!", "!leave", "! __class__", "!_cancel"):
            live.stage.world.say(race, ann, text)
        live.say(message("Still here"))
        await live.until(lambda: live.application.sent == [1], passing=3)
        assert live.script.count("/ws/o/bot/") == 1
