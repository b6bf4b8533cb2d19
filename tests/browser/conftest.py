"""A community on a fresh database, its pages on loopback, and a Chromium that all tests of a process share.

What is bound to an event loop is so to the session's here, because the Chromium is.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from application.database import Database
from tests.support.browser import Chromium, browsing, started
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.guards import no_task_left


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with started() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(database_url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sqlite_database(sqlite_database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_database_url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def community(sqlite_database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)


@pytest_asyncio.fixture(loop_scope="session")
async def chromium(browser: Browser, community: Community) -> AsyncIterator[Chromium]:
    async with browsing(browser, community) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A tab of somebody whom the browser doesn't know, for a product that runs as a process of its own."""
    async with await browser.new_context() as context:
        yield await context.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def _no_task_at_the_end(browser: Browser) -> AsyncIterator[None]:
    async with no_task_left():
        yield
