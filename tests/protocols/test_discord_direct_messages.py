"""Direct messages: true when they arrive, once, and never to somebody who takes none."""

from datetime import timedelta

import pytest

from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import NotificationKind, Topic
from application.services.messages.discord_command_service import Asker
from application.services.messages.notification_service import PreferenceChanges
from models.event_log import EventLogEntry
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord import Person
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.faults import Trouble

MINUTE = timedelta(minutes=1)


async def a_marked_race(hyrule: DiscordCommunity, *users: UserId) -> LiveRaceId:
    community = hyrule.community
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Week 1")
    for user in users:
        ctx = await community.enter(user)
        await community.container.notifications.set_reminder(ctx, race.summary.id, wanted=True)
    return race.summary.id


def titles(person: Person) -> list[str]:
    return [message.embeds[0]["title"] for message in person.inbox()]


async def test_a_reminder_says_when_and_whether_one_may_race(hyrule: DiscordCommunity) -> None:
    user, malon = await hyrule.add_member("Malon")
    other, ingo = await hyrule.add_member("Ingo", racetime_id=None)
    race = await a_marked_race(hyrule, user, other)
    start = (await hyrule.community.race(race)).summary.scheduled_at
    async with hyrule.running():
        await hyrule.community.advance_to(start - 15 * MINUTE)
        await hyrule.delivered()
        (reminder,) = malon.inbox()
        assert "Week 1 starts soon" in reminder.text
        assert f"<t:{int(start.timestamp())}:R>" in reminder.text
        assert "Yes, you are eligible." in reminder.text
        assert "[Join room]" in reminder.text
        assert "Not yet. No racetime.gg account is linked." in ingo.inbox()[0].text


