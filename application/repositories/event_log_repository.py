"""The event log and the outbox of one organization."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from application.domain.events import Event, payload_of
from application.domain.ids import LiveRaceId, Subject, UserId
from application.domain.messages.channels import Destination
from application.domain.operations.audit import AuditFilter, search_text, search_words
from application.domain.pauses import growing_pause
from application.repositories.base import TenantRepository
from models import EventLogEntry, OutboxMessage

_LEASE = timedelta(seconds=60)
_FIRST_RETRY = timedelta(seconds=2)
_LONGEST_RETRY = timedelta(minutes=10)


class EventLogRepository(TenantRepository[EventLogEntry]):
    model = EventLogEntry
    noun = "log entry"

    async def append(self, events: Iterable[Event]) -> None:
        """Log events under the context's actor; signals are left out."""
        rows = [self._entry(event) for event in events if event.logged]
        if rows:
            await EventLogEntry.bulk_create(rows)

    def _entry(self, event: Event) -> EventLogEntry:
        kind, actor, payload = event.logged_as, self._ctx.actor, payload_of(event)
        return EventLogEntry(
            organization_id=event.organization_id,
            type=kind,
            tournament_id=getattr(event.about, "tournament_id", None),
            live_race_id=getattr(event.about, "live_race_id", None),
            run_id=getattr(event.about, "run_id", None),
            actor_id=actor.user_id,
            actor_name=actor.name,
            payload=payload,
            search_text=search_text(kind, actor.name, payload),
            occurred_at=self._clock.now(),
        )

    async def list_entries(
        self, wanted: AuditFilter, *, before: int | None = None, limit: int = 50
    ) -> list[EventLogEntry]:
        """Return entries newest first, continuing before one of them."""
        query = self._own()
        if wanted.kinds:
            query = query.filter(type__in=list(wanted.kinds))
        for column in ("actor_id", "tournament_id", "live_race_id", "run_id"):
            if (value := getattr(wanted, column)) is not None:
                query = query.filter(**{column: value})
        if wanted.system_only:
            query = query.filter(actor_id__isnull=True)
        if wanted.since is not None:
            query = query.filter(occurred_at__gte=wanted.since)
        if wanted.until is not None:
            query = query.filter(occurred_at__lt=wanted.until)
        if words := search_words(wanted.search):
            query = query.filter(search_text__contains=words)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit)

    async def names_of_subjects(self, subject: Subject, numbers: Collection[int]) -> dict[int, str]:
        """Return what those of the numbers that are still there are called, people excepted, in one query."""
        model, (_, columns, name, key) = self._by_subject[subject]
        own: Any = model.filter(organization_id=self._ctx.organization_id, **{f"{key}__in": sorted(numbers)})
        return {row[0]: name(*row[1:]) for row in await own.values_list(key, *columns)}

    async def list_kinds(self) -> list[str]:
        """Return the kinds that occur."""
        return sorted(row[0] for row in await self._own().distinct().values_list("type"))

    async def list_for_live_race(
        self, live_race_id: LiveRaceId, *, types: Iterable[str] | None = None, limit: int = 200
    ) -> list[EventLogEntry]:
        """Return the newest entries, newest first."""
        query = self._own().filter(live_race_id=live_race_id)
        if types is not None:
            query = query.filter(type__in=list(types))
        return await query.order_by("-id").limit(limit)

    async def list_readers(self, permalink_id: int, tournament_id: int) -> list[str]:
        """Return who read a seed before players could, in the order of the first reading."""
        rows = await (
            self._own()
            .filter(type="PermalinkRevealedEvent", tournament_id=tournament_id)
            .order_by("id")
            .values_list("actor_id", "actor_name", "payload")
        )
        readers: dict[UserId | str, str] = {}
        for actor_id, name, payload in rows:
            if payload.get("permalink_id") == permalink_id:
                readers.setdefault(actor_id if actor_id is not None else name, name)
        return list(readers.values())


