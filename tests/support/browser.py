"""A real browser on the product's pages: Chromium, on a phone and on a desktop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.async_playwright import Axe
from fastapi import FastAPI
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

from application.domain.ids import UserId
from application.services.people.identity_service import SESSION_COOKIE
from tests.support.chromium import launch_arguments, require_chromium
from tests.support.community import Community
from tests.support.site import mounted_site, served

PHONE = (390, 844)
TABLET = (820, 1180)
DESKTOP = (1440, 900)
SIZES = {"phone": PHONE, "desktop": DESKTOP}
on_each_size = pytest.mark.parametrize(
    "size", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.slow)]
)
ZONE = "Europe/Berlin"
_QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
)
_PATIENCE_MILLISECONDS = 60_000
_VIOLATIONS = """
axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"],
    preload: false,  // half of the time, for the one rule that listens to sound
}).then((result) => result.violations)
"""

_LISTENING = """
(patience) => new Promise((done, failed) => {
    const until = performance.now() + patience;
    const look = () => {
        const moves = document.querySelector("#app, [data-events]:not([data-events=''])");
        const hears = document.querySelector("[data-live]")?.textContent === "Up to date";
        const listens = !moves || window.did_handshake === true || hears;
        if (listens) done();
        else if (performance.now() < until) setTimeout(look, 20);
        else failed(new Error(`${location} never listened`));
    };
    look();
})
"""
"""A page of the page framework listens once it has its socket, a public one once it hears what changes; one that
never moves has nothing to hear.

Waited for in one evaluation: what a page itself would have to evaluate again is forbidden on public ones.
"""

_BROKEN_WORDS = """
() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    const broken = new Set();
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (!text.parentElement.checkVisibility() || text.parentElement.closest("code, .visually-hidden")) continue;
        for (const piece of text.data.matchAll(/\\S+/g)) {
            if (piece[0].length > 24) continue;
            for (const word of piece[0].matchAll(/[\\p{L}\\p{N}]+/gu)) {
                const start = piece.index + word.index;
                range.setStart(text, start);
                range.setEnd(text, start + word[0].length);
                const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
                if (lines.size > 1) broken.add(`${word[0]} in ${text.data}`);
            }
        }
    }
    return [...broken];
}
"""
"""What is so long that it can't stay whole on a phone, like an address, may be broken."""

expect.set_options(timeout=_PATIENCE_MILLISECONDS)


@dataclass
class Tab:
    """One open tab, which remembers what went wrong in it."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str) -> Page:
        """Go to a page and wait until it listens."""
        await self.page.goto(self.address + path)
        await self.page.evaluate(_LISTENING, _PATIENCE_MILLISECONDS)
        return self.page

    async def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    async def scrolled_tables(self) -> list[str]:
        """Which tables don't fit where they stand, each with the width that it wants and has."""
        wide = """(around) => around
            .filter((each) => each.scrollWidth > each.clientWidth)
            .map((each) => `${each.scrollWidth} > ${each.clientWidth}: ${each.innerText}`)"""
        found: list[str] = await self.page.locator(".table-scroll, .card--flush:has(.table)").evaluate_all(wide)
        return found

    async def broken_words(self) -> list[str]:
        """Which words of the page begin on one line and end on another."""
        found: list[str] = await self.page.evaluate(_BROKEN_WORDS)
        return found

    async def accessibility_problems(self) -> list[str]:
        """What axe finds fault with, by the rules of WCAG 2.2 AA, one line each."""
        await self.page.evaluate(Axe().axe_script)
        found = await self.page.evaluate(_VIOLATIONS)
        return [f"{violation['id']}: {node['html'][:200]}" for violation in found for node in violation["nodes"]]

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@dataclass
class Chromium:
    """A running browser and the address of the product."""

    browser: Browser
    address: str
    community: Community

    @asynccontextmanager
    async def tab(
        self, user_id: UserId | None, *, size: tuple[int, int] = DESKTOP, dark: bool = False, zone: str = ZONE
    ) -> AsyncIterator[Tab]:
        """Open a tab as somebody, or as a stranger for None; fails at the end if its console had complaints."""
        width, height = size
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            timezone_id=zone,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE_MILLISECONDS)
        try:
            if user_id is not None:
                await self._sign_in(context, user_id)
            page = await context.new_page()
            tab = Tab(page, self.address)
            page.on("console", tab.hear)
            page.on("pageerror", lambda error: tab.complaints.append(str(error)))
            yield tab
            assert tab.complaints == []
        finally:
            await context.close()

    async def _sign_in(self, context: BrowserContext, user_id: UserId) -> None:
        token = await self.community.container.identity.open_session(user_id)
        await context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.address}])


@asynccontextmanager
async def started() -> AsyncIterator[Browser]:
    """Start a Chromium, which costs more than most of what is done with it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=require_chromium(), args=[*launch_arguments(), *_QUIET]
        )
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def browsing(browser: Browser, community: Community) -> AsyncIterator[Chromium]:
    """Serve the product's pages on loopback for a running browser."""
    async with mounted_site(community.container) as app, browsing_on(app, browser, community) as chromium:
        yield chromium


@asynccontextmanager
async def browsing_on(app: FastAPI, browser: Browser, community: Community) -> AsyncIterator[Chromium]:
    """Serve an application on loopback for a running browser."""
    async with served(app) as address:
        yield Chromium(browser, address, community)
