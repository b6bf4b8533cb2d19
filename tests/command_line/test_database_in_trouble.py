"""A SQLite file that another process holds, that has no room or that is damaged: a sentence, and reads go on."""

import asyncio
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from tests.support.product import Served, run_command, serving

ADMIN = ("--admin-discord-id", "302050872383242240", "--admin-name", "Zelda")
SETTINGS = {"DATABASE_URL": "sqlite://kept/races.db?busy_timeout=1500", "RACETIME_URL": "http://127.0.0.1:1"}
ENDLESSLY_PATIENT = {**SETTINGS, "DATABASE_URL": "sqlite://kept/races.db?busy_timeout=600000"}


@dataclass
class Started:
    product: Served
    program: httpx.AsyncClient
    file: Path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, in which an admin has a token."""
    folder = tmp_path_factory.mktemp("prepared")
    for command in (
        ("migrate",),
        ("create-organization", "--slug", "hyrule", "--name", "Hyrule", *ADMIN),
        ("create-token", "--discord-id", "302050872383242240", "--name", "test"),
    ):
        done = asyncio.run(run_command(folder, *command, settings=SETTINGS))
        assert done.code == 0, done.errors
    (folder / "token").write_text(done.output.strip())
    return folder


@asynccontextmanager
async def started(prepared: Path, folder: Path, settings: Mapping[str, str] = SETTINGS) -> AsyncIterator[Started]:
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    headers = {"authorization": f"Bearer {(folder / 'token').read_text()}"}
    async with (
        serving(folder, settings) as product,
        httpx.AsyncClient(base_url=product.url, headers=headers, timeout=30, verify=authorities()) as program,
    ):
        yield Started(product, program, folder / "kept" / "races.db")


async def test_reads_wait_for_no_writer(prepared: Path, tmp_path: Path) -> None:
    """Neither for another process that holds the file, nor for this one's own writes that wait for it."""
    async with started(prepared, tmp_path, ENDLESSLY_PATIENT) as made, _held(made.file):
        waiting = asyncio.create_task(made.program.patch("/api/organizations/1", json={"name": "Hyrule Castle"}))
        for _ in range(3):
            for address in ("/api/me/organizations", "/api/organizations/1/members", "/sign-in"):
                read = await made.program.get(address)
                assert read.status_code == 200, read.text
        assert not waiting.done()
        waiting.cancel()


@pytest.mark.slow
async def test_writes_say_when_to_come_back_while_another_process_writes(prepared: Path, tmp_path: Path) -> None:
    async with started(prepared, tmp_path) as made, _held(made.file):
        written = await made.program.patch("/api/organizations/1", json={"name": "Hyrule Castle"})
        assert (written.status_code, written.json()["code"], written.headers["retry-after"]) == (
            503,
            "unavailable",
            "5",
        )
        assert "busy" in written.json()["detail"]
        signing_in = await made.program.post("/sign-in", data={"user_id": "1"}, headers={"origin": "http://localhost"})
        assert signing_in.status_code in (303, 503)
        assert "Internal Server Error" not in signing_in.text
        ready = await made.program.get("/health/ready")
        assert (ready.status_code, ready.json()["not_ready"]) == (503, ["database"])
    assert not [line for line in made.product.log if "Unexpected error" in line]


@pytest.mark.slow
async def test_everything_works_again_once_the_other_process_is_done(prepared: Path, tmp_path: Path) -> None:
    async with started(prepared, tmp_path) as made:
        async with _held(made.file):
            assert (await made.program.get("/health/ready")).status_code == 503
        assert (await made.program.get("/health/ready")).status_code == 200
        written = await made.program.patch("/api/organizations/1", json={"name": "Hyrule Castle"})
        assert written.status_code == 200
        (used,) = (await made.program.get("/api/me/tokens")).json()
        assert used["last_used_at"]
        assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.file.parent.stat().st_mode) == 0o700


async def test_a_damaged_file_is_named_at_the_start(prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "kept" / "races.db"
    text = bytearray(file.read_bytes())
    text[100:] = b"\xa5" * (len(text) - 100)
    file.write_bytes(text)
    refused = await run_command(tmp_path, settings=SETTINGS)
    assert (refused.code, refused.errors.count("\n")) == (1, 1)
    assert "put a backup in its place" in refused.errors


@pytest.mark.parametrize("name", ["races.db", "races.db-wal"])
@pytest.mark.slow
async def test_a_file_that_everybody_could_read_is_private_from_the_next_start_on(
    prepared: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "kept" / name
    file.touch()
    file.chmod(0o644)
    assert (await run_command(tmp_path, "migrate", settings=SETTINGS)).code == 0
    assert not file.exists() or stat.S_IMODE(file.stat().st_mode) == 0o600


@asynccontextmanager
async def _held(file: Path) -> AsyncIterator[None]:
    """Hold the write lock, as a backup or a person with a console does."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
