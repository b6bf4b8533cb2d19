"""What is looked after over a race night: races near, under way or not final, bots, and alerts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Count, Min
from tortoise.queryset import QuerySet

from application.domain.clock import Clock
from application.domain.errors import ConcurrentChange
from application.domain.ids import AlertId, LiveRaceId, OrganizationId, TournamentId, UserId
from application.domain.live_races.live_race import UNFINISHED, CancelledResults, LiveRaceStatus, race_title
from application.domain.live_races.room import EntrantStatus
from application.domain.messages.channels import Destination
from application.domain.operations.alerts import (
    SETTLES_WITHIN,
    AlertFact,
    SupervisedBot,
    SupervisedPool,
    SupervisedRace,
)
from application.domain.runs.run import COUNTABLE_RUN_STATUSES
from application.repositories.base import TenantRepository
from application.repositories.messages.outbox_repository import waiting
from application.repositories.messages.webhook_repository import due_deliveries
from application.repositories.statements import moment
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPool, AsyncTournamentRace
from models.event_log import OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom, UnmatchedEntrant
from models.organization import OrganizationMemberRole
from models.race_room_profile import RacetimeBot
from models.seed_source import SeedSource
from models.supervision import Alert, Heartbeat

NEAR = timedelta(hours=24)


class SupervisionRepository:
    """Reads across organizations, for those who keep the product running."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def count_alerts_for(self, user_id: UserId) -> int:
        return await _alerts_for(user_id).count()

    async def list_alerts_for(self, user_id: UserId) -> list[Alert]:
        """Return the open alerts of the organizations of whose staff somebody is, oldest first."""
        return await _alerts_for(user_id).order_by("raised_at", "id").select_related("organization")

    async def supervised_races(self) -> dict[OrganizationId, list[SupervisedRace]]:
        """Return the races to look after by organization, in a fixed number of queries."""
        now = self._clock.now()
        near = Q(status__in=sorted(UNFINISHED), opens_at__lte=now + NEAR)
        provisional = Q(status=LiveRaceStatus.FINISHED, final_at__isnull=True)
        undecided = Q(status=LiveRaceStatus.CANCELLED, cancelled_results=CancelledResults.UNDECIDED)
        races = await AsyncTournamentLiveRace.filter(near | provisional | undecided).select_related(
            "tournament", "pool"
        )
        ids = [race.id for race in races]
        rooms = await _present_rooms(ids)
        results = await _count_results(ids)
        unmatched = await _count_unmatched(ids)
        closed = await _count_closed_by_hand([race.id for race in races if race.room_on_hold])
        racers = await _count_racers(ids)
        found: dict[OrganizationId, list[SupervisedRace]] = {}
        for race in races:
            supervised = replace(
                _supervised(race, rooms.get(race.id), now, results.get(race.id, 0), unmatched.get(race.id, 0)),
                rooms_closed_by_hand=closed.get(race.id, 0),
                finisher_count=racers[race.id, EntrantStatus.DONE],
                forced_out_count=racers[race.id, EntrantStatus.DNF],
                unknown_count=racers[race.id, EntrantStatus.UNKNOWN],
            )
            found.setdefault(race.organization_id, []).append(supervised)
        return found

    async def supervised_bots(self) -> dict[OrganizationId, list[SupervisedBot]]:
        found: dict[OrganizationId, list[SupervisedBot]] = {}
        for bot in await RacetimeBot.filter(is_active=True, organization__is_active=True):
            supervised = SupervisedBot(bot.id, bot.category, bot.status, bot.status_message, bot.status_since)
            found.setdefault(bot.organization_id, []).append(supervised)
        return found

    async def supervised_pools(self) -> dict[OrganizationId, list[SupervisedPool]]:
        found: dict[OrganizationId, list[SupervisedPool]] = {}
        following = AsyncTournamentPool.filter(tournament__is_active=True).exclude(speedgaming_left_out="")
        for pool in await following.select_related("tournament"):
            supervised = SupervisedPool(pool.id, pool.name, pool.tournament.name, pool.speedgaming_left_out)
            found.setdefault(pool.organization_id, []).append(supervised)
        failing = SeedSource.filter(pool__tournament__is_active=True, organization__is_active=True).exclude(problem="")
        for source in await failing.select_related("pool__tournament"):
            pool = source.pool
            supervised = SupervisedPool(pool.id, pool.name, pool.tournament.name, unmade=source.problem)
            found.setdefault(source.organization_id, []).append(supervised)
        return found

    async def organizations_with_alerts(self) -> set[OrganizationId]:
        rows = await Alert.filter(resolved_at__isnull=True).distinct().values_list("organization_id")
        return {OrganizationId(row[0]) for row in rows}

    async def organizations_to_tell(self) -> list[OrganizationId]:
        """Return where staff may have to be told of an alert, or that one is over."""
        settled = self._clock.now() - SETTLES_WITHIN
        raised = Q(resolved_at__isnull=True, told_at__isnull=True, raised_at__lte=settled)
        over = Q(resolved_at__isnull=False, told_at__isnull=False, end_told_at__isnull=True)
        rows = Alert.filter(raised | over, organization__is_active=True).distinct()
        return sorted(OrganizationId(row[0]) for row in await rows.values_list("organization_id"))

    async def waiting_messages(self) -> dict[Destination, tuple[int, datetime]]:
        """Return how many messages, or events, are due of each destination, and since when the oldest of them is."""
        due = OutboxMessage.filter(waiting(), due_at__lte=self._clock.now())
        rows = (
            await due.group_by("destination")
            .annotate(count=Count("id"), oldest=Min("due_at"))
            .values_list("destination", "count", "oldest")
        )
        told = (
            due_deliveries(self._clock.now()).group_by("webhook_id").annotate(count=Count("id"), oldest=Min("due_at"))
        )
        waits = await told.values_list("count", "oldest")
        events = {}
        if waits:
            oldest = min(moment(first) for _, first in waits)
            events[Destination.WEBHOOKS] = sum(count for count, _ in waits), oldest
        return {Destination(name): (count, moment(oldest)) for name, count, oldest in rows} | events

    async def open_alerts(self) -> dict[str, int]:
        rows = Alert.filter(resolved_at__isnull=True).group_by("kind").annotate(count=Count("id"))
        return {str(kind): count for kind, count in await rows.values_list("kind", "count")}

    async def bots_by_status(self) -> dict[str, int]:
        rows = RacetimeBot.filter(is_active=True).group_by("status").annotate(count=Count("id"))
        return {str(status): count for status, count in await rows.values_list("status", "count")}

    async def note_heartbeat(self, name: str) -> None:
        """Remember that a part of the product is running."""
        now = self._clock.now()
        if not await Heartbeat.filter(name=name).update(beat_at=now):
            await Heartbeat.bulk_create([Heartbeat(name=name, beat_at=now)], ignore_conflicts=True)

    async def last_heartbeat(self, name: str) -> datetime | None:
        heartbeat = await Heartbeat.filter(name=name).first()
        return heartbeat.beat_at if heartbeat is not None else None


