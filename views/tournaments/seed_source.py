"""Which generator makes a pool's seeds, with which preset, and how the last one went."""

from collections.abc import Sequence

from nicegui import ui

from application.domain.errors import Unavailable
from application.domain.tournaments.seed_source import (
    ADDRESS_LIMIT,
    KEY_LIMIT,
    MOST_AHEAD,
    PLACE_LIMIT,
    PRESET_LIMIT,
    PRESET_MARK,
    GeneratorKind,
    Preset,
    SourceDraft,
)
from application.read_models import PoolView
from application.read_models.tournaments import SeedSourceView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Choice, Form, Values, choice_of, number_of, text_of
from components.live_refresh import Fragment
from components.markup import Button, element, put_icon, test_id, text
from views.page_request import PageRequest

_PASTED = "pasted"


async def ask_source(request: PageRequest, pool: PoolView) -> None:
    sources = request.container.seed_sources
    present = await sources.get_source(await request.enter_pool(pool.id), pool.id)

    async def send(values: Values) -> None:
        if text_of(values, "generator") == _PASTED:
            await sources.save_source(await request.enter_pool(pool.id), pool.id, SourceDraft(None))
            dialog.close()
            notices.tell("Seeds are pasted from now on.")
            return
        chosen = choice_of(values, "generator", GeneratorKind, what="a generator")
        presets = await _presets(request, pool, present, chosen)
        dialog.close()
        _describe(request, pool, present, chosen, presets)

    async def make() -> None:
        shown.show(await sources.make_ahead_now(await request.enter_pool(pool.id), pool.id))
        notices.tell("A seed is made and waits in the pool.")

    with ui.context.client.content, Dialog(f"Seed source of {pool.name}", small=True) as dialog:
        text(
            "A generator makes the seed of a live race when its room is locked, so nobody can have seen it before, and "
            "seeds for async runs as you like. Pasted seeds stay; from its start on a race takes one of them if none "
            "could be made.",
            "soft",
        )
        shown = Fragment(_state)
        shown.show(present)
        if present.generator is not None:
            on_click(test_id(Button("Make a seed now", icon="seed"), "make-seed"), make)
        with Form(draft=f"generator-{pool.id}", send=send) as form:
            offered = [Choice(kind.value, kind.label) for kind in present.offered]
            chosen = present.generator.value if present.generator is not None else _PASTED
            form.select("generator", "Seeds come from", [Choice(_PASTED, "A pasted list"), *offered], value=chosen)
            form.end("Continue", icon="check", cancel=True)
    dialog.open()


async def _presets(
    request: PageRequest, pool: PoolView, present: SeedSourceView, chosen: GeneratorKind
) -> Sequence[Preset]:
    """Ask for the presets; where there is no answer the one that was chosen before may stay."""
    try:
        return await request.container.seed_sources.list_presets(await request.enter_pool(pool.id), pool.id, chosen)
    except Unavailable:
        if chosen is not present.generator:
            raise
        return (Preset(present.preset, present.preset),)


def _describe(
    request: PageRequest,
    pool: PoolView,
    present: SeedSourceView,
    chosen: GeneratorKind,
    presets: Sequence[Preset],
) -> None:
    before = present if present.generator is chosen else None

    async def send(values: Values) -> None:
        draft = SourceDraft(
            chosen,
            preset=text_of(values, "preset"),
            address=text_of(values, "address"),
            template=text_of(values, "template"),
            seed_at=text_of(values, "seed_at"),
            hash_at=text_of(values, "hash_at"),
            key=text_of(values, "key"),
            ahead=number_of(values, "ahead", what="number of seeds") or 0,
            at_draw=values.get("at_draw") is True,
        )
        await request.container.seed_sources.save_source(await request.enter_pool(pool.id), pool.id, draft)
        dialog.close()
        notices.tell("The seed source is saved.")

    with (
        ui.context.client.content,
        Dialog(f"Seeds of {pool.name} from {chosen.label}") as dialog,
        Form(draft=f"seed-source-{pool.id}-{chosen.value}", send=send) as form,
    ):
        preset = before.preset if before is not None else ""
        if presets:
            form.select("preset", "Preset", [Choice(each.name, each.label) for each in presets], value=preset)
        else:
            form.text("preset", "Preset", value=preset, optional=True, limit=PRESET_LIMIT)
        if chosen is GeneratorKind.WEB:
            _web_fields(form, before)
        if chosen.takes_key:
            kept = before is not None and before.has_key
            form.text(
                "key",
                "API key",
                optional=kept or chosen is GeneratorKind.WEB,
                limit=KEY_LIMIT,
                kind="password",
                hint="Leave empty to keep the present one." if kept else "Stored encrypted, and never shown again.",
            )
        form.number(
            "ahead",
            "Seeds kept ahead",
            value=before.ahead if before is not None else 0,
            least=0,
            most=MOST_AHEAD,
            optional=True,
            hint="How many seeds for async runs wait in the pool that nobody has drawn. Default: 0",
        )
        form.check(
            "at_draw",
            "Make a seed when a player draws",
            value=before.at_draw if before is not None else True,
            hint="Only for a player to whom no seed of the pool is new.",
        )
        form.end("Save", icon="check", cancel=True)
    dialog.open()


def _web_fields(form: Form, before: SeedSourceView | None) -> None:
    form.text(
        "address",
        "Address",
        value=before.address if before is not None else "",
        limit=ADDRESS_LIMIT,
        kind="url",
        hint="Where a seed is asked for with a POST.",
    )
    form.lines(
        "template",
        "What is sent",
        value=before.template if before is not None else f'{{"preset": "{PRESET_MARK}"}}',
        hint=f"JSON, in which {PRESET_MARK} stands for the preset.",
    )
    form.text(
        "seed_at",
        "Where the answer has the seed",
        value=before.seed_at if before is not None else "",
        limit=PLACE_LIMIT,
        hint="The names on the way to it, like items.0.url",
    )
    form.text(
        "hash_at",
        "Where the answer has the hash",
        value=before.hash_at if before is not None else "",
        optional=True,
        limit=PLACE_LIMIT,
        hint="It becomes the seed's notes.",
    )


def _state(source: SeedSourceView) -> None:
    with test_id(element("stack stack--tight"), "source-state"):
        if source.generator is None:
            text("Seeds are pasted.", "faint")
        else:
            preset = f", preset {source.preset}" if source.preset else ""
            text(f"Seeds come from {source.generator.label}{preset}.", "faint")
        if source.problem:
            with element("callout callout--warn"):
                put_icon("warning")
                text(f"The last seed could not be made. {source.problem} Add a pasted seed to the pool instead.")
