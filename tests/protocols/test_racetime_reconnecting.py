"""What may end a connection, and what comes after: each weak point of racetime_bot's own loop, and some more."""

import asyncio

import pytest

from application.domain.live_races.room import RoomStatus, SnapshotSource
from application.domain.operations.alerts import BotStatus
from racetime.rehearsal import Fault
from racetime.rehearsal.formats import Frame
from tests.support.racetime import Application, Rig, frame, message, rig
from tests.support.rehearsal import eventually, spoken


def _statuses(rig: Rig) -> list[RoomStatus]:
    return [snapshot.status for snapshot in rig.application.snapshots]


def _lose_socket(live: Rig) -> None:
    live.application.snapshots.clear()
    live.stage.befall(Fault.DROPPED_SOCKETS)


async def test_a_room_is_read_over_http_before_its_socket_is_heard() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        sources = [snapshot.source for snapshot in live.application.snapshots]
    assert sources[:2] == [SnapshotSource.DATA, SnapshotSource.SOCKET]


async def test_a_dropped_socket_is_replaced_within_seconds() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        _lose_socket(live)
        await live.until(live.heard_over_socket, passing=2)
        assert live.script.count("/ws/o/bot/") == 2


async def test_a_race_that_ends_while_the_socket_is_down_is_seen_to_have_ended() -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        await live.join(race)
        live.script.answer("/ws/o/bot/", 502)
        _lose_socket(live)
        live.stage.world.done(race, ann)
        live.stage.world.forfeit(race, bob)
        await live.stage.settle()
        live.script.let_pass()
        await live.until(lambda: RoomStatus.FINISHED in _statuses(live), passing=20)


async def test_a_race_that_ended_before_the_process_started_is_attended_all_the_same() -> None:
    async with rig() as live:
        race = await live.stage.finished_race(*live.stage.people("Ann", "Bob"))
        await live.join(race)
        assert set(_statuses(live)) == {RoomStatus.FINISHED}
        live.stage.world.undo(race, race.entrants[0].user or "")
        await eventually(lambda: RoomStatus.IN_PROGRESS in _statuses(live))


async def test_an_unlisted_room_is_attended() -> None:
    async with rig() as live:
        race = live.stage.open_room(unlisted=True)
        await live.join(race)
        assert live.heard_over_socket()


async def test_an_error_frame_ends_nothing() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.script.rewrite = lambda sent: (frame({"type": "error", "errors": ["Something is wrong."]}), sent)
        live.stage.world.join(race, *live.stage.people("Ann"))
        await eventually(lambda: live.application.snapshots[-1].joined)
        assert live.script.count("/ws/o/bot/") == 1


@pytest.mark.parametrize(
    "malformed",
    [
        Frame("no JSON"),
        Frame("[1, 2]"),
        Frame("null"),
        frame({}),
        frame({"type": 7}),
        frame({"type": "race.data"}),
        frame({"type": "race.data", "race": {"version": "new"}}),
        frame({"type": "chat.message", "message": None}),
        frame({"type": "chat.history", "messages": {}}),
        frame({"type": "chat.dm", "from_bot": "A", "to": []}),
        frame({"type": "error", "errors": "none"}),
        frame({"type": "handle"}),
        frame({"type": "leave"}),
    ],
    ids=lambda sent: sent.text,
)
async def test_a_malformed_frame_ends_nothing_but_itself(malformed: Frame) -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.script.rewrite = lambda sent: (malformed, sent)
        live.stage.world.join(race, *live.stage.people("Ann"))
        await eventually(lambda: live.application.snapshots[-1].joined)
        assert live.script.count("/ws/o/bot/") == 1


@pytest.mark.expects_errors
async def test_a_snapshot_that_the_application_could_not_take_is_handed_on_again() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.application.troubled.add("apply_room_snapshot")
        live.stage.world.join(race, *live.stage.people("Ann"))
        await live.pass_time(10)
        live.application.troubled.clear()
        await live.until(lambda: live.application.snapshots[-1].joined, passing=5)
        assert live.script.count("/ws/o/bot/") == 1


@pytest.mark.expects_errors
@pytest.mark.parametrize(
    "method",
    [
        "active_bots",
        "report_bot_status",
        "rooms_to_attend",
        "desired_room",
        "take_over_room_messages",
        "next_room_message",
    ],
)
async def test_an_application_in_trouble_ends_no_connection(method: str) -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.application.troubled.add(method)
        await live.pass_time(20)
        live.application.troubled.clear()
        live.say(message("Still here"))
        await live.until(lambda: "Still here" in spoken(race), passing=5)
        assert live.script.count("/ws/o/bot/") == 1


async def test_racetime_is_probed_every_few_seconds_while_a_race_is_on_however_long_it_is_away() -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        await live.join(race)
        live.script.answer("/", 503)
        _lose_socket(live)
        await live.pass_time(600, step=5)
        live.stage.world.done(race, ann)
        await live.stage.settle()
        live.script.let_pass()
        live.application.snapshots.clear()
        await live.until(lambda: any(s.entrants[0].finish_time for s in live.application.snapshots), passing=6)


async def test_a_token_is_asked_for_every_few_seconds_while_a_room_needs_it() -> None:
    async with rig() as live:
        race = await live.stage.running_race(*live.stage.people("Ann", "Bob"))
        live.script.answer("/o/token", 503)
        live.attend(race)
        await live.pass_time(300, step=5)
        live.script.let_pass()
        await live.until(live.heard_over_socket, passing=6)