@dataclass(frozen=True, slots=True)
class NewMessage:
    """`payload` has no seed; `dedupe_key` is the same for everything that must be said only once."""

    destination: Destination
    partition_key: str
    kind: str
    payload: dict[str, Any]
    dedupe_key: str
    live_race_id: LiveRaceId | None = None


class OutboxRepository(TenantRepository[OutboxMessage]):
    model = OutboxMessage
    noun = "message"

    async def add_all(self, messages: Iterable[NewMessage]) -> int:
        """Queue those messages whose key was never queued before; return how many, in two queries."""
        wanted = {message.dedupe_key: message for message in messages}
        if not wanted:
            return 0
        known = {row[0] for row in await self._own().filter(dedupe_key__in=list(wanted)).values_list("dedupe_key")}
        now = self._clock.now()
        fresh = [
            OutboxMessage(
                organization_id=self._ctx.organization_id,
                destination=message.destination,
                partition_key=message.partition_key,
                live_race_id=message.live_race_id,
                kind=message.kind,
                payload=message.payload,
                dedupe_key=key,
                nonce=str(uuid4()),
                due_at=now,
                created_at=now,
            )
            for key, message in wanted.items()
            if key not in known
        ]
        if fresh:
            await OutboxMessage.bulk_create(fresh)
        return len(fresh)

    async def lease_next(self, destination: Destination, partition: str) -> OutboxMessage | None:
        """Take the oldest unsent message of a partition, if it is due and nobody else holds it; order is kept."""
        now = self._clock.now()
        head = await self._waiting(destination, partition).order_by("id").first()
        if head is None or head.due_at > now:
            return None
        free = self._own().filter(id=head.id, sent_at__isnull=True)
        free = free.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))
        if not await free.update(leased_until=now + _LEASE, attempts=F("attempts") + 1):
            return None
        head.attempts += 1
        return head

    async def mark_sent(self, message_id: int) -> None:
        await (
            self._own()
            .filter(id=message_id, sent_at__isnull=True)
            .update(sent_at=self._clock.now(), leased_until=None, last_error="")
        )

    async def mark_failed(self, message_id: int, reason: str, *, most_attempts: int | None = None) -> None:
        """Let the message be tried again later: after 2 s, doubling, at most ten minutes.

        With `most_attempts` it is given up after so many, so that it doesn't hold up those behind it for ever.
        """
        message = await self._get(message_id)
        if most_attempts is not None and message.attempts >= most_attempts:
            unsent = self._own().filter(id=message_id, sent_at__isnull=True)
            await unsent.update(given_up_at=self._clock.now(), leased_until=None, last_error=reason[:500])
            return
        delay = growing_pause(message.attempts, first=_FIRST_RETRY, longest=_LONGEST_RETRY)
        await (
            self._own()
            .filter(id=message_id, sent_at__isnull=True)
            .update(due_at=self._clock.now() + delay, leased_until=None, last_error=reason[:500])
        )

    async def was_sent(self, destination: Destination, partition: str, key: str) -> bool:
        """Tell whether a message of the partition whose key begins so was sent."""
        sent = self._own().filter(destination=destination, partition_key=partition, sent_at__isnull=False)
        return await sent.filter(dedupe_key__startswith=key).exists()

    async def take_over(self, destination: Destination, partition: str) -> None:
        """Free what somebody who is gone was saying."""
        await self._waiting(destination, partition).filter(leased_until__isnull=False).update(leased_until=None)

    async def drop(self, message_id: int) -> None:
        """Never say a message that no longer holds."""
        message = self._own().filter(id=message_id, sent_at__isnull=True)
        await message.update(superseded_at=self._clock.now(), leased_until=None)

    async def drop_partition(self, destination: Destination, partition: str) -> None:
        """Never say what waits in a partition."""
        waiting = self._waiting(destination, partition)
        await waiting.update(superseded_at=self._clock.now(), leased_until=None)

    def _waiting(self, destination: Destination, partition: str) -> QuerySet[OutboxMessage]:
        return self._own().filter(
            destination=destination,
            partition_key=partition,
            sent_at__isnull=True,
            given_up_at__isnull=True,
            superseded_at__isnull=True,
        )
