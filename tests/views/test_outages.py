"""What everybody is told while the database is away: one sentence, when to come back, and never an error."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from nicegui.testing.general import nicegui_reset_globals

from api.app import create_api
from application.container import build_container
from application.database import Database
from application.events import EventBus
from application.services.people.identity_service import SESSION_COOKIE
from application.settings import Settings
from discordbot.sign_in import sign_in_routes
from tests.support.clock import ManualClock
from tests.support.openapi import calls, operations
from tests.support.rooms import ScriptedRooms
from tests.support.site import every_page, running
from views.site import mount_site

TOKEN = "v7Qm2XcT9kLw0ZbRdYhP5sNfJ8GuEa1oHiKt"
NOBODY_LISTENS = "postgresql://127.0.0.1:1/races"
PARTS = (
    *(f"{name}_id" for name in ("organization", "tournament", "pool", "permalink", "live_race", "run", "entry")),
    *(f"{name}_id" for name in ("user", "other", "message", "bot", "profile", "invite", "token", "guild")),
    *(f"{name}_id" for name in ("webhook", "delivery", "import")),
    *("slug", "category", "racetime_category", "token", "code", "key"),
)
FILES = (
    "/events",
    "/sitemap.xml",
    "/preview.png",
    "/organizations/hyrule/calendar.ics",
    *(f"/live-races/1/{part}" for part in ("events", "results.csv", "calendar.ics", "preview.png")),
    *(f"/tournaments/1/{part}" for part in ("events", "leaderboard.csv", "calendar.ics", "preview.png")),
    *(f"/embed/tournaments/1/{part}" for part in ("leaderboard", "schedule", "next")),
    "/embed/live-races/1",
    "/calendar/none/mine.ics",
    "/sign-in/discord/callback?state=x&code=y",
    "/account/racetime/begin",
    "/nowhere",
)


@pytest.fixture
async def client(clock: ManualClock) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with a session, whom nobody can look up."""
    database = await Database.open(NOBODY_LISTENS)
    settings = Settings(_env_file=None, database_url=NOBODY_LISTENS, metrics_token=TOKEN)  # type: ignore[call-arg]
    container = build_container(settings, clock=clock, rooms=ScriptedRooms(clock), bus=EventBus())

    async def missing() -> list[str]:
        return [] if await database.is_reachable() else ["database"]

    with nicegui_reset_globals():
        app = create_api(container, missing=missing)
        app.include_router(sign_in_routes(container))
        mount_site(app, container)
        async with (
            running(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
        ):
            yield client
    await database.close()


def says_when_to_come_back(answer: httpx.Response) -> bool:
    return answer.status_code == 503 and answer.headers["retry-after"] == "5" and "The database" in answer.text


async def test_every_page_and_file_says_that_the_database_is_away(client: httpx.AsyncClient) -> None:
    paths = [*every_page(**dict.fromkeys(PARTS, 1)), *FILES]
    for cookies in ({SESSION_COOKIE: "a session"}, {}):
        client.cookies = httpx.Cookies(cookies)
        answers = {path: await client.get(path) for path in paths}
        wrong = {path: answer for path, answer in answers.items() if answer.status_code not in (200, 303, 404)}
        assert [path for path, answer in wrong.items() if not says_when_to_come_back(answer)] == []
        assert len(wrong) > 20


async def test_programs_are_told_by_every_operation(client: httpx.AsyncClient) -> None:
    document = (await client.get("/api/openapi.json")).json()
    client.headers["Authorization"] = "Bearer sb2_nobody"
    known: dict[str, list[Any]] = {**{name: [1] for name in PARTS}, "generator": ["web"], "section": ["Runs"]}
    asked = [next(iter(calls(document, operation, known))) for operation in operations(document)]
    assert len(asked) > 100
    for call in asked:
        answer = await call.send(client)
        assert says_when_to_come_back(answer) or not call.operation.needs_token, (call.path, answer.text)


async def test_operators_are_told_what_the_process_knows_itself(client: httpx.AsyncClient) -> None:
    answer = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "sahabot2_database_reachable 0.0" in answer.text
    assert "sahabot2_alerts_open{" not in answer.text
    assert (await client.get("/health/live")).status_code == 200
    ready = await client.get("/health/ready")
    assert (ready.status_code, ready.json()["not_ready"]) == (503, ["database"])
