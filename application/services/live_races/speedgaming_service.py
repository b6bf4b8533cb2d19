"""Live races that follow SpeedGaming's schedule: made, moved, and flagged when they are listed no longer."""

from dataclasses import dataclass, replace
from datetime import datetime

from application.access import Access
from application.context import OrgContext
from application.domain.errors import AlreadyTaken, Conflict, DomainError, InvalidInput
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.events.live_races import AsyncLiveRaceEpisodeFlaggedEvent, AsyncLiveRaceEpisodeListedEvent
from application.domain.ids import OrganizationId, PoolId, PoolRef, RaceRef
from application.domain.live_races.scheduling import LiveRaceChanges, NewLiveRace
from application.domain.live_races.speedgaming import (
    LOOK_AHEAD,
    LOOK_BACK,
    Episode,
    Step,
    SyncedRace,
    SyncStep,
    check_event,
    not_followed,
    plan_sync,
)
from application.domain.permissions import Permission
from application.ports import EpisodeSchedule, ScheduleUnavailable
from application.read_models import PoolScheduleView
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPool

_PROBLEM_LIMIT = 500


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one look at the schedule did; `problem` is a sentence about what it could not do, empty for nothing."""

    created: int
    moved: int
    missing: int
    problem: str


class SpeedGamingService:
    """The schedule is the truth for races that have an episode: their start and title follow it.

    Whoever wants something else for a race takes its episode number away.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        live_races: AsyncLiveRaceService,
        schedule: EpisodeSchedule,
    ) -> None:
        self._units = units
        self._access = access
        self._live_races = live_races
        self._schedule = schedule

    async def get_schedule(self, ctx: OrgContext, pool_id: PoolId) -> PoolScheduleView:
        """Return which event the pool follows, and how the last look at it went."""
        pool = await self._units.reading(ctx).pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        return _view(pool)

    @tried_twice
    async def link(self, ctx: OrgContext, pool_id: PoolId, event: str) -> PoolScheduleView:
        """Let the pool follow an event, given by its short name; an empty one ends that and keeps all races.

        Raises `AlreadyTaken` for an event that another pool follows: each episode makes one race.
        """
        name = check_event(event)
        async with self._units(ctx) as work:
            pool = await work.pools.get_by_id(pool_id)
            ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
            if pool.speedgaming_event != name:
                other = await work.pools.find_following(name) if name else None
                if other is not None:
                    raise AlreadyTaken(
                        f"The pool {other.name} of {other.tournament.name} follows this event already, and an episode "
                        "makes one race only. End it there first."
                    )
                change = FieldChange("speedgaming_event", pool.speedgaming_event or None, name or None)
                await work.pools.link_schedule(pool, name)
                await work.live_races.forget_schedule(pool.id)
                work.record(
                    EditedEvent(
                        PoolRef(ctx.organization_id, pool.tournament_id, pool_id), Edited.POOL_SCHEDULE, (change,)
                    )
                )
            return _view(pool)

    async def sync_now(self, ctx: OrgContext, pool_id: PoolId) -> SyncReport:
        """Look at the schedule now. Raises `Conflict` for a pool that follows nothing."""
        pool = await self._units.reading(ctx).pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        if not pool.speedgaming_event:
            raise Conflict("This pool follows no SpeedGaming event. Name one first.")
        return await self._sync(self._access.as_system(ctx.organization_id), pool)

    async def sync_due(self, organization_id: OrganizationId, pool_id: PoolId) -> None:
        """Look at the schedule by the clock."""
        ctx = self._access.as_system(organization_id)
        await self._sync(ctx, await self._units.reading(ctx).pools.get_by_id(pool_id))

    async def _sync(self, ctx: OrgContext, pool: AsyncTournamentPool) -> SyncReport:
        now = self._units.clock.now()
        event = pool.speedgaming_event
        try:
            episodes = await self._schedule.list_episodes(event, now - LOOK_BACK, now + LOOK_AHEAD)
        except ScheduleUnavailable as error:
            await self._note(ctx, pool, str(error), pool.speedgaming_left_out)
            return SyncReport(0, 0, 0, str(error))
        reading = self._units.reading(ctx)
        races = [_synced(race) for race in await reading.live_races.list_synced(pool.id)]
        taken = await reading.live_races.taken_episodes([episode.id for episode in episodes])
        done = dict.fromkeys(Step, 0)
        problems: dict[SyncStep, str] = {}
        for step in plan_sync(episodes, races, taken, now):
            try:
                await self._take(ctx, pool, step, now)
                done[step.step] += 1
            except DomainError as refusal:  # one episode never stops the others
                problems[step] = f"{_name(step)}: {refusal.message}"
        problem = " ".join(problems.values())[:_PROBLEM_LIMIT]
        left_out = " ".join(text for step, text in problems.items() if step.step is Step.CREATE)
        await self._note(ctx, pool, problem, left_out)
        return SyncReport(done[Step.CREATE], done[Step.MOVE], done[Step.MISS], problem)

    async def _take(self, ctx: OrgContext, pool: AsyncTournamentPool, step: SyncStep, now: datetime) -> None:
        match step:
            case SyncStep(Step.CREATE, Episode() as episode):
                await self._live_races.create_live_race(
                    ctx,
                    NewLiveRace(
                        pool.tournament_id, pool.id, episode.starts_at, match_title=episode.title, episode_id=episode.id
                    ),
                )
            case SyncStep(Step.MOVE, Episode() as episode, SyncedRace() as race):
                await self._follow(ctx, race, episode, step.problem, now)
            case SyncStep(Step.FLAG, _, SyncedRace() as race):
                await self._note_problem(ctx, race, step.problem)
            case SyncStep(Step.MISS | Step.FIND as what, _, SyncedRace() as race):
                await self._note_listed(ctx, race, missing=what is Step.MISS)

    async def _follow(self, ctx: OrgContext, race: SyncedRace, episode: Episode, problem: str, now: datetime) -> None:
        """Take over start and title. What is refused is a flag on the race; a title is taken over nevertheless."""
        title = LiveRaceChanges(match_title=episode.title or race.title)
        changes = title if episode.starts_at <= now else replace(title, scheduled_at=episode.starts_at)
        try:
            await self._live_races.update_live_race(ctx, race.id, changes)
        except (Conflict, InvalidInput) as refusal:
            await self._note_problem(ctx, race, not_followed(episode, refusal.message))
            if changes != title:
                await self._live_races.update_live_race(ctx, race.id, title)
            raise
        await self._note_problem(ctx, race, problem)

    @tried_twice
    async def _note_problem(self, ctx: OrgContext, synced: SyncedRace, problem: str) -> None:
        """Put it on record what of the schedule can't be followed, or that nothing is the matter any more."""
        text = problem[:_PROBLEM_LIMIT]
        if text == synced.problem:
            return
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(synced.id, for_update=True)
            if race.episode_problem == text or race.episode_id != synced.episode_id:
                return
            race.episode_problem = text
            await work.live_races.update_live_race(race)
            work.record(
                AsyncLiveRaceEpisodeFlaggedEvent(
                    RaceRef(ctx.organization_id, race.tournament_id, race.id),
                    episode_id=synced.episode_id,
                    problem=text,
                )
            )

    @tried_twice
    async def _note_listed(self, ctx: OrgContext, synced: SyncedRace, *, missing: bool) -> None:
        """Put it on record that the episode is listed no longer, or again; the race itself stays as it is."""
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(synced.id, for_update=True)
            if (race.episode_missing_since is not None) is missing or race.episode_id != synced.episode_id:
                return
            race.episode_missing_since = work.clock.now() if missing else None
            await work.live_races.update_live_race(race)
            work.record(
                AsyncLiveRaceEpisodeListedEvent(
                    RaceRef(ctx.organization_id, race.tournament_id, race.id),
                    episode_id=synced.episode_id,
                    listed=not missing,
                )
            )

    @tried_twice
    async def _note(self, ctx: OrgContext, pool: AsyncTournamentPool, problem: str, left_out: str) -> None:
        """`left_out` tells of episodes that could not become races."""
        async with self._units(ctx) as work:
            event = pool.speedgaming_event
            await work.pools.note_sync(pool.id, event, problem[:_PROBLEM_LIMIT], left_out=left_out[:_PROBLEM_LIMIT])


def _name(step: SyncStep) -> str:
    number = step.episode.id if step.episode is not None else step.race.episode_id if step.race is not None else 0
    return f"Episode {number}"


def _synced(race: AsyncTournamentLiveRace) -> SyncedRace:
    is_missing = race.episode_missing_since is not None
    return SyncedRace(
        race.id, race.episode_id or 0, race.scheduled_at, race.match_title, is_missing, race.episode_problem
    )


def _view(pool: AsyncTournamentPool) -> PoolScheduleView:
    return PoolScheduleView(pool.id, pool.speedgaming_event, pool.speedgaming_synced_at, pool.speedgaming_error)
