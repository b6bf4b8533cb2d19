"""A community in the middle of everything, as the commands of the services find it."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from application.container import Container, build_container
from application.context import Actor, OrgContext
from application.domain.accounts import LinkedElsewhere
from application.domain.ids import (
    AlertId,
    ApiTokenId,
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
    WebhookDeliveryId,
    WebhookId,
)
from application.domain.live_races.room import RoomSettings
from application.domain.messages.channels import Channel
from application.domain.messages.mail import number_of
from application.domain.messages.notifications import Topic
from application.domain.operations.alerts import AlertKind, BotStatus
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.domain.tournaments.seed_source import GeneratorKind, MadeSeed, Preset, SeedOrder, SourceDraft
from application.domain.tournaments.settings import TournamentChanges
from application.domain.tournaments.timeline import ReleaseRule, TimelineOverrides
from application.events import EventBus
from application.ports import ChannelFacts, FoundAccount, RoleFacts, ServerFacts
from application.private_keys import PrivateKeys
from application.read_models import LiveRaceSummary
from application.repositories import Repositories
from application.repositories.people.user_repository import UserRepository
from application.secret_box import FernetSecretBox
from application.services.messages.discord_command_service import Asker
from application.services.messages.notification_service import PreferenceChanges
from application.services.operations.alert_settings_service import AlertSettingsChanges
from application.services.operations.idempotency_store import KeyedRequest
from application.services.people.identity_service import DiscordAccount
from application.services.people.invite_service import NewInvite
from application.services.people.member_entry import NewMember
from application.services.tournaments.async_tournament_service import PermalinkDraft
from application.services.tournaments.race_room_profile_service import ProfileDraft
from models.async_tournament import AsyncTournament, AsyncTournamentPermalink
from models.discord import AsyncTournamentDiscord
from models.event_log import OutboxMessage
from models.live_race_room import UnmatchedEntrant
from models.organization import OrganizationMember
from models.seed_source import SeedSource
from models.supervision import Alert, AlertAddress
from models.user import User
from tests.support.community import Community
from tests.support.pictures import picture
from tests.support.rooms import ScriptedRoom
from tests.support.speedgaming import SpeedGaming

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


class AnyAccount:
    """racetime.gg as far as linking an account asks it: whoever comes back with a code proves the account so called."""

    def sign_in_address(self, *, state: str, challenge: str) -> str:
        return state

    async def account_of(self, *, code: str, verifier: str) -> FoundAccount:
        return FoundAccount(code, "Prover")

    async def find(self, racetime_id: str) -> FoundAccount | None:
        return FoundAccount(racetime_id, "Renamed")

    def address_of(self, racetime_id: str) -> str:
        return f"http://racetime.test/user/{racetime_id}"


class AnySeed:
    """Generators as far as making a seed asks them: each time another one."""

    offered = (GeneratorKind.ALTTPR, GeneratorKind.WEB)

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:
        return ()

    async def make(self, order: SeedOrder) -> MadeSeed:
        return MadeSeed(f"https://seeds.test/made/{uuid4().hex}", "Bow/Boots")


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
    asker: Asker
    drawn: OrgContext
    drawn_asker: Asker
    running: OrgContext
    done: OrgContext
    twice_done: OrgContext
    entered: OrgContext
    member: UserId
    whitelisted: UserId
    placeholder: UserId
    placeholder_with_discord: UserId
    outsider: Actor
    demo_user: UserId
    linked: UserId
    claim: str
    elsewhere: OrgContext
    token: ApiTokenId
    asked_address: str
    """What is in the link for somebody who reads it; the same of one that wants to be told nothing."""
    silent_address: str
    tournament: TournamentId
    pool: PoolId
    other_pool: PoolId
    empty_pool: PoolId
    followed_pool: PoolId
    made_pool: PoolId
    waiting_for_seed: LiveRaceId
    other_tournament: TournamentId
    pool_of_spellings: PoolId
    empty_tournament: TournamentId
    closed_tournament: TournamentId
    drawn_run: RunId
    running_run: RunId
    done_run: RunId
    done_runs: tuple[RunId, RunId]
    claimed_run: RunId
    corrected_run: RunId
    free_seed: PermalinkId
    live_seed: PermalinkId
    plain_seed: PermalinkId
    other_spelling: PermalinkId
    seed_of_cancelled: PermalinkId
    scheduled: LiveRaceId
    cancelled: LiveRaceId
    unopened: LiveRaceId
    pending: LiveRaceId
    room: RoomId
    locked: LiveRaceId
    locked_room: RoomId
    lonely: LiveRaceId
    kept_back: LiveRaceId
    undecided: LiveRaceId
    running_race: LiveRaceId
    running_room: RoomId
    finished: LiveRaceId
    finished_slug: str
    entry: UnmatchedEntrantId
    dismissed_entry: UnmatchedEntrantId
    by_hand: str
    profile: ProfileId
    other_profile: ProfileId
    bot: RacetimeBotId
    inactive_bot: RacetimeBotId
    invite: InviteId
    invite_token: str
    session: str
    message: MessageId
    room_message: MessageId
    webhook: WebhookId
    webhook_delivery: WebhookDeliveryId
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
            accounts=AnyAccount(),
            generators=AnySeed(),
        )
        return copied

    def actor(self, ctx: OrgContext) -> UserId:
        assert ctx.actor.user_id is not None
        return ctx.actor.user_id

    def live_room(self, live_race_id: LiveRaceId) -> ScriptedRoom:
        """The room of a race that is under way, as racetime.gg has it."""
        slugs = {self.running_race: "running", self.pending: "pending", self.locked: "locked"}
        return self.community.rooms.rooms[self._slugs[slugs[live_race_id]]]

    _slugs: dict[str, str] = None  # type: ignore[assignment]


PLACEHOLDERS_DISCORD_ID = 200000000000000007
LEFT_GUILD = GUILD + 100
THREAD = GUILD + 200


async def populate(community: Community, speedgaming: SpeedGaming) -> World:
    admin = community.admin
    bots = [await community.container.bots.save_bot(admin, name, "client", "secret") for name in ("alttpr", "smr")]
    webhook, delivery = await community.add_webhook()
    administrator = await User.get(id=admin.actor.user_id)
    assert administrator.discord_id is not None
    community.container = container = _configured_anew(community, speedgaming, administrator.discord_id)
    tournament = await community.add_tournament(runs_per_pool=2, reattempts_allowed=1)
    pool = await community.add_pool(tournament, "Pool A", live=13, ordinary=8)
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
            "Fado": [],
            "Anju": [],
            "Kafei": [],
        }.items()
    }
    placeholder = await _enter_somebody(community, NewMember("Malon (old)", racetime_id="oldMalon"))
    with_discord = await _enter_somebody(community, NewMember("Romani", PLACEHOLDERS_DISCORD_ID, "romani"))
    racers = {
        name: await community.racetime_id_of(people[name]) for name in ("Darunia", "Malon", "Link", "Fado", "Anju")
    }
    finished = (await community.schedule(tournament, pool, ahead=HOUR)).summary
    over = await community.open_room(finished.id)
    over.join(racers["Darunia"], "stranger", "odd stranger")
    await community.advance_to(finished.locks_at)
    over.start()
    over.finish(racers["Darunia"], HOUR)
    over.finish("stranger", 2 * HOUR)
    over.forfeit("odd stranger")
    await community.hear(finished.id, over)
    first = await community.finish_run(people["Darunia"], pool)
    second = await community.finish_run(people["Nabooru"], pool)
    third = await community.finish_run(people["Nabooru"], other_pool)
    claimed = await community.finish_run(people["Darunia"], other_pool)
    corrected = await community.finish_run(people["Kafei"], pool)
    await container.reviews.correct_result(
        admin, corrected.summary.id, Result(RunStatus.FINISHED, HOUR / 2), "The clock.", seen=corrected.summary.version
    )
    kept_back = await _finish_while_results_are_kept_back(community, tournament, pool, racers["Anju"])
    undecided = await _cancel_by_mistake(community, tournament, pool, racers["Fado"], racers["Anju"])
    running_race = (await community.schedule(tournament, pool, ahead=HOUR)).summary
    live = await community.open_room(running_race.id)
    live.join(racers["Malon"], "another stranger")
    await community.hear(running_race.id, live)
    await community.advance_to(running_race.locks_at)
    live.start()
    await community.hear(running_race.id, live)
    pending = (await community.schedule(tournament, pool, ahead=timedelta(minutes=29))).summary
    waiting = await community.open_room(pending.id)
    waiting.join(racers["Link"], "romani")
    await community.hear(pending.id, waiting)
    locked, at_the_start = await _lock_early(community, tournament, pool, [racers["Fado"], "oldMalon"])
    lonely = (await community.schedule(tournament, pool, ahead=timedelta(minutes=29))).summary
    lonely_room = await community.open_room(lonely.id)
    lonely_room.join("late")
    await community.hear(lonely.id, lonely_room)
    await _enter_somebody(community, NewMember("Late", racetime_id="late"))
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
    other_profile = await container.profiles.create_profile(admin, ProfileDraft("Other", RoomSettings()))
    await container.bots.report_bot_status(bots[0].id, BotStatus.REFUSED, "Wrong secret.")
    await container.bots.deactivate_bot(admin, bots[1].id)
    await container.tasks.give_sign_of_life()
    await container.alert_settings.update_settings(admin, AlertSettingsChanges(people=[administrator.id]))
    await Alert.create(
        organization_id=community.organization_id,
        kind=AlertKind.BOT_REFUSED,
        subject=f"bot:{bots[1].id}",
        bot_id=bots[1].id,
        sentence="The bot of smr is refused by racetime.gg.",
        raised_at=community.clock.now() - HOUR,
    )
    invite = await container.invites.create_invite(admin, NewInvite(most_uses=1))
    await container.organizations.set_logo(admin, picture(colour="blue"))
    session = await container.identity.sign_in_with_discord(DiscordAccount(200000000000000001, "Outsider"))
    outsider = await User.get(discord_id=200000000000000001)
    await container.accounts.rename(Actor(outsider.id, "Outsider"), "Outsider by the own name")
    await OrganizationMember.filter(user_id=people["Kafei"]).update(made_by_others=True)
    work = Repositories(admin, community.clock)
    await work.discord_server.link(GUILD, "Hyrule")
    await work.tournament_discord.save_settings(
        AsyncTournamentDiscord(tournament_id=tournament, channel_id=4712, channel_name="races", runs_in_threads=True)
    )
    await work.run_threads.want(running.summary.id)
    await work.run_threads.set_thread(running.summary.id, THREAD)
    player = await community.enter(people["Link"])
    await container.notifications.change_preferences(
        player, PreferenceChanges(channels=dict.fromkeys(Topic, frozenset(Channel)), every_race=True)
    )
    await container.notifications.set_reminder(player, unopened.id, wanted=True)
    await container.calendars.renew_key(people["Link"])
    await container.requests.begin(KeyedRequest(people["Link"], "begun", "same"))
    await container.tournaments.whitelist_player(admin, tournament, people["Mido"])
    other_tournament = await community.add_tournament("Autumn Qualifier")
    await AsyncTournament.filter(id=other_tournament).update(rescored_through=0)  # as a dead process left it
    pool_of_spellings = await community.add_pool(other_tournament, "Pool S", live=0)
    untouched = AsyncTournamentPermalink.filter(pool_id=pool, is_live=False, runs__isnull=True)
    plain = (await untouched.order_by("-id"))[0]
    (other_spelling,) = await container.tournaments.add_permalinks(
        admin, pool_of_spellings, [PermalinkDraft(plain.url.replace("https://", "http://www.") + "/")]
    )
    followed_pool = await community.add_pool(other_tournament, "Pool F", live=0)
    await container.speedgaming.link(admin, followed_pool, "event")
    speedgaming.list_episode(80, community.clock.now() + 5 * HOUR)
    made_pool = await community.add_pool(other_tournament, "Pool M", live=0)
    await container.seed_sources.save_source(
        admin, made_pool, SourceDraft(GeneratorKind.ALTTPR, "default", ahead=1, at_draw=True)
    )
    older_key = FernetSecretBox(container.settings.secret_keys_old[0]).seal("key")
    await SeedSource.filter(pool_id=made_pool).update(key_encrypted=older_key)
    waiting_for_seed = (await community.schedule(other_tournament, made_pool, ahead=timedelta(minutes=29))).summary
    await container.live_races.open_room_now(admin, waiting_for_seed.id)
    closed_tournament = await community.add_tournament("Winter Qualifier")
    await container.tournaments.close_tournament(admin, closed_tournament)
    demo_user = await User.create(
        display_name="Demo", is_demo=True, created_at=community.clock.now(), updated_at=community.clock.now()
    )
    linked, claim = await _prove_the_same_account(community, people["Nabooru"])
    elsewhere = await _found_another(community, "termina", NewMember("Skull Kid", 200000000000000009))
    abandoned_by = await _found_another(community, "labrynna", NewMember("Nayru", 200000000000000010))
    abandoned = Repositories(abandoned_by, community.clock)
    await abandoned.discord_server.link(LEFT_GUILD, "Labrynna")
    await container.discord_servers.note_removed(LEFT_GUILD)
    rooms = [(await community.race(key)).room for key in (pending.id, running_race.id, locked.id)]
    assert rooms[0] is not None
    assert rooms[1] is not None
    assert rooms[2] is not None
    assert await container.room_service.next_room_message(RoomId(rooms[2].id)) is not None, "begun, and never ended"
    messages = await OutboxMessage.filter(sent_at__isnull=True, destination="discord").order_by("id")
    await OutboxMessage.filter(id=messages[-1].id).update(given_up_at=community.clock.now(), last_error="Forbidden.")
    lines = await OutboxMessage.filter(sent_at__isnull=True, destination="racetime").order_by("id")
    strangers = {row.entrant_key: row.id for row in await UnmatchedEntrant.filter(live_race_id=finished.id)}
    await container.unmatched_results.dismiss_entry(admin, strangers["odd stranger"])
    world = World(
        community=community,
        container=container,
        organization=community.organization_id,
        admin=admin,
        other_admin=await community.enter(people["Impa"]),
        reviewer=reviewer,
        other_reviewer=await community.enter(people["Sahasrahla"]),
        idle=player,
        asker=await _asker(community, people["Link"]),
        drawn_asker=await _asker(community, people["Mido"]),
        drawn=await community.enter(people["Mido"]),
        running=await community.enter(people["Saria"]),
        done=await community.enter(people["Darunia"]),
        twice_done=await community.enter(people["Nabooru"]),
        entered=await community.enter(people["Kafei"]),
        member=people["Malon"],
        whitelisted=people["Mido"],
        placeholder=placeholder,
        placeholder_with_discord=with_discord,
        outsider=Actor(outsider.id, "Outsider"),
        demo_user=UserId(demo_user.id),
        linked=linked,
        claim=claim,
        elsewhere=elsewhere,
        token=(await container.identity.create_token(UserId(administrator.id), "Old")).id,
        asked_address=await _link_of(community, "zelda@castle.test"),
        silent_address=await _link_of(community, "link@woods.test", stopped_at=community.clock.now()),
        tournament=tournament,
        pool=pool,
        other_pool=other_pool,
        empty_pool=empty_pool,
        followed_pool=followed_pool,
        made_pool=made_pool,
        waiting_for_seed=waiting_for_seed.id,
        other_tournament=other_tournament,
        pool_of_spellings=pool_of_spellings,
        empty_tournament=await community.add_tournament("Summer Qualifier"),
        closed_tournament=closed_tournament,
        drawn_run=drawn.summary.id,
        running_run=running.summary.id,
        done_run=first.summary.id,
        done_runs=(second.summary.id, third.summary.id),
        claimed_run=claimed.summary.id,
        corrected_run=corrected.summary.id,
        free_seed=(await community.add_permalinks(empty_pool, ordinary=1))[0].id,
        live_seed=seeds[-3],
        plain_seed=PermalinkId(plain.id),
        other_spelling=other_spelling.id,
        seed_of_cancelled=seeds[-2],
        scheduled=scheduled.id,
        cancelled=cancelled.id,
        unopened=unopened.id,
        pending=pending.id,
        room=RoomId(rooms[0].id),
        locked=locked.id,
        locked_room=RoomId(rooms[2].id),
        lonely=lonely.id,
        kept_back=kept_back,
        undecided=undecided,
        running_race=running_race.id,
        running_room=RoomId(rooms[1].id),
        finished=finished.id,
        finished_slug=over.slug,
        entry=strangers["stranger"],
        dismissed_entry=strangers["odd stranger"],
        by_hand=community.rooms.opened_by_hand().slug,
        profile=profile.id,
        other_profile=other_profile.id,
        bot=bots[0].id,
        inactive_bot=bots[1].id,
        invite=invite.invite.id,
        invite_token=invite.token,
        session=session,
        message=messages[0].id,
        room_message=lines[0].id,
        webhook=webhook,
        webhook_delivery=delivery,
    )
    world._slugs = {"running": live.slug, "pending": waiting.slug, "locked": at_the_start.slug}
    return world


def _configured_anew(community: Community, speedgaming: SpeedGaming, administrator: int) -> Container:
    """The same with a site administrator, a new SECRET_KEY beside the old one, and SpeedGaming to ask."""
    before = community.container.settings
    changes = {
        "site_admin_discord_ids": (administrator,),
        "secret_key": "another-development-only-secret",
        "secret_keys_old": (before.secret_key,),
        "speedgaming_url": speedgaming.url,
    }
    settings = before.model_copy(update=changes)
    return build_container(
        settings,
        clock=community.clock,
        rooms=community.rooms,
        bus=EventBus(),
        accounts=AnyAccount(),
        generators=AnySeed(),
    )


async def _asker(community: Community, user_id: UserId) -> Asker:
    user = await User.get(id=user_id)
    assert user.discord_id is not None
    return Asker(GUILD, user.discord_id, user.display_name, community.clock.now())


async def _enter_somebody(community: Community, new: NewMember) -> UserId:
    """Enter somebody who has never signed in."""
    return (await community.container.organizations.add_member(community.admin, new)).user_id


async def _finish_while_results_are_kept_back(
    community: Community, tournament: TournamentId, pool: PoolId, racer: str
) -> LiveRaceId:
    settings = community.container.tournaments
    await settings.update_tournament(community.admin, tournament, TournamentChanges(stream_delay_minutes=120))
    race = (await community.schedule(tournament, pool, ahead=timedelta(minutes=29))).summary
    room = await community.open_room(race.id)
    room.join(racer)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(racer, HOUR)
    await community.hear(race.id, room)
    await AsyncTournament.filter(id=tournament).update(stream_delay_minutes=0)  # a command would show them
    return race.id


async def _cancel_by_mistake(community: Community, tournament: TournamentId, pool: PoolId, *racers: str) -> LiveRaceId:
    """Let a race be cancelled on racetime.gg after its start, and a moderator enter a result all the same."""
    race = (await community.schedule(tournament, pool, ahead=timedelta(minutes=29))).summary
    room = await community.open_room(race.id)
    room.join(*racers)
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)
    room.cancel()
    await community.hear(race.id, room)
    room.edit(racers[0], HOUR)
    await community.hear(race.id, room)
    return race.id


async def _lock_early(
    community: Community, tournament: TournamentId, pool: PoolId, racers: Sequence[str]
) -> tuple[LiveRaceSummary, ScriptedRoom]:
    """Let a race be locked long before others, with its seed still sealed."""
    leads = TimelineOverrides(lock_minutes=27, release_rule=ReleaseRule.MINUTES_BEFORE, release_minutes=10)
    race = (await community.schedule(tournament, pool, ahead=timedelta(minutes=29), overrides=leads)).summary
    room = await community.open_room(race.id)
    room.join(*racers)
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    return race, room


async def _prove_the_same_account(community: Community, latecomer: UserId) -> tuple[UserId, str]:
    """Return who has linked an account, and the claim of somebody who has proved later that it is theirs."""
    first = await UserRepository(community.clock).create("Tatl", discord_id=200000000000000008)
    links = community.container.racetime_links
    await links.complete(UserId(first.id), state=await links.begin(UserId(first.id)), code="taken")
    try:
        await links.complete(latecomer, state=await links.begin(latecomer), code="taken")
    except LinkedElsewhere as found:
        return UserId(first.id), found.claim
    raise AssertionError("The account had been linked before.")


async def _found_another(community: Community, slug: str, admin: NewMember) -> OrgContext:
    """Found an organization with an admin who has signed in before."""
    user = await UserRepository(community.clock).create(admin.display_name, discord_id=admin.discord_id)
    container = community.container
    organization = await container.organizations.create_organization(slug, slug.title(), admin=admin)
    return await container.access.enter(Actor(UserId(user.id), user.display_name), organization.id)


async def _link_of(community: Community, address: str, stopped_at: datetime | None = None) -> str:
    await AlertAddress.create(organization_id=community.organization_id, address=address, stopped_at=stopped_at)
    keys = PrivateKeys(community.container.settings, "address")
    return str(keys.key_of(community.organization_id, number_of(address)))
