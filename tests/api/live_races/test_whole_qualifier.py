"""A qualifier from roster to final leaderboard, by nothing but requests."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from statistics import mean
from typing import Any

import httpx
import pytest

from application.domain.ids import UserId
from application.repositories.people.user_repository import UserRepository
from tests.support.api import Api, problem
from tests.support.community import Community
from tests.support.rooms import GOAL

PLAYERS = 30
TEXT = {"Content-Type": "text/csv"}
TOURNAMENTS = "/api/async-tournaments"

Json = Any


async def done(answer: httpx.Response, status: int = 200) -> Json:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


async def every_item(client: httpx.AsyncClient, path: str, **query: str) -> list[Json]:
    items: list[Json] = []
    cursor: dict[str, str] = {}
    while True:
        page = await done(await client.get(path, params={**query, **cursor}))
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = {"cursor": page["next_cursor"]}


def scores_of(runs: list[Json]) -> dict[int, float]:
    """Score what was raced by the bare formula: par is the mean of the five fastest, a score is 0 to 105."""
    by_seed = defaultdict(list)
    for run in runs:
        if not run["reattempted"]:
            by_seed[run["permalink_id"]].append(run)
    scores = {}
    for raced in by_seed.values():
        times = sorted(run["finish_time_seconds"] for run in raced if run["status"] == "finished")
        par = mean(times[:5])
        for run in raced:
            score = (2 - run["finish_time_seconds"] / par) * 100 if run["status"] == "finished" else 0
            scores[run["user_id"]] = min(max(score, 0), 105)
    return scores


async def found(community: Community, admin: httpx.AsyncClient) -> tuple[str, Json, Json, list[Json]]:
    """Set up organization, tournament, pool and players; bad rows are named and change nothing."""
    organization = f"/api/organizations/{community.organization_id}"
    rows = [f"Player {number:03},{80_000_000_000_000_000 + number},rt{number:03},," for number in range(PLAYERS)]
    head = "name,discord_id,racetime_id,racetime_name,roles"
    bad = "\n".join([head, *rows, "Player 999,not a number,,,"])
    preview = await done(await admin.post(f"{organization}/roster/preview", content=bad, headers=TEXT))
    assert preview["added"] == PLAYERS
    assert [item["row"] for item in preview["problems"]] == [PLAYERS + 2]
    problem(await admin.post(f"{organization}/roster/import", content=bad, headers=TEXT), 422, "invalid-input")
    roster = "\n".join([head, *rows])
    imported = await done(await admin.post(f"{organization}/roster/import", content=roster, headers=TEXT), 201)
    assert (imported["added"], imported["problems"]) == (PLAYERS, [])
    members = await every_item(admin, f"{organization}/members", limit="100")
    players = sorted((m for m in members if m["name"].startswith("Player ")), key=lambda member: str(member["name"]))
    assert len(players) == PLAYERS

    settings = {
        "name": "Qualifier",
        "racetime_category": "alttpr",
        "racetime_goal": GOAL,
        "runs_per_pool": 1,
        "reattempts_allowed": 1,
    }
    tournament = await done(await admin.post(f"{organization}/async-tournaments", json=settings), 201)
    place = f"{TOURNAMENTS}/{tournament['id']}"
    pool = await done(await admin.post(f"{place}/pools", json={"name": "Open"}), 201)
    table = "url,notes,live\n" + "\n".join(f"https://seeds.test/h/{number},,no" for number in range(4))
    permalinks = f"{TOURNAMENTS}/pools/{pool['id']}/permalinks"
    looked = await done(
        await admin.post(f"{permalinks}/import/preview", content=f"{table}\nnot an address,,", headers=TEXT)
    )
    assert [item["row"] for item in looked["problems"]] == [6]
    await done(await admin.post(f"{permalinks}/import", content=table, headers=TEXT), 201)
    return organization, tournament, pool, players


async def test_players_race_and_the_board_equals_a_calculation_of_its_own(
    community: Community, api: Api, admin: httpx.AsyncClient
) -> None:
    organization, tournament, pool, players = await found(community, admin)
    place = f"{TOURNAMENTS}/{tournament['id']}"
    clients = [await api.as_user(UserId(player["user_id"])) for player in players]
    reviewer = players[-1]["user_id"]
    await done(await admin.put(f"{place}/staff/{reviewer}", json={"roles": ["ASYNC_REVIEWER"]}), 204)
    assert [person["user_id"] for person in (await every_item(admin, f"{place}/staff"))] == [reviewer]

    options = await done(await clients[0].get(f"{place}/draw-options"))
    assert [(choice["pool_id"], choice["open"], choice["seeds_left"]) for choice in options["pools"]] == [
        (pool["id"], True, 4)
    ]
    runs = []
    for client in clients:
        drawn = await done(await client.post(f"{TOURNAMENTS}/pools/{pool['id']}/draw"), 201)
        assert drawn["seed"]["url"].startswith("https://seeds.test/h/")
        runs.append(f"{TOURNAMENTS}/runs/{drawn['run']['id']}")
        await done(await client.post(f"{runs[-1]}/ready"))
    problem(await clients[0].post(f"{TOURNAMENTS}/pools/{pool['id']}/draw"), 409, "not-eligible")
    assert (await done(await clients[0].get(f"{place}/active-run")))["run"]["run"]["id"] == int(runs[0].split("/")[-1])
    await community.clock.advance(timedelta(hours=1))
    for number, (client, run) in enumerate(zip(clients, runs, strict=True)):
        await community.clock.advance(timedelta(seconds=17 + number % 7))
        if number % 10 == 9:
            problem(await client.post(f"{run}/forfeit"), 422, "invalid-input")
            await done(await client.post(f"{run}/forfeit", json={"confirmed": True}))
        else:
            await done(await client.post(f"{run}/finish"))
    await decide(community, admin, clients, runs, organization)

    raced = await every_item(admin, f"{place}/runs", limit="100")
    expected = scores_of(raced)
    await done(await admin.post(f"{place}/close"))
    board = await every_item(clients[5], f"{place}/leaderboard", limit="40")
    assert {line["user_id"]: line["score"] for line in board} == pytest.approx(expected)
    assert [line["score"] for line in board] == sorted(expected.values(), reverse=True)
    table = (await clients[5].get(f"{place}/leaderboard.csv")).text.splitlines()
    assert len(table) == len(board) + 1
    await check_pages(clients[5], place, pool, raced, board)


async def decide(
    community: Community, admin: httpx.AsyncClient, clients: list[httpx.AsyncClient], runs: list[str], organization: str
) -> None:
    """Let a player hand in and flag a run, one request a reattempt, and a reviewer decide."""
    handed_in = {"vod_url": "https://www.twitch.tv/videos/1234567890", "notes": "<b>Fast</b>"}
    mine = await done(await clients[0].patch(f"{runs[0]}/submission", json=handed_in))
    assert (mine["vod_url"], mine["runner_notes"]) == (handed_in["vod_url"], handed_in["notes"])
    await done(await clients[0].post(f"{runs[0]}/flag", json={"reason": "The timer stood still."}))
    await done(await clients[1].post(f"{runs[1]}/reattempt", json={"reason": "Power cut."}))

    judge = clients[-1]
    reviews = f"{organization}/reviews"
    assert (await done(await judge.get(f"{reviews}/count", params={"flagged": "true"})))["count"] == 1
    (flagged,) = await every_item(judge, reviews, flagged="true")
    assert (flagged["flag_reason"], flagged["is_own"]) == ("The timer stood still.", False)
    review, correction = f"{runs[0]}/review", f"{runs[0]}/correction"
    problem(await clients[2].post(f"{review}/claim"), 403, "forbidden")
    problem(await judge.post(f"{runs[-1]}/review/claim"), 403, "forbidden")
    await done(await judge.post(f"{review}/claim"))
    seen = await done(await judge.get(review))
    assert (seen["vod_url"], seen["runner_notes"]) == (handed_in["vod_url"], handed_in["notes"])
    slower = {"status": "finished", "finish_time_seconds": 9000.0}
    before = await done(await judge.post(f"{correction}/preview", json=slower))
    assert before["score_after"] < before["score_before"]
    assert before["moves"]
    version = seen["item"]["run"]["version"]
    body = {**slower, "version": version, "reason": "By the VOD."}
    corrected = await done(await judge.post(correction, json=body))
    assert corrected["item"]["run"]["finish_time_seconds"] == 9000.0
    problem(await judge.post(correction, json=body), 409, "changed-meanwhile")
    undone = await done(await judge.post(f"{correction}/undo", json={"version": corrected["item"]["run"]["version"]}))
    problem(await judge.post(f"{review}/reject", json=stamped(undone, reason=" ")), 422, "invalid-input")
    rejected = await done(await judge.post(f"{review}/reject", json=stamped(undone, reason="No timer in it.")))
    assert [line["action"] for line in rejected["history"]] == ["claimed", "rejected"]
    accepted = await done(await judge.post(f"{review}/claim"))
    await done(await judge.post(f"{review}/accept", json=stamped(accepted, note="Seen now.")))
    waiting = (await every_item(judge, reviews, limit="100"))[:5]
    many = [{"run_id": item["run"]["id"], "version": item["run"]["version"]} for item in waiting]
    outcomes = (await done(await judge.post(f"{reviews}/accept", json={"runs": many})))["items"]
    assert [item["refusal"] for item in outcomes if item["run_id"] != int(runs[-1].split("/")[-1])].count(None) >= 4

    told = await done(await clients[0].get(f"{organization}/notifications"))
    assert told["unread"] >= 3
    assert (await done(await clients[0].post(f"{organization}/notifications/read")))["marked"] == told["unread"]
    entries = await every_item(admin, f"{organization}/audit-log", run_id=runs[0].split("/")[-1], limit="100")
    assert {entry["kind"] for entry in entries} >= {"AsyncRunDrawnEvent", "AsyncRunFinishedEvent"}


def stamped(review: Mapping[str, Json], **words: str) -> Json:
    return {"version": review["item"]["run"]["version"], **words}


async def check_pages(player: httpx.AsyncClient, place: str, pool: Json, raced: list[Json], board: list[Json]) -> None:
    """What players read about one another agrees with the board."""
    first = board[0]
    page = await done(await player.get(f"{place}/players/{first['user_id']}"))
    assert (page["rank"], page["score"]) == (1, pytest.approx(first["score"]))
    counting = [run for run in raced if not run["reattempted"]]
    shown = await done(await player.get(f"{TOURNAMENTS}/pools/{pool['id']}"))
    assert sum(item["run_count"] for item in shown["items"]) == len(raced)
    times = await every_item(player, f"{TOURNAMENTS}/permalinks/{counting[0]['permalink_id']}", limit="100")
    assert len(times) == sum(run["permalink_id"] == counting[0]["permalink_id"] for run in counting)
    bins = (await done(await player.get(f"{place}/score-distribution")))["bins"]
    assert sum(each["count"] for each in bins) == sum(run["status"] == "finished" for run in counting)
    last_day = (await done(await player.get(f"{place}/progress")))["points"][-1]
    assert last_day["finished"] == sum(run["status"] == "finished" for run in counting)
    meaning = await done(await player.get(f"{TOURNAMENTS}/runs/{first['slots'][0]['run_id']}/meaning"))
    assert meaning["meaning"]["rank_after"] == 1


async def test_an_invite_lets_somebody_in_and_a_revoked_one_nobody(
    community: Community, api: Api, admin: httpx.AsyncClient
) -> None:
    invites = f"/api/organizations/{community.organization_id}/invites"
    made = await done(await admin.post(invites, json={"label": "Finals", "most_uses": 1}), 201)
    guest = await api.as_user(await outsider(community, "Guest"))
    secret = {"token": made["token"]}
    assert (await done(await guest.post("/api/invites/look", json=secret)))["is_member"] is False
    await done(await guest.post("/api/invites/accept", json=secret))
    await done(await guest.get(f"/api/organizations/{community.organization_id}"))
    (listed,) = await every_item(admin, invites)
    assert (listed["label"], listed["uses"], listed["usable"]) == ("Finals", 1, False)
    assert "token" not in listed
    another = await done(await admin.post(invites, json={}), 201)
    await done(await admin.delete(f"{invites}/{another['invite']['id']}"), 204)
    late = await api.as_user(await outsider(community, "Late"))
    problem(await late.post("/api/invites/accept", json={"token": another["token"]}), 404, "not-found")


async def outsider(community: Community, name: str) -> UserId:
    return UserId((await UserRepository(community.clock).create(name)).id)
