"""Errors of the API are problems, faults are logged once, and pages beside the API keep errors of their own."""

import logging
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from tortoise import Tortoise

from api.app import create_api
from api.problems import KINDS, refusal
from application.domain.errors import DomainError, NotFound
from application.domain.live_races.eligibility import Fix, NotEligible, Rule, Verdict
from tests.support.api import BASE, Api, problem
from tests.support.community import Community


async def test_an_unknown_address_below_the_api_is_a_problem(api: Api, admin: httpx.AsyncClient) -> None:
    for client in (admin, api.as_nobody()):
        for path in ("/api", "/api/", "/api/nothing", "/api/me/", "/health", "/health/nothing"):
            assert problem(await client.get(path), 404, "not-found")["detail"] == "There is nothing at this address."


async def test_a_wrong_method_is_a_problem_that_names_the_right_ones(admin: httpx.AsyncClient) -> None:
    refused = await admin.put("/api/me")
    problem(refused, 405, "method-not-allowed")
    assert refused.headers["allow"] == "GET"


async def test_answers_are_kept_by_nobody_on_the_way(admin: httpx.AsyncClient) -> None:
    for path in ("/api/me", "/api/async-tournaments/live-races/99"):
        assert (await admin.get(path)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic enelda", "Bearer sb2_unknown", "Bearer 'OR 1=1", "Bearer sb2_" + "x" * 500, "x"],
)
async def test_a_token_that_is_none_is_refused_with_a_challenge(api: Api, header: str) -> None:
    refused = await api.with_headers({"Authorization": header}).get("/api/me")
    problem(refused, 401, "not-signed-in")
    assert refused.headers["www-authenticate"].startswith('Bearer realm="SahaBot2"')


async def test_a_token_that_expired_or_was_revoked_acts_for_nobody(api: Api, community: Community) -> None:
    identity = community.container.identity
    user = await community.add_player()
    made = await identity.create_token(user, "short", expires_at=community.clock.now() + timedelta(hours=1))
    client = api.with_headers({"Authorization": f"bearer {made.token}"})
    assert (await client.get("/api/me")).json()["user_id"] == user
    await community.clock.advance(timedelta(hours=1))
    problem(await client.get("/api/me"), 401, "not-signed-in")


def test_an_ineligible_player_is_told_every_verdict() -> None:
    verdicts = [
        Verdict(Rule.MEMBER, True, "Member of this organization."),
        Verdict(Rule.RACETIME_LINKED, False, "No racetime.gg account is linked.", Fix.LINK_RACETIME),
    ]
    response = refusal(NotEligible(verdicts))
    assert response.status_code == 409
    assert b'"verdicts": [{"rule": "member", "met": true' in response.body
    assert b'"fix": "link_racetime"' in response.body


def _descendants(kind: type[DomainError]) -> list[type[DomainError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _descendants(child))]


def test_every_domain_error_is_a_known_kind_of_problem() -> None:
    for kind in _descendants(DomainError):
        if kind is not DomainError:
            assert kind.code in KINDS, kind


@pytest.mark.expects_errors
async def test_a_fault_is_logged_once_under_the_number_that_the_caller_gets(
    community: Community, admin: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    await admin.get("/api/me")
    connection = (Tortoise.apps or {})["models"]["AsyncTournament"]._meta.db
    await connection.execute_script("ALTER TABLE async_tournaments RENAME TO lost_tournaments")
    with caplog.at_level(logging.WARNING):
        broken = await admin.get(f"/api/organizations/{community.organization_id}/async-tournaments")
    told = problem(broken, 500, "unexpected")
    assert told["error_id"] in told["detail"]
    records = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(records) == 1
    assert told["error_id"] in records[0].getMessage()
    assert "lost" not in broken.text
    assert "SELECT" not in broken.text


async def test_pages_beside_the_api_keep_their_own_errors(community: Community) -> None:
    async def missing() -> list[str]:
        return []

    app: FastAPI = create_api(community.container, missing=missing)

    @app.get("/page")
    async def page() -> str:
        raise NotFound("page")

    @app.exception_handler(NotFound)
    async def shown(_: object, error: Exception) -> PlainTextResponse:
        return PlainTextResponse(f"Sorry. {error}", status_code=404)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
        own = await client.get("/page")
        assert own.text == "Sorry. There is no such page."
        unknown = await client.get("/apiary")
        assert (unknown.status_code, unknown.json()) == (404, {"detail": "Not Found"})
        problem(await client.get("/api/nothing"), 404, "not-found")
