"""What people and programs write into addresses: nothing of it is a fault of the product."""

from collections.abc import Iterator

import httpx
import pytest

from application.database import Database
from application.services.people.identity_service import SESSION_COOKIE
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.site import every_page, mounted_site, running
from tests.views.conftest import Visit

FILES = (
    "/tournaments/{tournament_id}/leaderboard.csv",
    "/tournaments/{tournament_id}/leaderboard/print",
    "/live-races/{live_race_id}/results.csv",
    "/live-races/{live_race_id}/calendar.ics",
    "/calendar/{key}/tournaments/{tournament_id}.ics",
    "/calendar/{key}/organizations/{slug}.ics",
    "/organizations/{slug}/members.csv",
)
NUMBERS = ("0", "-1", str(2**31), str(2**63), "9" * 5000, "%00", "1%00", "1.5", "x")
TEXTS = ("%00", "hyrule%00", "x" * 150, "x" * 4000, "%F0%9F%92%A9", "%ED%A0%80", "%0A")
IN_QUERIES = (str(2**63), "9" * 1900, "-1", "%00", "x" * 1900)
WORST_NUMBERS, WORST_TEXTS, WORST_IN_QUERIES = (str(2**63), "%00"), ("%00", "%ED%A0%80", "x" * 150), (str(2**63), "%00")
"""What neither database takes for a number, nor PostgreSQL for a text, nor the ORM for one of a column."""
QUERIES = ("search", "before", "after", "page", "pool", "tournament", "kept", "rows", "next", "state", "since", "who")
PLACES = (
    "tournament_id",
    "pool_id",
    "live_race_id",
    "run_id",
    "permalink_id",
    "user_id",
    "other_id",
    "webhook_id",
    "import_id",
    "slug",
    "key",
)


def addresses(place: str, value: str) -> Iterator[str]:
    """Every address that has this place, with this value in it and harmless ones elsewhere."""
    names = dict.fromkeys(PLACES, "1") | {"slug": "hyrule", "token": "t", "key": "1-k"}
    marked = every_page(**{name: f"{{{name}}}" for name in names})
    for path in (*marked, *FILES):
        if f"{{{place}}}" in path:
            yield path.format(**(names | {place: value}))


@pytest.mark.parametrize(
    ("numbers", "texts", "in_queries"),
    [
        pytest.param(WORST_NUMBERS, WORST_TEXTS, WORST_IN_QUERIES, id="the worst"),
        pytest.param(NUMBERS, TEXTS, IN_QUERIES, id="all", marks=pytest.mark.slow),
    ],
)
@pytest.mark.slow
async def test_a_number_or_a_name_that_nothing_has_is_an_address_of_nothing(
    database: Database,
    clock: ManualClock,
    numbers: tuple[str, ...],
    texts: tuple[str, ...],
    in_queries: tuple[str, ...],
) -> None:
    community = await found_community(clock)
    async with mounted_site(community.container) as app, running(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as browser:
            assert community.admin.actor.user_id is not None
            session = await community.container.identity.open_session(community.admin.actor.user_id)
            browser.cookies.set(SESSION_COOKIE, session)
            files = [path.format(**dict.fromkeys(PLACES, "1")) for path in FILES]
            wrong = {}
            for place in PLACES:
                for value in texts if place in ("slug", "key") else numbers:
                    for address in addresses(place, value):
                        answer = await browser.get(address)
                        if answer.status_code != 404:
                            wrong[address[:90]] = answer.status_code
            await clock.advance(3600)
            for value in in_queries:
                await clock.advance(60)
                query = "&".join(f"{name}={value}" for name in QUERIES)
                for address in (*every_page(**dict.fromkeys(PLACES, "1") | {"slug": "hyrule", "token": "t"}), *files):
                    answer = await browser.get(f"{address}?{query}")
                    if answer.status_code >= 500:
                        wrong[f"{address}?{value[:20]}"] = answer.status_code
    assert not wrong


@pytest.mark.parametrize("path", ["/tournaments/4294967296", "/tournaments/x/leaderboard.csv"])
async def test_a_wrong_address_gets_a_page_with_a_way_on(community: Community, visit: Visit, path: str) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        answer = await visitor.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert 'href="/"' in answer.text


async def test_what_is_too_long_to_be_meant_is_refused_with_a_sentence(community: Community, visit: Visit) -> None:
    async with visit(None) as stranger:
        answer = await stranger.get(f"/sign-in?next=/{'x' * 3000}")
        form = await stranger.post("/sign-in", {"user_id": str(2**63)})
    for refused in (answer, form):
        assert refused.status_code == 400
        assert "be what was meant. Go there from the home page." in refused.text


async def test_head_is_answered_wherever_get_is(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        for path in ("/", "/organizations/hyrule", "/organizations/hyrule/members.csv", "/static/site.css", "/nowhere"):
            got, headed = await visitor.get(path), await visitor.head(path)
            assert (headed.status_code, headed.content) == (got.status_code, b""), path
            assert headed.headers["content-type"] == got.headers["content-type"], path


async def test_an_earlier_address_leads_to_the_present_one(community: Community, visit: Visit) -> None:
    async with visit(None) as stranger:
        for earlier, present in (
            ("/notices", "/notifications"),
            ("/organizations/hyrule/notifications", "/notifications/hyrule"),
            ("/organizations/hyrule/tonight", "/organizations/hyrule/race-night"),
            ("/organizations/hyrule/inbox?show=all", "/organizations/hyrule/unmatched-results?show=all"),
            ("/tournaments/7/figures", "/tournaments/7/statistics"),
            ("/tournaments/7/people", "/tournaments/7/staff"),
        ):
            answer = await stranger.get(earlier)
            assert (answer.status_code, answer.headers["location"]) == (308, present)
