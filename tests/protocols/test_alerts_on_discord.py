"""Alerts reach staff on Discord: once by each way, with their end, and not what is over in a moment."""

from datetime import timedelta

import pytest

from application.domain.errors import Conflict, Forbidden, InvalidInput
from application.domain.ids import UserId
from application.domain.operations.alert_settings import QuietHoursChanges
from application.domain.operations.alerts import AlertKind, BotStatus
from application.domain.permissions import Role
from application.read_models import BotView
from application.services.operations.alert_settings_service import AlertSettingsChanges
from application.services.people.organization_service import MemberChanges
from models.event_log import EventLogEntry
from tests.support.discord import Person
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.faults import Trouble
from tests.support.discord.rest import bit
from tests.support.discord.world import Channel
from tests.support.rooms import CATEGORY

MINUTE = timedelta(minutes=1)


async def staff_channel(hyrule: DiscordCommunity, *people: UserId, **quiet: str) -> Channel:
    """Let a channel and these people be told."""
    channel = hyrule.server.world.add_channel(hyrule.guild, "staff")
    changes = AlertSettingsChanges(channel_id=channel.id, people=people, quiet=QuietHoursChanges(**quiet))
    await hyrule.community.container.alert_settings.update_settings(hyrule.community.admin, changes)
    return channel


async def refused_bot(hyrule: DiscordCommunity) -> BotView:
    community = hyrule.community
    bot = await community.container.bots.save_bot(community.admin, CATEGORY, "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong *secret*.")
    await community.container.tasks.refresh_alerts()
    return bot


async def accepted(hyrule: DiscordCommunity, bot: BotView) -> None:
    await hyrule.community.container.bots.report_bot_status(bot.id, BotStatus.CONNECTED, "")
    await hyrule.community.container.tasks.refresh_alerts()


async def passes(hyrule: DiscordCommunity, duration: timedelta) -> None:
    await hyrule.community.clock.advance(duration)
    await hyrule.community.container.tasks.refresh_alerts()


async def later(hyrule: DiscordCommunity, duration: timedelta) -> None:
    await passes(hyrule, duration)
    await hyrule.delivered()


def titles(hyrule: DiscordCommunity, channel: Channel) -> list[str]:
    return [message.embeds[0]["title"] for message in hyrule.admin.read(channel)]


def received(person: Person) -> list[str]:
    return [message.embeds[0]["title"] for message in person.inbox()]


async def test_an_alert_and_its_end_come_once_by_each_way(hyrule: DiscordCommunity) -> None:
    impa, of_impa = await hyrule.add_member("Impa", roles=(Role.ASYNC_REVIEWER,))
    channel = await staff_channel(hyrule, impa)
    async with hyrule.running():
        bot = await refused_bot(hyrule)
        await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == received(of_impa) == []
        for _ in range(3):
            await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == received(of_impa) == ["Bot can't work"]
        (told,) = hyrule.admin.read(channel)
        assert r"The bot of alttpr is refused by racetime.gg. Wrong \*secret\*." in told.text
        assert told.embeds[0]["url"].startswith("http://product.test/organizations/hyrule/race-night#alert-")
        await accepted(hyrule, bot)
        await later(hyrule, MINUTE)
        await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == received(of_impa) == ["Bot can't work", "Resolved: Bot can't work"]
    kinds = [row.type for row in await EventLogEntry.filter(type__startswith="Alert", actor_id=None).order_by("id")]
    assert kinds == ["AlertRaisedEvent", "AlertToldEvent", "AlertResolvedEvent", "AlertEndToldEvent"]


async def test_what_is_over_within_two_minutes_is_told_nobody(hyrule: DiscordCommunity) -> None:
    channel = await staff_channel(hyrule)
    async with hyrule.running():
        bot = await refused_bot(hyrule)
        await later(hyrule, MINUTE)
        await accepted(hyrule, bot)
        await later(hyrule, 5 * MINUTE)
        assert titles(hyrule, channel) == []


