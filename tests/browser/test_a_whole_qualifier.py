"""An organizer runs a qualifier of thirty players in a browser; the players' bulk of runs comes by requests."""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta
from statistics import mean
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Page, expect

from application.database import Database
from application.domain.ids import TournamentId, UserId
from application.domain.permissions import Role
from tests.support.api import Api, serving
from tests.support.browser import PHONE, Chromium
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.workbooks import workbook

PLAYERS = 30
FORFEITS = 2
SEEDS = 4
VOD = "https://videos.test/final"

Json = dict[str, Any]


@pytest_asyncio.fixture(loop_scope="session")
async def community(database: Database, clock: ManualClock) -> Community:
    return await found_community(clock)


@pytest_asyncio.fixture(loop_scope="session")
async def api(community: Community) -> AsyncIterator[Api]:
    async with serving(community) as running:
        yield running


@pytest.mark.slow  # the same qualifier is raced by REST and by services in the ordinary tests
async def test_a_qualifier_from_an_empty_organization_to_its_final_board(
    chromium: Chromium, community: Community, api: Api
) -> None:
    reviewer = await community.add_player("Impa", roles=[Role.ASYNC_REVIEWER])
    async with chromium.tab(community.admin.actor.user_id) as organizer:
        page = await organizer.open("/organizations/hyrule/members/import")
        await import_roster(page)
        await organizer.open("/organizations/hyrule")
        tournament = await create_tournament(page)
        await add_seeds(page, tournament)
        await page.goto("about:blank")  # a page of the product would follow every step of every run
        players = await players_of(community)
        await race(community, api, tournament, players[1:])
        async with chromium.tab(players[0], size=PHONE) as phone:
            run = await race_on_a_phone(await phone.open(f"/tournaments/{tournament}"), community)
        async with chromium.tab(reviewer) as at_review:
            await accept_many(await at_review.open(f"/tournaments/{tournament}/review"))
            await decide(await at_review.open(run))
        await organizer.open(f"/tournaments/{tournament}/settings")
        await page.get_by_test_id("close-tournament").click()
        await page.get_by_test_id("dialog").get_by_test_id("submit").click()
        await expect(page.get_by_test_id("reopen-tournament")).to_be_visible()

        await organizer.open(f"/tournaments/{tournament}/leaderboard")
        lines = page.get_by_test_id("standing")
        await expect(lines).to_have_count(PLAYERS)
        shown = [(await line.inner_text()).split() for line in await lines.all()]
    expected = await scores_of(await api.as_admin(), tournament)
    assert len(expected) == PLAYERS
    best = max(expected, key=lambda name: expected[name])
    assert shown[0][0] == "1"
    assert f"{expected[best]:.3f}" in shown[0]
    ranked = sorted(expected.values(), reverse=True)
    assert [next(word for word in words if words and "." in word) for words in shown] == [
        f"{score:.3f}" for score in ranked
    ]


async def import_roster(page: Page) -> None:
    """Choose a workbook with all the people and one bad row, which is named, left out, and stays to be put right."""
    head = ("Who are you?", "Discord", "racetime.gg id")
    rows = [
        (f"Player {number:03}", str(80_000_000_000_000_000 + number), f"rt{number:03}") for number in range(PLAYERS)
    ]
    content = workbook([head, *rows, ("Player 999", "not a number", "")])
    file: FilePayload = {"name": "people.xlsx", "mimeType": "", "buffer": content}
    await page.get_by_label("Or choose a CSV file or an Excel workbook").set_input_files(file)
    await page.get_by_test_id("submit").click()
    preview = page.get_by_test_id("preview")
    await expect(preview).to_contain_text(f"{PLAYERS} new members")
    await expect(preview).to_contain_text("A Discord id has 17 to 20 digits, and nothing else.")
    await preview.get_by_test_id("save").click()
    await expect(preview).to_contain_text("1 row")
    await page.get_by_role("link", name="Members").first.click()
    await page.wait_for_url("**/organizations/hyrule/members")
    await expect(page.get_by_text(f"{PLAYERS + 2} members.")).to_be_visible()


async def create_tournament(page: Page) -> TournamentId:
    await page.get_by_test_id("new-tournament").click()
    dialog = page.get_by_test_id("dialog")
    await dialog.get_by_label("Name").fill("Summer Qualifier")
    await dialog.get_by_test_id("submit").click()
    await page.wait_for_url("**/pools")
    return TournamentId(int(page.url.split("/")[-2]))


async def add_seeds(page: Page, tournament: TournamentId) -> None:
    """Add a pool, then seeds from a pasted list with a duplicate and a row that is no seed."""
    await page.get_by_test_id("add-pool").click()
    await page.get_by_test_id("dialog").get_by_label("Name").fill("Open")
    await page.get_by_test_id("dialog").get_by_test_id("submit").click()
    await page.get_by_test_id("pool").get_by_role("link", name="Open", exact=True).click()
    await page.get_by_test_id("import-seeds").click()
    seeds = [f"https://seeds.test/h/{number} Bow Boots" for number in range(SEEDS)]
    await page.get_by_label("Paste a list").fill("\n".join([*seeds, seeds[0], "not an address"]))
    await page.get_by_test_id("submit").click()
    preview = page.get_by_test_id("preview")
    await expect(preview).to_contain_text(f"{SEEDS} seeds can be added")
    await expect(preview).to_contain_text("Row 5 repeats row 1.")
    await expect(preview).to_contain_text("Row 6 isn't clearly a seed.")
    await preview.get_by_test_id("save").click()
    await page.wait_for_url(f"**/tournaments/{tournament}/pools/*")
    await expect(page.get_by_test_id("seeds").get_by_role("row")).to_have_count(SEEDS + 1)


