"""Public pages move while they are looked at: what changes is told over server-sent events."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import httpx
import pytest
from starlette.types import ASGIApp

from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.community import Community
from tests.support.rehearsal import PATIENCE
from tests.support.site import mounted_site, running
from tests.support.strangers import Following
from tests.views.public.test_public_races import Night

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def app(community: Community) -> AsyncIterator[ASGIApp]:
    async with mounted_site(community.container) as app, running(app):
        yield app


async def version_at(app: ASGIApp, path: str) -> str:
    """Return the version that a loaded page has."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        found = re.search(r'data-version="(\w+)"', (await client.get(path)).text)
        assert found is not None
        return found[1]


async def test_a_finish_moves_the_rows_and_parts_that_differ_and_no_others(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    version = await version_at(app, night.path)
    async with Following(app, f"{night.path}/events?since={version}") as browser:
        assert browser.shown == []
        await night.first_finishes(room)
        await browser.hears("event: show")
        (told,) = browser.shown
        assert "1 of 4 finished" in told["parts"]["hero"]
        assert {"seed", "room", "notes"}.isdisjoint(told["parts"])
        (row,) = told["tables"]["board"]["changed"].values()
        assert "55:00.0" in row


async def test_a_browser_that_was_away_is_told_what_it_missed(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    version = await version_at(app, night.path)
    async with Following(app, f"{night.path}/events?since={version}"):  # somebody else looks all the time
        room = await night.open()
        async with Following(app, f"{night.path}/events", last_event_id=version) as browser:
            await browser.hears("4 racers in the room")
            known = browser.version
        await night.start(room)
        async with Following(app, f"{night.path}/events", last_event_id=known) as browser:
            await browser.hears("0 of 4 finished")
            assert "notes" not in browser.shown[-1]["parts"]
        async with Following(app, f"{night.path}/events", last_event_id="long-ago") as browser:
            await browser.hears("0 of 4 finished")
            assert {"notes", "seed", "room"} <= set(browser.shown[-1]["parts"])


async def test_front_page_and_leaderboard_move_too(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    board = f"/tournaments/{night.tournament}/leaderboard"
    async with (
        Following(app, f"/events?since={await version_at(app, '/')}") as front,
        Following(app, f"{board}/events?since={await version_at(app, board)}") as leaderboard,
    ):
        room = await night.open()
        await front.hears("Room open")
        await night.start(room)
        await night.end(room)
        await leaderboard.hears("Anju")
        assert 'data-testid=\\"standing\\"' in leaderboard.heard


async def test_a_line_shows_signs_of_life_and_tells_the_time(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    async with Following(app, f"{night.path}/events?since={await version_at(app, night.path)}") as browser:
        await browser.hears("event: time\ndata: 2026-03-14T18:00:00Z")
        await community.clock.advance(21)
        await browser.hears(": still here")


async def test_a_page_that_is_public_no_longer_says_so_to_whoever_looks(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    async with Following(app, f"{night.path}/events") as browser:
        changes = TournamentChanges(is_public=False)
        await community.container.tournaments.update_tournament(community.admin, night.tournament, changes)
        await browser.hears("event: gone")
    async with Following(app, f"{night.path}/events") as browser:
        assert browser.status == 404


async def test_what_is_kept_back_shows_when_its_time_has_come(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community, stream_delay_minutes=30)
    room = await night.open()
    await night.start(room)
    await community.clock.advance(55 * MINUTE)
    await night.first_finishes(room)
    async with Following(app, f"{night.path}/events?since={await version_at(app, night.path)}") as browser:
        assert "55:00" not in browser.heard
        await community.clock.advance(31 * MINUTE)
        await browser.hears("55:00")


async def test_one_address_can_hold_so_many_lines_and_no_more(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    lines = [Following(app, f"{night.path}/events") for _ in range(200)]
    for line in lines:
        await line.__aenter__()
    async with (
        Following(app, f"{night.path}/events") as refused,
        Following(app, f"{night.path}/events", address="203.0.113.9") as other,
    ):
        assert (refused.status, other.status) == (429, 200)
    for line in lines:
        await line.__aexit__()
    async with Following(app, f"{night.path}/events") as admitted:
        assert admitted.status == 200


async def test_one_address_can_follow_so_many_different_pages_and_join_others_on_any(
    community: Community, app: ASGIApp
) -> None:
    night = await Night.scheduled(community)
    board = f"/tournaments/{night.tournament}/leaderboard/events"
    async with AsyncExitStack() as lines, Following(app, f"{night.path}/events", address="203.0.113.9"):
        for number in range(40):
            await lines.enter_async_context(Following(app, f"{board}?search={number}"))
        async with Following(app, f"{board}?search=40") as refused, Following(app, f"{night.path}/events") as joined:
            assert (refused.status, joined.status) == (429, 200)


@pytest.mark.slow
async def test_a_burst_follows_no_more_different_pages(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    board = f"/tournaments/{night.tournament}/leaderboard/events"
    lines = [Following(app, f"{board}?search={number}") for number in range(45)]
    await asyncio.gather(*(line.__aenter__() for line in lines))
    assert sorted(line.status for line in lines) == [200] * 40 + [429] * 5
    await asyncio.gather(*(line.__aexit__() for line in lines))


async def test_who_asks_for_the_headers_only_holds_no_line(community: Community, app: ASGIApp) -> None:
    night = await Night.scheduled(community)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        answer = await client.head(f"{night.path}/events", timeout=PATIENCE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
