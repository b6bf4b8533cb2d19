"""How long an open page may act, and how it ends: it says why, and its connection is closed.

What a page shows was read for a session. Once that session is over nothing may be done with the page any more, and
nothing new may be shown on it, whichever browser it ended in.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from nicegui import Client, background_tasks, core

from components.empty import Lead, empty
from components.help import HELP
from components.markup import element, test_id

CLOSING = "close the sockets of a page that has ended"

_FLUSH_SECONDS = 0.05
_FLUSHES = 20
"""A second, in which what a page says at its end reaches the browser before the connection is closed."""


async def _always() -> None:
    """A page that anybody may open needs no session."""


@dataclass
class PageLife:
    """`demand` is asked before each action and raises what ends the page; `lasts` is asked before each refresh."""

    demand: Callable[[], Awaitable[None]] = _always
    lasts: Callable[[], bool] = lambda: True
    is_over: bool = False
    wakers: list[Callable[[], None]] = field(default_factory=list)
    """Each lets the page read again what it shows."""
    enders: list[Callable[[], None]] = field(default_factory=list)


_LIFE = "life"
"""Where it is kept: with the page itself, which it may know, so that the one goes with the other."""


def begin_life(client: Client, life: PageLife) -> None:
    client.storage[_LIFE] = life


def forget_life(client: Client) -> None:
    """Let go of a page that was closed: what its life knows of it would keep all that it was made of.

    So would what its elements look like, each of which names itself as the one to be told of its changes.
    """
    client.storage[_LIFE] = PageLife(is_over=True)
    for part in client.elements.values():
        for look in (part.classes, part.style, part.props):
            look._change_handlers.clear()


def life_of(client: Client) -> PageLife:
    life: PageLife = client.storage.setdefault(_LIFE, PageLife())
    return life


def end_page(client: Client, title: str, hint: str, *leads: Lead) -> None:
    """Let a page say why it has ended and where to go on, and do and show nothing else from now on."""
    if not _end(client):
        return
    with client.content, test_id(element("page page--over", "main"), "page-over"), element("card") as card:
        card.props["role"] = "alert"
        empty(title, hint, *(leads or (Lead("Home page", "/"),)), icon="ban", is_heading=True, about=HELP)


def go_blank(client: Client) -> None:
    """End a page that has nobody to talk to, like an overlay in a stream."""
    if _end(client):
        with client.content:
            test_id(element("page--over"), "page-over")


def _end(client: Client) -> bool:
    """Take everything from a page and close its connection soon; False for one that has ended already."""
    life = life_of(client)
    if life.is_over or client.is_deleted:
        return False
    life.is_over = True
    for stop in life.enders:
        stop()
    client.content.clear()
    _begin_closing(client)
    client.on_connect(lambda: _begin_closing(client))  # of a browser that was away just then
    return True


def _begin_closing(client: Client) -> None:
    closing = background_tasks.create(_close_sockets(client), name=CLOSING)
    client.on_delete(closing.cancel)


async def _close_sockets(client: Client) -> None:
    for _ in range(_FLUSHES):
        await asyncio.sleep(_FLUSH_SECONDS)
        if not client.outbox.updates and not client.outbox.messages:
            break
    for socket, _ in tuple(core.sio.manager.get_participants("/", client.id)):
        await core.sio.disconnect(socket)
