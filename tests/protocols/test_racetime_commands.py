"""Commands, buttons and removals over the wire: asked in a rehearsal room, carried out by the real handler."""

from dataclasses import replace

import pytest

from application.domain.live_races.room_commands import CommandWord
from application.domain.messages.room_lines import ChatButton
from application.read_models import DesiredRoom
from racetime.rehearsal import Fault
from racetime.rehearsal.race import Race
from tests.support.racetime import NOTHING_WANTED, Rig, message, rig
from tests.support.rehearsal import eventually


def _present(race: Race) -> list[str]:
    return [entrant.user.name for entrant in race.entrants if entrant.user is not None]


async def test_what_people_ask_reaches_the_application_with_who_asked(caplog: pytest.LogCaptureFixture) -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = live.stage.open_room()
        live.stage.world.join(race, ann)
        live.stage.world.join(race, bob)
        live.stage.world.add_monitor(race, bob)
        await live.join(race)
        live.stage.world.say(race, ann, "!eligible")
        live.stage.world.say(race, bob, "!LOCK please")
        live.stage.world.say(race, ann, "!nonsense")
        live.stage.world.say(race, ann, "no !seed in the middle")
        live.stage.world.say(race, ann, "!seed")
        await eventually(lambda: len(live.application.commands) == 3)
    asked = [(command.word, command.racetime_id, command.is_monitor) for command in live.application.commands]
    assert asked == [
        (CommandWord.ELIGIBLE, ann.id, False),
        (CommandWord.LOCK, bob.id, True),
        (CommandWord.SEED, ann.id, False),
    ]
    assert len({command.message_id for command in live.application.commands}) == 3


async def test_what_the_bot_itself_says_is_no_command() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.say(message("!lock"))
        await live.until(lambda: live.application.sent, passing=3)
        await live.pass_time(3, step=1)
    assert live.application.commands == []


async def test_a_command_is_not_asked_again_after_a_lost_connection() -> None:
    async with rig() as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        live.stage.world.join(race, ann)
        await live.join(race)
        live.stage.world.say(race, ann, "!status")
        await eventually(lambda: live.application.commands)
        live.application.snapshots.clear()
        live.stage.befall(Fault.DROPPED_SOCKETS)
        await live.until(live.heard_over_socket, passing=3)
        await live.pass_time(5, step=1)
    assert len(live.application.commands) == 1


@pytest.mark.expects_errors
async def test_an_application_in_trouble_leaves_a_command_unanswered_and_nothing_else() -> None:
    async with rig() as live:
        (ann,) = live.stage.people("Ann")
        race = live.stage.open_room()
        live.stage.world.join(race, ann)
        await live.join(race)
        live.application.troubled.add("room_command")
        live.stage.world.say(race, ann, "!status")
        await live.pass_time(2, step=1)
        live.application.troubled.clear()
        live.stage.world.say(race, ann, "!status")
        await eventually(lambda: live.application.commands)
        assert live.script.count("/ws/o/bot/") == 1


async def test_buttons_are_under_the_line_and_say_the_command_when_pressed() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        button = ChatButton("Am I eligible?", "!eligible")
        live.say(replace(message("Welcome"), buttons=(button,)))
        await live.until(lambda: live.application.sent, passing=3)
        (line,) = [line for line in race.chat.messages if line.text == "Welcome"]
        assert line.actions == {"Am I eligible?": {"message": "!eligible"}}


async def test_those_who_must_go_are_removed_and_stay_away() -> None:
    async with rig() as live:
        ann, bob, cid = live.stage.people("Ann", "Bob", "Cid")
        race = live.stage.open_room()
        for person in (ann, bob, cid):
            live.stage.world.join(race, person)
        room = await live.join(race)
        wanted = DesiredRoom(invitational=False, info=None, cancel=False, remove=(ann.id, cid.id, "nobody"))
        live.want(room, wanted)
        await live.until(lambda: _present(race) == ["Bob"], passing=10)
        live.stage.world.join(race, ann)
        await live.until(lambda: _present(race) == ["Bob"], passing=60)


async def test_nobody_is_removed_once_the_countdown_runs() -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        room = await live.join(race)
        live.want(room, replace(NOTHING_WANTED, remove=(ann.id,)))
        await _quiet(live)
        assert _present(race) == ["Ann", "Bob"]
        assert live.application.failed == []


async def _quiet(live: Rig) -> None:
    await live.pass_time(20, step=2)
