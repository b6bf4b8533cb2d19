"""A real browser on the product's pages: Chromium, on a phone and on a desktop."""

import os
import socket
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.async_playwright import Axe
from fastapi import FastAPI
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

from application.domain.ids import UserId
from application.services.identity_service import SESSION_COOKIE
from tests.support.chromium import launch_arguments, require_chromium
from tests.support.community import Community
from tests.support.site import mounted_site, served

PHONE = (390, 844)
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
_PATIENCE_MILLISECONDS = 15_000
_VIOLATIONS = """
axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"],
    preload: false,  // half of the time, for the one rule that listens to sound
}).then((result) => result.violations)
"""

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
        await self.page.wait_for_function("window.did_handshake === true")
        return self.page

    async def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    async def accessibility_problems(self) -> list[str]:
        """What axe finds fault with, by the rules of WCAG 2.2 AA, one line each."""
        await self.page.evaluate(Axe().axe_script)
        found = await self.page.evaluate(_VIOLATIONS)
        return [f"{violation['id']}: {node['html'][:200]}" for violation in found for node in violation["nodes"]]

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


Look = tuple[tuple[int, int], bool, str]
"""The size of a window, whether it is dark, and the time zone."""


@dataclass
class Windows:
    """The windows of a running browser, private to whoever is lent one.

    They know what they read of the product's scripts before, and the product is always at the same port for that.
    """

    browser: Browser
    port: int
    _free: defaultdict[Look, list[BrowserContext]] = field(default_factory=lambda: defaultdict(list))

    @asynccontextmanager
    async def lend(self, look: Look) -> AsyncIterator[BrowserContext]:
        context = self._free[look].pop() if self._free[look] else await self._open(*look)
        try:
            yield context
            await self._forget(context)
        except BaseException:
            await context.close()
            raise
        self._free[look].append(context)

    async def _open(self, size: tuple[int, int], dark: bool, zone: str) -> BrowserContext:
        width, height = size
        return await self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            timezone_id=zone,
            locale="en-GB",
            reduced_motion="reduce",
        )

    async def _forget(self, context: BrowserContext) -> None:
        """Close what is open, and leave nothing of who was signed in and what was typed."""
        await context.clear_cookies()
        for page in context.pages:
            session = await context.new_cdp_session(page)
            origin = {"origin": f"http://127.0.0.1:{self.port}", "storageTypes": "local_storage,indexeddb"}
            await session.send("Storage.clearDataForOrigin", origin)
            await page.close()


@dataclass
class Chromium:
    """A running browser and the address of the product."""

    windows: Windows
    address: str
    community: Community

    @asynccontextmanager
    async def tab(
        self, user_id: UserId | None, *, size: tuple[int, int] = DESKTOP, dark: bool = False, zone: str = ZONE
    ) -> AsyncIterator[Tab]:
        """Open a tab as somebody, or as a stranger for None; fails at the end if its console had complaints."""
        async with self.windows.lend((size, dark, zone)) as context:
            if user_id is not None:
                await self._sign_in(context, user_id)
            page = await context.new_page()
            tab = Tab(page, self.address)
            page.on("console", tab.hear)
            page.on("pageerror", lambda error: tab.complaints.append(str(error)))
            yield tab
            assert tab.complaints == []

    async def _sign_in(self, context: BrowserContext, user_id: UserId) -> None:
        token = await self.community.container.identity.open_session(user_id)
        await context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.address}])


def _own_port() -> int:
    """Return a free port that stays so between two tests: the system gives those above to whoever asks for any."""
    for port in range(20_000 + os.getpid() % 9_000, 32_768):
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError("There is no free port.")


@asynccontextmanager
async def started() -> AsyncIterator[Windows]:
    """Start a Chromium, which costs more than most of what is done with it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=require_chromium(), args=[*launch_arguments(), *_QUIET]
        )
        try:
            yield Windows(browser, _own_port())
        finally:
            await browser.close()


@asynccontextmanager
async def browsing(windows: Windows, community: Community) -> AsyncIterator[Chromium]:
    """Serve the product's pages on loopback for a running browser."""
    async with mounted_site(community.container) as app, browsing_on(app, windows, community) as chromium:
        yield chromium


@asynccontextmanager
async def browsing_on(app: FastAPI, windows: Windows, community: Community) -> AsyncIterator[Chromium]:
    """Serve an application on loopback for a running browser."""
    async with served(app, windows.port) as address:
        yield Chromium(windows, address, community)
