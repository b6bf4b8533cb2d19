"""The product is restarted while somebody is typing: the page says so and comes back by itself, with what was typed."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.support.product import serving

_COMES_BACK_MILLISECONDS = 40_000


@pytest.mark.slow
async def test_what_was_typed_outlives_a_restart_and_the_page_reconnects_by_itself(page: Page, tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        port = urlsplit(product.url).port
        await page.goto(f"{product.url}/sign-in?next=/tournaments/1/live-races")
        await page.get_by_role("button", name="Saria").click()
        await page.wait_for_function("window.did_handshake === true")
        await page.get_by_test_id("schedule").click()
        await page.get_by_label("Title").fill("Typed before the restart")
        await product.stop()
        lost = page.get_by_test_id("dialog").get_by_text("Connection lost. Reconnecting… What you typed is kept.")
        await expect(lost).to_be_visible()
        await expect(lost).to_be_in_viewport(ratio=1)
    async with serving(tmp_path, port=port):
        await expect(page.get_by_test_id("dialog")).to_have_count(0, timeout=_COMES_BACK_MILLISECONDS)
        await page.wait_for_function("window.did_handshake === true")
        await page.get_by_test_id("schedule").click()
        await expect(page.get_by_label("Title")).to_have_value("Typed before the restart")
