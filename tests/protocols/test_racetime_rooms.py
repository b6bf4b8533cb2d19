"""Opening, finding and reading rooms for the services."""

import asyncio
from collections.abc import Awaitable

import pytest

from application.domain.ids import OrganizationId
from application.domain.live_races.room import RoomSettings, RoomStatus, SnapshotSource
from application.ports import (
    CategoryFacts,
    NamedCategory,
    RaceRooms,
    RacetimeUnreachable,
    RoomNotFound,
    RoomOutcomeUnknown,
    RoomRefused,
)
from racetime.rehearsal import Fault
from racetime.rehearsal.race import Goal, Race, RaceSettings
from tests.support.racetime import ORGANIZATION, Application, Rig, request, rig
from tests.support.rehearsal import eventually


def _only_room(live: Rig) -> Race:
    (race,) = live.stage.world.rooms.values()
    return race


async def _without_answer_for(live: Rig, seconds: float, call: Awaitable[object]) -> object:
    """Let time pass until a call that gets no answer gives up."""
    calling = asyncio.ensure_future(call)
    await live.until(lambda: live.script.requests[-1:] and "token" not in live.script.requests[-1])
    await live.until(calling.done, passing=seconds)
    return calling.exception()


async def test_a_room_is_opened_as_it_was_asked_for() -> None:
    settings = RoomSettings(
        start_delay=30,
        time_limit=5,
        streaming_required=False,
        auto_start=False,
        allow_comments=False,
        hide_comments=True,
        allow_prerace_chat=False,
        allow_midrace_chat=False,
        allow_non_entrant_chat=False,
        chat_message_delay=45,
    )
    async with rig(supervised=False) as live:
        rooms: RaceRooms = live.rooms
        opened = await rooms.open(ORGANIZATION, request(settings=settings))
        race = _only_room(live)
        assert opened.slug == race.name
        assert rooms.address_of(opened.slug) == f"{live.stage.server.url}/{race.name}"
        kept = race.settings
    assert (kept.start_delay.seconds, kept.time_limit.seconds, kept.chat_message_delay.seconds) == (30, 5 * 3600, 45)
    assert (kept.streaming_required, kept.auto_start, kept.unlisted, kept.hide_entrants) == (False, False, False, False)
    assert (kept.allow_comments, kept.hide_comments) == (False, True)
    assert (kept.allow_prerace_chat, kept.allow_midrace_chat, kept.allow_non_entrant_chat) == (False, False, False)
    assert "[tag-1]" in kept.info_bot
    assert race.status.value == "open"


async def test_without_a_bot_of_the_category_no_room_is_opened() -> None:
    async with rig(supervised=False, application=Application(accounts=[])) as live:
        with pytest.raises(RoomRefused, match="an admin must add one"):
            await live.rooms.open(ORGANIZATION, request())


async def test_another_organizations_bot_is_not_used() -> None:
    async with rig(supervised=False) as live:
        with pytest.raises(RoomRefused, match="no active bot"):
            await live.rooms.open(OrganizationId(2), request())


async def test_a_refused_form_is_told_in_the_words_of_racetime() -> None:
    async with rig(supervised=False) as live:
        with pytest.raises(RoomRefused) as refusal:
            await live.rooms.open(ORGANIZATION, request(settings=RoomSettings(start_delay=5)))
        assert "start_delay: " in str(refusal.value)
        assert len(str(refusal.value)) < 400


async def test_a_goal_that_was_renamed_is_named_together_with_those_that_there_are() -> None:
    async with rig(supervised=False) as live:
        with pytest.raises(RoomRefused) as refusal:
            await live.rooms.open(ORGANIZATION, request(goal="Renamed goal"))
        goals = ", ".join(live.stage.server.options.categories[0].goals)
        assert f"has no goal Renamed goal any more. Its goals are: {goals}" in str(refusal.value)
        live.script.answer("GET /alttpr/data", 503)
        with pytest.raises(RoomRefused, match="You need to set a goal for this race"):
            await live.rooms.open(ORGANIZATION, request(goal="Renamed goal"))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"errors": ["x"]}', b'{"errors": {"goal": "x"}}'])
async def test_a_refusal_without_readable_reasons_is_a_refusal_too(body: bytes) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/startrace", 422, body)
        with pytest.raises(RoomRefused, match="no reason"):
            await live.rooms.open(ORGANIZATION, request())


