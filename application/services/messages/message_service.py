"""What is said on Discord, from the queue to the confirmed message; and what admins see of it."""

from collections.abc import Sequence
from datetime import timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.events.messages import (
    DiscordMessageFailedEvent,
    DiscordMessageOverdueEvent,
    DiscordMessageRetriedEvent,
    DiscordSettledEvent,
    MailFailedEvent,
    MessagesQueuedEvent,
)
from application.domain.ids import LiveRaceId, MatterRef, MessageId, OrganizationRef, RunId, Subject, UserId
from application.domain.messages.channels import Channel, Destination
from application.domain.messages.delivery import (
    MOST_FAULTS,
    OVERDUE_AFTER,
    SET_ASIDE,
    ChangeServerEvent,
    CreateServerEvent,
    CreateThread,
    DeleteMessage,
    Done,
    EditMessage,
    Failed,
    LetIntoThread,
    Outcome,
    PostMessage,
    Step,
    Trouble,
    retry_delay,
)
from application.domain.messages.outbox import MessageKind, PartitionKey
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.server_events import EventState, EventText, moves_to
from application.domain.permissions import Permission
from application.read_models import Delivery, DueMessage, MessageLine, MessagePreview
from application.repositories import Repositories
from application.repositories.messages.discord_site_repository import DiscordSiteRepository, WaitingHead
from application.services.audit_names import SubjectNames
from application.services.channels import SENDING
from application.services.messages.message_plans import MessagePlanner
from application.services.messages.places import NoPlace
from application.services.retry import each_apart, tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.event_log import OutboxMessage

_NO_PLACE_DELAY = timedelta(seconds=60)
_NO_ANSWER = "Discord has given no answer."


