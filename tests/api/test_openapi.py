"""The OpenAPI document says all that there is, and its page needs nothing from elsewhere."""

import re
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from api.problems import KINDS
from tests.support.api import PROBLEM, Api, problem
from tests.support.community import Community
from tests.support.openapi import Operation, operations

PLANNED_ROUTES = {
    ("get", "/api/async-tournaments/{tournament_id}/live-races"),
    ("get", "/api/async-tournaments/live-races/{live_race_id}"),
    ("post", "/api/async-tournaments/{tournament_id}/live-races"),
    ("patch", "/api/async-tournaments/live-races/{live_race_id}"),
    ("delete", "/api/async-tournaments/live-races/{live_race_id}"),
    ("get", "/api/async-tournaments/live-races/{live_race_id}/eligible"),
    ("post", "/api/async-tournaments/live-races/{live_race_id}/record"),
}
KNOWN_HOSTS = {"example.org", "racetime.gg", "alttpr.com", "www.twitch.tv"}
FOR_ANYBODY = {
    "look_at_invite",
    "accept_invite",
    "unlink_racetime_account",
    "renew_calendar_links",
    "turn_off_calendar_links",
    "list_tokens",
    "revoke_other_tokens",
    "revoke_token",
    "end_sessions",
    "update_caller",
    "leave_organization",
    "stay_in_organization",
    "delete_account",
}


@pytest.fixture
async def document(api: Api) -> dict[str, Any]:
    response = await api.as_nobody().get("/api/openapi.json")
    assert response.headers["content-type"] == "application/json"
    made: dict[str, Any] = response.json()
    return made


def named(items: list[Operation], name: str) -> Operation:
    return next(item for item in items if item.name == name)


async def test_the_planned_routes_are_at_their_paths(document: dict[str, Any]) -> None:
    there = {(operation.method, operation.path) for operation in operations(document)}
    assert there >= PLANNED_ROUTES


async def test_every_operation_is_described(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    names = [operation.name for operation in operations(document)]
    assert len(names) == len(set(names))
    for operation in operations(document):
        spec = operation.spec
        assert spec["summary"], operation.path
        assert len(spec["tags"]) == 1
        assert set(spec["tags"]) <= tags
        public = operation.path.startswith(("/health/", "/api/problems/"))
        assert operation.needs_token is not public, operation.path
    assert document["components"]["securitySchemes"] == {"ApiToken": {"type": "http", "scheme": "bearer"}}


async def test_every_refusal_is_declared_as_a_problem(document: dict[str, Any]) -> None:
    for operation in operations(document):
        responses = operation.spec["responses"]
        for status, response in responses.items():
            if int(status) >= 400:
                schema = response["content"][PROBLEM]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, operation.path
        if operation.needs_token:
            assert responses.keys() >= {"401", "404", "422", "429", "500"}, operation.path
        if operation.changes and operation.needs_token and operation.name not in FOR_ANYBODY:
            assert "403" in responses, operation.path
        if "requestBody" in operation.spec:
            assert responses.keys() >= {"400", "413"}, operation.path
        assert "Retry-After" in responses.get("429", {"headers": "Retry-After"})["headers"]


async def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    text = (repr(document)).replace("'", '"')
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert name in document["components"]["schemas"]
    assert "HTTPValidationError" not in text


async def test_requests_refuse_unknown_fields_and_say_so(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Request"):
            assert schema["additionalProperties"] is False, name


async def test_no_example_sends_anybody_to_a_made_up_host(document: dict[str, Any]) -> None:
    for address in re.findall(r"https?://[^\s'\"]+", repr(document)):
        assert urlsplit(address).hostname in KNOWN_HOSTS, address


async def test_a_bots_secret_is_written_and_never_read(
    document: dict[str, Any], community: Community, admin: httpx.AsyncClient
) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["BotRequest"]["properties"]["client_secret"]["writeOnly"] is True
    assert "client_secret" not in schemas["BotResponse"]["properties"]
    bots = f"/api/organizations/{community.organization_id}/racetime-bots"
    saved = await admin.put(f"{bots}/alttpr", json={"client_id": "bot-1", "client_secret": "hush-hush"})
    assert (saved.status_code, saved.json()["client_id"]) == (200, "bot-1")
    assert "hush-hush" not in saved.text + (await admin.get(bots)).text


async def test_the_page_and_all_it_loads_come_from_here(api: Api) -> None:
    nobody = api.as_nobody()
    page = await nobody.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    addresses = re.findall(r"(?:src|href|url)\s*[=:]\s*[\"']([^\"']+)", page.text)
    assert {"/api/openapi.json", "/api/docs/swagger-ui-bundle.js", "/api/docs/swagger-ui.css"} <= set(addresses)
    for address in addresses:
        assert address.startswith(("/api/", "data:")), address
    assert "https://" not in page.text
    script = await nobody.get("/api/docs/swagger-ui-bundle.js")
    assert script.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert "SwaggerUIBundle" in script.text
    style = await nobody.get("/api/docs/swagger-ui.css")
    assert style.headers["content-type"].startswith("text/css")
    outside = [a for a in re.findall(r"url\(([^)]*)\)", style.text) if not a.strip("\"'").startswith("data:")]
    assert outside == []


@pytest.mark.parametrize("code", KINDS)
async def test_the_type_of_every_problem_can_be_looked_up(api: Api, code: str) -> None:
    kind = (await api.as_nobody().get(f"/api/problems/{code}")).json()
    assert kind["type"] == f"/api/problems/{code}"
    assert kind["meaning"]


async def test_an_unknown_kind_of_problem_is_one(api: Api) -> None:
    problem(await api.as_nobody().get("/api/problems/none"), 404, "not-found")
