"""Each operation of the API, tried as every role from one and the same setup."""

from datetime import timedelta
from typing import Any

import pytest

from application.domain.ids import UserId
from application.domain.live_races.room import RoomSettings
from application.domain.permissions import Permission, Role, permissions_of
from application.services.people.invite_service import NewInvite
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.api import Api, problem
from tests.support.community import Community, found_community
from tests.support.openapi import Call, Operation, calls, operations
from tests.support.pictures import picture
from tests.support.slow import slowly

NEEDED: dict[str, Permission | None] = {
    "get_caller": None,
    "list_organizations": None,
    "get_organization": Permission.VIEW,
    "get_logo": Permission.VIEW,
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
    "deactivate_bot": Permission.MANAGE_ORGANIZATION,
    "reactivate_bot": Permission.MANAGE_ORGANIZATION,
    "list_tournaments": Permission.VIEW,
    "get_tournament": Permission.VIEW,
    "create_tournament": Permission.MANAGE_TOURNAMENTS,
    "update_tournament": Permission.MANAGE_TOURNAMENTS,
    "list_pools": Permission.VIEW,
    "create_pool": Permission.MANAGE_TOURNAMENTS,
    "check_player_eligibility": Permission.VIEW,
    "close_tournament": Permission.MANAGE_TOURNAMENTS,
    "reopen_tournament": Permission.MANAGE_TOURNAMENTS,
    "delete_tournament": Permission.MANAGE_TOURNAMENTS,
    "rename_pool": Permission.MANAGE_TOURNAMENTS,
    "reorder_pools": Permission.MANAGE_TOURNAMENTS,
    "delete_pool": Permission.MANAGE_TOURNAMENTS,
    "list_tournament_staff": Permission.MANAGE_TOURNAMENTS,
    "set_tournament_roles": Permission.MANAGE_TOURNAMENTS,
    "list_whitelist": Permission.MANAGE_TOURNAMENTS,
    "whitelist_player": Permission.MANAGE_TOURNAMENTS,
    "remove_from_whitelist": Permission.MANAGE_TOURNAMENTS,
    "preview_permalinks": Permission.MANAGE_TOURNAMENTS,
    "import_permalinks": Permission.MANAGE_TOURNAMENTS,
    "update_permalink": Permission.MANAGE_TOURNAMENTS,
    "change_use_of_permalinks": Permission.MANAGE_TOURNAMENTS,
    "delete_permalink": Permission.MANAGE_TOURNAMENTS,
    "get_draw_options": Permission.VIEW,
    "draw_seed": Permission.VIEW,
    "get_active_run": Permission.VIEW,
    "list_runs": Permission.VIEW,
    "get_run": Permission.VIEW,
    "start_run": Permission.VIEW,
    "finish_run": Permission.VIEW,
    "forfeit_run": Permission.VIEW,
    "submit_run": Permission.VIEW,
    "flag_run": Permission.VIEW,
    "reattempt_run": Permission.VIEW,
    "extend_run": Permission.RECORD_RESULTS,
    "get_leaderboard": Permission.VIEW,
    "export_leaderboard": Permission.VIEW,
    "get_run_meaning": Permission.VIEW,
    "get_player": Permission.VIEW,
    "get_permalink": Permission.VIEW,
    "get_pool": Permission.VIEW,
    "get_score_distribution": Permission.VIEW,
    "get_progress": Permission.VIEW,
    "list_reviews": Permission.RECORD_RESULTS,
    "count_reviews": Permission.RECORD_RESULTS,
    "accept_many_reviews": Permission.RECORD_RESULTS,
    "get_review": Permission.RECORD_RESULTS,
    "claim_review": Permission.RECORD_RESULTS,
    "release_review": Permission.RECORD_RESULTS,
    "accept_review": Permission.RECORD_RESULTS,
    "reject_review": Permission.RECORD_RESULTS,
    "preview_correction": Permission.RECORD_RESULTS,
    "correct_result": Permission.RECORD_RESULTS,
    "undo_correction": Permission.RECORD_RESULTS,
    "remove_member": Permission.MANAGE_ORGANIZATION,
    "export_roster": Permission.MANAGE_ORGANIZATION,
    "preview_roster": Permission.MANAGE_ORGANIZATION,
    "import_roster": Permission.MANAGE_ORGANIZATION,
    "set_logo": Permission.MANAGE_ORGANIZATION,
    "remove_logo": Permission.MANAGE_ORGANIZATION,
    "list_invites": Permission.MANAGE_ORGANIZATION,
    "create_invite": Permission.MANAGE_ORGANIZATION,
    "revoke_invite": Permission.MANAGE_ORGANIZATION,
    "look_at_invite": None,
    "accept_invite": None,
    "mark_notifications_read": Permission.VIEW,
    "list_notifications": Permission.VIEW,
    "get_notification_preferences": Permission.VIEW,
    "change_notification_preferences": Permission.VIEW,
    "list_reminders": Permission.VIEW,
    "set_reminder": Permission.VIEW,
    "remove_reminder": Permission.VIEW,
    "get_discord_bot": Permission.MANAGE_TOURNAMENTS,
    "get_discord_server": Permission.VIEW,
    "list_linkable_servers": Permission.MANAGE_ORGANIZATION,
    "link_discord_server": Permission.MANAGE_ORGANIZATION,
    "unlink_discord_server": Permission.MANAGE_ORGANIZATION,
    "list_server_places": Permission.MANAGE_TOURNAMENTS,
    "get_tournament_discord": Permission.VIEW,
    "update_tournament_discord": Permission.MANAGE_TOURNAMENTS,
    "list_messages": Permission.MANAGE_TOURNAMENTS,
    "list_message_troubles": Permission.MANAGE_TOURNAMENTS,
    "get_message_text": Permission.MANAGE_TOURNAMENTS,
    "retry_message": Permission.MANAGE_TOURNAMENTS,
    "get_alert_settings": Permission.MANAGE_ORGANIZATION,
    "update_alert_settings": Permission.MANAGE_ORGANIZATION,
    "send_test_alert": Permission.MANAGE_ORGANIZATION,
    "list_webhooks": Permission.MANAGE_ORGANIZATION,
    "create_webhook": Permission.MANAGE_ORGANIZATION,
    "get_webhook": Permission.MANAGE_ORGANIZATION,
    "update_webhook": Permission.MANAGE_ORGANIZATION,
    "rotate_webhook_secret": Permission.MANAGE_ORGANIZATION,
    "delete_webhook": Permission.MANAGE_ORGANIZATION,
    "list_webhook_deliveries": Permission.MANAGE_ORGANIZATION,
    "resend_webhook_delivery": Permission.MANAGE_ORGANIZATION,
    "follow_events": Permission.VIEW,
    "list_audit_entries": Permission.MANAGE_ORGANIZATION,
    "list_audit_kinds": Permission.MANAGE_ORGANIZATION,
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
    "create_live_race_series": Permission.MANAGE_TOURNAMENTS,
    "change_many_live_races": Permission.MANAGE_TOURNAMENTS,
    "update_live_race": Permission.MANAGE_TOURNAMENTS,
    "delete_live_race": Permission.MANAGE_TOURNAMENTS,
    "cancel_live_race": Permission.MANAGE_TOURNAMENTS,
    "restore_live_race": Permission.MANAGE_TOURNAMENTS,
    "open_room_now": Permission.MANAGE_TOURNAMENTS,
    "record_live_race": Permission.RECORD_RESULTS,
    "get_pool_schedule": Permission.MANAGE_TOURNAMENTS,
    "link_pool_schedule": Permission.MANAGE_TOURNAMENTS,
    "get_seed_source": Permission.MANAGE_TOURNAMENTS,
    "save_seed_source": Permission.MANAGE_TOURNAMENTS,
    "list_seed_presets": Permission.MANAGE_TOURNAMENTS,
    "make_seed": Permission.MANAGE_TOURNAMENTS,
    "use_pasted_seed": Permission.MANAGE_TOURNAMENTS,
    "sync_pool_schedule": Permission.MANAGE_TOURNAMENTS,
    "attach_room": Permission.MANAGE_TOURNAMENTS,
    "detach_room": Permission.MANAGE_TOURNAMENTS,
    "replace_room": Permission.MANAGE_TOURNAMENTS,
    "lock_race_now": Permission.MANAGE_TOURNAMENTS,
    "release_seed_now": Permission.MANAGE_TOURNAMENTS,
    "make_results_final": Permission.RECORD_RESULTS,
    "count_cancelled_results": Permission.RECORD_RESULTS,
    "leave_race_cancelled": Permission.RECORD_RESULTS,
    "list_race_corrections": Permission.VIEW,
    "get_race_night": Permission.RECORD_RESULTS,
    "list_unmatched_results": Permission.RECORD_RESULTS,
    "list_proposals": Permission.RECORD_RESULTS,
    "match_proposals": Permission.RECORD_RESULTS,
    "preview_match": Permission.RECORD_RESULTS,
    "match_entry": Permission.RECORD_RESULTS,
    "add_member_and_match": Permission.MANAGE_ORGANIZATION,
    "dismiss_entry": Permission.RECORD_RESULTS,
    "reopen_entry": Permission.RECORD_RESULTS,
    "get_racetime_account": None,
    "unlink_racetime_account": None,
    "get_overlay": Permission.RECORD_RESULTS,
    "renew_overlay": Permission.RECORD_RESULTS,
    "turn_off_overlay": Permission.RECORD_RESULTS,
    "get_calendar_links": None,
    "renew_calendar_links": None,
    "turn_off_calendar_links": None,
    "list_tokens": None,
    "revoke_other_tokens": None,
    "revoke_token": None,
    "end_sessions": None,
    "update_caller": None,
    "leave_organization": None,
    "list_memberships": None,
    "stay_in_organization": None,
    "get_overview": None,
    "list_stored_rows": None,
    "plan_deletion": None,
    "delete_account": None,
    "preview_member_merge": Permission.MANAGE_ORGANIZATION,
    "merge_members": Permission.MANAGE_ORGANIZATION,
}
"""What a member must be allowed for each operation; None needs a token only."""

