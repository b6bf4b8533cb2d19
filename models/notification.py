"""What members are told personally, and how they want to be told."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import LiveRaceId, NotificationId, OrganizationId, UserId
from application.domain.messages.notifications import NotificationKind
from models.async_tournament import AsyncTournamentLiveRace
from models.enums import required_enum
from models.keys import big_primary_key
from models.organization import Organization
from models.user import User


class NotificationWish(Model):
    """One member's wishes within one organization; without a row the defaults hold."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="notification_wishes", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="notification_wishes", on_delete=fields.RESTRICT
    )
    user_id: UserId
    ways: dict[str, Any] = fields.JSONField(default=dict)
    reminder_minutes: list[int] | None = fields.JSONField(null=True)
    only_if_eligible = fields.BooleanField(default=False)
    every_race = fields.BooleanField(default=False)
    every_race_since = fields.DatetimeField(null=True)
    refused_at = fields.DatetimeField(null=True)
    """When Discord last refused a direct message, because this person takes none."""
    updated_at = fields.DatetimeField()

    class Meta:
        table = "notification_wishes"
        unique_together = (("organization", "user"),)


class LiveRaceReminder(Model):
    """Somebody pressed "Remind me"."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="live_race_reminders", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    live_race: fields.ForeignKeyRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace", related_name="reminders", on_delete=fields.CASCADE
    )
    live_race_id: LiveRaceId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="live_race_reminders", on_delete=fields.RESTRICT
    )
    user_id: UserId
    created_at = fields.DatetimeField()

    class Meta:
        table = "live_race_reminders"
        unique_together = (("live_race", "user"),)


class MemberNotification(Model):
    """What one member was told, by whatever way, and when; the text is as it was then.

    `happens_at` is the instant that the text is about, for showing it in the reader's zone.
    """

    id = big_primary_key(NotificationId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="notifications", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="notifications", on_delete=fields.RESTRICT
    )
    user_id: UserId
    kind = required_enum(NotificationKind, max_length=30)
    live_race_id = fields.IntField(null=True)
    text = fields.CharField(max_length=500)
    happens_at: datetime | None = fields.DatetimeField(null=True)
    on_site = fields.BooleanField(default=True)
    dedupe_key = fields.CharField(max_length=150, unique=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "member_notifications"
        indexes = (("user", "id"),)
