"""A community on a fresh database, its pages on loopback, and a Chromium."""

from collections.abc import AsyncIterator

import pytest

from application.database import Database
from tests.support.browser import Chromium, browsing
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


@pytest.fixture
async def community(sqlite_database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)


@pytest.fixture
async def chromium(community: Community) -> AsyncIterator[Chromium]:
    async with browsing(community) as running:
        yield running
