"""Lists in pages: complete, without repeats, and not disturbed by what is added or removed meanwhile."""

import base64
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from application.services.people.invite_service import NewInvite
from tests.support.api import Api, complaints
from tests.support.community import Community
from tests.support.queries import counted_queries


async def all_pages(
    client: httpx.AsyncClient,
    path: str,
    *,
    limit: int = 2,
    between: Callable[[], Awaitable[object]] | None = None,
) -> list[dict[str, Any]]:
    """Follow the cursors to the end, doing something else between the pages."""
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        params = {"limit": str(limit)} | ({"cursor": cursor} if cursor is not None else {})
        response = await client.get(path, params=params)
        assert response.status_code == 200, response.text
        page = response.json()
        assert len(page["items"]) <= limit
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items
        assert page["items"]
        if between is not None:
            await between()


async def test_races_are_listed_latest_first_whatever_comes_and_goes_meanwhile(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    path = f"/api/async-tournaments/{tournament}/live-races"
    same_start = timedelta(days=5)
    present = [
        (await community.schedule(tournament, pool, ahead=ahead)).summary.id
        for ahead in (timedelta(days=9), same_start, same_start, same_start, timedelta(days=1), timedelta(hours=1))
    ]
    expected = [present[0], present[3], present[2], present[1], present[4], present[5]]
    assert [item["id"] for item in await all_pages(admin, path)] == expected

    victims = [present[0], present[2]]

    async def disturb() -> None:
        await community.schedule(tournament, pool, ahead=timedelta(days=20))
        if victims:
            await community.container.live_races.delete_live_race(community.admin, victims.pop(0))

    seen = [item["id"] for item in await all_pages(admin, path, between=disturb)]
    assert seen == expected, "the cursor stands even where the row it was made from is gone"


async def test_every_list_is_complete_however_small_its_pages(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=3, ordinary=2)
    for name in ("Ganon", "agahnim", "Zora", "Zora", "Élise"):
        await community.add_player(name)
    for number in range(4):
        await community.add_tournament(f"Cup {number}")
    racers = [await community.add_player() for _ in range(5)]
    details = await community.schedule(tournament, pool)
    room = await community.open_room(details.summary.id)
    room.join(*[await community.racetime_id_of(racer) for racer in racers])
    await community.advance_to(details.summary.locks_at)
    room.start()
    for place, racer in enumerate(racers):
        room.finish(await community.racetime_id_of(racer), timedelta(minutes=60 + place // 2))
    await community.hear(details.summary.id, room)
    await community.schedule(tournament, pool, ahead=timedelta(days=1))
    for category in ("ootr", "smz3", "alttpr"):
        await community.container.bots.save_bot(community.admin, category, "client", "secret")
    for label in ("first", "second", "third"):
        await community.container.invites.create_invite(community.admin, NewInvite(label))
    for _ in range(3):
        await community.add_unmatched_result((await community.schedule(tournament, pool)).summary.id)

    organization = f"/api/organizations/{community.organization_id}"
    lists = {
        f"{organization}/members": 11,
        f"{organization}/async-tournaments": 5,
        f"{organization}/racetime-bots": 3,
        f"{organization}/upcoming-work": 16,
        f"{organization}/live-races": 5,
        f"{organization}/invites": 3,
        f"{organization}/inbox": 3,
        f"{organization}/inbox?decided=true": 3,
        f"/api/async-tournaments/{tournament}/leaderboard": 5,
        f"/api/async-tournaments/pools/{pool}/permalinks": 5,
        f"/api/async-tournaments/pools/{pool}": 5,
        f"/api/async-tournaments/live-races/{details.summary.id}/eligible": 11,
        "/api/organizations": 1,
    }
    for path, number in lists.items():
        whole = await all_pages(admin, path, limit=100)
        assert len(whole) == number, path
        assert await all_pages(admin, path, limit=1) == whole, path
        assert await all_pages(admin, path, limit=2) == whole, path


async def test_seeds_that_stay_sealed_leave_gaps_and_hide_no_later_one(api: Api, community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=4)
    shown = [each.id for each in await community.add_permalinks(pool, ordinary=2)]
    client, path = await api.as_user(await community.add_player()), f"/api/async-tournaments/pools/{pool}"
    pages = [(await client.get(path, params={"limit": "2"})).json()]
    while pages[-1]["next_cursor"] is not None:
        pages.append((await client.get(path, params={"limit": "2", "cursor": pages[-1]["next_cursor"]})).json())
    assert [[item["id"] for item in page["items"]] for page in pages] == [[], [], shown]


async def test_what_grows_is_cut_by_the_database(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=9, ordinary=9)
    for number in range(4):
        await community.add_tournament(f"Cup {number}")
        await community.container.invites.create_invite(community.admin, NewInvite())
        await community.add_unmatched_result((await community.schedule(tournament, pool)).summary.id)
        await community.finish_run(await community.add_player(), pool)
    organization, own = f"/api/organizations/{community.organization_id}", f"/api/async-tournaments/{tournament}"
    lists = {
        f"{organization}/members": "organization_members",
        f"{organization}/async-tournaments": "async_tournaments",
        f"{organization}/invites": "organization_invites",
        f"{organization}/inbox": "unmatched_entrants",
        f"{organization}/inbox?decided=true": "unmatched_entrants",
        f"{organization}/live-races": "async_tournament_live_races",
        f"{organization}/audit-log": "event_log",
        f"{organization}/messages": "outbox_messages",
        f"{organization}/notifications": "notifications",
        f"{organization}/reviews": "async_tournament_races",
        f"{own}/live-races": "async_tournament_live_races",
        f"{own}/runs": "async_tournament_races",
        f"/api/async-tournaments/pools/{pool}/permalinks": "async_tournament_permalinks",
        f"/api/async-tournaments/pools/{pool}": "async_tournament_permalinks",
    }
    for path, table in lists.items():
        first = (await admin.get(path, params={"limit": "2"})).json()["next_cursor"]
        for params in ({"limit": "2"}, {"limit": "2"} | ({"cursor": first} if first else {})):
            with counted_queries() as queries:
                assert (await admin.get(path, params=params)).status_code == 200, path
            listed = [sql for sql in queries.statements if f'FROM "{table}"' in sql and "ORDER BY" in sql]
            assert [sql for sql in listed if "LIMIT" in sql], f"{path}: {queries}"


async def test_members_who_join_meanwhile_disturb_nothing(community: Community, admin: httpx.AsyncClient) -> None:
    path = f"/api/organizations/{community.organization_id}/members"
    for name in ("Bea", "Cai", "Dov", "Eda"):
        await community.add_player(name)
    before = [item["name"] for item in await all_pages(admin, path)]

    async def join() -> None:
        await community.add_player("Aaron")

    assert [item["name"] for item in await all_pages(admin, path, between=join)] == before


def cursor_of(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "!",
        "é",
        "bm90IGpzb24",
        cursor_of(),
        cursor_of("2026-03-14T20:00:00Z"),
        cursor_of("2026-03-14T20:00:00", 1),
        cursor_of("0001-01-01T00:00:00+14:00", 1),
        cursor_of("2026-03-14T20:00:00Z", 2**40),
        cursor_of("2026-03-14T20:00:00Z", "1 OR 1=1"),
        cursor_of({"a": 1}, 1),
    ],
)
async def test_a_cursor_that_is_none_is_refused(community: Community, admin: httpx.AsyncClient, cursor: str) -> None:
    path = f"/api/async-tournaments/{await community.add_tournament()}/live-races"
    refused = complaints(await admin.get(path, params={"cursor": cursor}))
    assert refused == {"cursor": "This is no cursor of this list. Leave it out to start at the beginning."}


@pytest.mark.parametrize("cursor", [cursor_of("a\x00b", 1), cursor_of("\ud800", 1), cursor_of("x" * 81, 1)])
async def test_a_name_in_a_cursor_is_bounded_too(community: Community, admin: httpx.AsyncClient, cursor: str) -> None:
    path = f"/api/organizations/{community.organization_id}/members"
    assert complaints(await admin.get(path, params={"cursor": cursor})).keys() == {"cursor"}
