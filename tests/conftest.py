"""Fixtures that every test may use, and guards that watch every test."""

import gc
import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import hypothesis
import pytest
import pytest_asyncio

from application.database import Database
from tests.support.clock import ManualClock
from tests.support.databases import (
    PrivatePostgres,
    copy_sqlite_template,
    create_sqlite_template,
    engines_for,
    kept_connections,
    prepare_models_once,
    private_postgres,
)
from tests.support.guards import LoopbackOnly, logged_errors, no_task_left
from tests.support.postgres import quick_folder
from tests.support.product import forked
from tests.support.quicker import prepare_frameworks_once

# The same examples on every run, so that a red build is red for everybody; `--hypothesis-profile=thorough` looks for
# new ones.
hypothesis.settings.register_profile("repeatable", max_examples=60, deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("repeatable")

_loopback_only = LoopbackOnly()


def pytest_configure() -> None:
    _loopback_only.install()
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # what httpx looks for on the disk at each request
    prepare_models_once()
    prepare_frameworks_once()
    folder = quick_folder()
    if folder is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    gc.set_threshold(20_000, 20, 50)  # a process that is short of time and not of memory


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-engines", action="store_true", help="run every test of the database on both engines")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", engines_for(metafunc), indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that nothing long is left over for one process at the end.

    A module's tests of one engine come together: the ORM prepares its models anew for each change of engine. So do
    those that start processes or Chromium, which few of the processes then have to prepare.
    """
    long = ("stories", "command_line", "browser")
    modules = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}

    def order(item: pytest.Item) -> tuple[int, int, str]:
        folder = item.path.parent.name
        parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        return (
            long.index(folder) if folder in long else len(long),
            modules[item.path],
            str(parameters.get("database_url", "")),
        )

    items.sort(key=order)


def pytest_collection_finish() -> None:
    _settle()


def _settle() -> None:
    """Take what lives now out of every later collection of garbage: the page framework asks for one per test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _settled() -> Iterator[None]:
    """Frameworks keep something of each application, for ever: hundreds of thousands of objects in a worker's life."""
    yield
    _settle()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database of the engine that this run of the test is for."""
    return cast(str, request.getfixturevalue(f"{request.param}_database_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh database, open for the ORM."""
    opened = await Database.open(database_url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def sqlite_database_url(sqlite_template: Path, tmp_path: Path) -> str:
    return copy_sqlite_template(sqlite_template, tmp_path / "test.db")


@pytest.fixture
async def sqlite_database(sqlite_database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_database_url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def postgres_database_url(postgres: PrivatePostgres, _kept_connections: None) -> Iterator[str]:
    address = postgres.lend_migrated()
    yield address
    postgres.take_back(address)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return create_sqlite_template(tmp_path_factory.mktemp("template") / "template.db")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """The session's own server, started when the first test asks for it."""
    with private_postgres() as server:
        yield server


@pytest.fixture(scope="session")
async def _kept_connections(postgres: PrivatePostgres) -> AsyncIterator[None]:
    with kept_connections(postgres):
        yield


@pytest.fixture(scope="session", autouse=True)
def _forked() -> Iterator[None]:
    with forked():
        yield


@pytest.fixture
def loopback_only() -> LoopbackOnly:
    """The guard itself, for a test that watches an attempt being refused."""
    return _loopback_only


@pytest.fixture(autouse=True)
def _stays_on_this_machine() -> Iterator[None]:
    with _loopback_only.watched() as attempts:
        yield
    assert not attempts, f"The test tried to reach {', '.join(attempts)}."


@pytest.fixture(autouse=True)
def _logs_no_error(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on records of level ERROR, except in tests marked `expects_errors`."""
    with logged_errors() as errors:
        yield
    if request.node.get_closest_marker("expects_errors") is None:
        texts = [f"{record.name}: {record.getMessage()}" for record in errors]
        assert not texts, "The test logged errors:\n" + "\n".join(texts)


@pytest.fixture(autouse=True)
def _leaves_no_task(request: pytest.FixtureRequest) -> None:
    """Fail when an asynchronous test leaves a task running after its own fixtures have cleaned up."""
    if pytest_asyncio.is_async_test(request.node):
        request.getfixturevalue("_no_task_at_the_end")


@pytest.fixture
async def _no_task_at_the_end() -> AsyncIterator[None]:
    async with no_task_left():
        yield
