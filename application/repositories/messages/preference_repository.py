"""How members want to be told, and the races that they marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from application.domain.ids import LiveRaceId, UserId
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import Preferences, Topic
from application.repositories.base import TenantRepository
from models.notification import LiveRaceReminder, NotificationPreference
from models.organization import OrganizationMember


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member with everything that decides how that person is told."""

    user_id: UserId
    discord_id: int | None
    preferences: Preferences
    takes_messages: bool
    """Discord did not refuse the last direct message."""

    @property
    def is_within_reach(self) -> bool:
        """Whether a direct message gets there, as far as one knows."""
        return self.discord_id is not None and self.takes_messages


def preferences_of(row: NotificationPreference | None) -> Preferences:
    if row is None:
        return Preferences()
    return Preferences(
        channels={Topic(topic): frozenset(map(Channel, names)) for topic, names in row.channels.items()},
        reminder_minutes=tuple(row.reminder_minutes) if row.reminder_minutes is not None else None,
        only_if_eligible=row.only_if_eligible,
        every_race=row.every_race,
    )


class PreferenceRepository(TenantRepository[NotificationPreference]):
    model = NotificationPreference
    noun = "member"

    async def find(self, user_id: UserId) -> NotificationPreference | None:
        return await self._own().filter(user_id=user_id).first()

    async def put(self, user_id: UserId, preferences: Preferences) -> None:
        """Store a member's preferences; Discord is tried again from now on."""
        now = self._clock.now()
        row = await self.find(user_id)
        if row is None:
            row = NotificationPreference(organization_id=self._ctx.organization_id, user_id=user_id)
        if preferences.every_race and not row.every_race:
            row.every_race_since = now
        row.channels = {topic.value: sorted(chosen) for topic, chosen in preferences.channels.items()}
        minutes = preferences.reminder_minutes
        row.reminder_minutes = list(minutes) if minutes is not None else None
        row.only_if_eligible, row.every_race = preferences.only_if_eligible, preferences.every_race
        row.refused_at = None
        row.updated_at = now
        await row.save()

    async def note_refusal(self, user_id: UserId) -> None:
        """Remember that this person takes no direct messages from the bot."""
        now = self._clock.now()
        if not await self._own().filter(user_id=user_id).update(refused_at=now):
            await NotificationPreference.create(
                organization_id=self._ctx.organization_id, user_id=user_id, refused_at=now, updated_at=now
            )

    async def forget_refusal(self, user_id: UserId) -> None:
        await self._own().filter(user_id=user_id).update(refused_at=None)

    async def list_recipients(self, user_ids: Iterable[UserId]) -> list[Recipient]:
        """Return those of the given users who are members, in two queries."""
        wanted = sorted(set(user_ids))
        people = await OrganizationMember.filter(
            organization_id=self._ctx.organization_id, user_id__in=wanted
        ).values_list("user_id", "user__discord_id")
        rows = {row.user_id: row for row in await self._own().filter(user_id__in=wanted)}
        recipients = []
        for user_id, discord_id in people:
            row = rows.get(user_id)
            takes_messages = row is None or row.refused_at is None
            recipients.append(Recipient(UserId(user_id), discord_id, preferences_of(row), takes_messages))
        return sorted(recipients, key=lambda recipient: recipient.user_id)

    async def list_keen(self) -> list[UserId]:
        """Return who wants to hear of every race."""
        return [UserId(row[0]) for row in await self._own().filter(every_race=True).values_list("user_id")]

    async def list_who_chose(self, topic: Topic) -> list[UserId]:
        """Return who chose a channel for a topic."""
        return [UserId(row.user_id) for row in await self._own() if row.channels.get(topic)]


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

    async def is_going(self, live_race_id: LiveRaceId, user_id: UserId) -> bool:
        return await self._own().filter(live_race_id=live_race_id, user_id=user_id, is_going=True).exists()

    async def set_going(self, live_race_id: LiveRaceId, user_id: UserId, *, going: bool) -> None:
        await self._own().filter(live_race_id=live_race_id, user_id=user_id).update(is_going=going)

    async def list_going(self, live_race_id: LiveRaceId) -> dict[UserId, str]:
        """Return the names of members who said that they are going."""
        own = self._own().filter(live_race_id=live_race_id, is_going=True)
        user_ids = [row[0] for row in await own.values_list("user_id")]
        if not user_ids:
            return {}
        members = OrganizationMember.filter(organization_id=self._ctx.organization_id, user_id__in=user_ids)
        rows = await members.order_by("user__display_name").values_list("user_id", "user__display_name")
        return {UserId(user_id): name for user_id, name in rows}

    async def list_users(self, live_race_id: LiveRaceId) -> list[UserId]:
        rows = await self._own().filter(live_race_id=live_race_id).order_by("user_id").values_list("user_id")
        return [UserId(row[0]) for row in rows]

    async def list_races_of(self, user_id: UserId) -> list[LiveRaceId]:
        rows = await self._own().filter(user_id=user_id).order_by("live_race_id").values_list("live_race_id")
        return [LiveRaceId(row[0]) for row in rows]
