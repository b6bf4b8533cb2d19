"""How sockets open, misbehave and end, for bots, people and passers-by."""

import asyncio
from datetime import timedelta

import pytest
import websockets

from racetime.rehearsal import Fault
from tests.support.rehearsal import eventually, rehearsal, spoken, state, with_faults


@pytest.mark.parametrize(
    "frame",
    [
        '"just text"',
        "[1, 2]",
        "7",
        b"\x00\x01",
        '{"action": "message"}',
        '{"action": "message", "data": null}',
        '{"action": "setinfo", "data": "text"}',
        '{"action": "setmeta", "data": [1]}',
        '{"action": "gethistory", "data": null}',
        '{"action": "invite", "data": 5}',
    ],
)
async def test_a_malformed_frame_closes_the_socket_with_1011(frame: str | bytes) -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.socket.send(frame)
            assert await bot.close_code() == 1011


async def test_invalid_json_is_only_answered_with_an_error() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            await bot.socket.send("{not json")
            assert "JSON" in await bot.refusal()
            await bot.ask("ping", answer="pong")


async def test_a_handshake_for_an_unknown_room_is_never_answered_and_ends_after_five_seconds() -> None:
    async with rehearsal() as stage:
        host, port = stage.server.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"GET /ws/o/bot/no-such-0000 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        answer = asyncio.ensure_future(reader.read())
        await stage.get("/categories/data")
        await stage.advance(4.9)
        assert not answer.done()
        await stage.advance(0.1)
        assert await asyncio.wait_for(answer, 3) == b""
        writer.close()


async def test_an_unknown_socket_address_is_answered_with_500() -> None:
    async with rehearsal() as stage:
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with stage.listening("x", door="nowhere"):
                pass
        assert refused.value.response.status_code == 500


async def test_dropped_sockets_end_without_a_close_frame_and_may_come_back() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.bot_socket(race) as bot:
            stage.befall(Fault.DROPPED_SOCKETS)
            assert await bot.close_code() == 1006
        async with stage.bot_socket(race) as bot:
            await bot.ask("ping", answer="pong")


async def test_a_stopping_server_ends_its_sockets_without_a_close_frame() -> None:
    async with rehearsal() as stage, stage.bot_socket(stage.open_room()) as bot:
        await stage.server.stop()
        assert await bot.close_code() == 1006


async def test_a_connection_ends_after_a_day() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.listening(race) as listener:
            await listener.next("race.renders")
            await stage.advance(timedelta(hours=24))
            assert await listener.close_code() == 1000


async def test_the_public_socket_answers_reading_actions_and_ignores_the_rest() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.listening(race) as page, stage.listening(race, door="chat") as alias:
            await page.send("join")
            await page.send("make_invitational")
            assert (await page.ask("gethistory", {}, answer="chat.history"))["messages"]
            assert (await page.ask("getrace", answer="race.data"))["version"] == race.version
            assert not any(frame["type"] == "error" for frame in await page.everything_so_far())
            await alias.ask("ping", answer="pong")
        assert state(race) == "open"


async def test_an_address_leads_to_the_newest_room_with_that_slug() -> None:
    async with rehearsal() as stage:
        first = stage.open_room()
        second = stage.open_room()
        second.slug = first.slug
        async with stage.listening(first.slug) as listener:
            await listener.receive()
            assert stage.world.newest_room(first.slug) is second


async def test_a_racer_goes_through_a_race_over_the_socket() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.adopted_room()
        stage.world.join(race, bob)
        async with stage.racer_socket(race, ann) as racer:

            async def becomes(status: str) -> None:
                await racer.next_race(
                    lambda document: any(
                        entrant["user"]["name"] == "Ann" and entrant["status"]["value"] == status
                        for entrant in document["entrants"]
                    )
                )

            for action, status in (("join", "not_ready"), ("ready", "ready"), ("unready", "not_ready")):
                await racer.send(action)
                await becomes(status)
            await racer.send("leave")
            await racer.next_race(lambda document: document["entrants_count"] == 1)
            stage.world.ready(race, bob)
            for action in ("join", "ready"):
                await racer.send(action)
            await racer.next_race(lambda document: document["status"]["value"] == "pending")
            await stage.advance(21)
            await racer.send("done")
            await becomes("done")
            await racer.send("add_comment", {"comment": "whew"})
            await racer.next_race(lambda document: document["entrants"][0]["comment"] == "whew")
            await racer.send("undone")
            await becomes("in_progress")
            await racer.send("forfeit")
            await becomes("dnf")
            await racer.send("unforfeit")
            await becomes("in_progress")
            await racer.send("join")
            assert "can't be joined" in await racer.refusal()


async def test_invitations_are_answered_over_the_socket() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room(is_invitational=True)
        async with stage.racer_socket(race, ann) as racer:
            await racer.send("request_invite")
            await racer.next_race(lambda document: document["entrants"])
            await racer.send("cancel_invite")
            await racer.next_race(lambda document: not document["entrants"])
            stage.world.invite(race, ann)
            await racer.send("decline_invite")
            await racer.next_race(lambda document: document["entrants"])
            await racer.next_race(lambda document: not document["entrants"])
            stage.world.invite(race, ann)
            await racer.send("accept_invite")
            await racer.next_race(lambda document: document["entrants_count"] == 1)


