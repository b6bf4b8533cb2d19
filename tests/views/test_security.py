"""Whose requests are let in, and what every answer tells browsers to forbid."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from application.database import Database
from application.services.people.identity_service import SESSION_COOKIE
from application.settings import Settings, load_settings
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.site import mounted_site, running
from tests.views.conftest import Visit

PUBLIC = "https://races.test"
PRODUCTION = {
    "ENVIRONMENT": "production",
    "BASE_URL": PUBLIC,
    "SECRET_KEY": "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV",
    "DISCORD_CLIENT_ID": "1",
    "DISCORD_CLIENT_SECRET": "not-for-anybody",
}
BEHIND_A_PROXY = {"host": "127.0.0.1:8080"}
"""What nginx sends to the product unless somebody tells it otherwise."""


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    return load_settings(None)


@asynccontextmanager
async def browser_of(community: Community, base: str) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        mounted_site(community.container) as app,
        running(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as browser,
    ):
        yield browser


async def test_signing_out_works_behind_a_proxy_that_hides_the_public_name(
    sqlite_database: Database, clock: ManualClock, production: Settings
) -> None:
    community = await found_community(clock, settings=production)
    identity = community.container.identity
    assert community.admin.actor.user_id is not None
    session = await identity.open_session(community.admin.actor.user_id)
    cookie = {"cookie": f"__Host-{SESSION_COOKIE}={session}"}
    async with browser_of(community, PUBLIC) as browser:
        foreign = await browser.post("/sign-out", headers={**cookie, **BEHIND_A_PROXY, "origin": "https://evil.test"})
        named = {**cookie, "host": "evil.test", "origin": "https://evil.test"}
        same_host = await browser.post("/sign-out", headers=named)
        for refused in (foreign, same_host):
            assert refused.status_code == 403
            assert "That came from elsewhere" in refused.text
            assert PUBLIC in refused.text
        assert await identity.find_session(session) is not None
        done = await browser.post("/sign-out", headers={**cookie, **BEHIND_A_PROXY, "origin": PUBLIC})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert await identity.find_session(session) is None


@pytest.mark.parametrize(
    ("headers", "is_let_in"),
    [
        ({"origin": "http://localhost:8080"}, True),
        ({"origin": "http://127.0.0.1:9999"}, True),
        ({"origin": "http://test"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://[::1"}, False),
        ({"origin": "http://localhost.evil.test"}, False),
        ({"referer": "http://localhost:8080/account?x=1"}, True),
        ({"referer": "http://evil.test/localhost"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "same-origin"}, True),
        ({}, True),
    ],
)
async def test_in_development_every_name_of_this_machine_is_the_sites_own(
    community: Community, headers: dict[str, str], is_let_in: bool
) -> None:
    async with browser_of(community, "http://test") as browser:
        for path in ("/sign-out", "/sign-out/everywhere"):
            answer = await browser.post(path, headers=headers)
            assert (answer.status_code == 403) is not is_let_in, path


async def test_pages_forbid_what_they_do_not_need(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        first, second = await visitor.get("/account"), await visitor.get("/account")
        plain = await visitor.get("/static/site.css")
    policy = first.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "frame-ancestors 'none'" in policy
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert nonce not in second.headers["content-security-policy"], "each page has its own"
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce}"') + first.text.count(
        '<script type="module" src="/static/'
    )
    assert "default-src 'none'" in plain.headers["content-security-policy"]
    for answer in (first, plain):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "geolocation=()" in answer.headers["permissions-policy"]
        assert "strict-transport-security" not in answer.headers, "development has no https"


async def test_an_overlay_may_be_framed_and_nothing_else(community: Community, visit: Visit) -> None:
    race = await community.schedule(
        tournament := await community.add_tournament(), await community.add_pool(tournament)
    )
    key = await community.container.overlays.find_key(community.admin, race.summary.id)
    async with visit(None) as stranger:
        overlay = await stranger.get(f"/overlay/{key}")
    assert "frame-ancestors *" in overlay.headers["content-security-policy"]
    assert "x-frame-options" not in overlay.headers


async def test_production_insists_on_https(sqlite_database: Database, clock: ManualClock, production: Settings) -> None:
    community = await found_community(clock, settings=production)
    async with browser_of(community, PUBLIC) as browser:
        page = await browser.get("/sign-in")
        begun = await browser.get("/calendar/1-x/mine.ics")
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    assert begun.status_code == 404


async def test_a_neighbouring_host_can_not_sign_somebody_in_with_a_cookie_whose_name_only_looks_like_ours(
    sqlite_database: Database, clock: ManualClock, production: Settings
) -> None:
    """Browsers guard names that begin with __Host-, not ones from which the reader takes away what stands before."""
    community = await found_community(clock, settings=production)
    identity = community.container.identity
    own = f"__Host-{SESSION_COOKIE}={await identity.open_session(await community.add_player('Link'))}".encode()
    planted = f"__Host-{SESSION_COOKIE}={await identity.open_session(await community.add_player('Ganon'))}".encode()
    async with browser_of(community, PUBLIC) as browser:
        for before in (b"\xa0", b"\x85", b"\xc2\xa0", b"\x1c", b"\x0b"):
            for sent, name in ((before + planted, None), (own + b"; " + before + planted, "Link")):
                page = await browser.get("/account", headers=[(b"cookie", sent)])
                assert page.status_code == (303 if name is None else 200), sent
                assert (name or "") in page.text
                assert "Ganon" not in page.text


async def test_no_answer_leads_to_the_name_in_the_host_header(
    sqlite_database: Database, clock: ManualClock, production: Settings
) -> None:
    for settings in (production, None):
        community = await found_community(clock, slug="termina" if settings else "hyrule", settings=settings)
        async with browser_of(community, "http://127.0.0.1:8080") as browser:
            for headers in (BEHIND_A_PROXY, {"host": "evil.test"}, {"host": ""}):
                for path, query in (("/account", ""), ("/organizations/hyrule", "?from=x")):
                    led = await browser.get(f"{path}/{query}", headers=headers)
                    assert (led.status_code, led.headers["location"]) == (307, f"{path}{query}")


async def test_wrong_private_addresses_and_invites_are_rationed(community: Community, visit: Visit) -> None:
    player = await community.add_player("Link")
    calendar = await community.container.calendars.renew_key(player)
    async with visit(player) as visitor:
        for path in ("/calendar/1-{}/mine.ics", "/overlay/1-{}", "/invites/{}"):
            answers = [await visitor.get(path.format(number)) for number in range(21)]
            assert {answer.status_code for answer in answers[:20]} == {404}, path
            assert answers[20].status_code == 429, path
            assert 0 < int(answers[20].headers["retry-after"]) <= 60
            await community.clock.advance(600)
        for _ in range(21):
            await visitor.get("/calendar/1-x/mine.ics")
        assert (await visitor.get(f"/calendar/{calendar}/mine.ics")).status_code == 200, "right ones cost nothing"


async def test_linking_begins_and_comes_back_only_so_often(community: Community, visit: Visit) -> None:
    async with visit(await community.add_player("Link")) as visitor:
        answers = [await visitor.get(f"/account/racetime?state=garbage&code={number}") for number in range(21)]
    assert {answer.headers["location"] for answer in answers[:20]} == {"/account?racetime=failed"}
    assert (answers[20].status_code, "retry-after" in answers[20].headers) == (429, True)


async def test_the_form_for_choosing_a_demo_user_does_not_exist_in_production(
    sqlite_database: Database, clock: ManualClock, production: Settings
) -> None:
    community = await found_community(clock, settings=production)
    async with browser_of(community, PUBLIC) as browser:
        answer = await browser.post("/sign-in", data={"user_id": "1"}, headers={"origin": PUBLIC})
    assert answer.status_code == 405
