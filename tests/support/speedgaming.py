"""SpeedGaming's web API on loopback, with a schedule that tests write."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web


@dataclass
class SpeedGaming:
    """Answers with what is in `episodes`, or with `answer` where that is set, and remembers what it was asked."""

    url: str = ""
    episodes: list[dict[str, Any]] = field(default_factory=list)
    answer: tuple[int, str] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def list_episode(self, number: int, starts_at: datetime, title: str = "", **more: Any) -> dict[str, Any]:
        episode = {
            "id": number,
            "title": title,
            "approved": True,
            "when": starts_at.isoformat(),
            "whenCountdown": starts_at.isoformat(),
            "match1": {"players": [{"displayName": "Link"}, {"displayName": "Mido"}]},
            **more,
        }
        self.episodes.append(episode)
        return episode

    async def _schedule(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        if self.answer is not None:
            status, text = self.answer
            return web.Response(status=status, text=text, content_type="text/html")
        return web.Response(text=json.dumps(self.episodes), content_type="text/html")

    async def _episode(self, request: web.Request) -> web.Response:
        """There is always an answer, and always 200."""
        self.asked.append(dict(request.query))
        found = next((each for each in self.episodes if str(each["id"]) == request.query["id"]), None)
        return web.Response(text=json.dumps(found or {"error": "Episode not found."}), content_type="text/html")


@asynccontextmanager
async def listening_speedgaming() -> AsyncIterator[SpeedGaming]:
    speedgaming = SpeedGaming()
    app = web.Application()
    app.router.add_get("/api/schedule/", speedgaming._schedule)
    app.router.add_get("/api/episode/", speedgaming._episode)
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    speedgaming.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield speedgaming
    finally:
        await runner.cleanup()
