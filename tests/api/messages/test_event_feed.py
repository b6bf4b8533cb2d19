"""The feed: in order, resumable, only what its reader may see, and no longer than the token lasts."""

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp, Message

from application.container import build_container
from application.database import Database
from application.domain.clock import SystemClock
from application.domain.errors import Unavailable
from application.domain.ids import UserId
from application.domain.operations.alerts import BotStatus
from application.domain.permissions import Role
from application.domain.tournaments.settings import TournamentChanges
from application.events import EventBus
from application.processes import Relay
from application.services.people.organization_service import MemberChanges
from tests.protocols.test_webhooks import race_once
from tests.support.api import Api, complaints, problem, serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.cut_connections import cut_connections
from tests.support.databases import on_both_engines
from tests.support.rehearsal import eventually
from tests.support.site import served
from tests.support.strangers import Following

TELLING = {"live_race.results_changed", "live_race.finished"}


class Feed(Following):
    """A program that listens."""

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(data) for data in re.findall(r"^data: (.*)$", self.heard, re.MULTILINE)]

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]


class SlowFeed(Feed):
    """A program whose line takes no more than the beginning of an answer at first."""

    def __init__(self, app: ASGIApp, path: str, **headers: str) -> None:
        super().__init__(app, path, **headers)
        self.takes_more = asyncio.Event()

    async def _send(self, message: Message) -> None:
        await super()._send(message)
        await self.takes_more.wait()


async def feed_of(api: Api, reader: UserId, query: str = "", **headers: str) -> Feed:
    path = f"/api/organizations/{api.community.organization_id}/events{query}"
    return Feed(api.app, path, authorization=f"Bearer {await api.token_of(reader)}", **headers)


async def slow_feed_of(api: Api, reader: UserId) -> SlowFeed:
    path = f"/api/organizations/{api.community.organization_id}/events"
    return SlowFeed(api.app, path, authorization=f"Bearer {await api.token_of(reader)}")


async def read_all(client: httpx.AsyncClient, community: Community, query: str = "") -> httpx.Response:
    address = f"/api/organizations/{community.organization_id}/events?follow=false&after=0{query}"
    return await client.get(address)


def told_in(answer: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(data) for data in re.findall(r"^data: (.*)$", answer.text, re.MULTILINE)]


async def publish(community: Community) -> None:
    await community.container.publishing.publish()


@on_both_engines
async def test_who_comes_back_is_told_what_was_missed_and_nothing_twice(database: Database, clock: ManualClock) -> None:
    community = await found_community(clock)
    member = await community.add_player()
    async with serving(community) as api:
        await community.add_tournament("Before")
        await publish(community)
        async with await feed_of(api, member) as feed:
            await community.add_tournament("First")
            await publish(community)
            await feed.hears("First")
        await community.add_tournament("Second")
        await publish(community)
        async with await feed_of(api, member, last_event_id=feed.version) as again:
            await again.hears("Second")
            await community.add_tournament("Third")
            await publish(community)
            await again.hears("Third")
        names = [[event["data"]["name"] for event in each.events] for each in (feed, again)]
        assert names == [["First"], ["Second", "Third"]]
        assert again.heard.startswith("retry: 3000\n")


async def test_a_feed_of_another_process_hears_of_it_at_once(postgres_database_url: str, clock: ManualClock) -> None:
    database = await Database.open(postgres_database_url)
    try:
        leader = await found_community(clock)
        member = await leader.add_player()
        bus, settings = EventBus(), leader.container.settings
        web = replace(leader, container=build_container(settings, clock=clock, rooms=leader.rooms, bus=bus))
        relay = Relay(postgres_database_url, bus, web.container.allowances, SystemClock())
        relaying = asyncio.create_task(relay.run())
        async with serving(web) as api, await feed_of(api, member) as feed:
            await eventually(lambda: relay.is_listening)
            await leader.add_tournament("Told elsewhere")
            await publish(leader)
            await feed.hears("Told elsewhere")
        relaying.cancel()
        await asyncio.gather(relaying, return_exceptions=True)
    finally:
        await database.close()


