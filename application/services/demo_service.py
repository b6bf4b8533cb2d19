"""A small community to look around in: development only, made through the same services as everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.discord import discord_id_made_at
from application.domain.errors import Forbidden
from application.domain.ids import LiveRaceId, OrganizationId, PoolId, TournamentId
from application.domain.live_race import LiveRaceStatus
from application.domain.permissions import Role
from application.domain.room import RoomSettings
from application.domain.scheduling import NewLiveRace
from application.domain.timeline import TimelineOverrides
from application.repositories.site_repository import SiteRepository
from application.repositories.user_repository import UserRepository
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.async_tournament_service import (
    AsyncTournamentService,
    NewTournament,
    PermalinkDraft,
)
from application.services.organization_service import MemberChanges, OrganizationService
from application.services.race_room_profile_service import ProfileDraft, RaceRoomProfileService
from application.services.racetime_bot_service import RacetimeBotService

DEMO_SLUG = "lost-woods"
_TOURNAMENT = "Lost Woods Qualifier"
_RUNS_PER_POOL = 2
_FEWEST_RACERS = 6
"""With fewer members that may still race in it, a demo race moves on to a new pool."""
_POOL_NAMES = ("Open", "Standard", "Keysanity", "Inverted", "Crossworld", "Boots", "Swordless", "Retro")
_LIVE_SEEDS_PER_POOL = 3
_ORDINARY_SEEDS_PER_POOL = 4
_AHEAD = timedelta(seconds=100)
_NEW_ACCOUNT = timedelta(days=2)
_OLD_ACCOUNT = timedelta(days=900)


@dataclass(frozen=True, slots=True)
class DemoRacer:
    """A simulated racer to make a member; `racetime_id` is the account that the member is linked to."""

    racetime_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoRacetime:
    """Where demo races take place."""

    category: str
    goal: str
    bot_client_id: str
    bot_client_secret: str

    def __repr__(self) -> str:
        return f"DemoRacetime(category={self.category!r}, goal={self.goal!r})"


class DemoService:
    def __init__(
        self,
        *,
        access: Access,
        site: SiteRepository,
        users: UserRepository,
        organizations: OrganizationService,
        tournaments: AsyncTournamentService,
        live_races: AsyncLiveRaceService,
        profiles: RaceRoomProfileService,
        bots: RacetimeBotService,
        clock: Clock,
        allowed: bool,
    ) -> None:
        self._access = access
        self._site = site
        self._users = users
        self._organizations = organizations
        self._tournaments = tournaments
        self._live_races = live_races
        self._profiles = profiles
        self._bots = bots
        self._clock = clock
        self._allowed = allowed

    async def ensure_community(self, racetime: DemoRacetime, racers: Sequence[DemoRacer]) -> bool:
        """Make the demo community unless it exists; True when it was made. Raises `Forbidden` in production.

        In an existing one races that were under way are called off, because a rehearsal server forgets its rooms when
        it stops.
        """
        self._demand_development()
        ctx = await self._find()
        if ctx is not None:
            await self._bots.save_bot(ctx, racetime.category, racetime.bot_client_id, racetime.bot_client_secret)
            for race in await self._live_races.list_scheduled_races(ctx):
                if race.status is not LiveRaceStatus.SCHEDULED:
                    await self._live_races.cancel_live_race(ctx, race.id, "The rehearsal server was restarted.")
            return False
        view = await self._organizations.create_organization(
            DEMO_SLUG, "Lost Woods League", "A demo community. Everything in it was made up for you to try things."
        )
        ctx = self._access.as_system(view.id)
        await self._bots.save_bot(ctx, racetime.category, racetime.bot_client_id, racetime.bot_client_secret)
        await self._add_people(ctx, racers)
        await self._profiles.create_profile(
            ctx,
            ProfileDraft(
                "Qualifier room",
                RoomSettings(start_delay=10, hide_comments=True),
                description="Short countdown, comments hidden until the end.",
                is_default=True,
            ),
        )
        tournament = await self._tournaments.create_tournament(
            ctx,
            NewTournament(
                name=_TOURNAMENT,
                racetime_category=racetime.category,
                racetime_goal=racetime.goal,
                description="Race the seeds of every pool; your best runs count.",
                runs_per_pool=_RUNS_PER_POOL,
            ),
        )
        for name in _POOL_NAMES[:3]:
            await self._add_pool(ctx, tournament.id, name)
        return True

    async def start_race(self) -> LiveRaceId:
        """Schedule a race that opens its room at once and starts within two minutes, or return the one under way."""
        self._demand_development()
        ctx = await self._find()
        if ctx is None:
            raise Forbidden("There is no demo community here.")
        for race in await self._live_races.list_scheduled_races(ctx):
            soon = race.scheduled_at <= self._clock.now() + _AHEAD
            if race.status is not LiveRaceStatus.SCHEDULED or soon:
                return race.id
        tournament_id, pool_id = await self._pool_with_racers(ctx)
        details = await self._live_races.create_live_race(
            ctx,
            NewLiveRace(
                tournament_id=tournament_id,
                pool_id=pool_id,
                scheduled_at=self._clock.now() + _AHEAD,
                match_title="Demo race",
                overrides=TimelineOverrides(room_open_minutes=2, lock_minutes=1),
            ),
        )
        return details.summary.id

    async def _pool_with_racers(self, ctx: OrgContext) -> tuple[TournamentId, PoolId]:
        """Return a pool in which enough members may race and that has a permalink left; make one if need be."""
        tournament = next(view for view in await self._tournaments.list_tournaments(ctx) if view.name == _TOURNAMENT)
        for pool in tournament.pools:
            new = NewLiveRace(tournament.id, pool.id, self._clock.now() + _AHEAD)
            members = await self._live_races.preview_eligible_participants(ctx, new)
            if pool.unplayed_live_count and sum(member.eligible for member in members) >= _FEWEST_RACERS:
                return tournament.id, pool.id
        names = {pool.name for pool in tournament.pools}
        fresh = next((name for name in _POOL_NAMES if name not in names), f"Pool {len(names) + 1}")
        return tournament.id, await self._add_pool(ctx, tournament.id, fresh)

    async def _add_pool(self, ctx: OrgContext, tournament_id: TournamentId, name: str) -> PoolId:
        pool = await self._tournaments.create_pool(ctx, tournament_id, name)
        drafts = [
            PermalinkDraft(
                f"https://seeds.example/{DEMO_SLUG}/{pool.id}-{number}",
                "Bow / Boots / Lamp / Shield / Flute",
                is_live=number <= _LIVE_SEEDS_PER_POOL,
            )
            for number in range(1, _LIVE_SEEDS_PER_POOL + _ORDINARY_SEEDS_PER_POOL + 1)
        ]
        await self._tournaments.add_permalinks(ctx, pool.id, drafts)
        return pool.id

    async def _add_people(self, ctx: OrgContext, racers: Sequence[DemoRacer]) -> None:
        await self._add_person(ctx, "Saria", (Role.ADMIN,))
        await self._add_person(ctx, "Mido", (Role.ASYNC_TOURNAMENT_ADMIN,))
        await self._add_person(ctx, "Fado", (Role.ASYNC_REVIEWER,))
        for number, racer in enumerate(racers):
            age = _NEW_ACCOUNT if number == len(racers) - 1 else _OLD_ACCOUNT
            await self._add_person(ctx, racer.name, (), racer=racer, account_age=age)

    async def _add_person(
        self,
        ctx: OrgContext,
        name: str,
        roles: tuple[Role, ...],
        *,
        racer: DemoRacer | None = None,
        account_age: timedelta = _OLD_ACCOUNT,
    ) -> None:
        serial = len(await self._users.list_demo_users())
        discord_id = discord_id_made_at(self._clock.now() - account_age, serial)
        user = await self._users.create(name, discord_id=discord_id, is_demo=True)
        await self._organizations.add_existing_user(ctx, user.id, roles)
        if racer is not None:
            changes = MemberChanges(racetime_id=racer.racetime_id, racetime_name=racer.name)
            await self._organizations.update_member(ctx, user.id, changes)

    async def _find(self) -> OrgContext | None:
        organization = await self._site.find_organization(DEMO_SLUG)
        return self._access.as_system(OrganizationId(organization.id)) if organization is not None else None

    def _demand_development(self) -> None:
        if not self._allowed:
            raise Forbidden("The demo community exists in development only.")