async def test_an_expired_token_is_renewed_once() -> None:
    async with rig(supervised=False) as live:
        await live.rooms.find(ORGANIZATION, "alttpr", "tag-1")
        live.stage.befall(Fault.SHORT_TOKENS)
        await live.rooms.open(ORGANIZATION, request())
        assert len(live.stage.world.rooms) == 1
        assert live.script.count("POST /o/token") == 2


@pytest.mark.parametrize("status", [401, 403])
async def test_a_bot_that_may_not_act_is_refused_after_one_renewal(status: int) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/startrace", status)
        with pytest.raises(RoomRefused, match="does not let the bot act"):
            await live.rooms.open(ORGANIZATION, request())
        assert live.script.count("/startrace") == 2
        assert live.script.count("POST /o/token") == 2


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, RoomRefused),
        (302, RoomRefused),
        (400, RoomRefused),
        (429, RacetimeUnreachable),
        (500, RoomOutcomeUnknown),
        (502, RoomOutcomeUnknown),
        (200, RoomOutcomeUnknown),
        (201, RoomOutcomeUnknown),
    ],
)
async def test_what_an_answer_means_for_the_room(status: int, error: type[Exception]) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/startrace", status)
        with pytest.raises(error):
            await live.rooms.open(ORGANIZATION, request())


async def test_a_bot_that_cannot_sign_in_opens_no_room() -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/o/token", 401)
        with pytest.raises(RoomRefused, match="client id or secret"):
            await live.rooms.open(ORGANIZATION, request())
        live.script.answer("/o/token", 500)
        with pytest.raises(RacetimeUnreachable):
            await live.rooms.open(ORGANIZATION, request())
        assert live.script.count("/startrace") == 0


async def test_a_site_that_is_away_has_opened_no_room() -> None:
    async with rig(supervised=False) as live:
        await live.registry.refresh()
        bot = live.registry.find(ORGANIZATION, "alttpr")
        assert bot is not None
        await bot.token()
        await live.stage.server.stop()
        with pytest.raises(RacetimeUnreachable):
            await live.rooms.open(ORGANIZATION, request())


async def test_a_room_that_was_opened_without_an_answer_is_found_by_its_tag() -> None:
    async with rig(supervised=False) as live:
        live.script.hold_after("/startrace")
        outcome = await _without_answer_for(live, 40, live.rooms.open(ORGANIZATION, request()))
        assert isinstance(outcome, RoomOutcomeUnknown)
        live.script.let_pass()
        await live.clock.advance(60)
        found = await live.rooms.find(ORGANIZATION, "alttpr", "tag-1")
        assert found is not None
        assert found.slug == _only_room(live).name
        assert await live.rooms.find(ORGANIZATION, "alttpr", "tag-2") is None


async def test_an_unlisted_room_is_found_by_its_tag() -> None:
    async with rig(supervised=False) as live:
        race = live.stage.open_room(unlisted=True, info_bot="Race [tag-1]")
        found = await live.rooms.find(ORGANIZATION, "alttpr", "tag-1")
    assert found is not None
    assert found.slug == race.name


async def test_a_room_of_somebody_who_copied_the_tag_is_not_adopted() -> None:
    async with rig(supervised=False) as live:
        (copyist,) = live.stage.people("Ganon")
        wanted = RaceSettings(goal=Goal("Beat the game"), info_user="Race [tag-1]")
        live.stage.world.open_room("alttpr", wanted, by=copyist)
        assert await live.rooms.find(ORGANIZATION, "alttpr", "tag-1") is None


async def test_a_room_that_is_over_is_not_adopted() -> None:
    async with rig(supervised=False) as live:
        race = live.stage.open_room(info_bot="Race [tag-1]")
        assert await live.rooms.find(ORGANIZATION, "alttpr", "tag-1") is not None
        live.stage.world.cancel(race)
        await live.clock.advance(61)
        assert await live.rooms.find(ORGANIZATION, "alttpr", "tag-1") is None


