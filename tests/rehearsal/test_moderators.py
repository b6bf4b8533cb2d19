"""What moderators change, and what of it anybody hears."""

from datetime import timedelta

import pytest

from racetime.rehearsal import Fault
from racetime.rehearsal.users import Refused
from tests.support.rehearsal import rehearsal, state


async def test_an_edited_result_is_broadcast_with_the_old_values_and_shown_only_by_data() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        async with stage.bot_socket(race) as bot:
            stage.world.edit_result(race, ann, timedelta(hours=1))
            told = await bot.next_race()
            assert [entrant["user"]["name"] for entrant in told["entrants"]] == ["Ann", "Bob"]
            assert told["entrants"][0]["finish_time"] == "P0DT00H00M07S"
            frames = await bot.everything_so_far()
            assert sum(frame["type"] == "race.data" for frame in frames) == 2
            repeated = await bot.ask("getrace", answer="race.data")
            assert repeated["race"] == told
        fresh = await stage.get(f"/{race.name}/data")
        assert [entrant["user"]["name"] for entrant in fresh["entrants"]] == ["Bob", "Ann"]
        assert fresh["entrants"][1]["finish_time"] == "P0DT01H00M00S"
        assert fresh["version"] > told["version"], "and nothing tells anybody"


async def test_while_corrections_are_on_a_moderator_edits_the_winner_of_each_race_once() -> None:
    async with rehearsal(faults=frozenset({Fault.CORRECTIONS})) as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        before = race.in_order()[0].finish_time
        assert before is not None
        await stage.advance(5)
        assert race.in_order()[0].finish_time == before + timedelta(seconds=1)


async def test_a_result_can_be_edited_to_a_forfeit_and_back() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        stage.world.edit_result(race, ann, None)
        document = await stage.data(race)
        assert [(entrant["status"]["value"], entrant["place"]) for entrant in document["entrants"]] == [
            ("done", 1),
            ("dnf", None),
        ]
        stage.world.edit_result(race, ann, timedelta(seconds=3))
        assert (await stage.data(race))["entrants"][0]["user"]["name"] == "Ann"


async def test_an_edit_works_out_anew_whether_a_race_is_finished_or_cancelled() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        stage.world.cancel(race)
        stage.world.edit_result(race, ann, timedelta(seconds=9))
        document = await stage.data(race)
        assert (document["status"]["value"], document["cancelled_at"]) == ("finished", None)
        assert [entrant["status"]["value"] for entrant in document["entrants"]] == ["done", "dnf"]
        stage.world.edit_result(race, ann, None)
        document = await stage.data(race)
        assert (document["status"]["value"], document["cancelled_at"]) == ("cancelled", document["ended_at"])
        with pytest.raises(Refused):
            stage.world.record(race)
        stage.world.edit_result(race, ann, timedelta(seconds=9))
        stage.world.record(race)
        assert (await stage.data(race))["recorded"] is True


async def test_results_are_edited_only_between_end_and_recording_and_only_by_moderators() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        with pytest.raises(Refused):
            stage.world.edit_result(race, ann, timedelta(seconds=9))
        for person in (ann, bob):
            stage.world.done(race, person)
        await stage.settle()
        with pytest.raises(Refused, match="moderator"):
            stage.world.edit_result(race, ann, timedelta(seconds=9), by=bob)
        with pytest.raises(Refused, match="longer than zero"):
            stage.world.edit_result(race, ann, timedelta())
        stage.world.edit_result(race, ann, timedelta(seconds=9))


async def test_a_disqualified_finisher_keeps_the_time_and_loses_the_place() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        stage.world.disqualify(race, ann)
        document = await stage.data(race)
        assert [entrant["user"]["name"] for entrant in document["entrants"]] == ["Bob", "Ann"]
        winner, out = document["entrants"]
        assert winner["place_ordinal"] == "1st"
        assert (out["status"]["value"], out["place"]) == ("dq", None)
        assert out["finish_time"] == "P0DT00H00M07S"
        assert out["finished_at"] is not None


async def test_sockets_hear_of_a_disqualified_finisher_with_the_old_places() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.running_race(ann, bob, cid)
        stage.world.done(race, ann)
        stage.world.done(race, bob)
        async with stage.listening(race) as listener:
            await listener.receive()
            stage.world.disqualify(race, ann)
            told = await listener.next_race()
            stage.world.undisqualify(race, ann)
            await listener.next_race()
            frames = [frame for frame in await listener.everything_so_far() if frame["type"] == "race.data"]
        document = await stage.data(race)
    assert [entrant["place"] for entrant in told["entrants"]] == [2, None, None]
    assert [frame["race"]["entrants"][-1]["place"] for frame in frames][-1] is None
    assert document["version"] == frames[-1]["race"]["version"] + 1
    assert [entrant["place"] for entrant in document["entrants"]] == [1, 2, None]


async def test_a_disqualification_is_taken_back_only_while_the_race_is_on() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        stage.world.disqualify(race, ann)
        stage.world.undisqualify(race, ann)
        stage.world.done(race, ann)
        stage.world.done(race, bob)
        await stage.settle()
        stage.world.disqualify(race, ann)
        with pytest.raises(Refused):
            stage.world.undisqualify(race, ann)


async def test_nobody_is_disqualified_before_the_countdown() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        stage.world.join(race, ann)
        with pytest.raises(Refused):
            stage.world.disqualify(race, ann)


async def test_disqualifying_everybody_cancels_the_race() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        for person in (ann, bob):
            stage.world.disqualify(race, person)
        await stage.settle()
        assert state(race) == "cancelled"


async def test_deleted_and_purged_lines_are_announced_and_leave_the_history() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            stage.world.say(race, ann, "first")
            first = (await bot.next("chat.message"))["message"]
            stage.world.say(race, bob, "second")
            stage.world.delete_message(race, first["id"])
            deleted = (await bot.next("chat.delete"))["delete"]
            assert (deleted["id"], deleted["user"]["name"], deleted["is_bot"]) == (first["id"], "Ann", False)
            assert deleted["deleted_by"]["id"] == stage.world.moderator.id
            stage.world.purge_messages(race, bob)
            purged = (await bot.next("chat.purge"))["purge"]
            assert purged["user"]["name"] == "Bob"
            history = await bot.ask("gethistory", {}, answer="chat.history")
            assert {message["message_plain"] for message in history["messages"]}.isdisjoint({"first", "second"})


async def test_the_rest_calls_for_chat_do_their_work_and_then_answer_500() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        stage.world.say(race, ann, "pin me")
        message = race.chat.messages[-1]
        path = f"/o/{race.name}/monitor/pin/{message.id}"
        status, _, location = await stage.post(path, {}, token=await stage.bot_token())
        assert (status, location.startswith("/account/auth")) == (302, True)
        assert (await stage.post(path, {}, token=await stage.user_token(ann)))[0] == 403
        token = await stage.user_token(stage.world.moderator)
        assert (await stage.post(path, {}, token=token))[0] == 500
        assert message.is_pinned
        assert (await stage.post(path.replace("/pin/", "/purge/"), {}, token=token))[0] == 500
        assert message.deleted_by is stage.world.moderator
