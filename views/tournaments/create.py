"""Making a tournament: the few things that it can't do without; all else is on its settings page."""

from nicegui import ui

from application.domain.tournaments.settings import NAME_LIMIT
from application.services.tournaments.async_tournament_service import TournamentSettings
from components.dialog import Dialog
from components.form import Form, Values, number_of, text_of
from components.markup import text
from components.settings import put_setting
from views.page_request import PageRequest
from views.tournaments.racetime_fields import RacetimeFields
from views.tournaments.settings_form import DECLARED


async def create_tournament(request: PageRequest, slug: str) -> None:
    """Open the dialog that makes a tournament and leads to its pools."""
    ctx = await request.enter_organization(slug)
    bots = await request.container.bots.list_bots(ctx)

    async def send(values: Values) -> None:
        fresh = await request.enter_organization(slug)
        new = TournamentSettings(
            name=text_of(values, "name"),
            racetime_category=text_of(values, "racetime_category"),
            racetime_goal=text_of(values, "racetime_goal"),
            description=text_of(values, "description"),
            runs_per_pool=number_of(values, "runs_per_pool", what="runs") or 0,
        )
        tournament = await request.container.tournaments.create_tournament(fresh, new)
        ui.navigate.to(f"/tournaments/{tournament.id}/pools")

    async def changed(values: Values) -> None:
        await racetime.changed(values)

    with (
        ui.context.client.content,
        Dialog("New tournament") as dialog,
        Form(draft="new-tournament", send=send, changed=changed) as form,
    ):
        form.text("name", "Name", limit=NAME_LIMIT)
        racetime = RacetimeFields(
            form,
            request.container.racetime,
            lambda: request.enter_organization(slug),
            first=tuple(bot.category for bot in bots),
        )
        runs = DECLARED["runs_per_pool"]
        put_setting(form, runs, runs.default)
        form.lines("description", "Description", optional=True, hint="What players should know about it.")
        text("All other settings start with their defaults; change them on the tournament's settings page.", "soft")
        form.end("Create tournament", icon="plus", cancel=True)
    dialog.open()
