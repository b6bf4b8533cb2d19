"""Alerts on their way to staff: queued by every way that an organization has chosen, and made when they are sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from application.access import Access
from application.context import Actor
from application.domain.errors import InvalidInput, NotFound
from application.domain.events.messages import MessagesQueuedEvent
from application.domain.ids import AlertAddressId, AlertId, LiveRaceId, OrganizationId, OrganizationRef, UserId
from application.domain.messages.alert_texts import AlertFacts, AlertNews, a_test, alert_mail, alert_post, question_mail
from application.domain.messages.channels import Channel, Destination
from application.domain.messages.delivery import PostMessage, SendMail, Step
from application.domain.messages.mail import number_of
from application.domain.messages.outbox import (
    OF_ALERTS,
    MessageKind,
    PartitionKey,
    partition_of_address,
    partition_of_person,
    partition_of_staff_channel,
)
from application.domain.messages.rich_text import RichMessage
from application.domain.operations.alert_settings import MOST_ASKED_IN_A_DAY
from application.domain.permissions import Permission
from application.page_links import PageLinks
from application.private_keys import PrivateKeys
from application.repositories import Repositories
from application.repositories.messages.outbox_repository import NewMessage
from application.services.channels import SENDING
from application.services.messages.places import NoPlace
from application.unit_of_work import UnitsOfWork, WorkSession
from models.event_log import OutboxMessage
from models.supervision import Alert, AlertAddress


@dataclass(frozen=True, slots=True)
class AlertWay:
    """By what staff are told; `payload` is what the outbox must know of it."""

    destination: Destination
    partition: str
    kind: MessageKind
    payload: dict[str, Any]


async def ways_of(reading: Repositories) -> tuple[AlertWay, ...]:
    """Return every way that was chosen, without people who are staff no longer or take no direct messages."""
    ways = []
    if (await reading.alert_settings.get()).channel_id is not None:
        partition = partition_of_staff_channel(reading.ctx.organization_id)
        ways.append(AlertWay(Destination.DISCORD, partition, MessageKind.ALERT, {}))
    staff = {row.member.user_id for row in await reading.members.list_with_roles()}
    for recipient in await reading.preferences.list_recipients(await reading.alert_recipients.list_chosen()):
        if recipient.user_id in staff and recipient.is_within_reach:
            payload = {"user_id": recipient.user_id, "channel": Channel.DISCORD.value}
            partition = partition_of_person(recipient.user_id)
            ways.append(AlertWay(Destination.DISCORD, partition, MessageKind.DIRECT, payload))
    ways += [_by_mail(row) for row in await reading.alert_addresses.list_chosen() if row.confirmed_at is not None]
    return tuple(ways)


def _by_mail(row: AlertAddress) -> AlertWay:
    return AlertWay(Destination.EMAIL, partition_of_address(row.id), MessageKind.ALERT, {})


async def queue_alerts(work: WorkSession, news: AlertNews, alerts: Iterable[Alert]) -> None:
    """Let staff be told of alerts, once by each way."""
    ways = await ways_of(work)
    await _queue(work, [_message(way, news, alert) for alert in alerts for way in ways])


async def queue_test(work: WorkSession) -> int:
    """Let a test go by every way, also to who took no direct messages so far; returns how many ways there are."""
    for user_id in await work.alert_recipients.list_chosen():
        await work.preferences.forget_refusal(user_id)
    key = f"{OF_ALERTS}{AlertNews.TEST}:{uuid4()}"
    ways = await ways_of(work)
    await _queue(work, [_new(way, {"alert": AlertNews.TEST.value}, f"{key}:{way.partition}") for way in ways])
    return len(ways)


async def queue_questions(work: WorkSession) -> None:
    """Let every address be asked that hasn't said yes, at most once a day. Raises `InvalidInput` for too many."""
    beginning = f"{OF_ALERTS}{AlertNews.ASK}:{work.ctx.organization_id}:"
    today = f"{work.clock.now():%Y-%m-%d}"
    asked = await work.outbox.list_keys(beginning, lately=timedelta(days=1))
    payload = {"alert": AlertNews.ASK.value, "by": work.ctx.actor.user_id}
    messages = [
        _new(
            _by_mail(row), payload | {"address": number_of(row.address)}, f"{beginning}{today}:{number_of(row.address)}"
        )
        for row in await work.alert_addresses.list_chosen()
        if row.confirmed_at is None
    ]
    fresh = [message for message in messages if message.dedupe_key not in asked]
    if fresh and len(asked) + len(fresh) > MOST_ASKED_IN_A_DAY:
        raise InvalidInput.on(
            "addresses",
            f"Only {MOST_ASKED_IN_A_DAY} addresses can be asked in a day whether they want alerts. Add more tomorrow.",
        )
    await _queue(work, fresh)


async def _queue(work: WorkSession, messages: list[NewMessage]) -> None:
    if await work.outbox.add_all(messages):
        work.record(MessagesQueuedEvent(OrganizationRef(work.ctx.organization_id)))


