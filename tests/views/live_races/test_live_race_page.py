"""The page of a live race, from the day it is scheduled to its final results."""

from datetime import timedelta

import pytest
from tortoise.connection import get_connections

from application.domain.errors import Conflict, Forbidden
from application.domain.ids import LiveRaceId, UserId
from application.domain.permissions import Role
from application.domain.tournaments.timeline import ReleaseRule
from application.ports import RacetimeUnreachable
from models.async_tournament import AsyncTournamentRace
from tests.support.community import Community
from tests.support.rooms import ScriptedRoom
from tests.support.site import every_page
from tests.support.slow import slowly
from tests.views.conftest import Visit

SECRET = "SECRET"


async def scheduled(community: Community, **settings: object) -> LiveRaceId:
    tournament = await community.add_tournament("Spring Qualifier", **settings)
    return (await community.schedule(tournament, await community.add_pool(tournament))).summary.id


async def joined(community: Community, race: LiveRaceId, *players: UserId) -> ScriptedRoom:
    room = await community.open_room(race)
    room.join(*[await community.racetime_id_of(player) for player in players])
    await community.hear(race, room)
    return room


async def test_the_page_moves_by_itself_through_the_whole_race(community: Community, visit: Visit) -> None:
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    race = await scheduled(community)
    async with visit(link) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("status") == "Scheduled"
        assert visitor.part("main-reason") == "The button works as soon as the room is open."
        assert "You are eligible" in visitor.part("own-verdict")

        room = await joined(community, race, link, tetra)
        await visitor.finds("Room open", within="status")
        assert f"http://racetime.test/{room.slug}" in visitor.addresses()
        await visitor.finds("0 of 2 ready", within="progress")
        assert "2 racers in the room" in visitor.part("hero")
        assert visitor.part("main-action").startswith("Ready")

        await community.advance_to((await community.race(race)).summary.locks_at)
        await visitor.finds("You are in this race, and it counts for you.", within="headline")
        assert visitor.part("main-reason") == "You are in the room. Be ready there before the start."
        assert SECRET in visitor.part("seed-link")

        room.start()
        await community.hear(race, room)
        await visitor.finds("0 of 2 finished", within="progress")
        assert "Live · 0 of 2 finished" in visitor.part("hero")
        assert visitor.part("own-verdict") == "Counts for you"

        await community.clock.advance(timedelta(hours=2))
        room.finish(await community.racetime_id_of(tetra), timedelta(hours=1))
        await community.hear(race, room)
        await visitor.finds("1 of 2 finished", within="progress")
        assert visitor.part("hero-leader") == "Leader: Tetra, 1:00:00"
        first, second = visitor.part("board-row").splitlines()
        assert "Tetra" in first
        assert "1:00:00.0" in first
        assert "Link You" in second

        room.forfeit(await community.racetime_id_of(link))
        await community.hear(race, room)
        await visitor.finds("Results not final", within="status")
        assert "100.000" in visitor.part("board-row")
        assert "Forfeit" in visitor.part("board-row")
        assert "won by Tetra" in visitor.part("hero")
        assert "1 Tetra 1:00:00" in visitor.part("podium")
        assert "Forfeit" in visitor.part("meaning")

        room.record()
        await community.hear(race, room)
        await visitor.finds("Final", within="status")
        assert visitor.part("status") == "Finished Final"


