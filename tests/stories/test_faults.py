"""One bad night per fault of the fault mode: nobody types a command, and the result is whole and right."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from application.domain.events.live_races import (
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceLockedEvent,
    AsyncLiveRaceLowEntrantsEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceRoomOpeningFailedEvent,
    AsyncLiveRaceSeedReleasedEvent,
    AsyncLiveRaceStartedEvent,
)
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom
from racetime.rehearsal import Fault
from racetime.rehearsal.race import Race, RaceStatus
from tests.support.organizer import Racer
from tests.support.slow import slowly
from tests.support.story import Story, told_story

MINUTE = timedelta(minutes=1)
SEED = "https://seeds.test/h/Sealed0042"
TIMES = (60, 75, 90)
OPENS, LOCKS = 4 * MINUTE, 2 * MINUTE
STEPS = ("Created", "RoomOpened", "SeedSealed", "Locked", "SeedReleased", "Started", "Finished", "ResultsFinal")


@pytest.fixture
async def story(database_url: str) -> AsyncIterator[Story]:
    async with told_story(database_url) as told:
        yield told


@dataclass
class Night:
    """A race of three, and how far it has come."""

    story: Story
    racers: list[Racer]
    race: Any

    @property
    def room(self) -> Race:
        """The room there is, the last one if there were several."""
        return list(self.story.world.rooms.values())[-1]

    async def open(self) -> None:
        """Let the time of the room come, and everybody join."""
        await self.story.advance_to(self.story.clock.now() + MINUTE)
        await self.story.within(90, lambda: self.story.has_happened(AsyncLiveRaceRoomOpenedEvent))
        self.join()

    def join(self) -> None:
        for racer in self.racers:
            self.story.world.join(self.room, racer.racetime_id)

    async def go_on_to_the_end(self) -> None:
        """From a room in which everybody is to final results."""
        await self.lock()
        await self.start()
        await self.finish()
        await self.close()

    async def lock(self) -> None:
        await self.story.within(600, lambda: self.story.has_happened(AsyncLiveRaceLockedEvent), step=10)
        await self.story.within(120, lambda: self.story.has_happened(AsyncLiveRaceSeedReleasedEvent))
        await self.story.within(120, lambda: self.room.status is RaceStatus.INVITATIONAL)

    async def start(self) -> None:
        for racer in self.racers:
            self.story.world.ready(self.room, racer.racetime_id)
        await self.story.within(60, lambda: self.room.status is RaceStatus.IN_PROGRESS, step=1)
        await self.story.within(90, lambda: self.story.has_happened(AsyncLiveRaceStartedEvent))

    async def finish(self) -> None:
        """Let everybody finish at their own time; the bot may hear of it much later."""
        for racer, seconds in zip(self.racers, TIMES, strict=True):
            await self.done(racer, seconds)
        await self.story.within(30, lambda: self.room.status is RaceStatus.FINISHED, step=1)

    async def done(self, racer: Racer, seconds: float) -> None:
        assert self.room.started_at is not None
        moment = self.room.started_at + timedelta(seconds=seconds)
        ahead = (moment - self.story.clock.now()).total_seconds()
        await self.story.within(ahead + 10, lambda: self.story.clock.now() >= moment)
        self.story.world.done(self.room, racer.racetime_id, at=moment)

    async def close(self) -> None:
        """Let the house record the race, and the results become final."""
        await self.story.within(120, lambda: self.story.has_happened(AsyncLiveRaceFinishedEvent))
        self.story.world.record(self.room)
        await self.story.within(120, lambda: self.story.has_happened(AsyncLiveRaceResultsFinalEvent))

    async def run_of(self, racer: Racer) -> AsyncTournamentRace:
        return await AsyncTournamentRace.get(user_id=racer.user_id)


async def a_night(story: Story, *, opens: timedelta = OPENS) -> Night:
    racers = [await story.add_racer(number) for number in range(len(TIMES))]
    tournament = await story.add_tournament(
        room_open_minutes=opens // MINUTE, lock_minutes=LOCKS // MINUTE, release_rule="at_lock", final_after_hours=1
    )
    pool = await story.add_pool(tournament, SEED)
    race = await story.schedule(tournament, pool, ahead=opens + MINUTE)
    return Night(story, racers, race)


async def all_is_right(night: Night) -> None:
    """One room, one run for each racer with racetime.gg's own time, and every step and every line of the bot once."""
    assert [room.slug for room in await AsyncTournamentLiveRaceRoom.all()] == [night.room.name]
    await every_run_is_right(night)
    await every_step_was_once(night)


async def every_run_is_right(night: Night) -> None:
    assert await AsyncTournamentRace.all().count() == len(night.racers)
    par = sum(TIMES) / len(TIMES)
    for racer, seconds in zip(night.racers, TIMES, strict=True):
        run = await night.run_of(racer)
        assert (run.status, run.finish_time) == (RunStatus.FINISHED, timedelta(seconds=seconds))
        assert run.score == pytest.approx(min((2 - seconds / par) * 100, 105))


