"""What the acting member was told and how that person wants to be told, in one organization or in all own ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.errors import Conflict, Forbidden, NotFound
from application.domain.events import Edited, EditedEvent, differences
from application.domain.events.messages import LiveRaceReminderSetEvent, NotificationsChangedEvent
from application.domain.ids import LiveRaceId, NotificationId, PersonRef, UserId
from application.domain.live_races.live_race import UNFINISHED, takes_racers
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import (
    DEFAULT_REMINDER_MINUTES,
    News,
    NotificationKind,
    Preferences,
    Topic,
    checked_leads,
    leads_ahead,
)
from application.domain.permissions import Permission
from application.read_models import (
    NotificationPage,
    NotificationView,
    ReminderAnswer,
)
from application.repositories.messages.notification_repository import NotificationRow, OwnNotificationRepository
from application.repositories.messages.preference_repository import preferences_of
from application.services.channels import SENDING, SendingChannel
from application.services.live_races.room_lines import ref_of_race, title_of
from application.services.notify import channels_that_reach
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import OutboxMessage


@dataclass(frozen=True, slots=True)
class PreferenceChanges:
    channels: Mapping[Topic, frozenset[Channel]] | Unset = UNSET
    """Only the topics that are to change."""
    reminder_minutes: tuple[int, ...] | Unset | None = UNSET
    """None is each tournament's own lead."""
    only_if_eligible: bool | Unset = UNSET
    every_race: bool | Unset = UNSET

    def applied_to(self, old: Preferences) -> Preferences:
        """Return what holds afterwards. Raises `InvalidInput` for leads that no reminder can have."""
        names = [item.name for item in fields(self)]
        named = {name: getattr(self, name) for name in names if getattr(self, name) is not UNSET}
        if "channels" in named:
            named["channels"] = {**old.channels, **named["channels"]}
        if named.get("reminder_minutes") is not None:
            named["reminder_minutes"] = checked_leads(named["reminder_minutes"])
        return replace(old, **named)


class NotificationService:
    def __init__(self, units: UnitsOfWork, access: Access, own: OwnNotificationRepository) -> None:
        self._units = units
        self._access = access
        self._own = own

    # What one person was told, in all organizations

    async def count_own(self, user_id: UserId) -> int:
        """Return how much is unread, in one query; what organizations told that one has left doesn't count."""
        return await self._own.count_unread(user_id)

    async def list_own(
        self, user_id: UserId, *, before: NotificationId | None = None, limit: int = 30
    ) -> NotificationPage:
        """Return what a person was told in all own organizations, newest first, continuing before one of them."""
        rows = await self._own.list_for_user(user_id, before=before, limit=limit + 1)
        return _page(rows, limit, await self._own.count_unread(user_id))

    async def mark_own_read(self, actor: Actor, ids: Sequence[NotificationId] | None = None) -> int:
        """Mark the actor's named notifications, or all, as read everywhere; return how many were unread."""
        if actor.user_id is None:
            return 0
        marked = 0
        for organization_id in await self._own.list_organizations_with_unread(actor.user_id, ids):
            try:
                ctx = await self._access.enter(actor, organization_id)
            except NotFound:  # the membership ended a moment ago
                continue
            marked += await self.mark_read(ctx, ids)
        return marked

    # In one organization

    async def list_notifications(
        self,
        ctx: OrgContext,
        *,
        unread_only: bool = False,
        before: NotificationId | None = None,
        limit: int = 30,
    ) -> NotificationPage:
        """Return what the actor was told, newest first, continuing before one of them, with how many are unread."""
        reader, reading = _member(ctx), self._units.reading(ctx)
        rows = await reading.notifications.list_for_user(
            reader, unread_only=unread_only, before=before, limit=limit + 1
        )
        return _page(rows, limit, await reading.notifications.count_unread(reader))

    async def count_unread(self, ctx: OrgContext) -> int:
        return await self._units.reading(ctx).notifications.count_unread(_member(ctx))

    @tried_twice
    async def mark_read(self, ctx: OrgContext, ids: Sequence[NotificationId] | None = None) -> int:
        """Mark the named notifications, or all, as read; return how many were unread. Others' ids change nothing."""
        reader = _member(ctx)
        async with self._units(ctx) as work:
            marked = await work.notifications.mark_read(reader, ids)
            if marked:
                work.record(NotificationsChangedEvent(PersonRef(ctx.organization_id, reader)))
        return marked

    # A member's own preferences

    async def get_preferences(self, ctx: OrgContext) -> Preferences:
        """Return the actor's preferences in this organization."""
        return preferences_of(await self._units.reading(ctx).preferences.find(_member(ctx)))

    async def takes_direct_messages(self, ctx: OrgContext) -> bool:
        """Tell whether Discord took the last direct message to the actor."""
        row = await self._units.reading(ctx).preferences.find(_member(ctx))
        return row is None or row.refused_at is None

    @tried_twice
    async def change_preferences(self, ctx: OrgContext, changes: PreferenceChanges) -> Preferences:
        """Change the actor's preferences; what is waiting for its time follows the new ones."""
        user_id = _member(ctx)
        async with self._units(ctx) as work:
            old = preferences_of(await work.preferences.find(user_id))
            new = changes.applied_to(old)
            await work.preferences.put(user_id, new)
            changed = differences(_shown(old), _shown(new))
            if changed:
                work.record(EditedEvent(PersonRef(ctx.organization_id, user_id), Edited.PREFERENCES, changed))
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
                    await work.preferences.forget_refusal(user_id)
                else:
                    await work.reminders.remove(live_race_id, user_id)
                work.record(LiveRaceReminderSetEvent(ref_of_race(race), user_id=user_id, wanted=wanted))
            return await _answer(work, race, user_id, wanted=wanted)

    async def set_going(self, ctx: OrgContext, live_race_id: LiveRaceId, *, going: bool) -> None:
        """Let everybody know that the actor races, which reminds of the race as well; or no longer."""
        user_id = _member(ctx)
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id)
            if going and not takes_racers(race.status, is_locked=race.locked_at is not None):
                raise Conflict("The room of this race is locked, or the race is over, so nobody else can race.")
            if going is await work.reminders.is_going(live_race_id, user_id):
                return
            if not await work.reminders.exists(live_race_id, user_id):
                await work.reminders.add(live_race_id, user_id)
            await work.reminders.set_going(live_race_id, user_id, going=going)
            work.record(LiveRaceReminderSetEvent(ref_of_race(race), user_id=user_id, wanted=True, going=going))

    async def has_reminder(self, ctx: OrgContext, live_race_id: LiveRaceId) -> bool:
        return await self._units.reading(ctx).reminders.exists(live_race_id, _member(ctx))

    async def list_reminders(self, ctx: OrgContext) -> tuple[LiveRaceId, ...]:
        """Return the races that the actor marked."""
        return tuple(await self._units.reading(ctx).reminders.list_races_of(_member(ctx)))


