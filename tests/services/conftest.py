"""One community per test, on each engine."""

import pytest

from application.database import Database
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


@pytest.fixture
async def community(database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)
