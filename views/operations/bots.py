"""racetime.gg bots: how each stands, and its credentials, which can be written and never read."""

from collections.abc import Iterator
from functools import partial

from nicegui import ui

from application.domain.ids import BotRef
from application.domain.operations.alerts import BotStatus, rehearsal_client_id
from application.domain.permissions import Permission
from application.read_models import BotView
from components import notices
from components.action import on_click, perform
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, text_of
from components.help import SETTING_UP
from components.live_refresh import Section, keep_fresh
from components.markup import Button, element, test_id, text
from components.moment import moment
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip
from views.concerns import touches
from views.frame import frame
from views.organization_frame import settings_heading
from views.page_request import PageRequest
from views.site_facts import Rehearsal

_LOOKS = {
    BotStatus.UNKNOWN: Look("Not tested yet", "clock", "plain"),
    BotStatus.CONNECTED: Look("Connected", "check", "good"),
    BotStatus.REFUSED: Look("Refused by racetime.gg", "cross", "bad"),
    BotStatus.UNREACHABLE: Look("racetime.gg can't be reached", "warning", "warn"),
}


async def show_bots(request: PageRequest, slug: str, new: str = "") -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    bots = await request.container.bots.list_bots(ctx)
    with frame(request, f"racetime.gg bots of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        with element("heading__row"):
            text("A bot opens the rooms of one category. Its credentials come from the category's owners.", "soft")
            add = test_id(Button("Add a bot", icon="plus", style="primary"), "add-bot")
            on_click(add, lambda: _ask(request, slug, None))
        rehearsal = Section[tuple[str, ...]](lambda missing: _rehearsal_bots(request, slug, missing))
        with element("card card--flush"):
            rows = ActingRows(_draw, lambda bot: _actions(request, slug, bot))

        def show(fresh: tuple[BotView, ...]) -> None:
            rehearsal.show(_missing(request, fresh))
            rows.show({bot.id: bot for bot in fresh})

        show(bots)

        async def refresh() -> None:
            show(await request.container.bots.list_bots(await request.enter_organization(slug)))

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, BotRef))
    if new and not _missing(request, bots):
        await perform(lambda: _ask(request, slug, None))


def _missing(request: PageRequest, bots: tuple[BotView, ...]) -> tuple[str, ...]:
    """Return the categories of the rehearsal for which the organization has no bot."""
    if request.site.rehearsal is None:
        return ()
    own = {bot.client_id for bot in bots}
    return tuple(category for category in request.site.rehearsal.categories if rehearsal_client_id(category) not in own)


def _rehearsal_bots(request: PageRequest, slug: str, missing: tuple[str, ...]) -> None:
    """Offer the bots that only the rehearsal has: there is nobody to ask for credentials."""
    if not missing or request.site.rehearsal is None:
        return
    with test_id(element("callout"), "rehearsal-bots"), element("stack stack--tight"):
        text("A rehearsal takes racetime.gg's place here. Its bots need no credentials from anybody.")
        with element("row"):
            for category in missing:
                button = test_id(Button(f"Connect the bot for {category}", icon="bot"), f"connect-{category}")
                on_click(button, partial(_connect, request, slug, request.site.rehearsal, category))


async def _connect(request: PageRequest, slug: str, rehearsal: Rehearsal, category: str) -> None:
    await rehearsal.connect_bot(await request.enter_organization(slug), category)
    notices.tell("The bot is added. It is tested now.")


def _draw(rows: tuple[Row[BotView], ...]) -> None:
    if not rows:
        empty(
            "There is no bot yet",
            "Without one no room can be opened. Add one with its credentials.",
            icon="bot",
            about=SETTING_UP,
        )
        return
    with test_id(element("rows", "ul"), "bots"):
        for row in rows:
            put_drawn(_line, row)


def _line(row: Row[BotView]) -> None:
    bot = row.of
    with test_id(element("row-line", "li"), "bot"):
        with element("row-line__main"):
            with element("row"):
                text(bot.category, "strong", "span")
                chip(_LOOKS[BotStatus(bot.status)] if bot.is_active else Look("Turned off", "ban", "muted"))
            if bot.status_message:
                text(bot.status_message, "soft")
            with element("faint", "p"):
                text(f"Client id {bot.client_id}", tag="span")
                if bot.status_since is not None:
                    text(" · since ", tag="span")
                    moment(bot.status_since)
        with element("row-line__end"):
            row_buttons(row, f"the bot for {bot.category}")


def _actions(request: PageRequest, slug: str, bot: BotView) -> Iterator[RowAction]:
    if bot.is_active:
        yield RowAction("Turn off", lambda: _ask_off(request, slug, bot), "ban", test_id="switch-bot")
    else:
        yield RowAction("Turn on", lambda: _turn_on(request, slug, bot), "check", test_id="switch-bot")
    yield RowAction("New credentials", lambda: _ask(request, slug, bot), "key", test_id="edit-bot")


async def _ask_off(request: PageRequest, slug: str, bot: BotView) -> None:
    async def send(_: Values) -> None:
        await request.container.bots.deactivate_bot(await request.enter_organization(slug), bot.id)
        dialog.close()
        notices.tell("The bot is turned off.")

    with (
        ui.context.client.content,
        Dialog(f"Turn the bot for {bot.category} off", small=True) as dialog,
        Form(draft=f"bot-off-{bot.id}", send=send) as form,
    ):
        text("It leaves its rooms and opens no more, so upcoming races of this category have no room.")
        text("Its credentials are kept. Turn it on again whenever you like.")
        form.end("Turn off", icon="ban", cancel=True)
    dialog.open()


async def _turn_on(request: PageRequest, slug: str, bot: BotView) -> None:
    await request.container.bots.reactivate_bot(await request.enter_organization(slug), bot.id)
    notices.tell("The bot is turned on.")


async def _ask(request: PageRequest, slug: str, bot: BotView | None) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_organization(slug)
        category = bot.category if bot is not None else text_of(values, "category")
        secret = str(values.get("client_secret", ""))
        await request.container.bots.save_bot(ctx, category, text_of(values, "client_id"), secret)
        dialog.close()
        notices.tell("The credentials are saved. The bot is tested now.")

    title = "Add a bot" if bot is None else f"New credentials for {bot.category}"
    with (
        ui.context.client.content,
        Dialog(title, small=True) as dialog,
        Form(draft=f"bot-{bot.id if bot is not None else 'new'}", send=send) as form,
    ):
        if bot is None:
            form.text("category", "Category", limit=50, hint="Its short name on racetime.gg, e.g. alttpr.")
        form.text("client_id", "Client id", value=bot.client_id if bot is not None else "", limit=200)
        form.text(
            "client_secret",
            "Client secret",
            kind="password",
            limit=500,
            hint="It is kept encrypted and never shown again, not even to you.",
        )
        form.end("Save credentials", icon="key", cancel=True)
    dialog.open()
