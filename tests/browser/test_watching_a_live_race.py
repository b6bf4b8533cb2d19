"""A player watches a live race in a real browser, from the locked seed to the results."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, Route, expect

from tests.support.browser import PHONE, Chromium, on_each_size
from tests.support.community import Community


@on_each_size
async def test_the_live_board_moves_by_itself(chromium: Chromium, community: Community, size: tuple[int, int]) -> None:
    players = [await community.add_player(name) for name in ("Link", "Tetra", "Sheik")]
    ids = [await community.racetime_id_of(player) for player in players]
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    async with chromium.tab(players[0], size=size) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        await page.evaluate("window.never_reloaded = true")
        status, rows = page.get_by_test_id("status"), page.get_by_test_id("board-row")
        await expect(status).to_have_text("Scheduled")
        await expect(page.get_by_test_id("main-action")).to_be_disabled()

        room = await community.open_room(race.id)
        room.join(*ids)
        await community.hear(race.id, room)
        await expect(status).to_have_text("Room open")
        await expect(rows).to_have_count(3)
        await page.evaluate("window.first_row = document.querySelector('[data-testid=board-row]')")
        await expect(page.get_by_test_id("main-action")).to_be_enabled()

        await community.advance_to(race.locks_at)
        await expect(page.get_by_test_id("seed-proof")).to_contain_text("this is the seed that was sealed")

        room.start()
        await community.hear(race.id, room)
        await expect(status).to_have_text("In progress")
        await community.clock.advance(timedelta(hours=2))
        room.finish(ids[1], timedelta(minutes=64))
        await community.hear(race.id, room)
        await expect(rows.first).to_contain_text("Tetra")
        await expect(rows.first).to_contain_text("1:04:00.0")
        room.finish(ids[2], timedelta(minutes=60))
        await community.hear(race.id, room)
        await expect(rows.first).to_contain_text("Sheik")
        await expect(page.get_by_test_id("progress")).to_have_text("2 of 3 finished")

        room.forfeit(ids[0])
        await community.hear(race.id, room)
        await expect(status).to_contain_text("Results not final")
        await expect(rows.last).to_contain_text("Forfeit")
        assert await page.evaluate("window.never_reloaded") is True
        assert await page.evaluate("window.first_row.isConnected"), "a racer's line moves, and is not made anew"
        assert await tab.overflow() <= 0

        await page.get_by_test_id("main-action").click()
        await expect(page.get_by_test_id("standing")).to_have_count(3)
        await expect(page.get_by_test_id("standing").first).to_contain_text("Sheik")


_LASTING = ("title-seed",)


@pytest.mark.slow
async def test_nothing_jumps_when_a_race_goes_on(chromium: Chromium, community: Community) -> None:
    player = await community.add_player("Link")
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    async with chromium.tab(player) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        before = [await _place_of(page, part) for part in _LASTING]
        room = await community.open_room(race.id)
        room.join(await community.racetime_id_of(player))
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        room.start()
        await community.hear(race.id, room)
        await expect(page.get_by_test_id("status")).to_have_text("In progress")
        after = [await _place_of(page, part) for part in _LASTING]
    for (old_x, old_y), (new_x, new_y) in zip(before, after, strict=True):
        assert new_x == old_x
        assert abs(new_y - old_y) < 40


@pytest.mark.slow
async def test_what_a_stranger_reads_on_a_phone_stays_where_it_is_while_racers_finish(
    chromium: Chromium, community: Community
) -> None:
    players = [await community.add_player(f"Cuccowhisperer{number}") for number in range(1, 9)]
    ids = [await community.racetime_id_of(player) for player in players]
    tournament = await community.add_tournament(is_public=True)
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join(*ids)
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)

    async def places(page: Page) -> list[tuple[float, float]]:
        top = await page.get_by_test_id("board").bounding_box()
        assert top is not None
        return [await _place_of(page, "title-glance"), await _place_of(page, "title-board"), (top["x"], top["y"])]

    async with chromium.tab(None, size=PHONE) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        before = await places(page)
        await community.clock.advance(timedelta(hours=1))
        for number, own in enumerate(ids[:-1], start=1):
            await community.clock.advance(timedelta(minutes=6))
            room.finish(own, timedelta(minutes=60 + 6 * number))
            await community.hear(race.id, room)
            await expect(page.get_by_test_id("hero")).to_contain_text(f"{number} of 8 finished")
            assert await places(page) == before, number
        room.forfeit(ids[-1])
        await community.hear(race.id, room)
        await expect(page.get_by_test_id("hero")).to_contain_text("won by Cuccowhisperer1")
        assert await _place_of(page, "title-glance") == before[0]
        await page.set_viewport_size({"width": 320, "height": 700})
        assert await tab.broken_words() == []


async def _place_of(page: Page, part: str) -> tuple[float, float]:
    box = await page.locator(f"#{part}").bounding_box()
    assert box is not None
    return box["x"], box["y"]


async def test_what_is_folded_out_stays_so_when_the_standings_move(chromium: Chromium, community: Community) -> None:
    slow, fast = [await community.add_player(name) for name in ("Malon", "Sheik")]
    tournament = await community.add_tournament(is_public=True, runs_per_pool=3)
    pool = await community.add_pool(tournament, ordinary=5)
    await community.finish_run(slow, pool, timedelta(minutes=70))
    await community.finish_run(fast, pool, timedelta(minutes=60))
    for reader in (None, slow):
        async with chromium.tab(reader, size=PHONE) as tab:
            page = await tab.open(f"/tournaments/{tournament}/leaderboard")
            mine = page.get_by_test_id("standing").filter(has_text="Malon")
            runs = mine.locator("summary")
            before = await runs.inner_text()
            await runs.click()
            await community.finish_run(slow, pool, timedelta(minutes=50))
            await expect(runs).not_to_have_text(before)
            await expect(mine.locator("details")).to_have_attribute("open", "")
            await expect(runs).to_be_focused()
            await expect(page.locator("details[open]:not(.menu)")).to_have_count(1)


async def test_the_keyboard_stays_where_it_was_when_the_page_moves(chromium: Chromium, community: Community) -> None:
    player = await community.add_player("Link")
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    async with chromium.tab(player) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        await page.get_by_test_id("main-action").focus()
        await community.advance_to(race.locks_at)
        await expect(page.get_by_test_id("main-action")).to_contain_text("Watch room")
        await expect(page.get_by_test_id("main-action")).to_be_focused()
    assert room.slug


@pytest.mark.slow
async def test_a_stream_is_loaded_when_somebody_asks_for_it_and_the_others_stay_small(
    chromium: Chromium, community: Community
) -> None:
    players = [await community.add_player(name) for name in ("Link", "Tetra")]
    tournament = await community.add_tournament(is_public=True)
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    for player, channel in zip(players, ("link", "tetra"), strict=True):
        own = await community.racetime_id_of(player)
        room.join(own)
        room.stream(own, f"https://www.twitch.tv/{channel}")
    await community.hear(race.id, room)
    asked: list[str] = []

    async def play(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(body="<p>A player</p>", content_type="text/html")

    for viewer in (None, players[0]):
        asked.clear()
        async with chromium.tab(viewer) as tab:
            await tab.page.route("https://player.twitch.tv/**", play)
            page = await tab.open(f"/live-races/{race.id}/watch")
            buttons = page.get_by_test_id("streamer").get_by_role("button")
            await expect(buttons).to_have_count(2)
            assert asked == []
            for number in range(2):
                await buttons.nth(number).click()
                await expect(page.locator(".stream")).to_have_count(number + 1)
                await expect(page.frame_locator(".stream--large iframe").get_by_text("A player")).to_be_visible()
            assert [("parent=" in address, "muted" in address) for address in asked] == [(True, False), (True, True)]
            room.join(f"late-{viewer}")
            await community.hear(race.id, room)
            await expect(page.get_by_test_id("board-row").filter(has_text=f"late-{viewer}")).to_have_count(1)
            await page.get_by_role("button", name="Close: ").last.click()
            await expect(page.locator(".stream--large")).to_have_count(1)
            assert len(asked) == 2, "what plays goes on while the page moves"
