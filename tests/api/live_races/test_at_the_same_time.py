"""Two requests for the same thing at the same moment: one is carried out and the other is told why not."""

import asyncio
from typing import Any

import httpx
import pytest

from application.repositories.people.user_repository import UserRepository
from models.organization import OrganizationMember
from tests.support.api import Api, problem
from tests.support.community import Community
from tests.support.databases import on_both_engines
from tests.support.rooms import GOAL

pytestmark = on_both_engines

DISCORD_ID = "175928847299117063"


async def places(community: Community) -> dict[str, tuple[str, dict[str, Any]]]:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    organization = f"/api/organizations/{community.organization_id}"
    return {
        "tournament": (
            f"{organization}/async-tournaments",
            {"name": "Cup", "racetime_category": "alttpr", "racetime_goal": GOAL},
        ),
        "pool": (f"/api/async-tournaments/{tournament}/pools", {"name": "Open"}),
        "permalinks": (
            f"/api/async-tournaments/pools/{pool}/permalinks",
            {"permalinks": [{"url": "https://alttpr.com/h/one"}]},
        ),
        "profile": (f"{organization}/race-room-profiles", {"name": "Qualifier"}),
        "member": (f"{organization}/members", {"display_name": "Saria", "discord_id": DISCORD_ID}),
        "racetime account": (f"{organization}/members", {"display_name": "Saria", "racetime_id": "abc"}),
        "episode": (
            f"/api/async-tournaments/{tournament}/live-races",
            {"pool_id": pool, "scheduled_at": "2026-03-20T20:00:00Z", "episode_id": 5},
        ),
    }


@pytest.mark.parametrize(
    "kind", ["tournament", "pool", "permalinks", "profile", "member", "racetime account", "episode"]
)
async def test_of_two_that_make_the_same_thing_one_is_refused(
    community: Community, admin: httpx.AsyncClient, kind: str
) -> None:
    path, body = (await places(community))[kind]
    answers = await asyncio.gather(*(admin.post(path, json=body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    for answer in answers:
        if answer.status_code == 409:
            problem(answer, 409, "already-taken")


async def test_of_two_changes_at_once_both_are_made_or_one_is_told(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    details = await community.schedule(tournament, await community.add_pool(tournament))
    race = f"/api/async-tournaments/live-races/{details.summary.id}"
    changes: list[dict[str, Any]] = [{"match_title": "Final"}, {"episode_id": 9}, {"lock_minutes": 5}]
    answers = await asyncio.gather(*(admin.patch(race, json=change) for change in changes))
    now = (await admin.get(race)).json()
    for answer, change in zip(answers, changes, strict=True):
        if answer.status_code == 200:
            assert all(now.get(name, value) == value for name, value in change.items())
        else:
            problem(answer, 409, "changed-meanwhile")


async def test_default_profiles_saved_at_once_leave_one_default(community: Community, admin: httpx.AsyncClient) -> None:
    path = f"/api/organizations/{community.organization_id}/race-room-profiles"
    answers = await asyncio.gather(
        *(admin.post(path, json={"name": f"Profile {number}", "is_default": True}) for number in range(3))
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    profiles = (await admin.get(path)).json()["items"]
    assert [profile["is_default"] for profile in profiles].count(True) == 1


async def test_one_person_who_accepts_an_invite_several_times_at_once_joins_once(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    invites = f"/api/organizations/{community.organization_id}/invites"
    token = (await admin.post(invites, json={"most_uses": 9})).json()["token"]
    newcomer = (await UserRepository(community.clock).create("Saria")).id
    client = await api.as_user(newcomer)
    answers = await asyncio.gather(*(client.post("/api/invites/accept", json={"token": token}) for _ in range(6)))
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(refused) < 6
    for answer in refused:
        problem(answer, 409, "already-taken")
    assert await OrganizationMember.filter(user_id=newcomer).count() == 1
    (invite,) = (await admin.get(invites)).json()["items"]
    assert invite["uses"] == 1
