"""Opening and editing rooms over REST."""

from typing import Any

import pytest

from racetime.rehearsal import Fault
from racetime.rehearsal.bot_api import read_edit, read_new_room
from racetime.rehearsal.race import Category, Goal, RaceSettings, RaceStatus
from racetime.rehearsal.users import InvalidForm
from tests.support.rehearsal import OTHER_BOT, rehearsal, spoken

START = "/o/alttpr/startrace"
CATEGORY = Category(
    slug="alttpr",
    name="A Link to the Past Randomizer",
    short_name="ALTTPR",
    goals=("Beat the game", "All dungeons"),
    allows_hidden_entrants=True,
    allows_partitions=True,
    bots=(),
    owners=[],
)


def _read(**fields: str) -> RaceSettings:
    return read_new_room({"goal": "Beat the game", **fields}, CATEGORY).settings


async def test_a_bot_opens_a_room_and_is_told_where_it_is() -> None:
    async with rehearsal() as stage:
        status, body, location = await stage.post(
            START, {"goal": "Beat the game", "info_bot": "tag 17"}, token=await stage.bot_token()
        )
        assert (status, body) == (201, None)
        race = await stage.get(f"{location}/data")
        assert race["url"] == location
        assert race["info_bot"] == "tag 17"
        assert race["opened_by"] is None
        assert race["opened_by_bot"] == "TestBot"
        assert spoken(stage.world.room(race["name"]))[0] == "Race opened automatically by TestBot"


async def test_what_is_left_out_takes_the_models_defaults() -> None:
    async with rehearsal() as stage:
        _, _, location = await stage.post(START, {"goal": "Beat the game"}, token=await stage.bot_token())
        race = await stage.get(f"{location}/data")
    defaults = {
        "status": "open",
        "ranked": True,
        "unlisted": False,
        "streaming_required": True,
        "auto_start": True,
        "allow_comments": True,
        "hide_comments": False,
        "hide_entrants": False,
        "allow_prerace_chat": True,
        "allow_midrace_chat": True,
        "allow_non_entrant_chat": True,
        "time_limit_auto_complete": False,
        "start_delay": "P0DT00H00M15S",
        "time_limit": "P1DT00H00M00S",
        "chat_message_delay": "P0DT00H00M00S",
        "recordable": True,
        "recorded": False,
    }
    assert {**race, "status": race["status"]["value"]} | defaults == {
        **race,
        "status": race["status"]["value"],
    }


@pytest.mark.parametrize(
    ("fields", "complaint_about"),
    [
        ({}, "__all__"),
        ({"goal": "Beat the game", "custom_goal": "Something"}, "__all__"),
        ({"goal": "Nobody's goal"}, "__all__"),
        ({"custom_goal": "x" * 256}, "custom_goal"),
        ({"goal": "Beat the game", "start_delay": "9"}, "start_delay"),
        ({"goal": "Beat the game", "start_delay": "61"}, "start_delay"),
        ({"goal": "Beat the game", "start_delay": ""}, "start_delay"),
        ({"goal": "Beat the game", "start_delay": "10.5"}, "start_delay"),
        ({"goal": "Beat the game", "time_limit": "0"}, "time_limit"),
        ({"goal": "Beat the game", "time_limit": "73"}, "time_limit"),
        ({"goal": "Beat the game", "chat_message_delay": "91"}, "chat_message_delay"),
        ({"goal": "Beat the game", "chat_message_delay": "-1"}, "chat_message_delay"),
        ({"goal": "Beat the game", "info_bot": "x" * 1001}, "info_bot"),
        ({"goal": "Beat the game", "info_user": "x" * 1001}, "info_user"),
        ({"goal": "Beat the game", "team_race": "true", "hide_entrants": "true"}, "__all__"),
        ({"goal": "Beat the game", "team_race": "true", "partitionable": "true"}, "__all__"),
    ],
)
def test_what_lies_beyond_the_limits_is_refused_with_the_field(fields: dict[str, str], complaint_about: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        read_new_room(fields, CATEGORY)
    assert list(refused.value.errors) == [complaint_about]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start_delay": "10"}, {"start_delay": 10}),
        ({"start_delay": "60"}, {"start_delay": 60}),
        ({"time_limit": "72"}, {"time_limit": 72 * 3600}),
        ({"chat_message_delay": "90"}, {"chat_message_delay": 90}),
    ],
)
def test_the_limits_themselves_are_accepted(fields: dict[str, str], expected: dict[str, int]) -> None:
    settings = _read(**fields)
    assert {name: getattr(settings, name).total_seconds() for name in expected} == expected


async def test_a_refusal_lists_texts_per_field_with_status_422() -> None:
    async with rehearsal() as stage:
        status, body, _ = await stage.post(
            START, {"goal": "Nobody's goal", "start_delay": "5"}, token=await stage.bot_token()
        )
        assert status == 422
        assert set(body["errors"]) == {"__all__", "start_delay"}
        assert all(isinstance(text, str) for texts in body["errors"].values() for text in texts)
        assert not stage.world.rooms


@pytest.mark.parametrize("word", ["false", "False", ""])
def test_only_three_words_mean_false(word: str) -> None:
    assert _read(auto_start=word).auto_start is False


@pytest.mark.parametrize("word", ["0", "off", "no", "FALSE", "none", "true", "1"])
def test_every_other_word_means_true(word: str) -> None:
    assert _read(unlisted=word).unlisted is True


def test_goals_are_found_whatever_their_letter_case() -> None:
    assert _read(goal="aLL dungeons").goal == Goal("All dungeons")


def test_a_custom_goal_makes_a_race_that_cannot_be_recorded() -> None:
    settings = read_new_room({"custom_goal": "Fewest hearts"}, CATEGORY).settings
    assert settings.goal == Goal("Fewest hearts", is_custom=True)
    assert not settings.would_be_recordable
    assert not _read(ranked="false").would_be_recordable
    assert _read(recordable="false").would_be_recordable