async def test_a_person_may_authenticate_after_connecting() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        async with stage.listening(race, door="o/race") as racer:
            await racer.send("join")
            assert (await racer.refusal()).startswith("Permission denied")
            await racer.send("authenticate", {"oauth_token": "made-up"})
            assert (await racer.refusal()).startswith("Permission denied")
            token = await stage.user_token(ann)
            known = await racer.ask("authenticate", {"oauth_token": token}, answer="authenticated")
            assert known["user"]["id"] == ann.id
            await racer.send("join")
            assert (await racer.next_race())["entrants_count"] == 1


async def test_a_token_without_the_scope_for_an_action_is_refused() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        token = await stage.user_token(ann, scope="read chat_message")
        async with stage.listening(race, token=token, door="o/race") as racer:
            await racer.send("message", {"message": "hello", "guid": "a"})
            said = (await racer.next("chat.message"))["message"]
            assert (said["user"]["id"], said["is_monitor"]) == (ann.id, False)
            await racer.send("join")
            assert (await racer.refusal()).startswith("Permission denied")


async def test_a_late_frame_comes_after_the_next_one_with_a_lower_version() -> None:
    async with rehearsal(with_faults(late_frames=1)) as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room()
        async with stage.listening(race) as listener:
            await listener.next("race.renders")
            stage.world.join(race, ann)
            stage.world.join(race, bob)
            versions = [(await listener.next("race.data"))["version"] for _ in range(2)]
            assert versions == [race.version, race.version - 1]
            repeated = await listener.ask("getrace", answer="race.data")
            assert repeated["version"] == race.version - 1


async def test_a_late_frame_without_a_successor_comes_after_half_a_second() -> None:
    async with rehearsal(with_faults(late_frames=1)) as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        async with stage.listening(race) as listener:
            await listener.next("race.renders")
            stage.world.join(race, ann)
            await listener.everything_so_far()
            assert listener.frames[-1]["type"] == "pong"
            await stage.advance(0.5)
            assert (await listener.next_race())["entrants_count"] == 1


async def test_a_bots_writes_can_be_undone_by_somebody_getting_ready() -> None:
    async with rehearsal(with_faults(undone_writes=1)) as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room()
        for person in (ann, bob):
            stage.world.join(race, person)
        async with stage.bot_socket(race) as bot:
            await bot.send("make_invitational")
            await bot.next_race(lambda document: document["status"]["value"] == "invitational")
            stage.world.ready(race, ann)
            await bot.next_race(lambda document: document["status"]["value"] == "open")
            await bot.send("setmeta", {"tag": 1})
            await bot.everything_so_far()
            stage.world.unready(race, ann)
            stage.world.ready(race, ann)
            assert race.bot_meta == {}
            await bot.send("setinfo", {"info_bot": "seed"})
            await bot.next_race(lambda document: document["info_bot"] == "seed")
            await stage.advance(3)
            stage.world.ready(race, bob)
            assert race.settings.info_bot == "seed"


async def test_without_that_fault_a_write_stays() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        stage.world.join(race, ann)
        stage.world.make_invitational(race)
        stage.world.ready(race, ann)
        assert state(race) == "invitational"


async def test_a_person_who_posts_too_quickly_is_refused_after_the_eleventh_line() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        async with stage.racer_socket(race, ann) as racer:
            for number in range(12):
                await racer.send("message", {"message": f"line {number}", "guid": f"g{number}"})
            assert "too quickly" in await racer.refusal()
            assert sum("line" in line for line in spoken(race)) == 11
            await stage.advance(5)
            await racer.send("message", {"message": "line again", "guid": "again"})
            await racer.next("chat.message", lambda frame: frame["message"]["message"] == "line again")
        for _ in range(20):
            stage.world.say(race, stage.world.moderator, "moderators may")


async def test_chat_follows_the_rooms_switches() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.running_race(
            ann, bob, allow_midrace_chat=False, allow_non_entrant_chat=False, chat_message_delay=timedelta(seconds=9)
        )
        async with stage.racer_socket(race, ann) as racer, stage.racer_socket(race, cid) as stranger:
            await racer.send("message", {"message": "psst", "guid": "a"})
            assert "off during the race" in await racer.refusal()
            await stranger.send("message", {"message": "psst", "guid": "b"})
            assert "Only entrants" in await stranger.refusal()
            assert (await stage.data(race))["chat_restricted"] is True
            for person in (ann, bob):
                stage.world.done(race, person)
            await stage.settle()
            await racer.send("message", {"message": "gg", "guid": "c"})
            await racer.next("chat.message", lambda frame: frame["message"]["message"] == "gg")


async def test_midrace_lines_carry_their_delay_and_are_sent_at_once() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob, chat_message_delay=timedelta(seconds=30))
        async with stage.listening(race) as listener:
            await listener.next("race.renders")
            stage.world.say(race, ann, "spoiler")
            assert (await listener.next("chat.message"))["message"]["delay"] == 30


async def test_a_socket_that_is_gone_is_forgotten() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        async with stage.listening(race) as listener:
            await listener.next("race.renders")
        running = {task for task in asyncio.all_tasks() if "writer" in task.get_name()}
        await eventually(lambda: all(task.done() for task in running))
        stage.world.join(race, ann)
