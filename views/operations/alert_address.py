"""The page behind the link in a mail: whoever reads an address says whether alerts may be sent there."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from application.domain.errors import NotFound
from application.read_models.operations import AskedAddress
from components.action import on_click
from components.empty import empty
from components.help import ALERTS
from components.live_refresh import Section
from components.markup import Button, element, test_id, text
from views.frame import frame, heading
from views.page_request import PageRequest

Say = Callable[[str], Awaitable[None]]


async def show_alert_address(request: PageRequest, key: str) -> None:
    asked = await _look(request, key)
    if asked is None:
        ui.context.client.status_code = 404
    with frame(request, "Alerts by e-mail"):
        heading("Alerts by e-mail")
        with element("card"):
            shown: Section[AskedAddress | None] = Section(lambda now: _draw(request, now, answer))

            async def answer(say: Say) -> None:
                await say(key)
                shown.show(await _look(request, key))

            shown.show(asked)


async def _look(request: PageRequest, key: str) -> AskedAddress | None:
    try:
        with request.container.allowances.guessing(request.address):
            return await request.container.alert_addresses.look_at(key)
    except NotFound:
        return None


def _draw(request: PageRequest, asked: AskedAddress | None, answer: Callable[[Say], Awaitable[None]]) -> None:
    addresses = request.container.alert_addresses

    def put(label: str, name: str, say: Say, *, style: str = "") -> None:
        on_click(test_id(Button(label, style=style), name), lambda: answer(say))

    if asked is None:
        empty(
            "This address is not on the list any more",
            "Nothing is sent to it. The link may also be incomplete: copy it again from the mail.",
            icon="bell",
            about=ALERTS,
        )
        return
    text(_sentence(asked))
    with element("row"):
        if asked.is_stopped:
            put("Let them ask me again", "allow", addresses.allow)
        elif asked.is_confirmed:
            put("Send me no more", "stop", addresses.stop)
        else:
            put("Send me alerts", "confirm", addresses.confirm, style="primary")
            put("Never ask me again", "stop", addresses.stop)


def _sentence(asked: AskedAddress) -> str:
    if asked.is_stopped:
        return f"{asked.organization} sends nothing to {asked.hint}, and its admins can't enter this address again."
    if asked.is_confirmed:
        return f"{asked.organization} sends its alerts to {asked.hint}."
    return (
        f"{asked.organization} wants to send alerts to {asked.hint} when something is wrong with its races: a room "
        "that doesn't open, results that are missing."
    )
