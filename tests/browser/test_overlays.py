"""A race's overlay as streaming programs draw it: with nothing behind it, and with their own style on top."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.support.browser import Chromium
from tests.support.community import Community
from tests.views.public.test_public_races import Night

OBS_STYLE = "body { background-color: rgba(0, 0, 0, 0); margin: 0px auto; overflow: hidden; }"


async def opacities(page: Page, places: list[tuple[float, float]]) -> list[int]:
    """Return how much of what is behind the page is hidden at each place, from 0 to 255."""
    picture = Image.open(BytesIO(await page.screenshot(omit_background=True))).convert("RGBA")
    (width, _), pixels = picture.size, picture.getchannel("A").tobytes()
    return [pixels[int(y) * width + int(x)] for x, y in places]


async def cut_names(page: Page) -> list[str]:
    """Return the names that don't fit where they stand."""
    cut = "(names) => names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.innerText)"
    found: list[str] = await page.locator(".overlay__name").evaluate_all(cut)
    return found


@pytest.mark.parametrize(
    ("query", "size", "dark"),
    [
        pytest.param("", (1920, 1080), True, id="scene"),
        pytest.param("?layout=side", (420, 1080), False, id="side bar", marks=pytest.mark.slow),
    ],
)
async def test_only_the_board_of_an_overlay_hides_what_is_behind_it(
    community: Community, chromium: Chromium, query: str, size: tuple[int, int], dark: bool
) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    room.join(await community.racetime_id_of(await community.add_player("CuccoWhisperer")))
    await community.hear(night.race, room)
    key = await community.container.overlays.find_key(community.admin, night.race)
    async with chromium.tab(None, size=size, dark=dark) as tab:
        page = await tab.open(f"/overlay/{key}{query}")
        await page.add_style_tag(content=OBS_STYLE)
        rows = page.get_by_test_id("overlay-row")
        await expect(rows).to_have_count(5)  # who doesn't count is known from the lock on
        assert await cut_names(page) == [], "beside “Not ready”, the longest state"
        await night.start(room)
        room.finish("stranger", timedelta(minutes=50))  # who doesn't count, and is first in the room
        await night.first_finishes(room)
        await expect(rows.first).to_have_text(re.compile("^1"))
        await expect(rows).to_have_count(4)
        assert await cut_names(page) == []
        boxes = [box for box in [await row.bounding_box() for row in await rows.all()] if box is not None]
        within = [(box["x"] + 8, box["y"] + box["height"] / 2) for box in boxes]
        assert all(150 < each < 255 for each in await opacities(page, within))
        width, height = size
        assert await opacities(page, [(0, 0), (width / 2, height / 2), (width - 1, height - 1)]) == [0, 0, 0]
        assert await tab.overflow() <= 0
        if not query:
            assert min(box["y"] for box in boxes) > height * 3 / 4
