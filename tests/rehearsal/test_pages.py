"""The pages on which a person watches and takes part."""

from datetime import timedelta

import pytest

from racetime.rehearsal import DEMO_USERS, Tempo
from tests.support.rehearsal import Stage, rehearsal, spoken, state


async def _page(stage: Stage, path: str) -> str:
    async with stage.http.get(path) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        return await answer.text()


async def test_every_page_is_marked_as_a_rehearsal_and_fits_a_phone() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        for path in ("/", "/alttpr", f"/{race.name}"):
            page = await _page(stage, path)
            assert "Rehearsal — not racetime.gg" in page
            assert 'name="viewport"' in page
            assert race.slug in page


async def test_the_room_page_shows_status_goal_info_entrants_and_chat() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob, info_bot="seed: http://seed.test/1")
        stage.world.say(race, ann, "well raced")
        page = await _page(stage, f"/{race.name}")
        for text in ("Finished", "Beat the game", "seed: http://seed.test/1", "1st", "0:00:07", "well raced"):
            assert text in page


async def test_text_from_outside_is_escaped() -> None:
    async with rehearsal() as stage:
        villain = stage.world.add_user("<b>Eve</b>", twitch_name="eve")
        race = stage.open_room(info_user="<script>alert(1)</script>")
        stage.world.join(race, villain)
        stage.world.say(race, villain, "<img src=x onerror=alert(2)>")
        page = await _page(stage, f"/{race.name}?refusal=<script>alert(3)</script>")
        for piece in ("<b>Eve", "<script>alert", "<img src=x"):
            assert piece not in page
        renders = (await stage.get(f"/{race.name}/renders"))["renders"]
        assert "<b>Eve" not in str(renders)
        assert "<script>" not in str(renders)


async def test_a_person_takes_part_by_pressing_buttons() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.adopted_room()
        act = f"/rehearsal/{race.name}/act"

        async def press(move: str, **more: str) -> str:
            status, _, location = await stage.post(act, {"user": ann.id, "move": move, **more})
            assert status == 303
            return location

        assert await press("join") == f"/{race.name}#controls"
        assert "refusal=" in await press("join")
        await press("say", text="hello from the page")
        assert "hello from the page" in spoken(race)
        stage.world.join(race, bob)
        stage.world.ready(race, bob)
        await press("ready")
        await stage.advance(25)
        await press("done")
        await press("undo")
        await press("forfeit")
        await press("unforfeit")
        await press("done")
        entrant = race.find_entrant(ann)
        assert entrant is not None
        assert entrant.has_finished
        assert "refusal=" in await press("dance")


async def test_a_racer_taken_over_is_no_longer_simulated_in_that_room() -> None:
    tempo = Tempo(join_within=4, ready_within=4, mean_race=30, restlessness=0, record_after=None)
    async with rehearsal(has_racers=True, racer_count=len(DEMO_USERS), tempo=tempo) as stage:
        race = stage.open_room(auto_start=False)
        await stage.advance(5)
        mine = DEMO_USERS[0].id
        await stage.post(f"/rehearsal/{race.name}/act", {"user": mine, "move": "unready"})
        stage.world.make_invitational(race)
        await stage.advance(60)
        ready = {entrant.user.id for entrant in race.entrants if entrant.is_ready and entrant.user}
        assert mine not in ready
        assert len(ready) == len(DEMO_USERS) - 1


async def test_a_moderator_decides_on_the_page() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.running_race(ann, bob, cid)
        path = f"/rehearsal/{race.name}/moderate"

        async def press(move: str, **more: str) -> str:
            status, _, location = await stage.post(path, {"move": move, **more})
            assert status == 303
            return location

        await press("disqualify", user=cid.id)
        await press("undisqualify", user=cid.id)
        await press("disqualify", user=cid.id)
        for person in (ann, bob):
            stage.world.done(race, person)
        await stage.settle()
        await press("set_time", user=ann.id, time="1:00:00")
        entrant = race.find_entrant(ann)
        assert entrant is not None
        assert entrant.finish_time == timedelta(hours=1)
        assert "refusal=" in await press("set_time", user=ann.id, time="soon")
        await press("set_forfeit", user=ann.id)
        assert entrant.has_forfeited
        await press("record")
        assert race.is_recorded
        assert "refusal=" in await press("cancel")
        other = stage.open_room()
        await stage.post(f"/rehearsal/{other.name}/moderate", {"move": "cancel"})
        assert state(other) == "cancelled"


async def test_watchers_of_a_rehearsal_read_direct_messages() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room()
        stage.world.say(race, ann, "just for you", direct_to=bob)
        assert "Ann to Bob only: just for you" in await _page(stage, f"/{race.name}")
        message = race.chat.messages[-1]
        shown = await stage.get(f"/rehearsal/{race.name}/dm/{message.id}")
        assert shown["text"] == "Ann to Bob only: just for you"
        opened = race.chat.messages[0]
        assert await stage.status_of(f"/rehearsal/{race.name}/dm/{opened.id}") == 404


@pytest.mark.parametrize("path", ["act", "moderate"])
async def test_buttons_of_a_room_that_does_not_exist_lead_nowhere(path: str) -> None:
    async with rehearsal() as stage:
        assert (await stage.post(f"/rehearsal/alttpr/none-0000/{path}", {"move": "join"}))[0] == 404
