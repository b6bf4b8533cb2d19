"""The bell in the top bar: how many notifications wait to be read. It rings by itself."""

from application.domain.events import Event
from application.domain.events.messages import NotificationsChangedEvent
from components.live_refresh import Fragment, keep_fresh
from components.markup import keep_focus, link, put_icon, test_id, text
from views.page_request import PageRequest

MOST_SHOWN = 99


def bell(request: PageRequest) -> None:
    """Draw the bell of the signed-in viewer."""
    viewer = request.demand_viewer().id
    shown = Fragment(_draw)
    shown.show(request.unread)

    async def refresh() -> None:
        shown.show(await request.container.notifications.count_own(viewer))

    def concerns(event: Event) -> bool:
        return isinstance(event, NotificationsChangedEvent) and event.about.user_id == viewer

    keep_fresh(request.container.bus, refresh, concerns=concerns, is_aside=True)


def _draw(unread: int) -> None:
    with keep_focus(test_id(link("", "/notifications", "bell"), "bell"), "bell"):
        put_icon("bell")
        text(f"Notifications, {unread} unread" if unread else "Notifications", "visually-hidden", "span")
        if unread:
            badge = text(str(unread) if unread <= MOST_SHOWN else f"{MOST_SHOWN}+", "count", "span")
            badge.props["aria-hidden"] = "true"
