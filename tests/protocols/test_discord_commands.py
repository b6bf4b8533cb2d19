"""Slash commands: what members and staff ask, with the same rules and sentences as everywhere."""

from datetime import timedelta

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.permissions import Role
from application.domain.tournaments.settings import TournamentChanges
from application.services.people.identity_service import DiscordAccount
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord.community import DiscordCommunity


@on_postgres_and_slowly_on_sqlite
async def test_races_shows_the_next_ones_with_ones_own_verdict(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    _, malon = await hyrule.add_member("Malon")
    _, ingo = await hyrule.add_member("Ingo", racetime_id=None)
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    for day in range(7):
        await community.schedule(tournament, pool, match_title=f"Day {day}", ahead=timedelta(days=day + 1))
    async with hyrule.running():
        answer = await malon.command(hyrule.channel, "races").settled()
        assert answer.is_private
        assert [field["name"] for field in answer.message.embeds[0]["fields"]] == [f"Day {day}" for day in range(5)]
        assert answer.text.count("Yes, you are eligible.") == 5
        answer = await ingo.command(hyrule.channel, "races").settled()
        assert answer.text.count("Not yet. No racetime.gg account is linked.") == 5


async def test_eligible_answers_for_a_named_race_or_the_next_one(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    _, malon = await hyrule.add_member("Malon")
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    async with hyrule.running():
        answer = await malon.command(hyrule.channel, "eligible").settled()
        assert answer.text == "There is no such race ahead."
        await community.schedule(tournament, pool, match_title="Sunday" + 14 * " bracket", ahead=timedelta(days=2))
        await community.schedule(tournament, pool, match_title="Saturday", ahead=timedelta(days=1))
        answer = await malon.command(hyrule.channel, "eligible").settled()
        assert "Saturday" in answer.text
        suggestions = await malon.complete(hyrule.channel, "eligible", "race", "sun").settled()
        ((name, value),) = suggestions.choices.items()
        assert name.startswith("Sunday bracket")
        assert name.endswith("Mon 16 Mar 2026, 18:00 UTC"), "a long title leaves the time to be read"
        answer = await malon.command(hyrule.channel, "eligible", race=value).settled()
        assert "Sunday" in answer.text


async def test_the_leaderboard_respects_hidden_results(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    players = [await hyrule.add_member(name) for name in ("Malon", "Talon")]
    running = await hyrule.start_race(*[user for user, _ in players], hide_results=True)
    for place, racer in enumerate(running.racers):
        running.room.finish(racer, timedelta(minutes=60 + place))
    await community.hear(running.id, running.room)
    _, staff = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    async with hyrule.running():
        own = await players[1][1].command(hyrule.channel, "leaderboard").settled()
        assert own.text == "Results are hidden until the tournament closes."
        everything = await staff.command(hyrule.channel, "leaderboard", tournament=running.tournament).settled()
        assert "1. Malon" in everything.text
        assert "2. Talon" in everything.text
        await community.container.tournaments.update_tournament(
            community.admin, running.tournament, TournamentChanges(hide_results=False, min_finished_runs=2)
        )
        unranked = await players[0][1].command(hyrule.channel, "leaderboard").settled()
        assert "– Malon" in unranked.text
        assert "it takes 2 finished runs, and you have 1." in unranked.text


async def test_the_own_rank_on_the_leaderboard_is_found_by_account_and_not_by_name(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    names = ["Malon", *(f"Racer {number}" for number in range(15)), "Malon"]
    players = [await hyrule.add_member(name) for name in names]
    running = await hyrule.start_race(*[user for user, _ in players])
    for place, racer in enumerate(running.racers):
        running.room.finish(racer, timedelta(minutes=60 + place))
    await community.hear(running.id, running.room)
    async with hyrule.running():
        last = await players[-1][1].command(hyrule.channel, "leaderboard").settled()
        assert "You are number 17" in last.text
        first = await players[0][1].command(hyrule.channel, "leaderboard").settled()
        assert "You are number" not in first.text
        assert f"1. Malon (no. {players[0][0]})" in first.text


async def test_link_says_how_the_accounts_are_linked(hyrule: DiscordCommunity) -> None:
    _, malon = await hyrule.add_member("Malon")
    _, ingo = await hyrule.add_member("Ingo", racetime_id=None)
    stranger = hyrule.server.person("Stranger", hyrule.guild)
    async with hyrule.running():
        assert "You are linked to **Malon**" in (await malon.command(hyrule.channel, "link").settled()).text
        told = (await stranger.command(hyrule.channel, "help").settled()).text
        assert "Sign in with Discord first" in told
        assert "/eligible" in told
        assert (
            "Link it here: http://product.test/account" in (await ingo.command(hyrule.channel, "link").settled()).text
        )
        assert "Sign in with Discord first" in (await stranger.command(hyrule.channel, "link").settled()).text


@on_postgres_and_slowly_on_sqlite
async def test_staff_open_cancel_and_record_and_members_may_not(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    _, admin = await hyrule.add_member("Mido", roles=(Role.ASYNC_TOURNAMENT_ADMIN,))
    _, reviewer = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    user, member = await hyrule.add_member("Malon")
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
    doomed = (await community.schedule(tournament, pool, match_title="Week 2", ahead=timedelta(days=8))).summary
    async with hyrule.running():
        for person, name in ((member, "open"), (reviewer, "open"), (member, "cancel"), (reviewer, "cancel")):
            answer = await person.command(hyrule.channel, f"race {name}", race=race.id).settled()
            assert answer.text == "Only a tournament admin of this organization may do that."
            assert answer.is_private

        question = await admin.command(hyrule.channel, "race open", race=race.id).settled()
        assert "Open the room of Week 1 now?" in question.text
        assert "unless two racers have joined" in question.text
        assert community.rooms.rooms == {}
        pressed = member.press(question.message, "Open room")
        assert (await pressed.settled()).text == "Only a tournament admin of this organization may do that."
        answer = await admin.press(question.message, "Open room").settled()
        assert "The room of **Week 1** is open: http://racetime.test/" in answer.text
        again = await admin.command(hyrule.channel, "race open", race=race.id).settled()
        assert again.text == "This race has a room already. Replace or detach it first."

        room = community.rooms.only
        room.join(await community.racetime_id_of(user), "stranger")
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        room.start()
        room.finish(await community.racetime_id_of(user), timedelta(hours=1))
        room.finish("stranger", timedelta(hours=2))
        denied = await member.command(hyrule.channel, "race record", race=race.id).settled()
        assert denied.text == "Only a reviewer of this organization may do that."
        recorded = await reviewer.command(hyrule.channel, "race record", race=race.id).settled()
        assert "Results recorded" in recorded.text
        assert "Racer stranger: finished (No member has linked this racetime.gg account.)" in recorded.text
        nothing = await reviewer.command(hyrule.channel, "race record", race=race.id).settled()
        assert "Nothing new to record" in nothing.text
        early = await reviewer.command(hyrule.channel, "race record", race=doomed.id).settled()
        assert early.text == "There is no such room of this race."

        found = await admin.complete(hyrule.channel, "race cancel", "race", "week").settled()
        assert list(found.choices.values()) == [doomed.id]
        await admin.command(hyrule.channel, "race cancel", race=doomed.id, reason="Holiday").settled()
        cancelled = (await community.race(doomed.id)).summary
        assert (cancelled.status, cancelled.cancel_reason) == (LiveRaceStatus.CANCELLED, "Holiday")


async def test_suggestions_for_strangers_are_empty_and_no_error(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament), match_title="Week 1")
    stranger = hyrule.server.person("Stranger", hyrule.guild)
    async with hyrule.running():
        found = await stranger.complete(hyrule.channel, "race open", "race", "").settled()
        assert found.choices == {}
        answer = await stranger.command(hyrule.channel, "races").settled()
        assert "You are not known here yet" in answer.text


async def test_a_user_who_is_no_member_is_told_how_to_join(hyrule: DiscordCommunity) -> None:
    stranger = hyrule.server.person("Stranger", hyrule.guild)
    await hyrule.community.container.identity.sign_in_with_discord(DiscordAccount(stranger.id, "Stranger"))
    async with hyrule.running():
        answer = await stranger.command(hyrule.channel, "leaderboard").settled()
        assert "You are not a member here yet" in answer.text


async def test_recording_a_race_that_was_cancelled_by_mistake_says_what_staff_must_decide(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    _, reviewer = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    user, _ = await hyrule.add_member("Malon")
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament), match_title="Week 1")).summary
    async with hyrule.running():
        room = await community.open_room(race.id)
        room.join(await community.racetime_id_of(user), "stranger")
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        room.start()
        room.finish(await community.racetime_id_of(user), timedelta(hours=1))
        await community.hear(race.id, room)
        room.cancel()
        await community.hear(race.id, room)
        answer = await reviewer.command(hyrule.channel, "race record", race=race.id).settled()
        assert "Not counted" in answer.text
        assert "Count these results, or leave the race cancelled." in answer.text
        await community.container.live_races.leave_race_cancelled(community.admin, race.id)
        answer = await reviewer.command(hyrule.channel, "race record", race=race.id).settled()
        assert "Week 1 is cancelled, so nothing of this counts." in answer.text
