"""Live races in people's own calendars: what the files say as races move, and who can read them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId
from application.domain.live_races.scheduling import LiveRaceChanges
from application.services.messages.calendar_service import KEEPS, Feed
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries


def events(feed: Feed) -> dict[str, Any]:
    """The entries of a file by their title, up to the tournament's name."""
    calendar = Calendar.from_ical(feed.content)
    return {str(event["summary"]).split(" · ")[0]: event for event in calendar.walk("VEVENT")}


async def key_of(community: Community) -> str:
    assert community.admin.actor.user_id is not None
    return await community.container.calendars.renew_key(community.admin.actor.user_id)


@on_postgres_and_slowly_on_sqlite
async def test_an_entry_keeps_its_identity_while_its_race_moves_and_is_cancelled(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Final")
    calendars, key = community.container.calendars, await key_of(community)
    first = events(await calendars.organization_feed(key, "hyrule"))["Final"]
    assert first["uid"] == f"live-race-{race.summary.id}@localhost"
    assert first.start == race.summary.scheduled_at.replace(microsecond=0)
    assert [alarm["trigger"].dt for alarm in first.walk("VALARM")] == [-timedelta(minutes=30), -timedelta(minutes=10)]

    later = race.summary.scheduled_at + timedelta(days=1)
    await community.container.live_races.update_live_race(
        community.admin, race.summary.id, LiveRaceChanges(scheduled_at=later)
    )
    moved = events(await calendars.organization_feed(key, "hyrule"))["Final"]
    assert (moved["uid"], moved.start) == (first["uid"], later.replace(microsecond=0))
    assert moved["sequence"] > first["sequence"]

    await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    cancelled = events(await calendars.tournament_feed(key, tournament))["Final"]
    assert (cancelled["uid"], cancelled["status"]) == (first["uid"], "CANCELLED")
    assert cancelled["sequence"] > moved["sequence"]
    assert cancelled.walk("VALARM") == []


async def test_a_calendar_keeps_its_name_whatever_stands_in_it(community: Community) -> None:
    name = "Rupees, bombs; and \\ arrows"
    tournament = await community.add_tournament(name)
    feed = await community.container.calendars.tournament_feed(await key_of(community), tournament)
    lines = feed.content.decode().replace("\r\n ", "").splitlines()
    for property_name in ("NAME", "X-WR-CALNAME"):
        (said,) = [line for line in lines if line.startswith(f"{property_name}:")]
        assert "Rupees\\, bombs\\; and \\\\ arrows" in said


@on_postgres_and_slowly_on_sqlite
async def test_an_entry_is_newer_whatever_of_its_words_or_times_has_changed(community: Community) -> None:
    tournament = await community.add_tournament(stream_delay_minutes=5)
    pool = await community.add_pool(tournament, "Pool A")
    await community.schedule(tournament, pool)
    calendars, key = community.container.calendars, await key_of(community)

    async def entry(*, as_streamed: bool = False) -> tuple[str, int, datetime]:
        (event,) = events(await calendars.tournament_feed(key, tournament, as_streamed=as_streamed)).values()
        words = f"{event['summary']} {event['description']} {event.start}"
        return words, int(event["sequence"]), event["last-modified"].dt

    async def change(**settings: Any) -> None:
        await community.container.tournaments.update_tournament(
            community.admin, tournament, TournamentChanges(**settings)
        )

    changes: dict[str, Callable[[], Awaitable[object]]] = {
        "Pool B": lambda: community.container.pools.rename_pool(community.admin, pool, "Pool B"),
        "Autumn Cup": lambda: change(name="Autumn Cup"),
        "All dungeons": lambda: change(racetime_goal="All dungeons"),
        ":10:": lambda: change(stream_delay_minutes=10),
    }
    known = await entry(as_streamed=True)
    for shown, alter in changes.items():
        await community.clock.advance(timedelta(minutes=1))
        await alter()
        newer = await entry(as_streamed=True)
        assert shown in newer[0]
        assert newer[0] != known[0]
        assert newer[1] > known[1], shown
        assert newer[2] > known[2], shown
        known = newer


async def test_the_same_races_give_the_same_bytes_and_old_ones_leave(community: Community) -> None:
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament))
    calendars, key = community.container.calendars, await key_of(community)
    before = await calendars.tournament_feed(key, tournament)
    await community.clock.advance(timedelta(minutes=10))
    assert await calendars.tournament_feed(key, tournament) == before
    await community.clock.advance(KEEPS + timedelta(hours=2))
    assert events(await calendars.tournament_feed(key, tournament)) == {}


