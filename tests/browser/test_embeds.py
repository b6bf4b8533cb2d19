"""A page of another site with an embed in it, made by copying what a public page hands out."""

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.async_api import expect

from tests.support.browser import PHONE, Chromium
from tests.support.community import Community
from tests.support.site import served
from tests.views.public.test_public_races import Night


def fan_site(markup: str) -> FastAPI:
    site = FastAPI()
    page = f'<!doctype html><html lang="en"><title>A fan page</title><link rel="icon" href="data:,">{markup}'
    site.add_api_route("/", lambda: page, response_class=HTMLResponse)
    return site


@pytest.mark.slow
async def test_an_embed_on_another_site_moves_and_is_as_high_as_its_content(
    community: Community, chromium: Chromium
) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    async with chromium.tab(None, size=PHONE) as tab:
        page = await tab.open(night.path)
        await page.get_by_text("Embed", exact=True).click()
        code = await page.get_by_test_id("embed-code").locator("code").inner_text()
        assert await tab.overflow() <= 0
        assert await tab.accessibility_problems() == []
        own = code.replace(community.container.links.base_url, tab.address)
        looks = own.replace(f"/embed{night.path}", f"/embed{night.path}?theme=dark&amp;accent=ff8800")
        async with served(fan_site(looks)) as address:
            await page.goto(address)
            frame = page.frame_locator("iframe")
            await expect(frame.locator("[data-live]")).to_have_text("Up to date")
            await night.start(room)
            await expect(frame.get_by_test_id("hero")).to_contain_text("0 of 4 finished")
            content = frame.locator("html")
            height = await content.evaluate("(html) => Math.ceil(html.getBoundingClientRect().height)")
            await expect(page.locator("iframe")).to_have_css("height", f"{height}px")
            assert await content.evaluate("(html) => html.scrollWidth - innerWidth") <= 0
            look = "(html) => [getComputedStyle(html).colorScheme, getComputedStyle(html).getPropertyValue('--accent')]"
            assert await content.evaluate(look) == ["dark", "#ff8800"]