FOR_SITE_ADMINISTRATORS = {
    "create_organization",
    "close_organization",
    "reopen_organization",
    "find_people",
    "preview_people_merge",
    "merge_people",
}

FOR_STAFF_OF_ONE_TOURNAMENT = {
    Permission.RECORD_RESULTS: Role.ASYNC_REVIEWER,
    Permission.MANAGE_TOURNAMENTS: Role.ASYNC_TOURNAMENT_ADMIN,
}
FOR_THE_WHOLE_ORGANIZATION = {
    "create_tournament",
    "delete_tournament",
    "set_tournament_roles",
    "list_bots",
    "get_discord_bot",
    "list_upcoming_work",
    "list_server_places",
    "update_tournament_discord",
    "list_messages",
    "list_message_troubles",
    "get_message_text",
    "retry_message",
}
"""What a role in one tournament is not enough for, although it concerns tournaments."""

WHAT_IS_NOT_HERE = {
    "get_discord_server": (404, "not-found"),
    "unlink_discord_server": (404, "not-found"),
    "link_discord_server": (503, "unavailable"),
    "make_seed": (503, "unavailable"),
    "revoke_token": (404, "not-found"),
    "leave_organization": (404, "not-found"),
    "delete_account": (422, "invalid-input"),
}
"""Without a bot, a linked server and a generator these come to nothing; the crawl has revoked its tokens, and stays a
member."""

