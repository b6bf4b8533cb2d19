"""What an organizer does never changes what another organization relies on: its members, results, pages and log."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from tortoise import Tortoise

from application.domain.ids import LiveRaceId, UserId
from application.domain.permissions import Role
from application.repositories.people.user_repository import UserRepository
from application.services.people.member_entry import NewMember
from models.organization import OrganizationMember
from models.user import User
from tests.api.test_permissions import known_things
from tests.support.api import Api, problem
from tests.support.community import Community, found_community
from tests.support.openapi import calls, operations

UNPROVEN = 80_000_000_000_000_001
OF_ONE_INTRUDER = 20
"""So many requests are within everybody's allowance."""


@dataclass
class Two:
    """An organization with people in every state, and the token of the admin of another one."""

    community: Community
    elsewhere: Community
    own_admin: httpx.AsyncClient
    intruder: httpx.AsyncClient
    proven: UserId
    """Proved a Discord and a racetime.gg account."""
    claimed: UserId
    """Proved a Discord account; the racetime.gg account is what the organization says."""
    placeholder: UserId
    racetime_ids: dict[UserId, str]
    known: dict[str, list[Any]]

    async def discord_id(self, user_id: UserId) -> str:
        return str((await User.get(id=user_id)).discord_id)

    @property
    def members(self) -> str:
        return f"/api/organizations/{self.elsewhere.organization_id}/members"


@pytest.fixture
async def two(api: Api, community: Community) -> Two:
    proven, claimed = [await community.add_player(name) for name in ("Malon", "Epona")]
    accounts = {user_id: await community.racetime_id_of(user_id) for user_id in (proven, claimed)}
    users = UserRepository(community.clock)
    await users.set_racetime_account(await users.get(proven), accounts[proven], "Malon#1234")
    await users.drop_claims_about(proven)
    new = NewMember("Ingo", discord_id=UNPROVEN, racetime_id="ingo1")
    placeholder = (await community.container.organizations.add_member(community.admin, new)).user_id
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    intruder = elsewhere.admin.actor.user_id
    assert intruder is not None
    return Two(
        community,
        elsewhere,
        await api.as_admin(),
        await api.as_user(intruder),
        proven,
        claimed,
        placeholder,
        {**accounts, placeholder: "ingo1"},
        await known_things(community, proven),
    )


async def rows_of(community: Community) -> dict[str, list[dict[str, Any]]]:
    """Return every row of an organization, its log too, and of its people."""
    found = {}
    models = (Tortoise.apps or {})["models"]
    for name, model in models.items():
        if name != "User" and "organization_id" in model._meta.db_fields:
            found[name] = await model.filter(organization_id=community.organization_id).order_by("id").values()
    members = [row["user_id"] for row in found["OrganizationMember"]]
    found["User"] = await User.filter(id__in=members).order_by("id").values()
    return found


async def answers_about(two: Two, document: dict[str, Any]) -> dict[str, Any]:
    """Return what the organization's own admin reads, from every operation that reads."""
    answers = {}
    for operation in operations(document):
        names = operation.parameters("path")
        if operation.changes or not operation.needs_token or not names or not set(names) <= two.known.keys():
            continue
        for call in calls(document, operation, two.known):
            response = await call.send(two.own_admin)
            answers[call.path] = (response.status_code, response.text)
    assert len(answers) > 30
    return answers


def aimed_at(two: Two, user_id: UserId, theirs: dict[str, list[Any]], *, deep: bool) -> dict[str, list[Any]]:
    """What an intruder sends: the own organization, somebody else's person, and the own or somebody else's things."""
    things = two.known if deep else theirs
    return things | {
        "organization_id": [two.elsewhere.organization_id],
        "user_id": [user_id],
        "user_ids": [[user_id]],
        "kept_id": [two.elsewhere.admin.actor.user_id],
        "gone_id": [user_id],
        "other_id": [user_id],
        "racetime_id": [two.racetime_ids[user_id]],
        "token": theirs["token"],
    }


