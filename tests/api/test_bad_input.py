"""What can't be used is refused with a sentence of its own, at its place, and nothing is half-done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from application.domain.ids import PermalinkId, PoolId, TournamentId
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.api import complaints, problem
from tests.support.community import Community, found_community
from tests.support.rooms import GOAL

HOSTILE = "<script>\u202e\x00\x1b[31m\U0001f600"


@dataclass
class Place:
    """A tournament to schedule in, and things elsewhere that don't belong to it."""

    community: Community
    tournament: TournamentId
    pool: PoolId
    elsewhere_pool: PoolId
    elsewhere_permalink: PermalinkId
    foreign_pool: PoolId
    foreign_permalink: PermalinkId
    raced_permalink: PermalinkId

    @classmethod
    async def make(cls, community: Community) -> "Place":
        tournament = await community.add_tournament(runs_per_pool=5)
        pool = await community.add_pool(tournament, live=1)
        raced = await community.schedule(tournament, pool, episode_id=900)
        room = await community.open_room(raced.summary.id)
        room.join(await community.racetime_id_of(await community.add_player()))
        await community.advance_to(raced.summary.locks_at)
        permalink = (await community.race(raced.summary.id)).summary.permalink_id
        assert permalink is not None
        other_pool = await community.add_pool(await community.add_tournament("Other"), live=0)
        (other_permalink,) = await community.add_permalinks(other_pool, live=1)
        foreign = await found_community(community.clock, slug="termina", rooms=community.rooms)
        foreign_pool = await foreign.add_pool(await foreign.add_tournament(), live=0)
        (foreign_permalink,) = await foreign.add_permalinks(foreign_pool, live=1)
        return cls(
            community,
            tournament,
            pool,
            other_pool,
            other_permalink.id,
            foreign_pool,
            foreign_permalink.id,
            permalink,
        )

    def body(self, **changed: Any) -> dict[str, Any]:
        start = (self.community.clock.now() + timedelta(hours=2)).isoformat()
        return {"pool_id": self.pool, "scheduled_at": start, **changed}


