"""The bell in the top bar: how many notifications are unread, and how many alerts open. It rings by itself."""

from dataclasses import dataclass

from application.domain.words import counted
from components.count import put_count
from components.live_refresh import Fragment, keep_fresh
from components.markup import keep_focus, link, put_icon, test_id, text
from views.concerns import notifies
from views.page_request import PageRequest


@dataclass(frozen=True, slots=True)
class _Shown:
    unread: int
    alerts: int


def bell(request: PageRequest) -> None:
    """Draw the bell of the signed-in viewer."""
    viewer = request.demand_viewer().id
    own = {organization.id for organization in request.organizations}
    shown = Fragment(_draw)
    shown.show(_Shown(request.unread, request.alerts))

    async def refresh() -> None:
        container = request.container
        shown.show(_Shown(await container.notifications.count_own(viewer), await container.alerts.count_own(viewer)))

    keep_fresh(request.container.bus, refresh, concerns=notifies(viewer, own), is_aside=True)


def _draw(shown: _Shown) -> None:
    words = ["Notifications"]
    if shown.unread:
        words.append(f"{shown.unread} unread")
    if shown.alerts:
        words.append(counted(shown.alerts, "alert"))
    with keep_focus(test_id(link("", "/notifications", "bell"), "bell"), "bell"):
        put_icon("bell")
        text(", ".join(words), "visually-hidden", "span")
        put_count(shown.unread + shown.alerts, looks="count--bad" if shown.alerts else "")