async def every_step_was_once(night: Night, *steps: str) -> None:
    rows = await EventLogEntry.filter(live_race_id=night.race["id"])
    told = Counter(row.type.removeprefix("AsyncLiveRace").removesuffix("Event") for row in rows)
    assert {step: told[step] for step in steps or STEPS} == dict.fromkeys(steps or STEPS, 1)
    lines = Counter(
        (line.direct_to.id if line.direct_to else "all", line.text)
        for line in night.room.chat.messages
        if not line.is_system
    )
    assert [line for line, times in lines.items() if times > 1] == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault.DROPPED_SOCKETS,
        *slowly(Fault.SILENT_SOCKETS, Fault.REPEATED_FRAMES, Fault.OLD_FRAMES, Fault.SHORT_TOKENS),
    ],
)
async def test_a_fault_that_lasts_all_night_changes_nothing(story: Story, fault: Fault) -> None:
    story.server.have_faults(fault)
    night = await a_night(story)
    await night.open()
    await night.go_on_to_the_end()
    await all_is_right(night)


async def test_errors_at_the_opening_and_through_the_whole_race_cost_nothing(story: Story) -> None:
    night = await a_night(story)
    story.server.have_faults(Fault.ERRORS)
    await story.advance(60)
    await story.within(60, lambda: story.has_happened(AsyncLiveRaceRoomOpeningFailedEvent))
    story.server.have_faults()
    await night.open()
    await night.lock()
    await night.start()
    story.server.have_faults(Fault.ERRORS, Fault.DROPPED_SOCKETS)
    await night.finish()
    over_at = story.clock.now()
    await story.within(60, lambda: story.clock.now() > over_at + timedelta(seconds=40))
    assert not story.has_happened(AsyncLiveRaceFinishedEvent)
    story.server.have_faults()
    await night.close()
    await all_is_right(night)


@pytest.mark.slow
async def test_a_room_whose_answer_was_lost_is_found_again_and_no_second_one_is_made(story: Story) -> None:
    night = await a_night(story)
    story.server.have_faults(Fault.LOST_ANSWERS)
    await story.advance(60)
    await story.within(180, lambda: story.has_happened(AsyncLiveRaceRoomOpenedEvent))
    assert len(story.world.rooms) == 1
    story.server.have_faults()
    await night.open()
    await night.go_on_to_the_end()
    await all_is_right(night)


@pytest.mark.slow
async def test_an_account_that_is_deleted_in_the_race_keeps_its_result_and_its_name(story: Story) -> None:
    story.server.have_faults(Fault.DELETED_ACCOUNTS)
    night = await a_night(story)
    await night.open()
    await night.lock()
    await night.start()
    winner = night.racers[0]
    await night.done(winner, TIMES[0])
    await story.catch_up(night.room)
    await story.within(30, lambda: any(entrant.user is None for entrant in night.room.entrants), step=1)
    for racer, seconds in zip(night.racers[1:], TIMES[1:], strict=True):
        await night.done(racer, seconds)
    await night.close()
    await all_is_right(night)
    names = await AsyncTournamentLiveRaceEntrant.all().values_list("racetime_name", flat=True)
    assert winner.name.partition("#")[0] in {str(name).partition("#")[0] for name in names}


@pytest.mark.slow
async def test_a_racer_who_is_disqualified_without_a_time_has_that_for_a_result(story: Story) -> None:
    story.server.have_faults(Fault.DISQUALIFICATIONS)
    night = await a_night(story)
    await night.open()
    await night.lock()
    await night.start()
    for racer, seconds in zip(night.racers[:2], TIMES, strict=False):
        await night.done(racer, seconds)
    await story.within(30, lambda: night.room.status is RaceStatus.FINISHED, step=1)
    await night.close()
    run = await night.run_of(night.racers[2])
    assert (run.status, run.finish_time, run.score) == (RunStatus.DISQUALIFIED, None, 0)
    await every_step_was_once(night)


@pytest.mark.slow
async def test_a_race_that_everybody_forfeits_is_finished_and_not_cancelled(story: Story) -> None:
    night = await a_night(story)
    await night.open()
    await night.lock()
    await night.start()
    await story.advance(10)
    for racer in night.racers:
        story.world.forfeit(night.room, racer.racetime_id)
    await story.within(30, lambda: night.room.is_over, step=1)
    assert night.room.status is RaceStatus.CANCELLED
    await story.within(120, lambda: story.has_happened(AsyncLiveRaceFinishedEvent))
    # racetime.gg records no such race, so its results are final once the time is over in which that may happen.
    await story.advance(3700, step=300)
    await story.happens(AsyncLiveRaceResultsFinalEvent)
    assert (await story.read(night.race))["status"] == "finished"
    assert {run.status for run in await AsyncTournamentRace.all()} == {RunStatus.FORFEIT}
    await every_step_was_once(night)


@pytest.mark.slow
async def test_a_room_that_racetime_cancels_for_want_of_racers_is_followed_by_another(story: Story) -> None:
    night = await a_night(story, opens=40 * MINUTE)
    await story.advance(60)
    await story.within(60, lambda: story.has_happened(AsyncLiveRaceRoomOpenedEvent))
    first = night.room
    await story.advance_to(first.opened_at + 26 * MINUTE)
    await story.happens(AsyncLiveRaceLowEntrantsEvent)
    await story.advance_to(first.opened_at + 30 * MINUTE)
    await story.within(20, lambda: first.status is RaceStatus.CANCELLED)
    await story.within(120, lambda: night.room is not first)
    night.join()
    await night.go_on_to_the_end()
    assert not story.has_happened(AsyncLiveRaceCancelledEvent)
    assert (await story.read(night.race))["racetime_slug"] == night.room.name
    await every_run_is_right(night)
    await every_step_was_once(night, *(step for step in STEPS if step != "RoomOpened"))
