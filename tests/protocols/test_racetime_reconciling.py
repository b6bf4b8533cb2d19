"""A room is brought in line with what is wanted of it, and kept there."""

from dataclasses import replace

import pytest

from application.domain.live_races.room import RoomSettings, RoomSnapshot, RoomStatus, SnapshotSource
from application.read_models import DesiredRoom
from racetime.rehearsal import Fault
from racetime.rehearsal.formats import Frame
from racetime.rehearsal.race import Race, RaceStatus
from racetime.rehearsal.room_moves import InfoLines
from racetime.room_reconciler import writes_for
from tests.support.racetime import NOTHING_WANTED, ORGANIZATION, Rig, frame, message, request, rig
from tests.support.rehearsal import spoken, state, with_faults

INFO = "Live race | Spring Cup | Seed: https://seeds.test/abc [tag-1]"


def _wanted(*, invitational: bool = False, info: str | None = None, cancel: bool = False) -> DesiredRoom:
    return DesiredRoom(invitational=invitational, info=info, cancel=cancel)


def _snapshot(status: RoomStatus, info_bot: str = "") -> RoomSnapshot:
    return RoomSnapshot(
        slug="alttpr/calm-boots-1234",
        version=3,
        source=SnapshotSource.SOCKET,
        status=status,
        goal="Beat the game",
        info_bot=info_bot,
        opened_at=None,
        started_at=None,
        ended_at=None,
        cancelled_at=None,
        recorded=False,
        entrants=(),
    )


def _updates(race: Race) -> int:
    return sum("updated the race information" in line for line in spoken(race))


async def test_a_room_is_made_invitational_and_told_its_info() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.attend(race, _wanted(invitational=True, info=INFO))
        await live.until(lambda: state(race) == "invitational" and race.settings.info_bot == INFO, passing=5)
        await live.pass_time(120)
        assert _updates(race) == 1


async def test_two_who_are_ready_early_start_nothing_until_the_room_may_start_by_itself() -> None:
    async with rig() as live:
        settings = RoomSettings(start_delay=22, time_limit=5, auto_start=False, chat_message_delay=30)
        opened = await live.rooms.open(ORGANIZATION, request(settings=settings))
        race = live.stage.world.rooms[opened.slug]
        live.stage.world.set_info(race, InfoLines(info_user="Bring a map"))
        before = replace(race.settings, auto_start=True)
        room = await live.join(race, _wanted())
        for person in live.stage.people("Ann", "Bob"):
            live.stage.world.join(race, person)
            live.stage.world.ready(race, person)
        await live.pass_time(120)
        assert state(race) == "open"
        live.want(room, replace(_wanted(invitational=True), starts_by_itself=True))
        await live.until(lambda: state(race) in ("pending", "in_progress"), passing=30)
        assert race.settings == before


async def test_what_a_deadlock_ended_is_done_again_over_another_socket() -> None:
    async with rig(with_faults(deadlocks=1)) as live:
        race = live.stage.open_room()
        (ann,) = live.stage.people("Ann")
        live.stage.world.join(race, ann)
        assert not live.stage.world.click_collides(race), "nobody clicked before"
        await live.join(race, _wanted(invitational=True, info=INFO))
        await live.until(lambda: state(race) == "invitational" and race.settings.info_bot == INFO, passing=30)
        assert live.script.count("/ws/o/bot/") > 1


async def test_a_race_begins_without_those_who_are_not_ready_once_two_are() -> None:
    async with rig() as live:
        race = live.stage.open_room(auto_start=False)
        ann, bob, cid = live.stage.people("Ann", "Bob", "Cid")
        for person in (ann, bob, cid):
            live.stage.world.join(race, person)
        live.stage.world.ready(race, ann)
        await live.join(race, replace(_wanted(invitational=True), begin=True))
        await live.pass_time(60)
        assert state(race) == "invitational"
        live.stage.world.ready(race, bob)
        await live.until(lambda: state(race) == "pending")
        assert [entrant.name for entrant in race.entrants] == [ann.name, bob.name]


async def test_a_room_that_people_opened_starts_as_they_wish() -> None:
    async with rig() as live:
        race = live.stage.open_room(auto_start=False)
        race.opened_by_bot = None
        await live.join(race, replace(_wanted(), starts_by_itself=True))
        await live.pass_time(60)
        assert not race.settings.auto_start


async def test_what_is_newly_wanted_is_done_at_once_when_somebody_says_so() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.want(room, _wanted(info=INFO))
        await live.until(lambda: race.settings.info_bot == INFO)


async def test_what_is_newly_wanted_is_done_within_seconds_when_nobody_says_so() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.application.wanted[room.room_id] = _wanted(info=INFO)
        await live.until(lambda: race.settings.info_bot == INFO, passing=4)


async def test_a_room_is_cancelled_once() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        live.attend(race, _wanted(cancel=True, info=INFO))
        await live.until(lambda: race.status is RaceStatus.CANCELLED)
        await live.until(lambda: race.settings.info_bot == INFO, passing=3)
        await live.pass_time(60)
        assert sum("cancelled" in line for line in spoken(race)) == 1


@pytest.mark.parametrize("status", [RoomStatus.FINISHED, RoomStatus.CANCELLED, RoomStatus.PARTITIONED])
def test_a_room_that_is_over_is_neither_cancelled_nor_closed(status: RoomStatus) -> None:
    assert writes_for(_wanted(cancel=True, invitational=True), _snapshot(status)) == ()


@pytest.mark.parametrize("status", [RoomStatus.INVITATIONAL, RoomStatus.PENDING, RoomStatus.IN_PROGRESS])
def test_only_an_open_room_is_made_invitational(status: RoomStatus) -> None:
    assert writes_for(_wanted(invitational=True), _snapshot(status)) == ()