async def test_a_handshake_answered_with_502_is_tried_again_ever_more_slowly_once_the_race_is_over() -> None:
    async with rig() as live:
        race = await live.stage.finished_race(*live.stage.people("Ann", "Bob"))
        live.script.answer("/ws/o/bot/", 502)
        live.attend(race)
        await eventually(lambda: live.script.count("/ws/o/bot/") == 1)
        await live.pass_time(300, step=1)
        tries = live.script.count("/ws/o/bot/")
        # 0, 1, 3, 7, 15, 31, 63, then every 60 seconds.
        assert 8 <= tries <= 11
        live.script.let_pass()
        await live.until(live.heard_over_socket, passing=70)


async def test_a_refused_connection_is_tried_again() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        await live.stage.server.stop()
        await live.pass_time(30)
        assert live.last_status() is BotStatus.CONNECTED


async def test_a_hanging_handshake_is_given_up_after_ten_seconds() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.script.hold("/ws/o/bot/")
        live.attend(race)
        await eventually(lambda: live.script.count("/ws/o/bot/") == 1)
        await live.pass_time(9, step=1)
        assert live.script.count("/ws/o/bot/") == 1
        await live.until(lambda: live.script.count("/ws/o/bot/") == 2, passing=5)
        live.script.let_pass()
        await live.until(live.heard_over_socket, passing=5)


async def test_a_token_refresh_answered_with_503_ends_no_connection() -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        await live.join(race)
        live.script.answer("/o/token", 503)
        await live.pass_time(5.2 * 3600, step=60)
        assert live.last_status() is BotStatus.UNREACHABLE
        live.stage.world.done(race, ann)
        await eventually(lambda: any(entrant.finish_time for entrant in live.application.snapshots[-1].entrants))
        live.script.let_pass()
        await live.until(lambda: live.last_status() is BotStatus.CONNECTED, passing=70)


async def test_a_silent_socket_is_given_up_after_a_minute() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        live.script.rewrite = lambda _: ()
        await live.pass_time(55)
        assert live.script.count("/ws/o/bot/") == 1
        live.application.snapshots.clear()
        await live.clock.advance(5)
        live.script.rewrite = None
        await live.until(live.heard_over_socket, passing=5)
        assert live.script.count("/ws/o/bot/") == 2


async def test_a_quiet_room_that_answers_pings_is_kept() -> None:
    async with rig() as live:
        race = await live.stage.finished_race(*live.stage.people("Ann", "Bob"))
        await live.join(race)
        await live.pass_time(600)
        assert live.script.count("/ws/o/bot/") == 1


async def test_a_room_that_racetime_does_not_know_is_asked_for_again_without_a_handshake() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.script.answer(f"GET /{race.name}/data", 404)
        live.attend(race)
        await live.pass_time(20, step=1)
        assert live.script.count("/ws/o/bot/") == 0
        live.script.let_pass()
        await live.until(live.heard_over_socket, passing=60)


async def test_a_room_whose_data_cannot_be_read_is_heard_over_its_socket() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.script.answer(f"GET /{race.name}/data", 500)
        await live.join(race)
        assert {snapshot.source for snapshot in live.application.snapshots} == {SnapshotSource.SOCKET}


async def test_an_older_version_is_handed_on_too() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        versions = [snapshot.version for snapshot in live.application.snapshots]
        first: list[Frame] = []

        def repeat_the_first(sent: Frame) -> tuple[Frame, ...]:
            if not sent.is_race_data:
                return (sent,)
            first.append(sent)
            return sent, first[0]

        live.script.rewrite = repeat_the_first
        for person in live.stage.people("Ann", "Bob"):
            live.stage.world.join(race, person)
        await eventually(lambda: len(live.application.snapshots) >= len(versions) + 4)
        versions = [snapshot.version for snapshot in live.application.snapshots]
        assert versions != sorted(versions)


async def test_a_room_of_the_same_name_in_another_category_is_not_mistaken_for_ours() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        await live.join(race)
        count = len(live.application.snapshots)
        live.script.rewrite = lambda sent: (Frame(sent.text.replace("alttpr/", "smz3/"), sent.is_race_data),)
        live.stage.world.join(race, *live.stage.people("Ann"))
        live.say(message("Marker"))
        await live.until(lambda: live.application.sent, passing=3)
        assert len(live.application.snapshots) == count


async def test_a_room_is_left_when_it_need_not_be_attended_any_more() -> None:
    async with rig() as live:
        race, other = live.stage.open_room(), live.stage.open_room()
        await live.join(race)
        await live.join(other)
        live.application.rooms.pop(0)
        live.supervisor.wake()
        await live.pass_time(5)
        live.application.snapshots.clear()
        ann, bob = live.stage.people("Ann", "Bob")
        live.stage.world.join(race, ann)
        live.stage.world.join(other, bob)
        await eventually(lambda: live.application.snapshots)
        assert {snapshot.slug for snapshot in live.application.snapshots} == {other.name}


async def test_nothing_of_the_supervisor_runs_on_once_it_was_cancelled() -> None:
    before = asyncio.all_tasks()
    async with rig() as live:
        await live.join(live.stage.open_room())
    assert asyncio.all_tasks() == before


async def test_a_room_without_a_bot_is_attended_once_there_is_one() -> None:
    application = Application(accounts=[])
    async with rig(application=application) as live:
        race = live.stage.open_room()
        live.attend(race)
        await live.pass_time(10)
        assert live.script.requests == []
        application.accounts.extend(Application().accounts)
        live.supervisor.wake()
        await eventually(live.heard_over_socket)
