"""Signing in with Discord, as a browser goes through it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from application.certificates import authorities
from application.database import Database
from application.database_address import sqlite_address
from application.domain.discord import account_created_at
from application.services.people.identity_service import SESSION_COOKIE
from discordbot.sign_in import CALLBACK, START, sign_in_routes
from models.discord import UserDiscordServer
from models.user import User, UserSession
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord import DiscordServer, Person
from tests.support.discord.faults import Trouble
from tests.support.discord.rest import bit
from tests.support.discord.settings import BASE_URL, discord_settings
from tests.support.logs import written_at_debug


class Browser:
    """Keeps cookies and follows no redirect by itself."""

    def __init__(self, app: FastAPI, server: DiscordServer) -> None:
        self.server = server
        self.site = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE_URL)
        self.outside = httpx.AsyncClient(verify=authorities())

    async def close(self) -> None:
        await self.site.aclose()
        await self.outside.aclose()

    async def go_to_discord(self, target: str = "/") -> httpx.Response:
        """Press "sign in" and do what Discord asks for; returns Discord's redirect."""
        started = await self.site.get(START, params={"next": target})
        assert started.status_code == 303
        return await self.outside.get(started.headers["location"])

    async def come_back(self, redirect: httpx.Response) -> httpx.Response:
        address = redirect.headers["location"]
        assert address.startswith(f"{BASE_URL}{CALLBACK}?")
        return await self.site.get(address)

    async def sign_in(self, person: Person | None, target: str = "/") -> httpx.Response:
        self.server.oauth.visitor = person.account if person is not None else None
        return await self.come_back(await self.go_to_discord(target))

    @property
    def session(self) -> str | None:
        return self.site.cookies.get(SESSION_COOKIE)


@pytest.fixture
async def community(database: Database, discord_server: DiscordServer) -> Community:
    return await found_community(
        discord_server.clock,  # type: ignore[arg-type]
        settings=discord_settings(discord_server, site_admin_discord_ids=(42,)),
    )


@pytest.fixture
def app(community: Community) -> FastAPI:
    app = FastAPI()
    app.include_router(sign_in_routes(community.container))
    return app


@pytest.fixture
async def browser(app: FastAPI, discord_server: DiscordServer) -> AsyncIterator[Browser]:
    browser = Browser(app, discord_server)
    yield browser
    await browser.close()


@on_postgres_and_slowly_on_sqlite
async def test_the_first_sign_in_makes_a_user_and_the_second_finds_it(
    browser: Browser, community: Community, discord_server: DiscordServer
) -> None:
    malon = discord_server.person("Malon")
    response = await browser.sign_in(malon, "/live-races/7?tab=seed")
    assert response.headers["location"] == "/live-races/7?tab=seed"
    first = browser.session
    session = await community.container.identity.find_session(first)
    assert session is not None
    viewer = session.user
    assert viewer.name == "Malon"
    user = await User.get(id=viewer.id)
    assert user.discord_id is not None
    assert account_created_at(user.discord_id) <= community.clock.now()

    await browser.sign_in(malon)
    assert browser.session != first
    assert await User.filter(discord_id=malon.id).count() == 1


async def test_nothing_that_a_sign_in_is_done_with_stands_in_the_log(
    browser: Browser, discord_server: DiscordServer
) -> None:
    discord_server.oauth.visitor = discord_server.person("Malon").account
    with written_at_debug() as log:
        redirect = await browser.go_to_discord()
        await browser.come_back(redirect)
    assert "INSERT INTO" in log.getvalue()
    came = parse_qs(urlsplit(redirect.headers["location"]).query)
    assert browser.session is not None
    for secret in (came["code"][0], came["state"][0], "client-secret", browser.session, *discord_server.oauth.tokens):
        assert secret not in log.getvalue()


