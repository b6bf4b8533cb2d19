"""What proxies and browsers may keep: what is the same for everybody, and nothing of anybody in person."""

import re
from urllib.parse import urlsplit

import httpx
import pytest

from application.domain.permissions import Role
from application.services.people.identity_service import SESSION_COOKIE
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.community import Community, found_community
from tests.support.shared_cache import SharedCache
from tests.support.site import Visitor, every_page, mounted_site, running
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night


@pytest.mark.slow
async def test_nothing_of_anybody_in_person_is_ever_kept_by_a_proxy(community: Community) -> None:
    night = await Night.scheduled(community)
    pool = (await community.race(night.race)).summary.pool_id
    (seed, *_) = await community.container.tournaments.list_permalinks(community.admin, pool)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    admin, member = await community.add_player(roles=(Role.ADMIN,)), await community.add_player()
    outsider = await elsewhere.add_player()
    async with mounted_site(community.container) as app, running(app):
        race, tournament = f"/live-races/{night.race}", f"/tournaments/{night.tournament}"
        files = [f"{race}/results.csv", f"{race}/calendar.ics", f"{tournament}/leaderboard.csv"]
        files += [f"{tournament}/calendar.ics", "/organizations/hyrule/members.csv", "/robots.txt", "/sitemap.xml"]
        known = {"slug": "hyrule", "tournament_id": night.tournament, "live_race_id": night.race, "pool_id": pool}
        known |= {
            "permalink_id": seed.id,
            "user_id": member,
            "other_id": admin,
            "run_id": 1,
            "webhook_id": 1,
            "import_id": 1,
            "token": "t",
            "key": "k",
        }
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            proxy = SharedCache(client)
            sessions = [
                f"{SESSION_COOKIE}={await community.container.identity.open_session(user_id)}"
                for user_id in (admin, member, outsider)
            ]
            for path in (*every_page(**known), *files):
                for cookies in ("", *sessions, "", *sessions):
                    await proxy.get(path, cookies=cookies)
                await community.clock.advance(2)  # no more pages a minute than one address may open
    assert proxy.kept_for == {""}
    assert proxy.hits == len(proxy.kept_paths) > 12
    assert not {path for path in proxy.kept_paths if path.startswith(("/account", "/runs", "/invites", "/calendar"))}


async def test_strangers_are_answered_with_what_everybody_may_keep_and_others_with_what_nobody_may(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        headers = (await stranger.get(night.path)).headers
        assert headers["cache-control"] == "public, max-age=5, stale-while-revalidate=30"
        assert "Cookie" in headers["vary"]
        assert (await stranger.get(night.path, cookie="session=over")).headers["cache-control"] == "private, no-store"
    async with visit(await community.add_player()) as member:
        for path in (night.path, "/", f"/tournaments/{night.tournament}/calendar.ics"):
            headers = (await member.get(path)).headers
            assert "public" not in headers["cache-control"]
            assert "Cookie" in headers["vary"]


async def test_a_browser_that_has_a_page_is_not_sent_it_again_until_it_changes(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        first = await stranger.get(night.path)
        again = await stranger.get(night.path, **{"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        weak = await stranger.get(night.path, **{"if-none-match": f'"other", W/{first.headers["etag"]}'})
        assert weak.status_code == 304
        await night.open()
        moved = await stranger.get(night.path, **{"if-none-match": first.headers["etag"]})
        assert moved.status_code == 200
        assert "4 racers in the room" in moved.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events",
        "/tournaments/{tournament}/leaderboard?search={number}",
        "/tournaments/{tournament}/leaderboard/events?search={number}",
    ],
)
async def test_pages_are_made_for_one_address_at_no_more_than_a_certain_rate(
    community: Community, visit: Visit, path: str
) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        answers = [
            (await stranger.head(path.format(tournament=night.tournament, number=number))).status_code
            for number in range(125)
        ]
    assert (429 in answers) is ("{number}" in path)


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"field{number}=1" for number in range(500)),
        "search=%00%ff%0a",
        "pool=99999999999999999999&page=99999999&order=%ED%A0%80",
        "theme=%27&accent=%EF%BC%91%EF%BC%91%EF%BC%91%EF%BC%91%EF%BC%91%EF%BC%91&rows=%D9%A1",
    ],
)
async def test_whatever_stands_behind_an_address_it_is_answered(community: Community, visit: Visit, query: str) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        for path in ("/", f"/tournaments/{night.tournament}/leaderboard", f"/embed{night.path}"):
            odd = {"range": "bytes=0-3", "if-none-match": 'W/",,"', "if-modified-since": "long ago"}
            assert (await stranger.get(f"{path}?{query}", **odd)).status_code == 200


async def test_addresses_leave_the_list_for_search_engines_with_what_they_lead_to(
    community: Community, visit: Visit
) -> None:
    deleted, closed = await Night.scheduled(community), await Night.scheduled(community, name="Other")
    async with visit(None) as stranger:
        assert {deleted.path, closed.path} <= await listed(stranger)
        await community.container.live_races.delete_live_race(community.admin, deleted.race)
        assert deleted.path not in await listed(stranger)
        changes = TournamentChanges(is_public=False)
        await community.container.tournaments.update_tournament(community.admin, closed.tournament, changes)
        assert not {closed.path, f"/tournaments/{closed.tournament}"} & await listed(stranger)


async def listed(stranger: Visitor) -> set[str]:
    text = (await stranger.get("/sitemap.xml")).text
    return {urlsplit(address).path for address in re.findall(r"<loc>(.*)</loc>", text)}
