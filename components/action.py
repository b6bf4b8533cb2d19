"""The one way in which a page does something: runs it once at a time and renders every refusal."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import uuid4

from nicegui import ui

from application.domain.errors import DomainError
from components import notices
from components.markup import Button
from components.page_life import life_of

logger = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]
ShowRefusal = Callable[[DomainError], None]


def notify_refusal(refusal: DomainError) -> None:
    notices.warn(refusal.message)


def on_click(button: Button, work: Work, *, show_refusal: ShowRefusal = notify_refusal) -> Button:
    """Do `work` when the button is clicked; clicks that come while it runs are ignored."""
    running = False

    async def act() -> None:
        nonlocal running
        if running:
            return
        running = True
        button.props["aria-busy"] = "true"  # and not disabled, which would take the keyboard's focus away
        try:
            await perform(work, show_refusal=show_refusal)
        finally:
            running = False
            if not button.is_deleted:
                button.props["aria-busy"] = "false"

    button.on("click", act, args=[])
    return button


async def perform(work: Work, *, show_refusal: ShowRefusal = notify_refusal) -> bool:
    """Do `work` and return whether it was done.

    A refusal is shown and not logged. Anything else is a bug: it is logged once, with the id that the apology names.
    """
    client = ui.context.client
    try:
        with client:  # and not in the part of the page where the click was, which may be drawn anew meanwhile
            await life_of(client).demand()
            await work()
    except DomainError as refusal:
        if not client.is_deleted and not life_of(client).is_over:
            with client:
                show_refusal(refusal)
        return False
    except asyncio.CancelledError:
        raise
    except Exception as error:  # noqa: BLE001  # a button is an edge: what fails here is logged and apologized for
        apology = apology_for(error)
        if not client.is_deleted:
            with client:
                notices.warn(apology)
        return False
    return True


def apology_for(error: Exception) -> str:
    """Log an unexpected error under a new id and return the sentence that names the id."""
    error_id = uuid4().hex[:8]
    logger.error("Unexpected error %s.", error_id, exc_info=error)
    return f"Something went wrong on our side. Nothing you typed is lost; if it happens again, report {error_id}."
