"""Each operation of the API, tried as every role from one and the same setup."""

from datetime import timedelta
from typing import Any

import pytest

from application.domain.permissions import Permission, Role, permissions_of
from application.domain.room import RoomSettings
from application.services.race_room_profile_service import ProfileDraft
from tests.support.api import Api, problem
from tests.support.community import Community, found_community
from tests.support.openapi import Call, calls, operations

NEEDED: dict[str, Permission | None] = {
    "get_caller": None,
    "list_organizations": None,
    "get_organization": Permission.VIEW,
    "update_organization": Permission.MANAGE_ORGANIZATION,
    "list_members": Permission.VIEW,
    "get_member": Permission.VIEW,
    "add_member": Permission.MANAGE_ORGANIZATION,
    "update_member": Permission.MANAGE_ORGANIZATION,
    "list_profiles": Permission.VIEW,
    "create_profile": Permission.MANAGE_ORGANIZATION,
    "update_profile": Permission.MANAGE_ORGANIZATION,
    "list_bots": Permission.MANAGE_TOURNAMENTS,
    "save_bot": Permission.MANAGE_ORGANIZATION,
    "list_tournaments": Permission.VIEW,
    "get_tournament": Permission.VIEW,
    "create_tournament": Permission.MANAGE_TOURNAMENTS,
    "update_tournament": Permission.MANAGE_TOURNAMENTS,
    "list_pools": Permission.VIEW,
    "create_pool": Permission.MANAGE_TOURNAMENTS,
    "check_player_eligibility": Permission.VIEW,
    "whitelist_player": Permission.MANAGE_TOURNAMENTS,
    "get_leaderboard": Permission.VIEW,
    "list_permalinks": Permission.MANAGE_TOURNAMENTS,
    "add_permalinks": Permission.MANAGE_TOURNAMENTS,
    "reveal_permalink": Permission.MANAGE_TOURNAMENTS,
    "get_live_race": Permission.VIEW,
    "get_live_race_details": Permission.VIEW,
    "list_live_races": Permission.VIEW,
    "list_live_races_of_organization": Permission.VIEW,
    "list_eligible_participants": Permission.VIEW,
    "check_race_eligibility": Permission.VIEW,
    "list_upcoming_work": Permission.MANAGE_TOURNAMENTS,
    "create_live_race": Permission.MANAGE_TOURNAMENTS,
    "update_live_race": Permission.MANAGE_TOURNAMENTS,
    "delete_live_race": Permission.MANAGE_TOURNAMENTS,
    "cancel_live_race": Permission.MANAGE_TOURNAMENTS,
    "restore_live_race": Permission.MANAGE_TOURNAMENTS,
    "open_room_now": Permission.MANAGE_TOURNAMENTS,
    "record_live_race": Permission.RECORD_RESULTS,
}
"""What a member must be allowed for each operation; None needs a token only."""

FOR_SITE_ADMINISTRATORS = {"create_organization"}


async def known_things(community: Community) -> dict[str, list[Any]]:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    (permalink,) = await community.add_permalinks(pool, ordinary=1)
    profile = await community.container.profiles.create_profile(
        community.admin, ProfileDraft("Present", RoomSettings())
    )
    race = await community.schedule(tournament, pool)
    return {
        "organization_id": [community.organization_id],
        "tournament_id": [tournament],
        "pool_id": [pool],
        "permalink_id": [permalink.id],
        "live_race_id": [race.summary.id],
        "user_id": [await community.add_player()],
        "profile_id": [profile.id],
        "category": ["alttpr"],
        "racetime_category": ["alttpr"],
        "racetime_goal": ["All dungeons"],
        "scheduled_at": [(community.clock.now() + timedelta(hours=3)).isoformat()],
    }


async def all_calls(api: Api, known: dict[str, list[Any]]) -> list[Call]:
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    secured = [operation for operation in operations(document) if operation.needs_token]
    assert {operation.name for operation in secured} == NEEDED.keys() | FOR_SITE_ADMINISTRATORS
    return [call for operation in secured for call in calls(document, operation, known)]


@pytest.mark.parametrize("roles", [(), (Role.ASYNC_REVIEWER,), (Role.ASYNC_TOURNAMENT_ADMIN,), (Role.ADMIN,)], ids=str)
async def test_a_member_may_do_what_the_roles_allow_and_is_refused_the_rest(
    api: Api, community: Community, roles: tuple[Role, ...]
) -> None:
    known = await known_things(community)
    client = await api.as_user(await community.add_player(roles=roles))
    allowed = permissions_of(frozenset(roles))
    for call in await all_calls(api, known):
        name = call.operation.name
        needed = NEEDED.get(name)
        response = await client.request(call.operation.method, call.path, json=call.body)
        if name in FOR_SITE_ADMINISTRATORS or (needed is not None and needed not in allowed):
            assert problem(response, 403, "forbidden")["detail"].startswith("Only "), name
        else:
            assert response.status_code in (200, 201, 204, 409), f"{name}: {response.text}"


async def test_a_stranger_hears_that_nothing_of_it_exists(api: Api, community: Community) -> None:
    known = await known_things(community)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    assert elsewhere.admin.actor.user_id is not None
    client = await api.as_user(elsewhere.admin.actor.user_id)
    for call in await all_calls(api, known):
        if NEEDED.get(call.operation.name) is None:
            continue
        response = await client.request(call.operation.method, call.path, json=call.body)
        nowhere = call.path
        for name in ("organization_id", "tournament_id", "pool_id", "permalink_id", "live_race_id"):
            if name in call.operation.parameters("path"):
                nowhere = call.operation.path.replace(f"{{{name}}}", "987654")
                break
        for name in call.operation.parameters("path"):
            nowhere = nowhere.replace(f"{{{name}}}", str(known[name][0]))
        wrong_id = await client.request(call.operation.method, nowhere, json=call.body)
        assert problem(response, 404, "not-found") == problem(wrong_id, 404, "not-found")


async def test_without_a_token_nothing_is_answered(api: Api, community: Community) -> None:
    known = await known_things(community)
    nobody = api.as_nobody()
    for call in await all_calls(api, known):
        response = await nobody.request(call.operation.method, call.path, content=b"not even JSON")
        problem(response, 401, "not-signed-in")
        assert response.headers["www-authenticate"].startswith("Bearer")