async def test_cookies_can_not_be_read_by_scripts_and_are_sent_over_https_only(
    community: Community, discord_server: DiscordServer
) -> None:
    settings = discord_settings(discord_server, base_url="https://product.test")
    secure = await found_community(community.clock, slug="secure", settings=settings)
    app = FastAPI()
    app.include_router(sign_in_routes(secure.container))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://product.test") as site:
        started = await site.get(START)
    (cookie,) = started.headers.get_list("set-cookie")
    for part in ("__Host-discord_sign_in=", "HttpOnly", "Secure", "SameSite=lax", "Path=/;", "Max-Age=600"):
        assert part in cookie
    query = parse_qs(urlsplit(started.headers["location"]).query)
    assert query["scope"] == ["identify guilds"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [f"https://product.test{CALLBACK}"]
    assert "client-secret" not in started.headers["location"]


async def test_a_session_from_before_ends_at_the_sign_in(
    browser: Browser, community: Community, discord_server: DiscordServer
) -> None:
    await browser.sign_in(discord_server.person("Attacker"))
    planted = browser.session
    await browser.sign_in(discord_server.person("Malon"))
    assert await community.container.identity.find_session(planted) is None
    session = await community.container.identity.find_session(browser.session)
    assert session is not None
    viewer = session.user
    assert viewer.name == "Malon"


async def test_an_answer_to_somebody_elses_attempt_is_refused(
    browser: Browser, app: FastAPI, discord_server: DiscordServer
) -> None:
    discord_server.oauth.visitor = discord_server.person("Attacker").account
    redirect = await browser.go_to_discord()
    victim = Browser(app, discord_server)
    try:
        for prepare in (False, True):
            if prepare:
                await victim.site.get(START)
            answer = await victim.come_back(redirect)
            assert answer.headers["location"] == "/sign-in?problem=expired"
            assert victim.session is None
    finally:
        await victim.close()


async def test_an_attempt_ends_after_ten_minutes_and_works_once(
    browser: Browser, community: Community, discord_server: DiscordServer
) -> None:
    discord_server.oauth.visitor = discord_server.person("Malon").account
    redirect = await browser.go_to_discord()
    await community.clock.advance(timedelta(minutes=10))
    assert (await browser.come_back(redirect)).headers["location"] == "/sign-in?problem=expired"
    redirect = await browser.go_to_discord()
    assert (await browser.come_back(redirect)).headers["location"] == "/"
    assert (await browser.come_back(redirect)).headers["location"] == "/sign-in?problem=expired"


async def test_a_code_without_its_verifier_is_worth_nothing(browser: Browser, discord_server: DiscordServer) -> None:
    discord_server.oauth.visitor = discord_server.person("Malon").account
    stolen = await browser.go_to_discord()
    await browser.go_to_discord()
    code = parse_qs(urlsplit(stolen.headers["location"]).query)["code"][0]
    own_state = parse_qs(urlsplit((await browser.go_to_discord()).headers["location"]).query)["state"][0]
    answer = await browser.site.get(CALLBACK, params={"code": code, "state": own_state})
    assert answer.headers["location"] == "/sign-in?problem=unavailable"
    assert browser.session is None


async def test_somebody_who_says_no_is_not_signed_in(browser: Browser) -> None:
    answer = await browser.sign_in(None)
    assert answer.headers["location"] == "/sign-in?problem=denied"
    assert browser.session is None


@pytest.mark.parametrize("path", ["/oauth2/token", "/users/@me$", "/users/@me/guilds"])
@pytest.mark.parametrize("trouble", [Trouble.UNAVAILABLE, Trouble.RESET, Trouble.BLOCKED])
async def test_discord_being_away_is_said_and_leaves_nobody_half_signed_in(
    browser: Browser, discord_server: DiscordServer, path: str, trouble: Trouble
) -> None:
    discord_server.faults.plan(trouble, path=path)
    malon = discord_server.person("Malon")
    answer = await browser.sign_in(malon)
    assert answer.headers["location"] == "/sign-in?problem=unavailable"
    assert browser.session is None
    assert await UserSession.all().count() == 0
    assert (await browser.sign_in(malon)).headers["location"] == "/"


@pytest.mark.parametrize("target", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", ""])
async def test_nobody_is_sent_elsewhere_after_the_sign_in(
    browser: Browser, discord_server: DiscordServer, target: str
) -> None:
    assert (await browser.sign_in(discord_server.person("Malon"), target)).headers["location"] == "/"


async def test_only_servers_that_the_person_may_manage_are_remembered(
    browser: Browser, discord_server: DiscordServer
) -> None:
    world = discord_server.world
    malon = discord_server.person("Malon")
    own = world.add_guild("Own", owner=malon.account, bot_permissions=0)
    managed = world.add_guild("Managed", owner=world.bot, bot_permissions=0)
    world.join(managed, malon.account, world.add_role(managed, "Mods", bit("manage_guild")))
    world.join(world.add_guild("Visited", owner=world.bot, bot_permissions=0), malon.account)
    await browser.sign_in(malon)
    rows = await UserDiscordServer.all().order_by("guild_id").values_list("guild_id", "name")
    assert rows == [(own.id, "Own"), (managed.id, "Managed")]

    managed.members[malon.id].clear()
    await browser.sign_in(malon)
    assert [row.name for row in await UserDiscordServer.all()] == ["Own"]


async def test_a_hostile_name_is_cleaned(browser: Browser, community: Community, discord_server: DiscordServer) -> None:
    await browser.sign_in(discord_server.person("\u202eevil\u0000" + "x" * 200))
    session = await community.container.identity.find_session(browser.session)
    assert session is not None
    viewer = session.user
    assert viewer.name.startswith("evilxxx")
    assert len(viewer.name) <= 80
    await browser.sign_in(discord_server.person("\u202e"))
    session = await community.container.identity.find_session(browser.session)
    assert session is not None
    viewer = session.user
    assert viewer.name == "Unnamed"


async def test_garbage_codes_under_one_cookie_ask_discord_once(browser: Browser, discord_server: DiscordServer) -> None:
    """Each question to Discord is made with the product's own secret, so a way there leads back once."""
    discord_server.oauth.visitor = discord_server.person("Malon").account
    started = await browser.site.get(START)
    state = parse_qs(urlsplit(started.headers["location"]).query)["state"][0]
    cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in browser.site.cookies.items())}
    before = len(discord_server.requests)
    answers = [
        await browser.site.get(CALLBACK, params={"state": state, "code": f"garbage{number}"}, headers=cookie)
        for number in range(15)
    ]
    assert len(discord_server.requests) - before == 1
    places = [answer.headers["location"] for answer in answers]
    assert places == ["/sign-in?problem=unavailable", *["/sign-in?problem=expired"] * 14]