def test_hidden_entrants_turn_all_chat_off() -> None:
    settings = _read(hide_entrants="true", allow_midrace_chat="true")
    assert settings.is_chat_restricted
    assert not any((settings.allow_prerace_chat, settings.allow_midrace_chat, settings.allow_non_entrant_chat))


async def test_a_category_ignores_what_it_does_not_allow() -> None:
    async with rehearsal() as stage:
        _, _, location = await stage.post(
            "/o/smz3/startrace",
            {"goal": "Beat the games", "hide_entrants": "true", "partitionable": "true"},
            token=await stage.bot_token(OTHER_BOT),
        )
        assert (await stage.get(f"{location}/data"))["hide_entrants"] is False


async def test_a_room_can_be_opened_invitational() -> None:
    async with rehearsal() as stage:
        await stage.post(START, {"goal": "Beat the game", "invitational": "true"}, token=await stage.bot_token())
        (race,) = stage.world.rooms.values()
        assert race.status is RaceStatus.INVITATIONAL


async def test_a_json_body_counts_as_no_fields_at_all() -> None:
    async with rehearsal() as stage:
        headers = {"Authorization": f"Bearer {await stage.bot_token()}"}
        async with stage.http.post(START, json={"goal": "Beat the game"}, headers=headers) as answer:
            assert answer.status == 422
            assert "__all__" in (await answer.json())["errors"]


async def test_strangers_get_an_empty_403_and_unknown_places_a_404() -> None:
    async with rehearsal() as stage:
        goal = {"goal": "Beat the game"}
        race = stage.open_room()
        foreign = await stage.bot_token(OTHER_BOT)
        for token in (None, "made-up", foreign):
            for path in (START, f"/o/{race.name}/edit"):
                status, _, _ = await stage.post(path, goal, token=token)
                assert status == 403
        own = await stage.bot_token()
        assert (await stage.post("/o/nowhere/startrace", goal, token=own))[0] == 404
        assert (await stage.post("/o/alttpr/no-such-0000/edit", goal, token=own))[0] == 404
        stage.befall(Fault.SHORT_TOKENS)
        assert (await stage.post(START, goal, token=own))[0] == 403


async def test_a_deactivated_bot_loses_its_token_and_gets_no_new_one() -> None:
    async with rehearsal() as stage:
        token = await stage.bot_token()
        stage.server.have_faults(Fault.REFUSED_BOTS)
        assert (await stage.post(START, {"goal": "Beat the game"}, token=token))[0] == 403
        status, body, _ = await stage.post(
            "/o/token",
            {"grant_type": "client_credentials", "client_id": "bot-id", "client_secret": "bot-secret"},
        )
        assert (status, body) == (401, {"error": "invalid_client"})


async def test_a_person_opens_one_room_at_a_time_and_a_moderator_as_many_as_needed() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        for opener, statuses in ((ann, [201, 422]), (stage.world.moderator, [201, 201])):
            token = await stage.user_token(opener)
            got = [(await stage.post(START, {"goal": "Beat the game"}, token=token))[0] for _ in range(2)]
            assert got == statuses
        race = next(iter(stage.world.rooms.values()))
        assert race.opened_by is ann
        limited = await stage.user_token(ann, scope="read")
        assert (await stage.post(START, {"goal": "Beat the game"}, token=limited))[0] == 403


def _edited(present: RaceSettings, **fields: str) -> RaceSettings:
    return read_edit(fields, CATEGORY, present)


def test_an_edit_resets_what_it_leaves_out() -> None:
    present = _read(unlisted="true", start_delay="60", streaming_required="false", info_bot="tag", info_user="hello")
    edited = _edited(present, goal="All dungeons")
    assert edited == RaceSettings(goal=Goal("All dungeons"))


def test_an_edit_needs_the_goal_every_time() -> None:
    with pytest.raises(InvalidForm):
        _edited(_read(), start_delay="30")


def test_an_edit_cannot_turn_a_hidden_rooms_chat_on() -> None:
    edited = _edited(_read(hide_entrants="true"), goal="Beat the game", allow_midrace_chat="true")
    assert edited.hide_entrants
    assert not edited.allow_midrace_chat


async def test_an_edit_is_applied_and_broadcast() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        async with stage.listening(race) as listener:
            status, body, _ = await stage.post(
                f"/o/{race.name}/edit",
                {"goal": "All dungeons", "start_delay": "30"},
                token=await stage.bot_token(),
            )
            assert (status, body) == (200, None)
            shown = await listener.next_race(lambda document: document["goal"]["name"] == "All dungeons")
            assert shown["start_delay"] == "P0DT00H00M30S"
            assert shown["streaming_required"] is True


async def test_after_the_countdown_began_an_edit_reaches_seven_fields_and_resets_those() -> None:
    async with rehearsal() as stage:
        race = await stage.running_race(*stage.people("Ann", "Bob"), unlisted=True, info_bot="tag")
        fields: dict[str, Any] = {"info_user": "new", "info_bot": "ignored", "start_delay": "60"}
        status, _, _ = await stage.post(f"/o/{race.name}/edit", fields, token=await stage.bot_token())
        assert status == 200
        assert not race.settings.unlisted
        assert (race.settings.info_user, race.settings.info_bot) == ("new", "tag")
        assert race.settings.start_delay.total_seconds() == 15


async def test_a_race_that_is_over_cannot_be_edited() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        stage.world.cancel(race)
        status, _, _ = await stage.post(
            f"/o/{race.name}/edit", {"goal": "Beat the game"}, token=await stage.bot_token()
        )
        assert status == 403
