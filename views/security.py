"""The border of the site: what every answer tells browsers to forbid, and whose requests are let in.

One piece of middleware around everything, so that no route can forget it.
"""

import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from application.domain.live_races.streams import PLAYER_SITES
from application.origins import OwnOrigin
from application.settings import Settings
from components.plain_page import plain_page

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SOCKETS = "/_nicegui_ws/"
_FRAMED = "/overlay/"
FRAMED_ANYWHERE = "frame-ancestors *"
"""Stands at the end of the policy of an answer that has nothing of anybody, and that any site may put into its own."""
API = ("/api/", "/health", "/metrics")
"""Speaks to programs with tokens, which no browser sends by itself; cookies mean nothing there."""

_UNBELIEVED = frozenset({b"host", b"x-forwarded-prefix"})
"""The frameworks put them before addresses; no proxy needs to pass either, since the product knows its own address and
is never served below a path.
Whose X-Forwarded-For and X-Forwarded-Proto are believed is the server's part, by TRUSTED_PROXIES."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
_UNFRAMED_HEADERS = {"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"}
_KEPT_BY_NOBODY = "private, no-store"
"""Unless an answer says otherwise: a proxy may keep even a refusal, and give it to the next one who asks."""
_HSTS = "max-age=31536000"

_PLAIN = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
)
"""For everything that is not made by the page framework."""
_PAGE = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""The page framework makes styles and evaluates handlers in the browser; inline scripts need the nonce of its own
template, so none that somebody smuggled in runs."""


PLAYERS = f"frame-src {' '.join(PLAYER_SITES)}"
"""Of a page with streams, in addition: what its script puts there when somebody asks for it."""


class Border:
    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._origin = OwnOrigin.of(settings)
        address = urlsplit(settings.public_url)
        self._is_secure = address.scheme == "https"
        self._scheme, self._name = address.scheme, address.netloc.encode()
        self._sockets = f" {'wss' if self._is_secure else 'ws'}://{address.netloc}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = self._believed(scope)
        path: str = scope["path"]
        if not path.startswith(API) and not self._lets_in(scope, path):
            await self._refuse(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, self._with_headers(scope, path, send))

    def _believed(self, scope: Scope) -> Scope:
        """Return what is asked without what anybody may say: the site has its public name, whatever Host says."""
        kept = [
            (name, _plain_cookies(value) if name == b"cookie" else value)
            for name, value in scope["headers"]
            if name not in _UNBELIEVED
        ]
        named = {**scope, "headers": [(b"host", self._name), *kept]}
        return named | {"scheme": self._scheme} if scope["type"] == "http" else named

    def _lets_in(self, scope: Scope, path: str) -> bool:
        changes = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
        return not (changes or path.startswith(_SOCKETS)) or self._origin.admits(Headers(scope=scope))

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "another origin"})
            return
        address = self._settings.public_url
        sentence = (
            f"Nothing was done: the request came from a page of another address than {address}, which is this site's. "
            "Open the site there and try again. Whoever runs it can set BASE_URL to the address that people use."
        )
        page = HTMLResponse(
            plain_page("That came from elsewhere", sentence, label="Open the site", address=address), status_code=403
        )
        await page(scope, receive, self._with_headers(scope, scope["path"], send))

    def _with_headers(self, scope: Scope, path: str, send: Send) -> Send:
        nonce = secrets.token_urlsafe(16)
        state = scope.setdefault("state", {})
        state["nonce"] = nonce

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers_for(path, headers, nonce, plays="plays" in state).items():
                    headers[name] = value
                if "location" in headers:
                    headers["Location"] = self._within(headers["location"])
                if "retry_after" in state:
                    headers["Retry-After"] = str(state["retry_after"])
            await send(message)

        return send_safely

    def _within(self, target: str) -> str:
        """Return where a browser is led; within the site it stays at the name by which it came."""
        own = self._settings.public_url
        return target.removeprefix(own) if target.startswith(f"{own}/") else target

    def _headers_for(self, path: str, answer: Mapping[str, str], nonce: str, *, plays: bool) -> dict[str, str]:
        policy = answer.get("content-security-policy") or (
            _PAGE.format(nonce=nonce, sockets=self._sockets) if "x-nicegui-content" in answer else _PLAIN
        )
        if plays:
            policy = f"{policy}; {PLAYERS}"
        framed = path.startswith(_FRAMED) or policy.endswith(FRAMED_ANYWHERE)
        ancestors = FRAMED_ANYWHERE if framed else "frame-ancestors 'none'"
        headers = {
            **_HEADERS,
            **({} if framed else _UNFRAMED_HEADERS),
            "Content-Security-Policy": f"{policy.removesuffix(f'; {ancestors}')}; {ancestors}",
        }
        if "cache-control" not in answer and not path.startswith(API):
            headers["Cache-Control"] = _KEPT_BY_NOBODY
        if self._is_secure and self._settings.in_production:
            headers["Strict-Transport-Security"] = _HSTS
        return headers


def _plain_cookies(sent: bytes) -> bytes:
    """Leave out cookies of which the reader would take odd spaces away.

    The host next door may set one named so, and without its space it has the name that only this host may set.
    """
    return b";".join(each for each in sent.split(b";") if each.isascii() and each.decode().isprintable())
