"""A player draws a seed and races it on a phone, across a reload and a closed laptop."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.support.browser import PHONE, Chromium
from tests.support.community import Community


@pytest.mark.slow
async def test_a_run_goes_on_over_a_reload_and_in_a_second_tab(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    await community.add_pool(tournament, live=0, ordinary=2)
    player = await community.add_player("Cuccowhisperer")
    async with chromium.tab(player, size=PHONE) as tab:
        await tab.open("/")
        assert await tab.broken_words() == []
        page = await tab.open(f"/tournaments/{tournament}")
        assert await tab.broken_words() == []
        await page.get_by_test_id("draw").click()
        await expect(page.get_by_text("Once you have drawn a seed you have 20 minutes to start")).to_be_visible()
        await page.get_by_test_id("submit").click()
        await page.wait_for_url("**/runs/*")
        await expect(page.get_by_test_id("status")).to_have_text("Drawn, not started")
        assert await tab.accessibility_problems() == []
        assert await tab.overflow() <= 0

        await page.get_by_test_id("start").click()
        await expect(page.get_by_test_id("finish")).to_be_disabled()
        await page.reload()
        await page.wait_for_function("window.did_handshake === true")
        await expect(page.get_by_text("Get ready")).to_be_visible()
        await community.clock.advance(timedelta(seconds=10))
        await expect(page.get_by_test_id("finish")).to_be_enabled()

        async with chromium.tab(player, size=PHONE) as second:
            other = await second.open(page.url.removeprefix(chromium.address))
            await community.clock.advance(timedelta(minutes=45))
            await other.get_by_test_id("finish").click()
            await expect(other.get_by_test_id("clock")).to_have_text("45:00.0")
        await expect(page.get_by_test_id("clock")).to_have_text("45:00.0")

        await page.get_by_label("VOD link").fill("https://videos.test/1")
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_text("VOD and notes are saved.")).to_be_visible()
    page_of_runs = await community.container.players.get_own_page(await community.enter(player), tournament)
    assert [run.finish_time for run in page_of_runs.runs] == [timedelta(minutes=45)]


@pytest.mark.slow
async def test_a_forfeit_is_confirmed_in_words_first(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=2)
    player = await community.add_player("Link")
    run = (await community.draw(player, pool)).summary.id
    async with chromium.tab(player, size=PHONE) as tab:
        page = await tab.open(f"/runs/{run}")
        await page.get_by_test_id("forfeit").click()
        await expect(page.get_by_text("it scores nothing and can't be undone")).to_be_visible()
        await page.get_by_test_id("dialog").get_by_test_id("submit").click()
        await expect(page.get_by_test_id("status")).to_have_text("Forfeit")