@pytest.mark.parametrize("path", ["GET /alttpr/data", "GET /o/alttpr/data"])
@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, b"", RacetimeUnreachable),
        (200, b"<html>", RacetimeUnreachable),
        (200, b'{"current_races": [7]}', RacetimeUnreachable),
        (404, b"", RoomRefused),
        (403, b"", RoomRefused),
    ],
)
async def test_no_room_was_found_only_counts_when_both_lists_could_be_read(
    path: str, status: int, body: bytes, error: type[Exception]
) -> None:
    async with rig(supervised=False) as live:
        live.script.answer(path, status, body)
        with pytest.raises(error):
            await live.rooms.find(ORGANIZATION, "alttpr", "tag-1")


async def test_a_room_is_found_although_the_public_list_cannot_be_read() -> None:
    async with rig(supervised=False) as live:
        race = live.stage.open_room(info_bot="Race [tag-1]")
        live.script.answer("GET /alttpr/data", 500)
        found = await live.rooms.find(ORGANIZATION, "alttpr", "tag-1")
    assert found is not None
    assert found.slug == race.name


async def test_a_room_is_fetched_as_the_data_shows_it() -> None:
    async with rig(supervised=False) as live:
        race = live.stage.open_room()
        live.stage.world.join(race, live.stage.people("Ann")[0])
        snapshot = await live.rooms.fetch(race.name)
    assert (snapshot.slug, snapshot.source, snapshot.status) == (race.name, SnapshotSource.DATA, RoomStatus.OPEN)
    assert [entrant.name for entrant in snapshot.entrants] == ["Ann"]


async def test_a_room_that_racetime_does_not_know_is_not_found() -> None:
    async with rig(supervised=False) as live:
        with pytest.raises(RoomNotFound):
            await live.rooms.fetch("alttpr/no-such-room-1234")


@pytest.mark.parametrize(("status", "body"), [(500, b""), (200, b"no"), (200, b"{}"), (302, b"")])
async def test_a_room_without_a_usable_answer_is_unreachable(status: int, body: bytes) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/data", status, body)
        with pytest.raises(RacetimeUnreachable):
            await live.rooms.fetch("alttpr/calm-boots-1234")


async def test_a_read_without_an_answer_is_given_up_after_thirty_seconds() -> None:
    async with rig(supervised=False) as live:
        live.script.hold("/data")
        outcome = await _without_answer_for(live, 31, live.rooms.fetch("alttpr/calm-boots-1234"))
        assert isinstance(outcome, RacetimeUnreachable)


async def test_a_category_is_known_by_its_goals() -> None:
    async with rig(supervised=False) as live:
        category = await live.rooms.category("alttpr")
        unknown = await live.rooms.category("unknown")
    assert category == CategoryFacts("alttpr", "A Link to the Past Randomizer", ("Beat the game", "All dungeons"))
    assert unknown is None


async def test_all_categories_are_listed_by_name() -> None:
    async with rig(supervised=False) as live:
        categories = await live.rooms.categories()
    assert NamedCategory("alttpr", "A Link to the Past Randomizer") in categories


@pytest.mark.parametrize("body", [b"{}", b"no", b'{"categories": [1]}', b'{"categories": [{"slug": "a"}]}'])
async def test_a_list_of_categories_that_cannot_be_understood_is_unreachable(body: bytes) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/data", 200, body)
        with pytest.raises(RacetimeUnreachable):
            await live.rooms.categories()


@pytest.mark.parametrize("body", [b"{}", b"no", b'{"slug": "a", "name": "b", "goals": 1}'])
async def test_a_category_that_cannot_be_understood_is_unreachable(body: bytes) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/data", 200, body)
        with pytest.raises(RacetimeUnreachable):
            await live.rooms.category("alttpr")


async def test_opening_a_room_is_given_up_in_time_however_slow_each_step_is() -> None:
    async with rig(supervised=False) as live:
        live.script.hold("/o/token")
        opening = asyncio.create_task(live.rooms.open(ORGANIZATION, request()))
        await eventually(lambda: live.script.count("/o/token") == 1)
        await live.clock.advance(28)
        live.script.let_pass()
        live.script.hold("startrace")
        await eventually(lambda: live.script.count("startrace") == 1)
        await live.clock.advance(28)
        live.script.let_pass()
        live.script.answer("startrace", 401)
        live.script.hold("/o/token")
        await eventually(lambda: live.script.count("/o/token") == 2)
        await live.clock.advance(5)
        with pytest.raises(RoomOutcomeUnknown, match="took too long"):
            await opening