@pytest.mark.parametrize("roles", [[Role.ASYNC_TOURNAMENT_ADMIN], *slowly([], [Role.ASYNC_REVIEWER], [Role.ADMIN])])
async def test_no_page_shows_the_seed_before_its_release(community: Community, visit: Visit, roles: list[Role]) -> None:
    reader = await community.add_player("Link", roles=roles)
    race = await scheduled(community, release_rule=ReleaseRule.AT_START)
    await joined(community, race, reader)
    await community.advance_to((await community.race(race)).summary.locks_at)
    run = await AsyncTournamentRace.get(user_id=reader)
    asked = []
    async with visit(reader) as visitor:
        for path in every_page(
            slug="hyrule",
            tournament_id=run.tournament_id,
            pool_id=run.pool_id,
            permalink_id=run.permalink_id,
            run_id=run.id,
            user_id=reader,
            other_id=community.admin.actor.user_id,
            live_race_id=race,
            webhook_id=1,
            import_id=1,
            token="none",
            key=await community.container.overlays.find_key(community.admin, race),
        ):
            answer = await visitor.get(path)
            asked.append(answer.status_code)
            assert answer.status_code in (200, 303, 403, 404), path
            assert SECRET not in answer.text, path
            assert "Bow/Boots" not in answer.text, path
        assert asked.count(200) > len(asked) / 3
        assert "Sealed" in (await visitor.get(f"/live-races/{race}")).text


async def test_a_room_is_joined_by_whom_it_is_open_for_and_by_nobody_once_it_is_locked(
    community: Community, visit: Visit
) -> None:
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    race = await scheduled(community)
    room = await joined(community, race, link)
    pages = ("/", "/organizations/hyrule", "/organizations/hyrule/schedule")
    for player, label in ((link, "Ready"), (tetra, "Join room")):
        async with visit(player) as visitor:
            for path in pages:
                await visitor.open(path)
                assert visitor.part("race-action").startswith(label), path
    room.ready(await community.racetime_id_of(link))
    await community.hear(race, room)
    await community.advance_to((await community.race(race)).summary.locks_at)
    async with visit(tetra) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("main-reason") == "The room is locked; only those inside race."
        assert visitor.part("own-verdict") == "Room locked"
        for path in pages:
            assert "Join room" not in await visitor.open(path)
            assert "Room locked" in visitor.text, path
            assert visitor.part("next-for-me") == "", path
    async with visit(link) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("main-reason") == "You are in the room and ready."


async def test_a_player_who_may_not_race_reads_every_reason_and_what_to_do(community: Community, visit: Visit) -> None:
    stranger = await community.add_player("Link", racetime_id=None, account_age=timedelta(days=2))
    race = await scheduled(community)
    async with visit(stranger) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("headline") == "You can't be counted yet: 2 rules not met"
        rules = visitor.part("verdicts")
    assert "No racetime.gg account is linked." in rules
    assert "The Discord account is 2 of 7 days old at the start." in rules
    assert "How to link an account" in rules


async def test_an_entrant_who_is_not_counted_stands_on_the_board_with_the_reason(
    community: Community, visit: Visit
) -> None:
    race = await scheduled(community)
    room = await joined(community, race, await community.add_player("Link"))
    room.join("nobody")
    await community.hear(race, room)
    await community.advance_to((await community.race(race)).summary.locks_at)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race}")
        line = next(row for row in visitor.part("board-row").splitlines() if "Racer nobody" in row)
    assert "Not counted No member has linked this racetime.gg account." in line


async def test_staff_see_of_everybody_who_may_race_and_why_not(community: Community, visit: Visit) -> None:
    link = await community.add_player("Link")
    await community.add_player("Malon", racetime_id=None)
    race = await scheduled(community)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race}")
        await visitor.click("who-may-race")
        await visitor.finds("Malon", within="who-may-race")
        rows = visitor.part("who-may-race")
        assert "Link May race –" in rows
        assert "Malon Not yet No racetime.gg account is linked." in rows
    async with visit(link) as visitor:
        assert "Who may race" not in await visitor.open(f"/live-races/{race}")


async def test_a_room_that_could_not_be_opened_is_said_on_the_page(community: Community, visit: Visit) -> None:
    race = await scheduled(community)
    community.rooms.trouble.append(RacetimeUnreachable("racetime.gg can't be reached."))
    await community.advance_to((await community.race(race)).summary.opens_at)
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert "it is retried automatically. racetime.gg can't be reached." in visitor.part("note")


