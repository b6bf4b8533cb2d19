"""What anybody can read, and how fresh it is."""

from datetime import timedelta

from racetime.rehearsal.racers import DEMO_USERS
from tests.support.rehearsal import OTHER_BOT, rehearsal, with_faults

_RACE_FIELDS = {
    "version", "name", "slug", "url", "data_url", "websocket_url", "websocket_bot_url",
    "websocket_oauth_url", "status", "category", "goal", "info", "info_user", "info_bot", "team_race",
    "require_even_teams", "entrants_count", "entrants_count_finished", "entrants_count_inactive",
    "entrants", "opened_at", "started_at", "ended_at", "cancelled_at", "start_delay", "time_limit",
    "chat_message_delay", "time_limit_auto_complete", "ranked", "unlisted", "streaming_required",
    "auto_start", "disqualify_unready", "opened_by", "opened_by_bot", "monitors", "recordable",
    "recorded", "recorded_by", "allow_comments", "hide_comments", "hide_entrants", "chat_restricted",
    "allow_prerace_chat", "allow_midrace_chat", "allow_non_entrant_chat", "bot_meta",
}  # fmt: skip
_ENTRANT_FIELDS = {
    "user", "team", "status", "finish_time", "finished_at", "place", "place_ordinal", "score",
    "score_change", "comment", "has_comment", "stream_live", "stream_override", "actions",
}  # fmt: skip
_USER_FIELDS = {
    "id", "full_name", "name", "discriminator", "url", "avatar", "pronouns", "flair", "twitch_name",
    "twitch_display_name", "twitch_channel", "can_moderate",
}  # fmt: skip


async def test_a_race_document_has_every_field() -> None:
    async with rehearsal() as stage:
        race = stage.open_room(info_user="hello", info_bot="tag")
        stage.world.join(race, DEMO_USERS[0].id)
        document = await stage.get(f"/{race.name}/data")
        assert set(document) == _RACE_FIELDS
        assert document["info"] == "hello\ntag"
        assert document["websocket_bot_url"] == f"/ws/o/bot/{race.slug}"
        (entrant,) = document["entrants"]
        assert set(entrant) == _ENTRANT_FIELDS
        assert set(entrant["user"]) == _USER_FIELDS
        assert entrant["user"]["full_name"] == DEMO_USERS[0].full_name
        assert entrant["user"]["id"] == DEMO_USERS[0].id
        assert entrant["actions"] == ["ready", "leave"]
        assert await stage.get(f"/{race.name}.json") == document


async def test_public_views_tell_the_exact_time_and_let_any_origin_read() -> None:
    async with rehearsal() as stage:
        headers = {"Origin": "http://viewer.test"}
        async with stage.http.get("/categories/data", headers=headers) as answer:
            assert answer.headers["X-Date-Exact"].startswith("2026-03-14T18:00:00")
            assert answer.headers["Access-Control-Allow-Origin"] == "http://viewer.test"
            names = [category["name"] for category in (await answer.json())["categories"]]
        assert names == sorted(names)


async def test_unknown_things_get_a_404_page() -> None:
    async with rehearsal() as stage:
        for path in (
            "/nowhere/data",
            "/alttpr/no-such-0000/data",
            "/alttpr/no-such-0000",
            "/user/nobody/data",
            "/team/anyone/data",
        ):
            async with stage.http.get(path) as answer:
                assert (answer.status, answer.content_type) == (404, "text/html"), path


async def test_unlisted_rooms_are_left_out_of_lists_but_not_for_the_categorys_bot() -> None:
    async with rehearsal() as stage:
        listed, unlisted = stage.open_room(), stage.open_room(unlisted=True)
        category = await stage.get("/alttpr/data")
        assert [race["name"] for race in category["current_races"]] == [listed.name]
        races = (await stage.get("/races/data"))["races"]
        assert [race["name"] for race in races] == [listed.name]
        assert races[0]["category"]["slug"] == "alttpr"
        own = await stage.get("/o/alttpr/data", token=await stage.bot_token())
        assert {race["name"] for race in own["current_races"]} == {listed.name, unlisted.name}
        assert (await stage.get(f"/{unlisted.name}/data"))["unlisted"] is True


