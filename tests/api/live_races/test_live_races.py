"""The routes of live races: what they take, do and answer."""

import re
from datetime import datetime, timedelta

import httpx
import pytest

from application.domain.permissions import Role
from application.ports import RacetimeUnreachable
from tests.support.api import Api, complaints, problem
from tests.support.community import Community
from tests.support.queries import counted_queries

PLANNED_FIELDS = {
    "id",
    "tournament_id",
    "pool_id",
    "pool_name",
    "permalink_id",
    "permalink_url",
    "scheduled_at",
    "match_title",
    "racetime_slug",
    "racetime_url",
    "status",
    "participant_count",
    "created_at",
}
_DATE_TIME = re.compile(r'"(\d{4}-\d\d-\d\dT[^"]*)"')


def at(community: Community, ahead: timedelta = timedelta(hours=2)) -> str:
    return (community.clock.now() + ahead).isoformat()


async def test_a_race_goes_through_its_whole_life(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    races = f"/api/async-tournaments/{tournament}/live-races"
    racers = [await community.add_player(), await community.add_player()]

    made = await admin.post(races, json={"pool_id": pool, "scheduled_at": at(community), "match_title": " Final  1 "})
    assert made.status_code == 201
    created = made.json()
    assert created.keys() >= PLANNED_FIELDS
    assert (created["status"], created["match_title"], created["participant_count"]) == ("scheduled", "Final 1", 0)
    assert (created["racetime_slug"], created["racetime_url"], created["permalink_url"]) == (None, None, None)
    race = f"/api/async-tournaments/live-races/{created['id']}"
    assert (await admin.get(race)).json() == created

    room = await community.open_room(created["id"])
    opened = (await admin.get(race)).json()
    assert (opened["status"], opened["racetime_slug"]) == ("pending", room.slug)
    assert opened["racetime_url"].endswith(room.slug)
    room.join(*[await community.racetime_id_of(racer) for racer in racers], "stranger")
    await community.hear(created["id"], room)
    assert (await admin.get(race)).json()["entrant_count"] == 3
    await community.advance_to(datetime.fromisoformat(created["locks_at"]))
    locked = (await admin.get(race)).json()
    assert locked["participant_count"] == 2
    assert locked["seed"]["state"] == "released"

    room.start()
    room.finish(await community.racetime_id_of(racers[0]), timedelta(hours=1, milliseconds=250))
    room.forfeit(await community.racetime_id_of(racers[1]))
    room.finish("stranger", timedelta(hours=2))
    recorded = (await admin.post(f"{race}/record")).json()
    assert recorded["status"] == "finished"
    assert recorded["changed"] is True
    assert [(line["outcome"], line["reason"] is None) for line in recorded["entrants"]] == [
        ("finished", True),
        ("forfeit", True),
        ("finished", False),
    ]
    assert (await admin.post(f"{race}/record")).json()["changed"] is False

    board = (await admin.get(f"{race}/details")).json()["board"]
    assert [(line["place"], line["finish_time_seconds"], line["score"], line["counted"]) for line in board] == [
        (1, 3600.25, 100.0, True),
        (2, 7200.0, None, False),
        (None, None, 0.0, True),
    ]
    standings = (await admin.get(f"/api/async-tournaments/{tournament}/leaderboard")).json()["items"]
    assert [(line["rank"], line["user_id"], line["score"]) for line in standings] == [
        (1, racers[0], 100.0),
        (2, racers[1], 0.0),
    ]


async def test_all_times_are_answered_in_utc(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    local = (community.clock.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S") + "+01:00"
    made = await admin.post(
        f"/api/async-tournaments/{tournament}/live-races", json={"pool_id": pool, "scheduled_at": local}
    )
    assert made.json()["scheduled_at"] == (community.clock.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    race = f"/api/async-tournaments/live-races/{made.json()['id']}"
    for place in (race, f"{race}/details", f"/api/organizations/{community.organization_id}/upcoming-work"):
        times = _DATE_TIME.findall((await admin.get(place)).text)
        assert times
        assert all(time.endswith("Z") for time in times), place


async def test_a_change_touches_only_the_fields_that_it_names(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    details = await community.schedule(tournament, pool, permalink_id=seed.id, episode_id=7, match_title="Before")
    race = f"/api/async-tournaments/live-races/{details.summary.id}"
    before = (await admin.get(race)).json()

    after = (await admin.patch(race, json={"match_title": "After"})).json()
    assert after["match_title"] == "After"
    assert (after["episode_id"], after["permalink_id"]) == (7, seed.id)
    assert after["scheduled_at"] == before["scheduled_at"]

    cleared = (await admin.patch(race, json={"episode_id": None, "permalink_id": None, "lock_minutes": 5})).json()
    assert (cleared["episode_id"], cleared["permalink_id"], cleared["match_title"]) == (None, None, "After")
    assert cleared["locks_at"] > before["locks_at"]
    inherited = (await admin.patch(race, json={"lock_minutes": None})).json()
    assert inherited["locks_at"] == before["locks_at"]
    assert (await admin.patch(race, json={})).json() == inherited

    refused = await admin.patch(race, json={"pool_id": None, "scheduled_at": None, "match_title": None})
    assert complaints(refused) == {
        "#/pool_id": "pool_id can't be null.",
        "#/scheduled_at": "scheduled_at can't be null.",
        "#/match_title": "match_title can't be null.",
    }


async def test_moving_a_race_whose_room_is_open_needs_a_confirmation(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    details = await community.schedule(tournament, await community.add_pool(tournament))
    await community.open_room(details.summary.id)
    race = f"/api/async-tournaments/live-races/{details.summary.id}"
    later = at(community, timedelta(hours=3))
    assert "confirm" in complaints(await admin.patch(race, json={"scheduled_at": later}))["#/confirmed"].lower()
    moved = await admin.patch(race, json={"scheduled_at": later, "confirmed": True})
    assert moved.status_code == 200
    assert datetime.fromisoformat(moved.json()["scheduled_at"]) == datetime.fromisoformat(later)


async def test_a_race_is_cancelled_restored_opened_and_deleted(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = f"/api/async-tournaments/live-races/{(await community.schedule(tournament, pool)).summary.id}"
    cancelled = (await admin.post(f"{race}/cancel", json={"reason": "Snow"})).json()
    assert (cancelled["status"], cancelled["cancel_reason"]) == ("cancelled", "Snow")
    assert (await admin.post(f"{race}/cancel")).json()["status"] == "cancelled"
    assert (await admin.post(f"{race}/restore")).json()["status"] == "scheduled"
    problem(await admin.post(f"{race}/restore"), 409, "wrong-status")
    problem(await admin.post(f"{race}/record"), 409, "conflict")
    opened = (await admin.post(f"{race}/open-room")).json()
    assert opened["status"] == "pending"
    problem(await admin.delete(race), 409, "conflict")

    other = f"/api/async-tournaments/live-races/{(await community.schedule(tournament, pool)).summary.id}"
    deleted = await admin.delete(other)
    assert (deleted.status_code, deleted.content) == (204, b"")
    problem(await admin.get(other), 404, "not-found")


async def test_racetime_being_unreachable_is_told_with_when_to_try_again(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    details = await community.schedule(tournament, await community.add_pool(tournament))
    race = f"/api/async-tournaments/live-races/{details.summary.id}"
    community.rooms.trouble.append(RacetimeUnreachable("racetime.gg gave no answer within 30 s."))
    silent = await admin.post(f"{race}/open-room")
    assert "no answer" in problem(silent, 503, "unavailable")["detail"]
    assert int(silent.headers["retry-after"]) > 0
    assert "no answer" in (await admin.get(race)).json()["room_error"]


async def test_who_may_race_is_listed_with_every_reason(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player = await community.add_player("Link")
    unlinked = await community.add_player("Navi", racetime_id=None, account_age=timedelta(days=1))
    race = f"/api/async-tournaments/live-races/{(await community.schedule(tournament, pool)).summary.id}"
    everybody = (await admin.get(f"{race}/eligible")).json()["items"]
    lines = {line["user_id"]: line for line in everybody}
    assert [line["eligible"] for line in everybody] == [True, True, False]
    assert lines[player]["discord_username"] == "Link"
    assert lines[player]["reason"] is None
    assert "racetime.gg" in lines[unlinked]["reason"]
    assert "days old" in lines[unlinked]["reason"]
    assert len(lines[unlinked]["verdicts"]) == 7
    only = (await admin.get(f"{race}/eligible", params={"eligible": "false"})).json()["items"]
    assert [line["user_id"] for line in only] == [unlinked]

    own = (await (await api.as_user(unlinked)).get(f"{race}/eligibility")).json()
    assert (own["user_id"], own["eligible"]) == (unlinked, False)
    assert own["verdicts"] == lines[unlinked]["verdicts"]
    asked = await admin.get(f"/api/async-tournaments/{tournament}/pools/{pool}/eligibility", params={"user_id": player})
    assert asked.json()["eligible"] is True


async def test_why_somebody_may_not_race_is_for_staff_and_that_person(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    other = await api.as_user(await community.add_player("Link"))
    young = await community.add_player("Navi", account_age=timedelta(days=1))
    race_id = (await community.schedule(tournament, pool)).summary.id
    race = f"/api/async-tournaments/live-races/{race_id}"
    in_pool = f"/api/async-tournaments/{tournament}/pools/{pool}/eligibility"
    for path in (f"{race}/eligible", f"{race}/eligibility", in_pool):
        seen = await other.get(path, params={"user_id": young})
        assert "is 1 of 7 days old" not in seen.text
        assert "Not eligible" in seen.text
        assert "is 1 of 7 days old" in (await admin.get(path, params={"user_id": young})).text
        assert "is 1 of 7 days old" in (await (await api.as_user(young)).get(path)).text
    lines = {line["user_id"]: line for line in (await other.get(f"{race}/eligible")).json()["items"]}
    assert (lines[young]["eligible"], lines[young]["reason"]) == (False, "Not eligible")
    assert [verdict["rule"] for verdict in lines[young]["verdicts"]] == ["withheld"]
    room = await community.open_room(race_id)
    room.join(await community.racetime_id_of(young))
    await community.hear(race_id, room)
    for client, why in (
        (other, "Not eligible"),
        (admin, "is 1 of 7 days old"),
        (await api.as_user(young), "is 1 of 7 days old"),
    ):
        (line,) = (await client.get(f"{race}/details")).json()["board"]
        assert why in " ".join(line["reasons"])


async def test_other_peoples_results_stay_hidden_while_the_tournament_hides_them(
    api: Api, community: Community
) -> None:
    tournament = await community.add_tournament(hide_results=True)
    pool = await community.add_pool(tournament)
    racers = [await community.add_player(), await community.add_player()]
    ids = [await community.racetime_id_of(racer) for racer in racers]
    details = await community.schedule(tournament, pool)
    room = await community.open_room(details.summary.id)
    room.join(*ids)
    await community.advance_to(details.summary.locks_at)
    room.start()
    for place, racer in enumerate(ids):
        room.finish(racer, timedelta(minutes=60 + place))
    await community.hear(details.summary.id, room)
    member = await api.as_user(racers[1])
    board = (await member.get(f"/api/async-tournaments/live-races/{details.summary.id}/details")).json()["board"]
    times = {line["user_id"]: line["finish_time_seconds"] for line in board}
    assert times == {racers[0]: None, racers[1]: 3660.0}
    assert {line["place"] for line in board} == {line["score"] for line in board} == {None}
    assert {line["user_id"]: line["run_status"] for line in board} == {racers[0]: None, racers[1]: "finished"}
    leaderboard = (await member.get(f"/api/async-tournaments/{tournament}/leaderboard")).json()
    assert leaderboard["hidden"] is True
    assert leaderboard["items"] == []
    reviewer = await api.as_user(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    assert len((await reviewer.get(f"/api/async-tournaments/{tournament}/leaderboard")).json()["items"]) == 2


@pytest.mark.parametrize("racers", [1, 9])
async def test_reading_a_race_costs_three_queries_whoever_is_in_it(api: Api, community: Community, racers: int) -> None:
    tournament = await community.add_tournament()
    details = await community.schedule(tournament, await community.add_pool(tournament))
    room = await community.open_room(details.summary.id)
    room.join(*[await community.racetime_id_of(await community.add_player()) for _ in range(racers)])
    await community.hear(details.summary.id, room)
    race = f"/api/async-tournaments/live-races/{details.summary.id}"
    member = await api.as_user(await community.add_player())
    await member.get(race)  # notes the token's use
    with counted_queries() as queries:
        assert (await member.get(race)).status_code == 200
    assert len(queries) == 3


async def test_a_series_is_scheduled_looked_at_and_moved_in_bulk(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    races = f"/api/async-tournaments/{tournament}/live-races"
    year = community.clock.now().year + 1
    body = {
        "pool_id": pool,
        "scheduled_at": f"{year}-07-01T20:00",
        "zone": "Europe/Berlin",
        "every_days": 7,
        "count": 3,
        "match_title": "Race #",
    }
    made = await admin.post(f"{races}/series", json=body)
    assert made.status_code == 201
    assert [race["title"] for race in made.json()["items"]] == ["Race 1", "Race 2", "Race 3"]
    assert made.json()["items"][1]["scheduled_at"] == f"{year}-07-08T18:00:00Z"
    ids = [race["id"] for race in made.json()["items"]]

    move = {"live_race_ids": ids[:2], "action": "move", "minutes": 30, "preview": True}
    seen = (await admin.post(f"{races}/bulk", json=move)).json()["lines"]
    assert [line["moves_to"] for line in seen] == [f"{year}-07-01T18:30:00Z", f"{year}-07-08T18:30:00Z"]
    assert (await admin.get(f"/api/async-tournaments/live-races/{ids[0]}")).json()["version"] == 0
    done = (await admin.post(f"{races}/bulk", json={**move, "preview": False})).json()["lines"]
    assert done == seen
    moved = (await admin.get(f"/api/async-tournaments/live-races/{ids[0]}")).json()
    assert moved["scheduled_at"] == f"{year}-07-01T18:30:00Z"

    skipped = await admin.post(f"{races}/series", json={**body, "scheduled_at": f"{year}-07-01T20:00+02:00"})
    assert complaints(skipped) == {"#/scheduled_at": "Give the date and time as your clock shows it."}