async def test_text_from_outside_is_shown_as_text(community: Community, visit: Visit) -> None:
    hostile = "<img src=x onerror=alert(1)>`${1}`"
    tournament = await community.add_tournament(hostile)
    race = await community.schedule(tournament, await community.add_pool(tournament, hostile), match_title=hostile)
    async with visit(await community.add_player(hostile)) as visitor:
        for path in ("/", f"/live-races/{race.summary.id}", f"/tournaments/{tournament}", "/organizations/hyrule"):
            source = (await visitor.get(path)).text
            assert "<img src=x" not in source, path
            assert "`${1}`" not in source.split("createApp", maxsplit=1)[1], path
            assert hostile in await visitor.open(path)


async def test_results_of_others_stay_hidden_while_the_tournament_hides_them(
    community: Community, visit: Visit
) -> None:
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    race = await scheduled(community, hide_results=True)
    room = await joined(community, race, link, tetra)
    room.start()
    await community.clock.advance(timedelta(hours=2))
    room.finish(await community.racetime_id_of(tetra), timedelta(minutes=61))
    await community.hear(race, room)
    async with visit(link) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert "1:01:00" not in visitor.text
        board = await visitor.open("/tournaments/1/leaderboard")
        assert "Tetra" not in board
    async with visit(tetra) as visitor:
        assert "1:01:00" in await visitor.open(f"/live-races/{race}")
    room.forfeit(await community.racetime_id_of(link))
    await community.hear(race, room)
    async with visit(link) as visitor:
        assert "to the last racer" not in await visitor.open(f"/live-races/{race}")
        assert visitor.part("hero").startswith("Finished")


async def test_a_deleted_race_takes_its_page_along(community: Community, visit: Visit) -> None:
    race = await scheduled(community)
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open(f"/live-races/{race}")
        await community.container.live_races.delete_live_race(community.admin, race)
        await visitor.arrives_at("/tournaments/1/schedule")


@pytest.mark.expects_errors
async def test_a_bug_in_a_page_is_an_apology_with_a_number_and_nothing_more(community: Community, visit: Visit) -> None:
    await scheduled(community)
    async with visit(await community.add_player("Link")) as visitor:
        await get_connections().get("default").execute_script("DROP TABLE async_tournament_live_race_entrants")
        answer = await visitor.get("/organizations/hyrule/schedule")
    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    assert "sqlite" not in answer.text.lower()
    assert "no such table" not in answer.text


async def test_a_stream_shows_the_board_at_once_without_anybody_signed_in(community: Community, visit: Visit) -> None:
    link, tetra = await community.add_player("Link"), await community.add_player("<b>Tetra</b>")
    race = await scheduled(community, hide_results=True, stream_delay_minutes=30)
    room = await joined(community, race, link, tetra)
    await community.advance_to((await community.race(race)).summary.scheduled_at)
    key = await community.container.overlays.find_key(community.admin, race)
    assert key is not None
    async with visit(None) as stream:
        await stream.open(f"/overlay/{key}?rows=1")
        assert len(stream.part("overlay-row").splitlines()) == 1
        assert "and 1 more" in stream.text
        assert SECRET not in stream.text
        room.start()
        await community.clock.advance(timedelta(hours=1))
        room.finish(await community.racetime_id_of(tetra), timedelta(minutes=59))
        await community.hear(race, room)
        await stream.finds("1 <b>Tetra</b> 59:00", within="overlay-row")
        for wrong in (f"{key}x", key[:-1], f"{race}-", f"{race + 1}-{key.split('-', 1)[1]}", "-", "9" * 40):
            assert (await stream.get(f"/overlay/{wrong}")).status_code == 404


async def test_only_staff_get_the_address_of_the_overlay(community: Community, visit: Visit) -> None:
    race = await scheduled(community)
    player = await community.add_player("Link")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race}")
        await visitor.click("overlay-for-streams")
        key = await community.container.overlays.find_key(community.admin, race)
        await visitor.finds(f"/overlay/{key}", within="overlay-address")
    with pytest.raises(Forbidden):
        await community.container.overlays.find_key(await community.enter(player), race)


