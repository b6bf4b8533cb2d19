"""The demo is a nicety: whatever people did to it, the product starts and shows a race."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from application.container import Container
from application.context import OrgContext
from application.domain.clock import SystemClock
from application.domain.ids import OrganizationId
from application.domain.live_races.live_race import OPENING_GRACE, LiveRaceStatus
from application.domain.permissions import Role
from application.services.live_races.opening import OpeningOutcome
from application.services.tournaments.async_tournament_service import TournamentChanges
from application.settings import Settings
from installation.commands import _demo
from installation.rehearsing import ensure_demo, offer_demo, rehearsing, start_demo_race
from installation.wiring import installed
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE
from tests.support.databases import PrivatePostgres
from tests.support.product import PATIENCE, serving, until

Deed = Callable[[Container, OrgContext], Awaitable[object]]


async def nothing(_: Container, __: OrgContext) -> None:
    """Leave it as it is."""


async def close_all(container: Container, ctx: OrgContext) -> None:
    for tournament in await container.tournaments.list_tournaments(ctx):
        await container.tournaments.close_tournament(ctx, tournament.id)


async def rename(container: Container, ctx: OrgContext) -> None:
    await _change(container, ctx, TournamentChanges(name="Our own"))


async def race_something_else(container: Container, ctx: OrgContext) -> None:
    await _change(container, ctx, TournamentChanges(racetime_goal="A goal that nobody knows"))


async def use_up_the_names(container: Container, ctx: OrgContext) -> None:
    """Close the tournament and its successor, and leave no name of a pool for the one after."""
    await close_all(container, ctx)
    await start_demo_race(container)
    (race,) = await container.live_races.list_scheduled_races(ctx)
    await container.live_races.cancel_live_race(ctx, race.id)
    await close_all(container, ctx)


async def remove_everybody(container: Container, ctx: OrgContext) -> None:
    for member in (await container.organizations.list_members(ctx)).items:
        if Role.ADMIN not in member.roles:
            await container.organizations.remove_member(ctx, member.user_id)


async def _change(container: Container, ctx: OrgContext, changes: TournamentChanges) -> None:
    (tournament,) = await container.tournaments.list_tournaments(ctx)
    await container.tournaments.update_tournament(ctx, tournament.id, changes)


@pytest.mark.parametrize("deed", [nothing, close_all, rename, race_something_else, use_up_the_names, remove_everybody])
async def test_there_is_a_new_race_whatever_people_did_to_the_demo(
    sqlite_database_url: str, caplog: pytest.LogCaptureFixture, deed: Deed
) -> None:
    async with _opened(sqlite_database_url) as container:
        await ensure_demo(container)
        await deed(container, container.access.as_system(OrganizationId(1)))
    await _demand_race_at_a_start_here(sqlite_database_url, caplog)


@pytest.mark.parametrize(
    "settings",
    [
        {"racetime_url": NOWHERE},
        {
            "racetime_bot_category": "alttpr",
            "racetime_bot_client_id": "configured",
            "racetime_bot_client_secret": "secret",
        },
    ],
)
async def test_people_can_be_chosen_where_another_server_takes_the_place_of_the_rehearsal(
    sqlite_database_url: str, settings: dict[str, str]
) -> None:
    chosen = Settings.model_validate({"database_url": sqlite_database_url, **settings})
    said = await _demo(chosen, argparse.Namespace())
    assert said == "The demo community is ready."
    async with _opened(sqlite_database_url) as container:
        assert len(await container.identity.list_demo_users()) > 3
        ctx = container.access.as_system(OrganizationId(1))
        assert await container.bots.list_bots(ctx) == (), "no other server knows the rehearsal's"
    async with _opened(sqlite_database_url) as container:
        assert await ensure_demo(container) is False
        assert len(await container.bots.list_bots(ctx)) == 1
        await start_demo_race(container)


async def test_the_configured_bot_is_taken_once_there_is_an_organization(sqlite_database_url: str) -> None:
    settings = Settings(
        database_url=sqlite_database_url,
        racetime_url=NOWHERE,
        racetime_bot_category="alttpr",
        racetime_bot_client_id="configured",
        racetime_bot_client_secret="secret",  # nobody's
    )
    async with installed(settings) as installation, installation.working():
        container = installation.container
        assert not await container.bots.adopt_configured_bot("alttpr", "configured", "secret")
        organization = await container.organizations.create_organization("hyrule", "Hyrule", admin=None)
        ctx = container.access.as_system(organization.id)
        await until(lambda: container.bots.list_bots(ctx))


async def test_the_race_of_every_start_gets_a_room_that_no_start_before_had(sqlite_database_url: str) -> None:
    settings = Settings(database_url=sqlite_database_url)
    opened = set()
    for _ in range(2):
        async with (
            rehearsing(settings, 0) as rehearsal,
            installed(settings, rehearsal=rehearsal) as installation,
        ):
            container = installation.container
            await ensure_demo(container)
            race_id = await start_demo_race(container)
            assert await container.live_races.open_race_room(race_id) is OpeningOutcome.OPENED
            ctx = container.access.as_system(OrganizationId(1))
            opened.add((await container.live_races.get_live_race(ctx, race_id)).summary.racetime_slug)
    assert len(opened - {None}) == 2


async def test_the_seed_of_a_demo_race_is_made_by_the_rehearsal_at_its_lock(sqlite_database_url: str) -> None:
    settings = Settings(database_url=sqlite_database_url)
    async with (
        rehearsing(settings, 0) as rehearsal,
        installed(settings, rehearsal=rehearsal) as installation,
    ):
        container = installation.container
        await ensure_demo(container)
        race_id = await start_demo_race(container)
        await container.live_races.open_race_room(race_id)
        ctx = container.access.as_system(OrganizationId(1))
        locked = await container.live_races.lock_race_now(ctx, race_id)
        assert rehearsal is not None
        assert (locked.summary.seed.url or "").startswith(f"{rehearsal.url}/rehearsal/seeds/")
        assert len((locked.summary.seed.notes or "").split("/")) == 5


@pytest.mark.slow
async def test_the_product_starts_with_a_new_race_after_the_demo_was_closed(
    tmp_path: Path, sqlite_database_url: str
) -> None:
    async with _opened(sqlite_database_url) as container:
        await ensure_demo(container)
        await close_all(container, container.access.as_system(OrganizationId(1)))
    await _demand_race_at_a_start(tmp_path, sqlite_database_url)


async def test_a_demo_race_whose_time_passed_while_the_product_was_away_is_no_race_under_way(
    sqlite_database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = sqlite_database_url
    before = SystemClock().now() - OPENING_GRACE - timedelta(minutes=5)
    async with _opened(url, ManualClock(before)) as container:
        await ensure_demo(container)
        await start_demo_race(container)
    await _demand_race_at_a_start_here(url, caplog)


@pytest.mark.slow
async def test_a_kill_after_the_first_step_leaves_a_demo_that_the_next_start_completes(
    tmp_path: Path, sqlite_database_url: str
) -> None:
    async with _opened(sqlite_database_url) as container:
        await container.organizations.create_organization("lost-woods", "Lost Woods League", admin=None)
    await _demand_race_at_a_start(tmp_path, sqlite_database_url)


@pytest.mark.slow
async def test_an_organization_of_the_same_name_keeps_nobody_from_starting(
    tmp_path: Path, sqlite_database_url: str
) -> None:
    url = sqlite_database_url
    async with _opened(url) as container:
        await container.organizations.create_organization("others", "Lost Woods League", admin=None)
    async with (
        serving(tmp_path, {"DATABASE_URL": url}) as product,
        httpx.AsyncClient(base_url=product.url, verify=authorities()) as browser,
    ):
        assert (await browser.get("/health/ready")).status_code == 200
    assert any("There is no new demo race: " in line for line in product.log)


@pytest.mark.slow
async def test_two_processes_that_start_at_once_both_serve_one_demo(tmp_path: Path, postgres: PrivatePostgres) -> None:
    url = postgres.create_empty()
    settings = {"DATABASE_URL": url, "DEMO_SEASON": "true"}

    async def start() -> None:
        async with (
            serving(tmp_path, settings) as product,
            httpx.AsyncClient(base_url=product.url, verify=authorities(), timeout=PATIENCE) as browser,
        ):
            assert (await browser.get("/health/ready")).status_code == 200

    await asyncio.gather(start(), start())
    async with _opened(url) as container:
        names = [person.user.name for person in await container.identity.list_demo_users()]
        ctx = container.access.as_system(OrganizationId(1))
        assert len(names) == len(set(names)) > 3
        assert len(await container.tournaments.list_tournaments(ctx)) == 3


@asynccontextmanager
async def _opened(url: str, clock: ManualClock | None = None) -> AsyncIterator[Container]:
    async with installed(Settings(database_url=url, racetime_url=NOWHERE), clock=clock) as installation:
        yield installation.container


async def _demand_race_at_a_start_here(url: str, log: pytest.LogCaptureFixture) -> None:
    """Take the steps of a start in this process, because a new one takes seconds to import everything."""
    settings = Settings(database_url=url)
    async with (
        rehearsing(settings, 0) as rehearsal,
        installed(settings, rehearsal=rehearsal) as installation,
    ):
        await offer_demo(ensure_demo(installation.container))
        await offer_demo(start_demo_race(installation.container))
        await _demand_one_fresh_race(installation.container)
    assert "There is no new demo race" not in log.text


async def _demand_race_at_a_start(folder: Path, url: str) -> None:
    async with (
        serving(folder, {"DATABASE_URL": url}) as product,
        httpx.AsyncClient(base_url=product.url, verify=authorities()) as browser,
    ):
        assert '"name":"user_id"' in (await browser.get("/sign-in")).text
        async with _opened(url) as container:
            await _demand_one_fresh_race(container)
        assert not [line for line in product.log if "There is no new demo race" in line]


async def _demand_one_fresh_race(container: Container) -> None:
    now = SystemClock().now()
    races = await container.live_races.list_scheduled_races(container.access.as_system(OrganizationId(1)))
    fresh = [race for race in races if race.scheduled_at > now and race.status is not LiveRaceStatus.CANCELLED]
    assert len(fresh) == 1
