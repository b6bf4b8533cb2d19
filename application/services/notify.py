"""Telling members something: the one place that looks at their preferences and makes the deliveries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from uuid import uuid4

from application.domain.events.messages import MessagesQueuedEvent, NotificationsChangedEvent
from application.domain.ids import OrganizationRef, PersonRef, UserId
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import News
from application.domain.messages.outbox import MessageKind, partition_of_person
from application.repositories import Repositories
from application.repositories.messages.notification_repository import NewNotification
from application.repositories.messages.outbox_repository import NewMessage
from application.repositories.messages.preference_repository import Recipient
from application.services.channels import CHANNELS, SENDING
from application.unit_of_work import WorkSession


async def notify(work: WorkSession, news: News, user_ids: Iterable[UserId]) -> None:
    """Tell those of the given users who are members."""
    recipients = await work.preferences.list_recipients(user_ids)
    await notify_once(work, news, recipients, {item.user_id: f"{news.kind}:{uuid4()}" for item in recipients})


async def notify_once(
    work: WorkSession,
    news: News,
    recipients: Sequence[Recipient],
    keys: Mapping[UserId, str],
    *,
    own_parts: Mapping[UserId, Mapping[str, str]] = MappingProxyType({}),
) -> int:
    """Tell everybody who wants to hear of it and wasn't told under the same key; returns how many that were.

    `own_parts` are what the sentence says to single recipients only.
    """
    reached = await channels_that_reach(work, news, recipients)
    fresh = await work.notifications.add_all(
        NewNotification(
            item,
            replace(news, parts={**news.parts, **own_parts.get(item.user_id, {})}),
            reached[item.user_id],
            keys[item.user_id],
        )
        for item in recipients
        if item.user_id in reached
    )
    if await work.outbox.add_all(message for notification in fresh for message in _messages(notification)):
        work.record(MessagesQueuedEvent(OrganizationRef(work.ctx.organization_id)))
    for notification in fresh:
        work.record(NotificationsChangedEvent(PersonRef(work.ctx.organization_id, notification.recipient.user_id)))
    return len(fresh)


async def channels_that_reach(
    reading: Repositories, news: News, recipients: Sequence[Recipient]
) -> dict[UserId, frozenset[Channel]]:
    """Return everybody who chose a channel for it with those that get there: the site, where none of them does."""
    chosen = {item.user_id: item.preferences.channels_for(news.kind.topic) for item in recipients}
    reached: dict[UserId, frozenset[Channel]] = {user_id: frozenset() for user_id, names in chosen.items() if names}
    for channel in CHANNELS:
        asked = [item for item in recipients if channel.name in chosen[item.user_id]]
        for user_id in await channel.within_reach(reading, asked, news) if asked else ():
            reached[user_id] |= {channel.name}
    return {user_id: channels or frozenset({Channel.SITE}) for user_id, channels in reached.items()}


def _messages(notification: NewNotification) -> Iterable[NewMessage]:
    """Return what is to be sent; the text is made then, from the facts as they are."""
    news, user_id = notification.news, notification.recipient.user_id
    for name, channel in SENDING.items():
        if name in notification.channels:
            yield NewMessage(
                channel.destination,
                partition_of_person(user_id),
                kind=MessageKind.DIRECT,
                payload={
                    "channel": name.value,
                    "notification": news.kind.value,
                    "user_id": user_id,
                    "run_id": news.run_id,
                    "parts": dict(news.parts),
                },
                dedupe_key=notification.key_of(name),
                live_race_id=news.live_race_id,
            )
