"""What is due now and what will be: the database is the schedule, so nothing here can drift from the races."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.ids import OrganizationId, TournamentId
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.permissions import Permission
from application.domain.runs.async_run import PRESSES_ARRIVE_WITHIN
from application.read_models import LiveRaceSummary, UpcomingStep
from application.repositories.operations.due_work_repository import DueWorkRepository
from application.repositories.operations.supervision_repository import SupervisionRepository
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.live_races.speedgaming_service import SpeedGamingService
from application.services.messages.fan_out_service import FanOutService
from application.services.messages.message_service import MessageService
from application.services.operations.alert_service import AlertService
from application.services.operations.goal_check_service import GoalCheckService
from application.services.operations.race_night_service import SCHEDULE
from application.services.operations.retention_service import RetentionService
from application.services.retry import each_apart
from application.services.runs.async_race_service import AsyncRaceService
from application.services.runs.scoring import Rescoring
from application.services.tournaments.seed_source_service import SeedSourceService

T = TypeVar("T")

_AT_ONCE = 10
"""How many rooms are opened or polled at the same time."""
_STOCKING_AT_ONCE = 3
"""Pools of one organization: however many of its generators hang, others' ticks go on."""


class TaskSchedulerService:
    """Each method does what is due and returns how much that was; a race that fails never stops the others."""

    def __init__(
        self,
        due: DueWorkRepository,
        supervision: SupervisionRepository,
        live_races: AsyncLiveRaceService,
        runs: AsyncRaceService,
        goals: GoalCheckService,
        alerts: AlertService,
        fan_out: FanOutService,
        messages: MessageService,
        speedgaming: SpeedGamingService,
        seed_sources: SeedSourceService,
        rescoring: Rescoring,
        retention: RetentionService,
        clock: Clock,
    ) -> None:
        self._due = due
        self._supervision = supervision
        self._alerts = alerts
        self._live_races = live_races
        self._goals = goals
        self._runs = runs
        self._fan_out = fan_out
        self._messages = messages
        self._speedgaming = speedgaming
        self._seed_sources = seed_sources
        self._rescoring = rescoring
        self._retention = retention
        self._clock = clock
        self._stocking: Counter[OrganizationId] = Counter()
        """How many ticks are still at an organization's pools."""
        self._looking: set[object] = set()

    async def open_due_rooms(self) -> int:
        due = await self._due.rooms_to_open(self._clock.now())
        return await _all("open a room", [self._live_races.open_race_room(race.live_race_id) for race in due])

    async def lock_due_races(self) -> int:
        due = await self._due.races_to_lock(self._clock.now())
        return await _all("lock a race", [self._live_races.lock_race(race.live_race_id) for race in due])

    async def make_due_seeds(self) -> int:
        due = await self._due_of(self._due.races_to_make_seeds_for)
        make = self._live_races.make_due_seed
        actions = [(race.organization_id, make(race.live_race_id)) for race in due]
        return len(await _each_organization("make a seed", actions, at_once=_AT_ONCE))

    async def stock_pools(self) -> int:
        due = await self._due_of(self._due.pools_to_stock)
        stock = self._seed_sources.stock_due
        free = {pool.organization_id for pool in due if self._stocking[pool.organization_id] < _STOCKING_AT_ONCE}
        actions = [
            (pool.organization_id, stock(pool.organization_id, pool.pool_id))
            for pool in due
            if pool.organization_id in free
        ]
        self._stocking.update(free)
        try:
            return sum(await _each_organization("stock a pool", actions))
        finally:
            self._stocking.subtract(free)

    async def _due_of(self, look: Callable[[datetime], Awaitable[list[T]]]) -> list[T]:
        """Return what is due, and nothing while an earlier tick still looks: on a slow database they would pile up."""
        if look in self._looking:
            return []
        self._looking.add(look)
        try:
            return await look(self._clock.now())
        finally:
            self._looking.discard(look)

    async def release_due_seeds(self) -> int:
        due = await self._due.seeds_to_release(self._clock.now())
        return await _all("release a seed", [self._live_races.release_seed(race.live_race_id) for race in due])

    async def call_to_due_starts(self) -> int:
        due = await self._due.races_to_call(self._clock.now())
        return await _all("call to a start", [self._live_races.call_to_start(race.live_race_id) for race in due])

    async def show_due_results(self) -> int:
        due = await self._due.results_to_show(self._clock.now())
        return await _all("show results", [self._live_races.show_results(race.live_race_id) for race in due])

    async def check_waiting_entrants(self) -> int:
        due = await self._due.races_to_check()
        return await _all("check entrants", [self._live_races.check_room_entrants(race.live_race_id) for race in due])

    async def warn_of_low_entrants(self) -> int:
        due = await self._due.rooms_low_on_entrants(self._clock.now())
        return await _all("warn", [self._live_races.warn_of_low_entrants(race.live_race_id) for race in due])

    async def refresh_alerts(self) -> int:
        return await self._alerts.refresh() + await self._alerts.tell_due()

    async def give_sign_of_life(self) -> None:
        """Let every process see that the scheduler runs in this one."""
        await self._supervision.note_heartbeat(SCHEDULE)

    async def check_due_goals(self) -> int:
        due = await self._due.goals_to_check(self._clock.now())
        check = self._goals.check_due_goal
        return await _all("check a goal", [check(item.organization_id, item.tournament_id) for item in due])

    async def read_due_schedules(self) -> int:
        due = await self._due.schedules_to_read(self._clock.now())
        sync = self._speedgaming.sync_due
        return await _all("read a schedule", [sync(item.organization_id, item.pool_id) for item in due])

    async def go_on_rescoring(self) -> int:
        return await self._rescoring.finish_due()

    async def forget_settled(self) -> int:
        return await self._retention.forget_settled()

    async def poll_due_rooms(self) -> int:
        due = await self._due.rooms_to_poll(self._clock.now())
        return await _all("poll a room", [self._live_races.poll_room(room.room_id, room.slug) for room in due])

    async def fan_out_messages(self) -> int:
        return await self._fan_out.fan_out_due()

    async def send_reminders(self) -> int:
        return await self._fan_out.remind_due()

    async def report_overdue_messages(self) -> int:
        return await self._messages.raise_alarms()

    async def warn_late_starters(self) -> int:
        due = await self._due.runs_to_warn(self._clock.now())
        return await _all("warn a player", [self._runs.warn(run.run_id) for run in due])

    async def time_out_runs(self) -> int:
        due = await self._due.runs_to_time_out(self._clock.now() - PRESSES_ARRIVE_WITHIN)
        return await _all("time a run out", [self._runs.time_out(run.run_id) for run in due])

    async def list_upcoming_work(
        self, ctx: OrgContext, tournament_id: TournamentId | None = None
    ) -> tuple[UpcomingStep, ...]:
        """Return every step that is due or still to come for races that are not over, in order of time."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        races = await self._live_races.list_scheduled_races(ctx, tournament_id)
        steps = [step for race in races for step in _steps(race)]
        return tuple(sorted(steps, key=lambda step: (step.due_at, step.live_race_id)))


def _steps(race: LiveRaceSummary) -> Iterable[UpcomingStep]:
    def step(what: str, due_at: datetime, note: str = "") -> UpcomingStep:
        return UpcomingStep(race.id, race.title, what, due_at, note)

    if race.status is LiveRaceStatus.SCHEDULED:
        yield step("Open room", race.room_retry_at or race.opens_at, race.room_error)
    if race.status in NOT_STARTED:
        if race.locked_at is None:
            yield step("Lock room and settle who counts", race.locks_at, race.lock_error)
        if race.released_at is None and race.releases_at is not None:
            yield step("Release seed", race.releases_at)
        yield step("Start", race.scheduled_at)
    if race.begins_at is not None and race.status is LiveRaceStatus.PENDING:
        yield step("Begin with those who are ready", race.begins_at)


async def _all(what: str, actions: Sequence[Awaitable[object]]) -> int:
    await each_apart(what, actions, at_once=_AT_ONCE)
    return len(actions)


async def _each_organization(
    what: str, actions: Sequence[tuple[OrganizationId, Awaitable[T]]], *, at_once: int = 1
) -> list[T]:
    """Do as `each_apart`, and let no organization wait for what another one has chosen to ask."""
    own: dict[OrganizationId, list[Awaitable[T]]] = defaultdict(list)
    for organization_id, action in actions:
        own[organization_id].append(action)
    done = await asyncio.gather(*(each_apart(what, each, at_once=at_once) for each in own.values()))
    return [result for results in done for result in results]
