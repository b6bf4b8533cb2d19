"""Whether the version of before may go on serving while a migration is applied, and until it is replaced.

It may where a migration only adds: tables, columns that may be left out, indexes that refuse nothing. What it drops,
renames, or makes stricter, the version of before still reads or writes. A migration that looks stricter than it is says
so itself, as `SERVED_MEANWHILE = True` beside its statements.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from application.domain.words import counted

_DECLARED = "SERVED_MEANWHILE"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r"'(?:[^']|'')*'")
_NEW_TABLE = re.compile(r'CREATE TABLE (?:IF NOT EXISTS )?"(\w+)"')
_INDEX = re.compile(r'CREATE (UNIQUE )?INDEX (?:IF NOT EXISTS )?"\w+" ON "(\w+)"')
_COLUMN = re.compile(r'ALTER TABLE "\w+" ADD (?:COLUMN )?"\w+" (?P<kind>[^,;]*)$', re.DOTALL)
_REMARK = re.compile(r"COMMENT ON ")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One migration; `breaks` is the first statement that the version of before can't live with, or empty."""

    name: str
    breaks: str = ""


def upgrade_of(file: Path) -> Upgrade:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if _declares(tree):
        return Upgrade(file.name)
    statements = _statements(tree)
    if statements is None:
        return Upgrade(file.name, "it does more than SQL can say")
    new = {found[1] for statement in statements if (found := _NEW_TABLE.match(statement))}
    return Upgrade(file.name, next((_in_short(each) for each in statements if not _only_adds(each, new)), ""))


def plan_of(upgrades: Sequence[Upgrade]) -> str:
    """Say before migrating what the version of before may do meanwhile; nothing for a database that is new."""
    if not upgrades or any(upgrade.name.startswith("0_") for upgrade in upgrades):
        return ""
    breaking = [upgrade for upgrade in upgrades if upgrade.breaks]
    number = counted(len(upgrades), "migration")
    if not breaking:
        adds = "which only adds" if len(upgrades) == 1 else "which only add"
        return f"{number} to apply, {adds}: the version of before may go on serving meanwhile."
    named = "\n".join(f"  {upgrade.name}: {upgrade.breaks}" for upgrade in breaking)
    return (
        f"{number} to apply, and the version of before can't go on serving with {len(breaking)} of them:\n{named}\n"
        "Stop all its processes first."
    )


def _declares(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == _DECLARED for target in node.targets)
        and isinstance(node.value, ast.Constant)
        and node.value.value is True
        for node in tree.body
    )


def _statements(tree: ast.Module) -> list[str] | None:
    """Return what `upgrade` does where that is written there as text, else None."""
    for node in tree.body:
        if isinstance(node, ast.AsyncFunctionDef) and node.name == "upgrade":
            match node.body:
                case [ast.Return(value=ast.Constant(value=str(text)))]:
                    bare = _TEXT.sub("''", _COMMENT.sub("", text))
                    return [" ".join(each.split()) for each in bare.split(";") if each.strip()]
    return None


def _only_adds(statement: str, new: set[str]) -> bool:
    if _NEW_TABLE.match(statement) or _REMARK.match(statement):
        return True
    if index := _INDEX.match(statement):
        return not index[1] or index[2] in new
    column = _COLUMN.match(statement)
    if column is None:
        return False
    kind = column["kind"].upper()
    may_be_left_out = "NOT NULL" not in kind or "DEFAULT" in kind
    return may_be_left_out and "UNIQUE" not in kind


def _in_short(statement: str) -> str:
    return statement if len(statement) <= 100 else f"{statement[:99]}…"
