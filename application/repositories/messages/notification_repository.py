"""Notifications to members, their wishes, and the races that they marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from application.domain.ids import LiveRaceId, NotificationId, UserId
from application.domain.messages.announcements import Destination
from application.domain.messages.notifications import DEFAULT_WAYS, NotificationKind, Way, Wishes
from application.domain.messages.telling import TellingKind, lane_of_person
from application.repositories.base import TenantRepository
from application.repositories.event_log_repository import NewMessage
from models import (
    LiveRaceReminder,
    MemberNotification,
    NotificationWish,
    OrganizationMember,
    OutboxMessage,
)


@dataclass(frozen=True, slots=True)
class Listener:
    """A member with everything that decides how that person is told."""

    user_id: UserId
    discord_id: int | None
    wishes: Wishes
    takes_messages: bool
    """Discord did not refuse the last direct message."""


def wishes_of(row: NotificationWish | None) -> Wishes:
    if row is None:
        return Wishes()
    ways = {kind: Way(row.ways[kind]) for kind in NotificationKind if kind in row.ways}
    return Wishes(
        ways={**DEFAULT_WAYS, **ways},
        reminder_minutes=tuple(row.reminder_minutes) if row.reminder_minutes is not None else None,
        only_if_eligible=row.only_if_eligible,
        every_race=row.every_race,
    )


class WishRepository(TenantRepository[NotificationWish]):
    model = NotificationWish
    noun = "member"

    async def find(self, user_id: UserId) -> NotificationWish | None:
        return await self._own().filter(user_id=user_id).first()

    async def put(self, user_id: UserId, wishes: Wishes) -> None:
        """Store a member's wishes; Discord is tried again from now on."""
        now = self._clock.now()
        row = await self.find(user_id)
        if row is None:
            row = NotificationWish(organization_id=self._ctx.organization_id, user_id=user_id)
        if wishes.every_race and not row.every_race:
            row.every_race_since = now
        row.ways = {kind.value: way.value for kind, way in wishes.ways.items()}
        row.reminder_minutes = list(wishes.reminder_minutes) if wishes.reminder_minutes is not None else None
        row.only_if_eligible, row.every_race = wishes.only_if_eligible, wishes.every_race
        row.refused_at = None
        row.updated_at = now
        await row.save()

    async def note_refusal(self, user_id: UserId) -> None:
        """Remember that this person takes no direct messages from the bot."""
        now = self._clock.now()
        if not await self._own().filter(user_id=user_id).update(refused_at=now):
            await NotificationWish.create(
                organization_id=self._ctx.organization_id, user_id=user_id, refused_at=now, updated_at=now
            )

    async def forget_refusal(self, user_id: UserId) -> None:
        await self._own().filter(user_id=user_id).update(refused_at=None)

    async def list_listeners(self, user_ids: Iterable[UserId]) -> list[Listener]:
        """Return those of the given users who are members, in two queries."""
        wanted = sorted(set(user_ids))
        people = await OrganizationMember.filter(
            organization_id=self._ctx.organization_id, user_id__in=wanted
        ).values_list("user_id", "user__discord_id")
        rows = {row.user_id: row for row in await self._own().filter(user_id__in=wanted)}
        listeners = []
        for user_id, discord_id in people:
            row = rows.get(user_id)
            takes_messages = row is None or row.refused_at is None
            listeners.append(Listener(UserId(user_id), discord_id, wishes_of(row), takes_messages))
        return sorted(listeners, key=lambda listener: listener.user_id)

    async def list_keen(self) -> list[UserId]:
        """Return who wants to hear of every race."""
        return [UserId(row[0]) for row in await self._own().filter(every_race=True).values_list("user_id")]

    async def list_with_way(self, kind: NotificationKind) -> list[UserId]:
        """Return who chose a way of being told of this kind."""
        rows = await self._own()
        return [UserId(row.user_id) for row in rows if row.ways.get(kind.value, Way.NOT_AT_ALL) != Way.NOT_AT_ALL]