async def test_a_race_document_is_cached_for_five_seconds_unless_it_is_saved() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        first = await stage.get(f"/{race.name}/data")
        race.settings = race.settings.listed()
        race.version = 99
        assert await stage.get(f"/{race.name}/data") == first
        await stage.advance(5)
        assert (await stage.get(f"/{race.name}/data"))["version"] == 99
        stage.world.join(race, DEMO_USERS[0].id)
        assert (await stage.get(f"/{race.name}/data"))["entrants_count"] == 1


async def test_a_category_document_is_cached_for_a_minute_unless_a_room_is_saved() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        await stage.get("/alttpr/data")
        stage.world.cancel(race)
        assert (await stage.get("/alttpr/data"))["current_races"] == []
        race.status = type(race.status).OPEN
        await stage.advance(59)
        assert (await stage.get("/alttpr/data"))["current_races"] == []
        await stage.advance(1)
        assert len((await stage.get("/alttpr/data"))["current_races"]) == 1


async def test_the_bots_category_document_stays_old_for_a_minute_and_serves_any_valid_token() -> None:
    async with rehearsal() as stage:
        token, foreign = await stage.bot_token(), await stage.bot_token(OTHER_BOT)
        assert await stage.status_of("/o/alttpr/data") == 403
        assert await stage.status_of("/o/alttpr/data", token=foreign) == 403
        await stage.get("/o/alttpr/data", token=token)
        assert await stage.status_of("/o/alttpr/data", token=foreign) == 200
        stage.open_room()
        assert (await stage.get("/o/alttpr/data", token=token))["current_races"] == []
        await stage.advance(60)
        assert len((await stage.get("/o/alttpr/data", token=token))["current_races"]) == 1


async def test_an_old_copy_can_be_cached_again_for_another_five_seconds() -> None:
    async with rehearsal(with_faults(old_copies_cached=1)) as stage:
        race = stage.open_room()
        await stage.get(f"/{race.name}/data")
        await stage.advance(4)
        stage.world.join(race, DEMO_USERS[0].id)
        await stage.advance(4)
        assert (await stage.get(f"/{race.name}/data"))["entrants_count"] == 0
        await stage.advance(1)
        assert (await stage.get(f"/{race.name}/data"))["entrants_count"] == 1


async def test_what_the_timekeeper_does_can_stay_out_of_the_cache_for_five_seconds() -> None:
    async with rehearsal(with_faults(racebot_cache_misses=1)) as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        for person in (ann, bob):
            stage.world.done(race, person)
        await stage.get(f"/{race.name}/data")
        await stage.advance(1)
        assert race.is_over
        assert (await stage.get(f"/{race.name}/data"))["status"]["value"] == "in_progress"
        await stage.advance(4)
        assert (await stage.get(f"/{race.name}/data"))["status"]["value"] == "finished"


async def test_finished_races_are_paged_newest_first_without_cancelled_and_unlisted_ones() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        names = [(await stage.finished_race(ann, bob)).name for _ in range(3)]
        stage.world.cancel(stage.open_room())
        hidden = await stage.finished_race(ann, bob, unlisted=True)
        assert hidden.settings.unlisted
        page = await stage.get("/alttpr/races/data?per_page=2&show_entrants=true")
        assert (page["count"], page["num_pages"]) == (3, 2)
        assert [race["name"] for race in page["races"]] == [names[2], names[1]]
        assert len(page["races"][0]["entrants"]) == 2
        assert (await stage.get("/alttpr/races/data?page=9"))["races"] == []
        assert await stage.status_of("/alttpr/races/data?page=two") == 400
        mine = await stage.get(f"/user/{ann.id}/races/data")
        assert mine["races"][0]["category"]["slug"] == "alttpr"


