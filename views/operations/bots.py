"""racetime.gg bots: how each stands, and its credentials, which can be written and never read."""

from functools import partial

from nicegui import ui

from application.domain.operations.bot import BotStatus, rehearsal_client_id
from application.domain.permissions import Permission
from application.read_models import BotView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, text_of
from components.live_refresh import Section, keep_fresh
from components.markup import Button, box, keep_focus, named, text
from components.moment import moment
from components.status import Look, chip
from views.frame import frame
from views.organization_frame import settings_heading
from views.site_facts import Rehearsal
from views.visit import Visit

_LOOKS = {
    BotStatus.UNKNOWN: Look("Not tried yet", "clock", "plain"),
    BotStatus.CONNECTED: Look("Connected", "check", "good"),
    BotStatus.REFUSED: Look("Refused by racetime.gg", "cross", "bad"),
    BotStatus.UNREACHABLE: Look("racetime.gg can't be reached", "warning", "warn"),
}


async def show_bots(visit: Visit, slug: str) -> None:
    ctx = await visit.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await visit.container.organizations.get_organization(ctx)
    bots = await visit.container.bots.list_bots(ctx)
    with frame(visit, f"racetime.gg bots of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(visit, organization)
        with box("heading__row"):
            text("A bot opens the rooms of one category. Its credentials come from the category's owners.", "soft")
            new = named(Button("Add a bot", icon="plus", style="primary"), "add-bot")
            on_click(new, lambda: _ask(visit, slug, None))
        shown = Section[tuple[BotView, ...]](lambda fresh: _draw(visit, slug, fresh))
        shown.show(bots)

        async def refresh() -> None:
            shown.show(await visit.container.bots.list_bots(await visit.enter_organization(slug)))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _draw(visit: Visit, slug: str, bots: tuple[BotView, ...]) -> None:
    if visit.site.rehearsal is not None:
        _rehearsal_bots(visit, slug, visit.site.rehearsal, bots)
    with box("card card--flush"):
        if not bots:
            empty("There is no bot yet", "Without one no room can be opened. Add one with its credentials.", icon="bot")
            return
        with named(box("rows", "ul"), "bots"):
            for bot in bots:
                _line(visit, slug, bot)


def _rehearsal_bots(visit: Visit, slug: str, rehearsal: Rehearsal, bots: tuple[BotView, ...]) -> None:
    """Offer the bots that the rehearsal has and this organization hasn't: there is nobody to ask for credentials."""
    own = {bot.client_id for bot in bots}
    missing = [category for category in rehearsal.categories if rehearsal_client_id(category) not in own]
    if not missing:
        return
    with named(box("callout"), "rehearsal-bots"), box("stack stack--tight"):
        text("A rehearsal takes racetime.gg's place here. Its bots need no credentials from anybody.")
        with box("row"):
            for category in missing:
                button = named(Button(f"Connect the bot for {category}", icon="bot"), f"connect-{category}")
                on_click(button, partial(_connect, visit, slug, rehearsal, category))


async def _connect(visit: Visit, slug: str, rehearsal: Rehearsal, category: str) -> None:
    await rehearsal.connect_bot(await visit.enter_organization(slug), category)
    notices.tell("The bot is added. It is tried at once.")


def _line(visit: Visit, slug: str, bot: BotView) -> None:
    with named(box("row-line", "li"), "bot"):
        with box("row-line__main"):
            with box("row"):
                text(bot.category, "strong", "span")
                chip(_LOOKS[BotStatus(bot.status)] if bot.is_active else Look("Turned off", "ban", "muted"))
            if bot.status_message:
                text(bot.status_message, "soft")
            with box("faint", "p"):
                text(f"Client id {bot.client_id}", tag="span")
                if bot.status_since is not None:
                    text(" · since ", tag="span")
                    moment(bot.status_since)
        with box("row-line__end"):
            switch = Button("Turn off" if bot.is_active else "Turn on", icon="ban" if bot.is_active else "check")
            switch = keep_focus(named(switch, "switch-bot"), f"switch-bot-{bot.id}")
            switch.props["aria-label"] = f"Turn the bot for {bot.category} {'off' if bot.is_active else 'on'}"
            on_click(switch, lambda: _ask_off(visit, slug, bot) if bot.is_active else _turn_on(visit, slug, bot))
            button = keep_focus(named(Button("New credentials", icon="key"), "edit-bot"), f"edit-bot-{bot.id}")
            button.props["aria-label"] = f"New credentials for {bot.category}"
            on_click(button, lambda: _ask(visit, slug, bot))


async def _ask_off(visit: Visit, slug: str, bot: BotView) -> None:
    async def send(_: Values) -> None:
        await visit.container.bots.deactivate_bot(await visit.enter_organization(slug), bot.id)
        dialog.close()
        notices.tell("The bot is turned off.")

    with (
        ui.context.client.content,
        Dialog(f"Turn the bot for {bot.category} off", small=True) as dialog,
        Form(draft=f"bot-off-{bot.id}", send=send) as form,
    ):
        text("It leaves its rooms and opens no more, so races of this category that come up have no room.")
        text("Its credentials are kept. Turn it on again whenever you like.")
        form.end("Turn off", icon="ban", cancel=True)
    dialog.open()


async def _turn_on(visit: Visit, slug: str, bot: BotView) -> None:
    await visit.container.bots.reactivate_bot(await visit.enter_organization(slug), bot.id)
    notices.tell("The bot is turned on.")


async def _ask(visit: Visit, slug: str, bot: BotView | None) -> None:
    async def send(values: Values) -> None:
        ctx = await visit.enter_organization(slug)
        category = bot.category if bot is not None else text_of(values, "category")
        secret = str(values.get("client_secret", ""))
        await visit.container.bots.save_bot(ctx, category, text_of(values, "client_id"), secret)
        dialog.close()
        notices.tell("The credentials are saved. The bot is tried at once.")

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
        form.end("Save the credentials", icon="key", cancel=True)
    dialog.open()
