"""How often one token may ask, with the clock moved by hand."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from api.limits import ASKING_RACETIME, EVERYTHING, SCHEDULING
from application.domain.errors import RateLimited
from application.rate_limits import Allowance, Allowances, asker
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


@pytest.mark.slow
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


async def test_several_tokens_of_one_person_share_one_allowance(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    assert community.admin.actor.user_id is not None
    made = await community.container.identity.create_token(community.admin.actor.user_id, "another")
    other = api.with_headers({"Authorization": f"Bearer {made.token}"})
    for number in range(EVERYTHING.burst):
        assert (await (admin, other)[number % 2].get("/api/me")).status_code == 200
    problem(await admin.get("/api/me"), 429, "rate-limited")
    problem(await other.get("/api/me"), 429, "rate-limited")


async def test_wrong_tokens_are_rationed_and_right_ones_from_the_same_address_are_not(
    api: Api, admin: httpx.AsyncClient
) -> None:
    guesser = api.with_headers({"Authorization": "Bearer sb2_guess"})
    answers = [await guesser.get("/api/me") for _ in range(21)]
    for answer in answers[:20]:
        problem(answer, 401, "not-signed-in")
    problem(answers[20], 429, "rate-limited")
    assert answers[20].headers["retry-after"] == "6"
    assert (await admin.get("/api/me")).status_code == 200


async def test_wrong_invites_are_rationed_by_person(api: Api, community: Community, admin: httpx.AsyncClient) -> None:
    answers = [await admin.post("/api/invites/look", json={"token": f"guess{number}"}) for number in range(21)]
    problem(answers[19], 404, "not-found")
    problem(answers[20], 429, "rate-limited")
    other = await api.as_user(await community.add_player())
    problem(await other.post("/api/invites/accept", json={"token": "guess"}), 404, "not-found")


def test_the_memory_of_who_asked_is_bounded(clock: ManualClock) -> None:
    allowances = Allowances(clock)
    allowance = Allowance("test", burst=1, per_minute=1)
    for number in range(20_000):
        allowances.spend(allowance, number)
    assert len(allowances) == 10_000
    with pytest.raises(RateLimited):
        allowances.spend(allowance, 19_999)


def test_an_ipv6_subscriber_is_one_asker_and_an_ipv4_address_is_one() -> None:
    assert asker("2001:db8:1:2:aaaa::1") == asker("2001:db8:1:2:bbbb::2") != asker("2001:db8:1:3::1")
    assert asker("::ffff:192.0.2.7") == asker("192.0.2.7") != asker("192.0.2.8")
