"""What the schedule does for many organizations: rows of one that can't be read stop nothing of another's."""

from datetime import timedelta

import pytest
from tortoise import connections

from application.bookkeeping import OutagesInShort
from application.domain.errors import Unavailable
from application.domain.ids import LiveRaceId
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import NotificationKind, Topic
from application.services.messages.notification_service import PreferenceChanges
from application.services.retry import each_apart
from models.event_log import EventLogEntry, OutboxMessage
from models.notification import NotificationPreference
from models.supervision import Alert
from tests.support.community import Community, found_community

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.expects_errors


async def a_race(community: Community) -> LiveRaceId:
    tournament = await community.add_tournament()
    return (await community.schedule(tournament, await community.add_pool(tournament))).summary.id


async def beside(community: Community) -> Community:
    """Return another organization of the same installation."""
    return await found_community(community.clock, slug="termina", rooms=community.rooms)


async def test_a_happening_of_an_unknown_kind_is_set_aside_and_everybody_else_is_told(community: Community) -> None:
    termina = await beside(community)
    await a_race(community)
    await OutboxMessage.filter(destination="members").update(kind="eclipse")
    player = await termina.enter(await termina.add_player())
    wanted = PreferenceChanges(channels={Topic.RACE_SCHEDULED: frozenset(Channel)})
    await termina.container.notifications.change_preferences(player, wanted)
    await a_race(termina)
    for _ in range(7):
        await community.container.tasks.fan_out_messages()
        await community.clock.advance(MINUTE + timedelta(seconds=1))
    assert [item.kind for item in (await termina.container.notifications.list_notifications(player)).items] == [
        NotificationKind.RACE_SCHEDULED
    ]
    (trouble,) = await community.container.messages.list_troubles(community.admin)
    assert (trouble.what, trouble.failed_at is not None) == ("Notification to members", True)
    assert await EventLogEntry.filter(type="DiscordMessageFailedEvent").count() == 1
    await OutboxMessage.filter(id=trouble.id).update(kind=NotificationKind.RACE_SCHEDULED)
    await community.container.messages.try_again(community.admin, trouble.id)
    await community.container.tasks.fan_out_messages()
    assert await community.container.messages.list_troubles(community.admin) == ()


async def test_preferences_that_can_not_be_read_stop_no_other_organizations_reminders(community: Community) -> None:
    termina = await beside(community)
    players = []
    for owner in (community, termina):
        race = await a_race(owner)
        player = await owner.enter(await owner.add_player())
        await owner.container.notifications.set_reminder(player, race, wanted=True)
        await owner.container.notifications.change_preferences(player, PreferenceChanges(every_race=True))
        players.append(player)
    await NotificationPreference.filter(organization_id=community.organization_id).update(reminder_minutes=["soon"])
    start = (await termina.race(race)).summary.scheduled_at
    await community.clock.advance(start - 10 * MINUTE - community.clock.now())
    await community.container.tasks.send_reminders()
    sent = [
        [item.kind for item in (await owner.container.notifications.list_notifications(player)).items]
        for owner, player in zip((community, termina), players, strict=True)
    ]
    assert sent == [[], [NotificationKind.REMINDER]]


async def test_a_message_of_an_unknown_kind_stops_no_alarm(community: Community) -> None:
    termina = await beside(community)
    for owner in (community, termina):
        await OutboxMessage.create(
            organization_id=owner.organization_id,
            destination="discord",
            partition_key=f"{'moon' if owner is community else 'user'}:1",
            kind="hologram",
            payload={},
            dedupe_key=f"of {owner.organization_id}",
            nonce="1",
            due_at=community.clock.now(),
            created_at=community.clock.now(),
        )
    await community.clock.advance(61 * MINUTE)
    await community.container.tasks.report_overdue_messages()
    assert await EventLogEntry.filter(type="DiscordMessageOverdueEvent").count() == 2


async def test_an_alert_of_an_unknown_kind_stops_no_other_organizations_alerts(community: Community) -> None:
    termina = await beside(community)
    for owner in (community, termina):
        await Alert.create(
            organization_id=owner.organization_id,
            kind="unclaimed",
            subject="race:1:unclaimed",
            sentence="Nobody has tried.",
            raised_at=community.clock.now(),
        )
    await connections.get("default").execute_script(
        f"UPDATE alerts SET kind = 'eclipse' WHERE organization_id = {int(community.organization_id)}"  # noqa: S608
    )
    await community.container.tasks.refresh_alerts()
    assert await termina.container.alerts.list_open(termina.admin) == ()


async def test_what_is_merely_away_is_one_line_in_the_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(error: Exception) -> None:
        raise error

    in_short = OutagesInShort()
    caplog.handler.addFilter(in_short)
    away = Unavailable("The disk is 100 % full.")
    await each_apart("do it", [fail(away), fail(away), fail(LookupError("moon"))])
    caplog.handler.removeFilter(in_short)
    told, broken = [record for record in caplog.records if record.name == "application.services.retry"]
    assert (told.getMessage(), told.exc_info) == ("Failed to do it. The disk is 100 % full.", None)
    assert (told.levelname, broken.levelname) == ("WARNING", "ERROR")
    assert broken.exc_info is not None
