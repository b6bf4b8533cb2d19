"""Two communities side by side, the first one with a race that was run."""

from datetime import timedelta

import pytest

from application.database import Database
from application.domain.ids import (
    InviteId,
    LiveRaceId,
    PermalinkId,
    PoolId,
    RunId,
    TournamentId,
    UserId,
    WebhookDeliveryId,
    WebhookId,
)
from application.domain.live_races.room import RoomSettings
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import Topic
from application.domain.messages.outbox import MessageKind
from application.domain.operations.alerts import BotStatus
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.domain.tournaments.seed_source import SEED_AHEAD, GeneratorKind
from application.repositories import Repositories
from application.services.messages.notification_service import PreferenceChanges
from application.services.people.invite_service import NewInvite
from application.services.tournaments.race_room_profile_service import ProfileDraft
from models.discord import AsyncTournamentDiscord
from models.seed_source import SeedSource
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community


class Populated:
    """A community in which every table has rows."""

    community: Community
    tournament: TournamentId
    pool: PoolId
    permalink: PermalinkId
    player: UserId
    live_race: LiveRaceId
    runner: UserId
    run: RunId
    invite: InviteId
    webhook: WebhookId
    delivery: WebhookDeliveryId

    @classmethod
    async def make(cls, community: Community) -> "Populated":
        self = cls()
        self.community = community
        container, admin = community.container, community.admin
        await container.profiles.create_profile(admin, ProfileDraft("Default", RoomSettings(), is_default=True))
        bot = await container.bots.save_bot(admin, "alttpr", "client", "secret")
        await container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
        await container.tasks.refresh_alerts()
        self.webhook, self.delivery = await community.add_webhook()
        self.tournament = await community.add_tournament()
        self.pool = await community.add_pool(self.tournament, live=1, ordinary=2)
        self.player = await community.add_player()
        await container.tournaments.whitelist_player(admin, self.tournament, self.player)
        race = await community.schedule(self.tournament, self.pool, episode_id=77)
        self.live_race = race.summary.id
        room = await community.open_room(self.live_race)
        room.join(await community.racetime_id_of(self.player), "stranger")
        await community.advance_to(race.summary.locks_at)
        room.start()
        room.finish(await community.racetime_id_of(self.player), timedelta(hours=1))
        room.finish("stranger", timedelta(hours=2))
        await community.hear(self.live_race, room)
        await self._use_discord()
        await self._have_seeds_made()
        permalink = (await community.race(self.live_race)).summary.permalink_id
        assert permalink is not None
        self.permalink = permalink
        await self._add_async_run()
        return self

    async def _use_discord(self) -> None:
        """Leave a server, a channel, a post, messages, preferences, reminders and notifications."""
        community, work = self.community, Repositories(self.community.admin, self.community.clock)
        await work.discord_server.link(4711, "Hyrule")
        await work.tournament_discord.save_settings(
            AsyncTournamentDiscord(tournament_id=self.tournament, channel_id=4712, channel_name="races")
        )
        await work.discord_posts.put(MessageKind.CARD, self.live_race, place_id=4712, discord_id=4713, fingerprint="x")
        staff = await work.alert_settings.get()
        staff.channel_id, staff.channel_name = 4715, "staff"
        await work.alert_settings.put(staff)
        await work.alert_recipients.choose([self.player])
        await work.alert_addresses.choose(["staff@hyrule.test"])
        player = await community.enter(self.player)
        ahead = await community.schedule(self.tournament, self.pool)
        await community.container.notifications.change_preferences(
            player, PreferenceChanges(channels=dict.fromkeys(Topic, frozenset(Channel)), every_race=True)
        )
        await community.container.notifications.set_reminder(player, ahead.summary.id, wanted=True)
        await community.container.tasks.fan_out_messages()

    async def _have_seeds_made(self) -> None:
        work = Repositories(self.community.admin, self.community.clock)
        source = SeedSource(pool_id=self.pool, generator=GeneratorKind.WEB, key_encrypted="sealed", problem="Away.")
        await work.seed_sources.save_source(source)
        assert await work.seed_makings.claim(self.pool, SEED_AHEAD, timedelta(minutes=1), at_once=False) is not None

    async def _add_async_run(self) -> None:
        """Fill the tables about async runs, reviews, corrections, notifications, roles and invites."""
        community, admin = self.community, self.community.admin
        container = community.container
        self.runner = await community.add_player()
        run = (await community.finish_run(self.runner, self.pool)).summary
        self.run = run.id
        claimed = await container.reviews.claim(admin, run.id)
        await container.reviews.correct_result(
            admin,
            run.id,
            Result(RunStatus.FINISHED, timedelta(minutes=50)),
            "The clock was late.",
            seen=claimed.item.run.version,
        )
        await container.tournament_staff.set_roles(admin, self.tournament, self.runner, [Role.ASYNC_REVIEWER])
        self.invite = (await container.invites.create_invite(admin, NewInvite())).invite.id
        drawn = await community.draw(
            self.runner, await community.add_pool(self.tournament, "Pool B", live=0, ordinary=1)
        )
        work = Repositories(admin, community.clock)
        await work.run_threads.want(drawn.summary.id)
        await work.run_threads.set_thread(drawn.summary.id, 4714)


@pytest.fixture
async def here(database: Database, clock: ManualClock) -> Populated:
    return await Populated.make(await found_community(clock))


@pytest.fixture
async def elsewhere(here: Populated) -> Community:
    return await found_community(here.community.clock, slug="termina", rooms=here.community.rooms)
