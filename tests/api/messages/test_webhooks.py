"""Webhooks over the API: a secret is shown once, what was sent can be looked up and sent again."""

from typing import Any

import httpx

from application.domain.messages.public_events import PUBLIC_EVENTS
from models.event_log import EventLogEntry
from tests.support.api import Api, complaints, problem
from tests.support.community import Community

NEW = {"name": "Our bot", "url": "https://example.org/hooks?key=hush", "kinds": ["tournament.created"]}


def home(community: Community) -> str:
    return f"/api/organizations/{community.organization_id}/webhooks"


async def test_a_secret_is_shown_when_it_is_made_and_never_again(
    community: Community, admin: httpx.AsyncClient
) -> None:
    made = await admin.post(home(community), json=NEW)
    assert made.status_code == 201, made.text
    one = f"{home(community)}/{made.json()['webhook']['id']}"
    rotated = await admin.post(f"{one}/rotate-secret")
    secrets = {made.json()["secret"], rotated.json()["secret"]}
    assert len(secrets) == 2
    assert all(secret.startswith("whsec_") for secret in secrets)
    read = (await admin.get(one)).text + (await admin.get(home(community))).text
    log = str(await EventLogEntry.all().values("payload", "search_text"))
    assert not [secret for secret in secrets if secret in read + log]
    assert "hush" not in log
    assert "example.org" in log


async def test_only_what_is_named_changes(community: Community, admin: httpx.AsyncClient) -> None:
    one = f"{home(community)}/{(await admin.post(home(community), json=NEW)).json()['webhook']['id']}"
    changed = (await admin.patch(one, json={"is_active": False})).json()
    assert (changed["is_active"], changed["url"], changed["kinds"]) == (False, NEW["url"], NEW["kinds"])
    assert (await admin.patch(one, json={"kinds": ["run.started"]})).json()["kinds"] == ["run.started"]
    assert (await admin.delete(one)).status_code == 204
    problem(await admin.get(one), 404, "not-found")


async def test_what_cannot_be_used_is_refused_at_its_field(community: Community, admin: httpx.AsyncClient) -> None:
    bad: dict[str, Any] = {"name": " ", "url": "https://user:secret@example.org", "kinds": ["alert.raised"]}
    refused = await admin.post(home(community), json=bad)
    assert complaints(refused).keys() == {"#/name", "#/url", "#/kinds"}
    assert "secret" not in refused.text


async def test_deliveries_can_be_looked_up_and_sent_again(community: Community, admin: httpx.AsyncClient) -> None:
    webhook, delivery = await community.add_webhook()
    listed = (await admin.get(f"{home(community)}/{webhook}/deliveries")).json()["items"]
    assert [(item["id"], item["type"], item["delivered_at"]) for item in listed] == [
        (delivery, "tournament.created", None)
    ]
    again = await admin.post(f"{home(community)}/{webhook}/deliveries/{delivery}/send-again")
    assert again.json()["event_id"] == listed[0]["event_id"]
    other, _ = await community.add_webhook()
    problem(await admin.post(f"{home(community)}/{other}/deliveries/{delivery}/send-again"), 404, "not-found")


async def test_every_event_is_documented_with_a_schema(api: Api) -> None:
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert set(document["webhooks"]) == {event.name for event in PUBLIC_EVENTS}
    schemas = document["components"]["schemas"]
    for event in PUBLIC_EVENTS:
        request = document["webhooks"][event.name]["post"]
        reference = request["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        schema = schemas[reference.rpartition("/")[2]]
        assert schema["properties"]["type"]["const"] == event.name
        assert {item["name"] for item in request["parameters"]} == {
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
        }
