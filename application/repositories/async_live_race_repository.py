"""Live races of one organization."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import F, Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, Subject, TournamentId, UserId
from application.domain.live_races.eligibility import Terms, is_eligible, verdicts_for
from application.domain.live_races.live_race import (
    NOT_STARTED,
    OPENING_GRACE,
    ROOM_OPENING_LEASE,
    UNFINISHED,
    CancelledResults,
    LiveRaceStatus,
    race_title,
)
from application.domain.live_races.room import EntrantStatus
from application.domain.permissions import Permission
from application.domain.runs.run import RunStatus
from application.read_models import ParticipantEligibility
from application.repositories.base import Named, TenantRepository
from application.repositories.live_races.eligibility_facts import EligibilityFacts, load_facts
from application.repositories.live_races.row import LiveRaceRow, read_live_race_row
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant


@dataclass(frozen=True, slots=True)
class NewParticipant:
    user_id: UserId
    racetime_name: str
    status: RunStatus
    started_at: datetime | None = None
    finished_at: datetime | None = None
    finish_time: timedelta | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class LiveRaceFilter:
    tournaments: Collection[TournamentId] | None = None
    status: LiveRaceStatus | None = None
    before: tuple[datetime, LiveRaceId] | None = None
    """Continue a list, newest first, after this row."""
    limit: int | None = None


_RELATED = ("tournament", "pool", "permalink")


def lacks_room() -> Q:
    """Races that need a room: those that wait for their first one, and those that lost theirs before the start."""
    return Q(status=LiveRaceStatus.SCHEDULED) | Q(status=LiveRaceStatus.PENDING, racetime_slug__isnull=True)


def room_is_due(now: datetime) -> Q:
    """Races whose room may be opened now without anybody asking for it."""
    may_try = Q(room_retry_at__isnull=True) | Q(room_retry_at__lte=now)
    return may_try & Q(opens_at__lte=now, scheduled_at__gte=now - OPENING_GRACE, room_on_hold=False)


def shown_late(now: datetime) -> Q:
    """Races that are under way, or over without their results being shown yet, in tournaments on a delayed stream."""
    over = Q(status=LiveRaceStatus.FINISHED, results_show_at__isnull=False, results_show_at__gt=now)
    return (Q(status=LiveRaceStatus.IN_PROGRESS) | over) & Q(tournament__stream_delay_minutes__gt=0)


def unclaimed(now: datetime) -> Q:
    return Q(room_claimed_until__isnull=True) | Q(room_claimed_until__lte=now)


class AsyncLiveRaceRepository(TenantRepository[AsyncTournamentLiveRace]):
    model = AsyncTournamentLiveRace
    noun = "live race"
    named = Named(Subject.LIVE_RACE, ("match_title", "pool__name"), race_title)

    async def create_live_race(self, race: AsyncTournamentLiveRace) -> None:
        race.organization_id = self._ctx.organization_id
        race.created_at = race.updated_at = self._clock.now()
        race.created_by_id = self._ctx.actor.user_id
        await race.save(force_create=True)

    async def get_by_id(self, live_race_id: LiveRaceId, *, for_update: bool = False) -> AsyncTournamentLiveRace:
        """Return the race with its tournament, pool and permalink.

        With `for_update` the row is locked until the transaction ends, where the engine can.
        """
        if for_update:
            await self._own().filter(id=live_race_id).select_for_update().only("id")
        return await self._get(live_race_id, *_RELATED)

    async def get_row(self, live_race_id: LiveRaceId) -> LiveRaceRow:
        """Return what a summary needs, in one statement."""
        row = await read_live_race_row(self._ctx.organization_id, live_race_id)
        if row is None:
            raise NotFound(self.noun)
        return row

    async def find_by_id(self, live_race_id: LiveRaceId) -> AsyncTournamentLiveRace | None:
        """Return the race as `get_by_id` does, None when it was deleted."""
        return await self._find(live_race_id, *_RELATED)

    async def get_by_racetime_slug(self, slug: str) -> AsyncTournamentLiveRace:
        """Find a race by its current room or by any earlier one."""
        return await self._one(self._own().filter(Q(racetime_slug=slug) | Q(rooms__slug=slug)).distinct())

    async def update_live_race(self, race: AsyncTournamentLiveRace) -> None:
        """Raises `ConcurrentChange` when the row is not as it was loaded."""
        race.updated_at = self._clock.now()
        await self._save_versioned(race)

    async def set_overlay_number(self, live_race_id: LiveRaceId, number: int) -> None:
        if not await self._own().filter(id=live_race_id).update(overlay_number=number):
            raise NotFound(self.noun)

    async def delete_live_race(self, race: AsyncTournamentLiveRace) -> None:
        """Remove a race that nobody ever took part in; rows that refer to it refuse it."""
        await AsyncTournamentLiveRaceEntrant.filter(
            organization_id=self._ctx.organization_id, live_race_id=race.id
        ).delete()
        if not await self._own().filter(id=race.id).delete():
            raise NotFound(self.noun)

    async def list_scheduled_races(
        self, tournaments: Collection[TournamentId] | None = None, *, limit: int | None = None
    ) -> list[AsyncTournamentLiveRace]:
        """Return races that are not over as far as the context's actor may know, the next one first.

        Of all tournaments for None.
        """
        query = self._scheduled(tournaments).order_by("scheduled_at", "id")
        if limit is not None:
            query = query.limit(limit)
        return await query.select_related("tournament", "pool", "permalink")

    async def list_past_races(
        self, tournaments: Collection[TournamentId] | None = None, *, most: int = 50
    ) -> list[AsyncTournamentLiveRace]:
        """Return races that are over as far as the context's actor may know, the latest first."""
        over = self._of(tournaments).filter(~self._kept_back(), status__not_in=sorted(UNFINISHED))
        query = over.order_by("-scheduled_at", "-id").limit(most)
        return await query.select_related("tournament", "pool", "permalink")

    async def list_undecided(self, pool_ids: Collection[int]) -> list[tuple[LiveRaceId, PoolId]]:
        """Return the races of these pools that still have to find a permalink, with their pools, the next one first."""
        return await self._undecided(pool_ids).order_by("scheduled_at", "id").values_list("id", "pool_id")

    async def has_undecided_before(self, live_race_id: LiveRaceId, pool_id: PoolId, scheduled_at: datetime) -> bool:
        """Tell whether another race of a pool has to find a permalink before the one at that time does."""
        before = Q(scheduled_at__lt=scheduled_at) | Q(scheduled_at=scheduled_at, id__lt=live_race_id)
        return await self._undecided([pool_id]).filter(before).exists()

    def _undecided(self, pool_ids: Collection[int]) -> QuerySet[AsyncTournamentLiveRace]:
        return self._own().filter(pool_id__in=sorted(pool_ids), permalink_id=None, status__in=sorted(NOT_STARTED))

    async def count_scheduled_races(self, tournaments: Collection[TournamentId] | None = None) -> int:
        return await self._scheduled(tournaments).count()

    def _scheduled(self, tournaments: Collection[TournamentId] | None) -> QuerySet[AsyncTournamentLiveRace]:
        return self._of(tournaments).filter(Q(status__in=sorted(UNFINISHED)) | self._kept_back())

    def _of(self, tournaments: Collection[TournamentId] | None) -> QuerySet[AsyncTournamentLiveRace]:
        return self._own() if tournaments is None else self._own().filter(tournament_id__in=sorted(tournaments))

    def _kept_back(self) -> Q:
        """Races of which the context's actor may not know yet whether they are over."""
        staff_of = self._ctx.tournaments_with(Permission.SEE_RESULTS)
        if staff_of is None:
            return Q(id__in=[])
        return shown_late(self._clock.now()) & ~Q(tournament_id__in=sorted(staff_of))

    async def list_shown_late(
        self, tournament_id: TournamentId, delay: timedelta
    ) -> dict[LiveRaceId, PermalinkId | None]:
        """Return a tournament's races of which anything is shown late, with their seeds."""
        now = self._clock.now()
        cancelled = Q(status=LiveRaceStatus.CANCELLED, ended_at__gt=now - delay)
        late = self._own().filter(shown_late(now) | cancelled, tournament_id=tournament_id)
        return {LiveRaceId(race_id): seed for race_id, seed in await late.values_list("id", "permalink_id")}

    async def move_results(self, tournament_id: TournamentId, delay: timedelta) -> None:
        """Let results that don't show yet do so with another delay after the end of their races."""
        waiting = self._own().filter(tournament_id=tournament_id, results_show_at__isnull=False)
        for race in await waiting.order_by("id"):
            race.results_show_at = (race.ended_at or self._clock.now()) + delay
            await self.update_live_race(race)

    async def list_since(
        self, moment: datetime, tournaments: Collection[TournamentId] | None = None
    ) -> list[AsyncTournamentLiveRace]:
        """Return races in whatever state that start after `moment`, the earliest first."""
        query = self._of(tournaments).filter(scheduled_at__gte=moment)
        return await query.order_by("scheduled_at", "id").select_related("tournament", "pool", "permalink")

    async def list_synced(self, pool_id: PoolId) -> list[AsyncTournamentLiveRace]:
        """Return the pool's races that have an episode and have not started."""
        waiting = [LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING]
        query = self._own().filter(pool_id=pool_id, episode_id__isnull=False, status__in=waiting)
        return await query.order_by("id")

    async def forget_schedule(self, pool_id: PoolId) -> None:
        """Take every flag off that SpeedGaming's schedule has put on races of the pool."""
        flagged = Q(episode_missing_since__isnull=False) | ~Q(episode_problem="")
        await (
            self._own()
            .filter(flagged, pool_id=pool_id)
            .update(
                episode_missing_since=None,
                episode_problem="",
                version=F("version") + 1,
                updated_at=self._clock.now(),
            )
        )

    async def list_near(self, until: datetime) -> list[AsyncTournamentLiveRace]:
        """Return races that start before `until` and are not over, and those whose results are not final or decided."""
        near = Q(status__in=sorted(UNFINISHED), scheduled_at__lte=until)
        provisional = Q(status=LiveRaceStatus.FINISHED, final_at__isnull=True)
        undecided = Q(status=LiveRaceStatus.CANCELLED, cancelled_results=CancelledResults.UNDECIDED)
        query = self._own().filter(near | provisional | undecided).order_by("scheduled_at", "id")
        return await query.select_related("tournament", "pool", "permalink")

    async def list_races(self, wanted: LiveRaceFilter) -> list[AsyncTournamentLiveRace]:
        """Return races newest first, by the status that the context's actor may know."""
        query = self._of(wanted.tournaments)
        if wanted.status is LiveRaceStatus.IN_PROGRESS:
            query = query.filter(Q(status=wanted.status) | self._kept_back())
        elif wanted.status is not None:
            query = query.filter(~self._kept_back(), status=wanted.status)
        if wanted.before is not None:
            at, race_id = wanted.before
            query = query.filter(Q(scheduled_at__lt=at) | Q(scheduled_at=at, id__lt=race_id))
        query = query.order_by("-scheduled_at", "-id").select_related("tournament", "pool", "permalink")
        return await (query.limit(wanted.limit) if wanted.limit is not None else query)

    async def count_participants(self, race_ids: Sequence[int]) -> dict[int, int]:
        rows = await (
            AsyncTournamentRace.filter(organization_id=self._ctx.organization_id, live_race_id__in=list(race_ids))
            .group_by("live_race_id")
            .annotate(number=Count("id"))
            .values_list("live_race_id", "number")
        )
        return {int(race_id): int(number) for race_id, number in rows}

    async def count_entrants(self, race_ids: Sequence[int]) -> dict[int, int]:
        """Return how many racers are in each race's room."""
        rows = await (
            AsyncTournamentLiveRaceEntrant.filter(
                organization_id=self._ctx.organization_id, live_race_id__in=list(race_ids), present=True
            )
            .group_by("live_race_id")
            .annotate(number=Count("id"))
            .values_list("live_race_id", "number")
        )
        return {int(race_id): int(number) for race_id, number in rows}

    async def list_own_entries(self, race_ids: Sequence[int], user_id: UserId) -> dict[int, EntrantStatus]:
        """Return how a person stands in the room of each race that they are in."""
        rows = await AsyncTournamentLiveRaceEntrant.filter(
            organization_id=self._ctx.organization_id, live_race_id__in=list(race_ids), user_id=user_id, present=True
        ).values_list("live_race_id", "status")
        return {int(race_id): EntrantStatus(status) for race_id, status in rows}

    async def load_facts(self, terms: Sequence[Terms], user_ids: Sequence[UserId] | None = None) -> EligibilityFacts:
        """Load what is asked of all members, or of the given users, in a fixed number of queries."""
        return await load_facts(self._ctx.organization_id, terms, user_ids)

    async def get_eligible_participants(
        self, terms: Terms, user_ids: Sequence[UserId] | None = None
    ) -> list[ParticipantEligibility]:
        """Judge all members, or just the given users, in a fixed number of queries."""
        players = (await self.load_facts([terms], user_ids)).of(terms)
        judged = ((player.person, verdicts_for(player, terms)) for player in players)
        return [
            ParticipantEligibility(person.user_id, person.name, person.racetime_name, is_eligible(verdicts), verdicts)
            for person, verdicts in judged
        ]

    async def create_participant_races(
        self, race: AsyncTournamentLiveRace, participants: Iterable[NewParticipant]
    ) -> None:
        """Create one run per participant; the race must have its permalink."""
        now = self._clock.now()
        runs = [
            AsyncTournamentRace(
                organization_id=self._ctx.organization_id,
                tournament_id=race.tournament_id,
                pool_id=race.pool_id,
                permalink_id=race.permalink_id,
                live_race_id=race.id,
                user_id=participant.user_id,
                racetime_name=participant.racetime_name,
                status=participant.status,
                started_at=participant.started_at,
                finished_at=participant.finished_at,
                finish_time=participant.finish_time,
                place=participant.place,
                created_at=now,
                updated_at=now,
            )
            for participant in participants
        ]
        await AsyncTournamentRace.bulk_create(runs)

    async def claim_room_opening(self, live_race_id: LiveRaceId, *, force: bool = False) -> bool:
        """Take the right to open this race's room for one lease; False when somebody else has it or it is not due.

        `force` claims before the time and before the retry delay has passed, but never while another claim holds.
        """
        now = self._clock.now()
        query = self._own().filter(lacks_room(), unclaimed(now), id=live_race_id)
        if not force:
            query = query.filter(room_is_due(now))
        claimed = await query.update(
            room_claimed_until=now + ROOM_OPENING_LEASE,
            room_attempts=F("room_attempts") + 1,
            version=F("version") + 1,
        )
        return claimed == 1

    async def count_for_tournament(self, tournament_id: TournamentId) -> int:
        return await self._own().filter(tournament_id=tournament_id).count()

    async def count_for_pool(self, pool_id: PoolId) -> int:
        return await self._own().filter(pool_id=pool_id).count()

    async def any_has_permalink(self, permalink_id: PermalinkId) -> bool:
        """Tell whether any live race, also a cancelled one, refers to the permalink."""
        return await self._own().filter(permalink_id=permalink_id).exists()

    async def taken_episodes(self, episode_ids: Sequence[int]) -> frozenset[int]:
        """Return which of these episodes a live race of the organization has."""
        rows = await self._own().filter(episode_id__in=list(episode_ids)).only("episode_id")
        return frozenset(row.episode_id for row in rows if row.episode_id is not None)

    async def episode_is_taken(self, episode_id: int, *, other_than: LiveRaceId | None = None) -> bool:
        """Tell whether any live race of the organization has this SpeedGaming episode."""
        query = self._own().filter(episode_id=episode_id)
        if other_than is not None:
            query = query.exclude(id=other_than)
        return await query.exists()
