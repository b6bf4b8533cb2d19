"""What is kept so that a race night can be followed: alerts, and that the work goes on."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import AlertAddressId, AlertId, LiveRaceId, OrganizationId, RacetimeBotId, UserId
from application.domain.messages.mail import ADDRESS_LIMIT
from application.domain.operations.alert_settings import ZONE_LIMIT
from application.domain.operations.alerts import AlertKind
from application.domain.operations.installation_alerts import InstallationAlertKind
from models.async_tournament import AsyncTournamentLiveRace
from models.columns import IndexWhere, UniqueWhere, primary_key, required_enum
from models.organization import Organization
from models.race_room_profile import RacetimeBot
from models.user import User


class Alert(Model):
    """Something that a human must look at; `subject` tells it from the others, and only one of it is open at a time."""

    id = primary_key(AlertId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="alerts", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    kind = required_enum(AlertKind, max_length=30)
    subject = fields.CharField(max_length=80)
    live_race: fields.ForeignKeyNullableRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace", related_name="alerts", null=True, on_delete=fields.CASCADE
    )
    live_race_id: LiveRaceId | None
    bot: fields.ForeignKeyNullableRelation[RacetimeBot] = fields.ForeignKeyField(
        "models.RacetimeBot", related_name="alerts", null=True, on_delete=fields.CASCADE
    )
    bot_id: RacetimeBotId | None
    sentence = fields.CharField(max_length=700)
    raised_at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    told_at = fields.DatetimeField(null=True)
    """When staff were told by those ways that they have chosen; and when that it is over."""
    end_told_at = fields.DatetimeField(null=True)

    class Meta:
        table = "alerts"
        indexes = (
            ("organization", "resolved_at"),
            IndexWhere(
                fields=("organization_id",),
                name="idx_alerts_end_untold",
                condition='"told_at" IS NOT NULL AND "end_told_at" IS NULL',
            ),
            UniqueWhere(
                fields=("organization_id", "subject"),
                name="uidx_alerts_one_open",
                condition='"resolved_at" IS NULL',
            ),
        )


class AlertSettings(Model):
    """Where an organization's staff are told of alerts, and when not; without a row only the site tells them."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.OneToOneField(
        "models.Organization", related_name="alert_settings", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    channel_id = fields.BigIntField(null=True)
    channel_name = fields.CharField(max_length=100, default="")
    quiet_from = fields.CharField(max_length=5, default="")
    """As clocks in `time_zone` show it, like 22:00; empty where no hours are quiet."""
    quiet_until = fields.CharField(max_length=5, default="")
    time_zone = fields.CharField(max_length=ZONE_LIMIT, default="UTC")
    updated_at = fields.DatetimeField()

    class Meta:
        table = "alert_settings"


class AlertRecipient(Model):
    """A member of the staff who is told by direct message."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="alert_recipients", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="alert_recipients", on_delete=fields.RESTRICT
    )
    user_id: UserId

    class Meta:
        table = "alert_recipients"
        unique_together = (("organization", "user"),)


class AlertAddress(Model):
    """An address to which e-mail goes once whoever reads it has said yes; one that wants none is remembered."""

    id = primary_key(AlertAddressId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="alert_addresses", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    address = fields.CharField(max_length=ADDRESS_LIMIT)
    confirmed_at = fields.DatetimeField(null=True)
    stopped_at = fields.DatetimeField(null=True)

    class Meta:
        table = "alert_addresses"
        unique_together = (("organization", "address"),)


class InstallationAlert(Model):
    """Something that whoever runs the installation must look at; only one of a kind is open at a time.

    It belongs to no organization and doesn't go through the outbox, which may be what is stuck. `leased_until` is for
    how long a process is telling of it.
    """

    id = fields.IntField(primary_key=True)
    kind = required_enum(InstallationAlertKind, max_length=30)
    sentence = fields.CharField(max_length=500)
    raised_at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    told_at = fields.DatetimeField(null=True)
    end_told_at = fields.DatetimeField(null=True)
    leased_until = fields.DatetimeField(null=True)

    class Meta:
        table = "installation_alerts"
        indexes = (
            UniqueWhere(fields=("kind",), name="uidx_installation_alerts_one_open", condition='"resolved_at" IS NULL'),
        )


class Heartbeat(Model):
    """When a part of the product last ran, whichever process that was."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    beat_at = fields.DatetimeField()

    class Meta:
        table = "heartbeats"