class ReminderRepository(TenantRepository[LiveRaceReminder]):
    model = LiveRaceReminder
    noun = "reminder"

    async def exists(self, live_race_id: LiveRaceId, user_id: UserId) -> bool:
        return await self._own().filter(live_race_id=live_race_id, user_id=user_id).exists()

    async def add(self, live_race_id: LiveRaceId, user_id: UserId) -> None:
        await LiveRaceReminder.create(
            organization_id=self._ctx.organization_id,
            live_race_id=live_race_id,
            user_id=user_id,
            created_at=self._clock.now(),
        )

    async def remove(self, live_race_id: LiveRaceId, user_id: UserId) -> None:
        await self._own().filter(live_race_id=live_race_id, user_id=user_id).delete()

    async def list_users(self, live_race_id: LiveRaceId) -> list[UserId]:
        rows = await self._own().filter(live_race_id=live_race_id).order_by("user_id").values_list("user_id")
        return [UserId(row[0]) for row in rows]

    async def list_races_of(self, user_id: UserId) -> list[LiveRaceId]:
        rows = await self._own().filter(user_id=user_id).order_by("live_race_id").values_list("live_race_id")
        return [LiveRaceId(row[0]) for row in rows]


@dataclass(frozen=True, slots=True)
class NewNotification:
    """`dedupe_key` is the same for what one person must be told only once."""

    listener: Listener
    way: Way
    kind: NotificationKind
    live_race_id: LiveRaceId | None
    text: str
    happens_at: datetime
    dedupe_key: str


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A notification and what became of its direct message, None where there is none."""

    notification: MemberNotification
    message: OutboxMessage | None


class NotificationRepository(TenantRepository[MemberNotification]):
    model = MemberNotification
    noun = "notification"

    async def add_all(self, notifications: Iterable[NewNotification]) -> list[NewNotification]:
        """Keep those notifications whose key is new and return them, in two queries."""
        wanted = {notification.dedupe_key: notification for notification in notifications}
        if not wanted:
            return []
        known = {row[0] for row in await self._own().filter(dedupe_key__in=list(wanted)).values_list("dedupe_key")}
        fresh = [notification for key, notification in wanted.items() if key not in known]
        now = self._clock.now()
        if fresh:
            await MemberNotification.bulk_create(
                [
                    MemberNotification(
                        organization_id=self._ctx.organization_id,
                        user_id=notification.listener.user_id,
                        kind=notification.kind,
                        live_race_id=notification.live_race_id,
                        text=notification.text[:500],
                        happens_at=notification.happens_at,
                        on_site=notification.way.on_site,
                        dedupe_key=notification.dedupe_key,
                        created_at=now,
                    )
                    for notification in fresh
                ]
            )
        return fresh

    async def list_for_user(
        self, user_id: UserId, *, before: NotificationId | None = None, limit: int = 50
    ) -> list[NotificationRow]:
        """Return a person's notifications, newest first, each with its direct message; two queries."""
        query = self._own().filter(user_id=user_id)
        if before is not None:
            query = query.filter(id__lt=before)
        notifications = await query.order_by("-id").limit(limit)
        keys = [direct_key(notification.dedupe_key) for notification in notifications]
        own = OutboxMessage.filter(organization_id=self._ctx.organization_id, dedupe_key__in=keys)
        messages = {message.dedupe_key: message for message in await own}
        return [
            NotificationRow(notification, messages.get(direct_key(notification.dedupe_key)))
            for notification in notifications
        ]


def direct_key(notification_key: str) -> str:
    return f"dm:{notification_key}"


def direct_message(notification: NewNotification, about: Mapping[str, object] | None = None) -> NewMessage:
    """Return the outbox message of a notification; its text is made when it is sent. `about` has no seed."""
    return NewMessage(
        Destination.DISCORD,
        lane_of_person(notification.listener.user_id),
        kind=TellingKind.DIRECT,
        payload={
            "notification": notification.kind.value,
            "user_id": notification.listener.user_id,
            **(about or {}),
        },
        dedupe_key=direct_key(notification.dedupe_key),
        live_race_id=notification.live_race_id,
    )
