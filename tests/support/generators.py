"""Seed generators on loopback, made from their public documentation, with their errors; and an order for each."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from application.settings import Settings, load_settings
from tests.support.community import NOWHERE

KEY = "ootr-KEY-0123456789"
ICONS = ("Bow", "Boots", "Somaria", "Heart", "Map")
_ICON_BYTES = [0, 22, 19, 28, 29]
_PRESET = {
    "glitches_required": "none",
    "item_placement": "advanced",
    "dungeon_items": "standard",
    "accessibility": "items",
    "goal": "ganon",
    "tower_open": "7",
    "ganon_open": "7",
    "world_state": "open",
    "entrance_shuffle": "none",
    "boss_shuffle": "none",
    "enemy_shuffle": "none",
    "enemy_damage": "default",
    "enemy_health": "default",
    "hints": "on",
    "weapons": "randomized",
    "item_pool": "normal",
    "item_functionality": "normal",
}
OOT_PRESETS = {
    "S8 Tournament": {"aliases": ["s8"], "logic_rules": "glitchless", "world_count": 1},
    "Beginner": {"aliases": ["beginner"], "logic_rules": "none"},
}


@dataclass
class GeneratorSites:
    """alttpr.com, ootrandomizer.com and a service of somebody's own.

    `status` answers every request with that number; `pause` is waited for while it is not set. `polls_needed` are how
    often ootrandomizer.com is asked until a seed is done, and `outcome` is its status then.
    """

    url: str = ""
    status: int | None = None
    body: str | None = None
    polls_needed: int = 2
    outcome: int = 1
    pause: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _polls: Counter[str] = field(default_factory=Counter)
    _numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.pause.set()

    def settings(self, **more: object) -> Settings:
        return load_settings(env_file=None).model_copy(
            update={
                "speedgaming_url": NOWHERE,
                "alttpr_url": self.url,
                "ootrandomizer_url": self.url,
                "ootrandomizer_presets_url": f"{self.url}/presets_default.json",
                **more,
            }
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/randomizer/settings", self._alttpr_settings),
            web.post("/api/randomizer", self._alttpr_game),
            web.get("/presets_default.json", self._oot_presets),
            web.post("/api/v2/seed/create", self._oot_create),
            web.get("/api/v2/seed/status", self._oot_status),
            web.get("/api/v2/seed/details", self._oot_details),
            web.post("/own/generate", self._own),
            web.get("/moved", self._moved),
            web.post("/moved", self._moved),
        ]

    @web.middleware
    async def edge(self, request: web.Request, handler: Any) -> web.StreamResponse:
        try:
            document = json.loads(await request.text() or "null")
        except ConnectionResetError:
            return web.Response(status=400)  # whoever asked died meanwhile
        self.asked.append((request.path, dict(request.query) | dict(request.headers), document))
        if request.method == "POST":
            self.arrived.set()
            await self.pause.wait()
        if self.status is not None:
            return web.Response(status=self.status, text=f"No: {document}")
        if self.body is not None and request.method == "POST":
            return web.Response(text=self.body)
        answer: web.StreamResponse = await handler(request)
        return answer

    def _name(self) -> str:
        name = f"Sealed{next(self._numbers):04}"
        self.made.append(name)
        return name

    async def _alttpr_settings(self, _: web.Request) -> web.Response:
        presets = {"default": _PRESET, "crosskeys": {**_PRESET, "entrance_shuffle": "crossed"}, "custom": []}
        return web.json_response({"presets": presets, "goals": {"ganon": "Defeat Ganon"}})

    async def _alttpr_game(self, _: web.Request) -> web.Response:
        patch = [{"1572864": [23]}, {"1573395": [0, 0, *_ICON_BYTES, 7]}]
        return web.json_response({"hash": self._name(), "patch": patch, "spoiler": {"meta": {}}, "size": 2})

    async def _oot_presets(self, _: web.Request) -> web.Response:
        return web.json_response(OOT_PRESETS)

    async def _oot_create(self, request: web.Request) -> web.Response:
        if request.query.get("key") != KEY:
            return web.Response(status=403)
        return web.json_response({"id": self._name(), "version": "8.3.0", "spoilers": False})

    async def _oot_status(self, request: web.Request) -> web.Response:
        number = request.query["id"]
        self._polls[number] += 1
        if number not in self.made:
            return web.Response(status=404)
        done = self._polls[number] >= self.polls_needed
        return web.json_response({"status": self.outcome if done else 0, "progress": 100 if done else 40})

    async def _oot_details(self, _: web.Request) -> web.Response:
        return web.json_response({"settingsLog": json.dumps({"file_hash": list(ICONS)}), "spoilerLog": None})

    async def _own(self, _: web.Request) -> web.Response:
        name = self._name()
        return web.json_response({"items": [{"seed": f"/seed/{name}", "code": "Bow Boots"}], "number": 42})

    async def _moved(self, _: web.Request) -> web.Response:
        raise web.HTTPFound("/own/generate")


@asynccontextmanager
async def listening_generators() -> AsyncIterator[GeneratorSites]:
    sites = GeneratorSites()
    app = web.Application(middlewares=[sites.edge])
    app.add_routes(sites.routes())
    runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sites.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield sites
    finally:
        sites.pause.set()
        await runner.cleanup()
