"""What many seeds of a pool are for: for live races, or for async runs."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from nicegui import ui

from application.domain.errors import InvalidInput
from application.domain.ids import PermalinkId, PoolId
from application.domain.words import counted
from application.read_models.tournaments import SeedUseLine
from components import notices
from components.dialog import Dialog
from components.form import SendButton, Values
from components.live_refresh import Fragment
from components.markup import element, test_id, text
from components.question import ask
from views.page_request import PageRequest


class SeedUse(StrEnum):
    LIVE = "live"
    ASYNC = "async"


USES = (
    SendButton(SeedUse.LIVE, "Keep for live races", "radio"),
    SendButton(SeedUse.ASYNC, "Use for async runs", "hourglass"),
)


async def change_use(
    request: PageRequest, pool_id: PoolId, seeds: Sequence[PermalinkId], use: SeedUse, done: Callable[[], None]
) -> None:
    """Ask what has to be asked, change what these seeds are for, and say when it is `done`.

    Raises `InvalidInput` for none.
    """
    if not seeds:
        raise InvalidInput.on("seeds", "Select at least one seed.")

    async def send(_: Values) -> None:
        ctx = await request.enter_pool(pool_id)
        lines = await request.container.pools.change_use(ctx, pool_id, seeds, is_live=use is SeedUse.LIVE)
        done()
        _tell(lines, use)

    number = counted(len(seeds), "seed")
    if use is SeedUse.LIVE:
        title, button = f"Keep {number} for live races?", "Keep for live races"
        sentence = "Nobody draws them, and they stay sealed until their race releases them."
    else:
        title, button = f"Use {number} for async runs?", "Use for async runs"
        sentence = (
            "They are no longer sealed: whoever manages the tournament can read them, and players draw them. "
            "You count as having read them early."
        )
    ask(title, [sentence, "Those that were used otherwise stay as they are."], button, send, draft="use-of-seeds")


def _tell(lines: tuple[SeedUseLine, ...], use: SeedUse) -> None:
    number = counted(sum(not line.refusal for line in lines), "seed is", "seeds are")
    said = f"{number} {'kept for live races' if use is SeedUse.LIVE else 'used for async runs'}."
    refused = tuple(line for line in lines if line.refusal)
    if not refused:
        notices.tell(said)
        return
    with ui.context.client.content, Dialog("Some seeds stay as they are", small=True) as dialog:
        text(said, "soft")
        Fragment(_draw_refused).show(refused)
    dialog.open()


def _draw_refused(lines: tuple[SeedUseLine, ...]) -> None:
    with test_id(element("points", "ul"), "refused-seeds"):
        for line in lines:
            with element(tag="li"), element(tag="span"):
                text(f"Seed {line.number}: ", "strong", "span")
                text(line.refusal, tag="span")