async def test_a_race_that_is_on_says_what_can_still_be_scored_and_afterwards_what_it_meant(
    community: Community, visit: Visit
) -> None:
    players = [await community.add_player(f"Racer {number}") for number in range(1, 8)]
    race = await scheduled(community)
    room = await joined(community, race, *players)
    start = (await community.race(race)).summary.scheduled_at
    await community.advance_to(start)
    room.start()
    await community.hear(race, room)
    async with visit(players[1]) as visitor:
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("outlook") == "Finishes show here as they happen."
        await community.clock.advance(timedelta(minutes=60))
        room.finish(await community.racetime_id_of(players[0]), timedelta(minutes=60))
        await community.hear(race, room)
        await visitor.finds("Par looks like 1:00:00, between 1:00:00 and 1:01:26.", within="outlook")
        assert "95  for a finish within" in visitor.part("outlook")
        assert "projected" in visitor.part("projected")
        await community.clock.advance(timedelta(minutes=20))
        for number in range(1, 5):
            room.finish(await community.racetime_id_of(players[number]), timedelta(minutes=60 + number))
        await community.hear(race, room)
        await visitor.finds("Par is 1:02:00.", within="outlook")
        assert visitor.part("projected") == ""
        for number in range(5, 7):
            room.finish(await community.racetime_id_of(players[number]), timedelta(minutes=70))
        await community.hear(race, room)
        await visitor.finds("101.613", within="meaning")
        assert "– → 2" in visitor.part("meaning")
        assert visitor.part("outlook") == "Par is 1:02:00."
        assert "2nd, 1:01:00.0" in visitor.part("meaning")
        assert "Racer 2 · 1:01:00 (+1:00)" in visitor.part("race-picture")
        table = (await visitor.get(f"/live-races/{race}/results.csv")).text.splitlines()
    columns = "place,player,user_id,racetime_name,racetime_id,status,time,seconds,score,counted,why_not,comment"
    assert table[0] == f"\ufeff{columns}"
    assert table[2].startswith(f"2,Racer 2,{players[1]},")
    assert table[2].endswith(",finished,1:01:00.0,3660.0,101.613,yes,,")
    assert len(table) == 8


async def test_who_says_to_be_going_is_shown_to_everybody_until_the_room_is_locked(
    community: Community, visit: Visit
) -> None:
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    race = await scheduled(community, is_public=True)
    path = f"/live-races/{race}"
    async with visit(link) as visitor:
        await visitor.open(path)
        assert visitor.part("going") == ""
        await visitor.click("going-button")
        await visitor.finds("Link", within="going")
        await visitor.finds("Not going", within="going-button")
    ctx = await community.enter(link)
    assert await community.container.notifications.has_reminder(ctx, race)
    for viewer in (tetra, None):
        async with visit(viewer) as visitor:
            assert ">Link</li>" in (await visitor.get(path)).text
    await joined(community, race, link)
    async with visit(tetra) as visitor:
        await visitor.open(path)
        assert visitor.part("going") == "", "who is in the room stands among its racers"
        await community.container.notifications.set_going(await community.enter(tetra), race, going=True)
        await visitor.finds("Tetra", within="going")
        await community.container.notifications.set_going(await community.enter(tetra), race, going=False)
        await visitor.finds("I'm going", within="going-button")
    await community.container.notifications.set_going(await community.enter(tetra), race, going=True)
    await community.advance_to((await community.race(race)).summary.locks_at)
    async with visit(tetra) as visitor:
        await visitor.open(path)
        assert visitor.part("going") == visitor.part("going-button") == ""
        await visitor.finds("remind me", within="remind-me")
    with pytest.raises(Conflict):
        await community.container.notifications.set_going(await community.enter(tetra), race, going=True)
