"""What holds for every page: it fits, it is usable without a mouse or eyes, and its console is silent."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

from application.container import build_container
from application.database import Database
from application.domain.messages.mail import number_of
from application.domain.operations.importing.outcome import ImportStatus
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.private_keys import PrivateKeys
from application.repositories.people.user_repository import UserRepository
from application.services.people.invite_service import NewInvite
from models.async_tournament import AsyncTournamentRace
from models.imported import Import
from models.supervision import AlertAddress
from models.user import User
from tests.support.browser import DESKTOP, PHONE, Chromium
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.site import every_page

OTHER_WIDTHS = (600, 768, 820, 1024, 1100, 2560)


@pytest_asyncio.fixture(loop_scope="session")
async def community(sqlite_database: Database, clock: ManualClock) -> Community:
    """A community whose admin is the site's administrator, too, before whom no page is closed."""
    made = await found_community(clock)
    administrator = (await User.get(id=made.admin.actor.user_id)).discord_id
    settings = made.container.settings.model_copy(update={"site_admin_discord_ids": (administrator,)})
    made.container = build_container(settings, clock=clock, rooms=made.rooms, bus=made.container.bus)
    return made


async def populated(community: Community) -> list[str]:
    """Make a community in which every page has something to show, and return their addresses."""
    tournament = await community.add_tournament(description="Two pools.\nBest runs count.")
    pool = await community.add_pool(tournament, "A pool with a rather long name for a phone", live=4)
    players = [await community.add_player(f"Thunderbirdracer{number} of Kakariko") for number in range(3)]
    ids = [await community.racetime_id_of(player) for player in players]
    done = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(done.id)
    room.join(*ids, "stranger")
    await community.hear(done.id, room)
    await community.advance_to(done.locks_at)
    room.start()
    await community.clock.advance(timedelta(hours=2))
    room.finish(ids[0], timedelta(minutes=70))
    room.finish("stranger", timedelta(minutes=60))
    room.disqualify(ids[1])
    room.forfeit(ids[2])
    await community.hear(done.id, room)
    waiting = (
        await community.schedule(tournament, pool, match_title="A title that is much longer than it ought to be")
    ).summary
    gone = (await community.schedule(tournament, pool, ahead=timedelta(days=2))).summary
    await community.container.live_races.cancel_live_race(community.admin, gone.id, "Nobody has time")
    await UserRepository(community.clock).create("Saria", is_demo=True)
    invite = await community.container.invites.create_invite(community.admin, NewInvite("A label"))
    webhook, _ = await community.add_webhook()
    moved = await _moved_in(community)
    run = await AsyncTournamentRace.filter(user_id=players[0]).get()
    pages = every_page(
        slug="hyrule",
        tournament_id=tournament,
        pool_id=pool,
        permalink_id=run.permalink_id,
        run_id=run.id,
        user_id=players[0],
        other_id=players[1],
        live_race_id=done.id,
        webhook_id=webhook,
        import_id=moved.id,
        token=invite.token,
        key=await community.container.overlays.find_key(community.admin, done.id),
    )
    preview = f"/people?kept={players[0]}&gone={players[1]}"
    pages = [page for page in pages if not page.startswith("/alert-address/")]
    pages.append(await _asked_for_alerts(community))
    return [*pages, "/people?search=player", preview, f"/live-races/{waiting.id}", f"/live-races/{gone.id}"]


async def _asked_for_alerts(community: Community) -> str:
    """Return the page of an address, whose key no other page takes."""
    address = "zelda@castle.test"
    await AlertAddress.create(organization_id=community.organization_id, address=address)
    keys = PrivateKeys(community.container.settings, "address")
    return f"/alert-address/{keys.key_of(community.organization_id, number_of(address))}"


async def _moved_in(community: Community) -> Import:
    now = community.clock.now()
    return await Import.create(
        organization_id=community.organization_id,
        source="sahasrahbot",
        status=ImportStatus.DONE,
        file_sha256="0123456789abcdef" * 4,
        actor_name="Zelda",
        counts={"runs": 72_000, "people": 300},
        report=f"Import from SahasrahBot\nRows read: {', '.join(f'asynctournament{n} 1' for n in range(12))}",
        started_at=now,
        heard_at=now,
        ended_at=now,
    )


@pytest.mark.parametrize(
    ("size", "dark"),
    [
        pytest.param(PHONE, False, id="light phone", marks=pytest.mark.slow),
        pytest.param(DESKTOP, True, id="dark desktop", marks=pytest.mark.slow),
    ],
)
async def test_every_page_fits_and_is_accessible(
    chromium: Chromium, community: Community, size: tuple[int, int], dark: bool
) -> None:
    addresses = await populated(community)
    problems: dict[str, object] = {}
    async with chromium.tab(community.admin.actor.user_id, size=size, dark=dark) as tab:
        for address in addresses:
            page = await tab.open(address)
            await expect(page.locator("h1")).to_have_count(1)
            found = await tab.accessibility_problems()
            if found:
                problems[address] = found
            for width in (size[0], *(OTHER_WIDTHS if size == DESKTOP else ())):
                if width != size[0]:
                    await page.set_viewport_size({"width": width, "height": size[1]})
                if (too_wide := await tab.overflow()) > 0:
                    problems[f"{address} at {width} px"] = f"{too_wide} px too wide"
                if scrolled := await tab.scrolled_tables():
                    problems[f"{address} at {width} px: tables"] = scrolled
                if size == DESKTOP and (broken := await tab.broken_words()):
                    problems[f"{address} at {width} px: words"] = broken
            if size == DESKTOP:
                await page.set_viewport_size({"width": size[0], "height": size[1]})
    assert problems == {}