def _message(way: AlertWay, news: AlertNews, alert: Alert) -> NewMessage:
    payload = {"alert": news.value, "alert_id": alert.id}
    return _new(way, payload, _key(alert.id, news, way.partition), alert.live_race_id)


def _new(way: AlertWay, payload: dict[str, Any], key: str, live_race_id: LiveRaceId | None = None) -> NewMessage:
    return NewMessage(way.destination, way.partition, way.kind, payload | way.payload, key, live_race_id)


def _key(alert_id: int, news: AlertNews, partition: str) -> str:
    return f"{OF_ALERTS}{alert_id}:{news}:{partition}"


def _mark(alert_id: int, news: AlertNews) -> str:
    return f"alert-{alert_id}-{news}"


def is_alert(message: OutboxMessage) -> bool:
    return "alert" in message.payload


class AlertPlanner:
    def __init__(self, units: UnitsOfWork, access: Access, links: PageLinks, address_keys: PrivateKeys) -> None:
        self._units = units
        self._access = access
        self._links = links
        self._keys = address_keys

    async def plan(self, message: OutboxMessage) -> Step | None:
        """Return what is to be done, None when there is no point in it any more. Raises `NoPlace`."""
        reading = self._reading(message)
        partition = PartitionKey.parse(message.partition_key)
        if message.payload["alert"] == AlertNews.ASK:
            return await self._question(reading, message)
        facts = await self._facts(reading, message)
        if facts is None:
            return None
        if partition.kind == "user":
            return await self._to_person(reading, UserId(partition.number), facts)
        if partition.kind == "email":
            row = await reading.alert_addresses.find_by_id(AlertAddressId(partition.number))
            if row is None or row.confirmed_at is None:
                return None
            return SendMail(row.address, alert_mail(replace(facts, address_url=self._address_url(row))))
        channel_id = (await reading.alert_settings.get()).channel_id
        if channel_id is None or await reading.discord_server.find() is None:
            raise NoPlace
        return PostMessage(channel_id, alert_post(facts))

    async def show(self, message: OutboxMessage) -> RichMessage | None:
        """Return what a message would show now, whether or not there is a place to show it."""
        facts = await self._facts(self._reading(message), message)
        return alert_post(facts) if facts is not None else None

    def _reading(self, message: OutboxMessage) -> Repositories:
        return self._units.reading(self._access.as_system(OrganizationId(message.organization_id)))

    async def _to_person(self, reading: Repositories, user_id: UserId, facts: AlertFacts) -> Step | None:
        """Who is staff no longer is told nothing."""
        try:
            own = await self._access.enter(Actor(user_id, ""), reading.ctx.organization_id)
        except NotFound:
            return None
        recipients = await reading.preferences.list_recipients([user_id])
        if not own.allows(Permission.RECORD_RESULTS) or not recipients:
            return None
        return await SENDING[Channel.DISCORD].step(reading, recipients[0], alert_post(facts))

    async def _question(self, reading: Repositories, message: OutboxMessage) -> SendMail | None:
        """Ask who has been entered, perhaps anew, and has not answered."""
        rows = await reading.alert_addresses.list_chosen()
        row = next((row for row in rows if number_of(row.address) == message.payload["address"]), None)
        if row is None or row.confirmed_at is not None:
            return None
        organization, by = await reading.organization.get(), message.payload["by"]
        asked_by = (await reading.users.get(UserId(by))).display_name if by is not None else "Somebody"
        mark = f"ask-{message.nonce[:8]}"
        return SendMail(row.address, question_mail(organization.name, asked_by, self._address_url(row), mark=mark))

    def _address_url(self, row: AlertAddress) -> str:
        return self._links.alert_address(str(self._keys.key_of(row.organization_id, number_of(row.address))))

    async def _facts(self, reading: Repositories, message: OutboxMessage) -> AlertFacts | None:
        """Return what is to be told: an alert while it stands, and its end to whom it was told."""
        organization = await reading.organization.get()
        page, news = self._links.race_night(organization.slug), AlertNews(message.payload["alert"])
        if news is AlertNews.TEST:
            return a_test(organization.name, message.created_at, page, mark=f"test-{message.nonce[:8]}")
        alert = await reading.alerts.find_by_id(AlertId(message.payload["alert_id"]))
        if alert is None or (news is AlertNews.RAISED and alert.resolved_at is not None):
            return None
        raised = _key(alert.id, AlertNews.RAISED, message.partition_key)
        if news is AlertNews.RESOLVED and not await reading.outbox.was_sent(
            message.destination, message.partition_key, raised
        ):
            return None
        return AlertFacts(
            news=news,
            organization=organization.name,
            title=alert.kind.label,
            sentence=alert.sentence,
            raised_at=alert.raised_at,
            resolved_at=alert.resolved_at,
            page_url=page,
            mark=_mark(alert.id, news),
            answers=_mark(alert.id, AlertNews.RAISED) if news is AlertNews.RESOLVED else "",
        )
