"""The repository's own files, as a fresh clone would have them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OWN_PACKAGES = ("api", "application", "components", "discordbot", "migrations", "models", "racetime", "views")
"""The product without what puts it together."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Python file with its syntax tree."""

    name: str
    tree: ast.Module

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
            yield SourceFile(name, _parse(path))


def product_files() -> Iterator[SourceFile]:
    return python_files("main.py", "installation", *OWN_PACKAGES)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def _files_in(folder: Path, ignored: list[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from _files_in(path, ignored)
        else:
            yield path
