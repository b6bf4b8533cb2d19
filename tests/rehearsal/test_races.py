"""How a race moves from one state to the next, and who moves it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from racetime.rehearsal.race import Race, RaceStatus
from racetime.rehearsal.users import Refused, User
from tests.support.rehearsal import Stage, rehearsal, spoken, state


def _gather(stage: Stage, race: Race, *people: User) -> None:
    for person in people:
        stage.world.join(race, person)
        stage.world.ready(race, person)


async def test_nothing_happens_before_the_timekeeper_has_taken_the_room_on() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        _gather(stage, race, *stage.people("Ann", "Bob"))
        await stage.advance(9)
        assert state(race) == "open"
        await stage.advance(1)
        assert state(race) == "pending"


async def test_one_new_room_is_taken_on_every_ten_seconds() -> None:
    async with rehearsal() as stage:
        rooms = [stage.open_room() for _ in range(3)]
        for number, race in enumerate(rooms):
            _gather(stage, race, *stage.people(f"Ann{number}", f"Bob{number}"))
        for pending in (1, 2, 3):
            await stage.advance(10)
            assert [race.status is RaceStatus.OPEN for race in rooms].count(False) == pending


async def test_the_countdown_announces_its_last_seconds_and_starts_at_the_promised_instant() -> None:
    async with rehearsal() as stage:
        race = await stage.adopted_room(start_delay=timedelta(seconds=20))
        _gather(stage, race, *stage.people("Ann", "Bob"))
        await stage.settle()
        began_at = stage.clock.now() - timedelta(seconds=0.2)
        assert state(race) == "pending"
        assert race.started_at == began_at + timedelta(seconds=20)
        assert (await stage.get(f"/{race.name}/data"))["started_at"] == "2026-03-14T18:00:30Z"
        await stage.advance(19.7)
        assert state(race) == "pending"
        await stage.advance(0.1)
        assert state(race) == "in_progress"
        lines = [line for line in spoken(race) if "##countdown##" in line]
        assert len(lines) == 6


async def test_a_speed_shortens_the_waits_and_leaves_instants_real() -> None:
    async with rehearsal(speed=10) as stage:
        race = stage.open_room()
        _gather(stage, race, *stage.people("Ann", "Bob"))
        await stage.advance(1)
        assert state(race) == "pending"
        assert race.started_at == stage.clock.now() + timedelta(seconds=1.5)
        assert (await stage.get(f"/{race.name}/data"))["start_delay"] == "P0DT00H00M15S"


async def test_without_auto_start_everybody_waits_for_the_bot() -> None:
    async with rehearsal() as stage:
        race = await stage.adopted_room(auto_start=False)
        _gather(stage, race, *stage.people("Ann", "Bob"))
        await stage.advance(60)
        assert state(race) == "open"
        stage.world.begin(race)
        assert state(race) == "pending"


async def test_open_invites_and_requests_do_not_hold_up_the_start_and_are_removed() -> None:
    async with rehearsal() as stage:
        ann, bob, cid, dee = stage.people("Ann", "Bob", "Cid", "Dee")
        race = await stage.adopted_room()
        _gather(stage, race, ann)
        stage.world.invite(race, cid)
        stage.world.make_invitational(race)
        stage.world.request_invite(race, dee)
        stage.world.invite(race, bob)
        stage.world.accept_invite(race, bob)
        stage.world.ready(race, bob)
        await stage.settle()
        assert state(race) == "pending"
        assert {entrant.name for entrant in race.entrants} == {"Ann", "Bob"}


async def test_a_forced_start_removes_whoever_is_not_ready() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.adopted_room()
        stage.world.join(race, cid)
        _gather(stage, race, ann)
        with pytest.raises(Refused, match="two entrants"):
            stage.world.begin(race)
        _gather(stage, race, bob)
        stage.world.begin(race)
        assert {entrant.name for entrant in race.entrants} == {"Ann", "Bob"}


async def test_a_forced_start_can_disqualify_whoever_is_not_ready_instead() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.adopted_room(disqualify_unready=True)
        _gather(stage, race, ann)
        stage.world.join(race, bob)
        stage.world.begin(race)
        entrant = race.find_entrant(bob)
        assert entrant is not None
        assert entrant.is_disqualified


async def test_nobody_joins_leaves_or_forfeits_during_the_countdown() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.adopted_room()
        _gather(stage, race, ann, bob)
        await stage.settle()
        for move, person in (
            (stage.world.join, cid),
            (stage.world.leave, ann),
            (stage.world.unready, ann),
            (stage.world.forfeit, ann),
            (stage.world.done, ann),
        ):
            with pytest.raises(Refused):
                move(race, person)


async def test_a_race_is_finished_once_nobody_runs_and_somebody_finished() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.running_race(ann, bob, cid)
        stage.world.done(race, ann)
        stage.world.forfeit(race, bob)
        await stage.settle()
        assert state(race) == "in_progress"
        stage.world.disqualify(race, cid)
        await stage.settle()
        assert state(race) == "finished"
        assert race.ended_at is not None
        assert race.cancelled_at is None


async def test_a_race_in_which_everybody_forfeits_is_cancelled() -> None:
    async with rehearsal() as stage:
        people = stage.people("Ann", "Bob")
        race = await stage.running_race(*people, unlisted=True)
        for person in people:
            stage.world.forfeit(race, person)
        await stage.settle()
        document = await stage.data(race)
        assert document["status"]["value"] == "cancelled"
        assert document["ended_at"] is not None
        assert document["cancelled_at"] is not None
        assert document["recordable"] is False
        assert document["unlisted"] is False


async def test_with_auto_complete_a_race_without_finishers_is_finished_all_the_same() -> None:
    async with rehearsal() as stage:
        people = stage.people("Ann", "Bob")
        race = await stage.running_race(*people, time_limit_auto_complete=True)
        for person in people:
            stage.world.forfeit(race, person)
        await stage.settle()
        assert state(race) == "finished"


async def test_a_room_with_one_entrant_is_warned_after_25_minutes_and_cancelled_after_30() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        stage.world.join(race, *stage.people("Ann"))
        await stage.advance(timedelta(minutes=24, seconds=59))
        assert not any("at least two" in line for line in spoken(race))
        await stage.advance(1)
        assert any("at least two" in line for line in spoken(race))
        await stage.advance(timedelta(minutes=4, seconds=59))
        assert state(race) == "open"
        await stage.advance(1)
        assert state(race) == "cancelled"
        document = await stage.data(race)
        assert document["cancelled_at"] is not None
        assert document["ended_at"] is None


async def test_a_room_with_two_entrants_lives_four_hours_without_a_start() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        for person in stage.people("Ann", "Bob"):
            stage.world.join(race, person)
        await stage.advance(timedelta(hours=3, minutes=59))
        assert state(race) == "open"
        await stage.advance(timedelta(minutes=1))
        assert state(race) == "cancelled"


async def test_at_the_time_limit_whoever_still_runs_is_out_and_cannot_return() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob, time_limit=timedelta(hours=1))
        stage.world.done(race, ann)
        await stage.advance(timedelta(minutes=54))
        assert not any("five minutes" in line for line in spoken(race))
        await stage.advance(timedelta(minutes=1))
        assert any("five minutes" in line for line in spoken(race))
        await stage.advance(timedelta(minutes=5))
        assert state(race) == "finished"
        with pytest.raises(Refused, match="too late"):
            stage.world.unforfeit(race, bob)


async def test_an_undo_within_ten_minutes_reopens_a_finished_race() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        await stage.advance(timedelta(minutes=9))
        stage.world.undo(race, bob)
        document = await stage.data(race)
        assert document["status"]["value"] == "in_progress"
        assert document["ended_at"] is None
        assert [entrant["status"]["value"] for entrant in document["entrants"]] == ["done", "in_progress"]
        stage.world.done(race, bob)
        await stage.settle()
        assert state(race) == "finished"


async def test_an_undo_after_ten_minutes_is_too_late() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        await stage.advance(timedelta(minutes=10))
        with pytest.raises(Refused, match="too late"):
            stage.world.undo(race, bob)


async def test_a_started_race_that_was_cancelled_can_be_reopened_by_an_undo() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        stage.world.done(race, ann)
        stage.world.cancel(race)
        assert state(race) == "cancelled"
        assert [race.status_of(entrant).value for entrant in race.in_order()] == ["done", "dnf"]
        stage.world.unforfeit(race, bob)
        assert state(race) == "in_progress"
        assert race.cancelled_at is None
        assert race.is_recordable


async def test_a_room_cancelled_before_its_countdown_was_only_cancelled() -> None:
    async with rehearsal() as stage:
        race = stage.open_room(unlisted=True)
        stage.world.cancel(race)
        summary = (await stage.data(race)) | {"entrants": []}
        assert (summary["ended_at"], summary["unlisted"]) == (None, False)
        with pytest.raises(Refused, match="over"):
            stage.world.cancel(race)


async def test_versions_grow_with_every_save() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        seen = [race.version]
        for move in (stage.world.join, stage.world.ready, stage.world.unready, stage.world.leave):
            move(race, ann)
            seen.append(race.version)
        stage.world.set_meta(race, {"key": 1})
        seen.append(race.version)
        assert seen == sorted(set(seen))


async def test_recording_is_final_scores_move_and_the_chat_closes() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob, unlisted=True)
        before = await stage.data(race)
        assert [entrant["score_change"] for entrant in before["entrants"]] == [None, None]
        stage.world.record(race)
        after = await stage.data(race)
        assert after["recorded"] is True
        assert after["recorded_by"]["can_moderate"] is True
        assert after["unlisted"] is False
        changes = [entrant["score_change"] for entrant in after["entrants"]]
        assert changes[0] > 0 > changes[1]
        too_late: list[Callable[[], None]] = [
            lambda: stage.world.undo(race, ann),
            lambda: stage.world.say(race, ann, "gg"),
            lambda: stage.world.edit_result(race, ann, timedelta(seconds=9)),
            lambda: stage.world.disqualify(race, ann),
            lambda: stage.world.record(race),
        ]
        for move in too_late:
            with pytest.raises(Refused):
                move()
        again = await stage.finished_race(ann, bob)
        document = await stage.data(again)
        assert document["entrants"][0]["score"] > document["entrants"][1]["score"]


async def test_only_finished_recordable_races_are_recorded() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        running = await stage.running_race(ann, bob)
        with pytest.raises(Refused):
            stage.world.record(running)
        for person in (ann, bob):
            stage.world.done(running, person)
        await stage.settle()
        with pytest.raises(Refused, match="moderator"):
            stage.world.record(running, by=ann)
        stage.world.unrecord(running)
        with pytest.raises(Refused):
            stage.world.record(running)


async def test_the_chat_of_an_unrecordable_race_closes_an_hour_after_its_end() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob, ranked=False)
        await stage.advance(timedelta(minutes=59))
        stage.world.say(race, ann, "still here")
        await stage.advance(timedelta(minutes=1))
        with pytest.raises(Refused, match="closed"):
            stage.world.say(race, ann, "too late")


async def test_a_team_race_starts_when_everybody_has_a_team_and_there_are_two() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.adopted_room(team_race=True)
        for person in (ann, bob):
            stage.world.join(race, person)
        with pytest.raises(Refused, match="team"):
            stage.world.ready(race, ann)
        for person, team in ((ann, "red"), (bob, "red")):
            stage.world.set_team(race, person, team)
            stage.world.ready(race, person)
        await stage.settle()
        assert state(race) == "open"
        stage.world.unready(race, bob)
        stage.world.set_team(race, bob, "blue")
        stage.world.ready(race, bob)
        await stage.settle()
        assert state(race) == "pending"
        teams = [entrant["team"]["name"] for entrant in (await stage.data(race))["entrants"]]
        assert sorted(teams) == ["blue", "red"]


async def test_a_partitionable_room_is_split_into_anonymous_matches_announced_by_direct_message() -> None:
    async with rehearsal() as stage:
        people = stage.people("Ann", "Bob", "Cid", "Dee", "Eve")
        race = await stage.adopted_room(partitionable=True)
        _gather(stage, race, *people)
        await stage.settle()
        assert state(race) == "partitioned"
        assert race.cancelled_at is not None
        matches = [room for room in stage.world.rooms.values() if room is not race]
        assert sorted(len(match.entrants) for match in matches) == [2, 3]
        for match in matches:
            assert state(match) == "invitational"
            assert match.settings.hide_entrants
            assert (match.opened_by, match.opened_by_bot) == (None, None)
        told = {message.direct_to.name: message.text for message in race.chat.messages if message.direct_to is not None}
        assert set(told) == {"Ann", "Bob", "Cid", "Dee", "Eve"}
        assert all(any(match.name in text for match in matches) for text in told.values())
