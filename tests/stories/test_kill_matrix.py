"""A process is killed with `kill -9` at each instant that matters; the next one finds everything as it must be.

Afterwards there is one room, one run per player, each line once, and racetime.gg's own times.
"""

import asyncio
from datetime import timedelta

import pytest

from application.domain.ids import LiveRaceId, RoomId
from application.domain.live_races.live_race import ROOM_OPENING_LEASE, LiveRaceStatus
from application.domain.messages.channels import Destination
from application.domain.runs.run import RunStatus
from models.event_log import OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceRoom
from models.webhook import WebhookDelivery
from racetime.rehearsal.race import RaceStatus
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.night import Night
from tests.support.receiver import HANGS, listening_receiver
from tests.support.rehearsal import eventually
from tests.support.victims import Victim

LOOKS = (1, 3, 8, 20, 45)
"""At which look at the clock a process dies: it looks many times in each transaction."""


async def has_status(night: Night, race_id: LiveRaceId, status: LiveRaceStatus) -> bool:
    return (await night.row(race_id)).status is status


async def dies_at_each_look(night: Night, duty: str, **job: object) -> list[Victim]:
    """Let one process after the other do the same and die a little later each time, until one survives."""
    victims = []
    for look in (*LOOKS, 0):
        victim = await night.victim(duty, last_look=look, **job)
        await victim.until_it_is_dead()
        victims.append(victim)
        if "done" in victim.said:
            break
    assert len(victims) > 2, "the first ones were killed"
    assert "done" in victims[-1].said, victims[-1].log
    return victims


# Before the commit


async def test_a_lock_that_is_cut_short_leaves_nothing_and_is_done_once_afterwards(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=3)
    await night.open_and_fill(race)
    await night.hear()
    await night.advance_to(race.locks_at)
    for look in (*LOOKS, 0):
        victim = await night.victim("lock", live_race=race.id, last_look=look)
        await victim.until_it_is_dead()
        is_locked = (await night.row(race.id)).locked_at is not None
        said = await OutboxMessage.filter(kind="text", dedupe_key__contains="locked").exists()
        assert {
            is_locked,
            len(await night.runs(race.id)) == 3,
            bool(await night.logged(race.id, "Locked")),
            said,
        } == {is_locked}, "all or nothing"
        if "done" in victim.said:
            break
    assert is_locked
    again = await night.victim("lock", live_race=race.id)
    await again.until_it_says("False")
    assert await night.logged(race.id, "Locked") == await night.logged(race.id, "SeedReleased") == 1
    assert len(await night.runs(race.id)) == 3


@pytest.mark.slow
async def test_a_start_and_a_finish_that_are_cut_short_leave_nothing_half_told(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=3)
    await night.open_and_fill(race)
    await night.hear()
    await night.advance_to(race.locks_at)
    await night.community.container.live_races.lock_race(race.id)
    await night.start()
    room = await AsyncTournamentLiveRaceRoom.get(slug=night.room.name)
    where = {"room": room.id, "slug": room.slug}
    await dies_at_each_look(night, "poll", **where)
    runs = await night.runs(race.id)
    assert {run.status for run in runs.values()} == {RunStatus.IN_PROGRESS}
    assert {run.started_at for run in runs.values()} == {in_milliseconds(night)}
    assert await night.logged(race.id, "Started") == 1

    first, second, third = night.people.values()
    night.server.world.done(night.room, first)
    await night.let_pass(5)
    night.server.world.done(night.room, second)
    night.server.world.forfeit(night.room, third)
    await night.let_pass(6)
    assert night.room.status is RaceStatus.FINISHED
    for look in (*LOOKS, 0):
        victim = await night.victim("poll", last_look=look, **where)
        await victim.until_it_is_dead()
        over = (await night.row(race.id)).status is LiveRaceStatus.FINISHED
        runs = await night.runs(race.id)
        told = [run.status for run in runs.values()].count(RunStatus.FINISHED) == 2
        scored = [run.score for run in runs.values()].count(None) == 0
        assert {over, told, scored, bool(await night.logged(race.id, "Finished"))} == {over}, "all or nothing"
        if "done" in victim.said:
            break
    assert over
    await check_results(night, race.id)


# After the commit, before anybody was told


