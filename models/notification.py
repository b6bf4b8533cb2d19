"""What members are told personally, and how they want to be told."""

from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import LiveRaceId, NotificationId, OrganizationId, RunId, TournamentId, UserId
from application.domain.messages.notifications import NotificationKind
from models.async_tournament import AsyncTournamentLiveRace
from models.columns import big_primary_key, optional_number, required_enum
from models.organization import Organization
from models.user import User


class NotificationPreference(Model):
    """One member's preferences within one organization; without a row the defaults hold."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="notification_preferences", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="notification_preferences", on_delete=fields.RESTRICT
    )
    user_id: UserId
    channels: dict[str, list[str]] = fields.JSONField(default=dict)
    """For each topic that was chosen; the others have their defaults."""
    reminder_minutes: list[int] | None = fields.JSONField(null=True)
    only_if_eligible = fields.BooleanField(default=False)
    every_race = fields.BooleanField(default=False)
    every_race_since = fields.DatetimeField(null=True)
    refused_at = fields.DatetimeField(null=True)
    """When Discord last refused a direct message, because this person takes none."""
    updated_at = fields.DatetimeField()

    class Meta:
        table = "notification_preferences"
        unique_together = (("organization", "user"),)


class LiveRaceReminder(Model):
    """Somebody pressed "Remind me", or said that they are going, which everybody may know."""

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
    is_going = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    class Meta:
        table = "live_race_reminders"
        unique_together = (("live_race", "user"),)


class Notification(Model):
    """What one member was told; ids of what it is about stay after their rows are gone.

    `channels` are those by which it went; what isn't shown on the site as news is read from the beginning.
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
    kind = required_enum(NotificationKind, max_length=40)
    parts: dict[str, str] = fields.JSONField()
    tournament_id = optional_number(TournamentId)
    run_id = optional_number(RunId)
    live_race_id = optional_number(LiveRaceId)
    happens_at: datetime | None = fields.DatetimeField(null=True)
    channels: list[str] = fields.JSONField()
    read_at: datetime | None = fields.DatetimeField(null=True)
    dedupe_key = fields.CharField(max_length=150, unique=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "notifications"
        indexes = (("organization", "user", "id"),)