async def test_no_request_of_another_organization_changes_anything(
    api: Api, two: Two, subtests: pytest.Subtests
) -> None:
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    theirs = await known_things(two.elsewhere, await two.elsewhere.add_player())
    writes = [operation for operation in operations(document) if operation.changes and operation.needs_token]
    answers = await answers_about(two, document)
    before = await rows_of(two.community)
    sent: set[tuple[str, str, str]] = set()
    intruder = None
    for user_id in (two.proven, two.claimed, two.placeholder):
        for deep in (False, True):
            known = aimed_at(two, user_id, theirs, deep=deep) | {"discord_id": [await two.discord_id(user_id)]}
            for operation in writes:
                if "/me" in operation.path or "site" in operation.path:
                    continue
                known["scheduled_at"] = two.known["scheduled_at"]
                if operation.name == "create_live_race_series":
                    known["scheduled_at"] = two.known["start as a clock on a wall shows it"]
                for call in calls(document, operation, known):
                    request = (operation.method, call.path, json.dumps(call.body, default=repr))
                    if request in sent:
                        continue
                    if intruder is None or len(sent) % OF_ONE_INTRUDER == 0:
                        intruder = await api.as_user(await two.elsewhere.add_player(roles=[Role.ADMIN]))
                    with subtests.test(operation=operation.name, deep=deep):
                        response = await call.send(intruder)
                        assert response.status_code not in (429, 500), response.text
                    sent.add(request)
            assert await rows_of(two.community) == before
    assert len(sent) > 150
    assert await answers_about(two, document) == answers


async def said_about(two: Two) -> tuple[Any, Any]:
    return await rows_of(two.community), await two.own_admin.get(
        f"/api/organizations/{two.community.organization_id}/members"
    )


async def test_a_proven_account_is_neither_overwritten_nor_taken(two: Two) -> None:
    before, shown = await said_about(two)
    other = {"display_name": "Mine", "discord_id": await two.discord_id(two.proven), "racetime_id": "stolen1"}
    problem(await two.intruder.post(two.members, json=other), 409, "conflict")
    entered = await two.intruder.post(two.members, json={**other, "racetime_id": None})
    assert (entered.status_code, entered.json()["name"]) == (201, "Malon"), "the person's own name"
    person = f"{two.members}/{two.proven}"
    for racetime_id in ("stolen1", None):
        problem(await two.intruder.patch(person, json={"racetime_id": racetime_id}), 409, "conflict")
    puppet = {"display_name": "Puppet", "discord_id": "80000000000000009", "racetime_id": two.racetime_ids[two.proven]}
    problem(await two.intruder.post(two.members, json=puppet), 409, "already-taken")
    roster = f"name,discord_id,racetime_id\nPuppet,80000000000000009,{two.racetime_ids[two.proven]}"
    imported = await two.intruder.post(
        f"/api/organizations/{two.elsewhere.organization_id}/roster/import",
        content=roster,
        headers={"Content-Type": "text/csv"},
    )
    problem(imported, 422, "invalid-input")
    after, still = await said_about(two)
    assert (after, still.json()) == (before, shown.json())
    assert await OrganizationMember.filter(claimed_racetime_id="stolen1").count() == 0


@pytest.mark.parametrize("who", ["claimed", "placeholder"])
async def test_what_another_organization_says_holds_there_only(two: Two, who: str) -> None:
    user_id = getattr(two, who)
    before, shown = await said_about(two)
    new = {"display_name": "Mine", "discord_id": await two.discord_id(user_id), "racetime_id": "stolen1"}
    entered = await two.intruder.post(two.members, json=new)
    assert entered.status_code == 201, entered.text
    assert entered.json()["racetime_id"] == "stolen1", "what they say among themselves"
    person = f"{two.members}/{entered.json()['user_id']}"
    puppet = {"display_name": "Puppet", "racetime_id": two.racetime_ids[user_id]}
    assert (await two.intruder.post(two.members, json=puppet)).status_code == 201
    assert (await two.intruder.patch(person, json={"racetime_id": "stolen2"})).status_code == 200
    after, still = await said_about(two)
    assert (after, still.json()) == (before, shown.json())
    owners = await two.community.container.organizations.get_member(two.community.admin, user_id)
    assert owners.racetime_id == two.racetime_ids[user_id]

    own = f"/api/organizations/{two.community.organization_id}/members/{user_id}"
    assert (await two.own_admin.patch(own, json={"racetime_id": "repaired1"})).json()["racetime_id"] == "repaired1"


