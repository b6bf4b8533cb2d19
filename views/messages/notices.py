"""What a member was told, in all own organizations: listed, linked, and marked as read."""

from collections.abc import Awaitable, Callable

from application.domain.events import Event
from application.domain.events.messages import NoticesChangedEvent
from application.domain.ids import NoticeId, read_id
from application.domain.words import counted
from application.services.messages.notice_service import NoticeView, OwnNotice, OwnNoticePage
from components.action import on_click
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import Button, element, keep_focus, link, test_id, text
from components.moment import moment
from views.frame import frame, heading
from views.page_request import PageRequest

_PAGE = 30


async def show_notices(request: PageRequest, before: str = "") -> None:
    viewer = request.demand_viewer().id
    last = read_id(before)
    after = NoticeId(last) if last is not None else None

    async def read() -> OwnNoticePage:
        return await request.container.notices.list_own(viewer, before=after, limit=_PAGE)

    page = await read()
    with frame(request, "Notices"):
        row = heading("Notices", intro="What happened to your runs, in all your organizations.")
        with row:
            all_read = Section[int](lambda unread: _mark_all(request, unread))
        await _where_to_choose(request)
        with element("card card--flush"):
            shown = Section[OwnNoticePage](lambda fresh: _draw(request, fresh))
        if after is not None:
            link("Back to the newest", "/notices")

    def show(fresh: OwnNoticePage) -> None:
        all_read.show(fresh.unread)
        shown.show(fresh)

    show(page)

    async def refresh() -> None:
        show(await read())

    def concerns(event: Event) -> bool:
        return isinstance(event, NoticesChangedEvent) and event.about.user_id == viewer

    keep_fresh(request.container.bus, refresh, concerns=concerns)


async def _where_to_choose(request: PageRequest) -> None:
    organizations = await request.container.organizations.list_own(request.demand_viewer().id)
    if not organizations:
        return
    with element("row"):
        text("Choose what you are told:", "soft", "span")
        for organization in organizations:
            link(organization.name, f"/organizations/{organization.slug}/notifications")


def _mark_all(request: PageRequest, unread: int) -> None:
    button = keep_focus(test_id(Button("Mark all as read", icon="check"), "mark-all"), "mark-all")
    if not unread:
        button.disable()
    text(f"{counted(unread, 'notice')} unread" if unread else "Nothing is unread", "faint")
    on_click(button, _reading(request, None))


def _draw(request: PageRequest, page: OwnNoticePage) -> None:
    if not page.items:
        empty("No notice here", "You are told here when a run is reviewed, corrected or runs out of time.", icon="bell")
        return
    with element("rows", "ul"):
        for item in page.items:
            _notice(request, item)
    if page.has_more:
        with element("rows__more"):
            link("Older", f"/notices?before={page.items[-1].notice.id}", "button")


def _notice(request: PageRequest, item: OwnNotice) -> None:
    notice = item.notice
    unread = notice.read_at is None
    with test_id(element(f"row-line {'row-line--unread' if unread else ''}", "li"), "notice"):
        with element("row-line__main"):
            with element(tag="p"):
                if unread:
                    text("New ", "tag tag--first", "span")
                _sentence(notice)
            with element("faint", "p"):
                text(f"{item.organization} · ", tag="span")
                moment(notice.created_at)
        if unread:
            button = test_id(Button("Mark as read", style="quiet"), "mark-read")
            button.props["aria-label"] = f"Mark as read: {notice.sentence}"
            on_click(button, _reading(request, notice.id))


def _sentence(notice: NoticeView) -> None:
    address = _address(notice)
    if address:
        link(notice.sentence, address)
    else:
        text(notice.sentence, tag="span")


def _address(notice: NoticeView) -> str:
    """Where the notice leads; its run may be gone since, which its page then says."""
    if notice.run_id is not None:
        return f"/runs/{notice.run_id}"
    if notice.live_race_id is not None:
        return f"/live-races/{notice.live_race_id}"
    return f"/tournaments/{notice.tournament_id}" if notice.tournament_id is not None else ""


def _reading(request: PageRequest, notice_id: NoticeId | None) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        await request.container.notices.mark_own_read(request.actor, None if notice_id is None else [notice_id])

    return work
