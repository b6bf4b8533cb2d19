"""`python -m tests.gallery FOLDER` takes a picture of every page in every state, for phone and desktop.

FOLDER/index.html shows them all. With `--only NAME` just the scenes whose name begins so.
"""

import argparse
import asyncio
import html
import sys
import tempfile
from pathlib import Path

from fastapi import FastAPI

from application.database import Database, migrate
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
    await migrate(address)
    database = await Database.open(address)
    try:
        evening = await Evening.begin(await found_community(ManualClock()))
        await evening.dress()
        app = FastAPI()
        mount_site(app, evening.community.container)
        scenes = [scene for scene in await scenes_of(evening) if scene.name.startswith(only)]
        async with started() as browser, browsing_on(app, browser, evening.community) as chromium:
            for scene in scenes:
                for size in _sizes_of(scene):
                    await _take(chromium, scene, size, folder)
    finally:
        await database.close()
    return scenes


def _sizes_of(scene: Scene) -> dict[str, tuple[int, int]]:
    """Public pages are looked at on everything that people have at hand."""
    return {**SIZES, "tablet": TABLET} if scene.name.startswith("public-") else SIZES


async def _take(chromium: Chromium, scene: Scene, size: str, folder: Path) -> None:
    async with chromium.tab(scene.viewer, size=_sizes_of(scene)[size], dark=scene.dark) as tab:
        page = await tab.open(scene.address)
        await scene.act(page)
        await page.evaluate(_SETTLE)
        await page.screenshot(path=folder / f"{scene.name}-{size}.png", full_page=not scene.dialog)
        if scene.is_refusal:
            tab.complaints.clear()  # the browser itself remarks on the status of the page


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
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="just the scenes whose name begins so")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        address = sqlite_url(Path(place) / "gallery.db")
        scenes = asyncio.run(make_gallery(chosen.folder, address, chosen.only))
    index = chosen.folder / "index.html"
    index.write_text(_index(scenes), encoding="utf-8")
    sys.stdout.write(f"{sum(len(_sizes_of(scene)) for scene in scenes)} pictures; open {index}\n")


if __name__ == "__main__":
    main()
