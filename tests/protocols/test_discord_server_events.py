"""Each live race is one entry among the server's events, in step with the race."""

from datetime import timedelta

from application.domain.live_races.scheduling import LiveRaceChanges
from application.services.messages.discord_server_service import TournamentDiscordChanges
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord import EventStatus, ScheduledEvent
from tests.support.discord.community import BOT_PERMISSIONS, DiscordCommunity
from tests.support.discord.faults import Trouble
from tests.support.discord.rest import bit

MINUTE = timedelta(minutes=1)


def events_of(hyrule: DiscordCommunity) -> list[ScheduledEvent]:
    return list(hyrule.guild.events.values())


@on_postgres_and_slowly_on_sqlite
async def test_an_event_follows_its_race_from_schedule_to_end(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    player = (await hyrule.add_member("Malon"))[0]
    async with hyrule.running():
        tournament = await community.add_tournament()
        pool = await community.add_pool(tournament)
        await hyrule.announce(tournament)
        race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
        await hyrule.delivered()
        (event,) = events_of(hyrule)
        assert (event.name, event.starts_at, event.status) == ("Week 1", race.scheduled_at, EventStatus.SCHEDULED)
        assert f"/live-races/{race.id}" in event.body["description"]

        later = race.scheduled_at + 30 * MINUTE
        changes = LiveRaceChanges(scheduled_at=later, match_title="Week 1b")
        await community.container.live_races.update_live_race(community.admin, race.id, changes)
        await hyrule.delivered()
        (event,) = events_of(hyrule)
        assert (event.name, event.starts_at) == ("Week 1b", later)

        room = await community.open_room(race.id)
        room.join(await community.racetime_id_of(player))
        await hyrule.delivered()
        assert event.body["entity_metadata"]["location"] == community.rooms.address_of(room.slug)
        await community.advance_to(later - 10 * MINUTE)
        await community.clock.advance(10 * MINUTE)
        room.start()
        await community.hear(race.id, room)
        await hyrule.delivered()
        assert [item.status for item in events_of(hyrule)] == [EventStatus.ACTIVE]
        room.finish(await community.racetime_id_of(player), timedelta(hours=1))
        await community.hear(race.id, room)
        await hyrule.delivered()
        assert [item.status for item in events_of(hyrule)] == [EventStatus.COMPLETED]


async def test_a_cancelled_race_cancels_its_event_and_a_restored_one_gets_a_new_one(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    async with hyrule.running():
        await hyrule.delivered()
        await community.container.live_races.cancel_live_race(community.admin, race.id)
        await hyrule.delivered()
        await community.container.live_races.restore_live_race(community.admin, race.id)
        await hyrule.delivered()
        assert [event.status for event in events_of(hyrule)] == [EventStatus.CANCELED, EventStatus.SCHEDULED]


async def test_a_race_that_started_and_ended_unseen_completes_its_event(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    player = (await hyrule.add_member("Malon"))[0]
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    async with hyrule.running():
        await hyrule.delivered()
    room = await community.open_room(race.id)
    room.join(await community.racetime_id_of(player))
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(await community.racetime_id_of(player), timedelta(hours=1))
    await community.hear(race.id, room)
    async with hyrule.running():
        await hyrule.delivered()
        (event,) = events_of(hyrule)
        assert event.status is EventStatus.COMPLETED


async def test_an_answer_lost_makes_no_second_event(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    hyrule.server.faults.plan(Trouble.ANSWER_LOST, method="POST", path="/scheduled-events")
    race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
    async with hyrule.running():
        await hyrule.tried()
        await community.container.live_races.update_live_race(
            community.admin, race.id, LiveRaceChanges(match_title="Week 1b")
        )
        await hyrule.let_pass(20 * MINUTE)
        await hyrule.delivered()
        (event,) = events_of(hyrule)
        assert event.name == "Week 1b"


async def test_an_event_that_somebody_deleted_comes_back_once(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    async with hyrule.running():
        for title, expected in (("One", 1), ("Two", 1), ("Three", 0)):
            await community.container.live_races.update_live_race(
                community.admin, race.id, LiveRaceChanges(match_title=title)
            )
            await hyrule.delivered()
            assert len(events_of(hyrule)) == expected, title
            hyrule.guild.events.clear()


async def test_a_tournament_may_do_without_events_and_missing_permission_stops_no_message(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    quiet = await community.add_tournament("Quiet")
    loud = await community.add_tournament("Loud")
    await hyrule.announce(quiet, server_events=False)
    await hyrule.announce(loud)
    bot_role = next(role for role in hyrule.guild.roles.values() if role.permissions == BOT_PERMISSIONS)
    bot_role.permissions &= ~bit("create_events")
    await community.schedule(quiet, await community.add_pool(quiet), match_title="Quiet race")
    await community.schedule(loud, await community.add_pool(loud), match_title="Loud race")
    async with hyrule.running():
        await hyrule.delivered()
        assert [message.embeds[0]["title"] for message in hyrule.messages] == ["Quiet race", "Loud race"]
        assert events_of(hyrule) == []
        (trouble,) = await community.container.messages.list_troubles(community.admin)
        assert trouble.what == "Server event"

        bot_role.permissions |= bit("create_events")
        await community.container.messages.try_again(community.admin, trouble.id)
        await hyrule.delivered()
        (event,) = events_of(hyrule)
        assert event.name == "Loud race"
        await community.container.discord_servers.update_tournament_settings(
            community.admin, loud, TournamentDiscordChanges(server_events=False)
        )
        await hyrule.delivered()
        assert event.status is EventStatus.CANCELED


async def test_names_in_an_events_description_are_shown_letter_by_letter(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament("*Best* of [all](https://elsewhere.test)")
    pool = await community.add_pool(tournament, "__Pool__")
    await hyrule.announce(tournament)
    async with hyrule.running():
        await community.schedule(tournament, pool)
        await hyrule.delivered()
        (event,) = events_of(hyrule)
        assert r"\*Best\* of \[all\](https\://elsewhere.test), \_\_Pool\_\_." in event.body["description"]