async def _present_rooms(ids: Sequence[LiveRaceId]) -> dict[int, AsyncTournamentLiveRaceRoom]:
    rows = await AsyncTournamentLiveRaceRoom.filter(live_race_id__in=list(ids), live_race__racetime_slug=F("slug"))
    return {row.live_race_id: row for row in rows}


async def _count_results(ids: Sequence[LiveRaceId]) -> dict[int, int]:
    rows = (
        await AsyncTournamentRace.filter(live_race_id__in=list(ids), status__in=sorted(COUNTABLE_RUN_STATUSES))
        .group_by("live_race_id")
        .annotate(number=Count("id"))
        .values_list("live_race_id", "number")
    )
    return dict(rows)


async def _count_unmatched(ids: Sequence[LiveRaceId]) -> dict[int, int]:
    rows = (
        await UnmatchedEntrant.filter(live_race_id__in=list(ids), run_id__isnull=True, dismissed_at__isnull=True)
        .group_by("live_race_id")
        .annotate(number=Count("id"))
        .values_list("live_race_id", "number")
    )
    return dict(rows)


async def _count_closed_by_hand(ids: Sequence[LiveRaceId]) -> dict[int, int]:
    rooms = AsyncTournamentLiveRaceRoom.filter(live_race_id__in=list(ids), closed_by_hand=True)
    return dict(await rooms.group_by("live_race_id").annotate(number=Count("id")).values_list("live_race_id", "number"))


async def _count_racers(ids: Sequence[LiveRaceId]) -> Counter[tuple[int, EntrantStatus]]:
    """Count by race those who finished, those whom a cancellation made forfeit and those who aren't understood."""
    present = AsyncTournamentLiveRaceEntrant.filter(live_race_id__in=list(ids), present=True)
    plain = Q(status__in=[EntrantStatus.DONE, EntrantStatus.UNKNOWN])
    told = present.filter(plain | Q(status=EntrantStatus.DNF, forced_out=True))
    return Counter([(race, EntrantStatus(status)) for race, status in await told.values_list("live_race_id", "status")])


