"""Adding, changing, deleting one seed, and reading a sealed one early."""

from dataclasses import replace

from nicegui import ui

from application.domain.errors import InvalidInput
from application.domain.ids import PermalinkId, PoolId
from application.domain.live_races.scheduling import UNSET
from application.domain.seed_text import SEED_LIMIT
from application.domain.tournaments.permalink_list import NOTES_LIMIT
from application.read_models import PermalinkView
from application.services.tournaments.async_tournament_service import PermalinkDraft
from application.services.tournaments.pool_service import PermalinkChanges
from components import notices
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.live_refresh import Section
from components.markup import element, put_icon, test_id, text
from components.seed_card import seed_line, seed_notes
from views.page_request import PageRequest

_FOR_LIVE = "Keep for live races"
_FOR_LIVE_HINT = "Then nobody draws it, and it stays sealed until its race releases it."
_SEALED_HINT = "Whoever turns this off counts as having read the seed early, which the players of its race are shown."


async def add_seed(request: PageRequest, pool_id: PoolId) -> None:
    async def send(values: Values) -> None:
        draft = PermalinkDraft(text_of(values, "url"), text_of(values, "notes"), is_live=values.get("is_live") is True)
        ctx = await request.enter_pool(pool_id)
        try:
            await request.container.tournaments.add_permalinks(ctx, pool_id, [draft])
        except InvalidInput as refusal:
            problems = (replace(item, field=item.field.rpartition("/")[2]) for item in refusal.problems)
            raise InvalidInput(*problems) from refusal
        dialog.close()
        notices.tell("The seed is added.")

    with (
        ui.context.client.content,
        Dialog("Add one seed") as dialog,
        Form(draft=f"seed-of-{pool_id}", send=send) as form,
    ):
        form.text(
            "url", "Seed", limit=SEED_LIMIT, hint="A web address, or any other text: flags, a base64 permalink, a hash."
        )
        form.text("notes", "Notes", optional=True, limit=NOTES_LIMIT, hint="E.g. the seed's hash code.")
        form.check("is_live", _FOR_LIVE, hint=_FOR_LIVE_HINT)
        form.end("Add seed", icon="plus", cancel=True)
    dialog.open()


async def edit_seed(request: PageRequest, seed: PermalinkView) -> None:
    """Change notes and use. The notes of a sealed seed are replaced without being shown."""

    async def send(values: Values) -> None:
        notes, is_live = text_of(values, "notes"), values.get("is_live") is True
        keeps_notes = not notes if seed.sealed else notes == seed.notes
        changes = PermalinkChanges(
            notes=UNSET if keeps_notes else notes, is_live=UNSET if is_live == seed.is_live else is_live
        )
        ctx = await request.enter_permalink(PermalinkId(seed.id))
        await request.container.pools.update_permalink(ctx, seed.id, changes)
        dialog.close()
        notices.tell(f"Seed {seed.number} is saved.")

    with (
        ui.context.client.content,
        Dialog(f"Edit seed {seed.number}") as dialog,
        Form(draft=f"seed-{seed.id}", send=send) as form,
    ):
        hint = "They are sealed. Leave empty to keep them." if seed.sealed else "E.g. its hash code."
        form.text("notes", "Notes", value=seed.notes or "", optional=True, limit=NOTES_LIMIT, hint=hint)
        kept = _SEALED_HINT if seed.sealed else _FOR_LIVE_HINT
        form.check("is_live", _FOR_LIVE, value=seed.is_live, hint=kept)
        form.end("Save", icon="check", cancel=True)
    dialog.open()


async def ask_delete(request: PageRequest, seed: PermalinkView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_permalink(PermalinkId(seed.id))
        await request.container.pools.delete_permalink(ctx, seed.id)
        dialog.close()
        notices.tell("The seed is deleted.")

    with ui.context.client.content, Dialog(f"Delete seed {seed.number}?", small=True) as dialog:
        text("This can't be undone. A seed that somebody has run, or that a live race has, can't be deleted.", "soft")
        with Form(draft=f"delete-seed-{seed.id}", send=send) as form:
            form.end("Delete seed", icon="trash", cancel=True)
    dialog.open()


async def read_early(request: PageRequest, seed: PermalinkView) -> None:
    """Warn before a sealed seed is read, and show it in the dialog only."""

    async def send(_: Values) -> None:
        ctx = await request.enter_permalink(PermalinkId(seed.id))
        content.show(await request.container.tournaments.reveal_permalink(ctx, seed.id))

    def draw(revealed: PermalinkView | None) -> None:
        if revealed is not None:
            _revealed(revealed)
            return
        with element("callout callout--warn"):
            put_icon("eye")
            text(
                "This is logged under your name, and the players of its race are shown that you have read it. "
                "Whoever reads a seed early should not race it."
            )
        with Form(draft=f"read-{seed.id}", send=send) as form:
            form.end("Read early", icon="unlock", cancel=True)

    with ui.context.client.content, Dialog(f"Read seed {seed.number} early?", small=True) as dialog:
        content = Section(draw)
        content.show(None)
    dialog.open()


def _revealed(seed: PermalinkView) -> None:
    with test_id(element("stack"), "revealed"):
        seed_line(seed.url or "")
        if seed.notes:
            seed_notes(seed.notes)
        text("You have read it. That is logged.", "soft")
