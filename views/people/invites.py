"""Invite links: made, copied once, revoked."""

from collections.abc import Iterator

from nicegui import ui

from application.context import OrgContext
from application.domain.ids import InviteId, InviteRef, read_id
from application.domain.words import counted
from application.services.people.invite_service import LONGEST_DAYS, MOST_USES, InviteView, MadeInvite, NewInvite
from components import notices
from components.action import on_click, perform
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, number_of, text_of
from components.help import SETTING_UP
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, copy_button, element, put_icon, test_id, text
from components.moment import moment
from components.question import ask
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip
from components.table import more_rows
from views.concerns import touches
from views.frame import frame
from views.organization_frame import members_heading
from views.page_request import PageRequest

_PAGE = 50


async def show_invites(request: PageRequest, slug: str, new: str = "", before: str = "") -> None:
    last = read_id(before)
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)

    async def read(ctx: OrgContext) -> tuple[InviteView, ...]:
        own = None if last is None else InviteId(last)
        return await request.container.invites.list_invites(ctx, before=own, limit=_PAGE + 1)

    invites = await read(ctx)
    with frame(request, f"Invite links of {organization.name}", organization=organization, ctx=ctx):
        members_heading(request, organization)
        with element("heading__row"):
            text("Whoever opens an invite link signs in and becomes a member, without any role.", "soft")
            create = test_id(Button("Create invite link", icon="plus", style="primary"), "new-invite")
            on_click(create, lambda: _ask_new(request, slug))
        with element("card card--flush"):
            rows = ActingRows(_draw, lambda invite: _actions(request, slug, invite))
            more = Fragment(more_rows)

        def put(invites: tuple[InviteView, ...]) -> None:
            shown = invites[:_PAGE]
            rows.show({invite.id: invite for invite in shown})
            more.show(("Older", f"{request.path}?before={shown[-1].id}" if len(invites) > _PAGE else ""))

        put(invites)

        async def refresh() -> None:
            put(await read(await request.enter_organization(slug)))

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, InviteRef))
    if new:
        await perform(lambda: _ask_new(request, slug))


def _draw(rows: tuple[Row[InviteView], ...]) -> None:
    if not rows:
        empty(
            "No invite links yet", "Create one and send it to the people you want here.", icon="link", about=SETTING_UP
        )
        return
    with test_id(element("rows", "ul"), "invites"):
        for row in rows:
            put_drawn(_line, row)


def _line(row: Row[InviteView]) -> None:
    invite = row.of
    with test_id(element("row-line", "li"), "invite"):
        with element("row-line__main"):
            with element("row"):
                text(invite.label or "Without a label", "strong", "span")
                chip(_look(invite))
            with element("faint", "p"):
                text(f"{_uses(invite)}. Created by {invite.created_by} ", tag="span")
                moment(invite.created_at, show="absolute", form="date")
                text(". Expires " if invite.usable else ". Would have expired ", tag="span")
                moment(invite.expires_at)
        if row.buttons:
            with element("row-line__end"):
                row_buttons(row, invite.label or "the link without a label")


def _actions(request: PageRequest, slug: str, invite: InviteView) -> Iterator[RowAction]:
    if invite.usable:
        yield RowAction("Revoke", lambda: _ask_revoke(request, slug, invite), style="danger")


def _look(invite: InviteView) -> Look:
    if invite.usable:
        return Look("Active", "check", "good")
    if invite.revoked_at is not None:
        return Look("Revoked", "ban", "muted")
    if invite.most_uses is not None and invite.uses >= invite.most_uses:
        return Look("Used up", "people", "muted")
    return Look("Expired", "clock", "muted")


def _uses(invite: InviteView) -> str:
    joined = f"{counted(invite.uses, 'person', 'people')} joined"
    return joined if invite.most_uses is None else f"{invite.uses} of {counted(invite.most_uses, 'use')}"


async def _ask_revoke(request: PageRequest, slug: str, invite: InviteView) -> None:
    async def send(_: Values) -> None:
        await request.container.invites.revoke_invite(await request.enter_organization(slug), invite.id)
        notices.tell("The link is revoked.")

    sentence = "Nobody can join with it any more, and this can't be undone. Who came through it stays."
    title = f"Revoke {invite.label or 'the link without a label'}?"
    ask(title, [sentence], "Revoke", send, draft=f"revoke-{invite.id}", icon="ban")


async def _ask_new(request: PageRequest, slug: str) -> None:
    """Make a link, and show it the one time that it can be shown."""

    async def send(values: Values) -> None:
        new = NewInvite(
            label=text_of(values, "label"),
            days=number_of(values, "days", what="days") or 0,
            most_uses=number_of(values, "most_uses", what="people"),
        )
        made = await request.container.invites.create_invite(await request.enter_organization(slug), new)
        content.show(made)

    def draw(made: MadeInvite | None) -> None:
        if made is not None:
            _made(request, made)
            return
        with Form(draft="invite", send=send) as form:
            form.text("label", "Label", optional=True, limit=100, hint="For yourself, e.g. where you post it.")
            form.number("days", "Expires after (days)", value=7, least=1, most=LONGEST_DAYS, optional=False)
            form.number(
                "most_uses",
                "Maximum uses",
                least=1,
                most=MOST_USES,
                optional=True,
                hint="Default: no limit.",
            )
            form.end("Create link", icon="link", cancel=True)

    with ui.context.client.content, Dialog("Create invite link", small=True) as dialog:
        content = Section(draw)
        content.show(None)
    dialog.open()


def _made(request: PageRequest, made: MadeInvite) -> None:
    address = request.container.links.invite(made.token)
    with test_id(element("stack"), "made-invite"):
        with element("code-line"):
            test_id(text(address, tag="code"), "invite-address")
            copy_button("the invite link", address)
        with element("callout callout--warn"):
            put_icon("info")
            text("Copy it now: it is not stored, so it can't be shown again.")