@on_postgres_and_slowly_on_sqlite
async def test_a_way_back_is_taken_once_even_by_two_requests_at_the_same_moment(
    browser: Browser, community: Community
) -> None:
    ends_at = community.clock.now() + timedelta(minutes=10)
    identity = community.container.identity
    taken = await asyncio.gather(*[identity.use_sign_in("one state", ends_at) for _ in range(5)])
    assert sorted(taken) == [False, False, False, False, True]


async def test_an_address_signs_in_only_so_often(browser: Browser, community: Community) -> None:
    answers = [await browser.site.get(CALLBACK, params={"state": "x", "code": "y"}) for _ in range(30)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [429] * 10
    assert int(answers[-1].headers["retry-after"]) == 6
    assert "Too many sign-ins" in answers[-1].text
    assert (await browser.site.get(START)).status_code == 429
    await community.clock.advance(timedelta(minutes=2))
    assert (await browser.site.get(START)).status_code == 303


async def test_a_sign_in_while_another_process_holds_the_database_can_be_tried_again(
    sqlite_database_url: str, discord_server: DiscordServer
) -> None:
    database = await Database.open(f"{sqlite_database_url}?busy_timeout=200")
    try:
        here = await found_community(discord_server.clock, settings=discord_settings(discord_server))  # type: ignore[arg-type]
        app = FastAPI()
        app.include_router(sign_in_routes(here.container))
        visitor = Browser(app, discord_server)
        malon = discord_server.person("Malon")
        discord_server.oauth.visitor = malon.account
        on_the_way = await visitor.go_to_discord("/notifications")
        with closing(sqlite3.connect(sqlite_address(sqlite_database_url).path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = await visitor.come_back(on_the_way)
        assert refused.headers["location"] == "/sign-in?problem=unavailable"
        assert visitor.session is None
        assert (await visitor.sign_in(malon, "/notifications")).headers["location"] == "/notifications"
        assert visitor.session is not None
        await visitor.close()
    finally:
        await database.close()
