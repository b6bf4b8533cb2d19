"""What every page knows about the installation that it is part of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from application.container import Container
from application.context import OrgContext
from application.domain.ids import LiveRaceId
from views.live_pages import LivePages


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The rehearsal server that takes racetime.gg's place."""

    url: str
    """Where its own pages are."""
    categories: tuple[str, ...]
    connect_bot: Callable[[OrgContext, str], Awaitable[object]]
    """Gives an organization the rehearsal's bot of a category, whose secret nobody needs to know."""
    start_demo_race: Callable[[], Awaitable[LiveRaceId]]
    """Schedules a demo race that begins at once."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    container: Container
    rehearsal: Rehearsal | None
    static_version: str
    pages: LivePages
    page_patience_seconds: float = 25.0
    """For how long a page may wait and be made before it says that it can't be had now."""