REFILL = timedelta(seconds=15)
"""In which a token may ask for something of a stricter allowance again."""

OTHERS_RUN = "run of somebody else"
LOCAL_START = "start as a clock on a wall shows it"


async def known_things(community: Community, caller: UserId, name: str = "Spring Qualifier") -> dict[str, list[Any]]:
    """Make a tournament with one of everything, among it a run of the caller's and one that is not."""
    webhook, delivery = await community.add_webhook()
    tournament = await community.add_tournament(name, reattempts_allowed=1)
    pool = await community.add_pool(tournament)
    (permalink, *_) = await community.add_permalinks(pool, ordinary=3)
    player = await community.add_player()
    others = await community.finish_run(player, pool)
    own = await community.draw(caller, pool)
    invite = await community.container.invites.create_invite(community.admin, NewInvite())
    profile = await community.container.profiles.create_profile(
        community.admin, ProfileDraft(f"For {name}", RoomSettings())
    )
    await community.container.organizations.set_logo(community.admin, picture())
    race = await community.schedule(tournament, pool)
    entry = await community.add_unmatched_result(race.summary.id)
    return {
        "organization_id": [community.organization_id],
        "tournament_id": [tournament],
        "pool_id": [pool],
        "permalink_id": [permalink.id],
        "permalink_ids": [[permalink.id]],
        "live_race_id": [race.summary.id],
        "live_race_ids": [[race.summary.id]],
        "message_id": [(await community.container.messages.list_messages(community.admin))[0].id],
        "guild_id": ["80351110224678912"],
        LOCAL_START: [(community.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT20:00")],
        "zone": ["Europe/Berlin"],
        "confirm": ["Nobody's name"],
        "display_name": ["Malon"],
        "every_days": [7],
        "count": [2],
        "entry_id": [entry],
        "user_id": [player],
        "other_id": [caller],
        "kept_id": [caller],
        "gone_id": [player],
        "run_id": [own.summary.id],
        OTHERS_RUN: [others.summary.id],
        "runs": [[{"run_id": others.summary.id, "version": others.summary.version}]],
        "order": [[pool]],
        "invite_id": [invite.invite.id],
        "token": [invite.token],
        "webhook_id": [webhook],
        "delivery_id": [delivery],
        "profile_id": [profile.id],
        "bot_id": [(await community.container.bots.save_bot(community.admin, "smz3", "client", "secret")).id],
        "token_id": [(await community.container.identity.create_token(caller, f"for {name}")).id],
        "category": ["alttpr"],
        "generator": ["web"],
        "section": ["Runs"],
        "address": ["https://127.0.0.1:9/generate"],
        "racetime_category": ["alttpr"],
        "racetime_goal": ["All dungeons"],
        "scheduled_at": [(community.clock.now() + timedelta(hours=3)).isoformat()],
    }


async def all_calls(api: Api, known: dict[str, list[Any]]) -> list[Call]:
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    secured = [operation for operation in operations(document) if operation.needs_token]
    secured.sort(key=lambda operation: "{entry_id}" not in operation.path)  # a result that waits goes with its race
    assert {operation.name for operation in secured} == NEEDED.keys() | FOR_SITE_ADMINISTRATORS
    return [call for operation in secured for call in calls(document, operation, _fitting(operation, known))]


def _fitting(operation: Operation, known: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Nobody reviews an own run, nobody races somebody else's, and a series has a start without an offset."""
    if operation.name == "create_live_race_series":
        return {**known, "scheduled_at": known[LOCAL_START]}
    if operation.name == "leave_organization":
        return {**known, "organization_id": [987654]}
    staff = NEEDED.get(operation.name) is Permission.RECORD_RESULTS
    return {**known, "run_id": known[OTHERS_RUN]} if staff else known


@pytest.mark.parametrize(
    "roles", [(Role.ASYNC_REVIEWER,), *slowly((), (Role.ASYNC_TOURNAMENT_ADMIN,), (Role.ADMIN,))], ids=str
)
async def test_a_member_may_do_what_the_roles_allow_and_is_refused_the_rest(
    api: Api, community: Community, roles: tuple[Role, ...]
) -> None:
    caller = await community.add_player(roles=roles)
    known = await known_things(community, caller)
    client = await api.as_user(caller)
    allowed = permissions_of(frozenset(roles))
    for call in await all_calls(api, known):
        name = call.operation.name
        needed = NEEDED.get(name)
        response = await call.send(client)
        if name in FOR_SITE_ADMINISTRATORS or (needed is not None and needed not in allowed):
            assert problem(response, 403, "forbidden")["detail"].startswith("Only "), name
        elif name in WHAT_IS_NOT_HERE:
            problem(response, *WHAT_IS_NOT_HERE[name])
        else:
            assert response.status_code in (200, 201, 204, 409), f"{name}: {response.text}"


@pytest.mark.parametrize("role", [Role.ASYNC_TOURNAMENT_ADMIN, *slowly(Role.ASYNC_REVIEWER)])
@pytest.mark.slow
async def test_a_role_in_one_tournament_holds_there_and_nowhere_else(
    api: Api, community: Community, role: Role
) -> None:
    caller = await community.add_player()
    known = await known_things(community, caller)
    other = await known_things(community, caller, "Autumn Qualifier")
    staff = community.container.tournament_staff
    await staff.set_roles(community.admin, known["tournament_id"][0], caller, [role])
    client = await api.as_user(caller)
    allowed = permissions_of(frozenset({role}))
    for call in await all_calls(api, other):
        needed = NEEDED.get(call.operation.name)
        if needed in FOR_STAFF_OF_ONE_TOURNAMENT and "organization_id" not in call.operation.parameters("path"):
            await community.clock.advance(REFILL)
            problem(await call.send(client), 403, "forbidden")
    for call in await all_calls(api, known):
        name = call.operation.name
        needed = NEEDED.get(name)
        in_tournament = needed in allowed and name not in FOR_THE_WHOLE_ORGANIZATION
        await community.clock.advance(REFILL)
        response = await call.send(client)
        if name in FOR_SITE_ADMINISTRATORS or not (needed in (None, Permission.VIEW) or in_tournament):
            problem(response, 403, "forbidden")
        elif name in WHAT_IS_NOT_HERE:
            problem(response, *WHAT_IS_NOT_HERE[name])
        else:
            assert response.status_code in (200, 201, 204, 409), f"{name}: {response.text}"


async def test_a_stranger_hears_that_nothing_of_it_exists(api: Api, community: Community) -> None:
    known = await known_things(community, await community.add_player())
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    assert elsewhere.admin.actor.user_id is not None
    client = await api.as_user(elsewhere.admin.actor.user_id)
    for call in await all_calls(api, known):
        if NEEDED.get(call.operation.name) is None:
            continue
        await community.clock.advance(REFILL)
        response = await call.send(client)
        nowhere = call.path
        for name in ("organization_id", "tournament_id", "pool_id", "permalink_id", "live_race_id", "run_id"):
            if name in call.operation.parameters("path"):
                nowhere = call.operation.path.replace(f"{{{name}}}", "987654")
                break
        for name in call.operation.parameters("path"):
            nowhere = nowhere.replace(f"{{{name}}}", str(known[name][0]))
        wrong_id = await call.elsewhere(nowhere).send(client)
        assert problem(response, 404, "not-found") == problem(wrong_id, 404, "not-found")


async def test_without_a_token_nothing_is_answered(api: Api, community: Community) -> None:
    known = await known_things(community, await community.add_player())
    nobody = api.as_nobody()
    for call in await all_calls(api, known):
        response = await nobody.request(call.operation.method, call.path, content=b"not even JSON")
        problem(response, 401, "not-signed-in")
        assert response.headers["www-authenticate"].startswith("Bearer")
