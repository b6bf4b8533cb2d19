"""A public tournament and its community, as people without an account see them."""

from datetime import timedelta
from typing import Any

from application.domain.ids import TournamentId
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.live_races.series import Series
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.community import Community, found_community
from tests.support.strangers import page_at, words_of
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night

MINUTE = timedelta(minutes=1)


async def raced(community: Community, **settings: Any) -> int:
    tournament = await community.add_tournament(description="Ten seeds in ten weeks.", **settings)
    pool = await community.add_pool(tournament, live=2, ordinary=1)
    for name, minutes in (("Anju", 60), ("Cremia", 70)):
        await community.finish_run(await community.add_player(name), pool, minutes * MINUTE)
    await community.schedule(tournament, pool, match_title="Week 1")
    return tournament


async def test_a_stranger_reads_a_public_tournament_and_never_meets_the_page_framework(
    community: Community, visit: Visit
) -> None:
    tournament = await raced(community, is_public=True)
    async with visit(None) as stranger:
        overview = await page_at(stranger, f"/tournaments/{tournament}")
        assert "Ten seeds in ten weeks." in overview.texts
        assert {"Week 1", "Anju", "Cremia", "Take part"} <= set(overview.texts)
        leaderboard = await page_at(stranger, f"/tournaments/{tournament}/leaderboard")
        assert [line.texts[1] for line in leaderboard.named("standing")] == ["Anju", "Cremia"]
        schedule = await page_at(stranger, f"/tournaments/{tournament}/schedule")
        assert "Week 1" in schedule.named("upcoming")[0].texts
        statistics = await page_at(stranger, f"/tournaments/{tournament}/statistics")
        assert statistics.named("picture")
        for path in ("", "/leaderboard", "/schedule", "/statistics"):
            answer = await stranger.get(f"/tournaments/{tournament}{path}")
            assert "nicegui" not in answer.text
            assert "unsafe" not in answer.headers["content-security-policy"]


async def test_a_closed_tournament_shows_its_standings_and_races_and_invites_nobody(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    await night.end(room)
    (later,) = await community.container.live_races.list_scheduled_races(community.admin)
    await community.container.live_races.cancel_live_race(community.admin, later.id)
    await community.container.tournaments.close_tournament(community.admin, night.tournament)
    async with visit(None) as stranger:
        overview = await page_at(stranger, f"/tournaments/{night.tournament}")
    assert "Standings" in overview.texts
    assert {"Up next", "Take part", "No live race is scheduled"} & set(overview.texts) == set()
    assert "Week 1" in words_of(overview, "past")


async def test_a_leaderboard_is_searched_ordered_and_narrowed_by_its_address(
    community: Community, visit: Visit
) -> None:
    tournament = await raced(community, is_public=True, runs_per_pool=2)
    async with visit(None) as stranger:
        path = f"/tournaments/{tournament}/leaderboard"
        found = await page_at(stranger, f"{path}?search=crem&utm_source=chat")
        assert [line.texts[1] for line in found.named("standing")] == ["Cremia"]
        (field,) = found.named("search")
        assert field.props["value"] == "crem"
        nobody = await page_at(stranger, f"{path}?search=%3Cscript%3E")
        assert "Nobody fits your choice" in nobody.texts
        backwards = await page_at(stranger, f"{path}?order=name")
        assert len(backwards.named("standing")) == 2
        whole = await page_at(stranger, f"{path}?complete=yes")
        assert "All runs raced" in whole.texts
        assert not whole.named("standing")


async def test_an_organization_shows_strangers_its_public_tournaments_only(community: Community, visit: Visit) -> None:
    await raced(community, is_public=True)
    private = await community.add_tournament("Staff Trial")
    private_pool = await community.add_pool(private)
    await community.schedule(private, private_pool, match_title="Secret Week")
    async with visit(None) as stranger:
        for path in ("/organizations/hyrule", "/organizations/hyrule/schedule"):
            page = await page_at(stranger, path)
            assert "Week 1" in page.texts
            assert not {"Staff Trial", "Secret Week"} & set(page.texts)


async def test_races_that_are_over_stay_on_schedules_however_many_are_ahead(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    await night.end(room)
    pool = (await community.race(night.race)).summary.pool_id
    start = community.clock.now() + timedelta(days=1)
    ahead = NewLiveRace(night.tournament, pool, start, match_title="Daily #")
    local = f"{start:%Y-%m-%dT%H:%M}"
    await community.container.live_races.create_live_race_series(community.admin, ahead, Series(local, "UTC", 1, 21))
    async with visit(None) as stranger:
        for path in (f"/tournaments/{night.tournament}/schedule", "/organizations/hyrule/schedule"):
            assert "Week 1" in words_of(await page_at(stranger, path), "past")
    async with visit(await community.add_player()) as member:
        await member.open(f"/tournaments/{night.tournament}/schedule")
        assert "Week 1" in member.text


async def test_a_stranger_is_led_to_the_sign_in_by_what_is_not_public(community: Community, visit: Visit) -> None:
    tournament = await raced(community)
    async with visit(None) as stranger:
        for path in (f"/tournaments/{tournament}", f"/tournaments/{tournament}/leaderboard", "/organizations/hyrule"):
            answer = await stranger.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")
            await stranger.open(answer.headers["location"])
            assert "The page you asked for is not public." in stranger.text
        await community.container.tournaments.update_tournament(
            community.admin, TournamentId(tournament), TournamentChanges(is_public=True)
        )
        page = await page_at(stranger, f"/tournaments/{tournament}")
        way_in = next(each for each in page.walk() if each.text == "Sign in")
        await stranger.open(str(way_in.props["href"]))
        assert "not public" not in stranger.text, "to who chose to sign in"


async def test_members_keep_their_own_page_and_members_of_other_communities_read_the_public_one(
    community: Community, visit: Visit
) -> None:
    tournament = await raced(community, is_public=True)
    private = await community.add_tournament("Staff Trial")
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    async with visit(await community.add_player()) as member:
        assert "nicegui" in (await member.get(f"/tournaments/{tournament}")).text
    outsider = await elsewhere.add_player()
    async with visit(outsider) as visitor:
        page = await page_at(visitor, f"/tournaments/{tournament}")
        assert {"Anju", "Your pages"} <= set(page.texts)
        assert (await visitor.get(f"/tournaments/{private}")).status_code == 404


async def test_hidden_results_stay_hidden_from_strangers(community: Community, visit: Visit) -> None:
    tournament = await raced(community, is_public=True, hide_results=True)
    async with visit(None) as stranger:
        for path in ("", "/leaderboard", "/statistics"):
            page = await page_at(stranger, f"/tournaments/{tournament}{path}")
            assert "Hidden for now" in page.texts
            assert not {"Anju", "Cremia"} & set(page.texts)