async def _answer(work: WorkSession, race: AsyncTournamentLiveRace, user_id: UserId, *, wanted: bool) -> ReminderAnswer:
    (recipient,) = await work.preferences.list_recipients([user_id])
    settings = await work.tournament_discord.find(race.tournament_id)
    own_lead = settings.reminder_minutes if settings is not None else None
    reached = await channels_that_reach(work, News(NotificationKind.REMINDER, {}), [recipient])
    leads = recipient.preferences.reminder_minutes or (own_lead or DEFAULT_REMINDER_MINUTES,)
    return ReminderAnswer(
        title=title_of(race),
        scheduled_at=race.scheduled_at,
        wanted=wanted,
        leads=leads_ahead(race.scheduled_at, leads, work.clock.now()),
        channels=tuple(sorted(reached.get(user_id, ()), key=list(Channel).index)),
    )


def _member(ctx: OrgContext) -> UserId:
    ctx.demand(Permission.VIEW)
    if ctx.actor.user_id is None:
        raise Forbidden("Only a member has notifications.")
    return ctx.actor.user_id


def _shown(preferences: Preferences) -> dict[str, object]:
    rest = {item.name: getattr(preferences, item.name) for item in fields(Preferences) if item.name != "channels"}
    return {topic.value: channels for topic, channels in preferences.in_force.items()} | rest


def _page(rows: Sequence[NotificationRow], limit: int, unread: int) -> NotificationPage:
    return NotificationPage(tuple(map(_view, rows[:limit])), unread, has_more=len(rows) > limit)


def _view(row: NotificationRow) -> NotificationView:
    notification = row.notification
    channels = tuple(channel for channel in Channel if channel in notification.channels)
    return NotificationView(
        id=notification.id,
        organization=notification.organization.name,
        kind=notification.kind,
        sentence=notification.kind.sentence(notification.parts),
        tournament_id=notification.tournament_id,
        run_id=notification.run_id,
        live_race_id=notification.live_race_id,
        happens_at=notification.happens_at,
        created_at=notification.created_at,
        read_at=notification.read_at,
        channels=channels,
        delivery=" ".join(_delivery(SENDING[channel], message) for channel, message in row.messages.items()),
    )


def _delivery(channel: SendingChannel, message: OutboxMessage) -> str:
    if message.sent_at is not None:
        return f"Sent by {channel.noun}."
    if message.given_up_at is not None:
        return channel.refusal
    if message.superseded_at is not None:
        return f"Not sent by {channel.noun}, as it was too late."
    return f"The {channel.noun} is on its way."
