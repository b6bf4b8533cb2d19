"""Which work is due, in all organizations: what the schedule asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Count

from application.domain.ids import (
    LiveRaceId,
    OrganizationId,
    PoolId,
    RoomId,
    RunId,
    TournamentId,
)
from application.domain.live_races.live_race import FEWEST_ENTRANTS, LOW_ENTRANTS_WARNING, LiveRaceStatus
from application.domain.live_races.room import JOINED
from application.domain.live_races.speedgaming import SYNC_INTERVAL
from application.domain.runs.run import RunStatus
from application.domain.tournaments.seed_source import SEED_AHEAD, seed_of_race
from application.repositories.async_live_race_repository import lacks_room, room_is_due, unclaimed
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace, AsyncTournamentPool, AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom
from models.seed_source import SeedMaking, SeedSource


@dataclass(frozen=True, slots=True)
class DuePool:
    organization_id: OrganizationId
    pool_id: PoolId


@dataclass(frozen=True, slots=True)
class DueRace:
    organization_id: OrganizationId
    live_race_id: LiveRaceId


@dataclass(frozen=True, slots=True)
class DueTournament:
    organization_id: OrganizationId
    tournament_id: TournamentId


@dataclass(frozen=True, slots=True)
class DueRoom:
    organization_id: OrganizationId
    live_race_id: LiveRaceId
    room_id: RoomId
    slug: str


@dataclass(frozen=True, slots=True)
class DueRun:
    organization_id: OrganizationId
    run_id: RunId


_GOAL_LEAD = timedelta(hours=24)
_GOAL_FRESH = timedelta(hours=1)
_RESCORING_STALLED = timedelta(seconds=30)
"""Whoever works out scores anew notes each piece within a second or two."""


class DueWorkRepository:
    async def rooms_to_open(self, now: datetime) -> list[DueRace]:
        rows = (
            await AsyncTournamentLiveRace.filter(lacks_room(), room_is_due(now), unclaimed(now))
            .order_by("opens_at")
            .values_list("organization_id", "id")
        )
        return [DueRace(*row) for row in rows]

    async def races_to_lock(self, now: datetime) -> list[DueRace]:
        rows = (
            await AsyncTournamentLiveRace.filter(
                status=LiveRaceStatus.PENDING, racetime_slug__isnull=False, locks_at__lte=now, locked_at__isnull=True
            )
            .order_by("locks_at")
            .values_list("organization_id", "id")
        )
        return [DueRace(*row) for row in rows]

    async def races_to_make_seeds_for(self, now: datetime) -> list[DueRace]:
        """Return races that are to be locked, have no seed and wait for a generator's."""
        waiting = await SeedMaking.filter(next_try_at__gt=now).values_list("pool_id", "subject")
        not_yet = set(waiting)
        rows = (
            await AsyncTournamentLiveRace.filter(
                status=LiveRaceStatus.PENDING,
                racetime_slug__isnull=False,
                locks_at__lte=now,
                locked_at__isnull=True,
                permalink_id__isnull=True,
                pool_id__in=Subquery(SeedSource.all().values("pool_id")),
            )
            .order_by("locks_at")
            .values_list("organization_id", "id", "pool_id")
        )
        return [DueRace(*row[:2]) for row in rows if (row[2], seed_of_race(row[1])) not in not_yet]

    async def pools_to_stock(self, now: datetime) -> list[DuePool]:
        """Return pools of active tournaments that are to have seeds ahead; whether they lack one is to be counted."""
        not_yet = SeedMaking.filter(next_try_at__gt=now, subject=SEED_AHEAD).values("pool_id")
        rows = (
            await SeedSource.filter(ahead__gt=0, pool__tournament__is_active=True, organization__is_active=True)
            .exclude(pool_id__in=Subquery(not_yet))
            .order_by("id")
            .values_list("organization_id", "pool_id")
        )
        return [DuePool(*row) for row in rows]

    async def races_to_call(self, now: datetime) -> list[DueRace]:
        """Return locked races that are to start and have not, and whose next call has come."""
        rows = (
            await AsyncTournamentLiveRace.filter(
                status=LiveRaceStatus.PENDING, racetime_slug__isnull=False, start_call_at__lte=now
            )
            .order_by("start_call_at")
            .values_list("organization_id", "id")
        )
        return [DueRace(*row) for row in rows]

    async def seeds_to_release(self, now: datetime) -> list[DueRace]:
        rows = (
            await AsyncTournamentLiveRace.filter(
                status__in=[LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS],
                releases_at__lte=now,
                locked_at__isnull=False,
                released_at__isnull=True,
            )
            .order_by("releases_at")
            .values_list("organization_id", "id")
        )
        return [DueRace(*row) for row in rows]

    async def results_to_show(self, now: datetime) -> list[DueRace]:
        """Return races whose results were kept back for a stream that has caught up by now."""
        rows = (
            await AsyncTournamentLiveRace.filter(results_show_at__lte=now)
            .order_by("results_show_at")
            .values_list("organization_id", "id")
        )
        return [DueRace(*row) for row in rows]

    async def races_to_check(self) -> list[DueRace]:
        """Return races whose room is open and whose entrants are not all settled yet."""
        rows = (
            await AsyncTournamentLiveRace.filter(status=LiveRaceStatus.PENDING, racetime_slug__isnull=False)
            .filter(entrants__present=True, entrants__judged_at__isnull=True)
            .distinct()
            .values_list("organization_id", "id")
        )
        return [DueRace(*row) for row in rows]

    async def rooms_low_on_entrants(self, now: datetime) -> list[DueRace]:
        """Return races whose room racetime.gg closes soon, with too few in it, and for which nobody was called yet."""
        old = now - LOW_ENTRANTS_WARNING
        rows = (
            await AsyncTournamentLiveRaceRoom.filter(closed_at__isnull=True, low_entrants_warned_at__isnull=True)
            .filter(live_race__status=LiveRaceStatus.PENDING, live_race__racetime_slug=F("slug"))
            .filter(Q(racetime_opened_at__lte=old) | Q(racetime_opened_at__isnull=True, opened_at__lte=old))
            .values_list("organization_id", "live_race_id")
        )
        joined = await _count_joined([row[1] for row in rows])
        return [DueRace(*row) for row in rows if joined.get(row[1], 0) < FEWEST_ENTRANTS]

    async def goals_to_check(self, now: datetime) -> list[DueTournament]:
        """Return tournaments that race within a day and whose goal racetime.gg was not asked about lately."""
        soon = AsyncTournamentLiveRace.filter(
            status__in=[LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING], scheduled_at__lte=now + _GOAL_LEAD
        )
        checked = Q(tournament__goal_checked_at__isnull=True) | Q(tournament__goal_checked_at__lte=now - _GOAL_FRESH)
        rows = await soon.filter(checked).distinct().values_list("organization_id", "tournament_id")
        return [DueTournament(*row) for row in rows]

    async def tournaments_to_rescore(self, now: datetime) -> list[DueTournament]:
        """Return tournaments whose scores are worked out anew and with which nobody goes on."""
        left = AsyncTournament.filter(rescored_through__isnull=False, updated_at__lte=now - _RESCORING_STALLED)
        return [DueTournament(*row) for row in await left.order_by("id").values_list("organization_id", "id")]

    async def schedules_to_read(self, now: datetime) -> list[DuePool]:
        """Return pools of active tournaments that follow SpeedGaming and were not brought in line lately."""
        due = Q(speedgaming_synced_at__isnull=True) | Q(speedgaming_synced_at__lte=now - SYNC_INTERVAL)
        following = AsyncTournamentPool.filter(due, tournament__is_active=True).exclude(speedgaming_event="")
        rows = await following.order_by("id").values_list("organization_id", "id")
        return [DuePool(*row) for row in rows]

    async def rooms_to_poll(self, now: datetime) -> list[DueRoom]:
        rows = (
            await AsyncTournamentLiveRaceRoom.filter(closed_at__isnull=True, next_poll_at__lte=now)
            .order_by("next_poll_at")
            .values_list("organization_id", "live_race_id", "id", "slug")
        )
        return [DueRoom(*row) for row in rows]

    async def rooms_to_attend(self) -> list[DueRoom]:
        """Return rooms whose race is not final yet."""
        rows = (
            await AsyncTournamentLiveRaceRoom.filter(closed_at__isnull=True)
            .order_by("id")
            .values_list("organization_id", "live_race_id", "id", "slug")
        )
        return [DueRoom(*row) for row in rows]

    async def runs_to_warn(self, now: datetime) -> list[DueRun]:
        """Return runs whose player must be told that the time to start ends soon."""
        rows = (
            await AsyncTournamentRace.filter(status=RunStatus.PENDING, warn_at__lte=now)
            .order_by("warn_at", "id")
            .values_list("organization_id", "id")
        )
        return [DueRun(*row) for row in rows]

    async def runs_to_time_out(self, now: datetime) -> list[DueRun]:
        """Return async runs whose limit to start or to finish has passed."""
        found = []
        for status, limit in ((RunStatus.PENDING, "start_by_at"), (RunStatus.IN_PROGRESS, "finish_by_at")):
            rows = (
                await AsyncTournamentRace.filter(status=status, live_race_id__isnull=True, **{f"{limit}__lte": now})
                .order_by(limit, "id")
                .values_list("organization_id", "id")
            )
            found += [DueRun(*row) for row in rows]
        return found


async def _count_joined(live_race_ids: list[int]) -> dict[int, int]:
    rows = (
        await AsyncTournamentLiveRaceEntrant.filter(
            live_race_id__in=live_race_ids, present=True, status__in=sorted(JOINED)
        )
        .group_by("live_race_id")
        .annotate(number=Count("id"))
        .values_list("live_race_id", "number")
    )
    return dict(rows)
