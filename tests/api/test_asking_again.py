"""Who asks again for what they have hears that nothing has changed, or gets what has."""

import httpx

from tests.api.test_permissions import known_things
from tests.support.api import Api, problem
from tests.support.community import Community, found_community
from tests.support.openapi import calls, operations


async def test_an_answer_that_somebody_has_is_not_sent_again_until_it_changes(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    path = f"/api/async-tournaments/{tournament}"
    first = await admin.get(path)
    mark = first.headers["etag"]
    assert (first.headers["cache-control"], first.headers["vary"]) == ("private, no-cache", "Authorization")
    for known in (mark, f'"other", W/{mark}', "*"):
        same = await admin.get(path, headers={"If-None-Match": known})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", mark)
        assert same.headers["cache-control"] == "private, no-cache"
    await admin.patch(path, json={"description": "New rules."})
    moved = await admin.get(path, headers={"If-None-Match": mark})
    assert (moved.status_code, moved.json()["description"]) == (200, "New rules.")
    assert moved.headers["etag"] != mark


async def test_a_mark_opens_nothing(api: Api, community: Community) -> None:
    path = f"/api/async-tournaments/{await community.add_tournament()}"
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    stranger = await elsewhere.add_player()
    for client, status, code in (
        (api.as_nobody(), 401, "not-signed-in"),
        (await api.as_user(stranger), 404, "not-found"),
    ):
        refused = await client.get(path, headers={"If-None-Match": "*"})
        problem(refused, status, code)
        assert refused.headers["cache-control"] == "no-store"
        assert "etag" not in refused.headers


async def test_what_is_marked_is_what_the_document_says_and_nothing_else_is_kept(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    assert community.admin.actor.user_id is not None
    known = await known_things(community, community.admin.actor.user_id)
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    marked = 0
    for operation in operations(document):
        if operation.method != "get" or not operation.needs_token:
            continue
        for call in calls(document, operation, known):
            response = await call.send(admin)
            if "304" in operation.spec["responses"] and response.status_code == 200:
                marked += 1
                again = await admin.get(call.path, headers={"If-None-Match": response.headers["etag"]})
                assert again.status_code == 304, operation.name
            else:
                assert response.headers["cache-control"] == "no-store", operation.name
                assert "etag" not in response.headers, operation.name
    assert marked == 20


async def test_what_is_the_same_for_everybody_is_kept_by_everybody(api: Api) -> None:
    nobody = api.as_nobody()
    for path in ("/api/openapi.json", "/api/docs", "/api/problems/conflict"):
        first = await nobody.get(path)
        assert first.headers["cache-control"] == "public, max-age=300"
        again = await nobody.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    problem(await nobody.get("/api/problems/none"), 404, "not-found")
