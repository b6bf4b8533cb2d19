"""A community on a fresh database, its pages on loopback, and a Chromium that all tests of a process share."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from application.database import Database
from tests.support.browser import Chromium, browsing, started
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with started() as running:
        yield running


@pytest.fixture
async def community(sqlite_database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)


@pytest.fixture
async def chromium(browser: Browser, community: Community) -> AsyncIterator[Chromium]:
    async with browsing(browser, community) as running:
        yield running


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A tab of somebody whom the browser doesn't know, for a product that runs as a process of its own."""
    async with await browser.new_context() as context:
        yield await context.new_page()
