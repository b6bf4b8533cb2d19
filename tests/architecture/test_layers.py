"""Who may know whom, and the few things that only one place may do."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.support.repository import ROOT, SourceFile, dotted, product_files

_ROOMS = ("people", "runs", "tournaments", "live_races", "messages", "operations")
_LAYERS_OF_ROOMS = {
    "api.routes",
    "api.schemas",
    "application.domain",
    "application.repositories",
    "application.services",
    "views",
}
_CLOCK = "application/domain/clock.py"
_CLOCK_READS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.monotonic",
    "time.perf_counter",
    "time.time",
}


def test_every_import_contract_holds() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"]
    checked = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603  # our own
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_stands_in_no_room_is_below_all_of_them() -> None:
    """But for the fronts: what the rooms' parts are put together in, under the names of the plan or of the layer."""
    knowing = {
        file.name
        for file in product_files()
        if (layer := file.name.rpartition("/")[0].replace("/", ".")) in _LAYERS_OF_ROOMS
        for node in file.all(ast.ImportFrom)
        if any(f"{node.module}.".startswith(f"{layer}.{room}.") for room in _ROOMS)
    }
    assert knowing == {
        "application/repositories/__init__.py",
        "application/repositories/async_live_race_repository.py",
        "application/services/async_live_race_service.py",
        "views/site.py",
    }


def test_only_the_clock_reads_the_time() -> None:
    assert places_of_calls(_CLOCK_READS) == {_CLOCK}


def test_only_access_makes_a_context_of_an_organization() -> None:
    assert places_of_calls({"OrgContext"}) == {"application/access.py"}


def test_a_seed_is_released_in_one_place() -> None:
    """Setting it back to None when a race is restored is the only other assignment."""
    setters = {
        file.name
        for file in product_files()
        for target, value in _assignments(file)
        if target == "released_at" and not _is_none(value)
    }
    assert setters == {"application/services/live_races/lock.py"}


def test_a_live_race_gets_its_status_from_the_status_table_only() -> None:
    named = [
        file.place(value)
        for file in product_files()
        for target, value in _assignments(file)
        if target == "status" and dotted(value).startswith("LiveRaceStatus.")
    ]
    assert not named


def places_of_calls(names: set[str]) -> set[str]:
    """Return the files that call something of these names, as they are written there."""
    return {file.name for file in product_files() for node in file.all(ast.Call) if dotted(node.func) in names}


def _assignments(file: SourceFile) -> Iterator[tuple[str, ast.expr]]:
    """Return each attribute that is assigned to, with its value."""
    for node in file.all(ast.Assign):
        for target in node.targets:
            yield from _pairs(target, node.value)
    given: list[ast.AnnAssign | ast.AugAssign] = [*file.all(ast.AnnAssign), *file.all(ast.AugAssign)]
    for one in given:
        if one.value is not None:
            yield from _pairs(one.target, one.value)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Attribute):
        yield target.attr, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for part, part_value in zip(target.elts, value.elts, strict=True):
            yield from _pairs(part, part_value)
    elif isinstance(target, ast.Tuple):
        for part in target.elts:
            yield from _pairs(part, value)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