Change = Callable[[Place], dict[str, Any]]
REFUSED: dict[str, tuple[Change, str, str]] = {
    "a start in the past": (
        lambda place: {"scheduled_at": (place.community.clock.now() - timedelta(minutes=1)).isoformat()},
        "#/scheduled_at",
        "The start must be in the future.",
    ),
    "a start too far ahead": (
        lambda _: {"scheduled_at": "2099-01-01T00:00:00Z"},
        "#/scheduled_at",
        "The start can be at most two years ahead.",
    ),
    "a start without its offset": (
        lambda _: {"scheduled_at": "2026-03-14T22:00:00"},
        "#/scheduled_at",
        "Give the time with its offset from UTC, as in 2026-03-14T20:00:00+01:00.",
    ),
    "a start on a day that isn't": (
        lambda _: {"scheduled_at": "2026-02-30T22:00:00Z"},
        "#/scheduled_at",
        "There is no such date and time. Give it as in 2026-03-14T20:00:00+01:00.",
    ),
    "a start as a number": (
        lambda _: {"scheduled_at": 1_800_000_000},
        "#/scheduled_at",
        "Give the time as in 2026-03-14T20:00:00+01:00.",
    ),
    "a start before time itself": (
        lambda _: {"scheduled_at": "0001-01-01T00:00:00+23:59"},
        "#/scheduled_at",
        "Give a time between the years 2000 and 2200.",
    ),
    "a pool of another tournament": (
        lambda place: {"pool_id": place.elsewhere_pool},
        "#/pool_id",
        "This pool doesn't belong to the tournament.",
    ),
    "a pool of another organization": (
        lambda place: {"pool_id": place.foreign_pool},
        "#/pool_id",
        "This pool doesn't belong to the tournament.",
    ),
    "a pool that can't be": (
        lambda _: {"pool_id": 10**30},
        "#/pool_id",
        "pool_id must be at most 2147483647.",
    ),
    "a permalink of another pool": (
        lambda place: {"permalink_id": place.elsewhere_permalink},
        "#/permalink_id",
        "This permalink doesn't belong to the pool.",
    ),
    "a permalink of another organization": (
        lambda place: {"permalink_id": place.foreign_permalink},
        "#/permalink_id",
        "This permalink doesn't belong to the pool.",
    ),
    "a permalink that was raced": (
        lambda place: {"permalink_id": place.raced_permalink},
        "#/permalink_id",
        "This permalink was raced already. Choose one that nobody has played.",
    ),
    "a profile of nobody": (
        lambda _: {"race_room_profile_id": 4711},
        "#/race_room_profile_id",
        "There is no such race room profile here.",
    ),
    "an episode of no kind": (
        lambda _: {"episode_id": 0},
        "#/episode_id",
        "The episode number must be a positive whole number.",
    ),
    "a title too long": (
        lambda _: {"match_title": "x" * 201},
        "#/match_title",
        "The title may have at most 200 characters; this has 201.",
    ),
    "a lock before the room opens": (
        lambda _: {"room_open_minutes": 20, "lock_minutes": 30},
        "#/lock_minutes",
        "The room can't be locked before it opens, nor after the start.",
    ),
    "a release that is no lead": (
        lambda _: {"release_minutes": 9000},
        "#/release_minutes",
        "The seed can't be released before the room is locked, nor after the start.",
    ),
    "a field that isn't there": (
        lambda _: {"pool": 1},
        "#/pool",
        "There is no field pool here. Leave it out.",
    ),
    "a number as text": (lambda place: {"pool_id": str(place.pool)}, "#/pool_id", "pool_id must be a whole number."),
    "a flag as a number": (lambda _: {"pool_id": True}, "#/pool_id", "pool_id must be a whole number."),
    "an unknown release rule": (
        lambda _: {"release_rule": "never"},
        "#/release_rule",
        "release_rule must be one of at_lock, minutes_before or at_start.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_live_race_is_refused_with_the_sentence_that_fits(
    community: Community, admin: httpx.AsyncClient, case: str
) -> None:
    place = await Place.make(community)
    change, where, sentence = REFUSED[case]
    races = f"/api/async-tournaments/{place.tournament}/live-races"
    before = (await admin.get(races)).json()
    assert complaints(await admin.post(races, json=place.body(**change(place)))) == {where: sentence}
    assert (await admin.get(races)).json() == before
    accepted = await admin.post(races, json=place.body())
    assert accepted.status_code == 201, "the same without the fault is taken"


async def test_a_race_is_refused_while_the_present_state_forbids_it(
    community: Community, admin: httpx.AsyncClient
) -> None:
    place = await Place.make(community)
    races = f"/api/async-tournaments/{place.tournament}/live-races"
    taken = problem(await admin.post(races, json=place.body(episode_id=900)), 409, "already-taken")
    assert taken["detail"] == "Episode 900 has a live race already."
    running = (await admin.get(races)).json()["items"][0]
    wrong = await admin.patch(f"/api/async-tournaments/live-races/{running['id']}", json={"pool_id": place.pool})
    assert (
        problem(wrong, 409, "wrong-status")["detail"]
        == "This race is open for racers, so its pool can't be changed any more."
    )
    closed = TournamentChanges(is_active=False)
    await community.container.tournaments.update_tournament(community.admin, place.tournament, closed)
    inactive = problem(await admin.post(races, json=place.body()), 409, "conflict")
    assert inactive["detail"] == "This tournament is closed. Reopen it to schedule races."


async def test_every_fault_is_named_at_once(community: Community, admin: httpx.AsyncClient) -> None:
    place = await Place.make(community)
    races = f"/api/async-tournaments/{place.tournament}/live-races"
    refused = await admin.post(races, json={"pool_id": "x", "surprise": 1, "permalink_id": 0})
    assert complaints(refused) == {
        "#/pool_id": "pool_id must be a whole number.",
        "#/scheduled_at": "scheduled_at is required.",
        "#/permalink_id": "permalink_id must be at least 1.",
        "#/surprise": "There is no field surprise here. Leave it out.",
    }


async def test_a_goal_or_category_that_racetime_lacks_is_refused(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournaments = f"/api/organizations/{community.organization_id}/async-tournaments"
    body = {"name": "Cup", "racetime_category": "alttpr", "racetime_goal": "Beat the moon"}
    goal = complaints(await admin.post(tournaments, json=body))["#/racetime_goal"]
    assert goal.startswith("A Link to the Past Randomizer has no goal Beat the moon. Its goals are: ")
    unknown = complaints(await admin.post(tournaments, json={**body, "racetime_category": "smz3"}))
    assert unknown == {"#/racetime_category": "racetime.gg has no category smz3."}
    bad = complaints(await admin.post(tournaments, json={**body, "racetime_category": "a/b"}))
    assert "short name" in bad["#/racetime_category"]
    assert (await admin.get(tournaments)).json()["items"] == []
    assert (await admin.post(tournaments, json={**body, "racetime_goal": GOAL})).status_code == 201


async def test_a_profile_outside_racetimes_limits_is_refused_by_field_with_its_unit(
    community: Community, admin: httpx.AsyncClient
) -> None:
    profiles = f"/api/organizations/{community.organization_id}/race-room-profiles"
    body = {"name": "Wild", "start_delay_seconds": 9, "time_limit_hours": 73, "chat_message_delay_seconds": 91}
    assert complaints(await admin.post(profiles, json=body)) == {
        "#/start_delay_seconds": "The start delay must be 10 to 60 seconds.",
        "#/time_limit_hours": "The time limit must be 1 to 72 hours.",
        "#/chat_message_delay_seconds": "The chat delay must be 0 to 90 seconds.",
    }
    assert (await admin.get(profiles)).json()["items"] == []


async def test_bad_permalinks_are_named_one_by_one_and_none_is_added(
    community: Community, admin: httpx.AsyncClient
) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    permalinks = f"/api/async-tournaments/pools/{pool}/permalinks"
    before = (await admin.get(permalinks)).json()
    good, unseen = {"url": "https://alttpr.com/h/aaa"}, {"url": "\u3164 ", "notes": "n"}
    refused = await admin.post(
        permalinks,
        json={"permalinks": [good, {"url": "https://somebody:secret@x.test/1"}, good, unseen]},
    )
    assert complaints(refused) == {
        "#/permalinks/1/url": "The seed of permalink 2 begins like a web address and isn't one: check it for blanks, "
        "names and passwords.",
        "#/permalinks/2/url": "Permalink 3 repeats permalink 1.",
        "#/permalinks/3/url": "Give the seed of permalink 4.",
    }
    odd = complaints(await admin.post(permalinks, json={"permalinks": [{"url": 1, "hash": "x"}]}))
    assert odd == {
        "#/permalinks/0/url": "permalinks[0].url must be text.",
        "#/permalinks/0/hash": "There is no field permalinks[0].hash here. Leave it out.",
    }
    known = before["items"][0]["url"]
    taken = problem(await admin.post(permalinks, json={"permalinks": [good, {"url": known}]}), 409, "already-taken")
    assert taken["detail"] == "Permalink 2 is in this pool already. None was added."
    assert (await admin.get(permalinks)).json() == before


async def test_hostile_text_is_cleaned_and_harmless(community: Community, admin: httpx.AsyncClient) -> None:
    tournament = await community.add_tournament()
    made = await admin.post(f"/api/async-tournaments/{tournament}/pools", json={"name": HOSTILE})
    assert made.status_code == 201
    assert made.json()["name"] == "<script>[31m\U0001f600", "kept as text, for pages to show as text"
    lone = await admin.post(
        f"/api/async-tournaments/{tournament}/pools",
        content=b'{"name": "a\\ud800b", "\\ud800": 1}',
        headers={"Content-Type": "application/json"},
    )
    problem(lone, 422, "invalid-input")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b'"text"', "application/json"),
        (b"null", "application/json"),
        (b'{"name": "x"}', "text/plain"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"name": ' + b"1" * 5000 + b"}", "application/json"),
        (b'{"name": NaN}', "application/json"),
        (b'{"name"', "application/json"),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(
    community: Community, admin: httpx.AsyncClient, content: bytes, kind: str
) -> None:
    pools = f"/api/async-tournaments/{await community.add_tournament()}/pools"
    refused = await admin.post(pools, content=content, headers={"Content-Type": kind})
    assert refused.status_code in (400, 422)
    problem(refused, refused.status_code, "invalid-input" if refused.status_code == 422 else "unreadable")


async def test_a_body_over_its_limit_is_refused_before_it_is_read(
    community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    pools = f"/api/async-tournaments/{tournament}/pools"
    large = b'{"name": "' + b"x" * (128 * 1024) + b'"}'
    kind = {"Content-Type": "application/json"}
    told = problem(await admin.post(pools, content=large, headers=kind), 413, "too-large")
    assert told["detail"] == "The body may have at most 128 KiB."

    async def unannounced() -> Any:
        for _ in range(200):
            yield b"x" * 1024

    problem(await admin.post(pools, content=unannounced(), headers=kind), 413, "too-large")
    many = {"permalinks": [{"url": f"https://alttpr.com/h/{number:060}"} for number in range(2000)]}
    added = await admin.post(f"/api/async-tournaments/pools/{pool}/permalinks", json=many)
    assert added.status_code == 201, "many permalinks at once have a limit of their own"
    assert len(added.json()["items"]) == 2000


@pytest.mark.parametrize("number", ["0", "-1", "abc", "2147483648", "9" * 40, "1.5", "%00"])
async def test_a_number_that_can_be_nobodys_id_is_answered_like_one_that_nobody_has(
    admin: httpx.AsyncClient, number: str
) -> None:
    problem(await admin.get(f"/api/async-tournaments/live-races/{number}"), 404, "not-found")


async def test_bad_parameters_are_named(community: Community, admin: httpx.AsyncClient) -> None:
    races = f"/api/async-tournaments/{await community.add_tournament()}/live-races"
    refused = await admin.get(races, params={"limit": "101", "status": "lost"})
    assert complaints(refused) == {
        "limit": "limit must be at most 100.",
        "status": "status must be one of scheduled, pending, in_progress, finished or cancelled.",
    }
    assert complaints(await admin.get(races, params={"limit": "0"})) == {"limit": "limit must be at least 1."}
    assert complaints(await admin.get(races, params={"limit": "ten"})) == {"limit": "limit must be a whole number."}


async def test_a_name_that_is_taken_is_refused_when_renaming_too(
    community: Community, admin: httpx.AsyncClient
) -> None:
    await community.add_tournament("Spring")
    autumn = await community.add_tournament("Autumn")
    taken = await admin.patch(f"/api/async-tournaments/{autumn}", json={"name": "Spring"})
    assert problem(taken, 409, "already-taken")["detail"] == "There is a tournament called Spring already."
    await found_community(community.clock, slug="termina", rooms=community.rooms)
    organization = f"/api/organizations/{community.organization_id}"
    taken = await admin.patch(organization, json={"name": "Termina"})
    assert problem(taken, 409, "already-taken")["detail"] == "There is an organization called Termina already."
    assert (await admin.get(organization)).json()["name"] == "Hyrule"
