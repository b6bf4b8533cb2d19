"""The site's own files, which browsers may keep for ever because their addresses carry a version."""

import gzip
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from functools import cache, partial
from pathlib import Path

import nicegui
from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

import components

STATIC = Path(components.__file__).parent / "static"
_STYLES = ("tokens", "base", "layout", "parts", "staff", "discord", "icons", "print")
_PUBLIC_STYLES = ("tokens", "base", "layout", "parts", "icons", "public", "print")
"""What pages for people without an account need: no forms, no dialogs, nothing of staff."""
_LASTING = "public, max-age=31536000, immutable"

_FRAMEWORK = Path(nicegui.__file__).parent / "static"
_LAYERS = {
    "quasar.unimportant.prod": "quasar",
    "quasar.important.prod": "quasar_importants",
    "nicegui": "nicegui",
}
"""The page framework's styles and where they stand: after the text, which needs none of them, and below our own."""
_SCRIPTS = ("vue.esm-browser.prod.js", "quasar.umd.prod.js", "nicegui.js", "socket.io.min.js", "dompurify.mjs")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml"}

_DARK = "@media (prefers-color-scheme: dark)"
_SCHEMES = "color-scheme: light dark"
EMBED_THEMES = ("auto", "light", "dark")


@cache
def style_routes() -> APIRouter:
    """Serve all styles as one file: a browser that comes for the first time asks once instead of eight times.

    What is text is compressed once and not for each browser.
    """
    router = APIRouter(include_in_schema=False)

    def serve(path: str, read: Callable[[], str]) -> None:
        router.add_api_route(path, _kept(read, _KINDS[Path(path).suffix]))

    for theme in EMBED_THEMES:
        serve(f"/static/embed-{theme}.css", partial(_sheet, (*_PUBLIC_STYLES, "embed"), theme))
    for name, parts in (("site", _STYLES), ("public", _PUBLIC_STYLES)):
        serve(f"/static/{name}.css", partial(_sheet, parts))
    serve("/static/framework.css", _framework_sheet)
    for path in sorted(STATIC.iterdir()):
        if path.suffix in _KINDS:
            serve(f"/static/{path.name}", partial(path.read_text, encoding="utf-8"))
    for name in _SCRIPTS:
        serve(
            f"/_nicegui/{nicegui.__version__}/static/{name}", partial((_FRAMEWORK / name).read_text, encoding="utf-8")
        )
    return router


def _kept(read: Callable[[], str], kind: str) -> Callable[[Request], Awaitable[Response]]:
    @cache
    def plain() -> bytes:
        return read().encode()

    @cache
    def compressed() -> bytes:
        return gzip.compress(plain(), mtime=0)

    async def answer(request: Request) -> Response:
        headers = {"Cache-Control": _LASTING, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(compressed(), media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
        return Response(plain(), media_type=kind, headers=headers)

    return answer


def _sheet(parts: Sequence[str], theme: str = "auto") -> str:
    """Put styles together; "light" and "dark" are so whatever the browser prefers."""
    sheet = "\n".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in parts)
    if theme != "auto":
        when = "@media all" if theme == "dark" else "@media not all"
        sheet = sheet.replace(_DARK, when).replace(_SCHEMES, f"color-scheme: {theme}")
    return sheet


def _framework_sheet() -> str:
    sheets = ((_FRAMEWORK / f"{name}.css").read_text(encoding="utf-8") for name in _LAYERS)
    return "\n".join(f"@layer {layer} {{\n{sheet}\n}}" for layer, sheet in zip(_LAYERS.values(), sheets, strict=True))


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
