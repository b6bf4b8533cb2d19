"""What the repository says and doesn't say."""

import ast
import re
from collections.abc import Iterator

import pytest

from application.settings import Settings, load_settings
from tests.support.repository import ROOT, SourceFile, product_files, text_files

# Written in pieces, so that this file doesn't name them either.
_REGISTRY = re.compile(
    r"py" r"pi\.org|python" r"hosted\.org|registry\.npm" r"js|--(extra-)?index" r"-url[ =]|--find" r"-links[ =]",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?<![\w.:/}-])/(home|root|Users|work)/|(?<![\w.:/}-])[A-Z]:\\")
_HOST = r"(?:[\w-]+\.)*(?:racetime\.gg|discord\.com|discord\.gg|discordapp\.com|discordapp\.net|speedgaming\.org)"
_ADDRESS = re.compile(rf"\w+://{_HOST}(?![\w.-])|^{_HOST}[/:]")
"""Of a public service; its bare name is what people call it."""


def test_no_file_names_a_package_registry() -> None:
    assert not list(lines_with(_REGISTRY))


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert not list(lines_with(_MACHINE))


def test_the_public_services_addresses_are_settings() -> None:
    """Every other place is told where to go, so that tests and rehearsals go elsewhere."""
    named = [
        file.place(text)
        for file in product_files()
        for text in _texts(file)
        if file.name != "application/settings.py" and _ADDRESS.search(str(text.value))
    ]
    assert not named


def test_the_recipes_name_files_that_there_are() -> None:
    """But for those that a recipe makes, which it calls new."""
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+/(?:\w+\.py)?)`(?!, new)", recipes)
    assert len(named) > 40
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_example_lists_every_setting_with_its_default_and_an_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    example = ROOT / ".env.example"
    listed: list[str] = []
    before = ""
    for line in example.read_text().splitlines():
        if line and not line.startswith("#"):
            assert before.startswith("# "), f"{line} has no explanation."
            listed.append(line.partition("=")[0])
        before = line
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)
    assert load_settings(example) == load_settings(None)


def lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    for name, text in text_files():
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{name}:{number}: {line.strip()[:120]}"


def _texts(file: SourceFile) -> Iterator[ast.Constant]:
    """Return the text constants of a file, but not its docstrings."""
    prose = {id(node.value) for node in file.all(ast.Expr) if isinstance(node.value, ast.Constant)}
    for node in file.all(ast.Constant):
        if isinstance(node.value, str) and id(node) not in prose:
            yield node
