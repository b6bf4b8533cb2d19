"""One's own name, memberships, stored data and account by REST, and two users made one."""

import httpx

from application.services.people.member_entry import NewMember
from models.event_log import EventLogEntry
from models.organization import OrganizationMember
from models.user import AccountFingerprint, User
from tests.services.people.test_coming_back import sign_in
from tests.services.people.test_person_merging import add_placeholder, put_run
from tests.support.api import Api, complaints, problem
from tests.support.community import Community, found_community


async def test_a_person_changes_the_own_name(api: Api, community: Community) -> None:
    client = await api.as_user(await community.add_player("Malon"))
    assert (await client.patch("/api/me", json={"display_name": "Romani"})).json()["name"] == "Romani"
    assert (await client.get("/api/me")).json()["name"] == "Romani"
    assert "#/display_name" in complaints(await client.patch("/api/me", json={"display_name": "  "}))
    assert (await client.patch("/api/me", json={"display_name": None})).json()["name"] == "Romani"


async def test_a_person_leaves_an_organization_and_its_last_admin_does_not(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    player = await community.add_player("Malon")
    client, path = await api.as_user(player), f"/api/me/organizations/{community.organization_id}"
    assert (await client.delete(path)).status_code == 204
    assert not await OrganizationMember.filter(user_id=player).exists()
    problem(await client.delete(path), 404, "not-found")
    assert "last admin" in problem(await admin.delete(path), 409, "conflict")["detail"]


async def test_a_person_reads_what_is_stored_and_deletes_the_account(api: Api, community: Community) -> None:
    player = await community.add_player("Malon")
    client = await api.as_user(player)
    document = (await client.get("/api/me/overview")).json()
    assert document["account"]["display_name"] == "Malon"
    assert [len(section["rows"]) for section in document["sections"] if section["title"] == "API tokens"] == [1]
    plan = (await client.get("/api/me/deletion")).json()
    assert plan["refusals"] == []
    assert any("can't be undone" in line for line in plan["consequences"])
    assert "#/confirm" in complaints(await client.post("/api/me/deletion", json={"confirm": "yes"}))
    assert (await client.post("/api/me/deletion", json={"confirm": "Malon"})).status_code == 204
    problem(await client.get("/api/me"), 401, "not-signed-in")


async def test_what_is_stored_is_read_a_page_at_a_time(api: Api, community: Community) -> None:
    player = await community.add_player("Malon")
    client = await api.as_user(player)
    for _ in range(60):
        await community.container.identity.open_session(player)
    at = {"organization_id": community.organization_id, "occurred_at": community.clock.now(), "actor_name": "Ingo"}
    named = [{"changes": [{"user_id": player, "name": "Malon"}, {"user_id": 1}], "number": n} for n in range(120)]
    await EventLogEntry.bulk_create(EventLogEntry(**at, type="RunsScoredEvent", payload=payload) for payload in named)
    document = (await client.get("/api/me/overview")).json()
    sections = {section["title"]: section for section in document["sections"]}
    for title, section in sections.items():
        rows, cursor = section["rows"], section["next_cursor"]
        assert (cursor is None) is (len(rows) == section["number"]), title
        while cursor is not None:
            page = (await client.get(f"/api/me/overview/{title}", params={"cursor": cursor, "limit": 40})).json()
            rows, cursor = rows + page["items"], page["next_cursor"]
        assert len(rows) == section["number"], title
    told = (await client.get("/api/me/overview/What others did that concerned you", params={"limit": 100})).json()
    assert sections["Sessions"]["number"] == 60
    assert [row["payload"]["changes"] for row in told["items"][-10:]] == [[{"user_id": player, "name": "Malon"}]] * 10
    problem(await client.get("/api/me/overview/Secrets"), 404, "not-found")


async def test_whoever_deletes_the_account_and_signs_up_again_has_the_slots_used(
    api: Api, community: Community
) -> None:
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament, ordinary=2)
    player = await community.add_player("Malon")
    discord_id = (await User.get(id=player)).discord_id
    await community.finish_run(player, pool)
    client = await api.as_user(player)
    assert "Spring Qualifier" in (await client.get("/api/me/deletion")).json()["consequences"][-1]
    assert (await client.post("/api/me/deletion", json={"confirm": "Malon"})).status_code == 204
    (kept,) = await AccountFingerprint.all()
    again = await sign_in(community, discord_id)
    client = await api.as_user(again)
    refused = problem(await client.post(f"/api/async-tournaments/pools/{pool}/draw"), 409, "not-eligible")
    assert "0 of 1 run left" in refused["detail"]
    assert kept.fingerprint not in (await client.get("/api/me/overview")).text


async def test_an_admin_previews_and_merges_two_members(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament, ordinary=2)
    person, made = await community.add_player("Malon"), await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool, permalink=0)
    await put_run(community, person, pool, permalink=1)
    path = f"/api/organizations/{community.organization_id}/members/{made}/same-person/{person}"
    preview = (await admin.get(path)).json()
    assert (preview["kept"]["name"], preview["gone"]["name"], preview["refusal"]) == ("Malon", "Malon (old)", None)
    assert preview["slots"] == [{"place": "Spring Qualifier, Pool A", "used": 2, "slots": 1}]
    assert [line["kind"] for line in preview["lines"]] == ["too_many"]
    assert (await User.get(id=made)).merged_into_id is None
    done = (await admin.post(path)).json()
    assert [line["kind"] for line in done["lines"]] == ["too_many"]
    assert (await User.get(id=made)).merged_into_id == person
    problem(await admin.post(path), 404, "not-found")


async def test_two_who_signed_in_are_refused_with_whom_to_ask(community: Community, admin: httpx.AsyncClient) -> None:
    one, other = await community.add_player("Malon"), await community.add_player("Ingo")
    path = f"/api/organizations/{community.organization_id}/members/{one}/same-person/{other}"
    assert "site administrator" in (await admin.get(path)).json()["refusal"]
    assert "site administrator" in problem(await admin.post(path), 409, "conflict")["detail"]


async def test_a_membership_that_an_admin_made_is_marked_until_the_person_stays(api: Api, community: Community) -> None:
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    player = await community.add_player("Malon")
    discord_id = (await User.get(id=player)).discord_id
    added = await elsewhere.container.organizations.add_member(elsewhere.admin, NewMember("X", discord_id=discord_id))
    assert (added.user_id, added.name) == (player, "Malon")
    client = await api.as_user(player)

    async def marks() -> dict[str, bool]:
        items = (await client.get("/api/me/organizations")).json()["items"]
        return {item["slug"]: item["made_by_others"] for item in items}

    assert (await marks())["termina"] is True
    assert (await client.post(f"/api/me/organizations/{elsewhere.organization_id}/stay")).status_code == 204
    assert (await marks())["termina"] is False
