"""Webhooks: where programs are told what happens, with what became of each event on its way."""

from collections.abc import Iterator
from dataclasses import dataclass

from nicegui import ui

from application.domain.ids import WebhookDeliveryId, WebhookId, WebhookRef
from application.domain.messages.public_events import PUBLIC_EVENTS
from application.domain.messages.webhooks import ADDRESS_LIMIT, NAME_LIMIT, NewWebhook, WebhookChanges
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import OrganizationView
from application.read_models.messages import WebhookDeliveryView, WebhookView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, text_of, with_changes
from components.help import WEBHOOKS
from components.live_refresh import Section, keep_fresh
from components.markup import Button, copy_button, element, link, put_icon, test_id, text
from components.moment import moment
from components.question import ask
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip
from components.table import plain, table
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.organization_frame import settings_heading
from views.page_request import PageRequest

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Line:
    webhook: WebhookView
    address: str
    """Of its page."""


def page_of(slug: str, webhook_id: WebhookId | None = None) -> str:
    home = f"/organizations/{slug}/settings/webhooks"
    return home if webhook_id is None else f"{home}/{webhook_id}"


async def show_webhooks(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    webhooks = await request.container.webhooks.list_webhooks(ctx)
    with frame(request, f"Webhooks of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        with element("heading__row"):
            with element("soft", "p"):
                text("A webhook sends events to a program of yours, signed. ", tag="span")
                link("How to check a signature, and what each event says", "/api/docs")
            new = test_id(Button("Add a webhook", icon="plus", style="primary"), "add-webhook")
            on_click(new, lambda: _ask_new(request, slug))
        with element("card card--flush"):
            rows = ActingRows(_draw, lambda line: _actions(request, slug, line.webhook))

        def show(fresh: tuple[WebhookView, ...]) -> None:
            rows.show({each.id: _Line(each, page_of(slug, each.id)) for each in fresh})

        show(webhooks)

        async def refresh() -> None:
            show(await request.container.webhooks.list_webhooks(await request.enter_organization(slug)))

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, WebhookRef))


def _draw(rows: tuple[Row[_Line], ...]) -> None:
    if not rows:
        empty(
            "There is no webhook yet",
            "Add one, and a program of yours is told what happens.",
            icon="link",
            about=WEBHOOKS,
        )
        return
    with test_id(element("rows", "ul"), "webhooks"):
        for row in rows:
            put_drawn(_line, row)


def _line(row: Row[_Line]) -> None:
    webhook = row.of.webhook
    with test_id(element("row-line", "li"), "webhook"):
        with element("row-line__main"):
            with element("row"):
                link(webhook.name, row.of.address, "strong")
                chip(Look("Active", "check", "good") if webhook.is_active else Look("Turned off", "ban", "muted"))
                if webhook.for_staff:
                    chip(Look("Told what staff are", "shield", "plain"))
            text(webhook.url, "soft", "p")
            text(counted(len(webhook.kinds), "event"), "faint", "p")
        with element("row-line__end"):
            row_buttons(row, webhook.name)


def _actions(request: PageRequest, slug: str, webhook: WebhookView) -> Iterator[RowAction]:
    yield RowAction("Edit", lambda: _ask_change(request, slug, webhook), "edit", test_id="edit-webhook")
    yield RowAction("New secret", lambda: _ask_rotation(request, slug, webhook), "key", test_id="rotate-secret")
    switch = "Turn off" if webhook.is_active else "Turn on"
    icon = "ban" if webhook.is_active else "check"
    yield RowAction(switch, lambda: _switch(request, slug, webhook), icon, test_id="switch-webhook")
    yield RowAction("Delete", lambda: _ask_deletion(request, slug, webhook), "trash", "danger", "delete-webhook")


async def _switch(request: PageRequest, slug: str, webhook: WebhookView) -> None:
    ctx = await request.enter_organization(slug)
    changes = WebhookChanges(is_active=not webhook.is_active)
    await request.container.webhooks.update_webhook(ctx, webhook.id, changes)
    notices.tell("The webhook is turned off." if webhook.is_active else "The webhook is turned on.")


