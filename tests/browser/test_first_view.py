"""A page on a slow line: it is read, and begun to be used, long before the page framework's scripts have come."""

import asyncio

from playwright.async_api import Route, expect

from tests.support.browser import PHONE, Chromium
from tests.support.community import Community


async def test_a_page_is_there_before_its_scripts_and_what_was_clicked_is_done_once_they_are(
    chromium: Chromium, community: Community
) -> None:
    arrived = asyncio.Event()

    async def hold_back(route: Route) -> None:
        await arrived.wait()
        await route.continue_()

    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab:
        await tab.page.route("**/quasar.umd.prod.js", hold_back)
        await tab.page.route("**/framework.css*", hold_back)
        await tab.page.goto(f"{tab.address}/organizations/hyrule/members", wait_until="commit")
        await expect(tab.page.get_by_role("heading", level=1)).to_be_visible()
        await expect(tab.page.locator("#app[data-v-app]")).to_have_count(0)
        await tab.page.get_by_test_id("add-member").click()
        before = await tab.page.get_by_role("heading", level=1).bounding_box()
        assert await tab.page.get_by_test_id("dialog").count() == 0
        arrived.set()
        await expect(tab.page.get_by_test_id("dialog")).to_be_visible()
        assert await tab.page.get_by_role("heading", level=1).bounding_box() == before, "nothing has moved"
