"""A creating request that is sent again under its key is answered as before and not carried out again."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from tortoise import Tortoise

from application.database import Database
from application.domain.clock import Clock
from application.domain.ids import TournamentId
from application.domain.permissions import Role
from application.ports import CategoryFacts
from application.services.operations.idempotency_store import KeyedRequest
from tests.support.api import Api, complaints, problem, serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines
from tests.support.rooms import ScriptedRooms

KEY = {"Idempotency-Key": "5f0c7e1e-race-night"}


async def open_pool(community: Community) -> tuple[TournamentId, dict[str, Any]]:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=5)
    start = community.clock.now() + timedelta(hours=2)
    return tournament, {"pool_id": pool, "scheduled_at": start.isoformat()}


async def number_of_races(admin: httpx.AsyncClient, tournament: TournamentId) -> int:
    return len((await admin.get(f"/api/async-tournaments/{tournament}/live-races")).json()["items"])


async def test_the_same_request_again_is_answered_the_same_and_makes_nothing(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament, body = await open_pool(community)
    races = f"/api/async-tournaments/{tournament}/live-races"
    first = await admin.post(races, json=body, headers=KEY)
    second = await admin.post(races, json=body, headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert await number_of_races(admin, tournament) == 1
    without_key = await admin.post(races, json=body)
    assert without_key.json()["id"] != first.json()["id"], "a request without a key is a new one"


async def test_a_key_belongs_to_one_request_of_one_person(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    tournament, body = await open_pool(community)
    races = f"/api/async-tournaments/{tournament}/live-races"
    await admin.post(races, json=body, headers=KEY)
    for path, other in (
        (races, {**body, "match_title": "Other"}),
        (f"/api/async-tournaments/{tournament}/pools", body),
    ):
        sentence = complaints(await admin.post(path, json=other, headers=KEY))["Idempotency-Key"]
        assert sentence == "This key was used for a different request. Give every request a key of its own."
    assert await number_of_races(admin, tournament) == 1
    somebody = await api.as_user(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    assert (await somebody.post(races, json=body, headers=KEY)).status_code == 201
    assert await number_of_races(admin, tournament) == 2


@on_both_engines
async def test_twins_at_the_same_moment_make_one_race(community: Community, admin: httpx.AsyncClient) -> None:
    tournament, body = await open_pool(community)
    races = f"/api/async-tournaments/{tournament}/live-races"
    answers = await asyncio.gather(*(admin.post(races, json=body, headers=KEY) for _ in range(5)))
    made = [answer for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code != 201]
    assert made
    assert len({answer.json()["id"] for answer in made}) == 1
    for answer in waiting:
        problem(answer, 409, "under-way")
        assert int(answer.headers["retry-after"]) > 0
    assert await number_of_races(admin, tournament) == 1
    again = await admin.post(races, json=body, headers=KEY)
    assert again.json() == made[0].json()


class SlowRooms(ScriptedRooms):
    """A racetime.gg that answers about its categories only when it is told to."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def category(self, slug: str) -> CategoryFacts | None:
        self.asked.set()
        await self.may_answer.wait()
        return await super().category(slug)


@on_both_engines
async def test_a_twin_waits_while_the_first_is_being_carried_out(database: Database, clock: ManualClock) -> None:
    rooms = SlowRooms(clock)
    community = await found_community(clock, rooms=rooms)
    async with serving(community) as api:
        admin = await api.as_admin()
        tournaments = f"/api/organizations/{community.organization_id}/async-tournaments"
        body = {"name": "Cup", "racetime_category": "alttpr", "racetime_goal": "All dungeons"}
        first = asyncio.create_task(_post(admin, tournaments, body))
        await rooms.asked.wait()
        twin = await _post(admin, tournaments, body)
        problem(twin, 409, "under-way")
        assert twin.headers["retry-after"] == "2"
        rooms.may_answer.set()
        assert (await first).status_code == 201
        assert (await _post(admin, tournaments, body)).json() == (await first).json()


async def _post(client: httpx.AsyncClient, path: str, body: Any) -> httpx.Response:
    return await client.post(path, json=body, headers=KEY)


async def test_a_refused_request_may_be_corrected_under_the_same_key(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament, body = await open_pool(community)
    races = f"/api/async-tournaments/{tournament}/live-races"
    past = (community.clock.now() - timedelta(hours=1)).isoformat()
    for wrong in ({**body, "scheduled_at": past}, {**body, "surprise": 1}):
        complaints(await admin.post(races, json=wrong, headers=KEY))
    assert (await admin.post(races, json=body, headers=KEY)).status_code == 201
    assert await number_of_races(admin, tournament) == 1


@on_both_engines
async def test_a_request_that_was_cut_off_is_never_carried_out_a_second_time(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament, body = await open_pool(community)
    races = f"/api/async-tournaments/{tournament}/live-races"
    await admin.post(races, json=body, headers=KEY)
    # As a process leaves it that was killed between doing and answering.
    await (Tortoise.apps or {})["models"]["IdempotencyKey"].all().update(response_status=None, response_body="")
    problem(await admin.post(races, json=body, headers=KEY), 409, "under-way")
    await community.clock.advance(timedelta(minutes=5))
    cut_off = problem(await admin.post(races, json=body, headers=KEY), 409, "conflict")
    assert "new key" in cut_off["detail"]
    assert await number_of_races(admin, tournament) == 1


async def test_keys_are_kept_for_a_day(community: Community, admin: httpx.AsyncClient) -> None:
    pools = f"/api/async-tournaments/{await community.add_tournament()}/pools"
    first = await admin.post(pools, json={"name": "Open"}, headers=KEY)
    await community.clock.advance(timedelta(hours=24))
    assert (await admin.post(pools, json={"name": "Open"}, headers=KEY)).json() == first.json()
    await community.clock.advance(timedelta(seconds=1))
    problem(await admin.post(pools, json={"name": "Open"}, headers=KEY), 409, "already-taken")


@pytest.mark.parametrize("key", ["", "k" * 101, "naïve", "tab\tbed"])
async def test_an_unusable_key_is_refused(community: Community, admin: httpx.AsyncClient, key: str) -> None:
    pools = f"/api/async-tournaments/{await community.add_tournament()}/pools"
    headers = [(b"Idempotency-Key", key.encode("latin-1"))]
    refused = await admin.post(pools, json={"name": "Open"}, headers=headers)
    assert complaints(refused).keys() == {"Idempotency-Key"}
    assert (await admin.get(pools)).json()["items"] == []


async def test_every_creating_route_takes_a_key(api: Api) -> None:
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    creating = [
        (path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method == "post" and "201" in operation["responses"]
    ]
    assert len(creating) >= 7
    for path, operation in creating:
        assert "Idempotency-Key" in {item["name"] for item in operation["parameters"]}, path


@on_both_engines
async def test_two_claims_at_once_are_given_to_one(community: Community) -> None:
    user_id = community.admin.actor.user_id
    assert user_id is not None
    keyed = KeyedRequest(user_id, "twin", "f" * 64)
    claims: list[Awaitable[object]] = [community.container.requests.begin(keyed) for _ in range(8)]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    assert [outcome for outcome in outcomes if outcome is None] == [None]