def test_an_invitational_room_is_never_opened_again() -> None:
    assert writes_for(NOTHING_WANTED, _snapshot(RoomStatus.INVITATIONAL)) == ()


@pytest.mark.parametrize("info", [None, "", "   ", "\n"])
def test_an_empty_info_is_never_sent(info: str | None) -> None:
    assert writes_for(_wanted(info=info), _snapshot(RoomStatus.OPEN, "An older text")) == ()


@pytest.mark.parametrize("info", [f" {INFO} ", INFO, f"{INFO}\r\n"])
def test_an_info_that_differs_only_in_blanks_around_it_is_left_alone(info: str) -> None:
    assert writes_for(_wanted(info=info), _snapshot(RoomStatus.OPEN, INFO)) == ()


async def test_writes_that_racetime_undoes_silently_are_repeated_until_they_hold() -> None:
    async with rig(with_faults(undone_writes=1.0)) as live:
        people = live.stage.people("Ann", "Bob", "Cid", "Dee")
        race = live.stage.open_room()
        for person in people:
            live.stage.world.join(race, person)
        live.attend(race, _wanted(invitational=True, info=INFO))
        await live.until(lambda: state(race) == "invitational" and race.settings.info_bot == INFO, passing=5)
        undone = 0
        for person in people[:-1]:
            live.stage.world.ready(race, person)
            undone += state(race) != "invitational" or race.settings.info_bot != INFO
            await live.pass_time(3, step=1)
        await live.until(lambda: state(race) == "invitational" and race.settings.info_bot == INFO, passing=30)
    assert undone > 0


async def test_a_write_is_not_repeated_before_racetime_had_time_to_show_it() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.script.rewrite = _without_race_data
        live.want(room, _wanted(invitational=True, info=INFO))
        await live.until(lambda: state(race) == "invitational")
        await live.pass_time(9, step=1)
        assert _updates(race) == 0, "the second write waits for the first one"
        live.script.rewrite = None
        live.stage.world.join(race, *live.stage.people("Ann")) if state(race) == "open" else None
        await live.until(lambda: race.settings.info_bot == INFO, passing=10)


async def test_a_write_whose_frame_was_lost_is_found_to_hold_by_reading_the_data() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.script.rewrite = _without_race_data
        live.want(room, _wanted(info=INFO))
        await live.until(lambda: _updates(race) == 1)
        await live.pass_time(120)
        # Once more after ten seconds; then `/data` has shown that the write holds.
        assert _updates(race) <= 2


async def test_a_write_that_was_undone_without_a_frame_is_found_by_reading_the_data() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.want(room, _wanted(info=INFO))
        await live.until(lambda: race.settings.info_bot == INFO and _knows_info(live))
        live.script.rewrite = _without_race_data
        live.stage.world.set_info(race, InfoLines(info_bot="An older copy"))
        await live.clock.advance(1)
        live.script.rewrite = None
        await live.until(lambda: race.settings.info_bot == INFO, passing=25)


async def test_two_bots_that_disagree_do_not_flood_the_room() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.want(room, _wanted(info=INFO))

        for _ in range(300):
            if race.settings.info_bot == INFO:
                live.stage.world.set_info(race, InfoLines(info_bot="The other bot's text"))
            await live.pass_time(1, step=1)
        theirs = sum("updated the race information" in line for line in spoken(race))
        # 1, 2, 4, 8, 16 and 32 seconds, then once a minute, and the other bot's answers.
        assert theirs <= 2 * 12


async def test_a_write_that_racetime_refuses_does_not_keep_messages_back() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.want(room, _wanted(info="An info", invitational=False))
        live.script.rewrite = _without_race_data
        live.say(message("Hello"))
        await live.until(lambda: "Hello" in spoken(race), passing=15)


async def test_a_permission_that_is_missing_brings_a_new_token() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        await live.pass_time(90)
        live.stage.befall(Fault.SHORT_TOKENS)
        live.want(room, _wanted(info=INFO))
        await live.until(lambda: race.settings.info_bot == INFO, passing=5)
        assert live.script.count("POST /o/token") == 2


async def test_a_token_that_is_taken_back_at_once_is_replaced_within_two_minutes() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        live.stage.befall(Fault.SHORT_TOKENS)
        live.want(room, _wanted(info=INFO))
        await live.until(lambda: race.settings.info_bot == INFO, passing=120)
        assert live.script.count("POST /o/token") == 2


def _knows_info(live: Rig) -> bool:
    return any(snapshot.info_bot == INFO for snapshot in live.application.snapshots)


def _without_race_data(sent: Frame) -> tuple[Frame, ...]:
    return () if sent.is_race_data else (sent,)


async def test_an_error_about_a_write_is_not_taken_for_one_about_a_message() -> None:
    async with rig() as live:
        race = live.stage.open_room()
        room = await live.join(race)
        held: list[Frame] = []

        def answer_late(sent: Frame) -> tuple[Frame, ...]:
            if '"pong"' in sent.text:
                held.append(sent)
                return ()
            return () if sent.is_race_data else (sent,)

        live.script.rewrite = answer_late
        live.want(room, _wanted(info=INFO))
        await live.until(lambda: _updates(race) == 1)
        live.say(message("Hello"))
        await live.pass_time(15, step=1)
        assert "Hello" not in spoken(race), "the write has no answer yet"
        live.script.rewrite = lambda sent: (frame({"type": "error", "errors": ["Late complaint."]}), *held, sent)
        live.stage.world.say(race, live.stage.people("Ann")[0], "A word")
        live.script.rewrite = None
        await live.until(lambda: live.application.sent, passing=30)
    assert live.application.failed == []
