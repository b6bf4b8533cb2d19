"""One community and its API per test."""

from collections.abc import AsyncIterator

import httpx
import pytest

from application.database import Database
from tests.support.api import Api, serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


@pytest.fixture
async def community(database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)


@pytest.fixture
async def api(community: Community) -> AsyncIterator[Api]:
    async with serving(community) as running:
        yield running


@pytest.fixture
async def admin(api: Api) -> httpx.AsyncClient:
    return await api.as_admin()
