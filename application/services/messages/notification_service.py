"""What members are told personally: wishes, reminders, and the notifications that follow from what happens."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.errors import Conflict, Forbidden
from application.domain.events import Edited, EditedEvent, differences
from application.domain.events.messages import DiscordQueuedEvent, LiveRaceReminderSetEvent, NoticesChangedEvent
from application.domain.ids import LiveRaceId, MessageId, NotificationId, OrganizationId, UserId
from application.domain.live_races.live_race import NOT_STARTED, UNFINISHED
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.messages.delivery import MOST_FAULTS
from application.domain.messages.notices import NoticeKind, notice_sentence
from application.domain.messages.notifications import (
    DEFAULT_REMINDER_MINUTES,
    LONGEST_REMINDER_MINUTES,
    NotificationKind,
    Way,
    Wishes,
    checked_leads,
    due_reminders,
    leads_ahead,
    reminder_key,
)
from application.domain.permissions import Permission
from application.domain.references import OrganizationRef, PersonRef
from application.read_models import NotificationView, ReminderAnswer
from application.repositories.messages.discord_site_repository import DiscordSiteRepository, RaceToRemind
from application.repositories.messages.notice_repository import NewNotice
from application.repositories.messages.notification_repository import (
    Listener,
    NewNotification,
    NotificationRow,
    direct_message,
    wishes_of,
)
from application.services.apart import each_apart
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults
from application.services.live_races.room_lines import ref_of_race, title_of
from application.services.messages.announcement_service import set_aside
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models import AsyncTournamentLiveRace, OutboxMessage

_ABOUT_MARKED_RACES = frozenset(
    {NotificationKind.ROOM_OPEN, NotificationKind.RACE_MOVED, NotificationKind.RACE_CANCELLED}
)
_FOR_THOSE_WHO_MAY_RACE = frozenset(
    {NotificationKind.RACE_SCHEDULED, NotificationKind.REMINDER, NotificationKind.ROOM_OPEN}
)


@dataclass(frozen=True, slots=True)
class WishChanges:
    ways: dict[NotificationKind, Way] | Unset = UNSET
    """Only the kinds that are to change."""
    reminder_minutes: tuple[int, ...] | Unset | None = UNSET
    """None is each tournament's own lead."""
    only_if_eligible: bool | Unset = UNSET
    every_race: bool | Unset = UNSET


