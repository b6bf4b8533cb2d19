"""The one message of a race: posted once, and true through the race's whole life."""

from datetime import timedelta

import pytest

from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.messages.race_posts import PingMode
from application.domain.tournaments.timeline import ReleaseRule
from application.services.messages.discord_server_service import TournamentDiscordChanges
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord.community import DiscordCommunity

MINUTE = timedelta(minutes=1)


async def test_a_scheduled_race_is_posted_once_and_follows_its_time(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    async with hyrule.running():
        race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
        await hyrule.delivered()
        card = hyrule.card_of(race.id)
        assert "Week 1" in card.text
        assert "Scheduled" in card.text
        assert f"<t:{int(race.scheduled_at.timestamp())}:F>" in card.text
        assert [button["label"] for button in card.buttons] == ["Am I eligible?", "Remind me", "Race page"]

        later = race.scheduled_at + 30 * MINUTE
        await community.container.live_races.update_live_race(
            community.admin, race.id, LiveRaceChanges(scheduled_at=later, match_title="Week 1, second try")
        )
        await hyrule.delivered()
        moved = hyrule.card_of(race.id)
        assert f"<t:{int(later.timestamp())}:F>" in moved.text
        assert "second try" in moved.text
        assert moved.id == card.id
        assert len(hyrule.messages) == 1


@on_postgres_and_slowly_on_sqlite
async def test_the_message_is_true_at_every_stage_to_the_final_results(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament(release_rule=ReleaseRule.MINUTES_BEFORE, release_minutes=5)
    pool = await community.add_pool(tournament)
    racers = [await community.racetime_id_of((await hyrule.add_member(name))[0]) for name in ("Malon", "Talon", "Ingo")]
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
    async with hyrule.running():
        room = await community.open_room(race.id)
        await hyrule.delivered()
        opened = hyrule.card_of(race.id)
        assert "The room is open" in opened.text
        assert room.slug in opened.text
        assert "Join room" in [button["label"] for button in opened.buttons]
        assert "Chosen when the room is locked" in opened.text

        room.join(*racers)
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        await hyrule.delivered()
        locked = hyrule.card_of(race.id).text
        assert "Join room" not in [button["label"] for button in hyrule.card_of(race.id).buttons]
        assert "The room is locked" in locked
        assert "3 racers count: Ingo\nMalon\nTalon" in locked
        commitment = (await community.race(race.id)).summary.seed.commitment
        assert commitment[:16] in locked
        assert "SECRET" not in locked

        await community.advance_to(race.scheduled_at - 5 * MINUTE)
        await hyrule.delivered()
        assert "SECRET" in hyrule.card_of(race.id).text

        await community.clock.advance(5 * MINUTE)
        room.start()
        await community.hear(race.id, room)
        await hyrule.delivered()
        running = hyrule.card_of(race.id)
        assert "The race is on" in running.text
        assert "Malon" in running.text
        assert [button["label"] for button in running.buttons] == ["Watch room", "Race page"]

        await community.clock.advance(70 * MINUTE)
        room.finish(racers[0], timedelta(hours=1))
        await community.hear(race.id, room)
        await hyrule.delivered()
        assert "1:00:00" not in hyrule.card_of(race.id).text, "no result before the end"
        room.finish(racers[1], timedelta(minutes=65))
        room.forfeit(racers[2])
        await community.hear(race.id, room)
        await hyrule.delivered()
        provisional = hyrule.card_of(race.id).text
        assert "Results not final" in provisional
        assert "1. Malon · 1:00:00\n2. Talon · 1:05:00" in provisional
        assert "2 of 3 counted racers finished" in provisional

        room.disqualify(racers[0])
        await community.hear(race.id, room)
        await hyrule.delivered()
        corrected = hyrule.card_of(race.id).text
        assert "corrected <t:" in corrected
        assert "1. Talon · 1:05:00" in corrected

        room.record()
        await community.clock.advance(MINUTE)
        await community.tick()
        await hyrule.delivered()
        assert "Final results" in hyrule.card_of(race.id).text
        assert hyrule.card_of(race.id).id == opened.id


async def test_the_results_are_one_reply_that_is_corrected_in_place(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    players = [(await hyrule.add_member(name))[0] for name in ("Malon", "Talon")]
    async with hyrule.running():
        running = await hyrule.start_race(*players)
        await community.clock.advance(70 * MINUTE)
        for racer in running.racers:
            running.room.finish(racer, timedelta(hours=1))
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        (reply,) = hyrule.results_of(running.id)
        assert reply.reference == hyrule.card_of(running.id).id
        assert "Results of Week 1, not final" in reply.text
        assert "reviewers look at the runs" in reply.text

        running.room.undo(running.racers[0])
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        assert "Week 1 goes on" in hyrule.results_of(running.id)[0].text
        assert "The race is on" in hyrule.card_of(running.id).text

        running.room.finish(running.racers[0], timedelta(minutes=61))
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        (again,) = hyrule.results_of(running.id)
        assert again.id == reply.id
        assert "1:01:00" in again.text


async def test_a_cancelled_race_says_so_and_a_restored_one_says_that(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    async with hyrule.running():
        await hyrule.delivered()
        await community.container.live_races.cancel_live_race(community.admin, race.id, "The *hosts* are ill")
        await hyrule.delivered()
        cancelled = hyrule.card_of(race.id)
        assert "Cancelled" in cancelled.text
        assert r"The \*hosts\* are ill" in cancelled.text
        assert [button["label"] for button in cancelled.buttons] == ["Race page"]

        await community.container.live_races.restore_live_race(community.admin, race.id)
        await hyrule.delivered()
        assert "Scheduled" in hyrule.card_of(race.id).text
        await community.container.live_races.delete_live_race(community.admin, race.id)
        await hyrule.delivered()
        assert hyrule.messages == []


async def test_a_race_cancelled_before_anybody_heard_of_it_is_not_announced(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    await community.container.live_races.cancel_live_race(community.admin, race.id)
    async with hyrule.running():
        await hyrule.delivered()
        assert hyrule.messages == []


async def test_hidden_results_stay_hidden_until_the_tournament_closes(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    players = [(await hyrule.add_member(name))[0] for name in ("Malon", "Talon")]
    async with hyrule.running():
        running = await hyrule.start_race(*players, hide_results=True)
        for racer in running.racers:
            running.room.finish(racer, timedelta(hours=1))
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        texts = [hyrule.card_of(running.id).text, *[reply.text for reply in hyrule.results_of(running.id)]]
        assert all("Hidden until the tournament closes" in text for text in texts)
        assert "1:00:00" not in hyrule.server.everything_received

        await community.container.tournaments.update_tournament(
            community.admin, running.tournament, TournamentChanges(is_active=False)
        )
        await hyrule.delivered()
        assert "Malon · 1:00:00" in hyrule.card_of(running.id).text
        assert "Talon · 1:00:00" in hyrule.results_of(running.id)[0].text


async def test_what_people_write_is_shown_letter_by_letter_and_alerts_nobody(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament(name="# [Cup](https://evil.test)")
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    _, victim = await hyrule.add_member("Victim")
    async with hyrule.running():
        title = f"@everyone <@{victim.id}> **bold**"
        race = (await community.schedule(tournament, pool, match_title=title)).summary
        await hyrule.delivered()
        card = hyrule.card_of(race.id)
        assert r"\@everyone \<\@" in card.text
        assert r"\*\*bold\*\*" in card.text
        assert r"\# \[Cup\](https\://evil.test)" in card.text
        assert not card.pinged_users
        assert card.content == ""


@pytest.mark.parametrize("mode", [PingMode.NOBODY, PingMode.ROLE, PingMode.ELIGIBLE])
async def test_the_opening_of_the_room_alerts_whom_the_tournament_wants(
    hyrule: DiscordCommunity, mode: PingMode
) -> None:
    community = hyrule.community
    role = hyrule.server.world.add_role(hyrule.guild, "Racers", mentionable=True)
    _, eligible = await hyrule.add_member("Malon")
    _, unlinked = await hyrule.add_member("Ingo", racetime_id=None)
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament, ping=mode, ping_role_id=role.id if mode is PingMode.ROLE else None)
    race = (await community.schedule(tournament, pool)).summary
    async with hyrule.running():
        await community.open_room(race.id)
        await hyrule.delivered()
        pings = hyrule.pings_of(race.id)
        if mode is PingMode.NOBODY:
            assert pings == []
            return
        (ping,) = pings
        assert ping.reference == hyrule.card_of(race.id).id
        assert ping.pinged_roles == ({role.id} if mode is PingMode.ROLE else set())
        assert eligible.id in ping.pinged_users or mode is PingMode.ROLE
        assert unlinked.id not in ping.pinged_users
        await community.advance_to(race.locks_at)
        await hyrule.delivered()
        assert len(hyrule.pings_of(race.id)) == 1


async def test_a_new_channel_takes_the_messages_of_races_that_are_ahead(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    elsewhere = hyrule.server.world.add_channel(hyrule.guild, "elsewhere")
    async with hyrule.running():
        await hyrule.delivered()
        assert len(hyrule.messages) == 1
        await community.container.discord_servers.update_tournament_settings(
            community.admin, tournament, TournamentDiscordChanges(channel_id=elsewhere.id)
        )
        await hyrule.delivered()
        assert hyrule.messages == []
        (moved,) = hyrule.admin.read(elsewhere)
        assert str(race.id) in moved.embeds[0]["url"]


async def test_a_tournament_that_gets_a_channel_announces_what_is_ahead_and_no_old_stories(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=3)
    player = (await hyrule.add_member("Malon"))[0]
    racer = await community.racetime_id_of(player)
    old = (await community.schedule(tournament, pool, match_title="Long ago")).summary
    room = await community.open_room(old.id)
    room.join(racer)
    await community.advance_to(old.locks_at)
    room.start()
    room.finish(racer, timedelta(hours=1))
    await community.hear(old.id, room)
    await community.clock.advance(timedelta(days=3))
    await community.schedule(tournament, pool, match_title="Ahead")
    await community.schedule(tournament, pool, match_title="Further ahead", ahead=timedelta(days=2))
    await hyrule.announce(tournament)
    async with hyrule.running():
        await hyrule.delivered()
        assert [message.embeds[0]["title"] for message in hyrule.messages] == ["Ahead", "Further ahead"]


async def test_results_of_a_race_on_a_delayed_stream_come_once_the_stream_has_caught_up(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    players = [(await hyrule.add_member(name))[0] for name in ("Malon", "Talon")]
    async with hyrule.running():
        running = await hyrule.start_race(*players)
        tournament = (await community.race(running.id)).summary.tournament_id
        await community.container.tournaments.update_tournament(
            community.admin, tournament, TournamentChanges(stream_delay_minutes=10)
        )
        await community.clock.advance(60 * MINUTE)
        for racer in running.racers:
            running.room.finish(racer, timedelta(hours=1))
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        assert "The race is on" in hyrule.card_of(running.id).text
        assert "1:00:00" not in hyrule.card_of(running.id).text
        assert hyrule.results_of(running.id) == []

        await community.clock.advance(10 * MINUTE)
        await community.tick()
        await hyrule.delivered()
        assert "Malon · 1:00:00" in hyrule.card_of(running.id).text
        (reply,) = hyrule.results_of(running.id)
        assert "Malon · 1:00:00" in reply.text


async def test_places_are_those_among_the_racers_who_count(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = (await community.schedule(tournament, pool)).summary
    players = [(await hyrule.add_member(name))[0] for name in ("Malon", "Talon")]
    first, last = [await community.racetime_id_of(player) for player in players]
    async with hyrule.running():
        room = await community.open_room(race.id)
        room.join(first, "a-stranger", "another-one", last)
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        await community.clock.advance(race.scheduled_at - community.clock.now())
        room.start()
        room.finish_all(timedelta(hours=1), MINUTE)
        await community.clock.advance(70 * MINUTE)
        await community.hear(race.id, room)
        await hyrule.delivered()
        for message in (hyrule.card_of(race.id), *hyrule.results_of(race.id)):
            assert "1. Malon · 1:00:00\n2. Talon · 1:03:00" in message.text