@pytest.mark.slow
async def test_the_open_dialog_is_accessible_and_keeps_the_keyboard(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    await community.add_pool(tournament)
    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        await page.get_by_test_id("schedule").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_label("Title")).to_be_focused()
        assert await tab.accessibility_problems() == []
        await page.get_by_test_id("dialog").get_by_test_id("submit").click()
        await expect(page.locator("[aria-invalid=true]").first).to_be_focused()
        assert await tab.accessibility_problems() == []
        await page.keyboard.press("Escape")
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
        await expect(page.get_by_test_id("schedule")).to_be_focused()


@pytest.mark.slow
async def test_what_was_done_is_said_on_the_next_page_too_until_the_reader_goes_on(
    chromium: Chromium, community: Community
) -> None:
    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab:
        await tab.page.clock.install()
        page = await tab.open("/account")
        await page.get_by_test_id("edit-name").click()
        await page.get_by_label("Name", exact=True).fill("Princess Zelda")
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("own-name")).to_have_text("Princess Zelda")
        said = page.locator(".notice")
        await expect(said).to_contain_text("Your name is saved.")
        assert await tab.accessibility_problems() == []
        await page.keyboard.press("Tab")
        await expect(said).to_be_visible()
        await page.clock.fast_forward(60_000)
        await expect(said).to_be_visible()
        await page.keyboard.press("Tab")
        await expect(said).to_have_count(0)


@pytest.mark.slow
async def test_every_link_of_an_organization_is_in_reach_at_every_width(
    chromium: Chromium, community: Community
) -> None:
    renamed = OrganizationChanges(name="The Community of All Who Race Randomized Adventures at Night")
    await community.container.organizations.update_organization(community.admin, renamed)
    await community.finish_run(
        await community.add_player(), await community.add_pool(await community.add_tournament(), ordinary=1)
    )
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open("/organizations/hyrule")
        links = page.get_by_role("navigation", name="The Community of All").get_by_role("link")
        await expect(links).to_have_count(9)
        for width in (768, 820, 1024, 1280, 1440, 1920):
            await page.set_viewport_size({"width": width, "height": 900})
            assert await tab.overflow() <= 0
            for shown in await links.all():
                await expect(shown).to_be_in_viewport(ratio=1)
        for width, height in (PHONE, (720, 450), (640, 360)):  # the last two are what a desktop has at 200 % zoom
            await page.set_viewport_size({"width": width, "height": height})
            await expect(links).to_have_count(0)
            heading = await page.get_by_role("heading", level=1).bounding_box()
            assert heading is not None
            assert heading["y"] < height / 3
        await page.get_by_role("button", name="Menu (1 thing waiting)").click()
        await expect(links).to_have_count(9)
        assert await tab.accessibility_problems() == []
        await expect(page.get_by_role("link", name="Review (1 run waiting)")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(links).to_have_count(0)


async def test_a_newcomer_signs_in_as_somebody_and_out_again(chromium: Chromium, community: Community) -> None:
    await UserRepository(community.clock).create("Saria", is_demo=True)
    async with chromium.tab(None, size=PHONE) as tab:
        page = await tab.open("/")
        await page.get_by_role("link", name="Sign in").first.click()
        await page.get_by_role("button", name="Saria").click()
        await expect(page.get_by_role("heading", name="Hello, Saria")).to_be_visible()
        await page.get_by_test_id("user-menu").locator("summary").click()
        await page.get_by_test_id("sign-out").click()
        await expect(page.get_by_role("heading", name="Watch communities race")).to_be_visible()
        await page.goto(f"{chromium.address}/account")
        await expect(page).to_have_url(f"{chromium.address}/sign-in?next=/account")


@pytest.mark.slow
async def test_times_follow_the_zone_that_the_viewer_chooses(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    async with chromium.tab(await community.add_player("Link"), size=PHONE) as tab:
        page = await tab.open("/organizations/hyrule/schedule")
        await page.get_by_label("Time zone").select_option("Asia/Tokyo")
        there = race.summary.scheduled_at.astimezone(ZoneInfo("Asia/Tokyo"))
        await expect(page.get_by_test_id("race").first).to_contain_text(f"{there:%H:%M} GMT+9")
        await tab.open(f"/live-races/{race.summary.id}")
        await expect(page.get_by_test_id("hero")).to_contain_text(f"{there:%H:%M} GMT+9")


async def test_times_are_in_utc_for_a_browser_that_does_not_know_its_zone(
    chromium: Chromium, community: Community
) -> None:
    await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    async with chromium.tab(community.admin.actor.user_id, zone="Etc/Unknown") as tab:
        page = await tab.open("/organizations/hyrule/schedule")
        await expect(page.get_by_test_id("race").first).to_contain_text("UTC")
        await expect(page.locator("zone-note").first).to_contain_text("Times are in UTC (UTC")
