"""Whatever Discord does, each message comes once, in order, and what can't come is visible."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from application.domain.ids import LiveRaceId, TournamentId
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.messages.channels import Destination
from application.domain.messages.race_posts import PingMode
from application.services.messages.delivery_loop import DeliveryLoop
from application.services.messages.discord_server_service import TournamentDiscordChanges
from discordbot.delivery import DiscordSender, carry_out
from models.event_log import EventLogEntry, OutboxMessage
from tests.support.community import found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord.community import BOT_PERMISSIONS, DiscordCommunity
from tests.support.discord.faults import Trouble
from tests.support.discord.rest import bit
from tests.support.rehearsal import eventually

MINUTE = timedelta(minutes=1)
MESSAGES = r"/channels/\d+/messages"


async def an_announced_race(hyrule: DiscordCommunity) -> tuple[TournamentId, LiveRaceId]:
    tournament = await hyrule.community.add_tournament()
    pool = await hyrule.community.add_pool(tournament)
    await hyrule.announce(tournament)
    race = await hyrule.community.schedule(tournament, pool, match_title="Week 1")
    return tournament, race.summary.id


async def rename(hyrule: DiscordCommunity, race: LiveRaceId, title: str) -> None:
    community = hyrule.community
    await community.container.live_races.update_live_race(community.admin, race, LiveRaceChanges(match_title=title))


@pytest.mark.parametrize("trouble", list(Trouble))
@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_a_message_comes_once_whatever_goes_wrong(
    hyrule: DiscordCommunity, trouble: Trouble, method: str
) -> None:
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        if method == "PATCH":
            await hyrule.delivered()
        hyrule.server.faults.plan(trouble, method=method, path=MESSAGES)
        await rename(hyrule, race, "Renamed")
        await hyrule.tried()
        await hyrule.let_pass(MINUTE)
        await hyrule.delivered()
        assert hyrule.server.faults.all_happened
        assert len(hyrule.messages) == 1
        assert "Renamed" in hyrule.card_of(race).text


async def test_an_answer_lost_before_an_outage_makes_no_second_message_when_the_nonce_is_long_forgotten(
    hyrule: DiscordCommunity,
) -> None:
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        hyrule.server.faults.plan(Trouble.ANSWER_LOST, method="POST", path=MESSAGES)
        await hyrule.tried()
        assert len(hyrule.messages) == 1
        hyrule.server.faults.down = True
        await hyrule.let_pass(20 * MINUTE)
        hyrule.server.faults.down = False
        await hyrule.let_pass(2 * MINUTE)
        await hyrule.delivered()
        hyrule.card_of(race)
        assert len(hyrule.messages) == 1


@on_postgres_and_slowly_on_sqlite
async def test_a_process_that_dies_after_discord_took_a_message_leaves_one_message(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    messages = hyrule.community.container.messages
    client = await hyrule.servers._signed_in()
    (start_message, _) = await messages.due(Destination.DISCORD)
    assert await messages.take(start_message) is None, "runs are not begun in this channel"
    (card, _) = await messages.due(Destination.DISCORD)
    delivery = await messages.take(card)
    assert delivery is not None
    await carry_out(client, delivery)  # and the process is gone before it can note that
    assert len(hyrule.messages) == 1
    async with hyrule.running():
        await hyrule.let_pass(10 * MINUTE)
        await hyrule.delivered()
        hyrule.card_of(race)
        assert len(hyrule.messages) == 1


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_two_processes_make_one_message(hyrule: DiscordCommunity) -> None:
    tournament = await hyrule.community.add_tournament()
    pool = await hyrule.community.add_pool(tournament)
    await hyrule.announce(tournament)
    async with hyrule.running() as worker:
        client = await hyrule.servers._signed_in()
        other = DeliveryLoop(hyrule.community.container.messages, DiscordSender(lambda: client), hyrule.community.clock)
        loop = asyncio.create_task(other.run())
        try:
            for number in range(8):
                race = await hyrule.community.schedule(tournament, pool, match_title=f"Race {number}")
                other.wake()
                await rename(hyrule, race.summary.id, f"Race {number}, renamed")
                worker.wake()
                other.wake()
            await hyrule.delivered()
            await eventually(lambda: other.is_idle)
        finally:
            loop.cancel()
            await asyncio.gather(loop, return_exceptions=True)
        titles = [message.embeds[0]["title"] for message in hyrule.messages]
        assert titles == [f"Race {number}, renamed" for number in range(8)]


@on_postgres_and_slowly_on_sqlite
async def test_many_changes_during_an_outage_become_one_message(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    for number in range(20):
        await rename(hyrule, race, f"Name {number}")
    async with hyrule.running():
        await hyrule.delivered()
        assert "Name 19" in hyrule.card_of(race).text
        assert len(hyrule.card_of(race).versions) == 1
        posts = [
            request for request in hyrule.server.requests if request.method == "POST" and "messages" in request.path
        ]
        assert len(posts) == 1


async def test_a_failing_channel_holds_up_its_own_messages_only_and_keeps_their_order(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    elsewhere = hyrule.server.world.add_channel(hyrule.guild, "elsewhere")
    first = await community.add_tournament("First")
    second = await community.add_tournament("Second, in the same channel")
    third = await community.add_tournament("Third, elsewhere")
    pools = {tournament: await community.add_pool(tournament) for tournament in (first, second, third)}
    await hyrule.announce(first)
    await hyrule.announce(second)
    await community.container.discord_servers.update_tournament_settings(
        community.admin, third, TournamentDiscordChanges(channel_id=elsewhere.id)
    )
    async with hyrule.running():
        hyrule.server.faults.plan(Trouble.UNAVAILABLE, method="POST", path=rf"/channels/{hyrule.channel.id}/", times=2)
        for tournament in (first, second, first, third):
            await community.schedule(tournament, pools[tournament], match_title=f"Race of {tournament}")
        await hyrule.tried()
        assert len(hyrule.admin.read(elsewhere)) == 1
        assert hyrule.messages == []
        await hyrule.let_pass(MINUTE, step=timedelta(seconds=5))
        await hyrule.delivered()
        titles = [message.embeds[0]["title"] for message in hyrule.messages]
        assert titles == [f"Race of {first}", f"Race of {second}", f"Race of {first}"]


async def test_a_deleted_message_is_posted_again_once_and_then_left_alone(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.channel.messages.clear()
        await rename(hyrule, race, "Here again")
        await hyrule.delivered()
        assert "Here again" in hyrule.card_of(race).text
        assert len(hyrule.messages) == 1

        hyrule.channel.messages.clear()
        for title in ("Still", "Wanted"):
            await rename(hyrule, race, title)
            await hyrule.delivered()
        assert hyrule.messages == []
        assert await hyrule.community.container.messages.list_troubles(hyrule.community.admin) == ()


async def test_a_missing_permission_is_visible_and_trying_again_works_once_it_is_given(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    _, race = await an_announced_race(hyrule)
    hyrule.channel.overwrites[hyrule.guild.id] = (0, bit("send_messages"))
    async with hyrule.running():
        hyrule.channel.overwrites[hyrule.server.world.bot.id] = (0, bit("send_messages"))
        await hyrule.delivered()
        assert hyrule.messages == []
        (trouble,) = await community.container.messages.list_troubles(community.admin)
        assert (trouble.what, trouble.live_race_id) == ("Race message", race)
        assert "lacks permissions" in trouble.error
        assert await EventLogEntry.filter(type="DiscordMessageFailedEvent").count() == 1

        await rename(hyrule, race, "Renamed meanwhile")
        await hyrule.delivered()
        (trouble,) = await community.container.messages.list_troubles(community.admin)

        hyrule.channel.overwrites.clear()
        await community.container.messages.try_again(community.admin, trouble.id)
        await hyrule.delivered()
        assert "Renamed meanwhile" in hyrule.card_of(race).text
        assert await community.container.messages.list_troubles(community.admin) == ()


async def test_a_deleted_channel_is_visible_and_a_new_one_takes_over(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament, race = await an_announced_race(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        del hyrule.server.world.channels[hyrule.channel.id]
        await rename(hyrule, race, "Homeless")
        await hyrule.delivered()
        (trouble,) = await community.container.messages.list_troubles(community.admin)
        assert "The channel was deleted on Discord" in trouble.error

        hyrule.channel = hyrule.server.world.add_channel(hyrule.guild, "new-home")
        await hyrule.announce(tournament)
        await hyrule.delivered()
        assert "Homeless" in hyrule.card_of(race).text
        assert await community.container.messages.list_troubles(community.admin) == ()


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_an_hour_without_discord_raises_one_alarm_and_everything_comes_afterwards(
    hyrule: DiscordCommunity,
) -> None:
    community = hyrule.community
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        hyrule.server.faults.down = True
        await rename(hyrule, race, "Renamed in vain")
        await hyrule.let_pass(timedelta(minutes=80), step=timedelta(minutes=5))
        alarms = await EventLogEntry.filter(type="DiscordMessageOverdueEvent")
        assert sorted(alarm.payload["message"] for alarm in alarms) == ["Race message", "Server event"]
        assert all("error (503)" in alarm.payload["reason"] for alarm in alarms)
        troubles = await community.container.messages.list_troubles(community.admin)
        assert {trouble.what for trouble in troubles} == {"Race message", "Server event"}
        hyrule.server.faults.down = False
        await hyrule.let_pass(2 * MINUTE)
        await hyrule.delivered()
        assert "Renamed in vain" in hyrule.card_of(race).text
        assert await community.container.messages.list_troubles(community.admin) == ()


async def test_an_alert_that_would_come_too_late_is_left_out(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    role = hyrule.server.world.add_role(hyrule.guild, "Racers", mentionable=True)
    player = (await hyrule.add_member("Malon"))[0]
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await hyrule.announce(tournament, ping=PingMode.ROLE, ping_role_id=role.id)
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    room.join(await community.racetime_id_of(player))
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)
    async with hyrule.running():
        await hyrule.delivered()
        assert "The race is on" in hyrule.card_of(race.id).text
        assert len(hyrule.messages) == 1


async def test_without_the_bot_on_the_server_messages_wait_for_its_return(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    _, race = await an_announced_race(hyrule)
    servers = community.container.discord_servers
    await servers.note_removed(hyrule.guild.id)
    assert (await servers.get_server(community.admin)).absent_since == community.clock.now()  # type: ignore[union-attr]
    assert await community.container.messages.due(Destination.DISCORD) == ()
    async with hyrule.running():
        await eventually(lambda: hyrule.messages)
        hyrule.card_of(race)
        assert (await servers.get_server(community.admin)).absent_since is None  # type: ignore[union-attr]


async def test_the_outbox_never_contains_a_seed_and_a_preview_only_a_released_one(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = (await community.schedule(tournament, pool, permalink_id=seed.id)).summary
    messages = community.container.messages
    (event, card) = await messages.list_messages(community.admin)
    assert "SECRET" not in repr(await messages.preview(community.admin, card.id))
    assert "SECRET" not in repr(await messages.preview(community.admin, event.id))
    await community.open_room(race.id)
    await community.advance_to(race.locks_at)
    assert "SECRET" in repr(await messages.preview(community.admin, card.id))
    assert "SECRET" not in repr(await OutboxMessage.all().values())


async def test_hanging_channels_do_not_hold_up_a_healthy_one(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    hanging = [hyrule.server.world.add_channel(hyrule.guild, f"hanging-{number}") for number in range(8)]
    healthy = hyrule.channel
    for channel in (*hanging, healthy):
        tournament = await community.add_tournament(f"In {channel.name}")
        hyrule.channel = channel
        await hyrule.announce(tournament, server_events=False)
        await community.schedule(tournament, await community.add_pool(tournament))
    hyrule.server.faults.hanging = "/channels/(" + "|".join(str(channel.id) for channel in hanging) + ")/"
    async with hyrule.running():
        await eventually(lambda: hyrule.messages)


@pytest.mark.expects_errors
@pytest.mark.parametrize(
    "broken", [{"kind": "hologram"}, {"partition_key": "moon:1"}, {"partition_key": "tournament:first"}]
)
async def test_a_message_that_this_release_does_not_know_holds_up_nobody_and_is_set_aside(
    hyrule: DiscordCommunity, broken: dict[str, str]
) -> None:
    community = hyrule.community
    messages = community.container.messages
    termina = await found_community(community.clock, slug="termina", rooms=community.rooms)
    tournament, race = await an_announced_race(hyrule)
    now = community.clock.now()
    await OutboxMessage.create(
        organization_id=termina.organization_id,
        destination="discord",
        live_race_id=race,
        payload={},
        dedupe_key="broken",
        nonce="1",
        due_at=now,
        created_at=now,
        kind=broken.get("kind", "card"),
        partition_key=broken.get("partition_key", f"tournament:{tournament}"),
    )
    async with hyrule.running():
        await hyrule.let_pass(7 * MINUTE, step=timedelta(seconds=30))
        await hyrule.delivered()
        hyrule.card_of(race)
    (trouble,) = await messages.list_troubles(termina.admin)
    assert trouble.failed_at is not None
    assert "5 times" in trouble.error
    assert await EventLogEntry.filter(type="DiscordMessageFailedEvent").count() == 1
    assert len(await messages.list_messages(termina.admin)) == 1
    assert await messages.preview(termina.admin, trouble.id) is None
    await messages.try_again(termina.admin, trouble.id)
    assert await messages.list_troubles(termina.admin) == ()


def _by_channel(hyrule: DiscordCommunity, *, allowed: bool) -> None:
    bot = hyrule.server.world.bot.id
    hyrule.server.set_overwrites(hyrule.channel, {} if allowed else {bot: (0, bit("send_messages"))})


def _by_role(hyrule: DiscordCommunity, *, allowed: bool) -> None:
    role = next(role for role in hyrule.guild.roles.values() if role.name == hyrule.server.world.bot.name)
    everyone = hyrule.guild.roles[hyrule.guild.id]
    hyrule.server.set_permissions(hyrule.guild, everyone, 0)
    hyrule.server.set_permissions(hyrule.guild, role, BOT_PERMISSIONS if allowed else bit("view_channel"))


def _by_roles_of_the_bot(hyrule: DiscordCommunity, *, allowed: bool) -> None:
    hyrule.guild.roles[hyrule.guild.id].permissions = bit("view_channel")
    role = next(role for role in hyrule.guild.roles.values() if role.name == hyrule.server.world.bot.name)
    hyrule.server.set_roles_of_bot(hyrule.guild, *((role,) if allowed else ()))


@pytest.mark.parametrize("change", [_by_channel, _by_role, _by_roles_of_the_bot])
async def test_what_was_refused_is_made_up_for_once_the_permission_is_back(
    hyrule: DiscordCommunity, change: Callable[..., None]
) -> None:
    community = hyrule.community
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        change(hyrule, allowed=False)
        await hyrule.delivered()
        assert hyrule.messages == []
        (card, *_) = await community.container.messages.list_troubles(community.admin)
        assert card.what == "Race message"
        change(hyrule, allowed=True)
        await eventually(lambda: hyrule.messages)
        await hyrule.delivered()
        hyrule.card_of(race)
        assert await community.container.messages.list_troubles(community.admin) == ()
        failures = await EventLogEntry.filter(type="DiscordMessageFailedEvent")
        assert [entry.payload["message"] for entry in failures].count("Race message") == 1


@pytest.mark.parametrize("heard", [True, False])
async def test_what_was_missed_while_the_bot_was_gone_is_made_up_for(hyrule: DiscordCommunity, heard: bool) -> None:
    community = hyrule.community
    _, race = await an_announced_race(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        if heard:
            hyrule.server.remove_bot(hyrule.guild)
        else:
            del hyrule.guild.members[hyrule.server.world.bot.id]
        await rename(hyrule, race, "Renamed meanwhile")
        await hyrule.tried()
        assert "Renamed" not in hyrule.card_of(race).text
        hyrule.server.invite_bot(hyrule.guild, BOT_PERMISSIONS)
        await eventually(lambda: "Renamed meanwhile" in hyrule.card_of(race).text)
        await hyrule.delivered()
        assert await community.container.messages.list_troubles(community.admin) == ()


async def test_what_was_refused_is_made_up_for_after_a_restart(hyrule: DiscordCommunity) -> None:
    _, race = await an_announced_race(hyrule)
    hyrule.channel.overwrites[hyrule.server.world.bot.id] = (0, bit("send_messages"))
    async with hyrule.running():
        await hyrule.delivered()
        assert hyrule.messages == []
    hyrule.channel.overwrites.clear()
    async with hyrule.running():
        await eventually(lambda: hyrule.messages)
        await hyrule.delivered()
        hyrule.card_of(race)
