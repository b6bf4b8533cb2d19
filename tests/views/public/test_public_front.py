"""The front page and what hangs on it, for people without an account."""

import csv
import re
from datetime import timedelta
from io import StringIO

from icalendar import Calendar

from models.async_tournament import AsyncTournament
from tests.support.community import Community, found_community
from tests.support.strangers import page_at, words_of
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night

MINUTE = timedelta(minutes=1)


async def test_the_front_page_shows_what_is_live_what_comes_and_what_was(community: Community, visit: Visit) -> None:
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    private = await elsewhere.add_tournament("Staff Trial")
    await elsewhere.schedule(private, await elsewhere.add_pool(private), match_title="Secret Week")
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        page = await page_at(stranger, "/")
        assert "No race is on just now." in words_of(page, "live")
        assert "Week 1" in words_of(page, "next")
        assert "Spring Qualifier" in words_of(page, "tournament")
        room = await night.open()
        await night.start(room)
        await night.first_finishes(room)
        page = await page_at(stranger, "/")
        assert "Week 1" in words_of(page, "live-race")
        assert "1 of 4 finished" in words_of(page, "live-race")
        await night.end(room)
        page = await page_at(stranger, "/")
        assert "Week 1" in words_of(page, "result")
        assert not {"Secret Week", "Staff Trial"} & set(page.texts)


async def test_a_race_whose_end_is_kept_back_keeps_its_place_among_those_that_are_live(
    community: Community, visit: Visit
) -> None:
    delayed = await Night.scheduled(community, name="Streamed", stream_delay_minutes=30)
    other = await Night.scheduled(community, name="Other", title="Another one")
    room, second = await delayed.open(), await other.open()
    await delayed.start(room)
    second.start()
    await community.hear(other.race, second)
    await community.clock.advance(110 * MINUTE)
    async with visit(None) as stranger:
        before = await stranger.get("/")
        room.finish_all(105 * MINUTE, MINUTE)
        await community.hear(delayed.race, room)
        await community.tick()
        assert (await stranger.get("/")).text == before.text
        await community.clock.advance(31 * MINUTE)
        await community.tick()
        page = await page_at(stranger, "/")
        assert "Another one" in words_of(page, "live-race")
        assert "Week 1" in words_of(page, "result")


async def test_tournaments_are_found_by_their_name_or_their_communitys(community: Community, visit: Visit) -> None:
    await community.add_tournament("Spring Qualifier", is_public=True)
    await community.add_tournament("Autumn Cup", is_public=True)
    async with visit(None) as stranger:
        assert words_of(await page_at(stranger, "/?search=autumn"), "tournament").startswith("Autumn Cup")
        assert len((await page_at(stranger, "/?search=hyrule")).named("tournament")) == 2
        assert not (await page_at(stranger, "/?search=xyz")).named("tournament")


async def test_a_player_has_a_page_and_a_member_who_never_raced_has_none(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament(is_public=True)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    anju, kafei = await community.add_player("Anju"), await community.add_player("Kafei")
    await community.finish_run(anju, pool, 60 * MINUTE)
    async with visit(None) as stranger:
        page = await page_at(stranger, f"/tournaments/{tournament}/players/{anju}")
        assert "1:00:00.0" in words_of(page, "run")
        assert (await stranger.get(f"/tournaments/{tournament}/players/{kafei}")).status_code == 303


async def test_seeds_are_shown_to_strangers_once_they_are_nobodys_to_race(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament(is_public=True)
    pool = await community.add_pool(tournament, live=1, ordinary=1)
    seeds = {
        view.is_live: view.id for view in await community.container.tournaments.list_permalinks(community.admin, pool)
    }
    await community.finish_run(await community.add_player("Anju"), pool, 60 * MINUTE)
    async with visit(None) as stranger:
        page = await page_at(stranger, f"/permalinks/{seeds[False]}")
        assert "1:00:00.0" in words_of(page, "time")
        assert "SECRET" not in " ".join(page.texts)
        assert (await stranger.get(f"/permalinks/{seeds[True]}")).status_code == 303
        assert len((await page_at(stranger, f"/pools/{pool}")).named("seed")) == 1
        await community.container.tournaments.close_tournament(community.admin, tournament)
        assert "async-0-SECRET" in " ".join((await page_at(stranger, f"/permalinks/{seeds[False]}")).texts)


async def test_calendars_and_tables_of_what_is_public_need_no_account(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    private = await community.add_tournament("Staff Trial")
    await community.schedule(private, await community.add_pool(private), match_title="Secret Week")
    async with visit(None) as stranger:
        for path in (f"/tournaments/{night.tournament}/calendar.ics", "/organizations/hyrule/calendar.ics"):
            calendar = Calendar.from_ical((await stranger.get(path)).content)
            titles = {str(event["summary"]).partition(" · ")[0] for event in calendar.walk("VEVENT")}
            assert titles == {"Week 1", "Week 2"}
            assert not calendar.walk("VALARM")
        room = await night.open()
        await night.start(room)
        await night.end(room)
        answer = await stranger.get(f"{night.path}/results.csv")
        rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["place"] for row in rows] == ["1", "2", "3", "4"]
        assert {(row["status"], row["counted"]) for row in rows} == {("finished", "yes"), ("finished", "no")}
        board = (await stranger.get(f"/tournaments/{night.tournament}/leaderboard.csv")).text
        assert "Anju" in board
        assert (await stranger.get(f"/tournaments/{private}/leaderboard.csv")).status_code == 303


async def test_search_engines_are_told_of_public_pages_only(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    private = await community.add_tournament("Staff Trial")
    hidden = await community.schedule(private, await community.add_pool(private))
    async with visit(None) as stranger:
        robots = (await stranger.get("/robots.txt")).text
        assert "Disallow: /account" in robots
        assert "/sitemap.xml" in robots
        listed = (await stranger.get("/sitemap.xml")).text
        assert f"{night.path}</loc>" in listed
        assert f"/tournaments/{private}<" not in listed
        assert f"/live-races/{hidden.summary.id}<" not in listed
        base = community.container.links.base_url
        for address in re.findall("<loc>(.*?)</loc>", listed):
            await page_at(stranger, address.removeprefix(base))


async def test_a_community_of_many_tournaments_shows_the_closed_ones_so_many_at_a_time(
    community: Community, visit: Visit
) -> None:
    now = community.clock.now()
    await AsyncTournament.bulk_create(
        AsyncTournament(
            organization_id=community.organization_id,
            name=f"Season {number:03}",
            racetime_category="alttpr",
            racetime_goal="Beat the game",
            is_public=True,
            is_active=number == 100,
            created_at=now,
            updated_at=now,
        )
        for number in range(101)
    )
    async with visit(None) as stranger:
        first = await page_at(stranger, "/organizations/hyrule")
        assert len(first.named("tournament")) == 50
        assert words_of(first, "tournament").startswith("Season 100"), "the active one comes first"
        (more,) = first.named("more-tournaments")
        second = await page_at(stranger, str(more.props["href"]))
        assert len(second.named("tournament")) == 100
        (more,) = second.named("more-tournaments")
        assert not (await page_at(stranger, str(more.props["href"]))).named("more-tournaments")
    async with visit(await community.add_player()) as member:
        await member.open("/organizations/hyrule")
        assert member.part("tournament").startswith("Season 100")
        assert member.part("more-tournaments") == "Show more tournaments"
        await member.open("/organizations/hyrule?page=3")
        assert member.part("more-tournaments") == ""
