"""What every page knows about the installation that it is part of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from application.container import Container
from application.domain.ids import LiveRaceId
from views.live_pages import LivePages


@dataclass(frozen=True, slots=True)
class SiteFacts:
    container: Container
    rehearsal_url: str | None
    """The address of the rehearsal server's pages, while one takes racetime.gg's place."""
    start_demo_race: Callable[[], Awaitable[LiveRaceId]] | None
    """Schedules a demo race that begins at once; None where there is no demo community."""
    static_version: str
    pages: LivePages
