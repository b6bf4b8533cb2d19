"""A page whose session has ended, in a real browser: it says so, and its connection is closed."""

import pytest
from nicegui import core
from playwright.async_api import expect

from tests.support.browser import SIZES, Chromium
from tests.support.community import Community
from tests.support.rehearsal import eventually


def open_sockets() -> int:
    return len(core.sio.eio.sockets)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
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
        await eventually(lambda: open_sockets() == 1)
        await expect(page.locator("#popup")).to_be_hidden()
        assert await tab.overflow() <= 0
        assert await tab.accessibility_problems() == []
        await page.get_by_role("link", name="Sign in", exact=True).click()
        await page.wait_for_url("**/sign-in?next=/organizations/hyrule/members")