async def test_people_are_found_by_the_beginning_of_their_name() -> None:
    async with rehearsal() as stage:

        async def names(query: str) -> list[str]:
            found = await stage.get(f"/user/search?{query}")
            return [user["full_name"] for user in found["results"]]

        assert await names("term=ganon") == ["Ganonsaurus#1234"]
        assert await names("term=Ganonsaurus%231234") == ["Ganonsaurus#1234"]
        assert await names("term=Ganonsaurus%239999") == []
        assert await names("name=ganonsaurus&discriminator=1234") == ["Ganonsaurus#1234"]
        assert await names("term=") == []
        assert await stage.get("/autocomplete/user?term=ganon") == await stage.get("/user/search?term=ganon")


async def test_a_profile_counts_finished_races_and_is_hidden_without_any_role() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        plain = stage.world.add_user("Cid")
        await stage.finished_race(ann, bob)
        profile = await stage.get(f"/user/{bob.id}/data")
        assert profile["stats"] == {"joined": 1, "first": 0, "second": 1, "third": 0, "forfeits": 0}
        assert await stage.status_of(f"/user/{plain.id}/data") == 404


async def test_leaderboards_rank_those_whose_races_were_recorded() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        stage.world.record(race)
        boards = (await stage.get("/alttpr/leaderboards/data"))["leaderboards"]
        board = next(board for board in boards if board["goal"] == "Beat the game")
        assert board["num_ranked"] == 2
        assert [(line["place_ordinal"], line["user"]["name"]) for line in board["rankings"]] == [
            ("1st", "Ann"),
            ("2nd", "Bob"),
        ]


async def test_entrants_are_listed_in_the_order_of_their_standing() -> None:
    async with rehearsal() as stage:
        people = stage.people("Ann", "Bob", "Cid", "Dee", "Eve")
        race = await stage.running_race(*people)
        ann, bob, cid, dee, _ = people
        stage.world.forfeit(race, ann)
        stage.world.disqualify(race, bob)
        await stage.advance(1)
        stage.world.done(race, dee)
        await stage.advance(1)
        stage.world.done(race, cid)
        document = await stage.data(race)
        assert [(entrant["user"]["name"], entrant["status"]["value"]) for entrant in document["entrants"]] == [
            ("Dee", "done"),
            ("Cid", "done"),
            ("Eve", "in_progress"),
            ("Ann", "dnf"),
            ("Bob", "dq"),
        ]
        assert document["entrants_count_finished"] == 2
        assert document["entrants_count_inactive"] == 2


async def test_finish_times_are_the_time_between_start_and_finish() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        assert race.started_at is not None
        stage.world.done(race, ann, at=race.started_at + timedelta(seconds=5, microseconds=231))
        entrant = (await stage.data(race))["entrants"][0]
        assert entrant["finish_time"] == "P0DT00H00M05.000231S"
        assert entrant["finished_at"] == "2026-03-14T18:00:30.000Z"


async def test_hidden_entrants_have_neither_id_nor_name_until_the_end() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob, hide_entrants=True)
        document = await stage.data(race)
        assert [entrant["user"]["id"] for entrant in document["entrants"]] == ["", ""]
        log = await (await stage.http.get(f"/{race.name}/log")).text()
        assert "Ann" not in log
        stage.world.done(race, ann)
        stage.world.forfeit(race, bob)
        document = await stage.data(race)
        assert document["hide_entrants"] is False
        assert [entrant["user"]["name"] for entrant in document["entrants"]] == ["Ann", "Bob"]
        assert "Ann joined" in await (await stage.http.get(f"/{race.name}/log")).text()


async def test_results_and_log_can_be_downloaded() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        async with stage.http.get(f"/{race.name}/csv") as answer:
            assert "1,Ann,done,0:00:07," in await answer.text()
        async with stage.http.get(f"/{race.name}/log?dl=1") as answer:
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert "Race opened automatically" in await answer.text()


async def test_renders_carry_their_version() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        renders = await stage.get(f"/{race.name}/renders")
        assert renders["version"] == race.version
        assert set(renders["renders"]) == {"entrants", "intro", "status", "streams"}
