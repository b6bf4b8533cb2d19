"""Settings that race rooms are opened with, and the bots that open them."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import OrganizationId, ProfileId, RacetimeBotId
from application.domain.operations.alerts import BotStatus
from models.columns import UniqueWhere, primary_key, required_enum
from models.organization import Organization


class RaceRoomProfile(Model):
    """Delays in seconds, time limit in hours, as racetime.gg takes them."""

    id = primary_key(ProfileId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="race_room_profiles", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    name = fields.CharField(max_length=100)
    description = fields.CharField(max_length=500, default="")
    start_delay = fields.SmallIntField(default=15)
    time_limit = fields.SmallIntField(default=24)
    streaming_required = fields.BooleanField(default=False)
    auto_start = fields.BooleanField(default=True)
    allow_comments = fields.BooleanField(default=True)
    hide_comments = fields.BooleanField(default=False)
    allow_prerace_chat = fields.BooleanField(default=True)
    allow_midrace_chat = fields.BooleanField(default=True)
    allow_non_entrant_chat = fields.BooleanField(default=True)
    chat_message_delay = fields.SmallIntField(default=0)
    is_default = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "race_room_profiles"
        unique_together = (("organization", "name"),)
        indexes = (
            UniqueWhere(
                fields=("organization_id",),
                name="uidx_race_room_profiles_one_default",
                condition='"is_default"',
            ),
        )


class RacetimeBot(Model):
    """An organization's bot in one racetime.gg category; the secret is stored encrypted."""

    id = primary_key(RacetimeBotId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="racetime_bots", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    category = fields.CharField(max_length=50)
    client_id = fields.CharField(max_length=200)
    client_secret_encrypted = fields.TextField()
    is_active = fields.BooleanField(default=True)
    status = required_enum(BotStatus, max_length=20, default=BotStatus.UNKNOWN)
    status_message = fields.CharField(max_length=300, default="")
    status_since = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "racetime_bots"
        unique_together = (("organization", "category"),)
