"""What no test does: wait for real time, be left out, or replace parts of the product."""

import ast
from collections.abc import Iterator

from tests.support.repository import OWN_PACKAGES, SourceFile, dotted, python_files

_SLEEPS = {"asyncio.sleep", "time.sleep", "anyio.sleep", "sleep", "page.wait_for_timeout"}
_LONGEST_PAUSE = 0.05
"""Seconds between two looks of a helper at what happens in sockets or another process, which gives no other sign."""
_PATCHING = {"setattr", "delattr", "setitem", "delitem"}

_OURS = (*OWN_PACKAGES, "installation", "main")


def test_no_test_sleeps() -> None:
    assert not [place for file in python_files("tests") for place in _sleeps(file)]


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    left_out = [
        file.place(node)
        for file in python_files("tests")
        for node in file.all(ast.Attribute)
        if node.attr in {"skip", "skipif", "xfail", "importorskip", "skipTest"}
    ]
    assert not left_out


def test_no_test_uses_mocks() -> None:
    mocked = [
        file.place(node)
        for file in python_files("tests", "benchmarks")
        for node in file.all(ast.Import, ast.ImportFrom, ast.arg)
        if (isinstance(node, ast.Import) and any(name.name.startswith("unittest") for name in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest"))
        or (isinstance(node, ast.arg) and node.arg == "mocker")
    ]
    assert not mocked


def test_no_test_patches_the_product() -> None:
    patched = [place for file in python_files("tests", "benchmarks") for place in _patches(file)]
    assert not patched


def _sleeps(file: SourceFile) -> Iterator[str]:
    for node in file.all(ast.Call):
        if dotted(node.func) not in _SLEEPS:
            continue
        seconds = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        is_turn = seconds == 0
        is_poll = file.name.startswith("tests/support/") and isinstance(seconds, float) and seconds <= _LONGEST_PAUSE
        if not is_turn and not is_poll:
            yield file.place(node)


def _patches(file: SourceFile) -> Iterator[str]:
    """Return where something of the product is replaced: by `monkeypatch`, or by an assignment to its module."""
    own = _names_of_the_product(file)
    for call in file.all(ast.Call):
        by_method = isinstance(call.func, ast.Attribute) and call.func.attr in _PATCHING
        if (by_method or dotted(call.func) in {"setattr", "delattr"}) and _is_of_the_product(
            call.args[0] if call.args else None, own
        ):
            yield file.place(call)
    for node in file.all(ast.Assign):
        for assigned in node.targets:
            if isinstance(assigned, ast.Attribute) and _is_of_the_product(assigned.value, own):
                yield file.place(node)


def _is_of_the_product(target: ast.expr | None, own: set[str]) -> bool:
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value.partition(".")[0] in _OURS
    while isinstance(target, ast.Attribute):
        target = target.value
    return isinstance(target, ast.Name) and target.id in own


def _names_of_the_product(file: SourceFile) -> set[str]:
    """Return the names under which a file imports modules, classes and functions of the product."""
    names: set[str] = set()
    for node in file.all(ast.ImportFrom, ast.Import):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in (
            *OWN_PACKAGES,
            "installation",
            "main",
        ):
            names |= {name.asname or name.name for name in node.names}
        elif isinstance(node, ast.Import):
            names |= {
                name.asname or name.name.partition(".")[0]
                for name in node.names
                if name.name.partition(".")[0] in _OURS
            }
    return names