async def _ask_new(request: PageRequest, slug: str) -> None:
    """Make a webhook, and show its secret the one time that it can be shown."""

    async def send(values: Values) -> None:
        new = NewWebhook(
            text_of(values, "name"), text_of(values, "url"), _chosen(values), values.get("for_staff") is True
        )
        made = await request.container.webhooks.create_webhook(await request.enter_organization(slug), new)
        content.show(made.secret)

    def draw(secret: str) -> None:
        if secret:
            _made(secret)
            return
        with Form(draft="webhook", send=send) as form:
            _fields(form, None)
            form.end("Add webhook", icon="plus", cancel=True)

    with ui.context.client.content, Dialog("Add a webhook") as dialog:
        content = Section(draw)
        content.show("")
    dialog.open()


async def _ask_change(request: PageRequest, slug: str, webhook: WebhookView) -> None:
    async def send(values: Values) -> None:
        name, url, for_staff = text_of(values, "name"), text_of(values, "url"), values.get("for_staff") is True
        ctx = await request.enter_organization(slug)
        now = await request.container.webhooks.get_webhook(ctx, webhook.id)
        kinds = with_changes(now.kinds, shown=webhook.kinds, wanted=_chosen(values))
        changes = WebhookChanges(
            name=None if name == webhook.name else name,
            url=None if url == webhook.url else url,
            kinds=tuple(event.name for event in PUBLIC_EVENTS if event.name in kinds),
            for_staff=None if for_staff == webhook.for_staff else for_staff,
        )
        saved = await request.container.webhooks.update_webhook(ctx, webhook.id, changes)
        dialog.close()
        notices.tell(f"{saved.name} is saved.")

    with (
        ui.context.client.content,
        Dialog(f"Edit {webhook.name}") as dialog,
        Form(draft=f"webhook-{webhook.id}", send=send) as form,
    ):
        _fields(form, webhook)
        form.end("Save", icon="check", cancel=True)
    dialog.open()


def _fields(form: Form, webhook: WebhookView | None) -> None:
    held = webhook.kinds if webhook is not None else ()
    form.text("name", "Name", value=webhook.name if webhook is not None else "", limit=NAME_LIMIT)
    form.text(
        "url",
        "Address",
        value=webhook.url if webhook is not None else "",
        limit=ADDRESS_LIMIT,
        hint="Where events are sent, e.g. https://example.org/hooks.",
    )
    form.check(
        "for_staff",
        "Tell it what staff are told",
        value=webhook is not None and webhook.for_staff,
        hint="Results at once, whatever is hidden or late on a stream, and the events below that are only for staff.",
    )
    with test_id(element("checks", "fieldset"), "events") as events:
        text("Events", "field__label", "legend")
        for event in PUBLIC_EVENTS:
            hint = f"{event.meaning} Only for staff." if event.is_for_staff else event.meaning
            form.check(event.name, event.label, value=event.name in held, hint=hint)
    form.problem_at("kinds", events)


def _chosen(values: Values) -> tuple[str, ...]:
    return tuple(event.name for event in PUBLIC_EVENTS if values.get(event.name) is True)