class MessageService:
    """`due`, `take` and `settle` are for whoever delivers; any number of processes may do that at the same time."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: DiscordSiteRepository,
        planner: MessagePlanner,
        *,
        in_development: bool,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._planner = planner
        self._in_development = in_development

    # Delivering

    async def due(self, destination: Destination) -> tuple[DueMessage, ...]:
        """Return for every channel, server and person the oldest waiting message, if its time has come.

        Only that one: while it has to wait, everything after it waits, too, so that the order is kept.
        """
        heads = await self._site.waiting_heads(destination)
        first = {head.place: head for head in reversed(heads)}
        now = self._site.clock.now()
        return tuple(
            DueMessage(head.message_id, head.organization_id, head.place)
            for head in sorted(first.values(), key=lambda head: head.message_id)
            if head.is_free(now)
        )

    @tried_twice
    async def take(self, due: DueMessage) -> Delivery | None:
        """Take a message for a minute and say what is to be done; None when somebody else has it or nothing is.

        One whose attempts end without any outcome again and again is set aside, so that it holds up nothing for ever.
        """
        ctx = self._access.as_system(due.organization_id)
        async with self._units(ctx) as work:
            message = await work.outbox.take(due.id)
            is_hopeless = message is not None and message.faults > MOST_FAULTS
            if message is not None and is_hopeless:
                await set_aside(work, message)
        if message is None or is_hopeless:
            return None
        try:
            step = await self._planner.plan(message)
        except NoPlace:
            async with self._units(ctx) as work:
                await work.outbox.postpone(message, "", _NO_PLACE_DELAY)
            return None
        if step is None:
            async with self._units(ctx) as work:
                await work.outbox.supersede(message)
                await self._forget_failures(work, message)
            return None
        return Delivery(
            id=message.id,
            organization_id=due.organization_id,
            attempt=message.attempts,
            queued_at=message.created_at,
            nonce=message.nonce.replace("-", "")[:25],
            step=step,
        )

    @tried_twice
    async def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Note what became of a taken message; without effect when the lease has passed to somebody else."""
        ctx = self._access.as_system(delivery.organization_id)
        async with self._units(ctx) as work:
            message = await work.outbox.get_by_id(delivery.id)
            if message.attempts != delivery.attempt:
                return
            work.record(DiscordSettledEvent(OrganizationRef(work.ctx.organization_id)))
            match outcome:
                case Done():
                    await self._note_done(work, message, delivery.step, outcome.discord_id)
                case Failed(trouble=Trouble.LATER):
                    delay = max(outcome.retry_after or timedelta(0), retry_delay(message.attempts))
                    await work.outbox.postpone(message, outcome.reason, delay)
                case Failed(trouble=Trouble.GONE):
                    await self._note_gone(work, message, delivery.step)
                case Failed(trouble=Trouble.UNREACHABLE):
                    await work.outbox.give_up(message, outcome.reason)
                    await SENDING[Channel(message.payload["channel"])].note_refusal(
                        work, UserId(message.payload["user_id"])
                    )
                case Failed():
                    await self._note_refused(work, message, delivery.step, outcome)

    async def _note_done(self, work: WorkSession, message: OutboxMessage, step: Step, discord_id: int) -> None:
        if isinstance(step, DeleteMessage):
            await self._note_gone(work, message, step)
            return
        if not await work.outbox.mark_sent(message):
            return
        kind, subject_id = MessageKind(message.kind), _subject(message)
        match step:
            case PostMessage() | EditMessage() if kind.is_living:
                await work.discord_posts.put(
                    kind,
                    subject_id,
                    place_id=step.channel_id,
                    discord_id=discord_id,
                    fingerprint=step.message.fingerprint,
                )
            case CreateServerEvent() | ChangeServerEvent():
                await self._note_event(work, subject_id, step, discord_id)
            case CreateThread():
                await work.run_threads.set_thread(RunId(subject_id), discord_id)
            case _:
                pass
        await self._forget_failures(work, message)

    async def _note_event(
        self, work: WorkSession, race_id: int, step: CreateServerEvent | ChangeServerEvent, discord_id: int
    ) -> None:
        post = await work.discord_posts.find(MessageKind.EVENT, race_id)
        before = post.event_state if post is not None and post.event_state is not None else EventState.SCHEDULED
        if isinstance(step, CreateServerEvent):
            state, text = EventState.SCHEDULED, step.text.fingerprint
        else:
            moves = moves_to(step.state, before)
            state = moves[-1] if moves else before
            text = step.text.fingerprint if step.text is not None else (post.fingerprint if post is not None else "")
        await work.discord_posts.put(
            MessageKind.EVENT,
            race_id,
            place_id=step.guild_id,
            discord_id=discord_id,
            fingerprint=text,
            event_state=state,
        )

    async def _note_gone(self, work: WorkSession, message: OutboxMessage, step: Step) -> None:
        """What was there is there no more: the message is looked at again at once, and may be posted anew."""
        kind, subject_id = MessageKind(message.kind), _subject(message)
        if not kind.is_living:
            await work.outbox.supersede(message)
            return
        if isinstance(step, DeleteMessage):
            await work.discord_posts.forget(kind, subject_id)
        else:
            await work.discord_posts.note_lost(kind, subject_id)
        await work.outbox.postpone(message, "", timedelta(0))

    async def _note_refused(self, work: WorkSession, message: OutboxMessage, step: Step, failed: Failed) -> None:
        if isinstance(step, DeleteMessage):
            await self._note_gone(work, message, step)
            return
        kind = MessageKind(message.kind)
        if failed.trouble is Trouble.NOWHERE and kind in (MessageKind.RUN, MessageKind.RUN_LINE):
            await forget_thread(work, RunId(_subject(message)))
            await work.outbox.supersede(message)
            return
        if failed.trouble is Trouble.NOWHERE and isinstance(step, LetIntoThread):
            await forget_thread(work, RunId(_subject(message)))
            await work.outbox.postpone(message, "", timedelta(0))
            return
        await self._forget_failures(work, message)
        is_news = message.last_error != failed.reason[:500]
        if await work.outbox.give_up(message, failed.reason) and is_news:
            _record_failure(work, message, failed.reason)

    async def _forget_failures(self, work: WorkSession, message: OutboxMessage) -> None:
        """An older failure of the same message is of no interest any more."""
        kind = MessageKind.read(message.kind)
        if kind is not None and kind.is_living:
            await work.outbox.forget_failures(message)

    async def raise_alarms(self) -> int:
        """Report messages that have been waiting for an hour, each once; returns how many that were."""
        limit = self._site.clock.now() - OVERDUE_AFTER
        overdue = [head for head in await self._site.waiting_heads(Destination.DISCORD) if head.created_at <= limit]
        return sum(await each_apart("report an overdue message", map(self._raise_alarm, overdue)))

    @tried_twice
    async def _raise_alarm(self, head: WaitingHead) -> bool:
        async with self._units(self._access.as_system(head.organization_id)) as work:
            message = await work.outbox.get_by_id(head.message_id)
            if message.kind == MessageKind.DIRECT or not await work.outbox.note_alert(head.message_id):
                return False
            reason = message.last_error or _NO_ANSWER
            work.record(
                DiscordMessageOverdueEvent(
                    MatterRef(head.organization_id, _race(message)), message=_label(message), reason=reason
                )
            )
            return True

    # For admins

    async def list_messages(
        self, ctx: OrgContext, *, before: MessageId | None = None, limit: int = 50
    ) -> tuple[MessageLine, ...]:
        """Return what was said in channels or waits to be, newest first."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        reading = self._units.reading(ctx)
        return await _lines(reading, await reading.outbox.list_recent(limit, before=before))

    async def list_troubles(self, ctx: OrgContext) -> tuple[MessageLine, ...]:
        """Return what Discord refused for good, and what has been waiting for an hour."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        reading = self._units.reading(ctx)
        rows = await reading.outbox.list_troubled(OVERDUE_AFTER)
        workable = {head.partition for head in await self._site.waiting_heads(Destination.DISCORD)}
        return await _lines(
            reading, [row for row in rows if row.given_up_at is not None or row.partition_key in workable]
        )

    @tried_twice
    async def try_again(self, ctx: OrgContext, message_id: MessageId) -> MessageLine:
        """Let a message that failed, or waits for its next attempt, be sent now."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        async with self._units(ctx) as work:
            message = await work.outbox.get_by_id(message_id)
            if message.kind == MessageKind.DIRECT:
                raise NotFound("message")
            await work.outbox.revive(message_id)
            work.record(
                DiscordMessageRetriedEvent(MatterRef(ctx.organization_id, _race(message)), message=_label(message))
            )
            work.record(MessagesQueuedEvent(OrganizationRef(ctx.organization_id)))
            (line,) = await _lines(work, [await work.outbox.get_by_id(message_id)])
            return line

    async def preview(self, ctx: OrgContext, message_id: MessageId) -> RichMessage | EventText | None:
        """Return a message as it would be sent now, None when nothing would be; works without Discord."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        message = await self._units.reading(ctx).outbox.get_by_id(message_id)
        if message.kind == MessageKind.DIRECT:
            raise NotFound("message")
        return await self._planner.show(message)

    async def list_previews(self, ctx: OrgContext, *, limit: int = 12) -> tuple[MessagePreview, ...]:
        """Return the newest messages as they would be sent now, newest first, also those to single members.

        Works without Discord, and in development only: elsewhere nobody reads what is meant for somebody else.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        if not self._in_development:
            raise NotFound("preview")
        reading = self._units.reading(ctx)
        names: dict[int, str] = {}
        previews = []
        messages = await reading.outbox.list_newest(limit)
        for message, line in zip(messages, await _lines(reading, messages), strict=True):
            partition = PartitionKey.read(message.partition_key)
            person = partition.number if partition is not None and partition.kind == "user" else None
            if person is not None and person not in names:
                names[person] = (await reading.users.get(UserId(person))).display_name
            recipient = names[person] if person is not None else ""
            shown = await self._planner.show_to_developers(message)
            mentioned = shown.mentions.users if isinstance(shown, RichMessage) else ()
            accounts = await reading.people.list_by_discord_ids(mentioned)
            called = {account: user.display_name for account, user in accounts.items()}
            previews.append(MessagePreview(line, recipient, shown, called))
        return tuple(previews)


async def forget_thread(work: WorkSession, run_id: RunId) -> None:
    """Note that a run's thread is gone; its player can ask for another one, and the run goes on in the browser."""
    await work.run_threads.set_thread(run_id, None)
    await work.discord_posts.forget(MessageKind.RUN, run_id)


