"""A community in the middle of everything, as the commands of the services find it."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

from application.container import Container, build_container
from application.context import Actor, OrgContext
from application.domain.bot import BotStatus
from application.domain.ids import (
    AlertId,
    InviteId,
    LiveRaceId,
    MessageId,
    OrganizationId,
    PermalinkId,
    PoolId,
    ProfileId,
    RacetimeBotId,
    RoomId,
    RunId,
    TournamentId,
    UnmatchedEntrantId,
    UserId,
)
from application.domain.notifications import NotificationKind, Way
from application.domain.permissions import Role
from application.domain.room import RoomSettings
from application.events import EventBus
from application.ports import ChannelFacts, FoundAccount, RoleFacts, ServerFacts
from application.repositories import Repositories
from application.services.identity_service import DiscordAccount
from application.services.invite_service import NewInvite
from application.services.notification_service import WishChanges
from application.services.race_room_profile_service import ProfileDraft
from models import (
    AsyncTournamentDiscord,
    OutboxMessage,
    UnmatchedEntrant,
    User,
)
from tests.support.community import Community
from tests.support.rooms import ScriptedRoom

HOUR = timedelta(hours=1)
GUILD = 4711


class OneServer:
    """Discord as far as linking a server asks it: one server, managed by everybody."""

    async def find(self, guild_id: int) -> ServerFacts | None:
        return ServerFacts(guild_id, "Hyrule")

    async def may_manage(self, guild_id: int, discord_id: int) -> bool:
        return True

    async def text_channels(self, guild_id: int) -> tuple[ChannelFacts, ...]:
        return ()

    async def roles(self, guild_id: int) -> tuple[RoleFacts, ...]:
        return ()


class OneAccount:
    """racetime.gg as far as linking an account asks it: everybody who agrees proves the same account."""

    def sign_in_address(self, *, state: str, challenge: str) -> str:
        return state

    async def account_of(self, *, code: str, verifier: str) -> FoundAccount:
        return FoundAccount("proven", "Prover")

    async def find(self, racetime_id: str) -> FoundAccount | None:
        return FoundAccount(racetime_id, "Renamed")

    def address_of(self, racetime_id: str) -> str:
        return f"http://racetime.test/user/{racetime_id}"


@dataclass
class World:
    """Ids of what is there; `container` is that of one process, and each of two at once has its own."""

    community: Community
    container: Container
    organization: OrganizationId
    admin: OrgContext
    other_admin: OrgContext
    reviewer: OrgContext
    other_reviewer: OrgContext
    idle: OrgContext
    drawn: OrgContext
    running: OrgContext
    done: OrgContext
    twice_done: OrgContext
    member: UserId
    outsider: Actor
    tournament: TournamentId
    pool: PoolId
    other_pool: PoolId
    empty_pool: PoolId
    drawn_run: RunId
    running_run: RunId
    done_run: RunId
    done_runs: tuple[RunId, RunId]
    claimed_run: RunId
    free_seed: PermalinkId
    live_seed: PermalinkId
    seed_of_cancelled: PermalinkId
    scheduled: LiveRaceId
    cancelled: LiveRaceId
    unopened: LiveRaceId
    pending: LiveRaceId
    room: RoomId
    running_race: LiveRaceId
    running_room: RoomId
    finished: LiveRaceId
    finished_slug: str
    entry: UnmatchedEntrantId
    by_hand: str
    profile: ProfileId
    bot: RacetimeBotId
    invite: InviteId
    invite_token: str
    session: str
    message: MessageId
    room_message: MessageId
    alert: AlertId | None = None
    _rooms: dict[str, ScriptedRoom] | None = None

    def rewind(self) -> None:
        """Bring racetime.gg back to what it was, as the database is brought back."""
        rooms, clock = self.community.rooms, self.community.clock
        if self._rooms is None:
            self._rooms = dict(rooms.rooms)
        rooms.rooms = deepcopy(self._rooms, {id(clock): clock})

    def another_process(self) -> "World":
        """Return the same as a process of its own sees it."""
        copied = World(**{name: getattr(self, name) for name in self.__dataclass_fields__})
        community = self.community
        copied.container = build_container(
            community.container.settings,
            clock=community.clock,
            rooms=community.rooms,
            bus=EventBus(),
            servers=OneServer(),
            accounts=OneAccount(),
        )
        return copied

    def actor(self, ctx: OrgContext) -> UserId:
        assert ctx.actor.user_id is not None
        return ctx.actor.user_id

    @property
    def outsider_id(self) -> UserId:
        assert self.outsider.user_id is not None
        return self.outsider.user_id

    def live_room(self, live_race_id: LiveRaceId) -> ScriptedRoom:
        """The room of a race that is under way, as racetime.gg has it."""
        slugs = {self.running_race: "running", self.pending: "pending"}
        return self.community.rooms.rooms[self._slugs[slugs[live_race_id]]]

    _slugs: dict[str, str] = None  # type: ignore[assignment]


async def populate(community: Community) -> World:
    container, admin = community.container, community.admin
    tournament = await community.add_tournament(runs_per_pool=2, reattempts_allowed=1)
    pool = await community.add_pool(tournament, "Pool A", live=9, ordinary=8)
    other_pool = await community.add_pool(tournament, "Pool B", live=0, ordinary=6)
    empty_pool = await community.add_pool(tournament, "Pool C", live=0)
    people = {
        name: await community.add_player(name, roles=roles)
        for name, roles in {
            "Impa": [Role.ADMIN],
            "Rauru": [Role.ASYNC_REVIEWER],
            "Sahasrahla": [Role.ASYNC_REVIEWER],
            "Link": [],
            "Mido": [],
            "Saria": [],
            "Nabooru": [],
            "Darunia": [],
            "Malon": [],
        }.items()
    }
    racers = {name: await community.racetime_id_of(people[name]) for name in ("Darunia", "Malon", "Link")}
    finished = (await community.schedule(tournament, pool, ahead=HOUR)).summary
    over = await community.open_room(finished.id)
    over.join(racers["Darunia"], "stranger")
    await community.advance_to(finished.locks_at)
    over.start()
    over.finish(racers["Darunia"], HOUR)
    over.finish("stranger", 2 * HOUR)
    await community.hear(finished.id, over)
    first = await community.finish_run(people["Darunia"], pool)
    second = await community.finish_run(people["Nabooru"], pool)
    third = await community.finish_run(people["Nabooru"], other_pool)
    claimed = await community.finish_run(people["Darunia"], other_pool)
    running_race = (await community.schedule(tournament, pool, ahead=HOUR)).summary
    live = await community.open_room(running_race.id)
    live.join(racers["Malon"], "another stranger")
    await community.hear(running_race.id, live)
    await community.advance_to(running_race.locks_at)
    live.start()
    await community.hear(running_race.id, live)
    pending = (await community.schedule(tournament, pool, ahead=timedelta(minutes=29))).summary
    waiting = await community.open_room(pending.id)
    waiting.join(racers["Link"])
    await community.hear(pending.id, waiting)
    seeds = [
        row.id for row in await container.tournaments.list_permalinks(admin, pool) if row.is_live and not row.run_count
    ]
    scheduled = (await community.schedule(tournament, pool, permalink_id=seeds[-1], episode_id=70)).summary
    cancelled = (await community.schedule(tournament, pool, permalink_id=seeds[-2])).summary
    await container.live_races.cancel_live_race(admin, cancelled.id)
    unopened = (await community.schedule(tournament, pool)).summary
    running = await community.start_run(people["Saria"], other_pool)
    drawn = await community.draw(people["Mido"], other_pool)
    reviewer = await community.enter(people["Rauru"])
    await container.reviews.claim(reviewer, claimed.summary.id)
    profile = await container.profiles.create_profile(admin, ProfileDraft("Default", RoomSettings(), is_default=True))
    bot = await container.bots.save_bot(admin, "alttpr", "client", "secret")
    await container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
    invite = await container.invites.create_invite(admin, NewInvite(most_uses=1))
    session = await container.identity.sign_in_with_discord(DiscordAccount(200000000000000001, "Outsider"))
    outsider = await User.get(discord_id=200000000000000001)
    work = Repositories(admin, community.clock)
    await work.discord_server.link(GUILD, "Hyrule")
    await work.tournament_discord.save_settings(
        AsyncTournamentDiscord(tournament_id=tournament, channel_id=4712, channel_name="races")
    )
    player = await community.enter(people["Link"])
    await container.notifications.change_wishes(
        player, WishChanges(ways=dict.fromkeys(NotificationKind, Way.BOTH), every_race=True)
    )
    rooms = [(await community.race(key)).room for key in (pending.id, running_race.id)]
    assert rooms[0] is not None
    assert rooms[1] is not None
    messages = await OutboxMessage.filter(sent_at__isnull=True, destination="discord").order_by("id")
    lines = await OutboxMessage.filter(sent_at__isnull=True, destination="racetime").order_by("id")
    world = World(
        community=community,
        container=container,
        organization=community.organization_id,
        admin=admin,
        other_admin=await community.enter(people["Impa"]),
        reviewer=reviewer,
        other_reviewer=await community.enter(people["Sahasrahla"]),
        idle=player,
        drawn=await community.enter(people["Mido"]),
        running=await community.enter(people["Saria"]),
        done=await community.enter(people["Darunia"]),
        twice_done=await community.enter(people["Nabooru"]),
        member=people["Malon"],
        outsider=Actor(outsider.id, "Outsider"),
        tournament=tournament,
        pool=pool,
        other_pool=other_pool,
        empty_pool=empty_pool,
        drawn_run=drawn.summary.id,
        running_run=running.summary.id,
        done_run=first.summary.id,
        done_runs=(second.summary.id, third.summary.id),
        claimed_run=claimed.summary.id,
        free_seed=(await community.add_permalinks(empty_pool, ordinary=1))[0].id,
        live_seed=seeds[-3],
        seed_of_cancelled=seeds[-2],
        scheduled=scheduled.id,
        cancelled=cancelled.id,
        unopened=unopened.id,
        pending=pending.id,
        room=RoomId(rooms[0].id),
        running_race=running_race.id,
        running_room=RoomId(rooms[1].id),
        finished=finished.id,
        finished_slug=over.slug,
        entry=(await UnmatchedEntrant.filter(live_race_id=finished.id))[0].id,
        by_hand=community.rooms.opened_by_hand().slug,
        profile=profile.id,
        bot=bot.id,
        invite=invite.invite.id,
        invite_token=invite.token,
        session=session,
        message=messages[0].id,
        room_message=lines[0].id,
    )
    world._slugs = {"running": live.slug, "pending": waiting.slug}
    return world
