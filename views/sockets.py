"""The border of the page framework's sockets: what a browser may say there, and for which page.

The framework takes every message at its word: one that it can't read is a traceback in the log, one with the id of
somebody else's page is carried out there, and whatever a browser wants logged is.
"""

import asyncio
import binascii
import json
import logging
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeGuard
from urllib.parse import parse_qs

from engineio.async_drivers.asgi import WebSocket  # type: ignore[import-untyped]  # it says nothing about types
from nicegui import Client, background_tasks, core
from socketio import exceptions  # type: ignore[import-untyped]  # it says nothing about types
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Sent

from application.domain.errors import RateLimited
from application.domain.text import cut_line
from application.rate_limits import BROWSER_LINES, NEW_SOCKETS, Allowances, asker
from views.live_pages import LivePages

logger = logging.getLogger("sahabot2.browsers")

_LONGEST_LINE = 300
_MOST_ARGUMENTS = 20
_LARGEST_NUMBER = 2**53
_IDS = ("client_id", "tab_id", "document_id")
_LOAD_AGAIN = "Implicit handshake failed"
"""The words at which the framework's script loads the page anew."""
_PATH = "/_nicegui_ws/"
_KINDS = frozenset("0123456")
"""How a packet begins that the framework's sockets know."""
_BETWEEN_PACKETS = "\x1e"
_MOST_PACKETS = 16
_INNER = "_of_the_framework"
"""The attribute under which a handler of ours keeps the one that it stands before."""

Message = dict[str, Any]
Heard = Callable[..., Any]