async def test_a_reminder_after_the_lock_lets_only_those_in_who_are_inside(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    (user, malon), (other, ingo) = await hyrule.add_member("Malon"), await hyrule.add_member("Ingo")
    race = await a_marked_race(hyrule, user, other)
    start = (await community.race(race)).summary.scheduled_at
    for reader in (user, other):
        wanted = PreferenceChanges(reminder_minutes=(5,))
        await community.container.notifications.change_preferences(await community.enter(reader), wanted)
    async with hyrule.running():
        room = await community.open_room(race)
        room.join(await community.racetime_id_of(user))
        await community.hear(race, room)
        await community.advance_to((await community.race(race)).summary.locks_at)
        await community.advance_to(start - 5 * MINUTE)
        await hyrule.delivered()
        inside, outside = malon.inbox()[-1].text, ingo.inbox()[-1].text
    assert "[Ready]" in inside
    assert "You are in the room." in inside
    assert "[Watch room]" in outside
    assert "The room is locked; only those inside race." in outside
    assert "Join" not in inside + outside


async def test_a_tournament_without_a_channel_still_reminds(hyrule: DiscordCommunity) -> None:
    user, malon = await hyrule.add_member("Malon")
    race = await a_marked_race(hyrule, user)
    async with hyrule.running():
        await hyrule.community.container.live_races.cancel_live_race(hyrule.community.admin, race, "Ill")
        await hyrule.delivered()
        assert titles(malon) == ["Week 1 is cancelled"]
        assert hyrule.messages == []


async def test_closed_direct_messages_are_remembered_and_opened_by_pressing_remind_me(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    malon.account.accepts_direct_messages = False
    race = await a_marked_race(hyrule, user)
    ctx = await community.enter(user)
    notifications = community.container.notifications
    start = (await community.race(race)).summary.scheduled_at
    async with hyrule.running():
        await community.container.live_races.update_live_race(
            community.admin, race, LiveRaceChanges(scheduled_at=start + MINUTE)
        )
        await hyrule.delivered()
        (notification,) = (await notifications.list_notifications(ctx)).items
        assert "Discord refused the direct message" in notification.delivery
        assert not await notifications.takes_direct_messages(ctx)
        assert await EventLogEntry.filter(type="DiscordMessageFailedEvent").count() == 0, "nobody else's business"
        assert await community.container.messages.list_troubles(community.admin) == ()

        before = len(hyrule.server.requests)
        await community.container.live_races.cancel_live_race(community.admin, race)
        await hyrule.delivered()
        assert not [request for request in hyrule.server.requests[before:] if request.method == "POST"]
        assert await community.container.notifications.count_unread(ctx) == 2, "the site still tells"

        malon.account.accepts_direct_messages = True
        await community.container.live_races.restore_live_race(community.admin, race)
        await notifications.set_reminder(ctx, race, wanted=False)
        await notifications.set_reminder(ctx, race, wanted=True)
        await community.container.live_races.cancel_live_race(community.admin, race)
        await hyrule.delivered()
        assert titles(malon) == ["Week 1 is cancelled"]


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_what_an_outage_made_pointless_is_not_sent_and_the_rest_once(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    race = await a_marked_race(hyrule, user)
    ctx = await community.enter(user)
    start = (await community.race(race)).summary.scheduled_at
    async with hyrule.running():
        hyrule.server.faults.down = True
        for number in range(1, 4):
            await community.container.live_races.update_live_race(
                community.admin, race, LiveRaceChanges(scheduled_at=start + number * MINUTE)
            )
            await hyrule.tried()
        await hyrule.let_pass(timedelta(minutes=100), step=5 * MINUTE)
        hyrule.server.faults.down = False
        await hyrule.let_pass(2 * MINUTE)
        await hyrule.delivered()
        assert titles(malon) == ["Week 1 has a new time"]
        assert f"<t:{int((start + 3 * MINUTE).timestamp())}:F>" in malon.inbox()[0].text
        told = (await community.container.notifications.list_notifications(ctx)).items
        assert [notification.kind for notification in told].count(NotificationKind.RACE_MOVED) == 3


async def test_a_lost_answer_makes_no_second_direct_message(hyrule: DiscordCommunity) -> None:
    user, malon = await hyrule.add_member("Malon")
    race = await a_marked_race(hyrule, user)
    async with hyrule.running():
        hyrule.server.faults.plan(Trouble.ANSWER_LOST, method="POST", path=r"/channels/\d+/messages")
        await hyrule.community.container.live_races.cancel_live_race(hyrule.community.admin, race)
        await hyrule.let_pass(20 * MINUTE)
        await hyrule.delivered()
        assert hyrule.server.faults.all_happened
        assert titles(malon) == ["Week 1 is cancelled"]


async def test_ones_own_result_is_told_even_while_results_are_hidden(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    users = [await hyrule.add_member(name) for name in ("Malon", "Talon")]
    for user, _ in users:
        ctx = await community.enter(user)
        await community.container.notifications.change_preferences(
            ctx, PreferenceChanges(channels={Topic.RESULTS: frozenset({Channel.DISCORD})})
        )
    async with hyrule.running():
        running = await hyrule.start_race(*[user for user, _ in users], hide_results=True)
        running.room.finish(running.racers[0], timedelta(hours=1))
        running.room.forfeit(running.racers[1])
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        (first,), (second,) = (person.inbox() for _, person in users)
        assert "Result: 1:00:00\n" in first.text, "the place would tell of others"
        assert "Result: Forfeit" in second.text


async def test_ones_own_result_says_the_place_among_those_who_count_the_score_and_the_rank(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    users = [await hyrule.add_member(name) for name in ("Malon", "Talon", "Ingo")]
    for user, _ in users:
        await community.container.notifications.change_preferences(
            await community.enter(user), PreferenceChanges(channels={Topic.RESULTS: frozenset({Channel.DISCORD})})
        )
    outsider = await community.add_player("Kafei", account_age=timedelta(days=1))
    async with hyrule.running():
        running = await hyrule.start_race(outsider, *[user for user, _ in users])
        for minutes, racer in zip((50, 60, 70), running.racers, strict=False):
            running.room.finish(racer, timedelta(minutes=minutes))
        running.room.forfeit(running.racers[3])
        await community.hear(running.id, running.room)
        await hyrule.delivered()
        told = [person.inbox()[0].text for _, person in users]
    assert "Result: 1:00:00, 1st, 105.0, rank 1\n" in told[0]
    assert "Result: 1:10:00, 2nd, 92.3, rank 2\n" in told[1]
    assert "Result: Forfeit, 0.0, rank 3\n" in told[2]


@on_postgres_and_slowly_on_sqlite
async def test_a_player_is_told_of_a_review_and_a_limit_by_direct_message_if_wanted(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    quiet_user, quiet = await hyrule.add_member("Ingo")
    ctx = await community.enter(quiet_user)
    await community.container.notifications.change_preferences(
        ctx, PreferenceChanges(channels={Topic.RUN: frozenset({Channel.SITE})})
    )
    tournament = await community.add_tournament(runs_per_pool=2)
    pool = await community.add_pool(tournament, live=0, ordinary=6)
    async with hyrule.running():
        for player in (user, quiet_user):
            run = (await community.finish_run(player, pool)).summary
            claimed = await community.container.reviews.claim(community.admin, run.id)
            await community.container.reviews.reject(
                community.admin, run.id, "The *timer* is hidden.", seen=claimed.item.run.version
            )
        for player in (user, quiet_user):
            await community.draw(player, pool)
        await hyrule.let_pass(25 * MINUTE, step=5 * MINUTE)
        await hyrule.delivered()
        texts = [message.text for message in malon.inbox()]
        assert [text.splitlines()[1].split(": ")[0] for text in texts[:1]] == ["Your run in Pool A was rejected"]
        assert r"The \*timer\* is hidden." in texts[0]
        assert "must be started within" in texts[1]
        assert "was not started in time" in texts[2]
        assert len(texts) == 3
        assert quiet.inbox() == []
        assert await community.container.notifications.count_unread(ctx) == 3


async def test_what_a_runs_thread_says_is_not_said_by_direct_message_too(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=3)
    await hyrule.announce(tournament, runs_in_threads=True)
    run = (await community.draw(user, pool)).summary
    async with hyrule.running():
        asker = Asker(hyrule.guild.id, malon.id, "Malon", community.clock.now())
        await community.container.discord_runs.continue_in_thread(asker, run.id)
        await hyrule.delivered()
        await hyrule.let_pass(25 * MINUTE, step=5 * MINUTE)
        await hyrule.delivered()
        assert malon.inbox() == []
        assert len(malon.read(malon.threads()[0])) == 3