class NotificationService:
    def __init__(
        self, units: UnitsOfWork, access: Access, site: DiscordSiteRepository, defaults: InstallationDefaults
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._defaults = defaults

    # A member's own wishes

    async def get_wishes(self, ctx: OrgContext) -> Wishes:
        """Return the actor's wishes in this organization."""
        return wishes_of(await self._units.reading(ctx).wishes.find(_member(ctx)))

    async def takes_direct_messages(self, ctx: OrgContext) -> bool:
        """Tell whether Discord took the last direct message to the actor."""
        row = await self._units.reading(ctx).wishes.find(_member(ctx))
        return row is None or row.refused_at is None

    @tried_twice
    async def change_wishes(self, ctx: OrgContext, changes: WishChanges) -> Wishes:
        """Change the actor's wishes; what is waiting for its time follows the new ones."""
        user_id = _member(ctx)
        async with self._units(ctx) as work:
            old = wishes_of(await work.wishes.find(user_id))
            new = old
            if changes.ways is not UNSET:
                new = replace(new, ways={**old.ways, **changes.ways})
            if changes.reminder_minutes is not UNSET:
                leads = changes.reminder_minutes
                new = replace(new, reminder_minutes=checked_leads(leads) if leads is not None else None)
            if changes.only_if_eligible is not UNSET:
                new = replace(new, only_if_eligible=changes.only_if_eligible)
            if changes.every_race is not UNSET:
                new = replace(new, every_race=changes.every_race)
            await work.wishes.put(user_id, new)
            changed = differences(_shown(old), _shown(new))
            if changed:
                work.record(EditedEvent(PersonRef(ctx.organization_id, user_id), Edited.WISHES, changed))
        return new

    # Reminders of single races

    @tried_twice
    async def set_reminder(self, ctx: OrgContext, live_race_id: LiveRaceId, *, wanted: bool) -> ReminderAnswer:
        """Remind the actor of a race, or no longer; saying so twice changes nothing."""
        user_id = _member(ctx)
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id)
            marked = await work.reminders.exists(live_race_id, user_id)
            if wanted and (race.status not in UNFINISHED or race.scheduled_at <= work.clock.now()):
                raise Conflict("This race has begun or is over, so there is nothing to be reminded of.")
            if wanted is not marked:
                if wanted:
                    await work.reminders.add(live_race_id, user_id)
                    await work.wishes.forget_refusal(user_id)
                else:
                    await work.reminders.remove(live_race_id, user_id)
                work.record(LiveRaceReminderSetEvent(ref_of_race(race), user_id=user_id, wanted=wanted))
            return await self._answer(work, race, user_id, wanted=wanted)

    async def has_reminder(self, ctx: OrgContext, live_race_id: LiveRaceId) -> bool:
        return await self._units.reading(ctx).reminders.exists(live_race_id, _member(ctx))

    async def list_reminders(self, ctx: OrgContext) -> tuple[LiveRaceId, ...]:
        """Return the races that the actor marked."""
        return tuple(await self._units.reading(ctx).reminders.list_races_of(_member(ctx)))

    async def _answer(
        self, work: WorkSession, race: AsyncTournamentLiveRace, user_id: UserId, *, wanted: bool
    ) -> ReminderAnswer:
        (listener,) = await work.wishes.list_listeners([user_id])
        settings = await work.tournament_discord.find(race.tournament_id)
        own_lead = settings.reminder_minutes if settings is not None else None
        way = listener.wishes.way_of(NotificationKind.REMINDER)
        leads = listener.wishes.reminder_minutes or (own_lead or DEFAULT_REMINDER_MINUTES,)
        return ReminderAnswer(
            title=title_of(race),
            scheduled_at=race.scheduled_at,
            wanted=wanted,
            leads=leads_ahead(race.scheduled_at, leads, work.clock.now()),
            by_message=way.by_message and listener.takes_messages,
            on_site=way.on_site,
        )

    # What was sent

    async def list_sent(
        self, ctx: OrgContext, *, before: NotificationId | None = None, limit: int = 50
    ) -> tuple[NotificationView, ...]:
        """Return everything that the actor was told, with what became of each direct message, newest first."""
        rows = await self._units.reading(ctx).notifications.list_for_user(_member(ctx), before=before, limit=limit)
        return tuple(_view(row) for row in rows)

    # What is due

    async def remind_due(self) -> int:
        """Send every reminder that is due, once; returns how many that were."""
        races = await self._site.races_to_remind(timedelta(minutes=LONGEST_REMINDER_MINUTES))
        return sum(await each_apart("remind of a race", map(self._remind_of, races)))

    async def _remind_of(self, race: RaceToRemind) -> int:
        due = due_reminders(
            race.scheduled_at,
            race.candidates(),
            default_lead=race.tournament_lead or DEFAULT_REMINDER_MINUTES,
            now=self._site.clock.now(),
        )
        keys = {
            reminder_key(race.live_race_id, reminder.user_id, race.scheduled_at, reminder.lead_minutes): reminder
            for reminder in due
        }
        known = await self._site.known_notification_keys(list(keys)) if keys else set()
        fresh = {reminder.user_id: key for key, reminder in keys.items() if key not in known}
        return await self._remind(race.organization_id, race.live_race_id, fresh) if fresh else 0

    @tried_twice
    async def _remind(self, organization_id: OrganizationId, live_race_id: LiveRaceId, keys: dict[UserId, str]) -> int:
        async with self._units(self._access.as_system(organization_id)) as work:
            race = await work.live_races.get_by_id(live_race_id)
            moved = not all(f":{int(race.scheduled_at.timestamp())}:" in key for key in keys.values())
            if moved or race.status not in NOT_STARTED:
                return 0
            listeners = await work.wishes.list_listeners(keys)
            return await self._tell(work, race, NotificationKind.REMINDER, listeners, keys)

    async def spread_due(self) -> int:
        """Turn what has happened into notifications to members, each once; returns how many happenings that were."""
        due = await self._site.messages_to_spread()
        return len(await each_apart("tell members of a race", (self._take_and_spread(*item) for item in due)))

    async def _take_and_spread(self, organization_id: OrganizationId, message_id: MessageId) -> None:
        """Tell members; a message at which this fails again and again is set aside."""
        message = await self._take(organization_id, message_id)
        if message is not None:
            await self._spread(organization_id, message)

    @tried_twice
    async def _take(self, organization_id: OrganizationId, message_id: MessageId) -> OutboxMessage | None:
        async with self._units(self._access.as_system(organization_id)) as work:
            message = await work.discord_outbox.take(message_id)
            if message is not None and message.faults > MOST_FAULTS:
                await set_aside(work, message)
                return None
            return message

    @tried_twice
    async def _spread(self, organization_id: OrganizationId, message: OutboxMessage) -> None:
        async with self._units(self._access.as_system(organization_id)) as work:
            if not await work.discord_outbox.mark_sent(message):
                return
            race = await work.live_races.find_by_id(LiveRaceId(message.live_race_id or 0))
            if race is not None:
                kind = NotificationKind(message.kind)
                listeners = await work.wishes.list_listeners(await self._audience(work, race, kind))
                keys = {listener.user_id: f"notification:{message.id}:{listener.user_id}" for listener in listeners}
                await self._tell(work, race, kind, listeners, keys)

    async def _audience(
        self, work: WorkSession, race: AsyncTournamentLiveRace, kind: NotificationKind
    ) -> Sequence[UserId]:
        """Return who may want to hear of this."""
        if kind is NotificationKind.RESULTS:
            return [UserId(run.user_id) for run in await work.runs.list_for_live_race(race.id)]
        if kind in _ABOUT_MARKED_RACES:
            return [*await work.reminders.list_users(race.id), *await work.wishes.list_keen()]
        return await work.wishes.list_with_way(kind)

    async def _tell(
        self,
        work: WorkSession,
        race: AsyncTournamentLiveRace,
        kind: NotificationKind,
        listeners: Sequence[Listener],
        keys: dict[UserId, str],
    ) -> int:
        """Keep a notification for everybody who wants one, and queue the direct messages."""
        willing = [listener for listener in listeners if listener.wishes.way_of(kind) is not Way.NOT_AT_ALL]
        willing = await self._without_ineligible(work, race, kind, willing)
        parts = {"race": title_of(race), "tournament": race.tournament.name}
        text = notice_sentence(NoticeKind(kind.value), parts)
        fresh = await work.notifications.add_all(
            NewNotification(
                listener=listener,
                way=listener.wishes.way_of(kind),
                kind=kind,
                live_race_id=race.id,
                text=text,
                happens_at=race.scheduled_at,
                dedupe_key=keys[listener.user_id],
            )
            for listener in willing
        )
        by_message = [
            notification
            for notification in fresh
            if notification.way.by_message
            and notification.listener.takes_messages
            and notification.listener.discord_id is not None
        ]
        if await work.outbox.add_all(direct_message(notification) for notification in by_message):
            work.record(DiscordQueuedEvent(OrganizationRef(work.ctx.organization_id)))
        await self._show_on_site(work, race, kind, parts, fresh)
        return len(fresh)

    async def _show_on_site(
        self,
        work: WorkSession,
        race: AsyncTournamentLiveRace,
        kind: NotificationKind,
        parts: dict[str, str],
        notifications: Sequence[NewNotification],
    ) -> None:
        on_site = [notification.listener.user_id for notification in notifications if notification.way.on_site]
        await work.notices.add_all(
            NewNotice(user_id, NoticeKind(kind.value), parts, race.tournament_id, live_race_id=race.id)
            for user_id in on_site
        )
        for user_id in on_site:
            work.record(NoticesChangedEvent(PersonRef(work.ctx.organization_id, user_id)))

    async def _without_ineligible(
        self, work: WorkSession, race: AsyncTournamentLiveRace, kind: NotificationKind, listeners: list[Listener]
    ) -> list[Listener]:
        asked = [listener.user_id for listener in listeners if listener.wishes.only_if_eligible]
        if kind not in _FOR_THOSE_WHO_MAY_RACE or not asked:
            return listeners
        terms = terms_of_race(race, await work.organization.get(), self._defaults)
        players = await work.live_races.get_eligible_participants(terms, asked)
        barred = {player.user_id for player in players if not player.eligible}
        return [listener for listener in listeners if listener.user_id not in barred]


def _member(ctx: OrgContext) -> UserId:
    ctx.demand(Permission.VIEW)
    if ctx.actor.user_id is None:
        raise Forbidden("Only a member has notifications.")
    return ctx.actor.user_id


def _shown(wishes: Wishes) -> dict[str, object]:
    ways = {kind.value: wishes.way_of(kind) for kind in NotificationKind}
    return ways | {item.name: getattr(wishes, item.name) for item in fields(Wishes) if item.name != "ways"}


def _view(row: NotificationRow) -> NotificationView:
    notification = row.notification
    return NotificationView(
        id=NotificationId(notification.id),
        kind=notification.kind,
        live_race_id=LiveRaceId(notification.live_race_id) if notification.live_race_id is not None else None,
        text=notification.text,
        happens_at=notification.happens_at,
        created_at=notification.created_at,
        on_site=notification.on_site,
        delivery=_delivery(row.message),
    )


def _delivery(message: OutboxMessage | None) -> str:
    if message is None:
        return ""
    if message.sent_at is not None:
        return "Sent by direct message."
    if message.given_up_at is not None:
        return "Discord refused the direct message. Allow messages from members of the server."
    if message.superseded_at is not None:
        return "Not sent by direct message, as it was too late."
    return "The direct message is on its way."
