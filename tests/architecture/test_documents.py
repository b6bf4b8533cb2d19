"""What the documents say is true: links, settings, routes, commands and labels of pages exist."""

import ast
import re
from functools import cache
from pathlib import Path

from nicegui import Client

from application.domain.live_races.room_commands import CommandWord
from components.help import HELP_OF_PAGES
from installation.commands import parser
from tests.gallery.documents import DOCUMENT_SIZES, named_pictures
from tests.gallery.documents import FOLDER as PICTURES
from tests.support.event_document import DOCUMENT, event_document, rooms
from tests.support.repository import ROOT, python_files
from views.handbook import FOLDER, NAMES, documents

MOST_LINES = 2_000
GUIDES = {name: (FOLDER / file).read_text(encoding="utf-8") for name, file in NAMES.items()}
SURFACES = ("application", "components", "discordbot", "views")


@cache
def texts() -> frozenset[str]:
    """Every text that stands in the code of a surface."""
    constants = (node.value for file in python_files(*SURFACES) for node in file.all(ast.Constant))
    return frozenset(value.strip() for value in constants if isinstance(value, str))


def test_the_documents_are_few_and_short() -> None:
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.md")}
    assert files == {*NAMES.values(), "README.md"}
    assert sum(len((FOLDER / file).read_text().splitlines()) for file in files) <= MOST_LINES


def test_every_link_leads_somewhere() -> None:
    anchors = {part.address for document in documents() for part in document.parts}
    anchors |= {document.address for document in documents()}
    led = {
        (document.name, target)
        for document in documents()
        for target in re.findall(r'(?:href|src)="(/[^"]+)"', document.markup)
    }
    assert len(led) > 6
    missing = {
        (name, target)
        for name, target in led
        if target not in anchors and not (FOLDER / target.removeprefix("/help/")).is_file()
    }
    assert not missing
    for name, text in GUIDES.items():
        here = (FOLDER / NAMES[name]).parent
        files = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        assert not [file for file in files if not (here / file).exists()]
    assert not [file for file in re.findall(r"\]\(([^)]+)\)", contents()) if not (FOLDER / file).is_file()]
    assert set(re.findall(r"\]\(([^)]+)\)", contents())) == set(NAMES.values())


SHOWING_SEEDS_TO_STAFF = ("pool-seeds", "seed-import", "review-run", "live-race-admin", "manage-edit")


def test_each_picture_is_a_small_one_of_a_scene_that_gives_no_seed_away() -> None:
    scenes = (ROOT / "tests" / "gallery" / "scenes.py").read_text(encoding="utf-8")
    pictures = named_pictures()
    assert 8 <= len({picture.file for picture in pictures}) <= 12
    for picture in pictures:
        assert len(picture.alt) > 20, picture
        assert picture.size in DOCUMENT_SIZES
        assert f'"{picture.scene}"' in scenes or f'"{picture.scene.removeprefix("live-race-")}"' in scenes, picture
        assert picture.scene not in SHOWING_SEEDS_TO_STAFF
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(sizes) == {picture.file for picture in pictures}, "take them with `python -m tests.gallery --documents`"
    assert max(sizes.values()) <= 60_000
    assert sum(sizes.values()) <= 400_000


def contents() -> str:
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def test_pages_lead_to_what_is_written_about_them() -> None:
    anchors = {part.address for document in documents() for part in document.parts}
    named = {
        text
        for folder in ("components", "views")
        for path in (ROOT / folder).rglob("*.py")
        for text in re.findall(r'"(/help/[a-z-]+(?:#[a-z-]+)?)"', path.read_text())
    }
    source = (ROOT / "components" / "help.py").read_text()
    for constant, name in (("_LIVE", "live-races"), ("_ASYNC", "async-runs"), ("_ORGANIZING", "organizing")):
        named |= {f"/help/{name}#{anchor}" for anchor in re.findall(rf"{{{constant}}}#([a-z-]+)", source)}
    named |= {f"/help/reviewing#{anchor}" for anchor in re.findall(r"{_REVIEWING}#([a-z-]+)", source)}
    assert len(named) > 15
    assert named <= anchors


def test_something_is_written_about_every_page() -> None:
    from views import site

    source = Path(site.__file__).read_text(encoding="utf-8")
    patterns = set(re.findall(r'page\("(/[^"]*)"', source)) | {path for path in Client.page_routes.values() if path}
    patterns |= set(re.findall(r'^\s+"(/[a-z][^"]*)"', source, re.MULTILINE))
    assert len(patterns) > 40
    assert patterns - set(HELP_OF_PAGES) <= {"/overlay/{key}", "/static"}


def test_every_label_that_is_named_stands_on_a_surface() -> None:
    named = {(name, label) for name, text in GUIDES.items() for label in re.findall(r"\*\*([^*]+)\*\*", text)}
    named = {(name, label) for name, label in named if name not in ("architecture", "operating")}
    assert len(named) > 30
    words = "\n".join(texts())
    assert not {each for each in named if each[1] not in texts() and each[1] not in words}


def test_every_command_that_is_named_exists() -> None:
    subcommands = set(parser(None)._subparsers._group_actions[0].choices or ())  # type: ignore[union-attr]
    for name, text in GUIDES.items():
        for line in re.findall(r"python main\.py ([a-z][a-z-]+)", text):
            assert line in subcommands, (name, line)
        assert set(re.findall(r"`!([a-z]+)`", text)) <= set(CommandWord), name
        asked = set(re.findall(r"`(/[a-z]+(?: [a-z]+)?)`", text)) - {"/help", "/events", "/metrics", "/health"}
        for command in asked:
            *group, last = command.removeprefix("/").split()
            assert {*group, last} <= texts() or name == "operating", (name, command)


def test_every_route_that_is_named_exists() -> None:
    source = "\n".join(path.read_text() for path in (ROOT / "api").rglob("*.py"))
    named = set(re.findall(r"https://races\.example\.org(/api/[\w/-]+)", GUIDES["api"]))
    assert named
    for path in named:
        last = re.sub(r"/\d+", "", path).rpartition("/")[2]
        assert last in source, path


def test_every_setting_that_is_named_exists() -> None:
    known = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name, text in GUIDES.items():
        if name in ("architecture", "event-system", "operating"):
            continue
        for setting in re.findall(r"`([A-Z]{3,}_[A-Z_]+)`", text):
            assert setting in known, (name, setting)


def test_the_events_are_written_down_from_themselves() -> None:
    assert rooms() == {"live_races", "messages", "operations", "people", "runs", "tournaments"}
    told = DOCUMENT.read_text(encoding="utf-8")
    assert told == event_document(), "write it again with `python -m tests.support.event_document`"
