"""Somebody without an account is given a link to a live race, and follows the evening from there."""

import re
from datetime import timedelta

from playwright.async_api import expect

from tests.support.browser import PHONE, Chromium
from tests.support.community import Community
from tests.views.public.test_public_races import Night

MINUTE = timedelta(minutes=1)


async def test_a_stranger_follows_a_race_on_a_phone_from_a_link_to_the_result(
    community: Community, chromium: Chromium
) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    async with chromium.tab(None, size=PHONE) as tab:
        page = await tab.open(night.path)
        hero, board = page.get_by_test_id("hero"), page.get_by_test_id("board-row")
        assert re.search(r"in\s(29|30)\smin", await hero.inner_text()), (
            "the server's clock holds as soon as it is known"
        )
        await expect(hero).to_contain_text("4 racers in the room")
        glance = await page.locator("#title-glance").bounding_box()
        await page.get_by_role("button", name="Hide results").click()
        await expect(board).to_have_count(4)
        await expect(board.first, "who is in the room tells no place").to_be_visible()
        await night.start(room)
        await expect(board.first).to_be_hidden()
        await page.get_by_role("button", name="Show results").click()
        await expect(hero).to_contain_text("0 of 4 finished")
        assert await page.locator("#title-glance").bounding_box() == glance
        await night.first_finishes(room)
        await expect(hero).to_contain_text("1 of 4 finished")
        await expect(board.first).to_contain_text("55:00.0")
        await expect(page.get_by_test_id("glance")).to_contain_text("Leader")
        await expect(page.get_by_test_id("next-race")).to_contain_text("Week 2")
        assert await tab.accessibility_problems() == []
        assert await tab.overflow() <= 0
        await page.get_by_role("button", name="Hide results").click()
        await night.end(room)
        await expect(page.get_by_test_id("glance")).to_contain_text("Winner")
        assert await page.evaluate("performance.getEntriesByType('navigation').length") == 1
        await page.reload()
        await expect(page.get_by_text("Times and places are hidden in this browser.")).to_be_visible()
        end = page.get_by_test_id("timeline").locator("li", has_text="Done: Results").locator("local-time").first
        for spoiler in (
            board.first,
            page.get_by_test_id("leader"),
            hero.get_by_text("won by"),
            hero.get_by_role("timer"),
            end,
        ):
            await expect(spoiler).to_be_hidden()
        assert await tab.accessibility_problems() == []
        for path in ("/", "/organizations/hyrule"):
            await tab.open(path)
            await expect(page.get_by_test_id("result")).to_have_count(1)
            await expect(page.get_by_text("Won by")).to_be_hidden()
        await tab.open(night.path)
        await page.get_by_role("button", name="Show results").click()
        await expect(board.first).to_be_visible()
        await expect(end).to_be_visible()
        await page.get_by_role("link", name="Leaderboard", exact=True).click()
        await expect(page.get_by_test_id("standing").first).to_contain_text("Anju")


async def test_the_same_is_read_without_scripts(community: Community, chromium: Chromium) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    await night.first_finishes(room)
    async with await chromium.browser.new_context(java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto(chromium.address)
        await page.get_by_role("link", name="Week 1").first.click()
        await expect(page.get_by_test_id("hero")).to_contain_text("1 of 4 finished")
        await expect(page.get_by_test_id("board-row").first).to_contain_text("55:00.0")
        await night.end(room)
        await page.reload()
        await expect(page.get_by_test_id("glance")).to_contain_text("Winner")
        await page.get_by_role("link", name="Leaderboard of Spring Qualifier").click()
        await page.get_by_label("Find a player").fill("crem")
        await page.get_by_label("Find a player").press("Enter")
        await expect(page.get_by_test_id("standing")).to_have_count(1)
