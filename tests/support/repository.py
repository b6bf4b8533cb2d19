"""The repository's own files, as a fresh clone would have them."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent.parent
N = TypeVar("N", bound=ast.AST)

OWN_PACKAGES = ("api", "application", "components", "discordbot", "migrations", "models", "racetime", "views")
"""The product without what puts it together."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Python file with its syntax tree, which is walked once for all that want to know something of it."""

    name: str
    tree: ast.Module
    _nodes: dict[type[ast.AST], list[ast.AST]]

    def all(self, *kinds: type[N]) -> list[N]:
        """Return every node of these kinds."""
        return [node for kind in kinds for node in self._nodes.get(kind, ())]  # type: ignore[misc]  # kept by kind

    def place(self, node: ast.AST) -> str:
        """Return where a node stands, as an editor opens it."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@cache
def repository_files() -> tuple[Path, ...]:
    """Return every file that .gitignore doesn't leave out, whether committed yet or not."""
    ignored = [line.strip().rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line.strip()]
    return tuple(sorted(_files_in(ROOT, [*ignored, ".git"])))


def text_files() -> Iterator[tuple[str, str]]:
    """Return the name and content of every file that is text."""
    for path in repository_files():
        try:
            yield name_of(path), path.read_text()
        except UnicodeDecodeError:
            continue


def python_files(*places: str) -> Iterator[SourceFile]:
    """Return the Python files in the given folders, or files of the given names, with their syntax trees."""
    for path in repository_files():
        name = name_of(path)
        if path.suffix == ".py" and any(name == place or name.startswith(f"{place}/") for place in places):
            yield _parse(path, name)


def product_files() -> Iterator[SourceFile]:
    return python_files("main.py", "installation", *OWN_PACKAGES)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _parse(path: Path, name: str) -> SourceFile:
    tree = ast.parse(path.read_text(), filename=str(path))
    nodes: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        nodes[type(node)].append(node)
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, ast.AST):
                waiting.append(value)
            elif isinstance(value, list):
                waiting += [part for part in value if isinstance(part, ast.AST)]
    return SourceFile(name, tree, nodes)


def dotted(node: ast.expr) -> str:
    """Return a name as it is written, such as `asyncio.sleep`; something else has none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def _files_in(folder: Path, ignored: list[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from _files_in(path, ignored)
        else:
            yield path
