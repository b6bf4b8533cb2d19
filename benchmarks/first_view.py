"""The first view of a page on a slow line, in Chromium with nothing kept from before."""

import asyncio
from typing import Any

from playwright.async_api import BrowserContext, async_playwright

from application.services.people.identity_service import SESSION_COOKIE
from benchmarks.measure import Figure
from benchmarks.pages import a_race, admin_of
from benchmarks.server import prepared
from tests.support.chromium import launch_arguments, require_chromium

_BYTES_A_SECOND = 50_000
_LINE = {"offline": False, "latency": 100, "downloadThroughput": _BYTES_A_SECOND, "uploadThroughput": _BYTES_A_SECOND}
_PHONE = {"width": 390, "height": 844}
_PAINTED = """
() => new Promise((done) => new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName("first-contentful-paint");
    if (paint && document.querySelector("h1")) done(paint.startTime / 1000);
}).observe({ type: "paint", buffered: true }))
"""
_MOVED = """
() => new Promise((done) => {
    let moved = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) moved += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(moved), 500);
})
"""


async def first_view() -> Figure:
    """Open members' pages over 400 kbit/s: when the heading is there, after how many bytes, and what moves later."""
    async with prepared() as ready:
        community = ready.community
        paths = (f"/live-races/{await a_race(community)}", "/organizations/hyrule/schedule")
        session = await community.container.identity.open_session(admin_of(community))
        async with ready.serving() as server, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=require_chromium(), args=launch_arguments())
            views = []
            for path in paths:
                async with await browser.new_context(viewport=_PHONE) as context:  # type: ignore[arg-type]
                    await context.add_cookies([{"name": SESSION_COOKIE, "value": session, "url": server.url}])
                    views.append(await _view(context, f"{server.url}{path}"))
            await browser.close()
    seconds, size, moved = (max(figures) for figures in zip(*views, strict=True))
    value = f"{seconds:.1f} s, {size / 1000:.0f} kB, {moved:.3f}"
    return Figure("first heading at 400 kbit/s: after, with, moved later", value, "4 s, 200 kB, 0.01")


async def _view(context: BrowserContext, address: str) -> tuple[float, int, float]:
    page = await context.new_page()
    network = await context.new_cdp_session(page)
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", _LINE)
    came = 0

    def count(part: dict[str, Any]) -> None:
        nonlocal came
        came += part["encodedDataLength"]

    network.on("Network.dataReceived", count)
    await page.goto(address, wait_until="commit")
    seconds = float(await page.evaluate(_PAINTED))
    size = came
    await page.wait_for_function("window.did_handshake === true")
    await asyncio.sleep(1)
    return seconds, size, float(await page.evaluate(_MOVED))
