"""A race night run by a program: the board, the room by hand, and a result that belongs to nobody."""

from datetime import timedelta

import httpx

from application.domain.permissions import Role
from application.services.people.organization_service import MemberChanges
from tests.support.api import Api, problem
from tests.support.community import Community

RACES = "/api/async-tournaments/live-races"


async def test_the_board_says_what_is_missing_and_the_room_is_led_by_hand(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    players = [await community.add_player() for _ in range(3)]
    race = (await community.schedule(tournament, pool)).summary.id
    board = (await admin.get(f"/api/organizations/{community.organization_id}/tonight")).json()
    (line,) = board["races"]
    checks = {check["item"]: check for check in line["checks"]}
    assert (line["live_race_id"], line["eligible_count"]) == (race, 4)
    assert (checks["bot"]["level"], checks["bot"]["remedy"]) == ("bad", "set_up_bot")
    assert (checks["seed"]["level"], board["unmatched_count"]) == ("good", 0)

    problem(await admin.post(f"{RACES}/{race}/lock"), 409, "wrong-status")
    problem(await admin.post(f"{RACES}/{race}/release-seed"), 409, "wrong-status")
    room = await community.open_room(race)
    replaced = (await admin.post(f"{RACES}/{race}/replace-room")).json()
    assert replaced["racetime_slug"] not in (None, room.slug)
    parted = (await admin.post(f"{RACES}/{race}/detach-room")).json()
    assert parted["racetime_slug"] is None
    attached = (await admin.post(f"{RACES}/{race}/attach-room", json={"room": replaced["racetime_slug"]})).json()
    assert attached["racetime_slug"] == replaced["racetime_slug"]
    room = community.rooms.rooms[replaced["racetime_slug"]]
    room.join(*[await community.racetime_id_of(player) for player in players])
    await community.hear(race, room)
    locked = (await admin.post(f"{RACES}/{race}/lock")).json()
    assert (locked["locked_at"] is not None, locked["seed"]["state"]) == (True, "released")
    problem(await admin.post(f"{RACES}/{race}/lock"), 409, "conflict")
    problem(await admin.post(f"{RACES}/{race}/release-seed"), 409, "conflict")
    assert (await admin.get(f"{RACES}/{race}/corrections")).json()["items"] == []


async def test_a_result_of_nobody_is_given_to_a_member_set_aside_and_taken_back(
    community: Community, api: Api, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    first, second, late = [await community.add_player(racetime_id=None if n == 2 else "") for n in range(3)]
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    room.join(await community.racetime_id_of(first), await community.racetime_id_of(second), "stranger")
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    await community.clock.advance(timedelta(hours=2))
    room.finish("stranger", timedelta(minutes=61))
    room.forfeit(await community.racetime_id_of(first))
    room.forfeit(await community.racetime_id_of(second))
    await community.hear(race.id, room)

    unmatched = f"/api/organizations/{community.organization_id}/inbox"
    (entry,) = (await admin.get(unmatched)).json()["items"]
    assert (entry["reason"], entry["finish_time_seconds"], entry["decision"]) == ("unlinked", 3660.0, None)
    place = f"{unmatched}/{entry['id']}"
    looked = (await admin.post(f"{place}/match/preview", json={"user_id": late})).json()
    assert looked["refusal"] is None
    assert [verdict["rule"] for verdict in looked["verdicts"] if not verdict["met"]] == ["racetime_linked"]
    assert (await admin.post(f"{place}/match", json={"user_id": late})).status_code == 204
    problem(await admin.post(f"{place}/match", json={"user_id": late}), 409, "conflict")
    assert (await admin.get(unmatched)).json()["items"] == []
    (decided,) = (await admin.get(unmatched, params={"decided": "true"})).json()["items"]
    assert decided["decision"]["matched_to"]["user_id"] == late
    assert (await admin.post(f"{place}/reopen")).status_code == 204
    (refused,) = (await admin.get(f"{unmatched}/proposals")).json()
    assert refused["refusal"] == "No racetime.gg account is linked."
    await community.container.organizations.update_member(
        community.admin, late, MemberChanges(racetime_id=entry["racetime_id"])
    )
    (proposed,) = (await admin.get(f"{unmatched}/proposals")).json()
    assert (proposed["entry"]["id"], proposed["member"]["user_id"], proposed["refusal"]) == (entry["id"], late, None)
    body = {"proposals": [{"entry_id": entry["id"], "user_id": late}]}
    assert (await admin.post(f"{unmatched}/proposals", json=body)).json() == [proposed]
    assert (await admin.post(f"{unmatched}/proposals", json=body)).json() == [], "it is proposed no longer"
    assert (await admin.post(f"{place}/reopen")).status_code == 204
    assert (await admin.post(f"{place}/dismiss", json={"reason": "A guest."})).status_code == 204
    (decided,) = (await admin.get(unmatched, params={"decided": "true"})).json()["items"]
    assert (decided["decision"]["matched_to"], decided["decision"]["note"]) == (None, "A guest.")

    assert (await admin.post(f"{RACES}/{race.id}/make-final")).json()["final_at"] is not None
    judge = await api.as_user(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    assert (await judge.get("/api/me/racetime-account")).json()["is_proven"] is False
    problem(await judge.delete("/api/me/racetime-account"), 409, "conflict")


async def test_results_of_a_race_that_was_cancelled_by_mistake_are_counted_or_left_out(
    community: Community, api: Api, admin: httpx.AsyncClient
) -> None:
    judge = await api.as_user(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    tournament = await community.add_tournament(runs_per_pool=5)
    pool = await community.add_pool(tournament, live=3)
    players = [await community.add_player() for _ in range(2)]
    ids = [await community.racetime_id_of(player) for player in players]
    answers = {}
    for choice in ("count-results", "leave-cancelled"):
        race = (await community.schedule(tournament, pool)).summary
        room = await community.open_room(race.id)
        room.join(*ids)
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        room.start()
        room.finish(ids[0], timedelta(hours=1))
        await community.hear(race.id, room)
        problem(await judge.post(f"{RACES}/{race.id}/{choice}"), 409, "conflict")
        room.cancel()
        await community.hear(race.id, room)
        recorded = (await judge.post(f"{RACES}/{race.id}/record")).json()
        assert "Count these results, or leave the race cancelled." in recorded["question"]
        assert (await admin.get(f"{RACES}/{race.id}")).json()["cancelled_results"] == "undecided"
        player = await api.as_user(players[0])
        problem(await player.post(f"{RACES}/{race.id}/{choice}"), 403, "forbidden")
        decided = await judge.post(f"{RACES}/{race.id}/{choice}")
        assert decided.status_code == 200
        problem(await judge.post(f"{RACES}/{race.id}/{choice}"), 409, "conflict")
        answers[choice] = (decided.json()["status"], decided.json()["participant_count"])
    assert answers == {"count-results": ("finished", 2), "leave-cancelled": ("cancelled", 0)}
