"""Giving a race that waits for its seed one that somebody pastes."""

from nicegui import ui

from application.domain.ids import LiveRaceId
from application.domain.seed_text import SEED_LIMIT
from application.domain.tournaments.permalink_list import NOTES_LIMIT
from components import notices
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.markup import text
from views.page_request import PageRequest


async def ask_to_paste(request: PageRequest, live_race_id: LiveRaceId) -> None:
    race = await request.container.live_races.get_live_race_summary(
        await request.enter_live_race(live_race_id), live_race_id
    )

    async def send(values: Values) -> None:
        ctx = await request.enter_live_race(live_race_id)
        await request.container.live_races.use_pasted_seed(
            ctx, live_race_id, text_of(values, "seed"), text_of(values, "notes")
        )
        dialog.close()
        notices.tell("The race has its seed. Its room is locked once the time has come.")

    with ui.context.client.content, Dialog(f"Use a pasted seed for {race.title}", small=True) as dialog:
        text("It joins the pool and stays sealed until its release. You will have seen it; don't race it.", "soft")
        with Form(draft=f"paste-{live_race_id}", send=send) as form:
            form.text("seed", "Seed", limit=SEED_LIMIT, hint="A web address, or any other text.")
            form.text("notes", "Notes", optional=True, limit=NOTES_LIMIT, hint="E.g. the seed's hash code.")
            form.end("Use this seed", icon="seed", cancel=True)
    dialog.open()
