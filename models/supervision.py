"""What is kept so that a race night can be followed: alerts, and that the work goes on."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import AlertId, LiveRaceId, OrganizationId, RacetimeBotId
from application.domain.operations.alerts import AlertKind
from models.async_tournament import AsyncTournamentLiveRace
from models.columns import UniqueWhere, primary_key, required_enum
from models.organization import Organization
from models.race_room_profile import RacetimeBot


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

    class Meta:
        table = "alerts"
        indexes = (
            ("organization", "resolved_at"),
            UniqueWhere(
                fields=("organization_id", "subject"),
                name="uidx_alerts_one_open",
                condition='"resolved_at" IS NULL',
            ),
        )


class Heartbeat(Model):
    """When a part of the product last ran, whichever process that was."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    beat_at = fields.DatetimeField()

    class Meta:
        table = "heartbeats"