@pytest.mark.slow
async def test_what_was_committed_is_told_although_its_process_died_before_telling_anybody(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=2)
    await night.open_and_fill(race)
    await night.hear()
    await night.advance_to(race.locks_at)
    victim = await night.victim("lock", live_race=race.id, dies_at="AsyncLiveRaceLockedEvent")
    await victim.until_it_is_dead()
    assert "done" not in victim.said
    assert (await night.row(race.id)).locked_at is not None
    assert night.lines("This race counts for") == []
    await night.worker()
    await night.until(lambda: said(night, "Seed: "))
    assert len(night.lines("This race counts for")) == len(night.lines("Welcome")) == len(night.lines("Seed: ")) == 1
    assert night.room.status is RaceStatus.INVITATIONAL


# Around the opening of a room


@pytest.mark.slow
async def test_a_claim_without_a_room_ends_and_somebody_else_opens_one(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=2)
    await night.advance_to(race.opens_at)
    night.script.hold("startrace")
    victim = await night.victim("open", live_race=race.id)
    await eventually(lambda: night.script.count("startrace") == 1, timeout=20)
    await victim.kill()
    await eventually(lambda: night.script.nobody_waits, timeout=20)
    night.script.let_pass()
    await asyncio.sleep(0)
    assert (await night.row(race.id)).room_claimed_until is not None
    assert not night.server.world.rooms
    early = await night.victim("open", live_race=race.id)
    await early.until_it_says("not_due")
    await night.clock.advance(ROOM_OPENING_LEASE + timedelta(seconds=1))
    late = await night.victim("open", live_race=race.id)
    await late.until_it_says("opened")
    assert (await night.row(race.id)).racetime_slug == night.room.name


async def test_a_room_that_was_made_and_never_recorded_is_adopted(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=2)
    await night.advance_to(race.opens_at)
    night.script.hold_after("startrace")
    victim = await night.victim("open", live_race=race.id)
    await eventually(lambda: night.server.world.rooms, timeout=20)
    await victim.kill()
    night.script.let_pass()
    assert (await night.row(race.id)).status is LiveRaceStatus.SCHEDULED
    await night.clock.advance(ROOM_OPENING_LEASE + timedelta(seconds=1))
    heir = await night.victim("open", live_race=race.id)
    await heir.until_it_says("opened")
    assert (await night.row(race.id)).racetime_slug == night.room.name
    assert await night.logged(race.id, "RoomOpened") == 1


@pytest.mark.slow
async def test_a_room_that_was_recorded_is_announced_although_its_process_died_at_once(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=2)
    await night.advance_to(race.opens_at)
    victim = await night.victim("open", live_race=race.id, dies_at="AsyncLiveRaceRoomOpenedEvent")
    await victim.until_it_is_dead()
    assert await has_status(night, race.id, LiveRaceStatus.PENDING)
    await night.worker()
    await night.until(lambda: said(night, "Welcome"))
    assert len(night.lines("Welcome")) == 1
    assert await night.logged(race.id, "RoomOpened") == 1


# In a room


async def test_a_line_that_was_said_and_not_noted_is_not_said_again(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=2)
    await night.open_and_fill(race)
    victim = await night.victim("work", dies_after_saying=True)
    await night.until(lambda: is_dead(victim))
    assert len(night.lines("Welcome")) == 1
    assert not await OutboxMessage.filter(sent_at__isnull=False).exists()
    died_at = night.clock.now()
    await night.worker()
    await night.until(all_sent)
    assert len(night.lines("Welcome")) == 1
    assert night.clock.now() - died_at < timedelta(seconds=30), "a lease of a dead process holds up nobody"


async def test_an_event_that_a_webhook_was_told_and_nobody_noted_is_told_again_under_its_id(the_night: Night) -> None:
    night = the_night
    async with listening_receiver() as receiver:
        receiver.answers = [HANGS]
        webhook, _ = await night.community.add_webhook(receiver.url)
        victim = await night.victim("webhooks")
        await eventually(lambda: receiver.heard, timeout=20)
        await victim.kill()
        await night.clock.advance(timedelta(seconds=61))
        await night.victim("webhooks")

        async def is_noted() -> bool:
            return await WebhookDelivery.filter(webhook_id=webhook, delivered_at__isnull=False).exists()

        await night.until(is_noted)
        first, second = receiver.heard
        assert (first.id, first.event) == (second.id, second.event)


