"""The few queries that cross organizations: who may enter where, and which work is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from application.domain.clock import Clock
from application.domain.errors import AlreadyTaken
from application.domain.ids import (
    LiveRaceId,
    NoticeId,
    OrganizationId,
    PoolId,
    RacetimeBotId,
    RoomId,
    RunId,
    TournamentId,
    UserId,
)
from application.domain.live_race import FEWEST_ENTRANTS, LOW_ENTRANTS_WARNING, LiveRaceStatus
from application.domain.permissions import Role
from application.domain.room import JOINED
from application.domain.run import RunStatus
from application.domain.speedgaming import SYNC_INTERVAL
from application.repositories.async_live_race_repository import lacks_room, room_is_due, unclaimed
from application.repositories.base import taken_when_not_unique
from application.repositories.statements import Statement
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    Notice,
    Organization,
    OrganizationInvite,
    OrganizationMember,
    OrganizationMemberRole,
    OutboxMessage,
    RacetimeBot,
)

_MEMBERSHIP = Statement(
    """
    SELECT m.organization_id, r.role, t.tournament_id, t.role AS tournament_role
      FROM organization_members m
      JOIN organizations o ON o.id = m.organization_id AND o.is_active
      LEFT JOIN organization_member_roles r ON r.organization_id = m.organization_id AND r.user_id = m.user_id
      LEFT JOIN async_tournament_member_roles t ON t.organization_id = m.organization_id AND t.user_id = m.user_id
     WHERE m.user_id = $1 AND m.organization_id = $2
    """
)
_MEMBERSHIP_AT_LIVE_RACE = Statement(
    """
    SELECT m.organization_id, r.role, t.tournament_id, t.role AS tournament_role
      FROM organization_members m
      JOIN organizations o ON o.id = m.organization_id AND o.is_active
      LEFT JOIN organization_member_roles r ON r.organization_id = m.organization_id AND r.user_id = m.user_id
      LEFT JOIN async_tournament_member_roles t ON t.organization_id = m.organization_id AND t.user_id = m.user_id
     WHERE m.user_id = $1
       AND m.organization_id = (SELECT organization_id FROM async_tournament_live_races WHERE id = $2)
    """
)


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


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's roles in an organization, and those in single tournaments of it."""

    organization_id: OrganizationId
    roles: frozenset[Role]
    tournament_roles: Mapping[TournamentId, frozenset[Role]]


@dataclass(frozen=True, slots=True)
class StoredBot:
    bot_id: RacetimeBotId
    organization_id: OrganizationId
    category: str
    client_id: str
    client_secret_encrypted: str


_GOAL_LEAD = timedelta(hours=24)
_GOAL_FRESH = timedelta(hours=1)
_RESCORING_STALLED = timedelta(seconds=30)
"""Whoever works out scores anew notes each piece within a second or two."""


