"""The site's own files, which browsers may keep for ever because their addresses carry a version."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from fastapi import APIRouter, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

import components

STATIC = Path(components.__file__).parent / "static"
_STYLES = ("tokens", "base", "layout", "parts", "staff", "discord", "icons", "print")
_PUBLIC_STYLES = ("tokens", "base", "layout", "parts", "icons", "public", "print")
"""What pages for people without an account need: no forms, no dialogs, nothing of staff."""
_LASTING = "public, max-age=31536000, immutable"


_DARK = "@media (prefers-color-scheme: dark)"
_SCHEMES = "color-scheme: light dark"
EMBED_THEMES = ("auto", "light", "dark")


def style_routes() -> APIRouter:
    """Serve all styles as one file: a browser that comes for the first time asks once instead of eight times."""
    router = APIRouter(include_in_schema=False)
    for theme in EMBED_THEMES:
        router.add_api_route(f"/static/embed-{theme}.css", _sheet((*_PUBLIC_STYLES, "embed"), theme))
    for name, parts in (("site", _STYLES), ("public", _PUBLIC_STYLES)):
        router.add_api_route(f"/static/{name}.css", _sheet(parts))
    return router


def _sheet(parts: Sequence[str], theme: str = "auto") -> Callable[[], Awaitable[Response]]:
    """Put styles together; "light" and "dark" are so whatever the browser prefers."""
    sheet = "\n".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in parts)
    if theme != "auto":
        when = "@media all" if theme == "dark" else "@media not all"
        sheet = sheet.replace(_DARK, when).replace(_SCHEMES, f"color-scheme: {theme}")

    async def styles() -> Response:
        return Response(sheet, media_type="text/css", headers={"Cache-Control": _LASTING})

    return styles


def static_version() -> str:
    """Return a name for the present styles and scripts, so that browsers keep them until they change."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class LastingFiles(StaticFiles):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_lasting(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"cache-control", _LASTING.encode())]
            await send(message)

        await super().__call__(scope, receive, send_lasting)
