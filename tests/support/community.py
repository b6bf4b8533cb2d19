"""A community with a tournament, as tests need one; factories state only what matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from application.container import Container, build_container
from application.context import Actor, OrgContext
from application.domain.discord import discord_id_made_at
from application.domain.ids import (
    LiveRaceId,
    OrganizationId,
    PoolId,
    RoomId,
    TournamentId,
    UnmatchedEntrantId,
    UserId,
    WebhookDeliveryId,
    WebhookId,
)
from application.domain.live_races.results import UnmatchedReason
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.messages.webhooks import NewWebhook
from application.domain.permissions import Role
from application.domain.runs.run import RunStatus
from application.events import EventBus
from application.ports import DiscordServers
from application.read_models import LiveRaceDetails, PermalinkView
from application.read_models.runs import RunDetails
from application.repositories.people.user_repository import UserRepository
from application.services.people.invite_service import NewInvite
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentSettings
from application.settings import Settings, load_settings
from models.async_tournament import AsyncTournamentRace
from models.live_race_room import UnmatchedEntrant
from models.organization import OrganizationMember, OrganizationMemberRole
from models.user import User
from tests.support.clock import ManualClock
from tests.support.rooms import CATEGORY, GOAL, ScriptedRoom, ScriptedRooms

YEARS = timedelta(days=3 * 365)
NOWHERE = "http://127.0.0.1:9"
"""Where nobody answers."""


@dataclass
class Community:
    """One organization with an admin and everything to act on it."""

    container: Container
    clock: ManualClock
    rooms: ScriptedRooms
    organization_id: OrganizationId
    admin: OrgContext
    _serial: int = 0

    async def enter(self, user_id: UserId) -> OrgContext:
        name = (await User.get(id=user_id)).display_name
        return await self.container.access.enter(Actor(user_id, name), self.organization_id)

    async def add_player(
        self,
        name: str = "",
        *,
        racetime_id: str | None = "",
        roles: Sequence[Role] = (),
        account_age: timedelta = YEARS,
    ) -> UserId:
        """Add a member who has signed in and stays; `racetime_id` None leaves the account unlinked, "" makes one up."""
        self._serial += 1
        called = name or f"Player {self._serial:02}"
        discord_id = discord_id_made_at(self.clock.now() - account_age, self.organization_id * 10_000 + self._serial)
        if racetime_id == "":
            racetime_id = f"rt{self.organization_id}x{self._serial}"
            return await self._put_in(called, discord_id, racetime_id, roles)
        return await self.add_person(NewMember(called, discord_id, racetime_id, roles=tuple(roles)))

    async def add_person(self, new: NewMember) -> UserId:
        """Add somebody whose Discord account is proved, and who stays."""
        await UserRepository(self.clock).create(new.display_name, discord_id=new.discord_id)
        member = await self.container.organizations.add_member(self.admin, new)
        await OrganizationMember.filter(user_id=member.user_id).update(made_by_others=False)
        return member.user_id

    async def welcome(self, user_id: UserId, *roles: Role) -> None:
        """Let a known person join by an invite."""
        invite = await self.container.invites.create_invite(self.admin, NewInvite())
        person = Actor(user_id, (await User.get(id=user_id)).display_name)
        await self.container.invites.accept(person, invite.token)
        if roles:
            await self.container.organizations.update_member(self.admin, user_id, MemberChanges(roles=roles))

    async def _put_in(self, name: str, discord_id: int, racetime_id: str, roles: Sequence[Role]) -> UserId:
        """Put somebody whose accounts nobody has straight into the tables, which is quicker by far."""
        now = self.clock.now()
        user = await User.create(display_name=name, discord_id=discord_id, created_at=now, updated_at=now)
        await OrganizationMember.create(
            organization_id=self.organization_id,
            user_id=user.id,
            joined_at=now,
            discord_id_entered=True,
            claimed_racetime_id=racetime_id,
            claimed_racetime_name=name,
        )
        for role in roles:
            await OrganizationMemberRole.create(
                organization_id=self.organization_id, user_id=user.id, role=role, granted_at=now
            )
        return user.id

    async def racetime_id_of(self, user_id: UserId) -> str:
        member = await self.container.organizations.get_member(self.admin, user_id)
        assert member.racetime_id is not None
        return member.racetime_id

    async def add_tournament(self, name: str = "Spring Qualifier", **settings: object) -> TournamentId:
        new = TournamentSettings(name=name, racetime_category=CATEGORY, racetime_goal=GOAL, **settings)  # type: ignore[arg-type]
        return (await self.container.tournaments.create_tournament(self.admin, new)).id

    async def add_pool(
        self, tournament_id: TournamentId, name: str = "Pool A", *, live: int = 2, ordinary: int = 0
    ) -> PoolId:
        pool = await self.container.tournaments.create_pool(self.admin, tournament_id, name)
        await self.add_permalinks(pool.id, live=live, ordinary=ordinary)
        return pool.id

    async def add_permalinks(self, pool_id: PoolId, *, live: int = 0, ordinary: int = 0) -> tuple[PermalinkView, ...]:
        drafts = [
            PermalinkDraft(f"https://seeds.test/{pool_id}/{kind}-{number}-SECRET", "Bow/Boots", kind == "live")
            for kind, count in (("live", live), ("async", ordinary))
            for number in range(count)
        ]
        if not drafts:
            return ()
        return await self.container.tournaments.add_permalinks(self.admin, pool_id, drafts)

    async def schedule(
        self, tournament_id: TournamentId, pool_id: PoolId, *, ahead: timedelta = timedelta(hours=2), **more: object
    ) -> LiveRaceDetails:
        new = NewLiveRace(tournament_id, pool_id, self.clock.now() + ahead, **more)  # type: ignore[arg-type]
        return await self.container.live_races.create_live_race(self.admin, new)

    async def begin_async_run(
        self, player: UserId, tournament_id: TournamentId, *, pool: str = "Elsewhere"
    ) -> AsyncTournamentRace:
        """Put an async run in a new pool under way, straight into the table."""
        pool_id = await self.add_pool(tournament_id, pool, live=0)
        (permalink,) = await self.add_permalinks(pool_id, ordinary=1)
        now = self.clock.now()
        return await AsyncTournamentRace.create(
            organization_id=self.organization_id,
            tournament_id=tournament_id,
            pool_id=pool_id,
            permalink_id=permalink.id,
            user_id=player,
            status=RunStatus.IN_PROGRESS,
            started_at=now,
            created_at=now,
            updated_at=now,
        )

    async def add_unmatched_result(self, live_race_id: LiveRaceId) -> UnmatchedEntrantId:
        """Put a result that belongs to nobody straight into the table."""
        now = self.clock.now()
        entry = await UnmatchedEntrant.create(
            organization_id=self.organization_id,
            live_race_id=live_race_id,
            entrant_key=f"stranger{live_race_id}",
            racetime_name="Stranger",
            reason=UnmatchedReason.UNLINKED,
            status=RunStatus.FORFEIT,
            created_at=now,
            updated_at=now,
        )
        return entry.id

    async def add_webhook(self, url: str = f"{NOWHERE}/hooks") -> tuple[WebhookId, WebhookDeliveryId]:
        """Add a webhook for which an event waits."""
        new = NewWebhook("Our bot", url, ("live_race.created", "tournament.created"))
        made = (await self.container.webhooks.create_webhook(self.admin, new)).webhook
        self._serial += 1
        await self.add_tournament(f"Told to a bot {self._serial}")
        await self.container.publishing.publish()
        (delivery,) = await self.container.webhooks.list_deliveries(self.admin, made.id, limit=1)
        return made.id, delivery.id

    async def draw(self, user_id: UserId, pool_id: PoolId) -> RunDetails:
        return await self.container.runs.draw(await self.enter(user_id), pool_id)

    async def start_run(self, user_id: UserId, pool_id: PoolId) -> RunDetails:
        """Draw, get ready and let the countdown pass."""
        ctx = await self.enter(user_id)
        run = await self.container.runs.draw(ctx, pool_id)
        run = await self.container.runs.ready(ctx, run.summary.id)
        assert run.summary.started_at is not None
        await self.clock.advance(run.summary.started_at - self.clock.now())
        return await self.container.runs.get_run(ctx, run.summary.id)

    async def finish_run(self, user_id: UserId, pool_id: PoolId, after: timedelta = timedelta(hours=1)) -> RunDetails:
        """Let a player draw and finish an async run in this time."""
        run = await self.start_run(user_id, pool_id)
        await self.clock.advance(after)
        return await self.container.runs.finish(await self.enter(user_id), run.summary.id)

    async def forfeit_run(self, user_id: UserId, pool_id: PoolId) -> RunDetails:
        run = await self.draw(user_id, pool_id)
        return await self.container.runs.forfeit(await self.enter(user_id), run.summary.id, confirmed=True)

    async def race(self, live_race_id: LiveRaceId) -> LiveRaceDetails:
        return await self.container.live_races.get_live_race(self.admin, live_race_id)

    async def tick(self) -> None:
        """Do everything that is due now."""
        tasks = self.container.tasks
        await tasks.open_due_rooms()
        await tasks.poll_due_rooms()
        await tasks.warn_of_low_entrants()
        await tasks.check_waiting_entrants()
        await tasks.make_due_seeds()
        await tasks.lock_due_races()
        await tasks.release_due_seeds()
        await tasks.call_to_due_starts()
        await tasks.show_due_results()
        await tasks.send_reminders()
        await tasks.fan_out_messages()
        await tasks.report_overdue_messages()
        await tasks.warn_late_starters()
        await tasks.time_out_runs()

    async def advance_to(self, moment: datetime) -> None:
        await self.clock.advance(moment - self.clock.now())
        await self.tick()

    async def open_room(self, live_race_id: LiveRaceId) -> ScriptedRoom:
        """Let the time of the room come and return the room."""
        await self.advance_to((await self.race(live_race_id)).summary.opens_at)
        slug = (await self.race(live_race_id)).summary.racetime_slug
        assert slug is not None
        return self.rooms.rooms[slug]

    async def hear(self, live_race_id: LiveRaceId, room: ScriptedRoom) -> bool:
        """Let the room's present state arrive."""
        details = await self.race(live_race_id)
        assert details.room is not None
        return await self.container.room_service.apply_room_snapshot(RoomId(details.room.id), room.snapshot())


@cache
def _usual_settings() -> Settings:
    return load_settings(env_file=None).model_copy(
        update=dict.fromkeys(
            ("speedgaming_url", "alttpr_url", "ootrandomizer_url", "ootrandomizer_presets_url"), NOWHERE
        )
    )


async def found_community(
    clock: ManualClock,
    *,
    slug: str = "hyrule",
    rooms: ScriptedRooms | None = None,
    settings: Settings | None = None,
    servers: DiscordServers | None = None,
) -> Community:
    """Create an organization on the open database."""
    used = rooms or ScriptedRooms(clock)
    configured = settings or _usual_settings()
    container = build_container(configured, clock=clock, rooms=used, bus=EventBus(), servers=servers)
    organization = await container.organizations.create_organization(slug, slug.title())
    system = container.access.as_system(organization.id)
    community = Community(container, clock, used, organization.id, system)
    admin_id = await community.add_player("Zelda", roles=[Role.ADMIN])
    community.admin = await community.enter(admin_id)
    return community