async def set_aside(work: WorkSession, message: OutboxMessage) -> None:
    """End a message that the product itself fails at, visibly; an admin may have it tried again."""
    if await work.outbox.give_up(message, SET_ASIDE):
        _record_failure(work, message, SET_ASIDE)


def _record_failure(work: WorkSession, message: OutboxMessage, reason: str) -> None:
    kind = MailFailedEvent if message.destination is Destination.EMAIL else DiscordMessageFailedEvent
    about = MatterRef(work.ctx.organization_id, _race(message))
    work.record(kind(about, message=_label(message), reason=reason[:500]))


def _label(message: OutboxMessage) -> str:
    if message.destination is Destination.MEMBERS:
        return "Notification to members"
    kind = MessageKind.read(message.kind)
    return kind.label if kind is not None else "Message of an unknown kind"


def _subject(message: OutboxMessage) -> int:
    """Return which race, tournament or run a message is about."""
    return (
        message.live_race_id if message.live_race_id is not None else PartitionKey.parse(message.partition_key).number
    )


def _race(message: OutboxMessage) -> LiveRaceId | None:
    return LiveRaceId(message.live_race_id) if message.live_race_id is not None else None


async def _lines(reading: Repositories, messages: Sequence[OutboxMessage]) -> tuple[MessageLine, ...]:
    names = await SubjectNames.read(reading, (("live_race_id", message.live_race_id) for message in messages))
    return tuple(_line(message, names) for message in messages)


def _line(message: OutboxMessage, names: SubjectNames) -> MessageLine:
    return MessageLine(
        id=MessageId(message.id),
        what=_label(message),
        live_race_id=_race(message),
        live_race=names.find(Subject.LIVE_RACE, message.live_race_id),
        queued_at=message.created_at,
        sent_at=message.sent_at,
        failed_at=message.given_up_at,
        attempts=message.attempts,
        error=message.last_error,
    )
