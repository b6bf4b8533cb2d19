"""The outbox: queued with the change itself, taken one at a time in the order of its partition, and settled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from application.domain.ids import LiveRaceId, MessageId, TournamentId
from application.domain.live_races.live_race import UNFINISHED
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import SET_ASIDE
from application.domain.messages.outbox import (
    OF_ALERTS,
    EntryMessage,
    MembersMessage,
    Message,
    MessageKind,
    RaceMessage,
    RefreshMessages,
    RunMessage,
)
from application.repositories.base import TenantRepository
from models.async_tournament import AsyncTournamentLiveRace
from models.discord import DiscordPost, DiscordRunThread
from models.event_log import OutboxMessage

LEASE = timedelta(seconds=60)
_MADE_UP_FOR = timedelta(days=7)
_ALERTS_LOOKED_AT = 200
_PUBLIC = Q(destination=Destination.DISCORD) & ~Q(kind=MessageKind.DIRECT)
_SETTLED: dict[str, Any] = {"leased_until": None, "faults": 0}
"""What holds of a message whose attempt had an outcome, whatever it was."""


_Single = RaceMessage | MembersMessage | RunMessage | EntryMessage


def waiting() -> Q:
    """Messages that still have to be said."""
    return Q(sent_at__isnull=True, given_up_at__isnull=True, superseded_at__isnull=True)


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

    async def queue(self, messages: Iterable[Message]) -> int:
        """Queue what must be told and return how many messages that made, in a fixed number of queries.

        A message that is kept true is not queued again while one waits that nobody has taken yet: that one is made
        from the facts as they are after this transaction. Locking it keeps it from being taken before the commit.
        """
        wanted = [item for message in messages for item in await self._resolved(message)]
        wanted = await self._without_threadless(wanted)
        if not wanted:
            return 0
        known = await self._untaken(wanted)
        rows = []
        for item in wanted:
            row = self._row(item)
            key = (row.kind, row.partition_key, row.live_race_id)
            if row.destination is Destination.DISCORD and MessageKind(row.kind).is_living:
                if key in known:
                    continue
                known.add(key)
            rows.append(row)
        if rows:
            await OutboxMessage.bulk_create(rows)
        return len(rows)

    async def _resolved(self, message: Message) -> Sequence[_Single]:
        match message:
            case RefreshMessages():
                return await self._to_refresh(message.tournament_id)
            case _:
                return [message]

    async def _without_threadless(self, wanted: list[_Single]) -> list[_Single]:
        """Leave out what is about runs that no thread leads through."""
        asked = {item.run_id for item in wanted if isinstance(item, RunMessage)}
        if not asked:
            return wanted
        threads = DiscordRunThread.filter(organization_id=self._ctx.organization_id, run_id__in=sorted(asked))
        led = {row[0] for row in await threads.values_list("run_id")}
        return [item for item in wanted if not isinstance(item, RunMessage) or item.run_id in led]

    async def _to_refresh(self, tournament_id: TournamentId | None) -> list[RaceMessage]:
        """Races that are not over; of a single tournament also those that Discord shows anything of."""
        own = AsyncTournamentLiveRace.filter(organization_id=self._ctx.organization_id)
        if tournament_id is None:
            races = await own.filter(status__in=sorted(UNFINISHED)).order_by("id").values_list("id", "tournament_id")
            shown: set[tuple[int, str]] = set()
        else:
            posts = await DiscordPost.filter(
                organization_id=self._ctx.organization_id,
                slot__in=[MessageKind.CARD, MessageKind.RESULTS, MessageKind.EVENT],
            ).values_list("subject_id", "slot")
            shown = {(race_id, slot) for race_id, slot in posts}
            wanted = Q(status__in=sorted(UNFINISHED)) | Q(id__in=sorted({race_id for race_id, _ in shown}))
            own = own.filter(wanted, tournament_id=tournament_id)
            races = await own.order_by("id").values_list("id", "tournament_id")
        found = []
        for race_id, owner in races:
            kinds = [MessageKind.CARD, MessageKind.EVENT]
            if (race_id, MessageKind.RESULTS) in shown:
                kinds.append(MessageKind.RESULTS)
            found += [RaceMessage(kind, TournamentId(owner), LiveRaceId(race_id)) for kind in kinds]
        return found

    async def _untaken(self, wanted: Sequence[_Single]) -> set[tuple[str, str, int | None]]:
        races = {item.live_race_id for item in wanted if isinstance(item, RaceMessage)}
        partitions = {item.partition for item in wanted if isinstance(item, RunMessage | EntryMessage)}
        if not races and not partitions:
            return set()
        rows = (
            await self._own()
            .filter(waiting(), Q(live_race_id__in=sorted(races)) | Q(partition_key__in=sorted(partitions)))
            .filter(destination=Destination.DISCORD, leased_until__isnull=True)
            .order_by("id")
            .select_for_update()
            .only("id", "kind", "partition_key", "live_race_id")
        )
        return {(row.kind, row.partition_key, row.live_race_id) for row in rows}

    def _row(self, item: _Single) -> OutboxMessage:
        now = self._clock.now()
        nonce = str(uuid4())
        for_members = isinstance(item, MembersMessage)
        row = OutboxMessage(
            organization_id=self._ctx.organization_id,
            destination=Destination.MEMBERS if for_members else Destination.DISCORD,
            partition_key=item.partition,
            live_race_id=item.live_race_id if isinstance(item, RaceMessage | MembersMessage) else None,
            kind=item.kind if not isinstance(item, EntryMessage) else MessageKind.ENTRY,
            payload={},
            dedupe_key=f"discord:{nonce}",
            nonce=nonce,
            due_at=now,
            created_at=now,
        )
        if isinstance(item, RunMessage):
            row.due_at = max(item.at or now, now)
            row.payload = {"line": item.line.value, "text": item.text} if item.line is not None else {}
        return row

    # Saying it

    async def take_next(self, destination: Destination, partition: str) -> OutboxMessage | None:
        """Take the oldest waiting message of a partition, if it is due and nobody else has it."""
        head = await self._waiting_in(destination, partition).order_by("id").first()
        return await self.take(head.id) if head is not None else None

    async def take(self, message_id: MessageId) -> OutboxMessage | None:
        """Take a message that is due for one lease; None when somebody else has it or it is settled."""
        now = self._clock.now()
        free = self._own().filter(waiting(), id=message_id, due_at__lte=now)
        free = free.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))
        if not await free.update(leased_until=now + LEASE, attempts=F("attempts") + 1, faults=F("faults") + 1):
            return None
        return await self._get(message_id)

    async def mark_sent(self, message: OutboxMessage) -> bool:
        """Settle a taken message; False when the lease was lost meanwhile."""
        return bool(await self._held(message).update(sent_at=self._clock.now(), **_SETTLED, last_error=""))

    async def supersede(self, message: OutboxMessage) -> None:
        await self._held(message).update(superseded_at=self._clock.now(), **_SETTLED, last_error="")

    async def postpone(self, message: OutboxMessage, reason: str, delay: timedelta) -> None:
        due_at = self._clock.now() + delay
        await self._held(message).update(due_at=due_at, **_SETTLED, last_error=reason[:500])

    async def give_up(self, message: OutboxMessage, reason: str) -> bool:
        """End a message for good; an admin may have it tried again."""
        now = self._clock.now()
        return bool(await self._held(message).update(given_up_at=now, **_SETTLED, last_error=reason[:500]))

    def _held(self, message: OutboxMessage) -> QuerySet[OutboxMessage]:
        """The row while this very lease is the last one; the number of attempts tells leases apart."""
        self._demand_own([message])
        return self._own().filter(waiting(), id=message.id, attempts=message.attempts)

    async def take_over(self, destination: Destination, partition: str) -> None:
        """Free what somebody who is gone was saying."""
        await self._waiting_in(destination, partition).filter(leased_until__isnull=False).update(leased_until=None)

    async def drop(self, destination: Destination, partition: str) -> None:
        """Never say what waits in a partition."""
        await self._waiting_in(destination, partition).update(superseded_at=self._clock.now(), leased_until=None)

    async def clear(self) -> None:
        """Forget every message of the organization, said or not."""
        await self._own().delete()

    async def was_sent(self, destination: Destination, partition: str, key: str) -> bool:
        """Tell whether a message of the partition whose key begins so was sent."""
        sent = self._own().filter(destination=destination, partition_key=partition, sent_at__isnull=False)
        return await sent.filter(dedupe_key__startswith=key).exists()

    def _waiting_in(self, destination: Destination, partition: str) -> QuerySet[OutboxMessage]:
        return self._own().filter(waiting(), destination=destination, partition_key=partition)

    async def forget_failures(self, message: OutboxMessage) -> None:
        """Failures of something that reads as it should by now need nobody's attention any more."""
        self._demand_own([message])
        same = self._own().filter(
            live_race_id=message.live_race_id, kind=message.kind, partition_key=message.partition_key
        )
        failed = same.filter(given_up_at__isnull=False, superseded_at__isnull=True)
        await failed.update(superseded_at=self._clock.now())

    async def list_behind(self, message: OutboxMessage) -> list[OutboxMessage]:
        """Return what waits behind a message in its partition and is about the same race."""
        self._demand_own([message])
        rows = self._own().filter(waiting(), destination=message.destination, partition_key=message.partition_key)
        rows = rows.filter(id__gt=message.id)
        return await rows.filter(live_race_id=message.live_race_id).order_by("id")

    # Watching it

    async def get_by_id(self, message_id: MessageId) -> OutboxMessage:
        """Return a message to whatever destination but a room, whose lines nobody looks after."""
        return await self._one(self._own().filter(id=message_id).exclude(destination=Destination.RACETIME))

    async def get_room_line(self, message_id: MessageId) -> OutboxMessage:
        return await self._one(self._own().filter(id=message_id, destination=Destination.RACETIME))

    async def note_alert(self, message_id: MessageId) -> bool:
        """Mark a waiting message as reported; False when it was before."""
        fresh = self._own().filter(waiting(), id=message_id, alerted_at__isnull=True)
        return bool(await fresh.update(alerted_at=self._clock.now()))

    async def list_recent(self, limit: int = 50, *, before: MessageId | None = None) -> list[OutboxMessage]:
        """Return messages to channels and servers, newest first, without those that nothing came of."""
        query = self._public().filter(superseded_at__isnull=True)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit)

    async def list_keys(self, beginning: str, lately: timedelta) -> set[str]:
        """Return the keys of messages that were queued lately."""
        recent = self._own().filter(created_at__gt=self._clock.now() - lately, dedupe_key__startswith=beginning)
        return {row[0] for row in await recent.values_list("dedupe_key")}

    async def list_latest_alerts(self) -> dict[str, OutboxMessage]:
        """Return the newest message about an alert of each partition."""
        recent = await self._own().filter(dedupe_key__startswith=OF_ALERTS).order_by("-id").limit(_ALERTS_LOOKED_AT)
        return {message.partition_key: message for message in reversed(recent)}

    async def list_newest(self, limit: int = 30) -> list[OutboxMessage]:
        """Return the newest messages of all kinds, also those to one person, and those that nothing came of."""
        return await self._own().filter(destination=Destination.DISCORD).order_by("-id").limit(limit)

    async def list_troubled(self, waiting_since: timedelta) -> list[OutboxMessage]:
        """Return what failed for good or has been waiting for too long, oldest first."""
        limit = self._clock.now() - waiting_since
        late = Q(given_up_at__isnull=True, created_at__lte=limit)
        failed = Q(given_up_at__isnull=False)
        unspread = Q(destination=Destination.MEMBERS)
        unsaid = self._own().filter(sent_at__isnull=True, superseded_at__isnull=True)
        concerned = unsaid.filter((_PUBLIC & (late | failed)) | (unspread & failed))
        return await concerned.order_by("id").limit(200)

    async def revive(self, message_id: MessageId) -> OutboxMessage:
        """Let a message that was given up wait again, at the end of its back-off."""
        message = await self.get_by_id(message_id)
        await (
            self._own()
            .filter(id=message_id, sent_at__isnull=True, superseded_at__isnull=True)
            .update(given_up_at=None, **_SETTLED, due_at=self._clock.now(), alerted_at=None)
        )
        return message

    async def revive_refused(self) -> int:
        """Let what Discord refused wait again, as its reason may be gone; returns how much that was.

        What members were told by direct message, and what the product itself failed at, stays as it is.
        """
        now = self._clock.now()
        refused = self._public().filter(given_up_at__isnull=False, sent_at__isnull=True, superseded_at__isnull=True)
        refused = refused.filter(created_at__gte=now - _MADE_UP_FOR).exclude(last_error=SET_ASIDE)
        return await refused.update(given_up_at=None, **_SETTLED, due_at=now)

    def _public(self) -> QuerySet[OutboxMessage]:
        return self._own().filter(_PUBLIC)
