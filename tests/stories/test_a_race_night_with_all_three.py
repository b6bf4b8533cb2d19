"""The product, racetime.gg and Discord together: a race night during which Discord is away for an hour."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from application.context import Actor
from application.domain.events.live_races import (
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceLockedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceRoomOpenedEvent,
)
from application.domain.ids import OrganizationId, TournamentId
from application.domain.messages.race_posts import PingMode
from application.services.messages.discord_server_service import TournamentDiscordChanges
from racetime.rehearsal.race import Race, RaceStatus
from tests.support.clock import ManualClock
from tests.support.discord import Channel, DiscordServer, EventStatus, Guild, Message, Person
from tests.support.discord.community import BOT_PERMISSIONS
from tests.support.discord.settings import discord_values
from tests.support.organizer import Racer
from tests.support.rehearsal import eventually
from tests.support.story import Story, told_story

MINUTE = timedelta(minutes=1)
_LONG = 40.0
"""Seconds from look to look while nothing much happens."""
SEED = "https://seeds.test/h/Sealed0042"


@pytest.fixture
async def discord(clock: ManualClock) -> AsyncIterator[DiscordServer]:
    server = DiscordServer(clock)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@pytest.fixture
async def story(database_url: str, clock: ManualClock, discord: DiscordServer) -> AsyncIterator[Story]:
    async with told_story(database_url, clock=clock, more_settings=discord_values(discord)) as told:
        yield told


class Channels:
    """The community's Discord server as its people see it."""

    def __init__(self, story: Story, discord: DiscordServer, guild: Guild, channel: Channel, admin: Person) -> None:
        self.story, self.discord, self.guild, self.channel, self.admin = story, discord, guild, channel, admin

    @property
    def messages(self) -> list[Message]:
        return self.admin.read(self.channel)

    def text_of(self, part: str) -> str:
        """Return the only message of a kind: "card", "ping" or "results"."""
        found = [message for message in self.messages if f"#{part}" in str(message.embeds[0].get("url"))]
        assert len(found) <= 1, [message.text for message in found]
        return found[0].text if found else ""

    async def shows(self, part: str, text: str) -> None:
        """Let seconds go by until a message reads so."""
        await self.waits_for(lambda: text in self.text_of(part))

    async def waits_for(self, is_so: Callable[[], bool]) -> None:
        """Let seconds go by until something is so: a lost connection is tried again within a minute, a message, too."""
        for _ in range(180):
            if is_so():
                return
            await self.story.advance(2, step=2)
        await eventually(is_so)


async def linked(story: Story, discord: DiscordServer, tournament: int) -> Channels:
    """Link the organization to a server, and let the tournament speak there."""
    container, world = story.installation.container, discord.world
    admin_ctx = await container.access.enter(Actor(story.admin_id, "Zelda"), OrganizationId(story.organization_id))
    member = await container.organizations.get_member(admin_ctx, story.admin_id)
    admin = discord.person("Zelda", discord_id=member.discord_id)
    guild = discord.add_guild("Hyrule", owner=admin, bot_permissions=BOT_PERMISSIONS)
    channel = world.add_channel(guild, "races")
    role = world.add_role(guild, "Racers", mentionable=True)
    await container.discord_servers.link_server(admin_ctx, guild.id)
    await container.discord_servers.update_tournament_settings(
        admin_ctx,
        TournamentId(tournament),
        TournamentDiscordChanges(channel_id=channel.id, ping=PingMode.ROLE, ping_role_id=role.id),
    )
    return Channels(story, discord, guild, channel, admin)


@pytest.mark.slow
async def test_a_race_night_survives_an_hour_without_discord(story: Story, discord: DiscordServer) -> None:
    racers = [await story.add_racer(number) for number in range(5)]
    tournament = await story.add_tournament(runs_per_pool=2, release_rule="minutes_before", release_minutes=5)
    pool = await story.add_pool(tournament, SEED)
    hyrule = await linked(story, discord, tournament)
    await story.schedule(tournament, pool, ahead=32 * MINUTE, match_title="Grand opening")
    start = story.clock.now() + 32 * MINUTE
    await hyrule.shows("card", "Scheduled")
    await hyrule.waits_for(lambda: bool(hyrule.guild.events))
    (event,) = hyrule.guild.events.values()
    assert event.starts_at == start

    await story.advance_to(start - 30 * MINUTE)
    opened = await story.happens(AsyncLiveRaceRoomOpenedEvent)
    await hyrule.shows("card", opened.racetime_slug)
    await hyrule.shows("ping", "The room of Grand opening is open")
    room = story.world.room(opened.racetime_slug)
    for racer in racers:
        story.world.join(room, racer.racetime_id)
    await story.catch_up(room)

    before_outage = discord.everything_received
    discord.go_down()
    await story.advance_to(start - 10 * MINUTE, step=_LONG)
    await story.happens(AsyncLiveRaceLockedEvent)
    await story.advance_to(start, step=_LONG)
    await story.start_race(room, racers)
    await race_to_the_end(story, room, racers)
    await story.advance_to(start + 35 * MINUTE, step=_LONG)
    assert "The room is open" in hyrule.text_of("card"), "nothing reached Discord for an hour"

    assert "Sealed0042" not in before_outage
    discord.come_back()
    await hyrule.shows("card", "Results not final")
    assert [racer.name for racer in racers[:3]] == [
        line.split(" · ")[0].split(". ")[1] for line in hyrule.text_of("card").splitlines() if " · 5:" in line
    ]
    await hyrule.shows("results", "Results of Grand opening, not final")
    await hyrule.waits_for(lambda: event.status is EventStatus.COMPLETED)
    assert len(hyrule.messages) == 3, [message.text for message in hyrule.messages]

    story.world.disqualify(room, racers[0].racetime_id)
    story.world.record(room)
    await story.advance(50)
    await story.happens(AsyncLiveRaceResultsFinalEvent)
    await hyrule.shows("card", "Final results, corrected")
    await hyrule.shows("results", "Final results of Grand opening")
    assert [kind for message in hyrule.messages for kind in [message.embeds[0]["url"].partition("#")[2][:4]]] == [
        "card",
        "ping",
        "resu",
    ]


async def race_to_the_end(story: Story, room: Race, racers: list[Racer]) -> None:
    """Let three finish and two give up."""
    for place, racer in enumerate(racers[:3]):
        await story.finish(room, racer, 300 + place * 20)
    for quitter in racers[3:]:
        story.world.forfeit(room, quitter.racetime_id)
    await story.catch_up(room)
    await story.advance(1)
    await story.until(lambda: room.status is RaceStatus.FINISHED)
    await story.happens(AsyncLiveRaceFinishedEvent)