async def test_a_feed_outlives_an_outage_of_the_database(
    postgres_database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    async with cut_connections(postgres_database_url, tmp_path) as (address, cutting):
        database = await Database.open(address)
        community = await found_community(clock)
        async with serving(community) as api, await feed_of(api, await community.add_player()) as feed:
            await feed.hears("id: ")
            cutting.is_down = True
            await clock.advance(16)
            await feed.hears(": still here")
            assert not feed.is_over
            cutting.is_down = False
            with suppress(Unavailable):  # what notices first that its connection is lost
                await community.add_tournament("Lost")
            await community.add_tournament("Back again")
            await publish(community)
            await feed.hears("Back again")
        await database.close()


async def test_an_event_is_told_as_webhooks_are_sent_it(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    tournament = await community.add_tournament("Spring")
    await publish(community)
    answer = await read_all(admin, community)
    assert answer.headers["content-type"].startswith("text/event-stream")
    (told,) = told_in(answer)
    assert told["tournament"] == {
        "id": tournament,
        "name": "Spring",
        "url": f"http://localhost:8080/tournaments/{tournament}",
    }
    assert told["type"] in re.findall(r"^event: (.*)$", answer.text, re.MULTILINE)


async def test_only_what_is_asked_for_is_told(api: Api, community: Community, admin: httpx.AsyncClient) -> None:
    _first, second = [await community.add_tournament(name) for name in ("First", "Second")]
    await community.add_pool(second)
    await publish(community)
    of_one = told_in(await read_all(admin, community, f"&tournament_id={second}"))
    assert [event["type"] for event in of_one] == ["tournament.created", "pool.created"]
    of_a_kind = told_in(await read_all(admin, community, "&type=pool.created&type=pool.deleted"))
    assert [event["type"] for event in of_a_kind] == ["pool.created"]
    assert complaints(await read_all(admin, community, "&type=unheard.of")).keys() == {"type[0]"}
    problem(await read_all(admin, community, "&tournament_id=987654"), 404, "not-found")
    address = f"/api/organizations/{community.organization_id}/events?after=soon"
    assert complaints(await admin.get(address)).keys() == {"after"}


async def test_members_are_told_of_a_delayed_race_late_and_staff_at_once(api: Api, community: Community) -> None:
    member, reviewer = await community.add_player(), await community.add_player(roles=[Role.ASYNC_REVIEWER])
    clients = [await api.as_user(reader) for reader in (member, reviewer)]
    async with await feed_of(api, member) as feed:
        await race_once(community, await community.add_tournament(stream_delay_minutes=15))
        await publish(community)
        await feed.hears("live_race.started")
        told, at_once = [{event["type"] for event in told_in(await read_all(client, community))} for client in clients]
        assert at_once >= TELLING
        assert not TELLING & told
        heard = feed.heard
        await community.clock.advance(timedelta(minutes=14))
        assert not TELLING & set(feed.types)
        assert set(feed.heard.removeprefix(heard).split("\n\n")) <= {": still here", ""}
        await community.clock.advance(timedelta(minutes=1))
        await community.tick()
        await publish(community)
        await feed.hears("live_race.finished")
    assert set(feed.types) >= TELLING
    late, early = [told_in(await read_all(client, community)) for client in clients]
    assert len({event["id"] for event in early}) == len(early), "staff aren't told again"
    assert {event["id"] for event in late} == {event["id"] for event in early}


async def test_where_a_new_reader_begins_tells_nothing_of_what_is_held_back(api: Api, community: Community) -> None:
    member = await community.add_player()
    tournament = await community.add_tournament(hide_results=True)
    pool = await community.add_pool(tournament, ordinary=1)
    runner = await community.add_player()
    run = await community.start_run(runner, pool)
    await publish(community)
    async with await feed_of(api, member) as before:
        await before.hears("id: ")
    await community.clock.advance(timedelta(hours=1))
    await community.container.runs.finish(await community.enter(runner), run.summary.id)
    await publish(community)
    async with await feed_of(api, member) as after:
        await after.hears("id: ")
    assert before.heard == after.heard


async def test_the_ids_of_events_do_not_tell_how_many_are_held_back_between_them(
    api: Api, community: Community
) -> None:
    tournament = await community.add_tournament(hide_results=True, runs_per_pool=2)
    pool = await community.add_pool(tournament, ordinary=3)
    runner, member = await community.add_player(), await community.add_player()
    await community.finish_run(runner, pool)
    await community.start_run(runner, pool)
    await publish(community)
    answer = await read_all(await api.as_user(member), community)
    assert [event["type"] for event in told_in(answer)][-4:] == ["run.drawn", "run.started"] * 2
    _, *places = map(int, re.findall(r"^id: (.*)$", answer.text, re.MULTILINE))
    assert len({after - before for before, after in pairwise(places)}) == 1


async def test_what_is_hidden_later_is_not_told_any_more(api: Api, community: Community) -> None:
    member = await community.add_player()
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, ordinary=1)
    await community.finish_run(await community.add_player(), pool)
    await publish(community)
    client = await api.as_user(member)
    assert "run.finished" in [event["type"] for event in told_in(await read_all(client, community))]
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(hide_results=True)
    )
    assert "run.finished" not in [event["type"] for event in told_in(await read_all(client, community))]


