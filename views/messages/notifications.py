"""What a member was told, over all own organizations: listed, linked, and marked as read."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from application.domain.ids import NotificationId, read_id
from application.domain.words import counted
from application.page_links import OrganizationPages
from application.read_models import NotificationPage, NotificationView, OwnAlert
from components.action import on_click
from components.alerts import alert_list
from components.empty import empty
from components.help import RACE_DAY
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, element, keep_focus, link, test_id, text
from components.moment import moment
from components.table import more_rows
from views.concerns import notifies
from views.frame import HeadingRow, NavLink, frame, heading, tabs
from views.page_request import PageRequest

HOME = "/notifications"
_PAGE = 30


def address_of_preferences(slug: str) -> str:
    return f"{HOME}/{quote(slug, safe='')}"


async def notifications_heading(request: PageRequest) -> HeadingRow:
    """The title, and a tab for the preferences in each organization."""
    row = heading("Notifications", intro="What happened to your runs and races, in all your organizations.")
    own = await request.container.organizations.list_own(request.demand_viewer().id)
    links = [NavLink(f"Settings for {item.name}", address_of_preferences(item.slug)) for item in own]
    tabs((NavLink("Notifications", HOME), *links), label="Notifications", path=request.path)
    return row


async def show_notifications(request: PageRequest, before: str = "") -> None:
    viewer = request.demand_viewer().id
    last = read_id(before)
    after = NotificationId(last) if last is not None else None

    async def read() -> NotificationPage:
        return await request.container.notifications.list_own(viewer, before=after, limit=_PAGE)

    page = await read()
    alerts = await request.container.alerts.list_own(viewer)
    with frame(request, "Notifications"):
        with await notifications_heading(request):
            all_read = Section[int](lambda unread: _mark_all(request, unread))
        open_alerts = Fragment(_alerts)
        with element("card card--flush"):
            shown = Section[NotificationPage](lambda fresh: _draw(request, fresh))
        if after is not None:
            link("Back to the newest", HOME)

    def show(fresh: NotificationPage, alerts: tuple[OwnAlert, ...]) -> None:
        all_read.show(fresh.unread)
        open_alerts.show(alerts)
        shown.show(fresh)

    show(page, alerts)

    async def refresh() -> None:
        show(await read(), await request.container.alerts.list_own(viewer))

    own = {organization.id for organization in request.organizations}

    keep_fresh(request.container.bus, refresh, concerns=notifies(viewer, own))


def _alerts(own: tuple[OwnAlert, ...]) -> None:
    """What needs somebody of the staff now, organization by organization."""
    for slug, organization in sorted({(each.slug, each.organization) for each in own}):
        with test_id(element("stack stack--tight", "section"), "alerts"):
            with element("heading__row"):
                text(f"Needs attention in {organization}", tag="h2")
                link("Race night", OrganizationPages(slug).race_night)
            alert_list([each.alert for each in own if each.slug == slug])


def _mark_all(request: PageRequest, unread: int) -> None:
    with element("row"):
        text(f"{counted(unread, 'notification')} unread" if unread else "No unread notifications", "faint", "span")
        button = keep_focus(test_id(Button("Mark all as read", icon="check"), "mark-all"), "mark-all")
        if not unread:
            button.disable()
        on_click(button, _reading(request, None))


def _draw(request: PageRequest, page: NotificationPage) -> None:
    if not page.items:
        hint = "Reminders and news of races show here, and when a run is reviewed or runs out of time."
        empty("No notifications yet", hint, icon="bell", about=RACE_DAY)
        return
    with element("rows", "ul"):
        for item in page.items:
            _notification(request, item)
    if page.has_more:
        more_rows(("Older", f"{HOME}?before={page.items[-1].id}"))


def _notification(request: PageRequest, told: NotificationView) -> None:
    unread = told.read_at is None
    with test_id(element(f"row-line {'row-line--unread' if unread else ''}", "li"), "notification"):
        with element("row-line__main"):
            with element(tag="p"):
                if unread:
                    text("New ", "tag tag--first", "span")
                _sentence(told)
            with element("faint", "p"):
                text(f"{told.organization} · ", tag="span")
                moment(told.created_at)
                if told.delivery:
                    text(f" · {told.delivery}", tag="span")
        if unread:
            button = test_id(Button("Mark as read", style="quiet"), "mark-read")
            button.props["aria-label"] = f"Mark as read: {told.sentence}"
            on_click(button, _reading(request, told.id))


def _sentence(told: NotificationView) -> None:
    address = _address(told)
    if address:
        link(told.sentence, address)
    else:
        text(told.sentence, tag="span")


def _address(told: NotificationView) -> str:
    """Where it leads; its run may be gone since, which its page then says."""
    if told.run_id is not None:
        return f"/runs/{told.run_id}"
    if told.live_race_id is not None:
        return f"/live-races/{told.live_race_id}"
    return f"/tournaments/{told.tournament_id}" if told.tournament_id is not None else ""


def _reading(request: PageRequest, notification_id: NotificationId | None) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        ids = None if notification_id is None else [notification_id]
        await request.container.notifications.mark_own_read(request.actor, ids)

    return work
