"""What an admin may do to a race's room by hand; each of these also happens automatically at its time."""

from collections.abc import Iterator

from nicegui import ui

from application.domain.live_races.live_race import LiveRaceStatus
from application.read_models import LiveRaceSummary
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.live_refresh import Section
from components.markup import Button, copy_button, element, outside_link, test_id, text
from components.question import ask
from components.row_actions import RowAction
from views.live_races.room_questions import ask_to_lock, ask_to_release, ask_to_replace
from views.page_request import PageRequest

_WITHOUT_ROOM = frozenset({LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING})


def room_actions(request: PageRequest, race: LiveRaceSummary) -> Iterator[RowAction]:
    """Each step that can be taken now."""
    pending = race.status is LiveRaceStatus.PENDING
    if pending and race.racetime_slug and race.locked_at is None:
        yield RowAction("Lock room now", lambda: ask_to_lock(request, race.id), "lock")
    if race.locked_at is not None and race.released_at is None:
        yield RowAction("Release seed now", lambda: ask_to_release(request, race.id), "unlock")
    if pending and race.racetime_slug:
        yield RowAction("Replace room", lambda: ask_to_replace(request, race.id), "refresh")
        yield RowAction("Detach room", lambda: _ask_detach(request, race), "link")
    if race.status in _WITHOUT_ROOM and not race.racetime_slug:
        yield RowAction("Attach room", lambda: _ask_attach(request, race), "link")
    if race.status is not LiveRaceStatus.CANCELLED:
        yield RowAction("Overlay for streams", lambda: _show_overlay(request, race), "video")
    if race.status is LiveRaceStatus.FINISHED and race.final_at is None:
        yield RowAction("Make results final", lambda: _ask_final(request, race), "check")


async def _show_overlay(request: PageRequest, race: LiveRaceSummary) -> None:
    overlays = request.container.overlays

    async def create(_: Values | None = None) -> None:
        shown.show(await overlays.renew_key(await request.enter_live_race(race.id), race.id))
        notices.tell("The overlay has a new address.")

    async def turn_off(_: Values) -> None:
        await overlays.turn_off(await request.enter_live_race(race.id), race.id)
        shown.show(None)
        notices.tell("The overlay is off.")

    async def ask_to_reset() -> None:
        sentence = "The present address shows nothing any more; streaming programs must be given the new one."
        ask("Reset the overlay's address?", [sentence], "Reset address", create, draft="renew-overlay")

    async def ask_to_turn_off() -> None:
        sentence = "Its address shows nothing any more, in every stream. Another one can be created later."
        ask("Turn off the overlay?", [sentence], "Turn off", turn_off, draft="turn-off-overlay")

    def draw(key: str | None) -> None:
        if key is None:
            text("The overlay is off: no address shows it.", "soft")
            with element("row"):
                on_click(test_id(Button("Create address", icon="link", style="primary"), "renew-overlay"), create)
            return
        address = request.container.links.overlay(key)
        with test_id(element("address"), "overlay-address"):
            text(address, "address__text", "code")
            with element("row"):
                copy_button("the address of the overlay", address)
                outside_link("Preview", address, "button")
        text(
            "It is made for a scene of 1920 × 1080 pixels. With ?layout=side at its end it is one narrow column, with "
            "?rows=6 it shows the first six racers, and with ?layout=side&rows=6 both.",
            "faint",
        )
        with element("row"):
            on_click(test_id(Button("Reset address", icon="refresh"), "renew-overlay"), ask_to_reset)
            on_click(test_id(Button("Turn off", icon="ban", style="danger"), "turn-off-overlay"), ask_to_turn_off)

    key = await overlays.find_key(await request.enter_live_race(race.id), race.id)
    with ui.context.client.content, Dialog("Overlay for streams", small=True) as dialog:
        text(
            "Put this address into your streaming program as a browser source. It shows results at once, also where "
            "they are hidden or kept back here; it never shows a seed. Whoever knows it can look.",
            "soft",
        )
        shown = Section[str | None](draw)
        shown.show(key)
    dialog.open()


async def _ask_detach(request: PageRequest, race: LiveRaceSummary) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.detach_room(await request.enter_live_race(race.id), race.id)

    sentence = "The room stays open on racetime.gg, but no longer belongs to this race. None opens automatically then."
    ask(f"Detach the room of {race.title}?", [sentence], "Detach room", send, draft="room")


async def _ask_final(request: PageRequest, race: LiveRaceSummary) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.make_results_final(await request.enter_live_race(race.id), race.id)

    sentence = "The results stay as they are; what racetime.gg changes later is no longer followed."
    ask(f"Make the results of {race.title} final?", [sentence], "Make results final", send, draft="room")


async def _ask_attach(request: PageRequest, race: LiveRaceSummary) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_live_race(race.id)
        await request.container.live_races.attach_room(ctx, race.id, text_of(values, "room"))
        dialog.close()
        notices.tell("The room is attached.")

    with ui.context.client.content, Dialog(f"Attach a room to {race.title}", small=True) as dialog:
        text("The room must be in the tournament's category, and our bot must be allowed in it.", "soft")
        with Form(draft=f"attach-{race.id}", send=send) as form:
            form.text("room", "Address or name of the room", hint="e.g. alttpr/cool-icerod-1234", limit=300)
            form.end("Attach room", icon="link", cancel=True)
    dialog.open()