async def test_events_for_staff_are_told_to_those_whose_roles_allow_it(api: Api, community: Community) -> None:
    bot = await community.container.bots.save_bot(community.admin, "alttpr", "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
    await community.container.tasks.refresh_alerts()
    await community.add_player()
    await publish(community)
    found = {}
    for roles in ((), (Role.ASYNC_REVIEWER,), (Role.ASYNC_TOURNAMENT_ADMIN,), (Role.ADMIN,)):
        client = await api.as_user(await community.add_player(roles=roles))
        found[roles] = {event["type"] for event in told_in(await read_all(client, community))}
    assert found[()] == set()
    assert found[(Role.ASYNC_REVIEWER,)] == {"alert.raised"}
    assert found[(Role.ASYNC_TOURNAMENT_ADMIN,)] == {"alert.raised", "bot.status_changed"}
    assert found[(Role.ADMIN,)] >= {"alert.raised", "bot.status_changed"}


@pytest.mark.parametrize("how", ["token", "membership"])
async def test_the_feed_ends_with_the_token_and_with_the_membership(api: Api, community: Community, how: str) -> None:
    member = await community.add_player()
    feed = await feed_of(api, member)
    async with feed:
        await feed.hears("id: ")
        if how == "token":
            await community.container.identity.revoke_all_tokens(member)
            await community.add_tournament("Unheard")
            await publish(community)
        else:
            await community.container.organizations.remove_member(community.admin, member)
        await eventually(lambda: feed.is_over)
        assert "Unheard" not in feed.heard


async def test_a_lost_role_is_lost_in_an_open_feed(api: Api, community: Community) -> None:
    reviewer = await community.add_player(roles=[Role.ASYNC_REVIEWER])
    tournament = await community.add_tournament(hide_results=True)
    pool = await community.add_pool(tournament, ordinary=1)
    async with await feed_of(api, reviewer) as feed:
        await community.container.organizations.update_member(community.admin, reviewer, MemberChanges(roles=()))
        await community.finish_run(await community.add_player(), pool)
        await publish(community)
        await feed.hears("run.started")
        assert "run.finished" not in feed.types


async def test_a_quiet_line_shows_signs_of_life_and_one_person_holds_only_so_many(
    api: Api, community: Community
) -> None:
    member = await community.add_player()
    feeds = [await feed_of(api, member) for _ in range(10)]
    for feed in feeds:
        await feed.__aenter__()
        await feed.hears("id: ")
    client = await api.as_user(member)
    problem(await client.get(f"/api/organizations/{community.organization_id}/events"), 429, "rate-limited")
    await community.clock.advance(16)
    await feeds[0].hears(": still here")
    for feed in feeds:
        await feed.__aexit__()
    assert (await read_all(client, community)).status_code == 200


async def test_a_burst_gets_no_more_feeds_than_one_after_the_other(api: Api, community: Community) -> None:
    member = await community.add_player()
    feeds = [await slow_feed_of(api, member) for _ in range(15)]
    await asyncio.gather(*(feed.__aenter__() for feed in feeds))
    assert sorted(feed.status for feed in feeds) == [200] * 10 + [429] * 5
    for feed in feeds:
        feed.takes_more.set()
    await asyncio.gather(*(feed.__aexit__() for feed in feeds))
    client = await api.as_user(member)
    address = f"/api/organizations/{community.organization_id}/events?after=soon"
    assert {(await client.get(address)).status_code for _ in range(11)} == {422}, "a refused one leaves its place"
    assert (await read_all(client, community)).status_code == 200


async def test_a_feed_is_served_over_a_socket_until_its_reader_goes(api: Api, community: Community) -> None:
    member = await community.add_player()
    credentials = {"Authorization": f"Bearer {await api.token_of(member)}"}
    feed = f"/api/organizations/{community.organization_id}/events"
    async with (
        served(api.app) as address,
        httpx.AsyncClient(base_url=address, headers=credentials) as client,
        client.stream("GET", feed) as answer,
    ):
        lines = answer.aiter_lines()
        assert await anext(lines) == "retry: 3000"
        await community.add_tournament("Over the wire")
        await publish(community)
        while not (line := await anext(lines)).startswith("data: "):
            pass
        assert json.loads(line.removeprefix("data: "))["tournament"]["name"] == "Over the wire"
