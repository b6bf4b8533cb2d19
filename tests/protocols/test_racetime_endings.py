"""How a race ended, told over real sockets from the room's chat: the documents of racetime.gg don't say it."""

import asyncio
from datetime import timedelta

import pytest

from application.domain.live_races.room import Ending, EntrantStatus, RoomSnapshot, RoomStatus
from racetime.chat_log import read_chat_log
from racetime.rehearsal.race import Race
from tests.support.racetime import Rig, rig

HOUR = timedelta(hours=1)


def forced_out(snapshot: RoomSnapshot) -> set[str]:
    return {entrant.name for entrant in snapshot.entrants if entrant.gave_up is False}


async def data(live: Rig, race: Race) -> RoomSnapshot:
    await live.clock.advance(6)  # the age of racetime.gg's copy
    return await live.rooms.fetch(race.name)


async def test_a_race_in_which_everybody_gave_up_is_told_from_one_that_was_cancelled() -> None:
    async with rig(supervised=False) as live:
        ann, bob = live.stage.people("Ann#1234", "Bob")
        race = await live.stage.running_race(ann, bob)
        live.stage.world.forfeit(race, ann)
        assert (await data(live, race)).ending is None
        live.stage.world.cancel(race)
        snapshot = await data(live, race)
        assert (snapshot.status, snapshot.ending) == (RoomStatus.CANCELLED, Ending.CANCELLED)
        assert forced_out(snapshot) == {"Bob"}

        live.stage.world.unforfeit(race, bob)
        live.stage.world.forfeit(race, bob)
        await live.stage.settle()
        snapshot = await data(live, race)
        assert (snapshot.status, snapshot.ending) == (RoomStatus.CANCELLED, Ending.REVIVED)
        assert forced_out(snapshot) == set()


async def test_a_moderator_leads_a_cancelled_race_straight_to_finished_and_recorded() -> None:
    async with rig(supervised=False) as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        live.stage.world.cancel(race)
        before = await data(live, race)
        live.stage.world.edit_result(race, ann, HOUR)
        snapshot = await data(live, race)
        assert (snapshot.status, snapshot.ending) == (RoomStatus.FINISHED, Ending.REVIVED)
        assert snapshot.version > before.version
        assert forced_out(snapshot) == {"Bob"}
        live.stage.world.record(race)
        assert (await data(live, race)).recorded


async def test_an_ordinary_race_was_ended_by_its_racers() -> None:
    async with rig(supervised=False) as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        live.stage.world.done(race, ann)
        live.stage.world.forfeit(race, bob)
        await live.stage.settle()
        snapshot = await data(live, race)
        assert (snapshot.status, snapshot.ending) == (RoomStatus.FINISHED, Ending.BY_RACERS)
        assert forced_out(snapshot) == set()
        requests = live.script.count("/log")
        await data(live, race)
        assert live.script.count("/log") == requests == 1, "the chat is read once for each version"


async def test_what_comes_over_the_socket_tells_it_too() -> None:
    async with rig() as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        await live.join(race)
        live.stage.world.cancel(race)
        await live.until(lambda: live.application.snapshots[-1].ending is Ending.CANCELLED, passing=10)
        assert all(entrant.status is EntrantStatus.DNF for entrant in live.application.snapshots[-1].entrants)


@pytest.mark.parametrize("trouble", ["status", "silence"])
async def test_a_chat_that_can_not_be_read_costs_nothing_but_what_it_would_have_told(trouble: str) -> None:
    async with rig(supervised=False) as live:
        ann, bob = live.stage.people("Ann", "Bob")
        race = await live.stage.running_race(ann, bob)
        live.stage.world.cancel(race)
        await live.clock.advance(6)
        if trouble == "status":
            live.script.answer("/log", 500)
            snapshot = await live.rooms.fetch(race.name)
        else:
            live.script.hold("/log")
            fetching = asyncio.create_task(live.rooms.fetch(race.name))
            await live.until(lambda: live.script.count("/log"))
            await live.until(fetching.done, passing=8)
            snapshot = await fetching
        assert (snapshot.status, snapshot.ending) == (RoomStatus.CANCELLED, None)
        live.script.let_pass()
        assert (await data(live, race)).ending is Ending.CANCELLED


def test_what_people_say_in_a_chat_is_not_taken_for_what_happened() -> None:
    stamp = "[2026-11-23 23:37:02+00:00]"
    log = "\n".join(
        [
            f"{stamp} Bob: This race has been cancelled by Ann.",
            f"{stamp} Ann: Bob has forfeited from the race!",
            "This race has been cancelled by Ann.",
            f"{stamp} Race finished in 1:00:00",
            f"{stamp} Eve: Race timer restarted.",
        ]
    )
    tale = read_chat_log(log)
    assert (tale.ending, tale.gave_up) == (Ending.BY_RACERS, frozenset())
