"""A small community to look around in: development only, made through the same services as everything else."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, count
from typing import Protocol

from application.access import Access
from application.account_fingerprints import AccountFingerprints
from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.discord import discord_id_made_at
from application.domain.errors import AlreadyTaken, Conflict, Forbidden
from application.domain.ids import LiveRaceId, OrganizationId, PoolId, TournamentId
from application.domain.live_races.live_race import OPENING_GRACE, LiveRaceStatus
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.permissions import Role
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from application.domain.tournaments.timeline import TimelineOverrides
from application.read_models import TournamentView
from application.repositories.people.access_repository import AccessRepository
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.operations.racetime_bot_service import RacetimeBotService
from application.services.people.member_entry import claim_account, give_roles
from application.services.people.organization_service import OrganizationService
from application.services.retry import tried_twice
from application.services.tournaments.async_tournament_service import (
    AsyncTournamentService,
    PermalinkDraft,
    TournamentSettings,
)
from application.services.tournaments.race_room_profile_service import ProfileDraft, RaceRoomProfileService
from application.services.tournaments.seed_source_service import SeedSourceService
from application.unit_of_work import UnitsOfWork, WorkSession
from models.user import User

logger = logging.getLogger(__name__)

DEMO_SLUG = "lost-woods"
_TOURNAMENT = "Lost Woods Qualifier"
_RUNS_PER_POOL = 2
_FEWEST_RACERS = 6
"""With fewer simulated racers that may still race in it, a demo race moves on to a new pool."""
_POOL_NAMES = ("Open", "Standard", "Keysanity", "Inverted", "Crossworld", "Boots", "Swordless", "Retro")
_LIVE_SEEDS_PER_POOL = 3
_ORDINARY_SEEDS_PER_POOL = 4
_AHEAD = timedelta(seconds=100)
_OLD_ACCOUNT = timedelta(days=900)


@dataclass(frozen=True, slots=True)
class DemoRacer:
    """A simulated racer to make a member; `racetime_id` is the account that the member is linked to.

    `account_age` is that of the Discord account.
    """

    racetime_id: str
    name: str
    account_age: timedelta = _OLD_ACCOUNT


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
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        fingerprints: AccountFingerprints,
        organizations: OrganizationService,
        tournaments: AsyncTournamentService,
        live_races: AsyncLiveRaceService,
        profiles: RaceRoomProfileService,
        bots: RacetimeBotService,
        seed_sources: SeedSourceService,
        clock: Clock,
        allowed: bool,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._fingerprints = fingerprints
        self._organizations = organizations
        self._tournaments = tournaments
        self._live_races = live_races
        self._profiles = profiles
        self._bots = bots
        self._seed_sources = seed_sources
        self._clock = clock
        self._allowed = allowed

    async def ensure_people(self, racers: Sequence[DemoRacer]) -> bool:
        """Make whoever is missing of the demo community, to sign in as; True when they were.

        Raises `Forbidden` in production.
        """
        self._demand_development()
        return await self._add_people(await self._find() or await self._found(), racers)

    async def add_racer(self, racer: DemoRacer) -> None:
        """Let one more join the demo community. Raises `Forbidden` where there is none."""
        async with self._units(await self._community()) as work:
            await self._add_racer(work, racer)

    async def forget_messages(self) -> None:
        """Leave unsaid whatever was to be said of what has happened so far. Raises `Forbidden` without a community."""
        async with self._units(await self._community()) as work:
            await work.outbox.clear()

    async def ensure_community(self, racetime: DemoRacetime, racers: Sequence[DemoRacer]) -> bool:
        """Make what is missing of the demo community; True when its people were. Raises `Forbidden` in production.

        Races that were under way are cancelled, because a rehearsal server forgets its rooms when it stops.
        """
        self._demand_development()
        ctx = await self._find() or await self._found()
        await self._bots.save_bot(ctx, racetime.category, racetime.bot_client_id, racetime.bot_client_secret)
        made = await self._add_people(ctx, racers)
        if not await self._profiles.list_profiles(ctx):
            await self._profiles.create_profile(
                ctx,
                ProfileDraft(
                    "Qualifier room",
                    RoomSettings(start_delay=10, hide_comments=True),
                    description="Short start delay, comments hidden until the end.",
                    is_default=True,
                ),
            )
        await self._tournament(ctx, racetime)
        for race in await self._live_races.list_scheduled_races(ctx):
            if race.status is not LiveRaceStatus.SCHEDULED:
                await self._cancel(ctx, race.id)
        return made

    async def start_race(self, racetime: DemoRacetime) -> LiveRaceId:
        """Schedule a race that opens its room at once and starts within two minutes, or return the one under way."""
        ctx = await self._community()
        tournament = await self._tournament(ctx, racetime)
        now = self._clock.now()
        for race in await self._live_races.list_scheduled_races(ctx, tournament.id):
            soon = now - OPENING_GRACE <= race.scheduled_at <= now + _AHEAD
            if race.status is not LiveRaceStatus.SCHEDULED or soon:
                return race.id
        tournament_id, pool_id = await self._pool_with_racers(ctx, tournament)
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

    async def _found(self) -> OrgContext:
        try:
            view = await self._organizations.create_organization(
                DEMO_SLUG, "Lost Woods League", "A demo community. Everything in it was made up for you to try things."
            )
        except AlreadyTaken:
            found = await self._find()  # another process was quicker
            if found is None:
                raise
            return found
        return self._access.as_system(view.id)

    async def _tournament(self, ctx: OrgContext, racetime: DemoRacetime) -> TournamentView:
        """Return the tournament for demo races, another one if people have closed, renamed or changed the last one."""
        tournaments = await self._tournaments.list_tournaments(ctx)
        where = (racetime.category, racetime.goal)
        for view in tournaments:
            is_ours = view.name.startswith(_TOURNAMENT) and view.is_active
            if is_ours and (view.racetime_category, view.racetime_goal) == where:
                return view
        view = await self._tournaments.create_tournament(
            ctx,
            TournamentSettings(
                name=_free_name(chain((_TOURNAMENT,), (f"{_TOURNAMENT} {number}" for number in count(2))), tournaments),
                racetime_category=racetime.category,
                racetime_goal=racetime.goal,
                description="Race the seeds of every pool; your best runs count.",
                runs_per_pool=_RUNS_PER_POOL,
                is_public=True,
            ),
        )
        for name in _POOL_NAMES[:3]:
            await self._add_pool(ctx, view.id, name)
        return await self._tournaments.get_tournament(ctx, view.id)

    async def _cancel(self, ctx: OrgContext, race_id: LiveRaceId) -> None:
        try:
            await self._live_races.cancel_live_race(ctx, race_id, "The rehearsal server was restarted.")
        except Conflict as refusal:
            logger.info("The demo race %s is left as it is: %s", race_id, refusal)

    async def _pool_with_racers(self, ctx: OrgContext, tournament: TournamentView) -> tuple[TournamentId, PoolId]:
        """Return a pool in which enough racers may race and that has a permalink left; make one if need be."""
        racers = {user.id for user in await self._units.reading(ctx).users.list_demo_users()}
        for pool in tournament.pools:
            new = NewLiveRace(tournament.id, pool.id, self._clock.now() + _AHEAD)
            members = await self._live_races.preview_eligible_participants(ctx, new)
            able = sum(member.eligible for member in members if member.user_id in racers)
            if pool.unplayed_live_count and able >= _FEWEST_RACERS:
                return tournament.id, pool.id
        fresh = _free_name(chain(_POOL_NAMES, (f"Pool {number}" for number in count(1))), tournament.pools)
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
        await self._have_seeds_made(ctx, pool.id, name)
        return pool.id

    async def _have_seeds_made(self, ctx: OrgContext, pool_id: PoolId, name: str) -> None:
        """Let the rehearsal's generator make them, where there is one."""
        if GeneratorKind.REHEARSAL not in (await self._seed_sources.get_source(ctx, pool_id)).offered:
            return
        presets = [each.name for each in await self._seed_sources.list_presets(ctx, pool_id, GeneratorKind.REHEARSAL)]
        preset = name if name in presets else presets[0]
        draft = SourceDraft(GeneratorKind.REHEARSAL, preset, at_draw=True)
        await self._seed_sources.save_source(ctx, pool_id, draft)

    @tried_twice
    async def _add_people(self, ctx: OrgContext, racers: Sequence[DemoRacer]) -> bool:
        """Add all of them or nobody, so that neither a kill nor another process leaves a part of them."""
        async with self._units(ctx) as work:
            if await work.users.list_demo_users():
                return False
            await self._add_person(work, "Saria", (Role.ADMIN,))
            await self._add_person(work, "Mido", (Role.ASYNC_TOURNAMENT_ADMIN,))
            await self._add_person(work, "Fado", (Role.ASYNC_REVIEWER,))
            for racer in racers:
                await self._add_racer(work, racer)
            return True

    async def _add_racer(self, work: WorkSession, racer: DemoRacer) -> None:
        user = await self._add_person(work, racer.name, (), account_age=racer.account_age)
        await claim_account(work, user, racer.racetime_id, racer.name, self._fingerprints)

    async def _add_person(
        self, work: WorkSession, name: str, roles: tuple[Role, ...], *, account_age: timedelta = _OLD_ACCOUNT
    ) -> User:
        serial = len(await work.users.list_demo_users())
        discord_id = discord_id_made_at(self._clock.now() - account_age, serial)
        user = await work.users.create(name, discord_id=discord_id, is_demo=True)
        await work.members.add(user.id)
        await give_roles(work, user, roles)
        return user

    async def _community(self) -> OrgContext:
        self._demand_development()
        ctx = await self._find()
        if ctx is None:
            raise Forbidden("There is no demo community here.")
        return ctx

    async def _find(self) -> OrgContext | None:
        organization = await self._site.find_organization(DEMO_SLUG)
        return self._access.as_system(OrganizationId(organization.id)) if organization is not None else None

    def _demand_development(self) -> None:
        if not self._allowed:
            raise Forbidden("The demo community exists in development only.")


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _free_name(names: Iterable[str], taken: Iterable[_Named]) -> str:
    used = {row.name for row in taken}
    return next(name for name in names if name not in used)
