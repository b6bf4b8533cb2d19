"""The main paths without a mouse: everything is reached with Tab, and acted on with Enter, Space and typing."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from application.domain.permissions import Role
from application.domain.runs.run import ReviewStatus, RunStatus
from tests.support.browser import Chromium
from tests.support.community import Community

_MOST_STEPS = 90


async def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the keyboard, as somebody would who sees where it is."""
    await expect(target).to_be_visible()
    for _ in range(_MOST_STEPS):
        if await target.evaluate("(element) => element === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{target} can't be reached with the keyboard")


async def press(page: Page, target: Locator) -> None:
    await reach(page, target)
    await page.keyboard.press("Enter")


@pytest.mark.slow
async def test_a_race_is_scheduled(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    await community.add_pool(tournament)
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        await press(page, page.get_by_test_id("schedule"))
        title = page.get_by_label("Title")
        await expect(title).to_be_focused()
        await page.keyboard.type("By hand")
        await reach(page, page.get_by_label("Start", exact=True))
        await page.keyboard.type(f"0704{community.clock.now().year + 1}")
        await page.keyboard.press("ArrowRight")
        await page.keyboard.type("0830PM")
        await press(page, page.get_by_test_id("dialog").get_by_test_id("submit"))
        await expect(page.get_by_test_id("race-row")).to_contain_text("By hand")
        await expect(page.get_by_test_id("race-row")).to_contain_text("20:30 CEST")


@pytest.mark.slow
async def test_who_closes_a_dialog_that_a_menu_opened_is_at_the_menu_again(
    chromium: Chromium, community: Community
) -> None:
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament))
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        menu = page.get_by_test_id("race-row").get_by_test_id("more")
        await press(page, menu)
        await press(page, page.get_by_test_id("cancel-race"))
        await expect(page.get_by_label("Reason")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(menu).to_be_focused()


@pytest.mark.slow
async def test_a_seed_is_drawn_and_its_run_finished(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament(countdown_seconds=0)
    await community.add_pool(tournament, live=0, ordinary=2)
    player = await community.add_player("Link")
    async with chromium.tab(player) as tab:
        page = await tab.open(f"/tournaments/{tournament}")
        await press(page, page.get_by_test_id("draw"))
        await press(page, page.get_by_test_id("dialog").get_by_test_id("submit"))
        await press(page, page.get_by_test_id("start"))
        await expect(page.get_by_test_id("finish")).to_be_visible()
        await community.clock.advance(timedelta(hours=1))
        await press(page, page.get_by_test_id("finish"))
        await expect(page.get_by_text("1:00:00").first).to_be_visible()
    (run,) = (await community.container.players.get_own_page(await community.enter(player), tournament)).runs
    assert run.status is RunStatus.FINISHED


@pytest.mark.slow
async def test_a_run_is_reviewed(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=2)
    run = await community.finish_run(await community.add_player("Link"), pool)
    reviewer = await community.add_player("Zelpha", roles=[Role.ASYNC_REVIEWER])
    async with chromium.tab(reviewer) as tab:
        page = await tab.open("/organizations/hyrule/review")
        await press(page, page.get_by_label("Review the run of Link in Pool A"))
        await press(page, page.get_by_test_id("claim"))
        await press(page, page.get_by_test_id("accept"))
        await expect(page.get_by_role("heading", name="Accepted by Zelpha")).to_be_visible()
    seen = await community.container.reviews.get_review(await community.enter(reviewer), run.summary.id)
    assert seen.item.run.review_status is ReviewStatus.ACCEPTED


async def test_the_first_step_of_the_keyboard_skips_the_navigation(chromium: Chromium, community: Community) -> None:
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open("/organizations/hyrule")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        await expect(page.locator("main :focus")).to_have_count(1)
