"""Buttons below a race: answered to the one who presses, in time, and after every restart."""

from datetime import timedelta

import pytest

from application.domain.ids import LiveRaceId, TournamentId
from application.services.messages.notification_service import PreferenceChanges
from application.services.people.identity_service import DiscordAccount
from tests.support.community import found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.errors import Refused
from tests.support.discord.faults import Trouble
from tests.support.discord.people import Answer
from tests.support.rehearsal import eventually


async def an_announced_race(hyrule: DiscordCommunity) -> tuple[TournamentId, LiveRaceId]:
    tournament = await hyrule.community.add_tournament()
    pool = await hyrule.community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = await hyrule.community.schedule(tournament, pool, match_title="Week 1")
    return tournament, race.summary.id


async def pressed(hyrule: DiscordCommunity, name: str, label: str, **member: object) -> Answer:
    _, person = await hyrule.add_member(name, **member)  # type: ignore[arg-type]
    _, race = await an_announced_race(hyrule)
    await hyrule.delivered()
    return await person.press(hyrule.card_of(race), label).settled()


async def test_an_eligible_member_reads_every_rule_alone(hyrule: DiscordCommunity) -> None:
    async with hyrule.running():
        answer = await pressed(hyrule, "Malon", "Am I eligible?")
        assert answer.is_private
        assert "You may race" in answer.text
        assert answer.text.count("✅") == 7
        assert "1 of 1 run left in this pool." in answer.text
        assert len(hyrule.messages) == 1


async def test_a_member_who_may_not_race_reads_why_and_what_to_do(hyrule: DiscordCommunity) -> None:
    async with hyrule.running():
        answer = await pressed(hyrule, "Ingo", "Am I eligible?", racetime_id=None, age=timedelta(days=2))
        assert "You can't race yet" in answer.text
        assert "❌ **racetime.gg account linked**: No racetime.gg account is linked. [Link it]" in answer.text
        assert "The Discord account is 2 of 7 days old at the start." in answer.text


