"""What members are told personally: once, as they wish, at the right moment."""

from datetime import timedelta

import pytest

from application.context import OrgContext
from application.domain.errors import Conflict, InvalidInput, NotFound
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import NotificationKind, Topic
from application.repositories import Repositories
from application.services.messages.discord_server_service import TournamentDiscordChanges
from application.services.messages.notification_service import PreferenceChanges
from models.event_log import EventLogEntry, OutboxMessage
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries

MINUTE = timedelta(minutes=1)


async def marked(community: Community, player: UserId, live_race_id: LiveRaceId) -> OrgContext:
    ctx = await community.enter(player)
    await community.container.notifications.set_reminder(ctx, live_race_id, wanted=True)
    return ctx


async def told(community: Community, ctx: OrgContext) -> list[NotificationKind]:
    page = await community.container.notifications.list_notifications(ctx)
    return [notification.kind for notification in reversed(page.items)]


async def a_race(
    community: Community, tournament_name: str = "Spring Qualifier", *, ahead: timedelta = timedelta(hours=2)
) -> LiveRaceId:
    tournament = await community.add_tournament(tournament_name)
    return (await community.schedule(tournament, await community.add_pool(tournament), ahead=ahead)).summary.id


@on_postgres_and_slowly_on_sqlite
async def test_a_marked_race_reminds_once_at_the_usual_lead(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at
    ctx = await marked(community, await community.add_player(), race)
    await community.advance_to(start - 16 * MINUTE)
    assert NotificationKind.REMINDER not in await told(community, ctx)
    for _ in range(3):
        await community.advance_to(community.clock.now() + MINUTE)
    assert (await told(community, ctx)).count(NotificationKind.REMINDER) == 1
    (message,) = [row for row in await OutboxMessage.filter(kind="direct") if row.payload["notification"] == "reminder"]
    assert message.partition_key == f"user:{ctx.actor.user_id}"


async def test_ones_own_leads_come_before_the_tournaments_and_that_before_the_usual(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(hours=5))
    await community.container.discord_servers.update_tournament_settings(
        community.admin, tournament, TournamentDiscordChanges(reminder_minutes=45)
    )
    usual = await marked(community, await community.add_player(), race.summary.id)
    own = await marked(community, await community.add_player(), race.summary.id)
    await community.container.notifications.change_preferences(own, PreferenceChanges(reminder_minutes=(20, 120)))

    counts = []
    for minutes in (121, 120, 46, 45, 21, 20, 1):
        await community.advance_to(race.summary.scheduled_at - minutes * MINUTE)
        counts.append(tuple([(await told(community, ctx)).count(NotificationKind.REMINDER) for ctx in (usual, own)]))
    assert counts == [(0, 0), (0, 1), (0, 1), (1, 1), (1, 1), (1, 2), (1, 2)]


async def test_a_moved_race_moves_its_reminders_and_says_so(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at
    ctx = await marked(community, await community.add_player(), race)
    await community.container.live_races.update_live_race(
        community.admin, race, LiveRaceChanges(scheduled_at=start + timedelta(hours=3))
    )
    await community.advance_to(start - 10 * MINUTE)
    assert await told(community, ctx) == [NotificationKind.RACE_MOVED]
    await community.advance_to(start + timedelta(hours=3) - 15 * MINUTE)
    assert (await told(community, ctx)).count(NotificationKind.REMINDER) == 1


async def test_a_reminder_that_nothing_sent_in_time_is_made_up_for_until_the_start(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at
    late = await a_race(community, "Another one", ahead=timedelta(hours=3))
    ctx = await marked(community, await community.add_player(), race)
    await community.container.notifications.set_reminder(ctx, late, wanted=True)
    await community.advance_to(start - MINUTE)
    assert (await told(community, ctx)).count(NotificationKind.REMINDER) == 1
    await community.clock.advance(timedelta(hours=3))
    await community.container.tasks.send_reminders()
    assert (await told(community, ctx)).count(NotificationKind.REMINDER) == 1, "not after the start"


@on_postgres_and_slowly_on_sqlite
async def test_who_marks_a_race_after_the_lead_has_passed_is_not_reminded_at_once(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at
    await community.advance_to(start - 10 * MINUTE)
    ctx = await marked(community, await community.add_player(), race)
    await community.advance_to(start - 5 * MINUTE)
    assert NotificationKind.REMINDER not in await told(community, ctx)


async def test_no_longer_marked_is_no_longer_reminded_and_both_are_logged_once(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at
    ctx = await marked(community, await community.add_player(), race)
    notifications = community.container.notifications
    await notifications.set_reminder(ctx, race, wanted=True)
    await notifications.set_reminder(ctx, race, wanted=False)
    await notifications.set_reminder(ctx, race, wanted=False)
    await community.advance_to(start - MINUTE)
    assert await told(community, ctx) == []
    entries = await EventLogEntry.filter(type="LiveRaceReminderSetEvent").order_by("id")
    assert [entry.payload["wanted"] for entry in entries] == [True, False]


async def test_only_if_eligible_is_asked_at_the_moment_of_the_reminder(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at
    barred = await marked(community, await community.add_player(racetime_id=None), race)
    eligible = await marked(community, await community.add_player(), race)
    careless = await marked(community, await community.add_player(racetime_id=None), race)
    for ctx in (barred, eligible):
        await community.container.notifications.change_preferences(ctx, PreferenceChanges(only_if_eligible=True))
    await community.advance_to(start - 15 * MINUTE)
    reminded = [NotificationKind.REMINDER in await told(community, ctx) for ctx in (barred, eligible, careless)]
    assert reminded == [False, True, True]


async def test_every_race_reminds_without_a_mark_from_then_on(community: Community) -> None:
    old = await a_race(community, ahead=timedelta(hours=2))
    ctx = await community.enter(await community.add_player())
    await community.container.notifications.change_preferences(ctx, PreferenceChanges(every_race=True))
    await community.advance_to((await community.race(old)).summary.scheduled_at - 15 * MINUTE)
    assert (await told(community, ctx)).count(NotificationKind.REMINDER) == 1


async def test_each_kind_goes_by_the_channels_that_were_chosen(community: Community) -> None:
    race = await a_race(community)
    ctx = await marked(community, await community.add_player(), race)
    notifications = community.container.notifications
    await notifications.change_preferences(
        ctx,
        PreferenceChanges(channels={Topic.ROOM_OPEN: frozenset(), Topic.RACE_CANCELLED: frozenset({Channel.SITE})}),
    )
    await community.open_room(race)
    await community.container.live_races.cancel_live_race(community.admin, race)
    await community.tick()
    (told_once,) = (await community.container.notifications.list_notifications(ctx)).items
    assert told_once.sentence == "Pool A live race (Spring Qualifier) is cancelled."
    assert told_once.live_race_id == race
    assert (told_once.kind, told_once.channels, told_once.delivery) == (
        NotificationKind.RACE_CANCELLED,
        (Channel.SITE,),
        "",
    )
    assert await OutboxMessage.filter(kind="direct").count() == 0


async def test_whom_no_chosen_channel_reaches_reads_it_on_the_site(community: Community) -> None:
    race = await a_race(community)
    player = await community.add_player()
    ctx = await marked(community, player, race)
    only_messages = PreferenceChanges(channels={Topic.RACE_CANCELLED: frozenset({Channel.DISCORD})})
    await community.container.notifications.change_preferences(ctx, only_messages)
    await Repositories(community.admin, community.clock).preferences.note_refusal(player)
    await community.container.live_races.cancel_live_race(community.admin, race)
    await community.tick()
    page = await community.container.notifications.list_notifications(ctx)
    assert ([item.channels for item in page.items], page.unread) == ([(Channel.SITE,)], 1)
    assert await OutboxMessage.filter(kind="direct").count() == 0


async def test_what_went_by_message_only_is_listed_and_not_unread(community: Community) -> None:
    race = await a_race(community)
    ctx = await marked(community, await community.add_player(), race)
    only_messages = PreferenceChanges(channels={Topic.RACE_CANCELLED: frozenset({Channel.DISCORD})})
    await community.container.notifications.change_preferences(ctx, only_messages)
    await community.container.live_races.cancel_live_race(community.admin, race)
    await community.tick()
    page = await community.container.notifications.list_notifications(ctx)
    assert ([item.channels for item in page.items], page.unread) == ([(Channel.DISCORD,)], 0)
    assert page.items[0].delivery == "The direct message is on its way."


async def test_a_new_race_is_told_to_those_who_asked_for_it(community: Community) -> None:
    keen = await community.enter(await community.add_player())
    quiet = await community.enter(await community.add_player())
    await community.container.notifications.change_preferences(
        keen, PreferenceChanges(channels={Topic.RACE_SCHEDULED: frozenset({Channel.SITE})})
    )
    await a_race(community)
    await community.tick()
    assert await told(community, keen) == [NotificationKind.RACE_SCHEDULED]
    assert await told(community, quiet) == []


async def test_participants_are_told_of_their_results_once(community: Community) -> None:
    player = await community.add_player()
    ctx = await community.enter(player)
    racer = await community.racetime_id_of(player)
    race = await a_race(community)
    room = await community.open_room(race)
    room.join(racer)
    await community.advance_to((await community.race(race)).summary.locks_at)
    room.start()
    room.finish(racer, timedelta(hours=1))
    for _ in range(2):
        await community.hear(race, room)
        await community.tick()
    assert await told(community, ctx) == [NotificationKind.RESULTS]


@pytest.mark.parametrize("hides_results", [False, True])
async def test_what_a_race_came_to_is_told_with_what_it_did_to_ones_rank_unless_that_is_hidden(
    community: Community, hides_results: bool
) -> None:
    tournament = await community.add_tournament(hide_results=hides_results, runs_per_pool=2)
    pool = await community.add_pool(tournament, live=2)
    players = [await community.add_player(name) for name in ("Anju", "Cremia", "Malon")]
    ids = [await community.racetime_id_of(player) for player in players]
    for order in (ids, ids[::-1]):
        race = (await community.schedule(tournament, pool)).summary
        room = await community.open_room(race.id)
        room.join("stranger", *ids)
        await community.advance_to(race.locks_at)
        room.start()
        room.finish("stranger", timedelta(minutes=59))
        for minutes, racer in zip((60, 75, 120), order, strict=True):
            room.finish(racer, timedelta(minutes=minutes))
        await community.hear(race.id, room)
        await community.tick()
    page = await community.container.notifications.list_own(players[2])
    outcome = "" if hides_results else ": 1st, 105.0, rank 3 → 2"
    assert page.items[0].sentence == f"Your result of Pool A live race (Spring Qualifier) is recorded{outcome}."


async def test_preferences_are_checked_kept_per_organization_and_logged(community: Community) -> None:
    player = await community.add_player()
    ctx = await community.enter(player)
    notifications = community.container.notifications
    for leads in ((), (0,), (20_000,), (1, 2, 3, 4)):
        with pytest.raises(InvalidInput):
            await notifications.change_preferences(ctx, PreferenceChanges(reminder_minutes=leads))
    chosen = await notifications.change_preferences(ctx, PreferenceChanges(reminder_minutes=(10, 60, 10)))
    assert chosen.reminder_minutes == (60, 10)
    assert await notifications.get_preferences(ctx) == chosen
    (entry,) = await EventLogEntry.filter(type="NotificationWishesChangedEvent")
    assert entry.payload["changes"] == [{"field": "reminder_minutes", "old": None, "new": "60, 10"}]

    termina = await found_community(community.clock, slug="termina", rooms=community.rooms)
    with pytest.raises(NotFound):
        await termina.enter(player)
    back = await notifications.change_preferences(ctx, PreferenceChanges(reminder_minutes=None))
    assert back.reminder_minutes is None


async def test_a_race_that_has_begun_can_not_be_marked(community: Community) -> None:
    race = await a_race(community)
    await community.container.live_races.cancel_live_race(community.admin, race)
    ctx = await community.enter(await community.add_player())
    with pytest.raises(Conflict, match="nothing to be reminded of"):
        await community.container.notifications.set_reminder(ctx, race, wanted=True)


async def test_somebody_who_left_is_told_nothing_more(community: Community) -> None:
    race = await a_race(community)
    player = await community.add_player()
    await marked(community, player, race)
    await Repositories(community.admin, community.clock).members.remove(player)
    await community.container.live_races.cancel_live_race(community.admin, race)
    await community.tick()
    assert await OutboxMessage.filter(kind="direct").count() == 0


@on_postgres_and_slowly_on_sqlite
async def test_reminding_and_fanning_out_cost_the_same_for_few_and_for_many(community: Community) -> None:
    race = await a_race(community)
    start = (await community.race(race)).summary.scheduled_at

    async def costs(players: int, moment: int) -> tuple[int, int]:
        for _ in range(players):
            ctx = await marked(community, await community.add_player(), race)
            await community.container.notifications.change_preferences(
                ctx, PreferenceChanges(reminder_minutes=(moment,), only_if_eligible=True)
            )
        await community.clock.advance(start - moment * MINUTE - community.clock.now())
        with counted_queries() as reminding:
            await community.container.tasks.send_reminders()
        await community.container.tasks.fan_out_messages()
        await community.container.live_races.update_live_race(
            community.admin, race, LiveRaceChanges(scheduled_at=start + moment * MINUTE)
        )
        with counted_queries() as fanning_out:
            await community.container.tasks.fan_out_messages()
        return len(reminding), len(fanning_out)

    few = await costs(2, 90)
    await community.container.live_races.update_live_race(community.admin, race, LiveRaceChanges(scheduled_at=start))
    assert await costs(9, 60) == few
