"""How often one token may ask, with the clock moved by hand."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from api.limits import ASKING_RACETIME, EVERYTHING, SCHEDULING, Allowance, Allowances
from application.domain.errors import RateLimited
from tests.support.api import Api, problem
from tests.support.clock import ManualClock
from tests.support.community import Community


async def spent(ask: Callable[[], object]) -> int:
    """Return how often something is allowed until it is refused."""
    number = 0
    while True:
        try:
            ask()
        except RateLimited:
            return number
        number += 1


async def test_a_bucket_fills_up_with_time_and_never_beyond_its_size(clock: ManualClock) -> None:
    allowances = Allowances(clock)
    allowance = Allowance("test", burst=4, per_minute=2)

    def ask() -> None:
        allowances.spend(allowance, 1)

    assert await spent(ask) == 4
    await clock.advance(timedelta(seconds=29))
    assert await spent(ask) == 0
    await clock.advance(timedelta(seconds=1))
    assert await spent(ask) == 1
    await clock.advance(timedelta(days=1))
    assert await spent(ask) == 4


async def test_the_refusal_says_when_to_try_again(clock: ManualClock) -> None:
    allowances = Allowances(clock)
    allowance = Allowance("test", burst=1, per_minute=2)
    allowances.spend(allowance, 1)
    await clock.advance(timedelta(seconds=12))
    with pytest.raises(RateLimited) as refused:
        allowances.spend(allowance, 1)
    assert refused.value.retry_after_seconds == 18
    await clock.advance(timedelta(seconds=18))
    allowances.spend(allowance, 1)


async def test_a_token_that_asks_too_often_is_told_so_and_the_others_are_not(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    other = await api.as_user(await community.add_player())
    for _ in range(EVERYTHING.burst):
        assert (await admin.get("/api/problems/conflict")).status_code == 200, "what needs no token costs nothing"
    for _ in range(EVERYTHING.burst):
        assert (await admin.get("/api/me")).status_code == 200
    refused = await admin.get("/api/me")
    assert problem(refused, 429, "rate-limited")["detail"] == "Too many requests. Try again in 1 second."
    assert refused.headers["retry-after"] == "1"
    assert (await other.get("/api/me")).status_code == 200
    await community.clock.advance(timedelta(seconds=1))
    assert (await admin.get("/api/me")).status_code == 200


async def test_scheduling_has_an_allowance_of_its_own(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    races = f"/api/async-tournaments/{tournament}/live-races"

    async def schedule() -> httpx.Response:
        start = (community.clock.now() + timedelta(hours=2)).isoformat()
        return await admin.post(races, json={"pool_id": pool, "scheduled_at": start})

    for _ in range(SCHEDULING.burst):
        assert (await schedule()).status_code == 201
    refused = await schedule()
    problem(refused, 429, "rate-limited")
    assert (await admin.get(races)).status_code == 200, "reading goes on"
    await community.clock.advance(int(refused.headers["retry-after"]))
    assert (await schedule()).status_code == 201


async def test_what_asks_racetime_at_once_has_an_allowance_of_its_own(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    details = await community.schedule(tournament, await community.add_pool(tournament))
    await community.open_room(details.summary.id)
    race = f"/api/async-tournaments/live-races/{details.summary.id}"
    for _ in range(ASKING_RACETIME.burst):
        assert (await admin.post(f"{race}/record")).status_code == 200
    refused = await admin.post(f"{race}/record")
    problem(refused, 429, "rate-limited")
    problem(await admin.post(f"{race}/open-room"), 429, "rate-limited")
    await community.clock.advance(int(refused.headers["retry-after"]))
    assert (await admin.post(f"{race}/record")).status_code == 200
