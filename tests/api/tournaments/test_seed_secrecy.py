"""Every route of the OpenAPI document is asked as every role before the release, and none lets the seed out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from application.domain.ids import LiveRaceId, PermalinkId, UserId
from application.domain.live_races.room import RoomSettings
from application.domain.permissions import Role
from application.domain.runs.run import RunFilter
from application.domain.tournaments.timeline import ReleaseRule
from application.services.people.invite_service import NewInvite
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.api import Api, problem
from tests.support.community import Community, found_community
from tests.support.openapi import calls, operations
from tests.support.slow import slowly

SECRET = "SECRET"
NOTES = "Bow/Boots"
DISCLOSE_ON_PURPOSE = {"reveal_permalink", "lock_race_now", "release_seed_now"}
"""What may, for tournament admins: asked for by itself, put on record, told to the players, or the release itself."""


@dataclass
class Sealed:
    """Races with a sealed seed in each state before the release, and everything that is known of their surroundings."""

    permalink: PermalinkId
    locked: LiveRaceId
    known: Mapping[str, list[Any]]

    @classmethod
    async def make(cls, community: Community, reader: UserId) -> "Sealed":
        tournament = await community.add_tournament(release_rule=ReleaseRule.AT_START)
        pool = await community.add_pool(tournament, live=0)
        first, second, third = await community.add_permalinks(pool, live=3)
        profile = await community.container.profiles.create_profile(
            community.admin, ProfileDraft("Present", RoomSettings())
        )
        locked = await community.schedule(tournament, pool, permalink_id=first.id)
        waiting = await community.schedule(tournament, pool, permalink_id=second.id, ahead=timedelta(days=1))
        off = await community.schedule(tournament, pool, permalink_id=third.id, ahead=timedelta(days=1))
        await community.container.live_races.cancel_live_race(community.admin, off.summary.id)
        room = await community.open_room(locked.summary.id)
        rival = await community.add_player()
        room.join(await community.racetime_id_of(reader), await community.racetime_id_of(rival), "stranger")
        await community.hear(locked.summary.id, room)
        await community.advance_to(locked.summary.locks_at)
        assert (await community.race(locked.summary.id)).summary.locked_at is not None
        runs = (await community.container.runs.list_runs(community.admin, RunFilter(tournament))).items
        assert {run.user_id for run in runs} == {reader, rival}
        invite = await community.container.invites.create_invite(community.admin, NewInvite())
        webhook, delivery = await community.add_webhook()
        return cls(
            permalink=first.id,
            locked=locked.summary.id,
            known={
                "organization_id": [community.organization_id],
                "tournament_id": [tournament],
                "pool_id": [pool],
                "permalink_id": [first.id, second.id, third.id],
                "live_race_id": [locked.summary.id, waiting.summary.id, off.summary.id],
                "entry_id": [await community.add_unmatched_result(locked.summary.id)],
                "user_id": [reader],
                "other_id": [community.admin.actor.user_id],
                "kept_id": [reader],
                "gone_id": [community.admin.actor.user_id],
                "display_name": ["Malon"],
                "confirm": ["Nobody's name"],
                "run_id": [run.id for run in runs],
                "runs": [[{"run_id": run.id, "version": run.version} for run in runs]],
                "order": [[pool]],
                "invite_id": [invite.invite.id],
                "message_id": [line.id for line in await community.container.messages.list_messages(community.admin)],
                "token": [invite.token],
                "profile_id": [profile.id],
                "webhook_id": [webhook],
                "delivery_id": [delivery],
                "bot_id": [1],
                "token_id": [(await community.container.identity.create_token(reader, "other")).id],
                "category": ["alttpr"],
                "generator": ["web"],
                "section": ["Runs"],
                "address": ["https://127.0.0.1:9/generate"],
                "racetime_category": ["alttpr"],
                "racetime_goal": ["All dungeons"],
                "scheduled_at": [(community.clock.now() + timedelta(hours=3)).isoformat()],
                "code": ["not-found"],
            },
        )


def assert_silent(response: httpx.Response, where: str) -> None:
    everything = f"{response.text} {response.headers}"
    assert SECRET not in everything, where
    assert NOTES not in everything, where


@pytest.mark.parametrize(
    "roles", [(Role.ASYNC_TOURNAMENT_ADMIN,), *slowly((), (Role.ASYNC_REVIEWER,), (Role.ADMIN,))], ids=str
)
async def test_no_route_lets_a_member_read_a_seed_before_its_release(
    api: Api, community: Community, roles: tuple[Role, ...]
) -> None:
    reader = await community.add_player(roles=roles)
    sealed = await Sealed.make(community, reader)
    client = await api.as_user(reader)
    asked, answered = await crawl(api, client, sealed, roles)
    assert asked > 60
    assert answered > 25


async def test_no_route_lets_a_stranger_or_nobody_read_a_seed(api: Api, community: Community) -> None:
    sealed = await Sealed.make(community, await community.add_player())
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    assert elsewhere.admin.actor.user_id is not None
    await crawl(api, await api.as_user(elsewhere.admin.actor.user_id), sealed, ())
    await crawl(api, api.as_nobody(), sealed, ())


ENDS_THE_CRAWL = {"leave_organization"}
"""Whoever has left reads nothing any more."""


async def crawl(api: Api, client: httpx.AsyncClient, sealed: Sealed, roles: tuple[Role, ...]) -> tuple[int, int]:
    """Ask everything, with good and with empty bodies; return how much was asked and how much was answered with 2xx."""
    document = (await api.as_nobody().get("/api/openapi.json")).json()
    asked = answered = 0
    for operation in operations(document):
        may_disclose = Role.ADMIN in roles or Role.ASYNC_TOURNAMENT_ADMIN in roles
        if operation.name in ENDS_THE_CRAWL or (operation.name in DISCLOSE_ON_PURPOSE and may_disclose):
            continue
        for call in calls(document, operation, sealed.known):
            requests = [call] if call.body is None else [call, call.without_content()]
            for request in requests:
                response = await request.send(client)
                assert_silent(response, f"{operation.method} {call.path}")
                asked += 1
                answered += response.is_success
    for place in ("/api/openapi.json", "/api/docs", "/health/ready"):
        assert_silent(await client.get(place), place)
    return asked, answered


async def test_an_admin_reads_a_sealed_seed_only_by_asking_and_the_players_are_told(
    api: Api, community: Community
) -> None:
    player = await community.add_player()
    sealed = await Sealed.make(community, player)
    reveal = f"/api/async-tournaments/permalinks/{sealed.permalink}/reveal"
    details = f"/api/async-tournaments/live-races/{sealed.locked}/details"
    member, admin = await api.as_user(player), await api.as_admin()
    problem(await member.post(reveal), 403, "forbidden")
    assert (await member.get(details)).json()["seed_readers"] == []
    assert SECRET in (await admin.post(reveal)).json()["url"]
    assert (await member.get(details)).json()["seed_readers"] == ["Zelda"]


async def test_after_the_release_everybody_can_read_the_seed_and_check_it(api: Api, community: Community) -> None:
    player = await community.add_player()
    sealed = await Sealed.make(community, player)
    member = await api.as_user(player)
    race = f"/api/async-tournaments/live-races/{sealed.locked}"
    before = (await member.get(race)).json()
    assert (before["permalink_id"], before["permalink_url"], before["seed"]["salt"]) == (None, None, None)
    room = community.rooms.only
    room.start()
    await community.hear(sealed.locked, room)
    after = (await member.get(race)).json()
    assert after["permalink_id"] == sealed.permalink
    assert SECRET in after["permalink_url"]
    assert after["seed"]["commitment"] == before["seed"]["commitment"]
    assert after["seed"]["salt"]
