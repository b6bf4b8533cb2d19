"""Bots of an organization and the goals that its tournaments race: kept, switched off, checked again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.errors import Forbidden, NotFound, Unavailable
from application.domain.operations.alerts import BotStatus
from application.domain.permissions import Role
from application.ports import RacetimeUnreachable
from models.async_tournament import AsyncTournament
from models.event_log import EventLogEntry
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import CATEGORY

HOUR = timedelta(hours=1)


async def test_a_bot_is_listed_with_how_it_stands_since_when(community: Community) -> None:
    bots = community.container.bots
    bot = await bots.save_bot(community.admin, "alttpr", "client", "secret")
    await community.clock.advance(HOUR)
    await bots.report_bot_status(bot.id, BotStatus.REFUSED, "racetime.gg refused the client id.")
    refused_at = community.clock.now()
    await community.clock.advance(HOUR)
    await bots.report_bot_status(bot.id, BotStatus.REFUSED, "racetime.gg refused the client id.")
    (view,) = await bots.list_bots(community.admin)
    assert (view.status, view.status_since) == ("refused", refused_at)
    assert "secret" not in repr(view)
    assert await EventLogEntry.filter(type="RacetimeBotStatusChangedEvent").count() == 1


async def test_replaced_credentials_are_logged_without_the_secret_and_not_undone_by_a_late_report(
    community: Community,
) -> None:
    bots = community.container.bots
    bot = await bots.save_bot(community.admin, "alttpr", "client", "secret-one")
    await bots.save_bot(community.admin, "alttpr", "client-two", "secret-two")
    await bots.report_bot_status(bot.id, BotStatus.REFUSED, "Old credentials.")
    (account,) = await bots.active_bots()
    assert (account.client_id, account.client_secret) == ("client-two", "secret-two")
    entry = (await EventLogEntry.filter(type="RacetimeBotSavedEvent").order_by("-id"))[0]
    assert {"field": "client_id", "old": "client", "new": "client-two"} in entry.payload["changes"]
    assert {"field": "client_secret", "old": "set", "new": "replaced"} in entry.payload["changes"]
    assert "secret-two" not in str(entry.payload)


async def test_a_bot_is_switched_off_and_on_again(community: Community, clock: ManualClock) -> None:
    bots = community.container.bots
    bot = await bots.save_bot(community.admin, "alttpr", "client", "secret")
    assert not (await bots.deactivate_bot(community.admin, bot.id)).is_active
    assert await bots.active_bots() == ()
    await bots.deactivate_bot(community.admin, bot.id)
    assert (await bots.reactivate_bot(community.admin, bot.id)).is_active
    assert len(await bots.active_bots()) == 1
    assert await EventLogEntry.filter(type="RacetimeBotSavedEvent").count() == 3, "what changed nothing is not logged"
    manager = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    with pytest.raises(Forbidden):
        await bots.deactivate_bot(manager, bot.id)
    other = await found_community(clock, slug="termina", rooms=community.rooms)
    with pytest.raises(NotFound):
        await other.container.bots.deactivate_bot(other.admin, bot.id)


async def test_the_configured_bot_goes_to_the_oldest_organization_whoever_else_has_that_category(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    bots = community.container.bots
    await bots.save_bot(elsewhere.admin, "alttpr", "theirs", "secret")
    assert await bots.adopt_configured_bot("alttpr", "ours", "first")
    assert [(bot.client_id, bot.client_secret) for bot in await bots.active_bots()] == [
        ("theirs", "secret"),
        ("ours", "first"),
    ]
    assert await bots.adopt_configured_bot("alttpr", "ours", "second")
    assert [bot.client_secret for bot in await bots.active_bots()] == ["secret", "second"], "a changed one is taken"
    saved = EventLogEntry.filter(type="RacetimeBotSavedEvent")
    before = await saved.count()
    await bots.adopt_configured_bot("alttpr", "ours", "second")
    assert await saved.count() == before, "the same again is no change"
    assert "is not used" not in caplog.text
    await bots.adopt_configured_bot("alttpr", "a third one", "third")
    assert "organization hyrule has another bot for alttpr" in caplog.text
    assert [bot.client_id for bot in await bots.active_bots()] == ["theirs", "ours"]


async def test_the_configured_bot_takes_the_place_of_a_rehearsals_and_leaves_one_that_is_turned_off_alone(
    community: Community,
) -> None:
    bots = community.container.bots
    await bots.save_bot(community.admin, "alttpr", "rehearsal-bot-alttpr", "secret")
    await bots.adopt_configured_bot("alttpr", "ours", "first")
    (bot,) = await bots.list_bots(community.admin)
    assert bot.client_id == "ours"
    await bots.deactivate_bot(community.admin, bot.id)
    await bots.adopt_configured_bot("alttpr", "ours", "second")
    assert not (await bots.list_bots(community.admin))[0].is_active


@on_postgres_and_slowly_on_sqlite
async def test_the_goal_is_checked_again_within_a_day_of_a_race_and_once_an_hour(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), ahead=30 * HOUR)
    tasks, facts = community.container.tasks, community.rooms.categories_known[CATEGORY]
    await community.clock.advance(5 * HOUR)
    assert await tasks.check_due_goals() == 0, "it is a long time yet"
    community.rooms.categories_known[CATEGORY] = replace(facts, goals=("Something else",))
    await community.clock.advance(2 * HOUR)
    assert await tasks.check_due_goals() == 1
    assert await tasks.check_due_goals() == 0
    row = await AsyncTournament.get(id=tournament)
    assert row.goal_problem == (
        "A Link to the Past Randomizer has no goal Beat the game any more. Its goals are: Something else."
    )
    community.rooms.categories_known[CATEGORY] = facts
    assert await community.container.goals.check_goal(community.admin, tournament) == ""
    assert (await AsyncTournament.get(id=tournament)).goal_problem == ""
    changes = [entry.payload["changes"][0] for entry in await EventLogEntry.filter(type="TournamentUpdatedEvent")]
    assert [change["field"] for change in changes] == ["goal_problem", "goal_problem"]
    assert race.summary.id


async def test_a_goal_that_can_not_be_checked_is_asked_about_again(community: Community) -> None:
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament))
    await community.clock.advance(2 * HOUR - timedelta(minutes=1))
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    assert await community.container.tasks.check_due_goals() == 1
    assert await community.container.tasks.check_due_goals() == 1
    with pytest.raises(Unavailable):
        await community.container.goals.check_goal(community.admin, tournament)
    player = await community.enter(await community.add_player())
    with pytest.raises(Forbidden):
        await community.container.goals.check_goal(player, tournament)