async def test_quiet_hours_hold_back_what_still_stands_afterwards_and_nothing_else(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    channel = await staff_channel(hyrule, quiet_from="23:00", quiet_until="7:30", time_zone="Europe/Berlin")
    await passes(hyrule, timedelta(hours=3, minutes=59))  # to 22:59 in Berlin
    bot = await refused_bot(hyrule)
    await passes(hyrule, 30 * MINUTE)
    (alert,) = await community.container.alerts.list_open(community.admin)
    assert alert.kind is AlertKind.BOT_REFUSED, "the board tells at once"
    await accepted(hyrule, bot)
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Again.")
    await passes(hyrule, timedelta(hours=7))
    await passes(hyrule, timedelta(hours=1))
    async with hyrule.running():
        await hyrule.delivered()
        assert titles(hyrule, channel) == []
        await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == ["Bot can't work"]


async def test_an_end_in_quiet_hours_is_told_afterwards(hyrule: DiscordCommunity) -> None:
    channel = await staff_channel(hyrule, quiet_from="18:30", quiet_until="06:00")
    bot = await refused_bot(hyrule)
    async with hyrule.running():
        await later(hyrule, 3 * MINUTE)
    await passes(hyrule, 30 * MINUTE)
    await accepted(hyrule, bot)
    async with hyrule.running():
        await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == ["Bot can't work"]
    await passes(hyrule, timedelta(hours=12))
    async with hyrule.running():
        await hyrule.delivered()
        assert titles(hyrule, channel) == ["Bot can't work", "Resolved: Bot can't work"]


async def test_an_alert_that_is_over_before_discord_is_back_is_not_told(hyrule: DiscordCommunity) -> None:
    channel = await staff_channel(hyrule)
    bot = await refused_bot(hyrule)
    await passes(hyrule, 5 * MINUTE)
    await accepted(hyrule, bot)
    async with hyrule.running():
        await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == []


async def test_a_way_that_fails_holds_up_no_other_one(hyrule: DiscordCommunity) -> None:
    impa, of_impa = await hyrule.add_member("Impa", roles=(Role.ASYNC_REVIEWER,))
    shut, of_shut = await hyrule.add_member("Mido", roles=(Role.ADMIN,))
    of_shut.account.accepts_direct_messages = False
    channel = await staff_channel(hyrule, impa, shut)
    hyrule.server.faults.plan(Trouble.UNAVAILABLE, method="POST", path=rf"/channels/{channel.id}/", times=2)
    settings = hyrule.community.container.alert_settings
    async with hyrule.running():
        await refused_bot(hyrule)
        await passes(hyrule, 3 * MINUTE)
        await hyrule.tried()
        assert received(of_impa) == ["Bot can't work"]
        view = await settings.get_settings(hyrule.community.admin)
        (of_mido,) = [person.delivery for person in view.people if person.user_id == shut]
        assert of_mido is not None
        assert (of_mido.failed, "takes no direct messages" in of_mido.error) == (True, True)
        await hyrule.let_pass(MINUTE, step=timedelta(seconds=5))
        assert titles(hyrule, channel) == ["Bot can't work"]
        assert (await settings.get_settings(hyrule.community.admin)).channel_delivery is not None
        of_shut.account.accepts_direct_messages = True
        assert await settings.send_test(hyrule.community.admin) == 3
        await hyrule.delivered()
        assert received(of_shut) == ["Test alert"], "a test tries again"


async def test_who_is_staff_no_longer_hears_nothing(hyrule: DiscordCommunity) -> None:
    impa, of_impa = await hyrule.add_member("Impa", roles=(Role.ASYNC_REVIEWER,))
    mido, of_mido = await hyrule.add_member("Mido", roles=(Role.ASYNC_REVIEWER,))
    community = hyrule.community
    await staff_channel(hyrule, impa, mido)
    await community.container.organizations.update_member(community.admin, impa, MemberChanges(roles=()))
    await refused_bot(hyrule)
    await passes(hyrule, 3 * MINUTE)
    await community.container.organizations.remove_member(community.admin, mido)
    async with hyrule.running():
        await later(hyrule, MINUTE)
        assert received(of_impa) == received(of_mido) == []


async def test_a_test_comes_at_once_also_in_quiet_hours(hyrule: DiscordCommunity) -> None:
    settings, admin = hyrule.community.container.alert_settings, hyrule.community.admin
    with pytest.raises(Conflict, match="Nobody would be told"):
        await settings.send_test(admin)
    channel = await staff_channel(hyrule, quiet_from="00:00", quiet_until="23:59")
    async with hyrule.running():
        assert await settings.send_test(admin) == 1
        await hyrule.delivered()
        assert titles(hyrule, channel) == ["Test alert"]


async def test_a_channel_goes_with_its_server(hyrule: DiscordCommunity) -> None:
    channel = await staff_channel(hyrule)
    community = hyrule.community
    await refused_bot(hyrule)
    await passes(hyrule, 3 * MINUTE)
    await community.container.discord_servers.unlink_server(community.admin)
    await community.container.discord_servers.link_server(community.admin, hyrule.guild.id)
    async with hyrule.running():
        await later(hyrule, MINUTE)
        assert titles(hyrule, channel) == []
    view = await community.container.alert_settings.get_settings(community.admin)
    assert (view.channel_id, view.channel_name) == (None, "")


async def test_only_what_can_be_told_is_accepted(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    settings = community.container.alert_settings
    player, _ = await hyrule.add_member("Malon")
    mute = hyrule.server.world.add_channel(hyrule.guild, "mute")
    mute.overwrites[hyrule.server.world.bot.id] = (0, bit("send_messages"))
    wrong = AlertSettingsChanges(
        channel_id=mute.id,
        people=[player],
        quiet=QuietHoursChanges(quiet_from="25:00", quiet_until="7", time_zone="Hyrule/Castle"),
    )
    with pytest.raises(InvalidInput) as refused:
        await settings.update_settings(community.admin, wrong)
    assert {problem.field: problem.message for problem in refused.value.problems} == {
        "channel_id": "The bot lacks permissions in #mute: Send Messages, Embed Links. "
        "Give it these in the settings of the channel or server on Discord.",
        "people": "Only staff of this organization can be told of alerts.",
        "quiet_from": "Give the time as hours and minutes, e.g. 22:00.",
        "quiet_until": "Give the time as hours and minutes, e.g. 22:00.",
        "time_zone": "This time zone is not known here. Choose another one.",
    }
    with pytest.raises(InvalidInput, match="Give both times, or leave both empty"):
        await settings.update_settings(
            community.admin, AlertSettingsChanges(quiet=QuietHoursChanges(quiet_from="22:00"))
        )
    reviewer = await community.enter((await hyrule.add_member("Impa", roles=(Role.ASYNC_TOURNAMENT_ADMIN,)))[0])
    with pytest.raises(Forbidden):
        await settings.get_settings(reviewer)
