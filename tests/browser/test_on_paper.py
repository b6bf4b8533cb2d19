"""Schedules, leaderboards and results are printed: tables, black on white, and nothing that only a screen needs."""

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Chromium
from tests.support.community import Community
from tests.support.product import until
from tests.views.public.test_public_races import Night

_PAPER = (718, 1000)
"""What is left of an A4 page between its margins, in pixels."""
_COLUMNS = """
(rows, cells) => rows.filter((row) => row.checkVisibility()).map(
    (row) => [...row.querySelectorAll(cells)].map((cell) => Math.round(cell.getBoundingClientRect().x))
)
"""


async def columns(page: Page, rows: str, cells: str) -> set[tuple[int, ...]]:
    """Where the cells of the rows begin; in a table all rows have it in common."""
    found = await page.get_by_test_id(rows).evaluate_all(_COLUMNS, cells)
    return {tuple(each) for each in found}


async def settled_columns(page: Page, rows: str, cells: str) -> tuple[int, ...]:
    """The same once the page has taken the form of the paper."""

    async def are_common() -> bool:
        return len(await columns(page, rows, cells)) == 1

    await until(are_common)
    (starts,) = await columns(page, rows, cells)
    return starts


@pytest.mark.parametrize("is_member", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["member", "stranger"])
@pytest.mark.slow
async def test_schedule_leaderboard_and_results_are_printed_as_tables(
    community: Community, chromium: Chromium, is_member: bool
) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    await night.end(room)
    async with chromium.tab(community.admin.actor.user_id if is_member else None, size=_PAPER, dark=True) as tab:
        for path, rows, cells in (
            (f"/tournaments/{night.tournament}/schedule", "race", ".race__when, .race__what, .race__state"),
            (f"/tournaments/{night.tournament}/leaderboard", "standing", "td"),
            (night.path, "board-row", "td"),
        ):
            page = await tab.open(path)
            await page.emulate_media(media="print")
            await expect(page.locator("h1")).to_be_visible()
            starts = await settled_columns(page, rows, cells)
            assert list(starts) == sorted(set(starts)), "side by side"
            for only_on_screens in (".top", ".foot", ".tabs", ".race__action", ".button", ".card--tools"):
                assert not [each for each in await page.locator(only_on_screens).all() if await each.is_visible()]
            assert await tab.overflow() <= 0
            ground = "getComputedStyle(document.body).backgroundColor"
            assert await page.evaluate(ground) == "rgb(255, 255, 255)"
            await page.emulate_media(media="screen")