async def players_of(community: Community) -> list[UserId]:
    found: list[UserId] = []
    place = None
    while True:
        page = await community.container.organizations.list_members(community.admin, after=place, limit=100)
        found += [member.user_id for member in page.items if member.name.startswith("Player ")]
        if not page.has_more:
            return found
        place = (page.items[-1].name, page.items[-1].user_id)


async def done(answer: httpx.Response) -> Json:
    assert answer.is_success, answer.text
    document: Json = answer.json()
    return document


async def race(community: Community, api: Api, tournament: TournamentId, players: list[UserId]) -> None:
    """Let everybody draw, race and hand in at the same time, each tenth of them give up."""
    clients = [await api.as_user(player) for player in players]
    runs = []
    options = await done(await clients[0].get(f"/api/async-tournaments/{tournament}/draw-options"))
    (pool,) = options["pools"]
    for client in clients:
        drawn = await done(await client.post(f"/api/async-tournaments/pools/{pool['pool_id']}/draw"))
        runs.append(f"/api/async-tournaments/runs/{drawn['run']['id']}")
        await done(await client.post(f"{runs[-1]}/ready"))
    await community.clock.advance(timedelta(hours=1))
    for number, (client, run) in enumerate(zip(clients, runs, strict=True)):
        await community.clock.advance(timedelta(seconds=17 + number % 7))
        if number % 10 == 9:
            await done(await client.post(f"{run}/forfeit", json={"confirmed": True}))
        else:
            await done(await client.post(f"{run}/finish"))


async def race_on_a_phone(page: Page, community: Community) -> str:
    """Draw, race, hand in a recording, and return the page of the run."""
    await page.get_by_test_id("draw").click()
    await page.get_by_test_id("dialog").get_by_test_id("submit").click()
    await page.wait_for_url("**/runs/*")
    await page.get_by_test_id("start").click()
    await expect(page.get_by_text("Get ready")).to_be_visible()
    await community.clock.advance(timedelta(seconds=10))
    await expect(page.get_by_test_id("finish")).to_be_enabled()
    await community.clock.advance(timedelta(minutes=55))
    await page.get_by_test_id("finish").click()
    await expect(page.get_by_test_id("clock")).to_have_text("55:00.0")
    await page.get_by_label("VOD link").fill(VOD)
    await page.get_by_test_id("submit").click()
    await expect(page.get_by_text("VOD and notes are saved.")).to_be_visible()
    return page.url[page.url.index("/runs/") :]


async def accept_many(page: Page) -> None:
    await expect(page.get_by_text(f"{PLAYERS - FORFEITS} runs, the oldest first.")).to_be_visible()
    await page.get_by_test_id("tick-all").click()
    await page.get_by_test_id("submit").click()
    await expect(page.get_by_text("20 runs accepted.")).to_be_visible()
    await expect(page.get_by_text(f"{PLAYERS - FORFEITS - 20} runs, the oldest first.")).to_be_visible()


async def decide(page: Page) -> None:
    """Claim a run, correct its result after a look at who moves, and reject it with a reason."""
    await page.get_by_test_id("review").click()
    await page.wait_for_url("**/review")
    await page.get_by_test_id("claim").click()
    await expect(page.get_by_test_id("vod")).to_contain_text(VOD)
    await page.get_by_test_id("correct").click()
    dialog = page.get_by_test_id("dialog")
    await dialog.get_by_label("Time", exact=True).fill("1:10:00")
    await dialog.get_by_label("Reason").fill("By the VOD.")
    await expect(dialog.get_by_test_id("moves")).to_contain_text("players move on the leaderboard")
    await dialog.get_by_test_id("submit").click()
    await expect(page.get_by_test_id("result")).to_contain_text("1:10:00")
    await page.get_by_test_id("reject").click()
    await page.get_by_test_id("dialog").get_by_test_id("submit").click()
    await expect(page.get_by_test_id("dialog")).to_contain_text("reason")
    await page.get_by_test_id("dialog").get_by_label("Reason").fill("No timer in it.")
    await page.get_by_test_id("dialog").get_by_test_id("submit").click()
    await expect(page.get_by_test_id("history")).to_contain_text("No timer in it.")


async def scores_of(client: httpx.AsyncClient, tournament: TournamentId) -> dict[str, float]:
    """Score what was raced by the bare formula: par is the mean of the five fastest, a score is 0 to 105."""
    raced: list[Json] = []
    cursor: dict[str, str] = {}
    while True:
        page = await done(
            await client.get(f"/api/async-tournaments/{tournament}/runs", params={"limit": "100", **cursor})
        )
        raced += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    by_seed = defaultdict(list)
    for run in raced:
        by_seed[run["permalink_id"]].append(run)
    scores: dict[str, float] = {}
    for runs in by_seed.values():
        par = mean(sorted(run["finish_time_seconds"] for run in runs if run["status"] == "finished")[:5])
        for run in runs:
            score = (2 - run["finish_time_seconds"] / par) * 100 if run["status"] == "finished" else 0
            scores[run["player"]] = min(max(score, 0), 105)
    return scores
