"""`python -m tests.gallery FOLDER` takes a picture of every page in every state, for phone and desktop.

FOLDER/index.html shows them all. With `--only NAME` just the scenes whose name begins so. With `--documents` instead of
FOLDER the pictures are taken that the documents name, and kept beside them.
"""

import argparse
import asyncio
import html
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from application.database import Database, migrate
from tests.gallery.documents import DOCUMENT_SIZES, NamedPicture, keep_picture, named_pictures
from tests.gallery.documents import FOLDER as PICTURES
from tests.gallery.evening import Evening
from tests.gallery.scenes import Scene, scenes_of
from tests.support.browser import SIZES, TABLET, Chromium, browsing_on, started
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.databases import sqlite_url
from views.site import mount_site

_SETTLE = """
document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
"""


async def make_gallery(folder: Path, address: str, only: str) -> list[Scene]:
    """Take the pictures on an empty database and return the scenes."""
    async with _at_the_scenes(address) as (scenes, chromium):
        chosen = [scene for scene in scenes if scene.name.startswith(only)]
        for scene in chosen:
            for size in _sizes_of(scene):
                taken = await _take(chromium, scene, _sizes_of(scene)[size], full_page=not scene.dialog)
                (folder / f"{scene.name}-{size}.png").write_bytes(taken)
    return chosen


async def take_for_documents(address: str) -> list[NamedPicture]:
    """Take the pictures that documents name, put away those that none names any more, and return the former."""
    named = named_pictures()
    async with _at_the_scenes(address) as (scenes, chromium):
        by_name = {scene.name: scene for scene in scenes}
        for picture in {each.file: each for each in named}.values():
            scene, size = by_name[picture.scene], DOCUMENT_SIZES[picture.size]
            keep_picture(await _take(chromium, scene, size, full_page=False), PICTURES / picture.file)
    for path in PICTURES.iterdir():
        if path.name not in {picture.file for picture in named}:
            path.unlink()
    return named


@asynccontextmanager
async def _at_the_scenes(address: str) -> AsyncIterator[tuple[list[Scene], Chromium]]:
    await migrate(address)
    database = await Database.open(address)
    try:
        evening = await Evening.begin(await found_community(ManualClock()))
        await evening.dress()
        app = FastAPI()
        mount_site(app, evening.community.container)
        async with started() as browser, browsing_on(app, browser, evening.community) as chromium:
            yield await scenes_of(evening), chromium
    finally:
        await database.close()


def _sizes_of(scene: Scene) -> dict[str, tuple[int, int]]:
    """Public pages are looked at on everything that people have at hand."""
    return {**SIZES, "tablet": TABLET} if scene.name.startswith("public-") else SIZES


async def _take(chromium: Chromium, scene: Scene, size: tuple[int, int], *, full_page: bool) -> bytes:
    async with chromium.tab(scene.viewer, size=size, dark=scene.dark) as tab:
        page = await tab.open(scene.address)
        await scene.act(page)
        await page.evaluate(_SETTLE)
        taken = await page.screenshot(full_page=full_page)
        if scene.is_refusal:
            tab.complaints.clear()  # the browser itself remarks on the status of the page
        return taken


def _index(scenes: list[Scene]) -> str:
    parts = ["<!doctype html><meta charset=utf-8><title>Gallery</title><style>body{font:16px sans-serif;margin:2rem}"]
    parts.append("img{border:1px solid #ccc;max-height:70vh;margin-right:1rem}</style>")
    for scene in scenes:
        parts.append(f"<h2>{html.escape(scene.name)}</h2>")
        files = [f"{scene.name}-{size}.png" for size in _sizes_of(scene)]
        parts += [f'<a href="{file}"><img loading="lazy" alt="{file}" src="{file}"></a>' for file in files]
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("folder", type=Path, nargs="?")
    place.add_argument("--documents", action="store_true", help="take those that the documents name")
    parser.add_argument("--only", default="", help="just the scenes whose name begins so")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        address = sqlite_url(Path(temporary) / "gallery.db")
        if chosen.documents:
            sys.stdout.write(f"{len(asyncio.run(take_for_documents(address)))} pictures in {PICTURES}\n")
            return
        chosen.folder.mkdir(parents=True, exist_ok=True)
        scenes = asyncio.run(make_gallery(chosen.folder, address, chosen.only))
    index = chosen.folder / "index.html"
    index.write_text(_index(scenes), encoding="utf-8")
    sys.stdout.write(f"{sum(len(_sizes_of(scene)) for scene in scenes)} pictures; open {index}\n")


if __name__ == "__main__":
    main()