async def _ask_rotation(request: PageRequest, slug: str, webhook: WebhookView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_organization(slug)
        content.show((await request.container.webhooks.rotate_secret(ctx, webhook.id)).secret)

    def draw(secret: str) -> None:
        if secret:
            _made(secret)
            return
        text("For a day events are signed with both secrets, so your program can change over within that day.", "soft")
        with Form(draft=f"rotate-{webhook.id}", send=send) as form:
            form.end("Make a new secret", icon="key", cancel=True)

    with ui.context.client.content, Dialog(f"New secret for {webhook.name}", small=True) as dialog:
        content = Section(draw)
        content.show("")
    dialog.open()


def _made(secret: str) -> None:
    with test_id(element("stack"), "made-secret"):
        text("Your program checks signatures with this secret:", "soft")
        with element("code-line"):
            test_id(text(secret, tag="code"), "secret")
            copy_button("the secret", secret)
        with element("callout callout--warn"):
            put_icon("info")
            text("Copy it now: it can't be shown again.")


async def _ask_deletion(request: PageRequest, slug: str, webhook: WebhookView) -> None:
    async def send(_: Values) -> None:
        await request.container.webhooks.delete_webhook(await request.enter_organization(slug), webhook.id)
        notices.tell("The webhook is deleted.")

    sentence = "Nothing is sent to it any more, also not what waits. Its log goes with it."
    ask(f"Delete {webhook.name}?", [sentence], "Delete", send, draft=f"delete-webhook-{webhook.id}", icon="trash")


# One webhook


async def show_webhook(request: PageRequest, slug: str, webhook_id: int) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    number = WebhookId(webhook_id)
    webhook = await request.container.webhooks.get_webhook(ctx, number)
    deliveries = await request.container.webhooks.list_deliveries(ctx, number, limit=_SHOWN)
    with frame(request, f"{webhook.name} of {organization.name}", organization=organization, ctx=ctx):
        heading(webhook.name, crumbs=_crumbs(organization, slug), intro="The newest events on their way to it.")
        with element("card card--flush"):
            rows = ActingRows(_draw_deliveries, lambda line: _ways(request, slug, number, line))

        def show(fresh: tuple[WebhookDeliveryView, ...]) -> None:
            rows.show({line.id: line for line in fresh})

        show(deliveries)

        async def refresh() -> None:
            fresh = await request.enter_organization(slug)
            show(await request.container.webhooks.list_deliveries(fresh, number, limit=_SHOWN))

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, WebhookRef))


def _crumbs(organization: OrganizationView, slug: str) -> tuple[NavLink, ...]:
    return (
        NavLink(organization.name, f"/organizations/{slug}"),
        NavLink("Webhooks", page_of(slug)),
    )


def _draw_deliveries(rows: tuple[Row[WebhookDeliveryView], ...]) -> None:
    if not rows:
        empty(
            "Nothing was sent yet",
            "As soon as one of its events happens, it is listed here.",
            icon="clock",
            about=WEBHOOKS,
        )
        return
    with table("deliveries", plain("Event", "When", "State", "Attempts", "")):
        for row in rows:
            put_drawn(_delivery, row)


def _delivery(row: Row[WebhookDeliveryView]) -> None:
    line = row.of
    with test_id(element(tag="tr"), "delivery"):
        with element(tag="td") as event, element("stack stack--tight"):
            text(line.label, "strong", "span")
            text(line.type, "faint", "p")
        event.props["data-label"] = "Event"
        with element(tag="td") as when:
            moment(line.created_at)
        when.props["data-label"] = "When"
        with element(tag="td") as state, element("stack stack--tight"):
            chip(_look(line))
            if line.error:
                text(line.error, "soft")
            if line.next_attempt_at is not None and line.attempts:
                with element("faint", "p"):
                    text("Next attempt ", tag="span")
                    moment(line.next_attempt_at, when_past="any moment now")
        state.props["data-label"] = "State"
        text(str(line.attempts), "", "td").props["data-label"] = "Attempts"
        with element("table__end", "td"):
            row_buttons(row, line.label)


def _look(line: WebhookDeliveryView) -> Look:
    if line.delivered_at is not None:
        return Look("Delivered", "check", "good")
    if line.failed_at is not None:
        return Look("Failed", "cross", "bad")
    return Look("Retrying", "warning", "warn") if line.error else Look("Waiting", "clock", "plain")


def _ways(request: PageRequest, slug: str, webhook_id: WebhookId, line: WebhookDeliveryView) -> Iterator[RowAction]:
    yield RowAction("Send again", lambda: _send_again(request, slug, webhook_id, line.id), "refresh")


async def _send_again(request: PageRequest, slug: str, webhook_id: WebhookId, delivery_id: WebhookDeliveryId) -> None:
    await request.container.webhooks.send_again(await request.enter_organization(slug), webhook_id, delivery_id)
    notices.tell("It is sent again now.")
