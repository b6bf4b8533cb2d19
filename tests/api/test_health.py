"""What the people who keep the process running can ask, without a token."""

import asyncio
import subprocess
import tomllib

import httpx
import pytest

from api.app import create_api, create_health
from application.database import Database
from application.version import VERSION, commit
from tests.support.api import BASE, problem
from tests.support.community import Community
from tests.support.repository import ROOT


async def ask(app: object, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:  # type: ignore[arg-type]
        return await client.get(path)


async def test_the_process_is_alive_and_ready_with_its_database(community: Community, database: Database) -> None:
    async def missing() -> list[str]:
        return [] if await database.is_reachable() else ["database"]

    app = create_api(community.container, missing=missing)
    assert (await ask(app, "/health/live")).json() == {"status": "alive"}
    ready = (await ask(app, "/health/ready")).json()
    assert ready == {"status": "ready", "discord": "off", "version": VERSION, "commit": commit()}


def test_the_version_and_the_commit_are_the_repositorys_own() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    assert head.stdout.startswith(commit()), "or empty where there is no clone"


async def test_it_is_not_ready_while_nothing_is_done_that_is_due(community: Community) -> None:
    async def missing() -> list[str]:
        return ["schedule"]

    for app in (create_api(community.container, missing=missing), create_health(community.container, missing=missing)):
        told = problem(await ask(app, "/health/ready"), 503, "not-ready")
        assert told["not_ready"] == ["schedule"]
        assert told["detail"] == "Nothing that is due was done for a minute."


@pytest.mark.parametrize("failure", [OSError("connection refused"), RuntimeError("pool is closed"), None])
async def test_it_is_not_ready_without_its_database_and_says_so(
    community: Community, failure: Exception | None
) -> None:
    async def unreachable() -> list[str]:
        await asyncio.sleep(0)
        if failure is not None:
            raise failure
        return ["database"]

    app = create_api(community.container, missing=unreachable)
    told = problem(await ask(app, "/health/ready"), 503, "not-ready")
    assert told["not_ready"] == ["database"]
    assert "refused" not in str(told), "what the driver says stays in the log"
    assert (await ask(app, "/health/live")).status_code == 200
