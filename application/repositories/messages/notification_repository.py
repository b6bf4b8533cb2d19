"""What members were told: within one organization, and one person's over all own organizations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from application.domain.ids import NotificationId, OrganizationId, UserId
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import News
from application.repositories.base import TenantRepository
from application.repositories.messages.preference_repository import Recipient
from models.event_log import OutboxMessage
from models.notification import Notification
from models.organization import OrganizationMember


@dataclass(frozen=True, slots=True)
class NewNotification:
    """`dedupe_key` is the same for what one person must be told only once."""

    recipient: Recipient
    news: News
    channels: frozenset[Channel]
    dedupe_key: str

    def key_of(self, channel: Channel) -> str:
        """Return the key of the message that brings it by a channel."""
        return message_key(channel, self.dedupe_key)


def message_key(channel: Channel, dedupe_key: str) -> str:
    return f"{channel}:{dedupe_key}"


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A notification and the messages that bring it by channels other than the site."""

    notification: Notification
    messages: dict[Channel, OutboxMessage]


class NotificationRepository(TenantRepository[Notification]):
    model = Notification
    noun = "notification"

    async def add_all(self, notifications: Iterable[NewNotification]) -> list[NewNotification]:
        """Keep those notifications whose key is new and return them, in two queries."""
        wanted = {notification.dedupe_key: notification for notification in notifications}
        if not wanted:
            return []
        known = {row[0] for row in await self._own().filter(dedupe_key__in=list(wanted)).values_list("dedupe_key")}
        fresh = [notification for key, notification in wanted.items() if key not in known]
        if fresh:
            await Notification.bulk_create([self._row(notification) for notification in fresh])
        return fresh

    def _row(self, notification: NewNotification) -> Notification:
        now, news = self._clock.now(), notification.news
        return Notification(
            organization_id=self._ctx.organization_id,
            user_id=notification.recipient.user_id,
            kind=news.kind,
            parts=dict(news.parts),
            tournament_id=news.tournament_id,
            run_id=news.run_id,
            live_race_id=news.live_race_id,
            happens_at=news.happens_at,
            channels=sorted(notification.channels),
            read_at=None if Channel.SITE in notification.channels else now,
            dedupe_key=notification.dedupe_key,
            created_at=now,
        )

    async def list_for_user(
        self, user_id: UserId, *, unread_only: bool = False, before: NotificationId | None = None, limit: int = 50
    ) -> list[NotificationRow]:
        """Return a member's notifications with their messages, newest first, continuing before one of them."""
        return await _page(self._own().filter(user_id=user_id), unread_only=unread_only, before=before, limit=limit)

    async def count_unread(self, user_id: UserId) -> int:
        return await self._own().filter(user_id=user_id, read_at__isnull=True).count()

    async def mark_read(self, user_id: UserId, ids: Iterable[NotificationId] | None = None) -> int:
        """Mark the named or all notifications of a member; return how many were unread."""
        unread = self._own().filter(user_id=user_id, read_at__isnull=True)
        if ids is not None:
            unread = unread.filter(id__in=list(ids))
        return await unread.update(read_at=self._clock.now())


class OwnNotificationRepository:
    """The notifications of one person in all own organizations."""

    async def count_unread(self, user_id: UserId) -> int:
        return await self._of(user_id).filter(read_at__isnull=True).count()

    async def list_for_user(
        self, user_id: UserId, *, before: NotificationId | None = None, limit: int = 50
    ) -> list[NotificationRow]:
        """Return a user's notifications with their messages, newest first, continuing before one of them."""
        return await _page(self._of(user_id), before=before, limit=limit)

    async def list_organizations_with_unread(
        self, user_id: UserId, ids: Sequence[NotificationId] | None = None
    ) -> list[OrganizationId]:
        """Return where a user has unread notifications, or unread ones among those named."""
        query = self._of(user_id).filter(read_at__isnull=True)
        if ids is not None:
            query = query.filter(id__in=list(ids))
        return sorted({OrganizationId(row[0]) for row in await query.values_list("organization_id")})

    def _of(self, user_id: UserId) -> QuerySet[Notification]:
        own = OrganizationMember.filter(user_id=user_id, organization__is_active=True).values("organization_id")
        return Notification.filter(user_id=user_id, organization_id__in=Subquery(own))


async def _page(
    query: QuerySet[Notification], *, unread_only: bool = False, before: NotificationId | None, limit: int
) -> list[NotificationRow]:
    if unread_only:
        query = query.filter(read_at__isnull=True)
    if before is not None:
        query = query.filter(id__lt=before)
    rows = await query.order_by("-id").limit(limit).select_related("organization")
    keys = [key for row in rows for key in messages_of(row).values()]
    found = {message.dedupe_key: message for message in await OutboxMessage.filter(dedupe_key__in=keys)}
    return [
        NotificationRow(row, {channel: found[key] for channel, key in messages_of(row).items() if key in found})
        for row in rows
    ]


def messages_of(row: Notification) -> dict[Channel, str]:
    """Return the keys of the messages that bring it by other channels than the site."""
    return {Channel(name): message_key(Channel(name), row.dedupe_key) for name in row.channels if name != Channel.SITE}
