"""A page whose session has ended, in a real browser: it says so, and its connection is closed."""

import pytest
from nicegui import core
from playwright.async_api import expect

from tests.support.browser import SIZES, Chromium, on_each_size
from tests.support.community import Community
from tests.support.rehearsal import eventually


def open_sockets() -> int:
    return len(core.sio.eio.sockets)


@on_each_size
@pytest.mark.slow
async def test_a_page_of_a_session_that_was_ended_elsewhere_says_so_and_hangs_up(
    chromium: Chromium, community: Community, size: tuple[int, int]
) -> None:
    admin = community.admin.actor.user_id
    assert admin is not None
    async with chromium.tab(admin, size=size) as tab, chromium.tab(admin) as other:
        page = await tab.open("/organizations/hyrule/members")
        await page.get_by_test_id("add-member").click()
        await expect(page.get_by_test_id("dialog")).to_be_visible()
        await (await other.open("/account")).get_by_test_id("sign-out-everywhere").click()
        await expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
        await other.page.wait_for_url("**/sign-in?ended=sessions")
        await eventually(lambda: open_sockets() == 1)  # of the page that the other one is led to
        await expect(page.locator("#popup")).to_be_hidden()
        assert await tab.overflow() <= 0
        assert await tab.accessibility_problems() == []
        await page.get_by_role("link", name="Sign in", exact=True).click()
        await page.wait_for_url("**/sign-in?next=/organizations/hyrule/members")


@pytest.mark.slow
async def test_an_overlay_goes_blank_when_its_address_is_renewed(chromium: Chromium, community: Community) -> None:
    race = (
        await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    ).summary
    overlays = community.container.overlays
    key = await overlays.find_key(community.admin, race.id)
    assert key is not None
    async with chromium.tab(None) as tab, chromium.tab(community.admin.actor.user_id, size=SIZES["phone"]) as staff:
        page = await tab.open(f"/overlay/{key}")
        await expect(page.get_by_test_id("overlay")).to_be_visible()
        tools = await staff.open(f"/live-races/{race.id}")
        await tools.get_by_role("button", name="Overlay for streams").click()
        await tools.get_by_test_id("renew-overlay").click()
        await tools.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("overlay")).to_have_count(0)
        await expect(page.locator("#popup")).to_be_hidden()
        await expect(tools.get_by_test_id("overlay-address")).not_to_contain_text(key)
        assert await staff.overflow() <= 0
        await tools.get_by_test_id("turn-off-overlay").click()
        await tools.get_by_test_id("submit").click()
        await expect(tools.get_by_text("The overlay is off: no address shows it.")).to_be_visible()
    assert await overlays.find_key(community.admin, race.id) is None