@on_postgres_and_slowly_on_sqlite
async def test_ones_own_feed_has_what_one_can_enter_and_what_one_took_part_in(community: Community) -> None:
    tournament = await community.add_tournament()
    first, second = await community.add_pool(tournament, "Pool A"), await community.add_pool(tournament, "Pool B")
    player, rival = await community.add_player("Link"), await community.add_player("Tetra")
    raced = await community.schedule(tournament, first, match_title="Raced")
    await community.schedule(tournament, first, ahead=timedelta(days=2), match_title="No slot left")
    await community.schedule(tournament, second, ahead=timedelta(days=3), match_title="Open to me")
    calendars = community.container.calendars
    key = await calendars.renew_key(player)
    assert set(events(await calendars.own_feed(key))) == {"Raced", "No slot left", "Open to me"}
    room = await community.open_room(raced.summary.id)
    room.join(await community.racetime_id_of(player), await community.racetime_id_of(rival))
    await community.hear(raced.summary.id, room)
    await community.advance_to(raced.summary.locks_at)
    room.start()
    room.finish(await community.racetime_id_of(player), timedelta(hours=1))
    room.forfeit(await community.racetime_id_of(rival))
    await community.hear(raced.summary.id, room)
    assert set(events(await calendars.own_feed(key))) == {"Raced", "Open to me"}
    watcher = await calendars.renew_key(await community.add_player("Medli"))
    assert set(events(await calendars.own_feed(watcher))) == {"No slot left", "Open to me"}, "what began without one"
    assert set(events(await calendars.organization_feed(key, "hyrule"))) == {"Raced", "No slot left", "Open to me"}


async def test_the_variant_as_streamed_is_later_by_the_tournaments_delay_and_an_entry_of_its_own(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Final")
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(stream_delay_minutes=15)
    )
    calendars, key = community.container.calendars, await key_of(community)
    for feed in (
        await calendars.tournament_feed(key, tournament, as_streamed=True),
        await calendars.organization_feed(key, "hyrule", as_streamed=True),
    ):
        streamed = events(feed)["Final"]
        assert streamed.start == race.summary.scheduled_at.replace(microsecond=0) + timedelta(minutes=15)
        assert streamed["uid"].startswith("stream-of-live-race-")


async def test_no_file_ever_contains_a_seed(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    calendars, key = community.container.calendars, await key_of(community)
    await community.open_room(race.summary.id)
    await community.advance_to(race.summary.locks_at)
    assert (await community.race(race.summary.id)).summary.seed.url is not None
    for feed in (
        await calendars.own_feed(key),
        await calendars.tournament_feed(key, tournament),
        await calendars.race_file(community.admin, race.summary.id),
    ):
        assert b"SECRET" not in feed.content.replace(b"\r\n ", b"")
        assert b"Bow/Boots" not in feed.content.replace(b"\r\n ", b"")


async def test_hostile_names_stay_text(community: Community) -> None:
    tournament = await community.add_tournament("Evil;\\n,BEGIN:VEVENT")
    await community.schedule(
        tournament, await community.add_pool(tournament), match_title="x\r\nBEGIN:VALARM\r\nACTION:AUDIO"
    )
    feed = await community.container.calendars.tournament_feed(await key_of(community), tournament)
    (event,) = events(feed).values()
    assert len(event.walk("VALARM")) == 2
    assert str(event["summary"]) == "x BEGIN:VALARM ACTION:AUDIO · Evil;\\n,BEGIN:VEVENT"


@on_postgres_and_slowly_on_sqlite
async def test_an_old_address_is_worthless_once_there_is_a_new_one_or_none(community: Community) -> None:
    calendars = community.container.calendars
    player = await community.add_player()
    assert await calendars.key_of(player) is None
    keys = [await calendars.renew_key(player), await calendars.renew_key(player)]
    assert await calendars.key_of(player) == keys[1]
    await calendars.own_feed(keys[1])
    await calendars.turn_off(player)
    assert await calendars.key_of(player) is None
    keys.append(await calendars.renew_key(player))
    assert len(set(keys)) == 3
    for wrong in (*keys[:2], f"{player}-", f"{player}-x", "-", "", "9" * 30 + "-x", "999-abc", keys[2] + "x"):
        with pytest.raises(NotFound):
            await calendars.own_feed(wrong)


@on_postgres_and_slowly_on_sqlite
async def test_a_key_that_is_renewed_while_it_is_turned_off_never_comes_back(community: Community) -> None:
    player = await community.add_player("Link")
    calendars = community.container.calendars
    handed_out = [await calendars.renew_key(player)]
    for _ in range(3):
        renewed, _, again = await asyncio.gather(
            calendars.renew_key(player), calendars.turn_off(player), calendars.renew_key(player)
        )
        handed_out += [renewed, again, await calendars.renew_key(player)]
    assert len(set(handed_out)) == len(handed_out)
    assert await calendars.key_of(player) == handed_out[-1]


async def test_a_key_opens_what_its_owner_may_see_and_nothing_else(community: Community) -> None:
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    foreign = await elsewhere.add_tournament("Theirs")
    calendars = community.container.calendars
    player = await community.add_player()
    key = await calendars.renew_key(player)
    with pytest.raises(NotFound):
        await calendars.organization_feed(key, "termina")
    with pytest.raises(NotFound):
        await calendars.tournament_feed(key, foreign)
    await community.container.organizations.remove_member(community.admin, player)
    with pytest.raises(NotFound):
        await calendars.organization_feed(key, "hyrule")
    assert events(await calendars.own_feed(key)) == {}
    with pytest.raises(NotFound):
        await calendars.race_file(community.admin, LiveRaceId(4711))


async def test_a_feed_needs_as_many_queries_for_thirty_races_as_for_one(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    key = await key_of(community)
    await community.schedule(tournament, pool)
    with counted_queries() as one:
        await community.container.calendars.own_feed(key)
    for day in range(1, 30):
        await community.schedule(tournament, pool, ahead=timedelta(days=day))
    with counted_queries() as many:
        await community.container.calendars.own_feed(key)
    assert len(many) == len(one)
