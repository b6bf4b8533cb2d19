"""Whatever a browser sends to a page is cleaned where it arrives."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLEANING = {"cleaned", "folded", "clean_text"}
IN_PIECES = {"components/long_text.py"}
"""Takes a table in pieces, which is cleaned cell by cell when it is read; its other values are cleaned."""


def calls_around(tree: ast.Module) -> Iterator[tuple[ast.Attribute, set[str]]]:
    """Return what events carry, each with the functions that it is handed to."""

    def walk(node: ast.AST, around: frozenset[str]) -> Iterator[tuple[ast.Attribute, set[str]]]:
        if isinstance(node, ast.Attribute) and node.attr == "args":
            yield node, set(around)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            around = around | {node.func.id}
        for child in ast.iter_child_nodes(node):
            yield from walk(child, around)

    yield from walk(tree, frozenset())


def test_what_an_event_carries_is_cleaned_at_once() -> None:
    found = 0
    for folder in ("components", "views"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            for node, around in calls_around(ast.parse(path.read_text())):
                found += 1
                assert around & CLEANING or name in IN_PIECES, f"{name}:{node.lineno}"
    assert found >= 5


def test_forms_get_their_values_from_nowhere_else() -> None:
    heard = [
        str(path.relative_to(ROOT))
        for folder in ("components", "views")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "formValues" in path.read_text() or "sendText" in path.read_text()
    ]
    assert heard == ["components/filters.py", "components/form.py", "components/long_text.py"]
