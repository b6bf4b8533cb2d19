"""What the bot said on Discord and what waits to be said: failures with their reason, and how a message looks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import MessageId, read_id
from application.domain.permissions import Permission
from application.read_models import MessageLine, MessagePreview
from components import notices
from components.action import on_click
from components.chat import chat_message
from components.dialog import Dialog
from components.empty import empty
from components.help import SETTING_UP
from components.live_refresh import Section, keep_fresh
from components.markup import Button, element, keep_focus, link, section, test_id, text
from components.moment import moment
from components.status import Look, chip
from components.table import more_rows
from views.frame import NavLink, frame, heading, tabs
from views.page_request import PageRequest

_PAGE = 30


@dataclass(frozen=True, slots=True)
class _Shown:
    troubles: tuple[MessageLine, ...]
    messages: tuple[MessageLine, ...]
    has_more: bool


async def show_messages(request: PageRequest, slug: str, before: str = "") -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_TOURNAMENTS)
    organization = await request.container.organizations.get_organization(ctx)
    last = read_id(before)
    after = MessageId(last) if last is not None else None
    read = await _read(request, ctx, after)
    with frame(request, f"Discord messages of {organization.name}", organization=organization, ctx=ctx):
        _heading(request, organization.name, slug)
        troubles = Section[_Shown](lambda fresh: _troubles(request, slug, fresh))
        with section("The newest" if after is None else "Older ones", "card--flush", key="messages"):
            recent = Section[_Shown](lambda fresh: _recent(request, slug, fresh))
        if after is not None:
            link("Back to the newest", f"/organizations/{slug}/messages")

        def show(fresh: _Shown) -> None:
            troubles.show(fresh)
            recent.show(fresh)

        show(read)

        async def refresh() -> None:
            fresh_ctx = await request.enter_organization(slug)
            show(await _read(request, fresh_ctx, after))

        keep_fresh(request.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _heading(request: PageRequest, organization: str, slug: str) -> None:
    home = f"/organizations/{slug}/messages"
    heading(
        "Discord messages",
        crumbs=(NavLink(organization, f"/organizations/{slug}"),),
        intro="Each is kept here until Discord has confirmed it, also while Discord can't be reached, "
        f"and {request.container.settings.retention_days} days longer.",
    )
    if not request.container.settings.in_production:
        tabs((NavLink("Messages", home), NavLink("Previews", f"{home}/previews")), label="Messages", path=request.path)


async def _read(request: PageRequest, ctx: OrgContext, before: MessageId | None) -> _Shown:
    messages = request.container.messages
    found = await messages.list_messages(ctx, before=before, limit=_PAGE + 1)
    return _Shown(await messages.list_troubles(ctx), found[:_PAGE], len(found) > _PAGE)


# Lists


def _troubles(request: PageRequest, slug: str, shown: _Shown) -> None:
    if not shown.troubles:
        return
    with (
        section("Needs attention", "card--flush card--danger", key="troubles"),
        test_id(element("rows", "ul"), "troubles"),
    ):
        for line in shown.troubles:
            _line(request, slug, line, "trouble")


def _recent(request: PageRequest, slug: str, shown: _Shown) -> None:
    if not shown.messages:
        empty(
            "No Discord messages yet",
            "Link the Discord server in the settings and choose a channel on a tournament's Discord page.",
            icon="message",
            about=SETTING_UP,
        )
        return
    with test_id(element("rows", "ul"), "messages"):
        for line in shown.messages:
            _line(request, slug, line, "message")
    if shown.has_more:
        more_rows(("Older", f"/organizations/{slug}/messages?before={shown.messages[-1].id}"))


def _line(request: PageRequest, slug: str, line: MessageLine, name: str) -> None:
    with test_id(element("row-line", "li"), name):
        with element("row-line__main"):
            with element("row"):
                text(line.what, "strong", "span")
                chip(_look(line))
                if line.live_race is not None:
                    link(line.live_race, f"/live-races/{line.live_race_id}")
            if line.error and line.sent_at is None:
                text(line.error, "soft")
            with element("faint", "p"):
                text("Sent " if line.sent_at is not None else "Waiting since ", tag="span")
                moment(line.sent_at or line.queued_at)
        with element("row-line__end"):
            look = keep_focus(test_id(Button("Show", icon="eye"), "show"), f"{name}-show-{line.id}")
            look.props["aria-label"] = f"Show: {line.what}"
            on_click(look, lambda: _show(request, slug, line))
            if line.sent_at is None and (line.failed_at is not None or line.error):
                again = keep_focus(test_id(Button("Try again", icon="refresh"), "try-again"), f"{name}-again-{line.id}")
                again.props["aria-label"] = f"Try again: {line.what}"
                on_click(again, _trying(request, slug, line.id))


def _look(line: MessageLine) -> Look:
    if line.sent_at is not None:
        return Look("Sent", "check", "good")
    if line.failed_at is not None:
        return Look("Failed", "cross", "bad")
    return Look("Retrying", "warning", "warn") if line.error else Look("Waiting", "clock", "plain")


def _trying(request: PageRequest, slug: str, message_id: MessageId) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        await request.container.messages.try_again(await request.enter_organization(slug), message_id)
        notices.tell("It is sent again now.")

    return work


async def _show(request: PageRequest, slug: str, line: MessageLine) -> None:
    shown = await request.container.messages.preview(await request.enter_organization(slug), line.id)
    with ui.context.client.content, Dialog(line.what) as dialog:
        if shown is None:
            text("There is nothing to show: it is for one person's eyes, or nothing would be sent any more.", "soft")
        else:
            text("As it would be sent now.", "soft")
            chat_message(shown)
    dialog.open()


# Previews, in development


async def show_message_previews(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_TOURNAMENTS)
    if request.container.settings.in_production:
        raise NotFound("page")
    organization = await request.container.organizations.get_organization(ctx)
    previews = await request.container.messages.list_previews(ctx)
    with frame(request, f"Previews of {organization.name}", organization=organization, ctx=ctx):
        _heading(request, organization.name, slug)
        text("The newest messages as Discord would show them now. This page exists in development only.", "soft")
        shown = Section[tuple[MessagePreview, ...]](_previews)
        shown.show(previews)

        async def refresh() -> None:
            fresh = await request.enter_organization(slug)
            shown.show(await request.container.messages.list_previews(fresh))

        keep_fresh(request.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _previews(previews: tuple[MessagePreview, ...]) -> None:
    if not previews:
        with element("card"):
            empty(
                "No message was made yet",
                "Schedule a live race, and its message is shown here.",
                icon="message",
                about=SETTING_UP,
            )
        return
    with element("previews"):
        for preview in previews:
            _preview(preview)


def _preview(preview: MessagePreview) -> None:
    line = preview.line
    with test_id(element("card", "article"), "preview"):
        with element("row"):
            text(f"{line.what} to {preview.recipient}" if preview.recipient else line.what, "strong", "span")
            chip(_look(line))
            with element("faint", "span"):
                moment(line.queued_at)
        if preview.shown is None:
            text("Nothing would be sent: it is outdated, or it is posted in a run's own thread.", "soft")
        else:
            chat_message(preview.shown, preview.names)