class SoundPackets:
    """Hangs up on whoever sends what is no packet at all: its reader would take that for a mistake of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not scope["path"].startswith(_PATH):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, _sound(receive), send)
        elif scope["method"] != "POST":
            await self._app(scope, receive, send)
        else:
            await self._take_post(scope, receive, send)

    async def _take_post(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()  # the whole body: whoever bounds it has read it
        if not _are_packets(message.get("body", b"")):
            await PlainTextResponse("These are no packets.", 400)(scope, receive, send)
            return
        unread = [message]

        async def replay() -> Sent:
            return unread.pop() if unread else await receive()

        await self._app(scope, replay, send)


def _sound(receive: Receive) -> Receive:
    heard = receive

    async def receive_packet() -> Sent:
        nonlocal heard
        message = await heard()
        if message["type"] == "websocket.disconnect":
            heard = _hung_up  # what the framework keeps of a request would keep the connection
        text = message.get("text")
        if message["type"] == "websocket.receive" and text is not None and not _is_packet(text):
            return {"type": "websocket.disconnect", "code": 1002, "reason": "no packet"}
        return message

    return receive_packet


async def _hung_up() -> Sent:
    return {"type": "websocket.disconnect", "code": 1006, "reason": "hung up before"}


def _are_packets(body: bytes) -> bool:
    try:
        packets = body.decode().split(_BETWEEN_PACKETS)
    except UnicodeDecodeError:
        return False
    return len(packets) <= _MOST_PACKETS and all(_is_packet(packet) for packet in packets)


def _is_packet(text: str) -> bool:
    if not text.startswith("b"):
        return text[:1] in _KINDS and text != ""
    try:
        b64decode(text[1:])
    except (binascii.Error, ValueError):
        return False
    return True


def guard_sockets(allowances: Allowances, pages: LivePages) -> None:
    """Let in what the framework's own script says, and only for a page that the socket is of.

    Whoever knows the id of a page that somebody opened signed in, e.g. from a saved copy, is not its browser.
    """
    named = core.sio.handlers["/"]
    before: dict[str, Heard] = {
        name: getattr(named[name], _INNER, named[name])
        for name in ("connect", "handshake", "event", "javascript_response", "ack", "log")
    }

    def let_in(name: str, hear: Heard) -> None:
        setattr(hear, _INNER, before[name])
        core.sio.on(name, hear)

    def only(name: str, is_sound: Callable[[Message], bool]) -> None:
        async def hear(sid: str, *said: object) -> None:
            message = _own_message(sid, said)
            if message is not None and is_sound(message):
                before[name](sid, message)

        let_in(name, hear)

    async def log(sid: str, *said: object) -> None:
        words = (_own_message(sid, said) or {}).get("message")
        if not isinstance(words, str):
            return
        try:
            allowances.spend(BROWSER_LINES, asker(_address_of(sid)))
        except RateLimited:
            return
        logger.warning("A browser reports: %s", cut_line(words, _LONGEST_LINE, instead="nothing"))

    def is_admitted(sid: str, message: object) -> bool:
        if not _is_handshake(message):
            return False
        cookies = cookie_parser(core.sio.get_environ(sid).get("HTTP_COOKIE", ""))
        return pages.admits(message["client_id"], cookies)

    async def handshake(sid: str, *said: object) -> bool:
        return is_admitted(sid, said[0] if len(said) == 1 else None) and bool(await before["handshake"](sid, *said))

    async def connect(sid: str, environ: Message, *_: object) -> object:
        asked = {name: values[0] for name, values in parse_qs(str(environ.get("QUERY_STRING", ""))).items()}
        if asked.get("implicit_handshake") == "true" and not is_admitted(sid, asked):
            raise exceptions.ConnectionRefusedError(_LOAD_AGAIN)
        return await before["connect"](sid, environ)

    only("event", _is_event)
    only("javascript_response", lambda message: isinstance(message.get("request_id"), str))
    only("ack", lambda message: _is_number(message.get("next_message_id")))
    let_in("log", log)
    let_in("handshake", handshake)
    let_in("connect", connect)
    _guard_packets()
    _bound_sockets(allowances)
    core.sio.eio._async = {**core.sio.eio._async, "websocket": _QuietSocket}


class _QuietSocket(WebSocket):  # type: ignore[misc]  # see above
    """Ends without an exception: the frames in which that was caught would be kept by it, and they keep the socket."""

    async def wait(self) -> str | bytes | None:
        """Return what a browser says, None once it has hung up."""
        try:
            return await super().wait()  # type: ignore[no-any-return]
        except OSError:
            return None


@asynccontextmanager
async def silent_sockets_closed() -> AsyncIterator[None]:
    """Close sockets whose browser no longer answers, until the end of the block.

    All are looked at in one go; the framework's own search wakes up for each of them alone, which costs as much as all
    else that an idle page does.
    """
    core.sio.eio.start_service_task = False
    searching = asyncio.create_task(_close_silent_sockets(), name="close silent sockets")
    try:
        yield
    finally:
        searching.cancel()
        await asyncio.gather(searching, return_exceptions=True)


async def _close_silent_sockets() -> None:
    server = core.sio.eio
    while True:
        await asyncio.sleep(server.ping_timeout)
        for socket_id, socket in tuple(server.sockets.items()):
            if socket.closed:
                server.sockets.pop(socket_id, None)
            elif not socket.closing:
                await socket.check_ping_timeout()


def _guard_packets() -> None:
    """Hang up on a socket whose packet says what no client says."""
    hear = getattr(core.sio.eio.handlers["message"], _INNER, core.sio.eio.handlers["message"])

    async def message(socket_id: str, packet: object) -> None:
        try:
            await hear(socket_id, packet)
        except (ValueError, LookupError, TypeError, AttributeError):
            hanging_up = core.sio.eio.disconnect(socket_id)  # waits for the very reader that is calling here
            background_tasks.create(hanging_up, name="hang up on a browser")

    setattr(message, _INNER, hear)
    core.sio.eio.on("message", message)


def _bound_sockets(allowances: Allowances) -> None:
    """Refuse more sockets of one address than many people there would open; each is kept until it is silent long."""
    opened = getattr(core.sio.eio.handlers["connect"], _INNER, core.sio.eio.handlers["connect"])

    async def connect(socket_id: str, environ: Message) -> object:
        client = environ.get("asgi.scope", {}).get("client")
        try:
            allowances.spend(NEW_SOCKETS, asker(client[0] if client else None))
        except RateLimited:
            return False
        return await opened(socket_id, environ)

    setattr(connect, _INNER, opened)
    core.sio.eio.on("connect", connect)


def _own_message(sid: str, said: tuple[object, ...]) -> Message | None:
    """Return what was said for a page that this socket is of; None for anything else."""
    if len(said) != 1 or not isinstance(said[0], dict):
        return None
    client_id = said[0].get("client_id")
    if not isinstance(client_id, str) or client_id not in core.sio.rooms(sid) or client_id not in Client.instances:
        return None
    return said[0]


def _is_event(message: Message) -> bool:
    element = (
        Client.instances[message["client_id"]].elements.get(message["id"]) if _is_number(message.get("id")) else None
    )
    arguments = message.get("args", [])
    return (
        element is not None
        and isinstance(message.get("listener_id"), str)
        and message["listener_id"] in element._event_listeners
        and isinstance(arguments, list)
        and len(arguments) <= _MOST_ARGUMENTS
        and all(argument is None or _is_json(argument) for argument in arguments)
    )


def _is_json(text: object) -> bool:
    try:
        json.loads(text)  # type: ignore[arg-type]
    except (TypeError, ValueError, RecursionError):
        return False
    return isinstance(text, str)


def _is_handshake(message: object) -> TypeGuard[Message]:
    if not isinstance(message, dict) or not all(isinstance(message.get(name), str) for name in _IDS):
        return False
    following = message.get("next_message_id")
    return (
        following is None
        or _is_number(following)
        or (isinstance(following, str) and following.isdecimal() and len(following) < 16)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_NUMBER


def _address_of(sid: str) -> str | None:
    client = core.sio.get_environ(sid).get("asgi.scope", {}).get("client")
    return client[0] if client else None
