"""What becomes of a request before any route sees it: HEAD is answered wherever GET is, and no body is endless."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from application.answers import IS_HEAD
from components.plain_page import plain_page

_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS"})
_LARGEST_FORM = 64 * 1024
_LARGEST_POLL = 1024 * 1024
"""What a browser that has no websocket may send at once to its page."""
_POLLED = "/_nicegui_ws/"


class HeadLikeGet:
    """Answers HEAD as GET would be, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        scope.setdefault("state", {})[IS_HEAD] = True
        await self._app({**scope, "method": "GET"}, receive, send_head)


class BoundedBodies:
    """Reads a body before anything parses it, and refuses one that is over its limit.

    `elsewhere` begins the paths of what has limits of its own.
    """

    def __init__(self, app: ASGIApp, elsewhere: tuple[str, ...]) -> None:
        self._app = app
        self._elsewhere = elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"] if scope["type"] == "http" else ""
        if scope["type"] != "http" or scope["method"] in _WITHOUT_BODY or path.startswith(self._elsewhere):
            await self._app(scope, receive, send)
            return
        limit = _LARGEST_POLL if path.startswith(_POLLED) else _LARGEST_FORM
        try:
            body = await _read(receive, Headers(scope=scope), limit)
        except ClientDisconnect:
            return
        if body is None:
            sentence = f"Nothing was done: what was sent is longer than {limit // 1024:,} KiB. Send less at a time."
            page = plain_page("Too long", sentence, label="Home page", address="/")
            await HTMLResponse(page, 413, {"Connection": "close"})(scope, receive, send)
            return
        unread = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return unread.pop() if unread else await receive()

        await self._app(scope, replay, send)


async def _read(receive: Receive, headers: Mapping[str, str], limit: int) -> bytes | None:
    """Return the body, None when it is over the limit. Raises `ClientDisconnect` when it never comes to its end."""
    declared = headers.get("content-length", "0")
    if not declared.isdecimal() or len(declared) > len(str(limit)) or int(declared) > limit:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)
