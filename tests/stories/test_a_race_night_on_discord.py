"""A race night with Discord away for an hour: afterwards the channel reads as if nothing had happened."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.database import Database
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.messages.race_posts import PingMode
from application.domain.tournaments.timeline import ReleaseRule
from discordbot.client import configure_discord
from tests.support.clock import ManualClock
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord import DiscordServer, EventStatus
from tests.support.discord.community import DiscordCommunity, discord_community, is_about
from tests.support.discord.settings import discord_settings

pytestmark = on_postgres_and_slowly_on_sqlite

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def hyrule(database: Database, clock: ManualClock) -> AsyncIterator[DiscordCommunity]:
    server = DiscordServer(clock)
    await server.start()
    configure_discord(discord_settings(server))
    try:
        async with discord_community(server) as made:
            yield made
    finally:
        await server.stop()


@pytest.mark.slow
async def test_a_race_night_with_an_hour_without_discord(hyrule: DiscordCommunity) -> None:
    community, server = hyrule.community, hyrule.server
    members = [await hyrule.add_member(name) for name in ("Malon", "Talon", "Ingo", "Anju")]
    _, malon = members[0]
    tournament = await community.add_tournament("Spring Qualifier", runs_per_pool=3, release_rule=ReleaseRule.AT_START)
    pool = await community.add_pool(tournament, live=0)
    seeds = await community.add_permalinks(pool, live=3)
    await hyrule.announce(tournament, ping=PingMode.ELIGIBLE)

    async with hyrule.running():
        races = [
            (
                await community.schedule(
                    tournament,
                    pool,
                    match_title=f"Race {number}",
                    ahead=timedelta(hours=2 + number),
                    permalink_id=seeds[number].id,
                )
            ).summary
            for number in range(3)
        ]
        await hyrule.delivered()
        assert [message.embeds[0]["title"] for message in hyrule.messages] == ["Race 0", "Race 1", "Race 2"]
        answer = await malon.press(hyrule.card_of(races[0].id), "Remind me").settled()
        assert "You are reminded on the site and by direct message" in answer.text

        # The room of the first race opens, and then Discord goes away.
        room = await community.open_room(races[0].id)
        await hyrule.delivered()
        assert len(hyrule.pings_of(races[0].id)) == 1
        assert "SECRET" not in server.everything_received
        server.go_down()
        ids = [await community.racetime_id_of(user) for user, _ in members]
        room.join(*ids)
        await community.hear(races[0].id, room)
        await hyrule.let_pass(races[0].scheduled_at - community.clock.now(), step=5 * MINUTE)
        assert (await community.race(races[0].id)).summary.locked_at is not None
        room.start()
        await community.hear(races[0].id, room)
        for place, racer in enumerate(ids[:3]):
            room.finish(racer, timedelta(minutes=30 + place))
        await community.hear(races[0].id, room)
        await community.container.live_races.update_live_race(
            community.admin, races[1].id, LiveRaceChanges(scheduled_at=races[1].scheduled_at + 30 * MINUTE)
        )
        await community.container.live_races.cancel_live_race(community.admin, races[2].id, "Too late for most")
        added = (await community.schedule(tournament, pool, match_title="Tomorrow", ahead=timedelta(days=1))).summary
        await hyrule.let_pass(40 * MINUTE, step=5 * MINUTE)
        room.forfeit(ids[3])
        await community.hear(races[0].id, room)
        await hyrule.let_pass(5 * MINUTE)
        assert len([message for message in hyrule.messages if not is_about(message, races[0].id, "ping")]) == 3

        # Discord is back.
        server.come_back()
        await hyrule.let_pass(3 * MINUTE, step=timedelta(seconds=30))
        await hyrule.delivered()
        first, second, third = (hyrule.card_of(race.id) for race in races)
        assert "Results not final" in first.text
        assert "1. Malon · 30:00" in first.text
        assert "3 of 4 counted racers finished" in first.text
        moved = races[1].scheduled_at + 30 * MINUTE
        assert f"<t:{int(moved.timestamp())}:F>" in second.text
        assert "Too late for most" in third.text
        (results,) = hyrule.results_of(races[0].id)
        assert results.reference == first.id
        kinds = [
            next(
                f"{what} {number}"
                for number, race in enumerate([*races, added])
                for what in ("card", "ping", "results")
                if is_about(message, race.id, what)
            )
            for message in hyrule.messages
        ]
        assert kinds[:4] == ["card 0", "card 1", "card 2", "ping 0"]
        assert sorted(kinds[4:]) == ["card 3", "results 0"]
        statuses = {event.name: event.status for event in hyrule.guild.events.values()}
        assert statuses == {
            "Race 0": EventStatus.COMPLETED,
            "Race 1": EventStatus.SCHEDULED,
            "Race 2": EventStatus.CANCELED,
            "Tomorrow": EventStatus.SCHEDULED,
        }
        assert malon.inbox() == [], "the reminder would have come after the start"
        assert len(first.versions) <= 3, "an hour of changes is one edit"

        # A moderator corrects the first race and records it.
        room.disqualify(ids[0])
        room.record()
        await hyrule.let_pass(2 * MINUTE)
        await hyrule.delivered()
        assert "Final results, corrected" in hyrule.card_of(races[0].id).text
        assert "1. Talon · 31:00" in hyrule.card_of(races[0].id).text
        assert "Final results of Race 0" in hyrule.results_of(races[0].id)[0].text

    # Seeds that were not released were never told to Discord, in whatever form.
    told = server.everything_received + "".join(str(message.versions) for message in hyrule.messages)
    secret_urls = [f"live-{number}-SECRET" for number in range(3)]
    assert [url in told for url in secret_urls] == [True, False, False]
    assert await community.container.messages.list_troubles(community.admin) == ()