async def test_members_read_no_discord_id_but_their_own_and_admins_those_they_know(api: Api, two: Two) -> None:
    own = f"/api/organizations/{two.community.organization_id}/members"
    member = await api.as_user(two.claimed)
    shown = {item["user_id"]: item["discord_id"] for item in (await member.get(own)).json()["items"]}
    assert {user_id for user_id, discord_id in shown.items() if discord_id} == {two.claimed}
    assert (await member.get(f"{own}/{two.proven}")).json()["discord_id"] is None
    assert (await two.own_admin.get(f"{own}/{two.proven}")).json()["discord_id"]

    by_racetime = {"display_name": "Somebody", "racetime_id": two.racetime_ids[two.proven]}
    found = (await two.intruder.post(two.members, json=by_racetime)).json()
    assert (found["user_id"], found["made_by_others"], found["discord_id"]) == (two.proven, True, None)
    stays = await api.as_user(two.proven)
    place = f"/api/me/organizations/{two.elsewhere.organization_id}"
    assert (await stays.post(f"{place}/stay")).status_code == 204
    known = (await two.intruder.get(f"{two.members}/{two.proven}")).json()
    assert (known["made_by_others"], known["discord_id"]) == (False, await two.discord_id(two.proven))
    assert (await stays.delete(place)).status_code == 204
    problem(await two.intruder.get(f"{two.members}/{two.proven}"), 404, "not-found")


async def raced_elsewhere(two: Two, *racetime_ids: str) -> LiveRaceId:
    """Let accounts of the organization's people finish a race of the other one."""
    other = two.elsewhere
    tournament = await other.add_tournament()
    race = (await other.schedule(tournament, await other.add_pool(tournament))).summary
    room = await other.open_room(race.id)
    room.join(*racetime_ids)
    await other.hear(race.id, room)
    await other.advance_to(race.locks_at)
    room.start()
    await other.hear(race.id, room)
    await other.clock.advance(timedelta(hours=2))
    room.finish_all(timedelta(hours=1), timedelta(minutes=1))
    await other.hear(race.id, room)
    return race.id


async def test_an_invite_of_another_organization_takes_nothing_along_and_changes_nothing_here(
    api: Api, two: Two
) -> None:
    before, shown = await said_about(two)
    place = f"/api/organizations/{two.elsewhere.organization_id}"
    token = (await two.intruder.post(f"{place}/invites", json={"most_uses": 9})).json()["token"]
    for user_id in (two.proven, two.claimed):
        accepted = await (await api.as_user(user_id)).post("/api/invites/accept", json={"token": token})
        assert accepted.status_code == 200, accepted.text
    there = {item["user_id"]: item for item in (await two.intruder.get(two.members)).json()["items"]}
    assert there[two.proven]["racetime_id"] == two.racetime_ids[two.proven], "proved, so it holds everywhere"
    assert there[two.claimed]["racetime_id"] is None, "what one organization says is not told to another"
    person = f"{two.members}/{two.proven}"
    problem(await two.intruder.patch(person, json={"racetime_id": "stolen1"}), 409, "conflict")
    claim = {"racetime_id": "stolen2", "roles": ["ADMIN"]}
    assert (await two.intruder.patch(f"{two.members}/{two.claimed}", json=claim)).status_code == 200
    for user_id in (two.proven, two.claimed):
        assert (await two.intruder.delete(f"{two.members}/{user_id}")).status_code == 204
    after, still = await said_about(two)
    assert (after, still.json()) == (before, shown.json())


async def test_a_result_matched_by_another_organization_changes_nothing_here(two: Two) -> None:
    accounts = [two.racetime_ids[user_id] for user_id in (two.proven, two.claimed, two.placeholder)]
    race = await raced_elsewhere(two, *accounts)
    before, shown = await said_about(two)
    unmatched = f"/api/organizations/{two.elsewhere.organization_id}/inbox"
    entries = (await two.intruder.get(unmatched)).json()["items"]
    assert {entry["live_race_id"] for entry in entries} == {race}
    assert len(entries) == len(accounts)
    assert [entry["offer"] for entry in entries] == [None] * 3, "who they are elsewhere is not told"
    for entry in entries:
        match = f"{unmatched}/{entry['id']}/match"
        for user_id in (two.proven, two.claimed, two.placeholder):
            problem(await two.intruder.post(match, json={"user_id": user_id}), 404, "not-found")
        puppet = await two.elsewhere.add_player()
        assert (await two.intruder.post(match, json={"user_id": puppet})).status_code == 204
    (own_entry,) = two.known["entry_id"]
    foreign = f"{unmatched}/{own_entry}/match"
    problem(await two.intruder.post(foreign, json={"user_id": puppet}), 404, "not-found")
    after, still = await said_about(two)
    assert (after, still.json()) == (before, shown.json())
    for user_id, racetime_id in two.racetime_ids.items():
        assert await two.community.racetime_id_of(user_id) == racetime_id
