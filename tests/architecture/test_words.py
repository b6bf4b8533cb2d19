"""The product speaks as its community does: words that were given up stay away from every surface."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.repository import ROOT, SourceFile, python_files

SURFACES = ("api", "application", "components", "discordbot", "installation", "racetime", "views", "main.py")
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    ".env.example",
    "docs/**/*.md",
    "docs/operating/*.yml",
    "docs/operating/*.json",
)
SCRIPTS = re.compile(r"[\"`]([^\"`\n]* [^\"`\n]*)[\"`]")

GIVEN_UP = {
    r"\b[Oo]n \w+('s)? own time\b(?! zone)|^[Oo]wn time|\b[Ss]tandard runs?\b": "async run",
    r"\b[Pp]ress Ready|\bbeing ready\b": "start",
    r"\bto play\b": "slots left",
    r"\bother attempts?\b|give it up": "reattempt",
    r"\brecordings?\b": "VOD",
    r"[Aa]sk for a look|^[Ll]ook at it$": "flag for review, view",
    r"\bcall(ed)?( \w+){0,3} off\b|([Tt]ake|[Tt]ook) (\w+ )*back|[Tt]aken back": "cancel, restore, undo",
    r"[Oo]pen another room|[Pp]art( \S+)? from|[Uu]se an existing room": "replace room, detach room, attach room",
    r"\b[Ii]nbox\b|[Ss]et(s|ting)? (\S+ )?aside|without an owner|belongs? to nobody": "unmatched results, dismiss",
    r"\b[Tt]onight": "race night",
    r"\bat work\b|heard of the schedule\b|the schedule's jobs": "scheduler, Scheduler is running",
    r"(?<!/)\b(notices|wishes)\b": "notifications",
    r"\b[Ff]igures\b": "statistics",
    r"\bPeople of\b": "staff",
    r"\b[Mm]ake (the|an invite|my) (link|token|addresses)|[Mm]ake (them|\w+ \w+) one\b": "create, merge",
    r"\b[Hh]olds for\b|Holds until": "expires",
    r"^Countdown, seconds|[Ss]hort countdown|at the latest$": "start delay, time limit",
    r"may not count\b": "ineligible racers",
    r"\d \{?done\b|\} done\b|everybody is done": "finished",
    r"\b[Bb]y itself\b": "automatically",
    r"^Over$": "finished, ends",
    r"\w\(s\)": "singular and plural",
    r"^Empty: |^Usually |As the (tournament|organization) says|The organization says": "Default: …",
    r"\bTick (all|at least|several)|\bunticks?\b|\bfront page\b": "select, home page",
    r"\bstands? (here|in the audit|in the organization)\b|\bspeaks?\b": "show here; channel",
}
"""What once stood on a surface, and what stands there now; words.md of the project has them all."""

BUTTONS = re.compile(
    r"(Add|Cancel|Change|Claim|Close|Correct|Create|Delete|Detach|Import|Invite|Leave|Lock|Make|Merge|Move|Open|Read|"
    r"Release|Remove|Rename|Restore|Review|Revoke|Save|Schedule|Undo) (it|them|the)\b[\w ]{0,25}"
)
BUTTON_MAKERS = {"Button", "RowAction", "end", "button_to_see"}
KEPT = {
    "an item's stored value": ("inbox",),
    "racetime.gg's own words": ("Results can be edited only between the end of a race and its recording.",),
}


def texts(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings, which the API alone serves; what is filled in stands as {}."""
    written = file.all(ast.Expr) if not file.name.startswith("api/") else file.tree.body
    spoken = {id(node.value) for node in written if isinstance(node, ast.Expr)}
    for text in file.all(ast.JoinedStr):
        spoken |= {id(part) for part in text.values}
        whole = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in text.values)
        yield text.lineno, whole
    for node in file.all(ast.Constant):
        if isinstance(node.value, str) and id(node) not in spoken:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def spoken() -> list[tuple[str, str]]:
    """Every text with a blank or a capital letter, which nothing but people read, and where it is."""
    kept = {text for group in KEPT.values() for text in group}
    found = [
        (f"{file.name}:{line}", text)
        for file in python_files(*SURFACES)
        for line, text in texts(file)
        if (" " in text or text[:1].isupper()) and text not in kept
    ]
    written = [
        (f"{path.relative_to(ROOT)}:{number}", line)
        for pattern in DOCUMENTS
        for path in sorted(ROOT.glob(pattern))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
    ]
    scripts = [
        (path.name, text)
        for path in sorted((ROOT / "components/static").glob("*.js"))
        for text in SCRIPTS.findall(path.read_text())
    ]
    assert len(written) > 1000
    assert len(scripts) > 50
    return found + written + scripts


@pytest.mark.parametrize("given_up", GIVEN_UP)
def test_a_word_that_was_given_up_stays_away(spoken: list[tuple[str, str]], given_up: str) -> None:
    pattern = re.compile(given_up)
    assert [where for where in spoken if pattern.search(where[1])] == [], f"say: {GIVEN_UP[given_up]}"


def test_a_button_says_what_happens_without_it_them_and_the() -> None:
    found = 0
    for file in python_files(*SURFACES):
        for node in file.all(ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in BUTTON_MAKERS and node.args and isinstance(node.args[0], ast.Constant):
                found += 1
                label = str(node.args[0].value)
                assert not BUTTONS.fullmatch(label), f"{file.place(node)}: {label}"
    assert found >= 100
