"""A seed generator of the rehearsal's own: it tells its presets, makes seeds that nobody can play, and shows them."""

import secrets
from collections.abc import Callable

from aiohttp import web

from racetime.rehearsal.http import html_answer
from racetime.rehearsal.pages import seed_page

PRESETS = ("Open", "Standard", "Keysanity", "Inverted")
_ICONS = ("Bow", "Boomerang", "Hookshot", "Bombs", "Mushroom", "Lamp", "Hammer", "Shovel", "Flute", "Book", "Boots")


class SeedApi:
    def __init__(self, *, address: Callable[[], str]) -> None:
        """`address` is what browsers reach this server at."""
        self._address = address

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/rehearsal/generator/presets", self.presets),
            web.post("/rehearsal/generator/seeds", self.make),
            web.get("/rehearsal/seeds/{name:[0-9a-f]{16}}", self.show),
        ]

    async def presets(self, _request: web.Request) -> web.Response:
        return web.json_response(PRESETS)

    async def make(self, request: web.Request) -> web.Response:
        try:
            wish = await request.json()
        except ValueError:
            wish = None
        preset = wish.get("preset") if isinstance(wish, dict) else None
        if preset not in PRESETS:
            return web.json_response({"error": "There is no such preset."}, status=422)
        name = secrets.token_hex(8)
        return web.json_response({"url": f"{self._address()}/rehearsal/seeds/{name}", "hash": _icons_of(name)})

    async def show(self, request: web.Request) -> web.Response:
        return html_answer(seed_page("/".join(_icons_of(request.match_info["name"]))))


def _icons_of(name: str) -> list[str]:
    return [_ICONS[int(name[place : place + 2], 16) % len(_ICONS)] for place in range(0, 10, 2)]