class SiteRepository:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    # Who may enter where

    async def find_membership(self, user_id: UserId, organization_id: OrganizationId) -> Membership | None:
        """Return a member's roles, or None for somebody who is no member."""
        return _membership(await _MEMBERSHIP.rows(OrganizationMember, user_id, organization_id))

    async def find_membership_at_live_race(self, user_id: UserId, live_race_id: int) -> Membership | None:
        """Return a user's membership of a live race's organization, in one statement."""
        return _membership(await _MEMBERSHIP_AT_LIVE_RACE.rows(OrganizationMember, user_id, live_race_id))

    async def list_memberships(self, user_ids: Iterable[UserId]) -> dict[tuple[UserId, OrganizationId], Membership]:
        """Return all memberships of these users in active organizations."""
        users = sorted(set(user_ids))
        pairs = await OrganizationMember.filter(user_id__in=users, organization__is_active=True).values_list(
            "user_id", "organization_id"
        )
        roles: dict[tuple[int, int], set[Role]] = {}
        for user_id, organization_id, role in await OrganizationMemberRole.filter(user_id__in=users).values_list(
            "user_id", "organization_id", "role"
        ):
            roles.setdefault((user_id, organization_id), set()).add(Role(role))
        staff: dict[tuple[int, int], dict[TournamentId, set[Role]]] = {}
        for user_id, organization_id, tournament_id, role in await AsyncTournamentMemberRole.filter(
            user_id__in=users
        ).values_list("user_id", "organization_id", "tournament_id", "role"):
            in_tournaments = staff.setdefault((user_id, organization_id), {})
            in_tournaments.setdefault(TournamentId(tournament_id), set()).add(Role(role))
        return {
            (UserId(pair[0]), OrganizationId(pair[1])): Membership(
                OrganizationId(pair[1]),
                frozenset(roles.get(pair, ())),
                {tournament_id: frozenset(granted) for tournament_id, granted in staff.get(pair, {}).items()},
            )
            for pair in pairs
        }

    async def list_organizations_of(self, user_id: UserId) -> list[Organization]:
        return await Organization.filter(members__user_id=user_id, is_active=True).order_by("name")

    async def list_memberships_of(self, user_id: UserId) -> list[OrganizationMember]:
        """Return a person's memberships with their organizations, by the organizations' names."""
        own = OrganizationMember.filter(user_id=user_id, organization__is_active=True)
        return await own.order_by("organization__name").select_related("organization")

    async def list_organizations(self) -> list[Organization]:
        return await Organization.filter(is_active=True).order_by("name")

    async def find_organization(self, slug: str) -> Organization | None:
        return await Organization.filter(slug=slug, is_active=True).first()

    async def create_organization(self, slug: str, name: str, description: str) -> Organization:
        """Raises `AlreadyTaken` when the name or the short name is in use."""
        taken = f"There is an organization called {name} or {slug} already."
        if await Organization.filter(Q(slug=slug) | Q(name=name)).exists():
            raise AlreadyTaken(taken)
        now = self._clock.now()
        with taken_when_not_unique(taken):
            return await Organization.create(
                slug=slug, name=name, description=description, created_at=now, updated_at=now
            )

    async def organization_of_tournament(self, tournament_id: int) -> OrganizationId | None:
        return _only(await AsyncTournament.filter(id=tournament_id).values_list("organization_id"))

    async def organization_of_pool(self, pool_id: int) -> OrganizationId | None:
        return _only(await AsyncTournamentPool.filter(id=pool_id).values_list("organization_id"))

    async def organization_of_permalink(self, permalink_id: int) -> OrganizationId | None:
        return _only(await AsyncTournamentPermalink.filter(id=permalink_id).values_list("organization_id"))

    async def organization_of_live_race(self, live_race_id: int) -> OrganizationId | None:
        return _only(await AsyncTournamentLiveRace.filter(id=live_race_id).values_list("organization_id"))

    async def overlay_of(self, live_race_id: int) -> tuple[OrganizationId, int] | None:
        """Return a live race's organization and the number of its overlay's key."""
        race = AsyncTournamentLiveRace.filter(id=live_race_id, organization__is_active=True)
        rows = await race.values_list("organization_id", "overlay_number")
        return (OrganizationId(rows[0][0]), rows[0][1]) if rows else None

    async def organization_of_run(self, run_id: int) -> OrganizationId | None:
        return _only(await AsyncTournamentRace.filter(id=run_id).values_list("organization_id"))

    async def organization_of_public_tournament(self, tournament_id: int) -> OrganizationId | None:
        """Return None for a tournament that is not marked public."""
        public = AsyncTournament.filter(id=tournament_id, is_public=True, organization__is_active=True)
        return _only(await public.values_list("organization_id"))

    async def find_invite(self, token_hash: str) -> OrganizationInvite | None:
        """Return an invite with its organization, whatever has become of it."""
        return await OrganizationInvite.filter(token_hash=token_hash).select_related("organization").first()

    async def count_unread_notices(self, user_id: UserId) -> int:
        """Return how many notices of a user are unread, in all organizations that the user belongs to."""
        return await self._notices_of(user_id).filter(read_at__isnull=True).count()

    async def list_notices(self, user_id: UserId, *, before: NoticeId | None = None, limit: int = 50) -> list[Notice]:
        """Return a user's notices from all own organizations, newest first, continuing before one of them."""
        query = self._notices_of(user_id)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit).select_related("organization")

    async def list_organizations_with_unread(
        self, user_id: UserId, notice_ids: Sequence[NoticeId] | None = None
    ) -> list[OrganizationId]:
        """Return where a user has unread notices, or unread ones among those named."""
        query = self._notices_of(user_id).filter(read_at__isnull=True)
        if notice_ids is not None:
            query = query.filter(id__in=list(notice_ids))
        return sorted({OrganizationId(row[0]) for row in await query.values_list("organization_id")})

    def _notices_of(self, user_id: UserId) -> QuerySet[Notice]:
        own = OrganizationMember.filter(user_id=user_id, organization__is_active=True).values("organization_id")
        return Notice.filter(user_id=user_id, organization_id__in=Subquery(own))

    async def organization_of_room(self, room_id: int) -> OrganizationId | None:
        return _only(await AsyncTournamentLiveRaceRoom.filter(id=room_id).values_list("organization_id"))

    # Which work is due

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
        """Return standard runs whose limit to start or to finish has passed."""
        found = []
        for status, limit in ((RunStatus.PENDING, "start_by_at"), (RunStatus.IN_PROGRESS, "finish_by_at")):
            rows = (
                await AsyncTournamentRace.filter(status=status, live_race_id__isnull=True, **{f"{limit}__lte": now})
                .order_by(limit, "id")
                .values_list("organization_id", "id")
            )
            found += [DueRun(*row) for row in rows]
        return found

    async def active_bots(self) -> list[StoredBot]:
        return await _stored(RacetimeBot.filter(is_active=True, organization__is_active=True))

    async def all_bots(self) -> list[StoredBot]:
        """Return every bot with its secret, also those that are switched off."""
        return await _stored(RacetimeBot.all())

    async def reseal_bot(self, bot_id: RacetimeBotId, old: str, new: str) -> int:
        """Replace an encrypted secret by the same one under another key, unless it was changed meanwhile."""
        bots = RacetimeBot.filter(id=bot_id, client_secret_encrypted=old)
        return await bots.update(client_secret_encrypted=new)

    async def organization_of_bot(self, bot_id: int) -> OrganizationId | None:
        return _only(await RacetimeBot.filter(id=bot_id).values_list("organization_id"))

    async def organization_of_message(self, message_id: int) -> OrganizationId | None:
        return _only(await OutboxMessage.filter(id=message_id).values_list("organization_id"))


async def _stored(bots: QuerySet[RacetimeBot]) -> list[StoredBot]:
    rows = await bots.order_by("id").values_list(
        "id", "organization_id", "category", "client_id", "client_secret_encrypted"
    )
    return [StoredBot(*row) for row in rows]


def _membership(rows: Sequence[Mapping[str, Any]]) -> Membership | None:
    """Read a membership from rows that pair each role in the organization with each role in a tournament."""
    if not rows:
        return None
    in_tournaments: dict[TournamentId, set[Role]] = {}
    for row in rows:
        if row["tournament_id"] is not None:
            in_tournaments.setdefault(TournamentId(row["tournament_id"]), set()).add(Role(row["tournament_role"]))
    return Membership(
        OrganizationId(rows[0]["organization_id"]),
        frozenset(Role(row["role"]) for row in rows if row["role"] is not None),
        {tournament_id: frozenset(roles) for tournament_id, roles in in_tournaments.items()},
    )


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


def _only(rows: list[tuple[int, ...]]) -> OrganizationId | None:
    return OrganizationId(rows[0][0]) if rows else None
