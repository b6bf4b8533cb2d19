"""What operators see during a race night: alerts that come and go by themselves, and one board of everything."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.errors import Forbidden
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.operations.alerts import AlertKind, BotStatus
from application.domain.operations.race_night import Item, Level, Remedy
from application.domain.permissions import Role
from application.ports import RacetimeUnreachable
from application.read_models import RaceNightRace
from application.services.operations.alert_settings_service import AlertSettingsChanges
from models.event_log import EventLogEntry, OutboxMessage
from models.supervision import Alert
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries
from tests.support.rooms import CATEGORY

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def open_alerts(community: Community) -> list[AlertKind]:
    await community.container.tasks.refresh_alerts()
    return [alert.kind for alert in await community.container.alerts.list_open(community.admin)]


async def test_a_room_that_can_not_be_opened_is_an_alert_until_it_is_open(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    community.rooms.trouble = [RacetimeUnreachable("racetime.gg can't be reached.") for _ in range(3)]
    await community.advance_to(race.opens_at)
    assert await open_alerts(community) == []
    await community.advance_to(race.opens_at + timedelta(seconds=11))
    assert await open_alerts(community) == [AlertKind.ROOM_NOT_OPENED]
    await community.advance_to(race.opens_at + timedelta(seconds=32))
    assert await open_alerts(community) == [AlertKind.ROOM_NOT_OPENED]
    await community.advance_to(race.opens_at + timedelta(seconds=80))
    assert await open_alerts(community) == []
    (alert,) = await community.container.alerts.list_recent(community.admin)
    assert alert.resolved_at == community.clock.now()
    assert alert.live_race_id == race.id
    kinds = [row.type for row in await EventLogEntry.filter(type__startswith="Alert").order_by("id")]
    assert kinds == ["AlertRaisedEvent", "AlertResolvedEvent"], "each said once"


@pytest.mark.parametrize("is_moved", [False, True])
async def test_a_race_that_comes_into_its_opening_window_at_once_is_no_alert(
    community: Community, is_moved: bool
) -> None:
    """The schedule has its turn before anybody is told that it is idle."""
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool, ahead=9 * HOUR if is_moved else 20 * MINUTE)
    if is_moved:
        await community.clock.advance(8 * HOUR)
        sooner = LiveRaceChanges(scheduled_at=community.clock.now() + 20 * MINUTE)
        await community.container.live_races.update_live_race(community.admin, race.summary.id, sooner)
    assert await open_alerts(community) == []
    await community.clock.advance(5 * MINUTE)
    assert await open_alerts(community) == [AlertKind.UNCLAIMED]


async def test_a_race_that_ends_without_results_is_an_alert_an_hour_later_until_somebody_is_matched(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join("one", "two")
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish_all(HOUR, MINUTE)
    await community.hear(race.id, room)
    await community.clock.advance(59 * MINUTE)
    assert AlertKind.RESULTS_MISSING not in await open_alerts(community)
    await community.clock.advance(2 * MINUTE)
    assert AlertKind.RESULTS_MISSING in await open_alerts(community)
    (entry, _) = await community.container.unmatched_results.list_entries(community.admin)
    await community.container.unmatched_results.match_entry(community.admin, entry.id, await community.add_player())
    assert AlertKind.RESULTS_MISSING not in await open_alerts(community)


async def test_a_bot_that_is_refused_is_an_alert_of_its_organization_only(
    community: Community, clock: ManualClock
) -> None:
    other = await found_community(clock, slug="termina", rooms=community.rooms)
    bot = await community.container.bots.save_bot(community.admin, CATEGORY, "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
    assert await open_alerts(community) == [AlertKind.BOT_REFUSED]
    assert await open_alerts(other) == []
    await community.container.bots.report_bot_status(bot.id, BotStatus.CONNECTED, "")
    assert await open_alerts(community) == []


@on_postgres_and_slowly_on_sqlite
async def test_two_workers_raise_an_alert_once(community: Community) -> None:
    bot = await community.container.bots.save_bot(community.admin, CATEGORY, "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
    await asyncio.gather(*(community.container.alerts.refresh() for _ in range(4)))
    assert await Alert.all().count() == 1
    assert await EventLogEntry.filter(type="AlertRaisedEvent").count() == 1


@on_postgres_and_slowly_on_sqlite
async def test_two_workers_tell_of_an_alert_once(community: Community) -> None:
    assert community.admin.actor.user_id is not None
    settings = AlertSettingsChanges(people=[community.admin.actor.user_id])
    await community.container.alert_settings.update_settings(community.admin, settings)
    bot = await community.container.bots.save_bot(community.admin, CATEGORY, "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
    await community.container.alerts.refresh()
    await community.clock.advance(2 * MINUTE)
    await asyncio.gather(*(community.container.alerts.tell_due() for _ in range(4)))
    assert await OutboxMessage.filter(dedupe_key__startswith="alert:").count() == 1
    assert await EventLogEntry.filter(type="AlertToldEvent").count() == 1


async def test_alerts_and_the_board_are_for_those_who_record_results(community: Community) -> None:
    player = await community.enter(await community.add_player())
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    for read in (
        community.container.alerts.list_open,
        community.container.alerts.list_recent,
        community.container.race_night.get_board,
    ):
        await read(reviewer)
        with pytest.raises(Forbidden):
            await read(player)


# The board


async def only_race(community: Community) -> RaceNightRace:
    (race,) = (await community.container.race_night.get_board(community.admin)).races
    return race


async def connected_bot(community: Community) -> None:
    bot = await community.container.bots.save_bot(community.admin, CATEGORY, "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.CONNECTED, "")


async def test_the_board_shows_a_race_from_the_day_before_to_its_final_results(community: Community) -> None:
    await connected_bot(community)
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(3)]
    await community.add_player(racetime_id=None)
    race = (await community.schedule(tournament, pool, ahead=30 * HOUR)).summary
    assert (await community.container.race_night.get_board(community.admin)).races == ()
    await community.clock.advance(7 * HOUR)
    near = await only_race(community)
    assert near.level is Level.WAITING
    assert (near.eligible_count, near.unlinked_count, near.joined_count) == (4, 1, 0), "the admin may race, too"

    room = await community.open_room(race.id)
    room.join(*ids, "stranger")
    await community.hear(race.id, room)
    opened = await only_race(community)
    assert opened.joined_count == 4
    assert opened.racetime_url == f"http://racetime.test/{room.slug}"
    sentence = next(check.sentence for check in opened.checks if check.item is Item.ROOM)
    assert sentence == "The room is open. 4 racers joined, of whom 1 can't be counted."

    await community.advance_to(race.locks_at)
    locked = await only_race(community)
    assert locked.eligible_count is None, "who isn't in the room can't come any more"
    assert Item.PLAYERS not in {check.item for check in locked.checks}
    room.start()
    room.finish_all(HOUR, MINUTE)
    await community.hear(race.id, room)
    over = await only_race(community)
    assert {check.item for check in over.checks} == {Item.ROOM, Item.RESULTS, Item.UNMATCHED}
    room.record()
    await community.hear(race.id, room)
    assert (await community.container.race_night.get_board(community.admin)).races == ()


async def test_what_would_keep_a_race_from_coming_off_is_named_with_its_remedy(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    await community.schedule(tournament, pool)
    facts = community.rooms.categories_known[CATEGORY]
    community.rooms.categories_known[CATEGORY] = replace(facts, goals=())
    await community.container.goals.check_goal(community.admin, tournament)
    race = await only_race(community)
    bad = {check.item: check.remedy for check in race.checks if check.level is Level.BAD}
    assert bad == {
        Item.BOT: Remedy.SET_UP_BOT,
        Item.GOAL: Remedy.CHANGE_GOAL,
        Item.SEED: Remedy.ADD_PERMALINK,
    }
    await community.container.tasks.refresh_alerts()
    board = await community.container.race_night.get_board(community.admin)
    assert [alert.kind for alert in board.alerts] == [AlertKind.GOAL_MISSING]
    assert board.races[0].alerts == board.alerts


@on_postgres_and_slowly_on_sqlite
async def test_the_board_knows_whether_the_schedule_is_at_work(community: Community) -> None:
    tonight = community.container.race_night
    assert not (await tonight.get_board(community.admin)).schedule_is_alive
    await community.container.tasks.give_sign_of_life()
    board = await tonight.get_board(community.admin)
    assert (board.schedule_is_alive, board.last_tick_at) == (True, community.clock.now())
    await community.clock.advance(61)
    await asyncio.gather(*(community.container.tasks.give_sign_of_life() for _ in range(2)))
    assert (await tonight.get_board(community.admin)).last_tick_at == community.clock.now()


async def test_another_organizations_races_are_on_no_board_but_its_own(
    community: Community, clock: ManualClock
) -> None:
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament))
    other = await found_community(clock, slug="termina", rooms=community.rooms)
    assert (await other.container.race_night.get_board(other.admin)).races == ()


@on_postgres_and_slowly_on_sqlite
async def test_the_board_and_the_alerts_cost_the_same_for_few_and_for_many(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=5)
    pool = await community.add_pool(tournament, live=20)

    async def costs() -> tuple[int, int]:
        await community.container.tasks.refresh_alerts()
        return (
            await cost(lambda: community.container.race_night.get_board(community.admin)),
            await cost(community.container.tasks.refresh_alerts),
        )

    async def cost(action: Callable[[], Awaitable[object]]) -> int:
        with counted_queries() as queries:
            await action()
        return len(queries)

    await community.add_player()
    await community.schedule(tournament, pool)
    few = await costs()
    for number in range(9):
        await community.add_player()
        await community.schedule(tournament, pool, ahead=timedelta(hours=3 + number))
    assert await costs() == few