def _supervised(
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom | None,
    now: datetime,
    result_count: int,
    unmatched_count: int,
) -> SupervisedRace:
    return SupervisedRace(
        live_race_id=race.id,
        title=race_title(race.match_title, race.pool.name),
        status=race.status,
        scheduled_at=race.scheduled_at,
        opens_at=race.opens_at,
        locks_at=race.locks_at,
        room_slug=race.racetime_slug,
        changed_at=race.updated_at,
        room_on_hold=race.room_on_hold,
        room_error=race.room_error,
        room_attempts=race.room_attempts,
        is_being_opened=race.room_claimed_until is not None and race.room_claimed_until > now,
        locked_at=race.locked_at,
        lock_error=race.lock_error,
        ended_at=race.ended_at,
        heard_at=(room.last_snapshot_at or room.opened_at) if room is not None else None,
        room_trouble=room.trouble if room is not None else "",
        result_count=result_count,
        unmatched_count=unmatched_count,
        results_undecided=race.cancelled_results is CancelledResults.UNDECIDED,
        room_status=room.status if room is not None else None,
        goal_problem=race.tournament.goal_problem,
        episode_missing_since=race.episode_missing_since,
        episode_problem=race.episode_problem,
    )


def _alerts_for(user_id: UserId) -> QuerySet[Alert]:
    places = OrganizationMemberRole.filter(user_id=user_id, organization__is_active=True).values("organization_id")
    return Alert.filter(resolved_at__isnull=True, organization_id__in=Subquery(places))


class AlertRepository(TenantRepository[Alert]):
    model = Alert
    noun = "alert"

    async def list_open(self) -> list[Alert]:
        """Return what still is the matter, oldest first."""
        return await self._own().filter(resolved_at__isnull=True).order_by("raised_at", "id")

    async def count_open(self, within: frozenset[TournamentId] | None) -> int:
        """Count what still is the matter, and for some tournaments only what a race of theirs caused; None for all."""
        query = self._own().filter(resolved_at__isnull=True)
        if within is not None:
            query = query.filter(live_race__tournament_id__in=sorted(within))
        return await query.count()

    async def list_recent(self, limit: int = 100) -> list[Alert]:
        """Return alerts whether they are over or not, the newest first."""
        return await self._own().order_by("-id").limit(limit)

    async def raise_all(self, facts: Iterable[AlertFact]) -> None:
        """Raises `ConcurrentChange` when somebody else raised one of them at the same moment."""
        now = self._clock.now()
        rows = [
            Alert(
                organization_id=self._ctx.organization_id,
                kind=fact.kind,
                subject=fact.subject,
                live_race_id=fact.live_race_id,
                bot_id=fact.bot_id,
                sentence=fact.sentence[:700],
                raised_at=now,
            )
            for fact in facts
        ]
        if not rows:
            return
        try:
            await Alert.bulk_create(rows)
        except IntegrityError as error:
            raise ConcurrentChange from error

    async def reword(self, alert: Alert, sentence: str) -> None:
        """Say the same alert in the words of this moment."""
        await self._own().filter(id=alert.id).update(sentence=sentence[:700])

    async def resolve(self, alert: Alert) -> bool:
        """Return False when somebody else did so at the same moment."""
        still_open = self._own().filter(id=alert.id, resolved_at__isnull=True)
        return bool(await still_open.update(resolved_at=self._clock.now()))

    async def find_by_id(self, alert_id: AlertId) -> Alert | None:
        return await self._find(alert_id)

    async def note_told(self) -> list[Alert]:
        """Return what has stood for long enough and staff were not told of; from now on they are."""
        settled = self._clock.now() - SETTLES_WITHIN
        due = self._own().filter(resolved_at__isnull=True, told_at__isnull=True, raised_at__lte=settled)
        alerts = await due.order_by("id")
        await self._own().filter(id__in=[alert.id for alert in alerts]).update(told_at=self._clock.now())
        return alerts

    async def note_end_told(self) -> list[Alert]:
        """Return what is over and staff were told of, but not that it is over; from now on they are."""
        due = self._own().filter(resolved_at__isnull=False, told_at__isnull=False, end_told_at__isnull=True)
        alerts = await due.order_by("id")
        await self._own().filter(id__in=[alert.id for alert in alerts]).update(end_told_at=self._clock.now())
        return alerts
