"""A community on a fresh database, and people with simulated browsers."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from application.database import Database
from application.domain.ids import UserId
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.site import Visitor, visiting

Visit = Callable[[UserId | None], AbstractAsyncContextManager[Visitor]]


@pytest.fixture
async def community(sqlite_database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)


@pytest.fixture
def visit(community: Community, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open a simulated browser, signed in as somebody, or as a stranger for None."""
    return lambda user_id: visiting(community.container, monkeypatch, user_id=user_id)