async def test_somebody_who_never_signed_in_reads_every_rule_too(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    stranger = hyrule.server.person("Stranger", hyrule.guild)
    async with hyrule.running():
        await hyrule.delivered()
        answer = await stranger.press(hyrule.card_of(race), "Am I eligible?").settled()
        assert answer.text.count("✅") + answer.text.count("❌") == 7
        assert "Not a member of this organization. [Sign in](http://product.test/account)" in answer.text
        answer = await stranger.press(hyrule.card_of(race), "Remind me").settled()
        assert "Sign in with Discord first" in answer.text


async def test_a_button_posted_before_a_restart_still_answers(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    _, person = await hyrule.add_member("Malon")
    async with hyrule.running():
        await hyrule.delivered()
    async with hyrule.running():
        answer = await person.press(hyrule.card_of(race), "Am I eligible?").settled()
        assert "You may race" in answer.text


async def test_a_press_during_a_dropped_connection_is_answered_after_it_resumed(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    _, person = await hyrule.add_member("Malon")
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.server.gateway.drop()
        answer = await person.press(hyrule.card_of(race), "Am I eligible?").settled()
        assert "You may race" in answer.text
        assert hyrule.server.gateway.resumed == 1


async def test_a_press_that_is_heard_too_late_changes_nothing_and_ends_nothing(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    user, person = await hyrule.add_member("Malon")
    ctx = await hyrule.community.enter(user)
    async with hyrule.running():
        await hyrule.delivered()
        card = hyrule.card_of(race)
        late = person.press(card, "Remind me", on_its_way=timedelta(seconds=4))
        await eventually(lambda: any("callback" in request.path for request in hyrule.server.requests))
        answer = await person.press(card, "Am I eligible?").settled()
        assert "You may race" in answer.text
        assert not late.was_seen
        assert not await hyrule.community.container.notifications.has_reminder(ctx, race)


@on_postgres_and_slowly_on_sqlite
async def test_remind_me_switches_and_says_when_the_reminder_comes(hyrule: DiscordCommunity) -> None:
    tournament, race = await an_announced_race(hyrule)
    await hyrule.announce(tournament, reminder_minutes=30)
    user, person = await hyrule.add_member("Malon")
    ctx = await hyrule.community.enter(user)
    notifications = hyrule.community.container.notifications
    async with hyrule.running():
        await hyrule.delivered()
        card = hyrule.card_of(race)
        answer = await person.press(card, "Remind me").settled()
        assert answer.is_private
        assert "You are reminded on the site and by direct message 30 minutes before **Week 1**" in answer.text
        assert await notifications.has_reminder(ctx, race)
        answer = await person.press(card, "Remind me").settled()
        assert "You are no longer reminded" in answer.text
        assert not await notifications.has_reminder(ctx, race)
        assert len(card.versions) == 1, "a reminder is nobody else's business"


async def test_a_race_of_another_organization_does_not_exist_here(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    termina = await found_community(hyrule.community.clock, slug="termina", rooms=hyrule.community.rooms)
    tournament = await termina.add_tournament()
    foreign = await termina.schedule(tournament, await termina.add_pool(tournament), match_title="Foreign")
    _, person = await hyrule.add_member("Malon")
    async with hyrule.running():
        await hyrule.delivered()
        card = hyrule.card_of(race)
        for button in card.buttons:
            if "custom_id" in button:
                button["custom_id"] = button["custom_id"].replace(f":{race}:", f":{foreign.summary.id}:")
        for label in ("Am I eligible?", "Remind me"):
            answer = await person.press(card, label).settled()
            assert answer.text == "There is no such live race."


async def test_on_a_server_that_belongs_to_nobody_nothing_is_answered_but_that(hyrule: DiscordCommunity) -> None:
    elsewhere = hyrule.server.world.add_guild("Elsewhere", owner=hyrule.admin.account, bot_permissions=0)
    channel = hyrule.server.world.add_channel(elsewhere, "general")
    async with hyrule.running():
        answer = await hyrule.admin.command(channel, "races").settled()
        assert "belongs to no organization yet" in answer.text


@pytest.mark.expects_errors
async def test_a_bug_is_an_apology_with_a_number_that_is_in_the_log(
    hyrule: DiscordCommunity, caplog: pytest.LogCaptureFixture
) -> None:
    _, race = await an_announced_race(hyrule)
    _, person = await hyrule.add_member("Malon")
    async with hyrule.running():
        await hyrule.delivered()
        await _break_the_database()
        answer = await person.press(hyrule.card_of(race), "Am I eligible?").settled()
        trace = answer.text.rpartition(": ")[2].rstrip(".")
        assert f"trace={trace}" in caplog.text


async def _break_the_database() -> None:
    from tortoise import connections

    await connections.get("default").execute_script("DROP TABLE discord_servers")


async def test_an_answer_that_discord_does_not_take_is_not_the_end(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    _, person = await hyrule.add_member("Malon")
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.server.faults.plan(Trouble.RESET, path="/callback")
        person.press(hyrule.card_of(race), "Am I eligible?")
        await eventually(lambda: hyrule.server.faults.all_happened)
        answer = await person.press(hyrule.card_of(race), "Am I eligible?").settled()
        assert "You may race" in answer.text


async def test_a_private_channel_is_read_by_its_readers_only(hyrule: DiscordCommunity) -> None:
    hyrule.channel.overwrites[hyrule.guild.id] = (0, 1 << 10)
    with pytest.raises(Refused):
        (await hyrule.add_member("Malon"))[1].read(hyrule.channel)


@pytest.mark.parametrize("trouble", [Trouble.RESET, Trouble.ANSWER_LOST])
@pytest.mark.parametrize("times", [1, 2])
async def test_a_lost_acknowledgement_loses_no_press(hyrule: DiscordCommunity, trouble: Trouble, times: int) -> None:
    _, race = await an_announced_race(hyrule)
    user, person = await hyrule.add_member("Malon")
    ctx = await hyrule.community.enter(user)
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.server.faults.plan(trouble, path="/callback", times=times)
        answer = await person.press(hyrule.card_of(race), "Remind me").settled()
        assert "You are reminded on the site and by direct message" in answer.text
        assert answer.is_private
        assert await hyrule.community.container.notifications.has_reminder(ctx, race)
        assert hyrule.server.faults.all_happened


@pytest.mark.parametrize("trouble", [Trouble.RESET, Trouble.ANSWER_LOST])
async def test_an_answer_whose_connection_broke_is_given_again(hyrule: DiscordCommunity, trouble: Trouble) -> None:
    _, race = await an_announced_race(hyrule)
    _, person = await hyrule.add_member("Malon")
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.server.faults.plan(trouble, method="PATCH", path="/webhooks/")
        for label in ("Am I eligible?", "Remind me"):
            answer = await person.press(hyrule.card_of(race), label).settled()
            assert "Week 1" in answer.text
        assert hyrule.server.faults.all_happened


@pytest.mark.parametrize("trouble", [Trouble.RESET, Trouble.ANSWER_LOST])
async def test_a_command_whose_acknowledgement_was_lost_is_carried_out(
    hyrule: DiscordCommunity, trouble: Trouble
) -> None:
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.server.faults.plan(trouble, path="/callback", times=2)
        answer = await hyrule.admin.command(hyrule.channel, "race cancel", race=race).settled()
        assert answer.text == "**Week 1** is cancelled."


async def test_somebody_who_signed_in_and_is_no_member_is_not_told_to_sign_in(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    visitor = hyrule.server.person("Visitor", hyrule.guild)
    await hyrule.community.container.identity.know(DiscordAccount(visitor.id, "Visitor"))
    async with hyrule.running():
        await hyrule.delivered()
        for answer in (
            visitor.press(hyrule.card_of(race), "Am I eligible?"),
            visitor.press(hyrule.card_of(race), "Remind me"),
            visitor.command(hyrule.channel, "eligible", race=race),
        ):
            await answer.settled()
            assert "Sign in" not in answer.text
            assert "http://product.test" in answer.text


async def test_who_is_reminded_too_late_is_told_so_instead_of_being_promised_a_message(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    tournament, race = await an_announced_race(hyrule)
    await hyrule.announce(tournament, reminder_minutes=30)
    user, person = await hyrule.add_member("Malon")
    ctx = await community.enter(user)
    start = (await community.race(race)).summary.scheduled_at
    async with hyrule.running():
        await hyrule.let_pass(start - timedelta(minutes=20) - community.clock.now(), step=timedelta(minutes=10))
        await hyrule.delivered()
        answer = await person.press(hyrule.card_of(race), "Remind me").settled()
        assert "the time of your reminder has passed" in answer.text
        assert await community.container.notifications.has_reminder(ctx, race)
        await person.press(hyrule.card_of(race), "Remind me").settled()
        await community.container.notifications.change_preferences(ctx, PreferenceChanges(reminder_minutes=(30, 10)))
        answer = await person.press(hyrule.card_of(race), "Remind me").settled()
        assert "You are reminded on the site and by direct message 10 minutes before **Week 1**" in answer.text
        await hyrule.let_pass(timedelta(minutes=11))
        await hyrule.delivered()
        assert any("Week 1" in message.text for message in person.inbox())
