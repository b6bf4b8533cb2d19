"""Everything a bot can do over its socket."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from racetime.rehearsal import Fault
from racetime.rehearsal.room_moves import InfoLines
from tests.support.rehearsal import OTHER_BOT, rehearsal, spoken, state


async def test_a_connection_is_greeted_with_the_race_and_its_renders_but_no_history() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.listening(race, token=await stage.bot_token(), door="o/bot") as bot:
            frames = await bot.everything_so_far()
        assert [frame["type"] for frame in frames] == ["race.data", "race.renders", "pong"]
        assert frames[0]["version"] == frames[0]["race"]["version"] == race.version
        assert set(frames[1]["renders"]) == {"entrants", "intro", "status", "streams"}
        assert all(frame["date"].endswith("+00:00") for frame in frames)


async def test_a_connection_to_a_race_that_is_over_works() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        stage.world.cancel(race)
        async with stage.listening(race, token=await stage.bot_token(), door="o/bot") as bot:
            assert (await bot.next_race())["status"]["value"] == "cancelled"


async def test_a_bot_opens_closes_starts_and_cancels_a_race() -> None:
    async with rehearsal() as stage:
        race = await stage.adopted_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("make_open")
            assert "invitational" in await bot.refusal()
            await bot.send("make_invitational")
            assert (await bot.next_race())["status"]["value"] == "invitational"
            await bot.send("make_open")
            assert (await bot.next_race())["status"]["value"] == "open"
            await bot.send("begin")
            assert "two entrants" in await bot.refusal()
            for person in stage.people("Ann", "Bob"):
                stage.world.join(race, person)
                stage.world.ready(race, person)
            await bot.send("begin")
            await bot.next_race(lambda document: document["status"]["value"] == "pending")
            await bot.send("cancel")
            cancelled = await bot.next_race(lambda document: document["status"]["value"] == "cancelled")
            assert cancelled["ended_at"] is not None
            await bot.send("cancel")
            assert "over" in await bot.refusal()


async def test_success_is_announced_in_the_chat_and_followed_by_the_race() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("setinfo", {"info_bot": "seed later"})
            frames = (await bot.everything_so_far())[-4:]
            assert [frame["type"] for frame in frames] == [
                "chat.message", "race.data", "race.renders", "pong",
            ]  # fmt: skip
            line = frames[0]["message"]
            assert (line["is_system"], line["is_bot"], line["is_monitor"]) == (True, False, None)


async def test_setinfo_writes_either_line_and_can_never_clear_one() -> None:
    async with rehearsal() as stage:
        race = stage.open_room(info_user="for people")
        async with stage.bot_socket(race) as bot:
            await bot.send("setinfo", {"info_bot": "by the bot"})
            assert (await bot.next_race())["info"] == "for people\nby the bot"
            await bot.send("setinfo", {"info": "the old way"})
            assert (await bot.next_race())["info_user"] == "the old way"
            announced = len(spoken(race))
            await bot.send("setinfo", {"info_bot": "   ", "info_user": ""})
            document = await bot.next_race()
            assert (document["info_user"], document["info_bot"]) == ("the old way", "by the bot")
            assert len(spoken(race)) == announced + 1
            await bot.send("setinfo", {"info_bot": "x" * 1001})
            assert (await bot.refusal()).startswith("info_bot:")


async def test_setinfo_works_even_after_recording() -> None:
    async with rehearsal() as stage:
        race = await stage.finished_race(*stage.people("Ann", "Bob"))
        stage.world.record(race)
        async with stage.bot_socket(race) as bot:
            await bot.send("setinfo", {"info_bot": "see you"})
            assert (await bot.next_race())["info_bot"] == "see you"


async def test_setmeta_is_merged_and_neither_acknowledged_nor_broadcast() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("setmeta", {"tag": "live-17", "lock": 1})
            await bot.send("setmeta", {"lock": 2})
            assert [frame["type"] for frame in await bot.everything_so_far()] == [
                "race.data", "race.renders", "pong",
            ]  # fmt: skip
            repeated = await bot.ask("getrace", answer="race.data")
            assert repeated["race"]["bot_meta"] == {}
            fresh = await stage.get(f"/{race.name}/data")
            assert fresh["bot_meta"] == {"tag": "live-17", "lock": 2}
            (ann,) = stage.people("Ann")
            stage.world.join(race, ann)
            assert (await bot.next_race())["bot_meta"] == {"tag": "live-17", "lock": 2}


async def test_setmeta_holds_at_most_2048_characters() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        around = len('{"bot_meta": {"k": ""}}')
        async with stage.bot_socket(race) as bot:
            await bot.send("setmeta", {"k": "x" * (2049 - around)})
            assert "2048" in await bot.refusal()
            assert race.bot_meta == {}
            await bot.send("setmeta", {"k": "x" * (2048 - around)})
            await bot.everything_so_far()
            assert race.bot_meta != {}


async def test_a_bot_manages_who_takes_part() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room(is_invitational=True)
        async with stage.bot_socket(race) as bot:
            await bot.send("invite", {"user": ann.id})
            assert (await bot.next_race())["entrants"][0]["status"]["value"] == "invited"
            stage.world.request_invite(race, bob)
            await bot.send("invite", {"user": bob.id})
            assert "already on the list" in await bot.refusal()
            await bot.send("accept_request", {"user": ann.id})
            assert "has not asked" in await bot.refusal()
            await bot.send("accept_request", {"user": bob.id})
            joined = await bot.next_race(lambda document: document["entrants_count"] == 1)
            assert joined["entrants"][0]["user"]["id"] == bob.id
            stage.world.ready(race, bob)
            await bot.send("force_unready", {"user": bob.id})
            await bot.next_race(lambda document: document["entrants"][0]["status"]["value"] == "ready")
            unready = await bot.next_race()
            assert unready["entrants"][0]["status"]["value"] == "not_ready"
            await bot.send("remove_entrant", {"user": ann.id})
            assert len((await bot.next_race())["entrants"]) == 1
            await bot.send("override_stream", {"user": bob.id})
            assert "no override" in await bot.refusal()


async def test_entrants_are_managed_only_before_the_countdown() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        async with stage.bot_socket(race) as bot:
            for action in ("remove_entrant", "force_unready", "override_stream", "invite"):
                await bot.send(action, {"user": ann.id})
                assert "already begun" in await bot.refusal()


async def test_monitors_are_entrants_and_six_fit() -> None:
    async with rehearsal() as stage:
        people = stage.people(*"ABCDEFG")
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("add_monitor", {"user": people[0].id})
            assert "not on the list" in await bot.refusal()
            for person in people:
                stage.world.join(race, person)
            for person in people[:6]:
                await bot.send("add_monitor", {"user": person.id})
            await bot.send("add_monitor", {"user": people[0].id})
            await bot.send("add_monitor", {"user": people[6].id})
            assert "monitors" in await bot.refusal()
            assert len(race.monitors) == 6
            await bot.send("remove_monitor", {"user": people[0].id})
            document = await bot.next_race(lambda document: len(document["monitors"]) == 5)
            assert people[0].id not in [monitor["id"] for monitor in document["monitors"]]


async def test_an_unknown_user_or_field_is_answered_with_an_error_on_an_open_socket() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("invite", {"user": "nobody"})
            assert "no such user" in await bot.refusal()
            await bot.send("invite", {})
            assert await bot.refusal() == "user: This field is required."
            await bot.send("fly")
            assert "no action" in await bot.refusal()
            await bot.ask("ping", answer="pong")


def _line(text: str, guid: str, **more: Any) -> dict[str, Any]:
    """The data of a message as racetime-bot sends it."""
    return {"message": text, "guid": guid, "direct_to": None, "actions": None, "pinned": False, **more}


async def test_a_message_is_posted_with_pin_and_buttons() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        buttons = {
            "Seed": {"message": "!seed ${preset}", "survey": [{"name": "preset", "label": "Preset"}]},
            "Page": {"url": "http://product.test/race/1", "help": "Opens the race"},
        }
        async with stage.bot_socket(race) as bot:
            await bot.send("message", _line("Welcome", "guid-1", pinned=True, actions=buttons))
            message = (await bot.next("chat.message"))["message"]
            assert (message["bot"], message["user"], message["is_bot"]) == ("TestBot", None, True)
            assert message["actions"] == buttons
            assert message["is_pinned"] is True
            assert message["posted_at"].endswith("+00:00")


async def test_a_repeated_guid_is_dropped_silently_for_five_minutes() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("message", _line("once", "same-guid"))
            await bot.send("message", _line("twice", "same-guid"))
            frames = await bot.everything_so_far()
            assert sum(frame["type"] == "chat.message" for frame in frames) == 1
            assert not any(frame["type"] == "error" for frame in frames)
            await stage.advance(timedelta(minutes=5))
            await bot.send("message", _line("thrice", "same-guid"))
            assert (await bot.next("chat.message"))["message"]["message"] == "thrice"


@pytest.mark.parametrize(
    ("data", "about"),
    [
        ({"message": "hi"}, "guid"),
        ({"message": "hi", "guid": "UPPER"}, "guid"),
        ({"guid": "a"}, "message"),
        ({"message": "x" * 1001, "guid": "a"}, "1000"),
        ({"message": "  ", "guid": "a"}, "empty"),
        ({"message": 7, "guid": "a"}, "message"),
        ({"message": "hi", "guid": "a", "direct_to": "nobody"}, "user"),
        ({"message": "hi", "guid": "a", "actions": {str(n): {"message": "x"} for n in range(5)}}, "actions"),
        ({"message": "hi", "guid": "a", "actions": {"both": {"message": "x", "url": "y"}}}, "actions"),
    ],
)
async def test_a_message_beyond_its_limits_is_refused(data: dict[str, Any], about: str) -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("message", data)
            assert about in await bot.refusal()
            assert spoken(race) == ["Race opened automatically by TestBot"]


async def test_a_direct_message_is_noticed_by_all_and_read_only_by_its_receiver() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room()
        async with stage.bot_socket(race) as bot, stage.listening(race) as passer_by:
            await bot.send(
                "message",
                _line("you do not count", "a", direct_to=ann.id, pinned=True, actions={"A": {"message": "x"}}),
            )
            noticed = await bot.next("chat.dm")
            assert (await passer_by.next("chat.dm")) == noticed
            assert noticed["from_bot"] == "TestBot"
            assert noticed["from_user"] is None
            assert noticed["to"] == {
                "id": ann.id, "full_name": "Ann", "name": "Ann", "discriminator": None,
            }  # fmt: skip
            assert "you do not count" not in str(noticed)
            history = await bot.ask("gethistory", {}, answer="chat.history")
            assert "you do not count" not in str(history)
        path = f"/{race.name}/get_dm/{noticed['message']}"
        for reader, status in ((ann, 200), (bob, 403)):
            async with stage.http.get(path, cookies={"rehearsal_user": reader.id}) as answer:
                assert answer.status == status
                if status == 200:
                    read = (await answer.json())["message"]
                    assert read["message"] == "you do not count"
                    assert (read["is_pinned"], read["actions"]) == (False, {})
        assert await stage.status_of(path) == 403


async def test_a_bot_pins_and_unpins_lines_and_repeats_change_nothing() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.send("message", _line("rules", "a"))
            message_id = (await bot.next("chat.message"))["message"]["id"]
            for _ in range(2):
                await bot.send("pin_message", {"message": message_id})
            assert (await bot.next("chat.pin"))["message"]["message"] == "rules"
            await bot.send("unpin_message", {"message": message_id})
            unpinned = await bot.next("chat.unpin")
            assert unpinned["message"]["is_pinned"] is False
            assert sum(frame["type"] == "chat.pin" for frame in bot.frames) == 1
            await bot.send("pin_message", {"message": "nothing"})
            assert "no such message" in await bot.refusal()


async def test_the_history_holds_the_last_hundred_lines_and_every_pinned_one_last() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        bot_user = stage.world.categories["alttpr"].bots[0]
        async with stage.bot_socket(race) as bot:
            await bot.send("message", _line("pinned", "pin", pinned=True))
            await bot.next("chat.message")
            for number in range(120):
                stage.world.set_info(race, InfoLines(info_bot=f"{number}"), by=bot_user)
            history = (await bot.ask("gethistory", {}, answer="chat.history"))["messages"]
            assert len(history) == 101
            assert history[-1]["message"] == "pinned"
            newer = await bot.ask("gethistory", {"last_message": history[-3]["id"]}, answer="chat.history")
            assert [message["id"] for message in newer["messages"]] == [history[-2]["id"]]
            without_data = await bot.ask("gethistory", answer="chat.history")
            assert len(without_data["messages"]) == 101


async def test_getrace_repeats_what_this_connection_heard_last() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            race.version = 77
            repeated = await bot.ask("getrace", answer="race.data")
            assert repeated == bot.frames[0]


@pytest.mark.parametrize("door", ["missing", "made-up", "foreign", "person"])
async def test_everybody_is_let_in_and_hears_everything_but_may_do_nothing(door: str) -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        token = {
            "missing": None,
            "made-up": "made-up",
            "foreign": await stage.bot_token(OTHER_BOT),
            "person": await stage.user_token(ann),
        }[door]
        async with stage.listening(race, token=token, door="o/bot") as bot:
            await bot.next("race.renders")
            for action in ("ping", "getrace", "make_invitational"):
                await bot.send(action)
                assert (await bot.refusal()).startswith("Permission denied")
            stage.world.join(race, ann)
            assert (await bot.next_race())["entrants_count"] == 1
        assert state(race) == "open"


async def test_an_expired_token_keeps_hearing_and_is_refused_at_every_action() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.ask("ping", answer="pong")
            stage.befall(Fault.SHORT_TOKENS)
            await bot.send("ping")
            assert (await bot.refusal()).startswith("Permission denied")
            stage.world.join(race, ann)
            assert (await bot.next_race())["entrants_count"] == 1


async def test_a_token_may_also_be_given_in_the_address() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.listening(f"{race.slug}?token={await stage.bot_token()}", door="o/bot") as bot:
            await bot.ask("ping", answer="pong")


async def test_a_socket_that_floods_misses_lines_and_a_patient_one_does_not() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as flooding, stage.bot_socket(race) as patient:
            await asyncio.gather(
                *(flooding.send("message", _line(f"line {number}", f"g-{number}")) for number in range(300))
            )
            last = f"line {299}"
            await patient.next("chat.message", lambda frame: frame["message"]["message"] == last)
            await flooding.everything_so_far()
            heard, missed_some = (
                sum(frame["type"] == "chat.message" for frame in listener.frames) for listener in (patient, flooding)
            )
            assert heard == 300
            assert missed_some < 300