@pytest.mark.slow
async def test_a_race_goes_on_while_nobody_listens_and_nothing_of_it_is_lost(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=3)
    await night.open_and_fill(race)
    worker = await night.worker()
    await night.until(lambda: joined(night, race.id, 3))
    await night.until(all_sent)
    await night.advance_to(race.locks_at)
    await night.until(lambda: said(night, "Seed: "))
    await night.start()
    await night.until(lambda: has_status(night, race.id, LiveRaceStatus.IN_PROGRESS))
    await night.until(lambda: said(night, "Good luck"))
    await worker.kill()

    first, second, third = night.people.values()
    night.server.world.done(night.room, first)
    await night.let_pass(5)
    night.server.world.done(night.room, second)
    worker = await night.worker()
    await night.until(lambda: finishers(night, race.id, 2))
    await worker.kill()

    night.server.world.forfeit(night.room, third)
    await night.let_pass(1)
    assert night.room.status is RaceStatus.FINISHED
    await night.worker()
    await night.until(lambda: has_status(night, race.id, LiveRaceStatus.FINISHED))
    await night.until(lambda: said(night, "are recorded"))
    await check_results(night, race.id)
    for part in ("Welcome", "This race counts for", "Seed: ", "Good luck", "are recorded"):
        assert len(night.lines(part)) == 1, part


@pytest.mark.slow
async def test_two_processes_at_once_do_everything_once(the_night: Night) -> None:
    night = the_night
    race = await night.schedule(players=4)
    outsider = night.server.world.add_user("Outsider", twitch_name="outsider")
    workers = [await night.worker() for _ in range(2)]
    await night.advance_to(race.opens_at)
    await night.until(lambda: has_status(night, race.id, LiveRaceStatus.PENDING))
    for person in (*night.people.values(), outsider):
        night.server.world.join(night.room, person)
    await night.until(lambda: joined(night, race.id, 5))
    await night.until(all_sent)
    await night.advance_to(race.locks_at)
    await night.until(lambda: said(night, "Seed: "))
    night.server.world.ready(night.room, outsider)
    await night.start()
    await night.until(lambda: has_status(night, race.id, LiveRaceStatus.IN_PROGRESS))
    await night.until(lambda: said(night, "Good luck"))
    for person in (*list(night.people.values())[:2], outsider):
        night.server.world.done(night.room, person)
        await night.pass_time(2)
    for person in list(night.people.values())[2:]:
        night.server.world.forfeit(night.room, person)
    await night.until(lambda: has_status(night, race.id, LiveRaceStatus.FINISHED))
    await night.until(all_sent)
    assert all(worker.is_alive for worker in workers)
    assert await AsyncTournamentLiveRaceRoom.all().count() == len(night.server.world.rooms) == 1
    runs = await night.runs(race.id)
    assert sorted(run.status for run in runs.values()) == ["finished", "finished", "forfeit", "forfeit"]
    for part in (
        "Welcome",
        "This race counts for",
        "Seed: ",
        "Good luck",
        "are recorded",
        "As things stand",
        "kept as unmatched",
    ):
        assert len(night.lines(part)) == 1, part
    for kind in ("RoomOpened", "Locked", "SeedReleased", "Started", "Finished"):
        assert await night.logged(race.id, kind) == 1, kind
    assert not [line for worker in workers for line in worker.log.splitlines() if "ERROR" in line]


# Parts


async def said(night: Night, part: str) -> bool:
    return bool(night.lines(part))


async def is_dead(victim: Victim) -> bool:
    return not victim.is_alive


async def all_sent() -> bool:
    waiting = OutboxMessage.filter(destination=Destination.RACETIME, sent_at__isnull=True, given_up_at__isnull=True)
    return not await waiting.exists()


async def joined(night: Night, race_id: LiveRaceId, number: int) -> bool:
    return (await night.community.race(race_id)).summary.entrant_count == number


async def finishers(night: Night, race_id: LiveRaceId, number: int) -> bool:
    runs = await night.runs(race_id)
    return sum(run.status is RunStatus.FINISHED for run in runs.values()) == number


def in_milliseconds(night: Night) -> object:
    """racetime.gg's start as its documents give it."""
    moment = night.room.started_at
    assert moment is not None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


async def check_results(night: Night, race_id: LiveRaceId) -> None:
    """Two finished with racetime.gg's own times, one forfeited, and all of it is told once."""
    runs = await night.runs(race_id)
    times = {entrant.user.id: entrant.finish_time for entrant in night.room.entrants if entrant.user is not None}
    for player, person in night.people.items():
        assert runs[player].finish_time == times[person.id]
        assert runs[player].started_at == in_milliseconds(night)
        assert runs[player].score is not None
    assert sorted(run.status for run in runs.values()) == ["finished", "finished", "forfeit"]
    assert await night.logged(race_id, "Finished") == 1
    assert len(night.server.world.rooms) == 1
    assert RoomId((await AsyncTournamentLiveRaceRoom.get(live_race_id=race_id)).id)


pytestmark = [on_postgres_and_slowly_on_sqlite, pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning")]
