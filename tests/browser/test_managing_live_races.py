"""A tournament admin schedules, changes and cancels live races in a real browser."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from application.domain.ids import TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import LiveRaceChanges
from tests.support.browser import DESKTOP, PHONE, Chromium, on_each_size
from tests.support.community import Community


async def prepared(community: Community) -> TournamentId:
    tournament = await community.add_tournament()
    await community.add_pool(tournament, "Pool A")
    await community.add_pool(tournament, "Pool B")
    return tournament


async def open_form(page: Page) -> None:
    await page.get_by_test_id("schedule").click()
    await expect(page.get_by_test_id("dialog")).to_be_visible()


def next_summer(community: Community) -> datetime:
    return datetime(community.clock.now().year + 1, 7, 4, 18, 30, tzinfo=UTC)


@pytest.mark.slow
@on_each_size
async def test_a_race_is_scheduled_in_the_admins_own_time_zone_and_players_see_it_at_once(
    chromium: Chromium, community: Community, size: tuple[int, int]
) -> None:
    tournament = await prepared(community)
    player = await community.add_player("Link")
    start = next_summer(community)
    async with (
        chromium.tab(community.admin.actor.user_id, size=size) as admin,
        chromium.tab(player, size=size) as watcher,
    ):
        schedule = await watcher.open("/organizations/hyrule/schedule")
        page = await admin.open(f"/tournaments/{tournament}/live-races")
        await open_form(page)
        await page.get_by_label("Title").fill("Summer final")
        await page.get_by_label("Pool", exact=True).select_option("Pool B")
        await page.get_by_label("Start", exact=True).fill(f"{start.year}-07-04T20:30")
        await expect(page.get_by_text("In your time zone, Europe/Berlin (UTC+02:00)")).to_be_visible()
        await expect(page.get_by_role("heading", name="Who may race")).to_be_visible()
        await expect(page.get_by_text("2 of 2 members as things stand")).to_be_visible()
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
        await expect(page.get_by_test_id("race-row")).to_contain_text("Summer final")
        await expect(schedule.get_by_test_id("upcoming").get_by_test_id("race")).to_contain_text("Summer final")
        await expect(schedule.get_by_test_id("upcoming").get_by_test_id("race")).to_contain_text("20:30 CEST")
        assert await admin.overflow() <= 0
    (race,) = await community.container.live_races.list_scheduled_races(community.admin)
    assert (race.match_title, race.pool_name, race.scheduled_at) == ("Summer final", "Pool B", start)


@pytest.mark.slow
async def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(
    chromium: Chromium, community: Community
) -> None:
    tournament = await prepared(community)
    another = await community.add_pool(tournament, "Pool C", live=0)
    chosen = str((await community.add_permalinks(another, live=1))[0].id)
    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        await open_form(page)
        await page.get_by_label("Title").fill("Too late")
        await page.get_by_label("Pool", exact=True).select_option("Pool C")
        await page.get_by_label("Seed", exact=True).select_option(chosen)
        await page.get_by_label("Start", exact=True).fill("2001-01-01T10:00")
        await page.get_by_test_id("submit").click()
        await expect(page.locator(".field__problem", has_text="The start must be in the future.")).to_be_visible()
        await expect(page.get_by_label("Start", exact=True)).to_be_focused()
        await expect(page.get_by_label("Title")).to_have_value("Too late")

        await page.reload()
        await page.wait_for_function("window.did_handshake === true")
        await open_form(page)
        await expect(page.get_by_label("Title")).to_have_value("Too late")
        await expect(page.get_by_label("Start", exact=True)).to_have_value("2001-01-01T10:00")
        await expect(page.get_by_label("Seed", exact=True)).to_have_value(chosen)

        await page.keyboard.press("Escape")
        await page.get_by_test_id("user-menu").locator("summary").click()
        await page.get_by_test_id("sign-out").click()
        await expect(page.get_by_role("heading", name="Watch communities race")).to_be_visible()
        assert await page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []
    assert await community.container.live_races.list_scheduled_races(community.admin) == ()


@pytest.mark.slow
async def test_a_field_in_a_folded_part_is_unfolded_when_it_is_refused(
    chromium: Chromium, community: Community
) -> None:
    tournament = await prepared(community)
    async with chromium.tab(community.admin.actor.user_id, size=DESKTOP) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        await open_form(page)
        await page.get_by_label("Start", exact=True).fill(f"{community.clock.now().year + 1}-03-01T10:00")
        await page.get_by_text("Times, seed release, episode").click()
        await page.get_by_label("Room locks (minutes before start)").fill("120")
        await page.get_by_text("Times, seed release, episode").click()
        await page.get_by_test_id("submit").click()
        await expect(
            page.get_by_text("The room can't be locked before it opens, nor after the start.").last
        ).to_be_visible()
        await expect(page.get_by_label("Room locks (minutes before start)")).to_be_focused()


@pytest.mark.slow
async def test_a_race_is_changed_and_one_with_an_open_room_moves_only_when_that_is_confirmed(
    chromium: Chromium, community: Community
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    await community.open_room(race.id)
    later = f"{community.clock.now().year + 1}-01-02T12:00"
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        await page.get_by_test_id("edit").click()
        await page.get_by_label("Start", exact=True).fill(later)
        await page.get_by_test_id("submit").click()
        await expect(
            page.get_by_text("The room is open already. Confirm that the start is to be moved")
        ).to_be_visible()
        await page.get_by_label("Move the start although the room is open").check()
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
    moved = (await community.race(race.id)).summary
    assert moved.scheduled_at == datetime(community.clock.now().year + 1, 1, 2, 11, tzinfo=UTC)
    assert moved.version > race.version


@pytest.mark.slow
async def test_opening_a_form_and_saving_it_changes_nothing(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament), match_title="As it is")).summary
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        await page.get_by_test_id("edit").click()
        await expect(page.get_by_label("Title")).to_have_value("As it is")
        await page.get_by_test_id("submit").click()
        await expect(page.locator(".notice")).to_contain_text("Nothing was changed.")
    assert (await community.race(race.id)).summary.version == race.version


@pytest.mark.slow
async def test_what_was_typed_comes_back_and_undoes_nothing_that_others_changed_meanwhile(
    chromium: Chromium, community: Community
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament), match_title="Early")).summary
    later = next_summer(community)
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        await page.get_by_test_id("edit").click()
        await page.get_by_label("Title").fill("Typed and not yet saved")
        await page.keyboard.press("Escape")
        await community.container.live_races.update_live_race(
            community.admin, race.id, LiveRaceChanges(scheduled_at=later)
        )
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
        await page.get_by_test_id("edit").click()
        await expect(page.get_by_label("Title")).to_have_value("Typed and not yet saved")
        await expect(page.get_by_label("Start", exact=True)).to_have_value(f"{later.year}-07-04T20:30")
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
        await page.get_by_test_id("edit").click()
        await page.get_by_label("Title").fill("Typed after it was saved")
        await page.reload()
        await page.wait_for_function("window.did_handshake === true")
        await page.get_by_test_id("edit").click()
        await expect(page.get_by_label("Title")).to_have_value("Typed after it was saved")
    changed = (await community.race(race.id)).summary
    assert (changed.match_title, changed.scheduled_at) == ("Typed and not yet saved", later)


@pytest.mark.slow
@on_each_size
async def test_what_is_said_covers_no_buttons_of_a_dialog(
    chromium: Chromium, community: Community, size: tuple[int, int]
) -> None:
    tournament = await prepared(community)
    async with chromium.tab(community.admin.actor.user_id, size=size) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        await open_form(page)
        await page.get_by_label("Start", exact=True).fill(f"{next_summer(community):%Y-%m-%dT%H:%M}")
        await page.get_by_test_id("submit").click()
        await expect(page.locator(".notice")).to_contain_text("is scheduled.")
        await open_form(page)
        await expect(page.get_by_text("Who may race")).to_be_visible()
        await expect(page.locator(".notice")).to_be_in_viewport(ratio=1)
        notice, button = (
            await page.locator(".notice").bounding_box(),
            await page.get_by_test_id("submit").bounding_box(),
        )
        assert notice is not None
        assert button is not None
        assert notice["y"] + notice["height"] <= button["y"] or notice["y"] >= button["y"] + button["height"]


@pytest.mark.slow
async def test_an_address_that_asks_for_a_form_asks_once(chromium: Chromium, community: Community) -> None:
    tournament = await prepared(community)
    async with chromium.tab(community.admin.actor.user_id) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races?status=scheduled&new=live-race")
        await expect(page.get_by_test_id("dialog")).to_be_visible()
        await expect(page).to_have_url(re.compile(r"/live-races\?status=scheduled$"))
        await page.reload()
        await page.wait_for_function("window.did_handshake === true")
        await expect(page.get_by_test_id("schedule")).to_be_visible()
        await expect(page.get_by_test_id("dialog")).to_have_count(0)


@pytest.mark.slow
async def test_a_race_is_cancelled_with_a_reason_and_restored(chromium: Chromium, community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab:
        page = await tab.open(f"/live-races/{race.id}")
        await page.get_by_test_id("cancel-race").click()
        await expect(page.get_by_label("Reason")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_test_id("dialog")).to_have_count(0)
        await page.get_by_test_id("cancel-race").click()
        await page.get_by_label("Reason").fill("A storm <b>tonight</b>")
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("status")).to_have_text("Cancelled")
        await expect(page.get_by_test_id("note")).to_have_text("A storm <b>tonight</b>")
        await page.get_by_test_id("restore-race").click()
        await page.get_by_test_id("submit").click()
        await expect(page.get_by_test_id("status")).to_have_text("Scheduled")
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.SCHEDULED


@pytest.mark.slow
async def test_ticked_races_are_moved_together_seen_first_and_taken_back(
    chromium: Chromium, community: Community
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=4)
    races = [
        (await community.schedule(tournament, pool, ahead=timedelta(days=day), match_title=f"Day {day}")).summary
        for day in (3, 4, 5)
    ]
    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab:
        page = await tab.open(f"/tournaments/{tournament}/live-races")
        await expect(page.get_by_test_id("ticked")).to_be_hidden()
        await page.get_by_label("Select Day 3").check()
        await page.get_by_label("Select Day 5").check()
        await community.schedule(tournament, pool, ahead=timedelta(days=6), match_title="Somebody else's")
        await expect(page.get_by_test_id("race-row")).to_have_count(4)
        await expect(page.get_by_label("Select Day 5")).to_be_checked()
        await expect(page.get_by_test_id("ticked")).to_contain_text("2 selected")
        await page.get_by_test_id("action-move").click()
        await expect(page.get_by_role("heading", name="Move 2 races")).to_be_visible()
        await page.get_by_label("Days later").fill("7")
        await expect(page.get_by_test_id("bulk-lines").get_by_role("listitem")).to_have_count(2)
        assert await tab.overflow() <= 0
        await page.get_by_test_id("dialog").get_by_test_id("submit").click()
        await expect(page.get_by_role("heading", name="2 races moved")).to_be_visible()
        await expect(page.get_by_label("Select Day 5")).not_to_be_checked()
        moved = [(await community.race(race.id)).summary.scheduled_at - race.scheduled_at for race in races]
        assert [move.days for move in moved] == [7, 0, 7]
        await page.get_by_test_id("undo").click()
        await expect(page.locator(".notice").last).to_contain_text("The races are back at their times.")
    assert [(await community.race(race.id)).summary.scheduled_at for race in races] == [r.scheduled_at for r in races]
